"""What ids name as of a date."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from milipol_cli.errors import BadInput, UnknownId
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, by_day, editions_as_of, why_off
from milipol_cli.network.load.ids import Catalog, Match, part_named
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


def edition_named(name: str, data: Catalog, as_of: AsOf) -> EditionAsOf:
    """The edition that `--edition` names by its id, or by a show with a next edition.

    Raises UnknownId for no such id, and BadInput if it names no edition.
    """
    match = data.find(name, as_of, lambda match: "/" not in match.id)
    head, part, _ = match.id.partition("/")
    if part:
        raise BadInput(f"--edition {name!r}: expected an edition, like {head}")
    edition = edition_of(match, editions_as_of([match.show], as_of))
    if edition is None:
        raise BadInput(f"--edition {name!r}: no next edition; name one, with its year")
    return edition


def days_on(day: dt.date, editions: Iterable[EditionAsOf]) -> list[str]:
    """The ids of a day of the editions that are on that day, in order of id.

    An edition that may be on now may have been on since its first day.
    """
    return sorted(
        f"{edition.id}/{day}"
        for edition in editions
        if edition.dates.start is not None
        and edition.dates.start <= day <= _last_day(edition, edition.dates.start)
        and why_off(edition, day) is None
    )


def _last_day(edition: EditionAsOf, start: dt.date) -> dt.date:
    days_since = edition.days_since if edition.may_be_on else None
    return edition.dates.end or start + dt.timedelta(days=days_since or 0)


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
