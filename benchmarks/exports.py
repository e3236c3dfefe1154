"""What `milipol export` takes, to a file and to a folder, and `milipol publish`."""

import datetime as dt
from pathlib import Path

from benchmarks import folders
from benchmarks.measuring import Limit, Row
from milipol_cli.base.zones import zone_names

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
MOST_SECONDS = {IN_ALL_ZONES: 3.0, f"{PUBLISHED}, {NEW}": 2.0, f"{PUBLISHED}, {SAME}": 1.0}

ENTRY = """
[[pick]]
id = "agenda/entry-{number}"
title = "Meet company {number}"
kind = "meeting"
at = {at:%Y-%m-%dT%H:%M:%S}
minutes = 45
zone = "{zone}"
"""


def rows(milipol: Path, folder: Path, *, quick: bool) -> list[Row]:
    """Exports and publications; writes the data and the agenda that they export."""
    data, agenda = folder / "shows", folder / "agenda.toml"
    folder.mkdir()
    folders.write_shows(data, SHOWS)
    editions = sorted(f"{path.parent.name}-{path.stem}" for path in data.glob("*/[0-9]*.toml"))[
        : QUICK_EDITIONS if quick else None
    ]
    entries = QUICK_ENTRIES if quick else ENTRIES
    _write_agenda(agenda, entries)
    events = f"{len(editions) * folders.SESSIONS:,} sessions"
    exports = []
    for state, most in MOST_OF_A_FILE.items():
        names = {kind: f"{events}, {kind}, {state}" for kind in (IN_FILE, IN_FOLDER)}
        limits = {IN_FILE: (), IN_FOLDER: (Limit(most, names[IN_FILE]),)}
        for kind, option in ((IN_FILE, "--output"), (IN_FOLDER, "--vdir")):
            target = folder / f"{state}-{option.strip('-')}"
            exports.append(
                Row(
                    names[kind],
                    (milipol, "export", *editions, "--sessions", option, target),
                    {"MILIPOL_DATA": str(data)},
                    limits[kind],
                    writes_new=state == NEW,
                )
            )
    exports.append(
        Row(
            f"{entries:,} {IN_ALL_ZONES}, {IN_FILE}, {NEW}",
            (milipol, "export", "agenda", "--output", folder / "agenda.ics"),
            {"MILIPOL_AGENDA": str(agenda)},
            writes_new=True,
        )
    )
    exports += [
        Row(
            f"{PUBLISHED}, {state}",
            (milipol, "publish", folder / f"{state}-published"),
            writes_new=state == NEW,
        )
        for state in (NEW, SAME)
    ]
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
