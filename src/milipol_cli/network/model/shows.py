"""Shows, their editions, and what was made known about them."""

import datetime as dt
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.kinds import (
    MOST_IN_A_FILE,
    MOST_LISTED,
    Certainty,
    Count,
    CountryCode,
    EditionId,
    Month,
    Notes,
    ShowId,
    Slug,
    Sources,
    Text,
    Year,
)
from milipol_cli.network.model.record import Contradiction, Record

Status = Literal["tentative", "announced", "postponed", "cancelled", "held"]
NumberBasis = Literal["printed", "counted"]

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
    notes: Notes = ()


class Theme(Record, frozen=True, kw_only=True):
    """What an edition, a day or a half-day is about."""

    title: Text
    summary: Text | None = None
    certainty: Certainty = "stated"
    notes: Notes = ()
    source: Sources


class EditionTheme(Theme, frozen=True, kw_only=True):
    """The theme of an edition, with the day it was known (or known by) if that is."""

    known: dt.date | None = None
    known_by: dt.date | None = None

    def __post_init__(self) -> None:
        if self.known is not None and self.known_by is not None:
            raise Contradiction("known_by", "only one of known and known_by")

    @property
    def day_known(self) -> dt.date | None:
        """The first day as of which this is known, if a day is given."""
        return self.known or self.known_by


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
        """The first day as of which this is known."""
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
    notes: Notes = ()
    certainty: Certainty = "stated"
    source: Sources

    def __post_init__(self) -> None:
        Known.__post_init__(self)
        _ = self.dates  # refuses days that contradict one another

    @property
    def dates(self) -> Dates | None:
        """The dates this notice gives, or None where it gives none."""
        if not (self.start or self.end or self.month or self.year):
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
    notes: Notes = ()
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
    notes: Notes = ()
    source: Annotated[tuple[Slug, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    notice: Annotated[
        tuple[Notice, ...], msgspec.Meta(min_length=1, max_length=MOST_LISTED)
    ]
    figure: Annotated[tuple[Figure, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()

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
    aliases: Annotated[tuple[Slug, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    city: Text
    country: Text
    country_code: CountryCode
    zone: ZoneInfo
    organiser: Text | None = None
    patron: Text | None = None
    website: Text | None = None
    reviewed: dt.date
    rhythm: Rhythm | None = None
    notes: Notes = ()
    source: Sources


class OwnShow(Show, frozen=True, kw_only=True):
    """A show of one of the user's own data folders."""


class ShowFile(Record, frozen=True, kw_only=True):
    """A `show.toml`: the show, its venues and its editions."""

    show: Show
    venue: Annotated[tuple[Venue, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)] = ()
    edition: Annotated[
        tuple[Edition, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)
    ] = ()
