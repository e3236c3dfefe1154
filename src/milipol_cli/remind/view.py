"""What `milipol remind` shows: a line for each alarm, without a heading."""

from milipol_cli.look.document import Document, Fact, Facts
from milipol_cli.look.parts import Cell
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.remind.query import DueAlarm, Reminders
from milipol_cli.remind.words import text, when, when_in_full, where


def view(answer: Reminders) -> Document:
    """The alarms, and notes only if the answer looks back: scripts read the lines."""
    with_programme = [
        due.event.edition
        for due in answer.due
        if due.event.edition is not None
        and (due.event.session is not None or due.event.kind == "day")
    ]
    notes = known_since_notes(answer.later_changes)
    notes += as_known_today(with_programme, answer.as_of)
    facts = [_fact(due) for due in answer.due]
    return Document(None, [Facts(facts, ids=True, wide_label=False)], notes)


def _fact(due: DueAlarm) -> Fact:
    cells = Cell(text(due)), Cell(where(due.event) or ""), Cell(due.event.id)
    line = ", ".join(cell.text for cell in cells if cell.text)
    return Fact(when(due), [cells], full=[f"{when_in_full(due)}: {line}"])
