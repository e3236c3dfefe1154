"""What an import is ordered to do, and what it reports."""

from pathlib import Path
from typing import Any, NamedTuple

from milipol_cli.base import bounded
from milipol_cli.imports.doubts import ImportedFile
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.target import Destination, Target
from milipol_cli.network.model.record import Record


class Orders(Record, frozen=True, kw_only=True):
    """The orders to import a file: how to read its tables, and where to write.

    The file is `official` if the organiser gave it. If `quiet`, only what to check is
    reported.
    """

    file: str
    tables: TableRequest
    into: Destination
    publisher: str | None
    official: bool
    force: bool
    dry_run: bool
    quiet: bool

    @property
    def name(self) -> str:
        """The name of the file in messages: its path, or "stdin"."""
        return bounded.shown_name(self.file)


class ImportedSource(NamedTuple):
    """The `files` to write for the source of an import.

    `change` says who is its publisher now, and who was before, if that is another one.
    If it `is_due`, it is written although the import has nothing new.
    """

    files: list[tuple[Path, str]]
    change: str | None = None
    is_due: bool = False


class ImportReport(Record, frozen=True, kw_only=True):
    """The report of an import for an edition, and the file that it was written to."""

    orders: Orders
    source: ImportedSource
    imported: ImportedFile
    changes: tuple[Any, ...]
    path: Path
    target: Target
    sha256: str
    is_new: bool
    is_unchanged: bool

    @property
    def edition(self) -> str:
        return self.target.edition

    @property
    def is_written(self) -> bool:
        return not (self.is_unchanged or self.orders.dry_run)
