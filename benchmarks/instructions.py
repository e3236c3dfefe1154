"""The instructions that commands take: unlike times, they are the same in each run.

valgrind's cachegrind counts them, where it is there. Beside the floors the ratios are
those of milipol itself, whatever the machine.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import rows
from benchmarks.measuring import Limit, Row, tell

VALGRIND = shutil.which("valgrind")
_COUNT = (*("--tool=cachegrind", "--cache-sim=no"), f"--cachegrind-out-file={os.devnull}")
_REFERENCES = re.compile(r"I +refs: +([\d,]+)")

# At most so many times a floor: what was measured and 1 %, or what is wanted.
LIMITS: Mapping[str, Limit] = {
    "--help": Limit(0.94, rows.TYPER),
    "upcoming": Limit(1.26, rows.RICH),
    "upcoming --json": Limit(1.47, rows.TYPER),
    "upcoming --format plain": Limit(1.44, rows.TYPER),
    "today": Limit(1.33, rows.RICH),
    f"today --on {rows.AT_A_SHOW}": Limit(1.37, rows.RICH),
    "today --line": Limit(1.45, rows.TYPER),
    "search drones": Limit(2.26, rows.RICH),
    "exhibitors paris-2025 drones": Limit(1.58, rows.RICH),
    "show paris-2023": Limit(1.65, rows.RICH),
    "agenda": Limit(1.35, rows.RICH),
    "export paris-2023 --sessions --output -": Limit(1.90, rows.TYPER),
}


class Counted(NamedTuple):
    """How many instructions a row took; None if it could not be run."""

    row: Row
    number: int | None


def count(asked: Sequence[Row], env: Mapping[str, str], folder: Path) -> Iterator[Counted]:
    """The instructions of each row, after a run that is not counted.

    The first run writes what Python keeps compiled. `folder` is the current one.
    """
    for row in asked:
        tell(f"instructions: {row.name}")
        fixed = {**env, **row.env, "PYTHONHASHSEED": "0"}
        numbers = [_count_once(row, fixed, folder) for _ in range(2)]
        yield Counted(row, numbers[-1])


def _count_once(row: Row, env: Mapping[str, str], folder: Path) -> int | None:
    assert VALGRIND is not None  # else nobody asks
    ran = subprocess.run(
        [VALGRIND, *_COUNT, *map(str, row.args)],
        capture_output=True,
        check=False,
        cwd=folder,
        env=env,
        text=True,
    )
    match = _REFERENCES.search(ran.stderr)
    if ran.returncode not in row.codes or match is None:
        return None
    return int(match[1].replace(",", ""))


def asked_rows(python: Path, agenda: Path) -> list[Row]:
    """The floors, and each row that has a limit in instructions or in time."""
    limited = {*LIMITS, *rows.LIMITS}
    commands = [row for row in rows.commands(python, agenda) if row.name in limited]
    return [
        *rows.floors(python),
        *(row._replace(args=(python, "-m", "milipol_cli", *row.args[1:])) for row in commands),
    ]
