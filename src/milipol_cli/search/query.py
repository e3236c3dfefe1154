"""Search: which things hold all of the words, and which of them come first.

Every text is folded where it is passed by, and forgotten. An index would have to be
kept beside the files, and be read whole for each answer.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from milipol_cli.errors import BadInput, one_of
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import kept, reviewed
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.search.answer import (
    HitKind,
    Search,
    SearchResult,
    ShutOut,
    Sought,
    Suggestion,
)
from milipol_cli.search.documents import SearchDocument, things
from milipol_cli.search.folding import fold, words_of
from milipol_cli.search.matching import Shared, shared_places, told
from milipol_cli.search.results import days_away, hit_of

KINDS: tuple[HitKind, ...] = get_args(HitKind)


# The options that keep to a part of the data, by the field that each of them sets.
_OPTIONS = {"shows": "--show", "kinds": "--kind", "first": "--from", "last": "--to"}


_Data = Callable[[Sought], Iterator[SearchDocument]]


_Rank = tuple[int, int, str]


def sought(
    texts: Iterable[str],
    *,
    shows: Sequence[str] = (),
    kinds: Iterable[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Sought:
    """What is to be searched for, by the words of `texts` and the options.

    `shows` are ids. Raises BadInput for texts without a word, or that are no Unicode,
    for a kind that is none, and for days that end before they begin.
    """
    said = " ".join(texts)
    if any("\ud800" <= char <= "\udfff" for char in said):
        raise BadInput(f"text {said!r}: not understood; expected UTF-8")
    words = words_of([said])
    if not words:
        raise BadInput(f"text {said!r}: nothing to look for; expected a word")
    if first is not None and last is not None and last < first:
        raise BadInput(f"--to '{last}': before --from '{first}'; expected a later day")
    return Sought(
        words=words,
        shows=tuple(shows),
        kinds=tuple(dict.fromkeys(map(_kind, kinds))),
        first=first,
        last=last,
    )


def _kind(name: str) -> HitKind:
    known = next((kind for kind in KINDS if kind == name), None)
    if known is None:
        raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(KINDS)}")
    return known


def search(
    files: Sequence[ShowFile],
    as_of: AsOf,
    asked: Sought,
    *,
    programme: Callable[[str], Programme | None],
    news: Callable[[], Iterable[NewsItem]],
    limit: int | None = None,
) -> Search:
    """The things known by now that hold all the words, best first.

    A thing is ranked by where each word stands in it: its title before who speaks
    before its summary, and in one field a whole word before the start of one before
    the inside; then by how near it is in time. `programme` gives the programme of an
    edition and `news` the news; they are asked where they are needed.
    """

    def data(wanted: Sought) -> Iterator[SearchDocument]:
        return things(
            kept(files, wanted.shows),
            as_of,
            kinds=wanted.kinds or KINDS,
            programme=programme,
            news=news,
            shows=wanted.shows,
        )

    ranked = sorted(_hits(data, asked, as_of), key=lambda one: one[0])
    hits = tuple(hit for _, hit in ranked[:limit])
    shut_out = None if ranked else _shut_out(data, asked, as_of)
    suggestions: tuple[Suggestion, ...] = ()
    if not ranked and shut_out is None:
        from milipol_cli.search import suggesting  # noqa: PLC0415  seldom needed

        everything = data(Sought(words=asked.words))
        suggestions = suggesting.suggestions(asked.words, everything)
    edition = {hit.edition.id: hit.edition for hit in hits if hit.edition is not None}
    return Search(
        as_of=as_of,
        sought=asked,
        hits=hits,
        found=len(ranked),
        later_changes=tuple(
            view for view in edition.values() if view.later is not None
        ),
        shut_out=shut_out,
        suggestions=suggestions,
        reviewed=reviewed(kept(files, asked.shows)),
    )


def _hits(
    data: _Data, asked: Sought, as_of: AsOf
) -> Iterator[tuple[_Rank, SearchResult]]:
    """What is found, each with what it is sorted by."""
    words = tuple(map(fold, asked.words))
    kinds = asked.kinds or KINDS
    about, shared, lacking = None, Shared(), words
    for thing in data(asked):
        if thing.about is not about:
            about = thing.about
            shared = shared_places(about.fields, words)
            lacking = tuple(word for word in words if word not in shared)
        text = "\n".join([fold(text) for _, text in thing.own])
        # Most things end here. What passes may yet hold a short word inside alone.
        if not all(word in text for word in lacking):
            continue
        if lacking or any(word in text for word in words):
            for found, who in told(thing, words, shared, kinds):
                hit = hit_of(thing, found.matches, who, asked, as_of)
                if hit is not None:
                    away_days = days_away(hit.dates, as_of)
                    yield (found.rank, away_days, hit.id or ""), hit


def _shut_out(data: _Data, asked: Sought, as_of: AsOf) -> ShutOut | None:
    """The fewest options without which something is found, and how much."""

    def found(without: Iterable[str]) -> int:
        free = {name: getattr(Sought(words=()), name) for name in without}
        wanted = msgspec.structs.replace(asked, **free)
        return sum(1 for _ in _hits(data, wanted, as_of))

    given = [name for name in _OPTIONS if getattr(asked, name)]
    if not given or not found(given):
        return None
    fewest = itertools.chain.from_iterable(
        itertools.combinations(given, size) for size in range(1, len(given))
    )
    names = next(filter(found, fewest), tuple(given))
    options = tuple(_OPTIONS[name] for name in names)
    return ShutOut(options=options, found=found(names))
