"""The reader's agenda file, and what it holds."""

from collections.abc import Iterator
from pathlib import Path

from milipol_cli.network.load import needed
from milipol_cli.network.load.data import value_of
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.reading import file_of, text_of
from milipol_cli.picks.model import AgendaFile, Pick

Picks = tuple[Pick, ...]


def read(path: Path) -> Picks:
    """The picks in an agenda file, in its order; none if there is no file.

    Raises InvalidData if the file cannot be read or has errors.
    """
    return agenda_in(read_text(path), path).pick


def read_text(path: Path) -> str:
    """The text of an agenda file, empty if there is no file; raises as `read`."""
    return text_of(path) or ""


def agenda_in(text: str, path: Path) -> AgendaFile:
    """What an agenda file with this text holds; raises as `read`."""
    return value_of(file_of(text, path), AgendaFile, pick_errors)


def pick_errors(agenda: AgendaFile) -> Iterator[Finding]:
    """Errors about picks that share an id or a `uid`."""
    yield from needed.unique("pick", agenda.pick)
    yield from needed.unique("pick", agenda.pick, "uid")
