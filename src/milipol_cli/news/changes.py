"""What each notice of an edition changed: the rows of the news."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from milipol_cli.network.editions import (
    EditionAsOf,
    contradicts,
    former_names,
    in_another_city,
)
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.record import Certainty, Month, Record, Sources
from milipol_cli.network.model.shows import Figure, Notice, Status, Venue, is_void

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


# Figures without a day that are known later than this after an edition are no news.
_REPORT_DAYS = 90


class NewsEntry(Record, frozen=True, kw_only=True):
    """A row of the news.

    `day` is the day it became known: the latest possible one if `by` is set, the
    last day of `month` if only that is known. `text` is a headline or a summary, None
    if the other fields say what is new. A move has the `old` dates, and so have
    dates that replace an estimate; `new` are the
    dates it is set for, of a cancellation those it had. `old_venue`, `former_status`
    and `former_name` are what `venue`, `status` and `name` took the place of. `reason`
    is what something inferred is inferred from, and `held` the last day of the edition
    with these `figures`.
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
    held: dt.date | None = None
    item: str | None = None

    @property
    def is_undated(self) -> bool:
        """Whether it is a news item without a date."""
        return self.kind == "news" and self.by

    @property
    def is_found_later(self) -> bool:
        """Whether it has older figures, whose day nobody knows."""
        if self.held is None or not self.by:
            return False
        return (self.day - self.held).days > _REPORT_DAYS

    @property
    def shown_day(self) -> dt.date:
        """The day it is shown at: older figures stand with their edition."""
        return self.held if self.held and self.is_found_later else self.day


class _State(NamedTuple):
    """What is known about an edition; `void` if its dates no longer hold.

    `is_given` is whether the organiser gave the dates: others are only an estimate.
    """

    dates: Dates
    venue: Venue | None
    status: Status
    void: bool
    is_given: bool


def changes(
    editions: Sequence[EditionAsOf], venues: Mapping[str, Venue]
) -> Iterator[NewsEntry]:
    """What the notices of one show's editions changed, an entry for each change.

    A new name comes with the announcement of the first edition that has it; otherwise
    it is an entry of its own.
    """
    former = former_names(editions)
    for edition in editions:
        name = edition.show.name
        before: _State | None = None
        for at, notice in enumerate(edition.notices):
            after = _state(notice, before, venues)
            name = notice.name or name
            former_name = former.get((edition.id, at))
            entry = NewsEntry(
                day=notice.day_known,
                kind="announcement",
                source=notice.source,
                by=notice.known is None,
                show=edition.show.id,
                edition=edition.id,
                name=name,
                former_name=former_name,
                summary=notice.headline,
                new=after.dates,
                venue=after.venue,
                status=notice.status,
                certainty=notice.certainty,
                reason=next(iter(notice.notes), None),
            )
            entries = list(_of_notice(entry, notice, before, after))
            yield from entries
            if former_name is not None and (before is not None or not entries):
                yield msgspec.structs.replace(entry, kind="rename")
            before = after


def _state(
    notice: Notice, before: _State | None, venues: Mapping[str, Venue]
) -> _State:
    """What is known after a notice; what it does not state stays as it was."""
    dates, venue = notice.dates, venues.get(notice.venue or "")
    is_given = notice.is_of_organiser
    if before is not None:
        is_given = before.is_given if dates is None else is_given
        dates = dates or before.dates
        venue = venue if notice.venue is not None else before.venue
    assert dates is not None  # the first notice of an edition has some
    return _State(dates, venue, notice.status, is_void([notice]), is_given)


def _of_notice(
    entry: NewsEntry, notice: Notice, before: _State | None, after: _State
) -> Iterator[NewsEntry]:
    if before is None:
        yield from _of_first_notice(entry, notice, after)
        return
    entry = msgspec.structs.replace(entry, former_name=None)
    if after.status == "cancelled":
        if before.status != "cancelled":
            yield msgspec.structs.replace(entry, kind="cancellation", new=before.dates)
        return
    yield from _of_dates(entry, notice, before, after)
    if _is_elsewhere(before.venue, after.venue):
        yield msgspec.structs.replace(entry, kind="venue", old_venue=before.venue)
    elif after.status != "held" and _is_new_place(before.venue, after.venue):
        yield msgspec.structs.replace(entry, kind="venue")


def _of_dates(
    entry: NewsEntry, notice: Notice, before: _State, after: _State
) -> Iterator[NewsEntry]:
    """What a notice changed in the dates and the status."""
    moved = contradicts(after.dates, before.dates)
    if moved and not before.is_given:
        yield msgspec.structs.replace(entry, text=notice.summary, old=before.dates)
        return
    postponed = before.status != "postponed" or (after.void and not before.void)
    if after.status == "postponed" and postponed and not moved:
        yield msgspec.structs.replace(entry, kind="postponement", new=before.dates)
    elif _is_new_status(before, after, moved=moved):
        yield msgspec.structs.replace(
            entry, text=notice.summary, former_status=before.status
        )
    elif not moved and (after.dates != before.dates or notice.summary is not None):
        yield msgspec.structs.replace(entry, text=notice.summary)
    if moved:
        yield msgspec.structs.replace(entry, kind="move", old=before.dates)


def _of_first_notice(
    entry: NewsEntry, notice: Notice, after: _State
) -> Iterator[NewsEntry]:
    """The announcement, unless only the year of the edition is known by inference."""
    if after.status == "cancelled":
        yield msgspec.structs.replace(entry, kind="cancellation")
    elif after.status == "postponed":
        yield msgspec.structs.replace(entry, kind="postponement")
    elif notice.certainty != "inferred" or after.dates.year is None:
        yield msgspec.structs.replace(entry, text=notice.summary)


def _is_new_status(before: _State, after: _State, *, moved: bool) -> bool:
    """Whether the status is news by itself.

    An announced edition that was held is no news, and one that was postponed to other
    days is a move.
    """
    if before.void and not after.void:
        return before.status == "cancelled" or not moved
    if after.status == "held":
        return before.status == "tentative"
    return after.status not in (before.status, "postponed")


def _is_elsewhere(before: Venue | None, after: Venue | None) -> bool:
    """Whether the edition moved to another city, or to another hall."""
    if before is None or after is None:
        return False
    other_hall = None not in (before.name, after.name) and before.name != after.name
    return other_hall or in_another_city(before, after)


def _is_new_place(before: Venue | None, after: Venue | None) -> bool:
    """Whether the hall, or else the city, was not known before."""
    if after is None:
        return False
    hall_before = None if before is None else before.name
    place_before = hall_before or (None if before is None else before.city)
    hall_named = after.name is not None and hall_before is None
    return hall_named or (after.city is not None and place_before is None)
