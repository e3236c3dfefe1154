"""The days of an edition to take along on paper: `milipol agenda sheet`."""

import datetime as dt
from typing import NamedTuple

from milipol_cli.commands.agenda.query import Agenda, DueFollowUp, Part
from milipol_cli.network.as_of import Answer
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import ONE_DAY, window
from milipol_cli.picks.as_of import PickAsOf


class SheetDay(NamedTuple):
    """A day at an edition: picks with free time, and all-day entries.

    `visits` are still to be made, in the order to walk; `follow_ups` are due by then.
    """

    date: dt.date
    parts: list[Part]
    whole_days: list[PickAsOf]
    visits: list[PickAsOf]
    follow_ups: list[DueFollowUp]


class Sheet(Answer, frozen=True, kw_only=True):
    """The days of an edition for the printer, with or without the reader's notes."""

    edition: EditionAsOf
    days: tuple[SheetDay, ...]
    with_notes: bool


def sheet_of(
    answer: Agenda, edition: EditionAsOf, day: dt.date | None, *, with_notes: bool
) -> Sheet:
    """The days of an edition on which something is planned, or the `day` asked for.

    Entries of no show are on their day. Each day has all visits that are still to be made, so
    with such visits, all days that the edition is or may be on are there.
    """
    parts = [part for part in answer.parts if part.edition in (None, edition)]
    of_days = [part for part in parts if part.kind == "day"]
    whole_days = [pick for part in parts if part.kind == "whole days" for pick in part.picks]
    all_visits = [pick for part in parts if part.kind == "visits" for pick in part.picks]
    visits = [pick for pick in all_visits if not pick.pick.done]
    dates = {part.date for part in of_days if part.edition}
    if visits:
        first, last = window(edition.dates)
        dates |= {first + number * ONE_DAY for number in range((last - first).days + 1)}
    days = [
        SheetDay(
            date=date,
            parts=[part for part in of_days if part.date == date],
            whole_days=[pick for pick in whole_days if pick.pick.is_own and pick.is_on_day(date)],
            visits=visits,
            follow_ups=[due for due in answer.follow_ups if due.item.by and due.item.by <= date],
        )
        for date in sorted(dates if day is None else {day})
    ]
    return Sheet(as_of=answer.as_of, edition=edition, days=tuple(days), with_notes=with_notes)
