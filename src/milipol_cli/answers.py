"""What answers are made of: values as they are seen from a standpoint."""

import datetime as dt
import re
from typing import Literal
from zoneinfo import ZoneInfo

from milipol_cli.errors import Fault, Severity
from milipol_cli.model import (
    Certainty,
    Dates,
    DayTheme,
    Edition,
    Figure,
    HalfDay,
    Known,
    Month,
    NewsItem,
    Notice,
    Phase,
    Pick,
    Record,
    Session,
    Show,
    Source,
    Sources,
    Speaker,
    Status,
    Venue,
)


class Standpoint(Record, frozen=True, kw_only=True):
    """The moment an answer is given from: a bare `day`, or a `moment`.

    A bare day is that date at every venue, without a clock. A moment is aware, and
    stands in the reader's zone, so that its date is the reader's.
    """

    day: dt.date | None = None
    moment: dt.datetime | None = None
    reader_zone: ZoneInfo | None = None

    @property
    def reader_day(self) -> dt.date:
        """The date in the reader's zone, or the bare day itself."""
        if self.moment is None:
            assert self.day is not None  # one of the two is always given
            return self.day
        return self.moment.date()

    def day_at(self, zone: ZoneInfo) -> dt.date:
        """The date at a venue in `zone`."""
        if self.moment is None:
            return self.reader_day
        return self.moment.astimezone(zone).date()

    def has_reached(self, day: dt.date) -> bool:
        """Whether it is that day by now, or a later one, on the reader's calendar."""
        return day <= self.reader_day

    def knows(self, known: Known) -> bool:
        """Whether something had been made known by now."""
        return self.has_reached(known.day_known)

    def looks_back(self, reviewed: dt.date | None) -> bool:
        """Whether it lies before the day the data was last reviewed.

        What bears no day was known on that one, so that it is not told of before.
        """
        return reviewed is not None and not self.has_reached(reviewed)


class Seen(Record, frozen=True, kw_only=True):
    """An edition as it is known from a standpoint.

    `edition` lacks what was not known by then: its theme, or remarks without a day.

    `phase` is None where it cannot be told: dates known to a month or a year only,
    dates that were given up later, a postponed or cancelled edition. `days_until` is 0
    while it is on and None where no first day is known; `day` and `days` count the
    days while it is on. `later` is the same edition as today's data has it, where
    that contradicts what was known.
    """

    edition: Edition
    show: Show
    name: str
    dates: Dates
    status: Status
    certainty: Certainty
    venue: Venue | None
    notices: tuple[Notice, ...]
    phase: Phase | None
    given_up: bool = False
    days_until: int | None = None
    days_since: int | None = None
    day: int | None = None
    days: int | None = None
    later: "Seen | None" = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone its clock runs in."""
        return self.show.zone if self.venue is None else self.venue.zone

    @property
    def year(self) -> str:
        """The year in its id: the one it was first announced for."""
        return self.edition.id[-4:]

    @property
    def outcome_known(self) -> bool:
        """Whether a source says what became of it."""
        if self.status == "postponed":
            return self.notices[-1].dates is None
        return self.status in ("held", "cancelled")


class Undated(Record, frozen=True, kw_only=True):
    """A show without an edition to come: its last one, and the year to expect."""

    show: Show
    name: str
    former_name: str | None
    last: Seen
    expected_year: int | None


class Report(Record, frozen=True, kw_only=True):
    """One piece of news: a news item, or what a notice changed."""

    day: dt.date
    exact: bool
    text: str
    edition: str | None
    source: Sources


class Upcoming(Record, frozen=True, kw_only=True):
    """The answer of `milipol upcoming`.

    `left_out` counts the editions to come that a limit leaves out; `unknown` are the
    shows asked for of which nothing is known yet.
    """

    standpoint: Standpoint
    editions: tuple[Seen, ...]
    undated: tuple[Undated, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None
    asked: tuple[str, ...] = ()
    left_out: int = 0
    unknown: tuple[str, ...] = ()


class SessionSeen(Record, frozen=True, kw_only=True):
    """A session as it stands at the moment of asking.

    `starts` and `ends` are aware, in the venue's zone. `phase` is None where it cannot
    be known. `may` says that the phase rests on an end that was not published, and
    `picked` that it is on the reader's agenda.
    """

    session: Session
    id: str
    starts: dt.datetime | None
    ends: dt.datetime | None
    half_day: HalfDay | None
    phase: Phase | None
    may: bool = False
    next: bool = False
    picked: bool = False


class ShowDay(Record, frozen=True, kw_only=True):
    """A day of an edition: what it is about and what happens on it.

    `own` are the entries of the reader's own that belong to it, in order of time;
    `picked` says that it is on the agenda itself, or its edition.
    """

    seen: Seen
    date: dt.date
    themes: tuple[DayTheme, ...]
    tomorrow_themes: tuple[DayTheme, ...]
    sessions: tuple[SessionSeen, ...]
    news: tuple[NewsItem, ...]
    notes: tuple[str, ...]
    own: "tuple[Planned, ...]" = ()
    picked: bool = False


class OtherYear(Record, frozen=True, kw_only=True):
    """An edition that was on on this day of the calendar in another year."""

    seen: Seen
    date: dt.date
    day: int
    days: int


class Today(Record, frozen=True, kw_only=True):
    """The answer of `milipol today`.

    `own` are the entries of the reader's own for this day that belong to no show.
    """

    standpoint: Standpoint
    days: tuple[ShowDay, ...]
    next: tuple[Seen, ...]
    last: tuple[Seen, ...]
    other_years: tuple[OtherYear, ...]
    latest: Report | None
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None
    asked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    own: "tuple[Planned, ...]" = ()


class ShowSummary(Record, frozen=True, kw_only=True):
    """A show in one row: its next edition, or the last one."""

    show: Show
    name: str
    next: Seen | None
    last: Seen | None


class ShowList(Record, frozen=True, kw_only=True):
    """The answer of `milipol show`: the shows there are."""

    standpoint: Standpoint
    shows: tuple[ShowSummary, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None


class Override(Record, frozen=True, kw_only=True):
    """What a file of the reader's own states: a table, and the keys it has there.

    `kind` is the name of the table or its list, `id` what it is known by there; both
    as in the file. `adds` says that no file below it has this table.
    """

    file: str
    kind: str
    id: str
    adds: bool
    keys: tuple[str, ...]


class HistoryRow(Record, frozen=True, kw_only=True):
    """An edition in its show's history.

    `visitors` and `exhibitors` are counted ones where there are any, else expected
    ones. `cited` are the sources of all that is known of it, `cited_briefly` those of
    the two figures, or where there are none of its state.
    """

    seen: Seen
    figures: tuple[Figure, ...]
    visitors: Figure | None
    exhibitors: Figure | None
    cited: tuple[str, ...]
    cited_briefly: tuple[str, ...]


class History(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SHOW`: its editions, the latest first."""

    standpoint: Standpoint
    show: Show
    name: str
    former_names: tuple[str, ...]
    rows: tuple[HistoryRow, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Override, ...] = ()


class EditionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show EDITION`, or of one of its days.

    `venues` are those that its notices name, None where one leaves the place as it was.
    `days` are those that have a theme or a session, and the one asked for; `undated`
    are the sessions whose day is not known.
    """

    standpoint: Standpoint
    seen: Seen
    venues: tuple[Venue | None, ...]
    figures: tuple[Figure, ...]
    days: tuple[ShowDay, ...]
    undated: tuple[SessionSeen, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    day_only: bool
    overrides: tuple[Override, ...] = ()


class SessionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SESSION`; `figures` are those of its edition."""

    standpoint: Standpoint
    seen: Seen
    figures: tuple[Figure, ...]
    session: SessionSeen
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Override, ...] = ()


class Unknown(Record, frozen=True, kw_only=True):
    """The answer where nothing was known of an id at the standpoint."""

    standpoint: Standpoint
    id: str


NewsKind = Literal[
    "announcement",
    "move",
    "venue",
    "rename",
    "cancellation",
    "postponement",
    "result",
    "news",
]


class NewsEntry(Record, frozen=True, kw_only=True):
    """A row of the news.

    `day` is the day it was made known; with `by`, a day by which it had been; with
    `month`, the last day of the month it is dated to. `text` is a headline or says what
    is new, None where the dates say it. `old` are the dates that a move gave up, `new`
    those that hold, or held until now. `old_venue` is the place that another one took
    the place of, `former_status` the status that changed, `former_name` the name of the
    show before `name`. `reason` says from what a thing is inferred.
    """

    day: dt.date
    kind: NewsKind
    source: Sources
    by: bool = False
    month: Month | None = None
    show: str | None = None
    edition: str | None = None
    name: str | None = None
    former_name: str | None = None
    text: str | None = None
    summary: str | None = None
    describes: dt.date | None = None
    old: Dates | None = None
    new: Dates | None = None
    venue: Venue | None = None
    old_venue: Venue | None = None
    status: Status | None = None
    former_status: Status | None = None
    certainty: Certainty = "stated"
    reason: str | None = None
    figures: tuple[Figure, ...] = ()


class News(Record, frozen=True, kw_only=True):
    """The answer of `milipol news`, newest first.

    `about` are the names of the shows and editions asked for. `undated` are the items
    known to no day; `open` are the editions that are over and
    of which no source says what became of them, `known_later` those told of that were
    changed later.
    """

    standpoint: Standpoint
    since: dt.date | None
    about: tuple[str, ...]
    entries: tuple[NewsEntry, ...]
    undated: tuple[NewsEntry, ...]
    open: tuple[Seen, ...]
    known_later: tuple[Seen, ...]
    sources: dict[str, Source]
    reviewed: dt.date | None


class Counts(Record, frozen=True, kw_only=True):
    """How much was checked."""

    files: int = 0
    shows: int = 0
    venues: int = 0
    editions: int = 0
    programmes: int = 0
    sessions: int = 0
    news: int = 0
    sources: int = 0


class Checked(Record, frozen=True, kw_only=True):
    """The answer of `milipol check`: what is wrong, in order of file and line."""

    faults: tuple[Fault, ...]
    counts: Counts

    def number_of(self, severity: Severity) -> int:
        """How many of the faults are errors, or warnings."""
        return sum(fault.severity == severity for fault in self.faults)


HitKind = Literal["show", "edition", "theme", "session", "speaker", "venue", "news"]

# The fields that are searched, in the order in which they count; things have the last
# two from what they belong to.
Field = Literal[
    "title",
    "former_name",
    "venue",
    "city",
    "country",
    "alias",
    "speaker",
    "role",
    "room",
    "kind",
    "id",
    "summary",
    "edition",
    "show",
]


class Sought(Record, frozen=True, kw_only=True):
    """What `milipol search` looks for: words, and what it keeps to."""

    words: tuple[str, ...]
    shows: tuple[str, ...] = ()
    kinds: tuple[HitKind, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


class Match(Record, frozen=True, kw_only=True):
    """A field in which words stand: each span is [start, end) of its code points."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]


class Hit(Record, frozen=True, kw_only=True):
    """A thing that was found.

    `id` is what `milipol show` takes, None for news of the whole network; that of a
    venue is the nearest of its `editions`. `about` names the edition or the show it is
    of. A show and a venue have the `dates` of the edition that is nearest in time; with
    `by`, they are a day by which it was out. A speaker comes with the session.
    """

    kind: HitKind
    id: str | None
    title: str | None
    matches: tuple[Match, ...]
    dates: Dates
    source: Sources
    by: bool = False
    about: str | None = None
    city: str | None = None
    country: str | None = None
    show: str | None = None
    seen: Seen | None = None
    editions: tuple[str, ...] = ()
    session: Session | None = None
    speaker: Speaker | None = None


class Suggestion(Record, frozen=True, kw_only=True):
    """A word that stands nowhere, and the nearest that do."""

    word: str
    nearest: tuple[str, ...]


class ShutOut(Record, frozen=True, kw_only=True):
    """How many would be found without some of the options."""

    options: tuple[str, ...]
    found: int


class Search(Record, frozen=True, kw_only=True):
    """The answer of `milipol search`, best first.

    `found` counts those that a limit leaves out, too. Where nothing is found, either
    `shut_out` says without which options there would be something, or `suggestions`
    has the words that stand nowhere.
    """

    standpoint: Standpoint
    sought: Sought
    hits: tuple[Hit, ...]
    found: int
    known_later: tuple[Seen, ...]
    shut_out: ShutOut | None
    suggestions: tuple[Suggestion, ...]
    reviewed: dt.date | None


class Lead(Record, frozen=True, kw_only=True):
    """How long before something an alarm rings: whole days, or minutes.

    `clock` is the time of day that whole days count to; without one it is the start's
    own, or 09:00 where that has none.
    """

    days: int = 0
    minutes: int = 0
    clock: dt.time | None = None

    @property
    def written(self) -> str:
        """As it is written on the command line: "14d", "1d@09:00", "15m"."""
        said = f"{self.minutes}m" if self.minutes else f"{self.days}d"
        return said if self.clock is None else f"{said}@{self.clock:%H:%M}"

    @property
    def slug(self) -> str:
        """As a part of an id: "14d", "1d-0900", "15m"."""
        return self.written.replace("@", "-").replace(":", "")


class Alarm(Record, frozen=True, kw_only=True):
    """An alarm of one event: `before` its start, which is at `clock` on `day`.

    Without a `zone` that is the time in the reader's calendar, wherever it is.
    """

    lead: Lead
    before: dt.timedelta
    day: dt.date
    clock: dt.time
    zone: ZoneInfo | None = None


class Happening(Record, frozen=True, kw_only=True):
    """Something to put into a calendar: an edition, a day, a session, or a reminder.

    `starts` and `ends` are aware; without them it is all day from `first` to `last`.
    `ends` is made up where `end_known` is false. A day has its `themes` and the
    `sessions` of it that have no time; a reminder stands for `reminds` of its alarms.
    What is the reader's `own` may belong to no edition, and `note` is the reader's.
    """

    id: str
    kind: Literal["edition", "day", "session", "own", "reminder"]
    seen: Seen | None
    own: Pick | None = None
    note: str | None = None
    first: dt.date
    last: dt.date
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    end_known: bool = True
    session: Session | None = None
    themes: tuple[DayTheme, ...] = ()
    sessions: tuple[Session, ...] = ()
    sequence: int
    modified: dt.date
    alarms: tuple[Alarm, ...] = ()
    reminds: Alarm | None = None

    @property
    def is_deadline(self) -> bool:
        """Whether it is a deadline of the reader's own, which takes no time."""
        return self.own is not None and self.own.kind == "deadline"

    @property
    def view(self) -> Seen:
        """The edition of what is not the reader's own."""
        assert self.seen is not None  # only an own entry may have none
        return self.seen


class Selection(Record, frozen=True, kw_only=True):
    """What `milipol export` puts into a calendar, in order of time and id.

    `undated` are the shows and editions asked for that have no day to write, `unmet`
    the leads that some of the happenings begin too early for, `missing` the picks that
    the data does not have.
    """

    standpoint: Standpoint
    happenings: tuple[Happening, ...]
    undated: tuple[str, ...] = ()
    unmet: tuple[Lead, ...] = ()
    missing: tuple[str, ...] = ()


class Entry(Record, frozen=True, kw_only=True):
    """An event as a calendar holds it, in words and times.

    `start` and `end` are days, the end exclusive, or aware times. `alarms` are spans
    before the start, each with what the alarm says; the most useful comes first.
    """

    id: str
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    summary: str
    description: str
    location: str | None = None
    position: tuple[float, float] | None = None
    address: str | None = None
    categories: tuple[str, ...] = ()
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    free: bool = True
    sequence: int = 0
    modified: dt.date
    alarms: tuple[tuple[dt.timedelta, str], ...] = ()


What = Literal[
    "added", "moved", "cancelled", "changed", "same", "newer", "kept", "pruned"
]


class Change(Record, frozen=True, kw_only=True):
    """What writing a file again does to one event of it.

    `newer` is one that the file has at a higher SEQUENCE, and keeps; `kept` one that
    is no longer asked for, `pruned` one that goes for that reason. `start` and `end`
    are what the file had, the end exclusive for days.
    """

    what: What
    id: str
    summary: str
    start: dt.date | dt.datetime | None = None
    end: dt.date | dt.datetime | None = None


class Exported(Record, frozen=True, kw_only=True):
    """The answer of `milipol export`: what was selected and what became of the file.

    `events` and `alarms` count what the file holds now. `changes` is None for a new
    file.
    """

    selection: Selection
    name: str
    events: int
    alarms: int
    changes: tuple[Change, ...] | None


MarkKind = Literal[
    "overlap",
    "may overlap",
    "tight",
    "same days",
    "moved",
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
]


class Mark(Record, frozen=True, kw_only=True):
    """What does not fit about a pick.

    `other` is the id of the pick it does not fit with. `minutes` is how long two
    overlap, as far as that is sure, or how long there is between two; `into` how long
    the other has been on when this one starts, and `left` how long it still is.
    `first` and `last` are days that two editions share; `other` is then the id of the
    other edition, and where an own entry's edition is gone the id of that.
    """

    kind: MarkKind
    other: str | None = None
    minutes: int | None = None
    into: int | None = None
    left: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


class Planned(Record, frozen=True, kw_only=True):
    """A pick as it stands at the moment of asking.

    `starts` and `ends` are aware; `ends` is None where it was not published. Where the
    day is known, `first` and `last` are its days at the venue, or in its own zone.
    `phase` is None where it cannot be known.
    """

    pick: Pick
    seen: Seen | None = None
    session: SessionSeen | None = None
    day: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    phase: Phase | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def is_edition(self) -> bool:
        """Whether an edition was picked, or one of its days."""
        tail = self.pick.id.partition("/")[2]
        return not self.pick.is_own and (not tail or _DAY.fullmatch(tail) is not None)

    @property
    def is_whole_days(self) -> bool:
        """Whether it takes whole days: an edition, a day, an own entry without time."""
        return self.is_edition or (self.pick.is_own and self.starts is None)

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone whose days it is on; None where none is known."""
        return self.pick.zone if self.seen is None else self.seen.zone

    @property
    def may(self) -> bool:
        """Whether its phase rests on an end that was not published."""
        return self.ends is None and self.phase != "upcoming"

    @property
    def next(self) -> bool:
        """Whether it is the next of a programme: a pick is not told of as that."""
        return False


class Gap(Record, frozen=True, kw_only=True):
    """Free time after the pick `after`, with the sessions that would fit in it."""

    after: str
    starts: dt.datetime
    ends: dt.datetime
    fits: tuple[SessionSeen, ...]


class AgendaDay(Record, frozen=True, kw_only=True):
    """The picks of a day at a show, in order of time; without a show the reader's own.

    `zone` is the one whose day it is. `day` and `days` count those of the edition,
    `themes` are those of a day with gaps.
    """

    date: dt.date
    zone: ZoneInfo
    seen: Seen | None
    day: int | None
    days: int | None
    picks: tuple[Planned, ...]
    gaps: tuple[Gap, ...] = ()
    themes: tuple[DayTheme, ...] = ()

    @property
    def timed(self) -> "tuple[Planned | Gap, ...]":
        """The picks that have a time, and the gaps between them, in order of time."""
        found: list[Planned | Gap] = [one for one in self.picks if one.starts]
        return tuple(sorted([*found, *self.gaps], key=_by_start))

    @property
    def untimed(self) -> tuple[Planned, ...]:
        """The picks that have no time."""
        return tuple(one for one in self.picks if one.starts is None)


class Agenda(Record, frozen=True, kw_only=True):
    """The answer of `milipol agenda`: picks by day, those of whole days first.

    `undated` are the sessions whose day is not known, `lost` those of which the data
    says nothing.
    """

    standpoint: Standpoint
    whole_days: tuple[Planned, ...]
    days: tuple[AgendaDay, ...]
    undated: tuple[Planned, ...]
    lost: tuple[Planned, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None

    @property
    def picks(self) -> tuple[Planned, ...]:
        """All picks in order of time, those without a day last."""
        timed = [one for day in self.days for one in day.picks]
        dated = sorted([*self.whole_days, *timed, *self.lost], key=_by_day)
        return (*dated, *self.undated)


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _by_day(one: Planned) -> tuple[dt.date, bool]:
    return one.first or dt.date.max, not one.is_whole_days


def _by_start(one: Planned | Gap) -> tuple[dt.datetime, bool]:
    assert one.starts is not None  # the others are kept apart
    return one.starts.astimezone(dt.UTC), isinstance(one, Gap)


Answer = (
    Upcoming
    | Today
    | ShowList
    | History
    | EditionPage
    | SessionPage
    | Unknown
    | News
    | Agenda
    | Search
    | Checked
)
