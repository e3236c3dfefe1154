"""The published calendars: what `milipol export` writes, to subscribe to."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from milipol_cli.export.query import select
from milipol_cli.export.words import calendar_event
from milipol_cli.ics.write import NAME, head_of_published, new_file
from milipol_cli.look.words.dates import day_plain
from milipol_cli.network.load import Match
from milipol_cli.publish import paths
from milipol_cli.publish.query import Publication, PublishedShow, is_of_milipol


def calendars(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The calendars by their paths: of all shows, of each show, and of each edition.

    The first two have only editions. An edition has a calendar once it has a first day,
    so that people can subscribe before its programme is known; so has each of its days
    that has a page.
    """
    name = NAME if site.is_milipol else site.name
    yield from _calendar(paths.ALL_EVENTS, name, site, _editions(site.shows))
    for show in site.shows:
        path = paths.show_events(show.id)
        yield from _calendar(path, show.history.name, site, _editions([show]))
        for published in show.editions:
            edition = published.edition
            if edition.dates.start is not None:
                match = Match(show.file, published.record)
                path = paths.programme_events(edition.id)
                yield from _calendar(path, edition.title, site, [match], sessions=True)
            for date in published.day_pages:
                match = Match(show.file, published.record, date)
                path = paths.day_events(edition.id, date)
                title = f"{edition.title}, {day_plain(date)}"
                yield from _calendar(path, title, site, [match], sessions=True)


def _editions(shows: Iterable[PublishedShow]) -> list[Match]:
    """The editions of shows that have a first day."""
    return [
        Match(show.file, published.record)
        for show in shows
        for published in show.editions
        if published.edition.dates.start is not None
    ]


def _calendar(
    path: str,
    name: str,
    site: Publication,
    matches: Sequence[Match],
    *,
    sessions: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """The calendar of editions, or of one with its programme; none without matches."""
    if not matches:
        return
    files = {match.show.show.id: match.show for match in matches}
    selection = select(
        list(files.values()),
        site.as_of,
        matches=matches,
        programme=lambda edition_id: site.edition_by_id[edition_id].programme,
        sessions=sessions,
    )
    events = []
    for event in selection.events:
        written = calendar_event(event, site.sources)
        if not is_of_milipol(event.show_edition.show):
            others = written.categories[1:]
            written = msgspec.structs.replace(written, categories=others)
        events.append(written)
    yield path, b"".join(new_file(events, head_of_published(name)))
