"""The sheet as a page of HTML: the words of its rows."""

import functools
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
from milipol_cli.network.occasions import on_clock
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.free_time import FreeTime

_FOLDER = Path(__file__).parent


class _SheetRow(NamedTuple):
    """A row of a day: its time on each clock, its text and the lines below that."""

    times: list[str]
    text: str
    lines: list[str]
    is_free: bool = False


@functools.cache
def _environment() -> Environment:
    return template_environment(_FOLDER / "templates", _FOLDER / "__pycache__")


def sheet_page(answer: Sheet) -> bytes:
    """The sheet, a page or more for each day, black on white and without a script."""
    reader = answer.as_of.reader_zone
    picks = [pick for day in answer.days for part in day.parts for pick in part.picks]
    with_sessions = [answer.edition for pick in picks if pick.session is not None]
    days = [
        _day(day, answer, reader if isinstance(reader, ZoneInfo) else None) for day in answer.days
    ]
    rendered = (
        _environment()
        .get_template("sheet.html")
        .render(
            title=f"{answer.edition.title}: my agenda",
            days=days,
            known=programmes_known(with_sessions[:1], answer.as_of),
        )
    )
    return html_page(rendered)


def _day(day: SheetDay, answer: Sheet, reader: ZoneInfo | None) -> dict[str, object]:
    """The values of the template for a day; the reader's clock only if it differs.

    Its rows are whole days, then rows with a time, also free time, then picks without a time.
    """
    edition = answer.edition

    def lines(pick: PickAsOf) -> list[str]:
        notes = words.notes_on(pick.pick) if answer.with_notes else []
        return words.conflict_texts(pick) + [f"{name}: {text}" for name, text in notes if text]

    def untimed(pick: PickAsOf) -> _SheetRow:
        label = "All day" if pick.is_whole_days else (pick.half_day or "").capitalize()
        return _SheetRow([label], words.pick_name(pick), lines(pick))

    rows = [row for part in day.parts for row in part.timed_rows]
    shown = [on_clock(row, edition.zone) for row in rows if isinstance(row, PickAsOf | FreeTime)]
    shown.sort(key=lambda row: row.begins)
    zones, cities = [edition.zone], [city_at(edition, edition.zone)]
    if reader is not None and clocks_differ([row for row in shown if row.picked], reader):
        zones.append(reader)
        cities.append(zone_city(reader))
    timed = []
    for row in shown:
        times = [span(row, zone).replace(" day", "d") for zone in zones]  # "+1d" is the next day
        if isinstance(row, FreeTime):
            timed.append(_SheetRow(times, free_words(row).capitalize(), [], is_free=True))
        else:
            timed.append(_SheetRow(times, words.pick_name(row), lines(row)))
    picks = [pick for part in day.parts for pick in part.picks if not pick.starts]
    whom = words.whom if answer.with_notes else words.pick_name
    number_and_days = day_of_dates(edition.dates, day.date)  # (2, 4): day 2 of 4
    nth_day = "" if number_and_days is None else f", {day_in_words(*number_and_days)}"
    return {
        "heading": day_long(day.date),
        "show": f"{edition.title}{nth_day}",
        "clocks": cities,
        "rows": [*map(untimed, day.whole_days), *timed, *map(untimed, picks)],
        "has_stands": any(visit.room for visit in day.visits),
        "visits": [
            (visit.room or "", visit.title or visit.id, lines(visit)) for visit in day.visits
        ],
        "follow_ups": [
            (due.item.text, whom(due.pick), day_plain(due.item.by))
            for due in day.follow_ups
            if due.item.by
        ],
    }
