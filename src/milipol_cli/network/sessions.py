"""Sessions and days as of a date: their times, and whether they are on."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.programmes import DayTheme, Programme, Session, theme_for
from milipol_cli.network.model.record import Record
from milipol_cli.network.occasions import Occasion, by_clock, span_and_phase

if TYPE_CHECKING:  # the line for a prompt reads no news
    from milipol_cli.network.model.news import NewsItem


class SessionAsOf(Occasion, frozen=True, kw_only=True):
    """A session as of a date."""

    session: Session


def sessions_on(
    edition: EditionAsOf, programme: Programme, date: dt.date, as_of: AsOf
) -> tuple[SessionAsOf, ...]:
    """The sessions of a day: first the sessions with a time in order, then the others.

    The first one to begin today is the `next`, as of a time.
    """
    sessions = [
        session_as_of(edition, session, as_of, programme.theme)
        for session in programme.session
        if session.date == date
    ]
    sessions.sort(key=lambda session: by_clock(session.starts, session.half_day))
    is_today = date == as_of.day_at(edition.zone)
    if as_of.moment is None or not is_today:
        return tuple(sessions)
    upcoming = (
        position
        for position, session in enumerate(sessions)
        if session.starts is not None and session.phase == "upcoming"
    )
    first = next(upcoming, None)
    if first is not None:
        sessions[first] = msgspec.structs.replace(sessions[first], next=True)
    return tuple(sessions)


def still_on(edition: EditionAsOf, programme: Programme, as_of: AsOf) -> tuple[SessionAsOf, ...]:
    """The sessions that began yesterday and are still on, as of a time.

    Their half-day is left out, as it was yesterday's.
    """
    if as_of.moment is None:
        return ()
    yesterday = as_of.day_at(edition.zone) - dt.timedelta(days=1)
    return tuple(
        msgspec.structs.replace(session, half_day=None)
        for session in sessions_on(edition, programme, yesterday, as_of)
        if session.phase == "on"
    )


def session_as_of(
    edition: EditionAsOf, session: Session, as_of: AsOf, themes: Iterable[DayTheme] = ()
) -> SessionAsOf:
    """A session of an edition; its phase is None if it does not take place.

    That is so if the session is cancelled or has no date, or the edition is off then.
    """
    starts, ends = session_span(session, edition.zone)
    date = session.date
    values = span_and_phase(as_of, edition.zone, date, date, starts, ends)
    if date is None or session.cancelled or why_off(edition, date) is not None:
        values |= {"phase": None, "estimated": False}
    return SessionAsOf(
        **values,
        id=f"{edition.id}/{session.id}",
        edition=edition,
        session=session,
        title=session.title,
        room=session.room,
        half_day=session.half_day or session.half_by_clock,
        theme=theme_for(session, themes),
    )


def session_span(session: Session, zone: ZoneInfo) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The aware start and end of a session; None if not known."""
    if session.date is None or session.start is None:
        return None, None
    starts = dt.datetime.combine(session.date, session.start, zone)
    if session.end is None:
        return starts, None
    last = session.date + dt.timedelta(days=session.passes_midnight)
    return starts, dt.datetime.combine(last, session.end, zone)


def sessions_picked(
    sessions: Iterable[SessionAsOf], picked: Collection[str]
) -> tuple[SessionAsOf, ...]:
    """The sessions, with `picked` set on each whose id was picked."""
    return tuple(
        msgspec.structs.replace(session, picked=session.id in picked) for session in sessions
    )


class ShowDay(Record, frozen=True, kw_only=True):
    """A day of an edition; `picked` if it, or the edition, is on the agenda."""

    edition: EditionAsOf
    date: dt.date
    themes: tuple[DayTheme, ...]
    tomorrow_themes: tuple[DayTheme, ...]
    sessions: tuple[SessionAsOf, ...]
    news: "tuple[NewsItem, ...]"
    notes: tuple[str, ...]
    picked: bool = False


def show_day(
    edition: EditionAsOf,
    date: dt.date,
    as_of: AsOf,
    programme: Programme,
    news: "Iterable[NewsItem]" = (),
) -> ShowDay:
    """A day of an edition: its themes, its sessions, and the news of that day.

    The news is what was printed on the day, or what describes it, as far as it was
    known by then.
    """
    tomorrow = None if date == dt.date.max else date + dt.timedelta(days=1)
    themes = programme.theme
    sessions = sessions_on(edition, programme, date, as_of)
    return ShowDay(
        edition=edition,
        date=date,
        themes=tuple(theme for theme in themes if theme.date == date),
        tomorrow_themes=tuple(theme for theme in themes if theme.date == tomorrow),
        sessions=sessions,
        news=tuple(
            item
            for item in news
            if item.edition == edition.id
            and date in (item.printed, item.describes)
            and item.day_known <= date
            and as_of.has_reached(item.day_known)
        ),
        notes=programme_notes(programme, [session.session for session in sessions]),
    )


def programme_notes(programme: Programme, sessions: Iterable[Session]) -> tuple[str, ...]:
    """The notes on a programme, and the note on times if it is about these sessions.

    It is about sessions with a time and one of the sources of the times.
    """
    times = programme.times
    if times is None:
        return programme.notes
    is_about_these = any(
        session.start is not None and set(session.source) & set(times.source)
        for session in sessions
    )
    return (*programme.notes, times.note) if is_about_these else programme.notes


def mark_picked(day: ShowDay, picked: Collection[str]) -> ShowDay:
    """The day with the sessions marked whose ids were picked."""
    return msgspec.structs.replace(day, sessions=sessions_picked(day.sessions, picked))


def without_private(programme: Programme) -> Programme:
    """A programme without its private sessions."""
    if not any(session.private for session in programme.session):
        return programme
    public = tuple(session for session in programme.session if not session.private)
    return msgspec.structs.replace(programme, session=public)
