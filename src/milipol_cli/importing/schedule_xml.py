"""schedule.xml, as pentabarf, frab, pretalx and their kin write it."""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn
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

_EXPECTED = (
    "expected <schedule> with <day> and <event>, as frab, pretalx and pentabarf write"
)


class _Event(NamedTuple):
    """What is kept of an event: its texts by name, without those that are empty."""

    line: int
    day: Element | None
    room: str
    texts: dict[str, str]
    speakers: list[str]

    def text(self, name: str) -> str:
        """The text of a name; "" for none."""
        return self.texts.get(name, "")


def read(raw: bytes, edition: Edition) -> Imported:
    """The sessions of a schedule.xml; raises NotRead.

    Entities that the file declares are refused: they could read other files, or become
    gigabytes.
    """
    events: list[_Event] = []
    unused: dict[str, None] = {}
    root = _parsed(raw, events, unused)
    of_conference = root.find("conference")

    def about(name: str) -> str:
        within = (part for part in (of_conference, root) if part is not None)
        texts = (_own_text(part.find(name)) for part in within)
        return next(filter(None, texts), "")

    elements = list(root.iter("day"))
    if not events:
        raise NotRead(f"a <schedule> without <event>{_dialect(elements)}; {_EXPECTED}")
    indexes = frozenset(day.get("index", "") for day in elements)
    conference = Conference(about, indexes)
    days = {
        day: conference.day(*(day.get(key, "") for key in ("date", "index", "start")))
        for day in elements
    }
    slots = (
        Slot(
            event.line,
            Day() if event.day is None else days[event.day],
            event.room,
            event.text,
            event.speakers,
        )
        for event in events
    )
    return programme("schedule-xml", conference, slots, unused, edition)


def _parsed(raw: bytes, events: list[_Event], unused: dict[str, None]) -> Element:
    """The elements of a file without its events; names are in small letters.

    Each event is added to `events` when it ends, and its elements are dropped: those of
    a large file would take 200 MB. Its elements that are not used go to `unused`.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder = TreeBuilder()
    levels: list[Element] = []
    lines: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        name = name.rpartition(":")[2].lower()
        if not levels and name != "schedule":
            raise NotRead(f"XML with <{name[:80]}>; {_EXPECTED}", line)
        if len(levels) >= _MOST_LEVELS:
            raise NotRead(f"more than {_MOST_LEVELS} elements in each other", line)
        levels.append(builder.start(name, attributes))
        lines.append(line)

    def end(_: str) -> None:
        element = builder.end(levels.pop().tag)
        line = lines.pop()
        if element.tag == "event" and _last(levels, "event") is None:
            events.append(_event(element, line, levels))
            unused.update(dict.fromkeys(_unused(element)))
            del levels[-1][-1]

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
        is_in = f"<{levels[-1].tag[:80]}> on line {lines[-1]}" if levels else ""
        raise _not_xml(raw, error, is_in) from None
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


def _event(element: Element, line: int, levels: list[Element]) -> _Event:
    texts = ((name, _of_event(element, name)) for name in USED)
    room = _last(levels, "room")
    return _Event(
        line,
        _last(levels, "day"),
        "" if room is None else room.get("name", ""),
        {name: text for name, text in texts if text},
        [
            next(filter(None, (_first(person, key) for key in PERSON_NAMES)), None)
            or _own_text(person)
            for persons in element.findall("persons")
            for person in persons
        ],
    )


def _last(levels: list[Element], tag: str) -> Element | None:
    """The innermost element with a tag."""
    return next((level for level in reversed(levels) if level.tag == tag), None)


def _unused(event: Element) -> Iterator[str]:
    for part in event:
        if part.tag not in USED and _text(part, markup=True):
            yield part.tag


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


def _not_xml(raw: bytes, error: expat.ExpatError, is_in: str) -> NotRead:
    """The error of a file that is no XML; `is_in` is the element that was not ended."""
    why = expat.ErrorString(error.code) or "not XML"
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
        why = _encoding(raw) or why
    if is_in and error.code in _CUT_OFF:
        why = f"the file ends in {is_in}: it is cut off"
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
