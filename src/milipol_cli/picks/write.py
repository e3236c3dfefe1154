"""Changing the reader's agenda file without losing anything in it.

People edit the file, too, and keep it in git: comments and order stay.
"""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.base import files, lock
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.base.toml_values import toml_fields, toml_list
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.diagnosis import statements, tokens
from milipol_cli.network.load.reading import text_of
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks import undo
from milipol_cli.picks.read import agenda_in

_HEAD = "# What I plan to attend. milipol keeps the comments and order of this file.\n"


@contextlib.contextmanager
def open_to_change(
    path: Path, command: str, *, forgets: bool = False
) -> Iterator[tuple[Picks, Callable[[Sequence[Pick]], None]]]:
    """The picks of an agenda file, and what writes others in their place.

    No other milipol can write meanwhile. New picks go to the end. What the file was
    before the `command` is kept beside it, for `milipol agenda undo`; a command that
    `forgets` deletes that. Raises InvalidData for a file with errors, and CannotWrite;
    the file then stays as it is.
    """
    with _locked(path) as (path, before, old):
        kept = None if forgets else command
        yield old, lambda new: _write(path, before, old, tuple(new), kept)


def take_back(path: Path, today: dt.date) -> tuple[str, Picks, Picks]:
    """Takes back the last command; the command, and the picks before and after.

    It is kept like any other command, so that a second call takes it back. Raises
    BadInput if there is nothing to take back, or the agenda changed since.
    """
    with _locked(path) as (path, now, picks):
        former = undo.former_agenda(path, now)
        if former is None:
            raise BadInput(_why_not(path))
        was = agenda_in(former.text, former.path).pick
        new = undo.taken_back(was, picks, today)
        _replace(path, now, _edited(former.text, path, was, new), new, "undo")
    return former.command, picks, new


def _why_not(path: Path) -> str:
    if undo.has_copy(path):
        return (
            "nothing taken back: the agenda changed since the last command, by hand or"
            f" by a sync; what it was before is in {path.name}.undo beside it"
        )
    return "nothing to take back: no command has changed the agenda yet"


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[tuple[Path, str, Picks]]:
    """The path of an agenda after links, its text and its picks, while it is locked."""
    # What cannot be read is refused before anything is made beside it.
    text = text_of(path) or ""
    picks = agenda_in(text, path).pick
    path = Path(os.path.realpath(path))
    files.make_folder(path.parent)
    files.final_path(str(path))  # refuses it before a lock is left beside it
    with lock.hold_lock(path):
        before = text_of(path) or ""
        # Reading values takes most of the time, and mostly nobody else has written.
        old = picks if before == text else agenda_in(before, path).pick
        yield path, before, old


def _write(
    path: Path, before: str, old: Picks, new: Picks, command: str | None
) -> None:
    if command is None:
        undo.forget_former(path)
    if new != old:
        _replace(path, before, _edited(before, path, old, new), new, command)


def _replace(
    path: Path, before: str, text: str, new: Picks, command: str | None
) -> None:
    """Writes the text of an agenda with these picks, and keeps what it was before."""
    raw = text.encode()
    if len(raw) > MAX_BYTES:
        raise files.write_error(
            path, f"it would have {len(raw)} bytes; at most {MAX_BYTES} are read"
        )
    try:
        again = agenda_in(text, path).pick
    except InvalidData as error:
        raise files.write_error(path, f"it could not be read again: {error}") from None
    if again != new:
        raise files.write_error(path, "the result would differ from what was asked for")
    if command is not None:
        undo.keep_former(path, command, before, text)
    files.write_whole(str(path), [raw], is_private=True)
    if command is not None:
        undo.settle(path)


class _Table(NamedTuple):
    """The lines of a [[pick]] table up to its last key, and those below.

    Below are blank lines and comments. They may well belong to the next table, and stay
    when this one goes.
    """

    lines: list[str]
    below: list[str]


def _edited(text: str, path: Path, old: Picks, new: Picks) -> str:
    """The text of an agenda with the new picks in place of the old ones.

    Tables of picks that stay the same keep their lines, as the user may have written
    them, and comments stay even if their pick goes. New picks come last.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    head, tables = _split(text, path)
    new_by_id = {pick.id: pick for pick in new}
    lines = head
    for pick, table in zip(old, tables, strict=True):
        new_pick = new_by_id.get(pick.id)
        if new_pick is not None:
            if new_pick == pick:
                lines += table.lines
            else:
                lines += _updated(table.lines, pick, new_pick, line_end)
            lines += table.below
        elif any(line.strip() for line in table.below):
            lines += table.below
    old_ids = {pick.id for pick in old}
    added = [pick for pick in new if pick.id not in old_ids]
    if not added:
        return "".join(lines)
    lines = lines or [_HEAD]
    if not lines[-1].endswith("\n"):
        lines[-1] += line_end
    for pick in added:
        # If each header differs, git can keep what two people added.
        header = f"[[pick]]  # {pick.id}"
        keys = (f"{key} = {text}" for key, text in _values(pick, line_end).items())
        lines += [line + line_end for line in ("", header, *keys)]
    return "".join(lines)


def _values(pick: Pick, line_end: str) -> dict[str, str]:
    """The values of a pick as TOML, by key; its follow-ups one a line."""
    values = toml_fields(pick)
    if pick.follow_ups:
        text = "".join(toml_list("follow_ups", pick.follow_ups))
        text = text.partition(" = ")[2].rstrip("\n")
        values["follow_ups"] = text.replace("\n", line_end)
    return values


def _split(text: str, path: Path) -> tuple[list[str], list[_Table]]:
    head: list[str] = []
    tables: list[_Table] = []
    for line in statements(text):
        start = line.lstrip()[:1]
        if re.match(r"\s*\[+\s*pick\s*\.", line):
            raise files.write_error(
                path, "its follow-ups are tables; write them as follow_ups = [{...}]"
            )
        if start == "[":
            tables.append(_Table([line], []))
        elif start in ("", "#"):
            (tables[-1].below if tables else head).append(line)
        elif tables:
            lines, below = tables[-1]
            lines += [*below, line]
            below.clear()
        elif (key := re.match(_KEY, line)) and key[1] == "name":
            head.append(line)
        else:
            raise files.write_error(
                path, "its picks are in one list; write each as a [[pick]] table"
            )
    return head, tables


# The key of a line, with what stands before and after it.
_KEY = r"""[ \t]*["']?([a-z_]+)["']?[ \t]*=[ \t]*"""


def _updated(lines: list[str], old: Pick, new: Pick, line_end: str) -> list[str]:
    values = _values(new, line_end)
    updated = []
    for line in lines:
        key = re.match(_KEY, line)
        if key is None or getattr(old, key[1]) == getattr(new, key[1]):
            updated.append(line)
        elif key[1] in values:
            updated.append(key[0] + values[key[1]] + _after_value(line))
        if key is not None:
            values.pop(key[1], None)
    if values and not updated[-1].endswith("\n"):
        updated[-1] += line_end
    return [*updated, *(f"{key} = {text}{line_end}" for key, text in values.items())]


def _after_value(line: str) -> str:
    """The rest of the line after a value: its comment, if it has one, and its end."""
    *_, last = (token for token in tokens(line) if token[0] != "\n")
    if last[0].startswith("#"):
        return line[len(line[: last.start()].rstrip(" \t")) :]
    return line[len(line.rstrip("\r\n")) :]
