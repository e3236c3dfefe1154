"""Values as TOML writes them."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec


def toml_value(value: object) -> str:
    """A text, number, date, time, zone, true or false, or a tuple of them, as TOML."""
    if isinstance(value, str):
        return _toml_string(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return _toml_string(value.key if isinstance(value, ZoneInfo) else str(value))


def _toml_string(text: str) -> str:
    # JSON writes a text as TOML does, except that TOML allows no DEL in it.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


class _Field(NamedTuple):
    """A field of a type of records, and whether its values may be tables."""

    key: str
    default: Any
    has_tables: bool


@functools.cache
def _fields_of(kind: type[msgspec.Struct]) -> tuple[_Field, ...]:
    """The fields of a type of records, in order; to find them is slow."""
    return tuple(
        _Field(field.name, field.default, _names_tables(field.type))
        for field in msgspec.structs.fields(kind)
    )


def _names_tables(hint: Any) -> bool:
    """Whether a type is a record, or has one in it: `tuple[Session, ...]`."""
    is_record = isinstance(hint, type) and issubclass(hint, msgspec.Struct)
    return is_record or any(map(_names_tables, get_args(hint)))


def _given_values(record: msgspec.Struct) -> list[tuple[_Field, Any]]:
    """The values of a record that are not the default, with their fields."""
    values = zip(_fields_of(type(record)), msgspec.structs.astuple(record), strict=True)
    return [(field, value) for field, value in values if value != field.default]


def _tables(field: _Field, value: Any) -> tuple[msgspec.Struct, ...]:
    """The tables that a value of a field is: one, several, or none for any other."""
    if not field.has_tables:
        return ()
    values = value if isinstance(value, tuple) else (value,)
    return values if values and isinstance(values[0], msgspec.Struct) else ()


def tables_in(record: msgspec.Struct) -> Iterator[msgspec.Struct]:
    """The tables in a record, but not those that are in them."""
    for field in _fields_of(type(record)):
        if field.has_tables:
            yield from _tables(field, getattr(record, field.key))


def toml_fields(record: msgspec.Struct) -> dict[str, str]:
    """The values that are not the default as TOML, by key; tables are left out."""
    return {
        field.key: toml_value(value)
        for field, value in _given_values(record)
        if not _tables(field, value)
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
    for field, value in _given_values(record):
        tables = _tables(field, value)
        if tables:
            name = f"{path}{field.key}"
            header = f"[[{name}]]" if isinstance(value, tuple) else f"[{name}]"
            below += [f"\n{header}\n{toml_text(table, f'{name}.')}" for table in tables]
        else:
            values.append(f"{field.key} = {toml_value(value)}\n")
    return "".join(values + below)
