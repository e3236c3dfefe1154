"""Who exhibited at an edition, or at any edition of a show."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from milipol_cli.base.errors import BadInput, did_you_mean
from milipol_cli.base.folding import Suggestion, fold, suggestions, words_of
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.countries import countries, country_code
from milipol_cli.network.editions import EditionAsOf, by_day, editions_as_of, name_of, oldest_review
from milipol_cli.network.exhibitors import (
    ListAsOf,
    has_category,
    has_word,
    latest_lists,
    positions_with,
    searched_text,
)
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, ListedExhibitor
from milipol_cli.network.model.record import Record

if TYPE_CHECKING:
    from milipol_cli.network.model.sources import Source

# New and returning compare a list with the previous list, gone compares the previous
# list with it, also and not_on compare it with the list of an edition that is named.
Comparison = Literal["new", "returning", "gone", "also", "not_on"]
WITH_NAMED: Collection[Comparison] = ("also", "not_on")
Group = Literal["country", "category"]

# The countries and the categories of an exhibitor, which can be limited to or counted.
_VALUES: dict[Group, Callable[[Exhibitor], Sequence[str]]] = {
    "country": lambda exhibitor: [name] if (name := exhibitor.country_name) else [],
    "category": lambda exhibitor: exhibitor.categories,
}


class Filters(Record, frozen=True, kw_only=True):
    """The limits on the exhibitors; `comparison` is with another list.

    Exhibitors have all of the words, and any of the countries and of the categories.
    """

    words: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    comparison: Comparison | None = None

    @property
    def limits(self) -> dict[Group, tuple[str, ...]]:
        return {"country": self.country, "category": self.category}


class ExhibitorRow(Record, frozen=True, kw_only=True):
    """An exhibitor of a list.

    If lists were compared, `on_other_list` are the entries of its company on the other
    list. `perhaps` are entries of companies that may be the same. The company is
    listed at `earlier_editions` of the show and `later_editions` of all shows, the
    latest first; None if such editions were not asked for.
    """

    listed: ListedExhibitor
    on_other_list: tuple[ListedExhibitor, ...] = ()
    perhaps: tuple[ListedExhibitor, ...] = ()
    earlier_editions: tuple[EditionAsOf, ...] | None = None
    later_editions: tuple[EditionAsOf, ...] | None = None

    @property
    def exhibitor(self) -> Exhibitor:
        return self.listed.exhibitor


class Count(Record, frozen=True, kw_only=True):
    """How many exhibitors have a country or category; `name` is None for the others."""

    name: str | None
    number: int


class Exhibitors(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors`.

    `asked` are the words that name the edition or the show asked for. `show` is the
    name of the show if all its editions were asked for, or if it has no list; otherwise
    the list of `edition` is shown, which with "gone" is the edition before. `rows` are
    the first of the `number_found`; `perhaps` are rows of other companies, which may be
    the same. `number_perhaps` counts these, and the rows found that have possible
    matches on the list of `other`.

    `newest_with`: the groups for which the list was chosen, as a later list lacks them.
    `lacks`: the editions whose lists lack a group that was searched; `lacking`: the
    groups that no list has. `instead`: the last edition whose list has these groups; if
    there are no `lists`, the last edition with a list. `words_are_categories`: whether
    a category of the lists, or of the list of `instead`, has a word, so that lists
    without categories leave exhibitors out. `sources`: if asked for, the sources of the
    lists, each with the day on which its list was copied.
    """

    asked: tuple[str, ...]
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
    newest_with: tuple[Group, ...]
    lacks: dict[Group, tuple[EditionAsOf, ...]]
    lacking: tuple[Group, ...]
    instead: EditionAsOf | None
    words_are_categories: bool
    suggestions: tuple[Suggestion, ...]
    covered_editions: tuple[EditionAsOf, ...]
    reviewed: dt.date | None
    sources: "tuple[tuple[Source, dt.date], ...]" = ()


def with_sources(answer: Exhibitors, sources: "Mapping[str, Source]") -> Exhibitors:
    """The answer with the sources of its lists, and when each list was copied."""
    lists = [*answer.lists, *([answer.other] if answer.other else [])]
    cited = {
        source_id: (sources[source_id], listed.exhibitors.copied)
        for listed in lists
        for source_id in listed.exhibitors.source
    }
    return msgspec.structs.replace(answer, sources=tuple(cited.values()))


class KnownLists:
    """The lists that are known as of a date, and the editions of all shows.

    If the `subject` is a fair, only the lists and editions of that fair; if it is an
    own show with the id of a fair, those of that fair, too.
    """

    def __init__(self, data: Catalog, as_of: AsOf, subject: Match | None = None) -> None:
        fair = None if subject is None else data.fair_of(subject)
        shows = [] if subject is not None and subject.fair else data.shows
        self.editions = editions_as_of([*shows, *filter(None, [fair])], as_of)
        self._get_list = data.exhibitors
        self._as_of = as_of

    def latest(self, editions: Iterable[EditionAsOf] | None = None) -> Iterator[ListAsOf]:
        """The lists of all or of some editions, the latest edition first."""
        searched = self.editions if editions is None else editions
        return latest_lists(searched, self._get_list, self._as_of)

    def of_show(self, show_id: str) -> list[EditionAsOf]:
        """The editions of a show."""
        return [edition for edition in self.editions if edition.show.id == show_id]

    def list_named(self, subject: Match, option: str) -> ListAsOf:
        """The list of an edition that an option names, or the last one of a show.

        Raises BadInput if none is known.
        """
        editions = self.of_show(subject.show.show.id)
        # The id is that of the show for all its editions, or that of one edition.
        meant = [edition for edition in editions if subject.id in (edition.id, edition.show.id)]
        listing = next(self.latest(meant), None)
        if listing is None:
            last = next(self.latest(editions), None)
            hint = "" if last is None else f"; the last one: {last.edition.id}"
            raise BadInput(f"{option} {subject.id!r}: no exhibitor list is known{hint}")
        return listing


def option_of(comparison: Comparison) -> str:
    """The option that asks for a comparison."""
    return f"--{comparison.replace('_', '-')}"


def exhibitors(
    data: Catalog,
    as_of: AsOf,
    filters: Filters,
    *,
    subject: Match | None = None,
    all_editions: bool = False,
    named: Match | None = None,
    by: Group | None = None,
    limit: int | None = None,
    first: int | None = None,
) -> Exhibitors:
    """The exhibitors of an edition that the filters allow, by name.

    The `subject` is an edition, or a show: then the list of its edition that is on, or
    else its last list, with the countries and categories that are asked for; without
    a subject, the list is chosen among all shows. The list is compared with that of
    `named`, as the filters say. With `all_editions`, all lists of a show are searched,
    and companies that words name are shown with all entries. Of the rows within the
    `limit`, the `first` are shown. Raises UnknownId for an edition about which nothing
    was known yet, BadInput for a country or category that no list has.
    """
    known_lists = KnownLists(data, as_of, subject)
    # Names on lists of fairs are linked, too, which takes longer.
    is_about_fair = any(match and data.fair_of(match) for match in (subject, named))
    companies = data.lists.all_companies if is_about_fair else data.companies
    asked_show = None if subject is None else subject.show.show.id
    editions = known_lists.editions
    if asked_show is not None:
        editions = known_lists.of_show(asked_show)
    asked_edition = None
    if subject is not None and subject.edition is not None:
        asked_edition = edition_of(subject, known_lists.editions)
    needs = tuple(group for group in _VALUES if group == by or filters.limits[group])
    other = _list_to_compare(data, as_of, named, filters, asked_edition)
    if all_editions:
        chosen = _Chosen(tuple(known_lists.latest(editions)))
        edition, every_list = None, known_lists.latest()
    else:
        among = [asked_edition] if asked_edition else editions
        chosen = _choose_list(among, needs, known_lists, filters.comparison, other)
        edition = chosen.lists[0].edition if chosen.lists else asked_edition
        every_list = None
    lists = chosen.lists
    found, possible = _rows_found(chosen, filters, companies, every_list)
    counts = count_values((row.exhibitor for row in found), by) if by else ()
    shown_or_counted = counts if by else found
    coverage = _coverage(lists, needs, filters, known_lists, editions)
    show_name = None
    if edition is None and asked_show is not None:
        show_name = name_of(asked_show, known_lists.editions)
    return Exhibitors(
        as_of=as_of,
        asked=_words_for_subject(subject, all_editions=all_editions),
        edition=edition,
        show=show_name,
        lists=lists,
        filters=filters,
        rows=() if by else tuple(found[:limit][:first]),
        perhaps=() if by else tuple(possible[:limit][:first]),
        number_found=len(found),
        number_perhaps=len(possible) + sum(bool(row.perhaps) for row in found),
        by=by,
        counts=counts[:limit],
        left_out=0 if limit is None else len(shown_or_counted[limit:]),
        other=chosen.other,
        newest_with=chosen.newest_with,
        lacks=coverage.lacks,
        lacking=coverage.lacking,
        instead=coverage.instead,
        words_are_categories=coverage.words_are_categories,
        suggestions=() if found or not lists else _suggestions(lists, filters.words),
        covered_editions=((edition,) if edition else tuple(listing.edition for listing in lists)),
        reviewed=oldest_review(data.shows),
    )


class _FoundRows(NamedTuple):
    """The rows that the filters allow, and those of companies that may be the same."""

    certain: list[ExhibitorRow]
    possible: list[ExhibitorRow]


def _words_for_subject(subject: Match | None, *, all_editions: bool) -> tuple[str, ...]:
    """The words of a command that name the edition or the show; none for all shows."""
    if subject is None:
        return ()
    return ("--show", subject.id) if all_editions else (subject.id,)


def _list_to_compare(
    data: Catalog, as_of: AsOf, named: Match | None, filters: Filters, edition: EditionAsOf | None
) -> ListAsOf | None:
    """The list that a comparison is with; None if no option names an edition.

    Raises BadInput if that is the edition whose list is shown.
    """
    if named is None or filters.comparison is None:
        return None
    option = option_of(filters.comparison)
    other = KnownLists(data, as_of, named).list_named(named, option)
    if other.edition == edition:
        raise BadInput(f"{option} {edition.id!r}: expected another edition")
    return other


def _rows_found(
    chosen: "_Chosen", filters: Filters, companies: Companies, every_list: Iterable[ListAsOf] | None
) -> _FoundRows:
    """The rows on the chosen lists, in the order of the lists, and by name in each.

    If `every_list` is there, companies that words name are shown with all entries.
    """
    lists = chosen.lists
    words = tuple(map(fold, filters.words))
    matching = _entries_within(lists, filters, words)
    if filters.comparison is not None:
        rows = _rows_by_other_list(matching, filters.comparison, chosen, companies)
    elif every_list is not None and words:
        entries = _entries_within(lists, filters)
        rows = _rows_of_companies(entries, matching, words, companies, every_list)
    else:
        rows = _FoundRows([ExhibitorRow(listed=entry) for entry in matching], [])
    _sort_by_list(lists, rows.certain)
    _sort_by_list(lists, rows.possible)
    return rows


def _sort_by_list(lists: Iterable[ListAsOf], rows: list[ExhibitorRow]) -> None:
    """Puts rows in the order of their lists, and of names in each."""
    order = {listing.edition.id: number for number, listing in enumerate(lists)}
    rows.sort(key=lambda row: (order[row.listed.edition], fold(row.exhibitor.name)))


class _Coverage(NamedTuple):
    """The fields of `Exhibitors` about groups that lists lack, by the same names."""

    lacks: dict[Group, tuple[EditionAsOf, ...]]
    lacking: tuple[Group, ...]
    instead: EditionAsOf | None
    words_are_categories: bool


def _coverage(
    lists: Sequence[ListAsOf],
    needs: tuple[Group, ...],
    filters: Filters,
    known_lists: KnownLists,
    editions_of_show: Iterable[EditionAsOf],
) -> _Coverage:
    """The groups that lists lack, and the last edition with a list that has them.

    That is an edition of the show, or else of any show; only of the show if it has no
    list. It is not looked for with "gone", which is about one list and the next.
    """
    words = tuple(map(fold, filters.words))
    lacks = _editions_lacking(lists, needs, words)
    on_no_list = tuple(group for group in lacks if len(lacks[group]) == len(lists))
    instead = None
    if not lists:
        instead = _first_with(needs, known_lists.latest(editions_of_show))
    elif on_no_list and filters.comparison != "gone":
        latest_first = itertools.chain(known_lists.latest(editions_of_show), known_lists.latest())
        instead = _first_with(on_no_list, latest_first)
    with_instead = lists if instead is None else [*lists, instead]
    return _Coverage(
        lacks=lacks,
        lacking=on_no_list,
        instead=instead and instead.edition,
        words_are_categories="category" in lacks
        and any(has_category(listing.exhibitors, words) for listing in with_instead),
    )


def _editions_lacking(
    lists: Sequence[ListAsOf], needs: Iterable[Group], words: Sequence[str]
) -> dict[Group, tuple[EditionAsOf, ...]]:
    """The editions whose lists lack a group, by the groups that any list lacks.

    Words are searched in categories, so that lists without categories lack these.
    """
    searched = dict.fromkeys([*needs, "category"] if words else needs)
    lacks = {
        group: tuple(
            listing.edition for listing in lists if not _has_all([group], listing.exhibitors)
        )
        for group in searched
    }
    return {group: editions for group, editions in lacks.items() if editions}


def _first_with(groups: Iterable[Group], lists: Iterable[ListAsOf]) -> ListAsOf | None:
    """The first list that has all groups; None if no list has them."""
    groups = [*groups]
    return next((listing for listing in lists if _has_all(groups, listing.exhibitors)), None)


class _Chosen(NamedTuple):
    """The lists to show, and the `other` list to compare with, if any.

    With each company, its editions among those of the lists in `named` are named.
    """

    lists: tuple[ListAsOf, ...]
    newest_with: tuple[Group, ...] = ()
    other: ListAsOf | None = None
    named: Sequence[ListAsOf] = ()


def _choose_list(
    editions: Sequence[EditionAsOf],
    needs: tuple[Group, ...],
    known_lists: KnownLists,
    comparison: Comparison | None,
    other: ListAsOf | None,
) -> _Chosen:
    """The list of the current edition, or else the last list with the groups needed.

    If no list has these groups, the first list is chosen. The `other` list, which the
    list is compared with, is never chosen. No lists if no list is known.
    """
    on_now = [edition for edition in editions if edition.is_or_may_be_on]
    first_choice: _Chosen | None = None
    for listing in itertools.chain(known_lists.latest(on_now), known_lists.latest(editions)):
        if listing == other:
            continue
        choice = _choose_lists_to_compare(listing, comparison, other, known_lists)
        if _has_all(needs, choice.lists[0].exhibitors):
            is_first = first_choice is None
            return choice if is_first else choice._replace(newest_with=needs)
        first_choice = first_choice or choice
    return first_choice or _Chosen(())


def _choose_lists_to_compare(
    listing: ListAsOf,
    comparison: Comparison | None,
    other: ListAsOf | None,
    known_lists: KnownLists,
) -> _Chosen:
    """A list, and the list to compare with: the `other`, or the previous one.

    With "gone", the previous list is shown and compared with this one. A previous list
    that is only a part is not compared with.
    """
    if comparison is None or comparison in WITH_NAMED:
        return _Chosen((listing,), other=other)
    day = by_day(listing.edition)
    earlier = [
        *known_lists.latest(
            edition
            for edition in known_lists.of_show(listing.edition.show.id)
            if by_day(edition) < day
        )
    ]
    if not earlier or earlier[0].exhibitors.is_part:
        return _Chosen((listing,))
    previous = earlier[0]
    if comparison != "gone":
        return _Chosen((listing,), other=previous, named=earlier)
    # A company may have gone to another show: later editions of all shows are named.
    previous_day = by_day(previous.edition)
    later = [
        *known_lists.latest(
            edition for edition in known_lists.editions if by_day(edition) > previous_day
        )
    ]
    return _Chosen((previous,), other=listing, named=later)


def _has_all(needs: Iterable[Group], exhibitors: ExhibitorList) -> bool:
    return all(any(map(_VALUES[need], exhibitors.exhibitor)) for need in needs)


def _entries_within(
    lists: Sequence[ListAsOf], filters: Filters, words: Sequence[str] = ()
) -> list[ListedExhibitor]:
    """The entries that the filters allow and that have all of some folded words.

    Raises BadInput, like `values_named`, for a country or category that no list has.
    """
    limits = [
        (_VALUES[group], values_named(texts, group, lists))
        for group, texts in filters.limits.items()
        if texts
    ]
    entries: list[ListedExhibitor] = []
    for _, exhibitors in lists:
        positions = [
            index
            for index in positions_with(words, exhibitors.exhibitor)
            if all(
                not wanted.isdisjoint(values(exhibitors.exhibitor[index]))
                for values, wanted in limits
            )
        ]
        entries += exhibitors.listed_at(positions)
    return entries


def _rows_by_other_list(
    entries: Iterable[ListedExhibitor],
    comparison: Comparison,
    chosen: _Chosen,
    companies: Companies,
) -> _FoundRows:
    """The entries whose company is on the other list, or is not, as was asked.

    Of the entries that were not asked for, those with possible matches there are
    possible. No rows without another list.
    """
    if chosen.other is None:
        return _FoundRows([], [])
    entries_there = companies.by_company(chosen.other.exhibitors.listed)
    companies_at = [
        (listing.edition, companies.keys_on(listing.exhibitors)) for listing in chosen.named
    ]
    wants_listed_there = comparison in ("returning", "also")
    rows = _FoundRows([], [])
    for entry in entries:
        company = companies.key_of(entry.exhibitor.name)
        is_there = company in entries_there
        similar = () if is_there else companies.perhaps(company)
        editions = tuple(edition for edition, keys in companies_at if company in keys)
        row = ExhibitorRow(
            listed=entry,
            on_other_list=tuple(entries_there.get(company, ())),
            perhaps=tuple(
                match
                for similar_company in similar
                for match in entries_there.get(similar_company, ())
            ),
            earlier_editions=editions if comparison in ("new", "returning") else None,
            later_editions=editions if comparison == "gone" else None,
        )
        if is_there == wants_listed_there:
            rows.certain.append(row)
        elif row.perhaps:
            rows.possible.append(row)
    return rows


def _has_words(name: str, words: Iterable[str]) -> bool:
    return all(has_word(fold(name), word) for word in words)


def _rows_of_companies(
    entries: Iterable[ListedExhibitor],
    matching: Sequence[ListedExhibitor],
    words: Sequence[str],
    companies: Companies,
    every_list: Iterable[ListAsOf],
) -> _FoundRows:
    """The matching entries, and all entries of companies with the words in a name.

    `matching` are those of the `entries` that have the words, also in a category. The
    name with the words may be on any list. Entries of companies that may be the same
    are possible. Companies are compared by their keys.
    """
    # First, companies by names of matching entries: not those only in a category.
    names = (entry.exhibitor.name for entry in matching)
    named_here = dict.fromkeys(companies.key_of(name) for name in names if _has_words(name, words))
    # Then companies with another linked name that has the words, if a list has it.
    named_elsewhere = {
        name: company
        for company, linked_names in companies.names.items()
        if company not in named_here
        for name in linked_names
        if _has_words(name, words)
    }
    candidates = {*named_here, *named_elsewhere.values()}
    similar = itertools.chain.from_iterable(map(companies.perhaps, candidates))
    entries_of = companies.entries_of({*candidates, *similar}, entries)
    with_entries = {
        name: company for name, company in named_elsewhere.items() if company in entries_of
    }
    found_companies = dict.fromkeys([*named_here, *_companies_listed(with_entries, every_list)])
    of_companies = (entry for key in found_companies for entry in entries_of[key])
    certain = {entry.id: ExhibitorRow(listed=entry) for entry in (*matching, *of_companies)}
    possible = {
        entry.id: ExhibitorRow(listed=entry, perhaps=(entries_of[company][0],))
        for company in found_companies
        for similar_company in companies.perhaps(company)
        for entry in entries_of.get(similar_company, ())
        if entry.id not in certain
    }
    return _FoundRows([*certain.values()], [*possible.values()])


def _companies_listed(key_of_name: Mapping[str, str], lists: Iterable[ListAsOf]) -> Sequence[str]:
    """The companies of the names that any list has; files may link other names."""
    if not key_of_name:  # all lists take a while to read
        return ()
    listed = {entry.name for listing in lists for entry in listing.exhibitors.exhibitor}
    return sorted(key_of_name[name] for name in key_of_name.keys() & listed)


def values_named(texts: Iterable[str], group: Group, lists: Sequence[ListAsOf]) -> set[str]:
    """The countries or categories that texts name, like "FR" or "drone".

    Of a text that is no country, those on the lists with the text in their names.
    Raises BadInput, with the nearest names, for a text that names none. If no
    list has categories, none is refused.
    """
    with_group = [listing for listing in lists if _has_all([group], listing.exhibitors)]
    entries = [entry for _, exhibitors in with_group for entry in exhibitors.exhibitor]
    values = {value for entry in entries for value in _VALUES[group](entry)}
    is_refused = bool(with_group if group == "category" else lists)
    named: set[str] = set()
    for text in texts:
        meant = _names_meant(text, group, values)
        if is_refused and not meant:
            hint = "expected a code or a name, like FR"
            if with_group:
                words = [*values, *words_of(sorted(values))]
                word_by_folded = {fold(word): word for word in words}
                near = did_you_mean(fold(text), word_by_folded, cutoff=0.7)
                edition_id = with_group[0].edition.id
                hint = near or f"see milipol exhibitors {edition_id} --by {group}"
            raise BadInput(f"--{group} {text!r}: no such {group}; {hint}")
        named |= meant
    return named


def _names_meant(text: str, group: Group, values: Iterable[str]) -> set[str]:
    """The country that a text names, or else the values with the text in their names.

    Two letters that are no code of a country mean none.
    """
    code = country_code(text) if group == "country" else None
    if code is not None:
        return {countries()[code]}
    folded = fold(text)
    if group == "country" and len(folded) <= len("FR"):
        return set()
    return {name for name in values if folded in fold(name)}


def count_values(entries: Iterable[Exhibitor], by: Group) -> tuple[Count, ...]:
    """How many entries have each country or category, the most frequent first.

    The number of those without any comes last, and never alone.
    """
    names_by_entry = (dict.fromkeys(_VALUES[by](entry) or (None,)) for entry in entries)
    number_by_name = Counter(itertools.chain.from_iterable(names_by_entry))
    if not any(number_by_name):  # no entry has a name
        return ()
    counts = [Count(name=name, number=n) for name, n in number_by_name.items()]
    counts.sort(key=lambda c: (c.name is None, -c.number, fold(c.name or "")))
    return tuple(counts)


def _suggestions(lists: Iterable[ListAsOf], words: Iterable[str]) -> tuple[Suggestion, ...]:
    """The words that no list has, each with words like it on the lists."""
    everyone = [entry for listing in lists for entry in listing.exhibitors.exhibitor]
    return suggestions_among(everyone, words)


def suggestions_among(
    exhibitors: Sequence[Exhibitor], words: Iterable[str]
) -> tuple[Suggestion, ...]:
    """The words that no exhibitor has, each with words like it that exhibitors have."""
    folded = "\n".join(map(searched_text, exhibitors))
    written = (text for exhibitor in exhibitors for text in (exhibitor.name, *exhibitor.categories))
    return suggestions(words, folded, written)
