"""Which facts come from the reader's own files."""

from collections.abc import Iterator, Sequence

from milipol_cli.network.load.findings import Table
from milipol_cli.network.load.merging import KEYS, is_tables
from milipol_cli.network.load.reading import Layer
from milipol_cli.network.model.record import Record


class Override(Record, frozen=True, kw_only=True):
    """What a file of the reader's own states: a table, and the keys it has there.

    `kind` is the name of the table or its list, `id` what it is known by there; both
    as in the file. `adds` says that no file below it has this table.
    """

    file: str
    kind: str
    id: str
    adds: bool
    keys: tuple[str, ...]


def overrides(layers: Sequence[Layer]) -> Iterator[Override]:
    """What the reader's files of a layered file state.

    A table that a file below has, too, is changed in the keys that are stated again;
    any other is added.
    """
    known: set[tuple[str, str]] = set()
    for layer in layers:
        for name, key, table in _tables(layer.table):
            if layer.folder:
                yield Override(
                    file=str(layer.path),
                    kind=name,
                    id=key,
                    adds=(name, key) not in known,
                    keys=tuple(it for it in table if it not in KEYS.get(name, ())),
                )
            known.add((name, key))


def _tables(table: Table) -> Iterator[tuple[str, str, Table]]:
    """The tables of a file by the name of their list and what they are known by."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield name, "", value
        elif name in KEYS and is_tables(value):
            for one in value:
                keys = (one.get(key) for key in KEYS[name])
                yield name, " ".join(str(key) for key in keys if key is not None), one
        elif name != "edition":  # which only says whose programme it is
            yield name, "", {name: value}
