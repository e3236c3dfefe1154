"""The lines of a TOML text, and how to change some of them while all others stay.

People edit these files, too, and keep them in git. So milipol replaces values and adds
tables, and leaves comments, order and line ends as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

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

# The key of a line, with what stands before and after it.
_KEY = r"""[ \t]*["']?(?P<key>\w+)["']?[ \t]*=[ \t]*"""


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The comments, strings, brackets, signs and line ends of a valid TOML text."""
    return re.finditer(_TOKENS, text, re.DOTALL | re.VERBOSE)


def statements(text: str) -> Iterator[str]:
    """The lines of a TOML text; a value that spans lines stays in one piece."""
    start = depth = 0
    for token in tokens(text):
        depth += depth_change(token[0])
        if token[0] == "\n" and not depth:
            yield text[start : token.end()]
            start = token.end()
    if start < len(text):
        yield text[start:]


def depth_change(token: str) -> int:
    """How many more brackets are open after a token."""
    return (token in ("[", "{")) - (token in ("]", "}"))


class TomlTable(NamedTuple):
    """The lines of a table from its header to its last key, and the lines below.

    These are blank lines and comments. They may well belong to the next table, and stay
    when the table goes.
    """

    lines: list[str]
    below: list[str]

    @property
    def name(self) -> str:
        """The keys of its header: "edition.notice" of [[edition.notice]]."""
        return re.sub(r"""[\s\["']""", "", self.lines[0].partition("]")[0])


class TomlText(NamedTuple):
    """The lines of a text: the head above all tables, and the tables in their order."""

    head: list[str]
    tables: list[TomlTable]

    @property
    def lines(self) -> list[str]:
        """All of its lines."""
        below = (line for table in self.tables for line in table.lines + table.below)
        return [*self.head, *below]

    @property
    def names(self) -> list[str]:
        return [table.name for table in self.tables]

    def parted_below(self, number: int) -> tuple[list[str], list[str]]:
        """The lines up to the last key of the table at an index, and lines below it."""
        table, *later = self.tables[number:]
        below = [*table.below, *TomlText([], later).lines]
        lines = self.lines
        return lines[: len(lines) - len(below)], below

    def with_values_in(self, number: int, values: Mapping[str, str | None]) -> "TomlText":
        """The text with other values in the table at an index, as `with_values`."""
        tables = [*self.tables]
        table = tables[number]
        tables[number] = table._replace(lines=with_values(table.lines, values))
        return self._replace(tables=tables)


def split_tables(text: str) -> TomlText:
    """The tables of a valid TOML text; its lines, joined, are the text again."""
    head: list[str] = []
    tables: list[TomlTable] = []
    for line in statements(text):
        first = line.lstrip()[:1]
        if first == "[":
            tables.append(TomlTable([line], []))
        elif not tables:
            head.append(line)
        elif first in ("", "#"):
            tables[-1].below.append(line)
        else:  # comments between two keys are of the table
            lines, below = tables[-1]
            lines += [*below, line]  # in the table itself
            below.clear()
    return TomlText(head, tables)


def key_of(line: str) -> str | None:
    """The key that a line gives a value; None for a comment or a header."""
    match = re.match(_KEY, line)
    return None if match is None else match["key"]


def with_values(table: Sequence[str], values: Mapping[str, str | None]) -> list[str]:
    """The lines of a table with other values of some keys; a key with None goes.

    A changed value keeps its place and the comment behind it. New keys come last.
    """
    left = dict(values)  # those of keys that no line had yet
    lines = []
    for line in table:
        match = re.match(_KEY, line)
        if match is None or match["key"] not in left:
            lines.append(line)
        elif (value := left.pop(match["key"])) is not None:
            value = _with_line_ends_of(table, value)
            lines.append(f"{match[0]}{value}{_after_value(line)}")
    new = "".join(f"{key} = {value}\n" for key, value in left.items() if value)
    return [*_with_last_line_end(lines), _with_line_ends_of(table, new)] if new else lines


def _after_value(line: str) -> str:
    """The rest of the line after a value: its comment, if it has one, and its end."""
    *_, last = (token for token in tokens(line) if token[0] != "\n")
    if last[0].startswith("#"):
        return line[len(line[: last.start()].rstrip(" \t")) :]
    return line[len(line.rstrip("\r\n")) :]


def with_table(lines: Sequence[str], table: str) -> list[str]:
    """Lines with the text of another table below them, after an empty line."""
    if not lines:
        return [table]
    return [*_with_last_line_end(lines), _with_line_ends_of(lines, f"\n{table}")]


def _with_last_line_end(lines: Sequence[str]) -> list[str]:
    """Lines of which the last one has a line end, too."""
    *others, last = lines
    end = "" if last.endswith("\n") else _with_line_ends_of(lines, "\n")
    return [*others, f"{last}{end}"]


def _with_line_ends_of(lines: Sequence[str], text: str) -> str:
    return text.replace("\n", "\r\n") if lines[0].endswith("\r\n") else text
