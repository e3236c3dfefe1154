"""iCalendar files, of any program."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.doubts import Doubts
from milipol_cli.ics.content_lines import (
    Component,
    Content,
    ContentLine,
    UnmatchedComponent,
    content,
)
from milipol_cli.ics.file_zones import FileZones
from milipol_cli.ics.recurrences import NotUnderstood, Series, starts
from milipol_cli.importing import spans, texts
from milipol_cli.importing.clocks import ONE_DAY, day_or_moment, duration
from milipol_cli.importing.sessions import (
    MOST_SESSIONS,
    Edition,
    Imported,
    ImportedSession,
    NotRead,
)
from milipol_cli.importing.slots import names

_SERIES = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_USED = frozenset(
    (
        *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "STATUS"),
        *("DTSTART", "DTEND", "DURATION", "ATTENDEE", "ORGANIZER", *_SERIES),
        # Of calendars and zones.
        *("X-WR-CALNAME", "NAME", "X-WR-TIMEZONE", "TIMEZONE-ID", "TZID"),
        "X-LIC-LOCATION",
    )
)

# A line of a description that names the speakers, in English and French.
_SPEAKERS = re.compile(
    r"^[ \t]*(?:speaker|presenter|intervenant|intervenante|orateur|oratrice|"
    r"conférencier|conférencière)(?P<many>\(?s\)?)?[ \u00a0]?:[ \t]*(?P<names>.+)\n?",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_NAMES_LENGTH = 1_000

# An address with so many names is that of an office, so they are those of speakers.
_SHARED_NAMES = 3

_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

# The longest that an event is followed if the edition has no days.
_ONE_YEAR = 366 * ONE_DAY

_When = dt.date | dt.datetime


class _Event(NamedTuple):
    """An event in its own zone; a time without a zone is floating.

    `replaces` is the start, on the clock of that zone, of the occurrence of an event
    that repeats that it replaces.
    """

    component: Component
    start: _When
    end: _When | None
    replaces: dt.datetime | None

    @property
    def line(self) -> int:
        return self.component.line

    @property
    def zone(self) -> dt.tzinfo | None:
        return self.start.tzinfo if isinstance(self.start, dt.datetime) else None

    @property
    def repeats(self) -> bool:
        return any(line.name in ("RRULE", "RDATE") for line in self.component.lines)

    @property
    def names_zone(self) -> bool:
        line = self.component.first("DTSTART")
        return line is not None and bool(line.parameters.get("TZID"))

    def text(self, name: str) -> str:
        line = self.component.first(name)
        return "" if line is None else line.text


def read(raw: bytes, edition: Edition) -> Imported:
    """The sessions of a calendar file, on the clock of the venue; raises NotRead.

    Events that repeat are listed as often as they do on the days of the edition.
    """
    return _Reader(_content(raw), edition).imported()


def _content(raw: bytes) -> Content:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            raw = raw.decode(encoding, "replace").encode(errors="replace")
    try:
        parsed = content(raw, _USED)
    except UnmatchedComponent as error:
        raise NotRead(f"not a whole iCalendar file: {error.why}", error.line) from None
    if not parsed.calendars:
        raise NotRead("no BEGIN:VCALENDAR; expected an iCalendar file")
    return parsed


class _Reader:
    """Reads one file."""

    def __init__(self, parsed: Content, edition: Edition) -> None:
        self._parsed = parsed
        self._edition = edition
        self._doubts = Doubts()
        calendars = parsed.calendars
        self._zones = FileZones(
            zone for c in calendars for zone in c.inside("VTIMEZONE")
        )
        components = [event for c in calendars for event in c.inside("VEVENT")]
        if not components:
            kinds = Counter(part.kind for c in calendars for part in c.parts)
            inside = ", ".join(list(kinds)[:5]) or "nothing"
            raise NotRead(f"an iCalendar file without VEVENT; it has {inside}")
        self._offices = _offices(components)
        # The occurrences of each UID that another event replaces.
        self._replaced: dict[str, set[dt.datetime]] = {}
        self._events = list(filter(None, map(self._event, components)))
        self._file_zone = self._find_file_zone()
        self._venue = edition.zone or self._file_zone

    def imported(self) -> Imported:
        sessions: list[ImportedSession] = []
        for event in self._events:
            if event.repeats and event.replaces is None:
                sessions += self._repeated(event)
            else:
                untimed = self._untimed(event)
                sessions.append(_placed(untimed, self._span(event), event.replaces))
            if len(sessions) > MOST_SESSIONS:
                raise NotRead(f"more than {MOST_SESSIONS:,} sessions", event.line)
        for number in self._parsed.not_understood:
            self._doubts.share("a line without a name is left out", number)
        for number in self._parsed.not_utf8:
            self._doubts.share("a line that is not in UTF-8", number)
        return Imported(
            format="ics",
            sessions=tuple(sessions),
            doubts=self._doubts.listed(),
            unused=tuple(self._parsed.unused),
            zone=self._file_zone,
            title=texts.line_of_text(self._calendar_text("X-WR-CALNAME", "NAME")),
        )

    def _calendar_text(self, *keys: str) -> str:
        """The first line of a calendar that has one of the names."""
        lines = (
            calendar.first(key) for calendar in self._parsed.calendars for key in keys
        )
        return next((line.text for line in lines if line is not None), "")

    def _find_file_zone(self) -> ZoneInfo | None:
        """The zone that the calendar names, or the one of most of its events."""
        name = self._calendar_text("X-WR-TIMEZONE", "TIMEZONE-ID").strip()
        named = self._zones.named(name) if name else None
        if isinstance(named, ZoneInfo):
            return named
        zones = Counter(
            event.zone for event in self._events if isinstance(event.zone, ZoneInfo)
        )
        return zones.most_common(1)[0][0] if zones else None

    def _event(self, component: Component) -> _Event | None:
        """An event that takes place, if it says when."""
        status = component.first("STATUS")
        name = component.first("SUMMARY")
        title = texts.line_of_text("" if name is None else name.text)
        called = f"{title[:80]!r}" if title else "an event"
        replaces = self._when(component.first("RECURRENCE-ID"))
        uid = component.first("UID")
        if replaces is not None and uid is not None:
            self._replaced.setdefault(uid.text, set()).add(_utc_or_wall(replaces))
        if status is not None and status.value.strip().upper() == "CANCELLED":
            self._doubts.add(f"{called} is cancelled: left out", component.line)
            return None
        start = self._when(component.first("DTSTART"))
        if start is None:
            self._doubts.add(f"{called} has no start: left out", component.line)
            return None
        return _Event(
            component,
            start,
            self._end(component, start),
            None if replaces is None else _on_clock(replaces, start),
        )

    def _when(self, line: ContentLine | None) -> _When | None:
        """The date or time of a line; None if there is none or it is not understood."""
        if line is None:
            return None
        value = day_or_moment(line.value)
        if value is None:
            self._doubts.share(f"{line.name} is not a date or time", line.line)
        if not isinstance(value, dt.datetime) or value.tzinfo is not None:
            return value
        name = line.parameters.get("TZID")
        if not name:
            return value
        zone = self._zones.named(name)
        if zone is None:
            self._doubts.share(
                f"unknown time zone {name[:80]!r}: read as the clock of the venue",
                line.line,
            )
        return value.replace(tzinfo=zone)

    def _end(self, component: Component, start: _When) -> _When | None:
        end = component.first("DTEND")
        if end is not None:
            return self._when(end)
        lasts = component.first("DURATION")
        if lasts is None:
            return None
        span = duration(lasts.value)
        if span is None:
            self._doubts.share("DURATION is not a duration: left out", lasts.line)
            return None
        if isinstance(start, dt.datetime) and start.tzinfo is not None:
            return (start.astimezone(dt.UTC) + span).astimezone(start.tzinfo)
        return start + span

    def _repeated(self, event: _Event) -> Iterator[ImportedSession]:
        """The sessions of an event that repeats, on the days of the edition."""
        replaced = self._replaced.get(event.text("UID"), set())
        window = self._window(event)
        if window is None:
            self._doubts.add(
                f"{event.text('SUMMARY')[:80]!r} repeats without an end: left out,"
                " since the edition has no days",
                event.line,
            )
            return
        first, last = window
        series = Series(
            _on_clock(event.start, event.start),
            tuple(self._rule(line, event) for line in event.component.all("RRULE")),
            tuple(self._dates(event, "RDATE")),
            set(self._dates(event, "EXDATE")),
        )
        try:
            moments = starts(series, first - ONE_DAY, last + ONE_DAY, MOST_SESSIONS + 1)
        except NotUnderstood:
            self._doubts.add(
                f"{event.text('SUMMARY')[:80]!r} repeats in a way that is not"
                " understood: left out",
                event.line,
            )
            return
        untimed = self._untimed(event)
        lasts = None if event.end is None else _wall(event.end) - _wall(event.start)
        for moment in moments:
            start: _When = moment.replace(tzinfo=event.zone)
            if _utc_or_wall(start) in replaced:
                continue
            if not isinstance(event.start, dt.datetime):
                start = moment.date()
            end = None if lasts is None else start + lasts
            span = self._span(event._replace(start=start, end=end))
            session = _placed(untimed, span, moment)
            if session.date is not None and first <= session.date <= last:
                yield session

    def _window(self, event: _Event) -> tuple[dt.date, dt.date] | None:
        """The days on which an event that repeats is listed.

        They are those of the edition. If it has none, they are those of the series; one
        without an end ends with the last of the other events.
        """
        first, last = self._edition.first, self._edition.last
        if first is not None:
            return first, last or first
        first = _wall(event.start).date()
        rules = [line.value.upper() for line in event.component.all("RRULE")]
        if all("COUNT=" in rule or "UNTIL=" in rule for rule in rules):
            return first, first + _ONE_YEAR
        others = [_wall(e.start).date() for e in self._events if not e.repeats]
        return (first, max(others)) if others else None

    def _rule(self, line: ContentLine, event: _Event) -> str:
        """A rule whose UNTIL is on the clock of the event."""

        def until(match: re.Match[str]) -> str:
            moment = day_or_moment(match[1])
            if moment is None:
                return match[0]
            if not isinstance(moment, dt.datetime):  # all of that day
                moment = dt.datetime.combine(moment, dt.time(23, 59))
            return f"UNTIL={_on_clock(moment, event.start):%Y%m%dT%H%M%S}"

        return re.sub(r"UNTIL=([0-9TZ]+)", until, line.value.strip().upper())

    def _dates(self, event: _Event, name: str) -> Iterator[dt.datetime]:
        for line in event.component.all(name):
            for value in line.value.split(","):
                one_line = line._replace(
                    rest=_with_value(line, value.partition("/")[0])
                )
                when = self._when(one_line)
                if when is not None:
                    yield _on_clock(when, event.start)

    def _untimed(self, event: _Event) -> ImportedSession:
        """The session of an event, or of all its occurrences, without its time."""
        title = texts.line_of_text(event.text("SUMMARY"))
        if title and event.text("STATUS").strip().upper() == "TENTATIVE":
            title = title.removesuffix(" (tentative)")  # of `milipol export`
        if title is None:
            self._doubts.share("an event without a title", event.line)
        self._note_characters(event)
        summary, speakers = self._summary_and_speakers(event)
        categories = [
            c for line in event.component.all("CATEGORIES") for c in line.texts
        ]
        return ImportedSession(
            line=event.line,
            uid=texts.line_of_text(event.text("UID")),
            title=title,
            track=texts.line_of_text(
                ", ".join(filter(None, map(str.strip, categories)))
            ),
            room=texts.line_of_text(event.text("LOCATION")),
            speakers=speakers,
            summary=summary,
            url=self._address(event),
        )

    def _note_characters(self, event: _Event) -> None:
        kept = ("SUMMARY", "LOCATION", "DESCRIPTION")
        if any(texts.is_changed_by_cleaning(event.text(name)) for name in kept):
            self._doubts.share(
                "invisible or control characters are left out", event.line
            )

    def _address(self, event: _Event) -> str | None:
        text = event.text("URL").strip()
        url = texts.address(text)
        if url is None and text:
            self._doubts.share(
                "URL is not the address of a web page: left out", event.line
            )
        return url

    def _summary_and_speakers(
        self, event: _Event
    ) -> tuple[str | None, tuple[str, ...]]:
        """The description, and the names in it or beside it."""
        listed = list(_names_of_persons(event.component, self._offices))
        if listed:
            self._doubts.share(
                "speakers are the names in ATTENDEE and ORGANIZER whose address is"
                " nobody's own",
                event.line,
            )
        summary = texts.paragraphs(event.text("DESCRIPTION"))
        match = None if summary is None else _SPEAKERS.search(summary)
        if match is not None and summary is not None:
            self._doubts.share(
                "speakers are those that the description names", event.line
            )
            named = match["names"][:_MOST_NAMES_LENGTH]
            separator = ";" if ";" in named else ","
            listed += named.split(separator) if match["many"] else [named]
            rest = summary[: match.start()] + summary[match.end() :]
            summary = texts.paragraphs(rest)
        return summary, names(listed, event.line, self._doubts)

    def _span(self, event: _Event) -> spans.Span:
        """When it takes place, on the clock of the venue."""
        start, end = event.start, event.end
        if not isinstance(start, dt.datetime):
            after = end.date() if isinstance(end, dt.datetime) else end
            span = spans.whole_days(start, after)
        else:
            begins = self._at_venue(start, event.line)
            ends = None
            if isinstance(end, dt.datetime):
                ends = self._at_venue(end, event.line)
            elif end is not None:
                self._doubts.share("the end has no time: left out", event.line)
            if start.tzinfo is None and not event.names_zone:
                self._doubts.share(
                    "a time without a zone: read as the clock of the venue", event.line
                )
            span = spans.timed(begins, ends, event.line, self._doubts)
        if span.last_day is not None:
            self._doubts.share(
                "lasts for several days: listed on the first, without an end",
                event.line,
            )
        return span

    def _at_venue(self, moment: dt.datetime, line: int) -> dt.datetime:
        """A time on the clock of the venue, without a zone."""
        if moment.tzinfo is None:
            return moment
        if self._venue is None:
            raise NotRead(
                "an iCalendar file with times in UTC, and without the time zone of the"
                " venue; add --zone",
                line,
            )
        return moment.astimezone(self._venue).replace(tzinfo=None)


def _placed(
    session: ImportedSession, span: spans.Span, occurrence: dt.datetime | None
) -> ImportedSession:
    """A session at its time, which may be an occurrence of an event that repeats.

    All occurrences have one UID; the start is added, so that they differ.
    """
    uid = session.uid
    if uid is not None and occurrence is not None:
        uid = f"{uid}/{occurrence:%Y%m%dT%H%M}"
    return msgspec.structs.replace(
        session,
        uid=uid,
        date=span.day,
        start=span.start,
        end=span.end,
        last_day=span.last_day,
    )


def _wall(when: _When) -> dt.datetime:
    if isinstance(when, dt.datetime):
        return when.replace(tzinfo=None)
    return dt.datetime.combine(when, dt.time())


def _on_clock(when: _When, start: _When) -> dt.datetime:
    """A date or time on the clock of the zone of a start, without a zone."""
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    if isinstance(when, dt.datetime) and when.tzinfo is not None and zone is not None:
        return when.astimezone(zone).replace(tzinfo=None)
    if isinstance(start, dt.datetime) and not isinstance(when, dt.datetime):
        return dt.datetime.combine(when, start.time())
    if not isinstance(start, dt.datetime):
        return dt.datetime.combine(_wall(when).date(), dt.time())
    return _wall(when)


def _utc_or_wall(when: _When) -> dt.datetime:
    """A value by which two mentions of an occurrence are equal, in whatever zone."""
    if isinstance(when, dt.datetime) and when.tzinfo is not None:
        return when.astimezone(dt.UTC)
    return _wall(when)


def _with_value(line: ContentLine, value: str) -> str:
    head = line.rest[: len(line.rest) - len(line.value)]
    return f"{head}{value}"


def _persons(component: Component) -> Iterator[tuple[str, str]]:
    """The names and addresses of the persons of an event."""
    for line in component.lines:
        if line.name in ("ATTENDEE", "ORGANIZER"):
            parameters = line.parameters
            name = parameters.get("CN", "").strip()
            is_person = parameters.get("CUTYPE", "INDIVIDUAL") == "INDIVIDUAL"
            if name and is_person and not _MAILBOX.fullmatch(name):
                yield name, line.value.strip().lower()


def _offices(components: list[Component]) -> frozenset[str]:
    """The addresses that have several names in the file."""
    by_address: dict[str, set[str]] = {}
    for component in components:
        for name, address in _persons(component):
            by_address.setdefault(address, set()).add(name.casefold())
    return frozenset(
        address for address, known in by_address.items() if len(known) >= _SHARED_NAMES
    )


def _names_of_persons(component: Component, offices: frozenset[str]) -> Iterator[str]:
    """The names of those who speak.

    An attendee is invited and an organiser invites, at an address of their own. So a
    name is that of a speaker if its address reaches nobody, or is that of an office.
    """
    for name, address in _persons(component):
        reaches_nobody = address.removeprefix("mailto:") == "" or address.startswith(
            "invalid:"
        )
        if reaches_nobody or address.endswith(".invalid") or address in offices:
            yield name
