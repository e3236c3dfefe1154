"""What is doubtful in a file of a stranger, collected while it is read."""

from collections.abc import Iterable

from milipol_cli.errors import NotRead
from milipol_cli.look.data import Fields
from milipol_cli.network.model.record import Record

# Longer titles are cut.
_SHOWN = 80


class InSheet(Record, frozen=True, kw_only=True):
    """A line of a sheet, counted from 1; None for all of the sheet."""

    sheet: str
    line: int | None = None


# Where something is in a file: its line (counted from 1) in a table, the title of its
# session in any other file, None for the whole file.
Place = int | InSheet | str | None


def place_in(sheet: str | None, line: int | None) -> Place:
    """The place of a line, in a sheet if there are several."""
    return line if sheet is None else InSheet(sheet=sheet, line=line)


def placed(place: Place) -> str:
    """A place as messages name it: "line 5", "'Opening'"; "" for the whole file."""
    if isinstance(place, InSheet):
        return ", ".join(filter(None, (f"sheet {place.sheet!r}", placed(place.line))))
    if isinstance(place, int):
        return f"line {place}"
    return "" if place is None else repr(place[:_SHOWN])


def not_read(text: str, place: Place) -> NotRead:
    """The error about something in a file that keeps it from being read."""
    if isinstance(place, int):
        return NotRead(text, place)
    return NotRead(": ".join(filter(None, (placed(place), text))))


class Doubt(Record, frozen=True, kw_only=True):
    """Something doubtful in a file, and where it is."""

    text: str
    place: Place = None

    def __str__(self) -> str:
        return ": ".join(filter(None, (placed(self.place), self.text)))

    @property
    def sheet(self) -> str | None:
        """The sheet that it is in, if there are several."""
        return self.place.sheet if isinstance(self.place, InSheet) else None

    @property
    def line(self) -> int | None:
        """The line of a table that it is on."""
        place = self.place.line if isinstance(self.place, InSheet) else self.place
        return place if isinstance(place, int) else None

    @property
    def session(self) -> str | None:
        """The title of the session that it is about."""
        return self.place if isinstance(self.place, str) else None


DOUBT = Fields[Doubt](
    "doubt",
    ("sheet", lambda doubt: doubt.sheet, "sheet of a workbook with several; else null"),
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
        self._shared: dict[tuple[str, str], list[Place]] = {}

    def add(self, text: str, place: Place = None) -> None:
        """Adds a doubt about a place, or about the file."""
        self._single.append(Doubt(text=text, place=place))

    def share(self, text: str, place: Place) -> None:
        """Adds a place to a doubt that is reported once, with its first place."""
        self._shared.setdefault((text, _sheet(place)), []).append(place)

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
            for (text, _), places in self._shared.items()
        ]
        return in_order([*self._single, *doubts])


def in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts about the file first, those in a table by their sheets and lines."""
    return tuple(
        sorted(
            doubts, key=lambda d: (d.place is not None, _sheet(d.place), _line(d.place))
        )
    )


def _sheet(place: Place) -> str:
    return place.sheet if isinstance(place, InSheet) else ""


def _line(place: Place) -> int:
    line = place.line if isinstance(place, InSheet) else place
    return line if isinstance(line, int) else 0
