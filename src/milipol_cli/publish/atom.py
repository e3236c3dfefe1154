"""The news as a feed (Atom, RFC 4287)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from milipol_cli.look.words.dates import day_plain, joined, sentence
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.words import OLDER, about, headline, remarks
from milipol_cli.publish import paths, xml
from milipol_cli.publish.query import Publication

_NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(publication: Publication) -> tuple[str, bytes]:
    """The feed with its path: an entry for each piece of news, the newest first.

    Older figures that were found later have the day of their edition.
    """
    news = publication.news
    entries = news.newest_first
    keyed = sorted(
        zip(_keys(entries), entries, strict=True),
        key=lambda keyed: keyed[1].shown_day,
        reverse=True,
    )
    newest = keyed[0][1].shown_day if keyed else publication.as_of.reader_day
    root = xml.root("feed", xmlns=_NAMESPACE)
    xml.add(root, "id", paths.tag("/".join(("news", *publication.only))))
    xml.add(root, "title", f"{joined(news.about) or 'Milipol'} news")
    xml.add(root, "updated", _midnight(newest))
    xml.add(xml.add(root, "author"), "name", "milipol")
    if publication.base_url is not None:
        address = publication.address(paths.NEWS_FEED)
        xml.add(root, "link", rel="self", href=address)
    xml.add(root, "link", rel="alternate", href=publication.address(paths.INDEX))
    for key, entry in keyed:
        _add_entry(root, entry, key, publication)
    return paths.NEWS_FEED, xml.file_of(root)


def _keys(entries: list[NewsEntry]) -> Iterator[str]:
    """A key for each entry, which stays as it is while data is added.

    Several changes of a kind in an edition that became known on the same day are
    numbered.
    """
    times: Counter[str] = Counter()
    for entry in entries:
        subject = entry.edition or entry.show or "network"
        key = f"news/{subject}/{entry.item or f'{entry.day}/{entry.kind}'}"
        times[key] += 1
        yield key if times[key] == 1 else f"{key}/{times[key]}"


def _add_entry(
    root: xml.Element, entry: NewsEntry, key: str, publication: Publication
) -> None:
    element = xml.add(root, "entry")
    xml.add(element, "id", paths.tag(key))
    xml.add(element, "title", f"{about(entry)}: {headline(entry)}")
    xml.add(element, "updated", _midnight(entry.shown_day))
    page = publication.address(publication.page_of(entry) or paths.INDEX)
    xml.add(element, "link", rel="alternate", href=page)
    for source in _sources(entry, publication):
        xml.add(element, "link", rel="via", href=source[0], title=source[1])
    xml.add(element, "category", term=entry.kind)
    xml.add(element, "content", "\n".join(_lines(entry)), type="text")


def _sources(entry: NewsEntry, publication: Publication) -> Iterator[tuple[str, str]]:
    """The addresses of its sources, each with the publisher."""
    for key in entry.source:
        source = publication.sources.get(key)
        address = None if source is None else paths.web_address(source.address)
        if source is not None and address is not None:
            yield address, source.publisher


def _lines(entry: NewsEntry) -> Iterator[str]:
    """The whole news, line by line."""
    summary = sentence(headline(entry))
    yield summary
    if entry.summary is not None and sentence(entry.summary) != summary:
        yield entry.summary
    yield from map(sentence, remarks(entry))
    if entry.is_found_later:
        yield f"{OLDER}: known by {day_plain(entry.day)}."
    elif entry.by:
        yield f"Known by {day_plain(entry.day)}."


def _midnight(day: dt.date) -> str:
    return f"{day}T00:00:00Z"
