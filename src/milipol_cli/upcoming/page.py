"""The page of `upcoming`."""

from collections.abc import Sequence

from milipol_cli.look.document import (
    Cell,
    Part,
    Style,
    Table,
    Title,
    notes,
    state_style,
)
from milipol_cli.look.words.dates import dates_short
from milipol_cli.look.words.editions import last_edition, named, place, starts, status
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.upcoming.query import Undated, Upcoming
from milipol_cli.upcoming.words import heading, show_and_city, upcoming_notes

# Names and places break into two lines before days do.
_YIELDS = ((1, len("Asia-Pacific")), (2, len("Villepinte,")))


def upcoming(answer: Upcoming) -> list[list[Part]]:
    """The groups of `upcoming`: what is dated, what is not, and notes."""
    groups: list[list[Part]] = [[Title(Cell(heading(answer)))]]
    if answer.editions:
        groups.append([_editions(answer.editions)])
    if answer.undated:
        groups.append([_undated(answer.undated)])
    return [*groups, notes(upcoming_notes(answer))]


def _editions(views: Sequence[EditionAsOf]) -> Table:
    rows = []
    for view in views:
        accent: Style = "on" if view.phase == "on" else ""
        rows.append(
            (
                Cell(dates_short(view.dates), accent),
                Cell(named(view), accent),
                Cell(place(view)),
                Cell(starts(view), accent),
                Cell(status(view), state_style(view)),
                Cell(view.id, "dim"),
            )
        )
    headers = ("When", "Show", "Where", "Starts", "Status", "ID")
    return Table(headers, rows, wraps=(0, 1, 2, 3, 4), kind="editions", yields=_YIELDS)


def _undated(entries: Sequence[Undated]) -> Table:
    rows = []
    for entry in entries:
        year = entry.expected_year
        rows.append(
            (
                Cell("not known" if year is None else str(year)),
                Cell(show_and_city(entry)),
                Cell(last_edition(entry.last)),
                Cell(entry.show.id, "dim"),
            )
        )
    headers = ("Expected", "No dates announced", "Last edition", "ID")
    return Table(headers, rows, wraps=(1, 2), kind="undated")
