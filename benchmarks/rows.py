"""What is measured on the bundled data and on the large folders, and within what."""

import runpy
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import folders
from benchmarks.measuring import Limit, Row
from benchmarks.updates import REQUEST
from milipol_cli.app import COMMANDS, folder_of

# What cannot be gone below: the interpreter, and the libraries that commands load.
PYTHON, TYPER = "python -c pass", "import typer"
RICH = "import typer, rich.console, rich.table"
FLOORS = (PYTHON, TYPER, RICH)
KHAL = "khal list"
# How limits name the rows that they are ratios to.
SHORT = {TYPER: "typer", RICH: "rich", KHAL: "khal", REQUEST: "one request"}

# Where less was wanted, a limit is what was measured and 3 %: DESIGN.md says why.
ANSWERS = (Limit(1.48, RICH), Limit(0.5, KHAL))
WITHOUT_RICH = (Limit(1.51, TYPER), Limit(0.5, KHAL))
HELP = (Limit(0.92, TYPER),)
PROMPT = (Limit(1.58, TYPER),)
COMPLETION = (Limit(1.48, TYPER),)

AT_A_SHOW = "2023-11-15T10:20+01:00"
# What some rows of commands may take; the other rows have no limit.
LIMITS: dict[str, Sequence[Limit]] = {
    "--help": HELP,
    "--version": HELP,
    "upcoming": (Limit(1.15, RICH), Limit(0.5, KHAL)),
    "upcoming --json": WITHOUT_RICH,
    "upcoming --format tsv": WITHOUT_RICH,
    "upcoming --format plain": WITHOUT_RICH,
    "today": (Limit(1.35, RICH), Limit(0.5, KHAL)),
    f"today --on {AT_A_SHOW}": (Limit(1.33, RICH),),
    "today --json": (Limit(1.53, TYPER),),
    "today --line": PROMPT,
    "show paris": ANSWERS,
    "show paris-2023": (Limit(1.67, RICH),),
    "news": ANSWERS,
    "search legacy games": (Limit(1.48, RICH),),
    "exhibitors paris-2025 drones": (Limit(1.52, RICH),),
}
TESTS = Path(__file__).parents[1] / "tests"
# The same with 20 picks on the agenda.
PICKED = {
    "today": (),
    "today --line": PROMPT,
    f"today --on {AT_A_SHOW} --line": (),
    "agenda": (Limit(1.37, RICH),),
    "agenda --json": (),
    "export agenda --output -": (),
}
# How the rows of an older milipol are named.
BEFORE = ", before"
PICKS, PICKED_FROM = 20, ("paris-2023", "paris-2025")
WITH_PICKS = f", {PICKS} picks"
# What the shells ask for, as their completion scripts do.
SHELLS = ("bash", "zsh", "fish")
COMPLETE = {
    "COMP_WORDS": "milipol show par",
    "COMP_CWORD": "2",
    "_TYPER_COMPLETE_ARGS": "milipol show par",
    "_TYPER_COMPLETE_FISH_ACTION": "get-args",
}
PEERS = {
    "khal": KHAL,
    "norwegianblue": "norwegianblue norwegianblue",  # the one table that it bundles
    "cfpsec": "cfpsec --help",
    "gcalcli": "gcalcli --version",
}

# How many of the shows with 2,500 sessions each folder has; 40 make the largest.
SIZES = (0, 1, 2, 4, 40)
# On the largest these may cost that much of what they do on the bundled data.
ON_LARGEST = {name: (Limit(1.5, name),) for name in ("upcoming", "today")}
# What a search that finds nothing is measured on.
OWN_SHOWS = 4
# The work that grows with a folder: what it is called, and the arguments.
GROWING = {
    "search, one found": ("search", *folders.WORDS),
    "search, none found": ("search", "hrabour"),
    "check": ("check",),
    "publish": ("publish",),
}
# The same on the folder beside it, which has as many exhibitors.
GROWING_LISTS = {
    "exhibitors, one found": ("exhibitors", "--show", "paris", *folders.WORDS),
    "exhibitors, none found": ("exhibitors", "--show", "paris", "hrabour"),
}


def floors(python: Path) -> list[Row]:
    """The floors, of the Python that milipol is installed for."""
    code = {PYTHON: "pass", TYPER: TYPER, RICH: RICH}
    return [Row(name, (python, "-c", code[name])) for name in FLOORS]


def timed(command: str) -> Sequence[str]:
    """The rows of a command: TIMED in `cases.py` of its tests, or two simple ones."""
    cases = TESTS / "commands" / folder_of(command) / "cases.py"
    named = runpy.run_path(str(cases)) if cases.exists() else {}
    calls: Sequence[str] = named.get("TIMED", (command, f"{command} --json"))
    return calls


def commands(milipol: Path, agenda: Path) -> list[Row]:
    """Every command, on the bundled data."""
    names = ["--help", "--version", *(row for name in COMMANDS for row in timed(name))]
    rows = [Row(name, (milipol, *name.split()), limits=LIMITS.get(name, ())) for name in names]
    rows += [
        Row(
            f"{name}{WITH_PICKS}", (milipol, *name.split()), {"MILIPOL_AGENDA": str(agenda)}, limits
        )
        for name, limits in PICKED.items()
    ]
    for shell in SHELLS:
        env = {"_MILIPOL_COMPLETE": f"complete_{shell}", **COMPLETE}
        rows.append(Row(f"completion of an id, {shell}", (milipol,), env, COMPLETION))
    return rows


def beside(rows: Sequence[Row], now: Path, before: Path) -> list[Row]:
    """Each row as it is, and again with the milipol of before."""
    return [
        variant
        for row in rows
        for variant in (
            row._replace(limits=()),
            row._replace(
                name=f"{row.name}{BEFORE}",
                args=[before if arg == now else arg for arg in row.args],
                limits=(),
            ),
        )
    ]


def on_own_data(milipol: Path, large: Mapping[int, Path]) -> list[Row]:
    """What reads no programmes of the largest folder; a search that finds nothing."""
    number = max(large)
    rows = [
        Row(
            f"{name}, {_sessions(number)} sessions",
            (milipol, name),
            {"MILIPOL_DATA": str(large[number])},
            limits,
        )
        for name, limits in ON_LARGEST.items()
    ]
    nothing = GROWING["search, none found"]
    rows.append(
        Row(
            f"{' '.join(nothing)}, {_sessions(OWN_SHOWS)} sessions",
            (milipol, *nothing),
            {"MILIPOL_DATA": str(large[OWN_SHOWS])},
            (Limit(1.5, RICH, plus_ms=500),),
        )
    )
    return rows


def on_full_day(milipol: Path, folder: Path) -> Row:
    """The agenda of a day as full as it can be; it may take a second and a half."""
    name = f"agenda, {folders.FULL_PICKS} picks on a day of {folders.FULL_SESSIONS:,} sessions"
    env = {"MILIPOL_DATA": str(folder), "MILIPOL_AGENDA": str(folder / "agenda.toml")}
    args = (milipol, "agenda", "--gap", "0m", "--on", folders.ON)
    return Row(name, args, env, (Limit(1.5, RICH, plus_ms=1400),))


def peers(programs: Mapping[str, Path | None], khal_settings: Path) -> list[Row]:
    """Other programs, each by its name; one that is not installed fails to start."""
    args = {
        "khal": ("-c", khal_settings, "list"),
        "norwegianblue": ("norwegianblue",),
        "cfpsec": ("--help",),
        "gcalcli": ("--version",),
    }
    return [
        Row(PEERS[name], (program or Path("/dev/null"), *args[name]))
        for name, program in programs.items()
    ]


def growing(milipol: Path, large: Mapping[int, Path]) -> dict[str, dict[int, Row]]:
    """What grows with a folder: rows by the work and the number of entries."""
    return {
        work: {
            number * folders.SHOW_SESSIONS: Row(
                f"{work}, {_sessions(number)} entries",
                (milipol, *args, *_target(work, folder)),
                {
                    "MILIPOL_DATA": str(
                        folders.lists_beside(folder) if work in GROWING_LISTS else folder
                    )
                },
            )
            for number, folder in large.items()
        }
        for work, args in (GROWING | GROWING_LISTS).items()
    }


def _target(work: str, folder: Path) -> Sequence[Path]:
    """The folder that a work writes; it is new in the first round only."""
    return [folder.with_name(f"{folder.name}-{work}")] if work == "publish" else []


def _sessions(shows: int) -> str:
    return f"{shows * folders.SHOW_SESSIONS:,}"
