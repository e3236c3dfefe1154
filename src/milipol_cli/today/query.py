"""What is on today, or what comes next: the answer of `milipol today`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence

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
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record, Sources, show_id_of
from milipol_cli.network.sessions import (
    SessionAsOf,
    ShowDay,
    by_clock,
    show_day,
    still_on,
)
from milipol_cli.picks.as_of import PickAsOf, in_order, is_on_day, on_clock, picks_as_of
from milipol_cli.picks.conflicts import CHANGE, with_conflicts
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import walking

# At most this many past editions are listed.
_MOST_LAST = 3


class DayNow(ShowDay, frozen=True, kw_only=True):
    """A show that is on, or may be, and what the reader has there today.

    `timed` are the entries with a time, in order and on the clock of the show;
    `untimed` those that take all day, or are today in their own zone only. `visits` are
    the exhibitors that are still to visit, in the order to walk.
    """

    timed: tuple[PickAsOf, ...] = ()
    untimed: tuple[PickAsOf, ...] = ()
    visits: tuple[PickAsOf, ...] = ()


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition whose dates include this one in another year."""

    edition: EditionAsOf
    date: dt.date
    day: int
    days: int | None


class LatestNews(Record, frozen=True, kw_only=True):
    """A news item or a notice.

    `day` is when it was known; without `exact`, it may have been known earlier.
    """

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


class Today(Answer, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `about` has the names of the shows asked for, `unknown` the ids of those about which
    nothing was known yet. `own` are the reader's own entries and meetings for this day,
    in order of time, `elsewhere` those of them that are at none of the shows.
    """

    days: tuple[DayNow, ...]
    next: tuple[EditionAsOf, ...]
    last: tuple[EditionAsOf, ...]
    other_years: tuple[OtherYear, ...]
    latest: LatestNews | None
    covered_editions: tuple[EditionAsOf, ...]
    reviewed: dt.date | None
    about: tuple[str, ...]
    unknown: tuple[str, ...]
    own: tuple[PickAsOf, ...]
    elsewhere: tuple[PickAsOf, ...]
    known_picks: tuple[PickAsOf, ...]

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
    def done(self) -> frozenset[str]:
        """The ids of what the reader marked as done."""
        return frozenset(pick.id for pick in self.known_picks if pick.pick.done)

    @property
    def next_pick(self) -> str | None:
        """The id of the first pick that is to begin, if the time is known."""
        if self.as_of.moment is None:
            return None
        return next((pick.id for pick in to_begin(self.picks, self.done)), None)


# What may have a time on a day: a session, or an entry of the reader's own.
Item = SessionAsOf | PickAsOf


def to_begin(items: Iterable[Item], done: Collection[str]) -> list[Item]:
    """The items that are still to begin, without those whose ids are `done`."""
    timed = (item for item in items if item.starts is not None)
    return [item for item in timed if item.phase == "upcoming" and item.id not in done]


def today(
    data: Catalog,
    as_of: AsOf,
    *,
    news: Sequence[NewsItem] = (),
    shows: Sequence[str] = (),
    get_picks: Callable[[], Sequence[Pick]] = tuple,
) -> Today:
    """The day at each show that is or may be on, what comes next, and other years.

    Programmes are read of editions that are on, lists of exhibitors only if some of
    them were picked. If `shows` are given, all others are left out, and picks that
    belong to them.
    """
    files = select_shows(data.shows, shows)
    picks = get_picks()
    editions = editions_as_of(files, as_of)
    by_date = sorted(editions, key=by_day)
    on_now = [edition for edition in by_date if edition.is_or_may_be_on]
    known: Sequence[PickAsOf] = ()
    if picks:
        ids = {edition.id for edition in on_now}
        asked = [pick for pick in picks if _may_be_of_today(pick, ids, shows)]
        known = with_conflicts(picks_as_of(asked, data, as_of), CHANGE)
    entries = (pick for pick in known if pick.pick.is_entry)
    own = in_order(entry for entry in entries if _is_today(entry, on_now, as_of))
    days = [
        _day_now(
            edition,
            as_of,
            data.programme(edition.id),
            news,
            own=[entry for entry in own if _show_of(entry, on_now) is edition],
            visits=[pick for pick in known if pick.pick.is_visit],
            picks=picks,
        )
        for edition in on_now
    ]
    return Today(
        as_of=as_of,
        days=tuple(days),
        next=tuple(edition for edition in by_date if may_come(edition, as_of)),
        last=_last(by_date),
        other_years=_other_years(by_date, as_of),
        latest=_latest(editions, as_of, news, shows),
        covered_editions=tuple(e for e in by_date if e.phase != "over"),
        reviewed=oldest_review(files),
        about=tuple(name_of(show, editions) for show in shows),
        unknown=unknown_shows(shows, editions),
        own=own,
        elsewhere=tuple(entry for entry in own if _show_of(entry, on_now) is None),
        known_picks=tuple(known),
    )


def _may_be_of_today(
    pick: Pick, on_now: Collection[str], shows: Collection[str]
) -> bool:
    if pick.is_entry:
        edition_id = pick.edition_id
        return not shows or edition_id is None or show_id_of(edition_id) in shows
    return pick.edition_id in on_now and not (pick.is_visit and pick.done)


def _is_today(entry: PickAsOf, on_now: Sequence[EditionAsOf], as_of: AsOf) -> bool:
    """Whether an entry is on today, in its zone or at the show that it is shown at."""
    if is_on_day(entry, entry.today(as_of)):
        return True
    show = None if entry.starts is None else _show_of(entry, on_now)
    return show is not None and is_on_day(
        on_clock(entry, show.zone), as_of.day_at(show.zone)
    )


def _show_of(entry: PickAsOf, on_now: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The show that is on whose entry it is: the only one, or one of several.

    An entry without an edition is at the first show in its zone.
    """
    if len(on_now) == 1:
        return on_now[0]
    own = entry.pick.edition_id
    there = (show for show in on_now if own in (show.id, None))
    return next((show for show in there if own or show.zone == entry.zone), None)


def _day_now(
    edition: EditionAsOf,
    as_of: AsOf,
    programme: Programme,
    news: Sequence[NewsItem],
    *,
    own: Sequence[PickAsOf],
    visits: Iterable[PickAsOf],
    picks: Iterable[Pick],
) -> DayNow:
    """The day of an edition that is on, with the reader's entries and visits there.

    Sessions on since yesterday come first. The next one is marked unless an entry
    begins before it; those that are done are passed over.
    """
    day = show_day(edition, as_of.day_at(edition.zone), as_of, programme, news)
    sessions = (*still_on(edition, programme, as_of), *day.sessions)
    there = (on_clock(entry, edition.zone) for entry in own)
    timed = [entry for entry in there if entry.starts and is_on_day(entry, day.date)]
    timed_ids = {entry.id for entry in timed}
    picked = {pick.id: pick.done for pick in picks}
    upcoming = to_begin([*sessions, *timed], {key for key in picked if picked[key]})
    following = min(
        upcoming, key=lambda each: by_clock(each.starts, None), default=None
    )
    here = (visit for visit in visits if visit.pick.edition_id == edition.id)
    of_day = msgspec.structs.asdict(day) | {
        "sessions": tuple(
            msgspec.structs.replace(
                session, picked=session.id in picked, next=session is following
            )
            for session in sessions
        ),
        "picked": not picked.keys().isdisjoint(
            (edition.id, f"{edition.id}/{day.date}")
        ),
    }
    return DayNow(
        **of_day,
        timed=tuple(timed),
        untimed=tuple(entry for entry in own if entry.id not in timed_ids),
        visits=tuple(sorted(here, key=walking)),
    )


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
    """The editions with this date in other years, the latest year first."""
    entries = []
    today = as_of.reader_day
    for edition in reversed(editions):
        if edition.phase != "over" or edition.is_void or edition.dates.start is None:
            continue
        first, last = window(edition.dates)
        for day in range((last - first).days + 1):
            date = first + dt.timedelta(days=day)
            nth = day_of_dates(edition.dates, date)
            is_same = (date.month, date.day) == (today.month, today.day)
            if nth and is_same and date.year != today.year:
                entries.append(
                    OtherYear(edition=edition, date=date, day=nth[0], days=nth[1])
                )
    return tuple(entries)


def _latest(
    editions: Sequence[EditionAsOf],
    as_of: AsOf,
    news: Iterable[NewsItem],
    shows: Sequence[str],
) -> LatestNews | None:
    titles = {edition.id: edition.title for edition in editions}
    known = [
        LatestNews(
            day=item.day_known,
            exact=item.printed is not None,
            text=f"{name}: {item.title}"
            if item.title[0].islower() and (name := titles.get(item.edition or ""))
            else item.title,
            edition=item.edition,
            source=item.source,
        )
        for item in news
        if as_of.has_reached(item.day_known) and (not shows or item.show_id in shows)
    ]
    known += [
        LatestNews(
            day=notice.day_known,
            exact=notice.known is not None,
            text=notice.headline or f"{edition.title}: {notice.summary}",
            edition=edition.id,
            source=notice.source,
        )
        for edition in editions
        for notice in edition.notices
        if notice.headline or notice.summary
    ]
    return max(known, key=lambda news: news.day, default=None)
