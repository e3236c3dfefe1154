"""What `milipol export` takes, to a file and to a folder, and `milipol publish`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import folders, measuring
from benchmarks.measuring import Limit, Measured, Row, Starter
from milipol_cli.zones import zone_names

ROUNDS = 5
# Two shows have 5,000 sessions; the quick bench exports one edition.
SHOWS, QUICK_EDITIONS = 2, 1
ENTRIES, QUICK_ENTRIES = 2_000, 10
FIRST_YEAR, YEARS = 1900, 300

NEW, SAME = "new", "unchanged"
IN_FILE, IN_FOLDER = "a file", "a folder"
IN_ALL_ZONES = "own entries in all zones"
PUBLISHED = "the bundled data published"
# What a folder may take at most of what a file does.
MOST_OF_A_FILE = {NEW: 1.5, SAME: 1.0}
# What rows may take whose names have these words.
MOST_SECONDS = {
    IN_ALL_ZONES: 3.0,
    f"{PUBLISHED}, {NEW}": 2.0,
    f"{PUBLISHED}, {SAME}": 1.0,
}

ENTRY = """
[[pick]]
id = "agenda/entry-{number}"
title = "Meet company {number}"
kind = "meeting"
at = {at:%Y-%m-%dT%H:%M:%S}
minutes = 45
zone = "{zone}"
"""


class Export(NamedTuple):
    """A row, and whether it writes something new in each round."""

    row: Row
    is_new: bool


def exports(milipol: Path, folder: Path, *, quick: bool) -> list[Export]:
    """The rows; writes the data and the agenda that they export."""
    data, agenda = folder / "shows", folder / "agenda.toml"
    folder.mkdir()
    folders.write_shows(data, SHOWS)
    editions = sorted(
        f"{path.parent.name}-{path.stem}" for path in data.glob("*/[0-9]*.toml")
    )[: QUICK_EDITIONS if quick else None]
    entries = QUICK_ENTRIES if quick else ENTRIES
    _write_agenda(agenda, entries)
    events = f"{len(editions) * folders.SESSIONS:,} sessions"
    exports = []
    for state, most in MOST_OF_A_FILE.items():
        names = {kind: f"{events}, {kind}, {state}" for kind in (IN_FILE, IN_FOLDER)}
        limits = {IN_FILE: (), IN_FOLDER: (Limit(most, names[IN_FILE]),)}
        for kind, option in ((IN_FILE, "--output"), (IN_FOLDER, "--vdir")):
            target = folder / f"{state}-{option.strip('-')}"
            args: Sequence[str | Path] = (
                "export",
                *editions,
                "--sessions",
                option,
                target,
            )
            row = Row(
                names[kind],
                (milipol, *args),
                {"MILIPOL_DATA": str(data)},
                limits[kind],
            )
            exports.append(Export(row, state == NEW))
    target = folder / "agenda.ics"
    name = f"{entries:,} {IN_ALL_ZONES}, {IN_FILE}, {NEW}"
    args = ("export", "agenda", "--output", target)
    row = Row(name, (milipol, *args), {"MILIPOL_AGENDA": str(agenda)})
    exports.append(Export(row, is_new=True))
    for state in (NEW, SAME):
        args = ("publish", folder / f"{state}-published")
        row = Row(f"{PUBLISHED}, {state}", (milipol, *args))
        exports.append(Export(row, state == NEW))
    return exports


def _write_agenda(path: Path, entries: int) -> None:
    """Own entries in one zone after the other, in the years from 1900 to 2199."""
    zones = zone_names()
    path.write_text(
        "".join(
            ENTRY.format(
                number=number,
                at=dt.datetime(FIRST_YEAR + number * 7 % YEARS, 1 + number % 12, 9, 10),  # noqa: DTZ001
                zone=zones[number % len(zones)],
            )
            for number in range(entries)
        ),
        "utf-8",
    )


def measure(
    exports: Sequence[Export], starter: Starter, *, most_rounds: int
) -> Mapping[str, Measured]:
    """Each row in every round, the first of which is not counted.

    The last argument of a row is what it writes. What is new has another name in each
    round: some file systems are slow to write after many files were removed.
    """
    measured = {export.row.name: Measured(export.row) for export in exports}
    rounds = min(most_rounds, ROUNDS)
    for index in range(-1, rounds):
        measuring.tell(f"{len(exports)} exports, round {index + 1} of {rounds}")
        for export in exports:
            row = export.row
            if export.is_new:
                *args, target = row.args
                row = row._replace(args=(*args, f"{target}-{index + 1}"))
            ran = starter.run(row)
            if index < 0:
                measured[row.name].warm_up = ran
            else:
                measured[row.name].runs.append(ran)
    return measured
