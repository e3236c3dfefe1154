"""Documents -> `Label: value` lines, for screen readers and narrow terminals.

Whole words, the year in every date, no drawing and no signs, no hyphen between days or
times; one blank line between records.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from milipol_cli.base import streams
from milipol_cli.base.escape import escape
from milipol_cli.look.document import (
    Document,
    Facts,
    Line,
    Notes,
    PartOf,
    References,
    Style,
    Table,
)
from milipol_cli.look.words.dates import OPEN_END, spelled_out


def render(
    document: Document,
    columns: int | None = None,
    paint: Callable[[str, Style], str] | None = None,
) -> str:
    """The document as lines of text with a final newline; "" without parts.

    Lines are wrapped at `columns`. In place of a table, `paint` adds colours, and lines
    have the signs that the table has.
    """
    blocks = [
        block
        for group in document.groups
        for block in _blocks_of_lines(group, marked=paint is not None)
    ]
    if not document.verbatim:
        # A hyphen between two days or times is read as "minus", or not at all. An
        # address is to be copied, not read.
        blocks = [
            ([x if x.startswith("Address: ") else spelled_out(x) for x in lines], style)
            for lines, style in blocks
        ]
    texts = []
    for lines, style in blocks:
        wrapped = [streams.wrap(f"{escape(line)}\n", columns) for line in lines]
        if wrapped and paint is not None:
            first = wrapped[0].splitlines()
            wrapped[0] = "".join(f"{paint(line, style)}\n" for line in first)
        texts.append("".join(wrapped))
    return "\n".join(filter(None, texts))


def _blocks_of_lines(
    group: Iterable[PartOf], *, marked: bool
) -> Iterator[tuple[Sequence[str], Style]]:
    """The lines of a row, a source or what is between, and the style of the first."""
    lines: list[str] = []
    for part in group:
        if not isinstance(part, Table | References) and not (
            isinstance(part, Facts) and part.apart
        ):
            lines += _lines_of_part(part)
            continue
        yield lines, ""
        lines = []
        if isinstance(part, Table):
            for row in part.rows:
                grid = part.grid
                yield grid.lines_with_signs(row) if marked else (grid.plain(row), "")
        elif isinstance(part, Facts):
            for fact in part.facts:
                yield (marked and fact.marked) or (fact.plain, "")
        else:
            for source in part.rows:
                address = source.address
                text = f"Source: {source.mark} {source.text}"
                yield [text] if address is None else [text, f"Address: {address}"], ""
    yield lines, ""


def _lines_of_part(part: Line | Notes | Facts) -> Sequence[str]:
    """The lines of a part without a table; spelled out if it says how."""
    if isinstance(part, Facts):
        return [line for fact in part.facts for line in fact.plain]
    if part.full is not None:
        return part.full
    if isinstance(part, Notes):
        lines = [] if part.of_drawings else part.lines
        # Each time without an end says so itself.
        unkeyed = (line.removeprefix(OPEN_END).lstrip() for line in lines)
        return [line for line in unkeyed if line]
    sides = (part.left, part.right)
    return [side.text for side in sides if side is not None and side.text]
