"""schedule.xml and schedule.json, as conference systems write them.

pentabarf, frab, pretalx and their kin write both, c3voc also a JSON of version 2;
EuroPython wrote <entry> for an event.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from milipol_cli.doubts import Doubts
from milipol_cli.errors import NotRead
from milipol_cli.ics.values import ONE_DAY, clock, day_of, day_or_moment, duration
from milipol_cli.importing import texts
from milipol_cli.importing.sessions import (
    MOST_SESSIONS,
    Imported,
    ImportedSession,
    Request,
    Span,
    session,
    timed,
)
from milipol_cli.network.model.programmes import NO_ROOM
from milipol_cli.zones import zone

# A day of a schedule ends at this time at the latest; breakfast is on the next one.
_NIGHT_ENDS = dt.time(6)

# Bytes before the first character: byte order marks, blanks, and zeros of UTF-16.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"

_EVENTS = ("event", "entry")
_PERSONS = ("persons", "participants", "speakers")
_NAMES = ("public_name", "name", "full_public_name")
_WITH_MARKUP = ("abstract", "description")
_USED = (
    *("id", "guid", "date", "start", "end", "duration", "room", "title", "subtitle"),
    *("type", "category", "track", "url", *_WITH_MARKUP),
)


class _Day(NamedTuple):
    """A day of a schedule: its date, and when it begins if that is not midnight."""

    date: dt.date | None = None
    begins: dt.time | None = None


class _Event(NamedTuple):
    """An event of a schedule with its texts by name; "" for none."""

    day: _Day
    room: str
    texts: dict[str, str]
    speakers: list[str]
    unused: Iterable[str]

    @property
    def place(self) -> str | None:
        """What messages call it."""
        return texts.line_of_text(self.texts["title"]) or None


class _Conference(NamedTuple):
    """What a schedule says about the whole conference, and the indexes of its days.

    `first` is its first day if the schedule does not say.
    """

    text: Callable[[str], str]
    indexes: frozenset[str]
    first: dt.date | None

    def day(self, date: str, index: str, begins: str) -> _Day:
        """A day by its date, or by its index from the first day of the conference."""
        day, first = day_of(date), day_of(self.text("start")) or self.first
        if day is None and first is not None and index.isdecimal() and len(index) < 4:
            day = first + (int(index) - ("0" not in self.indexes)) * ONE_DAY
        moment = day_or_moment(begins)
        if isinstance(moment, dt.datetime):
            return _Day(day, moment.time())
        return _Day(day, clock(begins))


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a schedule; raises NotRead."""
    is_xml = raw.lstrip(_BEFORE).startswith(b"<")
    form = "schedule-xml" if is_xml else "schedule-json"
    try:
        parsed = _in_xml if is_xml else _in_json
        conference, found = parsed(raw, request.edition.first)
        events = list(found)
    except (ET.ParseError, LookupError, ValueError, RecursionError) as error:
        language = form.rpartition("-")[2].upper()
        raise NotRead(f"not valid {language}, or cut off: {error}") from None
    if not events:
        raise NotRead("a schedule without events")
    if len(events) > MOST_SESSIONS:
        raise NotRead(f"more than {MOST_SESSIONS:,} sessions")
    doubts = Doubts()
    zone_name = conference.text("time_zone_name")
    file_zone = _file_zone(zone_name, doubts) if zone_name else None
    day_change = clock(conference.text("day_change"))
    reader = _Reader(request.edition.zone or file_zone, day_change, doubts)
    return Imported(
        format=form,
        sessions=tuple(filter(None, map(reader.session, events))),
        doubts=doubts.listed(),
        unused=tuple(dict.fromkeys(name for event in events for name in event.unused)),
        zone=file_zone,
        title=texts.line_of_text(conference.text("title")),
    )


def _file_zone(name: str, doubts: Doubts) -> ZoneInfo | None:
    try:
        return zone(name)
    except ValueError:
        doubts.add(f"unknown time zone {name[:80]!r}: not used")
        return None


# XML


def _in_xml(raw: bytes, first: dt.date | None) -> tuple[_Conference, Iterator[_Event]]:
    root = ET.fromstring(raw)  # noqa: S314  in a process of its own
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2].lower()
    about = [part for part in (root.find("conference"), root) if part is not None]
    indexes = frozenset(day.get("index", "") for day in root.iter("day"))

    def text(name: str) -> str:
        return next(filter(None, (_text(part.find(name)) for part in about)), "")

    conference = _Conference(text, indexes, first)
    return conference, _elements(root, conference, _Day(), "")


def _elements(
    parent: Element, conference: _Conference, day: _Day, room: str
) -> Iterator[_Event]:
    """The events in an element, with the day and the room that they are in."""
    for part in parent:
        if part.tag in _EVENTS:
            yield _of_element(part, day, room)
        elif part.tag == "day":
            keys = (part.get(key, "") for key in ("date", "index", "start"))
            yield from _elements(part, conference, conference.day(*keys), room)
        else:
            name = part.get("name", "") if part.tag == "room" else room
            yield from _elements(part, conference, day, name)


def _of_element(event: Element, day: _Day, room: str) -> _Event:
    words = {name: _first(event, name) for name in _USED}
    words |= {key: event.get(key, words[key]) for key in ("guid", "id")}
    persons = [
        next(filter(None, (_first(person, key) for key in _NAMES)), None)
        or _text(person)
        for tag in _PERSONS
        for persons in event.findall(tag)
        for person in persons
    ]
    unused = (part.tag for part in event if part.tag not in (*_USED, *_PERSONS))
    return _Event(
        day, room, words, persons, [tag for tag in unused if _first(event, tag)]
    )


def _first(parent: Element, name: str) -> str:
    """The text of the first child of a name that is not empty, with that inside it.

    A description keeps its tags.
    """
    read = _markup if name in _WITH_MARKUP else lambda part: "".join(part.itertext())
    return next(filter(None, (read(part).strip() for part in parent.findall(name))), "")


def _markup(element: Element) -> str:
    inner = (
        f"<{part.tag}>{_markup(part)}</{part.tag}>{part.tail or ''}" for part in element
    )
    return "".join([element.text or "", *inner])


def _text(element: Element | None) -> str:
    """The text of an element without that of the elements in it."""
    if element is None:
        return ""
    return "".join([element.text or "", *(part.tail or "" for part in element)]).strip()


# JSON


def _in_json(raw: bytes, first: dt.date | None) -> tuple[_Conference, Iterator[_Event]]:
    schedule = _object(_object(json.loads(raw)).get("schedule"))
    about = _object(schedule.get("conference"))
    days = list(map(_object, _list(about.get("days"))))
    conference = _Conference(
        lambda name: _of_value(about.get(name)),
        frozenset(_of_value(day.get("index")) for day in days),
        first,
    )
    return conference, _objects(schedule, days, conference)


def _objects(
    schedule: dict[str, Any], days: list[dict[str, Any]], conference: _Conference
) -> Iterator[_Event]:
    for event in _list(schedule.get("events")):  # c3voc's version 2
        yield from _of_object(event, _Day(), "")
    for table in days:
        keys = (_of_value(table.get(key)) for key in ("date", "index", "day_start"))
        day = conference.day(*keys)
        rooms = table.get("rooms")
        if isinstance(rooms, dict):
            rooms = [{"name": name, "events": rooms[name]} for name in rooms]
        for room in map(_object, _list(rooms)):
            for event in _list(room.get("events")):
                yield from _of_object(event, day, _of_value(room.get("name")))


def _of_object(event: object, day: _Day, room: str) -> Iterator[_Event]:
    if isinstance(event, dict):
        text = partial(_of_value, language=event.get("language"))
        persons = [
            person if isinstance(person, str) else _name(_object(person))
            for key in _PERSONS
            for person in _list(event.get(key))
        ]
        unused = [key for key in event if key not in (*_USED, *_PERSONS) and event[key]]
        words = {name: text(event.get(name)) for name in _USED}
        yield _Event(day, room, words, persons, unused)


def _name(person: dict[str, Any]) -> str:
    return next(filter(None, (_of_value(person.get(key)) for key in _NAMES)), "")


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_value(value: object, language: object = None) -> str:
    """A text, a number as one, or the text of an object with a text by language.

    That is the language of the event, English, or the first that there is; an object
    may have a `name`, too.
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    words = {key: text for key, text in _object(value).items() if isinstance(text, str)}
    keys = language if isinstance(language, list) else [language]
    for key in (*keys, "name", "en"):
        if isinstance(key, str) and (text := words.get(key.lower(), "").strip()):
            return text
    return next(iter(words.values()), "").strip()


# Sessions


class _Reader(NamedTuple):
    """Makes sessions of events, on the clock of the venue if its zone is known."""

    venue: ZoneInfo | None
    day_change: dt.time | None
    doubts: Doubts

    def session(self, event: _Event) -> ImportedSession | None:
        """The session of an event; None without a title and speakers."""
        words = event.texts
        speakers = [name for name in event.speakers if texts.line_of_text(name)]
        if event.place is None and not speakers:
            self.doubts.share("neither a title nor speakers: left out", None)
            return None
        main = words["abstract"] or words["description"]
        room = words["room"] or event.room
        return session(
            event.place,
            self._span(event),
            self.doubts,
            uid=words["guid"] or words["id"],
            title=words["title"],
            kind=words["type"] or words["category"],
            track=words["track"],
            room="" if room == NO_ROOM else room,
            speakers=speakers,
            summary=f"{words['subtitle']}\n{main}",
            url=words["url"],
        )

    def _span(self, event: _Event) -> Span:
        starts = self._start(event)
        if starts is None:
            self.doubts.share("no day: the session has no date", event.place)
            return Span()
        if not isinstance(starts, dt.datetime):
            return Span(starts)
        span = timed(starts, self._end(event, starts), event.place, self.doubts)
        if span.last_day is not None:
            self.doubts.share("lasts more than a day: the end is left out", event.place)
        return span

    def _start(self, event: _Event) -> dt.date | dt.datetime | None:
        """The start on the clock of the venue, or the day if no time is known.

        A `start` without a day is that clock. The moment in `date` should have the
        same, but some systems write the local time with the offset of UTC, and some
        write UTC.
        """
        written = [word for key in ("date", "start") if (word := event.texts[key])]
        if any(clock(word) is None and day_or_moment(word) is None for word in written):
            self.doubts.share("a date or time that is not understood", event.place)
        date, start = (
            day_or_moment(written[0] if written else ""),
            clock(event.texts["start"]),
        )
        if not isinstance(date, dt.datetime):
            return self._by_day(event.day, date, start)
        local, wall = self._at_venue(date), date.replace(tzinfo=None)
        if start is None or local.time() == start:
            return local
        if wall.time() == start:
            self.doubts.share(
                "the offset of the date is not that of the venue: the time is kept as"
                " it is written",
                event.place,
            )
            return wall
        if self.venue is not None or date.tzinfo is None:
            self.doubts.share(
                "the start is not the time of the date: the start is kept", event.place
            )
        days = (wall.date() + days * ONE_DAY for days in (-1, 0, 1))
        near = (dt.datetime.combine(day, start) for day in days)
        return min(near, key=lambda moment: abs(moment - local))

    def _at_venue(self, moment: dt.datetime) -> dt.datetime:
        if moment.tzinfo is not None and self.venue is not None:
            moment = moment.astimezone(self.venue)
        return moment.replace(tzinfo=None)

    def _by_day(
        self, day: _Day, date: dt.date | None, start: dt.time | None
    ) -> dt.date | dt.datetime | None:
        """The start of an event whose own date has no time."""
        known = date or day.date
        if known is None or start is None:
            return known
        begins = self.day_change or day.begins or dt.time()
        if date is None and start < min(begins, _NIGHT_ENDS):
            known += ONE_DAY
        return dt.datetime.combine(known, start)

    def _end(self, event: _Event, starts: dt.datetime) -> dt.datetime | None:
        lasts, ends = duration(event.texts["duration"]), event.texts["end"]
        moment, time = day_or_moment(ends), clock(ends)
        if lasts is not None:
            return starts + lasts
        if isinstance(moment, dt.datetime):
            return self._at_venue(moment)
        if time is not None:
            end = dt.datetime.combine(starts.date(), time)
            return end if end >= starts else end + ONE_DAY
        if event.texts["duration"] or ends:
            self.doubts.share(
                "a duration or end that is not understood: left out", event.place
            )
        return None
