"""How old the data is, and how to get newer data, in words."""

import contextvars
import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from milipol_cli.look.words.dates import count, day_short
from milipol_cli.look.words.editions import titled
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import OwnShow, Show

# Data reviewed longer ago than this has probably missed an announcement.
STALE_DAYS = 180
# Shortly before a show more is announced, and it matters more.
NEAR_DAYS, STALE_DAYS_BEFORE_A_SHOW = 60, 30

_has_address = contextvars.ContextVar[Callable[[], bool]]("has_address")


def advise_update(has_address: Callable[[], bool]) -> None:
    """From now on, the advice is an update if an address for that is known.

    `has_address` is called only if there is advice.
    """
    _has_address.set(has_address)


def data_age(
    reviewed: dt.date | None,
    as_of: AsOf,
    shows: Sequence[Show] = (),
    editions: Iterable[EditionAsOf] = (),
) -> list[str]:
    """When the data was last reviewed, with warnings if it is old."""
    old = old_data(reviewed, as_of, shows, editions)
    if reviewed is None or any(line.startswith("Data reviewed") for line in old):
        return old
    return [*old, f"Data reviewed {day_short(reviewed)}."]


def old_data(
    reviewed: dt.date | None,
    as_of: AsOf,
    shows: Sequence[Show] = (),
    editions: Iterable[EditionAsOf] = (),
) -> list[str]:
    """A warning for each own show whose data is old, and one if the other data is.

    `shows` are those that the answer is about; none for all of the network. If one of
    the `editions` is near, the data is old sooner.
    """
    own_shows = {show.id: show for show in shows if isinstance(show, OwnShow)}
    warnings = [
        f"Your data about {show.name} was reviewed {day_short(show.reviewed)},"
        f" {age_days} days ago: review it."
        for show in own_shows.values()
        if (age_days := _age_days(show.reviewed, as_of)) > STALE_DAYS
    ]
    is_own = len(own_shows) == len({show.id for show in shows})
    if reviewed is None or (is_own and reviewed in _reviews(own_shows.values())):
        return warnings
    age_days = _age_days(reviewed, as_of)
    near = None
    if STALE_DAYS_BEFORE_A_SHOW <= age_days <= STALE_DAYS:
        near = next(filter(_is_near, editions), None)
    if near is not None or age_days > STALE_DAYS:
        why = "" if near is None else f", and {_begins(near)}"
        day = day_short(reviewed)
        warnings.append(f"Data reviewed {day}, {age_days} days ago{why}: {_advice()}.")
    return warnings


def _is_near(edition: EditionAsOf) -> bool:
    """Whether an edition is on or begins soon, and news of it may have been missed."""
    return (
        edition.status in ("tentative", "announced")
        and edition.days_until is not None
        and edition.days_until <= NEAR_DAYS
        and not isinstance(edition.show, OwnShow)
    )


def _begins(edition: EditionAsOf) -> str:
    if not edition.days_until:
        return f"{titled(edition)} is on"
    return f"{titled(edition)} begins in {count(edition.days_until, 'day')}"


def _reviews(shows: Iterable[Show]) -> set[dt.date]:
    return {show.reviewed for show in shows}


def _age_days(reviewed: dt.date, as_of: AsOf) -> int:
    return (as_of.reader_day - reviewed).days


def _advice() -> str:
    """What to do about old data."""
    if _has_address.get()():
        return "run milipol update"
    return "upgrade milipol (git pull, then install it again)"
