"""Which file, and which line of it, has a fault that was found in merged tables."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from milipol_cli.errors import Fault
from milipol_cli.network.load.findings import Finding, Place, Table, written
from milipol_cli.network.load.lines import Lines
from milipol_cli.network.load.merging import KEYS, is_tables, laid_over
from milipol_cli.network.load.reading import Layer
from milipol_cli.network.model.record import Contradiction, Record, converted


class Blame:
    """The files whose tables were laid over one another, the lowest first."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = layers
        self._lines: dict[int, Lines] = {}

    def fault(self, finding: Finding) -> Fault:
        """The fault that a finding in the merged tables is.

        A contradiction is that of the lowest file with which there is one, though a
        file below may state the field that is told.
        """
        try:
            if finding.kind is not None and len(self._layers) > 1:
                origin = self._contradiction(finding.place, finding.kind)
            else:
                origin = self._origin(finding.place)
        except LookupError:
            # A file changed between two looks at it: what lay over what is lost.
            origin = len(self._layers) - 1, ()
        return self.fault_in(*origin, finding)

    def fault_in(self, number: int, place: Place, finding: Finding) -> Fault:
        """The fault that a finding is at a place of the file with this number."""
        layer = self._layers[number]
        if number not in self._lines:
            self._lines[number] = Lines(layer.text)
        return Fault(
            str(layer.path),
            self._lines[number].line_at(place),
            written(place),
            finding.severity,
            finding.found,
            finding.expected,
            finding.advice,
        )

    @functools.cached_property
    def _marked(self) -> Any:
        """The merged tables with the place that each value came from beside it."""
        marked: Any = {}
        for number, layer in enumerate(self._layers):
            marked = laid_over(marked, _with_places(layer.table, number, ()))
        return marked

    def _origin(self, place: Place) -> tuple[int, Place]:
        """The file that states what is at a place of the merged tables, and where.

        What is missing is missing where its table begins.
        """
        if len(self._layers) == 1:
            return 0, place
        node = self._marked
        origin: tuple[int, Place] = 0, ()
        for at, step in enumerate(place):
            if isinstance(node, _Value):
                return node.number, (*node.place, *place[at:])
            if isinstance(node, dict):
                origin = self._in_one_of(node[_TABLES], place[at:])
            try:
                node = node[step]
            except (LookupError, TypeError):
                return origin
        return (node.number, node.place) if isinstance(node, _Value) else origin

    def _contradiction(self, place: Place, kind: type[Record]) -> tuple[int, Place]:
        """The file with which the fields of a table come to contradict one another."""
        *way, field = place
        node = self._marked
        for step in way:
            node = node[step]
            if isinstance(node, _Value):  # a list that is none of tables
                return self._origin(place)
        tables: dict[int, Place] = node[_TABLES]
        below: Table = {}
        for number in sorted(tables):
            own = _at(self._layers[number].table, tables[number])
            below = laid_over(below, own)
            if _contradicts(below, kind):
                break
        return number, (*tables[number], field)

    def _in_one_of(self, tables: dict[int, Place], rest: Place) -> tuple[int, Place]:
        """Of tables merged into one the uppermost that has a key, else the first."""
        number = max(
            (it for it in tables if rest[0] in _at(self._layers[it].table, tables[it])),
            default=min(tables),
        )
        return number, (*tables[number], *rest)


# What tables are known by, which is one value whatever it is.
_IDENTITIES = frozenset(key for keys in KEYS.values() for key in keys)


# No key of TOML: under it stand the tables that were merged into one.
_TABLES: Any = None


class _Value(NamedTuple):
    """A value with the number of its file and its place there.

    Tables are merged by what identifies them, as text: so it is told as the value is.
    """

    value: object
    number: int
    place: Place

    def __repr__(self) -> str:
        return repr(self.value)


def _with_places(value: Any, number: int, place: Place) -> Any:
    if isinstance(value, dict):
        marked = {
            key: (
                _Value(inner, number, (*place, key))
                if key in _IDENTITIES
                else _with_places(inner, number, (*place, key))
            )
            for key, inner in value.items()
        }
        return {**marked, _TABLES: {number: place}}
    if is_tables(value):
        return [_with_places(it, number, (*place, at)) for at, it in enumerate(value)]
    return _Value(value, number, place)


def _at(table: Any, way: Iterable[str | int]) -> Any:
    """What is in tables at a place."""
    for step in way:
        table = table[step]
    return table


def _contradicts(table: Table, kind: type[Record]) -> bool:
    try:
        converted(table, kind)
    except msgspec.ValidationError as error:
        return isinstance(error.__cause__, Contradiction)
    return False
