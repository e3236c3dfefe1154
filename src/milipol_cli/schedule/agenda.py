"""The reader's agenda: when picks are, what does not fit together, what is free."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.answers import (
    Agenda,
    AgendaDay,
    Gap,
    Mark,
    MarkKind,
    Planned,
    Seen,
    SessionSeen,
    ShowDay,
    Standpoint,
    Today,
)
from milipol_cli.model import Phase, Pick, Programme, Session, ShowFile
from milipol_cli.schedule.clashes import clashes, is_busy, utc
from milipol_cli.schedule.editions import all_seen, is_void, window
from milipol_cli.schedule.sessions import (
    UNENDED,
    by_clock,
    session_seen,
    sessions_on,
    with_picked,
)

_Programmes = Callable[[str], Programme | None]


def agenda(
    picks: Sequence[Pick],
    files: Sequence[ShowFile],
    here: Standpoint,
    *,
    programme: _Programmes,
    change: dt.timedelta,
    gap: dt.timedelta,
) -> Agenda:
    """The picks as they stand, by day, with what does not fit and what is free.

    Less than `change` between two rooms is tight; free time from `gap` on is told.
    `programme` gives the programme of an edition.
    """
    found = planned(picks, files, here, programme=programme)
    marks = clashes(found, change)
    found = [
        msgspec.structs.replace(one, marks=(*one.marks, *marks.get(one.pick.id, ())))
        for one in found
    ]
    dated = [one for one in found if one.first is not None]
    editions = {one.seen.edition.id: one.seen for one in found if one.seen is not None}
    return Agenda(
        standpoint=here,
        whole_days=tuple(sorted((o for o in dated if o.is_whole_days), key=_by_day)),
        days=tuple(
            _with_gaps(day, gap, here, programme)
            for day in _days([one for one in dated if not one.is_whole_days])
        ),
        undated=tuple(one for one in found if one.first is None),
        known_later=tuple(view for view in editions.values() if view.later is not None),
        reviewed=min((file.show.reviewed for file in files), default=None),
    )


def _by_day(one: Planned) -> tuple[dt.date | None, str]:
    return one.first, one.pick.id


def planned(
    picks: Iterable[Pick],
    files: Sequence[ShowFile],
    here: Standpoint,
    *,
    programme: _Programmes,
) -> list[Planned]:
    """Each pick with when it is, and with what became of it since it was picked."""
    views = {view.edition.id: view for view in all_seen(files, here)}
    data = {edition.id for file in files for edition in file.edition}
    return [
        _own(pick, views, here)
        if pick.is_own
        else _of_data(pick, views, data, here, programme)
        for pick in picks
    ]


def _own(pick: Pick, views: dict[str, Seen], here: Standpoint) -> Planned:
    view = None if pick.edition is None else views.get(pick.edition)
    if pick.date is not None:
        place = here.reader_day if view is None else here.day_at(view.zone)
        return Planned(
            pick=pick,
            seen=view,
            first=pick.date,
            last=pick.date,
            phase=_phase_of_day(pick.date, place),
        )
    assert pick.at is not None  # it has the one or the other
    assert pick.zone is not None  # at has one
    starts = at_in_zone(pick.at, pick.zone)
    if view is not None:
        starts = starts.astimezone(view.zone)
    ends = None
    if pick.minutes is not None:
        length = dt.timedelta(minutes=pick.minutes)
        ends = (utc(starts) + length).astimezone(starts.tzinfo)
    elif pick.kind == "deadline":
        ends = starts
    return Planned(
        pick=pick,
        seen=view,
        first=starts.date(),
        last=starts.date(),
        starts=starts,
        ends=ends,
        phase=_phase_of_time(starts, ends, here),
    )


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
        return None if day == starts.date() else _phase_of_day(starts.date(), day)
    now = utc(here.moment)
    if now < utc(starts):
        return "upcoming"
    until = utc(starts) + UNENDED if ends is None else utc(ends)
    return "on" if now < until else "over"


def _of_data(
    pick: Pick,
    views: dict[str, Seen],
    data: set[str],
    here: Standpoint,
    programme: _Programmes,
) -> Planned:
    head, slash, tail = pick.id.partition("/")
    if head not in data:
        return _as_picked(pick, "gone")
    view = views.get(head)
    if view is None:
        return _as_picked(pick, "not known yet")
    if not slash:
        return _edition(pick, view)
    known = programme(head)
    sessions = () if known is None else known.session
    session = next((one for one in sessions if one.id == tail), None)
    if session is not None:
        return _session(pick, view, session, here)
    try:
        return _day(pick, view, dt.date.fromisoformat(tail), here)
    except ValueError:
        return _as_picked(pick, "gone")


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
    moved = pick.date is not None and (
        pick.date != view.dates.start
        or (pick.last or view.dates.end) != (view.dates.end or pick.last)
    )
    return Planned(
        pick=pick,
        seen=view,
        first=first,
        last=last,
        phase=view.phase,
        marks=_marks(view, moved=moved),
    )


def _day(pick: Pick, view: Seen, day: dt.date, here: Standpoint) -> Planned:
    first, last = window(view.dates)
    return Planned(
        pick=pick,
        seen=view,
        day=day,
        first=day,
        last=day,
        phase=_phase_of_day(day, here.day_at(view.zone)),
        marks=_marks(view, moved=not first <= day <= last),
    )


def _session(pick: Pick, view: Seen, session: Session, here: Standpoint) -> Planned:
    one = session_seen(view, session, here)
    now = (session.date, session.start, session.end)
    then = (pick.date, pick.start, pick.end)
    # A time that was published only later is no move.
    moved = any(a is not None and a != b for a, b in zip(then, now, strict=True))
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


_Key = tuple[dt.date, str, str]


def _days(found: Sequence[Planned]) -> list[AgendaDay]:
    """The picks by show and day; an own entry joins a show of its zone on that day."""
    groups: dict[_Key, list[Planned]] = {}
    for one in sorted(found, key=lambda one: one.seen is None):
        groups.setdefault(_key(one, groups), []).append(one)
    days = [_day_of(picks) for picks in groups.values()]
    return sorted(days, key=_by_first_pick)


def _key(one: Planned, groups: Iterable[_Key]) -> _Key:
    assert one.first is not None  # dated
    zone = _zone(one).key
    if one.seen is not None:
        return one.first, zone, one.seen.edition.id
    same = (key for key in groups if key[:2] == (one.first, zone))
    return next(same, (one.first, zone, ""))


def _zone(one: Planned) -> ZoneInfo:
    if one.seen is not None:
        return one.seen.zone
    assert one.pick.zone is not None  # own, and with a time
    return one.pick.zone


def _by_first_pick(day: AgendaDay) -> tuple[dt.date, bool, dt.datetime]:
    starts = day.picks[0].starts
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    return day.date, starts is None, latest if starts is None else utc(starts)


def _day_of(picks: Sequence[Planned]) -> AgendaDay:
    one = picks[0]
    assert one.first is not None  # dated
    day = days = None
    if one.seen is not None and one.seen.dates.start is not None:
        first, last = window(one.seen.dates)
        if first <= one.first <= last:
            day = (one.first - first).days + 1
            days = (last - first).days + 1 if one.seen.dates.end else None
    return AgendaDay(
        date=one.first,
        zone=_zone(one),
        seen=one.seen,
        day=day,
        days=days,
        picks=tuple(sorted(picks, key=_by_clock)),
    )


def _by_clock(one: Planned) -> tuple[bool, dt.datetime, int]:
    half_day = None if one.session is None else one.session.half_day
    return by_clock(one.starts, half_day)


def _with_gaps(
    day: AgendaDay, least: dt.timedelta, here: Standpoint, programme: _Programmes
) -> AgendaDay:
    """The day with the free time between its timed picks, if it is one of a show."""
    if day.seen is None or day.day is None:
        return day
    free = [
        (after, starts, ends)
        for after, starts, ends in _between(day.picks)
        if ends - starts >= least
    ]
    if not free:
        return day
    known = programme(day.seen.edition.id) or Programme(edition=day.seen.edition.id)
    others = [
        one
        for one in sessions_on(day.seen, known.session, day.date, here)
        if one.id not in {pick.pick.id for pick in day.picks}
    ]
    return msgspec.structs.replace(
        day,
        themes=tuple(theme for theme in known.theme if theme.date == day.date),
        gaps=tuple(
            Gap(
                after=after,
                starts=starts.astimezone(day.zone),
                ends=ends.astimezone(day.zone),
                fits=tuple(one for one in others if _fits(one, starts, ends)),
            )
            for after, starts, ends in free
        ),
    )


def _between(
    picks: Sequence[Planned],
) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    """The time between picks, in UTC, and the pick that it begins with the end of."""
    busy = [one for one in picks if is_busy(one)]
    latest: tuple[dt.datetime, str] | None = None
    for one in busy:
        assert one.starts is not None  # busy
        starts = utc(one.starts)
        if latest is not None and latest[0] < starts:
            yield latest[1], latest[0], starts
        ends = starts + UNENDED if one.ends is None else utc(one.ends)
        if latest is None or ends > latest[0]:
            latest = ends, one.pick.id


def _fits(one: SessionSeen, starts: dt.datetime, ends: dt.datetime) -> bool:
    if one.starts is None:
        return False
    until = utc(one.starts) + UNENDED if one.ends is None else utc(one.ends)
    return starts <= utc(one.starts) and until <= ends


def marked(answer: Today, picks: Sequence[Pick]) -> Today:
    """The answer of `today` with the picks of the day marked, and own entries in it."""
    ids = {pick.id for pick in picks}
    here = answer.standpoint
    views = {day.seen.edition.id: day.seen for day in answer.days}
    own = sorted(
        (_own(pick, views, here) for pick in picks if pick.is_own), key=_by_clock
    )
    left = [one for one in own if one.first == here.day_at(_own_zone(one, here))]
    days = []
    for day in answer.days:
        mine = [one for one in left if _is_at(one, day)]
        left = [one for one in left if one not in mine]
        days.append(msgspec.structs.replace(with_picked(day, ids), own=tuple(mine)))
    return msgspec.structs.replace(answer, days=tuple(days), own=tuple(left))


def _own_zone(one: Planned, here: Standpoint) -> ZoneInfo:
    """The zone whose day an own entry is on; the reader's where it has none."""
    if one.seen is not None or one.pick.zone is not None:
        return _zone(one)
    return here.reader_zone or ZoneInfo("UTC")


def _is_at(one: Planned, day: ShowDay) -> bool:
    if one.pick.edition is not None:
        return one.pick.edition == day.seen.edition.id
    return one.starts is not None and one.starts.tzinfo == day.seen.zone
