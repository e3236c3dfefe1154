"""Where else the company of an exhibitor is listed: at other fairs, at more shows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from milipol_cli.base.folding import fold
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.exhibitors import ListAsOf
from milipol_cli.network.fairs import source_id
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.fairs import Fair, FairList
from milipol_cli.network.model.record import Record


class FairEntry(Record, frozen=True, kw_only=True):
    """An entry of the company on the list of an edition of a fair."""

    fair: Fair
    of_year: FairList
    exhibitor: Exhibitor

    @property
    def edition(self) -> str:
        return f"{self.fair.id}-{self.of_year.year}"

    @property
    def source(self) -> str:
        """The id of the source of the list."""
        return source_id(self.edition)


class Elsewhere(Record, frozen=True, kw_only=True):
    """The entries of the company of `name` on lists of other fairs, latest list first.

    Only lists known by the date of the answer count: `fairs` is how many fairs have
    one, `since` is the year of the first list, and `collected` the day on which the
    lists were collected. `at_shows` are entries on lists of shows, latest edition
    first, that are linked with the company only by the rules for lists of fairs.
    """

    name: str
    entries: tuple[FairEntry, ...]
    at_shows: tuple[tuple[ListAsOf, ListedExhibitor], ...]
    fairs: int
    since: int
    collected: dt.date

    @property
    def by_fair(self) -> Sequence[Sequence[FairEntry]]:
        """The entries of each fair."""
        by_fair: dict[str, list[FairEntry]] = {}
        for entry in self.entries:
            by_fair.setdefault(entry.fair.id, []).append(entry)
        return [*by_fair.values()]

    @property
    def other_names(self) -> Sequence[str]:
        """Other names of the company on these lists, each once, ignoring case."""
        names = [listed.exhibitor.name for _, listed in self.at_shows]
        names += [entry.exhibitor.name for entry in self.entries]
        name_by_folded = {fold(name): name for name in names}
        name_by_folded.pop(fold(self.name), None)
        return [*name_by_folded.values()]


def company_elsewhere(
    exhibitor: Exhibitor,
    data: Catalog,
    as_of: AsOf,
    *,
    lists: Iterable[ListAsOf],
    possible: Collection[ListedExhibitor],
) -> Elsewhere:
    """The entries of the company of an exhibitor at fairs and on some lists of shows.

    An entry of the same name that may be of another company does not count, nor do the
    `possible` matches, which the answer has without the rules.
    """
    # The fair and its list by the id of its edition, like "eurosatory-2024".
    lists_known = {
        edition: (fair, of_year)
        for edition, (fair, of_year) in data.lists.lists_of_fairs.items()
        if as_of.has_reached(of_year.copied)
    }
    from milipol_cli.network.company_links import doubtful_entries  # noqa: PLC0415  only for companies

    companies = data.lists.all_companies
    company = companies.key_of(exhibitor.name)
    listed = companies.entries_listed([company])[company]  # at shows, too
    # Whether each of them may be of another company with this name.
    doubtful = doubtful_entries(exhibitor, [entry.exhibitor for entry in listed])
    pairs = zip(listed, doubtful, strict=True)
    sure = [entry for entry, is_doubtful in pairs if not is_doubtful]
    entries = []
    listed_by_edition = defaultdict[str, list[Exhibitor]](list)
    for entry in sure:
        listed_by_edition[entry.edition].append(entry.exhibitor)
        if entry.edition in lists_known:
            fair, of_year = lists_known[entry.edition]
            entries.append(FairEntry(fair=fair, of_year=of_year, exhibitor=entry.exhibitor))
    entries.sort(key=lambda entry: entry.of_year.start, reverse=True)
    return Elsewhere(
        name=exhibitor.name,
        entries=tuple(entries),
        at_shows=tuple(
            (in_list, at_show)
            for in_list, at_show in _entries_on(lists, listed_by_edition)
            if at_show not in possible
        ),
        fairs=len({fair.id for fair, _ in lists_known.values()}),
        since=min((of_year.year for _, of_year in lists_known.values()), default=0),
        collected=data.lists.collected,
    )


def _entries_on(
    lists: Iterable[ListAsOf], by_edition: Mapping[str, Collection[Exhibitor]]
) -> Iterator[tuple[ListAsOf, ListedExhibitor]]:
    """The entries of editions with their ids, if lists as of the date have them."""
    for in_list in lists:
        entries = by_edition.get(in_list.edition.id, ())
        positions = [
            position
            for position, exhibitor in enumerate(in_list.exhibitors.exhibitor)
            if exhibitor in entries
        ]
        for listed in in_list.exhibitors.listed_at(positions):
            yield in_list, listed
