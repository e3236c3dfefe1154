"""A day at a show, and its sessions: the answer of `milipol today`."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Literal

from milipol_cli.answers.editions import Phase, Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.kinds import Sources
from milipol_cli.model.news import NewsItem
from milipol_cli.model.programmes import DayTheme, HalfDay, Session
from milipol_cli.model.record import Record

if TYPE_CHECKING:
    from milipol_cli.answers.agenda import Planned


class Report(Record, frozen=True, kw_only=True):
    """One piece of news: a news item, or what a notice changed."""

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


class SessionSeen(Record, frozen=True, kw_only=True):
    """A session as it stands at the moment of asking.

    `starts` and `ends` are aware, in the venue's zone. `phase` is None where it cannot
    be known. `may` says that the phase rests on an end that was not published, and
    `picked` that it is on the reader's agenda.
    """

    session: Session
    id: str
    starts: dt.datetime | None
    ends: dt.datetime | None
    half_day: HalfDay | None
    phase: Phase | None
    may: bool = False
    next: bool = False
    picked: bool = False


class ShowDay(Record, frozen=True, kw_only=True):
    """A day of an edition: what it is about and what happens on it.

    `own` are the entries of the reader's own that belong to it, in order of time;
    `picked` says that it is on the agenda itself, or its edition.
    """

    seen: Seen
    date: dt.date
    themes: tuple[DayTheme, ...]
    tomorrow_themes: tuple[DayTheme, ...]
    sessions: tuple[SessionSeen, ...]
    news: tuple[NewsItem, ...]
    notes: tuple[str, ...]
    own: "tuple[Planned, ...]" = ()
    picked: bool = False


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition that was on on this day of the calendar in another year."""

    seen: Seen
    date: dt.date
    day: int
    days: int | None


class Today(Record, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `asked` are the names of the shows asked for, `unknown` the ids of those of which
    nothing is known yet. `own` are the entries of the reader's own for this day, in
    order of time.
    """

    question: ClassVar[Literal["today"]] = "today"
    standpoint: Standpoint
    days: tuple[ShowDay, ...]
    next: tuple[Seen, ...]
    last: tuple[Seen, ...]
    other_years: tuple[OtherYear, ...]
    latest: Report | None
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None
    asked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    own: "tuple[Planned, ...]" = ()

    def own_of(self, day: ShowDay) -> "tuple[Planned, ...]":
        """The reader's entries told under a day: all, where it is the only one."""
        return self.own if len(self.days) == 1 else day.own

    @property
    def own_beside(self) -> "tuple[Planned, ...]":
        """The reader's entries told under no day."""
        return () if len(self.days) == 1 else self.own_elsewhere

    @property
    def own_elsewhere(self) -> "tuple[Planned, ...]":
        """The reader's entries that are at no show that is on."""
        at_shows = {one.pick.id for day in self.days for one in day.own}
        return tuple(one for one in self.own if one.pick.id not in at_shows)
