"""Draws the parts of a document: tables, lists, notes and titles."""

import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.box import Box
from rich.console import Console
from rich.segment import Segments
from rich.table import Table as RichTable
from rich.text import Text

from milipol_cli.look import parts
from milipol_cli.look.document import Column, Part, Table
from milipol_cli.look.terminal.cells import (
    LABEL_COLUMNS,
    Held,
    cell_text,
    header_text,
    label_columns,
    least_columns,
    natural_columns,
    plain,
    side_by_side,
)
from milipol_cli.look.terminal.widths import EDGE, GAP, Ranges, full_width, give_way

# The width of a page if the terminal is wider, or if there is no terminal.
PAGE_COLUMNS = 100

# Rich numbers links at random; the same answer has the same bytes.
_LINK_ID = re.compile(r"(?<=\x1b\]8;)id=[0-9-]+(?=;)")

_RULE = "    \n    \n ── \n    \n    \n    \n    \n    \n"
_ASCII = str.maketrans("█░–", "#.-")

# Wider than any page.
_UNBOUNDED = 10_000

_INSET = EDGE + " " * (LABEL_COLUMNS + GAP)

# A narrower column would break a date into three lines, and a text into ten.
_NARROWEST_COLUMN = len("14-17 Nov ")

# The text beside another one in its cell wraps to this on a narrow page.
_BESIDE_NARROW = len("next, in 10")


class Paper(NamedTuple):
    """What a page is drawn on; `columns` is None if its width is free.

    `links` need colour.
    """

    columns: int | None
    colour: bool = False
    links: bool = False
    ascii_only: bool = False


class _Grid(NamedTuple):
    """A table or a list before the widths of its columns are known.

    `floors` is how narrow each column may become, None for one that does not wrap;
    `least` is how wide the first column is at least.
    """

    headers: tuple[Held, ...]
    rows: list[tuple[Held, ...]]
    floors: tuple[int | None, ...]
    least: int = 0


class Sheet:
    """A page with its parts.

    All tables with headers are as wide as the widest of them, so that their rules end
    in one line. Rich would cut ids and break words to make a table fit; here the
    columns that may wrap get narrower, down to their longest word. Rich's table gets
    the widths and wrapped cells: it would measure and wrap them anew at every level.
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
        self._beside = self._beside_columns(tables)
        self._labels = label_columns(tables)
        self._tables = {id(table): self._table(table) for table in tables}
        self._ranges = self._shared_ranges(tables)
        self._width = max([PAGE_COLUMNS, *map(self._natural_columns, tables)])
        if paper.columns is None:
            for table in tables:
                self._wrap_always(table)
        else:
            self._width = min(self._width, paper.columns)

    def text(self) -> str:
        """The page as text; raises TooNarrow if a table does not fit."""
        lines: list[str] = []
        for group in self._groups:
            drawn = [line for part in group for line in self._lines(part)]
            lines += ["", *drawn] if lines and drawn else drawn
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _natural_columns(self, table: Table) -> int:
        """Its width without wrapping; if it is free, some columns wrap even so."""
        ranges = self._ranges[table.grid.kind]
        free = self._paper.columns is None
        return full_width(
            [
                least if free and column.always_wraps else natural
                for column, (least, natural) in zip(
                    table.grid.drawn, ranges, strict=True
                )
            ]
        )

    def _wrap_always(self, table: Table) -> None:
        """Gives a column that always wraps the width that the others leave."""
        ranges = self._ranges[table.grid.kind]
        left = self._width - self._natural_columns(table)
        for at, column in enumerate(table.grid.drawn):
            if column.always_wraps:
                least, natural = ranges[at]
                ranges[at] = (least, min(natural, least + left))

    def _lines(self, part: Part) -> list[str]:
        if isinstance(part, Table):
            grid = self._tables[id(part)]
            ranges = self._ranges[part.grid.kind]
            yields = [column.yields_to for column in part.grid.drawn]
            widths = self._fitted(ranges, fill=True, yields=yields)
            return self._set(grid, widths)
        if isinstance(part, parts.Rows):
            grid = self._rows(part)
            widths = self._fitted(self._measured(grid), fill=False, ids=part.ids)
            return self._set(grid, widths)
        if isinstance(part, parts.Notes):
            if part.of_drawings and self._is_narrow:
                return []
            edge = _INSET if part.inset else EDGE
            return [
                f"{edge}{line}"
                for note in part.lines
                for line in self._printed(
                    self._text(self._drawable(parts.Cell(note, "dim"))),
                    less_columns=len(edge),
                )
            ]
        if isinstance(part, parts.References):
            widest = max(len(source.mark) for source in part.rows)
            return [
                line for source in part.rows for line in self._reference(source, widest)
            ]
        return [line for side in self._sides(part) for line in self._printed(side)]

    def _reference(self, source: parts.Reference, mark_columns: int) -> list[str]:
        """A source beside its mark; an address without room overflows."""
        indent = EDGE + " " * (mark_columns + GAP)
        text = self._text(parts.Cell(source.text, link=source.link))
        texts = self._printed(text, less_columns=len(indent))
        lines = [f"{indent}{line}" for line in texts]
        lines[0] = f"{EDGE}{source.mark:{mark_columns + GAP}}{texts[0]}"
        if source.address is not None:
            address = self._text(parts.Cell(source.address, "dim"))
            lines += [f"{indent}{line}" for line in self._printed(address, wraps=False)]
        return lines

    def _sides(self, part: parts.Line | parts.Title) -> list[Text]:
        left = self._text(part.left)
        if isinstance(part, parts.Line) and part.inset:
            left = Text(EDGE).append_text(left)
        if part.right is None:
            return [left]
        right = self._text(part.right)
        gap = self._width - left.cell_len - right.cell_len
        if gap < GAP:
            return [left, right]
        return [Text.assemble(left, " " * gap, right)]

    def _printed(
        self, part: Text | RichTable, *, less_columns: int = 0, wraps: bool = True
    ) -> list[str]:
        out = self._console.file = io.StringIO()
        free = self._paper.columns is None or not wraps
        width = None if free else self._console.width - less_columns
        self._console.print(part, soft_wrap=free, width=width)
        return _LINK_ID.sub("", out.getvalue()).splitlines()

    def _set(self, grid: _Grid, widths: Sequence[int]) -> list[str]:
        """The lines of a table or a list, its cells laid out in columns so wide."""
        rule = _RULE.replace("─", "-") if self._paper.ascii_only else _RULE
        drawn = RichTable(
            box=Box(rule),
            show_edge=False,
            show_header=bool(grid.headers),
            padding=0,  # the gap is the box's blank, and for the rest the column's own
            header_style="",
        )
        for width in widths:
            drawn.add_column(width=width + GAP - 1)
        drawn.columns[-1].width = widths[-1]
        for at, header in enumerate(grid.headers):
            drawn.columns[at].header = self._laid(header, widths[at])
        for row in grid.rows:
            drawn.add_row(*map(self._laid, row, widths))
        return [f"{EDGE}{self._dim_rule(line)}" for line in self._printed(drawn)]

    def _dim_rule(self, line: str) -> str:
        """The line, dim if it is a rule; Rich would dim the blanks of rows, too."""
        is_rule = self._paper.colour and line.strip() and not line.strip("─- ")
        return f"\x1b[2m{line}\x1b[0m" if is_rule else line

    def _laid(self, cell: Held, width: int) -> Segments:
        """The cell as one text whose lines are no wider than its column."""
        given = [columns for _, columns in cell if columns is not None]
        left = width - sum(given) - GAP * (len(cell) - 1)
        widths = [left if columns is None else columns for _, columns in cell]
        sides = [
            self._wrapped(text, columns)
            for (text, _), columns in zip(cell, widths, strict=True)
        ]
        lines = sides[0] if len(sides) == 1 else side_by_side(sides, widths)
        text = lines[0] if len(lines) == 1 else Text("\n").join(lines)
        return Segments(text.render(self._console))

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        if text.cell_len <= width:
            return [text]
        return list(text.wrap(self._console, width, overflow="fold"))

    def _table(self, table: Table) -> _Grid:
        columns = table.grid.drawn
        first, *others = [column.header or "" for column in columns]
        if any(row[0].sign is not None for row in table.rows):
            first = _with_sign("", first)
        return _Grid(
            headers=tuple(
                ((header_text(header, colour=self._paper.colour), None),)
                for header in (first, *others)
            ),
            rows=[
                tuple(self._held(cell, table.grid.kind) for cell in row)
                for row in table.rows
            ],
            floors=tuple(map(_floor, columns)),
        )

    def _held(self, cell: parts.Cell, kind: str) -> Held:
        """The cell with its label on the left and the text beside it on the right."""
        held: Held = ((self._text(self._drawable(cell)), None),)
        if cell.label is not None:
            held = ((plain(cell.label), self._labels[kind]), *held)
        if cell.beside is not None:
            beside = self._text(parts.Cell(cell.beside, cell.style))
            held = (*held, (beside, self._beside[kind]))
        return held

    def _text(self, cell: parts.Cell) -> Text:
        return cell_text(cell, colour=self._paper.colour, links=self._paper.links)

    def _drawable(self, cell: parts.Cell) -> parts.Cell:
        """The cell in the form that fits the page and the characters of the stream."""
        text, whole = cell.text, cell.whole
        if self._is_narrow and cell.narrow is not None:
            text, whole = cell.narrow, False
        if self._paper.ascii_only:
            text = text.translate(_ASCII)
        if cell.sign is not None:
            text = _with_sign(cell.sign, text)
        return parts.Cell(text, cell.style, whole=whole, marks=cell.marks)

    def _beside_columns(self, tables: Sequence[Table]) -> dict[str, int]:
        """The width of the texts beside others, in all tables of a kind."""
        columns: dict[str, int] = {}
        for table in tables:
            texts = [cell.beside or "" for row in table.rows for cell in row]
            kind = table.grid.kind
            widest = max([columns.get(kind, 0), *map(len, texts)])
            columns[kind] = min(widest, _BESIDE_NARROW) if self._is_narrow else widest
        return columns

    def _rows(self, part: parts.Rows) -> _Grid:
        wraps = [not part.label_wraps] * len(part.rows[0])
        wraps[0] = part.label_wraps
        wraps[-1] = wraps[-1] and not part.ids
        return _Grid(
            headers=(),
            rows=[
                tuple(((self._text(cell), None),) for cell in row) for row in part.rows
            ],
            floors=tuple(_NARROWEST_COLUMN if does else None for does in wraps),
            least=LABEL_COLUMNS if part.wide_label else 0,
        )

    def _shared_ranges(self, tables: Sequence[Table]) -> dict[str, Ranges]:
        """The ranges of the columns of each kind of table."""
        ranges: dict[str, Ranges] = {}
        for table in tables:
            own = self._measured(self._tables[id(table)])
            kind = table.grid.kind
            ranges[kind] = [
                (max(least, other), max(natural, more))
                for (least, natural), (other, more) in zip(
                    own, ranges.get(kind, own), strict=True
                )
            ]
        return ranges

    def _measured(self, grid: _Grid) -> Ranges:
        rows = [grid.headers, *grid.rows] if grid.headers else grid.rows
        ranges = []
        for at, column in enumerate(zip(*rows, strict=True)):
            natural = max(map(natural_columns, column))
            if at == 0:
                natural = max(natural, grid.least)
            floor = grid.floors[at]
            words = max(map(least_columns, column))
            least = natural if floor is None else min(natural, max(words, floor))
            ranges.append((least, natural))
        return ranges

    def _fitted(
        self,
        ranges: Ranges,
        *,
        fill: bool,
        ids: bool = False,
        yields: Sequence[int | None] = (),
    ) -> list[int]:
        """The width of each column; only columns that wrap get narrower.

        Columns with a width in `yields` get narrower first, down to that. With `fill`
        the last column takes the width that is left; a list with `ids` may be as
        wide as the terminal.
        """
        widths = [natural for _, natural in ranges]
        most = (self._paper.columns or self._width) if ids else self._width
        left = most - full_width(widths)
        if left > 0 and fill:
            widths[-1] += left
        if left < 0 and self._paper.columns is not None:
            give_way(widths, [least for least, _ in ranges], -left, yields)
        return widths


def _floor(column: Column[Any]) -> int | None:
    """How narrow a column may become; None if it does not wrap."""
    if not column.wraps:
        return None
    return _NARROWEST_COLUMN if column.floor is None else column.floor


def _with_sign(sign: str, text: str) -> str:
    """The text behind a sign, or behind blanks of the same width."""
    return f"{sign:1} {text}".rstrip()
