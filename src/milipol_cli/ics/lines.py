"""The lines of an event, property by property: compared, and rewritten.

What milipol never writes keeps its own lines.
"""

import datetime as dt
import re
import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

from icalendar import Event
from icalendar.cal import Component

from milipol_cli.ics.write import MARK

# An update takes these from the data. The first two say when, not what.
_STAMPS = ("DTSTAMP", "LAST-MODIFIED")
_COMPARED = (
    *("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION"),
    *("GEO", "URL", "CATEGORIES", "STATUS", "TRANSP"),
)
_OURS = frozenset(("UID", "SEQUENCE", MARK, *_STAMPS, *_COMPARED))

_END = b"\r\nEND:VEVENT\r\n"

# A line with those that go on with it.
_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")
_FOLD = re.compile(rb"\r?\n[ \t]")


class _Lines(NamedTuple):
    """An event as lines: its properties by name, and the components in it.

    `exceptions` are the events after it that have its UID: the days of a recurring
    event that differ.
    """

    properties: list[tuple[str, bytes]]
    components: list[bytes]
    exceptions: bytes

    @property
    def joined(self) -> bytes:
        """All of them again as an event."""
        properties = (lines for _, lines in self.properties)
        parts = (b"BEGIN:VEVENT\r\n", *properties, *self.components, b"END:VEVENT\r\n")
        return b"".join(parts) + self.exceptions


def _split(lines: bytes) -> _Lines:
    event, _, exceptions = lines.partition(_END)
    properties: list[tuple[str, bytes]] = []
    components: list[bytes] = []
    depth = 0
    for match in _LINE.finditer(event + b"\r\n"):
        name = re.split(rb"[:;]", _FOLD.sub(b"", match[0]), maxsplit=1)[0]
        name = name.upper()
        if name == b"BEGIN":
            depth += 1
            if depth == 2:  # in the event
                components.append(b"")
        elif name != b"END" and depth == 1:
            properties.append((name.decode(), match[0]))
        if depth > 1:
            components[-1] += match[0]
        if name == b"END":
            depth -= 1
    return _Lines(properties, components, exceptions)


def parsed(lines: bytes) -> Event:
    """The event that the lines are; raises ValueError if they are none."""
    with warnings.catch_warnings():
        # icalendar warns of zones that it has to guess; here they keep their lines.
        warnings.simplefilter("ignore")
        event = Event.from_ical(lines.decode())
    if not isinstance(event, Event):
        raise ValueError  # the first line goes on in the next one
    return event


def differing(new: bytes, old: bytes) -> tuple[str, ...]:
    """The names of what an update changes: our properties, and VALARM.

    Only their values count, not how they are folded or in which order they are. So does
    no time stamp, which calendar servers change.
    """
    ours, theirs = parsed(new), _parsed_first(old)
    names = [name for name in _COMPARED if _value(ours, name) != _value(theirs, name)]
    summaries = _summaries(ours, theirs)
    if _alarms(ours, summaries) != _alarms(theirs, summaries):
        names.append("VALARM")
    return tuple(names)


def _parsed_first(lines: bytes) -> Event:
    return parsed(lines.partition(_END)[0] + _END)


def _value(event: Event, name: str) -> object:
    """A value that is equal for equal values of the property."""
    value: Any = event.get(name)
    when = getattr(value, "dt", None)
    if isinstance(when, dt.datetime):
        return when if when.tzinfo is None else when.astimezone(dt.UTC)
    if when is not None or value is None:
        return when
    values = value if isinstance(value, list) else [value]
    return [part for each in values for part in _parts(each)]


def _parts(value: Any) -> list[str]:
    """The texts that a value holds; CATEGORIES may be in one line or in several."""
    if hasattr(value, "cats"):
        return [str(category) for category in value.cats]
    raw = value.to_ical()
    return [raw.decode() if isinstance(raw, bytes) else raw]


def _summaries(*events: Event) -> tuple[str, ...]:
    """How the texts of our alarms end; a reader may have changed the SUMMARY."""
    return tuple(f": {event.get('SUMMARY')}" for event in events)


def _is_our_alarm(component: Component, summaries: tuple[str, ...]) -> bool:
    return (
        component.name == "VALARM"
        and component.get("ACTION") == "DISPLAY"
        and str(component.get("DESCRIPTION")).endswith(summaries)
    )


def _alarms(event: Event, summaries: tuple[str, ...]) -> list[tuple[object, str]]:
    return [
        (getattr(alarm.get("TRIGGER"), "dt", None), str(alarm.get("DESCRIPTION")))
        for alarm in event.subcomponents
        if _is_our_alarm(alarm, summaries)
    ]


def rewritten(new: bytes, old: bytes) -> bytes:
    """The new lines of an event, with what milipol never writes from the old ones.

    That stays behind ours: properties, alarms of other programs, other components and
    the exceptions of a recurring event.
    """
    ours, theirs = _split(new), _split(old)
    foreign = [each for each in theirs.properties if each[0] not in _OURS]
    summaries = _summaries(parsed(new), _parsed_first(old))
    return _Lines(
        [*ours.properties, *foreign],
        [*ours.components, *_foreign_components(old, theirs, summaries)],
        _exceptions(theirs),
    ).joined


def _foreign_components(
    old: bytes, lines: _Lines, summaries: tuple[str, ...]
) -> list[bytes]:
    return [
        component
        for component, content in zip(
            lines.components, _parsed_first(old).subcomponents, strict=True
        )
        if not _is_our_alarm(content, summaries)
    ]


def _exceptions(lines: _Lines) -> bytes:
    """Those of a recurring event; a second event with its UID is none."""
    is_recurring = any(name in ("RRULE", "RDATE") for name, _ in lines.properties)
    return lines.exceptions if is_recurring else b""


def with_values(lines: bytes, values: Mapping[str, bytes]) -> bytes:
    """An event with some properties replaced by other lines, without our alarms."""
    event = _split(lines)
    names = {name for name, _ in event.properties}
    properties = [(name, values.get(name, old)) for name, old in event.properties]
    properties += [each for each in values.items() if each[0] not in names]
    summaries = _summaries(_parsed_first(lines))
    components = _foreign_components(lines, event, summaries)
    return _Lines(properties, components, event.exceptions).joined
