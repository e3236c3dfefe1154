"""The events of a calendar as picks, each at the show that it is on the days of."""

import contextlib
import datetime as dt
import hashlib
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.base.escape import escaped_characters
from milipol_cli.base.zones import is_utc
from milipol_cli.commands.agenda.changes.left_out import LeftOut, Series
from milipol_cli.commands.agenda.changes.new_picks import own_entry
from milipol_cli.commands.agenda.changes.pick_times import NewTime
from milipol_cli.commands.agenda.importing.file import (
    ENCODING_HINT,
    TOO_MANY,
    EditionOfEvents,
    FileContents,
    ImportOptions,
)
from milipol_cli.ics import foreign_calendar
from milipol_cli.ics.events import (
    EDITION_OFFSETS,
    MORNING,
    REMINDER_ID,
    SESSION_OFFSETS,
    UID_END,
    VISITS,
    When,
)
from milipol_cli.ics.foreign_calendar import ForeignCalendar, ForeignEvent, Property, wall
from milipol_cli.ics.read import BrokenCalendar
from milipol_cli.imports import texts
from milipol_cli.network.as_of import with_name, zone_of
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.picks import (
    FOLLOW_UP,
    LONGEST_ID,
    MOST_ALARMS,
    MOST_MINUTES,
    MOST_PICKS,
    OWN,
    OWN_KINDS,
    OwnKind,
    Pick,
)
from milipol_cli.network.model.record import MOST_CHARACTERS, convert, is_over_ten_years
from milipol_cli.network.occasions import UNENDED

# The components of a calendar that are read, or reported one by one.
_KINDS = ("VEVENT", "VTODO", "VTIMEZONE")
# Long titles and places are cut.
_CUT = ("SUMMARY", "LOCATION")
_MOST_LETTERS = 200
_MINUTE = dt.timedelta(minutes=1)
_DAY_MINUTES = 24 * 60
_MORNING_MINUTES = MORNING.hour * 60
# The alarms that an entry of milipol has if none are written with it.
_USUAL_ALARMS = tuple(
    tuple(offset.written for offset in offsets) for offsets in (SESSION_OFFSETS, EDITION_OFFSETS)
)

# The properties that an entry does not keep, as the report counts them.
_NOT_KEPT = {
    "ORGANIZER": "organizers",
    "ATTENDEE": "attendees",
    "ATTACH": "attachments",
    "COMMENT": "comments",
    "CONTACT": "contacts",
    "RESOURCES": "resources",
    "GEO": "map positions",
    "X-APPLE-TRAVEL-DURATION": "travel times",
}
# Values that mark an event, as the report counts them; entries have no such marks.
_MARKS = {
    "CLASS": {"PRIVATE": "private", "CONFIDENTIAL": "private"},
    "STATUS": {"TENTATIVE": "tentative"},
    # 5 is normal, and 0 is none.
    "PRIORITY": dict.fromkeys("12346789", "priorities"),
}
_FREQUENCY = re.compile(r"FREQ=([A-Z]+)")
_LINK_IN_HTML = re.compile(
    r"<a\s[^<>]*?href=[\"'](?P<address>[^\"'<>]+)[\"'][^<>]*>(?P<text>.*?)</a>",
    re.DOTALL | re.IGNORECASE,
)
# A line of only "_____" or "-----", as around the invitation to an online meeting.
_DRAWN_LINE = re.compile(r"(?m)^[ \t]*[_=*~.:\u2013\u2014-]{5,}[ \t]*\n?")
_ADDRESS_OF_PAGE = re.compile(r"https?://\S+", re.IGNORECASE)


def read_bounded(raw: bytes, request: Any) -> FileContents:
    """Reads a calendar in a process of its own; raises InvalidData."""
    options = convert(request, ImportOptions)
    try:
        calendar = ForeignCalendar(raw)
    except BrokenCalendar as error:
        raise InvalidData(str(error)) from None
    if not calendar.is_utf8:
        raise InvalidData(f"not UTF-8; {ENCODING_HINT}")
    if len(calendar.events) > MOST_PICKS:
        raise InvalidData(f"{len(calendar.events)} events; {TOO_MANY}")
    reader = _Reader(calendar, options)
    return reader.contents()


class _NotTaken(Exception):
    """Why an event becomes no entry."""


class _Span(NamedTuple):
    """The time of an entry: a day up to the `last`, or an aware time in its zone."""

    start: When
    last: dt.date | None
    minutes: int | None
    zone: ZoneInfo
    edition: EditionOfEvents | None


class _OnDays(NamedTuple):
    """An edition that an event belongs to by its days, on the clock of the edition."""

    edition: EditionOfEvents
    first: dt.date
    last: dt.date


class _Reader:
    """Takes the events of a calendar one after the other."""

    def __init__(self, calendar: ForeignCalendar, options: ImportOptions) -> None:
        self._calendar = calendar
        self._options = options
        self._is_cancelled = calendar.text("METHOD").upper() == "CANCEL"
        self._newest_sequences = _newest_sequences(calendar.events)
        newest = [*filter(self._is_newest, calendar.events)]
        # The start of each series by its UID.
        self._first_starts = {
            event.text("UID"): event.start
            for event in newest
            if event.repeats and event.replaces is None
        }
        # The dates of series that have an event of their own, by the UID of the series.
        moved_dates = [event for event in newest if event.replaces is not None]
        self._moved: dict[str, list[ForeignEvent]] = defaultdict(list)
        for date in moved_dates:
            self._moved[date.text("UID")].append(date)
        # A planned date is one of these if it was moved; see `ForeignEvent.keys`.
        self._keys_of_moved = {date.keys[0] for date in moved_dates}
        self._ids: list[str] = []
        self._picks: list[Pick] = []
        self._left_out: list[LeftOut] = []
        self._series: list[Series] = []
        # The `uid` of each entry taken so far of an event of another program.
        self._foreign: set[str | None] = set()
        self._not_kept: Counter[str] = Counter()

    def contents(self) -> FileContents:
        """The ids, picks and omissions of the calendar.

        Raises InvalidData for more picks than an agenda may have.
        """
        for event in self._calendar.events:
            self._take_event(event)
        if len(self._picks) > MOST_PICKS:
            raise InvalidData(f"{len(self._picks)} dates of events; {TOO_MANY}")
        why = "it is a task, and only events are taken"
        for task in self._calendar.tasks:
            title = _one_line(task.text("SUMMARY")) or "Task"
            self._left_out.append(LeftOut(title, why))
        why = "only events are taken"
        others = (kind for kind in self._calendar.kinds if kind not in _KINDS)
        self._left_out += (LeftOut(kind, why) for kind in others)
        self._not_kept["lines"] = self._calendar.nameless
        return FileContents(
            ids=self._ids,
            picks=self._picks,
            left_out=self._left_out,
            is_calendar=True,
            foreign=frozenset(self._foreign),
            series=self._series,
            not_kept=+self._not_kept,
        )

    def _take_event(self, event: ForeignEvent) -> None:
        """Takes an event of a show by its id, a series by its dates, others as entries.

        The first case that applies counts. A changed date of a series is an entry only
        if its series is not in the file. Reminders and follow-ups of milipol are left
        out in silence: what they belong to is in the file, too, or not for others. In
        events that milipol wrote, the UID is "paris-2027@milipol-cli" for a show,
        "visits/paris-2027@milipol-cli" for visits, and for an entry its `uid` or, as
        milipol 1.0 had it, its id.
        """
        uid, title = event.text("UID"), _title_of(event)
        our_id = uid.removesuffix(UID_END)
        is_ours = our_id != uid
        if is_ours and (REMINDER_ID in our_id or our_id.startswith(FOLLOW_UP)):
            return
        is_entry = our_id.startswith((OWN, VISITS)) or _is_uid(our_id)
        is_of_show = is_ours and not is_entry
        if not self._is_newest(event):
            self._left_out.append(LeftOut(title, "the file has a newer version of it"))
        elif event.is_cancelled or self._is_cancelled:
            self._leave_out_cancelled(event, our_id if is_of_show else self._uid_of(event))
        elif is_of_show:
            self._ids.append(our_id[: LONGEST_ID + 1])  # no id in the data is longer
        elif is_ours and our_id.startswith(VISITS):
            why = "visits are passed on with milipol agenda share"
            self._left_out.append(LeftOut(title, why))
        elif event.repeats and event.replaces is None:
            self._take_series(event)
        elif event.replaces is None or uid not in self._first_starts:
            self._add_entry(self._with_uid_of_its_own(event))
        # Other dates of a series are taken with it.

    def _is_newest(self, event: ForeignEvent) -> bool:
        """Whether no other event of the file is a newer version of this one."""
        uid = event.text("UID")
        newest = self._newest_sequences
        return not uid or event.sequence >= newest[uid, event.replaces]

    def _with_uid_of_its_own(self, event: ForeignEvent) -> ForeignEvent:
        """The event; with another UID if it has the UID of an entry that was taken.

        Some programs give all events of a file one UID.
        """
        uid = event.text("UID")
        if uid and event.replaces is None and self._uid_of(event) in self._foreign:
            own = Property({}, f"{uid} {_title_of(event)} {event.start}")
            properties = {**event.properties, "UID": [own]}
            return msgspec.structs.replace(event, properties=properties)
        return event

    def _leave_out_cancelled(self, event: ForeignEvent, key: str) -> None:
        """Reports that an event is cancelled; of a series, also its dates at shows.

        `key` is the key that its pick would have.
        """
        if event.replaces is not None:
            self._leave_out_date(event)
            return
        self._left_out.append(LeftOut(_title_of(event), "it is cancelled", key))
        if event.repeats:
            with contextlib.suppress(foreign_calendar.NotUnderstood):
                for date in self._dates_at_shows(event):
                    self._leave_out_date(date)

    def _leave_out_date(self, date: ForeignEvent) -> None:
        """Reports that a date of a series is cancelled, if it is on the agenda."""
        why = f"its date on {_day_of(date.replaces)} is cancelled"
        uid = self._uid_of(date)
        self._left_out.append(LeftOut(_title_of(date), why, uid, is_date=True))

    def _dates_at_shows(self, event: ForeignEvent) -> list[ForeignEvent]:
        """The dates of a series on the days of the editions, in order of time.

        A moved date counts by its new time. Raises NotUnderstood.
        """
        self._refuse_range(event)
        dates: dict[str, ForeignEvent] = {}
        for edition in self._options.editions:
            first, last = edition.first - ONE_DAY, edition.last + ONE_DAY
            for date in foreign_calendar.occurrences(event, first, last):
                if self._keys_of_moved.isdisjoint(date.keys):
                    dates[self._uid_of(date)] = date
        dates |= {self._uid_of(date): date for date in self._moved_dates(event)}
        at_shows = filter(self._is_at_show, dates.values())
        return sorted(at_shows, key=lambda date: wall(date.start or dt.date.min))

    def _moved_dates(self, event: ForeignEvent) -> list[ForeignEvent]:
        """The dates of a series that have an event of their own, if not cancelled."""
        moved = self._moved.get(event.text("UID"), ())
        return [date for date in moved if not date.is_cancelled]

    def _refuse_range(self, event: ForeignEvent) -> None:
        """Raises NotUnderstood if a moved date stands for all that follow it, too."""
        for date in self._moved.get(event.text("UID"), ()):
            if any("RANGE" in line.params for line in date.all("RECURRENCE-ID")):
                raise foreign_calendar.NotUnderstood

    def _is_at_show(self, event: ForeignEvent) -> bool:
        try:
            return self._span_on_clock(event).edition is not None
        except _NotTaken:
            return False

    def _next_date(self, event: ForeignEvent) -> ForeignEvent | None:
        """The next date of a series; None if all are over. Raises NotUnderstood.

        A moved date counts by its new time.
        """
        today = self._options.now.date()
        dates = (
            date
            for date in foreign_calendar.occurrences_from(event, today - ONE_DAY)
            if self._keys_of_moved.isdisjoint(date.keys) and not self._is_over(date)
        )
        moved = [d for d in self._moved_dates(event) if not self._is_over(d)]
        candidates = [*itertools.islice(dates, 1), *moved]
        return min(candidates, key=lambda date: wall(date.start or today), default=None)

    def _is_over(self, event: ForeignEvent) -> bool:
        """Whether an event has ended, or begun if it has no end."""
        end = event.end or event.start
        if isinstance(end, dt.datetime):
            zoned = end if end.tzinfo else end.replace(tzinfo=self._reader_zone())
            return zoned.astimezone(dt.UTC) <= self._options.now
        return end is None or end <= self._options.now.date()

    def _take_series(self, event: ForeignEvent) -> None:
        """Takes the dates of a series at the shows, or its next date if none is there.

        Its other dates are counted, so that nothing is left out in silence.
        """
        title = _title_of(event)
        try:
            at_shows = self._dates_at_shows(event)
            dates = at_shows or [*filter(None, [self._next_date(event)])]
            number = self._number_of_dates(event)
        except foreign_calendar.NotUnderstood:
            why = "it repeats in a way that is not understood"
            self._left_out.append(LeftOut(title, why))
            return
        if not dates:
            self._left_out.append(LeftOut(title, "all its dates are over"))
        uids = self._add_dates(dates)
        if not uids:
            return
        self._series.append(Series(title, tuple(uids), _frequency(event), number))
        # A date that was excluded since may be on the agenda from an earlier import.
        for moment in filter(None, event.moments("EXDATE")):
            excluded = msgspec.structs.replace(event, start=moment, replaces=moment)
            self._leave_out_date(excluded)
        where = "outside the show" if at_shows else "besides the next one"
        if number is None:
            self._left_out.append(LeftOut(title, f"other dates {where}"))
        elif others := number - len(uids):
            noun = "date" if others == 1 else "dates"
            self._left_out.append(LeftOut(title, f"{others} {noun} {where}"))

    def _number_of_dates(self, event: ForeignEvent) -> int | None:
        """How many dates of a series take place; None if it has no end.

        Raises NotUnderstood.
        """
        number = foreign_calendar.number_of_occurrences(event)
        if number is None:
            return None
        moved = self._moved.get(event.text("UID"), ())
        return number - sum(date.is_cancelled for date in moved)

    def _add_dates(self, dates: list[ForeignEvent]) -> list[str]:
        """Adds dates of a series, and gives the `uid` of each that is not left out.

        What is not kept is counted of the first one, since all are alike.
        """
        uids: list[str] = []
        for date in dates:
            counted = self._not_kept.copy()
            uids += filter(None, [self._add_entry(date)])
            if len(uids) > 1:
                self._not_kept = counted
        return uids

    def _add_entry(self, event: ForeignEvent) -> str | None:
        """Adds the entry of an event, and gives its `uid`; None if it is left out."""
        title = _title_of(event)
        try:
            pick = self._entry(event, title)
        except _NotTaken as error:
            self._left_out.append(LeftOut(title, str(error)))
            return None
        self._picks.append(pick)
        if not _is_of_milipol(event):
            self._foreign.add(pick.uid)
            self._count_not_kept(event)
        return pick.uid

    def _count_not_kept(self, event: ForeignEvent) -> None:
        """Counts the properties, categories, marks and ends that an entry loses."""
        for name, counted_as in _NOT_KEPT.items():
            self._not_kept[counted_as] += len(event.all(name))
        kinds = {kind.capitalize() for kind in OWN_KINDS}  # categories that are kept
        lost = [category for category in event.categories if category not in kinds]
        self._not_kept["categories"] += len(lost)
        lines = [" ".join(event.text(name).split()) for name in _CUT]
        long_lines = [line for line in lines if len(line) > _MOST_LETTERS]
        self._not_kept["ends of long texts"] += len(long_lines)
        for name, marks in _MARKS.items():
            if mark := marks.get(event.text(name).upper()):
                self._not_kept[mark] += 1

    def _entry(self, event: ForeignEvent, title: str) -> Pick:
        """The entry of an event; raises _NotTaken for one that milipol cannot have.

        An event with a time but without a length becomes a deadline that has its own
        title alone.
        """
        span = self._span_on_clock(event)
        kind = self._kind(event)
        alarm, note = self._alarms_to_write(event, span), self._note(event)
        minutes = _length(event, kind, span)
        is_moment = isinstance(span.start, dt.datetime) and minutes is None
        is_event_of_moment = is_moment and kind == "event"
        try:
            entry = own_entry(
                title,
                NewTime(span.start, span.zone, span.last, minutes),
                "deadline" if is_event_of_moment else kind,
                edition=None if span.edition is None else span.edition.id,
                place=_place(event, span.edition),
                note=None if _is_of_milipol(event) else note,
                alarm=alarm,
                uid=self._uid_of(event),
                updated=self._options.updated,
            )
        except BadInput:
            raise _NotTaken("it has no length, which a journey needs") from None
        # With `event`, the entry is shown by its own title alone.
        return msgspec.structs.replace(entry, event=entry.event or is_event_of_moment)

    def _kind(self, event: ForeignEvent) -> OwnKind:
        """The kind that the reader gives, or that a category of the event names.

        Otherwise it is an event, or for an event of milipol a meeting.
        """
        if self._options.kind is not None:
            return self._options.kind
        kind: OwnKind = "meeting" if _is_of_milipol(event) else "event"
        for name in OWN_KINDS:
            if name.capitalize() in event.categories:
                kind = name
        return kind

    def _span_on_clock(self, event: ForeignEvent) -> _Span:
        """The time of an entry, on the clock of its edition if it has one.

        Raises _NotTaken for a time that cannot be read or is too long.
        """
        start, end = _start_and_end(event)
        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            last = max(start, end - ONE_DAY)  # the end is the day after the last
            edition = self._edition_around(start, last)
            zone = self._reader_zone()
            return _Span(start, last, minutes=None, zone=zone, edition=edition)
        if start.tzinfo is None:
            clock = self._clock_on(start.date())
            start, end = start.replace(tzinfo=clock), end.replace(tzinfo=clock)
        minutes = (end.astimezone(dt.UTC) - start.astimezone(dt.UTC)) // _MINUTE
        if minutes > MOST_MINUTES:
            raise _NotTaken(f"it is over {MOST_MINUTES // _DAY_MINUTES} days long")
        edition = self._edition_at(start)
        if edition is not None:
            zone = edition.zone
        elif isinstance(start.tzinfo, ZoneInfo) and not is_utc(start.tzinfo):
            zone = start.tzinfo
        else:  # UTC or an offset alone, which is nobody's clock
            zone = with_name(self._reader_zone())
        return _Span(start, None, minutes=minutes or None, zone=zone, edition=edition)

    def _clock_on(self, day: dt.date) -> ZoneInfo:
        """The clock of a time without a zone: of the reader, or the edition on its day.

        The edition counts only if neither --tz nor the calendar gives a zone.
        """
        is_given = self._options.tz is not None or self._calendar.zone is not None
        edition = None if is_given else self._edition_around(day, day)
        return self._reader_zone() if edition is None else edition.zone

    def _reader_zone(self) -> ZoneInfo:
        return self._calendar.zone or zone_of(self._options.tz)

    def _edition_at(self, start: dt.datetime) -> EditionOfEvents | None:
        """The edition that a time belongs to, by its day on the edition's clock."""
        days = [
            (edition, start.astimezone(edition.zone).date()) for edition in self._options.editions
        ]
        return _only_edition([_OnDays(e, day, day) for e, day in days if e.includes(day, day)])

    def _edition_around(self, first: dt.date, last: dt.date) -> EditionOfEvents | None:
        """The edition that all days from the first to the last belong to, if any."""
        editions = (e for e in self._options.editions if e.includes(first, last))
        return _only_edition([_OnDays(edition, first, last) for edition in editions])

    def _uid_of(self, event: ForeignEvent) -> str:
        """The `uid` of an entry, the same whenever the same event is imported.

        A date of a series has one for the time at which it was planned; the first date
        has that of the event.
        """
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if _is_uid(key):
            return key
        text = uid or f"{_title_of(event)} {event.start}"
        planned = self._planned_start(event)
        if planned not in (None, self._first_starts.get(uid)):
            if isinstance(planned, dt.datetime) and planned.tzinfo is not None:
                planned = planned.astimezone(dt.UTC)
            text = f"{text} {planned}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def _planned_start(self, event: ForeignEvent) -> When | None:
        """The start that a date of a series had at first; None for other events.

        Some programs give only its day; it then has the time of the series.
        """
        first, planned = self._first_starts.get(event.text("UID")), event.replaces
        if planned is None or isinstance(planned, dt.datetime):
            return planned
        if isinstance(first, dt.datetime):
            return dt.datetime.combine(planned, first.timetz())
        return planned

    def _alarms_to_write(self, event: ForeignEvent, span: _Span) -> tuple[str, ...] | None:
        """The alarms to write with an entry; None for the default ones of its kind.

        An event of milipol that is over has no alarms, whatever its entry has.
        """
        alarms = self._alarms(event, span)
        if not _is_of_milipol(event):
            return alarms
        is_usual = alarms in _USUAL_ALARMS or (not alarms and self._is_over(event))
        return None if is_usual else alarms

    def _alarms(self, event: ForeignEvent, span: _Span) -> tuple[str, ...]:
        """The alarms of an event, as an agenda file has them; lost ones are counted.

        Alarms after the start are lost, and all after the first `MOST_ALARMS`.
        """
        is_day = not isinstance(event.start, dt.datetime)
        zone = span.zone if span.edition is None else span.edition.zone
        times = [alarm.time_before(zone) for alarm in event.alarms]
        written = [*filter(None, (_alarm_text(t, is_day=is_day) for t in times))]
        offsets = [*dict.fromkeys(written)]
        kept = offsets[:MOST_ALARMS]
        lost = len(times) - len(written) + len(offsets) - len(kept)
        if lost and not _is_of_milipol(event):
            self._not_kept["alarms"] += lost
        return tuple(kept)

    def _note(self, event: ForeignEvent) -> str | None:
        """The links of an event and its text as a note; None without any.

        A link in the place of the event is the address of a meeting, for the reader
        alone. A link that the text has is not repeated, unless another link is before
        it: tables show the first link of a long text.
        """
        text = _text_of_event(event)
        links = [*event.links, *_ADDRESS_OF_PAGE.findall(event.text("LOCATION"))]
        first = _ADDRESS_OF_PAGE.search(text)
        if links and links[0] in text and first and not first[0].startswith(links[0]):
            text = f"{links[0]}\n{text}"
        more_links = [link for link in dict.fromkeys(links) if link not in text]
        note = "\n".join([*more_links, text]).strip()
        if len(note) > MOST_CHARACTERS or text.endswith("…"):
            self._not_kept["ends of long texts"] += 1
        return note[:MOST_CHARACTERS] or None


def _newest_sequences(events: Iterable[ForeignEvent]) -> dict[tuple[str, When | None], int]:
    """The highest SEQUENCE of each event, and of each date of a series that differs.

    The keys are the UID and the date; the date is None for the event itself.
    """
    newest: dict[tuple[str, When | None], int] = {}
    for event in events:
        uid_and_date = event.text("UID"), event.replaces
        newest[uid_and_date] = max(event.sequence, newest.get(uid_and_date, 0))
    return newest


def _only_edition(editions: list[_OnDays]) -> EditionOfEvents | None:
    """The edition of an event, of the editions that it belongs to by its days.

    It is the one that the reader named, or else the only one. Of several, it is the
    only one whose own dates have all days of the event, so not only the day before or
    after it. Otherwise None, since an entry cannot be on two clocks.
    """
    named = [on_days for on_days in editions if on_days.edition.is_named]
    within = [
        on_days
        for on_days in editions
        if on_days.edition.first < on_days.first and on_days.last < on_days.edition.last
    ]
    for candidates in (named, editions, within):
        if len(candidates) == 1:
            return candidates[0].edition
    return None


def _frequency(event: ForeignEvent) -> str | None:
    """The frequency of a series, like "weekly"; None if it only lists its dates."""
    rules = " ".join(rule.written.upper() for rule in event.all("RRULE"))
    found = _FREQUENCY.search(rules)
    return None if found is None else found[1].lower()


def _length(event: ForeignEvent, kind: OwnKind, span: _Span) -> int | None:
    """The minutes of an entry; None for whole days and for a moment.

    An export gives a deadline an end, since calendars want one.
    """
    is_deadline = kind == "deadline" and _is_of_milipol(event)
    is_assumed = is_deadline and span.minutes == UNENDED // _MINUTE
    return None if is_assumed else span.minutes


def _text_of_event(event: ForeignEvent) -> str:
    """The description of an event, without drawn lines; links in HTML as text."""
    text = event.text("DESCRIPTION") or event.text("X-ALT-DESC")
    with_links = _LINK_IN_HTML.sub(_link_as_text, text)
    return texts.paragraphs(_DRAWN_LINE.sub("", with_links)) or ""


def _start_and_end(event: ForeignEvent) -> tuple[When, When]:
    """The start and the end of an event, which are of the same type.

    Without an end, that is the start. Raises _NotTaken for times that cannot be read or
    go backwards.
    """
    start, end = event.start, event.end or event.start
    if event.unknown_zone:
        zone = _one_line(event.unknown_zone)
        raise _NotTaken(f"its time zone {zone!r} is not known")
    if start is None or end is None:
        raise _NotTaken("its start cannot be read")
    if event.has_unread_end:
        raise _NotTaken("its end cannot be read")
    try:
        is_right = start <= end
    except TypeError:  # a day and a time, or times with and without a zone
        raise _NotTaken("its start and its end are of different kinds") from None
    if not is_right:
        raise _NotTaken("it ends before it starts")
    return start, end


def _alarm_text(before: dt.timedelta | None, *, is_day: bool) -> str | None:
    """An alarm as an agenda file has it, so long before a start; None if it has none.

    It has none that rings after the start or over ten years before it, or whose time
    is not known (None).
    """
    if before is None:
        return None
    minutes = before // _MINUTE
    text = _alarm_before_day(minutes) if is_day else _alarm_before_time(minutes)
    return None if text is None or is_over_ten_years(text) else text


def _alarm_before_day(minutes: int) -> str | None:
    """An alarm so many minutes before a day: "2d", "1d@18:00"; on it: "0d@08:30".

    None for an alarm after the day.
    """
    days = max(0, math.ceil(minutes / _DAY_MINUTES))
    clock = days * _DAY_MINUTES - minutes
    if clock >= _DAY_MINUTES:
        return None
    if days and clock == _MORNING_MINUTES:
        return f"{days}d"
    return f"{days}d@{clock // 60:02}:{clock % 60:02}"


def _alarm_before_time(minutes: int) -> str | None:
    """An alarm so many minutes before a time: "1d", "90m"; None for 0 and after it."""
    if minutes <= 0:
        return None
    days, rest = divmod(minutes, _DAY_MINUTES)
    return f"{minutes}m" if rest else f"{days}d"


def _link_as_text(link: re.Match[str]) -> str:
    """A link of HTML as text: "Join: https://..."; without a text, its address."""
    address, text = link["address"].strip(), link["text"].strip()
    return address if text in ("", address) else f"{text}: {address}"


def _place(event: ForeignEvent, edition: EditionOfEvents | None) -> str | None:
    """The place of an event on one line, without the address of an online meeting.

    Events of milipol lose the address of the venue, which each export adds.
    """
    text = _ADDRESS_OF_PAGE.sub("", event.text("LOCATION"))
    if edition is not None and edition.address and _is_of_milipol(event):
        text = text.removesuffix(edition.address)
    lines = (line.strip(" \t,;") for line in text.splitlines())
    return _one_line(", ".join(filter(None, lines))) or None


def _title_of(event: ForeignEvent) -> str:
    return _one_line(event.text("SUMMARY")) or "Event"


def _one_line(text: str) -> str:
    """A text on one line, without invisible characters, and cut if it is long."""
    line = " ".join(text.split())
    unseen = dict.fromkeys(map(ord, escaped_characters(line)))
    return " ".join(line.translate(unseen).split())[:_MOST_LETTERS]


def _day_of(moment: When | None) -> str:
    return "" if moment is None else str(wall(moment).date())


def _is_uid(text: str) -> bool:
    """Whether a text has the form of the `uid` of an entry."""
    return re.fullmatch("[0-9a-f]{16}([0-9a-f]{16})?", text) is not None


def _is_of_milipol(event: ForeignEvent) -> bool:
    """Whether milipol wrote an event for an entry, which changes on the agenda."""
    uid = event.text("UID")
    return uid.endswith(UID_END) and _is_uid(uid.removesuffix(UID_END))
