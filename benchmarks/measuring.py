"""Rows to measure, and their values: all rows in turn, so that noise hits all alike.

pyperf keeps the values: its statistics, its files, which `python -m pyperf compare_to`
reads, and what it knows of the machine. It does not start the programs: it would run
one row to its end before the next, start three more processes for each value, and take
no exit code but 0.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import pyperf

from benchmarks import starting

MIB = 1024 * 1024
# Nothing that is measured takes so long unless it hangs.
MOST_SECONDS = 600.0


class Limit(NamedTuple):
    """At most so many times what another row takes, and so many milliseconds more."""

    most: float
    of: str
    plus_ms: int = 0


class Row(NamedTuple):
    """A program to run; each of `codes` is an exit code that it may end with.

    One that `writes_new` writes its last argument, under another name in each round:
    some file systems are slow to write after many files were removed. One that `prints`
    its seconds and bytes is not measured from outside.
    """

    name: str
    args: Sequence[str | Path]
    env: Mapping[str, str] = {}
    limits: Sequence[Limit] = ()
    codes: Sequence[int] = (0,)
    most_seconds: float = MOST_SECONDS
    most_bytes: int = 0
    writes_new: bool = False
    prints: bool = False


class Ran(NamedTuple):
    """What one run took."""

    seconds: float
    peak_bytes: int
    code: int


class Measured:
    """The runs of one row."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.warm_up: Ran | None = None
        self.runs: list[Ran] = []

    @property
    def failure(self) -> str | None:
        """Why the row has no times, if it has none."""
        for ran in (self.warm_up, *self.runs):
            if ran is None or ran.code in self.row.codes:
                continue
            if ran.code == starting.NOT_STARTED:
                return "could not be run"
            if ran.code == -signal.SIGALRM:
                return f"stopped after {self.row.most_seconds:.0f} s"
            return f"ended with {ran.code}"
        return None

    @property
    def peak(self) -> float:
        """The peak memory of all runs in MiB."""
        return max(ran.peak_bytes for ran in self.runs) / MIB

    @property
    def code(self) -> int:
        """The exit code of the last run."""
        return self.runs[-1].code

    @property
    def benchmark(self) -> pyperf.Benchmark:
        """The values as pyperf keeps them."""
        metadata = {
            "name": self.row.name,
            "unit": "second",
            "command_max_rss": int(self.peak * MIB),
        }
        warmed = [] if self.warm_up is None else [(1, self.warm_up.seconds)]
        return pyperf.Benchmark(
            [
                pyperf.Run(
                    [ran.seconds],
                    warmups=[] if at else warmed,
                    metadata=metadata,
                    collect_metadata=False,
                )
                for at, ran in enumerate(self.runs)
            ]
        )

    def quartile(self, number: int) -> float:
        """The seconds that a quarter, half or three quarters of the runs kept to."""
        return float(self.benchmark.percentile(25 * number))


class Starter:
    """The small process that starts programs; ends with the `with` block."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = dict(env)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", starting.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, row: Row, output: str | Path = os.devnull) -> Ran:
        """One run; what it prints goes to `output`."""
        asked = {
            "args": [str(arg) for arg in row.args],
            "env": {**self._env, **row.env},
            "output": str(output),
            "most_seconds": row.most_seconds,
            "most_bytes": row.most_bytes,
        }
        assert self._process.stdin is not None  # both are pipes
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Ran(*json.loads(self._process.stdout.readline()))


def in_turn(
    rows: Sequence[Row], starter: Starter, *, rounds: int, warm_up: bool = True
) -> dict[str, Measured]:
    """Each row once in every round, by its name; a row that fails is run no more.

    Their order is another one in each round, so that none always follows the same.
    """
    measured = {row.name: Measured(row) for row in rows}
    shuffled = list(measured.values())
    chance = random.Random(7)
    for at in range(-1 if warm_up else 0, rounds):
        tell(f"{len(rows)} rows, round {at + 1} of {rounds}")
        chance.shuffle(shuffled)
        for result in shuffled:
            if result.failure is not None:
                continue
            row = result.row
            if row.writes_new:
                *args, target = row.args
                row = row._replace(args=(*args, f"{target}-{at + 1}"))
            ran = _printed(row, starter) if row.prints else starter.run(row)
            if at < 0:
                result.warm_up = ran
            else:
                result.runs.append(ran)
    return measured


def _printed(row: Row, starter: Starter) -> Ran:
    with tempfile.NamedTemporaryFile() as printed:
        ran = starter.run(row, printed.name)
        if ran.code == 0:
            seconds, memory = Path(printed.name).read_text().split()
            ran = ran._replace(seconds=float(seconds), peak_bytes=int(memory))
    return ran


def tell(message: str) -> None:
    """Says on stderr what goes on."""
    print(f"bench: {message}", file=sys.stderr)
