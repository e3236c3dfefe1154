"""The commands, and what the tests ask of each.

The folder of a command's tests may have a `cases.py` with some of these names:

- CASES: whole answers, by the names of their golden files;
- HELD: the cases that are held in another format, too; JSON has one row of each kind;
- WIDTHS: the widths that the table of a case is held at; None is off a terminal;
- EXAMPLE: a call that has an answer; without it the first case, or the bare command;
- CALLS: calls that take any format, with {} for an id; without it the bare command;
- WITHOUT_FORMAT: the same, of those that take none;
- USES: the other commands whose query it uses;
- LOADS: what a call imports beyond LIGHT of `test_startup.py`, and the data files that
  it opens, as patterns;
- TIMED: the rows of the bench; without it the bare command and its JSON.
"""

import functools
import runpy
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import typer

from conftest import HERE
from milipol_cli.app import COMMANDS, app, folder_of

_NONE: Mapping[str, Any] = MappingProxyType({})


class Asked(NamedTuple):
    """What the tests ask of one command, by the names in its `cases.py`."""

    calls: tuple[str, ...]
    example: tuple[str, ...]
    cases: Mapping[str, tuple[str, ...]] = _NONE
    held: Mapping[str, tuple[str, ...]] = _NONE
    widths: Mapping[str, tuple[int | None, ...]] = _NONE
    without_format: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    loads: Mapping[str, tuple[str, ...]] = _NONE

    def held_in(self, form: str) -> tuple[str, ...]:
        """The cases whose golden files there are in a format."""
        return tuple(self.cases) if form == "table" else self.held.get(form, ())


def folder_of_tests(command: str) -> Path:
    """The folder of a command's tests; `cli` is what all commands share."""
    return HERE / "cli" if command == "cli" else HERE / "commands" / folder_of(command)


def _asked(command: str) -> Asked:
    path = folder_of_tests(command) / "cases.py"
    named = runpy.run_path(str(path)) if path.exists() else {}
    first = next(iter(named.get("CASES", {}).values()), (command,))
    usual = {"CALLS": (command,), "EXAMPLE": first}
    asked = {key.lower(): value for key, value in {**usual, **named}.items()}
    return Asked(**{key: asked[key] for key in Asked._fields if key in asked})


ASKED = {command: _asked(command) for command in COMMANDS}
# The whole answers of all commands, with the command that each is of.
CASES = {
    name: (command, args) for command, asked in ASKED.items() for name, args in asked.cases.items()
}
EXAMPLES = {command: asked.example for command, asked in ASKED.items()}
CALLS = [line for asked in ASKED.values() for line in asked.calls]
WITHOUT_FORMAT = [line for asked in ASKED.values() for line in asked.without_format]


def takes(option: str, *words: str) -> bool:
    """Whether a call has a command that takes this option."""
    command: Any = _group()
    for word in words:
        inner = getattr(command, "get_command", lambda *_: None)(None, word)
        if inner is None:
            break
        command = inner
    return any(option in parameter.opts for parameter in command.params)


@functools.cache
def _group() -> Any:
    return typer.main.get_command(app)
