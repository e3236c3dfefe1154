"""How often and when an event was changed: its SEQUENCE and LAST-MODIFIED."""

import datetime as dt
import itertools
from collections.abc import Sequence

from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Notice


def times_changed(notices: Sequence[Notice]) -> int:
    """How many notices changed the dates, the venue or the status.

    It never falls as notices are added. The number of notices that differ from the
    last one would.
    """
    first, *others = notices
    count, current = 0, (first.dates, first.venue, first.status)
    for notice in others:
        changed = (
            notice.dates or current[0],
            notice.venue or current[1],
            notice.status,
        )
        count += changed != current
        current = changed
    return count


def _shown_status(notice: Notice) -> str:
    """The status as the days and sessions of an edition show it."""
    return "settled" if notice.status in ("announced", "held") else notice.status


def status_changes(edition: EditionAsOf) -> int:
    """How often the status changed that the days and sessions of an edition show."""
    shown = [_shown_status(notice) for notice in edition.notices]
    return sum(before != after for before, after in itertools.pairwise(shown))


def modified_on(edition: EditionAsOf, updated: dt.date | None) -> dt.date:
    """The day of the last change to a part of the programme, or of its shown status."""
    days = [updated or edition.show.reviewed]
    for before, notice in itertools.pairwise(edition.notices):
        if _shown_status(notice) != _shown_status(before):
            days.append(notice.day_known)
    return max(days)
