"""A plan: a table of tasks with their days, or how long they are before a show."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.changes.outcome import LeftOut
from milipol_cli.commands.agenda.changes.picks import TIME_BEFORE, NewTime, new_deadline, own_entry
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
    headers = dict.fromkeys(header for row in rows for header in row)
    others = [
        each for each in headers if each not in _COLUMNS and any(row.get(each) for row in rows)
    ]
    left_out = [LeftOut(f"column {header!r}", "a plan has no such column") for header in others]
    for number, row in enumerate(rows, 1):
        try:
            picks.append(_entry_of_row(row, edition, today))
        except BadInput as error:
            left_out.append(LeftOut(row.get("title") or f"row {number}", str(error)))
    return picks, left_out


def _entry_of_row(row: PlanRow, edition: EditionAsOf, today: dt.date) -> Pick:
    """The entry of a row: a deadline `before` its edition, or an entry on a day.

    {"title": "Order power", "before": "8w"} is a deadline, as is a row with a "date" but without a
    "kind". Raises BadInput, with the reason for the report, for a row that is neither.
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
    if date:
        day = day_if_named(date, today)
        if day is None:
            raise BadInput(f"date {date!r}: not understood; expected one like {today}")
        return own_entry(title, NewTime(at=day), kind, edition=edition.id, note=note, updated=today)
    if kind != "deadline":
        raise BadInput("only a deadline moves with its show")
    span = before.casefold().removesuffix("before").replace(" ", "")  # "8w" or "8 W before"
    if not TIME_BEFORE.fullmatch(span):
        raise BadInput(f"{before!r}: expected a time before the show, like 8w or 10d")
    return new_deadline(title, span, edition, note=note, updated=today)
