"""The lines of tables and keys in a TOML file, which tomli does not report.

The text has been parsed before and is valid. So it is enough to find where strings and
comments end, and which brackets are open.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

import tomli

from milipol_cli.errors import Problem
from milipol_cli.network.load.findings import Finding, Place, place_text
from milipol_cli.network.load.reading import DataFile

# Compiled when it is first used, since most runs never need it.
_TOKENS = r'''
    \#[^\n]*+
  | """ (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
  | \'\'\' (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
  | " (?: [^"\\]++ | \\. )*+ "
  | ' [^']*+ '
  | [\[\]{},=\n]
  | [^\s\#"'\[\]{},=]++
    '''


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The comments, strings, brackets, signs and line ends of a valid TOML text."""
    return re.finditer(_TOKENS, text, re.DOTALL | re.VERBOSE)


def statements(text: str) -> Iterator[str]:
    """The lines of a TOML text; a value of several lines is in one with its key."""
    start = depth = 0
    for token in tokens(text):
        depth += _opened(token[0])
        if token[0] == "\n" and not depth:
            yield text[start : token.end()]
            start = token.end()
    if start < len(text):
        yield text[start:]


def _opened(sign: str) -> int:
    """How many more brackets are open after a token."""
    return (sign in ("[", "{")) - (sign in ("]", "}"))


def problem(file: DataFile, finding: Finding) -> Problem:
    """The problem for a finding, with its line in the file."""
    return Problem(
        str(file.path),
        line_at(file.text, finding.place),
        place_text(finding.place),
        finding.severity,
        finding.found,
        finding.expected,
        finding.advice,
        finding.message,
    )


def line_at(text: str, place: Place) -> int:
    """The line of a place, from 1; of what it is in if it has no line of its own."""
    line_of = _lines(text)
    while place not in line_of:
        place = place[:-1]
    return line_of[place]


@functools.lru_cache(maxsize=1)
def _lines(text: str) -> dict[Place, int]:
    """The lines of tables, of their keys without quotes, and of elements of lists."""
    line_of: dict[Place, int] = {(): 1}
    # The index of the last table of each array of tables.
    last: dict[Place, int] = {}
    table: Place = ()
    line = 1
    for statement in statements(text):
        code = statement.strip()
        if code.startswith("["):
            table = _table(code, last)
            for length in range(1, len(table) + 1):
                line_of.setdefault(table[:length], line)
        elif key := re.match("[A-Za-z0-9_-]+", code):
            line_of.setdefault((*table, key[0]), line)
            for index, below in enumerate(_elements(statement)):
                line_of[(*table, key[0], index)] = line + below
        line += statement.count("\n")
    return line_of


def _table(header: str, last: dict[Place, int]) -> Place:
    """The table of a header; in an array of tables a new one, or the last one."""
    place: Place = ()
    inner: Any = tomli.loads(header)
    while inner:
        ((key, inner),) = inner.items()
        place = (*place, key)
        if isinstance(inner, list):
            last[place] = last.get(place, -1) + 1
            inner = None
        if place in last:
            place = (*place, last[place])
    return place


def _elements(statement: str) -> Iterator[int]:
    """How many lines below its key each element of a list begins."""
    depth = below = 0
    begins = is_list = False
    for token in tokens(statement):
        sign = token[0]
        if begins and sign[0] not in "#\n]":
            yield below
            begins = False
        is_list = is_list or (sign == "[" and not depth)
        depth += _opened(sign)
        begins = begins or (is_list and depth == 1 and sign in ("[", ","))
        below += sign.count("\n")
