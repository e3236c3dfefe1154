"""Pages -> text for a terminal; the only owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

from collections.abc import Sequence

from milipol_cli.look import parts
from milipol_cli.look.terminal.sheet import Paper, Sheet
from milipol_cli.look.terminal.widths import TooNarrow

__all__ = ["Paper", "render"]


# Below this many columns a table is harder to read than plain lines.
NARROWEST_COLUMNS = 60


# Nobody reads a longer table, and Rich takes tenths of a millisecond for each row.
MOST_ROWS = 2_000


# So much text Rich folds in half a second.
MOST_CHARACTERS = 500_000


_ROWED = (parts.Table, parts.Rows)


def render(groups: Sequence[Sequence[parts.Part]], paper: Paper) -> str | None:
    """The groups of a page drawn one under the other, with a final newline.

    None where the paper is too narrow to hold the tables whole, and where they have
    more than 2,000 rows or 500,000 characters.
    """
    if paper.columns is not None and paper.columns < NARROWEST_COLUMNS:
        return None
    tables = [part for group in groups for part in group if isinstance(part, _ROWED)]
    rows = [row for table in tables for row in table.rows]
    if len(rows) > MOST_ROWS:
        return None
    if sum(len(cell.text) for row in rows for cell in row) > MOST_CHARACTERS:
        return None
    try:
        return Sheet(groups, paper).text()
    except TooNarrow:
        return None
