"""Editions, days, sessions and own entries as events."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from milipol_cli.export.revisions import modified_on, status_changes, times_changed
from milipol_cli.ics.alarms import Alarm
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.finding import Named
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.programmes import DayTheme, Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import UNENDED, later, session_span, takes_no_time
from milipol_cli.picks.model import Pick


class Event(Record, frozen=True, kw_only=True):
    """Something to put into a calendar: an edition, a day, a session, or a reminder.

    `starts` and `ends` are aware; without them it is all day from `first` to `last`.
    `ends` is made up where `end_known` is false. A day has its `themes` and the
    `sessions` of it that have no time; a reminder stands for one alarm of an `event`.
    What is the reader's `own` may belong to no edition, and `note` is the reader's.
    """

    id: str
    kind: Literal["edition", "day", "session", "own", "reminder"]
    edition: EditionAsOf | None
    own: Pick | None = None
    note: str | None = None
    first: dt.date
    last: dt.date
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    end_known: bool = True
    session: Session | None = None
    themes: tuple[DayTheme, ...] = ()
    sessions: tuple[Session, ...] = ()
    sequence: int
    modified: dt.date
    alarms: tuple[Alarm, ...] = ()
    reminds: Alarm | None = None
    event: "Event | None" = None

    @property
    def is_deadline(self) -> bool:
        """Whether it is a deadline of the reader's own, which takes no time."""
        return self.own is not None and self.own.kind == "deadline"

    @property
    def view(self) -> EditionAsOf:
        """The edition of what is not the reader's own."""
        assert self.edition is not None  # only an own entry may have none
        return self.edition


def happenings_of(
    one: Named, programme_of: Callable[[str], Programme | None], *, sessions: bool
) -> Iterator[Event]:
    """What an id stands for, the programme of it with `sessions`."""
    assert one.view is not None  # dated
    if one.session is not None:
        yield _session(one.view, one.session)
        return
    known = programme_of(one.view.id) or Programme(edition=one.view.id)
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


def _edition(view: EditionAsOf, programme: Programme) -> Event:
    first, last = window(view.dates)
    return Event(
        id=view.id,
        kind="edition",
        edition=view,
        first=first,
        last=last,
        end_known=view.dates.end is not None,
        themes=programme.theme,
        sequence=times_changed(view.notices),
        modified=view.notices[-1].day_known,
    )


def _day(view: EditionAsOf, day: dt.date, programme: Programme) -> Event:
    """A day, of the programme of which only its own sessions are given."""
    return Event(
        id=f"{view.id}/{day}",
        kind="day",
        edition=view,
        first=day,
        last=day,
        themes=tuple(theme for theme in programme.theme if theme.date == day),
        sessions=tuple(one for one in programme.session if one.start is None),
        sequence=status_changes(view),
        modified=modified_on(view, None),
    )


def _session(view: EditionAsOf, session: Session) -> Event:
    assert session.date is not None  # dated
    starts, ends = session_span(session, view.zone)
    if starts is not None and ends is None:
        ends = later(starts, UNENDED)
    return Event(
        id=f"{view.id}/{session.id}",
        kind="session",
        edition=view,
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
    views: Sequence[EditionAsOf],
    files: Sequence[ShowFile],
    as_of: AsOf,
) -> Iterator[Event]:
    """The entries of the reader's own among picks, as events."""
    own = [pick for pick in picks if pick.is_own]
    if not own:
        return
    from milipol_cli.picks.as_of import own_pick_as_of  # noqa: PLC0415  for these alone

    reviewed = max((file.show.reviewed for file in files), default=dt.date.min)
    edition = {view.id: view for view in views}
    for one in (own_pick_as_of(pick, edition, as_of) for pick in own):
        assert one.first is not None  # own entries have a day
        assert one.last is not None
        ends = one.ends
        if one.starts and (ends is None or takes_no_time(one.starts, ends)):
            # Calendars want an end that is later (RFC 5545, 3.8.2.2).
            ends = later(one.starts, UNENDED)
        yield Event(
            id=one.pick.id,
            kind="own",
            edition=one.edition,
            own=one.pick,
            first=one.first,
            last=one.last,
            starts=one.starts,
            ends=ends,
            end_known=one.ends is not None,
            sequence=one.pick.sequence,
            modified=one.pick.updated or reviewed,
        )
