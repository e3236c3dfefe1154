"""Errors and warnings at places in tables, and how they name keys and values.

Their lines are found later, by `diagnosis.py`.
"""

import datetime as dt
import re
from collections.abc import Collection
from typing import Any, NamedTuple, TypeGuard

from milipol_cli.base.errors import Severity, did_you_mean
from milipol_cli.base.escape import escape

ParsedTable = dict[str, Any]

# The keys and indexes that lead to a value: ("edition", 2, "notice", 0, "start").
Place = tuple[str | int, ...]

# The most characters of a value that are quoted.
_QUOTED = 80


def is_tables(value: object) -> TypeGuard[list[ParsedTable]]:
    """Whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


class Finding(NamedTuple):
    """An error or a warning about tables; the fields are those of a Problem."""

    place: Place
    found: str
    expected: str | None
    advice: str | None = None
    severity: Severity = "error"


def place_text(place: Place) -> str:
    """A place as text: `edition[2].notice[0].start`; "" for the whole file."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            is_bare = len(step) <= _QUOTED and re.fullmatch("[A-Za-z0-9_-]+", step)
            key = step if is_bare else quote(step)
            text += f".{key}" if text else key
    return text


def quote(value: object) -> str:
    """A value as it is shown in messages: short, and on one line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    try:
        text = f"'{value}'" if isinstance(value, str) else str(value)
    except ValueError:  # Python refuses to print an integer this long
        return "a number of thousands of digits"
    shown = escape(text[:_QUOTED].replace("\n", "\\n"))
    return shown if len(text) <= _QUOTED else f"{shown} ..."


def nearest(word: object, known: Collection[str]) -> str | None:
    """Advice that names the known word most like a given one."""
    return did_you_mean(str(word)[:_QUOTED], known, most=1)


def unknown_id(
    kind: str, key: str, place: Place, known: Collection[str], advice: str | None = None
) -> Finding:
    """The error about an unknown id; `advice` is for an id that is like no known id."""
    near = nearest(key, known) or advice
    return Finding(place, f"unknown {kind} {quote(key)}", None, near)
