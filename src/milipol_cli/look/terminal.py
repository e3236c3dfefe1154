"""Parts of a document -> text for a terminal; with `columns.py` the owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

import io
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, zip_longest
from typing import NamedTuple

import msgspec
from rich.box import Box
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from milipol_cli.escape import escape
from milipol_cli.look import document
from milipol_cli.look.columns import (
    EDGE,
    GAP,
    LABEL_COLUMNS,
    NARROWEST_BROKEN,
    NARROWEST_COLUMN,
    TABLE_COLUMNS,
    Columns,
    Held,
    Page,
    TooNarrow,
    measured,
    narrow,
    text_columns,
)
from milipol_cli.look.document import Part, Table

# Below this many columns a table is harder to read than plain lines.
_NARROWEST_PAGE = 60

# The width of a page if the terminal is wider, or if there is no terminal.
PAGE_COLUMNS = 100

_STYLES: dict[document.Style, str] = {
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

# A span of time stays on one line: "2 h 40 min".
_IN_SPAN = re.compile(r"(?<=\d) (?=(?:h|min)\b)|(?<=\d h) (?=\d+ min\b)")
_LONGEST_SPAN = len("100 h 40 min")
_TIE = "\ue000"  # as wide as a blank, and escaped in texts

# The blanks before a note below a label's text.
_INSET = EDGE + " " * (LABEL_COLUMNS + GAP)


class Paper(NamedTuple):
    """What a page is drawn on; `columns` is None if its width is free.

    `links` need colour.
    """

    columns: int | None
    colour: bool = False
    links: bool = False
    ascii_only: bool = False


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


def painted(text: str, style: document.Style, paper: Paper) -> str:
    """A text in the colour of a style, if the page has colours."""
    if not paper.colour or not style:
        return text
    return Style.parse(_STYLES[style]).render(text, color_system=ColorSystem.STANDARD)


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
        headers = {table.grid.drawn[-1].header for table in tables}
        self._beginnings = {text for text in headers if text and text.startswith("ID ")}
        page = Page(paper.columns, self._is_narrow, self._beginnings, self._text)
        self._kinds = {
            kind: Columns([table for table in tables if table.grid.kind == kind], page)
            for kind in dict.fromkeys(table.grid.kind for table in tables)
        }
        widest = max((kind.natural_columns for kind in self._kinds.values()), default=0)
        self._width = min(max(PAGE_COLUMNS, widest), self._console.width)

    def text(self) -> str:
        """The page as text; raises TooNarrow if a table does not fit."""
        lines: list[str] = []
        for group in self._with_beginning():
            drawn = [line for part in group for line in self._lines(part)]
            lines += ["", *drawn] if lines and drawn else drawn
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _with_beginning(self) -> Sequence[Sequence[Part]]:
        """The groups, with what all ids begin with if no header has it."""
        is_lacking = any(kind.lacks_beginning for kind in self._kinds.values())
        if not is_lacking or len(self._beginnings) != 1:
            return self._groups
        (beginning,) = self._beginnings
        note = document.Notes([f"Ids begin with {beginning.removeprefix('ID ')}."])
        *groups, last = self._groups
        if isinstance(last[0], document.Notes):
            return [*groups, [note, *last]]
        return [*self._groups, [note]]

    def _lines(self, part: Part) -> list[str]:
        if isinstance(part, Table):
            return self._table(part)
        if isinstance(part, document.Rows):
            return self._rows(part)
        if isinstance(part, document.Notes):
            if part.of_drawings and self._is_narrow:
                return []
            edge = _INSET if part.inset else EDGE
            notes = [self._text(document.Cell(note, "dim")) for note in part.lines]
            return [line for note in notes for line in self._printed(note, edge)]
        if isinstance(part, document.References):
            widest = max(len(source.mark) for source in part.rows)
            return [
                line for source in part.rows for line in self._reference(source, widest)
            ]
        edge = EDGE if part.inset else ""
        sides = self._sides(part, self._width - len(edge))
        return [line for side in sides for line in self._printed(side, edge)]

    def _reference(self, source: document.Reference, mark_columns: int) -> list[str]:
        """A source beside its mark; an address without room overflows."""
        mark = f"{EDGE}{source.mark:{mark_columns + GAP}}"
        indent = " " * len(mark)
        text = self._text(document.Cell(source.text, link=source.link))
        lines = self._printed(text, indent)
        lines[0] = mark + lines[0].removeprefix(indent)
        if source.address is not None:
            address = self._text(document.Cell(source.address, "dim"))
            lines += self._printed(address, indent, wraps=False)
        return lines

    def _sides(self, part: document.Line, columns: int) -> list[Text]:
        left = self._text(part.left)
        if part.right is None:
            return [left]
        right = self._text(part.right)
        gap = columns - left.cell_len - right.cell_len
        if gap < GAP:
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

    def _text(self, cell: document.Cell) -> Text:
        """The text of a cell as the page has it, without control characters."""
        text, whole = cell.text, cell.whole
        if self._is_narrow and cell.narrow is not None:
            text, whole = cell.narrow, False
        if self._paper.ascii_only:
            text = text.translate(_ASCII)
        if not self._paper.colour:
            return Text(escape(text), no_wrap=whole or None)
        drawn, style = Text(no_wrap=whole or None), _STYLES[cell.style]
        for piece, is_marked in msgspec.structs.replace(cell, text=text).pieces():
            drawn.append(escape(piece), f"{style} {_MARKED}" if is_marked else style)
        link = cell.link if self._paper.links else None
        if link is not None and _LINKED.fullmatch(link.address):
            start, end = (len(escape(text[:at])) for at in (link.start, link.end))
            drawn.stylize(Style(link=link.address), start, end)
        return drawn

    def _table(self, table: Table) -> list[str]:
        """A table as wide as the page, with a rule below its headers."""
        kind = self._kinds[table.grid.kind]
        widths = kind.widths(self._width)
        headers, *rows = kind.rows_of(table)
        below = range(len(rows)) if kind.has_ids_below else ()
        return self._set(rows, widths, below, self._width, headers)

    def _rows(self, part: document.Rows) -> list[str]:
        """A list no wider than the page; one with ids, no wider than the paper.

        On a narrow page ids go below their texts, and at last words are broken.
        """
        try:
            return self._list(part)
        except TooNarrow:
            if self._console.width < TABLE_COLUMNS:
                raise
        below: list[int] = []
        if part.ids:
            rows: list[tuple[document.Cell, ...]] = []
            for *cells, key in part.rows:
                rows.append(tuple(cells))
                if key.text:
                    below.append(len(rows))
                    empty = [document.Cell("") for _ in cells]
                    rows.append((*empty[:1], key, *empty[2:]))
            part = msgspec.structs.replace(part, rows=rows, ids=False)
        try:
            return self._list(part, below)
        except TooNarrow:
            return self._list(part, below, breaks=True)

    def _list(
        self,
        part: document.Rows,
        below: Collection[int] = (),
        *,
        breaks: bool = False,
    ) -> list[str]:
        """Its lines; the rows `below` have an id alone, and labels wrap, too."""
        rows = [
            tuple(Held(((self._text(cell), None),)) for cell in row)
            for row in part.rows
        ]
        wraps = [not part.label_wraps] * len(part.rows[0])
        wraps[0] = part.label_wraps or bool(below)
        wraps[-1] = wraps[-1] and not part.ids
        floors = [NARROWEST_COLUMN if does else None for does in wraps]
        ranges = measured(
            [row for at, row in enumerate(rows) if at not in below],
            floors,
            LABEL_COLUMNS if part.wide_label else 0,
        )
        if breaks:
            ranges = [(min(most, NARROWEST_BROKEN), most) for _, most in ranges]
        widths = [natural for _, natural in ranges]
        is_free = self._paper.columns is None or part.ids
        page = self._console.width if is_free else self._width
        narrow(widths, ranges, page, [None] * len(widths))
        if part.ids and page >= TABLE_COLUMNS:
            kept = text_columns(page)
            for width, (_, natural) in zip(widths, ranges, strict=True):
                if width < min(natural, kept):
                    raise TooNarrow
        return self._set(rows, widths, below, page)

    def _set(
        self,
        rows: Sequence[Sequence[Held]],
        widths: Sequence[int],
        below: Collection[int],
        page: int,
        headers: Sequence[Held] = (),
    ) -> list[str]:
        """The lines of a table or a list, its cells laid out in columns so wide.

        The rows `below`, by their number, may have an id alone; a long one is a line
        over all columns of the page.
        """
        across = {
            at: line
            for at in below
            if (line := _across(rows[at], widths, page)) is not None
        }
        cells = [
            [[Text()]] * len(row) if at in across else [*map(self._laid, row, widths)]
            for at, row in enumerate(rows)
        ]
        tops = [*map(self._laid, headers, widths)]
        drawn = RichTable(
            box=Box(_RULE.translate(_ASCII) if self._paper.ascii_only else _RULE),
            show_edge=False,
            show_header=bool(tops),
            padding=0,  # the gap is the box's blank, and for the rest the column's own
            header_style="",
        )
        for at, width in enumerate(widths):
            is_last = at == len(widths) - 1
            drawn.add_column(
                self._segments(tops[at]) if tops else "",
                width=width if is_last else width + GAP - 1,
                no_wrap=True,
                overflow="ignore",
            )
        # Rich takes its time for each row, so all lines are those of one.
        rows_of_lines = [
            line for row in cells for line in zip_longest(*row, fillvalue=Text())
        ]
        drawn.add_row(*map(self._segments, zip(*rows_of_lines, strict=True)))
        lines = self._printed(drawn, EDGE, wraps=False)
        if tops and self._paper.colour:
            rule = _height(tops)
            # Rich would dim the blanks between cells, too.
            lines[rule] = f"{EDGE}\x1b[2m{lines[rule].removeprefix(EDGE)}\x1b[0m"
        first = _height(tops) + 1 if tops else 0
        starts = [*accumulate(map(_height, cells), initial=first)]
        for at, line in across.items():
            [lines[starts[at]]] = self._printed(line, EDGE, wraps=False)
        return lines

    def _segments(self, lines: Iterable[Text]) -> Segments:
        """The lines of a column that is laid out, so that Rich does not wrap it."""
        end = Segment.line()
        return Segments(
            segment for line in lines for segment in (*line.render(self._console), end)
        )

    def _laid(self, cell: Held, width: int) -> list[Text]:
        """The lines of a cell, no wider than its column."""
        if len(cell.sides) == 1 and cell.tail is None:  # as most cells
            return self._wrapped(cell.sides[0][0], width)
        fixed = [columns for _, columns in cell.sides]
        left = width - sum(filter(None, fixed)) - GAP * (len(fixed) - 1)
        widths = [left if columns is None else columns for columns in fixed]
        sides = [
            self._wrapped(text, columns)
            for (text, _), columns in zip(cell.sides, widths, strict=True)
        ]
        if cell.tail is not None:
            at = fixed.index(None)
            sides[at] = self._with_tail(sides[at], cell.tail, widths[at])
        return _side_by_side(sides, widths)

    def _with_tail(self, lines: list[Text], tail: Text, width: int) -> list[Text]:
        """The lines of a cell with an id below, or at the right of a single line."""
        blanks = width - lines[0].cell_len - tail.cell_len
        if len(lines) > 1 or blanks < GAP:
            return [*lines, *self._wrapped(tail, width)]
        return [Text.assemble(lines[0], " " * blanks, tail)]

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        if text.no_wrap or text.cell_len <= width:
            return [text]
        tied = text.copy()
        if width >= _LONGEST_SPAN:
            tied.plain = _IN_SPAN.sub(_TIE, text.plain)
        lines = list(tied.wrap(self._console, width, overflow="fold"))
        for line in lines:
            line.plain = line.plain.replace(_TIE, " ")
        return lines


def _height(row: Iterable[Sequence[Text]]) -> int:
    """How many lines a row takes."""
    return max(map(len, row))


def _across(row: Sequence[Held], widths: Sequence[int], page: int) -> Text | None:
    """The line of a row that has an id alone, if that is longer than its column.

    It begins in its column, or further left if it would not fit on the page; None for
    other rows, and for an id that is longer than the page.
    """
    cells = [
        (at, held)
        for at, held in enumerate(row)
        if any(side.plain for side, _ in held.sides)
    ]
    if len(cells) != 1:
        return None
    [(at, held)] = cells
    text, columns = held.sides[-1]
    before = sum(width or 0 for _, width in held.sides)
    before += GAP * (len(held.sides) - 1)
    is_id = columns is None and held.tail is None and " " not in text.plain
    if not is_id or text.cell_len <= widths[at] - before:
        return None
    start = sum(widths[:at]) + GAP * at + before
    start = min(start, page - len(EDGE) - text.cell_len)
    return Text.assemble(" " * start, text) if start >= 0 else None


def _side_by_side(sides: Sequence[list[Text]], widths: Sequence[int]) -> list[Text]:
    """The lines of texts beside each other, each in its width."""
    lines = [Text() for _ in range(max(map(len, sides)))]
    start = 0
    for side, width in zip(sides, widths, strict=True):
        for line, text in zip(lines, side, strict=False):
            line.pad_right(start - line.cell_len)
            line.append_text(text)
        start += width + GAP
    return lines
