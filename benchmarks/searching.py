"""What a search costs where the reader's own folder has thousands of sessions.

Folders of several sizes are written; each is searched in fresh processes, in turn, for
words that one session holds, and for one that none does, which is the most that a
search can cost. Printed are the times beside those over the bundled data, what a
thousand sessions add, and the peak memory.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (2_500, 5_000, 10_000)
# How many sessions an edition has.
EDITION = 500
# A thousand sessions more may cost this much more in the largest folder than before.
MOST_BENT = 1.25
SEARCHES = {"found once": "secretary harbour", "nothing found": "hrabour"}
# Linux counts memory in KiB, macOS in bytes.
_KIB = 1024 * 1024 if sys.platform == "darwin" else 1024

SHOW = """
[show]
id = "expo"
name = "Expo Lima"
city = "Lima"
country = "Peru"
country_code = "PE"
zone = "America/Lima"
reviewed = 2026-11-24
source = ["own"]
"""
NOTICE = """
[[edition]]
id = "expo-{year}"

[[edition.notice]]
known = {year}-01-01
start = {year}-05-04
end = {year}-05-08
status = "announced"
source = ["own"]
"""
SESSION = """
[[session]]
id = "session-{at}"
title = "Session {at}: {topic} between the {office} and its partners"
kind = "talk"
date = {year}-05-0{day}
start = {hour:02}:00:00
end = {hour:02}:45:00
room = "Room {room}"
summary = "What {topic} costs, who pays for it, and how the {office} goes on from here."
source = ["own"]

[[session.speaker]]
name = "{first} Núñez {at}"
role = "Head of {topic}, {office}"
brief = "{office}"
"""
TOPICS = ("border control", "crisis rooms", "forensics", "drones", "data protection")
OFFICES = ("Ministry of the Interior", "Coast Guard", "Préfecture", "City Police")
FIRST = ("Ana", "Zoë", "Karim", "Li", "Björn", "Mary", "Jose")


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="processes for each row")
    runs = parser.parse_args().runs
    print(f"Python {platform.python_version()}, {platform.machine()}, {runs} runs")
    with tempfile.TemporaryDirectory() as root:
        folders = {number: Path(root, str(number)) for number in (0, *SIZES)}
        for number, folder in folders.items():
            _write(folder, number)
        kept = [_print(name, words, folders, runs) for name, words in SEARCHES.items()]
    print(
        f"\na thousand more cost at most {MOST_BENT} x as much in the largest folder:"
        f" {'kept' if all(kept) else 'NOT KEPT'}"
    )


def _write(folder: Path, number: int) -> None:
    """A folder of data with so many sessions; one speaks of a harbour."""
    expo = folder / "expo"
    expo.mkdir(parents=True)
    years = range(2001, 2001 + number // EDITION)
    notices = "".join(NOTICE.format(year=year) for year in years)
    (expo / "show.toml").write_text(SHOW + notices, "utf-8")
    for year in years:
        sessions = (_session(at, year) for at in range(EDITION))
        text = f'edition = "expo-{year}"\n{"".join(sessions)}'
        if year == years[-1]:
            text = text.replace("Head of", "Secretary of the harbour,", 1)
        (expo / f"{year}.toml").write_text(text, "utf-8")


def _session(at: int, year: int) -> str:
    return SESSION.format(
        at=at,
        year=year,
        day=4 + at % 5,
        hour=9 + at % 8,
        room=1 + at % 12,
        topic=TOPICS[at % len(TOPICS)],
        office=OFFICES[at % len(OFFICES)],
        first=FIRST[at % len(FIRST)],
    )


def _print(name: str, words: str, folders: dict[int, Path], runs: int) -> bool:
    """Measures one search in all folders; whether its cost grows in a straight line."""
    times: dict[int, list[float]] = {number: [] for number in folders}
    memory = dict.fromkeys(folders, 0.0)
    for _ in range(runs + 1):
        for number, folder in folders.items():
            spent, peak = _searched(words, folder)
            times[number].append(spent)
            memory[number] = max(memory[number], peak)
    best = {number: min(found[1:]) for number, found in times.items()}  # 1st: warm-up
    print(f"\n{name:16} {'ms':>8} {'median':>8} {'ms a 1,000':>11} {'MiB':>7}")
    before, slopes = 0, []
    for number, spent in best.items():
        each = ""
        if number:
            slopes.append((spent - best[before]) / (number - before) * 1000)
            each = f"{slopes[-1]:.1f}"
        middle = statistics.median(times[number][1:])
        print(
            f"{number:8} sessions {spent:7.1f} {middle:8.1f} {each:>11}"
            f" {memory[number]:7.1f}"
        )
        before = number
    return slopes[-1] <= MOST_BENT * statistics.mean(slopes[:-1])


def _searched(words: str, folder: Path) -> tuple[float, float]:
    """The milliseconds that a search takes in a process, and its peak memory in MiB."""
    command = [sys.executable, "-m", "milipol_cli", "search", *words.split()]
    env = {**os.environ, "MILIPOL_ON": "2026-11-24", "MILIPOL_DATA": str(folder)}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    spent = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"search {words} ended with {process.returncode}")
    return spent, usage.ru_maxrss / _KIB


if __name__ == "__main__":
    main()
