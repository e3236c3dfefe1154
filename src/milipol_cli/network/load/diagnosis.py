"""Finds the errors of a file and their lines: only for files with errors.

msgspec stops at the first error of all, so tables are converted piece by piece. tomli
reports no lines, but the text has been parsed before and is valid: it is enough to find
where strings and comments end, and which brackets are open.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import msgspec
import tomli

from milipol_cli.base import zones
from milipol_cli.base.errors import NOTHING, Problem, one_of
from milipol_cli.base.toml_lines import depth_change, statements, tokens
from milipol_cli.network.load.findings import (
    Finding,
    ParsedTable,
    Place,
    nearest,
    place_text,
    quote,
)
from milipol_cli.network.load.reading import DataFile
from milipol_cli.network.model.record import Contradiction, Record, convert

_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.date: "a date like 2027-05-04",
    dt.datetime: "a date and a time like 2027-05-04T14:30:00",
    dt.time: "a time like 14:30:00",
    ZoneInfo: "a time zone like Europe/Paris",
}


def structural_errors(value: Any, kind: Any, place: Place = ()) -> Iterator[Finding]:
    """The structural errors in a value that should be of a type, from outside in.

    Errors of a table's or a list's items come in place of an error of the whole.
    """
    try:
        convert(value, kind)
    except msgspec.ValidationError as error:
        cause = error.__cause__
    else:
        return
    plain, limits = _plain_type(kind, value)
    if get_origin(plain) is tuple and isinstance(value, list):
        yield from _list_errors(value, plain, limits, place)
    elif isinstance(value, dict) and _is_record(plain):
        yield from _table_errors(value, plain, place, cause)
    else:
        yield Finding(place, quote(value), _expected_words(kind), _advice(value, plain))


def _list_errors(
    values: list[Any], kind: Any, limits: msgspec.Meta | None, place: Place
) -> Iterator[Finding]:
    """The errors in a list: of its length, then of its items."""
    most = None if limits is None else limits.max_length
    if not values:
        yield Finding(place, quote(values), _list_expected(kind, limits))
    if most is not None and len(values) > most:
        expected = f"{_list_words(kind)} with at most {most} items"
        yield Finding(place, f"a list with {len(values)} items", expected)
    for index, value in enumerate(values):
        yield from structural_errors(value, get_args(kind)[0], (*place, index))


def _table_errors(
    table: ParsedTable, kind: type[Record], place: Place, cause: BaseException | None
) -> list[Finding]:
    """The errors in a table: wrong keys and values, or else what is missing.

    If nothing is wrong by itself, the `cause` says which field contradicts others.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    wrong: list[Finding] = []
    for key, value in table.items():
        if key in fields:
            wrong += structural_errors(value, fields[key].type, (*place, key))
        else:
            wrong.append(_unknown_key(key, table, [*fields], place))
    missing = [
        Finding((*place, name), NOTHING, _expected_words(field.type))
        for name, field in fields.items()
        if field.required and name not in table
    ]
    if wrong or missing:
        return wrong or missing
    # Each field is right by itself, but one contradicts others.
    assert isinstance(cause, Contradiction)
    actual = quote(table[cause.field]) if cause.field in table else NOTHING
    return [Finding((*place, cause.field), actual, cause.expected)]


def _unknown_key(key: str, table: ParsedTable, fields: list[str], place: Place) -> Finding:
    advice = nearest(key, fields)
    free = [name for name in fields if name not in table]
    if free and not advice:
        advice = f"expected a key like {one_of(free)}"
    return Finding((*place, key), f"unknown key {quote(key)}", None, advice)


def _expected_words(kind: Any) -> str:
    """The expectation of a type, in words."""
    plain, limits = _plain_type(kind)
    if limits is not None and limits.description is not None:
        return limits.description
    if get_origin(plain) is tuple:
        return _list_expected(plain, limits)
    if get_origin(plain) is Literal:
        return one_of(get_args(plain))
    if _is_record(plain):
        return "a table"
    if limits is not None:
        return f"{_WORDS[plain]} from {limits.ge} to {limits.le}"
    return _WORDS[plain]


def _list_expected(kind: Any, limits: msgspec.Meta | None) -> str:
    least = limits is not None and limits.min_length
    return f"{_list_words(kind)} with at least one item" if least else _list_words(kind)


def _list_words(kind: Any) -> str:
    inner, _ = _plain_type(get_args(kind)[0])
    return "a list of tables" if _is_record(inner) else "a list"


def _advice(value: object, kind: Any) -> str | None:
    """Advice: the nearest allowed value, or how to begin the table."""
    if get_origin(kind) is Literal:
        return nearest(value, get_args(kind))
    if kind is ZoneInfo and isinstance(value, str):
        return zones.suggestion(value)
    if isinstance(value, dict) and get_origin(kind) is tuple:
        return "begin it with [[ ]]" if _is_record(get_args(kind)[0]) else None
    return None


def _plain_type(kind: Any, value: object = None) -> tuple[Any, msgspec.Meta | None]:
    """A type without None, which TOML does not have, and its limits, if any.

    Of several types, the table if the value is one, or else the first other type.
    """
    if get_origin(kind) in (Union, UnionType):
        kinds = [part for part in get_args(kind) if part is not type(None)]
        is_table = isinstance(value, dict)
        kind = next((k for k in kinds if _is_record(k) == is_table), kinds[0])
    if get_origin(kind) is Annotated:
        kind, limits = get_args(kind)
        return kind, limits
    return kind, None


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def problem_with_line(file: DataFile, finding: Finding) -> Problem:
    """The problem for a finding, with its line in the file."""
    return Problem(
        str(file.path),
        line_at(file.text, finding.place),
        place_text(finding.place),
        finding.severity,
        finding.found,
        finding.expected,
        finding.advice,
    )


def line_at(text: str, place: Place) -> int:
    """The line of a place, from 1.

    A place without a line of its own has the line of the value around it.
    """
    line_of = _lines_by_place(text)
    while place not in line_of:
        place = place[:-1]
    return line_of[place]


@functools.lru_cache(maxsize=1)
def _lines_by_place(text: str) -> dict[Place, int]:
    """The lines of tables, of their keys without quotes, and of elements of lists."""
    line_of: dict[Place, int] = {(): 1}
    # The index of the last table of each array of tables.
    last: dict[Place, int] = {}
    table: Place = ()
    line = 1
    for statement in statements(text):
        code = statement.strip()
        if code.startswith("["):
            table = _place_of_header(code, last)
            for length in range(1, len(table) + 1):
                line_of.setdefault(table[:length], line)
        elif key := re.match("[A-Za-z0-9_-]+", code):
            line_of.setdefault((*table, key[0]), line)
            for index, below in enumerate(_lines_of_elements(statement)):
                line_of[(*table, key[0], index)] = line + below
        line += statement.count("\n")
    return line_of


def _place_of_header(header: str, last: dict[Place, int]) -> Place:
    """The place of a header's table; `last` has the last index in arrays of tables.

    [[edition]] begins a new table in its array, which is noted in `last`;
    [edition.theme] is in the last one.
    """
    place: Place = ()
    inner: Any = tomli.loads(header)
    while inner:
        ((key, inner),) = inner.items()
        place = (*place, key)
        if isinstance(inner, list):
            last[place] = last.get(place, -1) + 1
            inner = None
        if place in last:
            place = (*place, last[place])
    return place


def _lines_of_elements(statement: str) -> Iterator[int]:
    """How many lines below its key each element of a list begins.

    An element begins with the first token after the list's "[" or a "," in it that is
    no comment, line end or "]". Nothing for a value that is no list. For

        source = ["a",
            "b", "c"]

    these are 0, 1 and 1.
    """
    brackets_open = lines_below = 0
    is_list = awaits_element = False
    for token in tokens(statement):
        sign = token[0]
        if awaits_element and sign[0] not in "#\n]":
            yield lines_below
            awaits_element = False
        is_list = is_list or (sign == "[" and not brackets_open)
        brackets_open += depth_change(sign)
        # A bracket or comma of the list itself, not of a list or table in it.
        is_before_element = is_list and brackets_open == 1 and sign in ("[", ",")
        awaits_element = awaits_element or is_before_element
        lines_below += sign.count("\n")
