"""Whether texts match the words of a search, and how well."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from milipol_cli.folding import INSIDE, fold, places, spans

# The fields that are searched, most important first. The last two are shared only.
Field = Literal[
    "title",
    "former_name",
    "venue",
    "city",
    "country",
    "alias",
    "speaker",
    "role",
    "room",
    "track",
    "place",
    "kind",
    "id",
    "summary",
    "note",
    "url",
    "category",
    "website",
    "edition",
    "show",
]
_FIELDS: tuple[Field, ...] = get_args(Field)

Texts = list[tuple[Field, str]]

# A word ranks by its field, then by whether it is a whole word, a start, or inside.
_OWN = {field: at * (INSIDE + 1) for at, field in enumerate(_FIELDS)}

# Any own field ranks before the shared ones; of these, edition and show come first.
_SHARED = {
    field: (len(_FIELDS) + at) * (INSIDE + 1)
    for at, field in enumerate((*_FIELDS[-2:], *_FIELDS[:-2]))
}


class Match(NamedTuple):
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
    """How all the words match; `fields` are the own fields among them."""

    rank: int
    fields: frozenset[Field]
    matches: tuple[Match, ...]


# The words in shared texts, with their best places.
Shared = dict[str, _Place]


def shared_places(texts: Texts, words: Iterable[str]) -> Shared:
    """The words that are in texts which several results share."""
    places_of = {word: _best_place(texts, word, _SHARED) for word in words}
    return {word: place for word, place in places_of.items() if place is not None}


def matched(texts: Texts, words: Sequence[str], shared: Shared) -> Matched | None:
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
    return Match(field, text, tuple(sorted(marked)))
