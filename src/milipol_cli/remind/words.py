"""An alarm that is due, in words."""

from milipol_cli.export.events import Event
from milipol_cli.export.words import event_title, offset_ahead
from milipol_cli.look.words.dates import day_short, weekday
from milipol_cli.look.words.editions import venue_line
from milipol_cli.remind.query import DueAlarm


def when(due: DueAlarm) -> str:
    """When it rings on the reader's clock: "Wed 15 Nov 2023, 10:45"."""
    day = due.rings.date()
    return f"{weekday(day)[:3]} {day_short(day)}, {due.rings:%H:%M}"


def text(due: DueAlarm) -> str:
    """The text of the alarm in a calendar: "In 15 minutes: Meet ACME"."""
    return f"{offset_ahead(due.alarm.offset)}: {event_title(due.event)}"


def where(event: Event) -> str | None:
    """The room or place of the event, else the venue; None if nothing is known."""
    if event.own is not None and (event.own.place or event.own.kind != "meeting"):
        return event.own.place
    if event.session is not None and event.session.room is not None:
        return event.session.room
    return None if event.edition is None else venue_line(event.edition)
