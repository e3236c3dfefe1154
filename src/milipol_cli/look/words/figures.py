"""Figures of editions in words, and bars beside numbers."""

from milipol_cli.network.model.shows import Figure, Measure

# The cells of a bar, and of one that was only expected.
FULL, HOLLOW = "█", "░"

# The noun for 1, and for other numbers.
_MEASURES: dict[Measure, tuple[str, str]] = {
    "visitors": ("visitor", "visitors"),
    "visitor_countries": ("country of visitors", "countries of visitors"),
    "exhibitors": ("exhibitor", "exhibitors"),
    "exhibitor_countries": ("country of exhibitors", "countries of exhibitors"),
    "countries": ("country", "countries"),
    "delegations": ("delegation", "delegations"),
    "delegation_countries": ("country of delegations", "countries of delegations"),
    "officials": ("official", "officials"),
    "journalists": ("journalist", "journalists"),
    "area_m2": ("m²", "m²"),
    "deals": ("in deals", "in deals"),
}


def number(figure: Figure) -> str:
    """The number alone: "1,100+", "about 170", "150 to 160", "QAR 592,000,000"."""
    text = f"{figure.value:,}"
    if figure.upper is not None:
        text = f"{text} to {figure.upper:,}"
    if figure.currency is not None:
        text = f"{figure.currency} {text}"
    if figure.bound == "at least":
        return f"{text}+"
    return f"about {text}" if figure.bound == "about" else text


def figure_line(figure: Figure) -> str:
    """A figure, and whether it was only expected: "32,000 visitors, expected"."""
    is_one = (figure.value, figure.upper) == (1, None) and figure.bound != "at least"
    singular, plural = _MEASURES[figure.measure]
    text = f"{number(figure)} {singular if is_one else plural}"
    return f"{text}, expected" if figure.kind == "expected" else text


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
