"""Writes docs/json.md, the keys of JSON and CSV, from the tables that make them."""

import importlib
import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from milipol_cli.app import COMMANDS, folder_of
from milipol_cli.commands.news.query import NewsKind
from milipol_cli.imports import doubts, report_fields
from milipol_cli.look import data, fields, pick_fields
from milipol_cli.look.data import Fields
from milipol_cli.network.editions import Phase
from milipol_cli.network.model.programmes import KnownKind
from milipol_cli.network.model.record import Certainty
from milipol_cli.network.model.shows import Measure, NumberBasis, Status
from milipol_cli.network.model.sources import SourceKind

PAGE = Path(__file__).parent / "json.md"
HEAD = """\
# Keys of JSON and CSV

Every key and its meaning. [Scripting](scripting.md) shows how to use them.

Within a major version, keys are only added. A new major version may drop the keys of
features that it drops, or change what a key means, and CHANGELOG.md lists that under
"Removed"; `schema` of an answer rises then. With 4.0, answers with lists of exhibitors
have `schema` 2, because the number of entries that later copies of a list do not have
is now `dropped`, no longer `gone`. Every key is always there: null if a value is not
known, an empty list if there is nothing. Dates are ISO 8601; times carry their offset.

CSV and TSV have one list of the answer, with the keys of its rows as columns:
the sessions for `today` and for an edition, the editions for a show.

## Words
"""
# The words that a key may hold.
WORDS = {
    "certainty": Certainty,
    "kind of a session, or another word": KnownKind,
    "kind of a source": SourceKind,
    "kind of news": NewsKind,
    "measure": Measure,
    "number_basis": NumberBasis,
    "phase": Phase,
    "status": Status,
}
SHARED = (data, fields, pick_fields, doubts, report_fields)
ANSWER = Fields[Any]("every answer", *fields.head())

Table = Fields[Any]
# A key and its meaning.
Entry = tuple[str, str]


def page() -> str:
    """The text of the page."""
    words = [f"| {key} | {', '.join(get_args(of))} |" for key, of in WORDS.items()]
    parts = [HEAD, "| key | words |", "|---|---|", *words]
    written: dict[str, list[Entry]] = {}
    for title, tables in [("Shared by commands", _shared()), *map(_of, COMMANDS)]:
        parts += [f"\n## {title}\n", "| key | meaning |", "|---|---|"] * bool(tables)
        for table in tables:
            entries = [(f"`{key}`", meaning) for key, _, meaning in table.fields]
            rows = [(f"**{table.name}**", ""), *_shortened(entries, written)]
            parts += [f"| {key} | {meaning} |" for key, meaning in rows]
            written[table.name] = entries
    return "\n".join([*parts, ""])


def _shared() -> list[Table]:
    return [ANSWER, *(table for module in SHARED for table in _tables(module))]


def _of(command: str) -> tuple[str, list[Table]]:
    """The tables of a command, and of all that have a folder below its folder."""
    name = f"milipol_cli.commands.{folder_of(command)}"
    if importlib.util.find_spec(f"{name}.fields") is None:
        return "", []  # it has no answer for programs
    modules = [importlib.import_module(f"{name}.fields")]
    assert modules[0].__file__ is not None
    folder = Path(modules[0].__file__).parent
    modules += [
        importlib.import_module(".".join([name, *path.parent.parts, "fields"]))
        for path in sorted(path.relative_to(folder) for path in folder.glob("*/**/fields.py"))
    ]
    return f"milipol {command}", [table for each in modules for table in _tables(each)]


def _tables(module: ModuleType) -> Iterator[Table]:
    """The tables of fields that a module defines, in its order."""
    source = inspect.getsource(module)
    for name in re.findall(r"^([A-Z_]+)(?:: .+)? = ", source, re.MULTILINE):
        table = getattr(module, name)
        if isinstance(table, Fields):
            yield table


def _shortened(entries: list[Entry], written: dict[str, list[Entry]]) -> list[Entry]:
    """The entries, with all those of a table above named by that table."""
    for name, known in sorted(written.items(), key=lambda pair: -len(pair[1])):
        if len(known) > 3 and set(known) <= set(entries):
            place = entries.index(known[0])
            entries = [entry for entry in entries if entry not in known]
            entries.insert(place, ("...", f"the keys of *{name}*"))
    return entries


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
