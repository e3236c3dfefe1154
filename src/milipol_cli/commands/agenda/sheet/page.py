"""The sheet as a page of HTML: the words of its rows."""

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.commands.agenda.day_words import free_words
from milipol_cli.commands.agenda.sheet.query import Sheet, SheetDay
from milipol_cli.look.templates import Environment, html_page, template_environment
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import day_long, day_plain
from milipol_cli.look.words.editions import day_in_words
from milipol_cli.look.words.programme import (
    city_at,
    clocks_differ,
    programmes_known,
    span,
    zone_city,
)
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.occasions import Occasion, on_clock
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.free_time import FreeTime

_FOLDER = Path(__file__).parent


class _SheetRow(NamedTuple):
    """A row of a day: its time on each clock, its text and the lines below that."""

    times: list[str]
    text: str
    lines: list[str]
    is_free: bool = False


def sheet_page(answer: Sheet) -> bytes:
    """The sheet, a page or more for each day, black on white and without a script."""
    reader = answer.as_of.reader_zone
    reader = reader if isinstance(reader, ZoneInfo) else None
    rendered = (
        _environment()
        .get_template("sheet.html")
        .render(
            title=f"{answer.edition.title}: my agenda",
            days=[_day(day, answer, reader) for day in answer.days],
            known=_notes_on_programme(answer),
        )
    )
    return html_page(rendered)


def _notes_on_programme(answer: Sheet) -> list[str]:
    """A note on how old the programme is, if a session is on the sheet."""
    picks = (pick for day in answer.days for part in day.parts for pick in part.picks)
    has_sessions = any(pick.session is not None for pick in picks)
    return programmes_known([answer.edition] if has_sessions else [], answer.as_of)


@functools.cache
def _environment() -> Environment:
    return template_environment(_FOLDER / "templates", _FOLDER / "__pycache__")


def _day(day: SheetDay, answer: Sheet, reader: ZoneInfo | None) -> dict[str, object]:
    """The values of the template for a day; the reader's clock only if it differs."""
    edition = answer.edition
    number_and_days = day_of_dates(edition.dates, day.date)  # (2, 4): day 2 of 4
    nth_day = "" if number_and_days is None else f", {day_in_words(*number_and_days)}"
    timed = _timed_rows(day, edition.zone)
    picked = [row for row in timed if row.picked]
    zones, cities = [edition.zone], [city_at(edition, edition.zone)]
    if reader is not None and clocks_differ(picked, reader):
        zones.append(reader)
        cities.append(zone_city(reader))
    return {
        "heading": day_long(day.date),
        "show": f"{edition.title}{nth_day}",
        "clocks": cities,
        "rows": _rows(day, timed, zones, answer),
        "has_stands": any(visit.room for visit in day.visits),
        "visits": [
            (visit.room or "", visit.title or visit.id, _lines(visit, answer))
            for visit in day.visits
        ],
        "follow_ups": [
            (due.item.text, _whom(due.pick, answer), day_plain(due.item.by))
            for due in day.follow_ups
            if due.item.by is not None
        ],
    }


def _timed_rows(day: SheetDay, zone: ZoneInfo) -> list[Occasion]:
    """The picks with a time and the free time of a day, on one clock, in order."""
    rows = (row for part in day.parts for row in part.timed_rows)
    kept = (row for row in rows if row.picked or isinstance(row, FreeTime))
    return sorted((on_clock(row, zone) for row in kept), key=lambda row: row.begins)


def _rows(
    day: SheetDay, timed: Iterable[Occasion], zones: Sequence[ZoneInfo], answer: Sheet
) -> list[_SheetRow]:
    """The rows of a day: whole days, then rows with a time, then picks without one."""
    untimed = [pick for part in day.parts for pick in part.picks if not pick.starts]
    return [
        *(_row_without_time(pick, answer) for pick in day.whole_days),
        *(_row_with_time(row, answer, zones) for row in timed),
        *(_row_without_time(pick, answer) for pick in untimed),
    ]


def _whom(pick: PickAsOf, answer: Sheet) -> str:
    """Whom a follow-up is with: the people that are noted, or only the pick."""
    return words.whom(pick) if answer.with_notes else words.pick_name(pick)


def _row_with_time(row: Occasion, answer: Sheet, zones: Sequence[ZoneInfo]) -> _SheetRow:
    """A pick, or free time, with its time on the clock of each zone.

    "+1d" stands for the next day, as in a narrow table.
    """
    times = [span(row, zone).replace(" day", "d") for zone in zones]
    if isinstance(row, PickAsOf):
        return _SheetRow(times, words.pick_name(row), _lines(row, answer))
    assert isinstance(row, FreeTime)  # other sessions are left out
    return _SheetRow(times, free_words(row).capitalize(), [], is_free=True)


def _row_without_time(pick: PickAsOf, answer: Sheet) -> _SheetRow:
    """A pick with "All day" or its half-day in place of a time."""
    day = "All day" if pick.is_whole_days else (pick.half_day or "").capitalize()
    return _SheetRow([day], words.pick_name(pick), _lines(pick, answer))


def _lines(pick: PickAsOf, answer: Sheet) -> list[str]:
    """The lines below a pick: its conflicts and, if asked for, the reader's notes."""
    lines = words.conflict_texts(pick)
    if answer.with_notes:
        lines += [f"{name}: {text}" for name, text in words.notes_on(pick.pick) if text]
    return lines
