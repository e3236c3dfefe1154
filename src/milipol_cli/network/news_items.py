"""When a news item is known, and what it is about."""

import datetime as dt

from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.news import NewsItem


def day_out(item: NewsItem) -> dt.date:
    """The day on which a news item is first known."""
    day = item.printed or item.known_by
    return day if day is not None else window(Dates(month=item.month))[1]


def show_of(item: NewsItem) -> str | None:
    """The id of the show that a news item is about; None if it is about the network."""
    return item.show or (item.edition and show_id_of(item.edition))
