"""Parts of a document -> text for a terminal; the only owner of rich.

One rule under a header and no boxes. State is a word; colour only repeats it.
"""

from collections.abc import Sequence

from milipol_cli.look.document import Part
from milipol_cli.look.terminal.sheet import Paper, Sheet, TooNarrow

__all__ = ["Paper", "render"]

# Below this many columns a table is harder to read than plain lines.
NARROWEST_COLUMNS = 60


def render(groups: Sequence[Sequence[Part]], paper: Paper) -> str | None:
    """The groups of parts drawn one under the other, with a final newline.

    None if the paper is too narrow for the tables.
    """
    if paper.columns is not None and paper.columns < NARROWEST_COLUMNS:
        return None
    try:
        return Sheet(groups, paper).text()
    except TooNarrow:
        return None
