"""What pages are made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from milipol_cli.answers import Seen

# What a text is, beside what it says: the accent for what is on, another for what is
# tentative or may be, and a dim one for what is over, for ids and for notes.
Style = Literal["", "strong", "on", "maybe", "dim"]


class Cell(msgspec.Struct, frozen=True):
    """A text with its style.

    `label` stands left of it and `beside` right of it, in the same cell and under the
    same header; either is "" in the rows of a table whose others have one. `narrow` is
    what it says where there is no room for a drawing. `marks` are the [start, end) of
    code points that are set off, in order and apart.
    """

    text: str
    style: Style = ""
    label: str | None = None
    beside: str | None = None
    narrow: str | None = None
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each is marked."""
        at = 0
        for start, end in self.marks:
            yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        yield self.text[at:], False


class Line(msgspec.Struct, frozen=True):
    """A line of its own; `right` stands at the other side of the page."""

    left: Cell = Cell("")
    right: Cell | None = None


class Title(msgspec.Struct, frozen=True):
    """What a page, or a part of it, is about."""

    left: Cell
    right: Cell | None = None


class Table(msgspec.Struct, frozen=True):
    """Rows under headers, the id last; only columns numbered in `wraps` may wrap.

    Where there is too little room, a column in `yields` gives way before the others,
    down to the width beside its number. Tables of the same `kind` on a page have
    columns of the same width.
    """

    headers: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    wraps: tuple[int, ...]
    kind: str
    yields: tuple[tuple[int, int], ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """Rows without headers: a label, what it says, and an id where `ids`."""

    rows: Sequence[tuple[Cell, ...]]
    ids: bool = False
    wide_label: bool = False


class Notes(msgspec.Struct, frozen=True):
    """What is to be known of the rows above; `inset` under a label's text."""

    lines: list[str]
    inset: bool = False


Part = Line | Title | Table | Rows | Notes


def notes(lines: list[str]) -> list[Part]:
    """A group of notes, empty where there is none."""
    return [Notes(lines)] if lines else []


def state_style(view: Seen) -> Style:
    """How the state of an edition is set off."""
    if view.phase == "on":
        return "on"
    unsure = view.status in ("tentative", "postponed", "cancelled")
    return "maybe" if unsure else ""


def beside(label: str, rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows with a label beside the first of them."""
    return [(Cell("" if at else label), *row) for at, row in enumerate(rows)]
