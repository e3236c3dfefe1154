"""Who exhibited at an edition, or at any edition of a show."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from milipol_cli.errors import BadInput, did_you_mean
from milipol_cli.folding import Suggestion, fold, places, suggestions, words_of
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.countries import countries, country_code
from milipol_cli.network.editions import (
    EditionAsOf,
    editions_as_of,
    name_of,
    oldest_review,
)
from milipol_cli.network.exhibitors import (
    Companies,
    GetList,
    ListAsOf,
    country_of,
    latest_lists,
    list_of,
    lists_before,
    searched_text,
)
from milipol_cli.network.load import Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile

Standing = Literal["new", "returning"]
Group = Literal["country", "category"]

# What an entry has that can be limited to or counted.
_VALUES: dict[Group, Callable[[Exhibitor], object]] = {
    "country": country_of,
    "category": lambda exhibitor: exhibitor.categories,
}

# A part of the name of a country has at least this many letters.
_PART_OF_COUNTRY = 3


class Filters(Record, frozen=True, kw_only=True):
    """What the exhibitors are limited to; `standing` compares with the list before.

    Those of any country, or category, that is given are shown.
    """

    words: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    standing: Standing | None = None


class ExhibitorRow(Record, frozen=True, kw_only=True):
    """An exhibitor, with the edition of its list.

    `before` has the earlier editions of the show that list the same company, the
    latest first; None if the lists were not compared.
    """

    listed: ListedExhibitor
    edition: EditionAsOf
    before: tuple[EditionAsOf, ...] | None = None

    @property
    def exhibitor(self) -> Exhibitor:
        """The entry of the list."""
        return self.listed.exhibitor


class Count(Record, frozen=True, kw_only=True):
    """How many exhibitors have a country or a category; `name` is None for no such."""

    name: str | None
    number: int


class Exhibitors(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors`.

    `show` is the name of the show if all its editions were asked for; otherwise
    `edition` is the one asked for, or None if there is no list of any. `rows` are the
    first of all that were `found`, by name, unless they are counted `by` country or
    category; `left_out` is how many more of either a limit leaves out.
    `before` is the list that new exhibitors are not on. `on` is an edition that is on
    and has no list yet, so that the last list is shown. `newest_with` is what the list
    was chosen for, as a later one lacks it. `lacks` has what was asked for, or searched
    for words, and which editions have a list without it; if all lists lack it, or there
    is none, `instead` is the last edition with a list that has it.
    """

    edition: EditionAsOf | None
    show: str | None
    lists: tuple[ListAsOf, ...]
    filters: Filters
    rows: tuple[ExhibitorRow, ...]
    found: int
    by: Group | None
    counts: tuple[Count, ...]
    left_out: int
    before: ListAsOf | None
    on: EditionAsOf | None
    newest_with: tuple[Group, ...]
    lacks: dict[Group, tuple[EditionAsOf, ...]]
    instead: EditionAsOf | None
    suggestions: tuple[Suggestion, ...]
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None

    @property
    def number(self) -> int:
        """How many the lists have."""
        return sum(len(known.exhibitors.exhibitor) for known in self.lists)

    @property
    def lacking(self) -> tuple[Group, ...]:
        """What no list has."""
        every = len(self.lists)
        return tuple(group for group, of in self.lacks.items() if len(of) == every)


def exhibitors(
    files: Sequence[ShowFile],
    as_of: AsOf,
    get_list: GetList,
    companies: Companies,
    filters: Filters,
    *,
    subject: Match | None = None,
    show_id: str | None = None,
    by: Group | None = None,
    limit: int | None = None,
    first: int | None = None,
) -> Exhibitors:
    """The exhibitors of an edition that the filters allow, by name.

    The `subject` is an edition, or a show: its edition that is on and has a list, else
    the last with a list, with countries and categories if these are asked for; None for
    that of all shows. With a `show_id`, all editions of
    that show, the latest first. A `limit` leaves out those that follow; of the others,
    only the `first` are shown. Raises UnknownId for an edition about which nothing was
    known yet, BadInput for a country or category that no list has.
    """
    editions = editions_as_of(files, as_of)
    asked = show_id if subject is None else subject.show.show.id
    of_show = [known for known in editions if known.show.id == asked]
    edition: EditionAsOf | None = None
    on: EditionAsOf | None = None
    newest_with: tuple[Group, ...] = ()
    limits = {"country": filters.country, "category": filters.category}
    needs = tuple(group for group in _VALUES if group == by or limits[group])
    earlier: tuple[ListAsOf, ...] = ()
    if show_id is not None:
        lists = tuple(latest_lists(of_show, get_list, as_of))
    else:
        if subject is not None and subject.edition is not None:
            edition = edition_of(subject, editions)
        else:
            candidates = editions if subject is None else of_show
            known, on = _latest(candidates, as_of, get_list)
            if known is not None and not _has_all(needs, known):
                newest = next(_having(needs, candidates, as_of, get_list), None)
                known, newest_with = (newest, needs) if newest else (known, ())
            edition = None if known is None else known.edition
        known = None if edition is None else list_of(edition, get_list, as_of)
        lists = () if known is None else (known,)
        if edition is not None and filters.standing is not None:
            earlier = tuple(lists_before(edition, editions, get_list, as_of))
    rows = _rows(lists, filters, earlier, companies)
    counts = _counts(rows, by) if by else ()
    searched = {*needs, *(["category"] if filters.words else [])}
    lacks = {
        group: tuple(known.edition for known in lists if not _has_all([group], known))
        for group in _VALUES
        if group in searched
    }
    lacking = [group for group, of in lacks.items() if len(of) == len(lists)]
    instead = (
        known.edition
        for candidates in (of_show, editions if lists else ())
        for known in _having(lacking if lists else needs, candidates, as_of, get_list)
    )
    shown = [known.edition for known in lists]
    if edition is not None and not lists:
        shown.append(edition)
    return Exhibitors(
        as_of=as_of,
        edition=edition,
        show=None if show_id is None else name_of(show_id, editions),
        lists=lists,
        filters=filters,
        rows=() if by else tuple(rows[:limit][:first]),
        found=len(rows),
        by=by,
        counts=counts[:limit],
        left_out=0 if limit is None else max(len(counts if by else rows) - limit, 0),
        before=earlier[0] if earlier else None,
        on=on,
        newest_with=newest_with,
        lacks={group: of for group, of in lacks.items() if of},
        instead=next(instead, None) if lacking or not lists else None,
        suggestions=() if rows or not lists else _suggestions(lists, filters.words),
        later_changes=tuple(each for each in shown if each.later is not None),
        reviewed=oldest_review(files),
    )


def _latest(
    editions: Sequence[EditionAsOf], as_of: AsOf, get_list: GetList
) -> tuple[ListAsOf | None, EditionAsOf | None]:
    """The list of the edition that is on, else the last; and one on without a list."""
    on = next((known for known in editions if known.is_or_may_be_on), None)
    known = None if on is None else list_of(on, get_list, as_of)
    if known is not None:
        return known, None
    return next(latest_lists(editions, get_list, as_of), None), on


def _having(
    needs: Iterable[Group],
    editions: Sequence[EditionAsOf],
    as_of: AsOf,
    get_list: GetList,
) -> Iterator[ListAsOf]:
    """The lists that have all of this, the latest edition first."""
    lists = latest_lists(editions, get_list, as_of)
    return (known for known in lists if _has_all(needs, known))


def _has_all(needs: Iterable[Group], known: ListAsOf) -> bool:
    """Whether entries of a list have countries, or categories, as far as needed."""
    return all(any(map(_VALUES[need], known.exhibitors.exhibitor)) for need in needs)


def _rows(
    lists: Sequence[ListAsOf],
    filters: Filters,
    earlier: Sequence[ListAsOf],
    companies: Companies,
) -> list[ExhibitorRow]:
    """The exhibitors that the filters allow, of each list by name.

    Without an earlier list there is nothing to compare with, so none is new.
    """
    everyone = [
        ExhibitorRow(listed=listed, edition=known.edition)
        for known in lists
        for listed in sorted(known.exhibitors.listed, key=_by_name)
    ]
    rows = everyone
    if filters.country:
        names = {name for row in everyone if (name := country_of(row.exhibitor))}
        wanted = {name for text in filters.country for name in _countries(text, names)}
        rows = [row for row in rows if country_of(row.exhibitor) in wanted]
    if filters.category:
        known = {name for row in everyone for name in row.exhibitor.categories}
        chosen = {
            name
            for text in filters.category
            for name in _categories(text, known, lists)
        }
        rows = [row for row in rows if not chosen.isdisjoint(row.exhibitor.categories)]
    if filters.words:
        words = [fold(word) for word in filters.words]
        rows = [row for row in rows if _has(row.exhibitor, words)]
    if filters.standing is not None:
        rows = _compared(rows, earlier, filters.standing, companies)
    return rows


def _by_name(listed: ListedExhibitor) -> str:
    return fold(listed.exhibitor.name)


def _has(exhibitor: Exhibitor, words: Iterable[str]) -> bool:
    """Whether all folded words are in the texts of an exhibitor."""
    folded = searched_text(exhibitor)
    return all(word in folded and any(places(folded, word)) for word in words)


def _compared(
    rows: Iterable[ExhibitorRow],
    earlier: Sequence[ListAsOf],
    standing: Standing,
    companies: Companies,
) -> list[ExhibitorRow]:
    """The rows that are new, or returning, each with the earlier editions it was at."""
    if not earlier:
        return []
    keys_of = [(known.edition, companies.on(known.exhibitors)) for known in earlier]
    compared = []
    for row in rows:
        key = companies.of(row.exhibitor.name)
        before = tuple(edition for edition, keys in keys_of if key in keys)
        is_new = earlier[0].edition not in before
        if is_new == (standing == "new"):
            compared.append(msgspec.structs.replace(row, before=before))
    return compared


def _countries(text: str, known: Collection[str]) -> Collection[str]:
    """The countries with a code or a name, or with a part of their name.

    Raises BadInput, with the nearest names, if there is none.
    """
    code = country_code(text)
    if code is not None:
        return {countries()[code]}
    folded = {fold(name): name for name in known}
    part = fold(text)
    is_part = len(part) >= _PART_OF_COUNTRY
    names = {
        name for key, name in folded.items() if key == part or (is_part and part in key)
    }
    if not names:
        every = {fold(name): name for name in countries().values()} | folded
        hint = did_you_mean(part, every) or "expected a code or a name, like FR"
        raise BadInput(f"--country {text!r}: no such country; {hint}")
    return names


def _categories(
    text: str, known: Collection[str], lists: Sequence[ListAsOf]
) -> set[str]:
    """The categories with a text in them; none if there are no categories.

    Raises BadInput, with the nearest words and names, or else the command that lists
    the categories of an edition, if no category has it.
    """
    part = fold(text)
    names = {name for name in known if part in fold(name)}
    if known and not names:
        words = [*known, *words_of(sorted(known))]
        near = did_you_mean(part, {fold(word): word for word in words})
        hint = near or f"see milipol exhibitors {lists[0].edition.id} --by category"
        raise BadInput(f"--category {text!r}: no such category; {hint}")
    return names


def _counts(rows: Iterable[ExhibitorRow], by: Group) -> tuple[Count, ...]:
    """How many exhibitors have each country or category, the most frequent first.

    Those without one come last; if all are without one, nothing is counted.
    """
    numbers: Counter[str | None] = Counter()
    for row in rows:
        if by == "country":
            numbers[country_of(row.exhibitor)] += 1
        else:
            numbers.update(dict.fromkeys(row.exhibitor.categories or (None,), 1))
    if not any(numbers):
        return ()

    def place(count: tuple[str | None, int]) -> tuple[bool, int, str]:
        name, number = count
        return name is None, -number, fold(name or "")

    ranked = sorted(numbers.items(), key=place)
    return tuple(Count(name=name, number=number) for name, number in ranked)


def _suggestions(
    lists: Iterable[ListAsOf], words: Iterable[str]
) -> tuple[Suggestion, ...]:
    """The words that no exhibitor of the lists has, each with up to three like it."""
    everyone = [entry for known in lists for entry in known.exhibitors.exhibitor]
    folded = "\n".join(map(searched_text, everyone))
    written = (text for each in everyone for text in (each.name, *each.categories))
    return suggestions(words, folded, written)
