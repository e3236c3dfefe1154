"""Ids that are made of titles."""

import itertools
import re
import unicodedata
from collections.abc import Container

# The longest id that is made of a title.
_MOST_LETTERS = 40


def slug(text: str) -> str:
    """A text as an id: at most 40 lowercase letters, digits and hyphens.

    It is "entry" if none of its characters can be in an id.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = "-".join(re.findall("[a-z0-9]+", letters.casefold()))
    return words[:_MOST_LETTERS].strip("-") or "entry"


def free_id(key: str, known: Container[str]) -> str:
    """The id, or the first of "id-2", "id-3" and so on that is not known."""
    if key not in known:
        return key
    numbered = (f"{key}-{number}" for number in itertools.count(2))
    return next(other for other in numbered if other not in known)
