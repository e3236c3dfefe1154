"""What a whole id names, as it is known from a standpoint."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from milipol_cli.answers.editions import Seen
from milipol_cli.errors import UnknownId
from milipol_cli.model.programmes import Programme, Session
from milipol_cli.schedule.editions import by_day


class Found(NamedTuple):
    """What an id names: `view` alone is the edition; a show without one has none."""

    id: str
    view: Seen | None
    day: dt.date | None = None
    session: Session | None = None


def find(
    key: str, views: Sequence[Seen], programme: Callable[[str], Programme | None]
) -> Found:
    """What a whole id names; a show its next edition.

    Raises UnknownId for an edition of which nothing is known yet, and for a session
    that the data does not have.
    """
    head, slash, tail = key.partition("/")
    if re.search("-[0-9]{4}$", head) is None:
        return Found(key, _next(head, views))
    view = next((view for view in views if view.edition.id == head), None)
    if view is None:
        raise UnknownId(f"nothing was known of {head!r} yet; see milipol upcoming")
    if not slash:
        return Found(key, view)
    known = programme(head)
    sessions = () if known is None else known.session
    session = next((one for one in sessions if one.id == tail), None)
    if session is not None:
        return Found(key, view, session=session)
    try:
        return Found(key, view, day=dt.date.fromisoformat(tail))
    except ValueError:
        raise UnknownId(f"no id {key!r}; see milipol show {head}") from None


def _next(show: str, views: Sequence[Seen]) -> Seen | None:
    """The edition of a show that is on or comes next, one that takes place first."""
    own = [
        view
        for view in views
        if view.show.id == show
        and view.phase != "over"
        and view.dates.start is not None
    ]
    return min(own, key=lambda v: (v.status == "cancelled", by_day(v)), default=None)
