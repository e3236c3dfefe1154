"""Checks fetched data; runs in a process of its own (`bounded.py`)."""

from pathlib import Path
from typing import Any

from milipol_cli.base.errors import InvalidData
from milipol_cli.commands.check.query import errors_in
from milipol_cli.network.load import Catalog


def read_bounded(_: bytes, request: Any) -> dict[str, str]:
    """The day of the latest review in the folder that is requested.

    Raises InvalidData, with the first error, if `milipol check` finds any in it.
    """
    folder = Path(request["folder"])
    errors = errors_in(folder)
    if errors:
        more = f" ({len(errors) - 1} more)" if errors[1:] else ""
        raise InvalidData(f"{errors[0]}{more}")
    data = Catalog([folder])
    reviews = [file.show.reviewed for file in data.shows]
    if not reviews:
        raise InvalidData("the data has no show")
    return {"latest": max(reviews).isoformat()}
