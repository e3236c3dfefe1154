"""The upcoming editions: the answer of `milipol upcoming`."""

import datetime as dt
from collections.abc import Sequence

from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    name_of,
    oldest_review,
    select_shows,
    unknown_shows,
)
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Show, ShowFile


class Undated(Record, frozen=True, kw_only=True):
    """A show without an upcoming edition: its last one, and the year to expect."""

    show: Show
    name: str
    last: EditionAsOf
    expected_year: int | None


class Upcoming(Answer, frozen=True, kw_only=True):
    """The answer of `milipol upcoming`.

    `shows` has the ids of the shows asked for, `unknown` the ids of shows about which
    nothing was known yet. A limit leaves out `left_out` upcoming editions.
    """

    editions: tuple[EditionAsOf, ...]
    undated: tuple[Undated, ...]
    reviewed: dt.date | None
    shows: tuple[str, ...]
    left_out: int
    unknown: tuple[str, ...]


def upcoming(
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    shows: Sequence[str] = (),
    limit: int | None = None,
    within_days: int | None = None,
) -> Upcoming:
    """The editions that are on or upcoming, soonest first, and the shows without one.

    If `shows` are given, all others are left out. `limit` is the most editions to list;
    editions that start more than `within_days` days from now are left out.
    """
    files = select_shows(files, shows)
    editions = sorted(editions_as_of(files, as_of), key=by_day)
    not_over = [edition for edition in editions if edition.phase != "over"]
    within = [
        edition
        for edition in not_over
        if within_days is None
        or (window(edition.dates)[0] - as_of.day_at(edition.zone)).days <= within_days
    ]
    listed = within[:limit]
    return Upcoming(
        as_of=as_of,
        editions=tuple(listed),
        undated=_undated_shows(editions, as_of),
        reviewed=oldest_review(files),
        shows=tuple(shows),
        left_out=len(not_over) - len(listed),
        unknown=unknown_shows(shows, editions),
    )


def _undated_shows(editions: Sequence[EditionAsOf], as_of: AsOf) -> tuple[Undated, ...]:
    """The shows without an edition that is on or upcoming, and not cancelled.

    They are in order of the expected year; shows without an expected year come last.
    """
    by_show: dict[str, list[EditionAsOf]] = {}
    dated = set()
    for edition in editions:
        by_show.setdefault(edition.show.id, []).append(edition)
        if edition.phase != "over" and edition.status != "cancelled":
            dated.add(edition.show.id)
    undated = [_without_upcoming(by_show[show], as_of) for show in by_show if show not in dated]
    undated.sort(key=lambda entry: (entry.expected_year or dt.MAXYEAR, entry.show.id))
    return tuple(undated)


def _without_upcoming(editions: Sequence[EditionAsOf], as_of: AsOf) -> Undated:
    """A show without an upcoming edition: its last one, and when one is expected."""
    # A cancelled edition is the last one only of a show that never had another.
    last = next(
        (edition for edition in reversed(editions) if edition.status != "cancelled"), editions[-1]
    )
    return Undated(
        show=last.show,
        name=name_of(last.show.id, editions),
        last=last,
        expected_year=_expected_year(last, editions, as_of),
    )


def _expected_year(last: EditionAsOf, editions: Sequence[EditionAsOf], as_of: AsOf) -> int | None:
    """The next year in a rhythm that a source gives, counted from the last edition.

    It is not in the past, and later than all editions, also cancelled editions. None if
    no source gives a rhythm.
    """
    rhythm = last.show.rhythm
    if rhythm is None or not as_of.knows(rhythm):
        return None
    passed = max(
        as_of.day_at(last.show.zone).year - 1, *(int(edition.year) for edition in editions)
    )
    rounds = (passed - int(last.year)) // rhythm.every_years + 1
    return int(last.year) + rounds * rhythm.every_years
