"""Figures of editions in words."""

from milipol_cli.network.model.shows import Figure, Measure

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


def figure_with_notes(figure: Figure) -> str:
    """A figure with its notes: "169 exhibitors (foreign ones only)"."""
    text = figure_line(figure)
    return f"{text} ({'; '.join(figure.notes)})" if figure.notes else text
