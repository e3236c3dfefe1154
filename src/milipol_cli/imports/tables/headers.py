"""Which row of a table is its header, and which column holds what."""

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.base.errors import (
    BadInput,
    MilipolError,
    NotRead,
    did_you_mean,
    one_of,
)
from milipol_cli.base.folding import fold
from milipol_cli.imports.tables import Row, Sheet

# A header stands in one of the first rows.
_WITHIN = 30
# What stands below headers: a date, a time, a span of times.
_DATA = re.compile(r"(?=\D*\d+\D+\d)[\d\s:./h\u2013T-]+(?:[ap]\.?m\.?)?", re.IGNORECASE)
# A header with its words joined, such as "starttime", is the second choice, and one
# with an optional word, such as "session title", the third.
_JOINED = 500
_SHORTENED = 1000
_MOST_WORDS = 8
# With so many columns a row is a header, even if it has something like a date.
_SURE = 3


# "Intervenant(e)s" and "Auteur·rice·s"; "Referent*innen".
_FEMININE_S = re.compile(r"[(.·•](?:e|ne|ve|euse|t?rice)[).·•]?s\b")
_FEMININE = re.compile(r"(?<=\w)[*:_/](?=in(?:nen)?\b)")
# Two columns with the parts of a name.
_FIRST_NAME = re.compile(r"\b(?:first name|given name|forename|prenom|vorname)\b")
_LAST_NAME = re.compile(
    r"\b(?:last name|surname|family name|nom de famille|nachname|nom|name)\b"
)


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
        """The words in a file, with the fields below the lists of these names."""
        fields = word_lists(path)
        lists = {name: frozenset(fields.pop(name, ())) for name in cls._fields[1:]}
        return cls(fields, **lists)


class Table(NamedTuple):
    """A sheet with the positions of the columns that hold each field.

    `above` are the rows above the header, and `notes` are to be reported.
    """

    sheet: str | None
    above: tuple[Row, ...]
    header: Row
    columns: Mapping[str, tuple[int, ...]]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def cells(self, row: Row, field: str) -> list[str]:
        """The cells of a field in a row; "" where the row is too short."""
        return [row.cell(at) for at in self.columns.get(field, ())]

    def cell(self, row: Row, field: str) -> str:
        """The first of these cells; "" if there is no such column."""
        return next(iter(self.cells(row, field)), "")

    def name(self, field: str) -> str:
        """The header of a field."""
        return self.header.cells[self.columns[field][0]]

    @property
    def unused(self) -> dict[int, str]:
        """The headers of the columns that hold no field, by their positions."""
        used = set(itertools.chain.from_iterable(self.columns.values()))
        cells = enumerate(self.header.cells)
        return {at: cell for at, cell in cells if cell and at not in used}

    @property
    def overfull(self) -> list[Row]:
        """The rows that have text after the last header."""
        width = max(at for at, cell in enumerate(self.header.cells, start=1) if cell)
        return [row for row in self.rows if any(row.cells[width:])]


def header_key(header: str) -> str:
    """A header without case, accents, punctuation and what is in parentheses.

    "Start Time (required)", "start_time" and "StartTime" are "start time".
    """
    text = _FEMININE_S.sub("s", _FEMININE.sub("", header))
    text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"[^\W\d_]+|\d+", fold(text)))


def recognised(row: Row, columns: Mapping[str, Sequence[int]]) -> str:
    """The columns that hold a field, and the other ones: "recognised: ..."."""
    used = {at: field for field, places in columns.items() for at in places}
    texts = [" ".join(cell.split()) for cell in row.cells]
    known = [f"{used[at]} {texts[at]!r}" for at in sorted(used)]
    unknown = [repr(text) for at, text in enumerate(texts) if text and at not in used]
    parts = (("recognised", known), ("not recognised", unknown))
    return "; ".join(
        f"{label}: {', '.join(names[:20])}" for label, names in parts if names
    )


def _of_two_rows(upper: Row, lower: Row) -> Row:
    """A header row that goes on below; a number belongs to the text on its left."""
    title, cells = "", []
    for at in range(max(len(upper.cells), len(lower.cells))):
        title = upper.cell(at) or title
        cell = lower.cell(at) or upper.cell(at)
        cells.append(f"{title} {cell}" if title and cell.isdecimal() else cell)
    return Row(lower.line, tuple(cells))


def _with_full_names(rows: list[Row], kept: Collection[str]) -> list[Row]:
    """A header row and those below it, with first and last names in one column."""
    firsts: dict[str, int] = {}
    lasts: dict[str, int] = {}
    for at, cell in enumerate(rows[0].cells):
        key = header_key(cell)
        is_first = _FIRST_NAME.search(key)
        part, places = (_FIRST_NAME, firsts) if is_first else (_LAST_NAME, lasts)
        if part.search(key) and _plain(cell) not in kept:
            places.setdefault(" ".join(part.sub("", key).split()), at)
    for about in filter(lasts.__contains__, firsts):
        first, last = firsts[about], lasts[about]
        name = f"{about} name" if about else "Full name"
        names = [f"{row.cell(first)} {row.cell(last)}".strip() for row in rows[1:]]
        rows = [
            row.with_cells({first: text, last: ""})
            for row, text in zip(rows, [name, *names], strict=True)
        ]
    return rows


class Finder:
    """Finds the header rows of tables; `named` has the headers that the user named."""

    def __init__(self, words: Words, named: Mapping[str, str]) -> None:
        known = list(words.fields)
        wrong = [field for field in named if field not in known]
        if wrong:
            advice = did_you_mean(wrong[0], known) or f"choose {one_of(known)}"
            raise BadInput(f"no field {wrong[0]!r}; {advice}")
        self._words = words
        self._needed = (*words.needed, *named)
        self._headers = named
        self._named = {_plain(header): field for field, header in named.items()}
        self._ranks: dict[str, list[tuple[int, str]]] = {}
        for field, headers in words.fields.items():
            if field not in named:
                for rank, header in enumerate(headers):
                    self._ranks.setdefault(header, []).append((rank, field))
        self._joined = {key.replace(" ", ""): key for key in reversed(self._ranks)}

    def table(self, sheet: Sheet) -> Table | None:
        """The table in a sheet; None if no row is a header."""
        best, header = self._header(sheet.rows)
        if header is None:
            return None
        above, written = tuple(sheet.rows[:best]), sheet.rows[best].cells
        # The header may be on each page.
        rows = [row for row in sheet.rows[best + 1 :] if row.cells != written]
        header, *rows = _with_full_names([header, *rows], self._named)
        columns = self._columns(header)
        if not columns.keys() >= {*self._needed}:
            return None
        names = Row(header.line, tuple(" ".join(c.split()) for c in header.cells))
        return Table(sheet.name, above, names, columns, tuple(rows))

    def fields(self, header: str) -> frozenset[str]:
        """The fields that a header may name."""
        return frozenset(field for _, field in self._choices(header))

    def is_usual(self, table: Table) -> bool:
        """Whether a table has a usual field."""
        return not self._words.usual.isdisjoint(table.columns)

    def alike(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """The tables with most of the fields of the best one."""
        is_usual = self.is_usual
        best = max(tables, key=lambda t: (is_usual(t), len(t.columns), len(t.rows)))
        return tuple(
            table
            for table in tables
            if 2 * len(table.columns.keys() & best.columns) > len(best.columns)
            and is_usual(table) == is_usual(best)
        )

    def refused(self, sheets: Iterable[Sheet]) -> MilipolError:
        """The error about sheets of which none has a header row."""
        filled = [sheet for sheet in sheets if sheet.rows]
        if not filled:
            return NotRead("an empty table")
        rows = [self._header(sheet.rows)[1] or sheet.rows[0] for sheet in filled]
        row = max(rows, key=lambda row: len(self._columns(row)))
        columns = self._columns(row)
        missing = [field for field in self._needed if field not in columns]
        text = recognised(row, columns)
        header = next(filter(None, map(self._headers.get, missing)), None)
        if header is not None:
            return BadInput(str(NotRead(f"no column {header!r}; {text}", row.line)))
        known = self._words.needed | self._words.usual
        fields = [field for field in self._words.fields if field in known][:2]
        pairs = ",".join(f"{field}={at}" for at, field in enumerate(fields, start=1))
        without = f"use --no-header with --columns {pairs}"
        if _is_data(row):
            return NotRead(f"no header row; add one, or {without}", row.line)
        return NotRead(
            f"no column for the {missing[0]}; {text}; name it with --columns"
            f" {missing[0]}=HEADER; if there is no header row, {without}",
            row.line,
        )

    def _header(self, rows: Sequence[Row]) -> tuple[int, Row | None]:
        """The first header with the most columns, and where it ends."""
        best: tuple[int, Row | None] = 0, None
        most = 0
        for at, row in enumerate(rows[:_WITHIN]):
            headers = [row, _of_two_rows(rows[at - 1], row)] if at else [row]
            for header in headers:
                columns = len(self._columns(header))
                if columns > most and (columns >= _SURE or not _is_data(header)):
                    best, most = (at, header), columns
        return best

    def _columns(self, row: Row) -> dict[str, tuple[int, ...]]:
        needed, several = self._words.needed, self._words.several
        order = list(self._words.fields)
        candidates = [
            (field not in needed, rank, at, order.index(field), field)
            for at, header in enumerate(row.cells)
            for rank, field in self._choices(header)
        ]
        # "Presentation start" goes with "Presentation title", not "Session start".
        words = [header_key(header).partition(" ")[0] for header in row.cells]
        own = words[min(candidates)[2]] if candidates else ""
        candidates.sort(key=lambda c: (c[:2], words[c[2]] != own, c[2:4]))
        columns: dict[str, tuple[int, ...]] = {}
        ranks: dict[str, int] = {}
        used = set()
        for _, rank, at, _, field in candidates:
            is_next = field in several and ranks.get(field) == rank
            if at not in used and (field not in columns or is_next):
                columns[field] = (*columns.get(field, ()), at)
                ranks[field] = rank
                used.add(at)
        return columns

    def _choices(self, header: str) -> list[tuple[int, str]]:
        if _plain(header) in self._named:
            return [(-1, self._named[_plain(header)])]
        parts = (header, *re.split(r"[/|\n]|\s&\s", header))
        keys = dict.fromkeys(map(header_key, parts))
        return [choice for key in keys for choice in self._ranked(key)]

    def _ranked(self, key: str) -> list[tuple[int, str]]:
        if key in self._ranks:
            return self._ranks[key]
        if key in self._joined:
            choices = self._ranks[self._joined[key]]
            return [(rank + _JOINED, field) for rank, field in choices]
        words = key.split()
        unnumbered = " ".join(word for word in words if not word.isdigit())
        if unnumbered != key:
            several = self._words.several
            return [each for each in self._ranked(unnumbered) if each[1] in several]
        if not 1 < len(words) <= _MOST_WORDS:
            return []
        optional = self._words.optional
        for rest, word in ((words[1:], words[0]), (words[:-1], words[-1])):
            choices = self._ranked(" ".join(rest)) if word in optional else []
            if choices:
                return [(rank + _SHORTENED, field) for rank, field in choices]
        return []


def _is_data(row: Row) -> bool:
    return any(map(_DATA.fullmatch, row.cells))


def _plain(header: str) -> str:
    """A header as it is compared with one that was typed."""
    return " ".join(header.casefold().split())
