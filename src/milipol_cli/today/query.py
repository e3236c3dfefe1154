"""What is on today, or what comes next: the answer of `milipol today`."""

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    may_come,
    oldest_review,
    select_shows,
    unknown_shows,
)
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile, is_void
from milipol_cli.network.names import name_of
from milipol_cli.network.programme import (
    ShowDay,
    mark_picked,
    programme_notes,
    show_day,
)
from milipol_cli.network.sessions import still_on
from milipol_cli.picks.as_of import PickAsOf, entries_today, exhibitor_picks
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

    @property
    def has_clock(self) -> bool:
        """Whether it shows the time, or times of sessions or own entries."""
        if any(entry.starts for entry in self.own):
            return True
        if self.as_of.moment is not None:
            return bool(self.days)
        return any(session.starts for day in self.days for session in day.sessions)

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

    def visits_at(self, day: ShowDay) -> tuple[PickAsOf, ...]:
        """The exhibitors that are still to visit at a show that is on."""
        return tuple(
            pick for pick in self.visits if pick.pick.edition_id == day.edition.id
        )

    def _day_of(self, entry: PickAsOf) -> ShowDay | None:
        return next((day for day in self.days if _is_at(entry, day)), None)


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
    exhibitors: GetList = lambda _: None,
) -> Today:
    """The answer with the picks of the day marked, the reader's entries, and visits.

    `exhibitors` gives the lists of exhibitors, which are read only if some of them were
    picked. If `shows` are given, entries that belong to other shows are left out.
    """
    ids = {pick.id for pick in picks}
    on_now = {day.edition.id for day in answer.days}
    to_visit = [
        pick
        for pick in picks
        if pick.is_visit and not pick.done and pick.edition_id in on_now
    ]
    visits = exhibitor_picks(to_visit, files, answer.as_of, exhibitors)
    days = (
        msgspec.structs.replace(
            mark_picked(day, ids),
            picked=not ids.isdisjoint((day.edition.id, f"{day.edition.id}/{day.date}")),
        )
        for day in answer.days
    )
    return msgspec.structs.replace(
        answer,
        days=tuple(days),
        visits=tuple(sorted(visits, key=walking)),
        own=entries_today(picks, files, answer.as_of, exhibitors, shows),
    )


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
