"""The reader's agenda in words: picks, what does not fit, what is free."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from milipol_cli.answers.agenda import Agenda, AgendaDay, Gap, Mark, MarkKind, Planned
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import Dates
from milipol_cli.schedule.clashes import at_two_shows
from milipol_cli.schedule.editions import window
from milipol_cli.wording.answers import data_age
from milipol_cli.wording.dates import (
    count,
    dates_plain,
    day_plain,
    day_short,
    minutes,
    weekday,
)
from milipol_cli.wording.editions import (
    day_of,
    known_since,
    named,
    place,
    starts,
    status,
    titled,
)
from milipol_cli.wording.sessions import (
    clocks_differ,
    session_label,
    session_label_alone,
    span,
    span_spoken,
)
from milipol_cli.wording.zones import between, zone_city

# What is not sure is asked about; the rest calls for something to be done.
_SIGNS: dict[MarkKind, str] = {
    "may overlap": "?",
    "not known yet": "?",
    "not read": "?",
}
# How each kind of mark is counted in the first line, in this order.
_COUNTED: dict[MarkKind, str] = {
    "overlap": "overlap",
    "may overlap": "may overlap",
    "same days": "on the days of another show",
    "tight": "tight",
    "moved": "moved",
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not read",
    "gone": "gone",
}
EMPTY = "My agenda is empty."
HOW_TO_ADD = "milipol agenda add paris-2027, milipol show paris-2023"


def heading(answer: Agenda) -> str:
    """How many picks there are, and how many of each trouble."""
    if not answer.picks:
        return EMPTY
    found = Counter(mark.kind for one in answer.picks for mark in one.marks)
    told = [f"{found[kind]} {said}" for kind, said in _COUNTED.items() if found[kind]]
    if found["overlap"] > 1:
        told[0] += "s"
    return f"My agenda: {', '.join([count(len(answer.picks), 'pick'), *told])}"


def day_heading(day: AgendaDay, *, spoken: bool = False) -> str:
    """The date, the show and which day of it: "Tue 14 Nov 2023, Milipol Paris ..."."""
    said = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    if spoken:
        said = f"{weekday(day.date)} {day_plain(day.date)}"
    if day.seen is not None:
        said += f", {day.seen.name}"
    return said if day.day is None else f"{said}, {day_of(day.day, day.days)}"


def label(one: Planned) -> str:
    """A pick in one line, without its dates."""
    if one.session is not None:
        session = one.session.session
        said = session_label_alone(session)
        return f"{said}, inferred" if session.certainty == "inferred" else said
    if one.pick.is_own:
        said = f"{(one.pick.kind or '').capitalize()}: {one.pick.title}"
        return said if one.pick.place is None else f"{said}, {one.pick.place}"
    if one.seen is None:
        return _as_picked(one)
    if one.day is None:
        return f"{named(one.seen)}, {place(one.seen)}"
    first, last = window(one.seen.dates)
    if one.seen.dates.start is None or not first <= one.day <= last:
        return titled(one.seen)
    days = (last - first).days + 1 if one.seen.dates.end else None
    return f"{titled(one.seen)}, {day_of((one.day - first).days + 1, days)}"


def _as_picked(one: Planned) -> str:
    """A pick of which the data says nothing; a session with the clock it had then."""
    pick = one.pick
    said = pick.title or pick.id
    if one.is_edition or pick.date is None:
        return said
    when = _day(pick.date)
    if pick.start is not None:
        when += f", {_clock(pick.start, pick.end, '-')}"
    return f"{said}, {when}"


def dates(one: Planned) -> Dates:
    """The days of a pick of whole days, or the month or year that is known."""
    if one.seen is not None and one.day is None and not one.pick.is_own:
        return one.seen.dates
    return Dates(start=one.first, end=one.last)


def state(one: Planned, here: Standpoint) -> str:
    """How a pick of whole days stands: "in 357 days", "on", "3 days ago"."""
    if one.day is None and one.seen is not None and not one.pick.is_own:
        return starts(one.seen)
    assert one.first is not None  # what has no day stands elsewhere
    today = here.reader_day if one.zone is None else here.day_at(one.zone)
    if one.first == today:
        return "today"
    days = (one.first - today).days
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def firmness(one: Planned) -> str:
    """The state of an edition that was picked; empty for anything else."""
    is_edition = one.seen is not None and one.day is None and not one.pick.is_own
    return status(one.seen) if one.seen is not None and is_edition else ""


def sign(mark: Mark) -> str:
    """A sign that stands beside the word: "!" for what is sure, "?" for what is not."""
    return _SIGNS.get(mark.kind, "!")


class Marks:
    """The words for the marks of an agenda, in which picks are named by their kind."""

    def __init__(self, picks: Sequence[Planned]) -> None:
        self._picks = {one.pick.id: one for one in picks}

    def words(self, one: Planned, mark: Mark, *, to: str = "-") -> str:
        """A mark in words, the first of which say what kind of trouble it is.

        `to` joins days and times; where it is read aloud, " to ".
        """
        other = None if mark.other is None else self._picks.get(mark.other)
        if mark.kind == "same days":
            assert mark.first is not None  # of the days they share
            shared = dates_plain(Dates(start=mark.first, end=mark.last), to=to)
            return f"same days as {self._edition(mark.other)}: {shared}"
        if other is not None:
            return self._beside(mark, one, other, spoken=to != "-")
        if mark.kind == "moved":
            return _moved(one, to)
        if mark.kind == "gone":
            return f"gone: the data no longer has {mark.other or 'it'}"
        if mark.kind == "not read":
            return "not read: a file of yours that may tell of it is wrong"
        if mark.kind == "not known yet":
            return "not known yet: nothing had been announced of it"
        return mark.kind

    def after(self, gap: Gap, *, spoken: bool = False) -> str:
        """How long is free, and after which pick: "3 h free after the panel"."""
        free = minutes(between(gap.starts, gap.ends), spoken=spoken)
        return f"{free} free after {self._the(self._picks[gap.after], gap.starts)}"

    def _edition(self, key: str | None) -> str | None:
        views = (one.seen for one in self._picks.values() if one.seen is not None)
        return next((titled(view) for view in views if view.edition.id == key), None)

    def _beside(self, mark: Mark, one: Planned, other: Planned, *, spoken: bool) -> str:
        assert one.starts is not None  # it does not fit at a time
        the = self._the(other, one.starts)

        def say(number: int | None) -> str:
            return minutes(dt.timedelta(minutes=number or 0), spoken=spoken)

        if mark.kind == "may overlap":
            whose = f"{the}'" if the.endswith("s") else f"{the}'s"
            return f"may overlap: {whose} end was not published"
        if mark.kind == "tight":
            rooms = [_room(pick) or "" for pick in (other, one)]
            if at_two_shows(other, one):
                rooms = [f"{_room(pick)}, {_city(pick)}" for pick in (other, one)]
            return f"tight: {say(mark.minutes)} between {' and '.join(rooms)}"
        if mark.minutes is not None:
            return f"overlap: {say(mark.minutes)} with {the}"
        if not mark.into:
            return f"overlap: starts at the same time as {the}"
        return (
            f"overlap: starts {say(mark.into)} into {the}, {say(mark.left)} before its"
            " end"
        )

    def _the(self, one: Planned, then: dt.datetime) -> str:
        """A pick by its kind where it is the latest of that kind at a moment."""
        kind = kind_of(one)
        begun = [
            other.starts
            for other in self._picks.values()
            if kind_of(other) == kind
            and other.starts is not None
            and other.pick.id != one.pick.id
            and between(other.starts, then) >= dt.timedelta()
        ]
        assert one.starts is not None  # it has begun, too
        is_latest = all(between(start, one.starts) > dt.timedelta() for start in begun)
        return f"the {kind}" if is_latest else label(one)


def kind_of(one: Planned) -> str:
    """What a pick is: a kind of session, "edition", "day", or that of an own entry."""
    if one.session is not None:
        return one.session.session.kind
    if one.pick.kind is not None:
        return one.pick.kind
    has_part = "/" in one.pick.id
    return ("day" if has_part else "edition") if one.is_edition else "session"


def length_minutes(gap: Gap) -> int:
    """The whole minutes of free time."""
    return int(between(gap.starts, gap.ends).total_seconds()) // 60


def _city(one: Planned) -> str:
    return "" if one.seen is None else place(one.seen).partition(",")[0]


def _room(one: Planned) -> str | None:
    return one.pick.place if one.session is None else one.session.session.room


def _moved(one: Planned, to: str) -> str:
    """From which day and time a pick moved, and to which."""
    assert one.seen is not None  # of the data
    if one.day is not None:
        now = dates_plain(one.seen.dates, to=to)
        return f"moved: {titled(one.seen)} is now on {now}; pick another day"
    if one.session is None:
        then = dates_plain(Dates(start=one.pick.date, end=one.pick.last), to=to)
        return f"moved: was {then}, now {dates_plain(one.seen.dates, to=to)}"
    session = one.session.session
    same = (one.pick.date, one.pick.start) == (session.date, session.start)
    if same and session.end is None:
        return "moved: its end is no longer published"
    then = _clock(one.pick.start, one.pick.end, to)
    now = _clock(session.start, session.end, to)
    if one.pick.date != session.date:
        then = f"{_day(one.pick.date)}, {then}"
        now = f"{_day(session.date)}, {now}"
    return f"moved: was {then}, now {now}"


def _day(day: dt.date | None) -> str:
    return "a day not known" if day is None else f"{weekday(day)} {day_plain(day)}"


def _clock(start: dt.time | None, end: dt.time | None, to: str) -> str:
    if start is None:
        return "time not published"
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}{to}{end:%H:%M}"


def added(answer: Agenda, ids: Sequence[str], before: Agenda) -> list[str]:
    """What was added, a line each, and under it what does not fit.

    Last stands what does not fit any more about other picks.
    """
    marks = Marks(answer.picks)
    picks = {one.pick.id: one for one in answer.picks}
    known = {one.pick.id for one in before.picks}
    lines = []
    for key in dict.fromkeys(ids):
        one = picks[key]
        done = "Picked already, brought up to date:" if key in known else "Added"
        lines.append(f"{done} {key}: {label(one)}, {when(one)}.")
        lines += [f"  {sign(mark)} {marks.words(one, mark)}" for mark in one.marks]
    lines += [
        f"  {sign(mark)} {label(one)}: {marks.words(one, mark)}"
        for one, mark in _new_marks(answer, before)
        if one.pick.id not in ids
    ]
    return lines


def overlaps(answer: Agenda, before: Agenda) -> list[str]:
    """What overlaps, or may, and which editions share days, that did not before."""
    marks = Marks(answer.picks)
    return [
        f"{label(one)}: {marks.words(one, mark)}"
        for one, mark in _new_marks(answer, before)
        if mark.kind in ("overlap", "may overlap", "same days")
    ]


def _new_marks(answer: Agenda, before: Agenda) -> list[tuple[Planned, Mark]]:
    known = {one.pick.id: one.marks for one in before.picks}
    return [
        (one, mark)
        for one in answer.picks
        for mark in one.marks
        if mark not in known.get(one.pick.id, ())
    ]


def when(one: Planned) -> str:
    """When a pick is, in a line: its days, or its day with the clock at the venue."""
    if one.is_whole_days and dates(one) != Dates():
        return dates_plain(dates(one))
    if one.first is None:
        return "day not known"
    said = f"{weekday(one.first)} {day_plain(one.first)}"
    if one.starts is None:
        half = None if one.session is None else one.session.half_day
        return f"{said}, time not published" if half is None else f"{said}, {half}"
    return f"{said}, {clock(one)}"


def clock(one: Planned, *, spoken: bool = False) -> str:
    """When on its day a pick is: "12:05-12:35 Paris", "all day"."""
    if one.starts is None:
        return "all day"
    zone = one.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    say = span_spoken if spoken else span
    return f"{say(one, None)} {zone_city(zone)}"


def clocks(one: Planned, reader: ZoneInfo | None, *, spoken: bool = False) -> str:
    """When on its day a pick is, on the reader's clock, too, where that differs."""
    if one.session is not None and one.starts is None:
        half = one.session.half_day
        return "time not published" if half is None else half.capitalize()
    said = clock(one, spoken=spoken)
    if reader is None or not clocks_differ([one], reader):
        return said
    say = span_spoken if spoken else span
    return f"{said}, {say(one, reader)} {zone_city(reader)}"


def free(gap: Gap, day: AgendaDay, marks: Marks) -> str:
    """Free time in one line, with the sessions that would fit."""
    said = f"{span(gap, None)} {zone_city(day.zone)}: {marks.after(gap)}"
    fits = [
        f"{span(one, None)} {session_label(one.session, day.themes)} (ID {one.id})"
        for one in gap.fits
    ]
    return f"{said}; in the programme: {', '.join(fits)}" if fits else said


def notes(answer: Agenda, *, to: str = "-") -> list[str]:
    """What is to be known of the picks: open ends, moves, the age of old data."""
    found = []
    if any(
        one.ends is None and one.starts is not None and not one.pick.is_own
        for one in answer.picks
    ):
        found.append("from: the end was not published.")
    found += [f"Known since: {known_since(view, to=to)}" for view in answer.known_later]
    age = data_age(answer.reviewed, answer.standpoint)
    return [*found, age] if age is not None and "ago" in age else found
