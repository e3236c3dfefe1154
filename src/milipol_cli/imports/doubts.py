"""Doubts about an untrusted file, collected while it is read."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.look.data import Fields
from milipol_cli.network.model.record import Record


class Place(Record, frozen=True, kw_only=True):
    """Where something is in a file; nothing of it is set for the whole file.

    `sheet` is set if the file has several, and `session` is the title of a session.
    """

    sheet: str | None = None
    line: int | None = None
    session: str | None = None

    def __str__(self) -> str:
        sheet = None if self.sheet is None else f"sheet {self.sheet!r}"
        line = None if self.line is None else f"line {self.line}"
        session = None if self.session is None else repr(self.session[:80])
        return ", ".join(filter(None, (sheet, line, session)))

    @property
    def order(self) -> tuple[bool, str, int]:
        """A key to sort places: the whole file first, then by sheets and lines."""
        return self != NOWHERE, self.sheet or "", self.line or 0


NOWHERE = Place()


def not_read(text: str, place: Place) -> NotRead:
    """The error about a place in a file that keeps all of it from being read."""
    if place == Place(line=place.line):
        return NotRead(text, place.line)
    return NotRead(f"{place}: {text}")


class Doubt(Record, frozen=True, kw_only=True):
    """Something doubtful in a file, and where it is."""

    text: str
    place: Place = NOWHERE

    def __str__(self) -> str:
        return ": ".join(filter(None, (str(self.place), self.text)))


DOUBT = Fields[Doubt](
    "doubt",
    ("sheet", lambda doubt: doubt.place.sheet, "sheet if there are several; else null"),
    ("line", lambda doubt: doubt.place.line, "line of a table, from 1; else null"),
    ("session", lambda doubt: doubt.place.session, "title of a session; else null"),
    ("text", lambda doubt: doubt.text, "what is doubtful, and what was done"),
)


class ImportedFile(Record, frozen=True, kw_only=True):
    """The contents of a file, and what to report: also columns that are `unused`.

    `headers_read` are the names of the sheets and the headers of a table; `layout` says
    where the header is if that is not the first line, or that it is a grid.
    """

    format: str
    layout: str | None = None
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()
    headers_read: tuple[str, ...] = ()


class Doubts:
    """Collects doubts: about one session, or one that many sessions share."""

    def __init__(self, notes: Iterable[str] = ()) -> None:
        self._places: dict[tuple[str, object], list[Place]] = {}
        for note in notes:
            self.add(note)

    def add(self, text: str, place: Place = NOWHERE) -> None:
        """Adds a doubt about a place, or about the file."""
        self._places.setdefault((text, place), []).append(place)

    def share(self, text: str, place: Place) -> None:
        """Adds a place to a doubt that is reported once for each sheet."""
        self._places.setdefault((text, place.sheet), []).append(place)

    def sorted_doubts(self) -> tuple[Doubt, ...]:
        """All doubts, each once with its first place and how often it was met."""
        return _in_order(
            Doubt(
                text=text if len(places) == 1 else f"{text} ({len(places)} times)",
                place=min(places, key=lambda place: place.line or 0),
            )
            for (text, _), places in self._places.items()
        )


_File = TypeVar("_File", bound=ImportedFile)


def with_doubts(imported: _File, doubts: Doubts) -> _File:
    """The contents of a file, with further doubts."""
    every = _in_order((*imported.doubts, *doubts.sorted_doubts()))
    return msgspec.structs.replace(imported, doubts=every)


def _in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts about the file first, then the others by their sheets and lines."""
    return tuple(sorted(doubts, key=lambda doubt: doubt.place.order))
