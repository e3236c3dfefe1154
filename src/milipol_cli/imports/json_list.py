"""Lists of sessions in JSON, of Sessionize and others, read as tables of their keys."""

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from milipol_cli.base.errors import NotRead
from milipol_cli.imports import programme_table
from milipol_cli.imports.formats import Imported, Request
from milipol_cli.imports.schedule import listed, objects, text_of
from milipol_cli.imports.tables import Row, Sheet
from milipol_cli.imports.tables.headers import Finder
from milipol_cli.imports.tables.read import Tables
from milipol_cli.imports.texts import HEADERS

# In tables, "State" may be that of an address, and "Data" is Portuguese and Italian.
_STATUS = (*HEADERS.fields["status"], "state")
_DATE = [header for header in HEADERS.fields["date"] if header != "data"]
_HEADERS = HEADERS._replace(fields={**HEADERS.fields, "status": _STATUS, "date": _DATE})
_NAMES = (
    *("fullName", "public_name", "displayName", "display_name", "name", "title"),
    *("rendered", "person", "en", "de", "fr"),
)
# What is not sessions in a file of Sessionize; the slots have them a second time.
_ELSEWHERE = frozenset(("timeSlots", "speakers", "categories", "questions"))

_FIRST_NAMES = ("firstname", "givenname")
_LAST_NAMES = ("lastname", "familyname", "surname")
# What a session may have from the object that it is in, beside a day and a zone.
_ABOUT = frozenset(("room", "track"))
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_START = re.compile("start", re.IGNORECASE)

_Object = dict[str, Any]


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a list in JSON; raises NotRead, or BadInput for wrong columns."""
    finder = Finder(_HEADERS, request.tables.columns)
    try:
        tree = json.loads(raw)
        sessions = list(_Sessions(finder).all(tree, {}))
    except (ValueError, RecursionError) as error:
        raise NotRead(f"not valid JSON, or cut off: {error}") from None
    if not sessions:
        raise NotRead(
            "JSON, but not a programme that milipol reads; expected a schedule, what"
            " Sessionize writes, or a list of objects with a title and a start"
        )
    names = _Names(tree)
    cells = [names.row(session) for session, _ in sessions]
    headers = tuple(dict.fromkeys(key for row in cells for key in row))
    rows = [Row(0, headers, "")]
    for row, (_, title) in zip(cells, sessions, strict=True):
        rows.append(Row(0, tuple(row.get(key, "") for key in headers), row[title]))
    table = finder.table(sheet := Sheet(None, rows))
    if table is None:
        raise finder.refused([sheet])
    tables = Tables("json", (table,), notes=(), has_sheets=False)
    return programme_table.sessions_of(tables, request.edition)


class _Sessions:
    """Finds the objects that are sessions, by the fields that their keys name."""

    def __init__(self, finder: Finder) -> None:
        finders = (finder, Finder(_HEADERS, {}))
        self._fields = functools.cache(
            lambda key: frozenset().union(*(each.fields(key) for each in finders))
        )

    def all(
        self, tree: Any, about: _Object, *, is_inside: bool = False
    ) -> Iterator[tuple[_Object, str]]:
        """The sessions, with the day or room that they are in, and their titles' keys.

        Those inside another one, such as a whole conference, have a start.
        """
        parts = self._slots(tree) if isinstance(tree, dict) else listed(tree)
        for part in parts:
            yield from self.all(part, about, is_inside=is_inside)
        if parts or not isinstance(tree, dict):
            return
        about = about | {
            key: value
            for key, value in tree.items()
            if key in _ABOUT or self._fields(key) & {"date", "zone"}
        }
        title = self._key(tree, "title")
        has_start = self._key(tree, "start") or any(map(_START.match, tree))
        has_date = not is_inside and self._key(tree, "date")
        is_session = bool(title and (has_start or has_date))
        inside = [
            each
            for part, about_part in self._parts(tree, about)
            for each in self.all(part, about_part, is_inside=is_inside or is_session)
        ]
        if is_session and (has_start or not inside):
            yield about | tree, title
        yield from inside

    def _parts(self, tree: _Object, about: _Object) -> Iterator[tuple[Any, _Object]]:
        """The parts that may have sessions, each with its room, track or day."""
        for key in tree:
            names = self._fields(key) & _ABOUT
            day = {"date": key} if _DAY.fullmatch(key) else {}
            for part in () if key in _ELSEWHERE else listed(tree[key]) or [tree[key]]:
                name = _name(part) if isinstance(part, dict) else ""
                yield part, about | day | dict.fromkeys(names if name else (), name)

    def _slots(self, tree: _Object) -> list[_Object]:
        """The session that a tree is in each of its slots; none if it has none."""
        slots = {
            key: parts
            for key, value in tree.items()
            if (parts := objects(listed(value) or [value]))
            and all(self._key(part, "start") for part in parts)
            and not any(self._key(part, "title") or _name(part) for part in parts)
        }
        if not self._key(tree, "title"):
            return []
        rest = {key: value for key, value in tree.items() if key not in slots}
        return [slot | rest for parts in slots.values() for slot in parts]

    def _key(self, tree: _Object, field: str) -> str:
        """The first key with a text or an object that names a field; "" for none."""
        keys = (key for key in tree if field in self._fields(key))
        return next((key for key in keys if not isinstance(tree[key], list)), "")


class _Names:
    """The names that ids stand for in a file, such as those of rooms."""

    def __init__(self, tree: Any) -> None:
        top = tree if isinstance(tree, dict) else {}
        parts = [top, *(each for each in top.values() if isinstance(each, dict))]
        self._by_list: dict[str, dict[str, str]] = {}
        for key, values in ((key, part[key]) for part in parts for key in part):
            by_id = values.items() if isinstance(values, dict) else ()
            each_by_id = [{"id": k, **v} for k, v in by_id if isinstance(v, dict)]
            self._by_list[key] = {
                str(each[id_key]): _name(each)
                for each in objects(values) or each_by_id
                for id_key in ("id", "code")
                if id_key in each
            }
        self._items = {
            str(item.get("id")): (_name(category), _name(item))
            for category in objects(top.get("categories"))
            for item in objects(category.get("items"))
        }

    def row(self, session: _Object) -> dict[str, str]:
        """The cells of a session by its keys; each category is a key of its own."""
        row: dict[str, str] = {}
        for key, value in session.items():
            if key == "categoryItems":
                ids = filter(self._items.__contains__, map(str, listed(value)))
                for category, item in map(self._items.__getitem__, ids):
                    row[category] = _joined([row.get(category, ""), item])
            elif any("categoryItems" in each for each in objects(value)):
                for each in objects(value):
                    items = map(_name, objects(each.get("categoryItems")))
                    row[_name(each)] = _joined(items)
            else:
                if isinstance(value, dict) and _is_moment(value) and value.get("tz"):
                    row.setdefault("timezone", _name(value["tz"]))
                noun = re.sub("Id$|s$", "", key)
                names = self._by_list.get(f"{noun}s", {})
                keys = (key, f"{noun}_name")
                values = value if isinstance(value, list) else [value]
                is_id = key.endswith("Id") and str(value) in names
                column = key.removesuffix("Id") if is_id else key
                cells = (names.get(str(each)) or _name(each, *keys) for each in values)
                row[column] = _joined(cells) if isinstance(value, list) else next(cells)
        return row


def _is_moment(value: _Object) -> bool:
    return bool(value.get("date") and value.get("time"))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(text.replace(";", r"\;") for text in texts if text)


def _name(value: object, *keys: str) -> str:
    """A text, a number, a date with a time, or the name of an object."""
    if isinstance(value, dict):
        if _is_moment(value):
            return f"{value['date']} {value['time']}"
        plain = {key.replace("_", "").lower(): value[key] for key in value}
        first, last = (
            next(filter(None, map(plain.get, keys)), None)
            for keys in (_FIRST_NAMES, _LAST_NAMES)
        )
        if first and last:
            return f"{first} {last}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return text_of(value, *_NAMES, *keys)
