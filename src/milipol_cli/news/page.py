"""The page of `news`."""

from milipol_cli.look.parts import (
    Cell,
    Line,
    Part,
    Rows,
    Style,
    Table,
    Title,
    labelled,
    notes,
)
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.news import words
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.query import News

# What is told has most of the room: whom it is of and who said so give way to these
# widths, so that "Paris 2025" and most publishers still stand in a line or two.
_YIELDS = ((1, 12), (3, 17))


def news(answer: News) -> list[list[Part]]:
    """The groups of the news: the dated, then what is known to no day."""
    groups: list[list[Part]] = [[Title(Cell(words.heading(answer)))]]
    if answer.entries:
        groups.append([_table(answer)])
    undated = [(Cell(words.without_a_date(one, answer)),) for one in answer.undated]
    if undated:
        groups.append([Rows(labelled("Without a date", undated))])
    told = [words.outcome_unknown(view) for view in answer.open]
    if not (answer.entries or undated or told):
        groups.append([Line(Cell(words.nothing(answer)), inset=True)])
    told += known_since_notes(answer.later_changes)
    told += old_data(answer.reviewed, answer.as_of)
    return [*groups, notes(told)]


def _table(answer: News) -> Table:
    rows = []
    for entry in answer.entries:
        rows.append(
            (
                Cell(words.date(entry)),
                Cell(words.about(entry)),
                Cell(words.what(entry), _style(entry)),
                Cell(words.publishers(entry, answer)),
            )
        )
        rows += [
            (Cell(""), Cell(""), Cell(said, "dim"), Cell(""))
            for said in words.also(entry)
        ]
    headers = ("Date", "Edition", "What", "Source")
    return Table(headers, rows, wraps=(1, 2, 3), kind="news", yields=_YIELDS)


def _style(entry: NewsEntry) -> Style:
    moved = entry.kind in ("move", "cancellation", "postponement")
    return "maybe" if moved or entry.old_venue is not None else ""
