"""Ids that are made of titles."""

import itertools
from collections.abc import Container

from milipol_cli import folding

# The longest id that is made of a title.
_MOST_LETTERS = 40


def slug(text: str) -> str:
    """A text as an id: at most 40 lowercase letters, digits and hyphens.

    It is "entry" if none of its characters can be in an id.
    """
    return folding.slug(text, _MOST_LETTERS) or "entry"


def free_id(key: str, known: Container[str], first: int = 1) -> str:
    """The id, or the first of "id-2", "id-3" and so on that is not known.

    Numbers below the `first` are not tried.
    """
    numbers = itertools.count(first)
    numbered = (key if number == 1 else f"{key}-{number}" for number in numbers)
    return next(other for other in numbered if other not in known)
