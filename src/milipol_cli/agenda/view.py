"""What `milipol agenda` shows."""

import itertools
from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from milipol_cli.agenda.columns import (
    DayRow,
    below,
    follow_ups,
    id_column,
    is_overdue,
    plain_below,
    who,
)
from milipol_cli.agenda.query import Agenda, AgendaDay, Visits, WholeDays, WithoutDay
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Filled,
    Grid,
    Notes,
    PartOf,
    Style,
    Title,
    phase_style,
    state_style,
)
from milipol_cli.look.programme import time_column
from milipol_cli.look.words.dates import (
    OPEN_END,
    count,
    dates_long,
    dates_short,
    day_plain,
    day_short,
    joined,
    minutes,
    not_shown,
    weekday,
)
from milipol_cli.look.words.editions import day_of, status
from milipol_cli.look.words.programme import (
    between,
    city_at,
    clocks_differ,
    programmes_known,
    span,
    title_of,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.exhibitors import EXHIBITORS
from milipol_cli.network.sessions import SessionAsOf
from milipol_cli.picks import words
from milipol_cli.picks.as_of import ConflictKind, PickAsOf
from milipol_cli.picks.conflicts import FreeTime
from milipol_cli.picks.words import ConflictWords


def view(answer: Agenda) -> Document:
    """The picks with their conflicts below, whole days and days in order of time."""
    conflicts = ConflictWords(answer.known)
    title = heading(answer)
    grid = _whole_days(answer)
    parts: list[PartOf] = []
    for kind, group in itertools.groupby(answer.parts, type):
        if kind is WholeDays:
            if parts:
                parts.append(Notes([], full=[f"{_WHOLE_DAYS}:"]))
            parts.append(grid.of(pick for part in group for pick in part.picks))
            continue
        for part in group:
            if isinstance(part, AgendaDay):
                parts += DayView(part, answer.as_of, conflicts).parts()
            elif isinstance(part, Visits):
                parts += _visits(part)
            else:
                assert isinstance(part, WithoutDay)  # whole days are above
                parts.append(_without_day(part))
    parts.append(follow_ups(answer.follow_ups, answer.as_of))
    return Document(
        Title(Cell(title), full=[title if title.endswith(".") else f"{title}."]),
        parts,
        notes(answer),
    )


_COUNTED: dict[ConflictKind, str] = {
    "overlap": "overlap",
    "may overlap": "possible overlap",
    "same days": "on the days of another show",
    "tight": "tight change",
    "moved": "moved",
    "new title": "new title",
    "new room": "moved to another room",
    "new speakers": "change of speakers",
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not checked",
    "gone": "gone",
}


# The kinds that are counted with a noun, which has a plural.
_NOUNS = ("overlap", "may overlap", "tight", "new title")


def heading(answer: Agenda) -> str:
    """The number of picks, and of conflicts of each kind."""
    if answer.people:
        return _heading_of_several(answer)
    if not answer.known:
        return "Your agenda is empty."
    number = len(answer.follow_ups)
    overdue = sum(is_overdue(pick, answer.as_of) for pick in answer.follow_ups)
    to_follow_up = [count(number, "follow-up")] if number else []
    to_follow_up += [f"{overdue} overdue"] if overdue else []
    if not answer.picks:
        upcoming = "upcoming " if answer.hides_past else ""
        at = f" at {answer.asked_show}" if answer.asked_show else ""
        on = f" on {day_plain(answer.asked_day)}" if answer.asked_day else ""
        return ", ".join([f"My agenda: no {upcoming}picks{at}{on}", *to_follow_up])
    counts = Counter(
        conflict.kind for pick in answer.picks for conflict in pick.conflicts
    )
    texts = [
        count(counts[kind], text) if kind in _NOUNS else f"{counts[kind]} {text}"
        for kind, text in _COUNTED.items()
        if counts[kind]
    ]
    return f"My agenda: {', '.join([_picks(answer), *texts, *to_follow_up])}"


def _picks(answer: Agenda) -> str:
    """How many picks: "3 picks", or "2 of 3 picks" if a limit leaves some out."""
    number = len(answer.picks)
    shown = f"{number} of " if answer.left_out else ""
    return f"{shown}{count(number + answer.left_out, 'pick')}"


def _heading_of_several(answer: Agenda) -> str:
    """The people, and the number of their picks and of those that several have."""
    together = sum(len(pick.people) > 1 for pick in answer.picks)
    heading = f"{_picks(answer)} of {joined(answer.people)}"
    return f"{heading}, {together} together" if together else heading


def notes(answer: Agenda) -> list[str]:
    """Notes on past picks, open ends, and the review that programmes are from."""
    lines = []
    if answer.hides_past and answer.past:
        past = count(answer.past, "past pick")
        how = "" if answer.people else "; see milipol agenda --all"
        lines.append(f"{past} not shown{how}.")
    lines += not_shown(answer.left_out, "pick")
    if any(
        pick.ends is None and pick.starts is not None and not pick.pick.is_entry
        for pick in answer.picks
    ):
        lines.append(OPEN_END)
    with_programme = [pick.edition for pick in answer.picks if pick.session is not None]
    with_programme += [
        day.edition for day in answer.days if any(free.fits for free in day.free_time)
    ]
    return lines + programmes_known(filter(None, with_programme), answer.as_of)


_WHOLE_DAYS = "All day"


def _whole_days(answer: Agenda) -> Grid[PickAsOf]:
    """The grid for editions, days and own entries without a time."""

    def style(pick: PickAsOf) -> Style:
        return phase_style(pick.phase, estimated=False)

    columns = [
        Column[PickAsOf](
            header="Dates",
            brief=lambda pick: Cell(
                dates_short(words.dates(pick)), style(pick), sign=""
            ),
            full=lambda pick: dates_long(words.dates(pick)),
            wraps=False,
        ),
        Column[PickAsOf](
            header=_WHOLE_DAYS,
            label="Pick",
            brief=words.label,
            style=style,
            under=below,
        ),
        Column[PickAsOf](
            header="Starts",
            brief=lambda pick: words.state(pick, answer.as_of),
            style=style,
            wraps=False,
        ),
    ]
    picks = [part.picks[0] for part in answer.parts if isinstance(part, WholeDays)]
    if any(map(_status, picks)):
        column = Column[PickAsOf](
            header="Status", brief=_status, style=_status_style, wraps=False
        )
        columns.append(column)
    return Grid(
        "whole days",
        (*columns, *who(picks), *plain_below(), id_column("ID", "")),
        named_by=_WHOLE_DAYS,
    )


def _status(pick: PickAsOf) -> str:
    """The status of an edition that was picked; empty for anything else."""
    return "" if pick.whole_edition is None else status(pick.whole_edition)


def _status_style(pick: PickAsOf) -> Style:
    if pick.edition is None or _status(pick) in ("announced", "held"):
        return phase_style(pick.phase, estimated=False)
    return state_style(pick.edition)


def _without_day(part: WithoutDay) -> Filled[PickAsOf]:
    """The picks without a day."""
    header = "Not in the data" if part.is_lost else "Day not known"
    grid = Grid[PickAsOf](
        "without a day",
        (
            Column(header="", label=None, brief=lambda _: Cell("", sign="")),
            Column(header=header, label="Pick", brief=words.label, under=below),
            *who(part.picks),
            Column(label="Dates", full=lambda _: None if part.is_lost else "not known"),
            *plain_below(),
            id_column("ID", ""),
        ),
        named_by=header,
    )
    return grid.of(part.picks)


def _visits_heading(visits: Visits) -> str:
    """The edition, its dates, and how many visits were made.

    Like "Visits at Milipol Paris 2027, 16-19 Nov 2027, 1 of 3 done".
    """
    edition = visits.edition
    heading = f"Visits at {edition.title}, {dates_short(edition.dates)}"
    if visits.done:
        heading += f", {visits.done} of {len(visits.picks)} done"
    return heading


def _visits(visits: Visits) -> Iterator[PartOf]:
    """The heading for plain lines, and the exhibitors in the order to walk."""
    prefix = f"{visits.edition.id}/{EXHIBITORS}/"

    def style(pick: PickAsOf) -> Style:
        return "dim" if pick.pick.done else phase_style(pick.phase, estimated=False)

    def name(pick: PickAsOf) -> Cell:
        state = _done(pick) if visits.done else None
        return Cell(words.exhibitor_name(pick), style(pick), beside=state)

    has_stands = any(pick.room for pick in visits.picks)
    grid = Grid[PickAsOf](
        "visits",
        (
            Column(label="Visit", full=words.exhibitor_name),
            Column(
                header="Stand" if has_stands else "",
                label="Stand",
                brief=lambda pick: Cell(pick.room or "", style(pick), sign=""),
            ),
            Column(header=_visits_heading(visits), label=None, brief=name, under=below),
            *who(visits.picks),
            Column(label="State", full=_done),
            *plain_below(),
            id_column(f"ID {prefix}", prefix),
        ),
    )
    yield Notes([], full=[f"{_visits_heading(visits)}:"])
    yield grid.of(visits.picks)


def _done(pick: PickAsOf) -> str:
    return "done" if pick.pick.done else ""


def day_heading(day: AgendaDay) -> str:
    """The date and the show, and which day of it that is.

    Like "Tue 14 Nov 2023, Milipol Paris, day 1 of 4".
    """
    heading = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    if day.edition is not None:
        heading += f", {day.edition.name}"
    if day.edition is None or day.counted is None:
        return heading
    nth = day_of(*day.counted, may_be_on=day.edition.may_be_on)
    return f"{heading}, {nth}"


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


def _label(row: DayRow) -> str:
    """What plain lines call a row."""
    if isinstance(row, PickAsOf):
        return "Pick"
    return "Free time" if isinstance(row, FreeTime) else "In the programme"


def _style(pick: PickAsOf) -> Style:
    if pick.pick.done:
        return "dim"
    return phase_style(pick.phase, estimated=pick.estimated)
