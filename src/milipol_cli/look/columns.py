"""The columns of tables on a page: how wide they are, and what gives way for the text.

From 72 columns on, a table stays a table. As long as there is no room for the text of
its rows, more gives way.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from rich.cells import cell_len
from rich.text import Text

from milipol_cli.escape import escape
from milipol_cli.look import document
from milipol_cli.look.document import Column, Table

# From this many columns on, what is a table is drawn as one.
TABLE_COLUMNS = 72

# The text of a row keeps so many columns, less on the narrowest pages.
_TEXT_COLUMNS = 40

# The labels "Theme", "Newsletter", "Next" and their like share a column.
LABEL_COLUMNS = len("Newsletter")

_natural_columns = attrgetter("cell_len")

# The blanks between two columns.
GAP = 2

# The blanks before a table.
EDGE = " "

# A narrower column would break a date into three lines, and a text into ten.
NARROWEST_COLUMN = len("14-17 Nov ")

# A column whose words are broken is no narrower.
NARROWEST_BROKEN = 5

# The text beside another one in its cell wraps to this on a narrow page.
_BESIDE_NARROW = "next, in 10"

# The narrowest column holds this many wide letters.
_WIDE_TOGETHER = 8

# What gives way so that the text of a row keeps its width, one after the other.
_BESIDE, _CLOCKS, _LONG_IDS, _STATES, _IDS, _WORDS, _TEXTS = range(1, 8)


class Held(NamedTuple):
    """A cell as texts side by side with their widths; None takes what the others leave.

    `tail` is an id at the right of the last line, or below it.
    """

    sides: tuple[tuple[Text, int | None], ...]
    tail: Text | None = None


# The least and the natural width of each column of a table.
Ranges = list[tuple[int, int]]


class TooNarrow(Exception):
    """A table does not fit the page without cutting a word or an id."""


class Page(NamedTuple):
    """What columns need to know about their page.

    `columns` is None if its width is free, `beginnings` has what the ids of its tables
    begin with, and `text_of` draws a cell.
    """

    columns: int | None
    is_narrow: bool
    beginnings: Collection[str]
    text_of: Callable[[document.Cell], Text]


class Columns:
    """The tables of one kind on a page, which have the same columns.

    As long as there is no room for the text of their rows, more gives way: on a narrow
    page states in one line, then the end of times on a second clock, long ids, states
    and rooms, all ids, whole words.
    """

    def __init__(self, tables: Sequence[Table], page: Page) -> None:
        self._tables = tables
        self._grid = tables[0].grid
        self._page = page
        cells = [cell for table in tables for row in table.rows for cell in row]
        labels = {cell.label for cell in cells if cell.label is not None}
        self._label_columns = max([LABEL_COLUMNS, *map(_columns, labels)])
        states = {cell.beside for cell in cells if cell.beside is not None}
        natural = max(map(_columns, states), default=0)
        words = [_BESIDE_NARROW, *" ".join(states).split()]
        narrowest = min(natural, max(map(_columns, words)))
        # How wide the states are beside the texts: in one line, and once that gave way.
        self._states = (natural, narrowest if page.is_narrow else natural)
        self._has_states = bool(states)
        stays = page.columns is None or page.columns >= TABLE_COLUMNS
        self._given = 0 if stays else _BESIDE
        self._lay_out()
        if page.columns is not None and stays:
            left = [*self._may_give_way(cells)]
            while left and not self._has_room(page.columns):
                self._given = left.pop(0)
                self._lay_out()

    def _may_give_way(self, cells: Sequence[document.Cell]) -> Iterator[int]:
        """What these tables have of all that may give way, in that order."""
        drawn = self._grid.drawn
        has_ids = drawn[-1].is_id
        if self._has_states and self._page.is_narrow:
            yield _BESIDE
        if any(cell.short is not None for cell in cells):
            yield _CLOCKS
        if has_ids:
            yield _LONG_IDS
        if self._has_states or any(column.follows for column in drawn):
            yield _STATES
        if has_ids:
            yield _IDS
        yield from (_WORDS, _TEXTS)

    @cached_property
    def _text_at(self) -> int:
        """Which column has the text of the rows: the widest, unless one says so."""
        columns = self._grid.drawn
        for at, column in enumerate(columns):
            if column.is_text:
                return at
        rows = [row for table in self._tables for row in table.rows]
        return max(
            (at for at, column in enumerate(columns) if not column.is_id),
            key=lambda at: max(len(row[at].text) for row in rows),
        )

    @property
    def has_ids_below(self) -> bool:
        """Whether the ids have no column any more."""
        return self._given >= _IDS

    @property
    def lacks_beginning(self) -> bool:
        """Whether no header has what ids begin with."""
        headers = [table.grid.drawn[-1].header or "" for table in self._tables]
        return any(map(self._lacks, headers))

    @property
    def natural_columns(self) -> int:
        """Its width without wrapping; if it is free, some columns wrap even so."""
        free = self._page.columns is None
        columns = zip(self._columns, self._ranges, strict=True)
        return full_width(
            [
                least if free and column.always_wraps else natural
                for column, (least, natural) in columns
            ]
        )

    def rows_of(self, table: Table) -> Sequence[tuple[Held, ...]]:
        """The rows of one of the tables, that of the headers first."""
        return self._rows[id(table)]

    def widths(self, page: int) -> list[int]:
        """The widths of its columns; raises TooNarrow if they do not fit the page."""
        widths = [natural for _, natural in self._ranges]
        widths[-1] += max(page - full_width(widths), 0)
        # Where words may break, they break in the text, which is the widest.
        yields = [
            None if self._given >= _WORDS else column.yields_to
            for column in self._columns
        ]
        narrow(widths, self._ranges, page, yields)
        return widths

    def _has_room(self, page: int) -> bool:
        """Whether it fits a page, and leaves the text its width."""
        try:
            widths = self.widths(page)
        except TooNarrow:
            return False
        texts = [at for at, column in enumerate(self._columns) if column.wraps]
        natural = sum(self._ranges[at][1] for at in texts)
        return sum(widths[at] for at in texts) >= min(natural, text_columns(page))

    def _lay_out(self) -> None:
        """Puts the tables into cells, without what gave way, and measures columns."""
        self._state_columns = self._states[self._given >= _BESIDE]
        drawn = self._grid.drawn
        stay = [at for at, column in enumerate(drawn) if self._stays(column)]
        self._columns = [drawn[at] for at in stay]
        held = cache(self._held)  # many cells are empty
        self._rows: dict[int, list[tuple[Held, ...]]] = {}
        for table in self._tables:
            rows = [self._head(table)]
            for record in table.records:
                rows += self._record(record)
            self._rows[id(table)] = [
                tuple(held(row[at]) for at in stay) for row in rows
            ]
        self._ranges = measured(
            [row for rows in self._rows.values() for row in rows],
            [*map(_floor, self._columns)],
        )
        if self._given >= _WORDS:
            self._ranges = [
                (min(natural, NARROWEST_BROKEN), natural) for _, natural in self._ranges
            ]
        if self._given < _TEXTS and any(column.is_text for column in drawn):
            at = stay.index(self._text_at)
            least, natural = self._ranges[at]
            kept = text_columns(self._page.columns)
            if self._has_states and self._given < _STATES:
                kept += GAP + self._state_columns
            self._ranges[at] = max(least, min(natural, kept)), natural

    def _stays(self, column: Column[Any]) -> bool:
        """Whether a column has not given way."""
        if column.is_id:
            return self._given < _IDS
        return not column.follows or self._given < _STATES

    def _head(self, table: Table) -> Sequence[document.Cell]:
        """The headers, the first behind blanks if the cells below it have signs.

        Without a column of ids, what they begin with stands behind the text, unless it
        is the same in all tables.
        """
        sign = "" if any(row[0].sign is not None for row in table.rows) else None
        cells = [
            document.Cell(column.header or "", "strong", sign=None if at else sign)
            for at, column in enumerate(table.grid.drawn)
        ]
        key, beginnings = cells[-1].text, self._page.beginnings
        if self._lacks(key) and key in beginnings:
            cells[-1] = document.Cell("ID", "strong")
            if len(beginnings) > 1:
                text = cells[self._text_at]
                cells[self._text_at] = msgspec.structs.replace(text, tail=key)
        return cells

    def _lacks(self, key: str) -> bool:
        """Whether the column of ids has no room for an id, or for its header."""
        if self._given < _LONG_IDS or self._page.columns is None:
            return False
        return self._given >= _IDS or _columns(key) > self._page.columns // 4

    def _record(
        self, record: Sequence[Sequence[document.Cell]]
    ) -> Iterator[Sequence[document.Cell]]:
        """The rows of a record, with what gave way behind or below its text."""
        page = self._page.columns
        if self._given < _LONG_IDS or page is None:
            yield from record
            return
        columns, text_at = self._grid.drawn, self._text_at
        first = [*record[0]]
        if self._given >= _STATES:
            text = first[text_at]
            follow = [
                first[at].text for at, column in enumerate(columns) if column.follows
            ]
            words = ", ".join(filter(None, [text.text, *follow]))
            words = " · ".join(filter(None, [words, text.beside]))
            first[text_at] = msgspec.structs.replace(text, text=words, beside=None)
        key = first[-1].text if columns[-1].is_id else ""
        if not key or not self._lacks(key):
            yield from (first, *record[1:])
            return
        first[-1] = document.Cell("")
        # Where words break, an id below has a line of its own, and does not break.
        is_alone = (
            self._given < _WORDS
            and len(record) == 1
            and self._columns[-1] is columns[text_at]
        )
        if is_alone:
            first[text_at] = msgspec.structs.replace(first[text_at], tail=key)
        yield from (first, *record[1:])
        if not is_alone:
            below = [document.Cell("", sign=cell.sign and "") for cell in first]
            below[text_at] = document.Cell(
                key, "dim", label=first[text_at].label and ""
            )
            yield below

    def _held(self, cell: document.Cell) -> Held:
        """A cell as texts, with the widths of labels and states."""
        if self._given >= _CLOCKS and cell.short is not None:
            cell = msgspec.structs.replace(cell, text=cell.short, narrow=None)
        text_of = self._page.text_of
        sides: list[tuple[Text, int | None]] = [(text_of(cell), None)]
        if cell.sign is not None:
            sign = text_of(document.Cell(cell.sign, cell.style, whole=True))
            # It stands in the gap, so that lines below begin beside it.
            sides = [(sign, 0), *sides] if cell.text else [(sign, None)]
        if cell.label is not None:
            sides.insert(0, (text_of(document.Cell(cell.label)), self._label_columns))
        if cell.beside is not None:
            beside = text_of(document.Cell(cell.beside, cell.style))
            sides.append((beside, self._state_columns))
        tail = None if cell.tail is None else text_of(document.Cell(cell.tail, "dim"))
        return Held(tuple(sides), tail)


def text_columns(page: int | None) -> int:
    """How many columns the text of a row keeps on a page."""
    return 0 if page is None else min(_TEXT_COLUMNS, page - _TEXT_COLUMNS)


def narrow(
    widths: list[int], ranges: Ranges, page: int, yields: Sequence[int | None]
) -> None:
    """Makes columns narrower until they fit a page, always the widest.

    So cells wrap to few lines. Columns with a width in `yields` get narrower first,
    down to that. Raises TooNarrow if no column may get narrower.
    """
    for _ in range(full_width(widths) - page):
        able = [at for at, (least, _) in enumerate(ranges) if widths[at] > least]
        first = [
            at for at in able if (to := yields[at]) is not None and widths[at] > to
        ]
        if not able:
            raise TooNarrow
        widths[max(first or able, key=widths.__getitem__)] -= 1


def measured(
    rows: Sequence[tuple[Held, ...]], floors: Sequence[int | None], first: int = 0
) -> Ranges:
    """The ranges of columns with these floors; the first is at least so wide."""
    ranges: Ranges = []
    for floor, column in zip(floors, zip(*rows, strict=True), strict=True):
        widths = [_held_columns(cell, _natural_columns) for cell in column]
        natural = max(*widths, 0 if ranges else first)
        least = natural
        if floor is not None and floor < natural:
            words = (
                _held_columns(cell, longest_word)
                for cell, width in zip(column, widths, strict=True)
                if width > floor
            )
            least = min(natural, max([floor, *words]))
        ranges.append((least, natural))
    return ranges


def full_width(widths: Sequence[int]) -> int:
    """The width of a table: its columns, the gaps between them, and the edge."""
    return len(EDGE) + sum(widths) + GAP * (len(widths) - 1)


def _floor(column: Column[Any]) -> int | None:
    """How narrow a column may become; None if it does not wrap."""
    if not column.wraps:
        return None
    return NARROWEST_COLUMN if column.floor is None else column.floor


def _columns(text: str | None) -> int:
    return cell_len(escape(text or ""))


def _held_columns(cell: Held, columns_of: Callable[[Text], int]) -> int:
    """The width of a cell, if its texts are so wide."""
    if len(cell.sides) == 1 and cell.tail is None:  # as most cells
        return columns_of(cell.sides[0][0])
    tail = 0 if cell.tail is None else cell.tail.cell_len
    held = (
        max(columns_of(text), tail) if columns is None else columns
        for text, columns in cell.sides
    )
    return sum(held) + GAP * (len(cell.sides) - 1)


def longest_word(text: Text) -> int:
    """How narrow a column may be without breaking a word of the text."""
    if text.no_wrap:
        return text.cell_len
    words = text.plain.split()
    if not text.plain.isascii():
        words = [part for word in words for part in _parted(word)]
    return max(map(cell_len, words), default=0)


def _parted(word: str) -> Iterator[str]:
    """The parts of a word that must stay on one line.

    Scripts of wide letters have no blanks and may break between any two letters.
    """
    for is_wide, letters in groupby(word, lambda char: cell_len(char) > 1):
        part = "".join(letters)
        yield part[:_WIDE_TOGETHER] if is_wide else part
