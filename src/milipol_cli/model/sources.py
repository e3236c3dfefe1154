"""Where facts were read."""

import datetime as dt
from typing import Literal

from milipol_cli.model.kinds import Month, Slug, Text, Year
from milipol_cli.model.record import Record

SourceKind = Literal[
    "organiser", "authority", "press", "participant", "reference", "directory"
]


class Source(Record, frozen=True, kw_only=True):
    """Where a fact was read. `address` is absent where the page has none to give."""

    id: Slug
    publisher: Text
    kind: SourceKind
    title: Text | None = None
    address: Text | None = None
    date: dt.date | None = None
    month: Month | None = None
    year: Year | None = None


class SourcesFile(Record, frozen=True, kw_only=True):
    """A `sources.toml`: every source that the other files cite, by its id."""

    source: tuple[Source, ...] = ()
