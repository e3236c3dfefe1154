"""The columns of tables and lists on a page: how wide they are, and what gives way.

From 72 columns on, a table stays a table. As long as there is no room for the text of
its rows, more gives way.
"""

from collections.abc import Iterable, Iterator, Sequence
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
# The spaces between two columns, and before the first column.
GAP = 2
EDGE = 1
# A narrower column would break a date into three lines, and a text into ten.
_NARROWEST = len("14-17 Nov ")
# A text that can be shorter gets no more.
_MOST_FITTING = 60
# A column whose words are broken is no narrower.
_NARROWEST_BROKEN = 5

# The steps in which ever more gives way so that the text of a row keeps its width: at 0
# nothing, then the end of times on a second clock, long ids, states and rooms, all ids,
# and whole words.
_CLOCKS, _LONG_IDS, _STATES, _IDS, _WORDS = range(1, 6)

# The cells of a row.
Cells = Sequence[Cell]


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

    Down to the width that it `yields_to`, it gets narrower before other columns do.
    """

    least: int
    natural: int
    yields_to: int = UNBOUNDED

    def with_least(self, columns: int) -> "_Range":
        """The range of a column that gets no narrower than this, if it is as wide."""
        least = max(self.least, min(self.natural, columns))
        return msgspec.structs.replace(self, least=least)


class TooNarrow(Exception):
    """A table or a list does not fit the page."""


class Layout(msgspec.Struct, frozen=True):
    """Rows in columns of these widths, on a page of so many characters."""

    rows: Sequence[Cells]
    page: int
    widths: Sequence[int]
    sides: Sides


class Columns:
    """The tables of one kind on a page, which have the same columns.

    As long as there is no room for the text of their rows, more gives way.
    """

    def __init__(self, tables: Sequence[Table[Any]], page: int) -> None:
        """Lays out columns as wide as all tables need, on a page of this width.

        The widest column of text takes what the others leave.
        """
        self._tables = tables
        self._page = page
        self._grid_columns = tables[0].grid.table_columns
        self._text_position = self._position_of_text()
        cells = [cell for table in tables for row in table.cell_rows for cell in row]
        labels = {cell.label for cell in cells if cell.label}
        states = {cell.beside for cell in cells if cell.beside is not None}
        self._has_states = bool(states)
        self._sides = Sides(
            max([LABEL_COLUMNS, *map(_columns, labels)]), max(map(_columns, states), default=0)
        )
        others = [*self._grid_columns]
        del others[self._text_position]
        # Rooms and ids go behind or below the text at last. Then nothing is beside it,
        # and it is in one line, if it can be.
        ends_alone = all(column.follows or column.is_id for column in others)
        self._text_width = page - EDGE if ends_alone and page < PAGE_COLUMNS else _text_width(page)
        # On a page too narrow for tables nothing gives way.
        for step in range(_WORDS + 1) if page >= _TABLE_COLUMNS else [0]:
            self._lay_out(step)
            if self._has_room():
                break

    def _position_of_text(self) -> int:
        """The position of the text of the rows: the column that says so, or the widest.

        A column of ids is the text only if there is no other column.
        """
        rows = [row for table in self._tables for row in table.cell_rows]
        ranks = [
            (column.is_text, not column.is_id, max(len(row[index].text) for row in rows))
            for index, column in enumerate(self._grid_columns)
        ]
        return ranks.index(max(ranks))

    @property
    def natural_columns(self) -> int:
        """The width of its tables without wrapping; some columns always wrap."""
        is_free = self._page == UNBOUNDED
        columns = zip(self._columns, self._ranges, strict=True)
        return _full_width(
            [
                width.least if is_free and column.always_wraps else width.natural
                for column, width in columns
            ]
        )

    def layout(self, table: Table[Any], page: int) -> Layout:
        """The rows of one of the tables, the headers first; raises TooNarrow."""
        widths = _narrow_widths(self._ranges, page)
        if widths is None:
            raise TooNarrow
        widths[-1] += max(page - _full_width(widths), 0)
        return Layout(self._rows[id(table)], page, widths, self._sides)

    def _has_room(self) -> bool:
        """Whether the texts that wrap have the width that they keep or need."""
        widths = _narrow_widths(self._ranges, self._page)
        if widths is None:
            return False
        texts = [index for index, column in enumerate(self._columns) if column.wraps]
        natural = sum(self._ranges[index].natural for index in texts)
        return sum(widths[index] for index in texts) >= min(natural, self._text_width)

    def _lay_out(self, step: int) -> None:
        """Sets the columns, rows and ranges if everything up to a step gives way.

        It is 0 for nothing, `_CLOCKS` for the end of times on a second clock, then
        `_LONG_IDS` for long ids, too, and so on to `_WORDS`. Each step begins anew with
        all columns of the grid; the methods below read it from `_step`. The column of
        ids goes if all ids stand below their texts.
        """
        self._step = step
        rows = chain.from_iterable(table.cell_rows for table in self._tables)
        ids = [*filter(None, (row[-1].text for row in rows))]
        self._id_column_goes = bool(ids) and all(map(self._goes_below, ids))
        columns = enumerate(self._grid_columns)
        stay = [index for index, column in columns if self._stays(column)]
        self._columns = [self._grid_columns[index] for index in stay]
        self._rows = {id(table): self._rows_of_table(table, stay) for table in self._tables}
        self._ranges = self._ranges_with_text(stay)  # of these rows and columns

    def _stays(self, column: Column[Any]) -> bool:
        """Whether a column stays; the texts of others go behind or below the text."""
        if column.is_id:
            return not self._id_column_goes
        return not column.follows or self._step < _STATES

    def _rows_of_table(self, table: Table[Any], stay: Sequence[int]) -> list[Cells]:
        """The header and the rows of a table, in the columns that stay."""
        records = chain.from_iterable(map(self._record_rows, table.records))
        return [
            [self._cell_on_page(row[index]) for index in stay]
            for row in (self._header_cells(table), *records)
        ]

    def _ranges_with_text(self, stay: Sequence[int]) -> list[_Range]:
        """The ranges of the columns that stay; the text keeps its width.

        At last it keeps none: then words break in the text, as it is the widest.
        """
        rows = chain.from_iterable(self._rows.values())
        ranges = _ranges_of_columns(rows, self._columns, self._sides)
        if self._step >= _WORDS:
            return _ranges_of_broken_words(ranges)
        if any(column.is_text for column in self._columns):
            has_states = self._has_states and self._step < _STATES
            beside = GAP + self._sides.state if has_states else 0
            position = stay.index(self._text_position)
            ranges[position] = ranges[position].with_least(self._text_width + beside)
        return ranges

    def _cell_on_page(self, cell: Cell) -> Cell:
        """A cell with the form of its text that the page has room for."""
        if self._step >= _CLOCKS and cell.short is not None:
            return msgspec.structs.replace(cell, text=cell.short)
        return cell.narrow_form if self._page < PAGE_COLUMNS else cell

    def _header_cells(self, table: Table[Any]) -> Cells:
        """The headers, the first behind blanks if the cells below it have signs.

        If the ids, or their header, have no room in a column, the header stands behind
        that of the text, which the ids are below. Further tables of a page may have no
        header for ids.
        """
        sign = "" if any(row[0].sign is not None for row in table.cell_rows) else None
        cells = [
            Cell(column.header or "", "strong", sign=None if index else sign)
            for index, column in enumerate(table.grid.table_columns)
        ]
        last_header = cells[-1].text
        has_no_room = self._id_column_goes or self._goes_below(last_header)
        if last_header and self._grid_columns[-1].is_id and has_no_room:
            cells[-1] = Cell("ID", "strong")  # goes with its column, if that goes
            text = cells[self._text_position]
            cells[self._text_position] = msgspec.structs.replace(text, tail=last_header)
        return cells

    def _goes_below(self, text: str) -> bool:
        """Whether the column of ids has no room for an id or its header."""
        is_long = self._step >= _LONG_IDS and _columns(text) > self._page // 4
        return is_long or self._step >= _IDS

    def _record_rows(self, record: Sequence[Cells]) -> Sequence[Cells]:
        """The rows of a record, with what gave way behind or below its text.

        States and rooms stand behind the text, an id that has no room below it.
        """
        if self._step < _LONG_IDS:  # nothing of a record gave way yet
            return record
        rows = [[*row] for row in record]
        first = rows[0]
        if self._step >= _STATES:
            follow = [
                cell.text
                for cell, column in zip(first, self._grid_columns, strict=True)
                if column.follows
            ]
            text = first[self._text_position]
            first[self._text_position] = _with_texts(text, *follow, text.beside)
        record_id = first[-1].text if self._grid_columns[-1].is_id else ""
        if not record_id or not self._goes_below(record_id):
            return rows
        first[-1] = Cell("")
        return self._with_id_below(rows, record_id)

    def _with_id_below(self, rows: list[list[Cell]], record_id: str) -> list[list[Cell]]:
        """The rows of a record with its id behind or below the text.

        If words of the text break, or it has no room for the id, the id has a row of
        its own, in which it does not break.
        """
        position, columns = self._text_position, _columns(record_id)
        is_last = self._columns[-1] is self._grid_columns[position]
        if self._step >= _WORDS or not is_last or columns > self._text_width:
            return [*rows, _row_of_id(rows[0], position, record_id, "dim")]
        columns_needed = _columns(rows[0][position].text) + GAP + columns
        row = rows[0 if columns_needed <= self._text_width else -1]
        row[position] = msgspec.structs.replace(row[position], tail=record_id)
        return rows


def list_layout(part: Facts, page: int) -> Layout:
    """A list on a page of at most so many columns; raises TooNarrow.

    If there is no room, ids go below their texts, then other texts behind the first,
    labels wrap, and at last words are broken; on a page too narrow for tables nothing
    gives way.
    """
    for rows, ranges in _forms_of_list(part, page):
        widths = _narrow_widths(ranges, page)
        if widths is not None:
            return Layout(rows, page, widths, Sides())
    raise TooNarrow


def _forms_of_list(part: Facts, page: int) -> Iterator[tuple[Sequence[Cells], Sequence[_Range]]]:
    """The rows of a list and the ranges of their columns, as ever more gives way.

    The whole list; the ids below the texts; the other texts behind the first, too;
    labels and texts that wrap; broken words.
    """
    rows: Sequence[Cells] = part.cell_rows
    if page < PAGE_COLUMNS:
        rows = [[cell.narrow_form for cell in row] for row in rows]
    columns = [Column[Cells](wraps=not part.label_wraps)] * len(rows[0])
    columns[0] = Column(wraps=part.label_wraps)
    if part.ids:
        columns[-1] = Column(wraps=False)
    label_width = LABEL_COLUMNS if part.wide_label else 0
    if page < _TABLE_COLUMNS:
        yield rows, _ranges_of_columns(rows, columns, Sides(), label_width)
        return
    forms = [(rows, columns)]
    if part.ids:
        together = [
            (label, _with_texts(text, *(cell.text for cell in more)), id_cell)
            for label, text, *more, id_cell in rows
        ]
        forms.append((_with_ids_below(rows), columns[:-1]))
        forms.append((_with_ids_below(together), columns[:2]))
    last_rows, last_columns = forms[-1]
    forms.append((last_rows, [Column() for _ in last_columns]))
    text_width = _text_width(page) if part.ids else 0
    for form, columns_of_form in forms:
        labels, *texts = _ranges_of_columns(form, columns_of_form, Sides(), label_width)
        ranges = [labels, *(text.with_least(text_width) for text in texts)]
        yield form, ranges
    yield last_rows, _ranges_of_broken_words(ranges)


def _with_texts(cell: Cell, *texts: str | None) -> Cell:
    """A cell with other texts behind its own, and nothing beside it."""
    text = " · ".join(filter(None, [cell.text, *texts]))
    return msgspec.structs.replace(cell, text=text, beside=None)


def _with_ids_below(rows: Sequence[Cells]) -> Sequence[Cells]:
    """The rows of a list, each with its id, if it has one, in a row below it."""
    lines: list[Cells] = []
    for *row, id_cell in rows:
        lines.append(row)
        if id_cell.text:
            lines.append(_row_of_id(row, 1, id_cell.text, ""))
    return lines


def _row_of_id(row: Cells, position: int, row_id: str, style: Style) -> list[Cell]:
    """The id of a row in a row of its own, below the cell at a position."""
    below = [Cell("") for _ in row]
    label = row[position].label and ""
    below[position] = Cell("", style, label=label, whole=True, tail=row_id)
    return below


def _ranges_of_columns(
    rows: Iterable[Cells], columns: Sequence[Column[Any]], sides: Sides, first: int = 0
) -> list[_Range]:
    """The ranges of columns that break no word; `first` is the least of the first."""
    columns_and_cells = zip(columns, zip(*rows, strict=True), strict=True)
    return [
        _range_of_column(column, cells, sides, 0 if index else first)
        for index, (column, cells) in enumerate(columns_and_cells)
    ]


def _range_of_column(
    column: Column[Any], cells: Sequence[Cell], sides: Sides, at_least: int
) -> _Range:
    """From the longest word to the longest text; the latter alone if it may not wrap.

    No width is below `at_least`, or below the floor that any column keeps.
    """
    # The width of the id behind a text; one in a row of its own goes over all columns.
    tails = [0 if cell.whole else _columns(cell.tail) for cell in cells]
    widths = [
        sides.columns(cell) + max(_natural(cell), tail)
        for cell, tail in zip(cells, tails, strict=True)
    ]
    least = natural = max(*widths, at_least)
    floor = column.floor or _NARROWEST
    if column.wraps and floor < natural:
        # Cells as narrow as the floor never wrap.
        least_of_wide_cells = (
            sides.columns(cell) + max(_longest_word(cell), tail)
            for cell, tail, width in zip(cells, tails, widths, strict=True)
            if width > floor
        )
        least = max(floor, *least_of_wide_cells)
    return _Range(least, natural, column.yields_to or UNBOUNDED)


def _ranges_of_broken_words(ranges: Sequence[_Range]) -> list[_Range]:
    """The ranges of columns whose words may break."""
    return [_Range(min(column.natural, _NARROWEST_BROKEN), column.natural) for column in ranges]


def _text_width(page: int) -> int:
    """How many columns the text of a row keeps on a page."""
    return min(_TEXT_COLUMNS, page - _TEXT_COLUMNS)


def _narrow_widths(ranges: Sequence[_Range], page: int) -> list[int] | None:
    """The widths of columns that fit a page; None if they cannot.

    The widest column that can gets narrower, again and again, so that cells wrap to few
    lines; a column that yields before others comes first.
    """
    widths = [column.natural for column in ranges]
    for _ in range(_full_width(widths) - page):
        wide = [index for index, column in enumerate(ranges) if widths[index] > column.least]
        yielding = [index for index in wide if widths[index] > ranges[index].yields_to]
        if not wide:
            return None
        widths[max(yielding or wide, key=widths.__getitem__)] -= 1
    return widths


def _full_width(widths: Sequence[int]) -> int:
    """The width of columns with the blanks before and between them."""
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
    """The columns of the longest word; 0 for a text that can be shorter."""
    if cell.fitting:
        return 0
    if cell.whole:
        return columns_of(cell.text)
    return max(map(columns_of, escape(cell.text).split()), default=0)
