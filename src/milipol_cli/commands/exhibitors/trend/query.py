"""How the lists of a show changed: `milipol exhibitors --trend`."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from milipol_cli.commands.exhibitors.query import Count, count_values, values_named
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    oldest_review,
    select_shows,
)
from milipol_cli.network.exhibitors import ListAsOf, list_of, newcomers
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile

# How many countries of a list are named.
_COUNTRIES_NAMED = 3


class TrendRow(Record, frozen=True, kw_only=True):
    """How many entries a list has, of some countries or of all.

    `listed` is None if countries were asked for and the list has none. `before` is the
    previous edition; None if it has no list, or only a part of one. Of the entries,
    `new` are of companies that were not on that list; it had `listed_before` entries,
    of which `gone` are not on this list. The three are None if they cannot be known.
    `countries` is the number of countries, `most` are the most frequent ones; None and
    empty if countries were asked for.
    """

    listing: ListAsOf
    before: EditionAsOf | None
    listed: int | None
    new: int | None
    listed_before: int | None
    gone: int | None
    countries: int | None
    most: tuple[Count, ...]

    @property
    def stayed(self) -> int | None:
        """How many entries are of companies that were on the list before."""
        if self.listed is None or self.new is None:
            return None
        return self.listed - self.new

    @property
    def percent(self) -> int | None:
        """The share of the entries that were on the list before, too, in percent."""
        return _percent(self.stayed, self.listed)

    @property
    def gone_percent(self) -> int | None:
        """The share of the list before that is not on this one, in percent."""
        return _percent(self.gone, self.listed_before)


def _percent(part: int | None, whole: int | None) -> int | None:
    return None if part is None or not whole else round(100 * part / whole)


class Trend(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors --trend`: rows by show, the latest first.

    Only entries from any `country` are counted; all entries if there is none.
    """

    country: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    left_out: int
    covered_editions: tuple[EditionAsOf, ...]
    reviewed: dt.date | None


def trend(
    data: Catalog,
    as_of: AsOf,
    shows: Sequence[str] = (),
    *,
    fair: ShowFile | None = None,
    country: Sequence[str] = (),
    limit: int | None = None,
) -> Trend:
    """The lists of shows, or of a fair, each compared with the list before.

    The lists of a fair join those of the own show with its id. Only entries from the
    countries are counted, if any are given. Raises BadInput for a country that no list
    has.
    """
    files = select_shows(data.shows, shows) if shows or not fair else []
    joined = [[*files, fair]] if fair else [[file] for file in files]
    pairs = [pair for group in joined for pair in _lists_and_before(group, data, as_of)]
    countries = values_named(country, "country", [listing for listing, _ in pairs])
    companies = data.lists.all_companies if fair else data.companies
    return Trend(
        as_of=as_of,
        country=tuple(sorted(countries)),
        rows=tuple(_row(*pair, countries, companies) for pair in pairs[:limit]),
        left_out=len(pairs[limit:]) if limit else 0,
        covered_editions=tuple(listing.edition for listing, _ in pairs),
        reviewed=oldest_review(data.shows if fair else files),
    )


def _lists_and_before(
    files: Sequence[ShowFile], data: Catalog, as_of: AsOf
) -> Iterator[tuple[ListAsOf, ListAsOf | None]]:
    """Each list of a show, the latest first, with that of the edition before, if any.

    An edition that did not take place is passed over.
    """
    editions = sorted(editions_as_of(files, as_of), key=by_day, reverse=True)
    held = [edition for edition in editions if not edition.is_void]
    lists = [list_of(edition, data.exhibitors, as_of) for edition in held]
    for listing, before in pairwise([*lists, None]):
        if listing is not None:
            yield listing, before


def _row(
    listing: ListAsOf, before: ListAsOf | None, countries: Collection[str], companies: Companies
) -> TrendRow:
    """How the entries of a list from some countries, if any, differ from those before.

    Nothing is compared with a part of a list, or if this list has no countries but some
    are asked for. If this list is a part, nobody knows who is gone.
    """
    counts = count_values(listing.exhibitors.exhibitor, "country")
    entries = _entries_from(listing, countries)
    # Of a list without countries, nobody knows how many are from some.
    listed = None if countries and not counts else len(entries)
    if before is not None and before.exhibitors.is_part:
        before = None
    new = listed_before = gone = None
    if before is not None and listed is not None:
        new = newcomers(entries, before.exhibitors, companies).number
        if not listing.exhibitors.is_part:
            # Who is gone is who would be new if the older list were the newer one.
            entries_before = _entries_from(before, countries)
            listed_before = len(entries_before)
            gone = newcomers(entries_before, listing.exhibitors, companies).number
    # The last count may be of the entries without a country.
    number_of_countries = sum(count.name is not None for count in counts)
    return TrendRow(
        listing=listing,
        before=before and before.edition,
        listed=listed,
        new=new,
        listed_before=listed_before,
        gone=gone,
        countries=None if countries else number_of_countries or None,
        most=() if countries else counts[:_COUNTRIES_NAMED],
    )


def _entries_from(listing: ListAsOf, countries: Collection[str]) -> list[Exhibitor]:
    """The entries of a list that are from these countries; all without countries."""
    return [
        entry
        for entry in listing.exhibitors.exhibitor
        if not countries or entry.country_name in countries
    ]
