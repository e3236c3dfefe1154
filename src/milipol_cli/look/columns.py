"""The columns of tables and lists on a page: how wide they are, and what gives way.

From 72 columns on, a table stays a table. As long as there is no room for the text of
its rows, more gives way.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import msgspec
from rich.cells import cell_len

from milipol_cli.base.escape import escape
from milipol_cli.look.document import Cell, Column, Facts, Style, Table

# The width of a page if the terminal is wider, or if there is no terminal.
PAGE_COLUMNS = 100
# Wider than any terminal: a page of free width.
UNBOUNDED = 10_000
# From this many columns on, what is a table is drawn as one.
_TABLE_COLUMNS = 72
# The text of a row keeps so many columns, less on the narrowest pages.
_TEXT_COLUMNS = 40
# The labels "Theme", "Newsletter", "Next" and their like share a column.
LABEL_COLUMNS = len("Newsletter")
# The blanks between two columns, and before the first one.
GAP = 2
EDGE = 1
# A narrower column would break a date into three lines, and a text into ten.
_NARROWEST = len("14-17 Nov ")
# A text that can be shorter gets no more.
_MOST_FITTING = 60
# A column whose words are broken is no narrower.
_NARROWEST_BROKEN = 5

# What gives way so that the text of a row keeps its width, one after the other: the end
# of times on a second clock, long ids, states and rooms, all ids, and whole words.
_CLOCKS, _LONG_IDS, _STATES, _IDS, _WORDS = range(1, 6)

Row = Sequence[Cell]


class Sides(msgspec.Struct, frozen=True):
    """How wide the labels and states beside the texts of cells are."""

    label: int = 0
    state: int = 0

    def columns(self, cell: Cell) -> int:
        """The columns of a cell that its text does not get."""
        columns = 0 if cell.label is None else self.label + GAP
        columns += GAP if cell.sign is not None and cell.text else 0
        return columns if cell.beside is None else columns + GAP + self.state


class _Range(msgspec.Struct, frozen=True):
    """The least and the natural width of a column.

    Down to the width that it `yields_to`, it gets narrower before others do.
    """

    least: int
    natural: int
    yields_to: int = UNBOUNDED

    def with_least(self, columns: int) -> "_Range":
        """The range if the column keeps so many columns of those that it has."""
        least = max(self.least, min(self.natural, columns))
        return msgspec.structs.replace(self, least=least)


class TooNarrow(Exception):
    """A table or a list does not fit the page."""


class Layout(msgspec.Struct, frozen=True):
    """Rows in columns so wide, on a page of so many columns."""

    rows: Sequence[Row]
    page: int
    widths: Sequence[int]
    sides: Sides


class Columns:
    """The tables of one kind on a page, which have the same columns.

    As long as there is no room for the text of their rows, more gives way.
    """

    def __init__(self, tables: Sequence[Table[Any]], page: int) -> None:
        """Lays out columns for a page of so many, as wide as all tables need.

        The widest column of text takes what the others leave.
        """
        self._tables = tables
        self._page = page
        self._drawn = tables[0].grid.table_columns
        rows = [row for table in tables for row in table.lines]
        cells = [*chain.from_iterable(rows)]
        labels = {cell.label for cell in cells if cell.label}
        states = {cell.beside for cell in cells if cell.beside is not None}
        self._has_states = bool(states)
        self._sides = Sides(
            max([LABEL_COLUMNS, *map(_columns, labels)]),
            max(map(_columns, states), default=0),
        )
        # The text of the rows is the widest column, unless one says that it is.
        ranks = [
            (
                column.is_text,
                not column.is_id,
                max(len(row[index].text) for row in rows),
            )
            for index, column in enumerate(self._drawn)
        ]
        self._text_at = ranks.index(max(ranks))
        others = [*self._drawn]
        del others[self._text_at]
        is_alone = all(column.follows or column.is_id for column in others)
        # A text beside nothing else is in one line, if it can be.
        self._kept = page - EDGE if is_alone and page < PAGE_COLUMNS else _kept(page)
        for given in range(_WORDS + 1) if page >= _TABLE_COLUMNS else [0]:
            self._lay_out(given)
            if self._has_room():
                break

    @property
    def natural_columns(self) -> int:
        """Its width without wrapping; if it is free, some columns wrap even so."""
        is_free = self._page == UNBOUNDED
        columns = zip(self._columns, self._ranges, strict=True)
        return _full(
            [
                known.least if is_free and column.always_wraps else known.natural
                for column, known in columns
            ]
        )

    def layout(self, table: Table[Any], page: int) -> Layout:
        """The rows of one of the tables, the headers first; raises TooNarrow."""
        widths = _narrow_widths(self._ranges, page)
        if widths is None:
            raise TooNarrow
        widths[-1] += max(page - _full(widths), 0)
        return Layout(self._rows[id(table)], page, widths, self._sides)

    def _has_room(self) -> bool:
        widths = _narrow_widths(self._ranges, self._page)
        if widths is None:
            return False
        texts = [index for index, column in enumerate(self._columns) if column.wraps]
        natural = sum(self._ranges[index].natural for index in texts)
        return sum(widths[index] for index in texts) >= min(natural, self._kept)

    def _lay_out(self, given: int) -> None:
        """Puts the tables into cells, without what gave way, and measures columns."""
        self._given = given
        keys = [row[-1].text for table in self._tables for row in table.lines]
        self._has_no_id = any(keys) and all(map(self._goes_below, filter(None, keys)))
        gone = [
            self._has_no_id if column.is_id else column.follows and given >= _STATES
            for column in self._drawn
        ]
        stay = [index for index, is_gone in enumerate(gone) if not is_gone]
        self._columns = [self._drawn[index] for index in stay]
        self._rows: dict[int, list[Row]] = {}
        for table in self._tables:
            records = chain.from_iterable(map(self._record_rows, table.records))
            self._rows[id(table)] = [
                [self._shown(row[index]) for index in stay]
                for row in (self._header_cells(table), *records)
            ]
        rows = chain.from_iterable(self._rows.values())
        self._ranges = _ranges_of_columns(rows, self._columns, self._sides)
        if given >= _WORDS:  # they break in the text, which is the widest
            self._ranges = _broken(self._ranges)
        elif any(column.is_text for column in self._drawn):
            kept = self._kept
            if self._has_states and given < _STATES:
                kept += GAP + self._sides.state
            position = stay.index(self._text_at)
            self._ranges[position] = self._ranges[position].with_least(kept)

    def _shown(self, cell: Cell) -> Cell:
        if self._given >= _CLOCKS and cell.short is not None:
            return msgspec.structs.replace(cell, text=cell.short)
        return cell.narrow_form if self._page < PAGE_COLUMNS else cell

    def _header_cells(self, table: Table[Any]) -> Row:
        """The headers, the first behind blanks if the cells below it have signs.

        If ids, or what they begin with, have no room in a column, their header stands
        behind the header of the text that they are below. Further tables of a page may
        have none.
        """
        sign = "" if any(row[0].sign is not None for row in table.lines) else None
        cells = [
            Cell(column.header or "", "strong", sign=None if index else sign)
            for index, column in enumerate(table.grid.table_columns)
        ]
        key = cells[-1].text
        if key and self._drawn[-1].is_id and self._lacks(key):
            cells[-1] = Cell("ID", "strong")
            text = cells[self._text_at]
            cells[self._text_at] = msgspec.structs.replace(text, tail=key)
        return cells

    def _lacks(self, header: str) -> bool:
        """Whether the column of ids is gone, or has no room for its header."""
        return self._has_no_id or self._goes_below(header)

    def _goes_below(self, key: str) -> bool:
        """Whether the column of ids has no room for an id."""
        is_long = self._given >= _LONG_IDS and _columns(key) > self._page // 4
        return is_long or self._given >= _IDS

    def _record_rows(self, record: Sequence[Row]) -> Sequence[Row]:
        """The rows of a record, with what gave way behind or below its text."""
        if self._given < _LONG_IDS:
            return record
        first, *under = [[*row] for row in record]
        position = self._text_at
        if self._given >= _STATES:
            follow = [
                cell.text
                for cell, column in zip(first, self._drawn, strict=True)
                if column.follows
            ]
            first[position] = _with_texts(
                first[position], *follow, first[position].beside
            )
        key = first[-1].text if self._drawn[-1].is_id else ""
        if not key or not self._goes_below(key):
            return [first, *under]
        first[-1] = Cell("")
        rows = [first, *under]
        # Where words break, an id has a line of its own, and does not break.
        is_last = self._columns[-1] is self._drawn[position]
        if self._given < _WORDS and is_last and _columns(key) <= self._kept:
            has_room = (
                _columns(first[position].text) + GAP + _columns(key) <= self._kept
            )
            row = rows[0 if has_room else -1]
            row[position] = msgspec.structs.replace(row[position], tail=key)
            return rows
        return [*rows, _row_of_id(first, position, key, "dim")]


def list_layout(part: Facts, page: int) -> Layout:
    """A list on a page of at most so many columns; raises TooNarrow.

    If there is no room, ids go below their texts, then other texts behind the first,
    labels wrap, and at last words are broken.
    """
    rows: Sequence[Row] = part.lines
    if page < PAGE_COLUMNS:
        rows = [[cell.narrow_form for cell in row] for row in rows]
    columns = [Column[Row](wraps=not part.label_wraps)] * len(rows[0])
    columns[0] = Column(wraps=part.label_wraps)
    ways = [(rows, columns)]
    if part.ids:
        columns[-1] = Column(wraps=False)
        together = [
            (label, _with_texts(text, *(cell.text for cell in more)), key)
            for label, text, *more, key in rows
        ]
        ways.append((_with_ids_below(rows), columns[:-1]))
        ways.append((_with_ids_below(together), columns[:2]))
    rows, columns = ways[-1]
    ways.append((rows, [Column() for _ in columns]))
    is_wide = page >= _TABLE_COLUMNS
    kept = _kept(page) if part.ids and is_wide else 0
    first = LABEL_COLUMNS if part.wide_label else 0
    for rows, columns in ways if is_wide else ways[:1]:
        labels, *texts = _ranges_of_columns(rows, columns, Sides(), first)
        ranges = [labels, *(text.with_least(kept) for text in texts)]
        widths = _narrow_widths(ranges, page)
        if widths is not None:
            return Layout(rows, page, widths, Sides())
    widths = _narrow_widths(_broken(ranges), page) if is_wide else None
    if widths is None:
        raise TooNarrow
    return Layout(rows, page, widths, Sides())


def _with_texts(cell: Cell, *texts: str | None) -> Cell:
    text = " · ".join(filter(None, [cell.text, *texts]))
    return msgspec.structs.replace(cell, text=text, beside=None)


def _with_ids_below(rows: Sequence[Row]) -> Sequence[Row]:
    return [
        shown
        for *row, key in rows
        for shown in ([row, _row_of_id(row, 1, key.text, "")] if key.text else [row])
    ]


def _row_of_id(row: Row, at: int, key: str, style: Style) -> Row:
    """The id of a row on a line of its own, below the text there."""
    below = [Cell("") for _ in row]
    label = row[at].label and ""
    below[at] = Cell("", style, label=label, whole=True, tail=key)
    return below


def _ranges_of_columns(
    rows: Iterable[Row], columns: Sequence[Column[Any]], sides: Sides, first: int = 0
) -> list[_Range]:
    """The ranges of columns, which break no word; the first is at least so wide."""
    columns_and_cells = zip(columns, zip(*rows, strict=True), strict=True)
    return [
        _range_of_column(column, cells, sides, 0 if index else first)
        for index, (column, cells) in enumerate(columns_and_cells)
    ]


def _range_of_column(
    column: Column[Any], cells: Sequence[Cell], sides: Sides, at_least: int
) -> _Range:
    """From the longest word to the longest text, unless the column may not wrap."""
    # An id alone goes over all columns.
    tails = [0 if cell.whole else _columns(cell.tail) for cell in cells]
    widths = [
        sides.columns(cell) + max(_natural(cell), tail)
        for cell, tail in zip(cells, tails, strict=True)
    ]
    least = natural = max(*widths, at_least)
    floor = column.floor or _NARROWEST
    if column.wraps and floor < natural:
        words = (
            sides.columns(cell) + max(_longest_word(cell), tail)
            for cell, tail, width in zip(cells, tails, widths, strict=True)
            if width > floor
        )
        least = max(floor, *words)
    return _Range(least, natural, column.yields_to or UNBOUNDED)


def _broken(ranges: Sequence[_Range]) -> list[_Range]:
    return [
        _Range(min(known.natural, _NARROWEST_BROKEN), known.natural) for known in ranges
    ]


def _kept(page: int) -> int:
    """How many columns the text of a row keeps on a page."""
    return min(_TEXT_COLUMNS, page - _TEXT_COLUMNS)


def _narrow_widths(ranges: Sequence[_Range], page: int) -> list[int] | None:
    """The widths of columns that fit a page; None if they cannot.

    The widest gets narrower, again and again, so that cells wrap to few lines.
    """
    widths = [known.natural for known in ranges]
    for _ in range(_full(widths) - page):
        able = [
            index for index, known in enumerate(ranges) if widths[index] > known.least
        ]
        first = [index for index in able if widths[index] > ranges[index].yields_to]
        if not able:
            return None
        widths[max(first or able, key=widths.__getitem__)] -= 1
    return widths


def _full(widths: Sequence[int]) -> int:
    return EDGE + sum(widths) + GAP * (len(widths) - 1)


def _natural(cell: Cell) -> int:
    """The width of a text in one line; one that can be shorter is not very long."""
    width = _columns(cell.text)
    return min(width, _MOST_FITTING) if cell.fitting else width


def columns_of(text: str) -> int:
    """The columns of a text on a terminal; most have one for each character."""
    shown = escape(text)
    return len(shown) if shown.isascii() else cell_len(shown)


def _columns(text: str | None) -> int:
    return columns_of(text) if text else 0


def _longest_word(cell: Cell) -> int:
    if cell.fitting:
        return 0
    if cell.whole:
        return columns_of(cell.text)
    return max(map(columns_of, escape(cell.text).split()), default=0)
