"""The picks of an agenda file, as they stand there."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.dates import day_in_id, refuse_far
from milipol_cli.network.model.exhibitor_ids import key_in
from milipol_cli.network.model.record import (
    MOST_LISTED,
    WORDS,
    Contradiction,
    EditionId,
    Record,
    Text,
    is_over_ten_years,
    text_limits,
)

LONGEST_ID = 150

WholeId = Annotated[
    str,
    text_limits(
        f"{WORDS}(/(exhibitors/)?{WORDS})?",
        "an id like paris-2027 or paris-2023/raid-demonstration",
        most=LONGEST_ID,
    ),
]

# The id of an edition has a hyphen, so no other event can have such a UID.
Uid = Annotated[str, text_limits("[0-9a-f]{16}([0-9a-f]{16})?", "16 or 32 hexadecimal digits")]

AlarmOffsetText = Annotated[
    str,
    text_limits(
        "(([0-9]{1,3}w|[0-9]{1,4}d)(@([01][0-9]|2[0-3]):[0-5][0-9])?|[0-9]{1,5}h|[0-9]{1,7}m)",
        "a time before the start, like 2w, 1d@09:00, 2h or 15m",
    ),
]

# At most 999 weeks.
TimeBefore = Annotated[
    str, text_limits("[1-9][0-9]{0,2}[wd]", "a time before the first day, like 8w or 10d")
]

# How long the `uid` is of an event that another program wrote.
_IMPORTED = 32

# milipol 2.0 knows neither the last two nor an agenda that has them.
_WrittenKind = Literal["meeting", "deadline", "travel", "dinner", "meal"]
# An event is written as a meeting with a mark that 3.0 reads over in files of others.
OwnKind = _WrittenKind | Literal["event"]
OWN_KINDS: tuple[OwnKind, ...] = (*get_args(_WrittenKind), "event")

# A reader's entry is at most two weeks long.
MOST_MINUTES = 14 * 24 * 60

# How the ids of the reader's entries begin; no show may have this name.
OWN = "agenda/"

# How the ids of follow-ups begin, and of the deadlines made of them; no pick has one.
FOLLOW_UP = f"{OWN}follow-up/"

FollowUpId = Annotated[
    str, text_limits(f"{FOLLOW_UP}{WORDS}", f"an id like {FOLLOW_UP}paris-2023-talk", most=200)
]

# Few enough to compare all pairs.
MOST_PICKS = 2_000

MOST_ALARMS = 20

# The alarms of a new journey: one that would ring at night rings the evening before.
_TRAVEL = ("180m",)
_TRAVEL_AT_DAWN = ("1d@20:00", "60m")
_DAWN = range(3, 9)

# The alarms of a new deadline with a time.
_DEADLINE = ("1d@09:00", "60m")

# The alarm of something new that takes several days, at 09:00.
_STAY = ("1d",)

# What only a picked session, day or edition keeps, as it was when it was picked.
_OF_SESSION = ("start", "end", "room", "speakers")

# What only the reader's entries have.
_OF_OWN = ("company", "before")

# What only the reader's entries have, and in part exhibitors.
_OF_ENTRY = (
    *("kind", "event", "edition", "at", "minutes", "zone", "place", "uid"),
    *("company", "before"),
)


def span_of_days(text: str) -> dt.timedelta:
    """The time in a text like `8w` or `10d`."""
    return dt.timedelta(days=int(text[:-1]) * (7 if text.endswith("w") else 1))


class FollowUp(Record, frozen=True, kw_only=True):
    """A task after a visit, a session or a meeting.

    It is due `by` a day, if it has one; `done` is the day it was marked as done.
    """

    id: FollowUpId
    text: Text
    by: dt.date | None = None
    done: dt.date | None = None


def kind_fields(kind: OwnKind) -> dict[str, Any]:
    """The fields of an entry of a kind; an event has its own title alone."""
    if kind == "event":
        return {"kind": "meeting", "event": True}
    return {"kind": kind, "event": False}


class Pick(Record, frozen=True, kw_only=True):
    """A pick on the agenda, as it was when it was picked.

    A session, day or edition has its full `id`, and what was known about it then, with
    its `start` and `end` on the clock at the venue. A reader's entry has an id
    that begins with "agenda/", and either a `date`, up to the `last` day if it has one,
    or a time in `at`; without an offset, that is on the clock in `zone`. An exhibitor
    has its stand in `place`, as it was, and may have a time like a reader's entry.
    What was visited or attended is `done`; without an offset, only the day of `done_at`
    is known. `met` has names and roles. One follow-up is in `follow_up` and
    `follow_up_by`, as milipol 3.0 knows it, several or a done one in `follow_ups`.
    `company` is whom a reader's entry is about. A deadline so long `before` the
    first day of its edition moves with it; its `date` is that day as it was then.
    `alarm` replaces the usual alarms. Calendars go by `updated` and `sequence`, and
    know the reader's entries and meetings by their `uid`; an entry of milipol 1.0 has
    none, and is known by its id.
    """

    id: WholeId
    title: Text | None = None
    kind: _WrittenKind | None = None
    event: bool = False
    at: dt.datetime | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)] | None = None
    zone: ZoneInfo | None = None
    date: dt.date | None = None
    last: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    room: Text | None = None
    speakers: Annotated[tuple[Text, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    edition: EditionId | None = None
    place: Text | None = None
    note: Text | None = None
    alarm: Annotated[tuple[AlarmOffsetText, ...], msgspec.Meta(max_length=MOST_ALARMS)] | None = (
        None
    )
    uid: Uid | None = None
    done: bool = False
    done_at: dt.datetime | None = None
    met: Annotated[tuple[Text, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    follow_up: Text | None = None
    follow_up_by: dt.date | None = None
    follow_ups: Annotated[tuple[FollowUp, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    company: Text | None = None
    before: TimeBefore | None = None
    updated: dt.date | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0

    def __post_init__(self) -> None:
        for text in self.alarm or ():
            if is_over_ten_years(text):
                expected = f"alarms at most ten years before, unlike '{text}'"
                raise Contradiction("alarm", expected)
        for reason, unfit_keys in self._unfit_keys():  # like "without done", [done_at]
            for key in unfit_keys:
                if getattr(self, key):
                    raise Contradiction(key, f"none {reason}")
        self._check_time()
        if not self.is_own:
            return
        for key in ("title", "kind"):
            if getattr(self, key) is None:
                raise Contradiction(key, f"a title and a kind for an id in {OWN}")
        self._check_before()
        has_one_time = (self.at is None) != (self.date is None)
        if self.before is None and not has_one_time:
            missing_or_extra = "at" if self.at is None else "date"
            raise Contradiction(missing_or_extra, "either at or date")

    def _check_before(self) -> None:
        """Raises Contradiction if `before` is not that of a deadline of an edition.

        The deadline has no other time and no last day.
        """
        if self.before is None:
            return
        if self.kind != "deadline":
            raise Contradiction("before", "none except for a deadline")
        if self.edition is None:
            raise Contradiction("before", "an edition that it is before")
        if self.at is not None or self.last is not None:
            raise Contradiction("before", "no time and no last day with it")

    def _check_time(self) -> None:
        """Raises Contradiction for a time without a zone, or days that go backwards."""
        if (self.zone is None) != (self.at is None):
            missing = "zone" if self.zone is None else "at"
            raise Contradiction(missing, "at and its zone together")
        if self.at is not None:
            refuse_far("at", self.at)
        if self.last is None:
            return
        if self.date is None:
            raise Contradiction("date", "a date with the last day")
        if self.last < self.date:
            raise Contradiction("last", f"a day on or after {self.date}, the date")

    def _unfit_keys(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The keys that the pick cannot have, after the reason, like "without done"."""
        if self.is_exhibitor:
            names = ("kind", "date", "last", "edition", *_OF_OWN, *_OF_SESSION)
            yield "for an exhibitor", names
        elif self.is_own:
            yield f"for an id in {OWN}", _OF_SESSION
        else:
            yield f"except for an exhibitor or an id in {OWN}", _OF_ENTRY
        if self.follow_up is None:
            yield "without a follow_up", ("follow_up_by",)
        if self.follow_ups:
            yield "beside follow_ups", ("follow_up",)
        if self.is_of_days:
            yield "for an edition or a day", ("done",)
        if not self.done:
            yield "without done", ("done_at",)
        if self.at is None:
            yield "without a time in at", ("minutes",)

    @property
    def key(self) -> str:
        """The key of the pick in calendars: its `uid`, or else its id."""
        return self.uid or self.id

    @property
    def usual_alarms(self) -> tuple[str, ...] | None:
        """The alarms to write with a new pick without other alarms; None for no alarms.

        They are written only with new picks, so that entries of 2.0 and 3.0 keep their
        alarms. A journey rings three hours before; if that is from midnight to 06:00 on
        its clock, at 20:00 the day before and an hour before.
        """
        if self.kind == "travel" and self.at is not None:
            return _TRAVEL_AT_DAWN if self.at.hour in _DAWN else _TRAVEL
        if self.kind == "deadline":
            return None if self.at is None else _DEADLINE
        return _STAY if self.is_own and self.last is not None else None

    @property
    def is_own(self) -> bool:
        """Whether the pick is an entry of the reader's own."""
        return self.id.startswith(OWN)

    @property
    def is_imported(self) -> bool:
        """Whether the pick is a reader's entry made of an event of another program."""
        return len(self.uid or "") == _IMPORTED

    @property
    def is_exhibitor(self) -> bool:
        return not self.is_own and bool(key_in(self.id))

    @property
    def is_of_days(self) -> bool:
        """Whether the pick is an edition, or a day of one."""
        tail = self.id.partition("/")[2]
        return not self.is_own and (not tail or day_in_id(tail) is not None)

    @property
    def is_visit(self) -> bool:
        """Whether the pick is an exhibitor to visit without a time."""
        return self.is_exhibitor and self.at is None

    @property
    def is_entry(self) -> bool:
        """Whether the reader set its time: an own entry, or a meeting at a stand."""
        return self.is_own or (self.is_exhibitor and self.at is not None)

    @property
    def entry_kind(self) -> OwnKind | None:
        """The kind of a reader's entry; a meeting at a stand is a meeting."""
        if self.is_exhibitor and self.at is not None:
            return "meeting"
        return "event" if self.event and self.kind == "meeting" else self.kind

    @property
    def is_errand(self) -> bool:
        """Whether the pick is a deadline or a journey, which nobody attends."""
        return self.kind in ("deadline", "travel")

    @property
    def follow_up_id(self) -> str:
        """The id of its first follow-up, which is the only one in milipol 3.0."""
        return f"{FOLLOW_UP}{self.id.replace('/', '-')}"

    @property
    def all_follow_ups(self) -> tuple[FollowUp, ...]:
        """Its follow-ups, open and done ones, in the order they were added."""
        if self.follow_up is None:
            return self.follow_ups
        by = self.follow_up_by
        return (FollowUp(id=self.follow_up_id, text=self.follow_up, by=by),)

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """Its follow-ups that are still to be done."""
        return tuple(item for item in self.all_follow_ups if item.done is None)

    @property
    def time_before(self) -> dt.timedelta | None:
        """How long a deadline is before its edition, with which it moves; else None."""
        return None if self.before is None else span_of_days(self.before)

    @property
    def edition_id(self) -> str | None:
        """The id of its edition; None for a reader's entry without an edition."""
        return self.edition if self.is_own else self.id.partition("/")[0]


class AgendaFile(Record, frozen=True, kw_only=True):
    """An agenda file: the picks in their order, and the name of the person."""

    name: Text | None = None
    pick: Annotated[tuple[Pick, ...], msgspec.Meta(max_length=MOST_PICKS)] = ()


Picks = tuple[Pick, ...]
