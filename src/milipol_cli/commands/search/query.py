"""The answer of `milipol search`: matches of all the words, best first."""

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple, get_args

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.base.folding import (
    INSIDE,
    Suggestion,
    fold,
    places_of_word,
    spans,
    suggestions,
    words_asked,
)
from milipol_cli.commands.search.results import (
    KINDS,
    Field,
    Kind,
    MatchedText,
    Result,
    Searched,
    Terms,
    Texts,
    speaker_texts,
)
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review, select_shows
from milipol_cli.network.exhibitors import ListAsOf, has_category
from milipol_cli.network.load import Catalog
from milipol_cli.picks.as_of import PickAsOf


class ListsSearched(NamedTuple):
    """The lists of exhibitors that were searched, the latest edition first.

    `without_categories` are the lists in which only names were searched; if that is all
    of them, `instead` is the last edition with a list that has categories. If
    `words_are_categories`, a category of another list, or of the list of `instead`, has
    a word, so that lists without categories leave exhibitors out.
    """

    editions: tuple[EditionAsOf, ...] = ()
    without_categories: tuple[EditionAsOf, ...] = ()
    instead: EditionAsOf | None = None
    words_are_categories: bool = False


class Search(Answer, frozen=True, kw_only=True):
    """The answer of `milipol search`, best result first.

    `found` is how many results there are, `number` how many if the entries of a company
    at a show count as one, as a table shows them. A limit leaves out `left_out` of that
    number, and `more_companies` are left out if exhibitors were not asked for, with
    `more_exhibitors` entries. If nothing is found, either `excluded` is the number of
    results without the options, or `suggestions` has the words that are nowhere in the
    data. `lists` are given if exhibitors or nothing was found; `lists_of_fairs` are the
    lists of other fairs that have results, if these fairs were asked for.
    """

    terms: Terms
    results: tuple[Result, ...]
    found: int
    number: int
    left_out: int
    more_companies: int
    more_exhibitors: int
    lists: ListsSearched
    lists_of_fairs: tuple[ListAsOf, ...]
    excluded: int
    suggestions: tuple[Suggestion, ...]
    reviewed: dt.date | None

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        """The editions that its results belong to."""
        abouts = {result.about.id: result.about.edition for result in self.results}
        return tuple(filter(None, abouts.values()))


# So many companies are listed if exhibitors were not asked for.
_MOST_COMPANIES = 5

_OF_SPEAKERS = frozenset({"speaker", "role"})

# A word ranks by its field, then by whether it is a whole word, a start, or inside.
# Any own field ranks before the shared ones.
_FIELDS: tuple[Field, ...] = get_args(Field)
_RANKS = {field: number * (INSIDE + 1) for number, field in enumerate(_FIELDS)}
_RANKS_IF_SHARED = {field: rank + len(_FIELDS) * (INSIDE + 1) for field, rank in _RANKS.items()}


class _Place(NamedTuple):
    """A text that has a word; the lower the rank, the more the place counts."""

    rank: int
    field: Field
    text: str


class _Matched(NamedTuple):
    """How all the words match; `fields` are those with words, except shared ones."""

    rank: int
    fields: frozenset[Field]
    matches: tuple[MatchedText, ...]


# The words that are in shared texts, with their best places there.
_SharedPlaces = dict[str, _Place]


def terms(
    texts: Iterable[str],
    *,
    shows: Sequence[str] = (),
    kinds: Collection[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
    fairs: bool = False,
) -> Terms:
    """The words of texts, with the options; `shows` are ids.

    Raises BadInput for what cannot be searched for: no word, an unknown kind, days in
    the wrong order, or `fairs` (which have only exhibitors) with shows or other kinds.
    """
    words = words_asked(texts)
    for kind in kinds:
        if kind not in KINDS:
            raise BadInput(f"--kind {kind!r}: no such kind; expected {one_of(KINDS)}")
    if first is not None and last is not None and last < first:
        raise BadInput(f"--to '{last}': before --from '{first}'; expected a later day")
    if fairs and shows:
        raise BadInput("--fairs cannot be used with --show")
    if fairs and kinds and "exhibitor" not in kinds:
        raise BadInput("--fairs finds exhibitors; add --kind exhibitor")
    return Terms(
        words=words,
        fairs=fairs,
        shows=tuple(shows),
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        first=first,
        last=last,
    )


def search(
    data: Catalog,
    as_of: AsOf,
    terms: Terms,
    *,
    entries: Callable[[], Iterable[PickAsOf]] = tuple,
    limit: int | None = None,
) -> Search:
    """The matches of all the words as of a date, best first.

    Results are ranked by where each word is, then by how near they are in time;
    exhibitors come last. `entries` gives the reader's own entries; it is called only if
    needed. Without a limit, all results are given.
    """
    searched = Searched(data, as_of, terms, data.companies, entries)
    # The same words without the options that limit results.
    unlimited = searched._replace(terms=Terms(words=terms.words, fairs=terms.fairs))
    results = _best_first(searched)
    are_exhibitors_asked_for = bool(terms.kinds) or terms.fairs
    most = len(results) if are_exhibitors_asked_for else _MOST_COMPANIES
    shown = _results_to_show(results, limit, most_companies=most)
    excluded = 0 if results or not terms.options else len(_best_first(unlimited))
    return Search(
        as_of=as_of,
        terms=terms,
        results=tuple(_add_similar_names(shown.results, searched)),
        found=len(results),
        number=shown.number,
        left_out=shown.left_out,
        more_companies=shown.more_companies,
        more_exhibitors=shown.more_exhibitors,
        lists=_lists_searched(searched, unlimited, results),
        lists_of_fairs=_lists_of_fairs(searched, shown.results),
        excluded=excluded,
        suggestions=() if results or excluded else _suggestions(unlimited),
        reviewed=oldest_review(select_shows(data.shows, terms.shows)),
    )


class _Shown(NamedTuple):
    """The results that are shown, and how many are not; a company counts as one."""

    results: list[Result]
    number: int
    left_out: int
    more_companies: int
    more_exhibitors: int


def _results_to_show(
    results: Sequence[Result], limit: int | None, *, most_companies: int
) -> _Shown:
    """The first results within a limit of rows, in their order; companies come last."""
    # What a table shows in one row: a result, or the entries of a company at a show.
    rows: dict[object, list[Result]] = {}
    for result in results:
        company_at_show = (result.about.show_name, result.company)
        # A number that no other row has keeps any other result by itself.
        key = company_at_show if result.company else len(rows)
        rows.setdefault(key, []).append(result)
    more_companies = [row for row in rows.values() if row[0].company][most_companies:]
    within_companies = [*rows.values()][: len(rows) - len(more_companies)]
    shown = within_companies[:limit]
    shown_ids = {id(result) for row in shown for result in row}
    return _Shown(
        [result for result in results if id(result) in shown_ids],
        number=len(rows),
        left_out=len(within_companies) - len(shown),
        more_companies=len(more_companies),
        more_exhibitors=sum(map(len, more_companies)),
    )


def _lists_searched(
    searched: Searched, unlimited: Searched, results: Sequence[Result]
) -> ListsSearched:
    """The lists, if exhibitors were searched and found, or nothing was; else none.

    If none of them has categories, `instead` is the edition of the latest list that has
    some, among those `unlimited` by options.
    """
    terms = searched.terms
    found_others_only = bool(results) and not results[-1].company  # these come last
    if "exhibitor" not in terms.all_kinds or found_others_only:
        return ListsSearched()
    lists = [*searched.lists()]
    with_categories = [*filter(_has_categories, lists)]
    instead = None
    if lists and not with_categories:
        # The lists are read one by one, up to the first that has categories.
        all_with_categories = filter(_has_categories, unlimited.lists())
        with_categories = [*itertools.islice(all_with_categories, 1)]
        instead = next((listing.edition for listing in with_categories), None)
    return ListsSearched(
        editions=tuple(listing.edition for listing in lists),
        without_categories=tuple(
            listing.edition for listing in itertools.filterfalse(_has_categories, lists)
        ),
        instead=instead,
        words_are_categories=any(
            has_category(listing.exhibitors, terms.folded) for listing in with_categories
        ),
    )


def _lists_of_fairs(searched: Searched, results: Sequence[Result]) -> tuple[ListAsOf, ...]:
    """The lists of other fairs that have any of the results."""
    ids = {result.about.id for result in results if result.is_of_fair}
    lists = searched.lists() if ids else ()
    return tuple(listing for listing in lists if listing.edition.id in ids)


def _has_categories(listing: ListAsOf) -> bool:
    return any(exhibitor.categories for exhibitor in listing.exhibitors.exhibitor)


def _add_similar_names(results: Sequence[Result], searched: Searched) -> Iterator[Result]:
    """The results; exhibitors have the names on lists that may be of their company."""
    similar = {
        company: _similar_names(company, searched)
        for company in {result.company for result in results} - {""}
    }
    lists = searched.lists() if any(similar.values()) else ()
    listed = {entry.name for listing in lists for entry in listing.exhibitors.exhibitor}
    for result in results:
        perhaps = filter(listed.__contains__, similar.get(result.company, ()))
        yield result._replace(perhaps=tuple(perhaps))


def _similar_names(company: str, searched: Searched) -> list[str]:
    """The names of companies that may be the same.

    A name with all of the words is left out, as it is a result of its own.
    """
    words, companies = searched.terms.folded, searched.companies
    return [
        name
        for other in companies.perhaps(company)
        for name in companies.names[other]
        if not all(word in fold(name) for word in words)
    ]


def _best_first(searched: Searched) -> list[Result]:
    """The results that have all of the words and are within the days, by `_rank`."""
    terms, words = searched.terms, searched.terms.folded
    ranked: list[tuple[tuple[object, ...], Result]] = []
    # The results of an edition follow each other, and share its texts.
    grouped = itertools.groupby(searched.results(), key=attrgetter("about"))
    for about, results in grouped:
        shared = _shared_places(about.texts, words)
        missing = [word for word in words if word not in shared]
        for result in results:
            # Two fast tests pass over most results.
            if not _may_match(result, words, missing) or not terms.touch(result.dates):
                continue
            for matched, hit in _hits(result, words, shared, terms.all_kinds):
                exhibitor, company = hit.exhibitor, ""
                if exhibitor is not None:
                    company = searched.companies.key_of(exhibitor.name)
                shown = hit._replace(company=company, matches=matched.matches)
                rank = _rank(hit, matched.rank, searched.days_away(hit.dates))
                ranked.append((rank, shown))
    return [result for _, result in sorted(ranked, key=itemgetter(0))]


def _may_match(result: Result, words: Sequence[str], missing: Sequence[str]) -> bool:
    """Whether a result has any word, and all words that are `missing` in shared texts.

    This is fast, and most results do not. `_hits` knows for sure: a short word inside a
    longer one does not count.
    """
    text = fold("\n".join([text for _, text in result.texts]))
    has_any = any(word in text for word in words)
    return has_any and all(word in text for word in missing)


def _shared_places(texts: Texts, words: Sequence[str]) -> _SharedPlaces:
    """The words that shared texts have, with their best places."""
    places = {word: _best_place(texts, word, _RANKS_IF_SHARED) for word in words}
    return {word: place for word, place in places.items() if place is not None}


def _rank(hit: Result, rank: int, days_away: int) -> tuple[object, ...]:
    """What hits are sorted by: how the words match, then how near the hit is in time.

    Exhibitors come last, edition by edition, the nearest edition first.
    """
    if hit.exhibitor is None:
        return False, rank, days_away, hit.key or ""
    return True, days_away, hit.about.id or "", rank, fold(hit.exhibitor.name)


def _hits(
    result: Result, words: Sequence[str], shared: _SharedPlaces, kinds: Sequence[Kind]
) -> Iterator[tuple[_Matched, Result]]:
    """A result with how the words match it, or speakers of a session; none if neither.

    Speakers count if the words of a session are only in them, or if no sessions are
    asked for.
    """
    whole = _match_of_words(result.texts, words, shared)
    if whole is None:
        return
    speakers = []
    if result.session is not None and "speaker" in kinds:
        speakers = [
            (alone, result._replace(kind="speaker", speaker=speaker))
            for speaker in result.session.speaker
            if (alone := _match_of_words(speaker_texts(speaker), words, shared)) is not None
        ]
    only_speakers = bool(speakers) and whole.fields <= _OF_SPEAKERS
    if result.kind in kinds and not only_speakers:
        yield whole, result
    else:
        yield from speakers


def _match_of_words(texts: Texts, words: Sequence[str], shared: _SharedPlaces) -> _Matched | None:
    """How texts match all the words; a word may be in shared texts instead.

    None if a word is in neither, or if all words are in shared texts only.
    """
    own = {word: _best_place(texts, word, _RANKS) for word in words}
    places = [place for word in words if (place := own[word] or shared.get(word))]
    own_fields = frozenset(place.field for place in own.values() if place is not None)
    is_word_missing = len(places) < len(words)
    if is_word_missing or not own_fields:
        return None
    # A text that has several of the words is one match.
    texts_best_first = dict.fromkeys(
        (place.field, place.text) for place in sorted(places, key=attrgetter("rank"))
    )
    return _Matched(
        rank=sum(place.rank for place in places),
        fields=own_fields,
        matches=tuple(_match(field, text, words) for field, text in texts_best_first),
    )


def _best_place(texts: Texts, word: str, ranks: Mapping[Field, int]) -> _Place | None:
    """Where a word counts most, by the rank of the field, then by how it is found.

    None if no text has the word.
    """
    return min(
        (
            _Place(ranks[field] + how, field, text)
            for field, text in texts
            for _, how in places_of_word(fold(text), word)
        ),
        key=attrgetter("rank"),
        default=None,
    )


def _match(field: Field, text: str, words: Sequence[str]) -> MatchedText:
    marked = {span for word in words for span in spans(text, word)}
    return MatchedText(field, text, tuple(sorted(marked)))


def _suggestions(unlimited: Searched) -> tuple[Suggestion, ...]:
    """The words that are in none of the texts, each with up to three words like it.

    `unlimited` is the search without options; without words it gives all texts. Ids and
    websites count as texts, but no word in them is suggested.
    """
    words = unlimited.terms.words
    of_all = Terms(words=(), fairs=unlimited.terms.fairs)
    everything = unlimited._replace(terms=of_all).results()
    texts = dict.fromkeys(text for result in everything for text in result.texts)
    folded = "\n".join([fold(text) for _, text in texts])
    written = (text for field, text in texts if field not in ("id", "website"))
    return suggestions(words, folded, written)
