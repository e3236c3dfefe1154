"""A data file of several folders as one, and the faults of what is found in it."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from milipol_cli.catalog.blame import Blame
from milipol_cli.catalog.merging import is_tables, merged
from milipol_cli.catalog.reading import Layer
from milipol_cli.errors import Fault
from milipol_cli.faults import form
from milipol_cli.faults.findings import NOTHING, Finding
from milipol_cli.model.record import Record, converted

_Value = TypeVar("_Value", bound=Record)


class MergedFile(Generic[_Value]):
    """A file of all folders as one: its merged tables, and what of them is sound."""

    def __init__(self, layers: Sequence[Layer], kind: type[_Value]) -> None:
        self._layers = layers
        self._kind = kind
        self.table = merged(layers)
        self.sound = form.sound(self.table, kind)
        self.value = converted(self.sound.table, kind)
        self._blame = Blame(layers)
        self._told = {finding.place for finding in self.sound.findings}
        self._tables_told = {place[:-1] for place in self._told}

    def form(self) -> list[Fault]:
        """What has no form that a value can have."""
        return [self._blame.fault(finding) for finding in self.sound.findings]

    def sense(self, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the value, but for what has no form."""
        return self.at_tables(
            finding._replace(place=self.sound.place_of(finding.place))
            for finding in findings
        )

    def at_tables(self, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the merged tables, but for what has no form."""
        return [self._blame.fault(it) for it in findings if not self._is_told(it)]

    def in_layer(self, number: int, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the tables of one folder."""
        return [self._blame.fault_in(number, it.place, it) for it in findings]

    def ids(self, name: str) -> dict[str, int]:
        """The ids of a list of tables, with their numbers, also of unsound ones."""
        tables = self.table.get(name)
        tables = [tables] if isinstance(tables, dict) else tables
        pairs = enumerate(tables) if is_tables(tables) else ()
        return {key: at for at, it in pairs if isinstance(key := it.get("id"), str)}

    def _is_told(self, finding: Finding) -> bool:
        """Whether a finding follows from what has no form.

        What is missing may do so beside anything of its table that has none.
        """
        place = finding.place
        if finding.found == NOTHING and place[:-1] in self._tables_told:
            return True
        return any(place[:end] in self._told for end in range(1, len(place) + 1))

    def of_layers(self) -> list[Fault]:
        """What has no form in one folder's tables and is covered by another's.

        They may be parts of records, so that what they lack is nothing.
        """
        if len(self._layers) == 1:
            return []
        told = {(fault.file, fault.place) for fault in self.form()}
        return [
            fault
            for number, layer in enumerate(self._layers)
            for fault in self.in_layer(
                number, form.sound(layer.table, self._kind).findings
            )
            if fault.found != NOTHING and (fault.file, fault.place) not in told
        ]
