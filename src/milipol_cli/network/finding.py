"""What a whole id names, as it is known from a standpoint."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from milipol_cli.errors import UnknownId
from milipol_cli.network.editions import EditionAsOf, by_day
from milipol_cli.network.model.dates import day_named
from milipol_cli.network.model.programmes import Programme, Session


class Named(NamedTuple):
    """What an id names: `view` alone is the edition; a show without one has none."""

    id: str
    view: EditionAsOf | None
    day: dt.date | None = None
    session: Session | None = None


def find(
    key: str, views: Sequence[EditionAsOf], programme: Callable[[str], Programme | None]
) -> Named:
    """What a whole id names; a show its next edition.

    Raises UnknownId for an edition of which nothing is known yet, and for a session
    that the data does not have.
    """
    head = key.partition("/")[0]
    if re.search("-[0-9]{4}$", head) is None:
        return Named(key, _next(head, views))
    view = next((view for view in views if view.id == head), None)
    if view is None:
        raise UnknownId(f"nothing was known about {head!r} yet; see milipol upcoming")
    found = find_in(view, key, programme)
    if found is None:
        raise UnknownId(f"no id {key!r}; see milipol show {head}")
    return found


def find_in(
    view: EditionAsOf, key: str, programme: Callable[[str], Programme | None]
) -> Named | None:
    """The edition, or the day or session of it, that a whole id names."""
    head, slash, tail = key.partition("/")
    if not slash:
        return Named(key, view)
    known = programme(head)
    session = None if known is None else known.sessions_by_id.get(tail)
    day = day_named(tail)  # no session is called like one
    if session is None and day is None:
        return None
    return Named(key, view, day, session)


def _next(show: str, views: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of a show that is on or comes next, one that takes place first."""
    own = [
        view
        for view in views
        if view.show.id == show
        and view.phase != "over"
        and view.dates.start is not None
    ]
    return min(own, key=lambda v: (v.status == "cancelled", by_day(v)), default=None)
