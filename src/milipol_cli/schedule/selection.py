"""What to put into a calendar: editions, days and sessions, each with its alarms."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.answers.calendar import Alarm, Happening, Lead, Selection
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.errors import BadInput, UnknownId
from milipol_cli.model.picks import Pick
from milipol_cli.model.programmes import Programme, Session
from milipol_cli.model.shows import Notice, ShowFile, Status
from milipol_cli.schedule.editions import all_seen, is_void, window
from milipol_cli.schedule.finding import Found, find
from milipol_cli.schedule.leads import (
    EDITION_LEADS,
    SESSION_LEADS,
    alarm_for,
    lead,
)
from milipol_cli.schedule.sessions import UNENDED, session_span

UTC = ZoneInfo("UTC")
# How long the event is that stands for a reminder.
REMINDER = dt.timedelta(minutes=15)


def chosen(
    files: Sequence[ShowFile],
    here: Standpoint,
    *,
    what: Sequence[str],
    picks: Sequence[Pick] | None = None,
    programme: Callable[[str], Programme | None],
    sessions: bool = False,
    private: bool = False,
    leads: Sequence[Lead] | None = None,
    reminders: bool = False,
) -> Selection:
    """What is asked for by whole ids, each event once; without ids what is to come.

    With `sessions` come those of the programme, private ones with `private` alone or by
    their own id. `picks` come with their own notes and alarms; None where they were not
    asked for. `programme` gives the programme of an edition. `leads` replace those of
    each kind of event; `reminders` adds an event for each alarm. Raises UnknownId for
    an edition not known yet, and for an edition or session without a day where nothing
    else was asked for; BadInput for a lead that would ring before none of the events.
    """
    views = all_seen(files, here)
    public = programme if private else _without_private(programme)
    if what or picks is not None:
        asked = [find(key, views, programme) for key in what]
    else:
        asked = [Found(v.edition.id, v) for v in views if v.phase != "over"]
    missing = []
    picks = picks or ()
    for pick in picks:
        if pick.is_own:
            continue
        try:
            asked.append(find(pick.id, views, programme))
        except UnknownId:
            missing.append(pick.id)
    picked: dict[str, Happening] = {}
    for one in filter(_is_dated, asked):
        for happening in _of(one, public, sessions=sessions):
            picked.setdefault(happening.id, happening)
    picked |= {one.id: one for one in own_entries(picks, files, here)}
    undated = tuple(dict.fromkeys(one.id for one in asked if not _is_dated(one)))
    if what and not picked and all(one.view is not None for one in asked):
        raise UnknownId(f"{undated[0]}: no day is known of it, so there is no event")
    named = {one.id for one in asked}
    events = sorted(picked.values(), key=_by_time)
    by_id = {pick.id: pick for pick in picks}
    rung = [
        _with_alarms(
            msgspec.structs.replace(one, note=_note(by_id.get(one.id))),
            _leads(by_id.get(one.id)) if leads is None else leads,
            named=one.id in named,
        )
        for one in events
    ]
    unmet = _unmet(leads or (), rung)
    ended = [_quiet(one, here) for one in rung]
    if reminders:
        ended = sorted(
            [*ended, *(event for one in rung for event in _reminders(one, here))],
            key=_by_time,
        )
    return Selection(
        standpoint=here,
        happenings=tuple(ended),
        undated=undated,
        unmet=unmet,
        missing=tuple(missing),
    )


def _without_private(
    programme: Callable[[str], Programme | None],
) -> Callable[[str], Programme | None]:
    """The programmes without what their reader keeps to himself."""

    def public(edition_id: str) -> Programme | None:
        known = programme(edition_id)
        if known is None:
            return None
        shown = tuple(one for one in known.session if not one.private)
        return msgspec.structs.replace(known, session=shown)

    return public


def _note(pick: Pick | None) -> str | None:
    return None if pick is None else pick.note


def _leads(pick: Pick | None) -> list[Lead] | None:
    """The alarms of a pick; None where it has those of its kind."""
    if pick is None or pick.alarm is None:
        return None
    return [lead(text) for text in pick.alarm]


def _is_dated(one: Found) -> bool:
    if one.view is None:
        return False
    if one.session is not None:
        return one.session.date is not None
    return one.day is not None or one.view.dates.start is not None


def _by_time(one: Happening) -> tuple[dt.date, dt.datetime, str]:
    starts = dt.datetime.min.replace(tzinfo=dt.UTC)
    if one.starts is not None:
        starts = one.starts.astimezone(dt.UTC)
    return one.first, starts, one.id


def _of(
    one: Found, programme_of: Callable[[str], Programme | None], *, sessions: bool
) -> Iterator[Happening]:
    """What an id stands for, the programme of it with `sessions`."""
    assert one.view is not None  # dated
    programme = programme_of(one.view.edition.id)
    if one.session is not None:
        yield _session(one.view, one.session)
        return
    known = programme or Programme(edition=one.view.edition.id)
    if one.day is None:
        yield _edition(one.view, known)
    else:
        yield _day(one.view, one.day, known)
    if not sessions:
        return
    if one.day is None:
        for day in sorted(_days_worth_telling(known)):
            yield _day(one.view, day, known)
    for session in known.session:
        timed = session.start is not None and session.date is not None
        if timed and one.day in (None, session.date):
            yield _session(one.view, session)


def _days_worth_telling(programme: Programme) -> set[dt.date]:
    """The days that have a theme, or a session without a time."""
    days = {theme.date for theme in programme.theme}
    untimed = {one.date for one in programme.session if one.start is None}
    return days | {day for day in untimed if day is not None}


def _edition(view: Seen, programme: Programme) -> Happening:
    first, last = window(view.dates)
    return Happening(
        id=view.edition.id,
        kind="edition",
        seen=view,
        first=first,
        last=last,
        end_known=view.dates.end is not None,
        themes=programme.theme,
        sequence=_changes([_state(notice) for notice in view.notices]),
        modified=view.notices[-1].day_known,
    )


def _day(view: Seen, day: dt.date, programme: Programme) -> Happening:
    return Happening(
        id=f"{view.edition.id}/{day}",
        kind="day",
        seen=view,
        first=day,
        last=day,
        themes=tuple(theme for theme in programme.theme if theme.date == day),
        sessions=tuple(
            one for one in programme.session if one.date == day and one.start is None
        ),
        sequence=_status_changes(view),
        modified=_modified(view, None),
    )


def _session(view: Seen, session: Session) -> Happening:
    assert session.date is not None  # dated
    starts, ends = session_span(session, view.zone)
    if starts is not None and ends is None:
        # By the time itself, not by the clock: that may change in between.
        ends = (starts.astimezone(dt.UTC) + UNENDED).astimezone(view.zone)
    return Happening(
        id=f"{view.edition.id}/{session.id}",
        kind="session",
        seen=view,
        first=session.date,
        last=session.date,
        starts=starts,
        ends=ends,
        end_known=session.end is not None,
        session=session,
        sequence=session.sequence + _status_changes(view),
        modified=_modified(view, session.updated),
    )


def own_entries(
    picks: Sequence[Pick], files: Sequence[ShowFile], here: Standpoint
) -> Iterator[Happening]:
    """The entries of the reader's own among picks, as events."""
    own = [pick for pick in picks if pick.is_own]
    if not own:
        return
    from milipol_cli.schedule.planning import planned  # noqa: PLC0415  for these alone

    reviewed = max((file.show.reviewed for file in files), default=dt.date.min)
    for one in planned(own, files, here, programme=lambda _: None):
        assert one.first is not None  # own entries have a day
        assert one.last is not None
        ends = one.ends
        if one.starts is not None and ends in (None, one.starts):
            # Calendars want an end that is later (RFC 5545, 3.8.2.2).
            ends = (one.starts.astimezone(dt.UTC) + UNENDED).astimezone(
                one.starts.tzinfo
            )
        yield Happening(
            id=one.pick.id,
            kind="own",
            seen=one.seen,
            own=one.pick,
            first=one.first,
            last=one.last,
            starts=one.starts,
            ends=ends,
            end_known=one.ends is not None,
            sequence=one.pick.sequence,
            modified=one.pick.updated or reviewed,
        )


_Given = tuple[object, object, Status]


def _state(notice: Notice) -> _Given:
    return notice.dates, notice.venue, notice.status


def _changes(given: Sequence[_Given]) -> int:
    """How often what was made known differs from what was known before it.

    It never falls while notices are added, as it would if the notices were counted
    that differ from the last one.
    """
    count, now = 0, given[0]
    for dates, venue, status in given[1:]:
        then = (dates or now[0], venue or now[1], status)
        count += then != now
        now = then
    return count


def _shown(notice: Notice) -> str:
    """What the parts of an edition show of its status; being held changes nothing."""
    return "firm" if notice.status in ("announced", "held") else notice.status


def _status_changes(view: Seen) -> int:
    shown = [_shown(notice) for notice in view.notices]
    return sum(one != other for one, other in itertools.pairwise(shown))


def _modified(view: Seen, updated: dt.date | None) -> dt.date:
    """The last change of the programme, or of what it shows of the edition's status."""
    days = [updated or view.show.reviewed]
    for before, notice in itertools.pairwise(view.notices):
        if _shown(notice) != _shown(before):
            days.append(notice.day_known)
    return max(days)


def _with_alarms(
    one: Happening, leads: Sequence[Lead] | None, *, named: bool
) -> Happening:
    """The event with alarms at `leads`, or at those of its kind; a day has none.

    A day that only comes with its edition stays quiet in any case.
    """
    if leads is None:
        leads = EDITION_LEADS if one.kind in ("edition", "own") else ()
        leads = SESSION_LEADS if one.starts is not None else leads
    elif one.kind == "day" and not named:
        leads = ()
    found: dict[dt.timedelta, Alarm] = {}
    for before in leads:
        alarm = alarm_for(before, one.first, one.starts)
        if alarm is not None:
            found.setdefault(alarm.before, alarm)
    return msgspec.structs.replace(one, alarms=tuple(found.values()))


def _unmet(leads: Sequence[Lead], events: Sequence[Happening]) -> tuple[Lead, ...]:
    """The leads that do not ring before some events; refused where before none."""
    unmet = []
    for before in leads:
        rings = [alarm_for(before, one.first, one.starts) is not None for one in events]
        if rings and not any(rings):
            raise BadInput(
                f"--alarm {before.written!r}: would ring after the start; expected more"
                " time before it, on all-day events counted from 09:00"
            )
        if not all(rings):
            unmet.append(before)
    return tuple(unmet)


def _quiet(one: Happening, here: Standpoint) -> Happening:
    """The event without alarms where it is over or does not take place."""
    is_off = one.own is None and is_void(one.view.notices)
    if one.alarms and (is_off or _is_over(one, here)):
        return msgspec.structs.replace(one, alarms=())
    return one


def _is_over(one: Happening, here: Standpoint) -> bool:
    if one.ends is not None and here.moment is not None:
        return one.ends.astimezone(dt.UTC) <= here.moment.astimezone(dt.UTC)
    today = here.reader_day if one.seen is None else here.day_at(one.seen.zone)
    return one.last < today


def _reminders(one: Happening, here: Standpoint) -> Iterator[Happening]:
    """An event for each alarm, for the calendars that drop those.

    A calendar's own time cannot be written, so that of an all-day event is at the
    venue, or in the zone that the reader named. A show that does not take place keeps
    its reminders, cancelled, since calendars may hold them.
    """
    if _is_over(one, here):
        return
    for alarm in one.alarms:
        zone = alarm.zone or here.reader_zone
        if zone is None:
            zone = UTC if one.seen is None else one.seen.zone
        starts = dt.datetime.combine(alarm.day, alarm.clock, zone)
        yield Happening(
            id=f"{one.id}.reminder-{alarm.lead.slug}",
            kind="reminder",
            seen=one.seen,
            first=starts.date(),
            last=starts.date(),
            starts=starts,
            ends=(starts.astimezone(dt.UTC) + REMINDER).astimezone(zone),
            session=one.session,
            own=one.own,
            sequence=one.sequence,
            modified=one.modified,
            reminds=alarm,
        )


def seen_by(
    selection: Selection, placed: Callable[[Standpoint], Standpoint]
) -> Selection:
    """The selection for a reader with a zone; asked for where a session has a time."""
    if all(one.starts is None for one in selection.happenings):
        return selection
    return msgspec.structs.replace(selection, standpoint=placed(selection.standpoint))
