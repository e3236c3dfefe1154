"""The latest piece of news: an item of the news file, or what a notice says."""

import datetime as dt
from collections.abc import Iterable, Sequence

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.kinds import Sources, show_id_of
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.record import Record


class LatestNews(Record, frozen=True, kw_only=True):
    """One piece of news: a news item, or what a notice changed."""

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


def day_out(item: NewsItem) -> dt.date:
    """The first day on which a standpoint may know of a news item."""
    day = item.printed or item.known_by
    return day if day is not None else window(Dates(month=item.month))[1]


def latest(
    views: Sequence[EditionAsOf],
    as_of: AsOf,
    news: Iterable[NewsItem],
    asked: Sequence[str],
) -> LatestNews | None:
    """The newest thing made known: a dated news item, or a notice that says what."""
    names = {view.id: f"{view.name} {view.year}" for view in views}
    reports = [
        LatestNews(
            day=day_out(item),
            exact=item.printed is not None,
            text=_standing_alone(item.title, names.get(item.edition or "")),
            edition=item.edition,
            source=item.source,
        )
        for item in news
        if day_out(item) <= as_of.reader_day and (not asked or show_of(item) in asked)
    ]
    for view in views:
        name = names[view.id]
        reports += [
            LatestNews(
                day=notice.day_known,
                exact=notice.known is not None,
                text=notice.headline or f"{name}: {notice.summary}",
                edition=view.id,
                source=notice.source,
            )
            for notice in view.notices
            if notice.headline or notice.summary
        ]
    return max(reports, key=lambda report: report.day, default=None)


def _standing_alone(title: str, name: str | None) -> str:
    """A title that begins small is told of an edition, so its name goes before it."""
    return f"{name}: {title}" if name is not None and title[0].islower() else title


def show_of(item: NewsItem) -> str | None:
    """The id of the show that a news item is about, None for the whole network."""
    return item.show or (item.edition and show_id_of(item.edition))
