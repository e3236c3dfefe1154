"""The base class of all values, which checks them when they are made."""

from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli import zones as clocks

_Value = TypeVar("_Value")


class Contradiction(ValueError):
    """A field that contradicts the other fields of its table."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


def converted(table: object, kind: type[_Value]) -> _Value:
    """A TOML table converted to a type; raises msgspec.ValidationError."""
    return msgspec.convert(table, kind, dec_hook=_zone)


def _zone(kind: type, value: object) -> ZoneInfo:
    """Converts a time zone, the only type that msgspec does not know."""
    assert kind is ZoneInfo
    if not isinstance(value, str):
        raise ValueError("not the name of a time zone")
    return clocks.zone(value)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base class of all values: immutable, and without unknown fields."""

    def check_one_of(self, *names: str, is_needed: bool = False) -> None:
        """Raises Contradiction for several of these fields, or for none if needed."""
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) == 1 or not (given or is_needed):
            return
        *others, last = names
        which = "exactly" if is_needed else "only"
        expected = f"{which} one of {', '.join(others)} and {last}"
        raise Contradiction(given[-1] if given else names[0], expected)
