"""The data and the agenda of the reader, where the environment says that they are."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.errors import InvalidData
from milipol_cli.look import output
from milipol_cli.network import load as catalog

if TYPE_CHECKING:
    from milipol_cli.picks.model import Pick


def data_folders() -> list[Path]:
    """The folders of data: the bundle's, and the reader's own over it."""
    return list(catalog.data_folders(os.environ.get("MILIPOL_DATA")))


def open_catalog() -> catalog.Catalog:
    """The data, with a line on stderr for each file of the reader's that is wrong."""
    return _opened(_passed_over)


def open_quietly() -> catalog.Catalog:
    """The data; nothing is said of what is wrong with it."""
    return _opened(lambda _: None)


def agenda_file() -> Path:
    """Where the reader's agenda is."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.agenda_file(os.environ.get("MILIPOL_AGENDA"))


def open_agenda() -> "tuple[Pick, ...]":
    """What is on the reader's agenda; raises InvalidData where its file is wrong."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.read(agenda_file())


def agenda_if_sound() -> "tuple[Pick, ...]":
    """What is on the reader's agenda; nothing, and a line on stderr, if it is wrong."""
    try:
        return open_agenda()
    except InvalidData as error:
        output.warn(error.and_so("answered without the agenda"))
        return ()


def _opened(warn: Callable[[InvalidData], None]) -> catalog.Catalog:
    return catalog.Catalog(data_folders(), warn)


def _passed_over(error: InvalidData) -> None:
    output.warn(error.and_so("answered without this file, see milipol check"))
