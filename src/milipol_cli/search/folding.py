"""Texts without case and accents, and where words stand in them."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import filterfalse

# How a word stands in a text: as a whole one, at the start of one, or inside.
WHOLE, START, INSIDE = 0, 1, 2


# Shorter words would stand inside of too many others: who looks for "ai" does not mean
# "available". In scripts without blanks a word may begin anywhere.
_INSIDE_FROM = 3


# Letters that Unicode does not take apart, as people without them type them; then the
# apostrophes and dashes that a keyboard lacks.
_ALIKE = {
    **dict(zip("øłđħŧ\u0131", "oldhti", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u2010\u2012\u2013\u2014\u2212", "-"),
}


class _Folds(dict[int, str]):
    """What each character folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = "".join(
            _ALIKE.get(char, char)
            for char in unicodedata.normalize("NFKD", apart)
            if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
        )
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, accents, ligatures and what cannot be seen."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts as they are written, each once.

    They are divided at blanks. What has no letter and no digit falls off at their ends,
    and words of nothing else are none.
    """
    found: dict[str, str] = {}
    for word in " ".join(texts).split():
        bare = word.strip("".join(filterfalse(_is_told, word)))
        if bare:
            found.setdefault(fold(bare), bare)
    return tuple(found.values())


def _is_told(char: str) -> bool:
    return any(map(str.isalnum, fold(char)))


def places(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a folded word stands in a folded text, and how."""
    inside = len(word) >= _INSIDE_FROM or not word.isascii()
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        begins = at == 0 or not folded[at - 1].isalnum()
        if begins:
            ends = end == len(folded) or not folded[end].isalnum()
            yield at, WHOLE if ends else START
        elif inside:
            yield at, INSIDE
        at = folded.find(word, end)


def spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a folded word stands in a text, as [start, end) of its code points.

    They hold whole characters, with the accents that follow them.
    """
    folded = fold(text)
    if text.isascii():
        yield from ((at, at + len(word)) for at, _ in places(folded, word))
        return
    origins = [at for at, char in enumerate(text) for _ in _FOLDS[ord(char)]]
    for at, _ in places(folded, word):
        end = origins[at + len(word) - 1] + 1
        while end < len(text) and not _FOLDS[ord(text[end])]:
            end += 1
        start = origins[at]
        # The word may begin within what a character folds to, and stand after it, too.
        while start + 1 < end and word in fold(text[start + 1 : end]):
            start += 1
        yield start, end
