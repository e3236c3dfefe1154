"""How an agenda file is read."""

from collections.abc import Iterator
from pathlib import Path

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

    They may be of a later version, so the rest is read. Raises as `agenda_in`.
    """
    file = file_of(text, path)
    picks = file.table.get("pick")
    if not isinstance(picks, list) or not all(isinstance(pick, dict) for pick in picks):
        return value_of(file, AgendaFile, pick_errors), []
    known, of_file = {*Pick.__struct_fields__}, {*AgendaFile.__struct_fields__}
    unknown = {key for table in picks for key in table} - known
    unknown |= file.table.keys() - of_file
    picks = [{key: table[key] for key in table if key in known} for table in picks]
    table = {key: file.table[key] for key in file.table.keys() & of_file}
    file = file._replace(table=table | {"pick": picks})
    return value_of(file, AgendaFile, pick_errors), sorted(unknown)


def pick_errors(agenda: AgendaFile) -> Iterator[Finding]:
    """Errors about picks that share an id or a `uid`, and follow-ups that share one."""
    yield from duplicates("pick", agenda.pick)
    yield from duplicates("pick", agenda.pick, "uid")
    known = set[str]()
    for number, pick in enumerate(agenda.pick):
        for index, item in enumerate(pick.follow_ups):
            if item.id in known:
                found = f"{quote(item.id)} is already the id of another follow-up"
                yield Finding(("pick", number, "follow_ups", index, "id"), found, None)
            known.add(item.id)
