"""What `milipol agenda` shows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from milipol_cli.agenda.conflict_words import ConflictWords, sign
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import Agenda, AgendaDay
from milipol_cli.look.document import Column, Document, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Style, Title, phase_style, state_style
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import (
    count,
    dates_short,
    dates_spoken,
    day_short,
    weekday,
)
from milipol_cli.look.words.editions import day_of, known_since_notes, status
from milipol_cli.look.words.sessions import session_label
from milipol_cli.look.words.times import (
    clocks_differ,
    session_state,
    span,
    span_told,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.sessions import SessionAsOf
from milipol_cli.picks import words
from milipol_cli.picks.as_of import ConflictKind, PickAsOf

# A row of a day: a pick, free time, or a session that fits into the free time above.
DayRow = PickAsOf | FreeTime | SessionAsOf


def view(answer: Agenda) -> Document:
    """The picks with their conflicts below: whole days first, then day by day."""
    conflicts = ConflictWords(answer.picks)
    title = heading(answer)
    parts: list[PartOf] = [_whole_days(answer, conflicts)]
    for day in answer.days:
        parts += _Day(day, answer.as_of, conflicts).parts()
    parts += [
        _single("Day not known", conflicts).of(answer.undated),
        _single("Not in the data", conflicts).of(answer.lost),
    ]
    return Document(
        Title(Cell(title), full=[title if title.endswith(".") else f"{title}."]),
        parts,
        notes(answer),
        pasted=lambda: _pasted(answer, conflicts),
    )


_COUNTED: dict[ConflictKind, str] = {
    "overlap": "overlap",
    "may overlap": "may overlap",
    "same days": "on the days of another show",
    "tight": "tight",
    "moved": "moved",
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not checked",
    "gone": "gone",
}


def heading(answer: Agenda) -> str:
    """The number of picks, and of conflicts of each kind."""
    if not answer.picks:
        return "My agenda is empty."
    counts = Counter(
        conflict.kind for pick in answer.picks for conflict in pick.conflicts
    )
    texts = [
        f"{counts[kind]} {text}" for kind, text in _COUNTED.items() if counts[kind]
    ]
    if counts["overlap"] > 1:
        texts[0] += "s"
    return f"My agenda: {', '.join([count(len(answer.picks), 'pick'), *texts])}"


def notes(answer: Agenda) -> list[str]:
    """Notes on open ends, on later changes, and on the age of old data."""
    lines = []
    if any(
        pick.ends is None and pick.starts is not None and not pick.pick.is_own
        for pick in answer.picks
    ):
        lines.append("from: the end was not published.")
    lines += known_since_notes(answer.later_changes)
    return lines + old_data(answer.reviewed, answer.as_of)


def _texts(pick: PickAsOf, conflicts: ConflictWords) -> list[str]:
    return [conflicts.words(pick, conflict) for conflict in pick.conflicts]


def _below(pick: PickAsOf, conflicts: ConflictWords) -> Iterator[Cell]:
    """The lines below a pick: its conflicts and its note."""
    for conflict in pick.conflicts:
        yield Cell(conflicts.words(pick, conflict), "maybe", sign=sign(conflict))
    if pick.pick.note is not None:
        yield Cell(f"Note: {pick.pick.note}", "dim", sign="")


def _plain_below(conflicts: ConflictWords) -> tuple[Column[PickAsOf], ...]:
    """The same in plain lines."""
    return (
        Column(label="Conflict", full=lambda pick: _texts(pick, conflicts)),
        Column(label="Note", full=lambda pick: pick.pick.note),
    )


def _id(pick: PickAsOf) -> str:
    return pick.id


def _style(pick: PickAsOf) -> Style:
    return phase_style(pick.phase, estimated=pick.estimated)


def _whole_days(answer: Agenda, conflicts: ConflictWords) -> Filled[PickAsOf]:
    """The editions, days and own entries without a time."""

    def style(pick: PickAsOf) -> Style:
        return phase_style(pick.phase, estimated=False)

    columns = [
        Column[PickAsOf](
            header="Dates",
            brief=lambda pick: Cell(
                dates_short(words.dates(pick)), style(pick), sign=""
            ),
            full=lambda pick: dates_spoken(words.dates(pick)),
            wraps=False,
        ),
        Column[PickAsOf](
            header="Whole days",
            label="Pick",
            brief=words.label,
            style=style,
            under=lambda pick: _below(pick, conflicts),
        ),
        Column[PickAsOf](
            header="Starts",
            brief=lambda pick: words.state(pick, answer.as_of),
            style=style,
            wraps=False,
        ),
    ]
    if any(map(_status, answer.whole_days)):
        column = Column[PickAsOf](
            header="Status", brief=_status, style=_status_style, wraps=False
        )
        columns.append(column)
    grid = Grid[PickAsOf](
        "whole days",
        (
            *columns,
            *_plain_below(conflicts),
            Column(header="ID", brief=_id, wraps=False),
        ),
        named_by="Whole days",
    )
    return grid.of(answer.whole_days)


def _status(pick: PickAsOf) -> str:
    """The status of an edition that was picked; empty for anything else."""
    return "" if pick.whole_edition is None else status(pick.whole_edition)


def _status_style(pick: PickAsOf) -> Style:
    if pick.edition is None or _status(pick) in ("announced", "held"):
        return phase_style(pick.phase, estimated=False)
    return state_style(pick.edition)


def _single(header: str, conflicts: ConflictWords) -> Grid[PickAsOf]:
    """The grid for picks without a day."""
    return Grid(
        "without a day",
        (
            Column(header="", label=None, brief=lambda _: Cell("", sign="")),
            Column(
                header=header,
                label="Pick",
                brief=words.label,
                under=lambda pick: _below(pick, conflicts),
            ),
            Column(
                label="Dates",
                full=lambda pick: "not known" if pick.session is not None else None,
            ),
            *_plain_below(conflicts),
            Column(header="ID", brief=_id, wraps=False),
        ),
        named_by=header,
    )


class _Day:
    """A day of the agenda: a grid of what has a time, and one of what has none."""

    def __init__(self, day: AgendaDay, as_of: AsOf, conflicts: ConflictWords) -> None:
        self._day = day
        self._as_of = as_of
        self._conflicts = conflicts
        self._is_today = as_of.moment is not None and day.date == as_of.day_at(day.zone)
        self._prefix = "" if day.edition is None else f"{day.edition.id}/"

    def parts(self) -> Iterator[PartOf]:
        """The heading for plain lines, and the two grids."""
        heading = day_heading(self._day, self._as_of)
        prefix = f"ID {self._prefix}".strip()
        yield Notes([], full=[f"Day: {heading}"])
        if self._day.timed:
            yield self._timed(heading, prefix)
            heading = prefix = ""
        yield self._untimed(heading, prefix)

    def _timed(self, heading: str, prefix: str) -> Filled[DayRow]:
        reader = self._as_of.reader_zone
        differs = clocks_differ(self._day.picks, reader)
        second = () if reader is None or not differs else (self._clock(reader),)
        grid = Grid[DayRow](
            f"day on {1 + len(second)} clocks",
            self._columns(heading, prefix, self._clock(None), *second),
        )
        return grid.of(self._rows())

    def _columns(
        self, heading: str, prefix: str, *times: Column[DayRow]
    ) -> tuple[Column[DayRow], ...]:
        """The columns of a grid, which begins with its times."""
        return (
            Column(label=_label, full=self._text),
            *times,
            Column(header=heading, label=None, brief=self._cell, under=self._below),
            Column(label="State", full=self._state),
            Column(label="Conflict", full=self._conflict_texts),
            Column(label="Note", full=_note),
            self._id_column(prefix),
        )

    def _rows(self) -> Iterator[DayRow]:
        for row in self._day.timed:
            yield row
            if isinstance(row, FreeTime):
                yield from row.fits

    def _clock(self, zone: ZoneInfo | None) -> Column[DayRow]:
        """The times on the clock of a zone, or of the day's zone."""

        def cell(row: DayRow) -> Cell:
            if isinstance(row, SessionAsOf):
                return Cell("")
            sign = ""
            style: Style = "dim"
            if isinstance(row, PickAsOf):
                style = _style(row)
                sign = ">" if row.phase == "on" else ""
            return Cell(span(row, zone), style, sign=sign if zone is None else None)

        def full(row: DayRow) -> str | None:
            if zone is not None and not clocks_differ([row], zone):
                return None
            return span_told(row, zone)

        city = zone_city(zone or self._day.zone)
        return Column(
            header=city, label=f"Time in {city}", brief=cell, full=full, wraps=False
        )

    def _text(self, row: DayRow) -> str:
        if isinstance(row, SessionAsOf):
            return session_label(row.session, self._day.themes)
        if isinstance(row, FreeTime):
            return self._conflicts.free(row)
        return words.label(row)

    def _cell(self, row: DayRow) -> Cell:
        text = self._text(row)
        if isinstance(row, SessionAsOf):
            return Cell(f"{span(row, None):11}  {text}", "dim")
        if isinstance(row, FreeTime):
            return Cell(f"{text}. In the programme:" if row.fits else text, "dim")
        state = self._state(row) if self._is_today else None
        return Cell(text, _style(row), beside=state)

    def _state(self, row: DayRow) -> str:
        if not self._is_today or not isinstance(row, PickAsOf):
            return ""
        return session_state(row, self._as_of.moment)

    def _below(self, row: DayRow) -> Iterable[Cell]:
        return _below(row, self._conflicts) if isinstance(row, PickAsOf) else ()

    def _conflict_texts(self, row: DayRow) -> list[str]:
        return _texts(row, self._conflicts) if isinstance(row, PickAsOf) else []

    def _id_column(self, header: str) -> Column[DayRow]:
        """The ids, without the part that stands in the header."""

        def full(row: DayRow) -> str:
            return "" if isinstance(row, FreeTime) else row.id

        return Column(
            header=header,
            label="ID",
            brief=lambda row: full(row).removeprefix(self._prefix),
            full=full,
            wraps=False,
        )

    def _untimed(self, heading: str, prefix: str) -> Filled[DayRow]:
        """The sessions whose time was not published."""

        def half_day(row: DayRow) -> str:
            session = row.session if isinstance(row, PickAsOf) else None
            return "" if session is None else session.half_day or ""

        times = Column[DayRow](
            header="Time not published",
            label="Time",
            brief=lambda row: Cell(half_day(row).capitalize(), sign=""),
            full=lambda row: ", ".join(filter(None, ["not published", half_day(row)])),
            wraps=False,
        )
        grid = Grid[DayRow]("untimed", self._columns(heading, prefix, times))
        return grid.of(self._day.untimed)


def _label(row: DayRow) -> str:
    """What plain lines call a row."""
    if isinstance(row, PickAsOf):
        return "Pick"
    return "Free" if isinstance(row, FreeTime) else "In the programme"


def _note(row: DayRow) -> str | None:
    return row.pick.note if isinstance(row, PickAsOf) else None


def day_heading(day: AgendaDay, as_of: AsOf) -> str:
    """The date and the show, and which day of it that is, or that it is over.

    Like "Tue 14 Nov 2023, Milipol Paris, day 1 of 4".
    """
    heading = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    if day.edition is not None:
        heading += f", {day.edition.name}"
    phases = {pick.phase for pick in day.picks}
    if phases == {"over"}:
        return f"{heading}, over"
    # A past day of which nothing is over did not take place.
    was_off = phases == {None} and day.date < as_of.day_at(day.zone)
    if was_off or day.day is None:
        return heading
    return f"{heading}, {day_of(day.day, day.days)}"


def _pasted(answer: Agenda, conflicts: ConflictWords) -> Document:
    """The picks as lists for a report: with who speaks, a day under each heading."""
    reader = answer.as_of.reader_zone

    def items(picks: Iterable[PickAsOf]) -> Notes:
        return Notes([_item(pick, words.when(pick), conflicts) for pick in picks])

    parts: list[PartOf] = [items(answer.whole_days)]
    for day in answer.days:
        parts.append(Title(Cell(day_heading(day, answer.as_of))))
        lines = [
            _free_item(row, day, conflicts)
            if isinstance(row, FreeTime)
            else _item(row, words.clocks(row, reader), conflicts)
            for row in (*day.timed, *day.untimed)
        ]
        parts.append(Notes(lines))
    parts.append(items([*answer.undated, *answer.lost]))
    return Document(Title(Cell(heading(answer))), parts, notes(answer))


def _item(pick: PickAsOf, when: str, conflicts: ConflictWords) -> str:
    """A pick in one line: when, what, who, its conflicts, its note, its id."""
    texts = [f"{when}: {words.label(pick)}"]
    if pick.session is not None and pick.session.session.speaker:
        names = ", ".join(speaker.name for speaker in pick.session.session.speaker)
        texts.append(f"with {names}")
    texts += _texts(pick, conflicts)
    if pick.pick.note is not None:
        texts.append(f"Note: {pick.pick.note}")
    return "; ".join([*texts, f"ID {pick.id}"])


def _free_item(free: FreeTime, day: AgendaDay, conflicts: ConflictWords) -> str:
    """Free time in one line, with the sessions that fit into it."""
    text = f"{span(free, None)} {zone_city(day.zone)}: {conflicts.free(free)}"
    sessions = [
        f"{span(row, None)} {session_label(row.session, day.themes)} (ID {row.id})"
        for row in free.fits
    ]
    return f"{text}; in the programme: {', '.join(sessions)}" if sessions else text
