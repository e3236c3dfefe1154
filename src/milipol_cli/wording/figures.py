"""Figures of editions in words."""

from milipol_cli.model import Figure, Measure

_MEASURES: dict[Measure, str] = {
    "visitors": "visitors",
    "visitor_countries": "countries of visitors",
    "exhibitors": "exhibitors",
    "exhibitor_countries": "countries of exhibitors",
    "countries": "countries",
    "delegations": "delegations",
    "delegation_countries": "countries of delegations",
    "officials": "officials",
    "journalists": "journalists",
    "area_m2": "m²",
    "deals": "in deals",
}


def figure(found: Figure) -> str:
    """A figure: "1,100+", "about 170", "150 to 160", "QAR 592,000,000"."""
    said = f"{found.value:,}"
    if found.upper is not None:
        said = f"{said} to {found.upper:,}"
    if found.currency is not None:
        said = f"{found.currency} {said}"
    if found.bound == "at least":
        return f"{said}+"
    return f"about {said}" if found.bound == "about" else said


def figure_line(found: Figure) -> str:
    """A figure with what it counts, and whether it was only expected."""
    said = f"{figure(found)} {_MEASURES[found.measure]}"
    return f"{said}, expected" if found.kind == "expected" else said


def figure_told(found: Figure) -> str:
    """The same with what is remarked on it: "169 exhibitors (foreign ones only)"."""
    said = figure_line(found)
    return f"{said} ({'; '.join(found.notes)})" if found.notes else said
