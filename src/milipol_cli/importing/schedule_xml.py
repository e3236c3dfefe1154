"""schedule.xml, as pentabarf, frab, pretalx and their kin write it."""

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

import msgspec

from milipol_cli.importing.clocks import day_of
from milipol_cli.importing.sessions import Edition, Imported, NotRead
from milipol_cli.importing.slots import (
    PERSON_NAMES,
    Conference,
    Day,
    Slot,
    day_begins,
    day_by_index,
    programme,
)

# More than any schedule has; each level, and each element of an event, costs memory.
_MOST_LEVELS = 50
_MOST_IN_AN_EVENT = 10_000

_EXPECTED = (
    "expected <schedule> with <day> and <event>, as frab, pretalx and pentabarf write"
)

# What a slot takes from the elements in an event; the names of speakers come besides.
_USED = frozenset(
    (
        *("date", "start", "end", "duration", "room", "title", "subtitle", "abstract"),
        *("description", "type", "track", "persons", "url"),
    )
)


def read(raw: bytes, edition: Edition) -> Imported:
    """The sessions of a schedule.xml; raises NotRead.

    Entities that the file declares are refused: they could read other files, or become
    gigabytes.
    """
    schedule = _Schedule()
    schedule.parse(raw)
    return programme(
        "schedule-xml",
        schedule.conference(),
        schedule.slots(),
        schedule.unused(),
        edition,
    )


class _Element:
    """An element with what is in it, texts and elements in their order."""

    __slots__ = ("attributes", "content", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.content: list[str | _Element] = []

    @property
    def children(self) -> "list[_Element]":
        return [part for part in self.content if isinstance(part, _Element)]

    def own_text(self) -> str:
        return "".join(part for part in self.content if isinstance(part, str)).strip()

    def text(self) -> str:
        """Its text with that of the elements in it."""
        return "".join(
            part if isinstance(part, str) else part.text() for part in self.content
        )

    def markup(self) -> str:
        """Its text with the elements in it, as HTML that is not escaped."""
        return "".join(
            part
            if isinstance(part, str)
            else f"<{part.name}>{part.markup()}</{part.name}>"
            for part in self.content
        ).strip()

    def first(self, name: str) -> str:
        """The text of the first child of a name that is not empty."""
        texts = (child.text().strip() for child in self._all(name))
        return next(filter(None, texts), "")

    def first_markup(self, name: str) -> str:
        """The text of the first child of a name that is not empty, with elements."""
        return next(filter(None, (child.markup() for child in self._all(name))), "")

    def _all(self, name: str) -> "Iterator[_Element]":
        return (child for child in self.children if child.name == name)


class _Schedule:
    """Follows the elements of a file, and keeps the slots that the events are."""

    def __init__(self) -> None:
        self._levels: list[_Element] = []
        self._event: _Element | None = None
        self._in_event = 0
        self._slots: list[tuple[Slot, _Element | None]] = []
        self._unused: dict[str, None] = {}
        self._days: list[_Element] = []
        self._in_days: dict[str, None] = {}
        self._conference: dict[str, str] = {}

    def parse(self, raw: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entity
        self._parser = parser
        try:
            parser.Parse(raw, True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise _not_xml(raw, error, self._levels) from None
        except (LookupError, ValueError):  # no such encoding, or one of several bytes
            why = "its encoding is not known; save it as UTF-8"
            raise NotRead(f"not valid XML: {why}", 1) from None
        if not self._slots:
            raise NotRead(f"a <schedule> without <event>{self._dialect()}; {_EXPECTED}")

    def _dialect(self) -> str:
        if not self._in_days:
            return " and without <day>" if not self._days else ""
        names = ", ".join(f"<{name}>" for name in list(self._in_days)[:5])
        return f", another dialect, with {names} in <day>"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2].lower()
        line = self._parser.CurrentLineNumber
        if not self._levels and name != "schedule":
            raise NotRead(f"XML with <{name[:80]}>; {_EXPECTED}", line)
        if len(self._levels) >= _MOST_LEVELS:
            raise NotRead(f"more than {_MOST_LEVELS} elements in each other", line)
        element = _Element(name, attributes, line)
        if self._event is not None:
            self._levels[-1].content.append(element)
            self._in_event += 1
            if self._in_event > _MOST_IN_AN_EVENT:
                most = f"{_MOST_IN_AN_EVENT:,}"
                raise NotRead(f"an event with more than {most} elements", line)
        elif name == "event":
            self._event = element
            self._in_event = 0
        elif name == "day":
            self._days.append(element)
        elif self._levels and self._levels[-1].name == "day" and name != "room":
            self._in_days[name] = None
        self._levels.append(element)

    def _end(self, name: str) -> None:  # noqa: ARG002
        element = self._levels.pop()
        parent = self._levels[-1].name if self._levels else ""
        if element is self._event:
            self._event = None
            room = self._around("room")
            slot = _slot(
                element, "" if room is None else room.attributes.get("name", "")
            )
            self._slots.append((slot, self._around("day")))
            for child in element.children:
                if child.name not in _USED and child.markup():
                    self._unused[child.name] = None
        elif self._event is None and parent in ("conference", "schedule"):
            self._conference.setdefault(element.name, element.own_text())

    def _around(self, name: str) -> _Element | None:
        return next((level for level in self._levels if level.name == name), None)

    def _text(self, text: str) -> None:
        self._levels[-1].content.append(text)

    def _refuse_entity(self, name: str, *_: object) -> NoReturn:
        raise NotRead(
            f"declares the entity {name[:80]!r}, which is not safe: remove the"
            " declaration and write its text where it is used",
            self._parser.CurrentLineNumber,
        )

    def conference(self) -> Conference:
        read = self._conference.get
        return Conference(
            title=read("title", ""),
            zone=read("time_zone_name", ""),
            begins=read("start", ""),
            day_change=read("day_change", ""),
        )

    def slots(self) -> Iterator[Slot]:
        has_zero = any(_index(day) == "0" for day in self._days)
        begins = self._conference.get("start", "")
        days = {id(day): _day(day, begins, from_zero=has_zero) for day in self._days}
        for slot, day in self._slots:
            known = days.get(id(day))
            yield slot if known is None else msgspec.structs.replace(slot, day=known)

    def unused(self) -> Iterable[str]:
        return self._unused


def _index(day: _Element) -> str:
    return day.attributes.get("index", "")


def _day(element: _Element, conference_begins: str, *, from_zero: bool) -> Day:
    date = day_of(element.attributes.get("date", ""))
    index = _index(element)
    if date is None and re.fullmatch("[0-9]{1,3}", index):
        date = day_by_index(int(index), conference_begins, from_zero=from_zero)
    return Day(date, day_begins(element.attributes.get("start", "")))


def _slot(event: _Element, room: str) -> Slot:
    """The slot of an event in a room, without its day."""
    return Slot(
        line=event.line,
        day=Day(None, None),
        uid=event.attributes.get("guid") or event.attributes.get("id", ""),
        title=event.first("title"),
        date=event.first("date"),
        start=event.first("start"),
        end=event.first("end"),
        duration=event.first("duration"),
        kind=event.first("type"),
        track=event.first("track"),
        room=event.first("room") or room,
        speakers=tuple(_persons(event)),
        subtitle=event.first("subtitle"),
        abstract=event.first_markup("abstract"),
        description=event.first_markup("description"),
        url=event.first("url"),
    )


def _persons(event: _Element) -> Iterator[str]:
    for persons in event.children:
        if persons.name == "persons":
            for person in persons.children:
                yield _name(person)


def _name(person: _Element) -> str:
    named = (person.first(key) for key in PERSON_NAMES)
    return next(filter(None, named), person.own_text())


def _not_xml(raw: bytes, error: expat.ExpatError, levels: list[_Element]) -> NotRead:
    why = expat.ErrorString(error.code) or "not XML"
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
        why = _encoding(raw) or why
    if levels and error.code in _CUT_OFF:
        begun = f"<{levels[-1].name[:80]}> on line {levels[-1].line}"
        why = f"the file ends in {begun}: it is cut off"
    return NotRead(f"not valid XML: {why}", error.lineno)


_CUT_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


def _encoding(raw: bytes) -> str | None:
    """What is wrong if the bytes are not in UTF-8, which XML is in by default."""
    declared = re.match(rb"[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", raw)
    if declared is not None and declared[1].upper() != b"UTF-8":
        return None
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return (
            f"byte 0x{raw[error.start]:02x} is not UTF-8, which the file should be in"
        )
    return None
