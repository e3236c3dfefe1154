"""Which documents match all of the words, best first: the answer of `milipol search`.

Texts are folded as they are searched. An index would have to be stored beside the
files, and be read as a whole for each search.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from milipol_cli.errors import BadInput, one_of
from milipol_cli.folding import Suggestion, fold, suggestions, words_asked
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review, select_shows
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.search.documents import (
    KINDS,
    Entry,
    Kind,
    SearchDocument,
    Terms,
    documents,
)
from milipol_cli.search.matching import Shared, matched, shared_places
from milipol_cli.search.results import SearchResult, days_away, result_of


class ShutOut(Record, frozen=True, kw_only=True):
    """How many results there would be without some of the options."""

    options: tuple[str, ...]
    found: int


class Search(Answer, frozen=True, kw_only=True):
    """The answer of `milipol search`, best result first.

    `found` includes the results that a limit leaves out, and `more_exhibitors`, which
    are left out if exhibitors were not asked for. If nothing is found, either
    `shut_out` has the options without which there are results, or `suggestions` has
    the words that are nowhere in the data.
    """

    terms: Terms
    results: tuple[SearchResult, ...]
    found: int
    more_exhibitors: int
    later_changes: tuple[EditionAsOf, ...]
    shut_out: ShutOut | None
    suggestions: tuple[Suggestion, ...]
    reviewed: dt.date | None


# The options that limit a search, by the field of the terms that each of them sets.
_OPTIONS = {"shows": "--show", "kinds": "--kind", "first": "--from", "last": "--to"}

# So many exhibitors are listed if they were not asked for.
_MOST_EXHIBITORS = 5

_Documents = Callable[[Terms], Iterator[SearchDocument]]
# Exhibitors come last, edition by edition.
_Rank = tuple[bool, int, str, int, str]
# None only for what is outside of the days.
_Make = Callable[[], SearchResult | None]


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
    files: Sequence[ShowFile],
    as_of: AsOf,
    terms: Terms,
    *,
    programme: Callable[[str], Programme | None],
    news: Callable[[], Iterable[NewsItem]],
    entries: Callable[[], Iterable[PickAsOf]] = tuple,
    get_list: GetList = lambda _: None,
    limit: int | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Search:
    """What is known as of a date and matches all the words, best first.

    Results are ranked by where each word is: in a title before a speaker before a
    summary, and in one field a whole word before the start of one before its inside;
    then by how near they are in time. Exhibitors come after all others, those of the
    nearest edition first; without a kind, only the first few of them. `programme` gives
    the programme of an edition, `get_list` its list of exhibitors, `news` the news and
    `entries` the reader's own entries; they are called only if needed. `progress` is
    called with how many programmes were searched, and of how many; if nothing is found,
    it begins anew.
    """

    def all_documents(terms: Terms) -> Iterator[SearchDocument]:
        searched = select_shows(files, terms.shows)
        return documents(
            searched,
            as_of,
            terms,
            programme=_counted(programme, _known_editions(searched, as_of), progress),
            news=news,
            entries=entries,
            get_list=get_list,
        )

    ranked = sorted(_ranked(all_documents, terms, as_of), key=lambda pair: pair[0])
    exhibitors = sum(is_exhibitor for (is_exhibitor, *_), _ in ranked)
    more = 0 if terms.kinds else max(exhibitors - _MOST_EXHIBITORS, 0)
    shown = ranked[: len(ranked) - more]
    results = tuple(filter(None, (make() for _, make in shown[:limit])))
    shut_out = None if ranked else _shut_out(all_documents, terms, as_of)
    absent: tuple[Suggestion, ...] = ()
    if not ranked and shut_out is None:
        absent = _suggestions(terms.words, all_documents(Terms(words=())))
    editions = {
        result.edition.id: result.edition
        for result in results
        if result.edition is not None and result.edition.later is not None
    }
    return Search(
        as_of=as_of,
        terms=terms,
        results=results,
        found=len(ranked),
        more_exhibitors=more,
        later_changes=tuple(editions.values()),
        shut_out=shut_out,
        suggestions=absent,
        reviewed=oldest_review(select_shows(files, terms.shows)),
    )


def _known_editions(files: Iterable[ShowFile], as_of: AsOf) -> int:
    """How many editions are known, each of which may have a programme."""
    return sum(
        any(map(as_of.knows, edition.notice))
        for file in files
        for edition in file.edition
    )


def _counted(
    programme: Callable[[str], Programme | None],
    total: int,
    progress: Callable[[int, int], None],
) -> Callable[[str], Programme | None]:
    """The same function, which also reports how often it was called."""
    numbers = itertools.count(1)

    def counted(edition_id: str) -> Programme | None:
        read = programme(edition_id)
        progress(next(numbers), total)
        return read

    return counted


def _ranked(
    all_documents: _Documents, terms: Terms, as_of: AsOf
) -> Iterator[tuple[_Rank, _Make]]:
    """Functions that make the results, each with its rank.

    Thousands of exhibitors may be found, of which only a few are shown.
    """
    words = terms.folded
    about, shared, missing = None, Shared(), words
    for document in all_documents(terms):
        if document.about is not about:
            about = document.about
            shared = shared_places(about.texts, words)
            missing = tuple(word for word in words if word not in shared)
        text = fold("\n".join([text for _, text in document.texts]))
        # Most documents end here. Others may still have a short word inside one only.
        if not all(word in text for word in missing):
            continue
        if missing or any(word in text for word in words):
            for match, speaker in matched(document, words, shared, terms.all_kinds):
                make = functools.partial(
                    result_of, document, match.matches, speaker, terms, as_of
                )
                if isinstance(document.value, Entry):
                    edition = document.about.editions[0]
                    if terms.touch(edition.dates):
                        away_days = days_away(edition.dates, as_of)
                        name = fold(document.value.entry.name)
                        yield (True, away_days, edition.id, match.rank, name), make
                elif (result := make()) is not None:
                    away_days, key = days_away(result.dates, as_of), result.id or ""
                    yield (False, match.rank, "", away_days, key), _made(result)


def _made(result: SearchResult) -> _Make:
    return lambda: result


def _shut_out(all_documents: _Documents, terms: Terms, as_of: AsOf) -> ShutOut | None:
    """The fewest options without which there are results, and how many."""

    def results_without(names: Iterable[str]) -> int:
        unset = {name: getattr(Terms(words=()), name) for name in names}
        fewer = msgspec.structs.replace(terms, **unset)
        return sum(1 for _ in _ranked(all_documents, fewer, as_of))

    given = [name for name in _OPTIONS if getattr(terms, name)]
    if not given or not results_without(given):
        return None
    fewest = itertools.chain.from_iterable(
        itertools.combinations(given, size) for size in range(1, len(given))
    )
    names = next(filter(results_without, fewest), tuple(given))
    options = tuple(_OPTIONS[name] for name in names)
    return ShutOut(options=options, found=results_without(names))


def _suggestions(
    words: Iterable[str], everything: Iterable[SearchDocument]
) -> tuple[Suggestion, ...]:
    """The words that are in none of the documents, each with up to three like it."""
    texts = dict.fromkeys(text for document in everything for text in document.texts)
    folded = "\n".join([fold(text) for _, text in texts])
    written = (text for field, text in texts if field not in ("id", "website"))
    return suggestions(words, folded, written)
