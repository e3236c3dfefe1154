"""Occasions: sessions, picks, entries and free time, in their place in time."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.differences import Difference
from milipol_cli.network.editions import EditionAsOf, Phase
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import HalfDay, Session
from milipol_cli.network.model.record import Record

if TYPE_CHECKING:
    from milipol_cli.network.model.picks import Pick

# How long something counts as on if its end was not published, and may last.
UNENDED = dt.timedelta(minutes=30)
MAY_LAST = dt.timedelta(hours=2)

# The half-days in order; first those that began before today, or that are not known.
HALVES: tuple[HalfDay | None, ...] = (None, "morning", "afternoon")

ConflictKind = Literal[
    "overlap",
    "may overlap",
    "tight",
    "same days",
    "moved",
    "new title",
    "new room",
    "new speakers",
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
]


class Conflict(Record, frozen=True, kw_only=True):
    """A conflict of a pick: with another pick, or with the current data.

    `other` is the id of the other pick, or of an edition: one with the same days, or
    the edition of a reader's entry that is gone or not checked. `minutes` is how long
    two picks overlap, if that is certain, or are apart. `pair` are the two picks that
    overlap or are tight; the first `is_latest` if no pick of its kind began since.
    `shared` are the title of another edition and the days that both are on.
    """

    kind: ConflictKind
    other: str | None = None
    minutes: int | None = None
    pair: "tuple[Occasion, Occasion] | None" = None
    is_latest: bool = False
    shared: tuple[str, Dates] | None = None
    difference: Difference | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """The identity of the conflict, whatever else was picked."""
        return self.kind, self.other, self.minutes, self.difference, self.shared


class Occasion(Record, frozen=True, kw_only=True):
    """Something that has a place in time, as of a date.

    It is a `session` of a programme, a `pick` of the reader's, or both. `first` and
    `last` are its days in its `zone`, if known. `starts` and `ends` are aware, on the
    clock that shows them; `ends` is None if no end was published. `phase` is None if it
    cannot be known; it is `estimated` if it depends on an end that was not published.
    A session without a title is called by the `theme` of its half-day. `next` is set
    on the first upcoming session of today, `picked` on an occasion of the agenda.
    `unlisted` has the number of further conflicts of each kind beside `conflicts`.
    """

    id: str
    edition: EditionAsOf | None = None
    session: Session | None = None
    pick: "Pick | None" = None
    title: str | None = None
    theme: str | None = None
    room: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    half_day: HalfDay | None = None
    phase: Phase | None = None
    estimated: bool = False
    next: bool = False
    picked: bool = False
    conflicts: tuple[Conflict, ...] = ()
    unlisted: tuple[tuple[ConflictKind, int], ...] = ()

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone of its days; None if there is none."""
        if self.edition is not None:
            return self.edition.zone
        return None if self.pick is None else self.pick.zone

    @property
    def kind(self) -> str:
        """The kind of a session or own entry.

        Other picks are a "visit", an "edition", a "day" or a "session".
        """
        if self.session is not None:
            return self.session.kind
        assert self.pick is not None  # free time has no kind
        if self.pick.is_visit:
            return "visit"
        if not self.pick.is_of_days:
            return self.pick.entry_kind or "session"
        return "day" if "/" in self.id else "edition"

    @property
    def is_cancelled(self) -> bool:
        """Whether the session was cancelled by itself."""
        return self.session is not None and self.session.cancelled

    @property
    def is_done(self) -> bool:
        return self.pick is not None and self.pick.done

    @property
    def note(self) -> str | None:
        return None if self.pick is None else self.pick.note

    @property
    def is_to_begin(self) -> bool:
        """Whether the occasion has a time that is still to come, and is not done."""
        return self.starts is not None and self.phase == "upcoming" and not self.is_done

    def today(self, as_of: AsOf) -> dt.date:
        """The date in the zone of the occasion, or else the reader's date."""
        return as_of.reader_day if self.zone is None else as_of.day_at(self.zone)

    def is_on_day(self, day: dt.date) -> bool:
        """Whether a day is one of the days of the occasion."""
        if self.first is None:
            return False
        return self.first <= day <= (self.last or self.first)

    @property
    def begins(self) -> dt.datetime:
        """The start in UTC; only for an occasion with a start."""
        assert self.starts is not None
        return utc(self.starts)

    @property
    def until(self) -> dt.datetime:
        """The end in UTC; half an hour after the start if the end was not published."""
        return self.begins + UNENDED if self.ends is None else utc(self.ends)

    @property
    def latest_end(self) -> dt.datetime:
        """The latest end in UTC; two hours after the start if it was not published."""
        return self.begins + MAY_LAST if self.ends is None else utc(self.ends)


_What = TypeVar("_What", bound=Occasion)


def span_and_phase(
    as_of: AsOf,
    zone: ZoneInfo | None,
    first: dt.date | None,
    last: dt.date | None,
    starts: dt.datetime | None = None,
    ends: dt.datetime | None = None,
    *,
    is_whole: bool = False,
) -> dict[str, Any]:
    """When something is, and whether it is on: the fields of an occasion.

    During its days, something without a time is on if it takes `is_whole` days; if not,
    its phase is not known.
    """
    today = as_of.reader_day if zone is None else as_of.day_at(zone)
    phase: Phase | None = None
    is_estimated = False
    if starts is not None and as_of.moment is not None:
        phase = _phase_by_clock(as_of.moment, starts, ends)
        # Without a published end, only what is still to come, or was on an earlier day
        # in its zone, has a certain phase.
        is_past_day = last is not None and last < today
        is_certain = phase == "upcoming" or (phase == "over" and is_past_day)
        is_estimated = ends is None and not is_certain
    elif first is not None and last is not None:
        phase = "on" if is_whole else None
        if today < first:
            phase = "upcoming"
        elif last < today:
            phase = "over"
    return {
        "first": first,
        "last": last,
        "starts": starts,
        "ends": ends,
        "phase": phase,
        "estimated": is_estimated,
    }


def _phase_by_clock(moment: dt.datetime, starts: dt.datetime, ends: dt.datetime | None) -> Phase:
    """The phase of something with a time; without an end it is on for half an hour."""
    if utc(moment) < utc(starts):
        return "upcoming"
    until = utc(starts) + UNENDED if ends is None else utc(ends)
    return "on" if utc(moment) < until else "over"


def on_clock(what: _What, zone: ZoneInfo) -> _What:
    """The occasion with its time and days in a zone; unchanged without a time."""
    if what.starts is None:
        return what
    starts = what.starts.astimezone(zone)
    ends = None if what.ends is None else what.ends.astimezone(zone)
    return msgspec.structs.replace(
        what, starts=starts, ends=ends, first=starts.date(), last=last_day(starts, ends)
    )


def last_day(starts: dt.datetime, ends: dt.datetime | None) -> dt.date:
    """The day on which something ends; at midnight, the day before."""
    if ends is None or ends <= starts:
        return starts.date()
    return (ends - dt.timedelta.resolution).date()


def by_clock(starts: dt.datetime | None, half_day: HalfDay | None) -> tuple[bool, dt.datetime, int]:
    """A sort key: by time; without a time last, by half-day."""
    moment = dt.datetime.max.replace(tzinfo=dt.UTC) if starts is None else utc(starts)
    return starts is None, moment, HALVES.index(half_day)


def utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC, to compare it with another or subtract it.

    Within one zone Python compares clock times: wrong by an hour when clocks change.
    """
    return moment.astimezone(dt.UTC)


def later(moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
    """The moment a span later, even if the clocks change in between."""
    return (utc(moment) + span).astimezone(moment.tzinfo)


def takes_no_time(starts: dt.datetime, ends: dt.datetime | None) -> bool:
    """Whether something ends as it starts, as a deadline does."""
    return ends is not None and utc(ends) == utc(starts)
