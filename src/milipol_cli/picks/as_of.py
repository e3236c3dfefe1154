"""Picks as of a date: their times, and what happened since they were picked."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.folding import fold
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of, why_off
from milipol_cli.network.exhibitors import GetList, company_in, stand_of, walk_order
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import part_named
from milipol_cli.network.model.dates import Dates, may_be, window
from milipol_cli.network.model.exhibitor_ids import key_in
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.occasions import (
    Conflict,
    ConflictKind,
    Occasion,
    by_clock,
    last_day,
    later,
    time_fields,
    utc,
)
from milipol_cli.network.sessions import session_as_of
from milipol_cli.picks.kept_values import (
    changes_since_picked,
    is_off_day,
    kept_value_changed,
)

if TYPE_CHECKING:  # many readers have no agenda, or no visits on it
    from milipol_cli.network.model.exhibitors import ListedExhibitor
    from milipol_cli.network.model.picks import Pick

# A title, and what else no two entries share with it.
Identity = tuple[str, dt.date | str | None]


class PickAsOf(Occasion, frozen=True, kw_only=True):
    """A pick as of a date.

    `first` and `last` are its days at the venue, or in its own zone. A visit without a
    time has those of the edition. `day` is that of an edition that was picked alone,
    `listed` an exhibitor as it is listed. `people` are those who have it, in an agenda
    of several.
    """

    pick: "Pick"
    picked: bool = True
    listed: "ListedExhibitor | None" = None
    day: dt.date | None = None
    people: tuple[str, ...] = ()

    @property
    def is_whole_days(self) -> bool:
        """Whether it takes whole days: an edition, a day, an entry without a time."""
        return self.pick.is_of_days or (self.pick.is_own and self.starts is None)

    @property
    def whole_edition(self) -> EditionAsOf | None:
        """The edition that was picked as a whole, if it is known; else None."""
        is_whole = self.pick.is_of_days and self.day is None
        return self.edition if is_whole else None

    def has(self, *kinds: ConflictKind) -> bool:
        """Whether it has a conflict of one of these kinds."""
        return any(conflict.kind in kinds for conflict in self.conflicts)


def sort_by_time(picks: Iterable[PickAsOf]) -> tuple[PickAsOf, ...]:
    """The picks in order of time; those without a time last, by half-day."""
    return tuple(sorted(picks, key=lambda pick: by_clock(pick.starts, pick.half_day)))


def walking_order(pick: PickAsOf) -> tuple[object, ...]:
    """The place of a visit in a list to walk."""
    return walk_order(pick.room, pick.title or pick.id)


def is_past(pick: PickAsOf, as_of: AsOf) -> bool:
    """Whether a pick is over; without a published end, when its day is over.

    A session whose day is not known, or a day that moved, is over with its edition.
    """
    is_before = pick.last is not None and pick.last < pick.today(as_of)
    if pick.phase is not None:
        may_last = pick.starts is not None and pick.ends is None and not is_before
        return pick.phase == "over" and not may_last
    if pick.edition is None or pick.pick.is_entry:
        return is_before
    return pick.edition.phase == "over" or (pick.has("cancelled") and is_before)


def picks_as_of(
    picks: "Iterable[Pick]",
    data: Catalog,
    as_of: AsOf,
    programme: Callable[[str], Programme] | None = None,
) -> list[PickAsOf]:
    """Each pick with its times, and with what happened to it since it was picked.

    `programme` returns the programme of an edition instead of that in the data.
    """
    editions = {edition.id: edition for edition in editions_as_of(data.shows, as_of)}
    known_ids = {edition.id for file in data.shows for edition in file.edition}
    answers = []
    for pick in picks:
        edition = editions.get(pick.edition_id or "")
        answer = (
            _entry_as_of(pick, edition, as_of) if pick.is_entry else _as_picked(pick)
        )
        if edition is None and pick.edition_id in known_ids:
            if not pick.is_own:
                answer = _only(answer, "not known yet")
        elif edition is None and pick.edition_id is not None:
            answer = _only(answer, "gone")
        elif edition is not None and pick.company is not None:
            answer = _with_company(answer, edition, as_of, data.exhibitors)
        elif edition is not None and pick.is_exhibitor:
            answer = _visit_as_of(answer, edition, as_of, data.exhibitors)
        elif edition is not None and not pick.is_own:
            answer = _of_data(pick, edition, as_of, programme or data.programme)
        if answer.has("gone") and data.is_left_out(pick.edition or pick.id):
            answer = _only(answer, "not read")
        answers.append(answer)
    return answers


def _only(pick: PickAsOf, kind: ConflictKind) -> PickAsOf:
    """The pick with this conflict and no other; that of an entry is its edition's."""
    conflict = Conflict(kind=kind, other=pick.pick.edition)
    return msgspec.structs.replace(pick, conflicts=(conflict,))


def _pick(pick: "Pick", edition: EditionAsOf | None = None, **values: Any) -> PickAsOf:
    title = pick.title or (pick.id if pick.is_exhibitor else None)
    fields = {"title": title, "room": pick.place} | values
    return PickAsOf(id=pick.id, pick=pick, edition=edition, **fields)


def _as_picked(pick: "Pick") -> PickAsOf:
    return _pick(pick, first=pick.date, last=pick.last or pick.date)


def _entry_as_of(pick: "Pick", edition: EditionAsOf | None, as_of: AsOf) -> PickAsOf:
    """An entry or a meeting at a stand, in the zone of its edition if any."""
    if edition is not None and pick.time_before is not None:
        return _deadline_before(pick, edition, pick.time_before, as_of)
    zone = pick.zone if edition is None else edition.zone
    if pick.at is None:
        last = pick.last or pick.date
        values = time_fields(as_of, zone, pick.date, last, is_whole=True)
    else:
        assert pick.zone is not None  # it has one with `at`
        assert zone is not None
        starts = at_in_zone(pick.at, pick.zone).astimezone(zone)
        # A deadline takes no time; without minutes, another entry has no known end.
        ends = starts if pick.entry_kind == "deadline" else None
        if pick.minutes is not None:
            ends = later(starts, dt.timedelta(minutes=pick.minutes))
        last = last_day(starts, ends)
        values = time_fields(as_of, zone, starts.date(), last, starts, ends)
    conflicts = () if edition is None else _conflicts_of_edition(edition)
    return _pick(pick, edition, conflicts=conflicts, **values)


def _deadline_before(
    pick: "Pick", edition: EditionAsOf, span: dt.timedelta, as_of: AsOf
) -> PickAsOf:
    """A deadline so long before the first day of its edition; it moves with that.

    It has no day while that is not known. If it had another when added, it moved.
    """
    days = [dates.start and dates.start - span for dates in _dates_in_data(edition)]
    changes = []
    if pick.date is not None and None not in days and pick.date not in days:
        changes = [kept_value_changed("deadline", pick.date, days[0])]
    values = time_fields(as_of, edition.zone, days[0], days[0], is_whole=True)
    conflicts = _conflicts_of_edition(edition, [] if pick.done else changes)
    return _pick(pick, edition, conflicts=conflicts, **values)


def _with_company(
    answer: PickAsOf, edition: EditionAsOf, as_of: AsOf, exhibitors: GetList
) -> PickAsOf:
    """An entry with its company as listed; at its stand, unless it has a place."""
    known = exhibitors(edition.id)
    if known is None or answer.pick.company is None:
        return answer
    listed = company_in(known, answer.pick.company)
    if listed is None or not as_of.has_reached(known.day_listed(listed.exhibitor)):
        return answer
    room = answer.room or stand_of(listed.exhibitor)
    return msgspec.structs.replace(answer, listed=listed, room=room)


def _visit_as_of(
    answer: PickAsOf, edition: EditionAsOf, as_of: AsOf, exhibitors: GetList
) -> PickAsOf:
    """A visit, or a meeting at a stand, which keeps its time if no longer listed."""
    pick = answer.pick
    if pick.is_visit:
        answer = _edition_pick_as_of(pick, edition)
    exhibitor_list = exhibitors(edition.id)
    if exhibitor_list is None:
        return _only(answer, "gone")
    listed = exhibitor_list.by_key.get(key_in(pick.id))
    day_known = exhibitor_list.day_known
    if listed is not None:
        day_known = exhibitor_list.day_listed(listed.exhibitor)
    if not as_of.has_reached(day_known):
        return _only(answer, "not known yet")
    if listed is None:
        return _only(answer, "gone")
    stand = stand_of(listed.exhibitor)
    changes = []  # of a day outside of the edition and another stand, only the day
    if pick.is_entry and is_off_day(edition, answer.first):
        now = edition.title, edition.dates
        changes = [kept_value_changed("day", answer.first, now)]
    elif stand is not None and pick.place not in (None, stand):
        changes = [kept_value_changed("stand", pick.place, stand)]
    return msgspec.structs.replace(
        answer,
        listed=listed,
        title=listed.exhibitor.name,
        room=stand or pick.place,
        conflicts=_conflicts_of_edition(edition, [] if pick.done else changes),
    )


def is_outside(pick: PickAsOf) -> bool:
    """Whether a meeting is on days outside the edition that it belongs to.

    A stay is only if none of its days is one of the edition: a hotel is taken earlier.
    """
    if pick.edition is None or pick.pick.entry_kind not in ("meeting", "event"):
        return False
    first, last = window(pick.edition.dates)
    assert pick.first is not None  # as all entries
    assert pick.last is not None
    if pick.is_whole_days:
        return pick.last < first or pick.first > last
    return pick.first < first or pick.last > last


def own_picks(
    picks: "Iterable[Pick]", files: Iterable[ShowFile], as_of: AsOf
) -> tuple[PickAsOf, ...]:
    """The reader's own entries, in order of time."""
    editions = {edition.id: edition for edition in editions_as_of(files, as_of)}
    return sort_by_time(
        _entry_as_of(pick, editions.get(pick.edition or ""), as_of)
        for pick in picks
        if pick.is_own
    )


def identity(entry: "Pick") -> Identity:
    """The title and the time or first day, which no two of the reader's entries share.

    A deadline that moves with its show has how long it is before that instead.
    """
    title = fold(entry.title or "")
    if entry.before is not None:
        return title, f"{entry.before} before {entry.edition}"
    if entry.at is None or entry.zone is None:
        return title, entry.date
    return title, utc(at_in_zone(entry.at, entry.zone))


def at_in_zone(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A time in a zone; without an offset, a time on the clock there."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _of_data(
    pick: "Pick",
    edition: EditionAsOf,
    as_of: AsOf,
    programme: Callable[[str], Programme],
) -> PickAsOf:
    """A picked edition, day or session as it was known, with what is wrong with it.

    What the programme no longer has is shown as it was picked, and marked as gone.
    """
    edition_id, slash, part_id = pick.id.partition("/")
    if not slash:
        return _edition_pick_as_of(pick, edition)
    part = part_named(part_id, programme(edition_id))
    if part is None:
        return _only(_as_picked(pick), "gone")
    if isinstance(part, dt.date):
        values = time_fields(as_of, edition.zone, part, part, is_whole=True)
        if why_off(edition, part) is not None:
            values["phase"] = None
        is_of_edition = any(may_be(part, dates) for dates in _dates_in_data(edition))
        now = edition.title, edition.dates
        changes = [] if is_of_edition else [kept_value_changed("day", part, now)]
        conflicts = _conflicts_of_edition(edition, changes)
        return _pick(pick, edition, day=part, conflicts=conflicts, **values)
    themes = programme(edition.id).theme
    session = session_as_of(edition, part, as_of, themes)
    changes = [*changes_since_picked(pick, edition, part, themes)]
    conflicts = _conflicts_of_edition(edition, changes, cancelled=part.cancelled)
    values = msgspec.structs.asdict(session) | {"conflicts": conflicts}
    return PickAsOf(**values | {"id": pick.id, "pick": pick, "picked": True})


def _edition_pick_as_of(pick: "Pick", edition: EditionAsOf) -> PickAsOf:
    """An edition, or a visit to one."""
    changes = []
    if pick.date is not None and not any(
        # As far as both are known.
        pick.date == dates.start
        and (pick.last or dates.end) == (dates.end or pick.last)
        for dates in _dates_in_data(edition)
    ):
        then = Dates(start=pick.date, end=pick.last)
        changes = [kept_value_changed("dates", then, edition.dates)]
    return _pick(
        pick,
        edition,
        first=edition.dates.start,
        last=edition.dates.end or edition.dates.start,
        phase=edition.phase,
        conflicts=_conflicts_of_edition(edition, changes),
    )


def _dates_in_data(edition: EditionAsOf) -> list[Dates]:
    # As of a date before a move, a pick of the new dates has not moved back.
    later = [] if edition.later is None else [edition.later.dates]
    return [edition.dates, *later]


def _conflicts_of_edition(
    edition: EditionAsOf, changes: Iterable[Conflict] = (), *, cancelled: bool = False
) -> tuple[Conflict, ...]:
    """The changes to an edition, or else the changes of a pick at it."""
    if cancelled or edition.status == "cancelled":
        return (Conflict(kind="cancelled"),)
    if edition.is_void:
        return (Conflict(kind="postponed"),)
    return tuple(changes)
