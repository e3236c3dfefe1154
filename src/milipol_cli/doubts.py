"""What is doubtful in a file of a stranger, collected while it is read."""

import copy
from collections.abc import Iterable

from milipol_cli.look.data import Fields
from milipol_cli.network.model.record import Record

# Longer titles are cut.
_SHOWN = 80


# Where something is in a file: its line (counted from 1) in a table, the title of its
# session in any other file, None for the whole file.
Place = int | str | None


def placed(place: Place) -> str:
    """A place as messages name it: "line 5", "'Opening'"; "" for the whole file."""
    if isinstance(place, int):
        return f"line {place}"
    return "" if place is None else repr(place[:_SHOWN])


class Doubt(Record, frozen=True, kw_only=True):
    """Something doubtful in a file, and where it is."""

    text: str
    place: Place = None

    def __str__(self) -> str:
        return ": ".join(filter(None, (placed(self.place), self.text)))

    @property
    def line(self) -> int | None:
        """The line of a table that it is on."""
        return self.place if isinstance(self.place, int) else None

    @property
    def session(self) -> str | None:
        """The title of the session that it is about."""
        return self.place if isinstance(self.place, str) else None


DOUBT = Fields[Doubt](
    "doubt",
    ("line", lambda doubt: doubt.line, "line of a table, from 1; else null"),
    ("session", lambda doubt: doubt.session, "title of a session; else null"),
    ("text", lambda doubt: doubt.text, "what is doubtful, and what was done"),
)


class ImportedFile(Record, frozen=True, kw_only=True):
    """What was read from a file of a format, and what to report about it.

    `unused` are columns, properties or elements that were not used.
    """

    format: str
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()


class Doubts:
    """Collects doubts: those about one session, and those that many sessions share."""

    def __init__(self) -> None:
        self._single: list[Doubt] = []
        self._shared: dict[str, list[Place]] = {}
        self._sheet = ""

    def within(self, sheet: str) -> "Doubts":
        """These doubts, with a text like "sheet 'A': " before each one added here."""
        part = copy.copy(self)
        part._sheet = sheet
        return part

    def add(self, text: str, place: Place = None) -> None:
        """Adds a doubt about a place, or about the file."""
        self._single.append(Doubt(text=f"{self._sheet}{text}", place=place))

    def share(self, text: str, place: Place) -> None:
        """Adds a place to a doubt that is reported once, with its first place."""
        self._shared.setdefault(f"{self._sheet}{text}", []).append(place)

    def share_each(self, text: str, places: Iterable[Place]) -> None:
        """Adds each of these places to a doubt that is reported once."""
        for place in places:
            self.share(text, place)

    def listed(self) -> tuple[Doubt, ...]:
        """All doubts, those about the file first, those in a table by their lines."""
        doubts = [
            Doubt(
                text=text if len(places) == 1 else f"{text} ({len(places)} times)",
                place=min(places, key=_line),
            )
            for text, places in self._shared.items()
        ]
        return in_order([*self._single, *doubts])


def in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts about the file first, those in a table by their lines."""
    return tuple(sorted(doubts, key=lambda d: (d.place is not None, _line(d.place))))


def _line(place: Place) -> int:
    return place if isinstance(place, int) else 0
