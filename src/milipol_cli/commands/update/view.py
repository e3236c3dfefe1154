"""What `milipol update` shows."""

from typing import NamedTuple

from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.commands.news.words import about, date, text
from milipol_cli.commands.update.query import ChangedPick
from milipol_cli.commands.update.store import Update
from milipol_cli.commands.update.words import done
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Title
from milipol_cli.look.words.picks import label


class _New(NamedTuple):
    entry: NewsEntry
    is_picked: bool


NEWS = Grid[_New](
    "news",
    (
        Column(header="Date", brief=lambda row: date(row.entry), wraps=False),
        Column(header="Edition", brief=lambda row: about(row.entry), yields_to=12),
        Column(header="New", brief=lambda row: text(row.entry)),
        Column(
            header="Agenda",
            brief=lambda row: "picked" if row.is_picked else "",
            wraps=False,
        ),
    ),
    named_by="New",
)

PICKS = Grid[ChangedPick](
    "picks",
    (
        Column(header="On your agenda", brief=lambda row: label(row.pick)),
        Column(
            header="Changed",
            brief=lambda row: "; ".join(row.texts),
            style=lambda row: "maybe" if row.pick.conflicts else "",
        ),
        Column(header="ID", brief=lambda row: row.pick.id, wraps=False),
    ),
)


def view(answer: Update) -> Document:
    """What was done in a line, the news, what changed, what is ignored."""
    changes = answer.changes
    assert changes is not None  # else it is one line
    rows = [_New(entry, entry.edition in changes.picked) for entry in changes.entries]
    notes = [*changes.programmes]
    if changes.ignored:
        notes.append("The data now has these; your own are ignored:")
    notes += [f"{problem}." for problem in changes.ignored]
    return Document(
        Title(Cell(done(answer))),
        (NEWS.with_rows(rows), PICKS.with_rows(changes.picks)),
        Notes(notes),
        verbatim=True,
    )
