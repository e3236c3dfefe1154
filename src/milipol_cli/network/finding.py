"""What a whole id names, as it is known as of a date."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from milipol_cli.errors import UnknownId
from milipol_cli.network.editions import EditionAsOf, by_day, why_off
from milipol_cli.network.load.ids import part_named
from milipol_cli.network.model.programmes import Programme, Session


class Named(NamedTuple):
    """What an id names: an edition, alone or with a day or a session of it.

    For a show it is the next edition; None if it has none.
    """

    id: str
    edition: EditionAsOf | None
    day: dt.date | None = None
    session: Session | None = None


def find(
    key: str,
    editions: Sequence[EditionAsOf],
    programme: Callable[[str], Programme | None],
) -> Named:
    """What a whole id names; for a show, its next edition.

    Raises UnknownId if nothing was known about the edition yet, or if the data does
    not have the session.
    """
    head = key.partition("/")[0]
    if re.search("-[0-9]{4}$", head) is None:
        return Named(key, _next(head, editions))
    edition = next((edition for edition in editions if edition.id == head), None)
    if edition is None:
        raise UnknownId(f"nothing was known about {head!r} yet; see milipol upcoming")
    named = find_in(edition, key, programme)
    if named is None:
        raise UnknownId(f"no id {key!r}; see milipol show {head}")
    return named


def days_on(day: dt.date, editions: Iterable[EditionAsOf]) -> list[str]:
    """The ids of a day of the editions that are on that day, in order of id."""
    return sorted(
        f"{edition.id}/{day}"
        for edition in editions
        if edition.dates.start is not None
        and edition.dates.start <= day <= (edition.dates.end or edition.dates.start)
        and why_off(edition, day) is None
    )


def find_in(
    edition: EditionAsOf, key: str, programme: Callable[[str], Programme | None]
) -> Named | None:
    """The edition, or the day or session of it, that a whole id names."""
    head, slash, tail = key.partition("/")
    if not slash:
        return Named(key, edition)
    part = part_named(tail, programme(head))
    if part is None:
        return None
    if isinstance(part, dt.date):
        return Named(key, edition, day=part)
    return Named(key, edition, session=part)


def _next(show: str, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of a show that is on or next, preferably one not cancelled."""
    own = [
        edition
        for edition in editions
        if edition.show.id == show
        and edition.phase != "over"
        and edition.dates.start is not None
    ]
    return min(
        own,
        key=lambda edition: (edition.status == "cancelled", by_day(edition)),
        default=None,
    )
