"""What is wrong with data: the answer of `milipol check`."""

from typing import ClassVar, Literal

from milipol_cli.errors import Fault, Severity
from milipol_cli.model.record import Record


class Counts(Record, frozen=True, kw_only=True):
    """How much was checked."""

    files: int = 0
    shows: int = 0
    venues: int = 0
    editions: int = 0
    programmes: int = 0
    sessions: int = 0
    news: int = 0
    sources: int = 0
    picks: int = 0


class Checked(Record, frozen=True, kw_only=True):
    """The answer of `milipol check`: what is wrong, in order of file and line."""

    question: ClassVar[Literal["check"]] = "check"
    faults: tuple[Fault, ...]
    counts: Counts

    def number_of(self, severity: Severity) -> int:
        """How many of the faults are errors, or warnings."""
        return sum(fault.severity == severity for fault in self.faults)
