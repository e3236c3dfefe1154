"""Other fairs of which there are lists of exhibitors."""

import datetime as dt
from collections.abc import Collection, Sequence

from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import EditionAsOf, editions_as_of, oldest_review
from milipol_cli.network.exhibitors import ListAsOf, latest_lists
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.record import Record

# The show that fairs are compared with.
_SHOW = "paris"


class FairRow(Record, frozen=True, kw_only=True):
    """A fair with its lists, the latest first.

    `in_common` is how many entries of the last list are of companies at the newest
    edition of Milipol Paris with a list.
    """

    lists: tuple[ListAsOf, ...]
    in_common: int

    @property
    def last(self) -> ListAsOf:
        """The list of the latest edition."""
        return self.lists[0]

    @property
    def percent(self) -> int:
        """The share of the entries in common on the last list, in percent."""
        return round(100 * self.in_common / len(self.last.exhibitors.exhibitor))


class Fairs(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors fairs`, most in common with `paris` first.

    `paris` is the newest edition of Milipol Paris with a list, if any. `fairs` and
    `lists` count the fairs that a limit leaves out, too.
    """

    rows: tuple[FairRow, ...]
    paris: EditionAsOf | None
    fairs: int
    lists: int
    left_out: int
    covered_editions: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None


def fairs(data: Catalog, as_of: AsOf, *, limit: int | None = None) -> Fairs:
    """The fairs with a list that is known as of the date, also of the user's own.

    A user's show may have the id and editions of a fair; no list counts twice.
    """
    files_of_paris = [file for file in data.shows if file.show.id == _SHOW]
    editions = editions_as_of(files_of_paris, as_of)
    paris = next(latest_lists(editions, data.exhibitors, as_of), None)
    companies = data.lists.all_companies
    at_paris = set() if paris is None else companies.keys_on(paris.exhibitors)
    shows = data.lists.shows_of_fairs
    own_files = [file for file in data.shows if file.show.id in shows]
    of_fairs = {each.id: each for each in editions_as_of(shows.values(), as_of)}
    of_fairs |= {each.id: each for each in editions_as_of(own_files, as_of)}
    lists_by_fair: dict[str, list[ListAsOf]] = {}
    for listing in latest_lists(of_fairs.values(), data.exhibitors, as_of):
        lists_by_fair.setdefault(listing.edition.show.id, []).append(listing)
    rows = [_fair_row(lists, at_paris, companies) for lists in lists_by_fair.values()]
    rows.sort(key=lambda row: (-row.in_common, row.last.edition.name))
    return Fairs(
        as_of=as_of,
        rows=tuple(rows[:limit]),
        paris=paris and paris.edition,
        fairs=len(rows),
        lists=sum(len(row.lists) for row in rows),
        left_out=len(rows) - len(rows[:limit]),
        reviewed=oldest_review(data.shows),
    )


def _fair_row(
    lists: Sequence[ListAsOf], at_paris: Collection[str], companies: Companies
) -> FairRow:
    """A fair by its lists, the latest first, and the keys of companies at Paris."""
    entries = lists[0].exhibitors.exhibitor
    in_common = sum(companies.key_of(entry.name) in at_paris for entry in entries)
    return FairRow(lists=tuple(lists), in_common=in_common)
