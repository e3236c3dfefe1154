"""How an agenda file is read."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.findings import Finding, quote
from milipol_cli.network.load.integrity import duplicates
from milipol_cli.network.load.reading import file_of
from milipol_cli.network.model.picks import AgendaFile, Pick


def agenda_in(text: str, path: Path) -> AgendaFile:
    """The agenda in the text of a file; raises InvalidData if that has errors."""
    return value_of(file_of(text, path), AgendaFile, pick_errors)


def agenda_of_others(text: str, path: Path) -> tuple[AgendaFile, list[str]]:
    """The agenda in the file of someone else, and the keys that are not known.

    Such keys may be of a later version, so they are left out. Raises as `agenda_in`.
    """
    file = file_of(text, path)
    tables = file.table.get("pick")
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        return value_of(file, AgendaFile, pick_errors), []  # none, or it raises
    file_keys, pick_keys = AgendaFile.__struct_fields__, Pick.__struct_fields__
    picks = [_with_keys(table, pick_keys) for table in tables]
    readable = file._replace(table=_with_keys(file.table, file_keys) | {"pick": picks})
    unknown_keys = file.table.keys() - {*file_keys}
    unknown_keys |= {key for table in tables for key in table} - {*pick_keys}
    return value_of(readable, AgendaFile, pick_errors), sorted(unknown_keys)


def _with_keys(table: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key in keys}


def pick_errors(agenda: AgendaFile) -> Iterator[Finding]:
    """The errors about picks with one id or `uid`, and about follow-ups with one id."""
    yield from duplicates("pick", agenda.pick)
    yield from duplicates("pick", agenda.pick, "uid")
    earlier_ids = set[str]()
    for number, pick in enumerate(agenda.pick):
        for index, item in enumerate(pick.follow_ups):
            if item.id in earlier_ids:
                found = f"{quote(item.id)} is already the id of another follow-up"
                yield Finding(("pick", number, "follow_ups", index, "id"), found, None)
            earlier_ids.add(item.id)
