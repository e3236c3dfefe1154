"""Editions and the names of shows as they are known as of a date or time."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import MOST_DAYS, Dates, day_of_dates, may_be, window
from milipol_cli.network.model.record import Certainty, Record
from milipol_cli.network.model.shows import (
    Edition,
    Figure,
    Measure,
    Notice,
    OwnShow,
    Show,
    ShowFile,
    Status,
    Venue,
    is_void,
    usual_days,
)

Phase = Literal["upcoming", "on", "over"]


class EditionAsOf(Record, frozen=True, kw_only=True):
    """An edition as it is known as of a date or time.

    `record` leaves out what was not known yet, such as the theme. `phase` is None if it
    is not known: for dates known to a month or a year only, for superseded dates, for
    a postponed or cancelled edition, and while the edition `may_be_on`: if its last day
    is not known, after its first day until its usual length has passed. `days_until` is
    0 while the edition is on, and None without a first day; `day` and `days` count the
    days while it is on. `superseded` dates were changed later. `later` is the edition
    in today's data, if that contradicts what was known.
    """

    record: Edition
    show: Show
    name: str
    dates: Dates
    status: Status
    certainty: Certainty
    venue: Venue | None
    notices: tuple[Notice, ...]
    phase: Phase | None
    may_be_on: bool = False
    superseded: bool = False
    days_until: int | None = None
    days_since: int | None = None
    day: int | None = None
    days: int | None = None
    later: "EditionAsOf | None" = None

    @property
    def id(self) -> str:
        """Its id, the same as of any date."""
        return self.record.id

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of its venue."""
        return self.show.zone if self.venue is None else self.venue.zone

    @property
    def year(self) -> str:
        """The year in its id: the year it was first announced for."""
        return self.id[-4:]

    @property
    def title(self) -> str:
        """Its name and its year: "Milipol Paris 2027"."""
        return f"{self.name} {self.year}"

    @property
    def source(self) -> tuple[str, ...]:
        """The ids of the sources of its dates, status and number, each once."""
        cited = [key for notice in self.notices for key in notice.source]
        return tuple(dict.fromkeys([*cited, *self.record.source]))

    @property
    def is_void(self) -> bool:
        """Whether its dates no longer hold: it is postponed or cancelled."""
        return is_void(self.notices)

    @property
    def is_or_may_be_on(self) -> bool:
        return self.phase == "on" or self.may_be_on

    @property
    def later_source(self) -> tuple[str, ...]:
        """The ids of the sources of what changed later, each once."""
        notices = () if self.later is None else self.later.notices
        later = [notice for notice in notices if notice not in self.notices]
        return tuple(dict.fromkeys(key for notice in later for key in notice.source))

    @property
    def outcome_known(self) -> bool:
        """Whether a source reports what became of it."""
        if self.status == "postponed":
            return self.notices[-1].dates is None
        return self.status in ("held", "cancelled")


def contradicts(later: Dates, earlier: Dates) -> bool:
    """Whether later dates change earlier ones, and do not only make them exact."""
    if earlier.start is not None and later.start is not None:
        ends = (earlier.end, later.end)
        return earlier.start != later.start or (None not in ends and ends[0] != ends[1])
    first, last = window(earlier)
    later_first, later_last = window(later)
    return later_first < first or later_last > last


def dates_before(edition: EditionAsOf) -> list[Dates]:
    """The dates of the organiser from which an edition was moved, in order."""
    dated = [notice for notice in edition.notices if notice.dates is not None]
    return [
        old.dates
        for old, new in pairwise(dated)
        if old.is_of_organiser and old.dates and new.dates and contradicts(new.dates, old.dates)
    ]


def in_another_city(then: Venue | None, now: Venue | None) -> bool:
    """Whether two places are in different cities, as far as both are known."""
    cities = {None if place is None else place.city for place in (then, now)}
    return len(cities) > 1 and None not in cities


def edition_as_of(record: Edition, file: ShowFile, as_of: AsOf) -> EditionAsOf | None:
    """The edition as known as of a date; None if nothing was known about it yet.

    First what the notices known then say, then what later notices change about it, then
    where the day of the reader is in its dates.
    """
    notices = tuple(notice for notice in record.notice if as_of.knows(notice))
    if not notices:
        return None
    record_then = _record_then(record, file.show.reviewed, as_of)
    then = _sum_of_notices(record_then, _show_then(file, as_of), file, notices)
    later, loses_dates = None, False
    if len(notices) < len(record.notice):
        # With all notices, as in today's data.
        complete = _sum_of_notices(record, file.show, file, record.notice)
        loses_dates = contradicts(complete.dates, then.dates) or complete.is_void
        if loses_dates or then.is_void or in_another_city(then.venue, complete.venue):
            later = complete
    day = as_of.day_at(then.zone)
    first, last = window(then.dates)
    # From the first of the dates that were changed later on, it is neither on nor over.
    superseded = loses_dates and not then.is_void and day >= first
    may_be_on = not superseded and _may_be_on(then, day, file, as_of)
    phase = None if superseded or may_be_on else _phase_on(then, day)
    # Like (2, 3) on the second of three days; None if it has no exact dates.
    nth_of_days = day_of_dates(then.dates, day) if phase == "on" else None
    nth, number_of_days = nth_of_days or (None, None)
    # Days are counted to and from exact dates that hold, not those of a month or year.
    is_exact = then.dates.start is not None
    is_doubtful = then.is_void or superseded or may_be_on
    counts_until = is_exact and phase != "over" and not is_doubtful
    counts_since = may_be_on or (is_exact and phase == "over")
    return msgspec.structs.replace(
        then,
        phase=phase,
        may_be_on=may_be_on,
        superseded=superseded,
        days_until=max((first - day).days, 0) if counts_until else None,
        days_since=(day - last).days if counts_since else None,
        day=nth,
        days=number_of_days,
        later=later,
    )


def _record_then(record: Edition, reviewed: dt.date, as_of: AsOf) -> Edition:
    """The record of an edition without a theme, notes and sources not known yet.

    Notes and sources have no date, so that they are known from the review on.
    """
    theme = record.theme
    if theme is not None and not as_of.has_reached(theme.day_known or reviewed):
        record = msgspec.structs.replace(record, theme=None)
    if as_of.looks_back(reviewed):
        record = msgspec.structs.replace(record, notes=(), source=())
    return record


def _show_then(file: ShowFile, as_of: AsOf) -> Show:
    """The show of an edition with the name that it had as of a date."""
    if not as_of.looks_back(file.show.reviewed):
        return file.show
    name = show_name_on(as_of.reader_day, file)
    if name == file.show.name:
        return file.show
    return msgspec.structs.replace(file.show, name=name)


def _may_be_on(now: EditionAsOf, day: dt.date, file: ShowFile, as_of: AsOf) -> bool:
    """Whether an edition may be on, as its last day is not known.

    It may from the day after its first day until its usual length has passed.
    """
    if now.dates.start is None or now.dates.end is not None or now.is_void:
        return False
    days_since = (day - now.dates.start).days
    if not 0 < days_since < MOST_DAYS:
        return False
    return days_since < usual_days(now.id, file, as_of.knows)


def show_name_on(day: dt.date, file: ShowFile) -> str:
    """The name of a show by the notices known on a day: the one stated last.

    The file has today's name. If a notice states it, it counts from that notice on, so
    that an edition announced before without a name has the name of then.
    """
    stated = sorted(
        (notice.day_known, notice.name)
        for record in file.edition
        for notice in record.notice
        if notice.name is not None
    )
    if all(name != file.show.name for _, name in stated):
        return file.show.name
    known = [name for known, name in stated if known <= day]
    return known[-1] if known else file.show.name


def show_as_known(show: Show, as_of: AsOf, editions: Sequence[EditionAsOf] = ()) -> Show:
    """The show without what was not known yet: rhythm, purpose, and undated facts."""
    if show.rhythm is not None and not as_of.knows(show.rhythm):
        show = msgspec.structs.replace(show, rhythm=None)
    if show.purpose is not None and not as_of.knows(show.purpose):
        show = msgspec.structs.replace(show, purpose=None)
    return _without_undated(show, editions) if as_of.looks_back(show.reviewed) else show


def _without_undated(show: Show, editions: Sequence[EditionAsOf]) -> Show:
    """The show before its review: without facts that have no date, and their sources.

    These are website, organiser, patron, aliases and notes. The place of the show is
    the place of the latest of its editions in a known city, if there is one.
    """
    venues = (edition.venue for edition in reversed(editions) if edition.venue)
    place = next((venue for venue in venues if venue.city is not None), None)
    if place is not None:
        show = msgspec.structs.replace(
            show,
            city=place.city or show.city,
            country=place.country or show.country,
            country_code=place.country_code or show.country_code,
            zone=place.zone,
        )
    return msgspec.structs.replace(
        show, website=None, organiser=None, patron=None, aliases=(), notes=(), source=()
    )


def _sum_of_notices(
    record: Edition, show: Show, file: ShowFile, notices: Sequence[Notice]
) -> EditionAsOf:
    """The edition by some of its notices: each replaces what earlier ones state.

    What depends on the day, such as the phase, is not set.
    """
    latest = notices[::-1]
    # The first notice always has dates.
    dates = next(notice.dates for notice in latest if notice.dates is not None)
    venue_id = next((n.venue for n in latest if n.venue is not None), None)
    name = next((notice.name for notice in latest if notice.name is not None), None)
    return EditionAsOf(
        record=record,
        show=show,
        name=name or show.name,
        dates=dates,
        status=notices[-1].status,
        certainty=notices[-1].certainty,
        venue=next((venue for venue in file.venue if venue.id == venue_id), None),
        notices=tuple(notices),
        phase=None,
    )


def why_off(edition: EditionAsOf, day: dt.date) -> Status | Literal["moved"] | None:
    """Why an edition does not take place on one of its announced days; None if it may.

    From the first of the superseded days on, today's data counts.
    """
    later = edition.later if edition.superseded else None
    final = edition if later is None else later
    if final.is_void:
        return final.status
    if may_be(day, final.dates):
        return None
    announced = [notice.dates for notice in edition.notices if notice.dates is not None]
    return "moved" if any(may_be(day, dates) for dates in announced) else None


def _phase_on(now: EditionAsOf, day: dt.date) -> Phase | None:
    """Whether an edition is upcoming, on or over on a day; None if that is not known.

    Within a month or a year, only a held edition is known to be over.
    """
    first, last = window(now.dates)
    if day > last:
        return None if now.is_void and now.status == "postponed" else "over"
    if now.is_void:
        return None
    if day < first:
        return "upcoming"
    if now.dates.start is not None:
        return "on"
    return "over" if now.status == "held" else None


def may_come(edition: EditionAsOf, as_of: AsOf) -> bool:
    """Whether an edition is upcoming, or may be within its month or year."""
    if edition.phase is not None or edition.dates.start is not None or edition.is_void:
        return edition.phase == "upcoming"
    return as_of.day_at(edition.zone) <= window(edition.dates)[1]


def editions_as_of(files: Iterable[ShowFile], as_of: AsOf) -> list[EditionAsOf]:
    """Every edition about which something is known."""
    return [
        edition
        for file in files
        for record in file.edition
        if (edition := edition_as_of(record, file, as_of)) is not None
    ]


def by_day(edition: EditionAsOf) -> tuple[dt.date, dt.date, str]:
    """A key to sort editions by: first day, last day, id."""
    return (*window(edition.dates), edition.id)


def nearness(edition: EditionAsOf, as_of: AsOf) -> tuple[int, int, str]:
    """A key to sort editions by: on now, next, last, then the editions called off."""
    first = window(edition.dates)[0].toordinal()
    if edition.is_or_may_be_on:
        return 0, first, edition.id
    if may_come(edition, as_of):
        return 1, first, edition.id
    return 2 if edition.phase == "over" else 3, -first, edition.id


def select_shows(files: Sequence[ShowFile], ids: Sequence[str]) -> Sequence[ShowFile]:
    """The shows with these ids; all shows without ids."""
    return [file for file in files if file.show.id in ids] if ids else files


def oldest_review(files: Sequence[ShowFile]) -> dt.date | None:
    """The day of the oldest review of bundled shows, or else of the user's shows."""
    bundled = [file for file in files if not isinstance(file.show, OwnShow)]
    return min((file.show.reviewed for file in bundled or files), default=None)


def unknown_shows(ids: Iterable[str], editions: Iterable[EditionAsOf]) -> tuple[str, ...]:
    """The ids of shows about which nothing is known yet."""
    known = {edition.show.id for edition in editions}
    return tuple(show for show in ids if show not in known)


def figures_by_measure(figures: Iterable[Figure]) -> dict[Measure, list[Figure]]:
    """The figures of each measure, the one to quote first; measures with counts first.

    Counted figures come before expected ones, and the newest of a kind first.
    """
    by_measure: dict[Measure, list[Figure]] = {}
    for figure in figures:
        # Of two that became known on one day, the later in the file comes first.
        by_measure.setdefault(figure.measure, []).insert(0, figure)
    for of_measure in by_measure.values():
        of_measure.sort(key=lambda figure: figure.day_known, reverse=True)
        of_measure.sort(key=lambda figure: figure.kind == "expected")
    counted_first = sorted(by_measure.items(), key=lambda item: item[1][0].kind == "expected")
    return dict(counted_first)


# The id of an edition, and the index of one of its notices.
_NoticeKey = tuple[str, int]


class _GivenName:
    """The name that a notice gives a show, and whether the notice states it."""

    def __init__(self, notice: _NoticeKey, name: str, *, is_stated: bool) -> None:
        self.notice = notice
        self.name = name
        self.is_stated = is_stated


def names_borne(editions: Iterable[EditionAsOf]) -> list[str]:
    """The names that notices of one show's editions give it, as they became known."""
    return [given.name for given in _names_given(editions)]


def name_of(show: str, editions: Iterable[EditionAsOf]) -> str:
    """The name of a show; its id if nothing is known about it yet."""
    names = names_borne(edition for edition in editions if edition.show.id == show)
    return names[-1] if names else show


def former_names(editions: Iterable[EditionAsOf]) -> Mapping[_NoticeKey, str]:
    """The previous name, for each notice that states a new name of one show."""
    former: dict[_NoticeKey, str] = {}
    before: str | None = None
    for given in _names_given(editions):
        if before is not None and given.name != before and given.is_stated:
            former[given.notice] = before
        before = given.name
    return former


def first_names(editions: Iterable[EditionAsOf]) -> Mapping[str, str]:
    """The name of one show in the first notice of each edition, by the edition's id."""
    names = {given.notice: given.name for given in _names_given(editions)}
    return {edition: name for (edition, number), name in names.items() if number == 0}


def _names_given(editions: Iterable[EditionAsOf]) -> list[_GivenName]:
    """The names that notices give the show, by the day they became known.

    The first notice of an edition gives a name, too, if it states none: the name of the
    notice before, if any notice states the name in the show's file, or else that name.
    """
    # Each with the name that the show's file has, which is today's.
    naming = [
        (notice, (edition.id, number), edition.show.name)
        for edition in editions
        for number, notice in enumerate(edition.notices)
        if notice.name is not None or number == 0
    ]
    naming.sort(key=lambda entry: entry[0].day_known)
    stated_names = {notice.name for notice, _, _ in naming}
    given: list[_GivenName] = []
    for notice, notice_key, file_name in naming:
        if notice.name is not None:
            name = notice.name
        elif given and file_name in stated_names:
            name = given[-1].name
        else:
            name = file_name
        is_stated = notice.name is not None
        given.append(_GivenName(notice_key, name, is_stated=is_stated))
    return given
