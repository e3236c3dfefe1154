"""The data and the reader's agenda, found through environment variables."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.errors import InvalidData
from milipol_cli.look import streams
from milipol_cli.network import load as catalog

if TYPE_CHECKING:
    from milipol_cli.picks.model import Pick


def data_folders() -> list[Path]:
    """The data folders: the bundled one, then the reader's own."""
    return list(catalog.data_folders(os.environ.get("MILIPOL_DATA")))


def open_catalog() -> catalog.Catalog:
    """The data; each of the reader's files that has errors gets a line on stderr."""
    return catalog.Catalog(data_folders(), streams.warn)


def open_quietly() -> catalog.Catalog:
    """The data; errors in it are not reported."""
    return catalog.Catalog(data_folders(), lambda _: None)


def agenda_file() -> Path:
    """The path of the reader's agenda."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.agenda_file(os.environ.get("MILIPOL_AGENDA"))


def open_agenda() -> "tuple[Pick, ...]":
    """The picks on the reader's agenda; raises InvalidData if its file has errors."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.read(agenda_file())


def agenda_if_sound() -> "tuple[Pick, ...]":
    """The picks on the agenda; none, and a line on stderr, if its file has errors."""
    try:
        return open_agenda()
    except InvalidData as error:
        streams.warn(error.and_so("your agenda is ignored"))
        return ()
