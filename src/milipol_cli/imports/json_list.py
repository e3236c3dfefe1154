"""Sessions in JSON, of Sessionize, Indico and others, read as tables of their keys."""

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.doubts import Doubts
from milipol_cli.imports.formats import Imported, Request
from milipol_cli.imports.json_values import as_list, objects, text_of_value
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.rows import rows_of
from milipol_cli.imports.sessions import sessions_of
from milipol_cli.imports.tables import RowSheet, SheetRow, TableRequest
from milipol_cli.imports.tables.finder import Finder
from milipol_cli.imports.texts import HEADERS

# In tables, "State" may be that of an address, and "Data" is Portuguese and Italian.
_STATUS = (*HEADERS.fields["status"], "state")
_DATE = [header for header in HEADERS.fields["date"] if header != "data"]
_HEADERS = HEADERS._replace(fields={**HEADERS.fields, "status": _STATUS, "date": _DATE})
_NAMES = (
    *("fullName", "public_name", "displayName", "display_name", "name", "title"),
    *("rendered", "person", "en", "de", "fr"),
)
# What has no sessions, or has them a second time.
_ELSEWHERE = frozenset(
    ("timeSlots", "speakers", "categories", "questions", "occurrences", "persons")
)
# What a session may have from the object that it is in.
_ABOUT = frozenset(("room", "track", "date", "zone"))
_FIRST_NAMES = ("firstname", "givenname")
_LAST_NAMES = ("lastname", "familyname", "surname")
_START = re.compile("start", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")

_Object = dict[str, Any]


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a list in JSON; raises NotRead, or BadInput for wrong columns."""
    try:
        tree = json.loads(raw)
        objects_found = list(_Tree(request).sessions(tree, {}))
    except (ValueError, RecursionError) as error:
        raise NotRead(f"not valid JSON, or cut off: {error}") from None
    if not objects_found:
        raise NotRead(
            "JSON, but not a known programme format; expected a schedule, a Sessionize"
            " or Indico export, or a list of objects with a title and start"
        )
    names = _Names(tree)
    return _import_rows([names.row(record) for record in objects_found], request)


def _import_rows(records: list[dict[str, str]], request: Request) -> Imported:
    """The sessions of records, whose keys are the headers of a table.

    A record has no line: its row has line 0, and doubts name its title. Raises NotRead
    without a needed column, or with all questions at the end.
    """
    doubts, questions = Doubts(), Questions()
    finder = Finder(_HEADERS, request.tables, questions)
    with questions.asked_at_end():
        # Its rows have no lines: a session is named by its title.
        headers = tuple(dict.fromkeys(key for record in records for key in record))
        cells = [tuple(record.get(key, "") for key in headers) for record in records]
        table = finder.table_of(SheetRow(0, headers), [SheetRow(0, row) for row in cells])
        if table is None:
            raise finder.no_header_error([RowSheet(None, [SheetRow(0, headers)])])
        rows = (row._replace(name=table.cell(row, "title")) for row in table.rows)
        table = table._replace(rows=tuple(rows))
        found = sessions_of(rows_of(table, None, doubts, questions), request, doubts, questions)
        return Imported(
            format="json",
            sessions=found.sessions,
            doubts=doubts.sorted_doubts(),
            unused=tuple(table.unused.values()),
            zone=found.zone,
        )


class _Tree:
    """Finds the objects that are sessions, by the fields that their keys name."""

    def __init__(self, request: Request) -> None:
        asked = (request.tables, TableRequest())
        finders = [Finder(_HEADERS, tables, Questions()) for tables in asked]
        self._fields = functools.cache(
            lambda key: frozenset().union(*(finder.fields(key) for finder in finders))
        )

    def sessions(self, tree: Any, about: _Object) -> Iterator[_Object]:
        """The sessions in a tree, with the day, zone, room and track around them.

        A session has a title, and a start, or a day if it has no sessions inside.
        `about` is what the objects around the tree say.
        """
        for part in as_list(tree):  # none if the tree is an object
            yield from self.sessions(part, about)
        if not isinstance(tree, dict):
            return
        contributions = objects(tree.get("contributions"))
        if contributions:  # of an event of Indico, which is not a session itself
            yield from map(_object_of_indico, contributions)
            return
        about = about | {
            key: value
            for key, value in tree.items()
            if self._fields(key) & _ABOUT and not isinstance(value, list)
        }
        session = self._with_slot(tree)
        inside = list(self._sessions_inside(tree, about))
        has_start = self._has_field(session, "start") or any(map(_START.match, session))
        has_day = self._has_field(session, "date") and not inside
        if self._has_field(session, "title") and (has_start or has_day):
            yield about | session
        yield from inside

    def _sessions_inside(self, tree: _Object, about: _Object) -> Iterator[_Object]:
        """The sessions in an object, with the name of the room or track around them.

        A key like "2027-11-16" is their day.
        """
        for key, part in tree.items():
            if key in _ELSEWHERE or not isinstance(part, (dict, list)):
                continue
            day = {"date": key} if _DAY.fullmatch(key) else {}
            for item in as_list(part) or [part]:
                # The key "tracks" names the field of the object's name: a track.
                fields = self._fields(key) & {"room", "track"}
                name = _name_of_value(item) if isinstance(item, dict) else ""
                inherited = dict.fromkeys(fields, name) if name else {}
                yield from self.sessions(item, about | day | inherited)

    def _with_slot(self, tree: _Object) -> _Object:
        """An object with what its only slot says, such as its start and its room.

        A slot is an object inside with a start and without a name; of several slots,
        none is used.
        """
        slots = [
            part
            for part in tree.values()
            if isinstance(part, dict)
            and self._has_field(part, "start")
            and not _name_of_value(part)
        ]
        return slots[0] | tree if len(slots) == 1 else tree

    def _has_field(self, tree: _Object, field: str) -> bool:
        """Whether an object has a key for a field, with something else than a list."""
        return any(field in self._fields(key) and not isinstance(tree[key], list) for key in tree)


def _object_of_indico(contribution: _Object) -> _Object:
    """A contribution with the persons who speak, or else its authors."""
    people = ("speakers", "primaryauthors", "coauthors")
    persons = (objects(contribution.get(key)) for key in people)
    room = contribution.get("roomFullname") or contribution.get("room")
    return contribution | {"speakers": next(filter(None, persons), []), "room": room}


class _Names:
    """The names that ids stand for in a file, such as the names of rooms."""

    def __init__(self, tree: Any) -> None:
        top = tree if isinstance(tree, dict) else {}
        # Lists stand at the top, or one level below it.
        parts = [top, *(value for value in top.values() if isinstance(value, dict))]
        # The names by id or code, of each list: {"rooms": {"12": "Hall A"}}.
        self._by_list = {
            key: {
                str(item[id_key]): _name_of_value(item)
                for item in objects(part[key]) or _with_ids(part[key])
                for id_key in ("id", "code")
                if id_key in item
            }
            for part in parts
            for key in part
        }
        # The category and the name of the items of categories: {"7": ("Track", "AI")}.
        self._items = {
            str(item.get("id")): (_name_of_value(category), _name_of_value(item))
            for category in objects(top.get("categories"))
            for item in objects(category.get("items"))
        }

    def row(self, session: _Object) -> dict[str, str]:
        """The cells of a session by its keys; each category is a key of its own.

        Sessionize has ids in "categoryItems", or categories that have items so named. A
        moment with a zone also gives a cell "timezone".
        """
        row: dict[str, str] = {}
        for key, value in session.items():
            if key == "categoryItems":  # [7, 12]
                ids = filter(self._items.__contains__, map(str, as_list(value)))
                for category, item in map(self._items.__getitem__, ids):
                    row[category] = _joined_texts([row.get(category, ""), item])
            elif any("categoryItems" in member for member in objects(value)):
                # As in [{"name": "Track", "categoryItems": [{"name": "AI"}]}].
                for category_object in objects(value):
                    items = objects(category_object["categoryItems"])
                    category = _name_of_value(category_object)
                    row[category] = _joined_texts(map(_name_of_value, items))
            else:
                if isinstance(value, dict) and _is_moment(value) and value.get("tz"):
                    row.setdefault("timezone", _name_of_value(value["tz"]))
                column, text = self._cell_with_names(key, value)
                row.setdefault(column, text)
        return row

    def _cell_with_names(self, key: str, value: Any) -> tuple[str, str]:
        """The column and the cell of a value, with names in place of ids.

        "roomId": 12 gives the column "room" the name of 12 in the list "rooms", as do
        "room" and "rooms"; a "roomId" without a name stays as it is.
        """
        noun = re.sub("Id$|s$", "", key)
        names = self._by_list.get(f"{noun}s", {})
        is_named_id = key.endswith("Id") and str(value) in names
        column = key.removesuffix("Id") if is_named_id else key
        values = value if isinstance(value, list) else [value]
        cells = [
            names.get(str(item)) or _name_of_value(item, key, f"{noun}_name") for item in values
        ]
        return column, _joined_texts(cells) if isinstance(value, list) else cells[0]


def _with_ids(value: object) -> list[_Object]:
    """The objects in an object, with the keys that are their ids."""
    parts = value.items() if isinstance(value, dict) else ()
    return [{"id": key, **part} for key, part in parts if isinstance(part, dict)]


def _is_moment(value: _Object) -> bool:
    """Whether an object is a date with a time, as Indico has them."""
    return bool(value.get("date") and value.get("time"))


def _joined_texts(texts: Iterable[str]) -> str:
    """Texts in one cell, between semicolons; semicolons of their own are escaped."""
    return "; ".join(text.replace(";", r"\;") for text in texts if text)


def _name_of_value(value: object, *keys: str) -> str:
    """A text, a number, a date with a time, "yes" or "no", or the name of an object.

    The name of a person has a first and a last part, other names are below one of
    `_NAMES` or of `keys`; "" for none.
    """
    if isinstance(value, dict):
        if _is_moment(value):
            return f"{value['date']} {value['time']}"
        plain = {key.replace("_", "").lower(): value[key] for key in value}
        first, last = (
            next(filter(None, map(plain.get, names)), None) for names in (_FIRST_NAMES, _LAST_NAMES)
        )
        if first and last:
            return f"{first} {last}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return text_of_value(value, *_NAMES, *keys)
