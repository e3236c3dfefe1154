"""What each notice changed of what was known of its edition before it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from milipol_cli.network.editions import (
    EditionAsOf,
    contradicts,
    in_another_city,
    is_void,
)
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.kinds import Certainty, Month, Sources
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Figure, Notice, Status, Venue
from milipol_cli.network.names import former_names

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


class _State(NamedTuple):
    """What is known of an edition; `void` where its dates no longer hold."""

    dates: Dates
    venue: Venue | None
    status: Status
    void: bool


def changes(
    views: Sequence[EditionAsOf], venues: Mapping[str, Venue]
) -> Iterator[NewsEntry]:
    """The changes that the notices of one show's editions tell, an entry for each.

    A new name comes with the announcement of an edition that first bears it, and is an
    entry of its own elsewhere.
    """
    former = former_names(views)
    for view in views:
        name = view.show.name
        then: _State | None = None
        for at, notice in enumerate(view.notices):
            now = _state(notice, then, venues)
            name = notice.name or name
            former_name = former.get((view.id, at))
            entry = NewsEntry(
                day=notice.day_known,
                kind="announcement",
                source=notice.source,
                by=notice.known is None,
                show=view.show.id,
                edition=view.id,
                name=name,
                former_name=former_name,
                summary=notice.headline,
                new=now.dates,
                venue=now.venue,
                status=notice.status,
                certainty=notice.certainty,
                reason=next(iter(notice.notes), None),
            )
            told = list(_of_notice(entry, notice, then, now))
            yield from told
            if former_name is not None and (then is not None or not told):
                yield msgspec.structs.replace(entry, kind="rename")
            then = now


def _state(notice: Notice, then: _State | None, venues: Mapping[str, Venue]) -> _State:
    """What is known with a notice: it replaces what it states of those before it."""
    dates, venue = notice.dates, venues.get(notice.venue or "")
    if then is not None:
        dates = dates or then.dates
        venue = venue if notice.venue is not None else then.venue
    assert dates is not None  # the first notice of an edition gives some
    return _State(dates, venue, notice.status, is_void([notice]))


def _of_notice(
    entry: NewsEntry, notice: Notice, then: _State | None, now: _State
) -> Iterator[NewsEntry]:
    if then is None:
        yield from _first(entry, notice, now)
        return
    entry = msgspec.structs.replace(entry, former_name=None)
    if now.status == "cancelled":
        if then.status != "cancelled":
            yield msgspec.structs.replace(entry, kind="cancellation", new=then.dates)
        return
    moved = contradicts(now.dates, then.dates)
    put_off = then.status != "postponed" or (now.void and not then.void)
    if now.status == "postponed" and put_off and not moved:
        yield msgspec.structs.replace(entry, kind="postponement", new=then.dates)
    elif _turns(then, now, moved=moved):
        yield msgspec.structs.replace(
            entry, text=notice.summary, former_status=then.status
        )
    elif not moved and (now.dates != then.dates or notice.summary is not None):
        yield msgspec.structs.replace(entry, text=notice.summary)
    if moved:
        yield msgspec.structs.replace(entry, kind="move", old=then.dates)
    if _is_elsewhere(then.venue, now.venue):
        yield msgspec.structs.replace(entry, kind="venue", old_venue=then.venue)
    elif now.status != "held" and _is_named(then.venue, now.venue):
        yield msgspec.structs.replace(entry, kind="venue")


def _first(entry: NewsEntry, notice: Notice, now: _State) -> Iterator[NewsEntry]:
    """What the first notice of an edition tells.

    That there must have been one in some year is no news.
    """
    if now.status == "cancelled":
        yield msgspec.structs.replace(entry, kind="cancellation")
    elif now.status == "postponed":
        yield msgspec.structs.replace(entry, kind="postponement")
    elif notice.certainty != "inferred" or now.dates.year is None:
        yield msgspec.structs.replace(entry, text=notice.summary)


def _turns(then: _State, now: _State, *, moved: bool) -> bool:
    """Whether the status is news by itself.

    That an announced edition was held is what everybody expects of it; that one was
    put off until other days is told by its move.
    """
    if then.void and not now.void:
        return then.status == "cancelled" or not moved
    if now.status == "held":
        return then.status == "tentative"
    return now.status != then.status and now.status != "postponed"


def _is_elsewhere(then: Venue | None, now: Venue | None) -> bool:
    """Whether it is in another city, or another hall, than was known."""
    if then is None or now is None:
        return False
    other_hall = None not in (then.name, now.name) and then.name != now.name
    return other_hall or in_another_city(then, now)


def _is_named(then: Venue | None, now: Venue | None) -> bool:
    """Whether the hall, or else the city, was not known before."""
    if now is None:
        return False
    hall_before = None if then is None else then.name
    place_before = hall_before or (None if then is None else then.city)
    hall_named = now.name is not None and hall_before is None
    return hall_named or (now.city is not None and place_before is None)
