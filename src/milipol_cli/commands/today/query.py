"""The answer of `milipol today`: the shows that are on, or the next ones."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
from milipol_cli.network.model.programmes import Programme, half_of
from milipol_cli.network.model.record import Record, Sources, show_id_of
from milipol_cli.network.occasions import Occasion, on_clock
from milipol_cli.network.sessions import SessionAsOf, ShowDay, show_day, still_on
from milipol_cli.picks.as_of import PickAsOf, picks_as_of, sort_by_time, walking_order
from milipol_cli.picks.conflicts import CHANGE, with_conflicts

if TYPE_CHECKING:  # many have no agenda; the line for a prompt reads no news
    from milipol_cli.network.model.news import NewsItem
    from milipol_cli.network.model.picks import Pick

# At most this many past editions are listed.
_MOST_LAST = 3


class DayNow(ShowDay, frozen=True, kw_only=True):
    """A show that is on, or may be, and the reader's entries and visits there today.

    `timed` are the entries with a time, in order and on the clock of the show;
    `untimed` the entries that take all day, or are today in their own zone only.
    `visits` are the exhibitors that are still to visit, in the order to walk.
    """

    timed: tuple[PickAsOf, ...] = ()
    untimed: tuple[PickAsOf, ...] = ()
    visits: tuple[PickAsOf, ...] = ()

    @property
    def rows(self) -> tuple[Occasion, ...]:
        """The sessions, and the entries with a time."""
        return (*self.sessions, *self.timed)


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition whose dates include this day of the year in another year."""

    edition: EditionAsOf
    date: dt.date
    day: int
    days: int | None


class LatestNews(Record, frozen=True, kw_only=True):
    """The news item or the notice that became known last.

    `day` is when it was known; without `exact`, it may have been known earlier.
    """

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


class Today(Answer, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `about` has the names of the shows asked for, `unknown` the ids of shows about which
    nothing was known yet. `own` are the reader's own entries and meetings for this day,
    in order of time, `elsewhere` the entries among them at none of the shows that are
    on; `picks` are the same as `own` with the picked sessions of today.
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
    picks: tuple[PickAsOf, ...]

    @property
    def has_clock(self) -> bool:
        """Whether it shows the time, or times of sessions or the reader's entries."""
        if any(entry.starts for entry in self.own):
            return True
        if self.as_of.moment is not None:
            return bool(self.days)
        return any(session.starts for day in self.days for session in day.sessions)

    @property
    def next_pick(self) -> str | None:
        """The id of the first pick that is to begin, if the time is known."""
        if self.as_of.moment is None:
            return None
        return next((pick.id for pick in self.picks if pick.is_to_begin), None)


def today(
    data: Catalog,
    as_of: AsOf,
    *,
    news: "Sequence[NewsItem]" = (),
    shows: Sequence[str] = (),
    get_picks: "Callable[[], Sequence[Pick]]" = tuple,
) -> Today:
    """The day at each show that is or may be on, what comes next, and other years.

    Programmes are read of editions that are on, lists of exhibitors only if exhibitors
    were picked. If `shows` are given, all others are left out, as are picks at them.
    """
    files = select_shows(data.shows, shows)
    editions = editions_as_of(files, as_of)
    by_date = sorted(editions, key=by_day)
    on_now = [edition for edition in by_date if edition.is_or_may_be_on]
    picks = _picks_of_today(get_picks(), on_now, shows, data, as_of)
    entries = (pick for pick in picks if pick.pick.is_entry)
    own = sort_by_time(entry for entry in entries if _is_today(entry, on_now, as_of))
    show_of_entry = {entry.id: _show_of_entry(entry, on_now) for entry in own}
    days = [
        _day_now(
            edition,
            as_of,
            data.programme(edition.id),
            news,
            own=[entry for entry in own if show_of_entry[entry.id] is edition],
            picked={pick.id: pick for pick in picks},
        )
        for edition in on_now
    ]
    # Sessions of today; the picks have those of other days, too.
    ids_of_sessions = {session.id for day in days for session in day.sessions}
    picked_sessions = (pick for pick in picks if pick.id in ids_of_sessions)
    return Today(
        as_of=as_of,
        days=tuple(days),
        next=tuple(edition for edition in by_date if may_come(edition, as_of)),
        last=_last_editions(by_date),
        other_years=_other_years(by_date, as_of),
        latest=_latest_news(editions, as_of, news, shows),
        covered_editions=tuple(e for e in by_date if e.phase != "over"),
        reviewed=oldest_review(files),
        about=tuple(name_of(show, editions) for show in shows),
        unknown=unknown_shows(shows, editions),
        own=own,
        elsewhere=tuple(entry for entry in own if show_of_entry[entry.id] is None),
        picks=sort_by_time([*picked_sessions, *own]),
    )


def _picks_of_today(
    picks: "Sequence[Pick]",
    on_now: Sequence[EditionAsOf],
    shows: Collection[str],
    data: Catalog,
    as_of: AsOf,
) -> Sequence[PickAsOf]:
    """The picks that may be of today, with conflicts; without any, no file is read."""
    if not picks:
        return ()
    ids = {edition.id for edition in on_now}
    asked = [pick for pick in picks if _may_be_of_today(pick, ids, shows)]
    return with_conflicts(picks_as_of(asked, data, as_of), CHANGE)


def _may_be_of_today(pick: "Pick", on_now: Collection[str], shows: Collection[str]) -> bool:
    """Whether a pick is at an edition that is on, or an entry of `shows`, if given."""
    if pick.is_entry:
        edition_id = pick.edition_id
        return not shows or edition_id is None or show_id_of(edition_id) in shows
    return pick.edition_id in on_now and not (pick.is_visit and pick.done)


def _is_today(entry: PickAsOf, on_now: Sequence[EditionAsOf], as_of: AsOf) -> bool:
    """Whether an entry is on today, in its zone or at the show that it is shown at."""
    if entry.is_on_day(entry.today(as_of)):
        return True
    show = _show_of_entry(entry, on_now)
    if entry.starts is None or show is None:
        return False
    return on_clock(entry, show.zone).is_on_day(as_of.day_at(show.zone))


def _show_of_entry(entry: PickAsOf, on_now: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The show that is on under which an entry is listed; None if there is none.

    If only one show is on, any entry is listed there. If several are on, it is the
    edition of the entry or, for an entry of no edition, the first show in its zone.
    """
    if len(on_now) == 1:
        return on_now[0]
    edition_id = entry.pick.edition_id
    if edition_id is None:
        return next((show for show in on_now if show.zone == entry.zone), None)
    return next((show for show in on_now if show.id == edition_id), None)


def _day_now(
    edition: EditionAsOf,
    as_of: AsOf,
    programme: Programme,
    news: "Sequence[NewsItem]",
    *,
    own: Sequence[PickAsOf],
    picked: Mapping[str, PickAsOf],
) -> DayNow:
    """The day of an edition that is on, with the reader's entries and visits there.

    Sessions on since yesterday come first. The next session to begin is marked unless
    an entry begins before it; rows that are done are passed over. `picked` has all
    picks of today by id: sessions, visits, whole days or shows, and entries.
    """
    day = show_day(edition, as_of.day_at(edition.zone), as_of, programme, news)
    sessions = [
        _with_pick(session, picked.get(session.id))
        for session in (*still_on(edition, programme, as_of), *day.sessions)
    ]
    timed = _timed_entries(own, day.date, edition.zone)
    timed_ids = {entry.id for entry in timed}
    upcoming = [row for row in (*sessions, *timed) if row.is_to_begin]
    next_row = min(upcoming, key=lambda row: row.begins, default=None)
    sessions_with_next = tuple(
        msgspec.structs.replace(row, next=row is next_row) for row in sessions
    )
    # A pick of the whole show, or of this day.
    ids_of_day = edition.id, f"{edition.id}/{day.date}"
    is_picked = not picked.keys().isdisjoint(ids_of_day)
    changed_fields = {"sessions": sessions_with_next, "picked": is_picked}
    return DayNow(
        **msgspec.structs.asdict(day) | changed_fields,
        timed=tuple(timed),
        untimed=tuple(entry for entry in own if entry.id not in timed_ids),
        visits=_visits_at(edition, picked.values()),
    )


def _visits_at(edition: EditionAsOf, picks: Iterable[PickAsOf]) -> tuple[PickAsOf, ...]:
    """The exhibitors to visit at an edition, in the order to walk."""
    here = (pick for pick in picks if pick.pick.edition_id == edition.id)
    return tuple(sorted((p for p in here if p.pick.is_visit), key=walking_order))


def _timed_entries(own: Iterable[PickAsOf], day: dt.date, zone: ZoneInfo) -> list[PickAsOf]:
    """The entries with a time that are on a day in a zone, on the clock there."""
    there = [on_clock(entry, zone) for entry in own if entry.starts]
    return [_with_half_day(entry, day) for entry in there if entry.is_on_day(day)]


def _with_pick(session: SessionAsOf, mine: PickAsOf | None) -> SessionAsOf:
    """A session with the reader's pick and its conflicts; as it is if not picked."""
    if mine is None:
        return session
    return msgspec.structs.replace(
        session, picked=True, pick=mine.pick, conflicts=mine.conflicts, unlisted=mine.unlisted
    )


def _with_half_day(entry: PickAsOf, day: dt.date) -> PickAsOf:
    """An entry of a day with its half-day; None if the entry began before the day."""
    assert entry.starts is not None  # it has a time
    half = half_of(entry.starts.time()) if entry.first == day else None
    return msgspec.structs.replace(entry, half_day=half)


def _last_editions(editions: Sequence[EditionAsOf]) -> tuple[EditionAsOf, ...]:
    """The last editions, back to one that was certainly held, at most three."""
    over = [edition for edition in reversed(editions) if edition.phase == "over"]
    last: list[EditionAsOf] = []
    for edition in over[:_MOST_LAST]:
        last.append(edition)
        if edition.status == "held" and edition.certainty != "inferred":
            break
    return tuple(last)


def _other_years(editions: Sequence[EditionAsOf], as_of: AsOf) -> tuple[OtherYear, ...]:
    """The past editions with this date in other years, the latest year first."""
    past = [
        edition
        for edition in reversed(editions)
        if edition.phase == "over" and not edition.is_void
        if edition.dates.start is not None
    ]
    today = as_of.reader_day
    return tuple(entry for edition in past for entry in _same_days(edition, today))


def _same_days(edition: EditionAsOf, today: dt.date) -> Iterator[OtherYear]:
    """The days of an edition with the date of today in another year, if any."""
    first, last = window(edition.dates)
    for number in range((last - first).days + 1):
        date = first + dt.timedelta(days=number)
        nth = day_of_dates(edition.dates, date)
        is_same = (date.month, date.day) == (today.month, today.day)
        if nth and is_same and date.year != today.year:
            yield OtherYear(edition=edition, date=date, day=nth[0], days=nth[1])


def _latest_news(
    editions: Sequence[EditionAsOf], as_of: AsOf, items: "Iterable[NewsItem]", shows: Sequence[str]
) -> LatestNews | None:
    """The news item or the notice that became known last, of `shows` if given.

    `editions` are those of these shows, with the notices known by the date. Notices
    without a headline or a summary do not count. None if nothing is known.
    """
    titles = {edition.id: edition.title for edition in editions}
    every_news = [
        _latest_of_item(item, titles.get(item.edition or ""))
        for item in items
        if as_of.has_reached(item.day_known) and (not shows or item.show_id in shows)
    ]
    every_news += [
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
    return max(every_news, key=lambda news: news.day, default=None)


def _latest_of_item(item: "NewsItem", edition_title: str | None) -> LatestNews:
    """The news of an item: a title that begins in lower case follows its edition."""
    needs_name = item.title[0].islower() and edition_title
    return LatestNews(
        day=item.day_known,
        exact=item.printed is not None,
        text=f"{edition_title}: {item.title}" if needs_name else item.title,
        edition=item.edition,
        source=item.source,
    )
