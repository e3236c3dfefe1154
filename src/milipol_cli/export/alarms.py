"""The alarms of events, and the events that stand for alarms."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import BadInput
from milipol_cli.export.events import Event
from milipol_cli.ics.alarms import (
    EDITION_LEADS,
    SESSION_LEADS,
    Alarm,
    AlarmOffset,
    alarm_for,
)
from milipol_cli.ics.events import REMINDER_ID
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import is_void
from milipol_cli.network.sessions import later, utc

UTC = ZoneInfo("UTC")


# How long the event is that stands for a reminder.
REMINDER = dt.timedelta(minutes=15)


def with_alarms(
    one: Event, leads: Sequence[AlarmOffset] | None, *, named: bool
) -> Event:
    """The event with alarms at `leads`, or at those of its kind; a day has none.

    A day that only comes with its edition stays quiet in any case.
    """
    if leads is None:
        leads = EDITION_LEADS if one.kind in ("edition", "own") else ()
        leads = SESSION_LEADS if one.starts is not None else leads
    elif one.kind == "day" and not named:
        leads = ()
    found: dict[dt.timedelta, Alarm] = {}
    for before in leads:
        alarm = alarm_for(before, one.first, one.starts)
        if alarm is not None:
            found.setdefault(alarm.before, alarm)
    return msgspec.structs.replace(one, alarms=tuple(found.values()))


def unmet_leads(
    leads: Sequence[AlarmOffset], events: Sequence[Event]
) -> tuple[AlarmOffset, ...]:
    """The leads that do not ring before some events; refused where before none."""
    unmet = []
    for before in leads:
        rings = [alarm_for(before, one.first, one.starts) is not None for one in events]
        if rings and not any(rings):
            raise BadInput(
                f"--alarm {before.asked!r}: would ring after the start; expected more"
                " time before it, on all-day events counted from 09:00"
            )
        if not all(rings):
            unmet.append(before)
    return tuple(unmet)


def quiet(one: Event, as_of: AsOf) -> Event:
    """The event without alarms where it is over or does not take place."""
    is_off = one.own is None and is_void(one.view.notices)
    if one.alarms and (is_off or _is_over(one, as_of)):
        return msgspec.structs.replace(one, alarms=())
    return one


def _is_over(one: Event, as_of: AsOf) -> bool:
    if one.ends is not None and as_of.moment is not None:
        return utc(one.ends) <= utc(as_of.moment)
    today = as_of.reader_day if one.edition is None else as_of.day_at(one.edition.zone)
    return one.last < today


def reminders_of(one: Event, as_of: AsOf) -> Iterator[Event]:
    """An event for each alarm, for the calendars that drop those.

    A calendar's own time cannot be written, so that of an all-day event is at the
    venue, or in the zone that the reader named. A show that does not take place keeps
    its reminders, cancelled, since calendars may hold them.
    """
    if _is_over(one, as_of):
        return
    for alarm in one.alarms:
        zone = alarm.zone or as_of.reader_zone
        if zone is None:
            zone = UTC if one.edition is None else one.edition.zone
        starts = dt.datetime.combine(alarm.day, alarm.clock, zone)
        yield Event(
            id=f"{one.id}{REMINDER_ID}{alarm.lead.slug}",
            kind="reminder",
            edition=one.edition,
            first=starts.date(),
            last=starts.date(),
            starts=starts,
            ends=later(starts, REMINDER),
            session=one.session,
            own=one.own,
            sequence=one.sequence,
            modified=one.modified,
            reminds=alarm,
            event=one,
        )
