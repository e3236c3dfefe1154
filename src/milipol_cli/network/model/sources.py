"""Sources of facts."""

import datetime as dt
from typing import Literal

from milipol_cli.network.model.kinds import Month, Slug, Text, Year
from milipol_cli.network.model.record import Contradiction, Record

SourceKind = Literal[
    "organiser", "authority", "press", "participant", "reference", "directory"
]


class Source(Record, frozen=True, kw_only=True):
    """A source of facts, with its `address` on the web if it has one.

    It has a `date`, only a `month` or a `year`, or none of these.
    """

    id: Slug
    publisher: Text
    kind: SourceKind
    title: Text | None = None
    address: Text | None = None
    date: dt.date | None = None
    month: Month | None = None
    year: Year | None = None

    def __post_init__(self) -> None:
        given = (self.date, self.month, self.year)
        if sum(part is not None for part in given) > 1:
            extra = "month" if self.year is None else "year"
            raise Contradiction(extra, "only one of date, month and year")


class SourcesFile(Record, frozen=True, kw_only=True):
    """The contents of a `sources.toml`: every source that other files cite."""

    source: tuple[Source, ...] = ()
