"""The agenda as it was before the last command, to take that back.

The copy is beside the agenda. It says which command was run and which agenda came of
it, so that nothing is taken back that changed since.
"""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from milipol_cli.base import files
from milipol_cli.base.errors import CannotWrite
from milipol_cli.network.load.reading import text_of
from milipol_cli.network.model.picks import Pick, Picks

_HEAD = """\
# What the agenda was before `milipol agenda {command}`.
# `milipol agenda undo` takes that back. SHA-256 of the agenda since: {digest}
"""
_READ_HEAD = re.compile(
    r"# What the agenda was before `milipol agenda ([a-z ]+)`\.\n"
    r"# `milipol agenda undo` .* ([0-9a-f]{64})\n"
)


class Former(NamedTuple):
    """An agenda as it was before a command, and the file that says so."""

    command: str
    text: str
    path: Path


def keep_former(path: Path, command: str, before: str, after: str) -> None:
    """Writes what the agenda is `before` a command, while the copy of then stays.

    `settle` puts it in that place, once the agenda is written. Whatever is interrupted,
    `former_agenda` finds the copy that belongs to the agenda that is there.
    """
    head = _HEAD.format(command=command, digest=_digest(after))
    try:
        files.write_whole(
            str(_next(path)), [head.encode(), before.encode()], is_private=True
        )
    except CannotWrite as error:
        raise CannotWrite(str(error).replace(str(_next(path)), str(path))) from None


def settle(path: Path) -> None:
    """Puts what `keep_former` wrote in the place of the last copy."""
    files.move(_next(path), _copy(path))


def forget_former(path: Path) -> None:
    """Deletes the copies of an agenda."""
    files.remove_each(path.parent, [_copy(path).name, _next(path).name])


def former_agenda(path: Path, now: str) -> Former | None:
    """The agenda before the last command; None if it was changed since."""
    for copy in (_next(path), _copy(path)):
        head = _READ_HEAD.match(text := text_of(copy) or "")
        if head is not None and head[2] == _digest(now):
            return Former(head[1], text[head.end() :], copy)
    return None


def has_copy(path: Path) -> bool:
    """Whether there is a copy, of whatever agenda."""
    return _copy(path).exists() or _next(path).exists()


def taken_back(former: Picks, now: Picks, today: dt.date) -> Picks:
    """The former picks, numbered as changes of those now, so that calendars follow.

    What is as it was keeps its number.
    """
    by_id = {pick.id: pick for pick in now}
    return tuple(_after(pick, by_id.get(pick.id), today) for pick in former)


def _after(pick: Pick, now: Pick | None, today: dt.date) -> Pick:
    if not pick.is_entry or pick == now:
        return pick
    sequence = max(pick.sequence, 0 if now is None else now.sequence) + 1
    return msgspec.structs.replace(pick, sequence=sequence, updated=today)


def _copy(path: Path) -> Path:
    return path.with_name(f"{path.name}.undo")


def _next(path: Path) -> Path:
    return path.with_name(f"{path.name}.undo-next")


def _digest(text: str) -> str:
    import hashlib  # noqa: PLC0415  loads OpenSSL, which only commands that write need

    return hashlib.sha256(text.encode()).hexdigest()
