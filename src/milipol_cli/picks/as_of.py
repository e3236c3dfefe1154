"""When picks are, and what became of them since they were picked."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    Phase,
    editions_as_of,
    is_void,
    why_off,
)
from milipol_cli.network.finding import find_in
from milipol_cli.network.model.dates import Dates, day_named, may_be, window
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import (
    SessionAsOf,
    by_clock,
    later,
    session_as_of,
    until,
    utc,
)
from milipol_cli.picks.model import Pick

ConflictKind = Literal[
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


class Conflict(Record, frozen=True, kw_only=True):
    """What does not fit about a pick.

    `other` is the id of the pick it does not fit with. `minutes` is how long two
    overlap, as far as that is sure, or how long there is between two; `into_minutes`
    how long the other has been on when this one starts, and `left_minutes` how long it
    still is. `first` and `last` are days that two editions share; `other` is then the
    id of the other edition, and where an own entry's edition is gone, or not read, the
    id of that. `others` is how many more there are of the kind, where not all are told:
    of those alone.
    """

    kind: ConflictKind
    other: str | None = None
    minutes: int | None = None
    into_minutes: int | None = None
    left_minutes: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    others: int | None = None


class PickAsOf(Record, frozen=True, kw_only=True):
    """A pick as it stands at the moment of asking.

    `starts` and `ends` are aware; `ends` is None where it was not published. Where the
    day is known, `first` and `last` are its days at the venue, or in its own zone.
    `phase` is None where it cannot be known.
    """

    pick: Pick
    edition: EditionAsOf | None = None
    session: SessionAsOf | None = None
    day: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    phase: Phase | None = None
    marks: tuple[Conflict, ...] = ()

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
    def whole_edition(self) -> EditionAsOf | None:
        """The edition that was picked as a whole, as it is known; None otherwise."""
        return self.edition if self.is_of_days and self.day is None else None

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone whose days it is on; None where none is known."""
        return self.pick.zone if self.edition is None else self.edition.zone

    @property
    def estimated(self) -> bool:
        """Whether its phase rests on an end that was not published."""
        return self.ends is None and self.phase != "upcoming"

    @property
    def next(self) -> bool:
        """Whether it is the next of a programme: a pick is not told of as that."""
        return False


def in_order(picks: Iterable[PickAsOf]) -> tuple[PickAsOf, ...]:
    """The picks in order of time; those without a time last, by half-day."""

    def clock(pick: PickAsOf) -> tuple[bool, dt.datetime, int]:
        half_day = None if pick.session is None else pick.session.half_day
        return by_clock(pick.starts, half_day)

    return tuple(sorted(picks, key=clock))


_Programmes = Callable[[str], Programme | None]


def planned(
    picks: Iterable[Pick],
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: _Programmes,
    unread: Callable[[str], bool],
) -> list[PickAsOf]:
    """Each pick with when it is, and with what became of it since it was picked."""
    views = {view.id: view for view in editions_as_of(files, as_of)}
    data = {edition.id for file in files for edition in file.edition}
    found = []
    for pick in picks:
        if pick.is_own:
            one = own_pick_as_of(pick, views, as_of)
            if pick.edition is not None and pick.edition not in data:
                one = _marked(one, "gone")
        else:
            one = _of_data(pick, views, data, as_of, programme)
        is_gone = any(mark.kind == "gone" for mark in one.marks)
        if is_gone and unread(pick.edition or pick.id):
            one = _marked(one, "not read")
        found.append(one)
    return found


def _marked(one: PickAsOf, why: ConflictKind) -> PickAsOf:
    mark = Conflict(kind=why, other=one.pick.edition)
    return msgspec.structs.replace(one, marks=(mark,))


def own_pick_as_of(
    pick: Pick, views: Mapping[str, EditionAsOf], as_of: AsOf
) -> PickAsOf:
    """An entry of the reader's own, on the clock of its edition where it has one."""
    view = None if pick.edition is None else views.get(pick.edition)
    marks = () if view is None else _marks(view, moved=False)
    if pick.date is not None:
        place = as_of.reader_day if view is None else as_of.day_at(view.zone)
        return PickAsOf(
            pick=pick,
            edition=view,
            first=pick.date,
            last=pick.date,
            phase=_phase_of_day(pick.date, place),
            marks=marks,
        )
    assert pick.at is not None  # it has the one or the other
    assert pick.zone is not None  # at has one
    starts = at_in_zone(pick.at, pick.zone)
    if view is not None:
        starts = starts.astimezone(view.zone)
    ends = None
    if pick.minutes is not None:
        ends = later(starts, dt.timedelta(minutes=pick.minutes))
    elif pick.kind == "deadline":
        ends = starts
    return PickAsOf(
        pick=pick,
        edition=view,
        first=starts.date(),
        last=_last_day(starts, ends),
        starts=starts,
        ends=ends,
        phase=_phase_of_time(starts, ends, as_of),
        marks=marks,
    )


def own_picks_today(
    picks: Iterable[Pick],
    files: Iterable[ShowFile],
    as_of: AsOf,
    shows: Collection[str] = (),
) -> tuple[PickAsOf, ...]:
    """The reader's own entries for today, in order of time.

    Today is the day in the zone of an entry, else the reader's. If `shows` are given,
    entries that belong to an edition of another show are left out.
    """
    editions = {edition.id: edition for edition in editions_as_of(files, as_of)}
    entries = (
        own_pick_as_of(pick, editions, as_of)
        for pick in picks
        if pick.is_own
        and (not shows or pick.edition is None or show_id_of(pick.edition) in shows)
    )
    return in_order(entry for entry in entries if _is_today(entry, as_of))


def _is_today(entry: PickAsOf, as_of: AsOf) -> bool:
    today = as_of.reader_day if entry.zone is None else as_of.day_at(entry.zone)
    assert entry.first is not None  # own entries have days
    assert entry.last is not None
    return entry.first <= today <= entry.last


def _last_day(starts: dt.datetime, ends: dt.datetime | None) -> dt.date:
    """The last day on which it is on; what ends at midnight is not on after it."""
    if ends is None or ends <= starts:
        return starts.date()
    return (ends - dt.timedelta(microseconds=1)).date()


def at_in_zone(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A time in its zone; without an offset it is the clock there."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _phase_of_day(day: dt.date, today: dt.date) -> Phase:
    if day == today:
        return "on"
    return "upcoming" if today < day else "over"


def _phase_of_time(
    starts: dt.datetime, ends: dt.datetime | None, as_of: AsOf
) -> Phase | None:
    zone = starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    if as_of.moment is None:
        day = as_of.day_at(zone)
        if starts.date() <= day <= _last_day(starts, ends):
            return None
        return _phase_of_day(starts.date(), day)
    now = utc(as_of.moment)
    if now < utc(starts):
        return "upcoming"
    return "on" if now < until(starts, ends) else "over"


def _of_data(
    pick: Pick,
    views: dict[str, EditionAsOf],
    data: set[str],
    as_of: AsOf,
    programme: _Programmes,
) -> PickAsOf:
    edition = pick.id.partition("/")[0]
    if edition not in data:
        return _as_picked(pick, "gone")
    view = views.get(edition)
    if view is None:
        return _as_picked(pick, "not known yet")
    found = find_in(view, pick.id, programme)
    if found is None:
        return _as_picked(pick, "gone")
    if found.session is not None:
        return _session(pick, view, found.session, as_of)
    if found.day is not None:
        return _day(pick, view, found.day, as_of)
    return _edition(pick, view)


def _as_picked(pick: Pick, why: ConflictKind) -> PickAsOf:
    """A pick of which the data says nothing: with the day that it was picked with."""
    return PickAsOf(
        pick=pick,
        first=pick.date,
        last=pick.last or pick.date,
        marks=(Conflict(kind=why),),
    )


def _edition(pick: Pick, view: EditionAsOf) -> PickAsOf:
    first, last = (None, None) if view.dates.start is None else window(view.dates)
    moved = pick.date is not None and not _is_as_picked(pick, view.dates)
    # Looked at from before it moved, a pick of the new dates has not moved back.
    if view.later is not None and _is_as_picked(pick, view.later.dates):
        moved = False
    return PickAsOf(
        pick=pick,
        edition=view,
        first=first,
        last=last,
        phase=view.phase,
        marks=_marks(view, moved=moved),
    )


def _is_as_picked(pick: Pick, dates: Dates) -> bool:
    """Whether an edition has the days that it was picked with, as far as known."""
    ends = (pick.last or dates.end, dates.end or pick.last)
    return pick.date == dates.start and ends[0] == ends[1]


def _day(pick: Pick, view: EditionAsOf, day: dt.date, as_of: AsOf) -> PickAsOf:
    # Looked at from before it moved, a day of the new dates has not moved back.
    known = [view.dates] if view.later is None else [view.dates, view.later.dates]
    return PickAsOf(
        pick=pick,
        edition=view,
        day=day,
        first=day,
        last=day,
        phase=(
            None if why_off(view, day) else _phase_of_day(day, as_of.day_at(view.zone))
        ),
        marks=_marks(view, moved=not any(may_be(day, dates) for dates in known)),
    )


def _session(pick: Pick, view: EditionAsOf, session: Session, as_of: AsOf) -> PickAsOf:
    one = session_as_of(view, session, as_of)
    now = (session.date, session.start, session.end)
    then = (pick.date, pick.start, pick.end)
    # A time that was published only later is no move.
    moved = any(a is not None and a != b for a, b in zip(then, now, strict=True))
    if session.date is not None and not view.superseded:  # else that is not known yet
        moved = moved or why_off(view, session.date) is not None
    return PickAsOf(
        pick=pick,
        edition=view,
        session=one,
        first=session.date,
        last=session.date,
        starts=one.starts,
        ends=one.ends,
        phase=one.phase,
        marks=_marks(view, moved=moved),
    )


def _marks(view: EditionAsOf, *, moved: bool) -> tuple[Conflict, ...]:
    """What became of an edition, or of something at it, since it was picked."""
    if view.status == "cancelled":
        return (Conflict(kind="cancelled"),)
    if is_void(view.notices):
        return (Conflict(kind="postponed"),)
    return (Conflict(kind="moved"),) if moved else ()
