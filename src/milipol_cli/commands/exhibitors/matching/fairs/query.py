"""At which fairs the companies of a reader's own file are listed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from milipol_cli.commands.exhibitors.matching.query import doubtful_names, entry_name
from milipol_cli.imports.exhibitor_list import ImportedList
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of, oldest_review
from milipol_cli.network.exhibitors import ListAsOf, latest_lists
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.companies import FoundCompanies, ListEntry
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.record import Record


class FairOfAccounts(Record, frozen=True, kw_only=True):
    """A fair with its last list, and how many companies of the file it has.

    `listed` companies are surely on the last list, others `perhaps`, under a name that
    may be of another company. `any_year` companies are on any list of the fair since
    the year asked for, and `only_there` companies on lists of no other fair since then.
    """

    last: ListAsOf
    lists: int
    listed: int
    perhaps: int
    any_year: int
    only_there: int


class FairsOfAccounts(Answer, frozen=True, kw_only=True):
    """All fairs, the fairs with the most companies of the file first.

    Another command reads the `file` with the same options, `read_as`.
    """

    file: str
    read_as: tuple[str, ...]
    imported: ImportedList
    since: int
    rows: tuple[FairOfAccounts, ...]
    left_out: int
    covered_editions: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None


def fairs_of_accounts(
    file: str,
    imported: ImportedList,
    data: Catalog,
    as_of: AsOf,
    *,
    read_as: tuple[str, ...],
    since: int,
    limit: int | None,
) -> FairsOfAccounts:
    """How many companies of a file each fair has, Milipol's shows among them."""
    lists_by_fair = _lists_by_fair(data, as_of, since)
    # The companies that each account is, or may be.
    found = data.lists.all_companies.find(imported.exhibitors)
    keys = {key for matches in found for key in (*matches.same, *matches.perhaps)}
    on_all_lists = data.lists.all_companies.entries_listed(keys)
    entries = _entries_by_company(as_of, lists_by_fair, on_all_lists)
    editions_by_account = [
        _editions_of(account, matches, entries, on_all_lists)
        for account, matches in zip(imported.exhibitors, found, strict=True)
    ]
    rows = [_fair_row(lists, editions_by_account) for lists in lists_by_fair.values()]
    rows.sort(key=lambda row: (-row.listed, -row.any_year, row.last.edition.name))
    return FairsOfAccounts(
        as_of=as_of,
        file=file,
        read_as=read_as,
        imported=imported,
        since=since,
        rows=tuple(rows[:limit]),
        left_out=len(rows) - len(rows[:limit]),
        reviewed=oldest_review(data.shows),
    )


def _lists_by_fair(data: Catalog, as_of: AsOf, since: int) -> Mapping[str, Sequence[ListAsOf]]:
    """The lists since a year of each show and fair, the latest first, by its id.

    A user's show may have the id and editions of a fair; no list counts twice.
    """
    of_fairs = editions_as_of(data.lists.shows_of_fairs.values(), as_of)
    editions = {edition.id: edition for edition in of_fairs}
    editions |= {edition.id: edition for edition in editions_as_of(data.shows, as_of)}
    lists: dict[str, list[ListAsOf]] = defaultdict(list)
    for listing in latest_lists(editions.values(), data.exhibitors, as_of):
        start = listing.edition.dates.start
        if (start.year if start else int(listing.edition.id[-4:])) >= since:
            lists[listing.edition.show.id].append(listing)
    return lists


class _Editions(NamedTuple):
    """The ids of the editions that have a company, and of those that may have it."""

    sure: AbstractSet[str]
    possible: AbstractSet[str]


def _entries_by_company(
    as_of: AsOf,
    lists: Mapping[str, Sequence[ListAsOf]],
    on_all_lists: Mapping[str, Sequence[ListEntry]],
) -> Mapping[str, Sequence[ListEntry]]:
    """The entries of each company, on lists as they are known."""
    every = (listing for of_fair in lists.values() for listing in of_fair)
    list_by_edition = {listing.edition.id: listing.exhibitors for listing in every}
    return {
        key: [
            entry
            for entry in entries
            if (exhibitors := list_by_edition.get(entry.edition)) is not None
            and exhibitors.day_listed(entry.exhibitor) <= as_of.reader_day
        ]
        for key, entries in on_all_lists.items()
    }


def _editions_of(
    account: Exhibitor,
    matches: FoundCompanies,
    entries: Mapping[str, Sequence[ListEntry]],
    on_all_lists: Mapping[str, Sequence[ListEntry]],
) -> _Editions:
    """The editions with entries that are, or may be, of an account.

    An edition may be in both, by two entries; whoever counts leaves out what is sure.
    """
    # An entry of a sure company is doubtful if its country may be another company's.
    sure = set[str]()
    possible = {entry.edition for key in matches.perhaps for entry in entries[key]}
    for key in matches.same:
        doubtful = doubtful_names(account, on_all_lists[key])
        for entry in entries[key]:
            is_doubtful = entry_name(entry.edition, entry.exhibitor) in doubtful
            (possible if is_doubtful else sure).add(entry.edition)
    return _Editions(sure, possible)


def _fair_row(
    lists: Sequence[ListAsOf], editions_by_account: Sequence[_Editions]
) -> FairOfAccounts:
    """A fair by its lists, the latest first, and the editions of each account."""
    last_id = lists[0].edition.id
    ids_of_fair = {listing.edition.id for listing in lists}
    sure_ids = [editions.sure for editions in editions_by_account]
    return FairOfAccounts(
        last=lists[0],
        lists=len(lists),
        listed=sum(last_id in sure for sure in sure_ids),
        perhaps=sum(last_id in possible - sure for sure, possible in editions_by_account),
        any_year=sum(not ids_of_fair.isdisjoint(sure) for sure in sure_ids),
        # An account on no list at all is nowhere, and not only there.
        only_there=sum(bool(sure) and ids_of_fair >= sure for sure in sure_ids),
    )
