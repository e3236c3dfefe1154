"""How often an event was changed, and when last: its SEQUENCE and LAST-MODIFIED."""

import datetime as dt
import itertools
from collections.abc import Sequence

from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Notice, Status

_Given = tuple[object, object, Status]


def _state(notice: Notice) -> _Given:
    return notice.dates, notice.venue, notice.status


def times_changed(notices: Sequence[Notice]) -> int:
    """How often what was made known differs from what was known before it.

    It never falls while notices are added, as it would if the notices were counted
    that differ from the last one.
    """
    given = [_state(notice) for notice in notices]
    count, now = 0, given[0]
    for dates, venue, status in given[1:]:
        then = (dates or now[0], venue or now[1], status)
        count += then != now
        now = then
    return count


def _shown(notice: Notice) -> str:
    """What the parts of an edition show of its status; being held changes nothing."""
    return "firm" if notice.status in ("announced", "held") else notice.status


def status_changes(view: EditionAsOf) -> int:
    """How often the status changed that the parts of an edition show."""
    shown = [_shown(notice) for notice in view.notices]
    return sum(one != other for one, other in itertools.pairwise(shown))


def modified_on(view: EditionAsOf, updated: dt.date | None) -> dt.date:
    """The last change of the programme, or of what it shows of the edition's status."""
    days = [updated or view.show.reviewed]
    for before, notice in itertools.pairwise(view.notices):
        if _shown(notice) != _shown(before):
            days.append(notice.day_known)
    return max(days)
