"""Documents -> `Label: value` lines, for screen readers and narrow terminals.

Whole words, the year in every date, no drawing and no signs, no hyphen between days or
times; one blank line between records.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from milipol_cli.base import streams
from milipol_cli.base.escape import escape
from milipol_cli.look.document import Document, Facts, Line, Notes, PartOf, References, Style, Table
from milipol_cli.look.words.dates import OPEN_END, spelled_out

# Lines without a blank line between them, and the style of the first line.
_Block = tuple[Sequence[str], Style]


def render(
    document: Document, columns: int | None = None, paint: Callable[[str, Style], str] | None = None
) -> str:
    """The document as lines of text with a final newline; "" without parts.

    Lines are wrapped at `columns`. In place of a table, `paint` adds colours, and lines
    have the signs that the table has.
    """
    texts = []
    for group in document.groups:
        for lines, style in _blocks(group, marked=paint is not None):
            words = lines if document.verbatim else map(_in_words, lines)
            wrapped = [streams.wrap(f"{escape(line)}\n", columns) for line in words]
            if wrapped and paint is not None:
                first_lines = wrapped[0].splitlines()  # of the first text, as wrapped
                wrapped[0] = "".join(f"{paint(line, style)}\n" for line in first_lines)
            texts.append("".join(wrapped))
    return "\n".join(filter(None, texts))


def _in_words(line: str) -> str:
    """A line in whole words; an address stays, as it is to be copied, not read.

    A hyphen between two days or times is read as "minus", or not at all.
    """
    return line if line.startswith("Address: ") else spelled_out(line)


def _blocks(group: Iterable[PartOf], *, marked: bool) -> Iterator[_Block]:
    """The blocks of a group; parts without blocks of their own share one."""
    lines: list[str] = []
    for part in group:
        if isinstance(part, Table | References) or (isinstance(part, Facts) and part.apart):
            yield lines, ""
            lines = []
            yield from _blocks_of_part(part, marked=marked)
        else:
            lines += _lines_of_part(part)
    yield lines, ""


def _blocks_of_part(part: Table[Any] | Facts | References, *, marked: bool) -> Iterator[_Block]:
    """A block for each row, fact or source of a part; `marked` ones have signs."""
    if isinstance(part, Table):
        for row in part.rows:
            grid = part.grid
            yield grid.lines_with_signs(row) if marked else (grid.plain_lines(row), "")
    elif isinstance(part, Facts):
        for fact in part.facts:
            # Only the rows of tables have signs.
            yield (marked and fact.marked) or (fact.plain_lines, "")
    else:
        for source in part.rows:
            address = source.address
            text = f"Source: {source.mark} {source.text}"
            yield [text] if address is None else [text, f"Address: {address}"], ""


def _lines_of_part(part: Line | Notes | Facts) -> Sequence[str]:
    """The lines of a part that is no table: in full, if it says what they are."""
    if isinstance(part, Facts):
        return [line for fact in part.facts for line in fact.plain_lines]
    if part.full is not None:
        return part.full
    if isinstance(part, Notes):
        lines = [] if part.of_drawings else part.lines
        # Plain lines need no key to "from": each time without an end says so itself.
        without_key = (line.removeprefix(OPEN_END).lstrip() for line in lines)
        return [line for line in without_key if line]
    sides = (part.left, part.right)
    return [side.text for side in sides if side is not None and side.text]
