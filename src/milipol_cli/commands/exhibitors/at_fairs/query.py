"""The companies that words find on the lists of other fairs."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from milipol_cli.base.errors import BadInput
from milipol_cli.base.folding import Suggestion, fold
from milipol_cli.commands.exhibitors.query import suggestions_among
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.countries import countries, country_code
from milipol_cli.network.editions import EditionAsOf, editions_as_of, oldest_review
from milipol_cli.network.exhibitors import latest_lists
from milipol_cli.network.fairs import source_id
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.companies import ListEntry
from milipol_cli.network.model.fairs import Fair, FairList
from milipol_cli.network.model.record import Record


class ListOfFair(Record, frozen=True, kw_only=True):
    """A list of a fair, also of the user's own; `sources` are ids."""

    fair: Fair
    of_year: FairList
    sources: tuple[str, ...]

    @property
    def edition(self) -> str:
        """The id of its edition."""
        return f"{self.fair.id}-{self.of_year.year}"


class CompanyAtFairs(Record, frozen=True, kw_only=True):
    """A company, and the lists of fairs that have it, the latest fair first.

    `name` and `country_code` are on most of these lists, `other_names` on others.
    """

    name: str
    country_code: str | None
    other_names: tuple[str, ...]
    lists: tuple[ListOfFair, ...]

    @property
    def country(self) -> str | None:
        return None if self.country_code is None else countries()[self.country_code]

    @property
    def fairs(self) -> int:
        """The number of fairs whose lists have the company."""
        return len({listing.fair.id for listing in self.lists})


class CompaniesAtFairs(Answer, frozen=True, kw_only=True):
    """The companies with the words, from any `country` asked for; the most fairs first.

    `number` counts the companies that a limit leaves out, too, and `excluded` others
    with the words that are not from there by most lists. Words were searched on the
    `lists`, but only in names on the lists `without_categories`. A country asked for is
    on no list `without_countries`. The lists were `collected` on a day.
    """

    words: tuple[str, ...]
    country: tuple[str, ...]
    rows: tuple[CompanyAtFairs, ...]
    number: int
    excluded: int
    left_out: int
    lists: tuple[ListOfFair, ...]
    without_categories: tuple[str, ...]
    without_countries: tuple[str, ...]
    collected: dt.date
    suggestions: tuple[Suggestion, ...]
    covered_editions: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None

    @property
    def fairs(self) -> int:
        """How many fairs have lists."""
        return len({listing.fair.id for listing in self.lists})

    @property
    def since(self) -> int | None:
        """The year of the first list."""
        return min((listing.of_year.year for listing in self.lists), default=None)


def companies_at_fairs(
    data: Catalog, as_of: AsOf, words: Sequence[str], *, country: Sequence[str], limit: int | None
) -> CompaniesAtFairs:
    """The companies with an entry that has all words, from these countries if any.

    A company is counted on all lists known as of the date, whether its entry there has
    the words or not. Raises BadInput for what is not a country.
    """
    codes = [*map(_code_of_country, country)]
    lists = {listing.edition: listing for listing in _lists_known(data, as_of)}
    companies = data.lists.all_companies
    entries_with_words = companies.with_words([*map(fold, words)], lists)
    # Without words, only for speed: a company has an entry from its own country.
    keys = {
        companies.key_of(entry.exhibitor.name)
        for entry in entries_with_words
        if words or entry.exhibitor.country_code in codes
    }
    with_words = [_company(entries, lists) for entries in companies.entries_listed(keys).values()]
    rows = [row for row in with_words if not codes or row.country_code in codes]
    rows.sort(key=lambda row: (-row.fairs, -len(row.lists), fold(row.name), row.name))
    return CompaniesAtFairs(
        as_of=as_of,
        words=tuple(words),
        country=tuple(countries()[code] for code in codes),
        rows=tuple(rows[:limit]),
        number=len(rows),
        excluded=len(with_words) - len(rows) if words else 0,
        left_out=len(rows) - len(rows[:limit]),
        lists=tuple(lists.values()),
        without_categories=tuple(companies.without_categories(lists)),
        without_countries=tuple(companies.without_countries(lists) if codes else ()),
        collected=data.lists.collected,
        suggestions=() if rows or not lists else _suggestions(data, lists, words),
        reviewed=oldest_review(data.shows),
    )


def _lists_known(data: Catalog, as_of: AsOf) -> Iterator[ListOfFair]:
    """The lists of fairs known as of the date, then those of the user's own shows.

    Only of own shows with the id of a fair, which take the place of its editions.
    """
    for edition_id, (fair, of_year) in data.lists.lists_of_fairs.items():
        if as_of.has_reached(of_year.copied):
            source = source_id(edition_id)
            yield ListOfFair(fair=fair, of_year=of_year, sources=(source,))
    fairs = {fair.id: fair for fair in data.lists.fairs}
    own_files = [file for file in data.shows if file.show.id in fairs]
    editions = editions_as_of(own_files, as_of)
    for edition, exhibitors in latest_lists(editions, data.exhibitors, as_of):
        start = edition.dates.start or exhibitors.copied
        of_year = FairList(
            year=int(edition.id[-4:]),
            start=start,
            end=start,
            copied=exhibitors.copied,
            listed=len(exhibitors.exhibitor),
            file=edition.id,
        )
        yield ListOfFair(fair=fairs[edition.show.id], of_year=of_year, sources=exhibitors.source)


def _code_of_country(text: str) -> str:
    code = country_code(text)
    if code is None:
        hint = "expected a code or a name, like FR"
        raise BadInput(f"--country {text!r}: no such country; {hint}")
    return code


def _company(
    entries: Sequence[ListEntry], list_by_edition: Mapping[str, ListOfFair]
) -> CompanyAtFairs:
    """A company by its entries on some lists, at least one; other entries do not count.

    Of names that differ only in case or accents, the last one stands for all.
    """
    counted = [entry for entry in entries if entry.edition in list_by_edition]
    exhibitors = [entry.exhibitor for entry in counted]
    name_by_folded = {fold(exhibitor.name): exhibitor.name for exhibitor in exhibitors}
    frequency = Counter(fold(exhibitor.name) for exhibitor in exhibitors)
    name, *other_names = (name_by_folded[folded] for folded, _ in frequency.most_common())
    codes = Counter(filter(None, (exhibitor.country_code for exhibitor in exhibitors)))
    lists = {entry.edition: list_by_edition[entry.edition] for entry in counted}
    latest_first = sorted(
        lists.values(), key=lambda listing: (listing.of_year.start, listing.edition), reverse=True
    )
    return CompanyAtFairs(
        name=name,
        country_code=next((code for code, _ in codes.most_common(1)), None),
        other_names=tuple(other_names),
        lists=tuple(latest_first),
    )


def _suggestions(
    data: Catalog, editions: Collection[str], words: Sequence[str]
) -> tuple[Suggestion, ...]:
    """The words that no list has, each with words like it on the lists."""
    entries = data.lists.all_companies.with_words((), editions)
    return suggestions_among([entry.exhibitor for entry in entries], words)
