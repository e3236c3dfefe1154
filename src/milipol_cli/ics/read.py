"""Calendar files that milipol wrote -> their events, each with its own lines.

Whether a file is whole does not depend on who wrote it: icalendar drops what is cut off
without a word.
"""

import contextlib
import datetime as dt
import re
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from milipol_cli.ics.events import MARK, MOST_CHANGES, PRODUCT, FileEvent, Mark
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR

_FOLD = re.compile(rb"\r?\n[ \t]")
_BEGIN_OR_END = re.compile(rb"^(BEGIN|END):(.*)", re.IGNORECASE | re.MULTILINE)

_BEGIN, _PRODUCT = b"BEGIN:VCALENDAR\r\n", f"\r\nPRODID:{PRODUCT}\r\n".encode()

# Editors add or drop line ends after the last line.
_LAST_LINE = re.compile(rb"END:VCALENDAR[\r\n]*\Z")

# Where each component begins. One of another kind stays at the end of the component
# before it, which then does not end as it should, so the file is refused.
_COMPONENT = re.compile(rb"^(?=BEGIN:V(?:EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)\r\n)", re.MULTILINE)

_ZONE_NAME = re.compile(rb"^TZID(?:;[^:]*)?:(.*?)\r\n", re.MULTILINE)
_ZONE_REFERENCE = re.compile(rb';TZID=(?:"([^"\r\n]*)"|([^":;,\r\n]*))', re.IGNORECASE)

# A reminder may be ten years before an event, and an event may end a year later. Near
# the first and last year that Python knows, a time may not exist in UTC.
_YEARS = range(FIRST_YEAR - 10, LAST_YEAR + 2)

_MARK = re.compile(
    r"(?P<state>PICKED|REMOVED|UNPICKED) (?P<pick>[a-z0-9/-]+)"
    r"(?: \+(?P<raised>[0-9]{1,10}))?"
)


def unfold(lines: bytes) -> bytes:
    """The lines, with each folded line joined to the one that continues it."""
    return _FOLD.sub(b"", lines)


def parse_component(lines: bytes) -> Any:
    """The event or alarm in the lines; raises ValueError if they cannot be parsed."""
    # Only updates need it, and only of what has changed.
    from icalendar import Component  # noqa: PLC0415

    with warnings.catch_warnings():
        # icalendar warns of zones that it has to guess; here they keep their lines.
        warnings.simplefilter("ignore")
        return Component.from_ical(lines.decode())


class BrokenCalendar(Exception):
    """A calendar file that cannot be read, and why."""


def refuse_damaged(raw: bytes) -> None:
    """Raises BrokenCalendar if a component does not end as it begins."""
    unended: list[bytes] = []
    damaged = BrokenCalendar("cut off or damaged: BEGIN and END do not match")
    for keyword, name in _BEGIN_OR_END.findall(raw):
        kind = name.strip().upper()
        if keyword.upper() == b"BEGIN":
            unended.append(kind)
        elif not unended or unended.pop() != kind:
            raise damaged
    if unended:
        raise damaged


class CalendarFile(NamedTuple):
    """A calendar file in its own lines.

    `head` are the lines before the first component, `events` are by UID and `zones` by
    name; `others` are components of other kinds.
    """

    head: bytes
    events: dict[str, FileEvent]
    zones: dict[str, bytes]
    others: tuple[bytes, ...]


def zones_in_use(zones: Mapping[str, bytes], lines: Iterable[bytes]) -> dict[str, bytes]:
    """The zones that the times in some lines refer to."""
    if not zones:
        return {}
    references = _ZONE_REFERENCE.findall(unfold(b"".join(lines)))
    names = {(quoted or plain).decode(errors="replace") for quoted, plain in references}
    return {name: block for name, block in zones.items() if name in names}


def calendar_file(raw: bytes, uid: str | None = None) -> CalendarFile:
    """The contents of a file that milipol wrote; with a `uid`, of any with that event.

    Raises BrokenCalendar for any other file, and for one that cannot be read.
    """
    # RFC 5545 wants CRLF; vdirsyncer writes LF instead.
    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head, *components = _COMPONENT.split(_LAST_LINE.sub(b"", raw))
    if uid is None and not (head.startswith(_BEGIN) and _PRODUCT in head):
        raise BrokenCalendar("not written by milipol")
    refuse_damaged(raw)
    # icalendar raises errors of many kinds for lines that are wrong.
    with contextlib.suppress(Exception):
        calendar = _file_of_components(head, components)
        if uid is None or uid in calendar.events:
            return calendar
    raise BrokenCalendar("an event in it cannot be read")


def _file_of_components(head: bytes, components: list[bytes]) -> CalendarFile:
    """The file with these lines; raises ValueError for a component without its end."""
    events: dict[str, FileEvent] = {}
    zones = {}
    others = []
    for lines in components:
        kind = lines.partition(b"\r\n")[0].removeprefix(b"BEGIN:")
        if not lines.endswith(b"\r\nEND:" + kind + b"\r\n"):
            raise ValueError
        if kind == b"VEVENT":
            event = _file_event(lines)
            first = events.get(event.uid, event._replace(lines=b""))
            # A recurring event has more components for the days that differ.
            events[event.uid] = first._replace(lines=first.lines + lines)
        elif kind == b"VTIMEZONE":
            (name,) = _ZONE_NAME.findall(unfold(lines))
            zones[re.sub(r"\\(.)", r"\1", name.decode())] = lines
        else:
            others.append(lines)
    return CalendarFile(head, events, zones, tuple(others))


def _file_event(lines: bytes) -> FileEvent:
    """An event with the values that updates compare.

    A SEQUENCE outside of what calendars read counts as the nearest that they read.
    Raises ValueError for years outside of `_YEARS`.
    """
    event = parse_component(lines)
    start, end = event.start, event.end
    if isinstance(start, dt.datetime) and (start.year not in _YEARS or end.year not in _YEARS):
        raise ValueError
    modified = getattr(event.get("LAST-MODIFIED"), "dt", None)
    return FileEvent(
        uid=str(event.uid),
        lines=lines,
        sequence=min(max(event.sequence, 0), MOST_CHANGES),
        start=start,
        end=end,
        cancelled=event.get("STATUS") == "CANCELLED",
        summary=str(event.get("SUMMARY", "")),
        modified=modified.date() if isinstance(modified, dt.datetime) else dt.date.min,
        mark=_mark_in(str(event.get(MARK, ""))),
    )


def _mark_in(text: str) -> Mark | None:
    """The mark in a text like "PICKED paris-2023/raid-demonstration +2", if any."""
    match = _MARK.fullmatch(text)
    if match is None:
        return None
    state: Any = match["state"]  # one of the three in `_MARK`
    return Mark(match["pick"], state, int(match["raised"] or 0))
