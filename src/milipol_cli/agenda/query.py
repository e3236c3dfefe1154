"""The picks by day, of one person or several people: `milipol agenda`."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda.alarm_words import usual_alarms
from milipol_cli.agenda.free_time import FreeTime, free_on, free_times, with_fits
from milipol_cli.agenda.new_picks import identity
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.programmes import DayTheme, Programme
from milipol_cli.network.model.record import Record
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
from milipol_cli.picks.conflicts import CHANGE, with_conflicts
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import walking

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

    `zone` is the time zone of the day. `day` of `days` is its place in the edition.
    `themes` are those of the day, if there is free time on it.
    """

    date: dt.date
    zone: ZoneInfo
    edition: EditionAsOf | None
    day: int | None
    days: int | None
    picks: tuple[PickAsOf, ...]
    free_time: tuple[FreeTime, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def timed(self) -> tuple[PickAsOf | FreeTime, ...]:
        """The picks that have a time, and the free time, in order of time."""
        picks = (pick for pick in self.picks if pick.starts)
        return tuple(sorted([*picks, *self.free_time], key=_by_start))

    @property
    def untimed(self) -> tuple[PickAsOf, ...]:
        """The picks that have no time."""
        return tuple(pick for pick in self.picks if pick.starts is None)


class AttendedPick(PickAsOf, frozen=True, kw_only=True):
    """A pick, and the people who have it, without the note of any of them.

    Of its conflicts, it has those that are the same for all.
    """

    people: tuple[str, ...]


class WholeDays(Record, frozen=True, kw_only=True):
    """Picks of whole days that begin one after the other, with no other day between."""

    picks: tuple[PickAsOf, ...]


class Visits(Record, frozen=True, kw_only=True):
    """The exhibitors of an edition to visit, without a time, in the order to walk."""

    edition: EditionAsOf
    picks: tuple[PickAsOf, ...]

    @property
    def done(self) -> int:
        """How many of them are marked as visited."""
        return sum(pick.pick.done for pick in self.picks)


def _by_start(row: PickAsOf | FreeTime) -> tuple[dt.datetime, bool]:
    assert row.starts is not None  # timed
    return utc(row.starts), isinstance(row, FreeTime)


class Agenda(Answer, frozen=True, kw_only=True):
    """The answer of `milipol agenda`: the picks of whole days, day by day, and visits.

    `undated` are the sessions whose day is not known; `lost` are the picks that are not
    in the data. `follow_ups` are the picks after which something is to be done, also
    past ones. `known` are all picks on the agenda, also those left out of an answer
    that was narrowed. `past` is how many of those asked for are over, which are left
    out if it `hides_past`. `asked_day` and the name of the `asked_show` are those that
    the answer was narrowed to; `left_out` is how many more a limit leaves out. If it is
    about several `people`, each is an `AttendedPick`.
    """

    whole_days: tuple[PickAsOf, ...]
    days: tuple[AgendaDay, ...]
    visits: tuple[Visits, ...]
    undated: tuple[PickAsOf, ...]
    lost: tuple[PickAsOf, ...]
    follow_ups: tuple[PickAsOf, ...]
    known: tuple[PickAsOf, ...]
    later_changes: tuple[EditionAsOf, ...]
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
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks in order of time, whatever their zones; those without a day last.

        On its day a pick of whole days comes first, a session without a time last.
        """
        sections = [pick for part in self.sections for pick in part.picks]
        dated = sorted([*sections, *self.lost], key=_by_moment)
        return (*dated, *self.undated)

    @property
    def sections(self) -> Sequence[WholeDays | AgendaDay | Visits]:
        """The whole days, the days and the visits, in the order in which they begin.

        The visits of an edition come below its days.
        """
        parts: list[Any] = [*self.whole_days, *self.days, *self.visits]
        sections: list[WholeDays | AgendaDay | Visits] = []
        for is_whole, group in itertools.groupby(
            sorted(parts, key=_by_date), lambda part: isinstance(part, PickAsOf)
        ):
            rows = tuple(group)
            sections += [WholeDays(picks=rows)] if is_whole else rows
        return sections


class Shared(NamedTuple):
    """The ids that `agenda share` prints, and how many upcoming picks it withholds."""

    ids: Sequence[str]
    withheld: int


def _by_date(part: PickAsOf | AgendaDay | Visits) -> tuple[dt.date, int]:
    """The order of sections, of which each kind is in its own order already."""
    if isinstance(part, PickAsOf):
        return _by_day(part)[0], 0
    if isinstance(part, AgendaDay):
        return part.date, 1
    return window(part.edition.dates)[1], 2


def _by_moment(pick: PickAsOf) -> tuple[float, int]:
    """The order of picks, by the moment at which they begin.

    A visit, which has none, comes after the days of its edition.
    """
    if pick.starts is not None:
        return pick.starts.timestamp(), 1
    zone = pick.zone or dt.UTC
    if pick.is_whole_days:
        first = dt.datetime.combine(_by_day(pick)[0], dt.time.min, zone)
        return first.timestamp(), 0
    day = pick.last if pick.pick.is_visit else pick.first
    last = dt.datetime.combine(day or dt.date.max, dt.time.max, zone)
    return last.timestamp(), 2 if pick.pick.is_visit else 1


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
    planned = with_conflicts(_as_of(picks, data, as_of), change)
    answer = _by_days(planned, data.shows, as_of)
    if gap is None:
        return answer
    free = free_times(planned)
    days = (
        _with_free_time(day, free, gap, as_of, data.programme) for day in answer.days
    )
    return msgspec.structs.replace(answer, days=tuple(days))


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
    """The picks in the places that their days give them."""
    known = [pick for pick in planned if not _is_lost(pick)]
    whole_days = [pick for pick in known if pick.is_whole_days]
    others = [pick for pick in known if not (pick.is_whole_days or pick.pick.is_visit)]
    editions = {pick.edition.id: pick.edition for pick in planned if pick.edition}
    return Agenda(
        as_of=as_of,
        whole_days=tuple(sorted(whole_days, key=_by_day)),
        days=tuple(_days(pick for pick in others if pick.first is not None)),
        visits=tuple(_visits(pick for pick in known if pick.pick.is_visit)),
        undated=tuple(pick for pick in others if pick.first is None),
        lost=tuple(pick for pick in planned if _is_lost(pick)),
        follow_ups=tuple(
            sorted(
                (pick for pick in planned if pick.pick.follow_up),
                key=lambda pick: pick.pick.follow_up_by or dt.date.max,
            )
        ),
        known=tuple(planned),
        later_changes=tuple(
            edition for edition in editions.values() if edition.later is not None
        ),
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
        _by_days(upcoming, data.shows, as_of),
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


def _attended(pick: PickAsOf, names: Iterable[str]) -> AttendedPick:
    values = msgspec.structs.asdict(pick) | {
        "pick": msgspec.structs.replace(
            pick.pick,
            note=None,
            met=(),
            follow_up=None,
            follow_up_by=None,
            alarm=usual_alarms(pick.pick),
        ),
        "conflicts": tuple(
            conflict for conflict in pick.conflicts if conflict.kind in _OF_ALL
        ),
    }
    # Someone may have an entry twice.
    return AttendedPick(**values, people=tuple(dict.fromkeys(names)))


def unique_names(names: Iterable[str]) -> list[str]:
    """The names of people or files, cut and numbered so that each is there once."""
    unique: list[str] = []
    for name in names:
        short = free = " ".join(name.split())[:_MOST_LETTERS] or "?"
        number = 1
        while free in unique:
            number += 1
            free = f"{short} {number}"
        unique.append(free)
    return unique


def narrowed(
    answer: Agenda,
    *,
    show: Show | None = None,
    day: dt.date | None = None,
    hides_past: bool,
) -> Agenda:
    """The agenda with only the picks at this show and on this day, if they are given.

    An own entry without an edition is at the show on whose day it stands. With
    `hides_past`, picks that are over are only counted.
    """
    at_show = {
        pick.id
        for part in answer.days
        if part.edition is not None and part.edition.show == show
        for pick in part.picks
    }
    asked = [
        pick
        for pick in answer.known
        if (show is None or pick.id in at_show or _show_of(pick) == show.id)
        and (day is None or is_on_day(pick, day))
    ]
    past = {pick.id for pick in asked if is_past(pick, answer.as_of)}
    shown = {pick.id for pick in asked} - (past if hides_past else set())
    days = [  # An entry past midnight brings its day, but not the free time of that.
        part
        if day in (None, part.date)
        else msgspec.structs.replace(part, free_time=())
        for part in answer.days
    ]
    answer = msgspec.structs.replace(answer, days=tuple(days))
    return msgspec.structs.replace(
        _with_only(answer, lambda pick: pick.id in shown),
        follow_ups=tuple(pick for pick in answer.follow_ups if pick in asked),
        past=len(past),
        hides_past=hides_past,
        asked_day=day,
        asked_show=None if show is None else show.name,
    )


def limited(answer: Agenda, limit: int | None) -> Agenda:
    """The agenda with the first picks only, at most so many; None for all.

    It has no free time after the last of them, as it hides what comes then.
    """
    picks = answer.picks
    shown = picks[:limit]
    left_out = len(picks) - len(shown)
    if not left_out:
        return answer
    last = max((pick.starts.timestamp() for pick in shown if pick.starts), default=0)
    days = [
        msgspec.structs.replace(
            day,
            free_time=tuple(
                free for free in day.free_time if free.ends.timestamp() <= last
            ),
        )
        for day in answer.days
    ]
    ids = {id(pick) for pick in shown}
    return msgspec.structs.replace(
        _with_only(
            msgspec.structs.replace(answer, days=tuple(days)),
            lambda pick: id(pick) in ids,
        ),
        left_out=left_out,
    )


def _with_only(answer: Agenda, is_shown: Callable[[PickAsOf], bool]) -> Agenda:
    """The agenda without other picks, and without days that have none of these."""

    def those_of(picks: Iterable[PickAsOf]) -> tuple[PickAsOf, ...]:
        return tuple(filter(is_shown, picks))

    def parts_with(parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(
            msgspec.structs.replace(part, picks=picks)
            for part in parts
            if (picks := those_of(part.picks))
        )

    editions = {pick.edition.id for pick in those_of(answer.picks) if pick.edition}
    return msgspec.structs.replace(
        answer,
        whole_days=those_of(answer.whole_days),
        days=parts_with(answer.days),
        visits=parts_with(answer.visits),
        undated=those_of(answer.undated),
        lost=those_of(answer.lost),
        later_changes=tuple(
            edition for edition in answer.later_changes if edition.id in editions
        ),
    )


def _show_of(pick: PickAsOf) -> str | None:
    edition_id = pick.pick.edition_id
    return None if edition_id is None else show_id_of(edition_id)


def _is_lost(pick: PickAsOf) -> bool:
    """Whether a pick is not in the data, and has no place in the agenda by its days.

    An edition or a day keeps the days that it was picked with, a meeting its time, and
    a visit its edition.
    """
    if pick.pick.is_visit:
        return pick.edition is None
    if pick.pick.is_entry or (pick.is_of_days and pick.first is not None):
        return False
    return any(
        conflict.kind in ("gone", "not read", "not known yet")
        for conflict in pick.conflicts
    )


def _by_day(pick: PickAsOf) -> tuple[dt.date, str]:
    """The order of whole days; an edition dated by its month stands at its start."""
    day = pick.first
    if day is None and pick.edition is not None:
        day = window(pick.edition.dates)[0]
    return day or dt.date.max, pick.id


def _visits(picks: Iterable[PickAsOf]) -> Iterator[Visits]:
    """The visits by edition."""
    by_edition: dict[str, list[PickAsOf]] = {}
    for pick in picks:
        assert pick.edition is not None  # in the data
        by_edition.setdefault(pick.edition.id, []).append(pick)
    for of_edition in by_edition.values():
        edition = of_edition[0].edition
        assert edition is not None
        of_edition.sort(key=walking)
        yield Visits(edition=edition, picks=tuple(of_edition))


def _days(picks: Iterable[PickAsOf]) -> list[AgendaDay]:
    """The picks by show and day; an own entry joins a show of its zone on that day."""
    groups: dict[tuple[object, ...], list[PickAsOf]] = {}
    show_on: dict[tuple[object, ...], str] = {}
    for pick in sorted(picks, key=lambda pick: pick.edition is None):
        day = pick.first, _zone(pick).key
        if pick.edition is not None:
            show = pick.edition.id
            show_on.setdefault(day, show)
        else:
            show = show_on.get(day, "")
        groups.setdefault((*day, show), []).append(pick)
    return sorted(map(_day_of, groups.values()), key=_by_first_pick)


def _zone(pick: PickAsOf) -> ZoneInfo:
    assert pick.zone is not None  # in the data, or with a time
    return pick.zone


def _by_first_pick(day: AgendaDay) -> tuple[dt.date, bool, dt.datetime]:
    starts = day.picks[0].starts
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    return day.date, starts is None, latest if starts is None else utc(starts)


def _day_of(picks: Sequence[PickAsOf]) -> AgendaDay:
    first = picks[0]
    assert first.first is not None  # dated
    edition = first.edition
    counted = None if edition is None else day_of_dates(edition.dates, first.first)
    day, days = counted or (None, None)
    return AgendaDay(
        date=first.first,
        zone=_zone(first),
        edition=edition,
        day=day,
        days=days,
        picks=in_order(picks),
    )


def _with_free_time(
    day: AgendaDay,
    free: Sequence[FreeTime],
    gap: dt.timedelta,
    as_of: AsOf,
    programme: Callable[[str], Programme | None],
) -> AgendaDay:
    """The day with the free time of at least `gap`, if it is a day of a show."""
    if day.edition is None or day.day is None:
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
