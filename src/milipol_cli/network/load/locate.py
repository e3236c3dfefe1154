"""The line of each value in a TOML file, which tomli does not report.

The text has been parsed before and is valid. So it is enough to find where strings and
comments end, which brackets are open, and which keys lead to each value.
"""

import bisect
import contextlib
import functools
import re
from collections.abc import Iterator

import tomli

from milipol_cli.errors import Problem
from milipol_cli.network.load.findings import Finding, Place, place_text
from milipol_cli.network.load.reading import DataFile

# Compiled when it is first used, since most runs never need it.
STRINGS = r'''
    """ (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
  | \'\'\' (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
  | " (?: [^"\\]++ | \\. )*+ "
  | ' [^']*+ '
    '''
_PARTS = rf"""
    \#[^\n]*+
  | {STRINGS}
  | [\[\]{{}},=\n]
  | [^\s\#"'\[\]{{}},=]++
    """

_BARE = "[A-Za-z0-9_-]+"


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The comments, strings, brackets, signs and line ends of a valid TOML text."""
    return re.finditer(_PARTS, text, re.DOTALL | re.VERBOSE)


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
    """The line of a place, from 1; of its table if there is no such place."""
    line_of = lines(text)
    while place not in line_of:
        place = place[:-1]
    return line_of[place]


@functools.lru_cache(maxsize=1)
def lines(text: str) -> dict[Place, int]:
    """The line on which each table, key and list element of a valid TOML text begins.

    A value has the line of its key, and a table the line of its first mention.
    """
    reader = _Lines(text)
    # What is nested too deeply for Python gets the line of what it is in.
    with contextlib.suppress(RecursionError):
        reader.read()
    return reader.line_of


class _Lines:
    """Reads a text, statement by statement; the next token is at `_at`."""

    def __init__(self, text: str) -> None:
        self.line_of: dict[Place, int] = {(): 1}
        self._text = text
        self._newlines = [newline.start() for newline in re.finditer("\n", text)]
        self._keys: dict[str, tuple[str, ...]] = {}
        # The index of the last table of each array of tables.
        self._last: dict[Place, int] = {}
        self._tokens = (token for token in tokens(text) if token[0][0] != "#")
        self._sign, self._at = "", 0
        self._next()

    def read(self) -> None:
        """Fills in the lines."""
        table: Place = ()
        self._skip("\n")
        while self._sign:
            if self._sign == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip("\n")

    def _next(self) -> None:
        token = next(self._tokens, None)
        self._sign, self._at = ("", 0) if token is None else (token[0], token.start())

    def _skip(self, signs: str) -> None:
        """Goes on to a token that is none of these."""
        while self._sign and self._sign in signs:
            self._next()

    def _skip_to(self, signs: str) -> None:
        """Goes on to a token that is one of these, or to the end."""
        while self._sign not in signs:
            self._next()

    def _header(self) -> Place:
        """Reads a header; returns the table that it names, in an array the last one."""
        start = self._at
        line = self._line(start)
        is_array = self._text[start + 1] == "["
        self._skip_to("]")
        *parts, name = self._parsed(start + 1 + is_array, self._at)
        place: Place = ()
        for part in parts:
            place = (*place, part)
            self.line_of.setdefault(place, line)
            if place in self._last:
                place = (*place, self._last[place])
        place = (*place, name)
        if is_array:
            self.line_of.setdefault(place, line)
            self._last[place] = self._last.get(place, -1) + 1
            place = (*place, self._last[place])
        self.line_of.setdefault(place, line)
        self._skip_to("\n")
        return place

    def _pair(self, place: Place) -> None:
        """Reads a key of a table, and its value."""
        start = self._at
        self._skip_to("=")
        for part in self._parsed(start, self._at):
            place = (*place, part)
            self.line_of.setdefault(place, self._line(start))
        self._next()
        self._value(place)

    def _value(self, place: Place) -> None:
        """Reads a value: an array, an inline table, or anything else."""
        end = {"[": "]", "{": "}"}.get(self._sign)
        if end is None:
            self._skip_to(",]}\n")
            return
        self._next()
        self._skip("\n")
        index = 0
        while self._sign != end:
            if end == "]":
                self.line_of[(*place, index)] = self._line(self._at)
                self._value((*place, index))
                index += 1
            else:
                self._pair(place)
            self._skip(",\n")
        self._next()

    def _parsed(self, start: int, end: int) -> tuple[str, ...]:
        """The parts of a key, as tomli reads them."""
        key = self._text[start:end].strip()
        if re.fullmatch(_BARE, key):
            return (key,)
        if key not in self._keys:
            parts = []
            inner: object = tomli.loads(f"{key}=0")
            while isinstance(inner, dict):
                ((part, inner),) = inner.items()
                parts.append(part)
            self._keys[key] = tuple(parts)
        return self._keys[key]

    def _line(self, at: int) -> int:
        return bisect.bisect_left(self._newlines, at) + 1
