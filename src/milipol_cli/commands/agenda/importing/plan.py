"""A plan: a table of tasks with their days, or how long they are before a show."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.changes.deadlines import is_time_before, new_deadline
from milipol_cli.commands.agenda.changes.left_out import LeftOut
from milipol_cli.commands.agenda.changes.new_picks import own_entry
from milipol_cli.commands.agenda.changes.pick_times import NewTime
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.picks import OWN_KINDS, OwnKind, Pick
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.network.when import day_if_named

_COLUMNS = ("title", "date", "before", "kind", "note")
_KINDS: dict[str, OwnKind] = {kind: kind for kind in OWN_KINDS}

# The cells of a row by the headers of their columns.
PlanRow = Mapping[str, str]


def is_plan(headers: Collection[str]) -> bool:
    """Whether these are the columns of a plan."""
    return "title" in headers and ("date" in headers or "before" in headers)


def entries_of_plan(
    rows: Sequence[PlanRow], edition: EditionAsOf, today: dt.date
) -> tuple[list[Pick], list[LeftOut]]:
    """The entries of a plan for an edition, and which rows and columns are left out."""
    picks: list[Pick] = []
    left_out = list(_other_columns(rows))
    for number, row in enumerate(rows, 1):
        try:
            picks.append(_entry_of_row(row, edition, today))
        except BadInput as error:
            title = row.get("title") or f"row {number}"
            left_out.append(LeftOut(title, str(error)))
    return picks, left_out


def _other_columns(rows: Sequence[PlanRow]) -> Iterator[LeftOut]:
    """The columns with a text that plans do not have."""
    for header in dict.fromkeys(header for row in rows for header in row):
        if header not in _COLUMNS and any(row.get(header) for row in rows):
            yield LeftOut(f"column {header!r}", "a plan has no such column")


def _entry_of_row(row: PlanRow, edition: EditionAsOf, today: dt.date) -> Pick:
    """The entry of a row: a deadline `before` its edition, or an entry on a day.

    {"title": "Order power", "before": "8w"} is a deadline, as is a row with a "date"
    but without a "kind". Raises BadInput, with the reason for the report, for a row
    that is neither.
    """
    title, note = row.get("title", ""), row.get("note") or None
    date, before = row.get("date", ""), row.get("before", "")
    if not title:
        raise BadInput("no title")
    if any(len(text) > MOST_CHARACTERS for text in (title, note or "")):
        raise BadInput(f"over {MOST_CHARACTERS} characters")
    if bool(date) == bool(before):
        raise BadInput("expected either a date or a time before the show, like 8w")
    kind = _KINDS.get(row.get("kind", "").casefold() or "deadline")
    if kind is None:
        raise BadInput(f"no kind {row['kind']!r}")
    if not before:
        time = NewTime(at=_day_in_plan(date, today))
        fields: dict[str, Any] = {"edition": edition.id, "note": note}
        return own_entry(title, time, kind, **fields, updated=today)
    if kind != "deadline":
        raise BadInput("only a deadline moves with its show")
    time_before = _time_before_in_plan(before)
    return new_deadline(title, time_before, edition, note=note, updated=today)


def _day_in_plan(date: str, today: dt.date) -> dt.date:
    """The day that a cell names; raises BadInput for another text."""
    day = day_if_named(date, today)
    if day is None:
        raise BadInput(f"date {date!r}: not understood; expected one like {today}")
    return day


def _time_before_in_plan(cell: str) -> str:
    """The time in a cell like "8w" or "8 W before"; raises BadInput for others."""
    text = cell.casefold().removesuffix("before").replace(" ", "")
    if not is_time_before(text):
        raise BadInput(f"{cell!r}: expected a time before the show, like 8w or 10d")
    return text
