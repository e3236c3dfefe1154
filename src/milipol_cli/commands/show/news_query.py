"""The answer of `milipol show` for a piece of news."""

from milipol_cli.base.errors import UnknownId
from milipol_cli.commands.news.query import NewsEntry, news
from milipol_cli.commands.show.query import NewsDetails, Unknown
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.news import NewsItem


def news_details(data: Catalog, news_id: str, as_of: AsOf) -> NewsDetails | Unknown:
    """The piece of news with the id of a news item, or with its id in the feed.

    Unknown if the item was not known yet as of the date. Raises UnknownId for the id of
    a piece of news that the feed does not have.
    """
    item = data.news_item(news_id)
    subject = data.subject(_subject_id(news_id, item))
    # All news if the subject is the network, and not a show or an edition.
    answer = news(data, as_of, ids=() if subject is None else (subject.id,))
    folded_id = news_id.casefold()
    entry = next((e for e in answer.newest_first if folded_id in _ids(e)), None)
    if entry is None:
        if item is None:
            raise UnknownId(f"no id {news_id!r}; see milipol news")
        return Unknown(as_of=as_of, id=news_id)
    return NewsDetails(
        as_of=as_of,
        id=entry.item or entry.id,
        news=entry,
        about=(*answer.about, "the Milipol network")[0],
        # None for news of a show or of the network, which have no edition.
        editions=tuple(e for e in answer.covered_editions if e.id == entry.edition),
        sources=tuple(
            answer.sources[source] for source in entry.source if source in answer.sources
        ),
        reviewed=answer.reviewed,
    )


def _subject_id(news_id: str, item: NewsItem | None) -> str:
    """The edition or show that news is about; "network" for news of no show.

    Without an item, its id in the feed has the subject: "tag:...:news/paris-2027/...".
    """
    if item is None:
        return news_id.partition(":news/")[2].partition("/")[0]
    return item.edition or item.show or "network"


def _ids(entry: NewsEntry) -> tuple[str | None, str]:
    """The id of its news item, if it has one, and its id in the feed."""
    return entry.item, entry.id
