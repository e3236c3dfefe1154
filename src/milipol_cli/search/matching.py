"""Whether a document matches the words of a search, and how well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, get_args

from milipol_cli.folding import INSIDE, fold, places, spans
from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.network.model.record import Record
from milipol_cli.search.documents import (
    Field,
    Kind,
    SearchDocument,
    Texts,
    speaker_texts,
)

_FIELDS: tuple[Field, ...] = get_args(Field)

# A word ranks by its field, then by whether it is a whole word, a start, or inside.
_OWN = {field: at * (INSIDE + 1) for at, field in enumerate(_FIELDS)}

# Any own field ranks before the shared ones; of these, edition and show come first.
_SHARED = {
    field: (len(_FIELDS) + at) * (INSIDE + 1)
    for at, field in enumerate((*_FIELDS[-2:], *_FIELDS[:-2]))
}

_OF_SPEAKERS = frozenset({"speaker", "role"})


class Match(Record, frozen=True, kw_only=True):
    """A text with words in it; each span is [start, end) of its code points."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]


class _Place(NamedTuple):
    """The best place of a word."""

    rank: int
    field: Field
    text: str


class Matched(NamedTuple):
    """How all the words match; `fields` are the document's own fields among them."""

    rank: int
    fields: frozenset[Field]
    matches: tuple[Match, ...]


# The words in shared texts, with their best places.
Shared = dict[str, _Place]


def shared_places(texts: Texts, words: Iterable[str]) -> Shared:
    """The words that are in texts which documents share."""
    places_of = {word: _best_place(texts, word, _SHARED) for word in words}
    return {word: place for word, place in places_of.items() if place is not None}


def matched(
    document: SearchDocument,
    words: Sequence[str],
    shared: Shared,
    kinds: Sequence[Kind],
) -> Iterator[tuple[Matched, Speaker | None]]:
    """What a document gives as results: itself (None), or speakers of a session.

    A session in which only speakers match gives those instead.
    """
    whole = _matched(document.texts, words, shared)
    if whole is None:
        return
    speakers = []
    if isinstance(document.value, Session) and "speaker" in kinds:
        speakers = [
            (alone, speaker)
            for speaker in document.value.speaker
            if (alone := _matched(speaker_texts(speaker), words, shared)) is not None
        ]
    only_speakers = bool(speakers) and whole.fields <= _OF_SPEAKERS
    if document.kind in kinds and not only_speakers:
        yield whole, None
    else:
        yield from speakers


def _matched(texts: Texts, words: Sequence[str], shared: Shared) -> Matched | None:
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
    return Matched(
        rank=sum(place.rank for place in best),
        fields=fields,
        matches=tuple(_match(field, text, words) for field, text in best_first),
    )


def _best_place(texts: Texts, word: str, ranks: Mapping[Field, int]) -> _Place | None:
    """The place where a word ranks best; None if it is nowhere."""
    return min(
        (
            _Place(ranks[field] + how, field, text)
            for field, text in texts
            for _, how in places(fold(text), word)
        ),
        key=attrgetter("rank"),
        default=None,
    )


def _match(field: Field, text: str, words: Sequence[str]) -> Match:
    marked = {span for word in words for span in spans(text, word)}
    return Match(field=field, text=text, spans=tuple(sorted(marked)))
