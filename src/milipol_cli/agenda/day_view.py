"""How `milipol agenda` shows a day."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from milipol_cli.agenda.alarm_words import other_alarms
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import AgendaDay
from milipol_cli.look.document import Column, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Style, phase_style
from milipol_cli.look.time_column import time_column
from milipol_cli.look.words.dates import day_short, joined, minutes, weekday
from milipol_cli.look.words.editions import day_of
from milipol_cli.look.words.programme import title_of
from milipol_cli.look.words.times import (
    between,
    city_at,
    clocks_differ,
    span,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.sessions import SessionAsOf
from milipol_cli.picks import words
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.words import ConflictWords

# A row of a day: a pick, free time, or a session that fits into the free time above.
DayRow = PickAsOf | FreeTime | SessionAsOf


def day_heading(day: AgendaDay) -> str:
    """The date and the show, and which day of it that is.

    Like "Tue 14 Nov 2023, Milipol Paris, day 1 of 4".
    """
    heading = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    if day.edition is not None:
        heading += f", {day.edition.name}"
    if day.day is None:
        return heading
    may_be_on = day.edition is not None and day.edition.may_be_on
    return f"{heading}, {day_of(day.day, day.days, may_be_on=may_be_on)}"


def free_words(free: FreeTime, conflicts: ConflictWords) -> str:
    """How long is free, and after which pick: "3 h free after the panel".

    It "may be free" after a pick whose end was not published.
    """
    length = minutes(between(free.starts, free.ends))
    is_free = "free" if free.certain else "may be free"
    return f"{length} {is_free} after {conflicts.named(free.after, free.starts)}"


class DayView:
    """A day of the agenda: a grid of what has a time, and one of what has none."""

    def __init__(self, day: AgendaDay, as_of: AsOf, conflicts: ConflictWords) -> None:
        self._day = day
        self._as_of = as_of
        self._conflicts = conflicts
        self._is_today = as_of.moment is not None and day.date == as_of.day_at(day.zone)
        self._prefix = "" if day.edition is None else f"{day.edition.id}/"

    def parts(self) -> Iterator[PartOf]:
        """The heading for plain lines, and the two grids."""
        heading = day_heading(self._day)
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
            Column(
                header=heading,
                label=None,
                brief=self._cell,
                under=below,
                is_text=True,
            ),
            *who(self._day.picks),
            Column(label="State", full=self._state),
            *plain_below(),
            id_column(prefix, self._prefix),
        )

    def _rows(self) -> Iterator[DayRow]:
        for row in self._day.timed:
            yield row
            if isinstance(row, FreeTime):
                yield from row.fits

    def _clock(self, zone: ZoneInfo | None) -> Column[DayRow]:
        """The times on the clock of a zone, or of the day's zone."""
        return time_column(
            city_at(self._day.edition, self._day.zone)
            if zone is None
            else zone_city(zone),
            zone,
            lambda row: _style(row) if isinstance(row, PickAsOf) else "dim",
            lambda row: ">" if isinstance(row, PickAsOf) and row.phase == "on" else "",
            is_shown=lambda row: not isinstance(row, SessionAsOf),
        )

    def _text(self, row: DayRow) -> str:
        if isinstance(row, SessionAsOf):
            return title_of(row, self._day.themes)
        if isinstance(row, FreeTime):
            return free_words(row, self._conflicts)
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
        return words.state_now(row, self._as_of)

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


def id_column(header: str, prefix: str) -> Column[Any]:
    """The ids, in tables without the part that stands in the header."""
    return Column(
        header=header,
        label="ID",
        brief=lambda row: row.id.removeprefix(prefix),
        full=lambda row: row.id,
        wraps=False,
    )


def follow_ups(picks: Sequence[PickAsOf], as_of: AsOf) -> Filled[PickAsOf]:
    """What is to be done after visits and meetings, in order of its day."""
    editions = {pick.pick.edition_id for pick in picks if pick.pick.edition_id}
    prefix = f"{editions.pop()}/" if len(editions) == 1 else ""

    def by(pick: PickAsOf) -> str:
        day = pick.pick.follow_up_by
        return "" if day is None else day_short(day)

    def state(pick: PickAsOf) -> str:
        return "overdue" if is_overdue(pick, as_of) else ""

    def text(pick: PickAsOf) -> Cell:
        has_states = any(map(state, picks))
        return Cell(
            pick.pick.follow_up or "",
            "maybe" if state(pick) else "",
            beside=state(pick) if has_states else None,
        )

    grid = Grid[PickAsOf](
        "follow-ups",
        (
            Column(header="By", brief=by, wraps=False),
            Column(header="Follow-up", brief=text, is_text=True),
            Column(label="State", full=state),
            Column(header="After", brief=words.name),
            id_column(f"ID {prefix}".strip(), prefix),
        ),
        named_by="Follow-up",
    )
    return grid.of(picks)


def is_overdue(pick: PickAsOf, as_of: AsOf) -> bool:
    """Whether a follow-up was due before today."""
    day = pick.pick.follow_up_by
    return day is not None and day < as_of.reader_day


def who(picks: Iterable[PickAsOf]) -> tuple[Column[Any], ...]:
    """The column of the people who have a pick; none on the agenda of one person."""
    if not any(pick.people for pick in picks):
        return ()

    def people(pick: PickAsOf) -> Cell:
        return Cell(joined(pick.people), "strong" if len(pick.people) > 1 else "")

    return (Column(header="Who", brief=people, follows=True),)


def _label(row: DayRow) -> str:
    """What plain lines call a row."""
    if isinstance(row, PickAsOf):
        return "Pick"
    return "Free time" if isinstance(row, FreeTime) else "In the programme"


def _style(pick: PickAsOf) -> Style:
    if pick.pick.done:
        return "dim"
    return phase_style(pick.phase, estimated=pick.estimated)


def below(row: DayRow) -> Iterator[Cell]:
    """The lines below a pick in a table: its conflicts, alarms and notes."""
    if isinstance(row, PickAsOf):
        yield from words.conflict_cells(row)
        for name, text in added(row):
            yield Cell(f"{name}: {text}", "dim", sign="")


def added(pick: PickAsOf) -> list[tuple[str, str]]:
    """What the reader added to a pick, each with its name."""
    *notes, _ = words.notes_on(pick.pick)  # follow-ups have a section of their own
    values = [("Alarm", other_alarms(pick)), *notes]
    return [(name, text) for name, text in values if text is not None]


def plain_below() -> Iterator[Column[Any]]:
    """The columns that plain lines have for what stands below a pick."""

    def column(name: str) -> Column[Any]:
        def texts(row: DayRow) -> list[str]:
            if not isinstance(row, PickAsOf):
                return []
            known = [("Conflict", each.text) for each in row.conflicts]
            return [text for label, text in [*known, *added(row)] if label == name]

        return Column(label=name, full=texts)

    return map(column, ("Conflict", "Alarm", "Note", "Met"))
