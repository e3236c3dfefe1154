"""Checks fetched data; runs in a process of its own (`bounded.py`)."""

from pathlib import Path
from typing import Any

from milipol_cli.check.query import check
from milipol_cli.errors import InvalidData
from milipol_cli.network.load import Catalog


def answer(_: bytes, request: Any) -> dict[str, str]:
    """The day of the latest review in the folder that is requested.

    Raises InvalidData, with the first error, if `milipol check` finds any in it.
    """
    folder = Path(request["folder"])
    problems = check([folder], [folder]).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = str(errors[0]._replace(file=_within(folder, errors[0].file)))
        more = f" ({len(errors) - 1} more)" if errors[1:] else ""
        raise InvalidData(f"{first}{more}")
    data = Catalog([folder])
    reviews = [file.show.reviewed for file in data.shows]
    if not reviews:
        raise InvalidData("the data has no show")
    return {"latest": max(reviews).isoformat()}


def _within(folder: Path, file: str) -> str:
    return Path(file).relative_to(folder).as_posix()
