"""Other security and defence fairs, of which there are lists of exhibitors."""

import datetime as dt
from typing import Annotated

import msgspec

from milipol_cli.network.model.record import (
    MOST_IN_A_FILE,
    MOST_LISTED,
    Count,
    CountryCode,
    Record,
    ShowId,
    Slug,
    Text,
    Url,
    Year,
)


class Collection(Record, frozen=True, kw_only=True):
    """Where lists come from: the `address` of their folder, on a `date`."""

    address: Url
    date: dt.date


class FairList(Record, frozen=True, kw_only=True):
    """An edition of a fair with a list; `file` is its name in the collection.

    When it was `copied`, and how many it has `listed`, is in the list, too.
    """

    year: Year
    start: dt.date
    end: dt.date
    copied: dt.date
    listed: Count
    file: Slug


class Fair(Record, frozen=True, kw_only=True):
    """A fair that is not a Milipol show; `kind` is a word like naval."""

    id: ShowId
    name: Text
    kind: Text
    city: Text | None = None
    country_code: CountryCode | None = None
    list: Annotated[tuple[FairList, ...], msgspec.Meta(max_length=MOST_LISTED)]


class FairsFile(Record, frozen=True, kw_only=True):
    """The contents of `circuit/fairs.toml`."""

    collection: Collection
    fair: Annotated[tuple[Fair, ...], msgspec.Meta(max_length=MOST_IN_A_FILE)]
