"""When picks are, and what became of them since they were picked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import Standpoint
from milipol_cli.network.editions import Phase, Seen, all_seen, is_void, why_off
from milipol_cli.network.finding import find_in
from milipol_cli.network.model.dates import Dates, day_named, may_be, window
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import SessionSeen, later, session_seen, until, utc
from milipol_cli.picks.model import Pick

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


_Programmes = Callable[[str], Programme | None]


def planned(
    picks: Iterable[Pick],
    files: Sequence[ShowFile],
    here: Standpoint,
    *,
    programme: _Programmes,
    unread: Callable[[str], bool],
) -> list[Planned]:
    """Each pick with when it is, and with what became of it since it was picked."""
    views = {view.edition.id: view for view in all_seen(files, here)}
    data = {edition.id for file in files for edition in file.edition}
    found = []
    for pick in picks:
        if pick.is_own:
            one = own_planned(pick, views, here)
            if pick.edition is not None and pick.edition not in data:
                one = _marked(one, "gone")
        else:
            one = _of_data(pick, views, data, here, programme)
        is_gone = any(mark.kind == "gone" for mark in one.marks)
        if is_gone and unread(pick.edition or pick.id):
            one = _marked(one, "not read")
        found.append(one)
    return found


def _marked(one: Planned, why: MarkKind) -> Planned:
    mark = Mark(kind=why, other=one.pick.edition)
    return msgspec.structs.replace(one, marks=(mark,))


def own_planned(pick: Pick, views: Mapping[str, Seen], here: Standpoint) -> Planned:
    """An entry of the reader's own, on the clock of its edition where it has one."""
    view = None if pick.edition is None else views.get(pick.edition)
    marks = () if view is None else _marks(view, moved=False)
    if pick.date is not None:
        place = here.reader_day if view is None else here.day_at(view.zone)
        return Planned(
            pick=pick,
            seen=view,
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
    return Planned(
        pick=pick,
        seen=view,
        first=starts.date(),
        last=_last_day(starts, ends),
        starts=starts,
        ends=ends,
        phase=_phase_of_time(starts, ends, here),
        marks=marks,
    )


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
    starts: dt.datetime, ends: dt.datetime | None, here: Standpoint
) -> Phase | None:
    zone = starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    if here.moment is None:
        day = here.day_at(zone)
        if starts.date() <= day <= _last_day(starts, ends):
            return None
        return _phase_of_day(starts.date(), day)
    now = utc(here.moment)
    if now < utc(starts):
        return "upcoming"
    return "on" if now < until(starts, ends) else "over"


def _of_data(
    pick: Pick,
    views: dict[str, Seen],
    data: set[str],
    here: Standpoint,
    programme: _Programmes,
) -> Planned:
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
        return _session(pick, view, found.session, here)
    if found.day is not None:
        return _day(pick, view, found.day, here)
    return _edition(pick, view)


def _as_picked(pick: Pick, why: MarkKind) -> Planned:
    """A pick of which the data says nothing: with the day that it was picked with."""
    return Planned(
        pick=pick,
        first=pick.date,
        last=pick.last or pick.date,
        marks=(Mark(kind=why),),
    )


def _edition(pick: Pick, view: Seen) -> Planned:
    first, last = (None, None) if view.dates.start is None else window(view.dates)
    moved = pick.date is not None and not _is_as_picked(pick, view.dates)
    # Looked at from before it moved, a pick of the new dates has not moved back.
    if view.later is not None and _is_as_picked(pick, view.later.dates):
        moved = False
    return Planned(
        pick=pick,
        seen=view,
        first=first,
        last=last,
        phase=view.phase,
        marks=_marks(view, moved=moved),
    )


def _is_as_picked(pick: Pick, dates: Dates) -> bool:
    """Whether an edition has the days that it was picked with, as far as known."""
    ends = (pick.last or dates.end, dates.end or pick.last)
    return pick.date == dates.start and ends[0] == ends[1]


def _day(pick: Pick, view: Seen, day: dt.date, here: Standpoint) -> Planned:
    # Looked at from before it moved, a day of the new dates has not moved back.
    known = [view.dates] if view.later is None else [view.dates, view.later.dates]
    return Planned(
        pick=pick,
        seen=view,
        day=day,
        first=day,
        last=day,
        phase=(
            None if why_off(view, day) else _phase_of_day(day, here.day_at(view.zone))
        ),
        marks=_marks(view, moved=not any(may_be(day, dates) for dates in known)),
    )


def _session(pick: Pick, view: Seen, session: Session, here: Standpoint) -> Planned:
    one = session_seen(view, session, here)
    now = (session.date, session.start, session.end)
    then = (pick.date, pick.start, pick.end)
    # A time that was published only later is no move.
    moved = any(a is not None and a != b for a, b in zip(then, now, strict=True))
    if session.date is not None and not view.given_up:  # else that is not known yet
        moved = moved or why_off(view, session.date) is not None
    return Planned(
        pick=pick,
        seen=view,
        session=one,
        first=session.date,
        last=session.date,
        starts=one.starts,
        ends=one.ends,
        phase=one.phase,
        marks=_marks(view, moved=moved),
    )


def _marks(view: Seen, *, moved: bool) -> tuple[Mark, ...]:
    """What became of an edition, or of something at it, since it was picked."""
    if view.status == "cancelled":
        return (Mark(kind="cancelled"),)
    if is_void(view.notices):
        return (Mark(kind="postponed"),)
    return (Mark(kind="moved"),) if moved else ()
