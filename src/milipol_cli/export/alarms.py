"""The alarms of events, and the reminders that stand in for alarms."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.export.events import Event
from milipol_cli.ics.alarms import (
    EDITION_OFFSETS,
    SESSION_OFFSETS,
    Alarm,
    AlarmOffset,
    alarm_for,
)
from milipol_cli.ics.events import REMINDER_ID
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.shows import is_void
from milipol_cli.network.sessions import later, utc

UTC = ZoneInfo("UTC")

# How long a reminder lasts.
REMINDER_LENGTH = dt.timedelta(minutes=15)


def with_alarms(
    event: Event, offsets: Sequence[AlarmOffset] | None, *, named: bool
) -> Event:
    """The event with an alarm for each offset, or for the usual ones of its kind.

    A day has no usual ones; if it is not `named` itself but comes with its edition, it
    never has any.
    """
    if offsets is None:
        offsets = EDITION_OFFSETS if event.kind in ("edition", "own") else ()
        offsets = SESSION_OFFSETS if event.starts is not None else offsets
    elif event.kind == "day" and not named:
        offsets = ()
    alarms: dict[dt.timedelta, Alarm] = {}
    for offset in offsets:
        alarm = alarm_for(offset, event.first, event.starts)
        if alarm is not None:
            alarms.setdefault(alarm.before, alarm)
    return msgspec.structs.replace(event, alarms=tuple(alarms.values()))


def silenced(event: Event, as_of: AsOf) -> Event:
    """The event without alarms if it is over or does not take place."""
    is_off = event.own is None and is_void(event.show_edition.notices)
    if event.alarms and (is_off or _is_over(event, as_of)):
        return msgspec.structs.replace(event, alarms=())
    return event


def is_done(event: Event, as_of: AsOf) -> bool:
    """Whether the event is over or cancelled."""
    is_off = event.own is None and event.show_edition.status == "cancelled"
    return is_off or _is_over(event, as_of)


def _is_over(event: Event, as_of: AsOf) -> bool:
    if event.ends is not None and as_of.moment is not None:
        return utc(event.ends) <= utc(as_of.moment)
    edition = event.edition
    if (
        event.kind in ("edition", "visits")
        and edition is not None
        and edition.may_be_on
    ):
        return False
    today = as_of.reader_day if edition is None else as_of.day_at(edition.zone)
    return event.last < today


def reminders_of(event: Event, as_of: AsOf) -> Iterator[Event]:
    """A short event for each alarm, for calendars that drop alarms.

    A reminder needs a zone: for an all-day event it is the reader's if known, or else
    the venue's. An event that does not take place keeps its reminders, cancelled, since
    calendars may have them.
    """
    if _is_over(event, as_of):
        return
    for alarm in event.alarms:
        zone = alarm.zone or as_of.reader_zone
        if zone is None:
            zone = UTC if event.edition is None else event.edition.zone
        starts = dt.datetime.combine(alarm.day, alarm.clock, zone)
        yield Event(
            id=f"{event.id}{REMINDER_ID}{alarm.offset.slug}",
            kind="reminder",
            edition=event.edition,
            first=starts.date(),
            last=starts.date(),
            starts=starts,
            ends=later(starts, REMINDER_LENGTH),
            session=event.session,
            own=event.own,
            is_own=event.is_own,
            pick=event.pick,
            sequence=event.sequence,
            modified=event.modified,
            reminder_alarm=alarm,
            reminds_of=event,
        )
