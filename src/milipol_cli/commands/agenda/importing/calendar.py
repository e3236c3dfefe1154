"""The events of a calendar as picks, each at the show that it is on the days of."""

import contextlib
import datetime as dt
import hashlib
import itertools
import math
import re
from collections import Counter, defaultdict
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.base.escape import escaped_characters
from milipol_cli.base.zones import is_utc
from milipol_cli.commands.agenda.changes.outcome import LeftOut, Series
from milipol_cli.commands.agenda.changes.picks import NewTime, own_entry
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
# The `uid` of an entry.
_UID = re.compile("[0-9a-f]{16}([0-9a-f]{16})?")
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
    return _Reader(calendar, options).contents()


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
        # The highest SEQUENCE of each event, and of each date of a series that differs.
        self._newest_sequences: dict[tuple[str, When | None], int] = {}
        for event in calendar.events:
            key = event.text("UID"), event.replaces
            self._newest_sequences[key] = max(event.sequence, self._newest_sequences.get(key, 0))
        # The start of each series by its UID, and its dates that have an event of their own.
        self._first_starts: dict[str, When | None] = {}
        self._moved: dict[str, list[ForeignEvent]] = defaultdict(list)
        for event in filter(self._is_newest, calendar.events):
            if event.replaces is not None:
                self._moved[event.text("UID")].append(event)
            elif event.repeats:
                self._first_starts[event.text("UID")] = event.start
        # A planned date is one of these if it was moved; see `ForeignEvent.keys`.
        self._keys_of_moved = {date.keys[0] for dates in self._moved.values() for date in dates}
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
        for task in self._calendar.tasks:
            title = _one_line(task.text("SUMMARY")) or "Task"
            self._leave_out(title, "it is a task, and only events are taken")
        for kind in self._calendar.kinds:
            if kind not in _KINDS:
                self._leave_out(kind, "only events are taken")
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

    def _leave_out(self, title: str, why: str) -> None:
        self._left_out.append(LeftOut(title, why))

    def _take_event(self, event: ForeignEvent) -> None:
        """Takes an event of a show by its id, a series by its dates, others as entries.

        The first case that applies counts. A changed date of a series is an entry only if its
        series is not in the file. Reminders and follow-ups of milipol are left out in silence:
        what they belong to is in the file, too, or not for others. In events that milipol wrote,
        the UID is "paris-2027@milipol-cli" for a show, "visits/paris-2027@milipol-cli" for
        visits, and for an entry its `uid` or, as milipol 1.0 had it, its id.
        """
        uid, title = event.text("UID"), _title_of(event)
        our_id = uid.removesuffix(UID_END)
        is_ours = our_id != uid
        if is_ours and (REMINDER_ID in our_id or our_id.startswith(FOLLOW_UP)):
            return
        is_of_show = is_ours and not (our_id.startswith((OWN, VISITS)) or _UID.fullmatch(our_id))
        if not self._is_newest(event):
            self._leave_out(title, "the file has a newer version of it")
        elif event.is_cancelled or self._is_cancelled:
            self._leave_out_cancelled(event, our_id if is_of_show else self._uid_of(event))
        elif is_of_show:
            self._ids.append(our_id[: LONGEST_ID + 1])  # no id in the data is longer
        elif is_ours and our_id.startswith(VISITS):
            self._leave_out(title, "visits are passed on with milipol agenda share")
        elif event.repeats and event.replaces is None:
            self._take_series(event)
        elif event.replaces is None or uid not in self._first_starts:
            # Some programs give all events of a file one UID; a second one gets another.
            if uid and event.replaces is None and self._uid_of(event) in self._foreign:
                own = Property({}, f"{uid} {title} {event.start}")
                event = replace(event, properties={**event.properties, "UID": [own]})
            self._add_entry(event)
        # Other dates of a series are taken with it.

    def _is_newest(self, event: ForeignEvent) -> bool:
        """Whether no other event of the file is a newer version of this one."""
        uid = event.text("UID")
        return not uid or event.sequence >= self._newest_sequences[uid, event.replaces]

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
        day = "" if date.replaces is None else wall(date.replaces).date()
        why = f"its date on {day} is cancelled"
        self._left_out.append(LeftOut(_title_of(date), why, self._uid_of(date), is_date=True))

    def _take_series(self, event: ForeignEvent) -> None:
        """Takes the dates of a series at the shows, or its next date if none is there.

        Its other dates are counted, so that nothing is left out in silence. What is not kept is
        counted of the first date, since all are alike.
        """
        title, moved = _title_of(event), self._moved.get(event.text("UID"), ())
        try:
            at_shows = self._dates_at_shows(event)
            dates = at_shows or [*filter(None, [self._next_date(event)])]
            number = foreign_calendar.number_of_occurrences(event)
        except foreign_calendar.NotUnderstood:
            self._leave_out(title, "it repeats in a way that is not understood")
            return
        if not dates:
            self._leave_out(title, "all its dates are over")
        uids: list[str] = []
        for date in dates:
            counted = self._not_kept.copy()
            uids += filter(None, [self._add_entry(date)])
            if len(uids) > 1:
                self._not_kept = counted
        if not uids:
            return
        if number is not None:
            number -= sum(date.is_cancelled for date in moved)
        # The frequency is none if the series only lists its dates.
        rule = _FREQUENCY.search(" ".join(rule.written.upper() for rule in event.all("RRULE")))
        self._series.append(Series(title, tuple(uids), rule and rule[1].lower(), number))
        # A date that was excluded since may be on the agenda from an earlier import.
        for moment in filter(None, event.moments("EXDATE")):
            self._leave_out_date(replace(event, start=moment, replaces=moment))
        where = "outside the show" if at_shows else "besides the next one"
        if number is None:
            self._leave_out(title, f"other dates {where}")
        elif others := number - len(uids):
            self._leave_out(title, f"{others} {'date' if others == 1 else 'dates'} {where}")

    def _dates_at_shows(self, event: ForeignEvent) -> list[ForeignEvent]:
        """The dates of a series on the days of the editions, in order of time.

        A moved date counts by its new time. Raises NotUnderstood, also if a moved date stands for
        all that follow it.
        """
        moved = self._moved.get(event.text("UID"), ())
        if any("RANGE" in line.params for date in moved for line in date.all("RECURRENCE-ID")):
            raise foreign_calendar.NotUnderstood
        dates: dict[str, ForeignEvent] = {}
        for edition in self._options.editions:
            first, last = edition.first - ONE_DAY, edition.last + ONE_DAY
            for date in foreign_calendar.occurrences(event, first, last):
                if self._keys_of_moved.isdisjoint(date.keys):
                    dates[self._uid_of(date)] = date
        dates |= {self._uid_of(date): date for date in moved if not date.is_cancelled}
        at_shows = []
        for date in dates.values():
            with contextlib.suppress(_NotTaken):
                at_shows += [date] if self._span_on_clock(date).edition else []
        return sorted(at_shows, key=lambda date: wall(date.start or dt.date.min))

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
        moved = self._moved.get(event.text("UID"), ())
        to_come = [date for date in moved if not (date.is_cancelled or self._is_over(date))]
        candidates = [*itertools.islice(dates, 1), *to_come]
        return min(candidates, key=lambda date: wall(date.start or today), default=None)

    def _is_over(self, event: ForeignEvent) -> bool:
        """Whether an event has ended, or begun if it has no end."""
        end = event.end or event.start
        if isinstance(end, dt.datetime):
            zoned = end if end.tzinfo else end.replace(tzinfo=self._reader_zone())
            return zoned.astimezone(dt.UTC) <= self._options.now
        return end is None or end <= self._options.now.date()

    def _add_entry(self, event: ForeignEvent) -> str | None:
        """Adds the entry of an event, and gives its `uid`; None if it is left out.

        Properties, categories, marks and ends that it loses are counted.
        """
        title = _title_of(event)
        try:
            pick = self._entry(event, title)
        except _NotTaken as error:
            self._leave_out(title, str(error))
            return None
        self._picks.append(pick)
        if _is_of_milipol(event):
            return pick.uid
        self._foreign.add(pick.uid)
        for name, counted_as in _NOT_KEPT.items():
            self._not_kept[counted_as] += len(event.all(name))
        kinds = {kind.capitalize() for kind in OWN_KINDS}  # categories that are kept
        self._not_kept["categories"] += sum(category not in kinds for category in event.categories)
        lines = [" ".join(event.text(name).split()) for name in _CUT]
        self._not_kept["ends of long texts"] += sum(len(line) > _MOST_LETTERS for line in lines)
        for name, marks in _MARKS.items():
            if mark := marks.get(event.text(name).upper()):
                self._not_kept[mark] += 1
        return pick.uid

    def _entry(self, event: ForeignEvent, title: str) -> Pick:
        """The entry of an event; raises _NotTaken for one that milipol cannot have.

        Its kind is that which the reader gives or a category names, else event, or for an event
        of milipol meeting. An event with a time but without a length becomes a deadline that has
        its own title alone.
        """
        span, is_ours = self._span_on_clock(event), _is_of_milipol(event)
        kind: OwnKind = "meeting" if is_ours else "event"
        for name in OWN_KINDS:
            kind = name if name.capitalize() in event.categories else kind
        kind = self._options.kind or kind
        alarm: tuple[str, ...] | None = self._alarms(event, span)
        # An event of milipol that is over has no alarms, whatever its entry has.
        if is_ours and (alarm in _USUAL_ALARMS or (not alarm and self._is_over(event))):
            alarm = None  # the default ones of its kind
        note, minutes = self._note(event), span.minutes
        # An export gives a deadline an end, since calendars want one.
        if is_ours and kind == "deadline" and minutes == UNENDED // _MINUTE:
            minutes = None
        is_event_of_moment = (
            isinstance(span.start, dt.datetime) and minutes is None and kind == "event"
        )
        try:
            entry = own_entry(
                title,
                NewTime(span.start, span.zone, span.last, minutes),
                "deadline" if is_event_of_moment else kind,
                edition=span.edition and span.edition.id,
                place=_place(event, span.edition),
                note=None if is_ours else note,
                alarm=alarm,
                uid=self._uid_of(event),
                updated=self._options.updated,
            )
        except BadInput:
            raise _NotTaken("it has no length, which a journey needs") from None
        # With `event`, the entry is shown by its own title alone.
        return replace(entry, event=entry.event or is_event_of_moment)

    def _span_on_clock(self, event: ForeignEvent) -> _Span:
        """The time of an entry, on the clock of its edition if it has one.

        Raises _NotTaken for a time that cannot be read or is too long.
        """
        start, end = _start_and_end(event)
        reader_zone, editions = self._reader_zone(), self._options.editions

        def edition_around(first: dt.date, last: dt.date) -> EditionOfEvents | None:
            return _only_edition(
                [_OnDays(e, first, last) for e in editions if e.includes(first, last)]
            )

        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            last = max(start, end - ONE_DAY)  # the end is the day after the last
            return _Span(start, last, None, reader_zone, edition_around(start, last))
        if start.tzinfo is None:
            # Unless a zone is given, it is on the clock of the edition on its day.
            is_given = self._options.tz is not None or self._calendar.zone is not None
            around = None if is_given else edition_around(start.date(), start.date())
            clock = reader_zone if around is None else around.zone
            start, end = start.replace(tzinfo=clock), end.replace(tzinfo=clock)
        minutes = (end.astimezone(dt.UTC) - start.astimezone(dt.UTC)) // _MINUTE
        if minutes > MOST_MINUTES:
            raise _NotTaken(f"it is over {MOST_MINUTES // _DAY_MINUTES} days long")
        days = [(each, start.astimezone(each.zone).date()) for each in editions]
        edition = _only_edition(
            [_OnDays(each, day, day) for each, day in days if each.includes(day, day)]
        )
        if edition is not None:
            zone = edition.zone
        elif isinstance(start.tzinfo, ZoneInfo) and not is_utc(start.tzinfo):
            zone = start.tzinfo
        else:  # UTC or an offset alone, which is nobody's clock
            zone = with_name(reader_zone)
        return _Span(start, None, minutes or None, zone, edition)

    def _reader_zone(self) -> ZoneInfo:
        return self._calendar.zone or zone_of(self._options.tz)

    def _uid_of(self, event: ForeignEvent) -> str:
        """The `uid` of an entry, the same whenever the same event is imported.

        A date of a series has one for the time at which it was planned; the first date has that
        of the event. Some programs give only the day of that time; it is then that of the series.
        """
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if _UID.fullmatch(key):
            return key
        text = uid or f"{_title_of(event)} {event.start}"
        first, planned = self._first_starts.get(uid), event.replaces
        is_day = planned is not None and not isinstance(planned, dt.datetime)
        if planned is not None and is_day and isinstance(first, dt.datetime):
            planned = dt.datetime.combine(planned, first.timetz())
        if planned not in (None, first):
            if isinstance(planned, dt.datetime) and planned.tzinfo is not None:
                planned = planned.astimezone(dt.UTC)
            text = f"{text} {planned}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def _alarms(self, event: ForeignEvent, span: _Span) -> tuple[str, ...]:
        """The alarms of an event, as an agenda file has them; lost ones are counted.

        Alarms after the start are lost, and all after the first `MOST_ALARMS`.
        """
        is_day = not isinstance(event.start, dt.datetime)
        zone = span.zone if span.edition is None else span.edition.zone
        times = [alarm.time_before(zone) for alarm in event.alarms]
        written = [*filter(None, (_alarm_text(time, is_day=is_day) for time in times))]
        offsets = [*dict.fromkeys(written)]
        kept = offsets[:MOST_ALARMS]
        lost = len(times) - len(written) + len(offsets) - len(kept)
        if lost and not _is_of_milipol(event):
            self._not_kept["alarms"] += lost
        return tuple(kept)

    def _note(self, event: ForeignEvent) -> str | None:
        """The links of an event and its text, without drawn lines, as a note; None without any.

        A link in the place of the event is the address of a meeting, for the reader alone. A link
        that the text has is not repeated, unless another link is before it: tables show the first
        link of a long text.
        """

        def as_text(link: re.Match[str]) -> str:  # "Join: https://...", or the address alone
            address, text = link["address"].strip(), link["text"].strip()
            return address if text in ("", address) else f"{text}: {address}"

        html = event.text("DESCRIPTION") or event.text("X-ALT-DESC")
        text = texts.paragraphs(_DRAWN_LINE.sub("", _LINK_IN_HTML.sub(as_text, html))) or ""
        links = [*event.links, *_ADDRESS_OF_PAGE.findall(event.text("LOCATION"))]
        first = _ADDRESS_OF_PAGE.search(text)
        if links and links[0] in text and first and not first[0].startswith(links[0]):
            text = f"{links[0]}\n{text}"
        more_links = [link for link in dict.fromkeys(links) if link not in text]
        note = "\n".join([*more_links, text]).strip()
        if len(note) > MOST_CHARACTERS or text.endswith("…"):
            self._not_kept["ends of long texts"] += 1
        return note[:MOST_CHARACTERS] or None


def _only_edition(editions: list[_OnDays]) -> EditionOfEvents | None:
    """The edition of an event, of the editions that it belongs to by its days.

    It is the one that the reader named, or else the only one. Of several, it is the only one whose
    own dates have all days of the event, so not only the day before or after it. Otherwise None,
    since an entry cannot be on two clocks.
    """
    named = [days for days in editions if days.edition.is_named]
    within = [
        days
        for days in editions
        if days.edition.first < days.first and days.last < days.edition.last
    ]
    for candidates in (named, editions, within):
        if len(candidates) == 1:
            return candidates[0].edition
    return None


def _start_and_end(event: ForeignEvent) -> tuple[When, When]:
    """The start and the end of an event, which are of the same type.

    Without an end, that is the start. Raises _NotTaken for times that cannot be read or go
    backwards.
    """
    start, end = event.start, event.end or event.start
    if event.unknown_zone:
        raise _NotTaken(f"its time zone {_one_line(event.unknown_zone)!r} is not known")
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
    """An alarm so long before a start, as an agenda file has it; None if it has none.

    Before a time "1d" or "90m"; before a day "2d" or "1d@18:00", and on it "0d@08:30". It has none
    that rings after the start or over ten years before it, or whose time is not known (None).
    """
    if before is None:
        return None
    minutes = before // _MINUTE
    days, rest = divmod(minutes, _DAY_MINUTES)
    text = f"{minutes}m" if rest else f"{days}d"
    if is_day:
        days = max(0, math.ceil(minutes / _DAY_MINUTES))
        hour, minute = divmod(days * _DAY_MINUTES - minutes, 60)
        is_morning = days and (hour, minute) == (MORNING.hour, 0)
        text = f"{days}d" if is_morning else f"{days}d@{hour:02}:{minute:02}"
    is_too_late = hour >= 24 if is_day else minutes <= 0
    return None if is_too_late or is_over_ten_years(text) else text


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


def _is_of_milipol(event: ForeignEvent) -> bool:
    """Whether milipol wrote an event for an entry, which changes on the agenda."""
    uid = event.text("UID")
    return uid.endswith(UID_END) and _UID.fullmatch(uid.removesuffix(UID_END)) is not None
