"""How `milipol agenda --with` shows the picks of several people."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from milipol_cli.agenda.day_view import id_column
from milipol_cli.agenda.together import Attended, SharedDay, Together
from milipol_cli.look.document import Column, Document, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Style, Title, phase_style
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_short,
    joined,
    weekday,
)
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.times import (
    OPEN_END,
    clocks_differ,
    span,
    span_with_end,
    zone_city,
)
from milipol_cli.picks import words


def view(answer: Together) -> Document:
    """Who is where: whole days first, then day by day; several people stand out."""
    parts: list[PartOf] = [_whole_days(answer)]
    for day in answer.days:
        parts += _day(day, answer.as_of.reader_zone)
    parts.append(_others(answer))
    title = heading(answer)
    return Document(Title(Cell(title), full=[f"{title}."]), parts, notes(answer))


def heading(answer: Together) -> str:
    """The people, and the number of their picks and of those that several have."""
    shared = sum(row.is_shared for row in answer.rows)
    texts = [f"{count(len(answer.rows), 'pick')} of {joined(answer.people)}"]
    return ", ".join([*texts, f"{shared} together"] if shared else texts)


def notes(answer: Together) -> list[str]:
    """Notes on open ends, past picks, later changes, and the age of old data."""
    picks = [row.pick for row in answer.rows]
    lines = []
    if any(pick.starts and pick.ends is None and pick.session for pick in picks):
        lines.append(OPEN_END)
    if answer.past:
        lines.append(f"{count(answer.past, 'past pick')} not shown.")
    lines += known_since_notes(answer.later_changes)
    with_programme = (pick.edition for pick in picks if pick.session is not None)
    lines += as_known_today(filter(None, with_programme), answer.as_of)
    return lines


def _style(row: Attended) -> Style:
    return phase_style(row.pick.phase, estimated=row.pick.estimated)


def _label(row: Attended) -> str:
    return words.label(row.pick)


_WHO: Column[Any] = Column(
    header="Who",
    brief=lambda row: Cell(joined(row.people), "strong" if row.is_shared else ""),
)


def _id_after(prefix: str) -> Column[Attended]:
    return id_column(f"ID {prefix}".strip(), prefix, lambda row: row.pick.id)


def _whole_days(answer: Together) -> Filled[Attended]:
    grid = Grid[Attended](
        "whole days",
        (
            Column(
                header="Dates",
                brief=lambda row: dates_short(words.dates(row.pick)),
                full=lambda row: dates_long(words.dates(row.pick)),
                style=_style,
                wraps=False,
            ),
            Column(header="Whole days", label="Pick", brief=_label, style=_style),
            _WHO,
            _id_after(""),
        ),
        named_by="Whole days",
    )
    return grid.of(answer.whole_days)


def _day(day: SharedDay, reader: ZoneInfo | None) -> Iterator[PartOf]:
    heading = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    names = joined([edition.name for edition in day.editions])
    heading = ", ".join(filter(None, [heading, names]))
    differs = clocks_differ([row.pick for row in day.rows], reader)
    clocks = [_clock(day, None), *([_clock(day, reader)] if differs else [])]
    grid = Grid[Attended](
        f"day on {len(clocks)} clocks",
        (
            Column(label="Pick", full=_label),
            *clocks,
            Column(header=heading, label=None, brief=_label, style=_style),
            _WHO,
            _id_after(f"{day.editions[0].id}/" if len(day.editions) == 1 else ""),
        ),
    )
    yield Notes([], full=[f"Day: {heading}"])
    yield grid.of(day.rows)


def _clock(day: SharedDay, zone: ZoneInfo | None) -> Column[Attended]:
    """The times on the clock of a zone, or of the day's zone."""

    def brief(row: Attended) -> Cell:
        sign = ">" if row.pick.phase == "on" else ""
        text = _untimed(row) if row.pick.starts is None else span(row.pick, zone)
        return Cell(text, "dim", sign=sign if zone is None else None)

    def full(row: Attended) -> str:
        if row.pick.starts is None:
            return ", ".join(filter(None, ["not published", _untimed(row).lower()]))
        return span_with_end(row.pick, zone)

    city = zone_city(zone or day.zone)
    return Column(
        header=city, label=f"Time in {city}", brief=brief, full=full, wraps=False
    )


def _untimed(row: Attended) -> str:
    half_day = None if row.pick.session is None else row.pick.session.half_day
    return (half_day or "").capitalize()


def _others(answer: Together) -> Filled[Attended]:
    """The visits in the order to walk, then what has no day or is not in the data."""
    grid = Grid[Attended](
        "others",
        (
            Column(header="Visits, and no day", label="Pick", brief=_label),
            _WHO,
            _id_after(""),
        ),
    )
    return grid.of(answer.others)
