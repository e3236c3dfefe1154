"""The events of a calendar as picks, each at the show that it is on the days of."""

import contextlib
import datetime as dt
import hashlib
import itertools
import math
import re
from collections import Counter
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
from milipol_cli.ics.foreign_calendar import (
    ForeignCalendar,
    ForeignEvent,
    Property,
    wall,
)
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

# The components of a calendar that are taken, or reported by their titles.
_KINDS = ("VEVENT", "VTODO", "VTIMEZONE")
# Titles and places of others are cut.
_CUT = ("SUMMARY", "LOCATION")
_MOST_LETTERS = 200
_MINUTE = dt.timedelta(minutes=1)
_DAY_MINUTES = 24 * 60
_MORNING_MINUTES = MORNING.hour * 60
# Alarms of an entry of milipol that are not written with it.
_USUAL_ALARMS = tuple(
    tuple(offset.written for offset in offsets)
    for offsets in (SESSION_OFFSETS, EDITION_OFFSETS)
)

# What an entry does not keep, as it is counted in the report.
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
# Values that say how an event is marked, which an entry is not.
_MARKS = {
    "CLASS": {"PRIVATE": "private", "CONFIDENTIAL": "private"},
    "STATUS": {"TENTATIVE": "tentative"},
    # 5 is normal, and 0 is none.
    "PRIORITY": dict.fromkeys("12346789", "priorities"),
}
_FREQUENCY = re.compile(r"FREQ=([A-Z]+)")
_LINK_IN_HTML = re.compile(
    r"<a\s[^<>]*?href=[\"']([^\"'<>]+)[\"'][^<>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE
)
# A line that is only drawn, as around the invitation to an online meeting.
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
    """When an entry is: a day up to the `last`, or an aware time in its zone."""

    start: When
    last: dt.date | None
    minutes: int | None
    zone: ZoneInfo
    edition: EditionOfEvents | None


class _Reader:
    """Takes the events of a calendar one after the other."""

    def __init__(self, calendar: ForeignCalendar, options: ImportOptions) -> None:
        self._calendar = calendar
        self._options = options
        self._is_cancelled = calendar.text("METHOD").upper() == "CANCEL"
        self._newest = _newest_versions(calendar.events)
        newest = [*filter(self._is_newest, calendar.events)]
        self._first_starts = {
            event.text("UID"): event.start
            for event in newest
            if event.repeats and event.replaces is None
        }
        self._replaced = {e.keys[0] for e in newest if e.replaces}
        self._moved: dict[str, list[ForeignEvent]] = {}
        for event in newest:
            if event.replaces is not None:
                self._moved.setdefault(event.text("UID"), []).append(event)
        self._ids: list[str] = []
        self._picks: list[Pick] = []
        self._left_out: list[LeftOut] = []
        self._series: list[Series] = []
        self._foreign: set[str | None] = set()
        self._not_kept: Counter[str] = Counter()

    def contents(self) -> FileContents:
        """The ids, picks and omissions of the calendar."""
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
        """Takes an event of milipol by its id, and any other as an entry."""
        uid, title = event.text("UID"), _title_of(event)
        key = uid.removesuffix(UID_END)
        is_ours = key != uid
        if is_ours and (REMINDER_ID in key or key.startswith(FOLLOW_UP)):
            return  # what it belongs to is in the file, too, or not for others
        is_id = is_ours and not key.startswith((OWN, VISITS)) and not _is_uid(key)
        if not self._is_newest(event):
            self._left_out.append(LeftOut(title, "the file has a newer version of it"))
        elif event.is_cancelled or self._is_cancelled:
            self._leave_out_cancelled(event, key if is_id else self._uid_of(event))
        elif is_id:
            self._ids.append(key[: LONGEST_ID + 1])  # no id in the data is longer
        elif is_ours and key.startswith(VISITS):
            why = "visits are passed on with milipol agenda share"
            self._left_out.append(LeftOut(title, why))
        elif event.repeats and event.replaces is None:
            self._take_series(event)
        elif event.replaces is None or uid not in self._first_starts:
            self._add_entry(self._apart(event))

    def _is_newest(self, event: ForeignEvent) -> bool:
        """Whether no other event of the file is a newer version of the same."""
        uid = event.text("UID")
        return not uid or event.sequence >= self._newest[uid, event.replaces]

    def _apart(self, event: ForeignEvent) -> ForeignEvent:
        """An event with a UID of its own, also where a program gives all the same."""
        uid = event.text("UID")
        if uid and event.replaces is None and self._uid_of(event) in self._foreign:
            own = Property({}, f"{uid} {_title_of(event)} {event.start}")
            properties = {**event.properties, "UID": [own]}
            return msgspec.structs.replace(event, properties=properties)
        return event

    def _leave_out_cancelled(self, event: ForeignEvent, key: str) -> None:
        """Notes that an event is cancelled; of a series, also its dates at shows."""
        title = _title_of(event)
        if event.replaces is None:
            self._left_out.append(LeftOut(title, "it is cancelled", key))
            dates = []
            with contextlib.suppress(foreign_calendar.NotUnderstood):
                dates += self._dates_at_shows(event) if event.repeats else []
        else:
            dates = [event]
        for date in dates:
            self._leave_out_date(date)

    def _leave_out_date(self, date: ForeignEvent) -> None:
        """Notes that a date of a series is cancelled, in case it is on the agenda."""
        why = f"its date on {_day_of(date.replaces)} is cancelled"
        uid = self._uid_of(date)
        self._left_out.append(LeftOut(_title_of(date), why, uid, is_date=True))

    def _dates_at_shows(self, event: ForeignEvent) -> list[ForeignEvent]:
        """The dates of a series on the days of the editions, as they are now.

        Raises NotUnderstood.
        """
        self._refuse_range(event)
        dates: dict[str, ForeignEvent] = {}
        for edition in self._options.editions:
            first, last = edition.first - ONE_DAY, edition.last + ONE_DAY
            for date in foreign_calendar.occurrences(event, first, last):
                if self._replaced.isdisjoint(date.keys):
                    dates[self._uid_of(date)] = date
        for date in self._moved.get(event.text("UID"), ()):
            if not date.is_cancelled:
                dates[self._uid_of(date)] = date
        at_shows = filter(self._is_at_show, dates.values())
        return sorted(at_shows, key=lambda date: wall(date.start or dt.date.min))

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
        """The next date of a series, as it is now; raises NotUnderstood."""
        today = self._options.now.date()
        dates = (
            date
            for date in foreign_calendar.occurrences_from(event, today - ONE_DAY)
            if self._replaced.isdisjoint(date.keys) and not self._is_over(date)
        )
        moved = self._moved.get(event.text("UID"), ())
        known = [
            *itertools.islice(dates, 1),
            *(d for d in moved if not (d.is_cancelled or self._is_over(d))),
        ]
        return min(known, key=lambda date: wall(date.start or today), default=None)

    def _is_over(self, event: ForeignEvent) -> bool:
        end = event.end or event.start
        if isinstance(end, dt.datetime):
            zoned = end if end.tzinfo else end.replace(tzinfo=self._reader_zone())
            return zoned.astimezone(dt.UTC) <= self._options.now
        return end is None or end <= self._options.now.date()

    def _take_series(self, event: ForeignEvent) -> None:
        """Takes the dates of a series at the shows, or its next date if none is.

        What is left out of it is counted, so that nothing goes in silence.
        """
        title = _title_of(event)
        try:
            dates = self._dates_at_shows(event)
            is_at_show = bool(dates)
            if not dates:
                dates = [*filter(None, [self._next_date(event)])]
            number = foreign_calendar.number_of_occurrences(event)
            if number is not None:
                moved = self._moved.get(event.text("UID"), ())
                number -= sum(date.is_cancelled for date in moved)
        except foreign_calendar.NotUnderstood:
            why = "it repeats in a way that is not understood"
            self._left_out.append(LeftOut(title, why))
            return
        if not dates:
            self._left_out.append(LeftOut(title, "all its dates are over"))
        uids = self._add_dates(dates)
        if not uids:
            return
        rules = " ".join(rule.written.upper() for rule in event.all("RRULE"))
        frequency = _FREQUENCY.search(rules)
        word = None if frequency is None else frequency[1].lower()
        self._series.append(Series(title, tuple(uids), word, number))
        for moment in filter(None, event.moments("EXDATE")):
            gone = msgspec.structs.replace(event, start=moment, replaces=moment)
            self._leave_out_date(gone)
        where = "outside the show" if is_at_show else "besides the next one"
        if number is None:
            self._left_out.append(LeftOut(title, f"other dates {where}"))
        elif others := number - len(uids):
            noun = "date" if others == 1 else "dates"
            self._left_out.append(LeftOut(title, f"{others} {noun} {where}"))

    def _add_dates(self, dates: list[ForeignEvent]) -> list[str]:
        """Adds dates of a series; what each has that is not kept is counted once."""
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
            for name, what in _NOT_KEPT.items():
                self._not_kept[what] += len(event.all(name))
            names = {name.capitalize() for name in OWN_KINDS}
            categories = [name for name in event.categories if name not in names]
            self._not_kept["categories"] += len(categories)
            texts = (" ".join(event.text(name).split()) for name in _CUT)
            is_long = [len(text) > _MOST_LETTERS for text in texts]
            self._not_kept["ends of long texts"] += sum(is_long)
            for name, marks in _MARKS.items():
                if mark := marks.get(event.text(name).upper()):
                    self._not_kept[mark] += 1
        return pick.uid

    def _entry(self, event: ForeignEvent, title: str) -> Pick:
        """The entry of an event; raises _NotTaken for one that milipol cannot have.

        An event without a length is a moment, as a deadline is, under its own title.
        One of milipol has neither its note nor the usual alarms.
        """
        span = self._span_on_clock(event)
        kind, minutes = self._kind(event), span.minutes
        alarm: tuple[str, ...] | None = self._alarms(event, span)
        note = self._note(event)
        if _is_of_milipol(event):  # its texts are those that milipol wrote
            note = None
            is_usual = alarm in _USUAL_ALARMS or (not alarm and self._is_over(event))
            alarm = None if is_usual else alarm
            if kind == "deadline" and minutes == UNENDED // _MINUTE:
                minutes = None  # calendars want an end
        is_moment = isinstance(span.start, dt.datetime) and minutes is None
        is_untitled_moment = is_moment and kind == "event"
        try:
            entry = own_entry(
                title,
                NewTime(span.start, span.zone, span.last, minutes),
                "deadline" if is_untitled_moment else kind,
                edition=None if span.edition is None else span.edition.id,
                place=_place(event, span.edition),
                note=note,
                alarm=alarm,
                uid=self._uid_of(event),
                updated=self._options.updated,
            )
        except BadInput:
            raise _NotTaken("it has no length, which a journey needs") from None
        return msgspec.structs.replace(entry, event=entry.event or is_untitled_moment)

    def _kind(self, event: ForeignEvent) -> OwnKind:
        """The kind that the reader gives, or a category's, or else an event."""
        if self._options.kind is not None:
            return self._options.kind
        kind: OwnKind = "meeting" if _is_of_milipol(event) else "event"
        for name in OWN_KINDS:
            if name.capitalize() in event.categories:
                kind = name
        return kind

    def _span_on_clock(self, event: ForeignEvent) -> _Span:
        """When an entry is, on the clock of its edition, if it has one."""
        start, end = _start_and_end(event)
        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            last = max(start, end - ONE_DAY)
            edition = self._edition_around(start, last)
            return _Span(start, last, None, self._reader_zone(), edition)
        clock = start.tzinfo
        if clock is None:
            floating = self._options.tz is None and self._calendar.zone is None
            there = (
                self._edition_around(start.date(), start.date()) if floating else None
            )
            clock = self._reader_zone() if there is None else there.zone
            start, end = start.replace(tzinfo=clock), end.replace(tzinfo=clock)
        edition = self._edition_at(start)
        length = end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
        minutes = length // _MINUTE
        if minutes > MOST_MINUTES:
            raise _NotTaken(f"it is over {MOST_MINUTES // _DAY_MINUTES} days long")
        if edition is not None:
            zone = edition.zone
        elif isinstance(clock, ZoneInfo) and not is_utc(clock):
            zone = clock
        else:
            zone = with_name(self._reader_zone())
        return _Span(start, None, minutes or None, zone, edition)

    def _reader_zone(self) -> ZoneInfo:
        return self._calendar.zone or zone_of(self._options.tz)

    def _edition_at(self, start: dt.datetime) -> EditionOfEvents | None:
        """The edition on whose days a time is, each on its own clock."""
        editions = []
        for edition in self._options.editions:
            day = start.astimezone(edition.zone).date()
            if edition.includes(day, day):
                editions.append((edition, day, day))
        return _only_edition(editions)

    def _edition_around(self, first: dt.date, last: dt.date) -> EditionOfEvents | None:
        """The edition on whose days all of some days are."""
        return _only_edition(
            [
                (e, first, last)
                for e in self._options.editions
                if e.includes(first, last)
            ]
        )

    def _uid_of(self, event: ForeignEvent) -> str:
        """The `uid` of an entry, the same whenever the same event is imported.

        A date of a series is known by when it was planned, the first by the event.
        """
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if _is_uid(key):
            return key
        text = uid or f"{_title_of(event)} {event.start}"
        first, planned = self._first_starts.get(uid), event.replaces
        if isinstance(first, dt.datetime) and not isinstance(
            planned, dt.datetime | None
        ):
            planned = dt.datetime.combine(planned, first.timetz())
        if planned not in (None, first):
            if isinstance(planned, dt.datetime) and planned.tzinfo is not None:
                planned = planned.astimezone(dt.UTC)
            text = f"{text} {planned}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def _alarms(self, event: ForeignEvent, span: _Span) -> tuple[str, ...]:
        """The alarms of an event, as an agenda file has them."""
        is_day = not isinstance(event.start, dt.datetime)
        zone = span.zone if span.edition is None else span.edition.zone
        times = [alarm.time_before(zone) for alarm in event.alarms]
        alarms = [_alarm_text(before, is_day=is_day) for before in times]
        offsets = [*dict.fromkeys(filter(None, alarms))]
        lost = len(alarms) - len([text for text in alarms if text])
        lost += len(offsets) - len(offsets[:MOST_ALARMS])
        if lost and not _is_of_milipol(event):
            self._not_kept["alarms"] += lost
        return tuple(offsets[:MOST_ALARMS])

    def _note(self, event: ForeignEvent) -> str | None:
        """The text of the event as a note, after the links that are not in it.

        A link in its place is the address of a meeting, for the reader alone.
        """
        text = event.text("DESCRIPTION") or event.text("X-ALT-DESC")
        text = _LINK_IN_HTML.sub(_link_as_text, text)
        text = texts.paragraphs(_DRAWN_LINE.sub("", text)) or ""
        links = [*event.links, *_ADDRESS_OF_PAGE.findall(event.text("LOCATION"))]
        first = _ADDRESS_OF_PAGE.search(text)
        if links and links[0] in text and first and not first[0].startswith(links[0]):
            text = f"{links[0]}\n{text}"  # tables show the first one of a long text
        links = [link for link in dict.fromkeys(links) if link not in text]
        note = "\n".join([*links, text]).strip()
        if len(note) > MOST_CHARACTERS or text.endswith("…"):
            self._not_kept["ends of long texts"] += 1
        return note[:MOST_CHARACTERS] or None


def _newest_versions(
    events: Iterable[ForeignEvent],
) -> dict[tuple[str, When | None], int]:
    """The highest version of each event, and of each date of a series that differs."""
    newest: dict[tuple[str, When | None], int] = {}
    for event in events:
        name = event.text("UID"), event.replaces
        newest[name] = max(event.sequence, newest.get(name, 0))
    return newest


def _only_edition(
    editions: list[tuple[EditionOfEvents, dt.date, dt.date]],
) -> EditionOfEvents | None:
    """The edition that the reader named, or the only one of those on an event's days.

    Each comes with the first and last day of the event on its clock. Of several, it is
    the only one with these in its own dates, without the day more on either side; else
    none, since an entry cannot be on two clocks.
    """
    named = [edition for edition, _, _ in editions if edition.is_named]
    within = [
        edition
        for edition, first, last in editions
        if edition.first < first and last < edition.last
    ]
    for candidates in (named, [edition for edition, _, _ in editions], within):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _start_and_end(event: ForeignEvent) -> tuple[When, When]:
    """The start and the end of an event, which are of the same type."""
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
    """An alarm as an agenda file has it; None if it would ring after the start."""
    if before is None:
        return None
    minutes = before // _MINUTE
    text = _alarm_before_day(minutes) if is_day else _alarm_before_time(minutes)
    return None if text is None or is_over_ten_years(text) else text


def _alarm_before_day(minutes: int) -> str | None:
    """An alarm so long before a day begins, or on it: "2d", "1d@18:00", "0d@08:30"."""
    days = max(0, math.ceil(minutes / _DAY_MINUTES))
    clock = days * _DAY_MINUTES - minutes
    if clock >= _DAY_MINUTES:
        return None
    if days and clock == _MORNING_MINUTES:
        return f"{days}d"
    return f"{days}d@{clock // 60:02}:{clock % 60:02}"


def _alarm_before_time(minutes: int) -> str | None:
    """An alarm so long before a time: "1d", "90m"."""
    if minutes <= 0:
        return None
    days, rest = divmod(minutes, _DAY_MINUTES)
    return f"{minutes}m" if rest else f"{days}d"


def _link_as_text(link: re.Match[str]) -> str:
    address, text = link[1].strip(), link[2].strip()
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
    text = " ".join(text.split())
    unseen = dict.fromkeys(map(ord, escaped_characters(text)))
    return " ".join(text.translate(unseen).split())[:_MOST_LETTERS]


def _day_of(moment: When | None) -> str:
    return "" if moment is None else str(wall(moment).date())


def _is_uid(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{16}([0-9a-f]{16})?", text) is not None


def _is_of_milipol(event: ForeignEvent) -> bool:
    """Whether milipol wrote it for an entry: it changes on the agenda."""
    uid = event.text("UID")
    return uid.endswith(UID_END) and _is_uid(uid.removesuffix(UID_END))
