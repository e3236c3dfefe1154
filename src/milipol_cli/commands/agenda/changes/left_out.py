"""The omissions of an import, and the dates that it takes of a series."""

from typing import NamedTuple


class LeftOut(NamedTuple):
    """An event, or a part of it, that was left out, and why.

    `cancelled` is the key that the pick of a cancelled event would have. One of the
    dates of a series `is_date`, and matters only if it is on the agenda.
    """

    title: str
    why: str
    cancelled: str | None = None
    is_date: bool = False


class Series(NamedTuple):
    """A recurring event of which some dates were taken, by the UIDs of their entries.

    `frequency` is that of its rule, if it has one; `number` is None if it has no end.
    """

    title: str
    uids: tuple[str, ...]
    frequency: str | None
    number: int | None
