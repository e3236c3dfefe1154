"""The view of `milipol agenda`."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from milipol_cli.commands.agenda.day_words import after_pick, day_heading, free_words
from milipol_cli.commands.agenda.pick_columns import follow_up_table, last_columns, lines_below
from milipol_cli.commands.agenda.query import Agenda, Part
from milipol_cli.look.day import time_columns
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Grid,
    Notes,
    PartOf,
    Style,
    Table,
    Title,
    phase_style,
    state_style,
)
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import (
    OPEN_END,
    count,
    dates_long,
    dates_short,
    day_plain,
    join_names,
    minutes,
    not_shown,
)
from milipol_cli.look.words.editions import status
from milipol_cli.look.words.programme import programmes_known, span, title_of
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.programmes import DayTheme
from milipol_cli.network.occasions import ConflictKind, Occasion
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.free_time import FreeTime


def view(answer: Agenda) -> Document:
    """The picks with their conflicts below, whole days and days in order of time.

    Whole days that follow each other are one table, all other parts have their own.
    """
    title = heading(answer)
    whole_days = _whole_days(answer)
    tables: list[PartOf] = []
    for kind, parts in itertools.groupby(answer.parts, lambda part: part.kind):
        if kind == "whole days":
            if tables:  # plain lines need a heading only below other tables
                tables.append(Notes([], full=[f"{_WHOLE_DAYS}:"]))
            picks = (pick for part in parts for pick in part.picks)
            tables.append(whole_days.with_rows(picks))
        elif kind == "day":
            tables += [table for part in parts for table in _day(part, answer.as_of)]
        elif kind == "visits":
            tables += [table for part in parts for table in _visits(part)]
        else:
            tables += map(_without_day, parts)
    tables.append(follow_up_table(answer.follow_ups, answer.as_of))
    return Document(
        Title(Cell(title), full=[title if title.endswith(".") else f"{title}."]),
        tables,
        notes(answer),
    )


def heading(answer: Agenda) -> str:
    """The number of picks, and of conflicts of each kind; or the people.

    "My agenda: 3 picks, 1 overlap, 2 follow-ups, 1 overdue", "My agenda: no upcoming
    picks at Milipol Paris", or "3 picks by Ana and Ben, 1 in common".
    """
    if answer.people:
        together = sum(len(pick.people) > 1 for pick in answer.picks)
        beside = f", {together} in common" if together else ""
        return f"{_count_picks(answer)} by {join_names(answer.people)}{beside}"
    if not answer.known:
        return "Your agenda is empty; see milipol agenda add --help."
    if answer.picks:
        texts = [_count_picks(answer)]
    else:
        upcoming = "upcoming " if answer.hides_past else ""
        at_show = f" at {answer.asked_show}" if answer.asked_show else ""
        on_day = f" on {day_plain(answer.asked_day)}" if answer.asked_day else ""
        texts = [f"no {upcoming}picks{at_show}{on_day}"]
    texts += _count_conflicts(answer.picks)
    if answer.follow_ups:
        texts.append(count(len(answer.follow_ups), "follow-up"))
    if overdue := sum(due.is_overdue(answer.as_of) for due in answer.follow_ups):
        texts.append(f"{overdue} overdue")
    return f"My agenda: {', '.join(texts)}"


def _count_picks(answer: Agenda) -> str:
    """How many picks there are: "3 picks"; under a limit "2 of 3 picks"."""
    number = len(answer.picks)
    shown = f"{number} of " if answer.left_out else ""
    return f"{shown}{count(number + answer.left_out, 'pick')}"


def _count_conflicts(picks: Iterable[PickAsOf]) -> list[str]:
    """How many conflicts there are of each kind, listed or not: "2 overlaps"."""
    counts: Counter[ConflictKind] = Counter()
    for pick in picks:
        counts.update(conflict.kind for conflict in pick.conflicts)
        counts.update(dict(pick.unlisted))
    kinds: tuple[ConflictKind, ...] = get_args(ConflictKind)
    return [words.count_conflicts(kind, counts[kind]) for kind in kinds if counts[kind]]


def notes(answer: Agenda) -> list[str]:
    """Notes on past picks, open ends, and the review that programmes are from."""
    lines = []
    if answer.hides_past and answer.past:
        past = count(answer.past, "past pick")
        lines.append(f"{past} not shown; see milipol agenda --all.")
    lines += not_shown(answer.left_out, "pick")
    timed = [pick for pick in answer.picks if pick.starts is not None]
    # The ends of the reader's own entries are never published.
    if any(pick.ends is None and not pick.pick.is_entry for pick in timed):
        lines.append(OPEN_END)
    # Their sessions are shown: picked ones, and those that fit into free time.
    editions = [pick.edition for pick in answer.picks if pick.session is not None]
    editions += [part.edition for part in answer.parts for free in part.free_time if free.fits]
    return lines + programmes_known(filter(None, editions), answer.as_of)


_WHOLE_DAYS = "All day"


def _whole_days(answer: Agenda) -> Grid[PickAsOf]:
    """The columns of whole days; the status only if editions are among them."""
    picks = [part.picks[0] for part in answer.parts if part.kind == "whole days"]
    columns = [
        Column[PickAsOf](
            header="Dates",
            brief=lambda pick: Cell(dates_short(words.dates(pick)), _style(pick), sign=""),
            full=lambda pick: dates_long(words.dates(pick)),
            wraps=False,
        ),
        Column[PickAsOf](
            header=_WHOLE_DAYS, label="Pick", brief=words.label, style=_style, under=lines_below
        ),
        Column[PickAsOf](
            header="Starts",
            brief=lambda pick: words.state(pick, answer.as_of),
            style=_style,
            wraps=False,
        ),
    ]
    if any(pick.whole_edition for pick in picks):
        columns.append(Column(header="Status", brief=_status_cell, wraps=False))
    columns += last_columns(picks, "ID", "")  # with whole ids
    return Grid("whole days", tuple(columns), named_by=_WHOLE_DAYS)


def _status_cell(pick: PickAsOf) -> Cell:
    """The status of a picked edition; empty for a day and for an entry."""
    edition = pick.whole_edition
    if edition is None:
        return Cell("")
    text = status(edition)
    is_settled = text in ("announced", "held")
    return Cell(text, _style(pick) if is_settled else state_style(edition))


def _without_day(part: Part) -> Table[PickAsOf]:
    """The picks whose day is not known, or those that are not in the data.

    The empty first column keeps them in line with the tables of days.
    """
    header = part.kind.capitalize()
    dates = "not known" if part.kind == "day not known" else None
    columns = (
        Column[PickAsOf](
            header="", label="Dates", brief=lambda _: Cell("", sign=""), full=lambda _: dates
        ),
        Column(header=header, label="Pick", brief=words.label, under=lines_below),
        *last_columns(part.picks, "ID", ""),
    )
    return Grid("without a day", columns, named_by=header).with_rows(part.picks)


def _visits(part: Part) -> Iterator[PartOf]:
    """The visits at an edition; its id is in the header, so that the ids are short.

    Once a visit is done, the heading counts them and each visit shows its state.
    """
    assert part.edition is not None  # in the data
    heading = f"Visits at {part.edition.title}, {dates_short(part.edition.dates)}"
    if number_done := sum(pick.pick.done for pick in part.picks):
        heading += f", {number_done} of {len(part.picks)} done"
    prefix = f"{part.edition.id}/{EXHIBITORS}/"  # of all ids

    def state(pick: PickAsOf) -> str:
        return "done" if pick.pick.done else ""

    def name(pick: PickAsOf) -> Cell:
        beside = state(pick) if number_done else None
        return Cell(pick.title or pick.id, _style(pick), beside=beside)

    columns = (
        Column[PickAsOf](
            header="Stand" if any(pick.room for pick in part.picks) else "",
            label="Stand",
            brief=lambda pick: Cell(pick.room or "", _style(pick), sign=""),
        ),
        Column(header=heading, label="Visit", brief=name, under=lines_below),
        Column(label="State", full=state),
        *last_columns(part.picks, f"ID {prefix}", prefix),
    )
    yield Notes([], full=[f"{heading}:"])
    yield Grid("visits", columns, named_by=heading).with_rows(part.picks)


def _label(row: Occasion) -> str:
    """The label of a row in plain lines."""
    if isinstance(row, FreeTime):
        return "May be free" if row.estimated else "Free time"
    return "Pick" if row.picked else "In the programme"


def _text(row: Occasion, themes: Sequence[DayTheme]) -> str:
    """The text of a pick or a session; of free time, without the word free.

    `_label` has that: "Free time: 1 h after the panel".
    """
    if isinstance(row, FreeTime):
        return f"{minutes(row.until - row.begins)} {after_pick(row)}"
    return words.label(row) if isinstance(row, PickAsOf) else title_of(row, themes)


def _day(day: Part, as_of: AsOf) -> Iterator[PartOf]:
    """A day: the rows with a time on its clocks, then the picks without a time.

    The day is in the header of the first table only. A table without rows is not shown.
    """
    heading = day_heading(day)
    yield Notes([], full=[f"Day: {heading}"])
    timed = day.timed_rows  # also free time and the sessions that fit
    if timed:
        clocks = time_columns(
            day.picks,
            day.edition,
            day.zone,
            as_of.reader_zone,
            _style,
            lambda row: ">" if row.picked and row.phase == "on" else "",
            is_shown=lambda row: row.picked or isinstance(row, FreeTime),
        )
        columns = _columns_of_day(day, as_of, heading, clocks)
        # Days with as many clocks have columns of the same widths.
        yield Grid(f"day on {len(clocks)} clocks", columns).with_rows(timed)
    columns = _columns_of_day(day, as_of, "" if timed else heading, [_HALF_DAYS])
    untimed = [pick for pick in day.picks if pick.starts is None]
    yield Grid("untimed", columns).with_rows(untimed)


def _columns_of_day(
    day: Part, as_of: AsOf, heading: str, times: Iterable[Column[Occasion]]
) -> tuple[Column[Occasion], ...]:
    """The columns of a table of a day, with those of its times after the label.

    On the day that it is now, picks show whether they are on. Without a heading, the id
    has none, either.
    """
    is_today = as_of.moment is not None and day.date == as_of.day_at(day.zone)
    prefix = "" if day.edition is None else f"{day.edition.id}/"

    def state(row: Occasion) -> str:
        return words.state_now(row, as_of) if is_today and row.picked else ""

    def cell(row: Occasion) -> Cell:
        if isinstance(row, FreeTime):
            more = ". In the programme:" if row.fits else ""
            return Cell(f"{free_words(row)}{more}", "dim")
        text = _text(row, day.themes)
        if not row.picked:
            return Cell(f"{span(row, None):11}  {text}", "dim")
        return Cell(text, _style(row), beside=state(row) if is_today else None)

    return (
        Column(label=_label, full=lambda row: _text(row, day.themes)),
        *times,
        Column(header=heading, label=None, brief=cell, under=lines_below, is_text=True),
        Column(label="State", full=state),
        *last_columns(day.picks, f"ID {prefix}".strip() if heading else "", prefix),
    )


_HALF_DAYS = Column[Any](
    header="Time not published",
    label="Time",
    brief=lambda pick: Cell((pick.half_day or "").capitalize(), sign=""),
    full=lambda pick: ", ".join(filter(None, ["not published", pick.half_day])),
    wraps=False,
)


def _style(row: Occasion) -> Style:
    if row.is_done or not row.picked:
        return "dim"
    return phase_style(row.phase, estimated=row.estimated)
