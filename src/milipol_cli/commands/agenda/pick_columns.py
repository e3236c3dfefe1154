"""Columns of picks, and the table of follow-ups, for the agenda and its report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from milipol_cli.commands.agenda.query import DueFollowUp
from milipol_cli.look.day import CONFLICTS, id_column
from milipol_cli.look.document import Cell, Column, Grid, Style, Table
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import day_short, join_names, weekday
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.occasions import Occasion
from milipol_cli.picks.as_of import PickAsOf


def follow_up_table(follow_ups: Sequence[DueFollowUp], as_of: AsOf) -> Table[DueFollowUp]:
    """A table of follow-ups in their order; their states only if any has one."""
    from milipol_cli.network.model.picks import FOLLOW_UP  # noqa: PLC0415  only with follow-ups

    has_states = any(_state(due, as_of) for due in follow_ups)

    def day_due(due: DueFollowUp) -> str:
        day = due.item.by
        return "no day" if day is None else f"{weekday(day)[:3]} {day_short(day)}"

    def task(due: DueFollowUp) -> Cell:
        state = _state(due, as_of)
        style = _STATE_STYLES.get(state, "")
        return Cell(due.item.text, style, beside=state if has_states else None)

    columns = (
        Column[DueFollowUp](header="By", brief=day_due, wraps=False),
        Column[DueFollowUp](header="Follow-up", brief=task),
        Column[DueFollowUp](label="State", full=lambda due: _state(due, as_of)),
        Column[DueFollowUp](header="With", brief=lambda due: words.whom(due.pick)),
        Column[DueFollowUp](
            header=f"ID {FOLLOW_UP}",
            label="ID",
            brief=lambda due: due.item.id.removeprefix(FOLLOW_UP),
            full=lambda due: due.item.id,
            wraps=False,
        ),
    )
    return Grid("follow-ups", columns, named_by="Follow-up").with_rows(follow_ups)


_STATE_STYLES: dict[str, Style] = {"overdue": "maybe", "done": "dim"}


def _state(due: DueFollowUp, as_of: AsOf) -> str:
    """The state of a follow-up: "done" or "overdue"; "" if there is still time."""
    if due.item.done is not None:
        return "done"
    return "overdue" if due.is_overdue(as_of) else ""


def personal_values(row: Occasion) -> list[tuple[str, str]]:
    """The alarm, note and people that the reader added to a pick, each with its name.

    None for sessions and free time, and beside the picks of other people.
    """
    if not isinstance(row, PickAsOf) or row.people:
        return []
    *values, _ = words.notes_on(row.pick)  # follow-ups have a section of their own
    if row.pick.alarm is not None or row.pick.usual_alarms is not None:
        from milipol_cli.commands.agenda.alarm_words import unusual_alarms  # noqa: PLC0415  rare

        values.insert(0, ("Alarm", unusual_alarms(row)))
    return [(name, text) for name, text in values if text is not None]


def lines_below(row: Occasion) -> Iterator[Cell]:
    """The lines below a pick in a table: its conflicts, alarms and notes."""
    yield from words.conflict_cells(row)
    for name, text in personal_values(row):
        yield Cell(f"{name}: {words.note_in_table(text)}", "dim", sign="")


def last_columns(picks: Iterable[PickAsOf], header: str, prefix: str) -> list[Column[Any]]:
    """The columns after the text: who has a pick, what plain lines add, and its id.

    "Who" is there only beside the picks of other people.
    """

    def people(pick: PickAsOf) -> Cell:
        return Cell(join_names(pick.people), "strong" if len(pick.people) > 1 else "")

    def column(name: str) -> Column[Any]:
        return Column(label=name, full=lambda row: dict(personal_values(row)).get(name))

    who = [Column[Any](header="Who", brief=people, follows=True)]
    return [
        *(who if any(pick.people for pick in picks) else []),
        CONFLICTS,
        *map(column, ("Alarm", "Note", "Met")),
        id_column(header, prefix),
    ]
