"""How the lists of a show changed: `milipol exhibitors --trend`."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from milipol_cli.exhibitors.query import Count, counted, countries_named
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    oldest_review,
)
from milipol_cli.network.exhibitors import (
    Companies,
    GetList,
    ListAsOf,
    list_of,
    newcomers,
)
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile, is_void

# How many countries of a list are named.
COUNTRIES_NAMED = 3


class TrendRow(Record, frozen=True, kw_only=True):
    """How many entries a list has, of some countries or of all.

    `listed` is None if the list has no countries, and some were asked for. `stayed` is
    how many of them are of companies on the list of the edition `before`; both are None
    if that has no list, or a part of one. `most` are the countries, the most frequent
    first; there are none if some were asked for.
    """

    listing: ListAsOf
    listed: int | None
    stayed: int | None
    before: EditionAsOf | None
    most: tuple[Count, ...]

    @property
    def new(self) -> int | None:
        """How many entries are of companies that were not on the list before."""
        if self.listed is None or self.stayed is None:
            return None
        return self.listed - self.stayed

    @property
    def percent(self) -> int | None:
        """The share of the entries that stayed, in percent."""
        if not self.listed or self.stayed is None:
            return None
        return round(100 * self.stayed / self.listed)

    @property
    def countries(self) -> int | None:
        """The number of countries; None if there are none."""
        return len([count for count in self.most if count.name]) or None


class Trend(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors --trend`: rows by show, the latest first.

    Only entries from a `country` are counted, if there is any.
    """

    country: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    left_out: int
    covered_editions: tuple[EditionAsOf, ...]
    reviewed: dt.date | None


def trend(
    files: Sequence[ShowFile],
    as_of: AsOf,
    get_list: GetList,
    companies: Companies,
    *,
    country: Sequence[str] = (),
    limit: int | None = None,
) -> Trend:
    """The lists of shows that are known, each compared with that of the edition before.

    With countries, only their entries are counted. Raises BadInput for a country that
    no list has.
    """
    lists = [
        (listing, before)
        for file in files
        for listing, before in pairwise([*_lists(file, as_of, get_list), None])
        if listing is not None
    ]
    entries = (entry for listing, _ in lists for entry in listing.exhibitors.exhibitor)
    names = {name for entry in entries if (name := entry.country_name)}
    wanted = countries_named(country, names)
    rows = [_row(*pair, wanted, companies) for pair in lists[:limit]]
    return Trend(
        as_of=as_of,
        country=tuple(sorted(wanted)),
        rows=tuple(rows),
        left_out=len(lists) - len(rows),
        covered_editions=tuple(listing.edition for listing, _ in lists),
        reviewed=oldest_review(files),
    )


def _lists(file: ShowFile, as_of: AsOf, get_list: GetList) -> Iterator[ListAsOf | None]:
    """The lists of the editions of a show that were held, the latest first."""
    editions = sorted(editions_as_of([file], as_of), key=by_day, reverse=True)
    held = (edition for edition in editions if not is_void(edition.notices))
    return (list_of(edition, get_list, as_of) for edition in held)


def _row(
    listing: ListAsOf,
    before: ListAsOf | None,
    wanted: Collection[str],
    companies: Companies,
) -> TrendRow:
    every = listing.exhibitors.exhibitor
    entries = [each for each in every if not wanted or each.country_name in wanted]
    countries = counted(every, "country")
    if before is not None and before.exhibitors.is_part:
        before = None
    is_counted = countries or not wanted
    stayed = None
    if before is not None and is_counted:
        stayed = len(entries) - len(newcomers(entries, before.exhibitors, companies))
    return TrendRow(
        listing=listing,
        listed=len(entries) if is_counted else None,
        stayed=stayed,
        before=before and before.edition,
        most=() if wanted else countries,
    )
