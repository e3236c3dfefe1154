"""The parts of a view: a document of titles, grids of columns, facts and notes.

A view names each column or fact once, with a brief form for tables and Markdown and a
full form for plain lines. Without a full form the brief one is spelled out: `plain.py`
writes months, weekdays and "to" as whole words. `terminal.py` draws the parts of a
document, `markdown.py` writes them as Markdown.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar

import msgspec

from milipol_cli.network.editions import EditionAsOf, Phase

# How a text is set off: one accent for what is on now, another for what is tentative or
# uncertain, and dim for what is over, for ids and for notes.
Style = Literal["", "strong", "on", "maybe", "dim"]


class Link(msgspec.Struct, frozen=True):
    """The [start, end) of the code points of a text that lead to an address."""

    start: int
    end: int
    address: str


class Cell(msgspec.Struct, frozen=True):
    """A text with its style.

    `label` is shown on its left and `beside` on its right, in the same cell and under
    the same header; `sign` is drawn before it, in the first column only. Each is "" if
    only other rows of the table have one. `narrow` is the text on a narrow page. A
    `whole` text stays on one line; Markdown has its `narrow` text instead, if it has
    one. `short` is the text that stays if the text of the row needs the room. With
    `fitting` texts, longest first, a table has the first text that fits into one line;
    each has a head, which is cut if even the last text does not fit, and an end. `tail`
    is an id that follows the text because it has no column; in a `whole` cell the id
    has the line to itself. `marks` are the [start, end) of highlighted code points, in
    order and without overlaps. A `link` is drawn in lines, not in tables.
    """

    text: str
    style: Style = ""
    label: str | None = None
    beside: str | None = None
    sign: str | None = None
    narrow: str | None = None
    whole: bool = False
    short: str | None = None
    fitting: tuple[tuple[str, str], ...] = ()
    tail: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    link: Link | None = None

    @property
    def narrow_form(self) -> "Cell":
        """The cell of a narrow page."""
        if self.narrow is None:
            return self
        return msgspec.structs.replace(self, text=self.narrow, whole=False)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each is marked."""
        place = 0
        for start, end in self.marks:
            yield self.text[place:start], False
            yield self.text[start:end], True
            place = end
        yield self.text[place:], False


class Line(msgspec.Struct, frozen=True):
    """A line of its own; `right` is at the right edge of the page.

    With `inset` it begins where tables do.
    """

    left: Cell
    right: Cell | None = None
    inset: bool = False
    full: Sequence[str] | None = None


class Title(Line, frozen=True, kw_only=True):
    """The title of a page, or with `of_part` of a part of it."""

    of_part: bool = False


class Notes(msgspec.Struct, frozen=True):
    """Notes on the rows above; with `inset` they begin below a label's text.

    Notes `of_drawings` are shown only if drawings are.
    """

    lines: list[str]
    inset: bool = False
    of_drawings: bool = False
    full: Sequence[str] | None = None


class Reference(msgspec.Struct, frozen=True):
    """A source, the mark it is cited by, and its address, to which a part leads."""

    mark: str
    text: str
    address: str | None
    link: Link | None = None


class References(msgspec.Struct, frozen=True):
    """The sources of a page, each with its address on a line of its own.

    An address is never broken, however long: a part of it would lead nowhere.
    """

    rows: Sequence[Reference]


def state_style(edition: EditionAsOf) -> Style:
    """How the state of an edition is set off."""
    if edition.phase == "on":
        return "on"
    if edition.may_be_on or edition.status in ("tentative", "postponed", "cancelled"):
        return "maybe"
    return ""


def phase_style(phase: Phase | None, *, estimated: bool) -> Style:
    """The style of something that is on, may be on, or is over."""
    if phase == "on":
        return "maybe" if estimated else "on"
    return "dim" if phase == "over" else ""


Row = TypeVar("Row")


class Column(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """A column of a grid.

    `header` is None if only plain lines have it, `label` is what they call it: the
    header unless named, and None if they leave it out. `full` gives one line or
    several; None or "" gives none. `style` is that of a brief text without one, and
    `under` are cells below it in a table, each in a row of its own.
    A column that `wraps` gives way before others down to `yields_to` characters, if
    that is set, and is never narrower than `floor`. One that `always_wraps` does so
    even on a page of free width. On a page too narrow for all columns, one that
    `is_text` keeps its width, and one that `follows` goes behind that text.
    """

    header: str | None = None
    label: str | Callable[[Row], str] | None = ""
    brief: Callable[[Row], str | Cell] = lambda _: ""
    full: Callable[[Row], str | Sequence[str] | None] | None = None
    style: Callable[[Row], Style] = lambda _: ""
    under: Callable[[Row], Iterable[Cell]] = lambda _: ()
    wraps: bool = True
    always_wraps: bool = False
    yields_to: int | None = None
    floor: int | None = None
    is_text: bool = False
    follows: bool = False

    @property
    def is_id(self) -> bool:
        """Whether it has the ids, which go below the text if there is no room."""
        return "ID" in (self.label, self.header)

    def cell(self, row: Row) -> Cell:
        """The brief form in a cell."""
        brief = self.brief(row)
        return Cell(brief, self.style(row)) if isinstance(brief, str) else brief

    def plain_lines(self, row: Row, label: str | None = None) -> Iterator[str]:
        """The full form as lines, each behind the label, or else the column's own.

        A column whose own label is None has no lines.
        """
        own = self.label(row) if callable(self.label) else self.label
        name = label or own or self.header
        if own is None or name is None:
            return
        text = self.cell(row).text if self.full is None else self.full(row)
        for line in [text] if isinstance(text, str) else text or ():
            if line:
                yield f"{name}: {line}"


class Grid(msgspec.Struct, Generic[Row], frozen=True):
    """Columns that rows of one kind are shown in, the id last.

    Tables of the same `kind` in a document have columns of the same width. `named_by`
    is the header of the column that plain lines begin with, if it is not the first.
    """

    kind: str
    columns: tuple[Column[Row], ...]
    named_by: str | None = None

    def with_rows(self, rows: Iterable[Row]) -> "Table[Row]":
        """The grid with these rows under its headers."""
        return Table(self, tuple(rows))

    def beside_label(
        self, *labelled: tuple[str, Iterable[Row]], wide_label: bool = True
    ) -> "Facts":
        """The rows beside their labels, without headers and empty columns.

        A label is shown beside the first of its rows; plain lines repeat it.
        """
        rows_shown = [
            (label, number, row) for label, rows in labelled for number, row in enumerate(rows)
        ]
        # A record is the lines of cells of one row.
        records = [[*self.record(row)] for _, _, row in rows_shown]
        columns = zip(*itertools.chain.from_iterable(records), strict=True)
        filled = [any(cell.text for cell in column) for column in columns]
        facts = [
            Fact(
                "" if number else label,
                [tuple(itertools.compress(line, filled)) for line in record],
                self.plain_lines(row, label),
                self.lines_with_signs(row, label),
            )
            for (label, number, row), record in zip(rows_shown, records, strict=True)
        ]
        ids = not self.table_columns[-1].wraps
        return Facts(facts, ids=ids, wide_label=wide_label, apart=True)

    @property
    def table_columns(self) -> list[Column[Row]]:
        """The columns that a table has."""
        return [column for column in self.columns if column.header is not None]

    def record(self, row: Row) -> Iterator[tuple[Cell, ...]]:
        """The cells of a row, then a row for each cell below it.

        A cell below stands in its column, behind its sign.
        """
        yield tuple(column.cell(row) for column in self.table_columns)
        for index, column in enumerate(self.table_columns):
            for cell in column.under(row):
                text = f"{cell.sign} {cell.text}" if cell.sign else cell.text
                cells = [Cell("") for _ in self.table_columns]
                cells[0] = Cell("", sign=cell.sign and "")  # as wide as the row's sign
                cells[index] = msgspec.structs.replace(cell, text=text, sign=None)
                yield tuple(cells)

    def plain_lines(self, row: Row, label: str | None = None) -> list[str]:
        """A row in plain lines; the first one, which names it, has the label if any."""
        first, *others = sorted(
            self.columns, key=lambda column: self.named_by not in (None, column.header)
        )
        lines = [*first.plain_lines(row, label)]
        return lines + [line for column in others for line in column.plain_lines(row)]

    def lines_with_signs(self, row: Row, label: str | None = None) -> tuple[list[str], Style]:
        """The plain lines of a row with its signs, and the style of the first line.

        The sign of the row stands before the first line; that of a cell below the row
        stands before the line with the same text.
        """
        cells = [column.cell(row) for column in self.table_columns]
        under = [cell for column in self.table_columns for cell in column.under(row)]
        sign_of_text = {cell.text: f"{cell.sign} " for cell in under if cell.sign}
        sign_of_row = next((f"{cell.sign} " for cell in cells if cell.sign), "")
        # The text of a line is behind its label: "Conflict: overlaps the panel".
        first, *others = (
            f"{sign_of_text.get(line.partition(': ')[2], '')}{line}"
            for line in self.plain_lines(row, label)
        )
        lines = [f"{sign_of_row}{first}", *others]
        return lines, next((cell.style for cell in cells if cell.style), "")


class Table(msgspec.Struct, Generic[Row], frozen=True, dict=True):
    """Rows in the columns of a grid, under its headers."""

    grid: Grid[Row]
    rows: Sequence[Row]

    @functools.cached_property
    def records(self) -> Sequence[Sequence[tuple[Cell, ...]]]:
        """The rows of cells of each row: its own, then what stands below it."""
        return [[*self.grid.record(row)] for row in self.rows]

    @property
    def cell_rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows of cells of all records."""
        return itertools.chain.from_iterable(self.records)


class Fact(msgspec.Struct, frozen=True):
    """A label with lines of cells beside it; `full` are its plain lines, if different.

    `marked` are the plain lines with the signs and the style of a row of a table.
    """

    label: str
    lines: Sequence[tuple[Cell, ...]]
    full: Sequence[str] | None = None
    marked: tuple[Sequence[str], Style] | None = None

    @classmethod
    def from_texts(cls, label: str, *texts: str, style: Style = "") -> "Fact":
        """A fact of one text a line."""
        return cls(label, [(Cell(text, style),) for text in texts])

    @classmethod
    def with_text(cls, texts: Mapping[str, str | None]) -> "list[Fact]":
        """A fact for each label with a text, in their order."""
        return [cls.from_texts(label, text) for label, text in texts.items() if text]

    @classmethod
    def labelled_each(cls, label: str, texts: Sequence[str], *, of_each: str) -> "Fact":
        """A fact of one text a line, which plain lines label `of_each`."""
        lines = [(Cell(text),) for text in texts]
        return cls(label, lines, [f"{of_each}: {text}" for text in texts])

    @property
    def plain_lines(self) -> Sequence[str]:
        """The plain lines: a labelled line for each line of cells."""
        if self.full is not None:
            return self.full
        texts = (", ".join(cell.text for cell in line if cell.text) for line in self.lines)
        return [f"{self.label}: {text}" for text in texts]


class Facts(msgspec.Struct, frozen=True):
    """Facts one under the other; a `wide_label` is as wide as in most other lists.

    A label stays on one line, and the texts wrap; with `label_wraps` the label wraps,
    and the texts stay on one line. With `ids` the last cells are ids. In plain lines a
    blank line stands between facts that are `apart`.
    """

    facts: Sequence[Fact]
    ids: bool = False
    wide_label: bool = True
    label_wraps: bool = False
    apart: bool = False

    @property
    def cell_rows(self) -> list[tuple[Cell, ...]]:
        """All lines of cells, each label beside the first of its fact."""
        return [
            (Cell("" if number else fact.label), *line)
            for fact in self.facts
            for number, line in enumerate(fact.lines)
        ]


PartOf = Line | Notes | References | Table[Any] | Facts
# Parts in their order; those of a group have no blank line between them.
Parts = Sequence[PartOf | Sequence[PartOf]]


class Document:
    """An answer as it is shown: a title, groups of parts, and notes.

    `verbatim` plain lines keep hyphens and names as they are written. `pasted` makes
    another document for Markdown, if the answer has one.
    """

    def __init__(
        self,
        title: Title | None,
        parts: Parts,
        notes: Notes | Sequence[str] = (),
        *,
        verbatim: bool = False,
        pasted: "Callable[[], Document] | None" = None,
    ) -> None:
        groups: list[Sequence[PartOf]] = [[]] if title is None else [[title]]
        groups += (part if isinstance(part, Sequence) else [part] for part in parts)
        groups.append([notes if isinstance(notes, Notes) else Notes(list(notes))])
        filled = ([part for part in group if not _is_empty(part)] for group in groups)
        self.groups = [group for group in filled if group]
        self.verbatim = verbatim
        self.pasted = pasted


def _is_empty(part: PartOf) -> bool:
    if isinstance(part, Table):
        return not part.rows
    if isinstance(part, Facts):
        return not part.facts
    return isinstance(part, Notes) and not part.lines and not part.full
