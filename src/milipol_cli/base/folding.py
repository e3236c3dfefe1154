"""Texts without case and accents, the words in them, and ids that are made of them."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milipol_cli.base.errors import BadInput, close_matches, suggestion_text

# A word is found as a whole word, at the start of one, or inside one.
WHOLE, START, INSIDE = 0, 1, 2

# Shorter words are not searched inside others: "ai" does not mean "available". In
# scripts without spaces a word may begin anywhere.
_INSIDE_FROM = 3

# Letters that Unicode does not decompose, as they are typed without them; then
# apostrophes and dashes that keyboards lack.
_ALIKE = {
    **dict(zip("øłđħŧ\u0131", "oldhti", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u2010\u2012\u2013\u2014\u2212", "-"),
}


# What stands between words like "&".
AND = frozenset(["and", "et", "und"])
# A website as it is copied from a browser, with its host.
_WEBSITE = r"(?i)\b(?:https?://(?:www\.)?|www\.)([^\s/?#]+)\S*"


class _Folds(dict[int, str]):
    """A table of folded characters, each worked out when it is first needed."""

    def __missing__(self, code: int) -> str:
        """Folds a character when it is first met, which takes a while."""
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = "".join(
            _ALIKE.get(char, char)
            for char in unicodedata.normalize("NFKD", decomposed)
            if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
        )
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, accents, ligatures and invisible characters."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def fold_long(text: str) -> str:
    """The result of `fold`, faster for a long text of mostly ASCII characters."""
    runs = re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text)
    return "".join([fold(run) for run in runs])


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts as they are written, each once.

    Words are separated by spaces and apostrophes. Punctuation at their ends is removed,
    and a word has a letter or a digit.
    """
    words: dict[str, str] = {}
    for text in dict.fromkeys(" ".join(texts).split()):
        for written in _between_apostrophes(text):
            word = written
            if not (written.isascii() and written.isalnum()):  # most words need no more
                word = word.strip("".join(itertools.filterfalse(_is_letter_or_digit, written)))
            if word:
                words.setdefault(fold(word), word)
    return tuple(words.values())


def words_asked(texts: Iterable[str]) -> tuple[str, ...]:
    """The words to search for; raises BadInput without any or for invalid Unicode.

    Of a website, this is the host. A word like "and" between others is left out, as
    some companies print it and others "&".
    """
    text = " ".join(texts)
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise BadInput(f"text {text!r}: not understood; expected UTF-8")
    words = words_of([re.sub(_WEBSITE, r"\1", text)])
    if not words:
        raise BadInput(f"text {text!r}: nothing to search for; expected a word")
    ends = words[0], words[-1]
    return tuple(word for word in words if word in ends or fold(word) not in AND)


def _between_apostrophes(text: str) -> list[str]:
    """The parts of a text between apostrophes, without single letters beside others.

    So "l'intelligence" is "intelligence", and "minister's" is "minister".
    """
    if "'" not in fold(text):
        return [text]
    parts = "".join("'" if fold(char) == "'" else char for char in text).split("'")
    return [part for part in parts if len(part) > 1] or parts


@functools.cache
def _is_letter_or_digit(char: str) -> bool:
    return any(map(str.isalnum, fold(char)))


def places_of_word(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a folded word begins in a folded text, with WHOLE, START or INSIDE.

    A short word is not found INSIDE of another, which would rarely be meant.
    """
    is_found_inside = len(word) >= _INSIDE_FROM or not word.isascii()
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        if start == 0 or not folded[start - 1].isalnum():
            is_whole = end == len(folded) or not folded[end].isalnum()
            yield start, WHOLE if is_whole else START
        elif is_found_inside:
            yield start, INSIDE
        start = folded.find(word, end)


def spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a folded word stands in a text: each start, and the end after it.

    A span has whole characters of the text, with the accents that follow them.
    """
    folded = fold(text)
    if text.isascii():
        yield from ((start, start + len(word)) for start, _ in places_of_word(folded, word))
        return
    # The position in the text that each folded character comes from.
    origins = [start for start, char in enumerate(text) for _ in _FOLDS[ord(char)]]
    for start, _ in places_of_word(folded, word):
        end = origins[start + len(word) - 1] + 1
        # Accents of their own, which fold to nothing, belong to the character before.
        while end < len(text) and not _FOLDS[ord(text[end])]:
            end += 1
        yield origins[start], end


# Words less alike are not suggested.
_ALIKE_FROM = 0.72


class Suggestion(NamedTuple):
    """A word that was not found, and up to three words like it."""

    word: str
    nearest: tuple[str, ...]

    @property
    def line(self) -> str:
        """Like "'dorne' not found; did you mean drone?"."""
        hint = suggestion_text(self.nearest)
        return f"'{self.word}' not found{'.' if hint is None else f'; {hint}'}"


def suggestions(
    words: Iterable[str], folded: str, written: Iterable[str]
) -> tuple[Suggestion, ...]:
    """The words that are not in a folded text, each with similar words of the texts.

    The texts as they are `written` are read only if a word is not in the folded text.
    """
    word_of_folded = {fold(word): word for word in words}
    absent = {
        folded_word: word
        for folded_word, word in word_of_folded.items()
        if not any(places_of_word(folded, folded_word))
    }
    written_words = {fold(word): word for word in words_of(written)} if absent else {}
    return tuple(
        Suggestion(
            word,
            tuple(
                written_words[near]
                for near in close_matches(folded_word, written_words, cutoff=_ALIKE_FROM)
            ),
        )
        for folded_word, word in absent.items()
    )


def slug(text: str, most: int = 40, *, without: str = "entry") -> str:
    """A text as an id of at most `most` lowercase letters, digits and hyphens.

    A text of which no character can be in an id gives `without`.
    """
    words = re.findall("[a-z0-9]+", fold(text))
    return "-".join(words)[:most].strip("-") or without


class FreeIds:
    """Ids that are not known yet: "talk", "talk-2", "talk-3" and so on.

    The last number of each id is kept, so that thousands of one id take no longer.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = set(known)
        self._last: dict[str, int] = {}

    def take(self, key: str) -> str:
        """The id, or the first with a number that is free; it is known from now on."""
        number = self._last.get(key, 0) + 1
        while (numbered := key if number == 1 else f"{key}-{number}") in self._known:
            number += 1
        self._last[key] = number
        self._known.add(numbered)
        return numbered
