"""Writes a calendar once with one library: its name and the number of sessions.

Timed sessions with two alarms each, in a zone with summer time, are built and written.
Printed are the seconds, and the bytes of memory above the peak of a process that has
imported the library and has the sessions, and wrote nothing.
"""

import datetime as dt
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.starting import UNIT
from milipol_cli.ics.events import CalendarEvent


def sessions(number: int) -> list[CalendarEvent]:
    """Sessions of half an hour in Paris, in winter and in summer, with two alarms."""
    zone = ZoneInfo("Europe/Paris")
    first = dt.datetime(2025, 1, 13, 9, tzinfo=zone)
    entries = []
    for at in range(number):
        start = first + dt.timedelta(days=at % 360, hours=at % 9)
        title = f"Panel {at}: security, technology; and what they cost"
        entries.append(
            CalendarEvent(
                id=f"paris-2025/session-{at}",
                start=start,
                end=start + dt.timedelta(minutes=30),
                summary=title,
                description=f"{title}\nSomebody, of some office\nA hall, a room " * 3,
                location="Room 3, Paris Nord Villepinte, France",
                address="https://www.milipol.com",
                categories=("Milipol", "Panel"),
                free=False,
                modified=dt.date(2025, 1, 1),
                alarms=(
                    (dt.timedelta(minutes=15), f"{title}, 15 minutes before"),
                    (dt.timedelta(days=1), f"{title}, 1 day before"),
                ),
            )
        )
    return entries


def by_milipol() -> Callable[[Sequence[CalendarEvent]], int]:
    """What milipol does."""
    from milipol_cli.ics import write  # noqa: PLC0415  each process loads its own

    return lambda entries: sum(map(len, write.new_file(entries)))


def plain_icalendar() -> Callable[[Sequence[CalendarEvent]], int]:
    """Icalendar as its documentation shows it."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415

    def write(entries: Sequence[CalendarEvent]) -> int:
        vcalendar = Calendar()
        vcalendar.add("version", "2.0")
        vcalendar.add("prodid", "-//benchmark//")
        for entry in entries:
            event = Event()
            stamp = dt.datetime.combine(entry.modified, dt.time(), dt.UTC)
            event.add("uid", entry.id)
            event.add("dtstamp", stamp)
            event.add("last-modified", stamp)
            event.add("sequence", entry.sequence)
            event.add("dtstart", entry.start)
            event.add("dtend", entry.end)
            event.add("summary", entry.summary)
            event.add("description", entry.description)
            event.add("location", entry.location)
            event.add("url", entry.address)
            event.add("categories", entry.categories)
            event.add("status", entry.status)
            event.add("transp", "OPAQUE")
            for before, description in entry.alarms:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", description)
                alarm.add("trigger", -before)
                event.add_component(alarm)
            vcalendar.add_component(event)
        vcalendar.add_missing_timezones()
        return len(vcalendar.to_ical())

    return write


def by_ical() -> Callable[[Sequence[CalendarEvent]], int]:
    """The library of Home Assistant."""
    from ical import alarm, calendar, event  # noqa: PLC0415
    from ical.calendar_stream import IcsCalendarStream  # noqa: PLC0415

    new_event: Any = event.Event
    new_alarm: Any = alarm.Alarm

    def write(entries: Sequence[CalendarEvent]) -> int:
        vcalendar = calendar.Calendar()
        for entry in entries:
            vcalendar.events.append(
                new_event(
                    uid=entry.id,
                    dtstamp=dt.datetime.combine(entry.modified, dt.time(), dt.UTC),
                    sequence=entry.sequence,
                    dtstart=entry.start,
                    dtend=entry.end,
                    summary=entry.summary,
                    description=entry.description,
                    location=entry.location,
                    url=entry.address,
                    categories=list(entry.categories),
                    status=entry.status,
                    alarm=[
                        new_alarm(action="DISPLAY", description=description, trigger=-before)
                        for before, description in entry.alarms
                    ],
                )
            )
        return len(IcsCalendarStream.calendar_to_ics(vcalendar))

    return write


def by_ics() -> Callable[[Sequence[CalendarEvent]], int]:
    """The library ics, which does not fold lines and drops SEQUENCE."""
    from ics.alarm import DisplayAlarm  # noqa: PLC0415

    import ics  # noqa: PLC0415

    library: Any = ics

    def write(entries: Sequence[CalendarEvent]) -> int:
        vcalendar = library.Calendar()
        for entry in entries:
            vcalendar.events.add(
                library.Event(
                    uid=entry.id,
                    created=dt.datetime.combine(entry.modified, dt.time(), dt.UTC),
                    begin=entry.start,
                    end=entry.end,
                    name=entry.summary,
                    description=entry.description,
                    location=entry.location,
                    url=entry.address,
                    categories=set(entry.categories),
                    status=entry.status,
                    alarms=[
                        DisplayAlarm(trigger=-before, display_text=description)
                        for before, description in entry.alarms
                    ],
                )
            )
        return len(vcalendar.serialize())

    return write


def by_vobject() -> Callable[[Sequence[CalendarEvent]], int]:
    """The library of Radicale."""
    import vobject  # noqa: PLC0415
    from dateutil import tz  # noqa: PLC0415

    library: Any = vobject

    # It knows the zones of dateutil alone.
    utc, paris = tz.tzutc(), tz.gettz("Europe/Paris")
    library.icalendar.registerTzid("Europe/Paris", paris)

    def write(entries: Sequence[CalendarEvent]) -> int:
        vcalendar = library.iCalendar()
        for entry in entries:
            event = vcalendar.add("vevent")
            event.add("uid").value = entry.id
            stamp = dt.datetime.combine(entry.modified, dt.time(), utc)
            event.add("dtstamp").value = stamp
            event.add("last-modified").value = stamp
            event.add("sequence").value = str(entry.sequence)
            for name, at in (("dtstart", entry.start), ("dtend", entry.end)):
                assert isinstance(at, dt.datetime)
                event.add(name).value = at.replace(tzinfo=paris)
            event.add("summary").value = entry.summary
            event.add("description").value = entry.description
            event.add("location").value = entry.location
            event.add("url").value = entry.address
            event.add("categories").value = list(entry.categories)
            event.add("status").value = entry.status
            for before, description in entry.alarms:
                alarm = event.add("valarm")
                alarm.add("action").value = "DISPLAY"
                alarm.add("description").value = description
                alarm.add("trigger").value = -before
        return len(vcalendar.serialize())

    return write


WRITERS = {
    "milipol": by_milipol,
    "plain icalendar": plain_icalendar,
    "ical": by_ical,
    "ics": by_ics,
    "vobject": by_vobject,
}


def main() -> None:
    """Writes once, and prints what it took."""
    name, number = sys.argv[1:]
    write = WRITERS[name]()
    entries = sessions(int(number))
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    write(entries)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, (peak - floor) * UNIT)


if __name__ == "__main__":
    main()
