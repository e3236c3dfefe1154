"""The view of `milipol exhibitors fairs`."""

from collections.abc import Iterator

from milipol_cli.commands.exhibitors.fairs.query import FairRow, Fairs
from milipol_cli.look.document import Cell, Column, Document, Grid, Title
from milipol_cli.look.words.dates import count, not_shown
from milipol_cli.look.words.exhibitors import (
    NAMES_LINKED,
    month_of_list,
    no_lists_of_fairs,
    notes_on_fairs,
)
from milipol_cli.look.words.sources import data_age


def view(answer: Fairs) -> Document:
    """A row for each fair."""
    of = f"{count(answer.lists, 'list')} of {count(answer.fairs, 'fair')}"
    title = f"Other security and defence fairs: {of}"
    if not answer.fairs:
        title = no_lists_of_fairs(answer.as_of)
    grid = _grid(answer).with_rows(answer.rows)
    return Document(Title(Cell(title), full=[f"{title}."]), [grid], [*_notes(answer)])


def _grid(answer: Fairs) -> Grid[FairRow]:
    """The fairs with their last lists, and how many entries have companies at Paris."""
    at_paris = None if answer.paris is None else f"At Paris {answer.paris.year}"
    return Grid(
        "fairs",
        (
            Column(header="Fair", brief=_fair),
            Column(header="Last list", brief=lambda row: month_of_list(row.last)),
            Column(header="Listed", brief=lambda row: f"{len(row.last.exhibitors.exhibitor):,}"),
            Column(header=at_paris, label=at_paris, brief=_in_common),
            Column(header="Lists", brief=lambda row: str(len(row.lists))),
            Column(header="ID", brief=lambda row: row.last.edition.show.id, wraps=False),
            Column(
                label="Editions", full=lambda row: ", ".join(each.edition.id for each in row.lists)
            ),
        ),
    )


def _fair(row: FairRow) -> str:
    show = row.last.edition.show
    return ", ".join(filter(None, [show.name, show.city]))


def _in_common(row: FairRow) -> str:
    return f"{row.in_common:,} ({row.percent} %)"


def _notes(answer: Fairs) -> Iterator[str]:
    yield from not_shown(answer.left_out, "fair")
    yield from notes_on_fairs(row.last for row in answer.rows)
    if answer.rows:
        yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
