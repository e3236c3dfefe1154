"""Picks as of a date: their times, and what happened since they were picked."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import UnknownId
from milipol_cli.look.words.programme import session_title
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, Phase, editions_as_of, why_off
from milipol_cli.network.exhibitors import GetList, stand_of
from milipol_cli.network.load.ids import part_of_pick
from milipol_cli.network.model.dates import Dates, may_be, window
from milipol_cli.network.model.exhibitors import ListedExhibitor, key_in
from milipol_cli.network.model.programmes import (
    DayTheme,
    Programme,
    Session,
    kind_name,
    room_key,
    theme_for,
)
from milipol_cli.network.model.record import MOST_CHARACTERS, Record
from milipol_cli.network.model.shows import ShowFile, is_void
from milipol_cli.network.sessions import (
    SessionAsOf,
    by_clock,
    later,
    session_as_of,
    until,
    utc,
)
from milipol_cli.picks.model import Pick

ConflictKind = Literal[
    "overlap",
    "may overlap",
    "tight",
    "same days",
    "moved",
    "new title",
    "new room",
    "new speakers",
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
]


class Conflict(Record, frozen=True, kw_only=True):
    """A conflict of a pick: with another pick, or with the current data.

    `other` is the id of the other pick. For two picks that overlap, `minutes` is how
    long they do, if that is certain; `into_minutes` is how long the other has been on
    when this one starts, and `left_minutes` how long it is still on then. For a tight
    change, `minutes` is the time between the two. For editions that share days,
    `other` is the id of the other edition, and `first` and `last` are the days. For an
    exhibitor that is not known yet, `first` is the day from which it is listed. For an
    own entry whose edition is gone, or could not be checked, `other` is that edition.
    `text` is the conflict in words, once `with_texts` has added it.
    """

    kind: ConflictKind
    other: str | None = None
    minutes: int | None = None
    into_minutes: int | None = None
    left_minutes: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""


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
        """The room of a session, the stand of an exhibitor, or an own entry's place."""
        if self.session is not None:
            return self.session.session.room
        if self.listed is not None:
            return stand_of(self.listed.exhibitor)
        return self.pick.place

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

    def clock(pick: PickAsOf) -> tuple[bool, dt.datetime, int]:
        half_day = None if pick.session is None else pick.session.half_day
        return by_clock(pick.starts, half_day)

    return tuple(sorted(picks, key=clock))


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


_Programmes = Callable[[str], Programme | None]


def picks_as_of(
    picks: Iterable[Pick],
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: _Programmes,
    exhibitors: GetList,
    unread: Callable[[str], bool] = lambda _: False,
) -> list[PickAsOf]:
    """Each pick with its times, and with what happened to it since it was picked.

    `programme` returns the programme of an edition, `exhibitors` its list, which is
    needed only for picks of exhibitors. `unread` returns whether a file that may
    contain an id could not be read.
    """
    editions = {edition.id: edition for edition in editions_as_of(files, as_of)}
    known_ids = {edition.id for file in files for edition in file.edition}
    answers = []
    for pick in picks:
        edition = editions.get(pick.edition_id or "")
        if edition is None:
            is_known = pick.edition_id in known_ids
            answer = _without_edition(pick, as_of, is_known_later=is_known)
        elif pick.is_own:
            answer = _entry(pick, edition, as_of)
        elif pick.is_exhibitor:
            answer = _exhibitor(pick, edition, as_of, exhibitors)
        else:
            answer = _of_data(pick, edition, as_of, programme)
        if answer.has("gone") and unread(pick.edition or pick.id):
            answer = _only(answer, Conflict(kind="not read", other=pick.edition))
        answers.append(answer)
    return answers


def _only(pick: PickAsOf, conflict: Conflict) -> PickAsOf:
    """The pick with this conflict and no other."""
    return msgspec.structs.replace(pick, conflicts=(conflict,))


def _without_edition(pick: Pick, as_of: AsOf, *, is_known_later: bool) -> PickAsOf:
    """A pick whose edition is not known as of a date; or an entry that has none."""
    why: ConflictKind = "not known yet" if is_known_later else "gone"
    if not pick.is_entry:
        return _as_picked(pick, why)
    entry = _entry(pick, None, as_of)
    if pick.is_own and (pick.edition is None or is_known_later):
        return entry
    return _only(entry, Conflict(kind=why, other=pick.edition))


def _entry(pick: Pick, edition: EditionAsOf | None, as_of: AsOf) -> PickAsOf:
    """An entry of the reader's own, in the time zone of its edition if it has one.

    Or a meeting at a stand, as it is in the agenda file.
    """
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
    """An entry at a time, and on the days of that."""
    first, last = starts.date(), _last_day(starts, ends)
    return msgspec.structs.replace(
        entry, starts=starts, ends=ends, first=first, last=last
    )


def _exhibitor(
    pick: Pick, edition: EditionAsOf, as_of: AsOf, exhibitors: GetList
) -> PickAsOf:
    """A visit, or a meeting at a stand, which keeps its time if no longer listed."""
    answer = _entry(pick, edition, as_of) if pick.is_entry else _edition(pick, edition)
    known = exhibitors(edition.id)
    listed = None if known is None else known.by_key.get(key_in(pick.id))
    if known is not None:
        first = known.day_listed(listed.exhibitor) if listed else known.day_known
        if not as_of.has_reached(first):
            return _only(answer, Conflict(kind="not known yet", first=first))
    if listed is None:
        return _only(answer, Conflict(kind="gone"))
    moved = pick.place not in (None, stand_of(listed.exhibitor))
    moved = moved or (pick.is_entry and is_off_day(edition, answer.first))
    return msgspec.structs.replace(
        answer,
        listed=listed,
        conflicts=_conflicts(edition, moved=moved and not pick.done),
    )


def is_off_day(edition: EditionAsOf, day: dt.date | None) -> bool:
    """Whether a day is one on which an edition was to be on, and is not.

    If the dates of the edition are superseded later, that is not known yet.
    """
    if day is None or edition.superseded:
        return False
    return why_off(edition, day) is not None


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
    pick: Pick, edition: EditionAsOf, as_of: AsOf, programme: _Programmes
) -> PickAsOf:
    """An edition, one of its days or one of its sessions."""
    try:
        part = part_of_pick(pick.id, programme)
    except UnknownId:
        return _as_picked(pick, "gone")
    if part is None:
        return _edition(pick, edition)
    if isinstance(part, dt.date):
        return _day(pick, edition, part, as_of)
    held = programme(edition.id)
    assert held is not None  # it has the session
    return _session(pick, edition, part, as_of, held.theme)


def _as_picked(pick: Pick, why: ConflictKind) -> PickAsOf:
    """A pick that is not in the data, with the days it had when it was picked."""
    return PickAsOf(
        pick=pick,
        first=pick.date,
        last=pick.last or pick.date,
        conflicts=(Conflict(kind=why),),
    )


def _edition(pick: Pick, edition: EditionAsOf) -> PickAsOf:
    is_as_picked = any(_is_as_picked(pick, dates) for dates in _dates_in_data(edition))
    return PickAsOf(
        pick=pick,
        edition=edition,
        first=edition.dates.start,
        last=edition.dates.end or edition.dates.start,
        phase=edition.phase,
        conflicts=_conflicts(edition, moved=pick.date is not None and not is_as_picked),
    )


def _dates_in_data(edition: EditionAsOf) -> list[Dates]:
    """The dates of an edition as of the date, and those in today's data if they differ.

    As of a date before a move, a pick of the new dates has not moved back.
    """
    later = [] if edition.later is None else [edition.later.dates]
    return [edition.dates, *later]


def _is_as_picked(pick: Pick, dates: Dates) -> bool:
    """Whether an edition still has the days it was picked with, as far as known."""
    ends = (pick.last or dates.end, dates.end or pick.last)
    return pick.date == dates.start and ends[0] == ends[1]


def _day(pick: Pick, edition: EditionAsOf, day: dt.date, as_of: AsOf) -> PickAsOf:
    is_off = why_off(edition, day) is not None
    return PickAsOf(
        pick=pick,
        edition=edition,
        day=day,
        first=day,
        last=day,
        phase=None if is_off else _phase_of_days(day, day, as_of.day_at(edition.zone)),
        conflicts=_conflicts(
            edition,
            moved=not any(may_be(day, dates) for dates in _dates_in_data(edition)),
        ),
    )


def _session(
    pick: Pick,
    edition: EditionAsOf,
    session: Session,
    as_of: AsOf,
    themes: Sequence[DayTheme],
) -> PickAsOf:
    answer = session_as_of(edition, session, as_of, themes)
    then_and_now = (
        (pick.date, session.date),
        (pick.start, session.start),
        (pick.end, session.end),
    )
    # A time that was published later is not a move.
    moved = any(then not in (None, now) for then, now in then_and_now)
    moved = moved or is_off_day(edition, session.date)
    return PickAsOf(
        pick=pick,
        edition=edition,
        session=answer,
        first=session.date,
        last=session.date,
        starts=answer.starts,
        ends=answer.ends,
        phase=answer.phase,
        conflicts=_conflicts(
            edition,
            moved=moved,
            cancelled=session.cancelled,
            changes=_changes(pick, session, themes),
        ),
    )


def kept_title(session: Session, theme: str | None) -> str:
    """The title that a pick keeps of a session.

    Without one, that is the theme of its half-day, else its kind and who speaks.
    """
    title = session.title or theme or session_title(session, None)
    return title[:MOST_CHARACTERS]


def speakers_of(session: Session) -> tuple[str, ...]:
    """The names of the speakers of a session."""
    return tuple(speaker.name for speaker in session.speaker)


def _changes(
    pick: Pick, session: Session, themes: Sequence[DayTheme]
) -> Iterator[ConflictKind]:
    """The differences between a session and what its pick kept, except its time.

    A title, room or speaker that was published only later is no difference.
    """
    title = kept_title(session, theme_for(session, themes))
    if pick.title not in (None, title) and not _stands_in(pick.title, session, themes):
        yield "new title"
    if pick.room is not None and room_key(pick.room) != room_key(session.room or ""):
        yield "new room"
    if pick.speakers and set(pick.speakers) != set(speakers_of(session)):
        yield "new speakers"


def _stands_in(title: str, session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a title was put together for want of one: by theme, or by who speaks."""
    untitled = msgspec.structs.replace(session, title=None, speaker=())
    kind = kind_name(session)
    theme = theme_for(untitled, themes)
    return title in (kind, kept_title(untitled, theme)) or title.startswith(
        f"{kind}, with "
    )


def _conflicts(
    edition: EditionAsOf,
    *,
    moved: bool = False,
    cancelled: bool = False,
    changes: Iterable[ConflictKind] = (),
) -> tuple[Conflict, ...]:
    """What happened to an edition, or to something at it, since it was picked."""
    if cancelled or edition.status == "cancelled":
        return (Conflict(kind="cancelled"),)
    if is_void(edition.notices):
        return (Conflict(kind="postponed"),)
    kinds: list[ConflictKind] = ["moved"] if moved else []
    return tuple(Conflict(kind=kind) for kind in [*kinds, *changes])
