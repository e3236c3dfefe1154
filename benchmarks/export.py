"""How long writing a calendar takes and how much memory, beside other libraries.

Timed sessions with two alarms each, in a zone with summer time, are built and written
by milipol, by plain icalendar and by three other libraries, each in fresh processes in
turn. Memory is the peak above that of a process that imports the library and has the
sessions, and writes nothing.
"""

import argparse
import datetime as dt
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from milipol_cli.answers import Entry

SIZES = (500, 5_000, 50_000)
# What milipol may cost at most of what plain icalendar does, at 5,000 sessions.
MOST_TIME, MOST_MEMORY = 0.8, 0.5
JUDGED = 5_000


def sessions(number: int) -> list[Entry]:
    """Sessions of half an hour in Paris, in winter and in summer, with two alarms."""
    zone = ZoneInfo("Europe/Paris")
    first = dt.datetime(2025, 1, 13, 9, tzinfo=zone)
    made = []
    for at in range(number):
        start = first + dt.timedelta(days=at % 360, hours=at % 9)
        title = f"Panel {at}: security, technology; and what they cost"
        made.append(
            Entry(
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
    return made


def by_milipol() -> Callable[[Sequence[Entry]], int]:
    """What milipol does."""
    from milipol_cli import reminders  # noqa: PLC0415  each process loads its own

    return lambda entries: sum(map(len, reminders.unmerged(entries)))


def plain_icalendar() -> Callable[[Sequence[Entry]], int]:
    """Icalendar as its documentation shows it."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415

    def write(entries: Sequence[Entry]) -> int:
        made = Calendar()
        made.add("version", "2.0")
        made.add("prodid", "-//benchmark//")
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
            for before, said in entry.alarms:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", said)
                alarm.add("trigger", -before)
                event.add_component(alarm)
            made.add_component(event)
        made.add_missing_timezones()
        return len(made.to_ical())

    return write


def by_ical() -> Callable[[Sequence[Entry]], int]:
    """The library of Home Assistant."""
    from ical import alarm, calendar, event  # noqa: PLC0415
    from ical.calendar_stream import IcsCalendarStream  # noqa: PLC0415

    new_event: Any = event.Event
    new_alarm: Any = alarm.Alarm

    def write(entries: Sequence[Entry]) -> int:
        made = calendar.Calendar()
        for entry in entries:
            made.events.append(
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
                        new_alarm(action="DISPLAY", description=said, trigger=-before)
                        for before, said in entry.alarms
                    ],
                )
            )
        return len(IcsCalendarStream.calendar_to_ics(made))

    return write


def by_ics() -> Callable[[Sequence[Entry]], int]:
    """The library ics, which does not fold lines and drops SEQUENCE."""
    from ics.alarm import DisplayAlarm  # noqa: PLC0415

    import ics  # noqa: PLC0415

    library: Any = ics

    def write(entries: Sequence[Entry]) -> int:
        made = library.Calendar()
        for entry in entries:
            made.events.add(
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
                        DisplayAlarm(trigger=-before, display_text=said)
                        for before, said in entry.alarms
                    ],
                )
            )
        return len(made.serialize())

    return write


def by_vobject() -> Callable[[Sequence[Entry]], int]:
    """The library of Radicale."""
    import vobject  # noqa: PLC0415
    from dateutil import tz  # noqa: PLC0415

    library: Any = vobject

    # It knows the zones of dateutil alone.
    utc, paris = tz.tzutc(), tz.gettz("Europe/Paris")
    library.icalendar.registerTzid("Europe/Paris", paris)

    def write(entries: Sequence[Entry]) -> int:
        made = library.iCalendar()
        for entry in entries:
            event = made.add("vevent")
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
            for before, said in entry.alarms:
                alarm = event.add("valarm")
                alarm.add("action").value = "DISPLAY"
                alarm.add("description").value = said
                alarm.add("trigger").value = -before
        return len(made.serialize())

    return write


WRITERS = {
    "milipol": by_milipol,
    "plain icalendar": plain_icalendar,
    "ical": by_ical,
    "ics": by_ics,
    "vobject": by_vobject,
}


def main() -> None:
    """Measures and prints the table; with a writer's name, measures that one once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="processes for each row")
    parser.add_argument("--measure", choices=WRITERS, help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=JUDGED, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        _measure(asked.measure, asked.number)
        return
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {asked.runs} runs"
    )
    kept = True
    for number in SIZES:
        rows = _rows(number, asked.runs if number <= JUDGED else 1)
        kept &= _print(number, rows)
    print(
        f"at most {MOST_TIME} x the time and {MOST_MEMORY} x the memory of plain"
        f" icalendar at {JUDGED}: {'kept' if kept else 'NOT KEPT'}"
    )


def _measure(name: str, number: int) -> None:
    write = WRITERS[name]()
    entries = sessions(number)
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    write(entries)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, (peak - floor) / 1024)


def _rows(number: int, runs: int) -> dict[str, tuple[float, float]]:
    """The median time in seconds and the memory in MiB of each writer."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WRITERS}
    for _ in range(runs):
        for name, measured in found.items():
            command = [sys.executable, __file__, "--measure", name]
            ran = subprocess.run(
                [*command, "--number", str(number)],
                capture_output=True,
                check=True,
                text=True,
            )
            seconds, memory = map(float, ran.stdout.split())
            measured.append((seconds, memory))
    return {
        name: (
            statistics.median(seconds for seconds, _ in measured),
            max(memory for _, memory in measured),
        )
        for name, measured in found.items()
    }


def _print(number: int, rows: dict[str, tuple[float, float]]) -> bool:
    print(f"\n{number} sessions     {'seconds':>9} {'us each':>9} {'MiB':>8}  to plain")
    plain_seconds, plain_memory = rows["plain icalendar"]
    for name, (seconds, memory) in rows.items():
        print(
            f"{name:20} {seconds:9.2f} {seconds / number * 1e6:9.0f} {memory:8.1f}"
            f"  {seconds / plain_seconds:.2f} x,"
            f" {memory / max(plain_memory, 0.1):.2f} x"
        )
    seconds, memory = rows["milipol"]
    fast = seconds <= MOST_TIME * plain_seconds
    return number != JUDGED or (fast and memory <= MOST_MEMORY * plain_memory)


if __name__ == "__main__":
    main()
