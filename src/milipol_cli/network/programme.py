"""A day of an edition: its themes and sessions."""

import datetime as dt
from collections.abc import Collection, Iterable

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import DayTheme, Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf, sessions_on, sessions_picked


class ShowDay(Record, frozen=True, kw_only=True):
    """A day of an edition: what it is about and what happens on it.

    `picked` is true if the day or its edition is on the agenda.
    """

    edition: EditionAsOf
    date: dt.date
    themes: tuple[DayTheme, ...]
    tomorrow_themes: tuple[DayTheme, ...]
    sessions: tuple[SessionAsOf, ...]
    news: tuple[NewsItem, ...]
    notes: tuple[str, ...]
    picked: bool = False


def show_day(
    edition: EditionAsOf,
    date: dt.date,
    as_of: AsOf,
    programme: Programme | None,
    news: Iterable[NewsItem] = (),
) -> ShowDay:
    """A day of an edition: its themes, its sessions, and the news of that day."""
    tomorrow = None if date == dt.date.max else date + dt.timedelta(days=1)
    themes = () if programme is None else programme.theme
    sessions = () if programme is None else programme.session
    of_day = sessions_on(edition, sessions, date, as_of, themes)
    return ShowDay(
        edition=edition,
        date=date,
        themes=tuple(theme for theme in themes if theme.date == date),
        tomorrow_themes=tuple(theme for theme in themes if theme.date == tomorrow),
        sessions=of_day,
        news=tuple(
            item
            for item in news
            if item.edition == edition.id
            and date in (item.printed, item.describes)
            and item.day_known <= date
            and as_of.has_reached(item.day_known)
        ),
        notes=programme_notes(programme, [session.session for session in of_day]),
    )


def programme_notes(
    programme: Programme | None, sessions: Iterable[Session]
) -> tuple[str, ...]:
    """The notes on a programme, with the one on times if these sessions have any."""
    if programme is None:
        return ()
    times = programme.times
    if times is None or not any(
        session.start is not None and set(session.source) & set(times.source)
        for session in sessions
    ):
        return programme.notes
    return (*programme.notes, times.note)


def mark_picked(day: ShowDay, picked: Collection[str]) -> ShowDay:
    """The day with the sessions marked whose ids were picked."""
    return msgspec.structs.replace(day, sessions=sessions_picked(day.sessions, picked))


def without_private(programme: Programme | None) -> Programme | None:
    """A programme without its private sessions."""
    if programme is None or not any(session.private for session in programme.session):
        return programme
    public = tuple(session for session in programme.session if not session.private)
    return msgspec.structs.replace(programme, session=public)
