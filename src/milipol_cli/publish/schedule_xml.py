"""The schedule of an edition for apps on a phone, as pentabarf and frab write it."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator, Sequence

from milipol_cli.network.model.dates import window
from milipol_cli.network.model.programmes import session_name
from milipol_cli.network.sessions import SessionAsOf, utc
from milipol_cli.publish import paths, xml
from milipol_cli.publish.query import Publication, PublishedEdition

# The grid that apps draw; every start so far is a multiple of it.
_SLOT = "00:05"

# Ids of events are positive 32-bit integers.
_MOST = 2**31 - 1


def schedules(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The schedules by their paths: of each edition that has sessions for one."""
    for edition in publication.editions:
        sessions = edition.scheduled
        if sessions:
            path = paths.schedule(edition.edition.id)
            yield path, _schedule(publication, edition, sessions, path)


def _schedule(
    publication: Publication,
    published: PublishedEdition,
    sessions: Sequence[SessionAsOf],
    path: str,
) -> bytes:
    edition = published.edition
    days = [
        (date, list(of_day))
        for date, of_day in itertools.groupby(
            sessions, lambda session: session.session.date
        )
    ]
    first, last = window(edition.dates)
    root = xml.root("schedule")
    xml.add(root, "generator", name="milipol")
    if publication.base_url is not None:
        xml.add(root, "url", publication.address(path))
    xml.add(root, "version", str(edition.show.reviewed))
    conference = xml.add(root, "conference")
    xml.add(conference, "title", edition.title)
    xml.add(conference, "acronym", edition.id)
    xml.add(conference, "start", str(first))
    xml.add(conference, "end", str(last))
    xml.add(conference, "days", str(len(days)))
    xml.add(conference, "timeslot_duration", _SLOT)
    if publication.base_url is not None:
        xml.add(conference, "base_url", publication.base_url)
    _add_url(conference, edition.show.website)
    xml.add(conference, "time_zone_name", edition.zone.key)
    numbers: set[int] = set()
    for index, (date, of_day) in enumerate(days, 1):
        ends = max(filter(None, (session.ends for session in of_day)), key=utc)
        day = xml.add(
            root,
            "day",
            date=str(date),
            start=_moment(of_day[0].starts),
            end=_moment(ends),
            index=str(index),
        )
        rooms: dict[str, xml.Element] = {}
        for session in of_day:
            name = session.session.room or ""
            if name not in rooms:
                rooms[name] = xml.add(day, "room", name=name)
            _add_event(rooms[name], session, numbers)
    return xml.file_of(root)


def _add_event(room: xml.Element, entry: SessionAsOf, numbers: set[int]) -> None:
    session, starts, ends = entry.session, entry.starts, entry.ends
    assert starts is not None  # both are known, or it is not scheduled
    assert ends is not None
    guid = uuid.uuid5(uuid.NAMESPACE_URL, paths.tag(entry.id))
    number = guid.int % _MOST + 1
    while number in numbers:
        number = number % _MOST + 1
    numbers.add(number)
    event = xml.add(room, "event", id=str(number), guid=str(guid))
    xml.add(event, "room", session.room or "")
    xml.add(event, "title", session.title or session_name(session, entry.theme))
    xml.add(event, "type", session.kind)
    xml.add(event, "date", _moment(starts))
    xml.add(event, "start", f"{starts:%H:%M}")
    minutes = round((utc(ends) - utc(starts)).total_seconds() / 60)
    xml.add(event, "duration", f"{minutes // 60:02}:{minutes % 60:02}")
    xml.add(event, "abstract", session.summary or "")
    xml.add(event, "track", session.track or "")
    persons = xml.add(event, "persons")
    for speaker in session.speaker:
        xml.add(persons, "person", speaker.name)
    _add_url(event, session.url)


def _add_url(element: xml.Element, address: str | None) -> None:
    uri = paths.web_address(address)
    if uri is not None:
        xml.add(element, "url", uri)


def _moment(moment: dt.datetime | None) -> str:
    assert moment is not None  # as every scheduled session has a start
    return moment.isoformat(timespec="seconds")
