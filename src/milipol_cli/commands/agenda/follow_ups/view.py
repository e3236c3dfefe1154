"""The view of `milipol agenda --follow-ups`."""

from milipol_cli.commands.agenda.follow_ups.query import FollowUpList
from milipol_cli.commands.agenda.pick_columns import follow_up_table
from milipol_cli.look.document import Cell, Document, Title
from milipol_cli.look.words.dates import not_shown


def view(answer: FollowUpList) -> Document:
    """The follow-ups by day, below how many are open, overdue and done."""
    where = f" at {answer.asked_show}" if answer.asked_show else ""
    counts = [f"{answer.number_open} open"]
    if overdue := sum(due.is_overdue(answer.as_of) for due in answer.listed):
        counts.append(f"{overdue} overdue")
    if answer.number_done:
        counts.append(f"{answer.number_done} done")
    title = f"My follow-ups{where}: {', '.join(counts)}"
    return Document(
        Title(Cell(title), full=[f"{title}."]),
        [follow_up_table(answer.listed, answer.as_of)],
        not_shown(answer.left_out, "follow-up"),
    )
