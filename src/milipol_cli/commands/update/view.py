"""The view of `milipol update`."""

from typing import NamedTuple

from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.commands.news.words import about, date, text
from milipol_cli.commands.update.store import Update
from milipol_cli.commands.update.words import lost_line, outcome_line, pick_changes, programme_line
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Title
from milipol_cli.look.words.picks import label
from milipol_cli.picks.as_of import PickAsOf


class _New(NamedTuple):
    entry: NewsEntry
    is_picked: bool


NEWS = Grid[_New](
    "news",
    (
        Column(header="Date", brief=lambda row: date(row.entry), wraps=False),
        Column(header="Edition", brief=lambda row: about(row.entry), yields_to=12),
        Column(header="New", brief=lambda row: text(row.entry)),
        Column(header="Agenda", brief=lambda row: "picked" if row.is_picked else "", wraps=False),
    ),
    named_by="New",
)

PICKS = Grid[PickAsOf](
    "picks",
    (
        Column(header="On your agenda", brief=label),
        Column(
            header="Changed",
            brief=lambda row: "; ".join(pick_changes(row)),
            style=lambda row: "maybe" if row.conflicts else "",
        ),
        Column(header="ID", brief=lambda row: row.id, wraps=False),
    ),
)


def view(answer: Update) -> Document:
    """The outcome in a line, the news, the changes and the ignored records."""
    changes = answer.changes
    assert changes is not None  # else it is one line
    rows = [_New(entry, entry.edition in changes.picked) for entry in changes.entries]
    notes = [*filter(None, [lost_line(changes)])]
    notes += map(programme_line, changes.programmes)
    if changes.ignored:
        notes.append("The data now has these records, so your own are ignored:")
    notes += [f"{problem}." for problem in changes.ignored]
    return Document(
        Title(Cell(outcome_line(answer))),
        (NEWS.with_rows(rows), PICKS.with_rows(changes.picks)),
        Notes(notes),
        verbatim=True,
    )
