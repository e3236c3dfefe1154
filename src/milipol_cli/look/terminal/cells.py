"""Texts in cells, side by side."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

# The blanks between two columns.
GAP = 2

# The narrowest column holds this many wide letters.
_WIDE_TOGETHER = 8

# A cell as texts side by side with their widths; None takes what the others leave.
Held = tuple[tuple[Text, int | None], ...]


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
