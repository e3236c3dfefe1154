"""schedule.xml, as pentabarf, frab, pretalx and their kin write it."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from milipol_cli.errors import NotRead
from milipol_cli.importing.sessions import Edition, Imported
from milipol_cli.importing.slots import (
    PERSON_NAMES,
    USED,
    Conference,
    Day,
    Slot,
    programme,
)

# More than any schedule has.
_MOST_LEVELS = 50

# Where an element has its line: no attribute of a file has such a name.
_LINE = " line"

_EXPECTED = (
    "expected <schedule> with <day> and <event>, as frab, pretalx and pentabarf write"
)


def read(raw: bytes, edition: Edition) -> Imported:
    """The sessions of a schedule.xml; raises NotRead.

    Entities that the file declares are refused: they could read other files, or become
    gigabytes.
    """
    root = _parsed(raw)
    days = list(root.iter("day"))
    of_conference = root.find("conference")

    def about(name: str) -> str:
        within = (part for part in (of_conference, root) if part is not None)
        texts = (_own_text(part.find(name)) for part in within)
        return next(filter(None, texts), "")

    conference = Conference(about, frozenset(day.get("index", "") for day in days))
    events = list(_events(root, conference, Day(), ""))
    if not events:
        raise NotRead(f"a <schedule> without <event>{_dialect(days)}; {_EXPECTED}")
    unused = dict.fromkeys(
        part.tag
        for event, _, _ in events
        for part in event
        if part.tag not in USED and _text(part, markup=True)
    )
    slots = (_slot(event, day, room) for event, day, room in events)
    return programme("schedule-xml", conference, slots, unused, edition)


def _parsed(raw: bytes) -> Element:
    """The elements of a file, each with its line; names are in small letters."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder = TreeBuilder()
    levels: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        name = name.rpartition(":")[2].lower()
        if not levels and name != "schedule":
            raise NotRead(f"XML with <{name[:80]}>; {_EXPECTED}", line)
        if len(levels) >= _MOST_LEVELS:
            raise NotRead(f"more than {_MOST_LEVELS} elements in each other", line)
        levels.append(builder.start(name, {**attributes, _LINE: str(line)}))

    def end(_: str) -> None:
        builder.end(levels.pop().tag)

    def refuse_entity(name: str, *_: object) -> NoReturn:
        raise NotRead(
            f"declares the entity {name[:80]!r}, which is not safe: remove the"
            " declaration and write its text where it is used",
            parser.CurrentLineNumber,
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse_entity
    try:
        parser.Parse(raw, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise _not_xml(raw, error, levels) from None
    except (LookupError, ValueError):  # no such encoding, or one of several bytes
        why = "its encoding is not known; save it as UTF-8"
        raise NotRead(f"not valid XML: {why}", 1) from None
    return builder.close()


def _dialect(days: list[Element]) -> str:
    """What the days have instead of events."""
    if not days:
        return " and without <day>"
    tags = dict.fromkeys(part.tag for day in days for part in day)
    names = [f"<{tag}>" for tag in tags if tag != "room"]
    shown = ", ".join(names[:5])
    return f", another dialect, with {shown} in <day>" if names else ""


def _events(
    element: Element, conference: Conference, day: Day, room: str
) -> Iterator[tuple[Element, Day, str]]:
    """The events in an element, each with its day and the name of its room."""
    for part in element:
        if part.tag == "event":
            yield part, day, room
        elif part.tag == "day":
            date, index, begins = (
                part.get(key, "") for key in ("date", "index", "start")
            )
            yield from _events(
                part, conference, conference.day(date, index, begins), room
            )
        else:
            name = part.get("name", "") if part.tag == "room" else room
            yield from _events(part, conference, day, name)


def _slot(event: Element, day: Day, room: str) -> Slot:
    speakers = (
        next(filter(None, (_first(person, key) for key in PERSON_NAMES)), None)
        or _own_text(person)
        for persons in event.findall("persons")
        for person in persons
    )
    return Slot(
        int(event.attrib[_LINE]), day, room, partial(_of_event, event), speakers
    )


def _of_event(event: Element, name: str) -> str:
    if name in ("guid", "id"):
        return event.get(name, "")
    return _first(event, name, markup=name in ("abstract", "description"))


def _first(element: Element, name: str, *, markup: bool = False) -> str:
    """The text of the first child of a name that is not empty."""
    texts = (_text(part, markup=markup) for part in element.findall(name))
    return next(filter(None, texts), "")


def _text(element: Element, *, markup: bool = False) -> str:
    """The text with that of the elements in it; with `markup` their tags, too."""
    return (_markup(element) if markup else "".join(element.itertext())).strip()


def _markup(element: Element) -> str:
    inner = (
        f"<{part.tag}>{_markup(part)}</{part.tag}>{part.tail or ''}" for part in element
    )
    return "".join([element.text or "", *inner])


def _own_text(element: Element | None) -> str:
    """The text without that of the elements in it."""
    if element is None:
        return ""
    return "".join([element.text or "", *(part.tail or "" for part in element)]).strip()


def _not_xml(raw: bytes, error: expat.ExpatError, levels: list[Element]) -> NotRead:
    why = expat.ErrorString(error.code) or "not XML"
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
        why = _encoding(raw) or why
    if levels and error.code in _CUT_OFF:
        begun = f"<{levels[-1].tag[:80]}> on line {levels[-1].attrib[_LINE]}"
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
