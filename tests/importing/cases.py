"""What the tests ask `milipol import`; `tests/commands.py` explains the names."""

from pathlib import Path

_PARIS = str(Path(__file__).parent / "own" / "paris.ics")

EXAMPLE = ("import", _PARIS, "--edition", "paris-2027", "--into", "data", "--dry-run")
CALLS = ()
WITHOUT_FORMAT = (f"import {_PARIS} --edition {{}} --dry-run --json",)
LOADS = {
    f"import {_PARIS} --edition paris-2027 --into data --dry-run --json": (
        *("*/show.toml", "paris/2027.toml"),
    ),
}
TIMED = ()
