"""Picks as of a date: their times, and what happened since they were picked."""

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.look.words.dates import dates_plain
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, Phase, editions_as_of, why_off
from milipol_cli.network.exhibitors import GetList, stand_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import part_named
from milipol_cli.network.model.dates import Dates, may_be, window
from milipol_cli.network.model.exhibitors import ListedExhibitor, key_in
from milipol_cli.network.model.programmes import HalfDay, Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import (
    SessionAsOf,
    by_clock,
    later,
    session_as_of,
    until,
    utc,
)
from milipol_cli.picks.differences import (
    Conflict,
    ConflictKind,
    differences,
    is_off_day,
    moved,
    on_another_day,
)
from milipol_cli.picks.model import Pick


class PickAsOf(Record, frozen=True, kw_only=True):
    """A pick as of a date.

    `starts` and `ends` are aware; `ends` is None if it was not published. If the day is
    known, `first` and `last` are its days at the venue, or in its own zone. A visit
    without a time has those of the edition. `phase` is None if it cannot be known.
    `people` are those who have it, in an agenda of several.
    """

    pick: Pick
    edition: EditionAsOf | None = None
    session: SessionAsOf | None = None
    listed: ListedExhibitor | None = None
    day: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    phase: Phase | None = None
    conflicts: tuple[Conflict, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the pick."""
        return self.pick.id

    @property
    def is_whole_days(self) -> bool:
        """Whether it takes whole days: an edition, a day, an own entry without time."""
        return self.pick.is_of_days or (self.pick.is_own and self.starts is None)

    @property
    def whole_edition(self) -> EditionAsOf | None:
        """The edition that was picked as a whole, if it is known; else None."""
        is_whole = self.pick.is_of_days and self.day is None
        return self.edition if is_whole else None

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone of its days; None if there is none."""
        return self.pick.zone if self.edition is None else self.edition.zone

    def today(self, as_of: AsOf) -> dt.date:
        """The date in its zone; that of the reader if it has none."""
        return as_of.reader_day if self.zone is None else as_of.day_at(self.zone)

    def has(self, *kinds: ConflictKind) -> bool:
        """Whether it has a conflict of one of these kinds."""
        return any(conflict.kind in kinds for conflict in self.conflicts)

    @property
    def room(self) -> str | None:
        """The room of a session, the stand that is listed, or the place of the pick."""
        if self.session is not None:
            return self.session.session.room
        stand = self.listed and stand_of(self.listed.exhibitor)
        return stand or self.pick.place

    @property
    def half_day(self) -> HalfDay | None:
        """The half-day of a session, if it is known."""
        return None if self.session is None else self.session.half_day

    @property
    def estimated(self) -> bool:
        """Whether its phase depends on an end that was not published."""
        has_open_end = self.starts is not None and self.ends is None
        return has_open_end and self.phase != "upcoming"

    @property
    def next(self) -> bool:
        """False: only sessions of a programme are marked as the next one."""
        return False


def in_order(picks: Iterable[PickAsOf]) -> tuple[PickAsOf, ...]:
    """The picks in order of time; those without a time last, by half-day."""
    return tuple(sorted(picks, key=lambda pick: by_clock(pick.starts, pick.half_day)))


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
    picks: Iterable[Pick],
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
        answer = _entry(pick, edition, as_of) if pick.is_entry else _as_picked(pick)
        if edition is None and pick.edition_id in known_ids:
            if not pick.is_own:
                answer = _only(answer, "not known yet", "not known yet")
        elif edition is None and pick.edition_id is not None:
            answer = _gone(answer)
        elif edition is not None and pick.is_exhibitor:
            answer = _exhibitor(answer, edition, as_of, data.exhibitors)
        elif edition is not None and not pick.is_own:
            answer = _of_data(pick, edition, as_of, programme or data.programme)
        if answer.has("gone") and data.is_left_out(pick.edition or pick.id):
            why = "not checked: one of your data files has errors"
            answer = _only(answer, "not read", why)
        answers.append(answer)
    return answers


def _only(pick: PickAsOf, kind: ConflictKind, text: str) -> PickAsOf:
    """The pick with this conflict and no other; that of an entry is its edition's."""
    conflict = Conflict(kind=kind, text=text, other=pick.pick.edition)
    return msgspec.structs.replace(pick, conflicts=(conflict,))


def _gone(pick: PickAsOf) -> PickAsOf:
    subject = f"{pick.pick.edition} is " if pick.pick.edition else ""
    return _only(pick, "gone", f"gone: {subject}no longer in the data")


def _as_picked(pick: Pick) -> PickAsOf:
    return PickAsOf(pick=pick, first=pick.date, last=pick.last or pick.date)


def _entry(pick: Pick, edition: EditionAsOf | None, as_of: AsOf) -> PickAsOf:
    """An own entry or a meeting at a stand, in the zone of its edition if any."""
    entry = PickAsOf(
        pick=pick,
        edition=edition,
        conflicts=() if edition is None else _conflicts(edition),
    )
    if pick.date is not None:
        first, last = pick.date, pick.last or pick.date
        whole = _phase_of_days(first, last, entry.today(as_of))
        return msgspec.structs.replace(entry, first=first, last=last, phase=whole)
    assert pick.at is not None  # else it would have a date
    assert pick.zone is not None  # it has one with `at`
    starts = at_in_zone(pick.at, pick.zone)
    if edition is not None:
        starts = starts.astimezone(edition.zone)
    ends = starts if pick.entry_kind == "deadline" else None
    if pick.minutes is not None:
        ends = later(starts, dt.timedelta(minutes=pick.minutes))
    phase = _phase_of_time(starts, ends, as_of)
    return msgspec.structs.replace(_timed(entry, starts, ends), phase=phase)


def _timed(entry: PickAsOf, starts: dt.datetime, ends: dt.datetime | None) -> PickAsOf:
    first, last = starts.date(), _last_day(starts, ends)
    return msgspec.structs.replace(
        entry, starts=starts, ends=ends, first=first, last=last
    )


def _exhibitor(
    answer: PickAsOf, edition: EditionAsOf, as_of: AsOf, exhibitors: GetList
) -> PickAsOf:
    """A visit, or a meeting at a stand, which keeps its time if no longer listed."""
    pick = answer.pick
    if pick.is_visit:
        answer = _edition(pick, edition)
    known = exhibitors(edition.id)
    listed = None if known is None else known.by_key.get(key_in(pick.id))
    if known is not None:
        first = known.day_listed(listed.exhibitor) if listed else known.day_known
        if not as_of.has_reached(first):
            return _only(answer, "not known yet", "not known yet")
    if listed is None:
        return _gone(answer)
    changes = []
    stand = stand_of(listed.exhibitor)
    if pick.is_entry and is_off_day(edition, answer.first):
        changes = [on_another_day(edition)]
    elif stand and pick.place not in (None, stand):
        changes = [moved(f"was {pick.place}, now {stand}")]
    conflicts = _conflicts(edition, [] if pick.done else changes)
    return msgspec.structs.replace(answer, listed=listed, conflicts=conflicts)


def is_outside(pick: PickAsOf) -> bool:
    """Whether a meeting is on days outside the edition that it belongs to."""
    if pick.edition is None or pick.pick.entry_kind != "meeting":
        return False
    first, last = window(pick.edition.dates)
    assert pick.first is not None  # as all entries
    assert pick.last is not None
    return pick.first < first or pick.last > last


def own_picks(
    picks: Iterable[Pick], files: Iterable[ShowFile], as_of: AsOf
) -> tuple[PickAsOf, ...]:
    """The reader's own entries, in order of time."""
    editions = {edition.id: edition for edition in editions_as_of(files, as_of)}
    return in_order(
        _entry(pick, editions.get(pick.edition or ""), as_of)
        for pick in picks
        if pick.is_own
    )


def on_clock(entry: PickAsOf, zone: ZoneInfo) -> PickAsOf:
    """An entry with its time and days in a zone; one without a time stays as it is."""
    if entry.starts is None:
        return entry
    ends = None if entry.ends is None else entry.ends.astimezone(zone)
    return _timed(entry, entry.starts.astimezone(zone), ends)


def is_on_day(pick: PickAsOf, day: dt.date) -> bool:
    """Whether a day is one of those of a pick."""
    if pick.first is None:
        return False
    assert pick.last is not None  # it has both, or none
    return pick.first <= day <= pick.last


def _last_day(starts: dt.datetime, ends: dt.datetime | None) -> dt.date:
    """The day on which something ends; at midnight, the day before."""
    if ends is None or ends <= starts:
        return starts.date()
    return (ends - dt.timedelta.resolution).date()


def at_in_zone(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A time in a zone; without an offset, a time on the clock there."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _phase_of_days(first: dt.date, last: dt.date, today: dt.date) -> Phase:
    if today < first:
        return "upcoming"
    return "on" if today <= last else "over"


def _phase_of_time(
    starts: dt.datetime, ends: dt.datetime | None, as_of: AsOf
) -> Phase | None:
    if as_of.moment is None:
        last = _last_day(starts, ends)
        phase = _phase_of_days(starts.date(), last, as_of.reader_day)
        return None if phase == "on" else phase
    now = utc(as_of.moment)
    if now < utc(starts):
        return "upcoming"
    return "on" if now < until(starts, ends) else "over"


def _of_data(
    pick: Pick,
    edition: EditionAsOf,
    as_of: AsOf,
    programme: Callable[[str], Programme],
) -> PickAsOf:
    head, slash, tail = pick.id.partition("/")
    if not slash:
        return _edition(pick, edition)
    part = part_named(tail, programme(head))
    if part is None:
        return _gone(_as_picked(pick))
    if isinstance(part, dt.date):
        is_off = why_off(edition, part) is not None
        is_of_edition = any(may_be(part, dates) for dates in _dates_in_data(edition))
        changes = [] if is_of_edition else [on_another_day(edition)]
        today = as_of.day_at(edition.zone)
        return PickAsOf(
            pick=pick,
            edition=edition,
            day=part,
            first=part,
            last=part,
            phase=None if is_off else _phase_of_days(part, part, today),
            conflicts=_conflicts(edition, changes),
        )
    themes = programme(edition.id).theme
    session = session_as_of(edition, part, as_of, themes)
    changes = [*differences(pick, edition, part, themes)]
    return PickAsOf(
        pick=pick,
        edition=edition,
        session=session,
        first=part.date,
        last=part.date,
        starts=session.starts,
        ends=session.ends,
        phase=session.phase,
        conflicts=_conflicts(edition, changes, cancelled=part.cancelled),
    )


def _edition(pick: Pick, edition: EditionAsOf) -> PickAsOf:
    """An edition, or a visit to one."""
    changes = []
    if pick.date is not None and not any(
        # As far as both are known.
        pick.date == dates.start
        and (pick.last or dates.end) == (dates.end or pick.last)
        for dates in _dates_in_data(edition)
    ):
        then = dates_plain(Dates(start=pick.date, end=pick.last))
        changes = [moved(f"was {then}, now {dates_plain(edition.dates)}")]
    return PickAsOf(
        pick=pick,
        edition=edition,
        first=edition.dates.start,
        last=edition.dates.end or edition.dates.start,
        phase=edition.phase,
        conflicts=_conflicts(edition, changes),
    )


def _dates_in_data(edition: EditionAsOf) -> list[Dates]:
    # As of a date before a move, a pick of the new dates has not moved back.
    later = [] if edition.later is None else [edition.later.dates]
    return [edition.dates, *later]


def _conflicts(
    edition: EditionAsOf, changes: Iterable[Conflict] = (), *, cancelled: bool = False
) -> tuple[Conflict, ...]:
    """What happened to an edition, or else the changes of a pick at it."""
    if cancelled or edition.status == "cancelled":
        return (Conflict(kind="cancelled", text="cancelled"),)
    if edition.is_void:
        return (Conflict(kind="postponed", text="postponed"),)
    return tuple(changes)
