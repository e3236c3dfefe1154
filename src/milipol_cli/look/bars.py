"""Bars beside numbers, in a table."""

FULL, HOLLOW = "█", "░"


def cell_value(most: int, cells: int) -> int:
    """What one cell of a bar stands for, if the longest has at most that many cells.

    It is 1, 2, 2.5 or 5 times 10^n.
    """
    least = max(most / cells, 1)
    power: int = 10 ** (len(str(int(least))) - 1)
    steps = (power, 2 * power, 5 * power // 2, 5 * power, 10 * power)
    return next(step for step in steps if step >= least)


def cells_of(value: int, each: int) -> int:
    """How many cells a bar has: one at least, unless the value is 0."""
    return max(1, round(value / each)) if value else 0
