"""What is expected of a value, in the words of its type."""

import datetime as dt
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli import zones as clocks
from milipol_cli.network.load.findings import nearest, one_of
from milipol_cli.network.model.record import Record

_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.date: "a date like 2027-05-04",
    dt.datetime: "a date and a time like 2027-05-04T14:30:00",
    dt.time: "a time like 14:30:00",
    ZoneInfo: "a time zone like Europe/Paris",
}


def expected(kind: Any) -> str:
    """What a value of a type is, in words."""
    plain, limits = plain_type(kind)
    if limits is not None and limits.description is not None:
        return limits.description
    if get_origin(plain) is tuple:
        return listed(plain, limits)
    if get_origin(plain) is Literal:
        return one_of(get_args(plain))
    if is_record(plain):
        return "a table"
    if limits is not None:
        return f"{_WORDS[plain]} from {limits.ge} to {limits.le}"
    return _WORDS[plain]


def listed(kind: Any, limits: msgspec.Meta | None) -> str:
    """What a list of a type is, in words."""
    least = limits is not None and limits.min_length
    return f"{_list(kind)} with at least one" if least else _list(kind)


def no_longer(kind: Any, most: int) -> str:
    """What a list of a type is of which there are too many, in words."""
    return f"{_list(kind)} with at most {most}"


def _list(kind: Any) -> str:
    inner, _ = plain_type(get_args(kind)[0])
    return "a list of tables" if is_record(inner) else "a list"


def advice_on(value: object, kind: Any) -> str | None:
    """The nearest of the values that there are, or how a table is begun."""
    if get_origin(kind) is Literal:
        return nearest(value, get_args(kind))
    if kind is ZoneInfo and isinstance(value, str):
        called = clocks.zones_called(value)
        if called:
            return f"did you mean {one_of(called)}?"
        return nearest(value, clocks.zone_names())
    if isinstance(value, dict) and get_origin(kind) is tuple:
        return "begin it with [[ ]]" if is_record(get_args(kind)[0]) else None
    if isinstance(value, list) and is_record(kind):
        return "begin it with [ ]"
    return None


def plain_type(kind: Any) -> tuple[Any, msgspec.Meta | None]:
    """A type without None, which TOML cannot write, and without what limits it."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Annotated:
        kind, limits = get_args(kind)
        return kind, limits
    return kind, None


def is_record(kind: Any) -> bool:
    """Whether a type is that of tables."""
    return isinstance(kind, type) and issubclass(kind, Record)
