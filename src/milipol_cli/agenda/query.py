"""Picks and what does not fit about them: the answer of `milipol agenda`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda.conflicts import find_conflicts
from milipol_cli.agenda.days import AgendaDay
from milipol_cli.agenda.free_time import with_free_time
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, reviewed
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import utc
from milipol_cli.picks.as_of import PickAsOf, in_order, planned
from milipol_cli.picks.model import Pick


class Agenda(Record, frozen=True, kw_only=True):
    """The answer of `milipol agenda`: picks by day, those of whole days first.

    `undated` are the sessions whose day is not known, `lost` those of which the data
    says nothing.
    """

    question: ClassVar[Literal["agenda"]] = "agenda"
    as_of: AsOf
    whole_days: tuple[PickAsOf, ...]
    days: tuple[AgendaDay, ...]
    undated: tuple[PickAsOf, ...]
    lost: tuple[PickAsOf, ...]
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """All picks in order of time, those without a day last."""
        timed = [one for day in self.days for one in day.picks]
        dated = sorted([*self.whole_days, *timed, *self.lost], key=_by_first_day)
        return (*dated, *self.undated)


def _by_first_day(one: PickAsOf) -> tuple[dt.date, bool]:
    return one.first or dt.date.max, not one.is_whole_days


_Programmes = Callable[[str], Programme | None]


def agenda(
    picks: Sequence[Pick],
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: _Programmes,
    change: dt.timedelta,
    gap: dt.timedelta,
    unread: Callable[[str], bool] = lambda _: False,
    whole: Collection[str] = (),
) -> Agenda:
    """The picks as they stand, by day, with what does not fit and what is free.

    Less than `change` between two rooms is tight; free time from `gap` on is told.
    `programme` gives the programme of an edition, `unread` says of an id whether a file
    that may tell of it could not be read. Of the picks in `whole` all is told that does
    not fit, of others at most ten of a kind.
    """
    found = planned(picks, files, as_of, programme=programme, unread=unread)
    marks = find_conflicts(found, change, whole)
    found = [
        msgspec.structs.replace(one, marks=(*one.marks, *marks.get(one.pick.id, ())))
        for one in found
    ]
    kept = [one for one in found if not _is_lost(one)]
    dated = [one for one in kept if not one.is_whole_days and one.first is not None]
    editions = {one.edition.id: one.edition for one in found if one.edition is not None}
    return Agenda(
        as_of=as_of,
        whole_days=tuple(sorted((o for o in kept if o.is_whole_days), key=_by_day)),
        days=tuple(
            with_free_time(day, found, gap, as_of, programme) for day in _days(dated)
        ),
        undated=tuple(o for o in kept if not o.is_whole_days and o.first is None),
        lost=tuple(one for one in found if _is_lost(one)),
        later_changes=tuple(
            view for view in editions.values() if view.later is not None
        ),
        reviewed=reviewed(files),
    )


def seen_by(answer: Agenda, placed: Callable[[AsOf], AsOf]) -> Agenda:
    """The agenda for a reader with a zone; asked for where a pick has a time."""
    if not any(one.starts for one in answer.picks):
        return answer
    return msgspec.structs.replace(answer, as_of=placed(answer.as_of))


def _is_lost(one: PickAsOf) -> bool:
    """Whether the data says nothing of a pick, and no day that it had is left.

    An edition or a day has one as it was picked.
    """
    lost = {"gone", "not read", "not known yet"}
    if one.pick.is_own or (one.is_of_days and one.first is not None):
        return False
    return any(mark.kind in lost for mark in one.marks)


def _by_day(one: PickAsOf) -> tuple[dt.date, str]:
    """The order of whole days; what is known to the month stands at its beginning."""
    day = one.first
    if day is None and one.edition is not None:
        day = window(one.edition.dates)[0]
    return day or dt.date.max, one.pick.id


_Key = tuple[dt.date, str, str]


def _days(found: Sequence[PickAsOf]) -> list[AgendaDay]:
    """The picks by show and day; an own entry joins a show of its zone on that day."""
    groups: dict[_Key, list[PickAsOf]] = {}
    for one in sorted(found, key=lambda one: one.edition is None):
        groups.setdefault(_key(one, groups), []).append(one)
    days = [_day_of(picks) for picks in groups.values()]
    return sorted(days, key=_by_first_pick)


def _key(one: PickAsOf, groups: Iterable[_Key]) -> _Key:
    assert one.first is not None  # dated
    zone = _zone(one).key
    if one.edition is not None:
        return one.first, zone, one.edition.id
    same = (key for key in groups if key[:2] == (one.first, zone))
    return next(same, (one.first, zone, ""))


def _zone(one: PickAsOf) -> ZoneInfo:
    assert one.zone is not None  # of the data, or with a time
    return one.zone


def _by_first_pick(day: AgendaDay) -> tuple[dt.date, bool, dt.datetime]:
    starts = day.picks[0].starts
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    return day.date, starts is None, latest if starts is None else utc(starts)


def _day_of(picks: Sequence[PickAsOf]) -> AgendaDay:
    one = picks[0]
    assert one.first is not None  # dated
    counted = (
        None if one.edition is None else day_of_dates(one.edition.dates, one.first)
    )
    day, days = counted or (None, None)
    return AgendaDay(
        date=one.first,
        zone=_zone(one),
        edition=one.edition,
        day=day,
        days=days,
        picks=in_order(picks),
    )
