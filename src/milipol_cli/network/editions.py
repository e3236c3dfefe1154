"""An edition as it is known from a standpoint; most answers have some."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import Dates, day_of_dates, may_be, window
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import (
    Edition,
    Figure,
    Measure,
    Notice,
    Show,
    ShowFile,
    Status,
    Venue,
)

Phase = Literal["upcoming", "on", "over"]


class EditionAsOf(Record, frozen=True, kw_only=True):
    """An edition as it is known from a standpoint.

    `edition` lacks what was not known by then: its theme, or remarks without a day.

    `phase` is None where it cannot be told: dates known to a month or a year only,
    dates that were given up later, a postponed or cancelled edition. `days_until` is 0
    while it is on and None where no first day is known; `day` and `days` count the
    days while it is on. `later` is the same edition as today's data has it, where
    that contradicts what was known.
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
        """The zone its clock runs in."""
        return self.show.zone if self.venue is None else self.venue.zone

    @property
    def year(self) -> str:
        """The year in its id: the one it was first announced for."""
        return self.id[-4:]

    @property
    def outcome_known(self) -> bool:
        """Whether a source says what became of it."""
        if self.status == "postponed":
            return self.notices[-1].dates is None
        return self.status in ("held", "cancelled")


def contradicts(later: Dates, earlier: Dates) -> bool:
    """Whether later dates give up earlier ones, instead of only making them exact."""
    if earlier.start is not None and later.start is not None:
        ends = (earlier.end, later.end)
        return earlier.start != later.start or (None not in ends and ends[0] != ends[1])
    first, last = window(earlier)
    later_first, later_last = window(later)
    return later_first < first or later_last > last


def in_another_city(then: Venue | None, now: Venue | None) -> bool:
    """Whether a place is in another city than one before, as far as both are known."""
    cities = {None if place is None else place.city for place in (then, now)}
    return len(cities) > 1 and None not in cities


def edition_as_of(edition: Edition, file: ShowFile, as_of: AsOf) -> EditionAsOf | None:
    """The edition as it is known from a standpoint; None where nothing is known yet."""
    known = tuple(notice for notice in edition.notice if as_of.knows(notice))
    if not known:
        return None
    now = _sum(_as_known(edition, file.show, as_of), file, known)
    if len(known) < len(edition.notice):
        final = _sum(edition, file, edition.notice)
        moved = contradicts(final.dates, now.dates) or is_void(edition.notice)
        if moved or is_void(known) or in_another_city(now.venue, final.venue):
            return _placed(now, as_of.day_at(now.zone), moved=moved, later=final)
    return _placed(now, as_of.day_at(now.zone))


def _as_known(edition: Edition, show: Show, as_of: AsOf) -> Edition:
    """The edition without the theme and the remarks that were not known yet."""
    theme = edition.theme
    if theme is not None and not as_of.has_reached(theme.day_known or show.reviewed):
        theme = None
    if as_of.looks_back(show.reviewed):
        return msgspec.structs.replace(edition, theme=theme, notes=(), source=())
    if theme is edition.theme:
        return edition
    return msgspec.structs.replace(edition, theme=theme)


def show_as_known(show: Show, as_of: AsOf) -> Show:
    """The show; in a look back without what bears no day, and its sources.

    That is who organises it, what else it is called, and remarks. The address of its
    site stays.
    """
    if not as_of.looks_back(show.reviewed):
        return show
    return msgspec.structs.replace(
        show, organiser=None, patron=None, aliases=(), notes=(), source=()
    )


def _sum(edition: Edition, file: ShowFile, notices: Sequence[Notice]) -> EditionAsOf:
    """What notices say together: each replaces what it states of those before it."""
    dates = next(found for n in reversed(notices) if (found := n.dates) is not None)
    place = next((n.venue for n in reversed(notices) if n.venue is not None), None)
    name = next((n.name for n in reversed(notices) if n.name is not None), None)
    return EditionAsOf(
        record=edition,
        show=file.show,
        name=name or file.show.name,
        dates=dates,
        status=notices[-1].status,
        certainty=notices[-1].certainty,
        venue=next((venue for venue in file.venue if venue.id == place), None),
        notices=tuple(notices),
        phase=None,
    )


def is_void(notices: Sequence[Notice]) -> bool:
    """Whether the dates no longer hold: postponed without new ones, or cancelled."""
    last = notices[-1]
    return last.status == "cancelled" or (
        last.status == "postponed" and last.dates is None
    )


def why_off(view: EditionAsOf, day: dt.date) -> Status | Literal["moved"] | None:
    """Why an edition does not take place on a day that it had; None where it may.

    It was called off, or moved: also where that was made known later, once the days
    that were given up have begun.
    """
    final = view.later if view.superseded and view.later is not None else view
    if is_void(final.notices):
        return final.status
    if may_be(day, final.dates):
        return None
    had = [notice.dates for notice in view.notices if notice.dates is not None]
    return "moved" if any(may_be(day, dates) for dates in had) else None


def _placed(
    now: EditionAsOf,
    day: dt.date,
    *,
    moved: bool = False,
    later: EditionAsOf | None = None,
) -> EditionAsOf:
    """The edition with its phase and its countdown on `day`.

    `moved` says that the dates known now were given up later: from the first of them
    on it is known not to be on, and not to be over either.
    """
    first, last = window(now.dates)
    void = is_void(now.notices)
    superseded = moved and not void and day >= first
    phase = None if superseded else _phase(now, day)
    counted = day_of_dates(now.dates, day) if phase == "on" else None
    nth, of = counted or (None, None)
    exact = now.dates.start is not None and not void and not superseded
    return msgspec.structs.replace(
        now,
        phase=phase,
        superseded=superseded,
        days_until=max((first - day).days, 0) if exact and phase != "over" else None,
        days_since=(day - last).days if phase == "over" and now.dates.start else None,
        day=nth,
        days=of,
        later=later,
    )


def _phase(now: EditionAsOf, day: dt.date) -> Phase | None:
    """Where an edition stands on `day`, as far as its own notices tell."""
    first, last = window(now.dates)
    void = is_void(now.notices)
    if day > last:
        return None if void and now.status == "postponed" else "over"
    if void:
        return None
    if day < first:
        return "upcoming"
    if now.dates.start is not None:
        return "on"
    return "over" if now.status == "held" else None


def may_come(view: EditionAsOf, as_of: AsOf) -> bool:
    """Whether an edition is to come, or may be in the month or year that is known."""
    if view.phase is not None or view.dates.start is not None or is_void(view.notices):
        return view.phase == "upcoming"
    return as_of.day_at(view.zone) <= window(view.dates)[1]


def editions_as_of(files: Iterable[ShowFile], as_of: AsOf) -> list[EditionAsOf]:
    """Every edition of which something is known."""
    return [
        view
        for file in files
        for edition in file.edition
        if (view := edition_as_of(edition, file, as_of)) is not None
    ]


def by_day(view: EditionAsOf) -> tuple[dt.date, dt.date, str]:
    """A key to sort editions by: first day, last day, id."""
    return (*window(view.dates), view.id)


def kept(files: Sequence[ShowFile], asked: Sequence[str]) -> Sequence[ShowFile]:
    """The shows asked for by id; all of them where none is."""
    return [file for file in files if file.show.id in asked] if asked else files


def reviewed(files: Iterable[ShowFile]) -> dt.date | None:
    """The day of the oldest review; None without shows."""
    return min((file.show.reviewed for file in files), default=None)


def unknown(asked: Iterable[str], views: Iterable[EditionAsOf]) -> tuple[str, ...]:
    """The shows asked for of which nothing is known yet."""
    known = {view.show.id for view in views}
    return tuple(show for show in asked if show not in known)


def figure_of(figures: Iterable[Figure], measure: Measure) -> Figure | None:
    """The figure of a measure: counted where it was, else expected.

    Of several the one that stands last in the file.
    """
    found = [figure for figure in figures if figure.measure == measure]
    counted = [figure for figure in found if figure.kind == "counted"]
    return next(reversed(counted or found), None)
