"""The published calendars: what `milipol export` writes, to subscribe to."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from milipol_cli.export.events import Event, events_of, silenced, with_alarms
from milipol_cli.export.words import calendar_event
from milipol_cli.ics.events import place_in_file
from milipol_cli.ics.write import NAME, head_of_published, new_file
from milipol_cli.look.words.dates import day_plain
from milipol_cli.publish import paths
from milipol_cli.publish.query import Publication, PublishedEdition, PublishedShow


def calendars(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The calendars by their paths: of all shows, of each show, and of each edition.

    The first two have only editions. An edition has a calendar once it has a first day,
    so that people can subscribe before its programme is known; so has each of its days
    that has a page.
    """
    shows = [show for show in site.shows if show.has_calendar]
    if shows:
        name = NAME if site.is_milipol else site.name
        all_events = chain(*map(_editions, shows))
        yield paths.ALL_EVENTS, _calendar(name, site, all_events)
    for show in shows:
        path = paths.show_events(show.id)
        yield path, _calendar(show.history.name, site, _editions(show))
    for published in site.editions:
        edition = published.edition
        if edition.dates.start is not None:
            path = paths.programme_events(edition.id)
            yield path, _calendar(edition.title, site, _events(published, None))
        for date in published.day_pages:
            path = paths.day_events(edition.id, date)
            title = f"{edition.title}, {day_plain(date)}"
            yield path, _calendar(title, site, _events(published, date))


def _editions(show: PublishedShow) -> Iterator[Event]:
    """The editions of a show that have a first day."""
    for published in show.editions:
        if published.edition.dates.start is not None:
            yield from _events(published, None, sessions=False)


def _events(
    published: PublishedEdition, date: dt.date | None, *, sessions: bool = True
) -> Iterator[Event]:
    """An edition or a day of it, with its sessions."""
    return events_of(
        published.edition, date, lambda _: published.programme, sessions=sessions
    )


def _calendar(name: str, site: Publication, events: Iterable[Event]) -> bytes:
    """A calendar of events by time, with the usual alarms of those to come."""
    written = []
    for event in sorted(events, key=_by_time):
        ringing = silenced(with_alarms(event, None, named=False), site.as_of)
        in_file = calendar_event(ringing, site.sources)
        if not site.show_by_id[event.show_edition.show.id].is_milipol:
            others = in_file.categories[1:]
            in_file = msgspec.structs.replace(in_file, categories=others)
        written.append(in_file)
    return b"".join(new_file(written, head_of_published(name)))


def _by_time(event: Event) -> tuple[object, ...]:
    return place_in_file(event.starts or event.first, event.id)
