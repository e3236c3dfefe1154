"""The nearest words of the data, for those that stand nowhere in it."""

from collections.abc import Iterable, Sequence

from milipol_cli.errors import close_matches
from milipol_cli.search.answer import Suggestion
from milipol_cli.search.documents import SearchDocument
from milipol_cli.search.folding import fold, places, words_of

# What is longer or shorter by more than this is another word.
_MOST_APART = 2


# Among more words than these none is looked for: it would take seconds.
_MOST_MET = 30_000


def suggestions(
    words: Sequence[str], things: Iterable[SearchDocument]
) -> tuple[Suggestion, ...]:
    """The words that stand in none of the things, each with up to three near ones."""
    absent = {fold(word): word for word in words}
    met: dict[str, None] = {}
    for thing in things:
        for field, text in thing.own:
            if field != "id":
                met |= dict.fromkeys(text.split())
        said = "\n".join([fold(text) for _, text in thing.own])
        for folded in [one for one in absent if any(places(said, one))]:
            del absent[folded]
    known = words_of(met) if absent and len(met) <= _MOST_MET else ()
    spelled = {fold(word): word for word in known}
    return tuple(
        Suggestion(word=word, nearest=_nearest(folded, spelled))
        for folded, word in absent.items()
    )


def _nearest(folded: str, spelled: dict[str, str]) -> tuple[str, ...]:
    alike = [key for key in spelled if abs(len(key) - len(folded)) <= _MOST_APART]
    near = close_matches(folded, alike, cutoff=0.7)
    return tuple(spelled[key] for key in near)
