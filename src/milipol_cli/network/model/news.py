"""News items, and their file."""

import datetime as dt

from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.record import (
    EditionId,
    Month,
    Record,
    ShowId,
    Slug,
    Sources,
    Text,
    show_id_of,
)

# A tag (RFC 4151) in a domain that nobody can have (RFC 2606), so that the same thing
# has the same id in every publication.
_TAG = "tag:milipol-cli.invalid,2026:"


def tag(key: str) -> str:
    """A URI that names the same thing in every publication."""
    return f"{_TAG}{key}"


def is_feed_id(name: str) -> bool:
    """Whether a name is an id of the feed, as `milipol news --json` has it."""
    return name.startswith(tag("news/"))


class NewsItem(Record, frozen=True, kw_only=True):
    """A news item, about a show, an edition or the whole network.

    `printed` is the date on it. Without a date, `month` is the month it appeared in, or
    `known_by` is a day by which it had appeared. `describes` is the day it is about,
    `added` the day the data got it, if that is not the day it became known.
    """

    id: Slug
    title: Text
    summary: Text
    show: ShowId | None = None
    edition: EditionId | None = None
    printed: dt.date | None = None
    month: Month | None = None
    known_by: dt.date | None = None
    describes: dt.date | None = None
    added: dt.date | None = None
    source: Sources

    def __post_init__(self) -> None:
        self.check_one_of("printed", "month", "known_by", is_needed=True)

    @property
    def day_known(self) -> dt.date:
        """The first as-of date on which the item is known."""
        day = self.printed or self.known_by
        return day if day is not None else window(Dates(month=self.month))[1]

    @property
    def day_added(self) -> dt.date:
        """The day the data got the item."""
        return self.added or self.day_known

    @property
    def show_id(self) -> str | None:
        """The id of the show that the item is about; None for the whole network."""
        return self.show or (self.edition and show_id_of(self.edition))


class NewsFile(Record, frozen=True, kw_only=True):
    """The contents of a `news.toml`."""

    news: tuple[NewsItem, ...] = ()
