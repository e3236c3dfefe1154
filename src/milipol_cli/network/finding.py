"""What ids name as of a date."""

import datetime as dt
from collections.abc import Callable, Sequence

from milipol_cli.errors import UnknownId
from milipol_cli.network.editions import EditionAsOf, by_day
from milipol_cli.network.load.ids import Match, part_named
from milipol_cli.network.model.programmes import Programme, Session


def edition_of(match: Match, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of what an id names; for a show, its next edition, if it has one.

    Raises UnknownId if nothing was known about the edition yet.
    """
    if match.edition is None:
        return _next(match.id, editions)
    key = match.edition.id
    edition = next((edition for edition in editions if edition.id == key), None)
    if edition is None:
        raise UnknownId(f"nothing was known about {key!r} yet; see milipol upcoming")
    return edition


def part_of_pick(
    key: str, programme: Callable[[str], Programme | None]
) -> Session | dt.date | None:
    """The session or the day that the whole id of a pick names; None for an edition.

    Raises UnknownId if the programme has no such session.
    """
    head, slash, tail = key.partition("/")
    part = part_named(tail, programme(head)) if slash else None
    if slash and part is None:
        raise UnknownId(f"no id {key!r}; see milipol show {head}")
    return part


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
