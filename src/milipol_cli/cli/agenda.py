"""The reader's agenda, found through the environment; and its completion."""

import os
from pathlib import Path

from milipol_cli.cli import environment
from milipol_cli.cli.completion import Offer, offered
from milipol_cli.errors import InvalidData, MilipolError
from milipol_cli.look import streams
from milipol_cli.picks import file
from milipol_cli.picks.model import Pick


def agenda_file() -> Path:
    """The path of the agenda: the one in MILIPOL_AGENDA, else in the user's folder."""
    named = os.environ.get("MILIPOL_AGENDA")
    return Path(named) if named else environment.own_folder() / "agenda.toml"


def open_agenda() -> tuple[Pick, ...]:
    """The picks on the reader's agenda; raises InvalidData if its file has errors."""
    return file.read(agenda_file())


def agenda_if_sound() -> tuple[Pick, ...]:
    """The picks on the agenda; none, and a line on stderr, if its file has errors."""
    try:
        return open_agenda()
    except InvalidData as error:
        streams.warn(error.with_consequence("your agenda is ignored"))
        return ()


def pick_ids(incomplete: str) -> list[Offer]:
    """The ids on the reader's agenda, with their titles, for a shell."""
    try:
        picks = open_agenda()
    except MilipolError:
        return []
    return offered([(pick.id, pick.title or "") for pick in picks], incomplete)
