"""On which line of a TOML file each of its values stands.

tomli does not tell. What it has read without complaint is known to be TOML, so that it
is enough to find where strings and comments end, what is open, and which keys lead to
it: one pass, whatever stands in the file, which ends where what is asked for is found.
"""

import bisect
import re
from collections.abc import Callable

import tomli

from milipol_cli.network.load.findings import Place

_TOKEN = re.compile(
    r'''
    \#[^\n]*+
  | """ (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
  | \'\'\' (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
  | " (?: [^"\\]++ | \\. )*+ "
  | ' [^']*+ '
  | [\[\]{},=\n]
  | [^\s\#"'\[\]{},=]++
    ''',
    re.DOTALL | re.VERBOSE,
)


_BARE = re.compile("[A-Za-z0-9_-]+")


# What takes a token, and says what takes the next one.
_Step = Callable[[re.Match[str]], "_Step"]


class _Open:
    """An array or inline table whose end has not come yet."""

    def __init__(self, place: Place, *, is_array: bool) -> None:
        self.place = place
        self.is_array = is_array
        self.index = 0


class Lines:
    """The line, from 1, that each table, key and element of a text begins on.

    `text` must be TOML. A key stands for its value, wherever that begins, and the first
    mention of a table for the table.
    """

    def __init__(self, text: str) -> None:
        self._found: dict[Place, int] = {(): 1}
        self._text = text
        self._newlines = [found.start() for found in re.finditer("\n", text)]
        self._keys: dict[str, tuple[str, ...]] = {}
        # The number of the last table of each array of tables.
        self._last: dict[Place, int] = {}
        self._table: Place = ()
        self._open: list[_Open] = []
        self._place: Place = ()
        self._begun: int | None = None
        self._step: _Step = self._statement
        self._tokens = _TOKEN.finditer(text)

    def places(self) -> dict[Place, int]:
        """The lines of all there is in the text, by their places."""
        self._look()
        return self._found

    def line_at(self, place: Place) -> int:
        """The line of a place; of what it would be in, where it is not in the text."""
        if place not in self._found:
            self._look(place)
        while place not in self._found:
            place = place[:-1]
        return self._found[place]

    def _look(self, place: Place = ()) -> None:
        """Goes on until a place is found or passed, or to the end."""
        numbered = ((place[:at], it) for at, it in enumerate(place))
        tables = [(array, it) for array, it in numbered if isinstance(it, int)]
        for token in self._tokens:
            if token[0][0] == "#":
                continue
            self._step = self._step(token)
            if place and place in self._found:
                return
            # What follows the next table of an array is in no earlier one.
            if token[0] == "]" and any(
                self._last.get(array, -1) > number for array, number in tables
            ):
                return

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
                self._found.setdefault(place, self._line(self._begun))
            self._place = place
            return self._value
        return self._key

    def _element(self, token: re.Match[str]) -> "_Step":
        if token[0] == "\n":
            return self._element
        if token[0] != "]":
            array = self._open[-1]
            self._place = (*array.place, array.index)
            self._found[self._place] = self._line(token.start())
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
        """Goes on in the table that a header names, the newest of its arrays."""
        place: Place = ()
        line = self._line(at)
        for part in parts[:-1]:
            place = (*place, part)
            self._found.setdefault(place, line)
            if place in self._last:
                place = (*place, self._last[place])
        place = (*place, parts[-1])
        if is_array:
            self._found.setdefault(place, line)
            self._last[place] = self._last.get(place, -1) + 1
            place = (*place, self._last[place])
        self._found.setdefault(place, line)
        self._table = place

    def _parsed(self, start: int, end: int) -> tuple[str, ...]:
        """The parts of a key, as tomli reads them."""
        key = self._text[start:end].strip()
        if _BARE.fullmatch(key):
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
