"""A day: what is on, what is next, what this day was."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import msgspec

from milipol_cli.answers.days import OtherYear, ShowDay, Today
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import day_of_dates, window
from milipol_cli.model.news import NewsItem
from milipol_cli.model.programmes import Programme
from milipol_cli.model.shows import ShowFile
from milipol_cli.schedule.editions import (
    all_seen,
    by_day,
    is_void,
    kept,
    may_come,
    reviewed,
    unknown,
)
from milipol_cli.schedule.names import name_of
from milipol_cli.schedule.reports import day_out, latest
from milipol_cli.schedule.sessions import programme_notes, sessions_on, still_on

# So many editions of unknown outcome are told of at the most.
_MOST_LAST = 3


def today(
    files: Sequence[ShowFile],
    here: Standpoint,
    *,
    programme: Callable[[str], Programme | None],
    news: Sequence[NewsItem],
    asked: Sequence[str] = (),
) -> Today:
    """What is on at each show that is on, what comes next, and what this day was.

    `programme` gives the programme of an edition; it is asked for those that are on.
    """
    files = kept(files, asked)
    views = all_seen(files, here)
    on = sorted((view for view in views if view.phase == "on"), key=by_day)
    later = sorted((view for view in views if may_come(view, here)), key=by_day)
    moved = [view for view in views if view.later is not None and view.phase != "over"]
    return Today(
        standpoint=here,
        days=tuple(
            _day_now(view, here, programme(view.edition.id), news) for view in on
        ),
        next=tuple(later),
        last=_last(views),
        other_years=_other_years(views, here),
        latest=latest(views, here, news, asked),
        known_later=tuple(sorted(moved, key=by_day)),
        reviewed=reviewed(files),
        asked=tuple(name_of(show, views) for show in asked),
        unknown=unknown(asked, views),
    )


def has_clock(answer: Today) -> bool:
    """Whether the answer holds a time, so that a second clock may be wanted."""
    if any(one.starts for one in answer.own):
        return True
    if answer.standpoint.moment is not None:
        return bool(answer.days)
    return any(one.starts for day in answer.days for one in day.sessions)


def seen_from(answer: Today, here: Standpoint) -> Today:
    """The same answer for a reader who stands in another zone."""
    return msgspec.structs.replace(answer, standpoint=here)


def _day_now(
    view: Seen,
    here: Standpoint,
    programme: Programme | None,
    news: Sequence[NewsItem],
) -> ShowDay:
    """The day of an edition that is on, first what is still on since yesterday."""
    day = show_day(view, here.day_at(view.zone), here, programme, news)
    since = () if programme is None else still_on(view, programme.session, here)
    if not since:
        return day
    sessions = (*since, *day.sessions)
    notes = programme_notes(programme, [one.session for one in sessions])
    return msgspec.structs.replace(day, sessions=sessions, notes=notes)


def show_day(
    view: Seen,
    date: dt.date,
    here: Standpoint,
    programme: Programme | None,
    news: Iterable[NewsItem] = (),
) -> ShowDay:
    """A day of an edition: its themes, its sessions, and the news of that day."""
    tomorrow = None if date == dt.date.max else date + dt.timedelta(days=1)
    themes = () if programme is None else programme.theme
    sessions = () if programme is None else programme.session
    held = sessions_on(view, sessions, date, here)
    return ShowDay(
        seen=view,
        date=date,
        themes=tuple(theme for theme in themes if theme.date == date),
        tomorrow_themes=tuple(theme for theme in themes if theme.date == tomorrow),
        sessions=held,
        news=tuple(
            item
            for item in news
            if item.edition == view.edition.id
            and date in (item.printed, item.describes)
            and day_out(item) <= date
            and here.has_reached(day_out(item))
        ),
        notes=programme_notes(programme, [one.session for one in held]),
    )


def _last(views: Sequence[Seen]) -> tuple[Seen, ...]:
    """The editions over last, back to the last one that was certainly held."""
    over = sorted((v for v in views if v.phase == "over"), key=by_day, reverse=True)
    found: list[Seen] = []
    for view in over[:_MOST_LAST]:
        found.append(view)
        if view.status == "held" and view.certainty != "inferred":
            break
    return tuple(found)


def _other_years(views: Sequence[Seen], here: Standpoint) -> tuple[OtherYear, ...]:
    """The editions that were on on this day of the calendar, the latest year first."""
    found = []
    this_day = here.reader_day
    for view in sorted(views, key=by_day, reverse=True):
        if view.phase != "over" or is_void(view.notices):
            continue
        first, last = window(view.dates)
        for year in range(first.year, last.year + 1):
            try:
                then = this_day.replace(year=year)
            except ValueError:  # it has no 29 February
                continue
            nth = day_of_dates(view.dates, then)
            if then <= last and then.year != this_day.year and nth is not None:
                found.append(OtherYear(seen=view, date=then, day=nth[0], days=nth[1]))
    return tuple(found)
