"""The line of each value in a TOML file, which tomli does not report.

The text has been parsed before and is valid. So it is enough to find where strings and
comments end, which brackets are open, and which keys lead to each value.
"""

import bisect
import functools
import re
from collections.abc import Callable, Iterator

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

# A function that takes a token and returns the function for the next token.
_Step = Callable[[re.Match[str]], "_Step"]


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The comments, strings, brackets, signs and line ends of a valid TOML text."""
    return re.finditer(_PARTS, text, re.DOTALL | re.VERBOSE)


class _Open:
    """An array or inline table that is not closed yet."""

    def __init__(self, place: Place, *, is_array: bool) -> None:
        self.place = place
        self.is_array = is_array
        self.index = 0


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
    return _Lines(text).line_of


class _Lines:
    """Goes through a text; each step takes a token and returns the next step."""

    def __init__(self, text: str) -> None:
        self.line_of: dict[Place, int] = {(): 1}
        self._text = text
        self._newlines = [newline.start() for newline in re.finditer("\n", text)]
        self._keys: dict[str, tuple[str, ...]] = {}
        # The index of the last table of each array of tables.
        self._last: dict[Place, int] = {}
        self._table: Place = ()
        self._open: list[_Open] = []
        self._place: Place = ()
        self._begun: int | None = None
        step: _Step = self._statement
        for token in tokens(text):
            if token[0][0] != "#":
                step = step(token)

    def _statement(self, token: re.Match[str]) -> "_Step":
        if token[0] == "\n":
            return self._statement
        self._begun = token.start()
        return self._header if token[0] == "[" else self._key

    def _header(self, token: re.Match[str]) -> "_Step":
        if token[0] != "]":
            return self._header
        assert self._begun is not None  # the header's first bracket
        is_array = self._text[self._begun + 1] == "["
        key = self._parsed(self._begun + 1 + is_array, token.start())
        self._enter(key, token.start(), is_array=is_array)
        return self._ended

    def _ended(self, token: re.Match[str]) -> "_Step":
        return self._statement if token[0] == "\n" else self._ended

    def _key(self, token: re.Match[str]) -> "_Step":
        sign = token[0]
        if sign == "}":
            self._open.pop()
            return self._value
        if self._begun is None:
            if sign != "\n":
                self._begun = token.start()
        elif sign == "=":
            place = self._open[-1].place if self._open else self._table
            for part in self._parsed(self._begun, token.start()):
                place = (*place, part)
                self.line_of.setdefault(place, self._line(self._begun))
            self._place = place
            return self._value
        return self._key

    def _element(self, token: re.Match[str]) -> "_Step":
        if token[0] == "\n":
            return self._element
        if token[0] != "]":
            array = self._open[-1]
            self._place = (*array.place, array.index)
            self.line_of[self._place] = self._line(token.start())
        return self._value(token)

    def _value(self, token: re.Match[str]) -> "_Step":
        sign = token[0]
        if sign in "[{":
            self._open.append(_Open(self._place, is_array=sign == "["))
        elif sign in "]}":
            self._open.pop()
            return self._value
        elif sign == ",":
            self._open[-1].index += 1
        elif sign == "\n" and not self._open:
            return self._statement
        else:
            return self._value
        self._begun = None
        return self._element if self._open[-1].is_array else self._key

    def _enter(self, parts: tuple[str, ...], at: int, *, is_array: bool) -> None:
        """Enters the table that a header names; in an array, its last table."""
        place: Place = ()
        line = self._line(at)
        for part in parts[:-1]:
            place = (*place, part)
            self.line_of.setdefault(place, line)
            if place in self._last:
                place = (*place, self._last[place])
        place = (*place, parts[-1])
        if is_array:
            self.line_of.setdefault(place, line)
            self._last[place] = self._last.get(place, -1) + 1
            place = (*place, self._last[place])
        self.line_of.setdefault(place, line)
        self._table = place

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
