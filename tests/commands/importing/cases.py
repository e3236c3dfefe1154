"""What the tests ask `milipol import`; `tests/calls.py` explains the names."""

import shlex
from pathlib import Path

_OWN = Path(__file__).parent / "own"
_PARIS = str(_OWN / "paris.ics")
# Calls are split as a shell does, since the path may have blanks.
_MANY_DAYS = shlex.quote(str(_OWN / "many-days.ics"))

EXAMPLE = ("import", _PARIS, "--edition", "paris-2027", "--into", "mine", "--dry-run")
CALLS = ()
# It has sessions on days of several editions.
WITHOUT_FORMAT = (f"import {_MANY_DAYS} --edition {{}} --force --json",)
LOADS = {
    f"import {shlex.quote(_PARIS)} --edition paris-2027 --into mine --dry-run --json": (
        *("tomli", "*/show.toml", "paris/2027.toml"),
    )
}
TIMED = ()
