"""A day at a show, and its sessions: the answer of `milipol today`."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    is_void,
    kept,
    may_come,
    reviewed,
    unknown,
)
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.names import name_of
from milipol_cli.network.news_items import LatestNews, latest
from milipol_cli.network.programme import (
    ShowDay,
    programme_notes,
    show_day,
    with_picked,
)
from milipol_cli.network.sessions import still_on
from milipol_cli.picks.as_of import PickAsOf, own_picks_today
from milipol_cli.picks.model import Pick


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition that was on on this day of the calendar in another year."""

    edition: EditionAsOf
    date: dt.date
    day: int
    days: int | None


class Today(Record, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `asked` are the names of the shows asked for, `unknown` the ids of those of which
    nothing is known yet. `own` are the entries of the reader's own for this day, in
    order of time.
    """

    question: ClassVar[Literal["today"]] = "today"
    as_of: AsOf
    days: tuple[ShowDay, ...]
    next: tuple[EditionAsOf, ...]
    last: tuple[EditionAsOf, ...]
    other_years: tuple[OtherYear, ...]
    latest: LatestNews | None
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None
    asked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    own: tuple[PickAsOf, ...] = ()

    def own_at(self, day: ShowDay | None) -> tuple[PickAsOf, ...]:
        """The reader's entries at a show that is on, or at none of them.

        An entry without an edition is at the first show in its zone.
        """
        return tuple(entry for entry in self.own if self._day_of(entry) is day)

    def own_below(self, day: ShowDay | None) -> tuple[PickAsOf, ...]:
        """The reader's entries shown below a day, or below no day.

        If one show is on, they are all shown below its day.
        """
        if len(self.days) == 1:
            return () if day is None else self.own
        return self.own_at(day)

    def _day_of(self, entry: PickAsOf) -> ShowDay | None:
        return next((day for day in self.days if _is_at(entry, day)), None)


def _is_at(entry: PickAsOf, day: ShowDay) -> bool:
    if entry.pick.edition is not None:
        return entry.pick.edition == day.edition.id
    return entry.starts is not None and entry.starts.tzinfo == day.edition.zone


# So many editions of unknown outcome are told of at the most.
_MOST_LAST = 3


def today(
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: Callable[[str], Programme | None],
    news: Sequence[NewsItem],
    asked: Sequence[str] = (),
) -> Today:
    """What is on at each show that is on, what comes next, and what this day was.

    `programme` gives the programme of an edition; it is asked for those that are on.
    """
    files = kept(files, asked)
    views = editions_as_of(files, as_of)
    on = sorted((view for view in views if view.phase == "on"), key=by_day)
    later = sorted((view for view in views if may_come(view, as_of)), key=by_day)
    moved = [view for view in views if view.later is not None and view.phase != "over"]
    return Today(
        as_of=as_of,
        days=tuple(_day_now(view, as_of, programme(view.id), news) for view in on),
        next=tuple(later),
        last=_last(views),
        other_years=_other_years(views, as_of),
        latest=latest(views, as_of, news, asked),
        later_changes=tuple(sorted(moved, key=by_day)),
        reviewed=reviewed(files),
        asked=tuple(name_of(show, views) for show in asked),
        unknown=unknown(asked, views),
    )


def with_picks(
    answer: Today,
    picks: Sequence[Pick],
    files: Sequence[ShowFile],
    asked: Sequence[str] = (),
) -> Today:
    """The answer with the picks of the day marked, and the reader's own entries.

    If shows are `asked` for, entries that belong to other shows are left out.
    """
    ids = {pick.id for pick in picks}
    days = (
        msgspec.structs.replace(
            with_picked(day, ids),
            picked=not ids.isdisjoint((day.edition.id, f"{day.edition.id}/{day.date}")),
        )
        for day in answer.days
    )
    return msgspec.structs.replace(
        answer,
        days=tuple(days),
        own=own_picks_today(picks, files, answer.as_of, asked),
    )


def has_clock(answer: Today) -> bool:
    """Whether the answer holds a time, so that a second clock may be wanted."""
    if any(one.starts for one in answer.own):
        return True
    if answer.as_of.moment is not None:
        return bool(answer.days)
    return any(one.starts for day in answer.days for one in day.sessions)


def seen_from(answer: Today, as_of: AsOf) -> Today:
    """The same answer for a reader who stands in another zone."""
    return msgspec.structs.replace(answer, as_of=as_of)


def _day_now(
    view: EditionAsOf,
    as_of: AsOf,
    programme: Programme | None,
    news: Sequence[NewsItem],
) -> ShowDay:
    """The day of an edition that is on, first what is still on since yesterday."""
    day = show_day(view, as_of.day_at(view.zone), as_of, programme, news)
    since = () if programme is None else still_on(view, programme.session, as_of)
    if not since:
        return day
    sessions = (*since, *day.sessions)
    notes = programme_notes(programme, [one.session for one in sessions])
    return msgspec.structs.replace(day, sessions=sessions, notes=notes)


def _last(views: Sequence[EditionAsOf]) -> tuple[EditionAsOf, ...]:
    """The editions over last, back to the last one that was certainly held."""
    over = sorted((v for v in views if v.phase == "over"), key=by_day, reverse=True)
    found: list[EditionAsOf] = []
    for view in over[:_MOST_LAST]:
        found.append(view)
        if view.status == "held" and view.certainty != "inferred":
            break
    return tuple(found)


def _other_years(views: Sequence[EditionAsOf], as_of: AsOf) -> tuple[OtherYear, ...]:
    """The editions that were on on this day of the calendar, the latest year first."""
    found = []
    this_day = as_of.reader_day
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
                found.append(
                    OtherYear(edition=view, date=then, day=nth[0], days=nth[1])
                )
    return tuple(found)
