"""A data file of several folders as one, and the faults of what is found in it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from milipol_cli.errors import Fault
from milipol_cli.network.load import form
from milipol_cli.network.load.blame import Blame
from milipol_cli.network.load.findings import NOTHING, Finding
from milipol_cli.network.load.merging import is_tables, merged
from milipol_cli.network.load.reading import Layer
from milipol_cli.network.model.record import Record, converted

# So many faults of a file are told. Who mends them will check again; a file that was
# made to have a hundred thousand takes no minutes.
MOST_FAULTS = 1_000


_Value = TypeVar("_Value", bound=Record)


class MergedFile(Generic[_Value]):
    """A file of all folders as one: its layers, merged, and what of them is sound.

    Each way to ask for faults gives those that were not told before, up to MOST_FAULTS
    in all; the last one then says so, and the file `is_full`.
    """

    def __init__(self, layers: Sequence[Layer], kind: type[_Value]) -> None:
        self.layers = layers
        self._kind = kind
        self._left = MOST_FAULTS
        self.table = merged(layers)
        self.sound = form.sound(self.table, kind, MOST_FAULTS)
        self.value = converted(self.sound.table, kind)
        self._blame = Blame(layers)
        self._told = {finding.place for finding in self.sound.findings}
        self._tables_told = {place[:-1] for place in self._told}

    @property
    def is_full(self) -> bool:
        """Whether no more faults of the file are told, nor looked for."""
        return not self._left

    def form(self) -> list[Fault]:
        """What has no form that a value can have, also where another folder covers it.

        A folder's own tables may be parts of records: what they lack is nothing.
        """
        own = self._kept(self._blame.fault(it) for it in self.sound.findings)
        told = {(fault.file, fault.place) for fault in own}
        return [*own, *self._kept(self._covered(told))]

    def sense(self, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the value, but for what has no form."""
        return self.at_tables(
            finding._replace(place=self.sound.place_of(finding.place))
            for finding in findings
        )

    def at_tables(self, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the merged tables, but for what has no form."""
        return self._kept(
            self._blame.fault(it) for it in findings if not self._is_told(it)
        )

    def in_layer(self, number: int, findings: Iterable[Finding]) -> list[Fault]:
        """What was found in the tables of one folder."""
        return self._kept(self._blame.fault_in(number, it.place, it) for it in findings)

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

    def _covered(self, told: set[tuple[str, str]]) -> Iterator[Fault]:
        """What has no form in one folder's tables and is covered by another's."""
        for number, layer in enumerate(self.layers if len(self.layers) > 1 else ()):
            for it in form.sound(layer.table, self._kind, MOST_FAULTS).findings:
                fault = self._blame.fault_in(number, it.place, it)
                if it.found != NOTHING and (fault.file, fault.place) not in told:
                    yield fault

    def _kept(self, faults: Iterator[Fault]) -> list[Fault]:
        """The faults that are still to be told; what comes after them is not made."""
        kept = list(itertools.islice(faults, self._left))
        self._left -= len(kept)
        if kept and self.is_full:
            found, wanted = f"{MOST_FAULTS} faults or more", "none"
            advice = "mend these, and check again"
            file = kept[-1].file
            kept.append(Fault(file, None, "", "warning", found, wanted, advice))
        return kept
