"""Deadlines that move with their show: so long before its first day."""

import re
from typing import Any

from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.changes.new_picks import own_id
from milipol_cli.commands.agenda.changes.pick_times import TIME_FIELDS
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.picks import Pick, span_of_days


def is_time_before(text: str) -> bool:
    """Whether a text is a time before a show, like 8w or 10d."""
    return re.fullmatch("[1-9][0-9]{0,2}[wd]", text) is not None


def deadline_fields(before: str, edition: EditionAsOf | None) -> dict[str, Any]:
    """The fields of a deadline `before` an edition, like 8w or 10d.

    Its date is the day that this is now, so that a later move is noticed; None while
    the edition has no days. Raises BadInput for another text, or without an edition.
    """
    if not is_time_before(before):
        raise BadInput(f"--before {before!r}: not understood; expected a time like 8w or 10d")
    if edition is None:
        raise BadInput("--before: needs the edition that it is before, in --edition")
    start = edition.dates.start
    return {
        **dict.fromkeys(TIME_FIELDS),
        "kind": "deadline",
        "edition": edition.id,
        "before": before,
        "date": None if start is None else start - span_of_days(before),
    }


def new_deadline(title: str, before: str, edition: EditionAsOf | None, **fields: Any) -> Pick:
    """A deadline of the reader's own that moves with an edition."""
    values = deadline_fields(before, edition) | fields
    return Pick(id=own_id(title), title=title, **values)
