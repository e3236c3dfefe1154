"""The sheet as a page of HTML: what stands in its rows, in words."""

import functools
from collections.abc import Sequence
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


class _Row(NamedTuple):
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
    """The day that the programme is from, if there is something of it on the sheet."""
    picks = (pick for day in answer.days for part in day.parts for pick in part.picks)
    has_sessions = any(pick.session is not None for pick in picks)
    return programmes_known([answer.edition] if has_sessions else [], answer.as_of)


@functools.cache
def _environment() -> Environment:
    return template_environment(_FOLDER / "templates", _FOLDER / "__pycache__")


def _day(day: SheetDay, answer: Sheet, reader: ZoneInfo | None) -> dict[str, object]:
    """The values of the template for a day."""
    edition = answer.edition
    counted = day_of_dates(edition.dates, day.date)
    where = "" if counted is None else f", {day_in_words(*counted)}"
    timed = sorted(
        (
            on_clock(row, edition.zone)
            for part in day.parts
            for row in part.timed_rows
            if not _is_offer(row)
        ),
        key=lambda row: row.begins,
    )
    zones = [edition.zone]
    if reader is not None and clocks_differ(
        [row for row in timed if row.picked], reader
    ):
        zones.append(reader)
    untimed = [pick for part in day.parts for pick in part.picks if not pick.starts]
    rows = [_row_without_time(pick, answer) for pick in day.whole_days]
    rows += [_row_with_time(row, answer, zones) for row in timed]
    rows += [_row_without_time(pick, answer) for pick in untimed]
    cities = [city_at(edition, edition.zone), *map(zone_city, zones[1:])]
    return {
        "heading": day_long(day.date),
        "show": f"{edition.title}{where}",
        "clocks": cities,
        "rows": rows,
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


def _is_offer(row: Occasion) -> bool:
    """Whether it is a session that fits into free time, and was not picked."""
    return not row.picked and not isinstance(row, FreeTime)


def _whom(pick: PickAsOf, answer: Sheet) -> str:
    return words.whom(pick) if answer.with_notes else words.pick_name(pick)


def _row_with_time(row: Occasion, answer: Sheet, zones: Sequence[ZoneInfo]) -> _Row:
    """A pick, or free time, on the clock of the venue and, if it differs, the reader's.

    "+1d" stands for the next day, as in a narrow table.
    """
    times = [span(row, zone).replace(" day", "d") for zone in zones]
    if isinstance(row, PickAsOf):
        return _Row(times, words.pick_name(row), _lines(row, answer))
    assert isinstance(row, FreeTime)  # what else has a time on a day
    return _Row(times, free_words(row).capitalize(), [], is_free=True)


def _row_without_time(pick: PickAsOf, answer: Sheet) -> _Row:
    half_day = "All day" if pick.is_whole_days else (pick.half_day or "").capitalize()
    return _Row([half_day], words.pick_name(pick), _lines(pick, answer))


def _lines(pick: PickAsOf, answer: Sheet) -> list[str]:
    """The lines below a pick: its conflicts and, if asked for, the reader's notes."""
    lines = words.conflict_texts(pick)
    if answer.with_notes:
        lines += [f"{name}: {text}" for name, text in words.notes_on(pick.pick) if text]
    return lines
