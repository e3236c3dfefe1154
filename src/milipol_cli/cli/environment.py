"""The data and the agenda of the reader, where the environment says that they are."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.errors import InvalidData
from milipol_cli.look import output
from milipol_cli.network import load as catalog

if TYPE_CHECKING:
    from milipol_cli.picks.model import Pick


def data_folders() -> list[Path]:
    """The data folders: the bundled data, then the user's own."""
    return list(catalog.data_folders(os.environ.get("MILIPOL_DATA")))


def open_catalog() -> catalog.Catalog:
    """The data, with a line on stderr for each of the user's files that is wrong."""
    return catalog.Catalog(data_folders(), output.warn)


def open_quietly() -> catalog.Catalog:
    """The data, without a line about what is wrong with it."""
    return catalog.Catalog(data_folders(), lambda _: None)


def agenda_file() -> Path:
    """Where the reader's agenda is."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.agenda_file(os.environ.get("MILIPOL_AGENDA"))


def open_agenda() -> "tuple[Pick, ...]":
    """What is on the reader's agenda; raises InvalidData where its file is wrong."""
    from milipol_cli.picks import file as picks  # noqa: PLC0415  for the agenda and today alone

    return picks.picks(agenda_file())


def agenda_if_sound() -> "tuple[Pick, ...]":
    """What is on the reader's agenda; nothing, and a line on stderr, if it is wrong."""
    try:
        return open_agenda()
    except InvalidData as error:
        output.warn(error.and_so("answered without the agenda"))
        return ()
