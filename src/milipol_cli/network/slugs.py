"""Ids that are made of titles."""

from collections.abc import Iterable

from milipol_cli import folding

# The longest id that is made of a title.
_MOST_LETTERS = 40


def slug(text: str) -> str:
    """A text as an id: at most 40 lowercase letters, digits and hyphens.

    It is "entry" if none of its characters can be in an id.
    """
    return folding.slug(text, _MOST_LETTERS) or "entry"


class FreeIds:
    """Ids that are not known yet: "talk", "talk-2", "talk-3" and so on.

    It keeps the last number of each, so that thousands of a name take no longer.
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
