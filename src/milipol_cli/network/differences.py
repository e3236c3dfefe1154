"""Differences between then and now."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

_Value = TypeVar("_Value")


class Difference(NamedTuple):
    """A field with its value then and now; None if it had or has none."""

    field: str
    then: Any
    now: Any

    @property
    def words(self) -> str:
        """In words, if the values are texts: "room: 5b, previously 5a"."""
        return f"{self.field}: {self.now or 'none'}, previously {self.then or 'none'}"


def differences(
    values: Callable[[_Value], Mapping[str, Any]], then: _Value | None, now: _Value
) -> tuple[Difference, ...]:
    """The fields with other values now than then; none if there was nothing then."""
    before = values(then or now)
    return tuple(
        Difference(field, before[field], value)
        for field, value in values(now).items()
        if value != before[field]
    )
