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
    """When an alarm rings, how long before which event, the place, and the id.

    The year is left out if it is this one; in plain lines it is always there: "Wed 15
    November 2023, 10:45 Paris: 15 minutes before: Opening, Hall 5, paris-2023/opening".
    """
    day, clocks = due.rings.date(), _times_of_alarm(due)
    offset = offset_before(due.alarm.offset)
    before = f"{offset[0].upper()}{offset[1:]}: {words.title(due.event)}"
    cells = Cell(before), Cell(words.room_or_city(due.event) or ""), Cell(due.event.id)
    line = ", ".join(cell.text for cell in cells if cell.text)
    year = "" if day.year == this_year else f" {day.year}"
    when = f"{weekday(day)[:3]} {day_month(day)}{year}, {clocks}"
    return Fact(when, [cells], full=[f"{day_brief(day)}, {clocks}: {line}"])


def _times_of_alarm(due: DueAlarm) -> str:
    """The time of an alarm: on the reader's clock if that differs, and at the venue.

    "18:45 Tokyo, 10:45 Paris". The alarm of a whole day has one time, on every clock.
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
