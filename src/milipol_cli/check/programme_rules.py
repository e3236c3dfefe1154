"""Rules for programmes that only `milipol check` applies."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from milipol_cli.errors import did_you_mean
from milipol_cli.network.load.findings import Finding, Place, quoted
from milipol_cli.network.model.dates import MOST_DAYS, Dates, reach
from milipol_cli.network.model.kinds import KNOWN_KINDS
from milipol_cli.network.model.programmes import LONGEST, Programme, Session, room_key
from milipol_cli.network.model.shows import Edition, ShowFile
from milipol_cli.zones import times_shown

_DAY = dt.timedelta(days=1)

# How similar a kind is to a known one if it is a typo: "discussion" is no "session".
_TYPO = 0.8

# A zone in which clocks show every time once.
_UTC = ZoneInfo("UTC")


def programme(
    programme: Programme, edition_id: str, file: ShowFile | None
) -> Iterator[Finding]:
    """Errors and warnings about a programme; `file` is None if its show is unknown."""
    yield from _themes(programme)
    yield from _overlaps(programme)
    editions = () if file is None else file.edition
    edition = next((edition for edition in editions if edition.id == edition_id), None)
    zone = _UTC
    if file is not None and edition is not None:
        zone = _zone(edition, file)
        yield from _days(programme, edition)
    for at, session in enumerate(programme.session):
        yield from _kind(session, ("session", at, "kind"))
        yield from _times(session, zone, ("session", at))


def _kind(session: Session, place: Place) -> Iterator[Finding]:
    """A warning about a kind that looks like a known one."""
    kind = session.kind
    if kind.casefold() in KNOWN_KINDS:
        return
    advice = did_you_mean(kind.casefold(), KNOWN_KINDS, most=1, cutoff=_TYPO)
    if advice is not None:
        expected = "a known kind, or another word"
        yield Finding(place, quoted(kind), expected, advice, "warning")


def _zone(edition: Edition, file: ShowFile) -> ZoneInfo:
    """The time zone of an edition: the one of its venue, else of its show."""
    places = [notice.venue for notice in edition.notice if notice.venue is not None]
    zones = {venue.id: venue.zone for venue in file.venue}
    return zones.get(places[-1], file.show.zone) if places else file.show.zone


def _days(programme: Programme, edition: Edition) -> Iterator[Finding]:
    """Errors about days of a programme that are not days of its edition."""
    dates = [notice.dates for notice in edition.notice if notice.dates is not None]
    if not dates:  # another rule reports this
        return
    days: list[tuple[Place, dt.date | None]] = [
        *((("theme", at), theme.date) for at, theme in enumerate(programme.theme)),
        *(
            (("session", at), session.date)
            for at, session in enumerate(programme.session)
            # One that was cancelled may be on a day that the edition had before.
            if not session.cancelled
        ),
    ]
    for place, day in days:
        if day is not None:
            yield from _outside(day, dates[-1], (*place, "date"), edition.id)


def _themes(programme: Programme) -> Iterator[Finding]:
    first: dict[tuple[object, object], int] = {}
    for at, theme in enumerate(programme.theme):
        key = theme.date, theme.half_day
        if first.setdefault(key, at) != at:
            when = f"{theme.date} {theme.half_day or ''}".strip()
            yield Finding(
                ("theme", at, "date"),
                f"{when}, as in {{other}}",
                "one theme a day or half-day",
                message=f"{when} already has a theme, {{other}}",
                other=("theme", first[key]),
            )


def _outside(
    day: dt.date, dates: Dates, place: Place, edition_id: str
) -> Iterator[Finding]:
    first, last = reach(dates)
    if not first <= day <= last:
        until = f"to {last}"
        if dates.start is not None and dates.end is None:  # the last day is not known
            until = f"on, within {MOST_DAYS} days"
        expected = f"a day of {edition_id}, from {first} {until}"
        yield Finding(place, str(day), expected)


def _times(session: Session, zone: ZoneInfo, place: Place) -> Iterator[Finding]:
    if session.start is None:
        return
    half = session.half_by_clock
    if session.half_day not in (None, half):
        expected = f"{half}, as it starts at {session.start:%H:%M}"
        where = (*place, "half_day")
        yield Finding(where, str(session.half_day), expected, severity="warning")
    starts, ends = _span(session, session.date or dt.date(2000, 1, 1))
    if ends is not None and ends - starts > LONGEST:
        expected = f"an end within 12 hours of the start, {session.start:%H:%M}"
        yield Finding((*place, "end"), f"{session.end:%H:%M}", expected)
    if session.date is not None:
        yield from _shown_once(starts, zone, (*place, "start"))
        if ends is not None:
            yield from _shown_once(ends, zone, (*place, "end"))


def _span(session: Session, date: dt.date) -> tuple[dt.datetime, dt.datetime | None]:
    """The start and end of a session that starts on a day."""
    assert session.start is not None  # only called for sessions with a start
    starts = dt.datetime.combine(date, session.start)
    if session.end is None:
        return starts, None
    last = date + _DAY * session.passes_midnight
    return starts, dt.datetime.combine(last, session.end)


def _shown_once(wall: dt.datetime, zone: ZoneInfo, place: Place) -> Iterator[Finding]:
    times = times_shown(wall, zone)
    when = f"{wall:%H:%M} on {wall:%Y-%m-%d}"
    expected = "a time that clocks show once"
    if times == 0:
        actual = f"{when}, which clocks in {zone.key} never show"
        yield Finding(place, actual, expected)
    elif times == 2:
        actual = f"{when}, which clocks in {zone.key} show twice"
        advice = "write in the notes which time is meant"
        yield Finding(place, actual, expected, advice, "warning")


def _overlaps(programme: Programme) -> Iterator[Finding]:
    """Warnings about sessions that start in a room while another is on there."""
    rooms: dict[str, list[tuple[dt.datetime, int, dt.datetime]]] = {}
    for at, session in enumerate(programme.session):
        room, date = session.room, session.date
        if session.cancelled or room is None or date is None:
            continue
        if session.start is not None:
            starts, ends = _span(session, date)
            held = rooms.setdefault(room_key(room), [])
            if ends is None or ends - starts > LONGEST:  # the end is missing or wrong
                ends = starts
            held.append((starts, at, ends))
    for held in rooms.values():
        held.sort()
        before = held[0]
        for starts, at, ends in held[1:]:
            if starts < before[2] or starts == before[0]:
                other = programme.session[before[1]]
                room = quoted(programme.session[at].room)
                actual = f"{starts:%H:%M} in {room}, while {other.id} is on there"
                expected = "a time when the room is free"
                message = f"{room} is taken by {other.id} at {starts:%H:%M}"
                where = ("session", at, "start")
                yield Finding(where, actual, expected, None, "warning", message)
            if ends >= before[2]:
                before = starts, at, ends
