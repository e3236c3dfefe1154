"""The lines of any calendar file, as RFC 5545 and careless programs write them.

icalendar forgets the numbers of the lines, and needs half a minute for 15 MiB of
nonsense; this keeps only the lines that are asked for, in one pass.
"""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import NamedTuple

# The most names of lines that were not asked for: a report is for people.
_MOST_NAMES = 100

_NAME = re.compile(r"([A-Za-z0-9-]{1,80})(?=[;:])")
_PARAMETER = re.compile(r';\s*+([A-Za-z0-9-]++)=((?:"[^"]*+"|[^":;]++)*+)')
# Outlook writes tabs as \\t; a backslash before any other character is one.
_ESCAPED = re.compile(r"\\([nNt,;:\"\\])")
_ESCAPES = {"n": "\n", "N": "\n", "t": "\t"}
_CARET = re.compile(r"\^(['n^])")
_CARETS = {"'": '"', "n": "\n", "^": "^"}

# More components in each other than any file has.
_MOST_LEVELS = 20

_CALENDAR = re.compile(rb"^BEGIN:VCALENDAR", re.IGNORECASE | re.MULTILINE)


class UnmatchedComponent(Exception):
    """A BEGIN or END that does not match, on a line that counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


class ContentLine(NamedTuple):
    """A line with its name in capitals; `rest` has its parameters and its value."""

    line: int
    name: str
    rest: str

    @property
    def value(self) -> str:
        """The value as it is written."""
        return self._parsed()[1]

    @property
    def text(self) -> str:
        """The value as a text, without escapes."""
        value = self.value
        if "\\" not in value:
            return value
        return _ESCAPED.sub(lambda m: _ESCAPES.get(m[1], m[1]), value)

    @property
    def texts(self) -> list[str]:
        """The values of a list, without escapes."""
        parts = re.split(r"(?<!\\),", self.value)
        return [self._replace(rest=f":{part}").text for part in parts]

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters, their names in capitals."""
        return self._parsed()[0]

    def _parsed(self) -> tuple[dict[str, str], str]:
        rest = self.rest
        if rest.startswith(":"):
            return {}, rest[1:]
        parameters = {}
        position = 0
        while match := _PARAMETER.match(rest, position):
            value = match[2].replace('"', "")
            parameters[match[1].upper()] = _CARET.sub(lambda m: _CARETS[m[1]], value)
            position = match.end()
        _, _, value = rest[position:].partition(":")
        return parameters, value


class Component:
    """What is between a BEGIN and its END."""

    __slots__ = ("kind", "line", "lines", "parts")

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.line = line
        self.lines: list[ContentLine] = []
        self.parts: list[Component] = []

    def first(self, name: str) -> ContentLine | None:
        """The first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[ContentLine]:
        """All lines of a name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The text of the first line of a name; "" if there is none."""
        line = self.first(name)
        return "" if line is None else line.text

    def inside(self, kind: str) -> list["Component"]:
        """The components of a kind directly in this one."""
        return [part for part in self.parts if part.kind == kind]


class WrongLines:
    """The number of the first wrong line of a kind, and how many there are.

    A file of a stranger may have millions of them.
    """

    __slots__ = ("count", "first")

    def __init__(self) -> None:
        self.first = self.count = 0

    def add(self, line: int) -> None:
        """Adds a line that comes after the others."""
        self.first = self.first or line
        self.count += 1


class Content(NamedTuple):
    """The calendars of a file.

    `unused` are the names of lines of events that were not asked for. `not_understood`
    and `not_utf8` are the lines without a name, and those in another encoding.
    """

    calendars: list[Component]
    unused: list[str]
    not_understood: WrongLines
    not_utf8: WrongLines


def content(raw: bytes, wanted: Collection[str]) -> Content:
    """The calendars of a file, with the lines whose names are wanted.

    Raises UnmatchedComponent if a component does not end as it begins.
    """
    file = Component("", 0)
    is_open = [file]
    not_understood, not_utf8 = WrongLines(), WrongLines()
    unused: dict[str, None] = {}
    number = 0
    for number, line in _unfolded(raw):
        text, is_utf8 = _decoded(line)
        if not is_utf8:
            not_utf8.add(number)
        match = _NAME.match(text)
        if match is None:
            if text.strip():
                not_understood.add(number)
            continue
        name = match[1].upper()
        if name == "BEGIN":
            _begin(is_open, text[6:].strip().upper(), number)
        elif name == "END":
            _end(is_open, text[4:].strip().upper(), number)
        elif name in wanted or is_open[-1].kind in ("STANDARD", "DAYLIGHT"):
            is_open[-1].lines.append(ContentLine(number, name, text[match.end() :]))
        elif is_open[-1].kind == "VEVENT" and len(unused) < _MOST_NAMES:
            unused[name] = None
    if len(is_open) > 1:
        begun = is_open[-1]
        raise UnmatchedComponent(
            number,
            f"the file ends in BEGIN:{begun.kind} of line {begun.line}: it is cut off",
        )
    return Content(file.inside("VCALENDAR"), list(unused), not_understood, not_utf8)


def _unfolded(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Every line with its number, folded lines joined.

    The bytes are joined before they are decoded: some programs fold in the middle of a
    character.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    if _CALENDAR.search(raw) is None:
        return
    begun, parts = 1, [b""]
    for number, line in enumerate(BytesIO(raw), 1):
        content_line = line.rstrip(b"\r\n")
        if line[:1] in (b" ", b"\t") and number > 1:
            parts.append(content_line[1:])
        else:
            yield begun, b"".join(parts)
            begun, parts = number, [content_line]
    yield begun, b"".join(parts)


def _decoded(line: bytes) -> tuple[str, bool]:
    """The text of a line, and whether it is in UTF-8.

    A line that has other characters in UTF-8 was cut in the middle of one; any other is
    in the encoding of Windows.
    """
    try:
        return line.decode(), True
    except UnicodeDecodeError:
        text = line.decode(errors="ignore")
        return (line.decode("cp1252", "ignore") if text.isascii() else text), False


def _begin(is_open: list[Component], kind: str, line: int) -> None:
    if len(is_open) > _MOST_LEVELS:
        raise UnmatchedComponent(line, f"more than {_MOST_LEVELS} BEGIN without END")
    component = Component(kind, line)
    is_open[-1].parts.append(component)
    is_open.append(component)


def _end(is_open: list[Component], kind: str, line: int) -> None:
    begun = is_open.pop()
    if not is_open:
        raise UnmatchedComponent(line, f"END:{kind} has no BEGIN")
    if begun.kind != kind:
        raise UnmatchedComponent(
            line, f"END:{kind} does not match BEGIN:{begun.kind} on line {begun.line}"
        )
