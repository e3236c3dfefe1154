"""How long milipol takes and how much memory, beside what it cannot go below.

Makes a venv of its own with an ordinary, byte-compiled install, runs all commands in
turn in fresh processes, and prints for each the lower quartile and the median of the
times, their ratio to the two import floors, and the peak memory. For Linux and macOS.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TYPER, RICH = "import typer", "import typer, rich.console, rich.table"
# Linux counts memory in KiB, macOS in bytes.
_KIB = 1024 * 1024 if sys.platform == "darwin" else 1024
# What each command may cost at most, as a ratio to one of the floors, if asked.
COMMANDS: dict[str, tuple[str, float | None]] = {
    "upcoming": (RICH, 1.35),
    "today": (RICH, 1.35),
    "today --on 2023-11-15T10:20+01:00": (RICH, None),  # a programme, two clocks
    "upcoming --json": (TYPER, 1.5),
    "upcoming --format plain": (TYPER, 1.5),
    "today --line": (TYPER, 1.5),
    "--help": (TYPER, 1.15),
    "--version": (TYPER, 1.15),
    "show paris": (RICH, 1.5),
    "news": (RICH, 1.5),
    "check": (RICH, None),
    "news --since 2026-08-01": (RICH, None),  # beside the above: what a row costs
    "search legacy games": (RICH, 1.5),
    "complete bash": (TYPER, 1.5),
    "complete zsh": (TYPER, None),
    "complete fish": (TYPER, None),
}
# What the shells ask for, as their completion scripts do.
COMPLETE = {
    "COMP_WORDS": "milipol show par",
    "COMP_CWORD": "2",
    "_TYPER_COMPLETE_ARGS": "milipol show par",
    "_TYPER_COMPLETE_FISH_ACTION": "get-args",
}


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=25, help="processes for each row")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        python = _installed(Path(folder))
        milipol = python.with_name("milipol")
        rows: dict[str, Sequence[str | Path]] = {
            "python -c pass": (python, "-c", "pass"),
            TYPER: (python, "-c", TYPER),
            RICH: (python, "-c", RICH),
        }
        rows |= {
            name: (milipol, *name.split()) if "complete" not in name else (milipol,)
            for name in COMMANDS
        }
        times, memory = _measured(rows, runs)
    _print(times, memory, runs)


def _installed(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--compile", ROOT], check=True
    )
    return python


def _measured(
    rows: dict[str, Sequence[str | Path]], runs: int
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Milliseconds of each run, and the largest peak memory in MiB, for each row."""
    times: dict[str, list[float]] = {name: [] for name in rows}
    memory = dict.fromkeys(rows, 0.0)
    env = {**os.environ, "MILIPOL_ON": "2026-11-24"}
    for _ in range(runs + 1):
        for name, command in rows.items():
            asked = dict(env)
            if name.startswith("complete "):
                asked |= {"_MILIPOL_COMPLETE": name.replace(" ", "_"), **COMPLETE}
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=asked)
            _, status, usage = os.wait4(process.pid, 0)
            times[name].append((time.perf_counter() - start) * 1000)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"{name} ended with {process.returncode}")
            memory[name] = max(memory[name], usage.ru_maxrss / _KIB)
    return {name: found[1:] for name, found in times.items()}, memory  # 1st: warm-up


def _print(times: dict[str, list[float]], memory: dict[str, float], runs: int) -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, {runs} runs each")
    print()
    heads = ("quartile", "median", "typer", "rich", "MiB")
    print(f"{'':40} {'{:>9} {:>9} {:>6} {:>6} {:>6}'.format(*heads)}  limit")
    quartile = {
        name: statistics.quantiles(found, n=4)[0] for name, found in times.items()
    }
    for name, found in times.items():
        limit = ""
        if name in COMMANDS:
            floor, most = COMMANDS[name]
            if most is not None:
                kept = quartile[name] <= most * quartile[floor]
                which = "rich" if floor == RICH else "typer"
                limit = f"{most} x {which}: {'kept' if kept else 'NOT KEPT'}"
        print(
            f"{name:40} {quartile[name]:6.1f} ms {statistics.median(found):6.1f} ms"
            f" {quartile[name] / quartile[TYPER]:6.2f}"
            f" {quartile[name] / quartile[RICH]:6.2f} {memory[name]:6.1f}  {limit}"
        )


if __name__ == "__main__":
    main()
