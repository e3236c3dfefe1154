"""Values as TOML writes them."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import msgspec


def toml_value(value: object) -> str:
    """A text, number, date, time, zone, true or false, or a tuple of them, as TOML."""
    if isinstance(value, str):
        return _toml_string(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return _toml_string(value.key if isinstance(value, ZoneInfo) else str(value))


def _toml_string(text: str) -> str:
    # JSON writes a text as TOML does, except that TOML allows no DEL in it.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


@functools.cache
def _defaults_of(kind: type[msgspec.Struct]) -> tuple[Any, ...]:
    """The defaults of a type's fields, in order; to find them is slow."""
    return tuple(field.default for field in msgspec.structs.fields(kind))


def given_values(record: msgspec.Struct) -> list[tuple[str, Any]]:
    """The values of a record that are not the default, with their keys."""
    defaults = _defaults_of(type(record))
    fields = zip(
        record.__struct_fields__,
        msgspec.structs.astuple(record),
        defaults,
        strict=True,
    )
    return [(key, value) for key, value, default in fields if value != default]


def toml_fields(record: msgspec.Struct) -> dict[str, str]:
    """The values that are not the default as TOML, by key; those of tables left out."""
    return {
        key: toml_value(value)
        for key, value in given_values(record)
        if not tables_in(value)
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
    values, below = [], []
    for key, value in given_values(record):
        tables = tables_in(value)
        if tables:
            name = f"{path}{key}"
            header = f"[[{name}]]" if isinstance(value, tuple) else f"[{name}]"
            below += [f"\n{header}\n{toml_text(table, f'{name}.')}" for table in tables]
        else:
            values.append(f"{key} = {toml_value(value)}\n")
    return "".join(values + below)


def tables_in(value: Any) -> tuple[msgspec.Struct, ...]:
    """The tables that a value is: one, several, or none for any other value."""
    values = value if isinstance(value, tuple) else (value,)
    return values if values and isinstance(values[0], msgspec.Struct) else ()
