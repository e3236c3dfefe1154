"""Picks in words."""

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from milipol_cli.look.words.dates import count, dates_plain, day_brief, day_long
from milipol_cli.look.words.editions import day_of, named, place, starts
from milipol_cli.look.words.programme import (
    city_at,
    clocks_differ,
    label_with_room,
    session_state,
    session_title,
    span,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.exhibitors import walk_order
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.network.model.programmes import with_kind
from milipol_cli.network.sessions import utc
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.differences import Conflict, clock_words
from milipol_cli.picks.model import Pick

if TYPE_CHECKING:
    from milipol_cli.look.document import Cell

_UNCERTAIN = ("may overlap", "not known yet", "not read")


def label(pick: PickAsOf) -> str:
    """A pick in one line, without its dates, and whether it is done."""
    return f"{name(pick)}, done" if pick.pick.done else name(pick)


def name(pick: PickAsOf) -> str:
    """A pick in one line, without its dates."""
    if pick.session is not None:
        session = pick.session.session
        text = label_with_room(session_title(session, pick.session.theme), session)
        return f"{text}, inferred" if session.certainty == "inferred" else text
    record = pick.pick
    if record.is_own or record.is_exhibitor:
        return ", ".join(filter(None, [entry_title(pick), pick.room]))
    if pick.edition is None:
        return _as_picked(pick)
    if pick.day is None:
        return f"{named(pick.edition)}, {place(pick.edition)}"
    counted = day_of_dates(pick.edition.dates, pick.day)
    title = pick.edition.title
    return title if counted is None else f"{title}, {day_of(*counted)}"


def entry_title(pick: PickAsOf) -> str:
    """An own entry or an exhibitor with its kind: "Meeting: Meet ACME"."""
    record = pick.pick
    title = exhibitor_name(pick) if record.is_exhibitor else record.title
    return with_kind(kind_of(pick).capitalize(), title or pick.id)


def exhibitor_name(pick: PickAsOf) -> str:
    """The name of an exhibitor, as it is listed or was picked."""
    if pick.listed is not None:
        return pick.listed.exhibitor.name
    return pick.pick.title or pick.id


def follow_up(pick: Pick) -> str | None:
    """The follow-up and its day: "send the data sheet, by Fri 1 December 2023"."""
    if pick.follow_up is None or pick.follow_up_by is None:
        return pick.follow_up
    return f"{pick.follow_up}, by {day_brief(pick.follow_up_by)}"


def notes_on(pick: Pick) -> list[tuple[str, str | None]]:
    """What the reader noted on a pick, each with its name; None for nothing.

    The follow-up comes last.
    """
    return [
        ("Note", pick.note),
        ("Met", "; ".join(pick.met) or None),
        ("Follow-up", follow_up(pick)),
    ]


def walking(pick: PickAsOf) -> tuple[object, ...]:
    """The place of a visit in a list to walk."""
    return walk_order(pick.room, exhibitor_name(pick))


def _as_picked(pick: PickAsOf) -> str:
    """A pick that is not in the data; a session with the time it had."""
    record = pick.pick
    title = record.title or record.id
    if record.is_of_days or record.date is None:
        return title
    when = day_long(record.date)
    if record.start is not None:
        when += f", {clock_words(record.start, record.end)}"
    return f"{title}, {when}"


def kind_of(pick: PickAsOf) -> str:
    """The kind of a session or own entry; else "visit", "edition", "day", "session"."""
    if pick.session is not None:
        return pick.session.session.kind
    if pick.pick.entry_kind is not None:
        return pick.pick.entry_kind
    if pick.pick.is_visit:
        return "visit"
    if not pick.pick.is_of_days:
        return "session"
    return "day" if "/" in pick.id else "edition"


def dates(pick: PickAsOf) -> Dates:
    """The days of a pick of whole days or a visit, or the month or year known."""
    if pick.pick.is_visit and pick.edition is not None:
        return pick.edition.dates
    if pick.whole_edition is not None:
        return pick.whole_edition.dates
    return Dates(start=pick.first, end=pick.last)


def when(pick: PickAsOf, reader: ZoneInfo | None = None) -> str:
    """The days of a pick, or its day and its time at the venue.

    With a `reader`, also the time on that clock if it differs.
    """
    if pick.is_whole_days or pick.pick.is_visit:
        known = dates(pick)
        return "day not known" if known == Dates() else dates_plain(known)
    if pick.first is None:
        return "day not known"
    day = day_long(pick.first)
    if pick.starts is None:
        return f"{day}, {pick.half_day or 'time not published'}"
    return f"{day}, {clocks(pick, reader)}"


def clocks(pick: PickAsOf, reader: ZoneInfo | None = None) -> str:
    """The time of a pick on its day, and on the clock of a `reader` if that differs."""
    if pick.starts is None:
        return "all day"
    zone = pick.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    text = f"{span(pick, None)} {city_at(pick.edition, zone)}"
    if reader is None or not clocks_differ([pick], reader):
        return text
    return f"{text}, {span(pick, reader)} {zone_city(reader)}"


def state(pick: PickAsOf, as_of: AsOf) -> str:
    """When a pick of whole days is: "in 357 days", "today", "3 days ago"."""
    if pick.whole_edition is not None:
        return starts(pick.whole_edition)
    assert pick.first is not None  # a pick without a day has no state
    today = pick.today(as_of)
    if pick.first <= today <= (pick.last or pick.first):
        return "today"
    days = (pick.first - today).days
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def state_now(pick: PickAsOf, as_of: AsOf) -> str:
    """The state of a pick that has a time; none once it is done, as its label says."""
    return "" if pick.pick.done else session_state(pick, as_of.moment)


def sign(conflict: Conflict) -> str:
    """The sign of a conflict: "!" for a certain one, else "?"."""
    return "?" if conflict.kind in _UNCERTAIN else "!"


def conflict_cells(pick: PickAsOf) -> "list[Cell]":
    """The conflicts of a pick, to stand below it in a table."""
    from milipol_cli.look.document import Cell  # noqa: PLC0415  a prompt has no table

    return [Cell(each.text, "maybe", sign=sign(each)) for each in pick.conflicts]


class PickNames:
    """Names for the picks of an agenda, by their kind if that is clear."""

    def __init__(self, picks: Iterable[PickAsOf]) -> None:
        self._picks = {pick.id: pick for pick in picks}
        self._starts: dict[str, list[dt.datetime]] = defaultdict(list)
        for pick in self._picks.values():
            if pick.starts is not None:
                bisect.insort(self._starts[kind_of(pick)], utc(pick.starts))

    def named(self, pick_id: str, then: dt.datetime) -> str:
        """A pick by its kind, like "the panel", if it is the latest one at a time."""
        pick = self._picks[pick_id]
        assert pick.starts is not None  # it has begun
        kind = kind_of(pick)
        starts = self._starts[kind]
        since = bisect.bisect_left(starts, utc(pick.starts))
        # No other pick of its kind has begun since, or with it.
        is_latest = bisect.bisect_right(starts, utc(then)) - since == 1
        return f"the {kind}" if is_latest else name(pick)
