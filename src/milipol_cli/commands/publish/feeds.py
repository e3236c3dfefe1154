"""Files for programs to follow: calendars, the news as a feed, and schedules.

The feed is Atom (RFC 4287); apps on a phone read the schedules, which are written as
pentabarf and frab write them.
"""

import datetime as dt
import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from milipol_cli.commands.export.calendar_event import calendar_event
from milipol_cli.commands.export.events import Event, events_of, with_alarms, without_void_alarms
from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.commands.news.words import OLDER, about, remarks, text
from milipol_cli.commands.publish import paths, render
from milipol_cli.commands.publish.changes import ProgrammeNews, programme_news
from milipol_cli.commands.publish.query import Publication, PublishedEdition
from milipol_cli.commands.publish.words import number_changed, programme_lines
from milipol_cli.ics.events import place_in_file
from milipol_cli.ics.write import NAME, event_lines, file_parts, head_of_published
from milipol_cli.look.words.dates import day_plain, join_names, sentence
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.news import tag
from milipol_cli.network.model.programmes import NO_ROOM, session_name
from milipol_cli.network.occasions import utc
from milipol_cli.network.sessions import SessionAsOf

# Ids of sessions in a schedule are positive 32-bit integers.
_MOST = 2**31 - 1


def calendars(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The calendars by their paths: of all shows, of each show, and of each edition.

    The first two have only editions. An edition has a calendar once it has a first day,
    so that people can subscribe before its programme is known; so has each of its days
    that has a page.
    """
    shows = [show for show in site.shows if show.has_calendar]
    events_by_show = {
        show.id: [
            _event_lines(event, site)
            for published in show.editions
            if published.edition.dates.start is not None
            for event in _events(published, date=None, sessions=False)
        ]
        for show in shows
    }
    if shows:
        name = NAME if site.is_milipol else site.name
        yield paths.ALL_EVENTS, _calendar(name, chain(*events_by_show.values()))
    for show in shows:
        calendar = _calendar(show.history.name, events_by_show[show.id])
        yield paths.show_events(show.id), calendar
    for published in site.editions:
        yield from _edition_calendars(published, site)


def _edition_calendars(
    published: PublishedEdition, site: Publication
) -> Iterator[tuple[str, bytes]]:
    """The calendars of an edition and its days; lines of sessions are made once.

    A day has its sessions and an event of its own, which the calendar of the edition
    has only for days with a theme.
    """
    edition = published.edition
    lines_by_id: dict[str, _EventLines] = {}
    sessions_on = defaultdict[dt.date, list[_EventLines]](list)
    for event in _events(published, date=None):
        lines_by_id[event.id] = _event_lines(event, site)
        if event.kind == "session":
            sessions_on[event.first].append(lines_by_id[event.id])
    if edition.dates.start is not None:
        calendar = _calendar(edition.title, lines_by_id.values())
        yield paths.programme_events(edition.id), calendar
    for date in published.day_pages:
        events_of_day = [
            lines_by_id.get(event.id) or _event_lines(event, site)
            for event in _events(published, date, sessions=False)
        ]
        events_of_day += sessions_on[date]
        calendar = _calendar(f"{edition.title}, {day_plain(date)}", events_of_day)
        yield paths.day_events(edition.id, date), calendar


def _events(
    published: PublishedEdition, date: dt.date | None, *, sessions: bool = True
) -> Iterator[Event]:
    """The events of an edition, or of one of its days if there is a `date`."""
    return events_of(published.edition, date, lambda _: published.programme, sessions=sessions)


class _EventLines(NamedTuple):
    """An event as calendars have it: what orders it, when it is, and its lines."""

    order: tuple[object, ...]
    span: tuple[dt.date, dt.date]
    lines: bytes


def _event_lines(event: Event, site: Publication) -> _EventLines:
    ringing = without_void_alarms(with_alarms(event, None, is_chosen=False), site.as_of)
    in_file = calendar_event(ringing)
    if not site.show_by_id[event.show_edition.show.id].is_milipol:
        others = in_file.categories[1:]
        in_file = msgspec.structs.replace(in_file, categories=others)
    order = place_in_file(event.start, event.id)
    return _EventLines(order, (in_file.start, in_file.end), event_lines(in_file))


def _calendar(name: str, events: Iterable[_EventLines]) -> bytes:
    in_order = sorted(events)
    spans = [event.span for event in in_order]
    lines = [event.lines for event in in_order]
    return b"".join(file_parts(head_of_published(name), spans, {}, lines))


def feed(site: Publication) -> tuple[str, bytes]:
    """The feed with its path: an item for each event, the newest first.

    The feed was updated when the data was reviewed, or later, so that its date does not
    go back if news is corrected.
    """
    items = [
        *(_item_of_news(event, site) for event in _events_of_news(site)),
        *(_item_of_programme(changed, site) for changed in programme_news(site)),
    ]
    items.sort(key=itemgetter("day"), reverse=True)
    today, reviewed = site.as_of.reader_day, site.news.reviewed
    day_reviewed = min(reviewed or today, today)
    newest = items[0]["day"] if items else day_reviewed
    return paths.NEWS_FEED, render.xml(
        "feed.xml",
        site=site,
        id=tag("/".join(("news", *site.only))),
        title=site.given_name or f"{join_names(site.news.about) or 'Milipol'} news",
        author=site.by or ("milipol" if site.is_milipol else site.name),
        updated=max(day_reviewed, newest),
        entries=items,
    )


def _events_of_news(site: Publication) -> list[list[NewsEntry]]:
    """The news by events, the newest first.

    What one notice changed, as the days and the hall, is one event, with places and
    names last. Figures that were found later have the day on which they were found.
    """
    by_event: dict[object, list[NewsEntry]] = {}
    for entry in site.news.newest_first:
        is_by_itself = entry.kind in ("news", "result")
        event = entry.id if is_by_itself else (entry.edition, entry.day, entry.source)
        by_event.setdefault(event, []).append(entry)
    events = [
        sorted(event, key=lambda entry: entry.kind in ("venue", "rename"))
        for event in by_event.values()
    ]
    return sorted(events, key=lambda event: event[0].day, reverse=True)


def _item_of_news(event: Sequence[NewsEntry], site: Publication) -> dict[str, Any]:
    """The item of a feed about an event in the news: its entries in one item.

    The first entry gives the id, the day, the page and the sources with an address.
    """
    first = event[0]
    addresses = (
        (paths.web_address(source.address), source.publisher)
        for source in site.dated_sources(first.source)
    )
    return {
        "id": first.id,
        "title": f"{about(first)}: {'; '.join(map(text, event))}",
        "day": first.day,
        "page": site.address(site.page_of(first) or paths.INDEX),
        "via": [address for address in addresses if address[0] is not None],
        "kinds": [entry.kind for entry in event],
        "content": "\n".join(dict.fromkeys(chain(*map(_entry_lines, event)))),
    }


def _item_of_programme(changed: ProgrammeNews, site: Publication) -> dict[str, Any]:
    """The item of a feed about what changed in a programme."""
    return {
        "id": tag(f"news/{changed.id}"),
        "title": f"{changed.edition.title}: {number_changed(changed)}",
        "day": changed.day,
        "page": site.address(paths.page(changed.edition.id)),
        "via": [],
        "kinds": ["programme"],
        "content": "\n".join(programme_lines(changed)),
    }


def _entry_lines(entry: NewsEntry) -> Iterator[str]:
    """The sentences about a piece of news, with the day it was known if found later."""
    summary = sentence(text(entry))
    yield summary
    if entry.summary is not None and sentence(entry.summary) != summary:
        yield entry.summary
    yield from map(sentence, remarks(entry))
    if entry.is_found_later:
        yield f"{OLDER}: known by {day_plain(entry.day)}."
    elif entry.by:
        yield f"Known by {day_plain(entry.day)}."


def schedules(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The schedules by their paths: of each edition that has sessions for one."""
    for published in site.editions:
        edition = published.edition
        rows = published.scheduled_sessions
        by_date = itertools.groupby(rows, lambda row: row.session.date)
        days = [_scheduled_day(date, list(of_day)) for date, of_day in by_date]
        if days:
            path, (first, last) = paths.schedule(edition.id), window(edition.dates)
            values = {"edition": edition, "first": first, "last": last, "days": days}
            yield path, render.xml("schedule.xml", site=site, path=path, **values)


def _scheduled_day(date: dt.date | None, rows: list[SessionAsOf]) -> dict[str, Any]:
    """The values of the template for a day, with its sessions by room, in order."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        rooms.setdefault(row.session.room or NO_ROOM, []).append(_scheduled_session(row))
    ends = max((row.ends for row in rows if row.ends), key=utc)
    return {"date": date, "start": rows[0].starts, "end": ends, "rooms": rooms}


def _scheduled_session(row: SessionAsOf) -> dict[str, Any]:
    """The values of the template for a session with both times.

    Its number and GUID follow from its id, so that apps know it again.
    """
    session, starts, ends = row.session, row.starts, row.ends
    assert starts is not None
    assert ends is not None
    guid = uuid.uuid5(uuid.NAMESPACE_URL, tag(row.id))
    minutes = round((utc(ends) - utc(starts)).total_seconds() / 60)
    return {
        "session": session,
        "number": guid.int % _MOST + 1,
        "guid": guid,
        "title": session.title or session_name(session, row.theme),
        "start": starts,
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
    }
