"""The picks by day, of one person or several people: `milipol agenda`."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda.alarm_words import usual_alarms
from milipol_cli.agenda.new_picks import identity
from milipol_cli.folding import FreeIds
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.programmes import DayTheme, Programme
from milipol_cli.network.model.record import Record, show_id_of
from milipol_cli.network.model.shows import Show, ShowFile
from milipol_cli.network.sessions import sessions_on, utc
from milipol_cli.picks.as_of import (
    ConflictKind,
    PickAsOf,
    in_order,
    is_on_day,
    is_past,
    picks_as_of,
)
from milipol_cli.picks.conflicts import (
    CHANGE,
    FreeTime,
    free_on,
    free_times,
    with_conflicts,
    with_fits,
)
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import walking, with_texts

# The conflicts that a pick has on every agenda.
_OF_ALL: tuple[ConflictKind, ...] = (
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
)

# A longer name of a person or a file is cut.
_MOST_LETTERS = 40


class AgendaDay(Record, frozen=True, kw_only=True):
    """The picks of a day at a show, in order of time; without a show, own entries.

    `zone` is the time zone of the day. `themes` are those of the day, if there is free
    time on it.
    """

    date: dt.date
    zone: ZoneInfo
    edition: EditionAsOf | None
    picks: tuple[PickAsOf, ...]
    free_time: tuple[FreeTime, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def counted(self) -> tuple[int, int | None] | None:
        """Which day of the edition it is, and of how many; None if it is none."""
        edition = self.edition
        return None if edition is None else day_of_dates(edition.dates, self.date)

    @property
    def timed(self) -> tuple[PickAsOf | FreeTime, ...]:
        """The picks that have a time, and the free time, in order of time."""
        picks = (pick for pick in self.picks if pick.starts)
        return tuple(sorted([*picks, *self.free_time], key=_by_start))

    @property
    def untimed(self) -> tuple[PickAsOf, ...]:
        """The picks that have no time."""
        return tuple(pick for pick in self.picks if pick.starts is None)


class WholeDays(Record, frozen=True, kw_only=True):
    """A pick of whole days, which stands above the days that begin with it."""

    picks: tuple[PickAsOf, ...]


class Visits(Record, frozen=True, kw_only=True):
    """The exhibitors of an edition to visit, without a time, in the order to walk."""

    picks: tuple[PickAsOf, ...]

    @property
    def edition(self) -> EditionAsOf:
        """The edition of all of them."""
        edition = self.picks[0].edition
        assert edition is not None  # in the data
        return edition

    @property
    def done(self) -> int:
        """How many of them are marked as visited."""
        return sum(pick.pick.done for pick in self.picks)


class WithoutDay(Record, frozen=True, kw_only=True):
    """The sessions whose day is not known, or the picks that are not in the data."""

    picks: tuple[PickAsOf, ...]
    is_lost: bool


Part = WholeDays | AgendaDay | Visits | WithoutDay


def _by_start(row: PickAsOf | FreeTime) -> tuple[dt.datetime, bool]:
    assert row.starts is not None  # timed
    return utc(row.starts), isinstance(row, FreeTime)


class Agenda(Answer, frozen=True, kw_only=True):
    """The answer of `milipol agenda`, in parts in order of time.

    `follow_ups` are the picks after which something is to be done, also past ones.
    `known` are all picks on the agenda, also those left out of an answer that was
    narrowed. `past` is how many of those asked for are over, which are left out if it
    `hides_past`. `asked_day` and the name of the `asked_show` are those that the answer
    was narrowed to; `left_out` is how many more a limit leaves out. If it is about
    several `people`, each pick has those who have it.
    """

    parts: tuple[Part, ...]
    follow_ups: tuple[PickAsOf, ...]
    known: tuple[PickAsOf, ...]
    reviewed: dt.date | None
    past: int = 0
    hides_past: bool = False
    asked_day: dt.date | None = None
    asked_show: str | None = None
    people: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def has_clock(self) -> bool:
        """Whether a pick has a time."""
        return any(pick.starts for pick in self.picks)

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        """The editions of its picks."""
        editions = (pick.edition for pick in self.picks if pick.edition)
        return tuple({edition.id: edition for edition in editions}.values())

    @property
    def days(self) -> list[AgendaDay]:
        """The days of picks that have one of their own."""
        return [part for part in self.parts if isinstance(part, AgendaDay)]

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks in order of time, whatever their zones; those without a day last.

        On its day a pick of whole days comes first, a session without a time last.
        """
        return tuple(
            sorted((pick for part in self.parts for pick in part.picks), key=_by_moment)
        )


class Shared(NamedTuple):
    """The ids that `agenda share` prints, and how many upcoming picks it withholds."""

    ids: Sequence[str]
    withheld: int


def _by_day(part: Part) -> tuple[object, ...]:
    """The order of parts: whole days, the days that begin with them, then visits."""
    first = part.picks[0]
    moment, place = _by_moment(first)
    return _day(first), place, moment, first.id


def _by_moment(pick: PickAsOf) -> tuple[float, int]:
    """The order of picks, by the moment at which they begin."""
    if pick.starts is not None:
        return pick.starts.timestamp(), 1
    clock, place = dt.time.max, 1
    if pick.is_whole_days:
        clock, place = dt.time.min, 0
    elif pick.pick.is_visit:
        place = 2
    moment = dt.datetime.combine(_day(pick), clock, pick.zone or dt.UTC)
    return moment.timestamp(), place


def _day(pick: PickAsOf) -> dt.date:
    """The day that a pick is listed on; the last of its edition for a visit.

    An edition dated by its month is listed at the start of that.
    """
    if pick.edition is not None and (pick.pick.is_visit or pick.whole_edition):
        return window(pick.edition.dates)[pick.pick.is_visit]
    return pick.first or dt.date.max


def agenda(
    picks: Sequence[Pick],
    data: Catalog,
    as_of: AsOf,
    change: dt.timedelta = CHANGE,
    gap: dt.timedelta | None = None,
) -> Agenda:
    """The picks by day, with their conflicts and the free time between them.

    Less than `change` between two rooms is a conflict. Free time shorter than `gap` is
    left out; all of it without a `gap`.
    """
    planned = with_texts(with_conflicts(_as_of(picks, data, as_of), change))
    answer = _by_days(planned, data.shows, as_of)
    if gap is None:
        return answer
    free = free_times(planned)
    parts = (
        _with_free_time(part, free, gap, as_of, data.programme)
        if isinstance(part, AgendaDay)
        else part
        for part in answer.parts
    )
    return msgspec.structs.replace(answer, parts=tuple(parts))


def _as_of(picks: Sequence[Pick], data: Catalog, as_of: AsOf) -> list[PickAsOf]:
    return picks_as_of(
        picks,
        data.shows,
        as_of,
        programme=data.programme,
        exhibitors=data.exhibitors,
        unread=data.is_left_out,
    )


def _by_days(
    planned: Sequence[PickAsOf], files: Sequence[ShowFile], as_of: AsOf
) -> Agenda:
    """The picks in the parts that their days give them."""
    known = [pick for pick in planned if not _is_lost(pick)]
    others = [pick for pick in known if not (pick.is_whole_days or pick.pick.is_visit)]
    parts: list[Part] = [
        *(WholeDays(picks=(pick,)) for pick in known if pick.is_whole_days),
        *_days(pick for pick in others if pick.first is not None),
        *_visits(pick for pick in known if pick.pick.is_visit),
    ]
    parts.sort(key=_by_day)
    undated = tuple(pick for pick in others if pick.first is None)
    lost = tuple(pick for pick in planned if _is_lost(pick))
    return Agenda(
        as_of=as_of,
        parts=(
            *parts,
            WithoutDay(picks=undated, is_lost=False),
            WithoutDay(picks=lost, is_lost=True),
        ),
        follow_ups=tuple(
            sorted(
                (pick for pick in planned if pick.pick.follow_up),
                key=lambda pick: pick.pick.follow_up_by or dt.date.max,
            )
        ),
        known=tuple(planned),
        reviewed=oldest_review(files),
    )


def together(
    picks_by_name: Mapping[str, Sequence[Pick]], data: Catalog, as_of: AsOf
) -> Agenda:
    """The upcoming picks of several people, those of the same thing in one.

    Own entries are the same if they have the same title and time.
    """
    pick_by_key: dict[object, PickAsOf] = {}
    names_by_key: dict[object, list[str]] = {}
    for name, picks in picks_by_name.items():
        for pick in _as_of(picks, data, as_of):
            key = _key(pick)
            pick_by_key.setdefault(key, pick)
            names_by_key.setdefault(key, []).append(name)
    upcoming = [
        _attended(pick, names_by_key[key])
        for key, pick in pick_by_key.items()
        if not is_past(pick, as_of)
    ]
    return msgspec.structs.replace(
        _by_days(with_texts(upcoming), data.shows, as_of),
        people=tuple(picks_by_name),
        past=len(pick_by_key) - len(upcoming),
        hides_past=True,
    )


def _key(pick: PickAsOf) -> object:
    """What the picks of several people share if they attend the same thing."""
    if pick.pick.is_own:
        return identity(pick.pick)
    if pick.pick.is_entry and pick.starts is not None:  # a meeting at a stand
        return pick.id, utc(pick.starts)
    return pick.id


def _attended(pick: PickAsOf, names: Iterable[str]) -> PickAsOf:
    """A pick with the people who have it, without the notes of any of them.

    Of its conflicts, it has those that are the same for all.
    """
    record = msgspec.structs.replace(
        pick.pick,
        note=None,
        met=(),
        follow_up=None,
        follow_up_by=None,
        alarm=usual_alarms(pick.pick),
    )
    return msgspec.structs.replace(
        pick,
        pick=record,
        conflicts=tuple(each for each in pick.conflicts if each.kind in _OF_ALL),
        people=tuple(dict.fromkeys(names)),  # someone may have an entry twice
    )


def unique_names(names: Iterable[str]) -> list[str]:
    """The names of people or files, cut and numbered so that each is there once."""
    free = FreeIds()
    return [free.take(" ".join(name.split())[:_MOST_LETTERS] or "?") for name in names]


def narrowed(
    answer: Agenda,
    *,
    show: Show | None = None,
    day: dt.date | None = None,
    hides_past: bool,
) -> Agenda:
    """The agenda with only the picks at this show and on this day, if they are given.

    An own entry without an edition is at the show on whose day it stands. With
    `hides_past`, picks that are over are only counted. A day has the follow-ups that
    are due on it, too.
    """
    at_show = {
        pick.id
        for part in answer.days
        if part.edition is not None and part.edition.show == show
        for pick in part.picks
    }
    of_show = [
        pick
        for pick in answer.known
        if show is None
        or pick.id in at_show
        or show_id_of(pick.pick.edition_id or "") == show.id
    ]
    asked = [pick for pick in of_show if day is None or is_on_day(pick, day)]
    due = [pick for pick in of_show if pick.pick.follow_up_by == day]
    past = {pick.id for pick in asked if is_past(pick, answer.as_of)}
    shown = {pick.id for pick in asked} - (past if hides_past else set())
    return msgspec.structs.replace(
        _with_only(
            answer,
            lambda pick: pick.id in shown,
            # An entry past midnight brings its day, but not the free time of that.
            keeps_free_time=lambda date: day in (None, date),
        ),
        follow_ups=tuple(
            pick for pick in answer.follow_ups if pick in asked or pick in due
        ),
        past=len(past),
        hides_past=hides_past,
        asked_day=day,
        asked_show=None if show is None else show.name,
    )


def limited(answer: Agenda, limit: int | None) -> Agenda:
    """The agenda with the first picks only, at most so many; None for all.

    If there are more, it has no free time, which may begin after what is left out.
    """
    shown = answer.picks[:limit]
    left_out = len(answer.picks) - len(shown)
    if not left_out:
        return answer
    ids = {id(pick) for pick in shown}
    answer = _with_only(
        answer, lambda pick: id(pick) in ids, keeps_free_time=lambda _: False
    )
    return msgspec.structs.replace(answer, left_out=left_out)


def _with_only(
    answer: Agenda,
    is_shown: Callable[[PickAsOf], bool],
    *,
    keeps_free_time: Callable[[dt.date], bool],
) -> Agenda:
    """The agenda without other picks, and without parts that have none of these."""
    parts: list[Any] = []
    for part in answer.parts:
        picks = tuple(filter(is_shown, part.picks))
        kept = msgspec.structs.replace(part, picks=picks)
        if isinstance(kept, AgendaDay) and not keeps_free_time(kept.date):
            kept = msgspec.structs.replace(kept, free_time=())
        if picks:
            parts.append(kept)
    return msgspec.structs.replace(answer, parts=tuple(parts))


def _is_lost(pick: PickAsOf) -> bool:
    """Whether a pick is not in the data, and has no place in the agenda by its days.

    An edition or a day keeps the days that it was picked with, a meeting its time, and
    a visit its edition.
    """
    if pick.pick.is_visit:
        return pick.edition is None
    if pick.pick.is_entry or (pick.pick.is_of_days and pick.first is not None):
        return False
    return pick.has("gone", "not read", "not known yet")


def _visits(picks: Iterable[PickAsOf]) -> Iterator[Visits]:
    """The visits by edition."""
    by_edition: dict[str, list[PickAsOf]] = {}
    for pick in picks:
        by_edition.setdefault(pick.pick.edition_id or "", []).append(pick)
    for of_edition in by_edition.values():
        yield Visits(picks=tuple(sorted(of_edition, key=walking)))


def _days(picks: Iterable[PickAsOf]) -> Iterator[AgendaDay]:
    """The picks by show and day; an own entry joins a show of its zone on that day."""
    groups: dict[tuple[object, ...], list[PickAsOf]] = {}
    show_on: dict[tuple[object, ...], str] = {}
    # The first pick of a group belongs to the show, if it is of one.
    for pick in sorted(picks, key=lambda pick: pick.edition is None):
        day = pick.first, pick.zone and pick.zone.key
        if pick.edition is not None:
            show_on.setdefault(day, pick.edition.id)
        show = show_on.get(day, "") if pick.edition is None else pick.edition.id
        groups.setdefault((*day, show), []).append(pick)
    for of_day in groups.values():
        first = of_day[0]
        assert first.first is not None  # dated
        assert first.zone is not None  # in the data, or with a time
        yield AgendaDay(
            date=first.first,
            zone=first.zone,
            edition=first.edition,
            picks=in_order(of_day),
        )


def _with_free_time(
    day: AgendaDay,
    free: Sequence[FreeTime],
    gap: dt.timedelta,
    as_of: AsOf,
    programme: Callable[[str], Programme | None],
) -> AgendaDay:
    """The day with the free time of at least `gap`, if it is a day of a show."""
    if day.edition is None or day.counted is None:
        return day
    if as_of.moment is None and day.date < as_of.reader_day:
        return day
    of_day = [*free_on(day.picks, free, day.zone, as_of, gap)]
    if not of_day:
        return day
    picked = {pick.id for pick in day.picks}
    known = programme(day.edition.id) or Programme(edition=day.edition.id)
    sessions = [
        session
        for session in sessions_on(
            day.edition, known.on(day.date).session, day.date, as_of, known.theme
        )
        if session.id not in picked
    ]
    return msgspec.structs.replace(
        day,
        free_time=tuple(with_fits(of_day, sessions)),
        themes=tuple(theme for theme in known.theme if theme.date == day.date),
    )
