"""The programme of an edition: themes of days, sessions, speakers."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import msgspec

from milipol_cli.network.model.dates import refuse_far
from milipol_cli.network.model.kinds import (
    MOST_IN_A_FILE,
    MOST_LISTED,
    Certainty,
    Clock,
    EditionId,
    Notes,
    SessionId,
    Sources,
    Text,
)
from milipol_cli.network.model.record import Contradiction, Record
from milipol_cli.network.model.shows import Theme

_NOON = dt.time(12)
HalfDay = Literal["morning", "afternoon"]

SessionKind = Literal[
    "opening",
    "conference",
    "keynote",
    "panel",
    "session",
    "talk",
    "speech",
    "paper",
    "seminar",
    "workshop",
    "demonstration",
    "awards",
    "announcement",
]


class DayTheme(Theme, frozen=True, kw_only=True):
    """The theme of a day or a half-day."""

    date: dt.date
    half_day: HalfDay | None = None


class Speaker(Record, frozen=True, kw_only=True):
    """A speaker of a session; `brief` is a short form of the role, for one line."""

    name: Text
    role: Text | None = None
    brief: Text | None = None

    @property
    def what(self) -> str | None:
        """The role, or its short form if only that is known."""
        return self.role or self.brief


class Session(Record, frozen=True, kw_only=True):
    """A talk, panel, demonstration or ceremony of a programme.

    `start` and `end` are times on the clock at the venue. With `more_speakers`, others
    took part whose names were not found. `updated` is the day of its last change and
    `sequence` the number of changes; calendars use them when it is exported again. A
    `private` session is exported only if it is asked for.
    """

    id: SessionId
    title: Text | None = None
    kind: SessionKind
    date: dt.date | None = None
    start: Clock | None = None
    end: Clock | None = None
    half_day: HalfDay | None = None
    room: Text | None = None
    speaker: Annotated[tuple[Speaker, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    more_speakers: bool = False
    summary: Text | None = None
    certainty: Certainty = "stated"
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0
    private: bool = False
    notes: Notes = ()
    source: Sources

    def __post_init__(self) -> None:
        for name, time in (("start", self.start), ("end", self.end)):
            if time is not None and time.tzinfo is not None:
                raise Contradiction(name, "a time at the venue, without an offset")
        if self.end is not None and self.start is None:
            raise Contradiction("start", "a start, since there is an end")
        if self.start is not None and self.date is not None:
            refuse_far("date", self.date)

    @property
    def half_by_clock(self) -> HalfDay | None:
        """The half-day in which it starts; None without a time."""
        return None if self.start is None else half_of(self.start)

    @property
    def passes_midnight(self) -> bool:
        """Whether it ends on the next day, because its end is not after its start."""
        return (
            self.start is not None and self.end is not None and self.end <= self.start
        )


def room_key(name: str) -> str:
    """The name of a room without differences in case and spaces."""
    return " ".join(name.casefold().split())


def half_of(time: dt.time) -> HalfDay:
    """The half-day of a time of day."""
    return "morning" if time < _NOON else "afternoon"


def theme_for(session: Session, themes: Iterable[DayTheme]) -> str | None:
    """The theme that a session without a title is called by: that of its half-day."""
    half = session.half_day or session.half_by_clock
    if session.title is not None or half is None:
        return None
    return next(
        (
            theme.title
            for theme in themes
            if (theme.date, theme.half_day) == (session.date, half)
        ),
        None,
    )


# Kinds that add nothing to a title, so they are left out before it.
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})


def session_name(session: Session, theme: str | None) -> str:
    """What a session is called everywhere: "Panel: Cold cases".

    It has its kind, and its title or else the `theme` of its half-day.
    """
    kind, subject = session.kind.capitalize(), session.title or theme
    if subject is None or subject == kind:
        return kind
    return subject if session.kind in _PLAIN_KINDS else f"{kind}: {subject}"


class Times(Record, frozen=True, kw_only=True):
    """A note about the session times that come from some of the sources."""

    note: Text
    source: Sources


class Programme(Record, frozen=True, kw_only=True, dict=True):
    """The contents of a `<year>.toml`: the themes and sessions of one edition.

    `notes` are about the whole programme; the note of `times` is about the sessions
    with a time that cite one of its sources.
    """

    edition: EditionId
    notes: Notes = ()
    times: Times | None = None
    theme: Annotated[tuple[DayTheme, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)] = ()
    session: tuple[Session, ...] = ()

    @functools.cached_property
    def sessions_by_id(self) -> Mapping[str, Session]:
        """The sessions by id."""
        return {session.id: session for session in self.session}

    @functools.cached_property
    def days(self) -> "Mapping[dt.date, Programme]":
        """The programme for each day, with only the sessions of that day."""
        days: dict[dt.date, list[Session]] = {theme.date: [] for theme in self.theme}
        for session in self.session:
            if session.date is not None:
                days.setdefault(session.date, []).append(session)
        return {
            day: msgspec.structs.replace(self, session=tuple(sessions))
            for day, sessions in days.items()
        }

    def on(self, day: dt.date) -> "Programme":
        """The programme with only the sessions of a day, if there are any."""
        return self.days.get(day) or msgspec.structs.replace(self, session=())

    def name_of(self, session: Session) -> str:
        """What a session is called everywhere."""
        return session_name(session, theme_for(session, self.theme))


class OwnProgramme(Programme, frozen=True, kw_only=True, dict=True):
    """A programme in one of the user's own folders."""
