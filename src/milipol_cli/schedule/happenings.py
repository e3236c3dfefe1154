"""Editions, days, sessions and own entries as events."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from milipol_cli.answers.calendar import Happening
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import window
from milipol_cli.model.picks import Pick
from milipol_cli.model.programmes import Programme, Session
from milipol_cli.model.shows import ShowFile
from milipol_cli.schedule.finding import Named
from milipol_cli.schedule.revisions import modified_on, status_changes, times_changed
from milipol_cli.schedule.sessions import UNENDED, later, session_span, takes_no_time


def happenings_of(
    one: Named, programme_of: Callable[[str], Programme | None], *, sessions: bool
) -> Iterator[Happening]:
    """What an id stands for, the programme of it with `sessions`."""
    assert one.view is not None  # dated
    if one.session is not None:
        yield _session(one.view, one.session)
        return
    known = programme_of(one.view.edition.id) or Programme(edition=one.view.edition.id)
    if one.day is None:
        yield _edition(one.view, known)
    else:
        known = known.on(one.day)
        yield _day(one.view, one.day, known)
    if not sessions:
        return
    if one.day is None:
        for day in sorted(_days_worth_telling(known)):
            yield _day(one.view, day, known.on(day))
    for session in known.session:
        if session.start is not None and session.date is not None:
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
        sequence=times_changed(view.notices),
        modified=view.notices[-1].day_known,
    )


def _day(view: Seen, day: dt.date, programme: Programme) -> Happening:
    """A day, of the programme of which only its own sessions are given."""
    return Happening(
        id=f"{view.edition.id}/{day}",
        kind="day",
        seen=view,
        first=day,
        last=day,
        themes=tuple(theme for theme in programme.theme if theme.date == day),
        sessions=tuple(one for one in programme.session if one.start is None),
        sequence=status_changes(view),
        modified=modified_on(view, None),
    )


def _session(view: Seen, session: Session) -> Happening:
    assert session.date is not None  # dated
    starts, ends = session_span(session, view.zone)
    if starts is not None and ends is None:
        ends = later(starts, UNENDED)
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
        sequence=session.sequence + status_changes(view),
        modified=modified_on(view, session.updated),
    )


def own_entries(
    picks: Sequence[Pick],
    views: Sequence[Seen],
    files: Sequence[ShowFile],
    here: Standpoint,
) -> Iterator[Happening]:
    """The entries of the reader's own among picks, as events."""
    own = [pick for pick in picks if pick.is_own]
    if not own:
        return
    from milipol_cli.schedule.planning import own_planned  # noqa: PLC0415  for these alone

    reviewed = max((file.show.reviewed for file in files), default=dt.date.min)
    seen = {view.edition.id: view for view in views}
    for one in (own_planned(pick, seen, here) for pick in own):
        assert one.first is not None  # own entries have a day
        assert one.last is not None
        ends = one.ends
        if one.starts and (ends is None or takes_no_time(one.starts, ends)):
            # Calendars want an end that is later (RFC 5545, 3.8.2.2).
            ends = later(one.starts, UNENDED)
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
