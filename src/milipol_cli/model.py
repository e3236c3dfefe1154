"""What the data files hold: shows, editions, programmes, news, sources.

Every value is frozen and is checked while it is built, whether it comes from a TOML
file or from code. Fields keep the names that the data files use.
"""

import calendar
import datetime as dt
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

Certainty = Literal["stated", "planned", "inferred"]
HalfDay = Literal["morning", "afternoon"]
Status = Literal["tentative", "announced", "postponed", "cancelled", "held"]
Phase = Literal["upcoming", "on", "over"]
NumberBasis = Literal["printed", "counted"]
SourceKind = Literal[
    "organiser", "authority", "press", "participant", "reference", "directory"
]
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
OwnKind = Literal["meeting", "deadline", "travel"]
Measure = Literal[
    "visitors",
    "visitor_countries",
    "exhibitors",
    "exhibitor_countries",
    "countries",
    "delegations",
    "delegation_countries",
    "officials",
    "journalists",
    "area_m2",
    "deals",
]

# `$` alone also matches before a final newline; the lookahead forbids that, and it
# means the same in the JSON Schema dialect of regular expressions.
_END = r"$(?!\n)"
Slug = Annotated[
    str,
    msgspec.Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*" + _END,
        max_length=80,
        description="an id of small letters, digits and hyphens, at most 80",
    ),
]
ShowId = Annotated[
    str,
    msgspec.Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*" + _END,
        max_length=40,
        description="an id of small letters, digits and hyphens, at most 40",
    ),
]
EditionId = Annotated[
    str,
    msgspec.Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*-[0-9]{4}" + _END,
        max_length=45,
        description="a show's id and a year, like paris-2027",
    ),
]
Month = Annotated[
    str,
    msgspec.Meta(
        pattern="^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])" + _END,
        description="a month like '2027-05', in quotes",
    ),
]
Year = Annotated[
    int, msgspec.Meta(ge=1, le=9999, description="a year like 2027, without quotes")
]
CountryCode = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Z]{2}" + _END,
        description="a country's two capital letters, like FR (ISO 3166)",
    ),
]
# The clock at a venue; the schema's pattern is for editors, which read times as text.
Clock = Annotated[
    dt.time,
    msgspec.Meta(
        description="a time like 14:30:00, without quotes or offset",
        extra_json_schema={"pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$"},
    ),
]
WholeId = Annotated[
    str,
    msgspec.Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?" + _END,
        max_length=130,
        description="an id like paris-2027, or one of its parts after a slash",
    ),
]
LeadText = Annotated[
    str,
    msgspec.Meta(
        pattern="^([0-9]{1,3}w|[0-9]{1,4}d)(@([01][0-9]|2[0-3]):[0-5][0-9])?"
        + _END
        + "|^([0-9]{1,5}h|[0-9]{1,7}m)"
        + _END,
        description="a time before the start, like 2w, 1d@09:00, 2h or 15m",
    ),
]
Count = Annotated[int, msgspec.Meta(ge=0, le=10**15)]
Text = Annotated[str, msgspec.Meta(min_length=1, description="a text, not empty")]
Sources = Annotated[tuple[Slug, ...], msgspec.Meta(min_length=1)]

_Value = TypeVar("_Value")


class Contradiction(ValueError):
    """A field that does not go with the others of its table."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


def converted(table: object, kind: type[_Value]) -> _Value:
    """The value that a TOML table holds; raises msgspec.ValidationError."""
    return msgspec.convert(table, kind, dec_hook=_zone)


def _zone(kind: type, value: object) -> ZoneInfo:
    """Msgspec asks here for the values of a type it does not know: time zones."""
    assert kind is ZoneInfo
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (OSError, ValueError, KeyError):
        raise ValueError("no such time zone") from None


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of every value: frozen, named fields only, unknown keys refused."""


# The years that a reader may ask about, and that a time of day may be in: at the ends
# of the calendar there are moments that have no day in another zone.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def _refuse_far(field: str, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Contradiction(field, f"a year from {FIRST_YEAR} to {LAST_YEAR}")


class Dates(Record, frozen=True, kw_only=True):
    """When something is: its days, a start alone, a month, a year, or nothing yet.

    Days are dates at the venue; `end` is the last day itself, not the day after.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    month: Month | None = None
    year: Year | None = None

    def __post_init__(self) -> None:
        given = (self.start, self.month, self.year)
        if sum(part is not None for part in given) > 1:
            extra = "month" if self.year is None else "year"
            raise Contradiction(extra, "only one of start, month and year")
        if self.end is not None:
            if self.start is None:
                raise Contradiction("start", "a start beside the end")
            if self.end < self.start:
                raise Contradiction("end", f"a day on or after {self.start}, the start")


def window(dates: Dates) -> tuple[dt.date, dt.date]:
    """The first and the last day that dates may mean; a start alone is one day."""
    if dates.start is not None:
        return dates.start, dates.end or dates.start
    if dates.month is not None:
        year, month = int(dates.month[:4]), int(dates.month[5:])
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, 1), dt.date(year, month, last)
    assert dates.year is not None  # an edition's dates are never empty
    return dt.date(dates.year, 1, 1), dt.date(dates.year, 12, 31)


class Source(Record, frozen=True, kw_only=True):
    """Where a fact was read. `address` is absent where the page has none to give."""

    id: Slug
    publisher: Text
    kind: SourceKind
    title: Text | None = None
    address: Text | None = None
    date: dt.date | None = None
    month: Month | None = None
    year: Year | None = None


class Venue(Record, frozen=True, kw_only=True):
    """A place that editions are held at; without `name` only the city is known.

    `short` is what it is called in a narrow column.
    """

    id: Slug
    zone: ZoneInfo
    name: Text | None = None
    short: Text | None = None
    city: Text | None = None
    country: Text | None = None
    country_code: CountryCode | None = None
    address: Text | None = None
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    source: Sources
    notes: tuple[Text, ...] = ()


class Theme(Record, frozen=True, kw_only=True):
    """What an edition, a day or a half-day is about."""

    title: Text
    summary: Text | None = None
    certainty: Certainty = "stated"
    notes: tuple[Text, ...] = ()
    source: Sources


class EditionTheme(Theme, frozen=True, kw_only=True):
    """The theme of an edition, with the day it was known (or known by) if that is."""

    known: dt.date | None = None
    known_by: dt.date | None = None

    def __post_init__(self) -> None:
        if self.known is not None and self.known_by is not None:
            raise ValueError("Expected only one of known and known_by")

    @property
    def day_known(self) -> dt.date | None:
        """The first day on which a standpoint may know of this, where that is told."""
        return self.known or self.known_by


class DayTheme(Theme, frozen=True, kw_only=True):
    """The theme of a day, or of one half of it."""

    date: dt.date
    half_day: HalfDay | None = None


class Known(Record, frozen=True, kw_only=True):
    """The day something was made known, or the day by which it had been."""

    known: dt.date | None = None
    known_by: dt.date | None = None

    def __post_init__(self) -> None:
        if (self.known is None) == (self.known_by is None):
            which = "known" if self.known is None else "known_by"
            raise Contradiction(which, "one of known and known_by")

    @property
    def day_known(self) -> dt.date:
        """The first day on which a standpoint may know of this."""
        day = self.known or self.known_by
        assert day is not None  # held by __post_init__
        return day


class Notice(Known, frozen=True, kw_only=True):
    """What was made known about an edition, and when.

    A field that a notice leaves out stays as the notices before it had it. `headline`
    is a line that stands alone, `summary` the same beside the edition's name, and the
    first of `notes` is short enough to stand under a table.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    month: Month | None = None
    year: Year | None = None
    status: Status
    venue: Slug | None = None
    name: Text | None = None
    headline: Text | None = None
    summary: Text | None = None
    notes: tuple[Text, ...] = ()
    certainty: Certainty = "stated"
    source: Sources

    def __post_init__(self) -> None:
        Known.__post_init__(self)
        _ = self.dates  # refuses days that contradict one another

    @property
    def dates(self) -> Dates | None:
        """The dates this notice gives, or None where it gives none."""
        if self.start is None and self.month is None and self.year is None:
            if self.end is not None:
                raise Contradiction("start", "a start beside the end")
            return None
        return Dates(start=self.start, end=self.end, month=self.month, year=self.year)


class Figure(Known, frozen=True, kw_only=True):
    """A number about an edition: expected before it, or counted or reported after.

    `upper` closes a range ("150 to 160"); `currency` is the ISO 4217 code of deals.
    """

    measure: Measure
    kind: Literal["expected", "counted"]
    value: Count
    upper: Count | None = None
    bound: Literal["about", "at least"] | None = None
    currency: Text | None = None
    notes: tuple[Text, ...] = ()
    source: Sources


class Edition(Record, frozen=True, kw_only=True):
    """One holding of a show: the sum of its notices.

    `number` is its ordinal in the show's own count, absent where it has none;
    `number_basis` says whether that number was printed or counted from others.
    `source` is what the number and the `notes` rest on.
    """

    id: EditionId
    number: Annotated[int, msgspec.Meta(ge=1, le=9999)] | None = None
    number_basis: NumberBasis | None = None
    theme: EditionTheme | None = None
    notes: tuple[Text, ...] = ()
    source: tuple[Slug, ...] = ()
    notice: Annotated[tuple[Notice, ...], msgspec.Meta(min_length=1)]
    figure: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if (self.number is None) != (self.number_basis is None):
            missing = "number" if self.number is None else "number_basis"
            raise Contradiction(missing, "a number and its number_basis together")


class Rhythm(Known, frozen=True, kw_only=True):
    """How often a show comes round, where a source says so."""

    every_years: Annotated[int, msgspec.Meta(ge=1, le=20)]
    summary: Text
    source: Sources


class Show(Record, frozen=True, kw_only=True):
    """A recurring event of the network; `reviewed` is the day it was last read."""

    id: ShowId
    name: Text
    aliases: tuple[Slug, ...] = ()
    city: Text
    country: Text
    country_code: CountryCode
    zone: ZoneInfo
    organiser: Text | None = None
    patron: Text | None = None
    website: Text | None = None
    reviewed: dt.date
    rhythm: Rhythm | None = None
    notes: tuple[Text, ...] = ()
    source: Sources


class ShowFile(Record, frozen=True, kw_only=True):
    """A `show.toml`: the show, its venues and its editions."""

    show: Show
    venue: tuple[Venue, ...] = ()
    edition: tuple[Edition, ...] = ()


class Speaker(Record, frozen=True, kw_only=True):
    """Somebody who speaks. `brief` is the few words that follow the name in a line."""

    name: Text
    role: Text | None = None
    brief: Text | None = None


class Session(Record, frozen=True, kw_only=True):
    """A talk, panel, demonstration or ceremony of a programme.

    `start` and `end` are the clock at the venue. `more_speakers` says that others
    took part whose names were not found. `updated` is the day it was last changed and
    `sequence` how often: calendars go by them when it is exported again. What is
    `private` is exported only where it is asked for.
    """

    id: Slug
    title: Text | None = None
    kind: SessionKind
    date: dt.date | None = None
    start: Clock | None = None
    end: Clock | None = None
    half_day: HalfDay | None = None
    room: Text | None = None
    speaker: tuple[Speaker, ...] = ()
    more_speakers: bool = False
    summary: Text | None = None
    certainty: Certainty = "stated"
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0
    private: bool = False
    notes: tuple[Text, ...] = ()
    source: Sources

    def __post_init__(self) -> None:
        for name, time in (("start", self.start), ("end", self.end)):
            if time is not None and time.tzinfo is not None:
                raise Contradiction(name, "the clock at the venue, without an offset")
        if self.end is not None and self.start is None:
            raise Contradiction("start", "a start beside the end")
        if self.start is not None and self.date is not None:
            _refuse_far("date", self.date.year)


class Times(Record, frozen=True, kw_only=True):
    """What is to be said of the times that sessions have from a source."""

    note: Text
    source: Sources


class Programme(Record, frozen=True, kw_only=True):
    """A `<year>.toml`: the themes and sessions of one edition.

    `notes` are on all of it, that of `times` on the sessions with a time that cite one
    of its sources.
    """

    edition: EditionId
    notes: tuple[Text, ...] = ()
    times: Times | None = None
    theme: tuple[DayTheme, ...] = ()
    session: tuple[Session, ...] = ()


class NewsItem(Record, frozen=True, kw_only=True):
    """A piece of the year-round news.

    `printed` is the date it bears and `describes` the day it was written for. Without
    a date it has the `month` it appeared in, or `known_by`, a day it was out by.
    """

    id: Slug
    title: Text
    summary: Text
    show: ShowId | None = None
    edition: EditionId | None = None
    printed: dt.date | None = None
    month: Month | None = None
    known_by: dt.date | None = None
    describes: dt.date | None = None
    source: Sources

    def __post_init__(self) -> None:
        given = (self.printed, self.month, self.known_by)
        if sum(part is not None for part in given) != 1:
            extra = "known_by" if self.known_by is not None else "month"
            which = extra if any(part is not None for part in given) else "printed"
            raise Contradiction(which, "one of printed, month and known_by")


class SourcesFile(Record, frozen=True, kw_only=True):
    """A `sources.toml`: every source that the other files cite, by its id."""

    source: tuple[Source, ...] = ()


class NewsFile(Record, frozen=True, kw_only=True):
    """A `news.toml`."""

    news: tuple[NewsItem, ...] = ()


# An entry of the reader's own is at most two weeks long.
MOST_MINUTES = 14 * 24 * 60

# What an id of the reader's own begins with; no show is named so.
OWN = "agenda/"


class Pick(Record, frozen=True, kw_only=True):
    """Something on the reader's agenda, as it was when it was picked.

    A session, a day or an edition has its whole `id`, and what the data said of it
    then: its `title`, its `date` and `last` day, and `start` and `end`, the clock at
    the venue. An entry of the reader's own has an id that begins with "agenda/", a
    `kind`, and either a `date` or `at`, a moment, with its length in `minutes`; without
    an offset that is the clock in `zone`. `alarm` replaces the alarms of its kind.
    `updated` and `sequence` are what calendars go by, as those of a session.
    """

    id: WholeId
    title: Text | None = None
    kind: OwnKind | None = None
    at: dt.datetime | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)] | None = None
    zone: ZoneInfo | None = None
    date: dt.date | None = None
    last: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    edition: EditionId | None = None
    place: Text | None = None
    note: Text | None = None
    alarm: tuple[LeadText, ...] | None = None
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0

    def __post_init__(self) -> None:
        if not self.is_own:
            self._have_none("kind", "at", "minutes", "zone", "edition", "place")
            return
        self._have_none("last", "start", "end")
        for name in ("title", "kind"):
            if getattr(self, name) is None:
                raise Contradiction(name, f"a title and a kind, as the id begins {OWN}")
        if (self.at is None) == (self.date is None):
            extra = "at" if self.at is None else "date"
            raise Contradiction(extra, "one of at and date")
        if self.minutes is not None and self.at is None:
            raise Contradiction("minutes", "none, without at")
        if (self.zone is None) != (self.at is None):
            missing = "zone" if self.zone is None else "at"
            raise Contradiction(missing, "at and its zone together")
        if self.at is not None:
            _refuse_far("at", self.at.year)

    def _have_none(self, *names: str) -> None:
        for name in names:
            if getattr(self, name) is not None:
                why = "as the id begins" if self.is_own else "or an id that begins"
                raise Contradiction(name, f"none, {why} {OWN}")

    @property
    def is_own(self) -> bool:
        """Whether it is an entry of the reader's own."""
        return self.id.startswith(OWN)


class AgendaFile(Record, frozen=True, kw_only=True):
    """An `agenda.toml`: what its reader means to attend."""

    pick: tuple[Pick, ...] = ()
