"""The schedule of an edition for apps on a phone, as pentabarf and frab write it."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator
from typing import Any

from milipol_cli.network.model.dates import window
from milipol_cli.network.model.programmes import NO_ROOM, session_name
from milipol_cli.network.sessions import SessionAsOf, utc
from milipol_cli.publish import paths, render
from milipol_cli.publish.query import Publication, PublishedEdition

# Ids of events are positive 32-bit integers.
_MOST = 2**31 - 1


def schedules(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The schedules by their paths: of each edition that has sessions for one."""
    for published in site.editions:
        if published.scheduled:
            yield paths.schedule(published.edition.id), _schedule(site, published)


def _schedule(site: Publication, published: PublishedEdition) -> bytes:
    edition, numbers = published.edition, set[int]()
    by_date = itertools.groupby(published.scheduled, lambda row: row.session.date)
    first, last = window(edition.dates)
    return render.xml(
        "schedule.xml",
        site=site,
        path=paths.schedule(edition.id),
        edition=edition,
        first=first,
        last=last,
        website=paths.web_address(edition.show.website),
        days=[_day(date, list(rows), numbers) for date, rows in by_date],
    )


def _day(
    date: dt.date | None, rows: list[SessionAsOf], numbers: set[int]
) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        room = row.session.room or NO_ROOM
        rooms.setdefault(room, []).append(_event(row, numbers))
    ends = max((row.ends for row in rows if row.ends), key=utc)
    return {"date": date, "start": rows[0].starts, "end": ends, "rooms": rooms}


def _event(row: SessionAsOf, numbers: set[int]) -> dict[str, Any]:
    session, starts, ends = row.session, row.starts, row.ends
    assert starts is not None  # both are known, or it is not scheduled
    assert ends is not None
    guid = uuid.uuid5(uuid.NAMESPACE_URL, paths.tag(row.id))
    number = guid.int % _MOST + 1
    while number in numbers:
        number = number % _MOST + 1
    numbers.add(number)
    minutes = round((utc(ends) - utc(starts)).total_seconds() / 60)
    return {
        "session": session,
        "number": number,
        "guid": guid,
        "title": session.title or session_name(session, row.theme),
        "start": starts,
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "url": paths.web_address(session.url),
    }
