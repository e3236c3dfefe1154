"""Pages -> text for a terminal; the only owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

import io
from collections.abc import Sequence
from typing import NamedTuple, TextIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segments
from rich.table import Table as RichTable
from rich.text import Text

from milipol_cli.pages import parts
from milipol_cli.visible import visible

# The width that pages are laid out for where the terminal is wider, or is none.
PAGE_COLUMNS = 100
# Below this many columns a table is harder to read than plain lines.
NARROWEST_COLUMNS = 60
# Nobody reads a longer table, and Rich takes tenths of a millisecond for each row.
MOST_ROWS = 2_000
# So much text Rich folds in half a second.
MOST_CHARACTERS = 500_000

_STYLES: dict[parts.Style, str] = {
    "": "",
    "strong": "bold",
    "on": "bold green",
    "maybe": "yellow",
    "dim": "dim",
}
# What is marked is set off without colour.
_MARKED = "bold underline"
_RULE = "    \n    \n ── \n    \n    \n    \n    \n    \n"
_ASCII_BARS = str.maketrans("█░", "#.")
_EDGE = " "
# The blanks between two columns, and a width that no page reaches.
_GAP = 2
_UNBOUNDED = 10_000
# The labels "Theme", "Newsletter", "Next" and their like share a column.
_LABEL_COLUMNS = len("Newsletter")
_INSET = _EDGE + " " * (_LABEL_COLUMNS + _GAP)
# What stands beside a text in its cell keeps to this on a narrow page, and wraps.
_BESIDE_NARROW = len("next, in 10")

_ROWED = (parts.Table, parts.Rows)
# The least and the natural width of each column of a table.
_Ranges = list[tuple[int, int]]
# A cell as texts side by side, each with its width; None takes what the others leave.
_Held = tuple[tuple[Text, int | None], ...]


class Page(NamedTuple):
    """What a page is drawn on; `columns` is None where its width is free."""

    columns: int | None
    colour: bool = False
    ascii_only: bool = False


class _Grid(NamedTuple):
    """A table or a list that waits for the widths of its columns.

    `keeps` says of each column that none of it wraps, `least` how wide the first is.
    """

    headers: tuple[_Held, ...]
    rows: list[tuple[_Held, ...]]
    keeps: tuple[bool, ...]
    least: int = 0


class _TooNarrow(Exception):
    """A table does not fit the page without cutting a word or an id."""


def render(groups: Sequence[Sequence[parts.Part]], page: Page) -> str | None:
    """The groups of a page drawn one under the other, with a final newline.

    None where the page is too narrow to hold the tables whole, and where they have
    more than 2,000 rows or 500,000 characters.
    """
    if page.columns is not None and page.columns < NARROWEST_COLUMNS:
        return None
    tables = [part for group in groups for part in group if isinstance(part, _ROWED)]
    rows = [row for table in tables for row in table.rows]
    if len(rows) > MOST_ROWS:
        return None
    if sum(len(cell.text) for row in rows for cell in row) > MOST_CHARACTERS:
        return None
    try:
        return _Sheet(groups, page).text()
    except _TooNarrow:
        return None


class _Sheet:
    """A page while it is drawn.

    The tables under a header are all as wide as the widest of them, so that their
    rules end in one line. Rich would cut ids and break words to make a table fit;
    here the columns that may wrap give way, down to their longest word. Rich's table
    is given the widths, and each cell wrapped: it would measure and wrap anew, at every
    level, what stands side by side in one.
    """

    def __init__(self, groups: Sequence[Sequence[parts.Part]], page: Page) -> None:
        self._page = page
        self._is_narrow = page.columns is not None and page.columns < PAGE_COLUMNS
        self._groups = groups
        self._console = Console(
            file=io.StringIO(),
            width=page.columns or _UNBOUNDED,
            color_system="standard" if page.colour else None,
            force_terminal=page.colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        tables = [
            part for group in groups for part in group if isinstance(part, parts.Table)
        ]
        self._beside = self._beside_columns(tables)
        self._labels = _label_columns(tables)
        self._tables = {id(table): self._table(table) for table in tables}
        self._ranges = self._shared_ranges(tables)
        self._width = max([PAGE_COLUMNS, *map(self._natural_columns, tables)])
        if page.columns is None:
            for table in tables:
                self._wrap_remarks(table)
        else:
            self._width = min(self._width, page.columns)

    def text(self) -> str:
        """The page as text; raises _TooNarrow where a table does not fit."""
        lines: list[str] = []
        for group in self._groups:
            told = [line for part in group for line in self._lines(part)]
            lines += ["", *told] if lines and told else told
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _natural_columns(self, table: parts.Table) -> int:
        """How wide a table is without wrapping; where the page is free, but remarks."""
        wide = [natural for _, natural in self._ranges[table.kind]]
        if self._page.columns is None and table.remarks is not None:
            wide[table.remarks] = self._ranges[table.kind][table.remarks][0]
        return _full_width(wide)

    def _wrap_remarks(self, table: parts.Table) -> None:
        """Gives the remarks of a table on a free page what the others leave of it."""
        if table.remarks is None:
            return
        ranges = self._ranges[table.kind]
        least, natural = ranges[table.remarks]
        left = self._width - self._natural_columns(table)
        ranges[table.remarks] = (least, min(natural, least + left))

    def _lines(self, part: parts.Part) -> list[str]:
        if isinstance(part, parts.Table):
            grid = self._tables[id(part)]
            ranges = self._ranges[part.kind]
            widths = self._fitted(ranges, fill=True, yields=part.yields)
            return self._set(grid, widths)
        if isinstance(part, parts.Rows):
            grid = self._rows(part)
            widths = self._fitted(self._measured(grid), fill=False, ids=part.ids)
            return self._set(grid, widths)
        if isinstance(part, parts.Notes):
            if part.of_drawings and self._is_narrow:
                return []
            edge = _INSET if part.inset else _EDGE
            return [
                f"{edge}{line}"
                for said in part.lines
                for line in self._printed(
                    self._text(parts.Cell(said, "dim")), less_columns=len(edge)
                )
            ]
        if isinstance(part, parts.References):
            return [line for one in part.rows for line in self._reference(one, part)]
        return [line for side in self._sides(part) for line in self._printed(side)]

    def _reference(self, one: parts.Reference, of: parts.References) -> list[str]:
        """A source beside its mark; its address overflows where it has no room."""
        mark_columns = max(len(other.mark) for other in of.rows)
        indent = _EDGE + " " * (mark_columns + _GAP)
        said = self._printed(_plain(one.text), less_columns=len(indent))
        lines = [f"{indent}{line}" for line in said]
        lines[0] = f"{_EDGE}{one.mark:{mark_columns + _GAP}}{said[0]}"
        if one.address is not None:
            address = self._text(parts.Cell(one.address, "dim"))
            lines += [f"{indent}{line}" for line in self._printed(address, wraps=False)]
        return lines

    def _sides(self, part: parts.Line | parts.Title) -> list[Text]:
        left = self._text(part.left)
        if part.right is None:
            return [left]
        right = self._text(part.right)
        gap = self._width - left.cell_len - right.cell_len
        if gap < _GAP:
            return [left, right]
        return [Text.assemble(left, " " * gap, right)]

    def _printed(
        self, part: Text | RichTable, *, less_columns: int = 0, wraps: bool = True
    ) -> list[str]:
        out = self._console.file = io.StringIO()
        free = self._page.columns is None or not wraps
        width = None if free else self._console.width - less_columns
        self._console.print(part, soft_wrap=free, width=width)
        return out.getvalue().splitlines()

    def _set(self, grid: _Grid, widths: Sequence[int]) -> list[str]:
        """The lines of a table or a list, its cells laid out in columns so wide."""
        rule = _RULE.replace("─", "-") if self._page.ascii_only else _RULE
        drawn = RichTable(
            box=Box(rule),
            show_edge=False,
            show_header=bool(grid.headers),
            padding=0,  # the gap is the box's blank, and for the rest the column's own
            header_style="",
        )
        for width in widths:
            drawn.add_column(width=width + _GAP - 1)
        drawn.columns[-1].width = widths[-1]
        for at, header in enumerate(grid.headers):
            drawn.columns[at].header = self._laid(header, widths[at])
        for row in grid.rows:
            drawn.add_row(*map(self._laid, row, widths))
        return [f"{_EDGE}{line}" for line in self._printed(drawn)]

    def _laid(self, cell: _Held, width: int) -> Segments:
        """A cell as one text, whose lines are no wider than its column."""
        given = [columns for _, columns in cell if columns is not None]
        left = width - sum(given) - _GAP * (len(cell) - 1)
        widths = [left if columns is None else columns for _, columns in cell]
        sides = [
            self._wrapped(text, columns)
            for (text, _), columns in zip(cell, widths, strict=True)
        ]
        lines = sides[0] if len(sides) == 1 else _side_by_side(sides, widths)
        text = lines[0] if len(lines) == 1 else Text("\n").join(lines)
        return Segments(text.render(self._console))

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        if text.cell_len <= width:
            return [text]
        return list(text.wrap(self._console, width, overflow="fold"))

    def _table(self, table: parts.Table) -> _Grid:
        return _Grid(
            headers=tuple(((_plain(header), None),) for header in table.headers),
            rows=[
                tuple(self._held(cell, table.kind) for cell in row)
                for row in table.rows
            ],
            keeps=tuple(at not in table.wraps for at in range(len(table.headers))),
        )

    def _held(self, cell: parts.Cell, kind: str) -> _Held:
        """A cell; a label stands at its left, what is beside its text at its right."""
        held: _Held = ((self._text(self._drawable(cell)), None),)
        if cell.label is not None:
            held = ((_plain(cell.label), self._labels[kind]), *held)
        if cell.beside is not None:
            beside = self._text(parts.Cell(cell.beside, cell.style))
            held = (*held, (beside, self._beside[kind]))
        return held

    def _text(self, cell: parts.Cell) -> Text:
        """A text of the data: no markup in it, nothing that acts on a terminal."""
        # The style is of the characters alone: padding a cell does not spread it.
        drawn, style = Text(no_wrap=True if cell.whole else None), _STYLES[cell.style]
        for piece, is_marked in cell.pieces():
            own = f"{style} {_MARKED}" if is_marked else style
            # Without colour a style is not seen, and Rich would carry it all the way.
            drawn.append(visible(piece), own if self._page.colour else "")
        return drawn

    def _drawable(self, cell: parts.Cell) -> parts.Cell:
        """A cell whose drawing has room, and whose bars the stream can show."""
        text, whole = cell.text, cell.whole
        if self._is_narrow and cell.narrow is not None:
            text, whole = cell.narrow, False
        if self._page.ascii_only:
            text = text.translate(_ASCII_BARS)
        return parts.Cell(text, cell.style, whole=whole, marks=cell.marks)

    def _beside_columns(self, tables: Sequence[parts.Table]) -> dict[str, int]:
        """How wide what stands beside texts is, in all tables of a kind."""
        found: dict[str, int] = {}
        for table in tables:
            said = [cell.beside or "" for row in table.rows for cell in row]
            widest = max([found.get(table.kind, 0), *map(len, said)])
            found[table.kind] = (
                min(widest, _BESIDE_NARROW) if self._is_narrow else widest
            )
        return found

    def _rows(self, part: parts.Rows) -> _Grid:
        last = len(part.rows[0]) - 1
        return _Grid(
            headers=(),
            rows=[
                tuple(((self._text(cell), None),) for cell in row) for row in part.rows
            ],
            keeps=tuple(at == 0 or (at == last and part.ids) for at in range(last + 1)),
            least=_LABEL_COLUMNS if part.wide_label else 0,
        )

    def _shared_ranges(self, tables: Sequence[parts.Table]) -> dict[str, _Ranges]:
        """The ranges of the columns of each kind of table."""
        found: dict[str, _Ranges] = {}
        for table in tables:
            own = self._measured(self._tables[id(table)])
            found[table.kind] = [
                (max(least, other), max(natural, more))
                for (least, natural), (other, more) in zip(
                    own, found.get(table.kind, own), strict=True
                )
            ]
        return found

    def _measured(self, grid: _Grid) -> _Ranges:
        rows = [grid.headers, *grid.rows] if grid.headers else grid.rows
        found = []
        for at, column in enumerate(zip(*rows, strict=True)):
            natural = max(map(_natural, column))
            if at == 0:
                natural = max(natural, grid.least)
            least = natural if grid.keeps[at] else max(map(_least, column))
            found.append((least, natural))
        return found

    def _fitted(
        self,
        ranges: _Ranges,
        *,
        fill: bool,
        ids: bool = False,
        yields: Sequence[tuple[int, int]] = (),
    ) -> list[int]:
        """The width of each column, so that none but a wrapping one gives way.

        Those of `yields` give way first, down to a width. With `fill` the last column
        takes up the width that is left; a list with `ids` may be as wide as the
        terminal.
        """
        widths = [natural for _, natural in ranges]
        most = (self._page.columns or self._width) if ids else self._width
        left = most - _full_width(widths)
        if left > 0 and fill:
            widths[-1] += left
        if left < 0 and self._page.columns is not None:
            _give_way(widths, [least for least, _ in ranges], -left, yields)
        return widths


def _give_way(
    widths: list[int],
    leasts: Sequence[int],
    excess: int,
    yields: Sequence[tuple[int, int]],
) -> None:
    """Takes `excess` off the widths, column by column, always off the widest.

    So the lines that cells wrap to stay few. Those of `yields` give way first, down to
    a width. Raises _TooNarrow where no column may give way any more.
    """
    while excess > 0:
        slack = [
            wide if wide > least else 0
            for wide, least in zip(widths, leasts, strict=True)
        ]
        ends = {at: to for at, to in yields if slack[at] > to}
        among = [slack[at] for at in ends] or slack
        widest = max(among)
        if widest == 0:
            raise _TooNarrow
        group = [at for at in ends or range(len(slack)) if slack[at] == widest]
        # As far at once as they stay the widest, and may give way.
        floors = [max(leasts[at], ends.get(at, 0)) for at in group]
        floor = max([*floors, *(wide for wide in among if wide < widest)])
        step = min(widest - floor, excess // len(group))
        for at in group if step else group[:excess]:
            widths[at] -= step or 1
            excess -= step or 1


def _side_by_side(sides: Sequence[list[Text]], widths: Sequence[int]) -> list[Text]:
    """The lines of texts that stand beside each other, each in its width."""
    lines = [Text() for _ in range(max(map(len, sides)))]
    start = 0
    for side, width in zip(sides, widths, strict=True):
        for line, said in zip(lines, side, strict=False):
            line.pad_right(start - line.cell_len)
            line.append_text(said)
        start += width + _GAP
    return lines


def _natural(cell: _Held) -> int:
    """How wide a cell is without wrapping."""
    held = (text.cell_len if columns is None else columns for text, columns in cell)
    return sum(held) + _GAP * (len(cell) - 1)


def _least(cell: _Held) -> int:
    """How narrow a cell may be without a word of it broken."""
    held = (
        _longest_word(text) if columns is None else columns for text, columns in cell
    )
    return sum(held) + _GAP * (len(cell) - 1)


def _longest_word(text: Text) -> int:
    if text.no_wrap:
        return text.cell_len
    return max(map(cell_len, text.plain.split()), default=0)


def _label_columns(tables: Sequence[parts.Table]) -> dict[str, int]:
    """How wide the labels in cells are, in all tables of a kind."""
    found: dict[str, int] = {}
    for table in tables:
        labels = [visible(cell.label or "") for row in table.rows for cell in row]
        widest = max([_LABEL_COLUMNS, *map(cell_len, labels)])
        found[table.kind] = max(found.get(table.kind, 0), widest)
    return found


class Bar:
    """A line on a terminal that tells how much is done, until it is erased."""

    def __init__(self, what: str, total: int, stream: TextIO) -> None:
        from rich import progress  # noqa: PLC0415  few answers take so long

        self._progress = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(what, total=total)
        self._progress.start()

    def show(self, done: int) -> None:
        """Draws how much is done."""
        self._progress.update(self._task, completed=done)

    def erase(self) -> None:
        """Leaves the terminal as it was."""
        self._progress.stop()


def _full_width(widths: Sequence[int]) -> int:
    """The width of a table's columns with the gaps between them and the edge."""
    return len(_EDGE) + sum(widths) + _GAP * (len(widths) - 1)


def _plain(said: str) -> Text:
    return Text(visible(said))
