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
    span_and_phase,
    utc,
)
from milipol_cli.network.sessions import session_as_of
from milipol_cli.picks.kept_values import (
    changes_since_picked,
    day_changed,
    is_off_day,
    kept_value_changed,
)

if TYPE_CHECKING:  # many readers have no agenda, or no visits on it
    from milipol_cli.network.model.exhibitors import ListedExhibitor
    from milipol_cli.network.model.picks import Pick

# The title of an entry, and its time, its first day or its distance to a show.
Identity = tuple[str, dt.date | str | None]


class PickAsOf(Occasion, frozen=True, kw_only=True):
    """A pick as of a date.

    `first` and `last` are its days at the venue, or in its own zone; a visit without a
    time has the days of its edition. `day` is set if one day of an edition was picked,
    `listed` is the exhibitor as listed. In an agenda of several people, `people` are
    the names of those who have the pick.
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
    """The picks in order of time; picks without a time come last, by half-day."""
    return tuple(sorted(picks, key=lambda pick: by_clock(pick.starts, pick.half_day)))


def walking_order(pick: PickAsOf) -> tuple[object, ...]:
    """The sort key of a visit in a list to walk: by stand, then by name."""
    return walk_order(pick.room, pick.title or pick.id)


def is_past(pick: PickAsOf, as_of: AsOf) -> bool:
    """Whether a pick is over; without a published end, when its day is over.

    A session whose day is not known, or a day that moved, is over with its edition.
    """
    is_day_over = pick.last is not None and pick.last < pick.today(as_of)
    if pick.phase is not None:
        has_open_end = pick.starts is not None and pick.ends is None
        return pick.phase == "over" and (is_day_over or not has_open_end)
    if pick.edition is None or pick.pick.is_entry:
        return is_day_over
    return pick.edition.phase == "over" or (pick.has("cancelled") and is_day_over)


def picks_as_of(
    picks: "Iterable[Pick]",
    data: Catalog,
    as_of: AsOf,
    programme: Callable[[str], Programme] | None = None,
) -> list[PickAsOf]:
    """Each pick with its times, and with what happened to it since it was picked.

    `programme` returns the programme of an edition instead of the one in the data.
    """
    editions = {edition.id: edition for edition in editions_as_of(data.shows, as_of)}
    ids_in_data = {edition.id for file in data.shows for edition in file.edition}
    programme_of = programme or data.programme
    answers = []
    for pick in picks:
        edition = editions.get(pick.edition_id or "")
        if edition is None:
            is_later = pick.edition_id in ids_in_data
            answer = _without_edition(pick, as_of, is_later=is_later)
        else:
            answer = _at_edition(pick, edition, as_of, data.exhibitors, programme_of)
        # It may not be gone: a file that could have it was not read.
        if answer.has("gone") and data.is_left_out(pick.edition or pick.id):
            answer = _with_only_conflict(answer, "not read")
        answers.append(answer)
    return answers


def _at_edition(
    pick: "Pick",
    edition: EditionAsOf,
    as_of: AsOf,
    exhibitors: GetList,
    programme_of: Callable[[str], Programme],
) -> PickAsOf:
    """A pick of any kind at an edition that is known as of the date."""
    if pick.is_exhibitor:
        return _at_exhibitor(pick, edition, as_of, exhibitors)
    if pick.is_own:
        entry = _entry_as_of(pick, edition, as_of)
        return _with_company(entry, edition, as_of, exhibitors)
    return _published_pick_as_of(pick, edition, as_of, programme_of)


def _without_edition(pick: "Pick", as_of: AsOf, *, is_later: bool) -> PickAsOf:
    """A pick of no edition, or of one that is not known as of the date.

    Such an edition is gone from the data, or `is_later`: only known after the date. An
    entry of the reader's own waits for the latter without a conflict.
    """
    answer = _entry_as_of(pick, None, as_of) if pick.is_entry else _as_picked(pick)
    if pick.edition_id is None or (is_later and pick.is_own):
        return answer
    return _with_only_conflict(answer, "not known yet" if is_later else "gone")


def _with_only_conflict(pick: PickAsOf, kind: ConflictKind) -> PickAsOf:
    """The pick with one conflict alone, which names the edition of an entry."""
    conflict = Conflict(kind=kind, other=pick.pick.edition)
    return msgspec.structs.replace(pick, conflicts=(conflict,))


def _new_answer(pick: "Pick", edition: EditionAsOf | None = None, **values: Any) -> PickAsOf:
    """A pick with these values, and its title and place as picked unless given."""
    title = pick.title or (pick.id if pick.is_exhibitor else None)
    fields = {"title": title, "room": pick.place} | values
    return PickAsOf(id=pick.id, pick=pick, edition=edition, **fields)


def _as_picked(pick: "Pick") -> PickAsOf:
    """A pick with only the values that it kept."""
    return _new_answer(pick, first=pick.date, last=pick.last or pick.date)


def _entry_as_of(pick: "Pick", edition: EditionAsOf | None, as_of: AsOf) -> PickAsOf:
    """An entry or a meeting at a stand, in the zone of its edition if any.

    Its end is `_end_of_entry`; an entry without a time takes its days as a whole.
    """
    if edition is not None and pick.time_before is not None:
        return _deadline_before_show(pick, edition, pick.time_before, as_of)
    zone = pick.zone if edition is None else edition.zone
    if pick.at is None:
        last = pick.last or pick.date
        values = span_and_phase(as_of, zone, pick.date, last, is_whole=True)
    else:
        assert pick.zone is not None  # it has one with `at`
        assert zone is not None
        starts = at_in_zone(pick.at, pick.zone).astimezone(zone)
        ends = _end_of_entry(pick, starts)
        last = last_day(starts, ends)
        values = span_and_phase(as_of, zone, starts.date(), last, starts, ends)
    conflicts = () if edition is None else _conflicts_with_data(edition)
    return _new_answer(pick, edition, conflicts=conflicts, **values)


def _end_of_entry(pick: "Pick", starts: dt.datetime) -> dt.datetime | None:
    """When an entry with a time ends; None if it has no known end.

    A deadline takes no time.
    """
    if pick.minutes is not None:
        return later(starts, dt.timedelta(minutes=pick.minutes))
    return starts if pick.entry_kind == "deadline" else None


def _deadline_before_show(
    pick: "Pick", edition: EditionAsOf, span: dt.timedelta, as_of: AsOf
) -> PickAsOf:
    """A deadline a time span before the first day of its edition, which it moves with.

    It has no day while the first day is not known. It has moved if it was added with a
    day that neither the dates as of the date nor any later dates give.
    """
    days = [dates.start and dates.start - span for dates in _dates_in_data(edition)]
    day = days[0]  # as of the date
    changes = []
    if pick.date is not None and None not in days and pick.date not in days:
        changes = [kept_value_changed("deadline", pick.date, day)]
    values = span_and_phase(as_of, edition.zone, day, day, is_whole=True)
    conflicts = _conflicts_with_data(edition, [] if pick.done else changes)
    return _new_answer(pick, edition, conflicts=conflicts, **values)


def _with_company(
    entry: PickAsOf, edition: EditionAsOf, as_of: AsOf, exhibitors: GetList
) -> PickAsOf:
    """An entry with its company as listed; at its stand, unless it has a place.

    It stays as it is if it is about no company, or about one that is not listed yet.
    """
    company = entry.pick.company
    exhibitor_list = None if company is None else exhibitors(edition.id)
    if company is None or exhibitor_list is None:
        return entry
    listed = company_in(exhibitor_list, company)
    if listed is None:
        return entry
    if not as_of.has_reached(exhibitor_list.day_listed(listed.exhibitor)):
        return entry
    room = entry.room or stand_of(listed.exhibitor)
    return msgspec.structs.replace(entry, listed=listed, room=room)


def _at_exhibitor(pick: "Pick", edition: EditionAsOf, as_of: AsOf, exhibitors: GetList) -> PickAsOf:
    """A visit, or a meeting at a stand, with its exhibitor as listed.

    If the exhibitor is not listed, or was not as of the date, the pick stays as it was
    picked, with that conflict alone.
    """
    if pick.is_visit:
        as_picked = _edition_pick_as_of(pick, edition)
    else:
        as_picked = _entry_as_of(pick, edition, as_of)
    exhibitor_list = exhibitors(edition.id)
    if exhibitor_list is None:
        return _with_only_conflict(as_picked, "gone")
    listed = exhibitor_list.by_key.get(key_in(pick.id))
    day_known = exhibitor_list.day_known  # the first day of the list
    if listed is not None:
        day_known = exhibitor_list.day_listed(listed.exhibitor)
    if not as_of.has_reached(day_known):
        return _with_only_conflict(as_picked, "not known yet")
    if listed is None:
        return _with_only_conflict(as_picked, "gone")
    stand = stand_of(listed.exhibitor)
    return msgspec.structs.replace(
        as_picked,
        listed=listed,
        title=listed.exhibitor.name,
        room=stand or pick.place,
        conflicts=_conflicts_with_data(edition, _changes_at_stand(as_picked, stand)),
    )


def _changes_at_stand(answer: PickAsOf, stand: str | None) -> list[Conflict]:
    """The change of a visit or a meeting: its day is off, or else its stand is another.

    Empty if it is done.
    """
    pick, edition = answer.pick, answer.edition
    assert edition is not None  # as for every exhibitor
    if pick.done:
        return []
    if pick.is_entry and is_off_day(edition, answer.first):
        return [day_changed(edition, answer.first)]
    if stand is not None and pick.place not in (None, stand):
        return [kept_value_changed("stand", pick.place, stand)]
    return []


def is_outside(pick: PickAsOf) -> bool:
    """Whether a meeting is on days outside the edition that it belongs to.

    An entry of whole days is outside only if all its days are: a stay begins earlier.
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
        _entry_as_of(pick, editions.get(pick.edition or ""), as_of) for pick in picks if pick.is_own
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


def _published_pick_as_of(
    pick: "Pick", edition: EditionAsOf, as_of: AsOf, programme: Callable[[str], Programme]
) -> PickAsOf:
    """A picked edition, day or session as of the date, with its conflicts.

    A session that the programme no longer has stays as it was picked, and is gone.
    """
    edition_id, slash, part_id = pick.id.partition("/")
    if not slash:
        return _edition_pick_as_of(pick, edition)
    part = part_named(part_id, programme(edition_id))
    if part is None:
        return _with_only_conflict(_as_picked(pick), "gone")
    if isinstance(part, dt.date):
        return _day_pick_as_of(pick, edition, part, as_of)
    themes = programme(edition.id).theme
    session = session_as_of(edition, part, as_of, themes)
    changes = changes_since_picked(pick, edition, part, themes)
    conflicts = _conflicts_with_data(edition, changes, cancelled=part.cancelled)
    values = msgspec.structs.asdict(session) | {"conflicts": conflicts}
    return PickAsOf(**values | {"id": pick.id, "pick": pick, "picked": True})


def _day_pick_as_of(pick: "Pick", edition: EditionAsOf, day: dt.date, as_of: AsOf) -> PickAsOf:
    """A day of an edition; without a phase if the edition is off on that day.

    It moved if the edition has it neither as of the date nor in today's data.
    """
    values = span_and_phase(as_of, edition.zone, day, day, is_whole=True)
    if why_off(edition, day) is not None:
        values["phase"] = None
    is_of_edition = any(may_be(day, dates) for dates in _dates_in_data(edition))
    changes = [] if is_of_edition else [day_changed(edition, day)]
    conflicts = _conflicts_with_data(edition, changes)
    return _new_answer(pick, edition, day=day, conflicts=conflicts, **values)


def _edition_pick_as_of(pick: "Pick", edition: EditionAsOf) -> PickAsOf:
    """An edition, or a visit to one, which moved if it has none of the dates kept."""
    changes = []
    dates_in_data = _dates_in_data(edition)
    if pick.date and not any(_has_dates_kept(pick, dates) for dates in dates_in_data):
        then = Dates(start=pick.date, end=pick.last)
        changes = [kept_value_changed("dates", then, edition.dates)]
    return _new_answer(
        pick,
        edition,
        first=edition.dates.start,
        last=edition.dates.end or edition.dates.start,
        phase=edition.phase,
        conflicts=_conflicts_with_data(edition, changes),
    )


def _has_dates_kept(pick: "Pick", dates: Dates) -> bool:
    """Whether dates begin and, if both ends are known, end as the pick has kept."""
    is_end_known = pick.last is not None and dates.end is not None
    return pick.date == dates.start and (pick.last == dates.end or not is_end_known)


def _dates_in_data(edition: EditionAsOf) -> list[Dates]:
    """The dates as of the date, and the later ones in the data, if any.

    As of a date before a move, a pick of the new dates has not moved back.
    """
    later = [] if edition.later is None else [edition.later.dates]
    return [edition.dates, *later]


def _conflicts_with_data(
    edition: EditionAsOf, changes: Iterable[Conflict] = (), *, cancelled: bool = False
) -> tuple[Conflict, ...]:
    """The conflict of a session or edition that is off, or else a pick's changes."""
    if cancelled or edition.status == "cancelled":
        return (Conflict(kind="cancelled"),)
    if edition.is_void:
        return (Conflict(kind="postponed"),)
    return tuple(changes)
