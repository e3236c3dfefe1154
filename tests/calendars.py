"""Calendar files as independent parsers read them, all told in the same way."""

import datetime as dt
import functools
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

import ics

HERE = Path(__file__).parent / "ics"


class Read(NamedTuple):
    """An event as a parser reads it: dates, or seconds since the epoch."""

    uid: str
    start: str | int
    end: str | int
    summary: str
    description: str
    alarms: tuple[int, ...]


Reader = Callable[[bytes], list[Read]]


def _moment(value: dt.date | dt.datetime) -> str | int:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    assert value.tzinfo is not None, "floating time"
    return int(value.timestamp())


def by_icalendar(raw: bytes) -> list[Read]:
    """What icalendar reads."""
    events: list[Any] = Calendar.from_ical(raw.decode()).walk("VEVENT")
    return [
        Read(
            str(event["UID"]),
            _moment(event["DTSTART"].dt),
            _moment(event["DTEND"].dt),
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
            tuple(
                int(alarm["TRIGGER"].dt.total_seconds())
                for alarm in event.walk("VALARM")
            ),
        )
        for event in events
    ]


def by_ical(raw: bytes) -> list[Read]:
    """What ical reads."""
    found: Any = IcsCalendarStream.calendar_from_ics(raw.decode())
    return [
        Read(
            event.uid or "",
            _moment(event.dtstart),
            _moment(event.end),
            event.summary or "",
            event.description or "",
            tuple(int(alarm.trigger.total_seconds()) for alarm in event.alarm),
        )
        for event in found.events
    ]


def by_vobject(raw: bytes) -> list[Read]:
    """What vobject reads."""
    found = vobject.readOne(raw.decode())
    return [
        Read(
            event.uid.value,
            _moment(event.dtstart.value),
            _moment(event.dtend.value),
            event.summary.value,
            event.description.value,
            tuple(
                int(alarm.trigger.value.total_seconds())
                for alarm in getattr(event, "valarm_list", [])
            ),
        )
        for event in getattr(found, "vevent_list", [])
    ]


def by_ics(raw: bytes) -> list[Read]:
    """What ics reads; it takes the day before the exclusive end of whole days."""
    library: Any = ics  # what it exports has no types
    found = library.Calendar(raw.decode())
    return sorted(
        Read(
            event.uid,
            event.begin.date().isoformat()
            if event.all_day
            else int(event.begin.timestamp()),
            event.end.date().isoformat()
            if event.all_day
            else int(event.end.timestamp()),
            event.name,
            event.description,
            tuple(int(alarm.trigger.total_seconds()) for alarm in event.alarms),
        )
        for event in found.events
    )


def by_ical_js(folder: Path) -> Callable[[list[bytes]], list[list[Read]]]:
    """What ical.js reads, all files in one process of node."""

    def read(files: list[bytes]) -> list[list[Read]]:
        ran = subprocess.run(
            ["node", folder / "read.js"],
            input=json.dumps([raw.decode() for raw in files]),
            capture_output=True,
            check=True,
            text=True,
        )
        found: list[list[dict[str, Any]]] = json.loads(ran.stdout)
        return [
            [Read(**{**event, "alarms": tuple(event["alarms"])}) for event in events]
            for events in found
        ]

    return read


@functools.cache
def has_node() -> bool:
    """Whether node and npm are here; where they are not, ical.js cannot be asked."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


def installed(folder: Path) -> str:
    """Installs ical.js into a folder, from the project's own list of what it needs.

    What npm says where it cannot; nothing else.
    """
    for name in ("package.json", "read.js"):
        shutil.copy(HERE / name, folder / name)
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"]
    ran = subprocess.run(
        [*command, "--fetch-retries=1", "--fetch-timeout=60000"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode == 0:
        return ""
    return ran.stderr.strip() or f"it ended with {ran.returncode}"


PARSERS: dict[str, Reader] = {
    "icalendar": by_icalendar,
    "ical": by_ical,
    "vobject": by_vobject,
    "ics": by_ics,
}
