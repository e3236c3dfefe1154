"""The days of an edition to take along on paper: `milipol agenda sheet`."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
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
    parts: tuple[Part, ...]
    whole_days: tuple[PickAsOf, ...]
    visits: tuple[PickAsOf, ...]
    follow_ups: tuple[DueFollowUp, ...]


class Sheet(Answer, frozen=True, kw_only=True):
    """The days of an edition for the printer, with or without the reader's notes."""

    edition: EditionAsOf
    days: tuple[SheetDay, ...]
    with_notes: bool


def sheet_of(
    answer: Agenda, edition: EditionAsOf, day: dt.date | None, *, with_notes: bool
) -> Sheet:
    """The days of an edition on which something is planned, or the `day` asked for.

    Entries of no show are on their day. Each day has all visits that are still to be
    made, so with such visits, all days of the edition are there.
    """
    parts = [part for part in answer.parts if part.edition in (None, edition)]
    visits_to_make = tuple(
        pick for part in parts if part.kind == "visits" for pick in part.picks if not pick.pick.done
    )
    dates = {part.date for part in parts if part.kind == "day" and part.edition}
    dates |= {*_days_of(edition)} if visits_to_make else set()
    return Sheet(
        as_of=answer.as_of,
        edition=edition,
        days=tuple(
            _sheet_day(date, parts, visits_to_make, answer.follow_ups)
            for date in sorted(dates if day is None else {day})
        ),
        with_notes=with_notes,
    )


def _sheet_day(
    date: dt.date,
    parts: Sequence[Part],
    visits: tuple[PickAsOf, ...],
    follow_ups: Iterable[DueFollowUp],
) -> SheetDay:
    return SheetDay(
        date=date,
        parts=tuple(part for part in parts if part.kind == "day" and part.date == date),
        whole_days=tuple(_entries_on(parts, date)),
        visits=visits,
        follow_ups=tuple(due for due in follow_ups if _is_due(due, date)),
    )


def _days_of(edition: EditionAsOf) -> Iterator[dt.date]:
    """The days of an edition; all that it may be on if only its month is known."""
    first, last = window(edition.dates)
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def _entries_on(parts: Iterable[Part], date: dt.date) -> Iterator[PickAsOf]:
    """The reader's entries that take the whole day, like a deadline."""
    for part in parts:
        for pick in part.picks if part.kind == "whole days" else ():
            if pick.pick.is_own and pick.is_on_day(date):
                yield pick


def _is_due(due: DueFollowUp, date: dt.date) -> bool:
    return due.item.by is not None and due.item.by <= date
