"""How old the data is, in words."""

import datetime as dt
from collections.abc import Iterable, Sequence

from milipol_cli.look.words.dates import day_short
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.shows import OwnShow, Show

# Data reviewed longer ago than this has probably missed an announcement.
STALE_DAYS = 180


def data_age(
    reviewed: dt.date | None, as_of: AsOf, shows: Sequence[Show] = ()
) -> list[str]:
    """When the data was last reviewed, with warnings if it is old."""
    old = old_data(reviewed, as_of, shows)
    if reviewed is None or (old and _age_days(reviewed, as_of) > STALE_DAYS):
        return old
    return [*old, f"Data reviewed {day_short(reviewed)}."]


def old_data(
    reviewed: dt.date | None, as_of: AsOf, shows: Sequence[Show] = ()
) -> list[str]:
    """A warning for each own show whose data is old, and one if the bundled data is.

    `shows` are those that the answer is about; none for all of the network.
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
    if age_days > STALE_DAYS:
        warnings.append(
            f"Data reviewed {day_short(reviewed)}, {age_days} days ago:"
            " upgrade milipol."
        )
    return warnings


def _reviews(shows: Iterable[Show]) -> set[dt.date]:
    return {show.reviewed for show in shows}


def _age_days(reviewed: dt.date, as_of: AsOf) -> int:
    return (as_of.reader_day - reviewed).days
