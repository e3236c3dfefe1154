"""Sources of facts."""

import datetime as dt
from typing import Literal

from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.record import Month, Record, Slug, Text, Year

SourceKind = Literal["organiser", "authority", "press", "participant", "reference", "directory"]


class Source(Record, frozen=True, kw_only=True):
    """A source of facts, with its `address` on the web if it has one."""

    id: Slug
    publisher: Text
    kind: SourceKind
    title: Text | None = None
    address: Text | None = None
    date: dt.date | None = None
    month: Month | None = None
    year: Year | None = None

    def __post_init__(self) -> None:
        self.check_one_of("date", "month", "year")

    @property
    def first_day(self) -> dt.date | None:
        """The first day that its date may mean; None without a date."""
        if self.date is not None:
            return self.date
        if self.month is None and self.year is None:
            return None
        return window(Dates(month=self.month, year=self.year))[0]

    @property
    def is_imported(self) -> bool:
        """Whether an import wrote the source."""
        return self.id.endswith(("-programme", "-exhibitors")) and (
            (self.title or "").startswith(("Programme, ", "List of exhibitors, "))
        )

    @property
    def is_false(self) -> bool:
        """Whether 2.0 wrote the source: it called any file one of the organiser."""
        is_hashed = ", SHA-256 " in (self.title or "")
        return self.is_imported and self.kind == "organiser" and not is_hashed


class SourcesFile(Record, frozen=True, kw_only=True):
    """The contents of a `sources.toml`: every source that other files cite."""

    source: tuple[Source, ...] = ()
