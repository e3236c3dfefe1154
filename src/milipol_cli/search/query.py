"""What matches all of the words, best first: the answer of `milipol search`."""

import datetime as dt
import functools
import itertools
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from operator import attrgetter, itemgetter
from typing import NamedTuple, get_args

from milipol_cli.errors import BadInput, one_of
from milipol_cli.folding import (
    INSIDE,
    Suggestion,
    fold,
    places,
    spans,
    suggestions,
    with_alike,
    words_asked,
)
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    editions_as_of,
    oldest_review,
    select_shows,
)
from milipol_cli.network.exhibitors import Companies, ListAsOf, latest_lists
from milipol_cli.network.load import Catalog
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.search.results import (
    KINDS,
    Field,
    Kind,
    MatchedText,
    Result,
    Terms,
    Texts,
    all_results,
    days_away,
    speaker_texts,
)


class Search(Answer, frozen=True, kw_only=True):
    """The answer of `milipol search`, best result first.

    `found` includes the results that a limit leaves out, and `more_exhibitors`, which
    are left out if exhibitors were not asked for. If nothing is found, either
    `excluded` is the number of results without the options, or `suggestions` has the
    words that are nowhere in the data. If exhibitors or nothing was found, `lists` are
    those that were searched, `without_categories` those in which this means the names
    alone; if all do, `instead` is the last edition with a list that has categories.
    """

    terms: Terms
    results: tuple[Result, ...]
    found: int
    more_exhibitors: int
    lists: tuple[EditionAsOf, ...]
    without_categories: tuple[EditionAsOf, ...]
    instead: EditionAsOf | None
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

_FIELDS: tuple[Field, ...] = get_args(Field)

# A word ranks by its field, then by whether it is a whole word, a start, or inside.
_OWN = {field: at * (INSIDE + 1) for at, field in enumerate(_FIELDS)}

# Any own field ranks before the shared ones; of these, edition and show come first.
_SHARED = {
    field: (len(_FIELDS) + at) * (INSIDE + 1)
    for at, field in enumerate((*_FIELDS[-2:], *_FIELDS[:-2]))
}

# Exhibitors come last, edition by edition.
_Rank = tuple[bool, int, str, int, str]


class _Place(NamedTuple):
    rank: int
    field: Field
    text: str


class _Matched(NamedTuple):
    """How all the words match; `fields` are the own fields among them."""

    rank: int
    fields: frozenset[Field]
    matches: tuple[MatchedText, ...]


# The words in shared texts, with their best places.
_Shared = dict[str, _Place]


def terms(
    texts: Iterable[str],
    *,
    shows: Sequence[str] = (),
    kinds: Iterable[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Terms:
    """The words of texts, with the options; `shows` are ids.

    Raises BadInput for texts without a word or with invalid Unicode, for an unknown
    kind, and if `last` is before `first`.
    """
    words = words_asked(texts)
    if first is not None and last is not None and last < first:
        raise BadInput(f"--to '{last}': before --from '{first}'; expected a later day")
    return Terms(
        words=words,
        shows=tuple(shows),
        kinds=tuple(dict.fromkeys(map(_kind, kinds))),
        first=first,
        last=last,
    )


def _kind(name: str) -> Kind:
    known = next((kind for kind in KINDS if kind == name), None)
    if known is None:
        raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(KINDS)}")
    return known


def search(
    data: Catalog,
    as_of: AsOf,
    terms: Terms,
    *,
    entries: Callable[[], Iterable[PickAsOf]] = tuple,
    limit: int | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Search:
    """What is known as of a date and matches all the words, best first.

    Results are ranked by where each word is: in a title before a speaker before a
    summary, and in one field a whole word before the start of one before its inside;
    then by how near they are in time. Exhibitors come after all others, those of the
    nearest edition first; without a kind, only those of the first few companies.
    A company is found by each of its names. `entries` gives the reader's own entries;
    it is called only if needed. `progress` is called with how many programmes were
    searched, and of how many; if nothing is found, it begins anew.
    """
    companies = Companies(lambda: data.companies, data.companies_may_have)
    all_of = functools.partial(
        all_results,
        data,
        as_of,
        entries=entries,
        companies=companies,
        progress=progress,
    )
    ranked = sorted(_ranked(all_of(terms), terms, as_of, companies), key=itemgetter(0))
    is_of_lists = "exhibitor" in terms.all_kinds and (
        not ranked or ranked[-1][1].exhibitor is not None
    )
    lists: list[ListAsOf] = []
    if is_of_lists:
        editions = editions_as_of(select_shows(data.shows, terms.shows), as_of)
        within = (edition for edition in editions if terms.touch(edition.dates))
        lists = [*latest_lists(within, data.exhibitors_outline, as_of)]
    exhibitors = {
        at: (result.about.show_name, result.company)
        for at, (_, result, _) in enumerate(ranked)
        if not terms.kinds and result.exhibitor is not None
    }
    first = [*dict.fromkeys(exhibitors.values())][:_MOST_COMPANIES]
    left_out = {at for at, company in exhibitors.items() if company not in first}
    listed = (
        result._replace(matches=matches)
        for at, (_, result, matches) in enumerate(ranked)
        if at not in left_out
    )
    searched = [known.edition for known in lists]

    def lists_having(words: Sequence[str]) -> Iterable[ListAsOf]:
        have_any = functools.partial(data.exhibitors_with, words=words)
        return latest_lists(searched, have_any, as_of)

    shown = [*itertools.islice(listed, limit)]
    results = _with_perhaps(shown, lists_having, terms, companies)
    excluded = 0
    absent: tuple[Suggestion, ...] = ()
    if not ranked:
        if terms.options:
            unlimited = Terms(words=terms.words)
            excluded = len([*_ranked(all_of(unlimited), unlimited, as_of, companies)])
        if not excluded:
            absent = _suggestions(terms.words, all_of, data.words())
    without = [known.edition for known in lists if not _has_categories(known)]
    instead = None
    if lists and len(without) == len(lists):
        editions = editions_as_of(data.shows, as_of)
        every = latest_lists(editions, data.exhibitors_outline, as_of)
        instead = next(filter(_has_categories, every), None)
    return Search(
        as_of=as_of,
        terms=terms,
        results=tuple(results),
        found=len(ranked),
        more_exhibitors=len(left_out),
        lists=tuple(searched),
        without_categories=tuple(without),
        instead=instead and instead.edition,
        excluded=excluded,
        suggestions=absent,
        reviewed=oldest_review(select_shows(data.shows, terms.shows)),
    )


def _has_categories(known: ListAsOf) -> bool:
    return any(exhibitor.categories for exhibitor in known.exhibitors.exhibitor)


def _with_perhaps(
    results: Sequence[Result],
    lists_having: Callable[[Sequence[str]], Iterable[ListAsOf]],
    terms: Terms,
    companies: Companies,
) -> list[Result]:
    """The results, exhibitors with names on lists that are perhaps of their company.

    Names with all of the words are results of their own.
    """
    alike = {
        result.company: [
            name
            for other in companies.perhaps(result.company)
            for name in companies.names[other]
        ]
        for result in results
        if result.exhibitor is not None
    }
    names = {
        name
        for name in itertools.chain.from_iterable(alike.values())
        if not all(word in fold(name) for word in terms.folded)
    }
    listed = {
        entry.name
        for known in (lists_having([*map(fold, names)]) if names else ())
        for entry in known.exhibitors.exhibitor
        if entry.name in names
    }
    return [
        result._replace(
            perhaps=tuple(filter(listed.__contains__, alike.get(result.company, ())))
        )
        for result in results
    ]


def _ranked(
    results: Iterable[Result], terms: Terms, as_of: AsOf, companies: Companies
) -> Iterator[tuple[_Rank, Result, tuple[MatchedText, ...]]]:
    """The results that have all of the words and are within the days.

    Each has its rank before it and its matches behind it: of thousands of exhibitors
    that are found, only a few are shown.
    """
    words = terms.folded
    about, shared, missing = None, _Shared(), words
    for result in results:
        if result.about is not about:
            about = result.about
            every = {word: _best_place(about.texts, word, _SHARED) for word in words}
            shared = {word: place for word, place in every.items() if place is not None}
            missing = tuple(word for word in words if word not in shared)
        text = fold("\n".join([text for _, text in result.texts]))
        # Most of them end here. Others may still have a short word inside one only.
        if not all(word in text for word in missing):
            continue
        if (missing or any(word in text for word in words)) and terms.touch(
            result.dates
        ):
            away_days = days_away(result.dates, as_of)
            for matched, hit in _hits(result, words, shared, terms.all_kinds):
                rank, exhibitor = matched.rank, hit.exhibitor
                if exhibitor is None:
                    key = (False, rank, "", away_days, hit.id or "")
                    yield key, hit, matched.matches
                else:
                    edition_id, name = hit.about.id or "", exhibitor.name
                    key = (True, away_days, edition_id, rank, fold(name))
                    of_company = hit._replace(company=companies.key_of(name))
                    yield key, of_company, matched.matches


def _hits(
    result: Result, words: Sequence[str], shared: _Shared, kinds: Sequence[Kind]
) -> Iterator[tuple[_Matched, Result]]:
    """How the words match a result, or speakers of a session.

    A session in which only speakers match gives those instead.
    """
    whole = _matched(result.texts, words, shared)
    if whole is None:
        return
    speakers = []
    if result.session is not None and "speaker" in kinds:
        speakers = [
            (alone, result._replace(kind="speaker", speaker=speaker))
            for speaker in result.session.speaker
            if (alone := _matched(speaker_texts(speaker), words, shared)) is not None
        ]
    only_speakers = bool(speakers) and whole.fields <= _OF_SPEAKERS
    if result.kind in kinds and not only_speakers:
        yield whole, result
    else:
        yield from speakers


def _matched(texts: Texts, words: Sequence[str], shared: _Shared) -> _Matched | None:
    """How texts match all the words; None if they do not, or only shared ones do."""
    own = [_best_place(texts, word, _OWN) for word in words]
    fields = frozenset(place.field for place in own if place is not None)
    best = [
        place or shared[word]
        for word, place in zip(words, own, strict=True)
        if place is not None or word in shared
    ]
    if not fields or len(best) < len(words):
        return None
    best_first = dict.fromkeys(
        (place.field, place.text) for place in sorted(best, key=attrgetter("rank"))
    )
    return _Matched(
        rank=sum(place.rank for place in best),
        fields=fields,
        matches=tuple(_match(field, text, words) for field, text in best_first),
    )


def _best_place(texts: Texts, word: str, ranks: Mapping[Field, int]) -> _Place | None:
    return min(
        (
            _Place(ranks[field] + how, field, text)
            for field, text in texts
            for _, how in places(fold(text), word)
        ),
        key=attrgetter("rank"),
        default=None,
    )


def _match(field: Field, text: str, words: Sequence[str]) -> MatchedText:
    marked = {span for word in words for span in spans(text, word)}
    return MatchedText(field, text, tuple(sorted(marked)))


def _suggestions(
    words: Sequence[str],
    all_of: Callable[[Terms], Iterable[Result]],
    known: Collection[str] | None,
) -> tuple[Suggestion, ...]:
    """The words that are in none of the texts, each with up to three like it.

    `known` are the folded words of all programmes and lists, if they are known.
    """
    everything = all_of(Terms(words=() if known is None else with_alike(words, known)))
    texts = dict.fromkeys(text for result in everything for text in result.texts)
    folded = "\n".join([fold(text) for _, text in texts])
    written = (text for field, text in texts if field not in ("id", "website"))
    return suggestions(words, folded, written)
