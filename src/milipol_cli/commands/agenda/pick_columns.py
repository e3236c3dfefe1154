"""Columns of picks, and the table of follow-ups, for the agenda and its report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from milipol_cli.look.day import CONFLICTS, id_column
from milipol_cli.look.document import Cell, Column, Grid, Style, Table
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import day_short, join_names
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.occasions import Occasion
from milipol_cli.picks.as_of import PickAsOf


def follow_up_table(picks: Sequence[PickAsOf], as_of: AsOf) -> Table[PickAsOf]:
    """What is to be done after visits and meetings, in order of its day."""
    editions = {pick.pick.edition_id for pick in picks if pick.pick.edition_id}
    prefix = f"{editions.pop()}/" if len(editions) == 1 else ""
    has_states = any(is_overdue(pick, as_of) for pick in picks)

    def by(pick: PickAsOf) -> str:
        day = pick.pick.follow_up_by
        return "" if day is None else day_short(day)

    def state(pick: PickAsOf) -> str:
        return "overdue" if is_overdue(pick, as_of) else ""

    def text(pick: PickAsOf) -> Cell:
        style: Style = "maybe" if state(pick) else ""
        beside = state(pick) if has_states else None
        return Cell(pick.pick.follow_up or "", style, beside=beside)

    grid = Grid[PickAsOf](
        "follow-ups",
        (
            Column(header="By", brief=by, wraps=False),
            Column(header="Follow-up", brief=text),
            Column(label="State", full=state),
            Column(header="After", brief=words.name),
            id_column(f"ID {prefix}".strip(), prefix),
        ),
        named_by="Follow-up",
    )
    return grid.with_rows(picks)


def is_overdue(pick: PickAsOf, as_of: AsOf) -> bool:
    """Whether a follow-up was due before today."""
    day = pick.pick.follow_up_by
    return day is not None and day < as_of.reader_day


def personal_values(row: Occasion) -> list[tuple[str, str]]:
    """What the reader added to a pick, each with its name; nothing beside others."""
    if not isinstance(row, PickAsOf) or row.people:
        return []
    *values, _ = words.notes_on(row.pick)  # follow-ups have a section of their own
    if row.pick.alarm is not None or row.pick.usual_alarms is not None:
        from milipol_cli.commands.agenda.alarm_words import other_alarms  # noqa: PLC0415  rare

        values.insert(0, ("Alarm", other_alarms(row)))
    return [(name, text) for name, text in values if text is not None]


def lines_below(row: Occasion) -> Iterator[Cell]:
    """The lines below a pick in a table: its conflicts, alarms and notes."""
    yield from words.conflict_cells(row)
    for name, text in personal_values(row):
        yield Cell(f"{name}: {text}", "dim", sign="")


def last_columns(
    picks: Iterable[PickAsOf], header: str, prefix: str
) -> list[Column[Any]]:
    """The columns after the text: who has a pick, what plain lines add, and its id."""

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
