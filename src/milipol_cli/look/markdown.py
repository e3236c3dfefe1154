"""Parts of a document -> Markdown that can be pasted into another document."""

import re
from collections.abc import Sequence
from typing import Any

from milipol_cli.base.escape import escape
from milipol_cli.look import document
from milipol_cli.look.document import PartOf, Table

# Characters that mean something in Markdown, or in HTML within it.
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~&"})

# Characters that begin a list or underline a heading at the start of a line: "1." and
# "-", but not "1.5".
_BEGINNING = re.compile(r"^(?P<digits>[0-9]*)(?P<sign>(?<=[0-9])[.)](?=\s|$)|(?<![0-9])[-+=])")

# An address stays as it is; a full stop after it belongs to the sentence.
_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)])", re.IGNORECASE)

# GitHub also makes links of these. It reads mentions after Markdown, so a backslash
# does not help there, but a comment does: it vanishes, also from text that is copied.
# An address of e-mail mentions nobody.
_LINKED = re.compile(r"(?<![^\W_])(?:www(?=\.)|ftp(?=://))", re.IGNORECASE)
_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=\S)")


def render(groups: Sequence[Sequence[PartOf]]) -> str:
    """The groups of parts as Markdown, with a final newline; "" without parts.

    Tables are pipe tables as GitHub reads them; in a cell, commas separate a label, its
    text and the text beside it. Rows without headers become a list.
    """
    blocks = [block for group in groups for part in group if (block := _block(part))]
    return "\n".join(f"{block}\n" for block in blocks)


def _block(part: PartOf) -> str:
    """A part of a document as a paragraph, list or table."""
    if isinstance(part, document.Line):  # its right side, if any, is a paragraph, too
        left, *right = [_line(side.text) for side in (part.left, part.right) if side]
        if isinstance(part, document.Title):
            left = f"{'###' if part.of_part else '##'} {left}"
        return "\n\n".join([left, *right])
    if isinstance(part, document.Notes):
        lines = [] if part.of_drawings else part.lines
        return "\n".join(f"- {_line(line)}" for line in lines)
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, document.References):
        return "\n".join(map(_reference_item, part.rows))
    return "\n".join(map(_item, part.cell_rows))


def _reference_item(source: document.Reference) -> str:
    """A source as an item of a list, with its address if it has one."""
    texts = filter(None, (f"{source.mark} {source.text}", source.address))
    return f"- {': '.join(map(_text, texts))}"


def _item(row: tuple[document.Cell, ...]) -> str:
    """A row as an item of a list; without a label, as an item below the last one."""
    label, *cells = row
    text = ", ".join(filter(None, map(_cell, cells))).strip()
    if not label.text:
        return f"  - {_at_start_of_line(text)}"
    return f"- {': '.join(filter(None, [_line(label.text), text]))}"


def _table(part: Table[Any]) -> str:
    headers = [_text(column.header or "") for column in part.grid.table_columns]
    headers[-1] = headers[-1] or "ID"
    lines = [_row(headers), _row(["---"] * len(headers))]
    lines += [_row([_cell(cell) for cell in row]) for row in part.cell_rows]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def _cell(cell: document.Cell) -> str:
    """The text of a cell, with what was searched for in bold."""
    if cell.narrow and cell.whole:
        cell = document.Cell(cell.narrow, label=cell.label, beside=cell.beside)
    text = "".join(
        f"**{_text(piece)}**" if is_marked else _text(piece) for piece, is_marked in cell.pieces()
    )
    label, beside = _text(cell.label or ""), _text(cell.beside or "")
    return ", ".join(filter(None, (label, text, beside)))


def _line(text: str) -> str:
    """A text as a line of its own."""
    return _at_start_of_line(_text(text.strip()))


def _at_start_of_line(text: str) -> str:
    """Markdown at the beginning of a line, escaped so that no list begins there."""
    return _BEGINNING.sub(r"\g<digits>\\\g<sign>", text)


def _text(text: str) -> str:
    """A text as it is, except that addresses become links."""
    pieces = _ADDRESS.split(escape(text))  # every second one is an address
    return "".join(
        f"<{piece.replace('|', '%7C')}>" if number % 2 else _without_links(piece)
        for number, piece in enumerate(pieces)
    )


def _without_links(text: str) -> str:
    """A text that Markdown shows as it is, without links or mentions on GitHub."""
    text = _LINKED.sub(r"\g<0>\\", text.translate(_SPECIAL))
    return _MENTION.sub("@<!-- -->", text)
