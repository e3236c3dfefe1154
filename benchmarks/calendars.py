"""What writing calendars takes, beside plain icalendar and other libraries."""

import sys

from benchmarks import writers
from benchmarks.installs import ROOT
from benchmarks.measuring import Row

SIZES = (500, 5_000, 50_000)
# The last size takes a minute and a half, so it is run once.
ROUNDS, ONCE = 3, 50_000
MILIPOL, PLAIN = "milipol", "plain icalendar"
# What milipol may take at most of what plain icalendar does, at this size.
JUDGED, MOST_TIME, MOST_MEMORY = 5_000, 0.8, 0.5


def rows(number: int) -> dict[str, Row]:
    """So many sessions by each writer, without what imports take."""
    return {
        name: Row(
            f"{number:,} sessions, {name}",
            (sys.executable, "-m", writers.__name__, name, str(number)),
            {"PYTHONPATH": str(ROOT)},
            prints=True,
        )
        for name in writers.WRITERS
    }
