"""The parts that are drawn: titles, lines, lists of cells, notes, sources.

`terminal.py` draws them, `markdown.py` writes them as Markdown. Parts that need other
words in plain lines have these in `full`.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

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
    an id that follows the text because it has no column. `marks` are the [start, end)
    of highlighted code points, in order and without overlaps.

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

    left: Cell = Cell("")
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
