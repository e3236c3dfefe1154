"""The report on the import of a file of a stranger, whatever the file holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from milipol_cli.doubts import Doubt
from milipol_cli.look.document import Document, Fact, Facts, Filled
from milipol_cli.look.parts import Cell, Line
from milipol_cli.network.model.record import Record


class FieldChange(Record, frozen=True, kw_only=True):
    """A field with its value before and now, as text; None if it has none."""

    field: str
    old: str | None
    new: str | None


class ImportReport(Record, frozen=True, kw_only=True):
    """What was imported for an edition, and where it was written.

    `file` is written in the data folder `folder` from the file `source`, unless
    `is_unchanged` or for a `dry_run`. `is_read` is whether other commands read the data
    folder.
    """

    file: str
    folder: str
    edition: str
    source: str
    sha256: str
    format: str
    doubts: tuple[Doubt, ...]
    unused: tuple[str, ...]
    is_new: bool
    is_unchanged: bool
    is_read: bool
    dry_run: bool

    @property
    def is_written(self) -> bool:
        """Whether the file was written."""
        return not (self.is_unchanged or self.dry_run)


def document(
    report: ImportReport, written: str, changes: Filled[Any], steps: Iterable[str]
) -> Document:
    """What was `written`, what changed and is doubtful; one line if nothing changed."""
    line = Line(Cell(written))
    if report.is_unchanged:
        return Document(None, [line], verbatim=True)
    facts = []
    if report.doubts:
        doubts = [str(doubt) for doubt in report.doubts]
        facts.append(Fact.each("Doubtful", doubts, of_each="Doubtful"))
    if report.unused:
        facts.append(Fact.of("Not used", ", ".join(report.unused)))
    lines = [Line(Cell(step)) for step in steps]
    return Document(None, [line, changes, Facts(facts), lines], verbatim=True)


def next_step(report: ImportReport, command: str) -> Iterator[str]:
    """How to see what was imported: with `command`, once the data folder is read."""
    if not report.is_read:
        yield f"Set MILIPOL_DATA, so that other commands read {report.folder}."
    elif not report.dry_run:
        yield f"See milipol {command} {report.edition}."


def change_words(label: str, change: FieldChange) -> str:
    """A change of a field in words: "room: 5b, previously 5a"."""
    return f"{label}: {change.new or 'none'}, previously {change.old or 'none'}"
