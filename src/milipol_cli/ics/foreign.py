"""Calendar files of any program: their events, when they are and when they repeat."""

import datetime as dt
import re
import warnings
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.ics.components import BrokenCalendar, has_calendar
from milipol_cli.ics.values import day_or_moment, duration
from milipol_cli.zones import is_utc, zone_names

When = dt.date | dt.datetime

_FOLD = re.compile(rb"\r?\n[ \t]")
_NAMELESS = re.compile(r"^(?![A-Za-z0-9-]+[;:]).*(?:\n|\Z)", re.MULTILINE)
# icalendar reads a moment in UTC as a time in the zone that a parameter names.
_UTC_IN_ZONE = re.compile(
    r'^([A-Z-]+;(?:[^:\n]*;)?)(TZID=(?:"[^"\n]*"|[^":;\n]*)[^:\n]*:[0-9T]+Z)',
    re.MULTILINE,
)
_OTHER_ZONE = "X-TZID"


class ForeignEvent(NamedTuple):
    """An event in its own zone; a time without a zone is naive.

    `component` is that of icalendar. `start` and `end` are None if there is none, or
    none that is understood. `end` is after the last day if it is a date. `replaces` is
    the start of the occurrence of an event that repeats that it replaces.
    """

    component: Any
    start: When | None
    end: When | None
    replaces: When | None

    @property
    def zone(self) -> dt.tzinfo | None:
        """The zone of its start."""
        return self.start.tzinfo if isinstance(self.start, dt.datetime) else None

    @property
    def unknown_zone(self) -> str:
        """The name of the zone of its start if there is no such zone."""
        is_naive = isinstance(self.start, dt.datetime) and self.zone is None
        return self._zone_named("TZID") if is_naive else ""

    @property
    def other_zone(self) -> str:
        """The name of a zone that its start has beside an offset or Z, which counts."""
        is_explicit = isinstance(self.zone, dt.timezone)
        names = (self._zone_named(name) for name in (_OTHER_ZONE, "TZID"))
        return next(filter(None, names), "") if is_explicit else ""

    @property
    def repeats(self) -> bool:
        """Whether it takes place several times."""
        return self.has("RRULE") or self.has("RDATE")

    @property
    def key(self) -> tuple[str, dt.datetime | None]:
        """What two mentions of an occurrence share, in whatever zone."""
        moment = self.replaces
        if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
            return self.text("UID"), moment.astimezone(dt.UTC)
        return self.text("UID"), None if moment is None else wall(moment)

    @property
    def occurrence(self) -> dt.datetime | None:
        """The start of the occurrence that it is or replaces, on its own clock."""
        if self.replaces is None or self.start is None:
            return None
        return on_clock(self.replaces, self.start)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.text("STATUS").strip().upper() == "CANCELLED"

    @property
    def categories(self) -> list[str]:
        """Its categories, which may be in one line or in several."""
        texts = (str(text).strip() for v in self.all("CATEGORIES") for text in v.cats)
        return list(filter(None, texts))

    def has(self, name: str) -> bool:
        """Whether it has a property."""
        return name in self.component

    def all(self, name: str) -> list[Any]:
        """The values of a property, as icalendar has them."""
        return values(self.component, name)

    def text(self, name: str) -> str:
        """The text of a property; "" if there is none."""
        return text_of(self.component, name)

    def moments(self, name: str) -> list[When | None]:
        """The dates or times of a property, of a period its start; None for others."""
        return [
            when(value, text.partition("/")[0])
            for value in self.all(name)
            for text in written(value).split(",")
        ]

    def _zone_named(self, parameter: str) -> str:
        starts = self.all("DTSTART")
        return str(starts[0].params.get(parameter, "")) if starts else ""


class ForeignCalendar:
    """The events and tasks of a calendar file, in its order.

    `nameless` is how many lines have no name and are left out. Its rules may take
    minutes: only a bounded process may read it. Raises BrokenCalendar.
    """

    def __init__(self, raw: bytes) -> None:
        # Only files to import need it.
        from icalendar import Calendar  # noqa: PLC0415

        text, self.is_utf8 = _text(raw)
        self.has_calendar = has_calendar(text.encode())
        self.nameless = sum(1 for line in _NAMELESS.findall(text) if line.strip())
        text = _UTC_IN_ZONE.sub(r"\1X-\2", _NAMELESS.sub("", text))
        with warnings.catch_warnings():
            # It warns of zones that it has to guess.
            warnings.simplefilter("ignore")
            try:
                components: list[Any] = Calendar.from_ical(text, multiple=True)
            except Exception as error:  # it raises errors of many kinds
                raise BrokenCalendar(f"cannot be read: {error}") from None
            self.calendars = [c for c in components if c.name == "VCALENDAR"]
            parts = [part for c in self.calendars for part in c.subcomponents]
            self.events = [_event(part) for part in parts if part.name == "VEVENT"]
        self.tasks = [part for part in parts if part.name == "VTODO"]
        self.kinds = list(dict.fromkeys(part.name for part in parts))

    def text(self, *names: str) -> str:
        """The text of the first property of a calendar that has one of the names."""
        texts = (text_of(c, name) for c in self.calendars for name in names)
        return next(filter(None, texts), "")

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that the calendar names; UTC is no zone of a venue."""
        named = zone_named(self.text("X-WR-TIMEZONE", "TIMEZONE-ID").strip())
        return named if isinstance(named, ZoneInfo) and not is_utc(named) else None


def values(component: Any, name: str) -> list[Any]:
    """The values of a property of a component, as icalendar has them."""
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def text_of(component: Any, name: str) -> str:
    """The text of the first property of a name; "" if there is none."""
    return next(map(str, values(component, name)), "")


def written(value: Any) -> str:
    """A value as the file has it, if it is a time, a duration or a rule."""
    return str(value) if isinstance(value, str) else value.to_ical().decode()


def when(value: Any, text: str | None = None) -> When | None:
    """The date or time of a value of icalendar, or of one of its texts.

    None if it is none. A time in a zone that is not known is naive.
    """
    moment = day_or_moment(written(value) if text is None else text)
    name = value.params.get("TZID")
    if name and isinstance(moment, dt.datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=zone_named(str(name)))
    return moment


def zone_named(name: str) -> dt.tzinfo | None:
    """The zone of a name; None if there is none.

    The name is that of a zone, also in capitals, has it at its end
    ("/example.org/Europe/Paris"), is that of a zone of Windows, or of a VTIMEZONE of
    the file that was read last.
    """
    from icalendar import timezone  # noqa: PLC0415  only for files to import

    key = name.casefold()
    by_case = (known for known in zone_names() if known.casefold() == key)
    named: dt.tzinfo | None = timezone.tzp.timezone(name)
    return next(map(ZoneInfo, by_case), None) if named is None else named


def wall(moment: When) -> dt.datetime:
    """A date or time without a zone; a date is midnight."""
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime.combine(moment, dt.time())


def on_clock(moment: When, start: When) -> dt.datetime:
    """A date or time on the clock of the zone of a start, without a zone."""
    if not isinstance(start, dt.datetime):
        return dt.datetime.combine(wall(moment).date(), dt.time())
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, start.time())
    if moment.tzinfo is not None and start.tzinfo is not None:
        moment = moment.astimezone(start.tzinfo)
    return wall(moment)


def _text(raw: bytes) -> tuple[str, bool]:
    """The text of a file without folds, and whether it is in UTF-8 or UTF-16.

    The bytes are joined before they are decoded: some programs fold in the middle of a
    character. A line that has other characters in UTF-8 was cut in the middle of one;
    any other is in the encoding of Windows.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode(errors="replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    raw = _FOLD.sub(b"", raw).replace(b"\r\n", b"\n")
    try:
        return raw.decode(), True
    except UnicodeDecodeError:
        return "\n".join(map(_decoded, raw.split(b"\n"))), False


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        text = line.decode(errors="ignore")
        return line.decode("cp1252", "ignore") if text.isascii() else text


def _event(component: Any) -> ForeignEvent:
    start, end, replaces = (
        next(map(when, values(component, name)), None)
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID")
    )
    lasts = next(map(written, values(component, "DURATION")), "")
    span = None if "DTEND" in component else duration(lasts)
    if span is not None and isinstance(start, dt.datetime) and start.tzinfo is not None:
        end = (start.astimezone(dt.UTC) + span).astimezone(start.tzinfo)
    elif span is not None and start is not None:
        end = start + span
    return ForeignEvent(component, start, end, replaces)
