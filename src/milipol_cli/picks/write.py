"""Changing the reader's agenda file without losing anything in it.

People edit the file, too, and keep it in git: comments and order stay.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from milipol_cli.base import files, lock
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.base.toml_lines import TomlTable, key_of, split_tables, with_table, with_values
from milipol_cli.base.toml_values import toml_fields, toml_list
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import read_text
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks import undo
from milipol_cli.picks.read import agenda_in

_HEAD = "# What I plan to attend. milipol keeps the comments and order of this file.\n"


@contextlib.contextmanager
def open_to_change(
    path: Path, command: str, *, forgets: bool = False
) -> Iterator[tuple[Picks, Callable[[Sequence[Pick]], None]]]:
    """The picks of an agenda file, and a function that writes others in their place.

    No other milipol can write meanwhile. New picks go to the end. A copy of the file
    from before the `command` is kept beside it, for `milipol agenda undo`; a command
    that `forgets` deletes all copies. Raises InvalidData for a file with errors, and
    CannotWrite; the file then stays as it is.
    """
    with _lock_agenda(path) as (path, before, old):
        kept = None if forgets else command
        yield old, lambda new: _write(path, before, old, tuple(new), kept)


def take_back(path: Path, today: dt.date) -> tuple[str, Picks, Picks]:
    """Takes back the last command; gives its name, and the picks before and after.

    That is a change like any other: picks get new numbers, and a second call takes it
    back. Raises BadInput if there is nothing to take back, or the agenda changed since.
    """
    with _lock_agenda(path) as (path, text_now, picks_now):
        former = undo.former_agenda(path, text_now)
        if former is None:
            raise BadInput(_why_not_taken_back(path))
        former_picks = agenda_in(former.text, former.path).pick
        # Calendars follow only numbers that are higher than those they have.
        restored = undo.renumber(former_picks, picks_now, today)
        restored_text = _edit_text(former.text, path, former_picks, restored)
        _replace_text(path, text_now, restored_text, restored, "undo")
    return former.command, picks_now, restored


def _why_not_taken_back(path: Path) -> str:
    if undo.has_copy(path):
        return (
            "nothing undone: the agenda changed since the last command, by hand or by a"
            f" sync; the agenda before that command is in {path.name}.undo, next to it"
        )
    return "nothing to undo: there is no copy of an earlier agenda"


@contextlib.contextmanager
def _lock_agenda(path: Path) -> Iterator[tuple[Path, str, Picks]]:
    """The real path of an agenda, its text and its picks, while it is locked."""
    # What cannot be read is refused before anything is made beside it.
    text = read_text(path) or ""
    picks = agenda_in(text, path).pick
    path = Path(os.path.realpath(path))
    files.make_folder(path.parent)
    files.final_path(str(path))  # refuses it before a lock is left beside it
    with lock.hold_lock(path):
        before = read_text(path) or ""
        # Reading values takes most of the time, and mostly nobody else has written.
        old = picks if before == text else agenda_in(before, path).pick
        yield path, before, old


def _write(path: Path, before: str, old: Picks, new: Picks, command: str | None) -> None:
    """Writes new picks in place of the old ones, if any differ.

    Without a `command`, no copy of the agenda is kept, and older ones are deleted.
    """
    if command is None:
        undo.forget_former(path)
    if new != old:
        _replace_text(path, before, _edit_text(before, path, old, new), new, command)


def _replace_text(path: Path, before: str, text: str, new: Picks, command: str | None) -> None:
    """Writes the text of an agenda with new picks, and keeps the text of `before`.

    Without a command, no copy is kept. Raises CannotWrite for a text that is too long,
    or that is not read as these picks again.
    """
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


def _edit_text(text: str, path: Path, old: Picks, new: Picks) -> str:
    """The text of an agenda with the new picks in place of the old ones.

    Tables of picks that stay the same keep their lines, as the user may have written
    them, and comments stay even if their pick goes. New picks come last.
    """
    head, tables = split_tables(text)
    _refuse_other_forms(path, head, tables)
    new_by_id = {pick.id: pick for pick in new}
    lines = head
    for old_pick, table in zip(old, tables, strict=True):
        new_pick = new_by_id.get(old_pick.id)
        if new_pick is not None:
            lines += with_values(table.lines, _changed_values(old_pick, new_pick))
        has_comments_below = any(line.strip() for line in table.below)
        if new_pick is not None or has_comments_below:
            lines += table.below
    old_ids = {pick.id for pick in old}
    for added in (pick for pick in new if pick.id not in old_ids):
        lines = with_table(lines or [_HEAD], _table_of(added))
    return "".join(lines)


def _table_of(pick: Pick) -> str:
    """The table of a pick, with its id in the header.

    If each header differs, git can keep what two people added.
    """
    values = (f"{key} = {value}\n" for key, value in _values(pick).items())
    return f"[[pick]]  # {pick.id}\n{''.join(values)}"


def _refuse_other_forms(path: Path, head: Iterable[str], tables: Iterable[TomlTable]) -> None:
    """Raises CannotWrite unless each pick is one [[pick]] table with none in it."""
    if any(table.name != "pick" for table in tables):
        raise files.write_error(
            path, "its follow-ups are tables; write them as follow_ups = [{...}]"
        )
    if any(key_of(line) not in (None, "name") for line in head):
        raise files.write_error(path, "its picks are in one list; write each as a [[pick]] table")


def _changed_values(old: Pick, new: Pick) -> dict[str, str | None]:
    """The values of a pick that changed, by key; None for a value that is gone."""
    values = _values(new)
    return {
        key: values.get(key)
        for key in new.__struct_fields__
        if getattr(old, key) != getattr(new, key)
    }


def _values(pick: Pick) -> dict[str, str]:
    """The values of a pick as TOML, by key; each follow-up has its own line."""
    values = toml_fields(pick)
    if pick.follow_ups:
        text = "".join(toml_list("follow_ups", pick.follow_ups))
        values["follow_ups"] = text.partition(" = ")[2].rstrip("\n")
    return values
