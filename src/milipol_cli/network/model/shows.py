"""Shows, their venues and editions, and what was announced about them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.record import (
    MOST_IN_A_FILE,
    MOST_LISTED,
    Certainty,
    Contradiction,
    Count,
    CountryCode,
    EditionId,
    Month,
    Notes,
    Record,
    ShowId,
    Slug,
    Sources,
    Text,
    Year,
)

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

# How many days an edition may take if its show has none with known days.
_USUAL_DAYS = 4


class Venue(Record, frozen=True, kw_only=True):
    """A place of editions, `short` in narrow columns; without a `name`, a city."""

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
    """The theme of an edition, a day or a half-day."""

    title: Text
    summary: Text | None = None
    certainty: Certainty = "stated"
    notes: Notes = ()
    source: Sources


class EditionTheme(Theme, frozen=True, kw_only=True):
    """The theme of an edition, with the day on or by which it was known, if any."""

    known: dt.date | None = None
    known_by: dt.date | None = None

    def __post_init__(self) -> None:
        self.check_one_of("known", "known_by")

    @property
    def day_known(self) -> dt.date | None:
        """The first as-of date on which the theme is known; None if it is undated."""
        return self.known or self.known_by


class Known(Record, frozen=True, kw_only=True):
    """A fact with the day on which, or by which, it was known."""

    known: dt.date | None = None
    known_by: dt.date | None = None

    def __post_init__(self) -> None:
        self.check_one_of("known", "known_by", is_needed=True)

    @property
    def day_known(self) -> dt.date:
        """The first as-of date on which the fact is known."""
        day = self.known or self.known_by
        assert day is not None  # ensured by __post_init__
        return day


class Reported(Known, frozen=True, kw_only=True):
    """A fact that is news: `added` is the day the data got it, if it was known before.

    A fact that is found years later is new to readers who follow the data.
    """

    added: dt.date | None = None

    @property
    def day_added(self) -> dt.date:
        """The day the data got the fact."""
        return self.added or self.day_known


class Notice(Reported, frozen=True, kw_only=True):
    """An announcement about an edition, with its day.

    A field that a notice leaves out keeps its value from earlier notices. `headline` is
    a line of its own; `summary` is shown beside the name of the edition. The first of
    `notes` is short enough to be shown under a table.
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
        _ = self.dates  # raises Contradiction if they contradict each other

    @property
    def is_of_organiser(self) -> bool:
        """Whether the organiser said so: it is no tentative or inferred notice."""
        return self.status != "tentative" and self.certainty == "stated"

    @property
    def dates(self) -> Dates | None:
        """The dates in this notice; None if it has none."""
        if not (self.start or self.end or self.month or self.year):
            return None
        return Dates(start=self.start, end=self.end, month=self.month, year=self.year)


class Figure(Reported, frozen=True, kw_only=True):
    """A number about an edition: expected before it, or counted or reported after.

    `upper` is the end of a range ("150 to 160"); `currency` is an ISO 4217 code, and
    only for deals.
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
    """An edition of a show, with its notices and figures.

    `number` is its number in the show's own count, if there is one; `number_basis` is
    whether that number was printed or counted from other editions. `source` has the
    sources of the number and the `notes`.
    """

    id: EditionId
    number: Annotated[int, msgspec.Meta(ge=1, le=9999)] | None = None
    number_basis: NumberBasis | None = None
    theme: EditionTheme | None = None
    notes: Notes = ()
    source: Annotated[tuple[Slug, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    notice: Annotated[tuple[Notice, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    figure: Annotated[tuple[Figure, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()

    def __post_init__(self) -> None:
        if (self.number is None) != (self.number_basis is None):
            missing = "number" if self.number is None else "number_basis"
            raise Contradiction(missing, "number and number_basis together")


class Rhythm(Known, frozen=True, kw_only=True):
    """How often a show is held, according to a source."""

    every_years: Annotated[int, msgspec.Meta(ge=1, le=20)]
    summary: Text
    source: Sources


class Purpose(Known, frozen=True, kw_only=True):
    """The purpose of a show in a line, according to a source."""

    summary: Text
    source: Sources


class Show(Record, frozen=True, kw_only=True):
    """A trade show; `reviewed` is the day its data was last reviewed."""

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
    purpose: Purpose | None = None
    rhythm: Rhythm | None = None
    notes: Notes = ()
    source: Sources


class OwnShow(Show, frozen=True, kw_only=True):
    """A show that the bundled data does not have: of an own folder, or fetched."""


class FairShow(Show, frozen=True, kw_only=True):
    """A fair of others, of which only lists of exhibitors are known."""


class ShowFile(Record, frozen=True, kw_only=True):
    """The contents of a `show.toml`: the show, its venues and its editions."""

    show: Show
    venue: Annotated[tuple[Venue, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)] = ()
    edition: Annotated[tuple[Edition, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)] = ()


def usual_days(
    edition_id: str, file: ShowFile, is_known: Callable[[Notice], bool] = lambda _: True
) -> int:
    """How many days most other editions of the show take, by the notices known.

    Of several numbers that are as frequent, the highest.
    """
    lengths: Counter[int] = Counter()
    for record in file.edition:
        known = [notice for notice in record.notice if is_known(notice)]
        if record.id == edition_id or not known or is_void(known):
            continue
        dates = next(notice.dates for notice in known[::-1] if notice.dates is not None)
        if dates.start is not None and dates.end is not None:
            lengths[(dates.end - dates.start).days + 1] += 1
    return max(lengths, key=lambda days: (lengths[days], days), default=_USUAL_DAYS)


def is_void(notices: Sequence[Notice]) -> bool:
    """Whether the dates no longer hold: postponed without new ones, or cancelled."""
    last = notices[-1]
    return last.status == "cancelled" or (last.status == "postponed" and last.dates is None)
