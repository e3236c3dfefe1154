"""What is wrong at a place in tables, before it is known in which file."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Any, NamedTuple

from milipol_cli.errors import Severity
from milipol_cli.escape import escape
from milipol_cli.network.model.record import Record

Table = dict[str, Any]


# The keys and numbers that lead to a value: ("edition", 2, "notice", 0, "start").
Place = tuple[str | int, ...]


# What is found where something is missing.
NOTHING = "nothing"


# How much of a value is quoted; it may be of any length.
_QUOTED = 80


# Among more words than these none is looked for that may have been meant.
_MOST_KNOWN = 5_000


class Finding(NamedTuple):
    """A fault of tables: where it is, what stands there, and what is expected.

    `found` and `expected` read on from "found" and "expected"; `advice` is what to do
    where that does not say it. Where fields of a table contradict one another, `kind`
    is the type of that table, and the place is that of one of them.
    """

    place: Place
    found: str
    expected: str
    advice: str | None = None
    severity: Severity = "error"
    kind: type[Record] | None = None


def written(place: Place) -> str:
    """A place as it is told: `edition[2].notice[0].start`; "" for the whole file."""
    said = ""
    for step in place:
        if isinstance(step, int):
            said += f"[{step}]"
        else:
            key = step if re.fullmatch("[A-Za-z0-9_-]+", step) else quoted(step)
            said += f".{key}" if said else key
    return said


def quoted(value: object) -> str:
    """A value as it is told of: short, on one line, whatever it holds."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    said = f"'{value}'" if isinstance(value, str) else _number(value)
    shown = escape(said[:_QUOTED].replace("\n", "\\n"))
    return shown if len(said) <= _QUOTED else f"{shown} ..."


def _number(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python prints
        return "a number of thousands of digits"


def nearest(word: object, known: Collection[str]) -> str | None:
    """Advice that names the known word most like the one that was written.

    A run compares with 20,000 words in all: who has so many slips sees them anyway.
    """
    return _ADVICE.on(str(word)[:_QUOTED], known)


class Advice:
    """Advice on words, until so many others were compared that it takes long."""

    def __init__(self, most: int = 20_000) -> None:
        self._left = most
        self._given: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def on(self, word: str, known: Collection[str]) -> str | None:
        """What was meant, if anything is near; the same slip is often made again."""
        if len(known) > _MOST_KNOWN:
            return None
        key = (word, tuple(known))
        if key not in self._given and len(known) <= self._left:
            import difflib  # noqa: PLC0415  needed for this alone

            self._left -= len(known)
            near = difflib.get_close_matches(*key, n=1, cutoff=0.6)
            self._given[key] = f"did you mean {near[0]}?" if near else None
        return self._given.get(key)


_ADVICE = Advice()


def one_of(words: Collection[str]) -> str:
    """The words as a choice: "a, b or c"."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
