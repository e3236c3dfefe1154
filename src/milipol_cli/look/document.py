"""What a view is made of: a document of titles, grids of columns, facts and notes.

A view names each column or fact once, with a brief form for tables and Markdown and a
full form for plain lines. Without a full form the brief one is spelled out: `plain.py`
writes months, weekdays and "to" as whole words. `terminal.py` draws the parts of a
document, `markdown.py` writes them as Markdown.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import msgspec

from milipol_cli.network.editions import EditionAsOf, Phase

# How a text is set off: one accent for what is on now, another for what is tentative or
# uncertain, and dim for what is over, for ids and for notes.
Style = Literal["", "strong", "on", "maybe", "dim"]


class Link(NamedTuple):
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
    one. `short` is the text that stays if the text of the row needs the room. `tail` is
    an id that follows the text because it has no column; in a `whole` cell it has the
    line to itself. `marks` are the [start, end) of highlighted code points, in order
    and without overlaps.

    A `link` is drawn in lines, not in tables.
    """

    text: str
    style: Style = ""
    label: str | None = None
    beside: str | None = None
    sign: str | None = None
    narrow: str | None = None
    whole: bool = False
    short: str | None = None
    tail: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    link: Link | None = None

    @property
    def narrowed(self) -> "Cell":
        """The cell of a narrow page."""
        if self.narrow is None:
            return self
        return msgspec.structs.replace(self, text=self.narrow, whole=False)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each is marked."""
        at = 0
        for start, end in self.marks:
            yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        yield self.text[at:], False


class Line(msgspec.Struct, frozen=True):
    """A line of its own; `right` is at the right edge of the page.

    With `inset` it begins where tables do.
    """

    left: Cell
    right: Cell | None = None
    inset: bool = False
    full: Sequence[str] | None = None


class Title(Line, frozen=True, kw_only=True):
    """What a page, or with `of_part` a part of it, is about."""

    of_part: bool = False


class Rows(msgspec.Struct, frozen=True):
    """Rows without headers: a label, a text, and with `ids` an id.

    The label stays on one line, and the text wraps; with `label_wraps` it is the other
    way round.
    """

    rows: Sequence[tuple[Cell, ...]]
    ids: bool = False
    wide_label: bool = False
    label_wraps: bool = False


class Notes(msgspec.Struct, frozen=True):
    """Notes on the rows above; with `inset` they begin below a label's text.

    Notes `of_drawings` are shown only if drawings are.
    """

    lines: list[str]
    inset: bool = False
    of_drawings: bool = False
    full: Sequence[str] | None = None


class Reference(msgspec.Struct, frozen=True):
    """A source, the mark it is cited by, and its address if it has one.

    `link` is the part of the text that leads to the address, if any does.
    """

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
    even if the page is as wide as it likes. On a page too narrow for all columns, one
    that `is_text` keeps its width, and one that `follows` goes behind that text.
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

    def lines(self, row: Row, label: str | None = None) -> Iterator[str]:
        """The full form as lines, each behind a label."""
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

    def of(self, rows: Iterable[Row]) -> "Filled[Row]":
        """The grid with these rows under its headers."""
        return Filled(self, [(None, tuple(rows))])

    def listed(
        self, *labelled: tuple[str, Iterable[Row]], wide_label: bool = True
    ) -> "Filled[Row]":
        """The grid without headers: rows beside a label, empty columns left out."""
        sections = [(label, tuple(rows)) for label, rows in labelled]
        return Filled(self, sections, wide_label=wide_label)

    @property
    def drawn(self) -> list[Column[Row]]:
        """The columns that a table has."""
        return [column for column in self.columns if column.header is not None]

    @property
    def in_plain_order(self) -> list[Column[Row]]:
        """The columns in the order of plain lines: what names a row comes first."""
        name = self.named_by
        return sorted(
            self.columns, key=lambda column: name not in (None, column.header)
        )


class Table(msgspec.Struct, frozen=True):
    """Rows of cells in the columns of a grid, under its headers.

    A record is a row, and the rows below it.
    """

    grid: Grid[Any]
    records: Sequence[Sequence[tuple[Cell, ...]]]

    @property
    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows of all records."""
        return itertools.chain.from_iterable(self.records)


# What tables and Markdown show.
Part = Line | Table | Rows | Notes | References


class Filled(msgspec.Struct, Generic[Row], frozen=True):
    """A grid with rows: a table, or a list of labelled rows."""

    grid: Grid[Row]
    sections: Sequence[tuple[str | None, Sequence[Row]]]
    wide_label: bool = True

    @property
    def drawn(self) -> Table | Rows:
        """The rows in cells."""
        columns = self.grid.drawn
        if any(label is None for label, _ in self.sections):
            rows = [row for _, rows in self.sections for row in rows]
            return Table(self.grid, [[*_record(row, columns)] for row in rows])
        lines = [
            (Cell("" if at else label or ""), *cells)
            for label, rows in self.sections
            for at, cells in enumerate(
                cells for row in rows for cells in _record(row, columns)
            )
        ]
        filled = [
            at
            for at, column in enumerate(zip(*lines, strict=True))
            if any(cell.text for cell in column)
        ]
        return Rows(
            [tuple(line[at] for at in filled) for line in lines],
            ids=not columns[-1].wraps,
            wide_label=self.wide_label,
        )

    def blocks(self, *, marked: bool) -> Iterator[tuple[list[str], Style]]:
        """The lines of each row; the first line has the label of its section.

        If they are `marked`, they have the signs of the table, and its style.
        """
        for label, rows in self.sections:
            for row in rows:
                first, *others = self.grid.in_plain_order
                lines = [*first.lines(row, label)]
                lines += [line for column in others for line in column.lines(row)]
                yield self._marked(row, lines) if marked else (lines, "")

    def _marked(self, row: Row, lines: list[str]) -> tuple[list[str], Style]:
        cells = [column.cell(row) for column in self.grid.drawn]
        below = [cell for column in self.grid.drawn for cell in column.under(row)]
        signs = {cell.text: cell.sign for cell in below if cell.sign}
        marked = [
            f"{signs[text]} {line}"
            if (text := line.partition(": ")[2]) in signs
            else line
            for line in lines
        ]
        sign = next((cell.sign for cell in cells if cell.sign), None)
        if sign and marked:
            marked[0] = f"{sign} {marked[0]}"
        return marked, next((cell.style for cell in cells if cell.style), "")


def _record(row: Row, columns: Sequence[Column[Row]]) -> Iterator[tuple[Cell, ...]]:
    """A row in cells, and the rows below it, each in its column behind its sign."""
    yield tuple(column.cell(row) for column in columns)
    for at, column in enumerate(columns):
        for cell in column.under(row):
            text = f"{cell.sign} {cell.text}" if cell.sign else cell.text
            cells = [Cell("") for _ in columns]
            cells[0] = Cell("", sign=cell.sign and "")
            cells[at] = msgspec.structs.replace(cell, text=text, sign=None)
            yield tuple(cells)


class Fact(msgspec.Struct, frozen=True):
    """A label with lines of cells beside it; `full` are its plain lines, if others."""

    label: str
    lines: Sequence[tuple[Cell, ...]]
    full: Sequence[str] | None = None

    @classmethod
    def of(cls, label: str, *texts: str, style: Style = "") -> "Fact":
        """A fact of one text a line."""
        return cls(label, [(Cell(text, style),) for text in texts])

    @classmethod
    def known(cls, texts: Mapping[str, str | None]) -> "list[Fact]":
        """A fact for each label with a text, in their order."""
        return [cls.of(label, text) for label, text in texts.items() if text]

    @classmethod
    def each(cls, label: str, texts: Sequence[str], *, of_each: str) -> "Fact":
        """A fact of one text a line, which plain lines label `of_each`."""
        lines = [(Cell(text),) for text in texts]
        return cls(label, lines, [f"{of_each}: {text}" for text in texts])

    def plain(self) -> Sequence[str]:
        """The plain lines: a labelled line for each line of cells."""
        if self.full is not None:
            return self.full
        texts = (
            ", ".join(cell.text for cell in line if cell.text) for line in self.lines
        )
        return [f"{self.label}: {text}" for text in texts]


class Facts(msgspec.Struct, frozen=True):
    """Facts one under the other; the labels are as wide as those of other lists.

    In plain lines a blank line stands between facts that are `apart`.
    """

    facts: Sequence[Fact]
    ids: bool = False
    wide_label: bool = True
    label_wraps: bool = False
    apart: bool = False

    @property
    def drawn(self) -> Rows | None:
        """The facts in cells, a label beside the first line; None if all are empty."""
        rows = [
            (Cell("" if at else fact.label), *line)
            for fact in self.facts
            for at, line in enumerate(fact.lines)
        ]
        if not rows:
            return None
        return Rows(
            rows,
            ids=self.ids,
            wide_label=self.wide_label,
            label_wraps=self.label_wraps,
        )


# `Filled` stands for one of any rows.
PartOf = Line | Notes | References | Filled[Any] | Facts
# Parts in their order; those of a group have no blank line between them.
Parts = Sequence[PartOf | Sequence[PartOf]]


class Document:
    """What an answer shows: a title, groups of parts that stand apart, and notes.

    `verbatim` plain lines keep hyphens and names as they are written. `pasted` makes
    another document for Markdown, if the answer has one.
    """

    def __init__(
        self,
        title: Title | None,
        parts: Iterable[PartOf | Sequence[PartOf]],
        notes: Notes | Sequence[str] = (),
        *,
        verbatim: bool = False,
        pasted: "Callable[[], Document] | None" = None,
    ) -> None:
        groups: list[Sequence[PartOf]] = [[]] if title is None else [[title]]
        groups += (part if isinstance(part, Sequence) else [part] for part in parts)
        groups.append([notes if isinstance(notes, Notes) else Notes(list(notes))])
        self.groups = [
            filled
            for group in groups
            if (filled := [part for part in group if not _is_empty(part)])
        ]
        self.verbatim = verbatim
        self.pasted = pasted

    def drawn(self) -> list[list[Part]]:
        """The groups of parts as tables and Markdown show them."""
        groups = (
            [part.drawn if isinstance(part, Filled | Facts) else part for part in group]
            for group in self.groups
        )
        # Rows that only plain lines have leave nothing to draw.
        drawn = ([part for part in group if part is not None] for group in groups)
        return [group for group in drawn if group]


def _is_empty(part: PartOf) -> bool:
    if isinstance(part, Filled):
        return not any(rows for _, rows in part.sections)
    if isinstance(part, Facts):
        return not part.facts
    return isinstance(part, Notes) and not part.lines and not part.full
