"""What `milipol publish` and `milipol update` agree on about a published folder."""

import datetime as dt

MANIFEST = "manifest.json"

# The version of the manifest.
SCHEMA = 1

# What is fetched at most; no file of it has more than a data file may (`MAX_BYTES`).
MOST_BYTES = 64 * 2**20
MOST_FILES = 2_000

# The version of milipol that brought the newest fields of data files. Data that needs a
# later one is refused.
DATA_VERSION = (2, 0)


def why_future(reviewed: dt.date, today: dt.date) -> str | None:
    """What is wrong with a day of review that has not begun yet, in whatever zone.

    All data that is published until then would be older. None if it has begun.
    """
    if reviewed <= today + dt.timedelta(days=1):
        return None
    return f"says reviewed {reviewed}, but today is {today}"
