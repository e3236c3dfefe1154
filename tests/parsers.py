"""Calendar files as other parsers read them; they come with the group `slow`."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream

from calendars import Read, by_icalendar, moment

Reader = Callable[[bytes], list[Read]]


def by_ical(raw: bytes) -> list[Read]:
    """What ical reads."""
    calendar: Any = IcsCalendarStream.calendar_from_ics(raw.decode())
    return [
        Read(
            event.uid or "",
            moment(event.dtstart),
            moment(event.end),
            event.summary or "",
            event.description or "",
            tuple(int(alarm.trigger.total_seconds()) for alarm in event.alarm),
        )
        for event in calendar.events
    ]


def by_vobject(raw: bytes) -> list[Read]:
    """What vobject reads."""
    calendar = vobject.readOne(raw.decode())
    return [
        Read(
            event.uid.value,
            moment(event.dtstart.value),
            moment(event.dtend.value),
            event.summary.value,
            event.description.value,
            tuple(
                int(alarm.trigger.value.total_seconds())
                for alarm in getattr(event, "valarm_list", [])
            ),
        )
        for event in getattr(calendar, "vevent_list", [])
    ]


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
        calendars: list[list[dict[str, Any]]] = json.loads(ran.stdout)
        return [
            [Read(**{**event, "alarms": tuple(event["alarms"])}) for event in events]
            for events in calendars
        ]

    return read


PARSERS: dict[str, Reader] = {"icalendar": by_icalendar, "ical": by_ical, "vobject": by_vobject}
