"""The lines of `agenda`."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from milipol_cli.agenda import words
from milipol_cli.agenda.conflict_words import ConflictWords
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import Agenda, AgendaDay
from milipol_cli.look.words.dates import dates_spoken
from milipol_cli.look.words.sessions import session_label
from milipol_cli.look.words.times import (
    clocks_differ,
    session_state,
    span_told,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.picks import words as picks
from milipol_cli.picks.as_of import PickAsOf


def blocks(answer: Agenda) -> list[list[str]]:
    """The blocks of lines that the agenda is told in, each day under its heading."""
    marks = ConflictWords(answer.picks)
    found = [[f"{words.heading(answer).rstrip('.')}."]]
    for one in answer.whole_days:
        firm = picks.firmness(one)
        found.append(
            [
                f"Pick: {picks.label(one)}",
                f"Dates: {dates_spoken(picks.dates(one))}",
                f"Starts: {picks.state(one, answer.as_of)}",
                *([f"Status: {firm}"] if firm else []),
                *_below(one, marks),
            ]
        )
    for day in answer.days:
        found += _day(day, answer.as_of, marks)
    found += [
        [f"Pick: {picks.label(one)}", "Dates: not known", *_below(one, marks)]
        for one in answer.undated
    ]
    found += [[f"Pick: {picks.label(one)}", *_below(one, marks)] for one in answer.lost]
    return [*found, words.notes(answer, spoken=True)]


def _day(day: AgendaDay, as_of: AsOf, marks: ConflictWords) -> Iterator[list[str]]:
    yield [f"Day: {words.day_heading(day, as_of, spoken=True)}"]
    is_today = as_of.moment is not None and day.date == as_of.day_at(day.zone)
    for one in (*day.timed, *day.untimed):
        if isinstance(one, FreeTime):
            yield list(_gap(one, day, as_of.reader_zone, marks))
            continue
        lines = [f"Pick: {picks.label(one)}", *_times(one, day, as_of.reader_zone)]
        state = session_state(one, as_of.moment, spoken=True)
        if is_today and state:
            lines.append(f"State: {state}")
        yield [*lines, *_below(one, marks)]


def _times(
    one: PickAsOf | FreeTime, day: AgendaDay, zone: ZoneInfo | None
) -> Iterator[str]:
    if one.starts is None:
        assert isinstance(one, PickAsOf)  # a gap has a time
        half = None if one.session is None else one.session.half_day
        yield f"Time: not published{'' if half is None else f', {half}'}"
        return
    yield f"Time in {zone_city(day.zone)}: {span_told(one, None)}"
    if zone is not None and clocks_differ([one], zone):
        yield f"Time in {zone_city(zone)}: {span_told(one, zone)}"


def _below(one: PickAsOf, marks: ConflictWords) -> Iterator[str]:
    for mark in one.conflicts:
        yield f"Trouble: {marks.words(one, mark, spoken=True)}"
    if one.pick.note is not None:
        yield f"Note: {one.pick.note}"
    yield f"ID: {one.pick.id}"


def _gap(
    gap: FreeTime, day: AgendaDay, zone: ZoneInfo | None, marks: ConflictWords
) -> Iterator[str]:
    yield f"Free: {marks.after(gap, spoken=True)}"
    yield from _times(gap, day, zone)
    for one in gap.fits:
        label = session_label(one.session, day.themes)
        yield f"In the programme: {span_told(one, None)}, {label}, ID {one.id}"
