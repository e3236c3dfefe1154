"""What an id names: a show, an edition, a day or a session, as far as it is known."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from milipol_cli.answers import Seen
from milipol_cli.errors import UnknownId
from milipol_cli.model import Programme, Session, ShowFile
from milipol_cli.schedule.editions import by_day, window


class Found(NamedTuple):
    """What an id names: `view` alone is the edition; a show without one has none."""

    id: str
    view: Seen | None
    day: dt.date | None = None
    session: Session | None = None


def find(
    name: str,
    files: Sequence[ShowFile],
    views: Sequence[Seen],
    programme: Callable[[str], Programme | None],
) -> Found:
    """What `name` names: an id, or one that begins with an alias; a show its next.

    Raises UnknownId, with the nearest ids, for what is not known from here.
    """
    shows = {
        known_as: file.show.id
        for file in files
        for known_as in (file.show.id, *file.show.aliases)
    }
    editions = {view.edition.id: view for view in views}
    head, slash, tail = name.casefold().partition("/")
    if head in shows and not slash:
        return Found(shows[head], _next(shows[head], views))
    show, _, year = head.rpartition("-")
    view = editions.get(f"{shows.get(show, show)}-{year}")
    if view is None:
        raise UnknownId(
            f"no {_kind(name)} {name!r}; {_near(head, [*shows, *editions])}"
        )
    if not slash:
        return Found(view.edition.id, view)
    known = programme(view.edition.id)
    sessions = {} if known is None else {one.id: one for one in known.session}
    first, last = window(view.dates)
    dated = view.dates.start is not None
    days = {
        str(first + dt.timedelta(days=at)): first + dt.timedelta(days=at)
        for at in range((last - first).days + 1 if dated else 0)
    }
    for one in sessions.values():
        if one.date is not None:
            days.setdefault(str(one.date), one.date)
    if tail not in sessions and tail not in days:
        where = f"of {view.edition.id}"
        raise UnknownId(
            f"no day or session {tail!r} {where}; {_near(tail, [*sessions, *days])}"
        )
    found_id = f"{view.edition.id}/{tail}"
    return Found(found_id, view, days.get(tail), sessions.get(tail))


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


def _kind(name: str) -> str:
    return "edition" if name[-4:].isdigit() else "show or edition"


def _near(name: str, known: Sequence[str]) -> str:
    import difflib  # noqa: PLC0415  needed for this error alone

    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else "see milipol upcoming"
