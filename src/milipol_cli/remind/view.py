"""What `milipol remind` shows: a line for each alarm, without a heading."""

from milipol_cli.look.document import Document, Fact, Facts
from milipol_cli.look.parts import Cell
from milipol_cli.remind.query import DueAlarm, Reminders
from milipol_cli.remind.words import before, when, when_in_full, where


def view(answer: Reminders) -> Document:
    """The alarms and nothing else, since scripts read the lines."""
    facts = [_fact(due) for due in answer.due]
    return Document(None, [Facts(facts, ids=True, wide_label=False)], [])


def _fact(due: DueAlarm) -> Fact:
    cells = Cell(before(due)), Cell(where(due.event) or ""), Cell(due.event.id)
    line = ", ".join(cell.text for cell in cells if cell.text)
    return Fact(when(due), [cells], full=[f"{when_in_full(due)}: {line}"])
