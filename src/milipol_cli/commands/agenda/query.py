"""The picks by day, of one person or several people: `milipol agenda`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.programmes import DayTheme
from milipol_cli.network.model.record import Record, show_id_of
from milipol_cli.network.model.shows import Show
from milipol_cli.network.occasions import Occasion
from milipol_cli.network.sessions import sessions_on
from milipol_cli.picks.as_of import (
    PickAsOf,
    identity,
    is_past,
    picks_as_of,
    sort_by_time,
    walking_order,
)
from milipol_cli.picks.conflicts import CHANGE, with_conflicts
from milipol_cli.picks.free_time import FreeTime, free_times, free_times_on, with_fits

if TYPE_CHECKING:  # many readers have no agenda
    from milipol_cli.network.model.picks import FollowUp, Pick, Picks

# The conflicts that a pick has on every agenda.
_OF_ALL = ("cancelled", "postponed", "not known yet", "not read", "gone")

PartKind = Literal["whole days", "day", "visits", "day not known", "not in the data"]


class Part(Record, frozen=True, kw_only=True):
    """Picks that are listed together, in their order.

    Each pick of "whole days" is alone, above the days that begin with it. A "day" has
    the picks of a day at a show, or only the reader's entries, with the free time
    between them and, if there is any, the themes of the day. "visits" are those to an
    edition, without a time, in the order to walk.
    """

    kind: PartKind
    picks: tuple[PickAsOf, ...]
    edition: EditionAsOf | None = None
    free_time: tuple[FreeTime, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def date(self) -> dt.date:
        """The day that all of its picks begin on."""
        first = self.picks[0].first
        assert first is not None  # it is a day
        return first

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the day."""
        zone = self.picks[0].zone
        assert zone is not None  # in the data, or with a time
        return zone

    @property
    def day_number(self) -> tuple[int, int | None] | None:
        """The number of the day in its edition, and how many days that has.

        None without an edition, and for a day on which the edition is not on.
        """
        edition = self.edition
        return None if edition is None else day_of_dates(edition.dates, self.date)

    @property
    def timed_rows(self) -> list[Occasion]:
        """The picks that have a time, and the free time with what fits, in order."""
        timed: list[Occasion]
        timed = [pick for pick in self.picks if pick.starts is not None]
        # The sort keeps a pick before the free time that begins with it.
        rows = sorted([*timed, *self.free_time], key=lambda row: row.begins)
        return [
            occasion
            for row in rows
            for occasion in (row, *(row.fits if isinstance(row, FreeTime) else ()))
        ]


class DueFollowUp(NamedTuple):
    """A follow-up on the agenda, and the pick that it follows."""

    pick: PickAsOf
    item: "FollowUp"

    def is_overdue(self, as_of: AsOf) -> bool:
        """Whether it was due before today, and is still open."""
        by = self.item.by
        return self.item.done is None and by is not None and by < as_of.reader_day


class Shared(NamedTuple):
    """The ids that `agenda share` prints, and how many upcoming picks it withholds."""

    ids: Sequence[str]
    withheld: int


class TakenBack(NamedTuple):
    """The result of `agenda undo`: the command, and the picks in `file` then and now.

    A command that was an undo itself is taken back like any other.
    """

    file: str
    command: str
    before: "Picks"
    now: "Picks"

    @property
    def ids_back(self) -> list[str]:
        """The ids of the picks that are back."""
        return self._ids(self.now, self.before)

    @property
    def ids_gone(self) -> list[str]:
        """The ids of the picks that are off the agenda again."""
        return self._ids(self.before, self.now)

    @property
    def ids_restored(self) -> list[str]:
        """The ids of the picks that are there as before."""
        then = {pick.id: pick for pick in self.before}
        return [pick.id for pick in self.now if then.get(pick.id, pick) != pick]

    @staticmethod
    def _ids(of: "Picks", beyond: "Picks") -> list[str]:
        others = {pick.id for pick in beyond}
        return [pick.id for pick in of if pick.id not in others]


class Agenda(Answer, frozen=True, kw_only=True):
    """The answer of `milipol agenda`, in parts in order of time.

    `follow_ups` are the open ones, by day, also of past picks. `known` are all picks on
    the agenda, also those that `narrow` left out. `past` is how many picks that were
    asked for are over; an answer that `hides_past` lists none of them. `asked_day` and
    `asked_show`, a name, are what the answer was narrowed to; `left_out` is how many
    picks a limit leaves out. In an answer about several `people`, each pick has the
    names of those who have it.
    """

    parts: tuple[Part, ...]
    follow_ups: tuple[DueFollowUp, ...]
    known: tuple[PickAsOf, ...]
    reviewed: dt.date | None
    past: int = 0
    hides_past: bool = False
    asked_day: dt.date | None = None
    asked_show: str | None = None
    people: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def is_private(self) -> bool:
        """True: it has the reader's notes."""
        return True

    @property
    def has_clock(self) -> bool:
        return any(pick.starts for pick in self.picks)

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        editions = (pick.edition for pick in self.picks if pick.edition)
        return tuple({edition.id: edition for edition in editions}.values())

    @property
    def days(self) -> list[Part]:
        """The parts that are a day."""
        return [part for part in self.parts if part.kind == "day"]

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks in order of time, whatever their zones; those without a day last.

        On its day a pick of whole days comes first, a session without a time last.
        """
        picks = (pick for part in self.parts for pick in part.picks)
        return tuple(sorted(picks, key=_by_moment))


def agenda(
    picks: "Sequence[Pick]",
    data: Catalog,
    as_of: AsOf,
    change: dt.timedelta = CHANGE,
    gap: dt.timedelta | None = None,
    *,
    new: Collection[str] = (),
    edited: Collection[str] = (),
) -> Agenda:
    """The picks by day, with their conflicts and, with a `gap`, the free time.

    The ids of `new` and `edited` picks rule which of many conflicts are listed.
    """
    dated = picks_as_of(picks, data, as_of)
    dated = with_conflicts(dated, change, new=new, edited=edited)
    answer = _agenda_by_days(dated, data, as_of)
    if gap is None:
        return answer
    free = free_times(answer.known)
    parts = (_with_free_time(part, free, gap, data, as_of) for part in answer.parts)
    return msgspec.structs.replace(answer, parts=tuple(parts))


def agenda_of_people(
    picks_by_name: "Mapping[str, Sequence[Pick]]", data: Catalog, as_of: AsOf
) -> Agenda:
    """The picks of several people by day; picks of the same thing become one pick.

    It has the names of these people, and only conflicts that it has for everybody.
    """
    pick_by_key: dict[object, PickAsOf] = {}
    names_by_key: dict[object, list[str]] = defaultdict(list)
    for name, picks_of_person in picks_by_name.items():
        for pick in picks_as_of(picks_of_person, data, as_of):
            key = _key_for_all(pick)
            pick_by_key.setdefault(key, pick)
            names_by_key[key].append(name)
    attended = [_attended_by(pick, names_by_key[key]) for key, pick in pick_by_key.items()]
    answer = _agenda_by_days(attended, data, as_of)
    return msgspec.structs.replace(answer, people=tuple(picks_by_name), follow_ups=())


def _key_for_all(pick: PickAsOf) -> object:
    """A key that picks of the same thing have, whoever picked it.

    Own entries are the same if they have the same title and time, meetings at a stand
    if they have the same time.
    """
    if pick.pick.is_own:
        return identity(pick.pick)
    if pick.pick.is_entry and pick.starts is not None:
        return pick.id, pick.begins
    return pick.id


def _attended_by(pick: PickAsOf, names: Iterable[str]) -> PickAsOf:
    """The pick with the names of people, and the conflicts that all of them have.

    Each name is there once, though somebody may have an entry twice.
    """
    conflicts = tuple(found for found in pick.conflicts if found.kind in _OF_ALL)
    people = tuple(dict.fromkeys(names))
    return msgspec.structs.replace(pick, conflicts=conflicts, people=people)


def narrow(
    answer: Agenda,
    *,
    show: Show | None = None,
    day: dt.date | None = None,
    hides_past: bool = False,
    limit: int | None = None,
) -> Agenda:
    """The agenda with only the picks at this show and on this day, if they are given.

    With `hides_past`, picks that are over are only counted. A day has the follow-ups
    that are due on it, too. Of more picks than the `limit`, only the first are kept.
    """
    of_show = [
        pick
        for part in answer.parts
        for pick in part.picks
        if show is None or _is_at_show(pick, part, show)
    ]
    asked_for = [pick for pick in of_show if day is None or pick.is_on_day(day)]
    upcoming = [pick for pick in asked_for if not is_past(pick, answer.as_of)]
    in_order = sorted(upcoming if hides_past else asked_for, key=_by_moment)
    kept = in_order[:limit]
    left_out = len(in_order) - len(kept)
    return msgspec.structs.replace(
        answer,
        parts=tuple(_narrow_parts(answer.parts, kept, day, is_cut=left_out > 0)),
        follow_ups=tuple(
            due
            for due in answer.follow_ups
            if due.pick in asked_for or (due.pick in of_show and due.item.by == day)
        ),
        past=len(asked_for) - len(upcoming),
        hides_past=hides_past,
        asked_day=day,
        asked_show=None if show is None else show.name,
        left_out=left_out,
    )


def _is_at_show(pick: PickAsOf, part: Part, show: Show) -> bool:
    """Whether a pick is of a show, or an entry of no show on one of its days."""
    is_on_its_day = part.edition is not None and part.edition.show.id == show.id
    return is_on_its_day or show_id_of(pick.pick.edition_id or "") == show.id


def _narrow_parts(
    parts: Iterable[Part], kept: Iterable[PickAsOf], day: dt.date | None, *, is_cut: bool
) -> Iterator[Part]:
    """The parts with only the picks that are kept; parts without any are left out.

    Free time goes if the list `is_cut`, since it may begin after a pick that is left
    out. It also goes on the day before the one asked for: that is there only for an
    entry that lasts past midnight.
    """
    kept_ids = {id(pick) for pick in kept}  # comparing whole picks takes longer
    for part in parts:
        if picks := tuple(pick for pick in part.picks if id(pick) in kept_ids):
            has_free_time = not is_cut and day in (None, part.picks[0].first)
            free = part.free_time if has_free_time else ()
            yield msgspec.structs.replace(part, picks=picks, free_time=free)


def follow_ups_of(
    picks: Iterable[PickAsOf], items: "Callable[[Pick], Iterable[FollowUp]]"
) -> tuple[DueFollowUp, ...]:
    """The follow-ups that `items` takes of each pick, by day; without a day last."""
    all_due = [DueFollowUp(pick, item) for pick in picks for item in items(pick.pick)]
    return tuple(sorted(all_due, key=lambda due: due.item.by or dt.date.max))


def _agenda_by_days(picks: Iterable[PickAsOf], data: Catalog, as_of: AsOf) -> Agenda:
    """The agenda in parts by time; last, picks without a day and picks without data."""
    all_picks = tuple(picks)
    picks_by_kind: dict[PartKind, list[PickAsOf]] = defaultdict(list)
    for pick in all_picks:
        picks_by_kind[_kind_of_part(pick)].append(pick)
    dated = [
        *_parts_by_day(picks_by_kind["day"]),
        *_parts_of_visits(picks_by_kind["visits"]),
        *(Part(kind="whole days", picks=(p,)) for p in picks_by_kind["whole days"]),
    ]
    last_kinds: tuple[PartKind, ...] = ("day not known", "not in the data")
    undated = [
        Part(kind=kind, picks=tuple(picks_by_kind[kind]))
        for kind in last_kinds
        if picks_by_kind[kind]
    ]
    return Agenda(
        as_of=as_of,
        parts=(*sorted(dated, key=_by_day), *undated),
        follow_ups=follow_ups_of(all_picks, lambda pick: pick.open_follow_ups),
        known=all_picks,
        reviewed=oldest_review(data.shows),
    )


def _kind_of_part(pick: PickAsOf) -> PartKind:
    """The kind of part that a pick is in.

    A pick that is not in the data has no day. But an edition or a day keeps the days
    that it was picked with, a meeting its time, and a visit its edition.
    """
    record = pick.pick
    if record.is_visit:
        return "visits" if pick.edition is not None else "not in the data"
    keeps_its_day = record.is_entry or (record.is_of_days and pick.first is not None)
    if not keeps_its_day and pick.has("gone", "not read", "not known yet"):
        return "not in the data"
    waits_for_show = record.before is not None and pick.first is None
    if pick.is_whole_days and not waits_for_show:
        return "whole days"
    return "day not known" if pick.first is None else "day"


def _parts_of_visits(picks: Iterable[PickAsOf]) -> Iterator[Part]:
    by_edition: dict[str | None, list[PickAsOf]] = defaultdict(list)
    for pick in sorted(picks, key=walking_order):
        by_edition[pick.pick.edition_id].append(pick)
    for visits in by_edition.values():
        yield Part(kind="visits", picks=tuple(visits), edition=visits[0].edition)


def _parts_by_day(picks: Iterable[PickAsOf]) -> Iterator[Part]:
    """A part for each show and day.

    An entry of no show joins the first show that has picks on its day, in its zone.
    """
    picks_by_day: dict[object, list[PickAsOf]] = defaultdict(list)
    first_show_on: dict[object, EditionAsOf] = {}
    # Picks at shows come first, so that the shows of a day are known for the rest.
    for pick in sorted(picks, key=lambda pick: pick.edition is None):
        day_in_zone = pick.first, pick.zone and pick.zone.key
        if pick.edition is not None:
            first_show_on.setdefault(day_in_zone, pick.edition)
        edition = pick.edition or first_show_on.get(day_in_zone)
        picks_by_day[day_in_zone, edition and edition.id].append(pick)
    for of_day in picks_by_day.values():
        yield Part(kind="day", picks=sort_by_time(of_day), edition=of_day[0].edition)


def _by_day(part: Part) -> tuple[object, ...]:
    """The sort key of parts: whole days before the days that begin with them.

    Visits come on the last day of their edition.
    """
    first = part.picks[0]
    moment, place = _by_moment(first)
    return _day(first), place, moment, first.id


def _by_moment(pick: PickAsOf) -> tuple[float, int]:
    """The sort key of picks: the moment, and the place among picks of one moment.

    On a day, whole days come first, picks without a time last, and visits after them.
    """
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
    """The day that a pick is listed on: for a visit, the last of its edition.

    A pick without a day is listed after all others.
    """
    if pick.edition is not None and (pick.pick.is_visit or pick.whole_edition):
        first, last = window(pick.edition.dates)
        return last if pick.pick.is_visit else first
    return pick.first or dt.date.max


def _with_free_time(
    part: Part, free: Sequence[FreeTime], gap: dt.timedelta, data: Catalog, as_of: AsOf
) -> Part:
    """A day of a show with the free time of at least `gap`; other parts as they are.

    Days before the date of the answer have none; as of a time, free time that is over
    is left out anyway.
    """
    if part.kind != "day" or part.edition is None or part.day_number is None:
        return part  # no day on which the edition is on
    if as_of.moment is None and part.date < as_of.reader_day:
        return part
    free_on_day = [*free_times_on(part.picks, free, part.zone, as_of, gap)]
    if not free_on_day:
        return part
    edition, date = part.edition, part.date
    programme = data.programme(edition.id).for_day(date)
    sessions = sessions_on(edition, programme, date, as_of)
    picked = {pick.id for pick in part.picks}
    others = [session for session in sessions if session.id not in picked]
    return msgspec.structs.replace(
        part,
        free_time=tuple(with_fits(free_on_day, others)),
        themes=tuple(theme for theme in programme.theme if theme.date == date),
    )
