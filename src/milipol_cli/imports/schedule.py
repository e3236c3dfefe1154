"""schedule.xml and schedule.json of conference systems: pentabarf, frab, pretalx."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import NotRead
from milipol_cli.base.zones import is_zone, zone
from milipol_cli.ics.foreign_calendar import at_venue
from milipol_cli.ics.iso_times import date_of, day_or_moment, duration, time_of_day
from milipol_cli.imports import formats, json_list, texts
from milipol_cli.imports.doubts import Doubts, Place
from milipol_cli.imports.formats import Imported
from milipol_cli.imports.json_values import as_list, objects, text_of_value
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.rows import SessionRow
from milipol_cli.imports.sessions import sessions_of
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.programmes import NO_ROOM

# A day of a schedule ends at this time at the latest; breakfast is on the next one.
_NIGHT_ENDS = dt.time(6)
_MINUTE = dt.timedelta(minutes=1)

# Bytes before the first character: byte order marks, blanks, and zeros of UTF-16.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"

# Elements of HTML that is not escaped, on lines of their own.
_BLOCKS = ("br", "div", "li", "p")
_EVENTS = ("event", "entry")  # of EuroPython
_PERSONS = ("persons", "participants", "speakers")
_NAMES = ("public_name", "name", "full_public_name")
_USED = {
    *("id", "guid", "date", "start", "end", "duration", "room", "title", "subtitle"),
    *("type", "category", "track", "url", "abstract", "description", *_PERSONS),
}

_Object = dict[str, Any]


class _Event(NamedTuple):
    """An event of a schedule, with the day and the room that it stands in."""

    values: _Object
    day: dt.date | None = None
    room: str = ""

    def text(self, *keys: str) -> str:
        """The first text below some keys, in its language, in English, or in any."""
        language = self.values.get("language")
        languages = language if isinstance(language, list) else [language]
        names = [name.lower() for name in languages if isinstance(name, str)]
        values = (self.values.get(key) for key in keys)
        texts = (text_of_value(v, *names, "name", "en", *_as_object(v)) for v in values)
        return next(filter(None, texts), "")

    @property
    def place(self) -> Place:
        """The place of the event in messages."""
        return Place(session=texts.line_of_text(self.text("title")))

    @property
    def speakers(self) -> list[str]:
        """The names of its speakers."""
        persons = (person for key in _PERSONS for person in as_list(self.values.get(key)))
        names = (text_of_value(p, *_NAMES) for p in persons if isinstance(p, (dict, str)))
        return [name for name in names if texts.line_of_text(name)]


class _Schedule(NamedTuple):
    """The events of a file in the form "XML" or "JSON", and of which conference."""

    form: str
    conference: _Object
    events: list[_Event]


def read(raw: bytes, request: formats.Request) -> Imported:
    """The sessions of a schedule; raises NotRead.

    JSON with another list of sessions below "schedule" is read as such a list.
    """
    form, conference, events = _schedule_in(raw)
    if not events and form == "JSON" and not conference:
        return json_list.read(raw, request)
    if not events:
        raise NotRead("a schedule without events")
    doubts, questions = Doubts(), Questions()
    file_zone = _zone_of_conference(conference, doubts)
    venue = request.edition.zone or file_zone
    day_change = time_of_day(text_of_value(conference.get("day_change"))) or dt.time()
    # A later one, like 09:00, would put sessions of a morning on the next day.
    clocks = _Clocks(venue, min(day_change, _NIGHT_ENDS), doubts)
    with questions.asked_at_end():
        rows = [clocks.row(event) for event in events]
        found = sessions_of(rows, request, doubts, questions)
    keys = dict.fromkeys(key for event in events for key, value in event.values.items() if value)
    return Imported(
        format=f"schedule-{form.lower()}",
        sessions=found.sessions,
        doubts=doubts.sorted_doubts(),
        unused=tuple(key for key in keys if key not in _USED),
        zone=file_zone,
        title=texts.line_of_text(text_of_value(conference.get("title"))),
    )


def _schedule_in(raw: bytes) -> _Schedule:
    """The schedule in a file; raises NotRead for a damaged one."""
    is_xml = raw.lstrip(_BEFORE).startswith(b"<")
    form, tree_of = ("XML", _tree_of_xml) if is_xml else ("JSON", json.loads)
    try:
        schedule = _as_object(_as_object(tree_of(raw)).get("schedule"))
        conference = _as_object(schedule.get("conference"))
        return _Schedule(form, conference, list(_events(schedule, conference)))
    except (ET.ParseError, LookupError, ValueError, RecursionError) as error:
        raise NotRead(f"not valid {form}, or cut off: {error}") from None


def _zone_of_conference(conference: _Object, doubts: Doubts) -> ZoneInfo | None:
    """The time zone that a schedule names; None for an unknown one, a doubt."""
    name = text_of_value(conference.get("time_zone_name"))
    if is_zone(name):
        return zone(name)
    if name:
        doubts.add(f"unknown time zone {name[:80]!r}: not used")
    return None


def _events(schedule: _Object, conference: _Object) -> Iterator[_Event]:
    """The events of a schedule, with the day and room that they are listed below."""
    for event in objects(schedule.get("events")):  # c3voc's version 2
        yield _Event(event)
    for day in objects(conference.get("days")):
        date, rooms = date_of(text_of_value(day.get("date"))), day.get("rooms")
        if isinstance(rooms, dict):
            rooms = [{"name": name, "events": rooms[name]} for name in rooms]
        for room in objects(rooms):
            for event in objects(room.get("events")):
                yield _Event(event, date, text_of_value(room.get("name")))


def _tree_of_xml(raw: bytes) -> _Object:
    """A schedule in XML as the tree that a schedule in JSON is."""
    root = ET.fromstring(raw)  # noqa: S314  in a process of its own
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2].lower()
        if element.tag in _BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    parts = [*root, *root.iterfind("conference/*")]
    about: _Object = {part.tag: (part.text or "").strip() for part in parts}
    about["days"] = [
        {**day.attrib, "rooms": [_room_of_box(day), *map(_room_of_box, day.iter("room"))]}
        for day in root.iter("day")
    ]
    return {"schedule": {"conference": about}}


def _room_of_box(box: Element) -> _Object:
    events = [_object_of_element(part) for part in box if part.tag in _EVENTS]
    return {"name": box.get("name"), "events": events}


def _object_of_element(event: Element) -> _Object:
    """An event as in JSON; of several elements the first that has a text."""
    values: _Object = {key: event.get(key) for key in ("guid", "id")}
    for part in event:
        if part.tag in _PERSONS:
            for person in part:
                names = {name.tag: _text_inside(name) for name in person}
                values.setdefault(part.tag, []).append(names or _text_inside(person))
        else:
            values[part.tag] = values.get(part.tag) or _text_inside(part)
    return values


def _text_inside(element: Element) -> str:
    """The text of an element and of the elements inside."""
    return "".join(element.itertext()).strip()


def _as_object(value: object) -> _Object:
    return value if isinstance(value, dict) else {}


class _Clocks(NamedTuple):
    """Makes canonical rows of events, on the clock of the venue if its zone is known.

    Up to `day_change` a session belongs to the day before.
    """

    venue: ZoneInfo | None
    day_change: dt.time
    doubts: Doubts

    def row(self, event: _Event) -> SessionRow:
        """The row of an event; its end counts only if it has no duration."""
        day, start = self._start(event)
        written, end = event.text("duration"), event.text("end")
        lasts = duration(written)
        if lasts is not None:
            end = ""
        elif written:
            self.doubts.share("duration not understood: left out", event.place)
        room = event.text("room") or event.room
        main = event.text("abstract", "description")
        return SessionRow(
            event.place,
            title=event.text("title"),
            day=day,
            start=start,
            end=self._end(end, event),
            duration="" if lasts is None else f"{lasts // _MINUTE} min",
            room="" if room == NO_ROOM else room,
            type=event.text("type", "category"),
            track=event.text("track"),
            abstract=f"{event.text('subtitle')}\n{main}",
            url=event.text("url"),
            id=event.text("guid", "id"),
            speakers=tuple(event.speakers),
            text=event.text("title"),
        )

    def _start(self, event: _Event) -> tuple[str, str]:
        """The day and the time on the clock of the venue; "" for what is not known.

        A `start` without a day is that clock, and `date` should have the same time, but
        some systems write the local time with the offset of UTC, and some write UTC.
        """
        texts_of_start = [text for key in ("date", "start") if (text := event.text(key))]
        for text in texts_of_start:
            if time_of_day(text) is None and day_or_moment(text) is None:
                self.doubts.share("date or time not understood", event.place)
                break
        # Without a `date`, the `start` may be a whole moment.
        date = day_or_moment(texts_of_start[0] if texts_of_start else "")
        start = time_of_day(event.text("start"))
        if isinstance(date, dt.datetime):
            local = self._local_start(date, start, event.place)
            return str(local.date()), _time_text(local.time())
        day = date or event.day
        if day is None or start is None:
            return str(day or ""), ""
        # A day that events are listed below ends in the night after it.
        if date is None and start < self.day_change:
            day += ONE_DAY
        return str(day), _time_text(start)

    def _local_start(self, moment: dt.datetime, start: dt.time | None, place: Place) -> dt.datetime:
        """The start on the clock of the venue: the `moment` of a date, or its `start`.

        If the two differ, the start is kept, on the day of the moment there or as it is
        written, and a doubt says so.
        """
        local = at_venue(moment, self.venue)
        if start is None or local.time() == start:
            return local
        if moment.time() == start:
            local = moment
            why = "the date's offset does not match the venue"
            why = f"{why}: the time is kept as it is written"
        else:
            why = "the start is not the time of the date: the start is kept"
        self.doubts.share(why, place)
        return dt.datetime.combine(local.date(), start)

    def _end(self, end: str, event: _Event) -> str:
        """The end on the clock of the venue, with its day if that is written."""
        moment, time = day_or_moment(end), time_of_day(end)
        if isinstance(moment, dt.datetime):
            return f"{at_venue(moment, self.venue):%Y-%m-%d %H:%M:%S}"
        if time is None and end:
            self.doubts.share("end not understood: left out", event.place)
        return "" if time is None else _time_text(time)


def _time_text(time: dt.time) -> str:
    """A time as no clock of 12 hours shows it."""
    return f"{time:%H:%M}h"
