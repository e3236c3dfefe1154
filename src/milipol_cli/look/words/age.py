"""How old the data is, in words."""

import datetime as dt

from milipol_cli.look.words.dates import day_short
from milipol_cli.network.as_of import AsOf

# Reviewed this long ago, data is likely to have missed an announcement.
STALE_DAYS = 180


def data_age(reviewed: dt.date | None, as_of: AsOf) -> str | None:
    """The day of the last review; if that is long ago, the note of `old_data`."""
    if reviewed is None:
        return None
    day = day_short(reviewed)
    old = old_data(reviewed, as_of)
    return old[0] if old else f"Data reviewed {day}."


def old_data(reviewed: dt.date | None, as_of: AsOf) -> list[str]:
    """The note that the data is old, as a line; no line if it is not."""
    age_days = 0 if reviewed is None else (as_of.reader_day - reviewed).days
    if reviewed is None or age_days <= STALE_DAYS:
        return []
    day = day_short(reviewed)
    return [f"Data reviewed {day}, {age_days} days ago: upgrade milipol."]
