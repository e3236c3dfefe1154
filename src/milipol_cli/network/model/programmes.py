"""The programme of an edition: themes of days, sessions, speakers."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TypeVar, get_args

import msgspec

from milipol_cli.base.folding import FreeIds, slug
from milipol_cli.network.model.dates import day_in_id, refuse_far
from milipol_cli.network.model.record import (
    ID_OF,
    MOST_IN_A_FILE,
    MOST_LISTED,
    WORDS,
    Certainty,
    Contradiction,
    EditionId,
    Notes,
    Record,
    Sources,
    Text,
    Url,
    text_limits,
)
from milipol_cli.network.model.shows import Theme

_NOON = dt.time(12)
# The longest that a session may last; it may pass midnight.
LONGEST = dt.timedelta(hours=12)
HalfDay = Literal["morning", "afternoon"]

# The id of a day is a date, so the id of a session must not be one.
SessionId = Annotated[
    str,
    text_limits(
        "(?![0-9]{4}-[0-9]{2}-[0-9]{2}$)" + WORDS, f"{ID_OF.format(80)}, not a date", most=80
    ),
]

# A time on the clock at the venue; the pattern is for editors, which see it as text.
Clock = Annotated[
    dt.time,
    msgspec.Meta(
        description="a time like '14:30', without an offset",
        extra_json_schema={"pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-9]{2}(\.[0-9]+)?)?$"},
    ),
]

# Usual kinds of sessions; any other word may be one, too.
KnownKind = Literal[
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
KNOWN_KINDS: tuple[str, ...] = get_args(KnownKind)

_LONGEST_KIND = 40

SessionKind = Annotated[
    str,
    text_limits(
        r"\S([^\r\n]*\S)?",
        f"a word or two, like panel, of at most {_LONGEST_KIND} characters",
        most=_LONGEST_KIND,
        examples=[*KNOWN_KINDS],
    ),
]


class DayTheme(Theme, frozen=True, kw_only=True):
    """The theme of a day or a half-day; `source` may be that of the programme."""

    date: dt.date
    half_day: HalfDay | None = None
    source: Sources = ()

    @property
    def id(self) -> str:
        """The day or half-day, which no two themes of a programme share."""
        return f"{self.date} {self.half_day or ''}".strip()


class Speaker(Record, frozen=True, kw_only=True):
    """A speaker of a session; `brief` is a short form of the role, for one line."""

    name: Text
    role: Text | None = None
    brief: Text | None = None

    @property
    def shown_role(self) -> str | None:
        """The role, or its short form if only that is known."""
        return self.role or self.brief

    @property
    def in_full(self) -> str:
        """Everything known of the speaker: "Ana Diaz, minister of the interior"."""
        role = self.shown_role
        return self.name if role is None else f"{self.name}, {role}"


class Session(Record, frozen=True, kw_only=True):
    """A talk, panel, demonstration or ceremony of a programme.

    `start` and `end` are times on the clock at the venue. With `more_speakers`, others
    took part whose names were not found. `updated` is the day of its last change and
    `sequence` the number of changes; calendars use them when it is exported again. A
    `private` session is exported only if it is asked for. `uid` is its guid or UID in
    the file it was imported from. Beside a title, the `id` and the `kind` may be left
    out, and `source` if the programme has one: the programme fills them in.
    """

    id: SessionId = ""
    title: Text | None = None
    kind: SessionKind = ""
    date: dt.date | None = None
    start: Clock | None = None
    end: Clock | None = None
    half_day: HalfDay | None = None
    room: Text | None = None
    track: Text | None = None
    url: Url | None = None
    uid: Text | None = None
    speaker: Annotated[tuple[Speaker, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    more_speakers: bool = False
    summary: Text | None = None
    certainty: Certainty = "stated"
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0
    private: bool = False
    cancelled: bool = False
    notes: Notes = ()
    source: Sources = ()

    def __post_init__(self) -> None:
        """Raises Contradiction for fields that do not go together; fills in a kind.

        A day may be far away only without a time, which could not be converted to UTC.
        """
        if self.title is None:
            for name in ("id", "kind"):
                if not getattr(self, name):
                    expected = f"the {name} of a session without a title"
                    raise Contradiction(name, expected)
        if not self.kind:
            msgspec.structs.force_setattr(self, "kind", "session")
        if self.end is not None and self.start is None:
            raise Contradiction("start", "a start, since there is an end")
        if self.start is not None and self.date is not None:
            refuse_far("date", self.date)

    @property
    def half_by_clock(self) -> HalfDay | None:
        """The half-day in which the session starts; None without a time."""
        return None if self.start is None else half_of(self.start)

    @property
    def passes_midnight(self) -> bool:
        """Whether the session ends on the next day: its end is not after its start."""
        return self.start is not None and self.end is not None and self.end <= self.start


# The room in a schedule.xml of sessions whose room is not known: programs show a room
# without a name as such. An import leaves it out.
NO_ROOM = "Room not published"


def room_key(name: str) -> str:
    """The name of a room without differences in case and spaces."""
    return " ".join(name.casefold().split())


def half_of(time: dt.time) -> HalfDay:
    """The half-day of a time of day."""
    return "morning" if time < _NOON else "afternoon"


def theme_for(session: Session, themes: Iterable[DayTheme]) -> str | None:
    """The theme of the half-day, if any, which names a session without a title."""
    half = session.half_day or session.half_by_clock
    if session.title is not None or half is None:
        return None
    return next(
        (theme.title for theme in themes if (theme.date, theme.half_day) == (session.date, half)),
        None,
    )


# Kinds that add nothing to a title, so they are left out before it.
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})


def kind_name(session: Session) -> str:
    """The kind of a session with a capital: "Keynote"."""
    return session.kind[0].upper() + session.kind[1:]


# A shorter word before a colon is not taken for a short form of a kind.
_SHORTEST_KIND = len("demo")


def session_name(session: Session, theme: str | None) -> str:
    """The name of a session everywhere, with its kind: "Panel: Cold cases"."""
    kind, subject = kind_name(session), session.title or theme
    if subject is None:
        return kind
    is_plain = session.kind.casefold() in _PLAIN_KINDS
    return subject if is_plain else with_kind(kind, subject)


def with_kind(kind: str, title: str) -> str:
    """A title with its kind before it, unless the title has the kind already.

    It does if it begins with that word, or if the word before its first colon is short
    for the kind: "Live demo: Drones" for a demonstration.
    """
    begin, rest = title[: len(kind)], title[len(kind) :]
    begins_with_it = begin.casefold() == kind.casefold() and not rest[:1].isalnum()
    label, colon, _ = title.casefold().partition(":")
    last = label.rpartition(" ")[2]
    is_short = len(last) >= _SHORTEST_KIND and kind.casefold().startswith(last)
    is_labelled = colon and is_short
    return title if begins_with_it or is_labelled else f"{kind}: {title}"


class Times(Record, frozen=True, kw_only=True):
    """A note about the session times that come from some of the sources."""

    note: Text
    source: Sources


_Sourced = TypeVar("_Sourced", Session, DayTheme)


class Extra(Record, frozen=True, kw_only=True):
    """The contents of a `<year>-extra.toml`: what is added to a programme.

    `source` is the source of themes and sessions without a source of their own.
    Sessions without an id get an id that is made of the title.
    """

    edition: EditionId
    source: Sources = ()
    theme: Annotated[tuple[DayTheme, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)] = ()
    session: tuple[Session, ...] = ()

    def __post_init__(self) -> None:
        sessions = _with_ids(_with_source(self.session, self.source))
        msgspec.structs.force_setattr(self, "session", sessions)
        themes = _with_source(self.theme, self.source)
        msgspec.structs.force_setattr(self, "theme", themes)
        records: list[Session | DayTheme] = [*themes, *sessions]
        if not all(record.source for record in records):
            expected = "sources for the whole file, or for each theme and session"
            raise Contradiction("source", expected)


def _with_source(records: tuple[_Sourced, ...], source: Sources) -> tuple[_Sourced, ...]:
    """The records; records without a source of their own have the file's source."""
    if all(record.source for record in records):
        return records
    return tuple(
        record if record.source else msgspec.structs.replace(record, source=source)
        for record in records
    )


def _with_ids(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """The sessions in their order; a session without an id gets a free one."""
    known = {session.id for session in sessions}
    if "" not in known:
        return sessions
    ids = FreeIds(known)
    return tuple(
        session
        if session.id
        else msgspec.structs.replace(session, id=ids.take(made_id(session.title or "")))
        for session in sessions
    )


def made_id(title: str) -> str:
    """The id of a session that is made of its title, or of another text."""
    made = slug(title)
    # The id of a day is a date.
    return f"session-{made}" if day_in_id(made) else made


class Programme(Extra, frozen=True, kw_only=True, dict=True):
    """The contents of a `<year>.toml`: the themes and sessions of one edition.

    `notes` are about the whole programme; the note of `times` is about the sessions
    with a time that cite one of its sources.
    """

    notes: Notes = ()
    times: Times | None = None

    @functools.cached_property
    def sessions_by_id(self) -> Mapping[str, Session]:
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

    def for_day(self, day: dt.date) -> "Programme":
        """The programme with only the sessions of a day, if there are any."""
        return self.days.get(day) or msgspec.structs.replace(self, session=())

    def name_of(self, session: Session) -> str:
        """The name of a session everywhere."""
        return session_name(session, theme_for(session, self.theme))


class OwnProgramme(Programme, frozen=True, kw_only=True, dict=True):
    """A programme that is, or has a part, in one of the user's own folders."""
