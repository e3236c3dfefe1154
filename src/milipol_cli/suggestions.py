"""Words that are in none of the texts that were searched, and words like them."""

from collections.abc import Iterable
from typing import NamedTuple

from milipol_cli.errors import close_matches, suggest
from milipol_cli.folding import fold, places, words_of


class Suggestion(NamedTuple):
    """A word that was not found, and up to three words like it."""

    word: str
    nearest: tuple[str, ...]

    @property
    def line(self) -> str:
        """Like "'dorne' not found; did you mean drone?"."""
        hint = suggest(self.nearest)
        return f"'{self.word}' not found{'.' if hint is None else f'; {hint}'}"


def suggestions(
    words: Iterable[str], folded: str, written: Iterable[str]
) -> tuple[Suggestion, ...]:
    """The words that are not in a folded text, each with words like it.

    These are words of the texts as they are `written`, which are read only if needed.
    """
    absent = {key: word for word in words if not any(places(folded, key := fold(word)))}
    known = {fold(word): word for word in words_of(written)} if absent else {}
    return tuple(
        Suggestion(
            word, tuple(known[near] for near in close_matches(key, known, cutoff=0.72))
        )
        for key, word in absent.items()
    )
