"""iCalendar files, of any program."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli import bounded
from milipol_cli.doubts import Doubts
from milipol_cli.errors import NotRead
from milipol_cli.ics.content_lines import Component, ContentLine, UnmatchedComponent
from milipol_cli.ics.events import UID_END
from milipol_cli.ics.foreign import (
    ForeignCalendar,
    ForeignEvent,
    NotUnderstood,
    Series,
    When,
    starts,
)
from milipol_cli.ics.values import ONE_DAY, day_or_moment
from milipol_cli.importing import texts
from milipol_cli.importing.sessions import (
    MOST_SESSIONS,
    Edition,
    Imported,
    ImportedSession,
    Request,
    Span,
    session,
    timed,
    whole_days,
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
# What an address that reaches nobody begins or ends with.
_NOBODY = re.compile(r"(?:mailto:)?|invalid:.*|.*\.invalid")

# The UID that milipol gives the event of an edition, or of a day.
_WHOLE_DAYS = re.compile("[a-z0-9-]+-[0-9]{4}(/[0-9-]{10})?" + UID_END)

# The longest that an event is followed if the edition has no days.
_ONE_YEAR = 366 * ONE_DAY


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a calendar file, on the clock of the venue; raises NotRead.

    Events that repeat are listed as often as they do on the days of the edition.
    """
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if raw.startswith(mark):
            raw = raw.decode("utf-16", "replace").encode(errors="replace")
    try:
        calendar = ForeignCalendar(raw)
    except UnmatchedComponent as error:
        raise NotRead(f"not a whole iCalendar file: {error.why}", error.line) from None
    calendars = calendar.content.calendars
    if not calendars:
        raise NotRead("no BEGIN:VCALENDAR; expected an iCalendar file")
    if not calendar.events:
        kinds = dict.fromkeys(part.kind for c in calendars for part in c.parts)
        inside = ", ".join(list(kinds)[:5]) or "nothing"
        raise NotRead(f"an iCalendar file without VEVENT; it has {inside}")
    return _Reader(calendar, request.edition).imported()


class _Reader:
    """Reads one file."""

    def __init__(self, calendar: ForeignCalendar, edition: Edition) -> None:
        self._calendar = calendar
        self._edition = edition
        self._doubts = Doubts()
        self._offices = _offices(event.component for event in calendar.events)
        # The occurrences of each UID that another event replaces.
        self._replaced = {
            (event.text("UID"), _utc_or_wall(event.replaces))
            for event in calendar.events
            if event.replaces is not None
        }
        self._events = [event for event in calendar.events if self._takes_place(event)]
        zones = Counter(e.zone for e in self._events if isinstance(e.zone, ZoneInfo))
        of_most = zones.most_common(1)[0][0] if zones else None
        self._file_zone = calendar.zone or of_most
        self._venue = edition.zone or self._file_zone

    def imported(self) -> Imported:
        sessions: list[ImportedSession] = []
        for event in self._events:
            if event.repeats and event.replaces is None:
                sessions += self._repeated(event)
            else:
                occurrence = None
                if event.replaces is not None:
                    occurrence = _on_clock(event.replaces, _start(event))
                untimed = self._untimed(event)
                sessions.append(_placed(untimed, self._span(event), occurrence))
            if len(sessions) > MOST_SESSIONS:
                raise NotRead(f"more than {MOST_SESSIONS:,} sessions", event.line)
        content = self._calendar.content
        for text, wrong in (
            ("a line without a name is left out", content.not_understood),
            ("a line that is not in UTF-8", content.not_utf8),
        ):
            if wrong.count:
                self._doubts.share(text, wrong.first)
        return Imported(
            format="ics",
            sessions=tuple(sessions),
            doubts=self._doubts.listed(),
            unused=tuple(content.unused),
            zone=self._file_zone,
            title=texts.line_of_text(self._calendar.text("X-WR-CALNAME", "NAME")),
        )

    def _takes_place(self, event: ForeignEvent) -> bool:
        """Whether it is a session that takes place and says when; reports doubts."""
        component = event.component
        for name, when in (
            ("RECURRENCE-ID", event.replaces),
            ("DTSTART", event.start),
            ("DTEND", event.end),
        ):
            line = component.first(name)
            if line is not None and when is None:
                self._doubts.share(f"{name} is not a date or time", line.line)
        if _WHOLE_DAYS.fullmatch(event.text("UID")):
            self._doubts.share(
                "the event of an edition or of a day, as milipol writes it: left out",
                event.line,
            )
            return False
        title = texts.line_of_text(event.text("SUMMARY"))
        called = f"{title[:80]!r}" if title else "an event"
        if event.is_cancelled:
            self._doubts.add(f"{called} is cancelled: left out", event.line)
            return False
        if event.start is None:
            self._doubts.add(f"{called} has no start: left out", event.line)
            return False
        lasts = component.first("DURATION")
        if lasts is not None and component.first("DTEND") is None and event.end is None:
            self._doubts.share("DURATION is not a duration: left out", lasts.line)
        if event.unknown_zone:
            zone = event.unknown_zone[:80]
            self._doubts.share(
                f"unknown time zone {zone!r}: read as the clock of the venue",
                event.line,
            )
        return True

    def _repeated(self, event: ForeignEvent) -> Iterator[ImportedSession]:
        """The sessions of an event that repeats, on the days of the edition."""
        begins = _start(event)
        called = f"{event.text('SUMMARY')[:80]!r}"
        window = self._window(event)
        if window is None:
            self._doubts.add(
                f"{called} repeats without an end: left out, since the edition has no"
                " days",
                event.line,
            )
            return
        first, last = window
        series = Series(
            _on_clock(begins, begins),
            tuple(_rule(line, begins) for line in event.component.all("RRULE")),
            tuple(self._dates(event, "RDATE")),
            set(self._dates(event, "EXDATE")),
        )
        bounded.reading(f"line {event.line}: {called}: ")
        try:
            moments = starts(series, first - ONE_DAY, last + ONE_DAY, MOST_SESSIONS + 1)
        except NotUnderstood:
            self._doubts.add(
                f"{called} repeats in a way that is not understood: left out",
                event.line,
            )
            return
        bounded.reading("")
        untimed = self._untimed(event)
        lasts = None if event.end is None else _wall(event.end) - _wall(begins)
        for moment in moments:
            start: When = moment.replace(tzinfo=event.zone)
            if (event.text("UID"), _utc_or_wall(start)) in self._replaced:
                continue
            if not isinstance(begins, dt.datetime):
                start = moment.date()
            end = None if lasts is None else start + lasts
            span = self._span(event._replace(start=start, end=end))
            if span.date is not None and first <= span.date <= last:
                yield _placed(untimed, span, moment)

    def _window(self, event: ForeignEvent) -> tuple[dt.date, dt.date] | None:
        """The days on which an event that repeats is listed.

        They are those of the edition. If it has none, they are those of the series; one
        without an end ends with the last of the other events.
        """
        first, last = self._edition.first, self._edition.last
        if first is not None:
            return first, last or first
        first = _wall(_start(event)).date()
        rules = [line.value.upper() for line in event.component.all("RRULE")]
        if all("COUNT=" in rule or "UNTIL=" in rule for rule in rules):
            return first, first + _ONE_YEAR
        others = [_wall(_start(e)).date() for e in self._events if not e.repeats]
        return (first, max(others)) if others else None

    def _dates(self, event: ForeignEvent, name: str) -> Iterator[dt.datetime]:
        """The dates of RDATE or EXDATE; of a period, its start."""
        for line in event.component.all(name):
            for value in line.value.split(","):
                when = self._calendar.when(line, value.partition("/")[0])
                if when is None:
                    self._doubts.share(f"{name} is not a date or time", line.line)
                else:
                    yield _on_clock(when, _start(event))

    def _untimed(self, event: ForeignEvent) -> ImportedSession:
        """The session of an event, or of all its occurrences, without its time."""
        title = event.text("SUMMARY")
        if event.text("STATUS").strip().upper() == "TENTATIVE":
            title = title.removesuffix(" (tentative)")  # of `milipol export`
        if texts.line_of_text(title) is None:
            self._doubts.share("an event without a title", event.line)
        names = list(_names_of_persons(event.component, self._offices))
        if names:
            self._doubts.share(
                "speakers are the names in ATTENDEE and ORGANIZER whose address is"
                " nobody's own",
                event.line,
            )
        summary = event.text("DESCRIPTION")
        match = _SPEAKERS.search(texts.paragraphs(summary) or "")
        if match is not None:
            self._doubts.share(
                "speakers are those that the description names", event.line
            )
            named = match["names"][:_MOST_NAMES_LENGTH]
            separator = ";" if ";" in named else ","
            names += named.split(separator) if match["many"] else [named]
            summary = match.string[: match.start()] + match.string[match.end() :]
        return session(
            event.line,
            Span(),
            self._doubts,
            uid=event.text("UID"),
            title=title,
            track=", ".join(event.categories),
            room=event.text("LOCATION"),
            speakers=names,
            summary=summary,
            url=event.text("URL"),
        )

    def _span(self, event: ForeignEvent) -> Span:
        """When it takes place, on the clock of the venue."""
        start, end, line = _start(event), event.end, event.line
        if not isinstance(start, dt.datetime):
            after = end.date() if isinstance(end, dt.datetime) else end
            span = whole_days(start, after)
        else:
            ends = None
            if isinstance(end, dt.datetime):
                ends = self._at_venue(end, line)
            elif end is not None:
                self._doubts.share("the end has no time: left out", line)
            if start.tzinfo is None and not event.unknown_zone:
                self._doubts.share(
                    "a time without a zone: read as the clock of the venue", line
                )
            span = timed(self._at_venue(start, line), ends, line, self._doubts)
        if span.last_day is not None:
            self._doubts.share(
                "lasts for several days: listed on the first, without an end", line
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


def _start(event: ForeignEvent) -> When:
    assert event.start is not None  # others are left out
    return event.start


def _placed(
    untimed: ImportedSession, span: Span, occurrence: dt.datetime | None
) -> ImportedSession:
    """A session at its time, which may be an occurrence of an event that repeats.

    All occurrences have one UID; the start is added, so that they differ.
    """
    uid = untimed.uid
    if uid is not None and occurrence is not None:
        uid = f"{uid}/{occurrence:%Y%m%dT%H%M}"
    return msgspec.structs.replace(untimed, uid=uid, **span._asdict())


def _rule(line: ContentLine, start: When) -> str:
    """A rule whose UNTIL is on the clock of the event."""

    def until(match: re.Match[str]) -> str:
        moment = day_or_moment(match[1])
        if moment is None:
            return match[0]
        if not isinstance(moment, dt.datetime):  # all of that day
            moment = dt.datetime.combine(moment, dt.time(23, 59))
        return f"UNTIL={_on_clock(moment, start):%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=([0-9TZ]+)", until, line.value.strip().upper())


def _wall(when: When) -> dt.datetime:
    if isinstance(when, dt.datetime):
        return when.replace(tzinfo=None)
    return dt.datetime.combine(when, dt.time())


def _on_clock(when: When, start: When) -> dt.datetime:
    """A date or time on the clock of the zone of a start, without a zone."""
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    if isinstance(when, dt.datetime) and when.tzinfo is not None and zone is not None:
        return when.astimezone(zone).replace(tzinfo=None)
    if isinstance(start, dt.datetime) and not isinstance(when, dt.datetime):
        return dt.datetime.combine(when, start.time())
    if not isinstance(start, dt.datetime):
        return dt.datetime.combine(_wall(when).date(), dt.time())
    return _wall(when)


def _utc_or_wall(when: When) -> dt.datetime:
    """A value by which two mentions of an occurrence are equal, in whatever zone."""
    if isinstance(when, dt.datetime) and when.tzinfo is not None:
        return when.astimezone(dt.UTC)
    return _wall(when)


def _persons(component: Component) -> Iterator[tuple[str, str]]:
    """The names and addresses of the persons of an event."""
    for line in component.lines:
        if line.name in ("ATTENDEE", "ORGANIZER"):
            parameters = line.parameters
            name = parameters.get("CN", "").strip()
            is_person = parameters.get("CUTYPE", "INDIVIDUAL") == "INDIVIDUAL"
            if name and is_person and not _MAILBOX.fullmatch(name):
                yield name, line.value.strip().lower()


def _offices(components: Iterable[Component]) -> frozenset[str]:
    """The addresses that have several names in the file."""
    persons = {
        (name.casefold(), address)
        for component in components
        for name, address in _persons(component)
    }
    counts = Counter(address for _, address in persons)
    return frozenset(
        address for address, number in counts.items() if number >= _SHARED_NAMES
    )


def _names_of_persons(component: Component, offices: frozenset[str]) -> Iterator[str]:
    """The names of those who speak.

    An attendee is invited and an organiser invites, at an address of their own. So a
    name is that of a speaker if its address reaches nobody, or is that of an office.
    """
    for name, address in _persons(component):
        if address in offices or _NOBODY.fullmatch(address):
            yield name
