"""What the tests ask `milipol import`; `tests/commands.py` explains the names."""

from pathlib import Path

_OWN = Path(__file__).parent / "own"
_PARIS = str(_OWN / "paris.ics")

EXAMPLE = ("import", _PARIS, "--edition", "paris-2027", "--into", "mine", "--dry-run")
CALLS = ()
# It has sessions on days of several editions.
WITHOUT_FORMAT = (f"import {_OWN / 'many-days.ics'} --edition {{}} --force --json",)
LOADS = {
    f"import {_PARIS} --edition paris-2027 --into mine --dry-run --json": (
        *("*/show.toml", "paris/2027.toml"),
    ),
}
USES = ("check",)
TIMED = ()
