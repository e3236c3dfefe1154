"""What `milipol upcoming` shows."""

from milipol_cli.look.document import Column, Document, Grid
from milipol_cli.look.parts import Cell, Notes, Style, Title, state_style
from milipol_cli.look.words.dates import (
    dates_long,
    dates_short,
)
from milipol_cli.look.words.editions import (
    last_edition,
    named,
    outcome,
    place,
    starts,
    status,
)
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.upcoming.query import Undated, Upcoming
from milipol_cli.upcoming.words import (
    counts,
    expected,
    expected_from,
    heading,
    notes,
    show_and_city,
    show_and_former_name,
)


def _on(edition: EditionAsOf) -> Style:
    if edition.may_be_on:
        return "maybe"
    return "on" if edition.phase == "on" else ""


# Names and places break into two lines before days do.
EDITIONS = Grid[EditionAsOf](
    "editions",
    (
        Column(
            header="When",
            label="Dates",
            brief=lambda edition: dates_short(edition.dates),
            full=lambda edition: dates_long(edition.dates),
            style=_on,
        ),
        Column(header="Show", brief=named, style=_on, yields_to=len("Asia-Pacific")),
        Column(
            header="Where", label="Place", brief=place, yields_to=len("Villepinte,")
        ),
        Column(header="Starts", brief=starts, style=_on),
        Column(header="Status", brief=status, style=state_style),
        Column(header="ID", brief=lambda edition: edition.id, wraps=False),
    ),
    named_by="Show",
)


UNDATED = Grid[Undated](
    "undated",
    (
        Column(header="Expected", brief=expected, full=expected_from, wraps=False),
        Column(
            header="No dates announced",
            label="Show",
            brief=show_and_city,
            full=show_and_former_name,
        ),
        Column(label="Dates", full=lambda _: "not announced"),
        Column(
            header="Last edition",
            brief=lambda entry: last_edition(entry.last),
            full=lambda entry: (
                f"{dates_long(entry.last.dates)}, {place(entry.last)}"
                f"{outcome(entry.last)}"
            ),
        ),
        Column(header="ID", brief=lambda entry: entry.show.id, wraps=False),
    ),
    named_by="No dates announced",
)


def view(answer: Upcoming) -> Document:
    """The editions with dates, the shows without, and notes on both."""
    title = heading(answer)
    return Document(
        Title(Cell(title), full=[f"{title}: {counts(answer)}."]),
        (EDITIONS.of(answer.editions), UNDATED.of(answer.undated)),
        Notes(notes(answer)),
    )
