"""Pages -> Markdown: titles, tables and notes that can be pasted into a document."""

from collections.abc import Sequence

from milipol_cli.pages import parts
from milipol_cli.visible import visible

# What Markdown, or the HTML in it, would take for more than text.
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~"})


def render(groups: Sequence[Sequence[parts.Part]]) -> str:
    """The groups of a page as Markdown, with a final newline.

    Tables are pipe tables as GitHub reads them; what stands beside a text, and a label
    before it, gets a column or a place of its own.
    """
    blocks = [block for group in groups for part in group if (block := _block(part))]
    return "\n\n".join(blocks) + "\n"


def _block(part: parts.Part) -> str:
    if isinstance(part, parts.Title):
        return "\n\n".join([f"## {_text(part.left.text)}", *_right(part)])
    if isinstance(part, parts.Line):
        return "\n\n".join([_text(part.left.text.strip()), *_right(part)])
    if isinstance(part, parts.Notes):
        return "\n".join(f"- {_text(line)}" for line in part.lines)
    if isinstance(part, parts.Table):
        return _table(part.headers, part.rows)
    return _table([""] * len(part.rows[0]), part.rows)


def _right(part: parts.Line | parts.Title) -> list[str]:
    return [] if part.right is None else [_text(part.right.text)]


def _table(headers: Sequence[str], rows: Sequence[tuple[parts.Cell, ...]]) -> str:
    lines = [_row(headers), _row(["---"] * len(headers))]
    lines += [_row([_cell(cell) for cell in row]) for row in rows]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def _cell(cell: parts.Cell) -> str:
    text = _text(cell.narrow) if cell.narrow else _marked(cell)
    beside = [_text(part) if part else "" for part in (cell.label, cell.beside)]
    return ", ".join(part for part in (beside[0], text, beside[1]) if part)


def _marked(cell: parts.Cell) -> str:
    """The text of a cell, bold where it is marked."""
    return "".join(
        f"**{_text(piece)}**" if is_marked else _text(piece)
        for piece, is_marked in cell.pieces()
    )


def _text(text: str) -> str:
    return visible(text).translate(_SPECIAL)
