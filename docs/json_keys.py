"""Writes the keys of JSON and CSV into the pages, from the tables that make them.

docs/json.md has what commands share, the page of a command ends with its own keys.
"""

import importlib
import inspect
import itertools
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from milipol_cli import doubts
from milipol_cli.app import COMMANDS, folder_of
from milipol_cli.ics import fields as alarm_fields
from milipol_cli.look import data, fields
from milipol_cli.look.data import Fields
from milipol_cli.network.editions import Phase
from milipol_cli.network.model.kinds import Certainty, KnownKind
from milipol_cli.network.model.shows import Measure, NumberBasis, Status
from milipol_cli.network.model.sources import SourceKind
from milipol_cli.news.changes import NewsKind
from milipol_cli.picks import fields as pick_fields

DOCS = Path(__file__).parent
HEAD = """\
# JSON and CSV

Keys are only ever added. Every key is always there: null if a value is not known, an
empty list if there is nothing. Dates are ISO 8601; times carry their offset.

CSV and TSV have one list of the answer, with the keys of its rows as columns:
the sessions for `today` and for an edition, the editions for a show.
"""
# What a page of a command has before its keys.
KEYS = """\
## JSON

[JSON and CSV](json.md) explains rows that several commands share.

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


def pages() -> dict[Path, str]:
    """The pages with their texts."""
    parts = [HEAD, "## Words\n", "| key | words |", "|---|---|"]
    parts += [
        f"| {key} | {', '.join(get_args(words))} |" for key, words in WORDS.items()
    ]
    parts.append("\n## Rows that several commands share\n")
    shared = [data, fields, pick_fields, alarm_fields, doubts]
    parts += map(_table, itertools.chain.from_iterable(map(_tables, shared)))
    texts = {DOCS / "json.md": "\n".join(parts)}
    for name in COMMANDS:
        if importlib.util.find_spec(f"milipol_cli.{folder_of(name)}.fields") is None:
            continue  # it has no answer for programs
        module = importlib.import_module(f"milipol_cli.{folder_of(name)}.fields")
        assert module.__file__ is not None
        inner = [  # of a command that has a folder in that of the command
            importlib.import_module(f"milipol_cli.{name}.{path.parent.name}.fields")
            for path in sorted(Path(module.__file__).parent.glob("*/fields.py"))
        ]
        page = DOCS / f"{name}.md"
        text, _, _ = page.read_text("utf-8").partition(f"\n{KEYS}")
        known = itertools.chain.from_iterable(map(_tables, [module, *inner]))
        tables = "\n".join(map(_table, known))
        texts[page] = f"{text}\n{KEYS}{tables}"
    return texts


def _tables(module: ModuleType) -> list[Fields[Any]]:
    """The tables of fields that a module defines, in its order."""
    source = inspect.getsource(module)
    tables = [
        (source.index(f"\n{name} = "), table)
        for name, table in vars(module).items()
        if isinstance(table, Fields) and f"\n{name} = " in source
    ]
    return [table for _, table in sorted(tables, key=lambda pair: pair[0])]


def _table(table: Fields[Any]) -> str:
    rows = [f"| `{key}` | {meaning} |" for key, _, meaning in table.fields]
    return "\n".join(
        [f"### {table.name}\n", "| key | meaning |", "|---|---|", *rows, ""]
    )


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
