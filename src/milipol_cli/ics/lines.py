"""The lines of an event in a file: compared with new ones, and rewritten.

What milipol never writes keeps its own lines.
"""

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from milipol_cli.ics.events import CalendarEvent, FileEvent
from milipol_cli.ics.write import MARK, clean_text, event_lines

# An update takes these from the data. The first two say when, not what.
_STAMPS = ("DTSTAMP", "LAST-MODIFIED")
_TIMES = ("DTSTART", "DTEND")
_TEXTS = (
    *("SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "URL", "CATEGORIES"),
    *("STATUS", "TRANSP"),
)
# Other programs may write DURATION instead of DTEND.
_OURS = frozenset(("UID", "SEQUENCE", MARK, "DURATION", *_STAMPS, *_TIMES, *_TEXTS))

_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"

# A line with those that go on with it.
_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")
_FOLD = re.compile(rb"\r?\n[ \t]")


def unfolded(lines: bytes) -> bytes:
    """Lines with those joined that go on in the next one."""
    return _FOLD.sub(b"", lines)


def parsed(lines: bytes) -> Any:
    """The event or alarm that the lines are; raises ValueError if they are wrong."""
    # Only updates need it, and only of what has changed.
    from icalendar import Component  # noqa: PLC0415

    with warnings.catch_warnings():
        # icalendar warns of zones that it has to guess; here they keep their lines.
        warnings.simplefilter("ignore")
        return Component.from_ical(lines.decode())


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
        return b"".join((_BEGIN, *properties, *self.components, _END, self.exceptions))

    def texts(self) -> Iterator[list[object]]:
        """The values of each of `_TEXTS`; those of equal events are equal."""
        properties = (lines for _, lines in self.properties)
        event = parsed(b"".join((_BEGIN, *properties, _END)))
        for values in map(event.get, _TEXTS):
            parts = values if isinstance(values, list) else [values]
            # CATEGORIES may be in one line or in several.
            split = [value for part in parts for value in getattr(part, "cats", [part])]
            yield [value and value.to_ical() for value in split]


def _split(lines: bytes) -> _Lines:
    event, _, exceptions = lines.removeprefix(_BEGIN).partition(b"\r\n" + _END)
    properties: list[tuple[str, bytes]] = []
    components: list[bytes] = []
    depth = 0
    for line in _LINE.findall(event + b"\r\n"):
        name = re.split(rb"[:;]", unfolded(line), maxsplit=1)[0].upper()
        if depth == 0 and name == b"BEGIN":
            components.append(b"")
        depth += name == b"BEGIN"
        if depth > 0:
            components[-1] += line
        else:
            properties.append((name.decode(), line))
        depth -= name == b"END"
    return _Lines(properties, components, exceptions)


def differing(event: CalendarEvent, before: FileEvent) -> tuple[str, ...]:
    """The names of our properties in which the file differs from an event, and VALARM.

    Only values count, not how they are folded or in which order they are. So does no
    time stamp, which calendar servers change.
    """
    ours, theirs = _split(event_lines(event)), _split(before.lines)
    times = zip(
        _TIMES, (event.start, event.end), (before.start, before.end), strict=True
    )
    names = [name for name, new, old in times if _utc(new) != _utc(old)]
    values = zip(_TEXTS, ours.texts(), theirs.texts(), strict=True)
    names += [name for name, new, old in values if new != old]
    if ours.components != theirs.components:
        titles = _titles(event, before)
        alarms = [
            [_our_alarm(component, titles) for component in lines.components]
            for lines in (ours, theirs)
        ]
        if [*filter(None, alarms[0])] != [*filter(None, alarms[1])]:
            names.append("VALARM")
    return tuple(names)


def rewritten(event: CalendarEvent, before: FileEvent) -> bytes:
    """The lines of an event, with what milipol never writes behind ours.

    These are other properties, components such as alarms of other programs, and the
    exceptions of a recurring event.
    """
    ours, theirs = _split(event_lines(event)), _split(before.lines)
    others = [each for each in theirs.properties if each[0] not in _OURS]
    is_recurring = any(name in ("RRULE", "RDATE") for name, _ in others)
    return _Lines(
        [*ours.properties, *others],
        [*ours.components, *_foreign(theirs, _titles(event, before))],
        theirs.exceptions if is_recurring else b"",  # a second event is none
    ).joined


def with_values(before: FileEvent, values: Mapping[str, bytes]) -> bytes:
    """An event with some properties replaced by other lines, without our alarms."""
    lines = _split(before.lines)
    names = {name for name, _ in lines.properties}
    properties = [(name, values.get(name, old)) for name, old in lines.properties]
    properties += [each for each in values.items() if each[0] not in names]
    components = _foreign(lines, (before.summary,))
    return _Lines(properties, components, lines.exceptions).joined


def _utc(at: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """A time in UTC; a date, or a time without a zone, as it is."""
    if isinstance(at, dt.datetime) and at.tzinfo is not None:
        return at.astimezone(dt.UTC)
    return at


def _titles(event: CalendarEvent, before: FileEvent) -> tuple[str, ...]:
    """The titles that our alarms may have; a reader may have changed the SUMMARY."""
    return clean_text(event.summary), before.summary


def _our_alarm(component: bytes, titles: tuple[str, ...]) -> tuple[object, str] | None:
    """When an alarm of ours rings, and its text; None for any other component.

    Its text is "In 15 minutes: TITLE", or, from 1.0, "TITLE, 15 minutes before".
    """
    alarm = parsed(component)
    text = str(alarm.get("DESCRIPTION"))
    is_ours = text.endswith(tuple(f": {title}" for title in titles)) or (
        text.startswith(tuple(f"{title}, " for title in titles))
        and text.endswith((" before", ", on the day"))
    )
    if alarm.name != "VALARM" or alarm.get("ACTION") != "DISPLAY" or not is_ours:
        return None
    return getattr(alarm.get("TRIGGER"), "dt", None), text


def _foreign(lines: _Lines, titles: tuple[str, ...]) -> list[bytes]:
    """The components of an event that are not our alarms."""
    return [each for each in lines.components if _our_alarm(each, titles) is None]
