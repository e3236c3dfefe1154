"""Picks and what does not fit about them: the answer of `milipol agenda`."""

import datetime as dt
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from milipol_cli.answers.days import SessionSeen
from milipol_cli.answers.editions import Phase, Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import day_named
from milipol_cli.model.picks import Pick
from milipol_cli.model.programmes import DayTheme
from milipol_cli.model.record import Record

MarkKind = Literal[
    "overlap",
    "may overlap",
    "tight",
    "same days",
    "moved",
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
]


class Mark(Record, frozen=True, kw_only=True):
    """What does not fit about a pick.

    `other` is the id of the pick it does not fit with. `minutes` is how long two
    overlap, as far as that is sure, or how long there is between two; `into_minutes`
    how long the other has been on when this one starts, and `left_minutes` how long it
    still is. `first` and `last` are days that two editions share; `other` is then the
    id of the other edition, and where an own entry's edition is gone, or not read, the
    id of that. `others` is how many more there are of the kind, where not all are told:
    of those alone.
    """

    kind: MarkKind
    other: str | None = None
    minutes: int | None = None
    into_minutes: int | None = None
    left_minutes: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    others: int | None = None


class Planned(Record, frozen=True, kw_only=True):
    """A pick as it stands at the moment of asking.

    `starts` and `ends` are aware; `ends` is None where it was not published. Where the
    day is known, `first` and `last` are its days at the venue, or in its own zone.
    `phase` is None where it cannot be known.
    """

    pick: Pick
    seen: Seen | None = None
    session: SessionSeen | None = None
    day: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    phase: Phase | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def is_of_days(self) -> bool:
        """Whether an edition was picked, or one of its days."""
        tail = self.pick.id.partition("/")[2]
        return not self.pick.is_own and (not tail or day_named(tail) is not None)

    @property
    def is_whole_days(self) -> bool:
        """Whether it takes whole days: an edition, a day, an own entry without time."""
        return self.is_of_days or (self.pick.is_own and self.starts is None)

    @property
    def edition_seen(self) -> Seen | None:
        """The edition that was picked as a whole, as it is known; None otherwise."""
        return self.seen if self.is_of_days and self.day is None else None

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone whose days it is on; None where none is known."""
        return self.pick.zone if self.seen is None else self.seen.zone

    @property
    def may(self) -> bool:
        """Whether its phase rests on an end that was not published."""
        return self.ends is None and self.phase != "upcoming"

    @property
    def next(self) -> bool:
        """Whether it is the next of a programme: a pick is not told of as that."""
        return False


class Gap(Record, frozen=True, kw_only=True):
    """Free time after the pick `after`, with the sessions that would fit in it.

    It is `sure` where the end of that pick was published.
    """

    after: str
    starts: dt.datetime
    ends: dt.datetime
    sure: bool
    fits: tuple[SessionSeen, ...]


class AgendaDay(Record, frozen=True, kw_only=True):
    """The picks of a day at a show, in order of time; without a show the reader's own.

    `zone` is the one whose day it is. `day` and `days` count those of the edition,
    `themes` are those of a day with gaps.
    """

    date: dt.date
    zone: ZoneInfo
    seen: Seen | None
    day: int | None
    days: int | None
    picks: tuple[Planned, ...]
    gaps: tuple[Gap, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def timed(self) -> "tuple[Planned | Gap, ...]":
        """The picks that have a time, and the gaps between them, in order of time."""
        found: list[Planned | Gap] = [one for one in self.picks if one.starts]
        return tuple(sorted([*found, *self.gaps], key=_by_start))

    @property
    def untimed(self) -> tuple[Planned, ...]:
        """The picks that have no time."""
        return tuple(one for one in self.picks if one.starts is None)


class Agenda(Record, frozen=True, kw_only=True):
    """The answer of `milipol agenda`: picks by day, those of whole days first.

    `undated` are the sessions whose day is not known, `lost` those of which the data
    says nothing.
    """

    question: ClassVar[Literal["agenda"]] = "agenda"
    standpoint: Standpoint
    whole_days: tuple[Planned, ...]
    days: tuple[AgendaDay, ...]
    undated: tuple[Planned, ...]
    lost: tuple[Planned, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None

    @property
    def picks(self) -> tuple[Planned, ...]:
        """All picks in order of time, those without a day last."""
        timed = [one for day in self.days for one in day.picks]
        dated = sorted([*self.whole_days, *timed, *self.lost], key=_by_day)
        return (*dated, *self.undated)


def _by_day(one: Planned) -> tuple[dt.date, bool]:
    return one.first or dt.date.max, not one.is_whole_days


def _by_start(one: Planned | Gap) -> tuple[dt.datetime, bool]:
    assert one.starts is not None  # the others are kept apart
    return one.starts.astimezone(dt.UTC), isinstance(one, Gap)
