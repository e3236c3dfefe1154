"""Records: the base of every value, checked while it is built."""

from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli import zones as clocks

_Value = TypeVar("_Value")


class Contradiction(ValueError):
    """A field that contradicts the others of its table."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


def converted(table: object, kind: type[_Value]) -> _Value:
    """The value that a TOML table holds; raises msgspec.ValidationError."""
    return msgspec.convert(table, kind, dec_hook=_zone)


def _zone(kind: type, value: object) -> ZoneInfo:
    """Msgspec asks here for the values of a type it does not know: time zones."""
    assert kind is ZoneInfo
    if not isinstance(value, str):
        raise ValueError("no name of a time zone")
    return clocks.zone(value)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of every value: frozen, named fields only, unknown keys refused."""
