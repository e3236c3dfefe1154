"""A copy of the agenda from before the last command, to take the command back.

The copy is beside the agenda. It says which command was run and which agenda came of
it, so that a command is not taken back if the agenda changed since.
"""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from milipol_cli.base import files
from milipol_cli.base.errors import CannotWrite
from milipol_cli.network.load.reading import read_text
from milipol_cli.network.model.picks import Pick, Picks

_HEAD = """\
# What the agenda was before `milipol agenda {command}`.
# `milipol agenda undo` undoes that. SHA-256 of the agenda since: {digest}
"""
_READ_HEAD = re.compile(
    r"# What the agenda was before `milipol agenda (?P<command>[a-z ]+)`\.\n"
    r"# `milipol agenda undo` .* (?P<digest>[0-9a-f]{64})\n"
)


class Former(NamedTuple):
    """An agenda as it was before a command, and the file that says so."""

    command: str
    text: str
    path: Path


def keep_former(path: Path, command: str, before: str, after: str) -> None:
    """Writes the agenda of `before` a command next to the last copy, which stays.

    `settle` replaces that copy once the agenda of `after` the command is written. So
    `former_agenda` finds the right copy whatever was interrupted.
    """
    head = _HEAD.format(command=command, digest=_digest(after))
    try:
        files.write_whole(str(_next_path(path)), [head.encode(), before.encode()], is_private=True)
    except CannotWrite as error:
        raise CannotWrite(str(error).replace(str(_next_path(path)), str(path))) from None


def settle(path: Path) -> None:
    """Replaces the last copy by the one that `keep_former` wrote."""
    files.move(_next_path(path), _copy_path(path))


def forget_former(path: Path) -> None:
    """Deletes the copies of an agenda."""
    files.remove_each(path.parent, [_copy_path(path).name, _next_path(path).name])


def former_agenda(path: Path, now: str) -> Former | None:
    """The agenda before the last command; None if the agenda was changed since."""
    for copy in (_next_path(path), _copy_path(path)):
        head = _READ_HEAD.match(text := read_text(copy) or "")
        if head is not None and head["digest"] == _digest(now):
            return Former(head["command"], text[head.end() :], copy)
    return None


def has_copy(path: Path) -> bool:
    """Whether there is a copy, also if the agenda was changed since."""
    return _copy_path(path).exists() or _next_path(path).exists()


def renumber(former: Picks, now: Picks, today: dt.date) -> Picks:
    """The former picks, numbered as changes of the picks now, so that calendars follow.

    Picks that are the same now keep their number.
    """
    now_by_id = {pick.id: pick for pick in now}
    return tuple(_renumber_pick(pick, now_by_id.get(pick.id), today) for pick in former)


def _renumber_pick(former: Pick, now: Pick | None, today: dt.date) -> Pick:
    """A former pick with a higher number; only entries are numbered in the agenda."""
    if not former.is_entry or former == now:
        return former
    sequence = max(former.sequence, 0 if now is None else now.sequence) + 1
    return msgspec.structs.replace(former, sequence=sequence, updated=today)


def _copy_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.undo")


def _next_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.undo-next")


def _digest(text: str) -> str:
    import hashlib  # noqa: PLC0415  loads OpenSSL, which only commands that write need

    return hashlib.sha256(text.encode()).hexdigest()
