"""The words of headers, and how headers are compared with them."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.imports.tables import SheetRow

# "Intervenant(e)s" and "Auteur·rice·s"; "Referent*innen".
_FEMININE_S = re.compile(r"[(.·•](?:e|ne|ve|euse|t?rice)[).·•]?s\b")
_FEMININE = re.compile(r"(?<=\w)[*:_/](?=in(?:nen)?\b)")


def word_lists(path: Path) -> dict[str, list[str]]:
    """The words in a file by what they stand for: `word:`, then indented lines."""
    lists: dict[str, list[str]] = {}
    key = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(" "):
            lists[key].extend(word.strip() for word in line.split(","))
        elif not line.startswith("#"):
            key = line.removesuffix(":")
            lists[key] = []
    return lists


class Words(NamedTuple):
    """The headers that tables of a kind have.

    `fields` has the headers of each field as `header_key` makes them, the best first.
    `optional` are words that may stand before or after them. A header row has all the
    fields `needed`, and usually a `usual` one; those in `several` may have numbers. The
    user is asked which column holds one of the fields `asked` if two may.
    """

    fields: Mapping[str, Sequence[str]]
    optional: Collection[str]
    needed: frozenset[str]
    several: Collection[str] = ()
    usual: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: Path) -> "Words":
        """The words in a file; lists not named like an attribute are its `fields`."""
        fields = word_lists(path)
        lists = {name: frozenset(fields.pop(name, ())) for name in cls._fields[1:]}
        return cls(fields, **lists)


def header_key(header: str) -> str:
    """A header without case, accents, punctuation and what is in parentheses.

    "Start Time (required)", "start_time" and "StartTime" are "start time".
    """
    text = _FEMININE_S.sub("s", _FEMININE.sub("", header))
    text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"[^\W\d_]+|\d+", fold(text)))


def recognised_headers(row: SheetRow, columns: Mapping[str, Sequence[int]]) -> str:
    """The columns that hold a field, and the other ones: "recognised: ..."."""
    used = {column: field for field, places in columns.items() for column in places}
    texts = [" ".join(cell.split()) for cell in row.cells]
    named = [f"{used[column]} {texts[column]!r}" for column in sorted(used)]
    unknown = [repr(text) for column, text in enumerate(texts) if text and column not in used]
    parts = (("recognised", named), ("not recognised", unknown))
    return "; ".join(f"{label}: {', '.join(names[:20])}" for label, names in parts if names)
