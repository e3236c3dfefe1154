"""What each command loads: speed is held by what is not imported and not opened."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from calls import ASKED, EXAMPLES
from conftest import CIRCUIT, DATA, DATA_FILES, HERE, ON
from milipol_cli.app import COMMANDS, folder_of
from milipol_cli.network.load.parsed_tables import TABLES
from milipol_cli.network.load.reading import PACK

# What takes long to import; the first two are needed for any data.
LIGHT = ("msgspec", "zoneinfo")
HEAVY = (
    *(*LIGHT, "tomli", "rich", "icalendar", "pydantic", "tzlocal", "filelock", "jinja2"),
    "importlib.metadata",
)
REPORT = """
import sys
opened = []
def seen(event, args):
    if event == "open" and str(args[0]).endswith((".toml", ".pack")):
        opened.append(str(args[0]))
sys.addaudithook(seen)
from milipol_cli.__main__ import main
try:
    main()
finally:
    print("\\t".join(sys.modules), file=sys.stderr)
    print("\\t".join(opened), file=sys.stderr)
"""
LOADS = {line: loads for asked in ASKED.values() for line, loads in asked.loads.items()}
# What any command has from others; `loads` names what else it may have.
PACKAGES = {
    *("msgspec", "typer"),
    *("annotated_doc", "shellingham", "typing_extensions"),  # those of Typer
}
# How many of milipol's own modules a call loads: it goes down, and up only if the
# change that adds one says why.
OWN = {
    "upcoming": 46,
    "upcoming --json": 47,
    "upcoming --format plain": 45,
    "upcoming --format csv": 46,
    "upcoming --format markdown": 45,
    "today": 66,
    "today --json": 65,
    "today --line": 57,
    "today --on 2023-11-17": 66,
    "today --on 2023-11-15T10:20+01:00": 66,
    "today --line --on 2023-11-15T10:20+01:00": 57,
    "show": 71,
    "show paris": 71,
    "show paris --json": 58,
    "show paris-2025": 73,
    "show paris-2023": 73,
    "show paris-2025/2025-11-18": 71,
    "show paris-2025/exhibitors/thales": 81,
    "show raid-demonstration --json": 58,
    "exhibitors": 54,
    "exhibitors paris-2025 drones": 54,
    "exhibitors paris-2025 drones --json": 55,
    "exhibitors --show india --trend": 56,
    "exhibitors paris-1999 --new": 54,
    "exhibitors --show india --format plain": 53,
    "search legacy": 72,
    "search paris --kind venue --format plain": 71,
    "search opened --kind news": 72,
    "search drones --kind exhibitor --show india": 72,
    "search opening --kind session --show india": 72,
    "news": 56,
    "news --format tsv": 55,
    "agenda": 70,
    "agenda --json": 75,
    "export paris-2023 -o -": 68,
    "export paris-2023 --dry-run --json": 71,
    "export paris-2023 --dry-run": 72,
    "remind --json": 67,
    "remind --tz Europe/Paris": 68,
    "remind --all --format plain": 67,
    f"import {HERE}/commands/importing/own/paris.ics --edition paris-2027 --into mine"
    " --dry-run --json": 77,
    "update tests/commands/update/own/published": 70,
    "check --json": 65,
    "check --schema": 62,
}
# The files that need not be parsed.
TABLED = {
    str(path)
    for pattern in ("news.toml", "sources.toml", "*/show.toml", f"*/{'[0-9]' * 4}.toml")
    for path in DATA.glob(pattern)
}
FIRST = {next(iter(asked.loads), "") for asked in ASKED.values()}


def load(*args: str) -> tuple[set[str], list[str]]:
    """All modules that a command imports, and the data files that it opens."""
    ran = subprocess.run(
        [sys.executable, "-c", REPORT, *args],
        capture_output=True,
        check=True,
        env={**os.environ, "MILIPOL_ON": ON},
        text=True,
    )
    modules, opened = ran.stderr.split("\n")[-3:-1]
    return set(modules.split("\t")), [path for path in opened.split("\t") if path]


def rooms(modules: set[str]) -> set[str]:
    """Milipol's own modules among these, without the name of the package."""
    package = "milipol_cli."
    return {name.removeprefix(package) for name in modules if name.startswith(package)}


def packages(modules: set[str]) -> set[str]:
    """The packages of others among these, without time zones and compiled parts.

    Not milipol's are coverage, if it measures the process, Debian's sitecustomize, and
    attrs, which the oldest Rich imports if the tools of the tests have it installed.
    """
    others = {"coverage", "$coverage", "sitecustomize", "attr"}
    names = {name.partition(".")[0] for name in modules} - others
    return {
        name
        for name in names - {"milipol_cli", "tzdata"} - sys.stdlib_module_names
        if not name.startswith("_") and not name.endswith("__mypyc")
    }


@pytest.mark.parametrize(
    "line", [pytest.param(line, marks=() if line in FIRST else pytest.mark.slow) for line in LOADS]
)
def test_imports_and_opens_no_more_than_it_needs(line: str) -> None:
    modules, opened = load(*shlex.split(line))
    patterns = [name for name in LOADS[line] if "." in name]
    matching = {path for pattern in patterns for path in DATA.glob(pattern)}
    files = {str(path) for path in matching if path.parent != CIRCUIT}
    tables = str(DATA / TABLES)
    assert sorted(path for path in opened if path != tables) == sorted(files)
    assert opened.count(tables) <= 1
    allowed = {*LIGHT, *(name for name in LOADS[line] if "." not in name)}
    parsed = {path for path in opened if path.endswith(".toml")} - TABLED
    allowed |= {"tomli"} if parsed else set()
    assert {name for name in HEAVY if name in modules} == allowed
    assert len(rooms(modules)) <= OWN[line]
    # Only a company is looked for at other fairs; JSON of lists has all sources.
    of_fairs = {"network.fairs", "network.model.fairs"} & rooms(modules)
    assert bool(of_fairs) <= ("/exhibitors/" in line or "--json" in line)
    assert packages(modules) <= PACKAGES | allowed


@pytest.mark.parametrize("args", ["--version", "--help"])
def test_help_imports_no_command_and_opens_no_file(args: str) -> None:
    modules, opened = load(args)
    assert ({name for name in HEAVY if name in modules}, opened) == (set(), [])
    assert [name for name in rooms(modules) if name.endswith(".command")] == []


def test_a_group_imports_only_the_command_that_is_named() -> None:
    commands = {f"commands.agenda.{name}" for name in ("add", "done", "edit", "remove", "share")}
    assert commands & rooms(load("agenda")[0]) == set()
    assert commands & rooms(load("agenda", "--help")[0]) == set()
    assert commands & rooms(load("agenda", "share")[0]) == {"commands.agenda.share"}
    importing = {"commands.exhibitors.importing.command"}
    assert importing & rooms(load("exhibitors", "drones")[0]) == set()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_opens_no_file(command: str) -> None:
    modules, opened = load(command, "--help")
    assert ("rich" in modules, opened) == (False, [])


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_no_other_than_it_uses(command: str) -> None:
    modules, _ = load(*EXAMPLES[command])
    names = (name.split(".") for name in rooms(modules))
    folders = {name[1] for name in names if name[0] == "commands" and name[1:]}
    assert folders == {*map(folder_of, (command, *ASKED[command].uses))}


@pytest.mark.parametrize("form", ["plain", "json", "markdown"])
def test_a_format_imports_no_other(form: str) -> None:
    """And none of them the terminal."""
    modules, _ = load("upcoming", "--format", form)
    needed = {"json": "data"}.get(form, form)
    others = {"look.plain", "look.markdown", "look.data", "look.terminal"}
    assert others & rooms(modules) <= {f"look.{needed}"}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["upcoming", "today", "show", "news"])
def test_data_that_is_right_is_not_checked(command: str) -> None:
    modules, _ = load(command)
    assert [name for name in rooms(modules) if name.startswith("check.")] == []


def test_an_export_to_a_file_imports_what_writes_it(tmp_path: Path) -> None:
    modules, opened = load("export", "paris-2023", "-o", str(tmp_path / "a.ics"))
    assert ("rich" in modules, "icalendar" in modules) == (True, False)
    assert {"look.plain", "look.data"} & rooms(modules) == set()
    data = {str(DATA / "paris/2023.toml"), str(DATA / "sources.toml")}
    assert data & {*opened} == {str(DATA / "paris/2023.toml")}


def test_publish_imports_no_tables_and_opens_each_file_once(tmp_path: Path) -> None:
    modules, opened = load("publish", str(tmp_path / "public"))
    assert {name for name in HEAVY if name in modules} == {*(*LIGHT, "tomli", "filelock", "jinja2")}
    assert {"look.plain", "look.data", "look.terminal"} & rooms(modules) == set()
    assert sorted(opened) == sorted(map(str, [*DATA_FILES, DATA / PACK, DATA / TABLES]))
