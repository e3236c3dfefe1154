"""The latest news: an item of the news file, or a notice."""

import datetime as dt
from collections.abc import Iterable, Sequence

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.kinds import Sources
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.record import Record


class LatestNews(Record, frozen=True, kw_only=True):
    """A news item or a notice.

    `day` is when it was known; without `exact`, it may have been known earlier.
    """

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


def latest(
    editions: Sequence[EditionAsOf],
    as_of: AsOf,
    news: Iterable[NewsItem],
    shows: Sequence[str],
) -> LatestNews | None:
    """The latest news item, or notice with a headline or summary.

    If `shows` are given, news of other shows is left out.
    """
    names = {edition.id: f"{edition.name} {edition.year}" for edition in editions}
    known = [
        LatestNews(
            day=item.day_known,
            exact=item.printed is not None,
            text=_with_name(item.title, names.get(item.edition or "")),
            edition=item.edition,
            source=item.source,
        )
        for item in news
        if item.day_known <= as_of.reader_day and (not shows or item.show_id in shows)
    ]
    for edition in editions:
        name = names[edition.id]
        known += [
            LatestNews(
                day=notice.day_known,
                exact=notice.known is not None,
                text=notice.headline or f"{name}: {notice.summary}",
                edition=edition.id,
                source=notice.source,
            )
            for notice in edition.notices
            if notice.headline or notice.summary
        ]
    return max(known, key=lambda news: news.day, default=None)


def _with_name(title: str, name: str | None) -> str:
    """The title, after the edition's name if it begins with a lowercase letter."""
    return f"{name}: {title}" if name is not None and title[0].islower() else title
