"""Texts in cells, side by side."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from milipol_cli.escape import escape
from milipol_cli.look import parts
from milipol_cli.look.document import Table
from milipol_cli.look.terminal.widths import GAP

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

# The narrowest column holds this many wide letters.
_WIDE_TOGETHER = 8

# The labels "Theme", "Newsletter", "Next" and their like share a column.
LABEL_COLUMNS = len("Newsletter")

# A cell as texts side by side with their widths; None takes what the others leave.
Held = tuple[tuple[Text, int | None], ...]


def cell_text(cell: parts.Cell, *, colour: bool, links: bool = False) -> Text:
    """A text of the data, without markup and without control characters."""
    # A style of the characters only: padding does not get it.
    drawn, style = Text(no_wrap=True if cell.whole else None), _STYLES[cell.style]
    for piece, is_marked in cell.pieces():
        own = f"{style} {_MARKED}" if is_marked else style
        # Without colour nobody sees a style, and Rich would take time for it.
        drawn.append(escape(piece), own if colour else "")
    if links and cell.link is not None and _LINKED.fullmatch(cell.link.address):
        start, end = (
            len(escape(cell.text[:at])) for at in (cell.link.start, cell.link.end)
        )
        drawn.stylize(Style(link=cell.link.address), start, end)
    return drawn


def header_text(header: str, *, colour: bool) -> Text:
    """The name of a column, in bold."""
    return Text().append(escape(header), "bold" if colour else None)


def plain(text: str) -> Text:
    """A text without a style."""
    return Text(escape(text))


def natural_columns(cell: Held) -> int:
    """The width of a cell without wrapping."""
    held = (text.cell_len if columns is None else columns for text, columns in cell)
    return sum(held) + GAP * (len(cell) - 1)


def least_columns(cell: Held) -> int:
    """How narrow a cell may be without breaking a word."""
    held = (
        _longest_word(text) if columns is None else columns for text, columns in cell
    )
    return sum(held) + GAP * (len(cell) - 1)


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


def side_by_side(sides: Sequence[list[Text]], widths: Sequence[int]) -> list[Text]:
    """The lines of texts beside each other, each in its width."""
    lines = [Text() for _ in range(max(map(len, sides)))]
    start = 0
    for side, width in zip(sides, widths, strict=True):
        for line, text in zip(lines, side, strict=False):
            line.pad_right(start - line.cell_len)
            line.append_text(text)
        start += width + GAP
    return lines


def label_columns(tables: Sequence[Table]) -> dict[str, int]:
    """The width of the labels in cells, in all tables of a kind."""
    columns: dict[str, int] = {}
    for table in tables:
        labels = [escape(cell.label or "") for row in table.rows for cell in row]
        widest = max([LABEL_COLUMNS, *map(cell_len, labels)])
        kind = table.grid.kind
        columns[kind] = max(columns.get(kind, 0), widest)
    return columns
