"""What is doubtful in a file of a stranger, collected while it is read."""

import copy
from collections.abc import Iterable

from milipol_cli.look.data import Fields
from milipol_cli.network.model.record import Record


class Doubt(Record, frozen=True, kw_only=True):
    """Something doubtful in a file, with its line (counted from 1) if it has one."""

    text: str
    line: int | None = None

    def __str__(self) -> str:
        return self.text if self.line is None else f"line {self.line}: {self.text}"


DOUBT = Fields[Doubt](
    "doubt",
    ("line", lambda doubt: doubt.line, "line of the file, from 1; null for all of it"),
    ("text", lambda doubt: doubt.text, "what is doubtful, and what was done"),
)


class ImportedFile(Record, frozen=True, kw_only=True):
    """What was read from a file of a format, and what to report about it.

    `unused` are columns, properties or elements that were not used.
    """

    format: str
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()


class Doubts:
    """Collects doubts: those about one session, and those that many sessions share."""

    def __init__(self) -> None:
        self._single: list[Doubt] = []
        self._shared: dict[str, tuple[int, int]] = {}  # first line, and how many
        self._place = ""

    def within(self, place: str) -> "Doubts":
        """These doubts, with a place like "sheet 'A': " before each one added here."""
        part = copy.copy(self)
        part._place = place
        return part

    def add(self, text: str, line: int | None = None) -> None:
        """Adds a doubt about a line, or about the file."""
        self._single.append(Doubt(text=f"{self._place}{text}", line=line))

    def share(self, text: str, line: int, lines: int = 1) -> None:
        """Adds lines, of which `line` is the first, to a doubt reported once."""
        text = f"{self._place}{text}"
        first, count = self._shared.get(text, (line, 0))
        self._shared[text] = min(first, line), count + lines

    def share_each(self, text: str, lines: Iterable[int]) -> None:
        """Adds each of these lines to a doubt reported once."""
        for line in lines:
            self.share(text, line)

    def listed(self) -> tuple[Doubt, ...]:
        """All doubts in the order of their lines, those about the file first."""
        doubts = [
            Doubt(text=text if count == 1 else f"{text} ({count} times)", line=first)
            for text, (first, count) in self._shared.items()
        ]
        return tuple(sorted([*self._single, *doubts], key=lambda d: d.line or 0))
