"""Editions, days, sessions and the reader's entries as events, with their alarms."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.ics.events import (
    EDITION_OFFSETS,
    REMINDER_ID,
    SESSION_OFFSETS,
    VISITS,
    Alarm,
    AlarmOffset,
    When,
    alarms_for,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.programmes import (
    DayTheme,
    OwnProgramme,
    Programme,
    Session,
    theme_for,
)
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Notice, ShowFile, Status
from milipol_cli.network.occasions import UNENDED, later, takes_no_time, utc
from milipol_cli.network.sessions import session_span
from milipol_cli.picks.as_of import PickAsOf

if TYPE_CHECKING:  # only the agenda has them
    from milipol_cli.network.model.picks import OwnKind, Pick

# A part of a place that is a hall, room or stand of the venue: "Hall 5A K30", "Main
# hall", "Salle 3" (but not "Salle Pleyel"), "5A020", "L1-E09".
_ROOM = re.compile(
    r"((conference|exhibition|main|meeting|press) )?"
    r"(halls?|rooms?|stands?|booths?|pavilion)\b.*"
    r"|(amphi|auditorium|floor|halle|level|niveau|pavillon|raum|saal|sala|salle|salon|"
    r"stage)( de \w+)?( \S{1,4})*"
    r"|[0-9A-Z]{0,3}-?[0-9][0-9A-Z]{0,4}([ /-][0-9A-Z]{1,6})?",
    re.IGNORECASE,
)

EventKind: TypeAlias = "Literal['edition', 'day', 'session', 'visits', 'reminder'] | OwnKind"


class Event(Record, frozen=True, kw_only=True):
    """Something to put into a calendar: an edition, a day, a session or a reminder.

    `starts` and `ends` are aware; without them it is all day from `first` to `last`.
    `ends` is assumed unless `end_known`. A session without a title is called by the
    `theme` of its half-day. A day is the `nth` of how many if others have its title. An
    edition and a day have `themes`, the `sessions` without a time that are not events,
    and the `visits` without a time. A reminder is an event for one alarm, its
    `reminder_alarm`, of the event that it `reminds_of`. An entry of the reader's `own`
    may belong to no edition; `noted` is the pick with the reader's note on the event.
    An event `is_own` if the reader's own files say when it is. `pick` is the id of the
    pick, or its `uid`, if the event is exported only for a pick.
    """

    id: str
    kind: EventKind
    edition: EditionAsOf | None
    own: "Pick | None" = None
    noted: "Pick | None" = None
    is_own: bool = False
    pick: str | None = None
    first: dt.date
    last: dt.date
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    end_known: bool = True
    session: Session | None = None
    theme: str | None = None
    themes: tuple[DayTheme, ...] = ()
    nth: tuple[int, int | None] | None = None
    sessions: tuple[Session, ...] = ()
    visits: tuple[PickAsOf, ...] = ()
    sequence: int
    modified: dt.date
    alarms: tuple[Alarm, ...] = ()
    reminder_alarm: Alarm | None = None
    reminds_of: "Event | None" = None

    @property
    def uid(self) -> str:
        """The id; of a reader's entry with a `uid`, with that in place of the id."""
        if self.own is None or self.own.uid is None:
            return self.id
        return self.own.uid + self.id.removeprefix(self.own.id)

    @property
    def start(self) -> When:
        """When it starts; its first day if it is all day."""
        return self.starts or self.first

    @property
    def is_at_venue(self) -> bool:
        """Whether it is at the venue: a reader's entry only in a hall or room there."""
        own = self.own
        if own is None or own.is_exhibitor:
            return True
        if own.place is None or own.is_errand:
            return False
        return all(_ROOM.fullmatch(part.strip()) for part in own.place.split(","))

    @property
    def status(self) -> Status:
        """The status of its session or edition; a reader's entry is announced."""
        if self.own is not None:
            return "announced"
        if self.session is not None and self.session.cancelled:
            return "cancelled"
        return self.show_edition.status

    @property
    def show_edition(self) -> EditionAsOf:
        """The edition of an event that is not the reader's own."""
        assert self.edition is not None  # only a reader's entry may have none
        return self.edition


def is_settled(dated: EditionAsOf | Event) -> bool:
    """Whether its dates are announced and not withdrawn, so that no status is shown."""
    return dated.status in ("announced", "held")


def editions_of(events: Iterable[Event]) -> tuple[EditionAsOf, ...]:
    """The editions of the events that are not the reader's own, each once."""
    of_shows = [event.show_edition for event in events if event.own is None]
    return tuple({edition.id: edition for edition in of_shows}.values())


def events_of(
    edition: EditionAsOf,
    part: Session | dt.date | None,
    programme_of: Callable[[str], Programme],
    *,
    sessions: bool,
) -> Iterator[Event]:
    """The events of an edition, day or session; with `sessions` also its programme.

    An edition has an event for each day with a theme. The sessions without a time are
    in the event of their day, or of the edition if their day has none.
    """
    programme = programme_of(edition.id)
    if isinstance(part, Session):
        yield _session_event(edition, part, programme)
        return
    if part is not None:
        programme = programme.for_day(part)
        yield _day_event(edition, part, programme)
    elif not sessions:
        yield _edition_event(edition, programme)
    else:
        days_with_theme = sorted({theme.date for theme in programme.theme})
        untimed = [
            session
            for session in programme.session
            if session.start is None and session.date not in (None, *days_with_theme)
        ]
        yield _edition_event(edition, programme, untimed)
        for day in days_with_theme:
            yield _day_event(edition, day, programme.for_day(day))
    for session in programme.session if sessions else ():
        if session.start is not None and session.date is not None:
            yield _session_event(edition, session, programme)


def _edition_event(
    edition: EditionAsOf, programme: Programme, untimed: Sequence[Session] = ()
) -> Event:
    """The event of all days of an edition, with its themes and sessions without a time.

    The dates of the edition are known.
    """
    first, last = window(edition.dates)
    return Event(
        id=edition.id,
        kind="edition",
        edition=edition,
        first=first,
        last=last,
        end_known=edition.dates.end is not None,
        themes=programme.theme,
        sessions=tuple(untimed),
        sequence=_times_changed(edition.notices),
        modified=edition.notices[-1].day_known,
    )


def _day_event(edition: EditionAsOf, day: dt.date, programme: Programme) -> Event:
    """The event of a day, given the part of the programme that is on that day.

    A day without a theme, or with the themes of another day, is numbered.
    """
    titles_by_day: dict[dt.date, list[str]] = {day: []}
    for theme in programme.theme:
        titles_by_day.setdefault(theme.date, []).append(theme.title)
    titles = titles_by_day[day]
    is_numbered = not titles or [*titles_by_day.values()].count(titles) > 1
    changes = _status_changes(edition)
    return Event(
        id=f"{edition.id}/{day}",
        kind="day",
        edition=edition,
        is_own=isinstance(programme, OwnProgramme),
        first=day,
        last=day,
        themes=tuple(theme for theme in programme.theme if theme.date == day),
        nth=day_of_dates(edition.dates, day) if is_numbered else None,
        sessions=tuple(session for session in programme.session if session.start is None),
        sequence=len(changes),
        modified=max([edition.show.reviewed, *changes]),
    )


def _session_event(edition: EditionAsOf, session: Session, programme: Programme) -> Event:
    """The event of a session with a day; without an end, it is 30 minutes long.

    Its number counts changes of the edition, too, so that it never falls.
    """
    assert session.date is not None  # dated
    starts, ends = session_span(session, edition.zone)
    if starts is not None and ends is None:
        ends = later(starts, UNENDED)
    changes = _status_changes(edition)
    return Event(
        id=f"{edition.id}/{session.id}",
        kind="session",
        edition=edition,
        is_own=isinstance(programme, OwnProgramme),
        first=session.date,
        last=session.date,
        starts=starts,
        ends=ends,
        end_known=session.end is not None,
        session=session,
        theme=theme_for(session, programme.theme),
        sequence=session.sequence + len(changes),
        modified=max([session.updated or edition.show.reviewed, *changes]),
    )


def visits_event(visits: Sequence[PickAsOf]) -> Event:
    """The event of the visits at one edition, on all its days."""
    edition = visits[0].edition
    assert edition is not None  # it has a day
    event_id = f"{VISITS}{edition.id}"
    event = _edition_event(edition, Programme(edition=edition.id))
    return msgspec.structs.replace(event, id=event_id, kind="visits", pick=event_id)


def entry_events(agenda: Iterable[PickAsOf], files: Sequence[ShowFile]) -> Iterator[Event]:
    """The reader's own entries and meetings at stands on an agenda, as events.

    An entry with a time but without a length is 30 minutes long. One without a day is
    left out: a deadline before an edition without days.
    """
    reviewed = max((file.show.reviewed for file in files), default=dt.date.min)
    for entry in agenda:
        kind = entry.pick.entry_kind
        if kind is None or entry.first is None:  # no entry, or without a day
            continue
        assert entry.last is not None  # it has a first day
        # At the stand as it is now, or that of its company.
        pick = msgspec.structs.replace(entry.pick, place=entry.room)
        ends = entry.ends
        if entry.starts and (ends is None or takes_no_time(entry.starts, ends)):
            # Calendars want an end after the start (RFC 5545, 3.8.2.2).
            ends = later(entry.starts, UNENDED)
        yield Event(
            id=pick.id,
            kind=kind,
            edition=entry.edition,
            own=pick,
            is_own=True,
            pick=pick.key,
            first=entry.first,
            last=entry.last,
            starts=entry.starts,
            ends=ends,
            end_known=entry.ends is not None,
            sequence=pick.sequence,
            modified=pick.updated or reviewed,
        )


def with_alarms(event: Event, offsets: Sequence[AlarmOffset] | None, *, is_chosen: bool) -> Event:
    """The event with an alarm for each offset, or for the usual offsets of its kind.

    A day that was not chosen itself, but comes with its edition, never has alarms.
    """
    if offsets is None:
        offsets = _usual_offsets(event)
    elif event.kind == "day" and not is_chosen:
        offsets = ()
    return msgspec.structs.replace(event, alarms=alarms_for(offsets, event.start))


def _usual_offsets(event: Event) -> Sequence[AlarmOffset]:
    """The usual alarm offsets; none for a day, or for the visits at an edition."""
    if event.starts is not None:
        return SESSION_OFFSETS
    is_usual = event.kind == "edition" or event.own is not None
    return EDITION_OFFSETS if is_usual else ()


def without_void_alarms(event: Event, as_of: AsOf) -> Event:
    """The event without alarms if it is over or does not take place."""
    is_void = event.own is None and event.show_edition.is_void
    if is_void or event.status == "cancelled" or _is_over(event, as_of):
        return msgspec.structs.replace(event, alarms=())
    return event


def is_done(event: Event, as_of: AsOf) -> bool:
    """Whether the event is over or cancelled."""
    is_off = event.own is None and event.show_edition.status == "cancelled"
    return is_off or _is_over(event, as_of)


def _is_over(event: Event, as_of: AsOf) -> bool:
    """Whether the event has ended; an edition that may still be on has not."""
    if event.ends is not None and as_of.moment is not None:
        return utc(event.ends) <= utc(as_of.moment)
    edition = event.edition
    if event.kind in ("edition", "visits") and event.show_edition.may_be_on:
        return False
    today = as_of.reader_day if edition is None else as_of.day_at(edition.zone)
    return event.last < today


def reminders_of(event: Event, as_of: AsOf) -> Iterator[Event]:
    """A short event for each alarm, for calendars that drop alarms.

    A reminder needs a zone: for an all-day event it is the reader's if known, or else
    the venue's. An event that does not take place keeps its reminders, cancelled, since
    calendars may have them. The reminder of "paris-2027" at "1d@08:30" has the id
    "paris-2027.reminder-1d-0830".
    """
    if _is_over(event, as_of):
        return
    for alarm in event.alarms:
        offset = alarm.offset.written.replace("@", "-").replace(":", "")
        zone = alarm.zone or as_of.reader_zone
        if zone is None:
            zone = ZoneInfo("UTC") if event.edition is None else event.edition.zone
        starts = alarm.rings.replace(tzinfo=zone)
        yield msgspec.structs.replace(
            event,
            id=f"{event.id}{REMINDER_ID}{offset}",
            kind="reminder",
            first=starts.date(),
            last=starts.date(),
            starts=starts,
            ends=later(starts, dt.timedelta(minutes=15)),
            end_known=True,
            noted=None,
            alarms=(),
            reminder_alarm=alarm,
            reminds_of=event,
        )


def _times_changed(notices: Sequence[Notice]) -> int:
    """How many notices changed the dates, the venue or the status.

    This number never falls as notices are added.
    """
    states: list[tuple[object, object, Status]] = []
    for notice in notices:
        dates, venue, _ = states[-1] if states else (None, None, None)
        states.append((notice.dates or dates, notice.venue or venue, notice.status))
    return sum(before != after for before, after in itertools.pairwise(states))


def _status_changes(edition: EditionAsOf) -> list[dt.date]:
    """The days on which the status changed that an edition's days and sessions show.

    Announced and held are not shown, so they are the same here.
    """
    settled = ("announced", "held")
    shown = [
        (notice.day_known, None if notice.status in settled else notice.status)
        for notice in edition.notices
    ]
    pairs = itertools.pairwise(shown)
    return [day for (_, before), (day, after) in pairs if before != after]
