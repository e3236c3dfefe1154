"""What is on today, or what comes next: the answer of `milipol today`."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence

import msgspec

from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    may_come,
    name_of,
    oldest_review,
    select_shows,
    unknown_shows,
)
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile, is_void
from milipol_cli.network.sessions import (
    ShowDay,
    mark_picked,
    programme_notes,
    show_day,
    still_on,
    utc,
)
from milipol_cli.picks.as_of import (
    PickAsOf,
    in_order,
    is_on_day,
    on_clock,
    picks_as_of,
)
from milipol_cli.picks.conflicts import CHANGE, with_conflicts
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import walking
from milipol_cli.today.latest_news import LatestNews, latest


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition that was on on this date in another year."""

    edition: EditionAsOf
    date: dt.date
    day: int
    days: int | None


class Today(Answer, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `about` has the names of the shows asked for, `unknown` the ids of those about which
    nothing was known yet. `own` are the reader's own entries and meetings for this day,
    in order of time; `visits` the exhibitors that are still to visit at shows that are
    on, in the order to walk.
    """

    days: tuple[ShowDay, ...]
    next: tuple[EditionAsOf, ...]
    last: tuple[EditionAsOf, ...]
    other_years: tuple[OtherYear, ...]
    latest: LatestNews | None
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None
    about: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    own: tuple[PickAsOf, ...] = ()
    visits: tuple[PickAsOf, ...] = ()
    known_picks: tuple[PickAsOf, ...] = ()

    @property
    def has_clock(self) -> bool:
        """Whether it shows the time, or times of sessions or own entries."""
        if any(entry.starts for entry in self.own):
            return True
        if self.as_of.moment is not None:
            return bool(self.days)
        return any(session.starts for day in self.days for session in day.sessions)

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The sessions of today that were picked, and own entries, in order of time."""
        today = {session.id for day in self.days for session in day.sessions}
        picked = [pick for pick in self.known_picks if pick.id in today]
        return in_order([*picked, *self.own])

    @property
    def next_pick(self) -> str | None:
        """The id of the first pick that is to begin, if the time is known."""
        if self.as_of.moment is None:
            return None
        return next(
            (
                pick.id
                for pick in self.picks
                if pick.starts is not None and pick.phase == "upcoming"
            ),
            None,
        )

    def timed_at(self, day: ShowDay) -> tuple[PickAsOf, ...]:
        """The reader's entries at a show that is on, on its clock, in order of time.

        Those without an edition are at the first show in their zone, or at the only
        one that is on.
        """
        there = (on_clock(entry, day.edition.zone) for entry in self._own_of(day))
        return tuple(
            entry for entry in there if entry.starts and is_on_day(entry, day.date)
        )

    def untimed_at(self, day: ShowDay | None) -> tuple[PickAsOf, ...]:
        """The reader's other entries at a show that is on, or all those at none.

        They take all day, or are today in their own zone only.
        """
        entries = self._own_of(day)
        if day is None:
            return entries
        timed = {entry.id for entry in self.timed_at(day)}
        return tuple(entry for entry in entries if entry.id not in timed)

    def visits_at(self, day: ShowDay) -> tuple[PickAsOf, ...]:
        """The exhibitors that are still to visit at a show that is on."""
        return tuple(
            pick for pick in self.visits if pick.pick.edition_id == day.edition.id
        )

    def _own_of(self, day: ShowDay | None) -> tuple[PickAsOf, ...]:
        return tuple(entry for entry in self.own if _day_of(entry, self.days) is day)


def _day_of(entry: PickAsOf, days: Sequence[ShowDay]) -> ShowDay | None:
    """The show that is on whose entry it is: the only one, or one of several."""
    if len(days) == 1:
        return days[0]
    return next((day for day in days if _is_at(entry, day)), None)


def _is_at(entry: PickAsOf, day: ShowDay) -> bool:
    if entry.pick.edition_id is not None:
        return entry.pick.edition_id == day.edition.id
    return entry.starts is not None and entry.starts.tzinfo == day.edition.zone


# At most this many past editions are listed.
_MOST_LAST = 3


def today(
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: Callable[[str], Programme | None],
    news: Sequence[NewsItem],
    shows: Sequence[str] = (),
) -> Today:
    """The day at each show that is or may be on, what comes next, and other years.

    `programme` gives the programme of an edition; it is called for those that are on.
    If `shows` are given, all others are left out.
    """
    files = select_shows(files, shows)
    editions = editions_as_of(files, as_of)
    in_order = sorted(editions, key=by_day)
    return Today(
        as_of=as_of,
        days=tuple(
            _day_now(edition, as_of, programme(edition.id), news)
            for edition in in_order
            if edition.is_or_may_be_on
        ),
        next=tuple(edition for edition in in_order if may_come(edition, as_of)),
        last=_last(in_order),
        other_years=_other_years(in_order, as_of),
        latest=latest(editions, as_of, news, shows),
        later_changes=tuple(
            edition
            for edition in in_order
            if edition.later is not None and edition.phase != "over"
        ),
        reviewed=oldest_review(files),
        about=tuple(name_of(show, editions) for show in shows),
        unknown=unknown_shows(shows, editions),
    )


def with_picks(
    answer: Today,
    picks: Sequence[Pick],
    files: Sequence[ShowFile],
    shows: Sequence[str] = (),
    *,
    programme: Callable[[str], Programme | None] = lambda _: None,
    exhibitors: GetList = lambda _: None,
    unread: Callable[[str], bool] = lambda _: False,
) -> Today:
    """The answer with the picks of the day marked, the reader's entries, and visits.

    They have their conflicts. `programme` and `exhibitors` give the programme and the
    list of an edition, `unread` whether a file that may contain an id could not be
    read. A list is read only if exhibitors of it were picked. If `shows` are given,
    entries that belong to other shows are left out.
    """
    on_now = {day.edition.id for day in answer.days}
    known = picks_as_of(
        [pick for pick in picks if _may_be_of_today(pick, on_now, shows)],
        files,
        answer.as_of,
        programme=programme,
        exhibitors=exhibitors,
        unread=unread,
    )
    known = with_conflicts(known, CHANGE)
    ids = {pick.id for pick in picks}
    entries = in_order(pick for pick in known if pick.pick.is_entry)
    answer = msgspec.structs.replace(
        answer,
        visits=tuple(sorted((p for p in known if p.pick.is_visit), key=walking)),
        own=tuple(entry for entry in entries if _is_today(entry, answer)),
        known_picks=tuple(known),
    )
    days = []
    for day in answer.days:
        upcoming = [
            utc(entry.starts)
            for entry in answer.timed_at(day)
            if entry.starts is not None and entry.phase == "upcoming"
        ]
        picked = not ids.isdisjoint((day.edition.id, f"{day.edition.id}/{day.date}"))
        marked = msgspec.structs.replace(mark_picked(day, ids), picked=picked)
        days.append(_not_next_after(marked, min(upcoming, default=None)))
    return msgspec.structs.replace(answer, days=tuple(days))


def _may_be_of_today(
    pick: Pick, on_now: Collection[str], shows: Collection[str]
) -> bool:
    """Whether today may have a pick: an entry, or a session or visit at a show."""
    if pick.is_entry:
        edition_id = pick.edition_id
        return not shows or edition_id is None or show_id_of(edition_id) in shows
    return pick.edition_id in on_now and not (pick.is_visit and pick.done)


def _is_today(entry: PickAsOf, answer: Today) -> bool:
    """Whether an entry is on today, in its zone or at the show that it is shown at."""
    as_of, day = answer.as_of, _day_of(entry, answer.days)
    today = as_of.reader_day if entry.zone is None else as_of.day_at(entry.zone)
    if is_on_day(entry, today) or entry.starts is None:
        return is_on_day(entry, today)
    return day is not None and is_on_day(on_clock(entry, day.edition.zone), day.date)


def _not_next_after(day: ShowDay, starts: dt.datetime | None) -> ShowDay:
    """The day with no session marked as the next one that begins after an entry."""
    if starts is None:
        return day
    sessions = (
        msgspec.structs.replace(session, next=False)
        if session.next and session.starts is not None and utc(session.starts) > starts
        else session
        for session in day.sessions
    )
    return msgspec.structs.replace(day, sessions=tuple(sessions))


def _day_now(
    edition: EditionAsOf,
    as_of: AsOf,
    programme: Programme | None,
    news: Sequence[NewsItem],
) -> ShowDay:
    """The day of an edition that is on; sessions on since yesterday come first."""
    day = show_day(edition, as_of.day_at(edition.zone), as_of, programme, news)
    since = () if programme is None else still_on(edition, programme, as_of)
    if not since:
        return day
    sessions = (*since, *day.sessions)
    notes = programme_notes(programme, [session.session for session in sessions])
    return msgspec.structs.replace(day, sessions=sessions, notes=notes)


def _last(editions: Sequence[EditionAsOf]) -> tuple[EditionAsOf, ...]:
    """The editions that were last, back to one that was certainly held."""
    over = [edition for edition in reversed(editions) if edition.phase == "over"]
    last: list[EditionAsOf] = []
    for edition in over[:_MOST_LAST]:
        last.append(edition)
        if edition.status == "held" and edition.certainty != "inferred":
            break
    return tuple(last)


def _other_years(editions: Sequence[EditionAsOf], as_of: AsOf) -> tuple[OtherYear, ...]:
    """The editions that were on on this date in other years, the latest year first."""
    entries = []
    today = as_of.reader_day
    for edition in reversed(editions):
        if edition.phase != "over" or is_void(edition.notices):
            continue
        first, last = window(edition.dates)
        for year in range(first.year, last.year + 1):
            try:
                date = today.replace(year=year)
            except ValueError:  # it has no 29 February
                continue
            nth = day_of_dates(edition.dates, date)
            if date <= last and year != today.year and nth is not None:
                entries.append(
                    OtherYear(edition=edition, date=date, day=nth[0], days=nth[1])
                )
    return tuple(entries)
