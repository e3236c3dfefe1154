"""Themes, sessions and newsletters in words."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, get_args
from zoneinfo import ZoneInfo

from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.kinds import Certainty
from milipol_cli.model.programmes import DayTheme, HalfDay, Session, Speaker
from milipol_cli.schedule.editions import window
from milipol_cli.wording.dates import (
    count,
    day_long,
    day_month,
    minutes,
    ordinal,
    sentence,
    weekday,
)
from milipol_cli.wording.editions import day_of_last
from milipol_cli.wording.zones import between, clock, same_offset

if TYPE_CHECKING:
    from milipol_cli.answers.days import SessionSeen, ShowDay
    from milipol_cli.answers.editions import Phase
    from milipol_cli.model.news import NewsItem

    class Timed(Protocol):
        """Something with a time: an aware start and end, None where unknown."""

        @property
        def starts(self) -> dt.datetime | None:
            """When it starts."""

        @property
        def ends(self) -> dt.datetime | None:
            """When it ends."""

    class Phased(Timed, Protocol):
        """Something with a time and a phase, as a session has them."""

        @property
        def phase(self) -> Phase | None:
            """Where it stands at the moment of asking."""

        @property
        def may(self) -> bool:
            """Whether the phase rests on an end that was not published."""

        @property
        def next(self) -> bool:
            """Whether it is the next of its day."""


# Kinds that say no more than a title does, so that they need not stand before it.
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})

PICKED = "picked"
NO_PROGRAMME = "No programme is known for this day."


class ThemeWords(NamedTuple):
    """A theme as it is told: with its half-day, where it has one of its own.

    `of` are the themes of halves that it stands for.
    """

    half_day: HalfDay | None
    title: str
    summary: str | None
    note: str | None
    of: tuple[DayTheme, ...] = ()

    @property
    def sources(self) -> list[str]:
        """The ids of what it rests on."""
        return [key for theme in self.of for key in theme.source]

    @property
    def certainty(self) -> Certainty:
        """How sure the surest of them is."""
        order = get_args(Certainty)
        return min((theme.certainty for theme in self.of), key=order.index)

    @property
    def notes(self) -> list[str]:
        """All that is remarked on it; of a half that is less sure, with its name."""
        found = []
        for theme in self.of:
            half = None if theme.certainty == self.certainty else theme.half_day
            name = "" if half is None else f"{half}: "
            found += [f"{name}{note}" for note in theme.notes]
        return list(dict.fromkeys(found))


def themes(day: "ShowDay") -> list[ThemeWords]:
    """The themes of a day, each title once.

    The note is the reason where the theme, in all its halves, is only inferred.
    """
    found = []
    for title in dict.fromkeys(theme.title for theme in day.themes):
        same = [theme for theme in day.themes if theme.title == title]
        half = same[0].half_day if len(same) == 1 else None
        summary = next((t.summary for t in same if t.summary is not None), None)
        inferred = all(theme.certainty == "inferred" for theme in same)
        note = sentence(same[0].notes[0]) if inferred and same[0].notes else None
        found.append(ThemeWords(half, title, summary, note, tuple(same)))
    return found


def _inferred(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred where its day's theme is not, and should say so."""
    themes_inferred = any(
        theme.certainty == "inferred" and theme.half_day is None for theme in themes
    )
    return session.certainty == "inferred" and not themes_inferred


def kind(session: Session) -> str:
    """The kind with a capital: "Keynote"."""
    return session.kind.capitalize()


def session_label(
    session: Session, themes: Sequence[DayTheme], *, whole_speakers: bool = False
) -> str:
    """A session in one line: kind, then title, or who speaks where the title says less.

    A title that only repeats a theme of the day gives way to the speakers.
    """
    said = session_subject(session, themes, whole_speakers=whole_speakers)
    return _with_kind(session, said)


def _with_kind(session: Session, said: str) -> str:
    """What is said of a session after its kind, where the kind tells something."""
    if not said or said == kind(session):
        return kind(session)
    return said if session.kind in _PLAIN_KINDS else f"{kind(session)}: {said}"


def session_label_alone(session: Session) -> str:
    """A session in one line where no day's themes stand above it."""
    return _with_kind(session, session.title or speakers(session, whole=False))


def session_subject(
    session: Session, themes: Sequence[DayTheme], *, whole_speakers: bool = False
) -> str:
    """What a session is about, without its kind.

    `whole_speakers` says what the speakers are, too.
    """
    titles = {theme.title for theme in themes}
    said = session.title
    if said is None or (said in titles and session.speaker):
        said = speakers(session, whole=whole_speakers) or kind(session)
    return f"{said}, inferred" if _inferred(session, themes) else said


def session_whole(said: str, session: Session) -> str:
    """What is said of a session, with who speaks and how sure it is."""
    said = said.removesuffix(", inferred")
    who = speakers(session, whole=False)
    if session.speaker and session.speaker[0].name not in said:
        said = f"{said}, with {who}"
    return sure(said, session.certainty)


def sure(said: str, certainty: Certainty) -> str:
    """What is said, and how sure that is where it was not stated."""
    return said if certainty == "stated" else f"{said}, {certainty}"


def speakers(session: Session, *, whole: bool) -> str:
    """Who speaks, short: the first, and how many others."""
    if not session.speaker:
        return ""
    first = session.speaker[0]
    said = _speaker_line(first) if whole else first.name
    others = len(session.speaker) - 1
    if others:
        return f"{said}, {count(others, 'other')}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return said


def _speaker_line(speaker: Speaker) -> str:
    return speaker.name if speaker.brief is None else f"{speaker.name}, {speaker.brief}"


def clocks_differ(sessions: "Sequence[Timed]", zone: ZoneInfo | None) -> bool:
    """Whether the reader's clock shows another time for any of the sessions."""
    return zone is not None and any(
        one.starts.astimezone(zone).utcoffset() != one.starts.utcoffset()
        for one in sessions
        if one.starts is not None
    )


def span(one: "Timed", zone: ZoneInfo | None) -> str:
    """When a session is on a clock: "10:00-10:30", "from 11:00", "22:30-00:30 +1 day".

    What takes no time has one time alone: "18:00".

    Without a zone on the venue's. `+1 day` and `-1 day` say that the date there is
    another than the session's own at the venue.
    """
    assert one.starts is not None  # asked only of sessions with a time
    starts = one.starts if zone is None else one.starts.astimezone(zone)
    said = f"from {starts:%H:%M}"
    last = starts
    if one.ends == one.starts:
        said = f"{starts:%H:%M}"
    elif one.ends is not None:
        last = one.ends if zone is None else one.ends.astimezone(zone)
        said = f"{starts:%H:%M}-{last:%H:%M}"
    ahead = (last.date() - one.starts.date()).days
    if ahead == 0 and starts.date() != one.starts.date():
        ahead = (starts.date() - one.starts.date()).days
    if ahead == 0:
        return said
    return f"{said} {ahead:+} {'day' if abs(ahead) == 1 else 'days'}"


def span_spoken(one: "Timed", zone: ZoneInfo | None) -> str:
    """When a session is on, to be read aloud: "10:00 to 10:30"."""
    said = span(one, zone)
    return said if one.ends is None else said.replace("-", " to ", 1)


def session_state(
    one: "Phased", now: dt.datetime | None, *, spoken: bool = False
) -> str:
    """How a session stands: "on, 10 min left", "next, in 10 min", "over"."""
    if now is None or one.starts is None or one.phase is None:
        return ""
    if one.phase == "upcoming":
        soon = f"in {minutes(_up(between(now, one.starts)), spoken=spoken)}"
        return f"next, {soon}" if one.next else soon
    if one.phase == "over":
        return "may be over" if one.may else "over"
    if one.ends is None:
        return f"may be on, {minutes(between(one.starts, now), spoken=spoken)} in"
    return f"on, {minutes(_up(between(now, one.ends)), spoken=spoken)} left"


def standing(
    one: "SessionSeen", now: dt.datetime | None, *, spoken: bool = False
) -> str:
    """How a session stands, and before that whether it is on the reader's agenda."""
    state = session_state(one, now, spoken=spoken)
    said = [PICKED] if one.picked else []
    return ", ".join([*said, state] if state else said)


def _up(span: dt.timedelta) -> dt.timedelta:
    """A span to be told in minutes, such that a part of one counts as a whole."""
    return span + dt.timedelta(minutes=1, microseconds=-1)


def half_heading(day: "ShowDay", half: HalfDay | None) -> str:
    """A half-day with its theme: "Morning: The Olympic Games continuum (part 1)"."""
    assert half is not None  # a session with a time has one
    title = next((t.title for t in themes(day) if t.half_day == half), None)
    name = half.capitalize()
    return name if title is None else f"{name}: {title}"


def times_notes(days: "Sequence[ShowDay]") -> list[str]:
    """What is to be known of the times on a page, in one line for each show."""
    notes = (_times_note(day) for day in days)
    return list(dict.fromkeys(note for note in notes if note is not None))


def _times_note(day: "ShowDay") -> str | None:
    timed = [one for one in day.sessions if one.starts is not None]
    if not timed:
        return None
    notes = [sentence(note) for note in day.notes]
    if any(one.ends is None for one in timed):
        notes.insert(0, "from: the end was not published.")
    return " ".join(notes) or None


def newsletter_dates(item: "NewsItem", day: "ShowDay") -> str:
    """For which day a newsletter was written, and which date it bears."""
    date = day.date
    if item.printed is None:
        return f"written for {_relative(item.describes, date)}"
    bears = (
        "dated today" if item.printed == date else f"dated {day_month(item.printed)}"
    )
    if item.describes is None:
        return bears
    said = f"{bears}, written for {_relative(item.describes, date)}"
    if item.describes == date:
        return said
    first, last = window(day.seen.dates)
    if day.seen.dates.start is None or not first <= item.describes <= last:
        return said
    number = (item.describes - first).days + 1
    which = "the final day" if item.describes == day.seen.dates.end else f"day {number}"
    return f'{said}: its "today" is {which}, the {ordinal(item.describes.day)}'


def _relative(day: dt.date | None, today: dt.date) -> str:
    assert day is not None  # asked only of items written for a day
    if day == today:
        return "today"
    return "tomorrow" if day - today == dt.timedelta(days=1) else day_month(day)


def tomorrow(day: "ShowDay") -> list[str]:
    """The titles of tomorrow's themes, each once; the last day is named as such."""
    titles = list(dict.fromkeys(theme.title for theme in day.tomorrow_themes))
    if not titles:
        return []
    next_day = day.date + dt.timedelta(days=1)
    if next_day == day.seen.dates.end:
        titles.append(f"last day, {weekday(next_day)} {day_month(next_day)}")
    return titles


def date_and_day(day: "ShowDay") -> str:
    """The date and which day it is: "Friday 17 ..., day 4 of 4, last day"."""
    tentative = ", tentative" if day.seen.status == "tentative" else ""
    said = day_of_last(day.seen.day, day.seen.days)
    picked = f", {PICKED}" if day.picked else ""
    return f"{day_long(day.date)}, {said}{tentative}{picked}"


def clocks(day: "ShowDay", here: Standpoint) -> str:
    """The moment on the venue's clock, and on the reader's where that differs."""
    assert here.moment is not None  # asked only of standpoints with a clock
    there = clock(here.moment, day.seen.zone)
    zone = here.reader_zone
    if zone is None or same_offset(here.moment, zone, day.seen.zone):
        return there
    return f"{there}, {clock(here.moment, zone)}"
