"""The days of an agenda: their picks, and the free time between them."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.programmes import DayTheme
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf
from milipol_cli.picks.as_of import PickAsOf


class FreeTime(Record, frozen=True, kw_only=True):
    """Free time after the pick `after`, with the sessions that would fit in it.

    It is `sure` where the end of that pick was published.
    """

    after: str
    starts: dt.datetime
    ends: dt.datetime
    sure: bool
    fits: tuple[SessionAsOf, ...]


class AgendaDay(Record, frozen=True, kw_only=True):
    """The picks of a day at a show, in order of time; without a show the reader's own.

    `zone` is the one whose day it is. `day` and `days` count those of the edition,
    `themes` are those of a day with gaps.
    """

    date: dt.date
    zone: ZoneInfo
    edition: EditionAsOf | None
    day: int | None
    days: int | None
    picks: tuple[PickAsOf, ...]
    gaps: tuple[FreeTime, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def timed(self) -> "tuple[PickAsOf | FreeTime, ...]":
        """The picks that have a time, and the gaps between them, in order of time."""
        found: list[PickAsOf | FreeTime] = [one for one in self.picks if one.starts]
        return tuple(sorted([*found, *self.gaps], key=_by_start))

    @property
    def untimed(self) -> tuple[PickAsOf, ...]:
        """The picks that have no time."""
        return tuple(one for one in self.picks if one.starts is None)


def _by_start(one: PickAsOf | FreeTime) -> tuple[dt.datetime, bool]:
    assert one.starts is not None  # the others are kept apart
    return one.starts.astimezone(dt.UTC), isinstance(one, FreeTime)
