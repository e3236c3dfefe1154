"""How a thing holds the words that are searched for, and how well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, get_args

from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.search.answer import Field, HitKind, Match
from milipol_cli.search.documents import Fields, SearchDocument, speaker_fields
from milipol_cli.search.folding import INSIDE, fold, places, spans

_FIELDS: tuple[Field, ...] = get_args(Field)


# A word is marked so often in one text; nobody looks for the next.
_MOST_SPANS = 100


# A word counts by its field, and in that by how it stands. One that things share counts
# less than any of their own, that of the edition or the show first.
_OWN = {field: at * (INSIDE + 1) for at, field in enumerate(_FIELDS)}


_SHARED = {
    field: (len(_FIELDS) + at) * (INSIDE + 1)
    for at, field in enumerate((*_FIELDS[-2:], *_FIELDS[:-2]))
}


_OF_SPEAKERS = frozenset({"speaker", "role"})


class _Place(NamedTuple):
    """Where a word stands best."""

    rank: int
    field: Field
    text: str


class _Found(NamedTuple):
    """How a thing holds all the words; `fields` are those of its own that do."""

    rank: int
    fields: frozenset[Field]
    matches: tuple[Match, ...]


# The words that stand in what things share, and where.
Shared = dict[str, _Place]


def shared_places(fields: Fields, words: Iterable[str]) -> Shared:
    """Where the words stand that are in the fields which things share."""
    stands = {word: _best(fields, word, _SHARED) for word in words}
    return {word: at for word, at in stands.items() if at is not None}


def told(
    thing: SearchDocument,
    words: Sequence[str],
    shared: Shared,
    kinds: Sequence[HitKind],
) -> Iterator[tuple[_Found, Speaker | None]]:
    """What of a thing is told: itself, or of a session those who speak.

    A session that nothing but a speaker of it leads to is told as that speaker.
    """
    found = _found(thing.own, words, shared)
    if found is None:
        return
    alone = []
    if isinstance(thing.what, Session) and "speaker" in kinds:
        alone = [
            (its, who)
            for who in thing.what.speaker
            if (its := _found(speaker_fields(who), words, shared)) is not None
        ]
    by_speaker = bool(alone) and found.fields <= _OF_SPEAKERS
    if thing.kind in kinds and not by_speaker:
        yield found, None
    else:
        yield from alone


def _found(own: Fields, words: Sequence[str], shared: Shared) -> _Found | None:
    """How fields hold all the words, at least one of them by themselves."""
    stands = [_best(own, word, _OWN) for word in words]
    fields = frozenset(at.field for at in stands if at is not None)
    held = [
        at or shared[word]
        for word, at in zip(words, stands, strict=True)
        if at is not None or word in shared
    ]
    if not fields or len(held) < len(words):
        return None
    fitting = dict.fromkeys(
        (at.field, at.text) for at in sorted(held, key=attrgetter("rank"))
    )
    return _Found(
        rank=sum(at.rank for at in held),
        fields=fields,
        matches=tuple(_match(field, text, words) for field, text in fitting),
    )


def _best(fields: Fields, word: str, ranks: Mapping[Field, int]) -> _Place | None:
    """The field in which a word stands best; None where it stands in none."""
    return min(
        (
            _Place(ranks[field] + stand, field, text)
            for field, text in fields
            for _, stand in places(fold(text), word)
        ),
        key=attrgetter("rank"),
        default=None,
    )


def _match(field: Field, text: str, words: Sequence[str]) -> Match:
    marked = {it for word in words for it in islice(spans(text, word), _MOST_SPANS)}
    return Match(field=field, text=text, spans=tuple(sorted(marked)))
