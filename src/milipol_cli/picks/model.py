"""What stands in the reader's agenda."""

import datetime as dt
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.dates import refuse_far
from milipol_cli.network.model.kinds import (
    EditionId,
    LeadText,
    Text,
    WholeId,
    is_long_lead,
)
from milipol_cli.network.model.record import Contradiction, Record

OwnKind = Literal["meeting", "deadline", "travel"]


# An entry of the reader's own is at most two weeks long.
MOST_MINUTES = 14 * 24 * 60


# What an id of the reader's own begins with; no show is named so.
OWN = "agenda/"


# More than that nobody attends; all pairs of them are looked at.
MOST_PICKS = 2_000


MOST_ALARMS = 20


class Pick(Record, frozen=True, kw_only=True):
    """Something on the reader's agenda, as it was when it was picked.

    A session, a day or an edition has its whole `id`, and what the data said of it
    then: its `title`, its `date` and `last` day, and `start` and `end`, the clock at
    the venue. An entry of the reader's own has an id that begins with "agenda/", a
    `kind`, and either a `date` or `at`, a moment, with its length in `minutes`; without
    an offset that is the clock in `zone`. `alarm` replaces the alarms of its kind.
    `updated` and `sequence` are what calendars go by, as those of a session.
    """

    id: WholeId
    title: Text | None = None
    kind: OwnKind | None = None
    at: dt.datetime | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)] | None = None
    zone: ZoneInfo | None = None
    date: dt.date | None = None
    last: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    edition: EditionId | None = None
    place: Text | None = None
    note: Text | None = None
    alarm: (
        Annotated[
            tuple[LeadText, ...],
            msgspec.Meta(max_length=MOST_ALARMS),
        ]
        | None
    ) = None
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0

    def __post_init__(self) -> None:
        for text in self.alarm or ():
            if is_long_lead(text):
                wanted = f"times of at most ten years before, unlike '{text}'"
                raise Contradiction("alarm", wanted)
        if not self.is_own:
            self._have_none("kind", "at", "minutes", "zone", "edition", "place")
            self._have_days_in_order()
            return
        self._have_none("last", "start", "end")
        for name in ("title", "kind"):
            if getattr(self, name) is None:
                raise Contradiction(name, f"a title and a kind, as the id begins {OWN}")
        if (self.at is None) == (self.date is None):
            extra = "at" if self.at is None else "date"
            raise Contradiction(extra, "one of at and date")
        if self.minutes is not None and self.at is None:
            raise Contradiction("minutes", "none, without at")
        if (self.zone is None) != (self.at is None):
            missing = "zone" if self.zone is None else "at"
            raise Contradiction(missing, "at and its zone together")
        if self.at is not None:
            refuse_far("at", self.at)

    def _have_none(self, *names: str) -> None:
        for name in names:
            if getattr(self, name) is not None:
                why = "as the id begins" if self.is_own else "or an id that begins"
                raise Contradiction(name, f"none, {why} {OWN}")

    def _have_days_in_order(self) -> None:
        if self.last is None:
            return
        if self.date is None:
            raise Contradiction("date", "a date beside the last day")
        if self.last < self.date:
            raise Contradiction("last", f"a day on or after {self.date}, the date")

    @property
    def is_own(self) -> bool:
        """Whether it is an entry of the reader's own."""
        return self.id.startswith(OWN)


class AgendaFile(Record, frozen=True, kw_only=True):
    """An `agenda.toml`: what its reader means to attend."""

    pick: Annotated[tuple[Pick, ...], msgspec.Meta(max_length=MOST_PICKS)] = ()
