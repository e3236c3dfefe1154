"""An edition that moved, and its sessions and the reader's picks."""

import datetime as dt
from collections.abc import Iterable

from milipol_cli.imports.sources import sources_with
from milipol_cli.imports.target import (
    OWN_DAYS,
    Destination,
    FileFacts,
    Subject,
    Target,
    known_subject,
    target_of,
)
from milipol_cli.imports.writing import lock_folder, write_files
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import day_in_id, may_be
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.record import Record


class Moved(Record, frozen=True, kw_only=True):
    """The new days of an edition, and what is not on them.

    `picks` counts the reader's picks on former days, `sessions` those of the programme
    on any other day.
    """

    target: Target
    picks: int
    sessions: int
    into: Destination
    dry_run: bool

    @property
    def is_written(self) -> bool:
        return self.target.change is not None and not self.dry_run


def move_edition(
    subject: Subject, into: Destination, as_of: AsOf, picks: Iterable[Pick], *, dry_run: bool
) -> Moved:
    """Writes a notice with the days of a subject into a data folder.

    Nothing is written if the edition has these days already, or with `dry_run`.
    """
    known = known_subject(subject, into, as_of)
    target = target_of(known, FileFacts("--moved"), as_of.reader_day)
    change = target.change
    if change is not None:
        with lock_folder(into.root, change.path, dry_run=dry_run):
            _, sources = sources_with(into.root, OWN_DAYS)
            if not dry_run:
                write_files([*sources, (change.path, change.text)])
    number = sum(_is_on_former_day(pick, target) for pick in picks)
    return Moved(
        target=target,
        picks=number,
        sessions=_sessions_on_other_days(target, into),
        into=into,
        dry_run=dry_run,
    )


def _sessions_on_other_days(target: Target, into: Destination) -> int:
    """How many sessions are not on the new days; 0 if there are no new days."""
    if target.change is None:
        return 0
    days, sessions = target.change.days, into.data.programme(target.edition).session
    dates = (session.date for session in sessions if session.date is not None)
    return sum(not may_be(date, days) for date in dates)


def _is_on_former_day(pick: Pick, target: Target) -> bool:
    """Whether a pick is on a day that the edition had, and no longer has."""
    change, day = target.change, _day_of(pick)
    if change is None or change.before is None or pick.edition_id != target.edition:
        return False
    is_before = day is not None and may_be(day, change.before)
    return is_before and not may_be(day or dt.date.min, change.days)


def _day_of(pick: Pick) -> dt.date | None:
    """The day that was picked; None for an edition, or a visit."""
    if pick.at is not None:
        return pick.at.date()
    return pick.date or day_in_id(pick.id.partition("/")[2])
