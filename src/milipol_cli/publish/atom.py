"""The news as a feed (Atom, RFC 4287)."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from milipol_cli.look.words.dates import day_plain, joined, sentence
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.words import OLDER, about, headline, remarks
from milipol_cli.publish import paths, render
from milipol_cli.publish.query import Publication


def feed(site: Publication) -> tuple[str, bytes]:
    """The feed with its path: an entry for each event, the newest first.

    What one notice changed, as the days and the hall, is one event.

    Older figures that were found later have the day of their edition.
    """
    entries = site.news.newest_first
    events: dict[object, list[tuple[str, NewsEntry]]] = {}
    for key, entry in zip(_keys(entries), entries, strict=True):
        events.setdefault(_event(entry) or key, []).append((key, entry))
    keyed = [sorted(event, key=_by_kind) for event in events.values()]
    keyed.sort(key=lambda event: event[0][1].shown_day, reverse=True)
    newest = keyed[0][0][1].shown_day if keyed else site.as_of.reader_day
    return paths.NEWS_FEED, render.xml(
        "feed.xml",
        site=site,
        path=paths.NEWS_FEED,
        index=paths.INDEX,
        id=paths.tag("/".join(("news", *site.only))),
        title=site.given_name or f"{joined(site.news.about) or 'Milipol'} news",
        author=site.by or ("milipol" if site.is_milipol else site.name),
        updated=newest,
        entries=[_entry(event, site) for event in keyed],
    )


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


def _event(entry: NewsEntry) -> object:
    """What the changes of one notice have in common; None for other news."""
    if entry.kind in ("news", "result"):
        return None
    return entry.edition, entry.day, entry.source


def _by_kind(keyed: tuple[str, NewsEntry]) -> bool:
    """A key to sort the changes of a notice by: places and names come last."""
    return keyed[1].kind in ("venue", "rename")


def _entry(event: list[tuple[str, NewsEntry]], site: Publication) -> dict[str, Any]:
    key, first = event[0]
    entries = [entry for _, entry in event]
    addresses = (
        (paths.web_address(source.address), source.publisher)
        for source in site.known(first.source)
    )
    return {
        "id": paths.tag(key),
        "title": f"{about(first)}: {'; '.join(map(headline, entries))}",
        "day": first.shown_day,
        "page": site.address(site.page_of(first) or paths.INDEX),
        "via": [each for each in addresses if each[0] is not None],
        "kinds": [entry.kind for entry in entries],
        "content": "\n".join(dict.fromkeys(chain(*map(_lines, entries)))),
    }


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
