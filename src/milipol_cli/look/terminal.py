"""Parts of a document -> text for a terminal; the only owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from milipol_cli.escape import escape
from milipol_cli.look import parts
from milipol_cli.look.document import Column, Part, Table

# Below this many columns a table is harder to read than plain lines.
_NARROWEST_PAGE = 60

# The width of a page if the terminal is wider, or if there is no terminal.
PAGE_COLUMNS = 100

_STYLES: dict[parts.Style, str] = {
    "": "",
    "strong": "bold",
    "on": "bold green",
    "maybe": "yellow",
    "dim": "dim",
}

# Marked text is set off without colour.
_MARKED = "bold underline"

# Addresses of the web without blanks, controls and letters that a terminal may misread;
# others, such as those of files, are no links.
_LINKED = re.compile("https?://[!-~]+")

# Rich numbers links at random; the same answer has the same bytes.
_LINK_ID = re.compile(r"(?<=\x1b\]8;)id=[0-9-]+(?=;)")

_ASCII = str.maketrans("█░–─", "#.--")

# One rule below the headers.
_RULE = "    \n    \n ── \n    \n    \n    \n    \n    \n"

# Wider than any page.
_UNBOUNDED = 10_000

# The labels "Theme", "Newsletter", "Next" and their like share a column.
_LABEL_COLUMNS = len("Newsletter")

# The blanks between two columns.
_GAP = 2

# The blanks before a table, and before a note below a label's text.
_EDGE = " "
_INSET = _EDGE + " " * (_LABEL_COLUMNS + _GAP)

# A narrower column would break a date into three lines, and a text into ten.
_NARROWEST_COLUMN = len("14-17 Nov ")

# The text beside another one in its cell wraps to this on a narrow page.
_BESIDE_NARROW = len("next, in 10")

# The narrowest column holds this many wide letters.
_WIDE_TOGETHER = 8

# A cell as texts side by side with their widths; None takes what the others leave.
Held = tuple[tuple[Text, int | None], ...]

# The least and the natural width of each column of a table.
_Ranges = list[tuple[int, int]]


class Paper(NamedTuple):
    """What a page is drawn on; `columns` is None if its width is free.

    `links` need colour.
    """

    columns: int | None
    colour: bool = False
    links: bool = False
    ascii_only: bool = False


class TooNarrow(Exception):
    """A table does not fit the page without cutting a word or an id."""


def render(groups: Sequence[Sequence[Part]], paper: Paper) -> str | None:
    """The groups of parts drawn one under the other, with a final newline.

    None if the paper is too narrow for the tables.
    """
    if paper.columns is not None and paper.columns < _NARROWEST_PAGE:
        return None
    try:
        return _Sheet(groups, paper).text()
    except TooNarrow:
        return None


class _Sheet:
    """A page with its parts.

    All tables with headers are as wide as the widest of them, so that their rules end
    in one line. The columns that may wrap get narrower, down to their longest word:
    Rich would cut ids and break words to make a table fit.
    """

    def __init__(self, groups: Sequence[Sequence[Part]], paper: Paper) -> None:
        self._paper = paper
        self._is_narrow = paper.columns is not None and paper.columns < PAGE_COLUMNS
        self._groups = groups
        self._console = Console(
            file=io.StringIO(),
            width=paper.columns or _UNBOUNDED,
            color_system="standard" if paper.colour else None,
            force_terminal=paper.colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        tables = [part for group in groups for part in group if isinstance(part, Table)]
        self._rows_of: dict[int, list[tuple[Held, ...]]] = {}
        self._ranges: dict[str, _Ranges] = {}
        for kind in {table.grid.kind for table in tables}:
            self._measure([table for table in tables if table.grid.kind == kind])
        self._width = max([PAGE_COLUMNS, *map(self._natural_columns, tables)])
        if paper.columns is not None:
            self._width = min(self._width, paper.columns)

    def text(self) -> str:
        """The page as text; raises TooNarrow if a table does not fit."""
        lines: list[str] = []
        for group in self._groups:
            drawn = [line for part in group for line in self._lines(part)]
            lines += ["", *drawn] if lines and drawn else drawn
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _measure(self, tables: Sequence[Table]) -> None:
        """Puts tables of one kind into cells, and measures the columns they share."""
        cells = [cell for table in tables for row in table.rows for cell in row]
        label_columns = max([_LABEL_COLUMNS, *(_columns(cell.label) for cell in cells)])
        beside_columns = max(_columns(cell.beside) for cell in cells)
        if self._is_narrow:
            beside_columns = min(beside_columns, _BESIDE_NARROW)

        def held(cell: parts.Cell) -> Held:
            text: Held = ((self._text(cell), None),)
            if cell.sign is not None:
                sign = self._text(parts.Cell(cell.sign, cell.style, whole=True))
                # It stands in the gap, so that lines below begin beside it.
                text = ((sign, 0), *text) if cell.text else ((sign, None),)
            if cell.label is not None:
                text = ((self._text(parts.Cell(cell.label)), label_columns), *text)
            if cell.beside is not None:
                beside = self._text(parts.Cell(cell.beside, cell.style))
                text = (*text, (beside, beside_columns))
            return text

        for table in tables:
            rows = [_headers(table), *table.rows]
            self._rows_of[id(table)] = [tuple(map(held, row)) for row in rows]
        grid = tables[0].grid
        self._ranges[grid.kind] = _measured(
            [row for table in tables for row in self._rows_of[id(table)]],
            [_floor(column) for column in grid.drawn],
        )

    def _natural_columns(self, table: Table) -> int:
        """Its width without wrapping; if it is free, some columns wrap even so."""
        free = self._paper.columns is None
        columns = zip(table.grid.drawn, self._ranges[table.grid.kind], strict=True)
        return _full_width(
            [
                least if free and column.always_wraps else natural
                for column, (least, natural) in columns
            ]
        )

    def _lines(self, part: Part) -> list[str]:
        if isinstance(part, Table):
            return self._table(part)
        if isinstance(part, parts.Rows):
            return self._rows(part)
        if isinstance(part, parts.Notes):
            if part.of_drawings and self._is_narrow:
                return []
            edge = _INSET if part.inset else _EDGE
            notes = [self._text(parts.Cell(note, "dim")) for note in part.lines]
            return [line for note in notes for line in self._printed(note, edge)]
        if isinstance(part, parts.References):
            widest = max(len(source.mark) for source in part.rows)
            return [
                line for source in part.rows for line in self._reference(source, widest)
            ]
        return [line for side in self._sides(part) for line in self._printed(side)]

    def _reference(self, source: parts.Reference, mark_columns: int) -> list[str]:
        """A source beside its mark; an address without room overflows."""
        mark = f"{_EDGE}{source.mark:{mark_columns + _GAP}}"
        indent = " " * len(mark)
        text = self._text(parts.Cell(source.text, link=source.link))
        lines = self._printed(text, indent)
        lines[0] = mark + lines[0].removeprefix(indent)
        if source.address is not None:
            address = self._text(parts.Cell(source.address, "dim"))
            lines += self._printed(address, indent, wraps=False)
        return lines

    def _sides(self, part: parts.Line | parts.Title) -> list[Text]:
        left = self._text(part.left)
        if isinstance(part, parts.Line) and part.inset:
            left = Text(_EDGE).append_text(left)
        if part.right is None:
            return [left]
        right = self._text(part.right)
        gap = self._width - left.cell_len - right.cell_len
        if gap < _GAP:
            return [left, right]
        return [Text.assemble(left, " " * gap, right)]

    def _printed(
        self, drawn: Text | RichTable, edge: str = "", *, wraps: bool = True
    ) -> list[str]:
        """The lines of a text or table behind an edge, with escapes for its styles."""
        out = self._console.file = io.StringIO()
        free = self._paper.columns is None or not wraps
        width = None if free else self._console.width - len(edge)
        self._console.print(drawn, soft_wrap=free, width=width)
        lines = _LINK_ID.sub("", out.getvalue()).splitlines()
        return [f"{edge}{line}" for line in lines]

    def _text(self, cell: parts.Cell) -> Text:
        """The text of a cell as the page has it, without control characters."""
        text, whole = cell.text, cell.whole
        if self._is_narrow and cell.narrow is not None:
            text, whole = cell.narrow, False
        if self._paper.ascii_only:
            text = text.translate(_ASCII)
        drawn, style = Text(no_wrap=whole or None), _STYLES[cell.style]
        for piece, is_marked in msgspec.structs.replace(cell, text=text).pieces():
            own = f"{style} {_MARKED}" if is_marked else style
            # Without colour nobody sees a style, and Rich would take time for it.
            drawn.append(escape(piece), own if self._paper.colour else "")
        link = cell.link if self._paper.links else None
        if link is not None and _LINKED.fullmatch(link.address):
            start, end = (len(escape(text[:at])) for at in (link.start, link.end))
            drawn.stylize(Style(link=link.address), start, end)
        return drawn

    def _table(self, table: Table) -> list[str]:
        """A table as wide as the page, with a rule below its headers."""
        widths = [natural for _, natural in self._ranges[table.grid.kind]]
        widths[-1] += max(self._width - _full_width(widths), 0)
        yields = [column.yields_to for column in table.grid.drawn]
        self._narrow(widths, self._ranges[table.grid.kind], self._width, yields)
        headers, *rows = [
            [*map(self._laid, row, widths)] for row in self._rows_of[id(table)]
        ]
        return self._set(rows, widths, headers)

    def _rows(self, part: parts.Rows) -> list[str]:
        """A list no wider than the page; one with ids, no wider than the paper."""
        rows = [tuple(((self._text(cell), None),) for cell in row) for row in part.rows]
        wraps = [not part.label_wraps] * len(part.rows[0])
        wraps[0] = part.label_wraps
        wraps[-1] = wraps[-1] and not part.ids
        floors = [_NARROWEST_COLUMN if does else None for does in wraps]
        ranges = _measured(rows, floors, _LABEL_COLUMNS if part.wide_label else 0)
        widths = [natural for _, natural in ranges]
        is_free = self._paper.columns is None or part.ids
        page = self._console.width if is_free else self._width
        self._narrow(widths, ranges, page, [None] * len(widths))
        return self._set([[*map(self._laid, row, widths)] for row in rows], widths)

    def _narrow(
        self,
        widths: list[int],
        ranges: _Ranges,
        page: int,
        yields: Sequence[int | None],
    ) -> None:
        """Makes columns that wrap narrower until they fit a page."""
        excess = _full_width(widths) - page
        give_way(widths, [least for least, _ in ranges], excess, yields)

    def _set(
        self,
        rows: Iterable[Sequence[Text]],
        widths: Sequence[int],
        headers: Sequence[Text] | None = None,
    ) -> list[str]:
        """The lines of a table or a list, its cells laid out in columns so wide."""
        drawn = RichTable(
            box=Box(_RULE.translate(_ASCII) if self._paper.ascii_only else _RULE),
            show_edge=False,
            show_header=headers is not None,
            padding=0,  # the gap is the box's blank, and for the rest the column's own
            header_style="",
        )
        for at, width in enumerate(widths):
            is_last = at == len(widths) - 1
            drawn.add_column(
                headers[at] if headers else "",
                width=width if is_last else width + _GAP - 1,
                no_wrap=True,
                overflow="ignore",
            )
        for row in rows:
            drawn.add_row(*row)
        lines = self._printed(drawn, _EDGE, wraps=False)
        if headers and self._paper.colour:
            # Rich would dim the blanks between cells, too.
            rule = max(header.plain.count("\n") for header in headers) + 1
            lines[rule] = f"{_EDGE}\x1b[2m{lines[rule].removeprefix(_EDGE)}\x1b[0m"
        return lines

    def _laid(self, cell: Held, width: int) -> Text:
        """The cell with lines no wider than its column."""
        given = [columns for _, columns in cell if columns is not None]
        left = width - sum(given) - _GAP * (len(cell) - 1)
        widths = [left if columns is None else columns for _, columns in cell]
        sides = [
            self._wrapped(text, columns)
            for (text, _), columns in zip(cell, widths, strict=True)
        ]
        if len(sides) == 1 and len(sides[0]) == 1:  # as most cells
            return sides[0][0]
        return Text("\n").join(_side_by_side(sides, widths))

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        if text.no_wrap or text.cell_len <= width:
            return [text]
        return list(text.wrap(self._console, width, overflow="fold"))


def give_way(
    widths: list[int], leasts: Sequence[int], excess: int, yields: Sequence[int | None]
) -> None:
    """Takes `excess` off the widths, always off the widest column.

    So cells wrap to few lines. Columns with a width in `yields` get narrower first,
    down to that. Raises TooNarrow if no column may get narrower.
    """
    for _ in range(excess):
        able = [at for at, least in enumerate(leasts) if widths[at] > least]
        first = [
            at for at in able if (to := yields[at]) is not None and widths[at] > to
        ]
        if not able:
            raise TooNarrow
        widths[max(first or able, key=widths.__getitem__)] -= 1


def _measured(
    rows: Sequence[tuple[Held, ...]], floors: Sequence[int | None], first: int = 0
) -> _Ranges:
    """The ranges of columns with these floors; the first is at least so wide."""
    ranges: _Ranges = []
    for floor, column in zip(floors, zip(*rows, strict=True), strict=True):
        natural = max([*map(_natural_columns, column), 0 if ranges else first])
        words = max(map(_least_columns, column))
        least = natural if floor is None else min(natural, max(words, floor))
        ranges.append((least, natural))
    return ranges


def _full_width(widths: Sequence[int]) -> int:
    """The width of a table: its columns, the gaps between them, and the edge."""
    return len(_EDGE) + sum(widths) + _GAP * (len(widths) - 1)


def _headers(table: Table) -> tuple[parts.Cell, ...]:
    """The headers, the first behind blanks if the cells below it have signs."""
    sign = "" if any(row[0].sign is not None for row in table.rows) else None
    return tuple(
        parts.Cell(column.header or "", "strong", sign=None if at else sign)
        for at, column in enumerate(table.grid.drawn)
    )


def _floor(column: Column[Any]) -> int | None:
    """How narrow a column may become; None if it does not wrap."""
    if not column.wraps:
        return None
    return _NARROWEST_COLUMN if column.floor is None else column.floor


def _columns(text: str | None) -> int:
    return cell_len(escape(text or ""))


def _natural_columns(cell: Held) -> int:
    """The width of a cell without wrapping."""
    held = (text.cell_len if columns is None else columns for text, columns in cell)
    return sum(held) + _GAP * (len(cell) - 1)


def _least_columns(cell: Held) -> int:
    """How narrow a cell may be without breaking a word."""
    held = (
        _longest_word(text) if columns is None else columns for text, columns in cell
    )
    return sum(held) + _GAP * (len(cell) - 1)


def _longest_word(text: Text) -> int:
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


def _side_by_side(sides: Sequence[list[Text]], widths: Sequence[int]) -> list[Text]:
    """The lines of texts beside each other, each in its width."""
    lines = [Text() for _ in range(max(map(len, sides)))]
    start = 0
    for side, width in zip(sides, widths, strict=True):
        for line, text in zip(lines, side, strict=False):
            line.pad_right(start - line.cell_len)
            line.append_text(text)
        start += width + _GAP
    return lines
