"""Figures of editions in words: the one to quote, and the others of its measure."""

from collections.abc import Iterator, Sequence

from milipol_cli.look.words.dates import join_names
from milipol_cli.look.words.sources import Numbers, with_citations
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


def figure_number(figure: Figure) -> str:
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
    text = f"{figure_number(figure)} {singular if is_one else plural}"
    return f"{text}, expected" if figure.kind == "expected" else text


def measure_line(figures: Sequence[Figure], numbers: Numbers) -> str:
    """The figures of one measure in a line: first the one to quote, then the others.

    "1,116 exhibitors (expected: 1,182, earlier 1,200)", "175 delegations, as expected",
    "300+ exhibitors (reported at the opening)". Others are counted, then expected ones.
    """
    quoted, *others = figures
    counted = [figure for figure in others if figure.kind == "counted"]
    expected = [figure for figure in others if figure.kind == "expected"]
    line = with_citations(figure_line(quoted), quoted.source, numbers)
    notes = [*quoted.notes]
    is_as_expected = quoted.kind != "expected" and bool(expected) and _is_equal(expected[0], quoted)
    if is_as_expected:
        confirmed, *expected = expected
        line = with_citations(f"{line}, as expected", confirmed.source, numbers)
        notes += confirmed.notes
    # Where the line has an expectation, the others are older ones.
    is_expectation_in_line = quoted.kind == "expected" or is_as_expected
    label = "expected earlier: " if is_expectation_in_line else "expected: "
    remarks = [
        *notes,
        *_other_figures("counted earlier: ", counted, numbers),
        *_other_figures(label, expected, numbers),
    ]
    # Two reports often have the same note.
    return f"{line} ({'; '.join(dict.fromkeys(remarks))})" if remarks else line


def _is_equal(one: Figure, other: Figure) -> bool:
    return (one.value, one.upper, one.bound) == (other.value, other.upper, other.bound)


def _other_figures(label: str, figures: Sequence[Figure], numbers: Numbers) -> Iterator[str]:
    """Other figures of a measure behind a label, the newest first, then their notes.

    Nothing if there are no other figures.
    """
    if not figures:
        return
    newest, *older = [
        with_citations(figure_number(figure), figure.source, numbers) for figure in figures
    ]
    yield label + newest + (f", earlier {join_names(older)}" if older else "")
    for figure in figures:
        yield from figure.notes
