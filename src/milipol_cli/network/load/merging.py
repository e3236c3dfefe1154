"""Tables of several folders laid over one another."""

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from milipol_cli.network.load import needed
from milipol_cli.network.load.findings import Finding, Table
from milipol_cli.network.load.reading import Layer

# The lists whose tables have no id of their own are known by what sets them apart.
KEYS: dict[str, tuple[str, ...]] = {
    "edition": ("id",),
    "venue": ("id",),
    "session": ("id",),
    "source": ("id",),
    "news": ("id",),
    "pick": ("id",),
    "theme": ("date", "half_day"),
}


# The keys that exclude one another: one that lies over others takes their place.
_EITHER = {
    "known": {"known_by"},
    "known_by": {"known", "printed", "month"},
    "printed": {"month", "known_by"},
    "month": {"printed", "known_by", "date", "year"},
    "date": {"month", "year"},
    "year": {"date", "month"},
}


# A correction is one more notice, never a change to one that was made.
_APPENDED = frozenset({"notice", "figure"})


def merged(layers: Iterable[Layer]) -> Table:
    """The tables of a file's layers laid over one another, the lowest first."""
    table: Table = {}
    for layer in layers:
        table = laid_over(table, layer.table)
    return table


def laid_over(base: Table, over: Table) -> Table:
    """`over` laid over `base`: tables by key, lists of tables by id, else replaced.

    Of keys that exclude one another those that `over` states are kept.
    """
    replaced = set().union(*(_EITHER.get(key, ()) for key in over)) - over.keys()
    merged = {key: value for key, value in base.items() if key not in replaced}
    for name, value in over.items():
        old = merged.get(name)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[name] = laid_over(old, value)
        elif name in _APPENDED and is_tables(old) and is_tables(value):
            merged[name] = [*old, *value]
        elif name in KEYS and is_tables(old) and is_tables(value):
            merged[name] = _merged_list(old, value, KEYS[name])
        else:
            merged[name] = value
    return merged


def twice(table: Table) -> Iterator[Finding]:
    """The ids that are used twice in the lists of one file."""
    for name, value in table.items():
        if KEYS.get(name) == ("id",) and is_tables(value):
            # One that is missing or no text is a fault of form, and like no other.
            ids = [it.get("id") for it in value]
            told = [key if isinstance(key, str) else object() for key in ids]
            yield from needed.unique(told, name)


def is_tables(value: object) -> TypeGuard[list[Table]]:
    """Whether a value is a list of tables; an empty list may be one."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _merged_list(
    old: list[Table], new: list[Table], keys: tuple[str, ...]
) -> list[Table]:
    merged = list(old)
    places = {_identity(table, keys): at for at, table in enumerate(old)}
    for table in new:
        at = places.get(_identity(table, keys))
        if at is None:
            merged.append(table)
        else:
            merged[at] = laid_over(merged[at], table)
    return merged


def _identity(table: Table, keys: tuple[str, ...]) -> str:
    """What a table of a list is known by; as text, since a value may be of any type."""
    return repr([table.get(key) for key in keys])
