"""How old the data is, in words."""

import datetime as dt

from milipol_cli.look.words.dates import day_short
from milipol_cli.network.as_of import AsOf

# Data reviewed longer ago than this has probably missed an announcement.
STALE_DAYS = 180


def data_age(reviewed: dt.date | None, as_of: AsOf) -> str | None:
    """When the data was last reviewed, with a warning if it is old."""
    if reviewed is None:
        return None
    old = old_data(reviewed, as_of)
    return old[0] if old else f"Data reviewed {day_short(reviewed)}."


def old_data(reviewed: dt.date | None, as_of: AsOf) -> list[str]:
    """A warning that the data is old, if it is."""
    age_days = 0 if reviewed is None else (as_of.reader_day - reviewed).days
    if reviewed is None or age_days <= STALE_DAYS:
        return []
    return [
        f"Data reviewed {day_short(reviewed)}, {age_days} days ago: upgrade milipol."
    ]
