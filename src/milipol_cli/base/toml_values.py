"""Values as TOML writes them."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import msgspec


def toml_value(value: object) -> str:
    """A text, number, date, time, zone, true or false, or a tuple of them, as TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = value.key if isinstance(value, ZoneInfo) else str(value)
    # JSON writes a text as TOML does, except that TOML allows no DEL in it.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


# Finding the fields of a type is slow.
_fields = functools.cache(msgspec.structs.fields)


def toml_fields(record: msgspec.Struct) -> dict[str, str]:
    """The values that are not the default as TOML, by key; those of tables left out."""
    return {
        field.name: toml_value(value)
        for field in _fields(type(record))
        if (value := getattr(record, field.name)) != field.default
        and not tables_in(value)
    }


def toml_list(key: str, records: Iterable[msgspec.Struct]) -> Iterator[str]:
    """A list of records in TOML, one a line."""
    yield f"{key} = [\n"
    for record in records:
        fields = (f"{key} = {value}" for key, value in toml_fields(record).items())
        yield f"    {{ {', '.join(fields)} }},\n"
    yield "]\n"


def toml_text(record: msgspec.Struct, path: str = "") -> str:
    """The values of a record in TOML, then the tables in it, with their headers.

    `path` is where the record is, like "session.", if it is not the whole file.
    """
    return "".join(_lines(record, path))


def _lines(record: msgspec.Struct, path: str) -> Iterator[str]:
    """The values of a record, one a line, then its tables below their headers."""
    for key, value in toml_fields(record).items():
        yield f"{key} = {value}\n"
    for key in record.__struct_fields__:
        value = getattr(record, key)
        below = f"{path}{key}"
        header = f"[[{below}]]" if isinstance(value, tuple) else f"[{below}]"
        for table in tables_in(value):
            yield f"\n{header}\n"
            yield from _lines(table, f"{below}.")


def tables_in(value: Any) -> tuple[msgspec.Struct, ...]:
    """The tables that a value is: one, several, or none for any other value."""
    values = value if isinstance(value, tuple) else (value,)
    return values if values and isinstance(values[0], msgspec.Struct) else ()
