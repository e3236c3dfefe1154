"""Figures of editions in words."""

from milipol_cli.network.model.shows import Figure, Measure

# What a figure counts, of one and of more.
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
    is_one = (found.value, found.upper) == (1, None) and found.bound != "at least"
    one, more = _MEASURES[found.measure]
    said = f"{figure(found)} {one if is_one else more}"
    return f"{said}, expected" if found.kind == "expected" else said


def figure_told(found: Figure) -> str:
    """The same with what is remarked on it: "169 exhibitors (foreign ones only)"."""
    said = figure_line(found)
    return f"{said} ({'; '.join(found.notes)})" if found.notes else said
