"""The widths of a table's columns: which of them get narrower, and how far."""

from collections.abc import Sequence

# The blanks before a table, and between two columns.
EDGE = " "

GAP = 2

# The least and the natural width of each column of a table.
Ranges = list[tuple[int, int]]


class TooNarrow(Exception):
    """A table does not fit the page without cutting a word or an id."""


def full_width(widths: Sequence[int]) -> int:
    """The width of a table: its columns, the gaps between them, and the edge."""
    return len(EDGE) + sum(widths) + GAP * (len(widths) - 1)


def give_way(
    widths: list[int],
    leasts: Sequence[int],
    excess: int,
    yields: Sequence[int | None],
) -> None:
    """Takes `excess` off the widths, always off the widest column.

    So cells wrap to few lines. Columns with a width in `yields` get narrower first,
    down to that. Raises TooNarrow if no column may get narrower.
    """
    while excess > 0:
        yielding = [
            wide if wide > least else 0
            for wide, least in zip(widths, leasts, strict=True)
        ]
        ends = {
            at: to
            for at, to in enumerate(yields)
            if to is not None and yielding[at] > to
        }
        among = [yielding[at] for at in ends] or yielding
        widest = max(among)
        if widest == 0:
            raise TooNarrow
        group = [at for at in ends or range(len(yielding)) if yielding[at] == widest]
        # As far as they stay the widest, and are allowed to.
        floors = [max(leasts[at], ends.get(at, 0)) for at in group]
        floor = max([*floors, *(wide for wide in among if wide < widest)])
        step = min(widest - floor, excess // len(group))
        for at in group if step else group[:excess]:
            widths[at] -= step or 1
            excess -= step or 1
