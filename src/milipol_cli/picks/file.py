"""The reader's own agenda on disk: read, and written without losing anything.

The file is one that people edit, too, and keep in git: comments and order stay. Only
this room knows tomlkit and filelock.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import CannotWrite, InvalidData
from milipol_cli.network import load as catalog
from milipol_cli.network.load import needed
from milipol_cli.network.load.data import value_of
from milipol_cli.network.load.reading import DataFile, file_of, read_file

if TYPE_CHECKING:
    import tomlkit
    from tomlkit.items import Table

    from milipol_cli.picks.model import Pick


class AgendaText(NamedTuple):
    """The picks of an agenda file, in its order, and its text."""

    picks: "tuple[Pick, ...]"
    text: str


def agenda(path: Path) -> AgendaText:
    """What is in an agenda file; nothing where there is no file.

    Raises InvalidData for a file that cannot be read or is wrong.
    """
    found = read_file(path)
    return AgendaText((), "") if found is None else _agenda(found)


def agenda_of(text: str, path: Path) -> AgendaText:
    """What would be in an agenda file that had this text; raises as `agenda`."""
    return _agenda(file_of(text, path))


def _agenda(found: DataFile) -> AgendaText:
    from milipol_cli.picks.model import AgendaFile  # noqa: PLC0415  few have one

    file = value_of(found, AgendaFile, lambda it: needed.unique("pick", it.pick))
    return AgendaText(file.pick, found.text)


Picks = tuple["Pick", ...]


# How long another milipol may write before this one gives up.
_PATIENCE_SECONDS = 30


_HEAD = (
    "# What I mean to attend. milipol keeps the comments and the order of this file.\n"
)


def agenda_file(environment: str | None) -> Path:
    """Where the agenda is: the file that MILIPOL_AGENDA names, else the reader's own.

    `environment` is the value of that variable.
    """
    return Path(environment) if environment else catalog.own_folder() / "agenda.toml"


def picks(path: Path) -> "Picks":
    """The picks in the agenda file, in its order; none where there is no file.

    Raises InvalidData for a file that cannot be read or is wrong.
    """
    return agenda(path).picks


def change(path: Path, changed: "Callable[[Picks], Sequence[Pick]]") -> None:
    """Writes what `changed` makes of the picks; nobody else can write meanwhile.

    New picks go to the end. What `changed` raises leaves the file as it is, and so do
    InvalidData for a file that is wrong and CannotWrite for one that cannot be
    written.
    """
    import filelock  # noqa: PLC0415  for those who write alone

    try:
        # What is no file is refused as it is, before anything is made beside it.
        agenda(path)
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(f"{path}.lock", timeout=_PATIENCE_SECONDS)
        lock.acquire()
    except IsADirectoryError:
        raise _refused(Path(f"{path}.lock"), "it is a folder; remove it") from None
    except filelock.Timeout:
        raise _refused(
            path,
            f"another milipol has been writing it for {_PATIENCE_SECONDS} seconds; try"
            " again",
        ) from None
    except FileExistsError:
        raise _refused(path, f"{path.parent} is no folder") from None
    except OSError as error:
        raise _refused(path, str(error.strerror)) from None
    except ValueError as error:  # a name that no file can have
        raise _refused(path, str(error)) from None
    try:
        _change(path, changed)
    finally:
        lock.release()


# Of more lines than all picks need, tomlkit takes seconds to go through.
_MOST_LINES = 100_000


def _refused(path: Path, why: str) -> CannotWrite:
    return CannotWrite(f"{path}: cannot be written: {why}")


def _change(path: Path, changed: "Callable[[Picks], Sequence[Pick]]") -> None:
    from milipol_cli import files  # noqa: PLC0415  for those who write alone
    from milipol_cli.picks.model import MOST_PICKS  # noqa: PLC0415

    old, before = agenda(path)
    new = tuple(changed(old))
    if new == old:
        return
    if len(new) > MOST_PICKS:
        raise _refused(
            path, f"it would have {len(new)} picks; at most {MOST_PICKS} are read"
        )
    if before.count("\n") > _MOST_LINES:
        raise _refused(path, f"it has over {_MOST_LINES} lines; take some out")
    text = _edited(before, path, old, new)
    raw = text.encode()
    if len(raw) > catalog.MAX_BYTES:
        raise _refused(path, f"it would have {len(raw)} bytes, more than are read")
    try:
        again = agenda_of(text, path).picks
    except InvalidData as error:
        raise _refused(path, f"it could not be read again: {error}") from None
    if again != new:
        raise _refused(path, "it would not say what was asked for")
    files.write_whole(str(path), [raw])


def _edited(text: str, path: Path, old: Picks, new: Picks) -> str:
    """The text of the file with `new` in the place of `old`, and all else kept."""
    import tomlkit  # noqa: PLC0415  for those who write alone
    from tomlkit.items import AoT  # noqa: PLC0415

    document = tomlkit.parse(text)
    tables = document.get("pick")
    if tables is not None:
        if not isinstance(tables, AoT):
            raise _refused(
                path,
                "its picks stand in one list; write each as a [[pick]] table",
            )
        kept = {pick.id: pick for pick in new}
        for pick, table in zip(old, tables.body, strict=True):
            if kept.get(pick.id, pick) != pick:
                _update(table, kept[pick.id], _line_end(text))
        gone = {at for at, pick in enumerate(old) if pick.id not in kept}
        _remove(document, tables.body, gone)
        if tuple(new[: len(old)]) != old:
            text = document.as_string()
    known = {pick.id for pick in old}
    added = [_fields(pick) for pick in new if pick.id not in known]
    return _with_tables(text or _HEAD, added) if added else text


def _with_tables(text: str, tables: Sequence[dict[str, Any]]) -> str:
    """The text with tables after it, whose lines end as its own do."""
    import tomlkit  # noqa: PLC0415  for those who write alone

    added = tomlkit.document()
    added.append("pick", tomlkit.item(list(tables)))
    line_end = _line_end(text)
    if not text.endswith("\n"):
        text += line_end
    # With a header of its own each, what two people added in git can both be kept.
    headers = iter(f"[[pick]]  # {table['id']}" for table in tables)
    lines = [
        next(headers) if line == "[[pick]]" else line
        for line in added.as_string().split("\n")
    ]
    return text + line_end + line_end.join(lines)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _fields(pick: "Pick") -> dict[str, Any]:
    """What the file says of a pick: the keys that are not as they would be anyway."""
    told = {}
    for field in msgspec.structs.fields(pick):
        value = getattr(pick, field.name)
        if value == field.default:
            continue
        if isinstance(value, ZoneInfo):
            value = value.key
        told[field.name] = list(value) if isinstance(value, tuple) else value
    return told


def _update(table: "Table", pick: "Pick", line_end: str) -> None:
    below = _cut_below(table)
    fields = _fields(pick)
    for key in [key for key in table if key not in fields]:
        table.remove(key)
    for key, new in fields.items():
        if table.get(key) != new:
            is_new = key not in table
            table[key] = new
            if is_new:
                table.value.body[-1][1].trivia.trail = line_end
    table.value.body.extend(below)


def _cut_below(table: "Table") -> list[Any]:
    """Takes off a table what follows its last key: blank lines and comments.

    They are of the reader's hand, and may well belong to the next table.
    """
    body = table.value.body
    length = len(body)
    while length and body[length - 1][0] is None:
        length -= 1
    below = body[length:]
    del body[length:]
    return below


def _remove(
    document: "tomlkit.TOMLDocument", tables: "list[Table]", gone: set[int]
) -> None:
    """Takes tables out, and leaves the comments that stand between them."""
    kept: list[Table] = []
    before: list[Any] = []
    for at, table in enumerate(tables):
        if at not in gone:
            kept.append(table)
            continue
        below = _cut_below(table)
        if any(item.as_string().strip() for _, item in below):
            (kept[-1].value.body if kept else before).extend(below)
    place = next(
        at for at, (key, _) in enumerate(document.body) if key and key.key == "pick"
    )
    tables[:] = kept
    document.body[place : place if kept else place + 1] = before
