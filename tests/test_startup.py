"""What each command loads: speed is held by what is not imported and not opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import DATA, ON

HEAVY = (
    *("rich", "msgspec", "tomli", "zoneinfo", "icalendar", "pydantic", "tzlocal"),
    *("tomlkit", "filelock"),
)

REPORT = """
import sys
opened = []
def seen(event, args):
    if event == "open" and str(args[0]).endswith(".toml"):
        opened.append(str(args[0]))
sys.addaudithook(seen)
from milipol_cli.__main__ import main
try:
    main()
finally:
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    rooms = sorted(n for n in sys.modules if n.startswith("milipol_cli."))
    for names in (loaded, rooms, opened):
        print("\\t".join(names), file=sys.stderr)
"""


def load(*args: str) -> tuple[list[str], list[str], list[str]]:
    """The heavy modules, the rooms and the data files that a command opens."""
    ran = subprocess.run(
        [sys.executable, "-c", REPORT, *args],
        capture_output=True,
        check=True,
        env={**os.environ, "MILIPOL_ON": ON},
        text=True,
    )
    loaded, rooms, opened = ran.stderr.split("\n")[-4:-1]
    return (
        [name for name in HEAVY if name in loaded.split("\t")],
        [room.removeprefix("milipol_cli.") for room in rooms.split("\t")],
        [
            str(Path(path).relative_to(DATA))
            for path in filter(None, opened.split("\t"))
        ],
    )


SHOWS = [
    f"{show}/show.toml"
    for show in ("asia-pacific", "brazil", "india", "paris", "qatar")
]
PROGRAMMES = [
    str(path.relative_to(DATA))
    for show in SHOWS
    for path in sorted((DATA / show).parent.glob("[0-9]*.toml"))
]
# Sources first; then each show with its programmes; then news.
CHECKED = [
    "sources.toml",
    *(
        str(path.relative_to(DATA))
        for show in SHOWS
        for path in [DATA / show, *sorted((DATA / show).parent.glob("[0-9]*.toml"))]
    ),
    "news.toml",
]
VALUES = ["msgspec", "tomli", "zoneinfo"]
SEARCH = {
    *("search.command", "search.query", "search.documents", "search.results"),
    *("search.folding", "search.suggesting", "search.words", "search.page"),
}

# The answers to other questions than what is to come and what is on.
OTHERS = {
    *("agenda.query", "export.query", "check.query", "search.answer"),
    *("news.query", "show.query"),
}


@pytest.mark.parametrize(
    ("args", "heavy", "files"),
    [
        (("--version",), [], []),
        (("--help",), [], []),
        (("upcoming", "--help"), ["msgspec", "tomli", "zoneinfo"], []),
        (("upcoming",), ["rich", *VALUES], SHOWS),
        (("upcoming", "--format", "plain"), VALUES, SHOWS),
        (("upcoming", "--json"), VALUES, [*SHOWS, "sources.toml"]),
        (("today",), ["rich", *VALUES], [*SHOWS, "news.toml"]),
        (("today", "--json"), VALUES, [*SHOWS, "news.toml", "sources.toml"]),
        (("today", "--line"), VALUES, SHOWS),
        (
            ("today", "--on", "2023-11-17"),
            ["rich", *VALUES],
            [*SHOWS, "news.toml", "paris/2023.toml"],
        ),
        (
            ("today", "--on", "2023-11-15T10:20+01:00"),
            ["rich", *VALUES, "tzlocal"],
            [*SHOWS, "news.toml", "paris/2023.toml"],
        ),
        (("upcoming", "--format", "csv"), VALUES, SHOWS),
        (("upcoming", "--format", "markdown"), VALUES, SHOWS),
        (("show",), ["rich", *VALUES], SHOWS),
        (("show", "paris"), ["rich", *VALUES], [*SHOWS, "sources.toml"]),
        (("show", "paris", "--json"), VALUES, [*SHOWS, "sources.toml"]),
        (
            ("show", "paris-2025"),
            ["rich", *VALUES],
            [*SHOWS, "paris/2025.toml", "sources.toml"],
        ),
        (
            ("show", "paris-2023"),
            ["rich", *VALUES, "tzlocal"],
            [*SHOWS, "paris/2023.toml", "sources.toml"],
        ),
        (
            ("show", "raid-demonstration", "--json"),
            VALUES,
            [*SHOWS, *PROGRAMMES, "sources.toml"],
        ),
        (("news",), ["rich", *VALUES], [*SHOWS, "news.toml", "sources.toml"]),
        (("news", "--format", "tsv"), VALUES, [*SHOWS, "news.toml", "sources.toml"]),
        (
            ("search", "legacy"),
            ["rich", *VALUES],
            [*SHOWS, *PROGRAMMES, "news.toml"],
        ),
        (
            ("search", "paris", "--kind", "venue", "--format", "plain"),
            VALUES,
            SHOWS,
        ),
        (
            ("search", "opened", "--kind", "news"),
            ["rich", *VALUES],
            [*SHOWS, "news.toml"],
        ),
        (
            ("search", "opening", "--kind", "session", "--show", "india"),
            ["rich", *VALUES],
            [*SHOWS, "india/2023.toml", "india/2025.toml"],
        ),
        (
            ("today", "--line", "--on", "2023-11-15T10:20+01:00"),
            VALUES,
            [*SHOWS, "paris/2023.toml"],
        ),
        (("agenda", "--json"), VALUES, SHOWS),
        (("agenda",), ["rich", *VALUES], SHOWS),
        (
            ("export", "paris-2023", "-o", "-"),
            [*VALUES, "icalendar"],
            [*SHOWS, "paris/2023.toml", "sources.toml"],
        ),
        (("check", "--json"), VALUES, CHECKED),
        (("check", "--schema"), VALUES, []),
        (
            ("export", "paris-2023", "--dry-run"),
            ["rich", *VALUES],
            [*SHOWS, "paris/2023.toml"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_loads_and_opens_no_more_than_it_needs(
    args: tuple[str, ...], heavy: list[str], files: list[str]
) -> None:
    found_heavy, _, found_files = load(*args)
    assert (found_heavy, found_files) == (heavy, files)


def test_an_export_to_a_file_loads_what_writes_it_and_tells_so(tmp_path: Path) -> None:
    found_heavy, rooms, found_files = load(
        "export", "paris-2023", "-o", str(tmp_path / "a.ics")
    )
    assert found_heavy == ["rich", *VALUES, "icalendar"]
    assert found_files == [*SHOWS, "paris/2023.toml", "sources.toml"]
    assert {"look.plain", "look.data", "export.alarms_page"} & set(rooms) == set()


@pytest.mark.parametrize(
    ("args", "absent"),
    [
        (("upcoming",), {"look.plain", "look.data", "today.command"}),
        (
            ("upcoming", "--json"),
            {"look.plain", "look.terminal", "today.command", "wording"},
        ),
        (
            ("today", "--line"),
            {
                "look.plain",
                "look.terminal",
                "look.data",
                "upcoming.command",
                "agenda.query",
            },
        ),
        (("--help",), {"upcoming.command", "show.command", "answers"}),
        (("upcoming",), OTHERS | {"today.query", "network.model.news", "picks.model"}),
        (("today", "--line"), OTHERS | {"agenda.query", "upcoming.query"}),
        (("show", "paris"), {"search.answer", "export.query", "news.query"}),
        (("show", "paris"), {"show.edition_page", "look.programme_page", "look.spans"}),
        (
            ("show", "paris", "--format", "plain"),
            {"show.edition_plain", "today.plain"},
        ),
        (("today",), {"look.programme_page", "look.spans", "look.words.sources"}),
        (("upcoming",), SEARCH),
        (("today",), SEARCH),
        (("search", "legacy"), {"look.plain", "look.data", "search.suggesting"}),
        (("search", "legacy", "--json"), {"look.plain", "look.terminal", "look.pages"}),
        (
            ("agenda", "--format", "plain"),
            {"show.query", "today.plain", "look.words.sources", "look.words.figures"},
        ),
        (("check", "--json"), {"check.schema"}),
    ],
    ids=[
        *("table", "json", "line", "help"),
        *(
            "upcoming",
            "a line",
            "history",
            "a show",
            "a show's lines",
            "no show on",
        ),
        *("no search", "no search today", "search", "search json"),
        *("agenda", "check"),
    ],
)
def test_leaves_the_other_rooms_shut(args: tuple[str, ...], absent: set[str]) -> None:
    _, rooms, _ = load(*args)
    assert absent & set(rooms) == set()


FAULTS = {f"check.{room}_rules" for room in ("show", "programme", "text")}
CHECKS = {"check.query", "network.load.locate", "network.load.structure", *FAULTS}


@pytest.mark.parametrize("command", ["upcoming", "today", "show", "news"])
def test_what_is_right_is_not_checked(command: str) -> None:
    _, rooms, _ = load(command)
    assert set(rooms) & CHECKS == set()
