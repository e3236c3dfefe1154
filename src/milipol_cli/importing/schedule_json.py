"""schedule.json, as frab, c3voc (version 1) and pretalx write it."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

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

_EXPECTED = (
    "expected schedule.conference.days with rooms, as frab, c3voc (version 1) and"
    " pretalx write"
)

# Line ends stand only between the strings of JSON.
_TOKEN = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"|[{}\n]')

# Keys that only one other kind of file has, and its name.
_OTHERS = {
    "events": "a schedule of c3voc's version 2",
    "startsAt": "a programme of Sessionize",
    "questionAnswers": "a programme of Sessionize",
}

# The most keys that a message names.
_MOST_KEYS = 6


class _Object(dict[str, Any]):
    """An object of JSON, with the line on which it begins."""

    line = 0


def read(raw: bytes, edition: Edition) -> Imported:
    """The sessions of a schedule.json; raises NotRead."""
    text = _decoded(raw)
    tree = _parsed(text)
    schedule = _object(_object(tree).get("schedule"))
    conference = _object(schedule.get("conference"))
    days = conference.get("days")
    if not isinstance(days, list) or not any("rooms" in _object(day) for day in days):
        raise NotRead(f"{_shape(tree, text)}; {_EXPECTED}")
    indexes = frozenset(_text(_object(day).get("index")) for day in days)
    about = Conference(partial(_of_object, conference), indexes)
    events = list(_events(days, about))
    if not events:
        raise NotRead(f"a schedule whose rooms have no events; {_EXPECTED}")
    unused = dict.fromkeys(
        key
        for event, _, _ in events
        for key, value in event.items()
        if key not in USED and value
    )
    slots = (
        Slot(event.line, day, room, partial(_of_object, event), _persons(event))
        for event, day, room in events
    )
    return programme("schedule-json", about, slots, unused, edition)


def _parsed(text: str) -> object:
    ends = iter(_lines_by_end(text))

    def located(pairs: list[tuple[str, Any]]) -> _Object:
        table = _Object(pairs)
        table.line = next(ends)
        return table

    try:
        return json.loads(text, object_pairs_hook=located)
    except json.JSONDecodeError as error:
        is_cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        why = "the file is cut off" if is_cut else error.msg[0].lower() + error.msg[1:]
        raise NotRead(f"not valid JSON: {why}", error.lineno) from None
    except RecursionError:
        raise NotRead("JSON with too many levels") from None
    except ValueError:
        raise NotRead("not valid JSON: a number with too many digits") from None


def _decoded(raw: bytes) -> str:
    encoding = json.detect_encoding(raw)
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotRead(f"not valid JSON: not in {encoding.upper()}", line) from None


def _lines_by_end(text: str) -> list[int]:
    """The line on which each object begins, in the order in which objects end."""
    line = 1
    begun: list[int] = []
    ended: list[int] = []
    for match in _TOKEN.finditer(text):
        match match[0]:
            case "\n":
                line += 1
            case "{":
                begun.append(line)
            case "}" if begun:
                ended.append(begun.pop())
    return ended


def _object(value: object) -> _Object:
    return value if isinstance(value, _Object) else _Object()


def _events(
    days: list[object], conference: Conference
) -> Iterator[tuple[_Object, Day, str]]:
    """Every event with its day and the name of its room."""
    for table in map(_object, days):
        keys = ("date", "index", "day_start")
        day = conference.day(*(_text(table.get(key)) for key in keys))
        for room, events in _rooms(table.get("rooms")):
            for event in _list(events):
                if isinstance(event, _Object):
                    yield event, day, room


def _rooms(rooms: object) -> Iterable[tuple[str, object]]:
    """The name of each room with its events."""
    if isinstance(rooms, dict):
        return rooms.items()
    objects = map(_object, _list(rooms))
    return ((_text(room.get("name")), room.get("events")) for room in objects)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_object(table: _Object, key: str) -> str:
    return _text(table.get(key), table.get("language"))


def _text(value: object, language: object = None) -> str:
    """A text, a number as one, or the text of an object with a text by language.

    That is the language of the event, English, or the first that there is; an object
    may have a `name`, too.
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        texts = {key: text for key, text in value.items() if isinstance(text, str)}
        keys = language if isinstance(language, list) else [language]
        for key in (*keys, "name", "en"):
            if isinstance(key, str) and (text := texts.get(key.lower(), "").strip()):
                return text
        return next(iter(texts.values()), "").strip()
    return ""


def _persons(event: _Object) -> Iterator[str]:
    for person in _list(event.get("persons")):
        if isinstance(person, str):
            yield person
        else:
            named = (_text(_object(person).get(key)) for key in PERSON_NAMES)
            yield next(filter(None, named), "")


def _shape(tree: object, text: str) -> str:
    """What the file holds instead of a schedule."""
    kind = next((_OTHERS[key] for key in _OTHERS if f'"{key}"' in text), "JSON")
    if isinstance(tree, list):
        return f"{kind}: a list with {len(tree)} items{_keys(tree[0]) if tree else ''}"
    if not isinstance(tree, _Object):
        return "JSON that is not an object"
    schedule = tree.get("schedule")
    if isinstance(schedule, _Object):
        return f"{kind}: 'schedule'{_keys(schedule)}"
    return f"{kind}: an object{_keys(tree)}"


def _keys(value: object) -> str:
    keys = [repr(key[:40]) for key in list(_object(value))[:_MOST_KEYS]]
    return f" with {', '.join(keys)}" if keys else ""
