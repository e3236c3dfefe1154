"""The view of `milipol exhibitors match --fairs`."""

import shlex
from collections.abc import Iterator

from milipol_cli.commands.exhibitors.matching.fairs.query import FairOfAccounts, FairsOfAccounts
from milipol_cli.look.document import Cell, Column, Document, Grid, Title
from milipol_cli.look.words.dates import day_plain, not_shown, sentence
from milipol_cli.look.words.editions import FULL, cells_of, value_per_cell
from milipol_cli.look.words.exhibitors import NAMES_LINKED, month_of_list, notes_on_fairs
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.model.shows import FairShow

_BAR_CELLS = 8


def view(answer: FairsOfAccounts) -> Document:
    """A row for each fair, and notes on its lists."""
    left = _heading(answer)
    title = Title(Cell(left), full=[f"{left}."])
    return Document(title, [_grid(answer).with_rows(answer.rows)], [*_notes(answer)])


def _heading(answer: FairsOfAccounts) -> str:
    """How many companies were looked for, or that no list is so new."""
    if not answer.rows:
        day = day_plain(answer.as_of.reader_day)
        return f"No list since {answer.since} as of {day}"
    number = len(answer.imported.exhibitors)
    companies = "company" if number == 1 else "companies"
    return f"{number:,} {companies}, on the last list of each fair"


def _grid(answer: FairsOfAccounts) -> Grid[FairOfAccounts]:
    """The fairs, with a bar for how many of the accounts are on the last list."""
    most = max((row.listed for row in answer.rows), default=0)
    per_cell, width = value_per_cell(most, _BAR_CELLS), len(f"{most:,}")

    def listed(row: FairOfAccounts) -> Cell:
        bar = FULL * cells_of(row.listed, per_cell)
        return Cell(f"{row.listed:{width},}  {bar}", whole=True)

    return Grid(
        "fairs",
        (
            Column(header="Fair", brief=_fair, is_text=True),
            Column(header="Last list", brief=lambda row: month_of_list(row.last)),
            Column(header="Listed", brief=listed, full=lambda row: f"{row.listed:,}"),
            Column(header="Possible", brief=lambda row: f"{row.perhaps:,}"),
            Column(header="Any year", brief=lambda row: f"{row.any_year:,}"),
            Column(header="Only there", brief=lambda row: f"{row.only_there:,}"),
            Column(label="ID", full=lambda row: row.last.edition.id),
        ),
    )


def _fair(row: FairOfAccounts) -> str:
    """The fair and its city, which the names of Milipol's shows say."""
    edition = row.last.edition
    city = edition.show.city if isinstance(edition.show, FairShow) else ""
    return ", ".join(filter(None, [edition.name, city]))


def _notes(answer: FairsOfAccounts) -> Iterator[str]:
    yield from not_shown(answer.left_out, "fair")
    if answer.rows:
        yield f"Only there: on lists of no other fair since {answer.since}."
        edition_id = answer.rows[0].last.edition.id
        file = shlex.join([answer.file, *answer.read_as])
        command = f"match {file} --edition {edition_id}"
        yield f"Which companies: milipol exhibitors {command}"
    yield from map(sentence, map(str, answer.imported.doubts))
    if answer.rows:
        yield from notes_on_fairs(row.last for row in answer.rows)
        yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
