"""An alarm that is due, in words."""

from milipol_cli.export.events import Event
from milipol_cli.export.words import event_title, offset_ahead
from milipol_cli.look.words.dates import day_brief, day_month, weekday
from milipol_cli.look.words.editions import place
from milipol_cli.remind.query import DueAlarm


def when(due: DueAlarm) -> str:
    """When it rings on the reader's clock: "Wed 15 November, 10:45"."""
    day = due.rings.date()
    return f"{weekday(day)[:3]} {day_month(day)}, {due.rings:%H:%M}"


def when_in_full(due: DueAlarm) -> str:
    """The same with the year: "Wed 15 November 2023, 10:45"."""
    return f"{day_brief(due.rings.date())}, {due.rings:%H:%M}"


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
