"""What writing calendars takes, beside plain icalendar and other libraries."""

import sys
import tempfile
from pathlib import Path

from benchmarks import measuring, writers
from benchmarks.installs import ROOT
from benchmarks.measuring import Measured, Row, Starter

SIZES = (500, 5_000, 50_000)
# The last size takes a minute and a half, so it is run once.
ROUNDS, ONCE = 3, 50_000
MILIPOL, PLAIN = "milipol", "plain icalendar"
# What milipol may take at most of what plain icalendar does, at this size.
JUDGED, MOST_TIME, MOST_MEMORY = 5_000, 0.8, 0.5


def measure(number: int, starter: Starter, *, most_rounds: int) -> dict[str, Measured]:
    """So many sessions by each writer, in turn; without what imports take."""
    measured = {name: Measured(_row(name, number)) for name in writers.WRITERS}
    rounds = min(most_rounds, 1 if number >= ONCE else ROUNDS)
    with tempfile.NamedTemporaryFile() as printed:
        for at in range(rounds):
            measuring.tell(
                f"calendars of {number:,} sessions, round {at + 1} of {rounds}"
            )
            for result in measured.values():
                ran = starter.run(result.row, printed.name)
                if ran.code == 0:
                    seconds, memory = Path(printed.name).read_text().split()
                    ran = ran._replace(seconds=float(seconds), peak_bytes=int(memory))
                result.runs.append(ran)
    return measured


def _row(name: str, number: int) -> Row:
    return Row(
        f"{number:,} sessions, {name}",
        (sys.executable, "-m", writers.__name__, name, str(number)),
        {"PYTHONPATH": str(ROOT)},
    )
