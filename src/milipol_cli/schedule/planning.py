"""When picks are, and what became of them since they were picked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.answers.agenda import Mark, MarkKind, Planned
from milipol_cli.answers.editions import Phase, Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import Dates, may_be, window
from milipol_cli.model.picks import Pick
from milipol_cli.model.programmes import Programme, Session
from milipol_cli.model.shows import ShowFile
from milipol_cli.schedule.editions import all_seen, is_void, why_off
from milipol_cli.schedule.finding import find_in
from milipol_cli.schedule.sessions import later, session_seen, until, utc

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
