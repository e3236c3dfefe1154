"""An alarm that is due, in words."""

from zoneinfo import ZoneInfo

from milipol_cli.export.events import Event
from milipol_cli.export.words import event_title, offset_ahead, offset_before
from milipol_cli.look.words.dates import day_brief, day_month, weekday
from milipol_cli.look.words.editions import place
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.times import days_off, same_offset, zone_city
from milipol_cli.remind.query import DueAlarm, Reminders


def when(due: DueAlarm) -> str:
    """When it rings on the clocks: "Wed 15 November, 17:45 Tokyo, 09:45 Paris"."""
    day = due.rings.date()
    return f"{weekday(day)[:3]} {day_month(day)}, {_clocks(due)}"


def when_in_full(due: DueAlarm) -> str:
    """The same with the year: "Wed 15 November 2023, 10:45 Paris"."""
    return f"{day_brief(due.rings.date())}, {_clocks(due)}"


def _clocks(due: DueAlarm) -> str:
    """When it rings at the venue, before that on the reader's clock if it differs.

    The alarm of a whole day is at the same time on every clock.
    """
    reader, venue = due.rings.tzinfo, due.alarm.zone
    assert isinstance(reader, ZoneInfo)  # as every reader's zone
    if venue is None:
        return f"{due.rings:%H:%M}"
    there = due.rings.astimezone(venue)
    text = f"{there:%H:%M} {zone_city(venue)}"
    if same_offset(due.rings, venue, reader):
        return text
    off = days_off((there.date() - due.rings.date()).days)
    return f"{due.rings:%H:%M} {zone_city(reader)}, {text}{off}"


def before(due: DueAlarm) -> str:
    """What it is for, and how long before: "15 minutes before: Meet ACME"."""
    offset = offset_before(due.alarm.offset)
    return f"{offset[0].upper()}{offset[1:]}: {event_title(due.event)}"


def notes(answer: Reminders) -> list[str]:
    """What an answer that looks back does not know."""
    with_programme = [
        due.event.edition
        for due in answer.due
        if due.event.edition is not None
        and (due.event.session is not None or due.event.kind == "day")
    ]
    return as_known_today(with_programme, answer.as_of)


def text(due: DueAlarm) -> str:
    """The text of the alarm in a calendar: "In 15 minutes: Meet ACME"."""
    return f"{offset_ahead(due.alarm.offset)}: {event_title(due.event)}"


def where(event: Event) -> str | None:
    """The room or place of the event, else its city; None if that is not known."""
    if event.own is not None and (event.own.place or not event.is_at_venue):
        return event.own.place
    if event.session is not None and event.session.room is not None:
        return event.session.room
    if event.edition is None or event.edition.venue is None:
        return None
    return place(event.edition)
