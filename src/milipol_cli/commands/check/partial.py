"""Reads what is right in a file with errors, so that its other tables are checked, too.

A table with an error has that one alone: what else is wrong in it may follow from it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec

from milipol_cli.base.errors import NOTHING, Problem
from milipol_cli.network.load.combine import Combined
from milipol_cli.network.load.findings import Finding, ParsedTable, Place, is_tables, quote
from milipol_cli.network.load.reading import DataFile
from milipol_cli.network.model.record import Record, convert

_Value = TypeVar("_Value", bound=Record)
_Origins = dict[Place, tuple[DataFile, Place]]


class Rejected(NamedTuple):
    """A file that was left out, and the places of its tables with errors."""

    file: DataFile
    faulty: Collection[Place]

    @classmethod
    def from_errors(cls, file: DataFile, errors: Iterable[Problem]) -> "Rejected":
        """The file with the tables that errors are in."""
        return cls(file, ()).with_faulty(_place(error.place) for error in errors)

    def with_faulty(self, places: Iterable[Place]) -> "Rejected":
        """The file with more tables that have an error."""
        tables = {_table_at(self.file.table, place) for place in places}
        return self._replace(faulty={*self.faulty, *tables})

    def is_sound(self, place: Place) -> bool:
        """Whether the table of a place has no error; tables around or in it may."""
        return _table_at(self.file.table, place) not in self.faulty

    def rest(self, kind: type[_Value]) -> Combined[_Value] | None:
        """The value without the tables with errors; None if it needs one of them."""
        origins: _Origins = {(): (self.file, ())}
        table = self._without_faulty(self.file.table, (), (), origins)
        try:
            return Combined(convert(table, kind), origins)
        except msgspec.ValidationError:
            return None

    def _without_faulty(
        self, table: ParsedTable, new: Place, old: Place, origins: _Origins
    ) -> ParsedTable:
        """A table without the faulty tables in it.

        `old` is its place in the file, `new` that in what is left of the file. Adds the
        old places of the tables that stay to `origins`, by their new places.
        """
        kept: ParsedTable = dict(table)
        for key, records in table.items():
            if not is_tables(records):
                continue
            kept[key] = []
            for index, record in enumerate(records):
                inner_old = (*old, key, index)
                if inner_old in self.faulty:
                    continue
                inner_new = (*new, key, len(kept[key]))
                origins[inner_new] = self.file, inner_old
                inner = self._without_faulty(record, inner_new, inner_old, origins)
                kept[key].append(inner)
        return kept

    def is_caused(self, finding: Finding) -> bool:
        """Whether a finding may be due to a table that was left out."""
        # The table may have what is missing, use what seems unused, or have the id.
        is_missing = finding.found == NOTHING or finding.severity == "warning"
        return is_missing or finding.found in map(quote, self.ids())

    def ids(self) -> Iterator[Any]:
        """The ids of all tables in the file, those with errors, too."""
        for records in self.file.table.values():
            for record in records if is_tables(records) else [records]:
                if isinstance(record, dict) and "id" in record:
                    yield record["id"]


def _place(text: str) -> Place:
    """The place that a text names, as `place_text` writes it: "edition[0].notice"."""
    # An index in brackets, or a key; the other of the two is "".
    steps = re.findall(r"\[(\d+)\]|([^.\[\]]+)", text)
    return tuple(int(index) if index else key for index, key in steps)


def _table_at(table: ParsedTable, place: Place) -> Place:
    """The place of the innermost table that a place is in."""
    value: Any = table
    innermost: Place = ()
    for end, step in enumerate(place, 1):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(value, dict):
            innermost = place[:end]
    return innermost
