"""The lines of an event, property by property: compared, and rewritten.

What milipol never writes keeps its own lines.
"""

import datetime as dt
import re
import warnings
from collections.abc import Collection, Mapping
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
# Other programs may write DURATION instead of DTEND.
_OURS = frozenset(("UID", "SEQUENCE", MARK, "DURATION", *_STAMPS, *_COMPARED))

_END = b"\r\nEND:VEVENT\r\n"

# A line with those that go on with it.
_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")
_FOLD = re.compile(rb"\r?\n[ \t]")


def unfolded(lines: bytes) -> bytes:
    """Lines with those joined that go on in the next one."""
    return _FOLD.sub(b"", lines)


class _Lines(NamedTuple):
    """An event as lines: its properties by name, and the components in it.

    `exceptions` are the events after it that have its UID: the days of a recurring
    event that differ.
    """

    properties: list[tuple[str, bytes]]
    components: list[bytes]
    exceptions: bytes = b""

    @property
    def joined(self) -> bytes:
        """All of them again as an event."""
        properties = (lines for _, lines in self.properties)
        parts = (b"BEGIN:VEVENT\r\n", *properties, *self.components, b"END:VEVENT\r\n")
        return b"".join(parts) + self.exceptions

    def of(self, name: str) -> list[bytes]:
        """The lines of a property, unfolded."""
        return [unfolded(lines) for key, lines in self.properties if key == name]

    def parsed(self, names: Collection[str]) -> Event:
        """The event with some of its properties: to read all of them is slow."""
        properties = [each for each in self.properties if each[0] in names]
        return parsed(_Lines(properties, self.components).joined)


def _split(lines: bytes) -> _Lines:
    event, _, exceptions = lines.partition(_END)
    properties: list[tuple[str, bytes]] = []
    components: list[bytes] = []
    depth = 0
    for match in _LINE.finditer(event + b"\r\n"):
        line = match[0]
        name = re.split(rb"[:;]", unfolded(line), maxsplit=1)[0].upper()
        if name == b"BEGIN":
            depth += 1
            if depth == 2:  # in the event
                components.append(b"")
        elif name != b"END" and depth == 1:
            properties.append((name.decode(), line))
        if depth > 1:
            components[-1] += line
        if name == b"END":
            depth -= 1
    return _Lines(properties, components, exceptions)


def parsed(lines: bytes) -> Event:
    """The event that the lines are; raises ValueError if they are wrong."""
    with warnings.catch_warnings():
        # icalendar warns of zones that it has to guess; here they keep their lines.
        warnings.simplefilter("ignore")
        event = Event.from_ical(lines.decode())
    assert isinstance(event, Event)  # by its first line
    return event


class Difference(NamedTuple):
    """How an event that a file has differs from its new lines.

    `names` are those of our properties that differ, and VALARM. What milipol never
    writes stays: other properties, components such as alarms of other programs, and
    the exceptions of a recurring event.
    """

    names: tuple[str, ...]
    properties: list[tuple[str, bytes]]
    components: list[bytes]
    exceptions: bytes

    def added_to(self, lines: bytes) -> bytes:
        """New lines of the event, with what stays behind ours."""
        ours = _split(lines)
        return _Lines(
            [*ours.properties, *self.properties],
            [*ours.components, *self.components],
            self.exceptions,
        ).joined


def difference(new: bytes, old: bytes) -> Difference:
    """How an event differs from its new lines.

    Only values count, not how they are folded or in which order they are. So does no
    time stamp, which calendar servers change.
    """
    ours, theirs = _split(new), _split(old)
    names = [name for name in _COMPARED if ours.of(name) != theirs.of(name)]
    foreign: list[bytes] = []
    if names or ours.components != theirs.components:
        read = {*names, "SUMMARY"}
        if "DTEND" in names:
            read |= {"DTSTART", "DURATION"}
        our_event, their_event = ours.parsed(read), theirs.parsed(read)
        names = [
            name
            for name in names
            if _value(our_event, name) != _value(their_event, name)
        ]
        titles = _titles(our_event, their_event)
        if _alarms(our_event, titles) != _alarms(their_event, titles):
            names.append("VALARM")
        foreign = _foreign(theirs, their_event, titles)
    is_recurring = any(name in ("RRULE", "RDATE") for name, _ in theirs.properties)
    return Difference(
        tuple(names),
        [each for each in theirs.properties if each[0] not in _OURS],
        foreign,
        theirs.exceptions if is_recurring else b"",  # a second event is none
    )


def _value(event: Event, name: str) -> object:
    """A value that is equal for equal values of the property."""
    value: Any = event.get(name)
    when = event.end if name == "DTEND" else getattr(value, "dt", None)
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


def _titles(*events: Event) -> tuple[str, ...]:
    """The titles that our alarms may have; a reader may have changed the SUMMARY."""
    return tuple(str(event.get("SUMMARY")) for event in events)


def _is_our_alarm(component: Component, titles: tuple[str, ...]) -> bool:
    """Whether its text is "In 15 minutes: TITLE", or, from 1.0, "TITLE, ... before"."""
    text = str(component.get("DESCRIPTION"))
    return (
        component.name == "VALARM"
        and component.get("ACTION") == "DISPLAY"
        and (
            text.endswith(tuple(f": {title}" for title in titles))
            or (
                text.startswith(tuple(f"{title}, " for title in titles))
                and text.endswith((" before", ", on the day"))
            )
        )
    )


def _alarms(event: Event, titles: tuple[str, ...]) -> list[tuple[object, str]]:
    return [
        (getattr(alarm.get("TRIGGER"), "dt", None), str(alarm.get("DESCRIPTION")))
        for alarm in event.subcomponents
        if _is_our_alarm(alarm, titles)
    ]


def _foreign(lines: _Lines, event: Event, titles: tuple[str, ...]) -> list[bytes]:
    """The components of an event that are not our alarms."""
    return [
        component
        for component, content in zip(
            lines.components, event.subcomponents, strict=True
        )
        if not _is_our_alarm(content, titles)
    ]


def with_values(lines: bytes, values: Mapping[str, bytes]) -> bytes:
    """An event with some properties replaced by other lines, without our alarms."""
    event = _split(lines)
    names = {name for name, _ in event.properties}
    properties = [(name, values.get(name, old)) for name, old in event.properties]
    properties += [each for each in values.items() if each[0] not in names]
    content = event.parsed(("SUMMARY",))
    components = _foreign(event, content, _titles(content))
    return _Lines(properties, components, event.exceptions).joined
