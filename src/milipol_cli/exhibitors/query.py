"""Who exhibited at an edition, or at any edition of a show."""

import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from milipol_cli.errors import BadInput, did_you_mean
from milipol_cli.folding import Suggestion, fold, places, suggestions, words_of
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.countries import countries, country_code
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    name_of,
    oldest_review,
)
from milipol_cli.network.exhibitors import (
    Companies,
    ListAsOf,
    latest_lists,
    searched_text,
)
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.exhibitors import (
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)
from milipol_cli.network.model.record import Record

# New and returning compare a list with the one before, gone the one before with it, and
# also with the list of any other edition.
Comparison = Literal["new", "returning", "gone", "also"]
Group = Literal["country", "category"]

# What an entry has that can be limited to or counted.
_VALUES: dict[Group, Callable[[Exhibitor], Sequence[str]]] = {
    "country": lambda exhibitor: [name] if (name := exhibitor.country_name) else [],
    "category": lambda exhibitor: exhibitor.categories,
}

# A part of the name of a country has at least this many letters.
_PART_OF_COUNTRY = 3


class Filters(Record, frozen=True, kw_only=True):
    """What the exhibitors are limited to; `comparison` is with another list.

    Those of any country, or category, that is given are shown.
    """

    words: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    comparison: Comparison | None = None

    @property
    def limits(self) -> dict[Group, tuple[str, ...]]:
        """The countries and the categories."""
        return {"country": self.country, "category": self.category}


class ExhibitorRow(Record, frozen=True, kw_only=True):
    """An exhibitor of a list.

    If lists were compared, `on_other_list` are the entries of its company on the other
    list. `perhaps` are entries of companies that are perhaps the same. The company is
    listed at `earlier_editions` of the show and `later_editions` of all shows, the
    latest first; None if they were not asked for.
    """

    listed: ListedExhibitor
    on_other_list: tuple[ListedExhibitor, ...] = ()
    perhaps: tuple[ListedExhibitor, ...] = ()
    earlier_editions: tuple[EditionAsOf, ...] | None = None
    later_editions: tuple[EditionAsOf, ...] | None = None

    @property
    def exhibitor(self) -> Exhibitor:
        """The entry of the list."""
        return self.listed.exhibitor


class Count(Record, frozen=True, kw_only=True):
    """How many exhibitors have a country or category; `name` is None for the others."""

    name: str | None
    number: int


class Exhibitors(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors`.

    `show` is the name of the show if all its editions were asked for, or if it has no
    list; otherwise `edition` is the one whose list is shown, or None if there is no
    list of any; for exhibitors that are gone, it is the one before. `rows` are the
    first of the `number_found`, by name, unless they are counted `by` country or
    category; `left_out` is how many more of either a limit leaves out. `other` is the
    list compared with. `perhaps` are others, of companies that are perhaps the same;
    `number_perhaps` counts these, and those found that are perhaps on the other list.

    `on` is an edition that is on and has no list yet, so that the last list is shown.
    `newest_with` is what the list was chosen for, as a later one lacks it. `lacks`: for
    each of country and category that was searched, the editions whose lists do not have
    it. `lacking`: those that no list has. `instead`: the last edition whose list has
    them, if there are any, or if there is no list.
    """

    edition: EditionAsOf | None
    show: str | None
    lists: tuple[ListAsOf, ...]
    filters: Filters
    rows: tuple[ExhibitorRow, ...]
    perhaps: tuple[ExhibitorRow, ...]
    number_found: int
    number_perhaps: int
    by: Group | None
    counts: tuple[Count, ...]
    left_out: int
    other: ListAsOf | None
    on: EditionAsOf | None
    newest_with: tuple[Group, ...]
    lacks: dict[Group, tuple[EditionAsOf, ...]]
    lacking: tuple[Group, ...]
    instead: EditionAsOf | None
    suggestions: tuple[Suggestion, ...]
    covered_editions: tuple[EditionAsOf, ...]
    reviewed: dt.date | None

    @property
    def number(self) -> int:
        """How many the lists have."""
        return sum(len(listing.exhibitors.exhibitor) for listing in self.lists)


def exhibitors(
    data: Catalog,
    as_of: AsOf,
    filters: Filters,
    *,
    subject: Match | None = None,
    show_id: str | None = None,
    also: Match | None = None,
    by: Group | None = None,
    limit: int | None = None,
    first: int | None = None,
) -> Exhibitors:
    """The exhibitors of an edition that the filters allow, by name.

    The `subject` is an edition, or a show: its edition that is on and has a list, else
    the last with a list, with countries and categories if these are asked for; None for
    that of all shows. With a `show_id`, all editions of that show, the latest first,
    with all entries of the companies that words name. `also` is an edition or a show to
    compare with. A `limit` leaves out those that follow; of the others, only the
    `first` are shown. Raises UnknownId for an edition about which nothing was known
    yet, BadInput for a country or category that no list has.
    """
    editions = editions_as_of(data.shows, as_of)
    latest = functools.partial(latest_lists, get_list=data.exhibitors, as_of=as_of)
    companies = Companies(lambda: data.companies)
    asked = show_id if subject is None else subject.show.show.id
    of_show = [each for each in editions if each.show.id == asked]
    needs = tuple(group for group in _VALUES if group == by or filters.limits[group])
    other = None if also is None else list_named(also, "--also", editions, latest)
    compare = functools.partial(
        _compared,
        comparison=filters.comparison,
        other=other,
        editions=editions,
        latest=latest,
    )
    if show_id is not None:
        chosen = _Chosen(tuple(latest(of_show)))
    elif subject is not None and subject.edition is not None:
        edition = edition_of(subject, editions)
        listing = next(latest([edition] if edition else []), None)
        if listing is not None and listing == other:
            raise BadInput(f"--also {subject.id!r}: expected another edition")
        chosen = compare(listing) if listing else _Chosen((), edition)
    else:
        others = editions if subject is None else of_show
        if other is not None:
            others = [each for each in others if each != other.edition]
        chosen = _chosen(others, needs, latest, compare)
    lists, edition = chosen.lists, chosen.edition
    entries = matching = _limited(lists, filters)
    words = tuple(map(fold, filters.words))
    if words:
        matching = [
            entry for entry in entries if _has(searched_text(entry.exhibitor), words)
        ]
    if filters.comparison is not None:
        found, perhaps = _on_other(matching, filters.comparison, chosen, companies)
    elif show_id is not None and words:
        every = latest(editions)
        found, perhaps = _followed(entries, matching, words, companies, every)
    else:
        found, perhaps = [ExhibitorRow(listed=entry) for entry in matching], []
    order = {listing.edition.id: at for at, listing in enumerate(lists)}
    for rows in (found, perhaps):
        rows.sort(key=lambda row: (order[row.listed.edition], fold(row.exhibitor.name)))
    counts = counted((row.exhibitor for row in found), by) if by else ()
    searched = {*needs, *(["category"] if words else [])}
    lacks: dict[Group, tuple[EditionAsOf, ...]] = {
        group: without
        for group in _VALUES
        if group in searched
        and (without := tuple(e for e, each in lists if not _has_all([group], each)))
    }
    lacking = tuple(group for group in lacks if len(lacks[group]) == len(lists))
    instead = None
    if not lists or (lacking and filters.comparison != "gone"):
        every = itertools.chain(latest(of_show), latest(editions if lists else ()))
        has_it = (e for e, each in every if _has_all(lacking or needs, each))
        instead = next(has_it, None)
    shown = [listing.edition for listing in lists] or ([edition] if edition else [])
    return Exhibitors(
        as_of=as_of,
        edition=edition,
        show=None if edition or asked is None else name_of(asked, editions),
        lists=lists,
        filters=filters,
        rows=() if by else tuple(found[:limit][:first]),
        perhaps=() if by else tuple(perhaps[:limit][:first]),
        number_found=len(found),
        number_perhaps=len(perhaps) + sum(bool(row.perhaps) for row in found),
        by=by,
        counts=counts[:limit],
        left_out=0 if limit is None else len((counts if by else found)[limit:]),
        other=chosen.other,
        on=chosen.on,
        newest_with=chosen.newest_with,
        lacks=lacks,
        lacking=lacking,
        instead=instead,
        suggestions=() if found or not lists else _suggestions(lists, filters.words),
        covered_editions=tuple(shown),
        reviewed=oldest_review(data.shows),
    )


# Gives the lists of editions that are known, the latest edition first.
Latest = Callable[[Iterable[EditionAsOf]], Iterator[ListAsOf]]
_Entries = list[ListedExhibitor]
_Rows = list[ExhibitorRow]


class _Chosen(NamedTuple):
    """The lists to show: those of a show, or that of an edition, if it is known.

    They may be compared with an `other`; the editions of `named` are those to name.
    """

    lists: tuple[ListAsOf, ...]
    edition: EditionAsOf | None = None
    on: EditionAsOf | None = None
    newest_with: tuple[Group, ...] = ()
    other: ListAsOf | None = None
    named: Sequence[ListAsOf] = ()


def _chosen(
    editions: Sequence[EditionAsOf],
    needs: tuple[Group, ...],
    latest: Latest,
    compare: Callable[[ListAsOf], _Chosen],
) -> _Chosen:
    """The list of the edition that is on, else the last; the last one with what needs.

    An edition that is on without a list is named, too.
    """
    on = next((edition for edition in editions if edition.is_or_may_be_on), None)
    of_on = None if on is None else next(latest([on]), None)
    last = of_on or next(latest(editions), None)
    if last is None:
        return _Chosen((), None, on)
    chosen = compare(last)
    if not _has_all(needs, chosen.lists[0].exhibitors):
        for each in map(compare, latest(editions)):
            if _has_all(needs, each.lists[0].exhibitors):
                chosen = each._replace(newest_with=needs)
                break
    return chosen if of_on else chosen._replace(on=on)


def list_named(
    subject: Match, option: str, editions: Sequence[EditionAsOf], latest: Latest
) -> ListAsOf:
    """The list of an edition that an option names, or the last one of a show.

    Raises BadInput if none is known.
    """
    of_show = [each for each in editions if each.show.id == subject.show.show.id]
    asked = [each for each in of_show if subject.id in (each.id, each.show.id)]
    listing = next(latest(asked), None)
    if listing is None:
        last = next(latest(of_show), None)
        hint = "" if last is None else f"; the last one: {last.edition.id}"
        raise BadInput(f"{option} {subject.id!r}: no list of exhibitors is known{hint}")
    return listing


def _compared(
    listing: ListAsOf,
    comparison: Comparison | None,
    other: ListAsOf | None,
    editions: Sequence[EditionAsOf],
    latest: Latest,
) -> _Chosen:
    """A list, with the `other` or, if that is asked for and no part, the one before.

    For those that are gone, that is the list before, compared with the one asked for.
    """
    chosen = _Chosen((listing,), listing.edition, other=other)
    if comparison in (None, "also"):
        return chosen
    of_show = [each for each in editions if each.show.id == listing.edition.show.id]
    earlier = [
        *latest(each for each in of_show if by_day(each) < by_day(listing.edition))
    ]
    if not earlier or earlier[0].exhibitors.is_part:
        return chosen
    before = earlier[0]
    if comparison != "gone":
        return chosen._replace(other=before, named=earlier)
    later = [each for each in editions if by_day(each) > by_day(before.edition)]
    return _Chosen((before,), before.edition, other=listing, named=[*latest(later)])


def _has_all(needs: Iterable[Group], exhibitors: ExhibitorList) -> bool:
    """Whether entries of a list have countries, or categories, as far as needed."""
    return all(any(map(_VALUES[need], exhibitors.exhibitor)) for need in needs)


def _limited(lists: Sequence[ListAsOf], filters: Filters) -> _Entries:
    """The entries of the countries and categories, in the order of the lists."""
    everyone = [entry for listing in lists for entry in listing.exhibitors.listed]
    entries = everyone
    for group, texts in filters.limits.items():
        if texts:
            values = _VALUES[group]
            known = {name for entry in everyone for name in values(entry.exhibitor)}
            wanted = (
                countries_named(texts, known)
                if group == "country"
                else _categories_named(texts, known, lists)
            )
            entries = [
                entry
                for entry in entries
                if not wanted.isdisjoint(values(entry.exhibitor))
            ]
    return entries


def _has(folded: str, words: Iterable[str]) -> bool:
    """Whether all folded words are in a folded text."""
    for word in words:  # thousands of entries: no generator for most of them
        if word not in folded or not any(places(folded, word)):
            return False
    return True


def _on_other(
    entries: _Entries, comparison: Comparison, chosen: _Chosen, companies: Companies
) -> tuple[_Rows, _Rows]:
    """The entries that are on the other list, or are not.

    Those that are only perhaps on it are returned apart for "returning" and "also".
    """
    if chosen.other is None:
        return [], []
    there = companies.grouped(chosen.other.exhibitors.listed)
    named = [(each.edition, companies.on(each.exhibitors)) for each in chosen.named]
    found, perhaps = [], []
    for entry in entries:
        key = companies.key_of(entry.exhibitor.name)
        is_there = key in there
        others = () if is_there else companies.perhaps(key)
        editions = tuple(edition for edition, keys in named if key in keys)
        row = ExhibitorRow(
            listed=entry,
            on_other_list=tuple(there.get(key, ())),
            perhaps=tuple(each for other in others for each in there.get(other, ())),
            earlier_editions=editions if comparison in ("new", "returning") else None,
            later_editions=editions if comparison == "gone" else None,
        )
        if is_there == (comparison in ("returning", "also")):
            found.append(row)
        elif row.perhaps:
            perhaps.append(row)
    return found, perhaps


def _followed(
    entries: _Entries,
    matching: _Entries,
    words: Sequence[str],
    companies: Companies,
    every: Iterable[ListAsOf],
) -> tuple[_Rows, _Rows]:
    """The matching entries, with all of companies that have the words in a name.

    That may be a name on any list of `every`. Then the entries of companies that are
    perhaps the same.
    """
    keys = dict.fromkeys(
        companies.key_of(name)
        for entry in matching
        if _has(fold(name := entry.exhibitor.name), words)
    )
    other_names = {
        name: key
        for key, names in companies.names.items()
        if key not in keys
        for name in names
        if _has(fold(name), words)
    }
    linked = {*keys, *other_names.values()}
    linked.update(*map(companies.perhaps, tuple(linked)))
    here = companies.of(linked, entries)
    named = {name: key for name, key in other_names.items() if key in here}
    if named:
        listed = {entry.name for each in every for entry in each.exhibitors.exhibitor}
        keys |= dict.fromkeys(sorted(named[name] for name in named.keys() & listed))
    found = {entry.id: ExhibitorRow(listed=entry) for entry in matching}
    for key in keys:
        found |= {entry.id: ExhibitorRow(listed=entry) for entry in here[key]}
    perhaps = {
        entry.id: ExhibitorRow(listed=entry, perhaps=(here[key][0],))
        for key in keys
        for other in companies.perhaps(key)
        for entry in here.get(other, ())
        if entry.id not in found
    }
    return [*found.values()], [*perhaps.values()]


def countries_named(texts: Iterable[str], known: Collection[str]) -> set[str]:
    """The countries with a code or a name, or with a part of their name.

    Raises BadInput, with the nearest names, for a text that names none.
    """
    named: set[str] = set()
    for text in texts:
        code, part = country_code(text), fold(text)
        names = {
            name
            for name in known
            if fold(name) == part
            or (len(part) >= _PART_OF_COUNTRY and part in fold(name))
        }
        if code is not None:
            names = {countries()[code]}
        if not names:
            every = [*words_of(sorted(known)), *countries().values(), *known]
            near = did_you_mean(part, {fold(name): name for name in every}, cutoff=0.7)
            hint = near or "expected a code or a name, like FR"
            raise BadInput(f"--country {text!r}: no such country; {hint}")
        named |= names
    return named


def _categories_named(
    texts: Iterable[str], known: Collection[str], lists: Sequence[ListAsOf]
) -> set[str]:
    """The categories with a text in them; none if there are no categories.

    Raises BadInput, with the nearest words and names, or else the command that lists
    the categories of an edition, if no category has it.
    """
    named: set[str] = set()
    for text in texts:
        part = fold(text)
        names = {name for name in known if part in fold(name)}
        if known and not names:
            words = [*known, *words_of(sorted(known))]
            near = did_you_mean(part, {fold(word): word for word in words})
            edition = lists[0].edition
            hint = near or f"see milipol exhibitors {edition.id} --by category"
            where = f"the list of {edition.title}" if len(lists) == 1 else "these lists"
            raise BadInput(f"--category {text!r}: not in {where}; {hint}")
        named |= names
    return named


def counted(entries: Iterable[Exhibitor], by: Group) -> tuple[Count, ...]:
    """How many entries have each country or category, the most frequent first.

    The number of those without any comes last, and never alone.
    """
    named = (dict.fromkeys(_VALUES[by](entry) or (None,)) for entry in entries)
    numbers = Counter(itertools.chain.from_iterable(named))
    if not any(numbers):
        return ()
    names = sorted(
        numbers, key=lambda key: (key is None, -numbers[key], fold(key or ""))
    )
    return tuple(Count(name=name, number=numbers[name]) for name in names)


def _suggestions(
    lists: Iterable[ListAsOf], words: Iterable[str]
) -> tuple[Suggestion, ...]:
    """The words that no exhibitor of the lists has, each with up to three like it."""
    everyone = [entry for listing in lists for entry in listing.exhibitors.exhibitor]
    folded = "\n".join(map(searched_text, everyone))
    written = (text for each in everyone for text in (each.name, *each.categories))
    return suggestions(words, folded, written)
