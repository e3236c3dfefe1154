"""The kinds of sessions that files have -> ours."""

import re
from pathlib import Path

from milipol_cli.folding import slug
from milipol_cli.tables.headers import word_lists

_LISTS = word_lists(Path(__file__).with_name("kinds.txt"))
_KINDS = {slug(word): kind for kind, words in _LISTS.items() for word in words}


def kind_of(word: str) -> str | None:
    """Our kind for the words of a file; None if it has none.

    Plurals count, and words that say more: "Short talk (20 minutes)" is a talk.
    """
    words = slug(re.split(r"[(\d]", word)[0]).split("-")
    for key in ("-".join(words), words[0], words[-1]):
        kind = _KINDS.get(key) or _KINDS.get(key.removesuffix("s"))
        if kind is not None:
            return kind
    return None
