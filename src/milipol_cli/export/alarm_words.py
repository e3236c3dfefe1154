"""Alarms in words: how long before, and when they ring."""

import datetime as dt

from milipol_cli.export.events import Event
from milipol_cli.export.query import Selection
from milipol_cli.ics.alarms import Alarm, AlarmOffset
from milipol_cli.look.words.dates import count, day_brief, day_short, weekday
from milipol_cli.look.words.times import zone_city
from milipol_cli.network.as_of import AsOf

_HOUR_MINUTES = 60


def lead_words(lead: AlarmOffset, *, ahead: bool = False) -> str:
    """A lead in words: "14 days before", "2 hours before"; ahead "In 14 days"."""
    if lead.minutes and lead.minutes % _HOUR_MINUTES == 0:
        said = count(lead.minutes // _HOUR_MINUTES, "hour")
    elif lead.minutes:
        said = count(lead.minutes, "minute")
    elif lead.days == 0:
        return "Today" if ahead else "on the day"
    else:
        said = count(lead.days, "day")
    return f"In {said}" if ahead else f"{said} before"


def alarm_when(alarm: Alarm, as_of: AsOf) -> str:
    """When an alarm rings: at the venue, or in the reader's own calendar."""
    where = "in your calendar" if alarm.zone is None else zone_city(alarm.zone)
    return rung_by(f"{day_brief(alarm.day)}, {alarm.clock:%H:%M} {where}", alarm, as_of)


def heading(selection: Selection) -> str:
    """How many events and alarms there would be."""
    alarms = sum(len(one.alarms) for one in selection.happenings)
    events = count(len(selection.happenings), "event")
    return f"{events}, {count(alarms, 'alarm')}; nothing is written."


def rung(selection: Selection) -> list[tuple[Event, Alarm]]:
    """The alarms with their events, in the order in which they ring."""
    zone = selection.as_of.reader_zone or dt.UTC
    found = [(one, alarm) for one in selection.happenings for alarm in one.alarms]
    return sorted(found, key=lambda pair: (_moment(pair[1], zone), pair[0].id))


def is_past(alarm: Alarm, as_of: AsOf) -> bool:
    """Whether an alarm would have rung before; on a bare day, on a day before it."""
    if as_of.moment is None:
        return alarm.day < as_of.reader_day
    reader = as_of.reader_zone or as_of.moment.tzinfo
    return _moment(alarm, reader) <= as_of.moment.timestamp()


def rung_by(when: str, alarm: Alarm | None, as_of: AsOf) -> str:
    """When an alarm rings, and that this is past where it is."""
    return f"{when}, past" if alarm is not None and is_past(alarm, as_of) else when


def _moment(alarm: Alarm, reader: dt.tzinfo | None) -> float:
    """When an alarm rings, in seconds: the last day there is has none in all zones."""
    zone = alarm.zone or reader
    return dt.datetime.combine(alarm.day, alarm.clock, zone).timestamp()


def there(alarm: Alarm) -> str:
    """When an alarm rings, at the venue."""
    if alarm.zone is None:
        return "the event is all day"
    return f"{_short(alarm.day, alarm.clock)} {zone_city(alarm.zone)}"


def yours(alarm: Alarm, as_of: AsOf) -> str:
    """When an alarm rings, on the clock of the reader where there is one."""
    day, clock, zone = alarm.day, alarm.clock, as_of.reader_zone
    if alarm.zone is not None and zone is not None:
        rings = dt.datetime.combine(day, clock, alarm.zone).astimezone(zone)
        day, clock = rings.date(), rings.time()
    return rung_by(_short(day, clock), alarm, as_of)


def _short(day: dt.date, clock: dt.time) -> str:
    return f"{weekday(day)[:3]} {day_short(day)}, {clock:%H:%M}"
