"""The view of `milipol remind`: a line for each alarm, without a heading."""

from zoneinfo import ZoneInfo

from milipol_cli.commands.export import words
from milipol_cli.commands.remind.query import DueAlarm, Reminders
from milipol_cli.look.document import Cell, Document, Fact, Facts
from milipol_cli.look.words.alarms import offset_before
from milipol_cli.look.words.dates import day_brief, day_month, weekday
from milipol_cli.look.words.programme import city_at, days_off, same_offset, zone_city


def view(answer: Reminders) -> Document:
    """The alarms and nothing else, since scripts read the lines."""
    facts = [_alarm_fact(due, answer.start.year) for due in answer.due]
    return Document(None, [Facts(facts, ids=True, wide_label=False)], [])


def _alarm_fact(due: DueAlarm, this_year: int) -> Fact:
    """When it rings, how long before what, where, and the id.

    In a line of its own always the year: "Wed 15 November 2023, 10:45 Paris: ...".
    """
    day, clocks = due.rings.date(), _times_of_alarm(due)
    offset = offset_before(due.alarm.offset)
    before = f"{offset[0].upper()}{offset[1:]}: {words.title(due.event)}"
    cells = Cell(before), Cell(words.place(due.event) or ""), Cell(due.event.id)
    line = ", ".join(cell.text for cell in cells if cell.text)
    year = "" if day.year == this_year else f" {day.year}"
    when = f"{weekday(day)[:3]} {day_month(day)}{year}, {clocks}"
    return Fact(when, [cells], full=[f"{day_brief(day)}, {clocks}: {line}"])


def _times_of_alarm(due: DueAlarm) -> str:
    """When it rings at the venue, before that on the reader's clock if it differs.

    The alarm of a whole day is at the same time on every clock.
    """
    reader, venue = due.rings.tzinfo, due.alarm.zone
    assert isinstance(reader, ZoneInfo)  # as every reader's zone
    if venue is None:
        return f"{due.rings:%H:%M}"
    there = due.rings.astimezone(venue)
    text = f"{there:%H:%M} {city_at(due.event.edition, venue)}"
    if same_offset(due.rings, venue, reader):
        return text
    off = days_off((there.date() - due.rings.date()).days)
    return f"{due.rings:%H:%M} {zone_city(reader)}, {text}{off}"
