"""Parts of a document -> text for a terminal; with `columns.py` the owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, zip_longest
from typing import Any

import msgspec
from rich.box import Box
from rich.cells import set_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from milipol_cli.base.escape import escape
from milipol_cli.look import document
from milipol_cli.look.columns import (
    EDGE,
    GAP,
    LABEL_COLUMNS,
    PAGE_COLUMNS,
    UNBOUNDED,
    Cells,
    Columns,
    Layout,
    Sides,
    TooNarrow,
    columns_of,
    list_layout,
)
from milipol_cli.look.document import Cell, PartOf, Table

# Below this many columns a table is harder to read than plain lines.
_NARROWEST_PAGE = 60

_STYLES: dict[document.Style, str] = {
    "": "",
    "strong": "bold",
    "on": "bold green",
    "maybe": "yellow",
    "dim": "dim",
}

# Marked text is set off without colour.
_MARKED = "bold underline"

# Addresses of the web without spaces, controls and letters that a terminal may misread.
_LINKED = "https?://[!-~]+"

# Rich numbers links at random; the same answer has the same bytes.
_LINK_ID = r"(?<=\x1b\]8;)id=[0-9-]+(?=;)"

_ASCII = str.maketrans("█░–─…", "#.--.")

# One rule below the headers.
_RULE = "    \n    \n ── \n    \n    \n    \n    \n    \n"

# A span of time stays on one line: "2 h 40 min".
_IN_SPAN = r"(?<=\d) (?=(?:h|min)\b)|(?<=\d h) (?=\d+ min\b)"
_TIE = "\ue000"  # as wide as a space, and escaped in texts

# Where a note below a label's text begins.
_INSET = EDGE + LABEL_COLUMNS + GAP


class Paper(msgspec.Struct, frozen=True):
    """The paper to draw on; `columns` is None if its width is free."""

    columns: int | None
    colour: bool = False
    links: bool = False
    ascii_only: bool = False


# The lines of a text, and the column that they begin in.
_Piece = tuple[int, Sequence[Text]]


def render(groups: Sequence[Sequence[PartOf]], paper: Paper) -> str | None:
    """The parts drawn under each other; None if the paper is too narrow for tables."""
    if paper.columns is not None and paper.columns < _NARROWEST_PAGE:
        return None
    try:
        return _Page(groups, paper).text()
    except TooNarrow:
        return None


def paint(text: str, style: document.Style, paper: Paper) -> str:
    """A text in the colour of a style, if the page has colours."""
    if not paper.colour or not style:
        return text
    return Style.parse(_STYLES[style]).render(text, color_system=ColorSystem.STANDARD)


class _Page:
    """A page with its parts.

    All tables with headers are as wide as the widest of them, so that their rules end
    in one line.
    """

    def __init__(self, groups: Sequence[Sequence[PartOf]], paper: Paper) -> None:
        self._groups = groups
        self._paper = paper
        self._columns = paper.columns or UNBOUNDED
        self._console = Console(
            file=io.StringIO(),  # or the encoding of stdout would choose the rule
            width=self._columns,
            color_system="standard" if paper.colour else None,
            force_terminal=paper.colour,
            legacy_windows=False,
            _environ={},
        )
        tables = [part for group in groups for part in group if isinstance(part, Table)]
        # The columns of the tables of each kind.
        self._kinds = {
            kind: Columns([table for table in tables if table.grid.kind == kind], self._columns)
            for kind in dict.fromkeys(table.grid.kind for table in tables)
        }
        widest = max((kind.natural_columns for kind in self._kinds.values()), default=0)
        self._width = min(max(PAGE_COLUMNS, widest), self._columns)

    def text(self) -> str:
        """The page as text; raises TooNarrow if a table does not fit."""
        lines: list[str] = []
        for group in self._groups:
            drawn = [line for part in group for line in self._draw_part(part)]
            lines += ["", *drawn] if lines and drawn else drawn
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _draw_part(self, part: PartOf) -> list[str]:
        """The lines of a part as drawn on this paper."""
        if isinstance(part, Table):
            return self._draw_table(part)
        if isinstance(part, document.Facts):
            return self._draw_facts(part)
        if isinstance(part, document.References):
            return self._draw_references(part)
        if isinstance(part, document.Line):
            return self._draw_line(part)
        return self._draw_notes(part)

    def _draw_facts(self, part: document.Facts) -> list[str]:
        """A list no wider than the page; with ids, no wider than the paper."""
        if not part.cell_rows:  # only plain lines have any
            return []
        is_free = part.ids or self._paper.columns is None
        return self._draw_rows(list_layout(part, self._columns if is_free else self._width))

    def _draw_notes(self, part: document.Notes) -> list[str]:
        """Notes one under the other; those on drawings only if the page has any."""
        if part.of_drawings and self._columns < PAGE_COLUMNS:
            return []
        start = _INSET if part.inset else EDGE
        room = self._columns - start
        notes = (self._wrap_ids(Cell(note, "dim"), room) for note in part.lines)
        return self._print_pieces([(start, [*chain.from_iterable(notes)])])

    def _draw_line(self, line: document.Line) -> list[str]:
        """A text, and another at the right edge, which goes below if it has no room."""
        start = EDGE if line.inset else 0
        room = self._columns - start
        left = self._wrap_cell(line.left, room)
        right = self._wrap_cell(line.right, room) if line.right else []
        last = self._width - sum(text.cell_len for text in right)
        if len(left) == len(right) == 1 and last - left[0].cell_len - start >= GAP:
            return self._print_pieces([(start, left), (last, right)])
        return self._print_pieces([(start, [*left, *right])])

    def _draw_references(self, part: document.References) -> list[str]:
        """Sources beside their marks; an address without room overflows."""
        marks = max(len(source.mark) for source in part.rows)
        rows = []
        for source in part.rows:
            rows.append([Cell(source.mark), Cell(source.text, link=source.link)])
            if source.address is not None:
                rows.append([Cell(""), Cell(source.address, "dim", whole=True)])
        widths = [marks, self._columns - EDGE - marks - GAP]
        return self._draw_rows(Layout(rows, self._columns, widths, Sides()))

    def _draw_table(self, table: Table[Any]) -> list[str]:
        """The headers over a rule, and the rows.

        No table of Rich has an id that stands over all columns: a table ends above such
        a row, and the rows below it are in another table.
        """
        layout = self._kinds[table.grid.kind].layout(table, self._width)
        headers, *rows = layout.rows
        lines = self._rich_table(layout, [], headers)
        for is_apart, group in groupby(rows, _has_id_over_columns):
            if is_apart:
                lines += [line for row in group for line in self._draw_row(row, layout)]
            else:
                lines += self._rich_table(layout, [*group])
        return lines

    def _rich_table(self, layout: Layout, rows: Sequence[Cells], headers: Cells = ()) -> list[str]:
        """The rows in the columns of a layout, or its headers and the rule below them.

        Rich takes long for each row, so all rows are the lines of a single one.
        """
        *widths, last = layout.widths
        drawn = RichTable(
            box=Box(_RULE.translate(_ASCII) if self._paper.ascii_only else _RULE),
            show_edge=False,
            show_header=bool(headers),
            padding=0,  # the gap is the box's space, and the rest is the column's
            header_style="",
        )
        titles = self._lines_by_column(layout, [headers] if headers else [])
        for width in (*(width + GAP - 1 for width in widths), last):
            drawn.add_column(next(titles, ""), width=width)
        if rows:
            drawn.add_row(*self._lines_by_column(layout, rows))
        lines = [f"{' ' * EDGE}{line}" for line in self._print(drawn)]
        if headers:  # Rich would dim the spaces between cells, too
            lines[-1] = paint(lines[-1], "dim", self._paper)
        return lines

    def _lines_by_column(self, layout: Layout, rows: Sequence[Cells]) -> Iterator[Segments]:
        """The lines of each column, from the first row to the last."""
        lines = (line for row in rows for line in self._lines_across(row, layout))
        return map(self._segments, zip(*lines, strict=True))

    def _lines_across(self, row: Cells, layout: Layout) -> Iterator[tuple[Text, ...]]:
        """The lines of a row, each with its text in every column.

        There are as many as the longest cell has; in shorter cells the last are empty.
        """
        lines_of_cells = (
            _join_pieces(self._pieces_of_cell(cell, 0, width, layout))
            for cell, width in zip(row, layout.widths, strict=True)
        )
        return zip_longest(*lines_of_cells, fillvalue=Text())

    def _draw_rows(self, layout: Layout) -> list[str]:
        """The rows of a layout without headers."""
        return [line for row in layout.rows for line in self._draw_row(row, layout)]

    def _draw_row(self, row: Cells, layout: Layout) -> list[str]:
        """A row whose cells may go over their columns."""
        pieces: list[_Piece] = []
        start = EDGE
        for cell, width in zip(row, layout.widths, strict=True):
            pieces += self._pieces_of_cell(cell, start, width, layout)
            start += width + GAP
        return self._print_pieces(pieces)

    def _pieces_of_cell(
        self, cell: Cell, start: int, width: int, layout: Layout
    ) -> Iterator[_Piece]:
        """The pieces of a cell with their first columns: label, sign, text, state."""
        sides = layout.sides
        room = width - sides.columns(cell)
        if cell.label is not None:
            yield start, self._wrap_cell(Cell(cell.label), sides.label)
            start += sides.label + GAP
        if cell.sign is not None:
            # The sign stands in the gap, so that further lines begin behind it.
            yield start, self._wrap_cell(Cell(cell.sign, cell.style), GAP)
            start += GAP if cell.text else 0
        if cell.tail is None:
            yield start, self._wrap_cell(cell, room)
        else:
            yield from self._pieces_with_tail(cell, cell.tail, start, room, layout.page)
        if cell.beside is not None:
            beside = Cell(cell.beside, cell.style)
            yield start + room + GAP, self._wrap_cell(beside, sides.state)

    def _pieces_with_tail(
        self, cell: Cell, tail: str, start: int, room: int, page: int
    ) -> Iterator[_Piece]:
        """A text with an id at the right of its last line, or else below that.

        In a `whole` cell, which has no text, the id begins further left if it must.
        """
        id_cell = Cell(tail, cell.style if cell.whole else "dim")
        id_text = self._styled_text(id_cell)
        width = id_text.cell_len
        lines = [] if cell.whole else self._wrap_cell(cell, room)
        if cell.whole and width <= page - EDGE:
            yield min(start, page - width), [id_text]
        elif lines and lines[-1].cell_len + GAP + width <= room:
            yield start, lines
            yield start + room - width, [*(Text() for _ in lines[1:]), id_text]
        else:
            yield start, [*lines, *self._wrap_ids(id_cell, room)]

    def _wrap_ids(self, cell: Cell, room: int) -> list[Text]:
        """The lines of a text; an id without room breaks before its last part.

        As in "show paris-2025/exhibitors/" over "a-company-of-a-long-name".
        """
        pieces = re.split(rf" ?((?=\S{{{room + 1}}})\S+/)", cell.text)
        cells = (msgspec.structs.replace(cell, text=piece) for piece in pieces if piece)
        return [line for piece in cells for line in self._wrap_cell(piece, room)]

    def _wrap_cell(self, cell: Cell, width: int) -> list[Text]:
        """The lines of a text, no wider than `width` unless the text stays whole."""
        if cell.fitting:
            cell = msgspec.structs.replace(cell, text=_fitting_text(cell, width), marks=())
        text = self._styled_text(cell)
        if cell.whole or text.cell_len <= width:
            return [text]
        text.plain = re.sub(_IN_SPAN, _TIE, text.plain)
        lines = [*text.wrap(self._console, width, overflow="fold")]
        for line in lines:
            line.plain = line.plain.replace(_TIE, " ")
        return lines

    def _styled_text(self, cell: Cell) -> Text:
        """The text of a cell with colours and links, as far as the paper shows them."""
        text = cell.text.translate(_ASCII) if self._paper.ascii_only else cell.text
        if not self._paper.colour:
            return Text(escape(text))
        drawn, style = Text(), _STYLES[cell.style]
        for piece, is_marked in msgspec.structs.replace(cell, text=text).pieces():
            drawn.append(escape(piece), f"{style} {_MARKED}" if is_marked else style)
        if self._paper.links and cell.link and re.fullmatch(_LINKED, cell.link.address):
            places = cell.link.start, cell.link.end
            start, end = (len(escape(text[:place])) for place in places)
            drawn.stylize(Style(link=cell.link.address), start, end)
        return drawn

    def _print_pieces(self, pieces: Iterable[_Piece]) -> list[str]:
        return self._print(self._segments(_join_pieces(pieces)))

    def _print(self, drawn: RichTable | Segments) -> list[str]:
        with self._console.capture() as page:
            self._console.print(drawn, soft_wrap=True)
        text = page.get()
        return (re.sub(_LINK_ID, "", text) if self._paper.links else text).splitlines()

    def _segments(self, lines: Iterable[Text]) -> Segments:
        """The lines of a column, so that Rich does not wrap them."""
        end = Segment.line()
        return Segments(segment for line in lines for segment in (*line.render(self._console), end))


def _fitting_text(cell: Cell, width: int) -> str:
    """The first of a cell's texts, which get shorter, that fits into a width.

    If no text fits, the head of the last one is cut: "Drones, Rob… +3".
    """
    for head, end in cell.fitting:
        if columns_of(head + end) <= width:
            return head + end
    head, end = cell.fitting[-1]
    room = width - columns_of(end) - 1
    return f"{set_cell_size(escape(head), room).rstrip()}…{end}"


def _has_id_over_columns(row: Cells) -> bool:
    """Whether a row is an id alone, which may begin left of its column."""
    return any(cell.whole and cell.tail for cell in row)


def _join_pieces(pieces: Iterable[_Piece]) -> list[Text]:
    """The lines of texts beside each other, each from its column on.

    Texts that would overlap follow each other.
    """
    all_pieces = [*pieces]
    if len(all_pieces) == 1 and all_pieces[0][0] == 0:  # as most cells
        return [*all_pieces[0][1]]
    lines: list[Text] = []
    for start, texts in all_pieces:
        lines += [Text() for _ in texts[len(lines) :]]
        for line, text in zip(lines, texts, strict=False):
            if text.plain:
                line.pad_right(start - line.cell_len)
                line.append_text(text)
    return lines
