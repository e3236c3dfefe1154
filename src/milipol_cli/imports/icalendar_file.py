"""iCalendar files, of any program."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import NotRead
from milipol_cli.base.zones import is_utc, zone
from milipol_cli.ics import foreign_calendar
from milipol_cli.ics.events import UID_END, When
from milipol_cli.ics.foreign_calendar import ForeignCalendar, ForeignEvent, at_venue, wall
from milipol_cli.ics.read import BrokenCalendar, unfold
from milipol_cli.imports import formats, texts
from milipol_cli.imports.doubts import NOWHERE, Doubts, Place, with_doubts
from milipol_cli.imports.formats import Imported, ImportedSession, Span
from milipol_cli.imports.names import names_in
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables.encodings import convert_to_utf8
from milipol_cli.network.model.dates import ONE_DAY

# A line of a description that names the speakers, in English, French and German.
_SPEAKERS = re.compile(
    r"^[ \t]*(?P<label>(?:speaker|presenter|intervenant|intervenante|orateur|oratrice|"
    r"conférencier|conférencière|referent|referentin)(?P<many>\(?s\)?|en|innen)?)"
    r"[ \u00a0]?:[ \t]*(?P<names>.+)\n?",
    re.IGNORECASE | re.MULTILINE,
)

_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# What an address that reaches nobody begins or ends with.
_NOBODY = re.compile(r"(?:mailto:)?|invalid:.*|.*\.invalid")

# So many organizers with one address are speakers; two may be a name written twice.
_FEWEST_SPEAKERS = 3

# The UID that milipol gives the event of an edition, or of a day.
_WHOLE_DAYS = re.compile("[a-z0-9-]+-[0-9]{4}(/[0-9-]{10})?" + UID_END)

# What is used of an event.
_USED = {
    *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "STATUS"),
    *("DTSTART", "DTEND", "DURATION", "ATTENDEE", "ORGANIZER"),
    *("RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"),
}


def read(raw: bytes, request: formats.Request) -> Imported:
    """The sessions of a calendar file, on the clock of the venue; raises NotRead."""
    questions = Questions()
    with questions.asked_at_end():
        # Some programs fold lines in the middle of a character.
        whole = unfold(raw)
        raw, note = convert_to_utf8(whole, questions, request.tables.encoding)
        try:
            calendar = ForeignCalendar(raw)
        except BrokenCalendar as error:
            raise NotRead(str(error)) from None
        if not calendar.events:
            only = ", ".join(calendar.kinds[:5])
            inside = f"; it has only {only}" if only else ""
            raise NotRead(f"an iCalendar file without events (VEVENT){inside}")
        imported = _CalendarReader(calendar, request, questions).import_sessions()
        return with_doubts(imported, Doubts([] if note is None else [note]))


class _CalendarReader:
    """Reads the events of a calendar as sessions on the clock of the venue."""

    def __init__(
        self, calendar: ForeignCalendar, request: formats.Request, questions: Questions
    ) -> None:
        self._calendar, self._questions = calendar, questions
        self._edition, self._times_in = request.edition, request.tables.times_in
        self._doubts = Doubts()
        # The occurrences of each UID that another event replaces.
        self._replaced = {e.keys[0] for e in calendar.events if e.replaces}
        self._events = [event for event in calendar.events if self._keep_or_doubt(event)]
        self._file_zone = calendar.zone or _zone_of_most(self._events)
        self._venue = self._edition.zone or self._file_zone
        self._shared = _shared_addresses(self._events)

    def _keep_or_doubt(self, event: ForeignEvent) -> bool:
        """Whether an event is a session; adds a doubt with the reason if it is not."""
        if _WHOLE_DAYS.fullmatch(event.text("UID")):
            why = "the event of an edition or of a day, as milipol writes it"
        elif event.is_cancelled:
            why = "cancelled"
        elif not event.start:
            why = "start not understood"
        else:
            return True
        self._doubts.add(f"{why}: left out", _place(event))
        return False

    def import_sessions(self) -> Imported:
        """The sessions of the events, and doubts about what was left out."""
        occurrences = [
            occurrence for event in self._events for occurrence in self._occurrences(event)
        ]
        properties = dict.fromkeys(name for event in self._events for name in event.properties)
        sessions = tuple(map(self._session, occurrences))
        if not self._calendar.is_utf8:
            self._doubts.add("not UTF-8; read as Windows-1252")
        for _ in range(self._calendar.nameless):
            self._doubts.share("line not understood: left out", NOWHERE)
        return Imported(
            format="ics",
            sessions=sessions,
            doubts=self._doubts.sorted_doubts(),
            unused=tuple(name for name in properties if name not in _USED),
            zone=self._file_zone,
            title=texts.line_of_text(self._calendar.text("X-WR-CALNAME", "NAME")),
        )

    def _occurrences(self, event: ForeignEvent) -> list[ForeignEvent]:
        """The event, or the occurrences of a series on the days of the edition.

        An occurrence that an event of its own replaces is not among them. A series that
        cannot be read is left out, which is a doubt.
        """
        if not event.repeats or event.replaces is not None:
            return [event]
        first, last = self._days_of_series(event)  # the last is None without an end
        if last is None:
            why = "repeats without an end: left out, since the edition has no days"
            self._doubts.add(why, _place(event))
            return []
        try:
            # On the clock of the venue, a time may be on the day before or after.
            return [
                occurrence
                for occurrence in foreign_calendar.occurrences(
                    event, first - ONE_DAY, last + ONE_DAY
                )
                if self._replaced.isdisjoint(occurrence.keys)
                and first <= at_venue(_start(occurrence), self._venue).date() <= last
            ]
        except foreign_calendar.NotUnderstood:
            why = "repeats in a way that is not understood: left out"
            self._doubts.add(why, _place(event))
            return []

    def _days_of_series(self, event: ForeignEvent) -> tuple[dt.date, dt.date | None]:
        """The first and last day on which a series counts: the days of the edition.

        For a new show without days it counts for a year from its start; without an end,
        up to the last of the other events, or None if there is none.
        """
        first, last = self._edition.first, self._edition.last
        if first is not None and last is not None:
            return first, last
        start = wall(_start(event)).date()
        rules = [rule.written.upper() for rule in event.all("RRULE")]
        if all("COUNT=" in rule or "UNTIL=" in rule for rule in rules):
            return start, start + 366 * ONE_DAY
        others = (wall(_start(e)).date() for e in self._events if not e.repeats)
        return start, max(others, default=None)

    def _session(self, event: ForeignEvent) -> ImportedSession:
        """The session of an event; a doubt says where its speakers were found."""
        uid, title, place = event.text("UID"), event.text("SUMMARY"), _place(event)
        if uid and event.occurrence is not None:  # the series has one UID
            uid = f"{uid}/{event.occurrence:%Y%m%dT%H%M}"
        if event.text("STATUS").upper() == "TENTATIVE":
            title = title.removesuffix(" (tentative)")  # of `milipol export`
        if place == NOWHERE:  # a place is named by the title
            self._doubts.share("an event without a title", place)
        names = list(_names_of_speakers(event, self._shared))
        if names:
            where = "ATTENDEE and ORGANIZER without an address of their own"
            self._doubts.share(f"speakers taken from {where}", place)
        summary = event.text("DESCRIPTION")
        match = _SPEAKERS.search(texts.paragraphs(summary) or "")
        if match is not None:
            self._doubts.share("speakers taken from the description", place)
            names += names_in(match["names"], by_comma=bool(match["many"]))
            summary = match.string[: match.start()] + match.string[match.end() :]
        return formats.session(
            place,
            self._span_at_venue(event),
            self._doubts,
            uid=uid,
            title=title,
            track=", ".join(event.categories),
            room=event.text("LOCATION"),
            speakers=names,
            summary=summary,
            url=event.text("URL"),
        )

    def _span_at_venue(self, event: ForeignEvent) -> Span:
        """When an event is, on the clock of the venue, or on whole days.

        A time without a known zone is of the clock of the venue, too.
        """
        start, end, place = _start(event), event.end, _place(event)
        if not isinstance(start, dt.datetime):
            after = end.date() if isinstance(end, dt.datetime) else end
            return Span.whole_days(start, after, place, self._doubts)
        if event.has_unread_end:
            self._doubts.share("end not understood: left out", place)
        ends = None
        if isinstance(end, dt.datetime):
            ends = self._at_venue(end)
        elif end is not None:
            self._doubts.share("the end has no time: left out", place)
        self._doubt_zone(event, start)
        return Span.between(self._at_venue(start), ends, place, self._doubts)

    def _at_venue(self, moment: dt.datetime) -> dt.datetime:
        """A moment on the clock of the venue; without a zone, it is of `--times-in`."""
        asked = self._times_in
        if moment.tzinfo is None and asked not in (None, "venue"):
            moment = moment.replace(tzinfo=zone(asked))
        return at_venue(moment, self._venue)

    def _doubt_zone(self, event: ForeignEvent, start: dt.datetime) -> None:
        """Adds a doubt if the start has no zone, or not the offset of the zone named.

        The user is asked about a zone that is not known.
        """
        if start.tzinfo is None:
            unknown, asked = event.unknown_zone[:80], self._times_in
            if unknown and asked is None:
                self._questions.ask_zone(unknown, _place(event))
            what = f"unknown time zone {unknown!r}" if unknown else "a time without a zone"
            clock = "the clock of the venue" if asked in (None, "venue") else asked
            self._doubts.share(f"{what}: read as {clock}", _place(event))
        elif isinstance(start.tzinfo, dt.timezone):  # an offset, not a place
            is_in_utc = start.tzinfo == dt.UTC  # as most programs write all times
            of_calendar = "" if is_in_utc else self._calendar.text("X-WR-TIMEZONE")
            name = event.zone_name or of_calendar
            zone_named = foreign_calendar.zone_of_tzid(name)
            formats.compare_offset(start, zone_named, name, _place(event), self._doubts)


def _zone_of_most(events: Iterable[ForeignEvent]) -> ZoneInfo | None:
    """The zone of a place that most events have; None if none has one."""
    zones = Counter(
        event.zone
        for event in events
        if isinstance(event.zone, ZoneInfo) and not is_utc(event.zone)
    )
    return zones.most_common(1)[0][0] if zones else None


def _place(event: ForeignEvent) -> Place:
    return Place(session=texts.line_of_text(event.text("SUMMARY")))


def _start(event: ForeignEvent) -> When:
    assert event.start is not None  # others are left out
    return event.start


def _is_name(text: str) -> bool:
    return bool(text) and not _MAILBOX.fullmatch(text)


def _shared_addresses(events: Iterable[ForeignEvent]) -> set[str]:
    """The addresses that organizers share: of the event, not of one of them."""
    people = (person for event in events for person in event.all("ORGANIZER"))
    addresses_and_names = {(person.text.lower(), str(person.params.get("CN"))) for person in people}
    names_at = Counter(address for address, _ in addresses_and_names)
    return {address for address in names_at if names_at[address] >= _FEWEST_SPEAKERS}


def _names_of_speakers(event: ForeignEvent, shared: set[str]) -> Iterator[str]:
    """The names of persons without an address of their own.

    Some programs write speakers this way; rooms and groups are left out.
    """
    for person in (*event.all("ATTENDEE"), *event.all("ORGANIZER")):
        name = person.params.get("CN", "")
        names = [name] if isinstance(name, str) else name  # between commas
        is_person = person.params.get("CUTYPE", "INDIVIDUAL") == "INDIVIDUAL"
        address = person.text.lower()
        is_nobody = address in shared or _NOBODY.fullmatch(address)
        if is_person and is_nobody:
            yield from (name for name in map(str.strip, names) if _is_name(name))
