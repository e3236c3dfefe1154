"""New picks and changes of picks: their ids, times, values and follow-ups."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.base.folding import FreeIds, slug
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import stand_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.dates import is_far
from milipol_cli.network.model.picks import (
    FOLLOW_UP,
    MOST_MINUTES,
    OWN,
    FollowUp,
    OwnKind,
    Pick,
    Picks,
    kind_fields,
    span_of_days,
)
from milipol_cli.network.model.programmes import theme_for
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.picks.as_of import Identity, at_in_zone, identity
from milipol_cli.picks.follow_ups import items_by_id, with_item, with_new_item, without_items
from milipol_cli.picks.kept_values import kept_title, speakers_of

TIME_FIELDS = ("date", "last", "at", "minutes", "zone")
TIME_BEFORE = re.compile("[1-9][0-9]{0,2}[wd]")

# The length of an entry without --minutes; a deadline has none, a journey needs one.
_USUAL_MINUTES: dict[OwnKind, int] = {"meeting": 30, "meal": 60, "dinner": 120, "event": 60}

# The ids of the reader's entries are not longer, except for their number.
_LONGEST_ID = 17
_SMALL_WORDS = "with|of|the|and|at|in|for|de|la|le|et|du|der|die|das|mit|und"

# What a pick that is added again takes from the data, and what from options if given.
_OF_DATA = ("title", "date", "last", "start", "end", "room", "speakers")
_GIVEN = ("place", "note", "alarm", "at", "minutes", "zone", "updated")

# What only a reader's entry has; of other picks, exhibitors have a place.
_OF_ENTRY = {"title", "kind", "event", "edition", "place", "company", "before"}
# What calendars number a pick by (see `Pick.sequence`), and what else they number an entry by.
_NUMBERED = ("title", "kind", "event", *TIME_FIELDS, "edition", "place")
_NOTED = ("note", "alarm", "company")


class NewTime(NamedTuple):
    """The changes to the time of a pick; a value that is None stays as it is.

    `at` is a date, or an aware time on the clock in `zone`.
    """

    at: dt.date | dt.datetime | None = None
    zone: ZoneInfo | None = None
    until: dt.date | None = None
    minutes: int | None = None


class Clocks(NamedTuple):
    """The clocks of a time that was typed: the venue's, and the reader's with --tz."""

    venue: EditionAsOf | None = None
    reader: ZoneInfo | None = None


def new_uid() -> str:
    """A random `uid`, so that no two entries of any readers share one."""
    return os.urandom(8).hex()


def own_id(title: str) -> str:
    """The id of an entry: "Dinner with the team" becomes agenda/dinner, which may be taken."""
    key = slug(title)
    if len(key) > _LONGEST_ID:  # its first words, so that tables have room for it
        key = key[: _LONGEST_ID + 1].rpartition("-")[0] or key[:_LONGEST_ID]
        key = re.sub(f"(-({_SMALL_WORDS}))+$", "", key)
    return f"{OWN}{key}"


def pick_of(match: Match, editions: Sequence[EditionAsOf], data: Catalog) -> Pick:
    """A pick of a session, an exhibitor, a day, an edition, or the next edition of a show.

    It has what is known now, so that changes are noticed. Raises UnknownId for a show
    without a next edition.
    """
    edition = edition_of(match, editions)
    if edition is None:
        see = f"see milipol show {match.id}"
        raise UnknownId(f"no upcoming edition of {match.id!r} with dates; {see}")
    if session := match.session:
        theme = theme_for(session, data.programme(edition.id).theme)
        return Pick(
            id=match.id,
            title=kept_title(session, theme),
            date=session.date,
            start=session.start,
            end=session.end,
            room=session.room,
            speakers=speakers_of(session),
        )
    if match.exhibitor is not None:
        exhibitor = match.exhibitor.exhibitor
        return Pick(id=match.id, title=exhibitor.name, place=stand_of(exhibitor))
    title, dates = edition.title[:MOST_CHARACTERS], edition.dates
    if match.day is not None:
        return Pick(id=match.id, title=title, date=match.day)
    return Pick(id=edition.id, title=title, date=dates.start, last=dates.end)


def own_entry(title: str, time: NewTime, kind: OwnKind, **fields: Any) -> Pick:
    """A reader's entry; raises BadInput for a time that it cannot have."""
    return Pick(
        id=own_id(title), title=title, **kind_fields(kind), **fields, **time_fields(time, kind)
    )


def new_deadline(title: str, before: str, edition: EditionAsOf | None, **fields: Any) -> Pick:
    """A deadline of the reader's own that moves with an edition."""
    return Pick(id=own_id(title), title=title, **deadline_fields(before, edition), **fields)


def deadline_fields(before: str, edition: EditionAsOf | None) -> dict[str, Any]:
    """The fields of a deadline `before` an edition, like 8w or 10d.

    Its date is the day that this is now, so that a later move is noticed. Raises BadInput.
    """
    if not TIME_BEFORE.fullmatch(before):
        raise BadInput(f"--before {before!r}: not understood; expected a time like 8w or 10d")
    if edition is None:
        raise BadInput("--before: needs the edition that it is before, in --edition")
    start = edition.dates.start
    fields = {"kind": "deadline", "edition": edition.id, "before": before}
    return dict.fromkeys(TIME_FIELDS) | fields | {"date": start and start - span_of_days(before)}


def time_fields(time: NewTime, kind: OwnKind) -> dict[str, Any]:
    """The fields of a pick for a time, with the usual length of its kind, or for whole days.

    Raises BadInput for a time or a length that the kind cannot have.
    """
    when, zone, until, minutes = time
    fields: dict[str, Any] = dict.fromkeys(TIME_FIELDS)  # clears those of an old time
    if not isinstance(when, dt.datetime):
        assert when is not None  # a time or, here, a day
        if minutes is not None:
            raise BadInput("--minutes: needs a time; --at has only a date")
        if until is not None and until < when:
            raise BadInput(f"--until '{until}': before the first day, {when}")
        return fields | {"date": when, "last": None if until == when else until}
    if until is not None:
        raise BadInput("--until: needs a date in --at; use --minutes with a time")
    minutes = minutes or _USUAL_MINUTES.get(kind)
    if minutes is None and kind == "travel":
        raise BadInput("--minutes: missing; expected a number, like 90")
    if minutes is not None and minutes > MOST_MINUTES:
        raise BadInput(f"--minutes {minutes}: over 14 days; expected at most {MOST_MINUTES}")
    assert zone is not None  # of the clock that shows the time
    there = when.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    if is_far(wall.year):
        raise BadInput(f"--at '{wall:%Y-%m-%dT%H:%M}': too far away in {zone.key}")
    # If the clock shows that time twice and this is the second, the offset stays.
    is_first = wall.replace(tzinfo=zone).utcoffset() == there.utcoffset()
    return fields | {"at": wall if is_first else when, "minutes": minutes, "zone": zone}


def identities(picks: Iterable[Pick]) -> dict[Identity, str]:
    """The ids of the reader's entries by their titles and times."""
    return {identity(pick): pick.id for pick in picks if pick.is_own}


def refuse_twin(verb: str, entry: Pick, known: Mapping[Identity, str]) -> None:
    """Raises BadInput, as "not added", if another entry has the same title and time."""
    if twin := known.get(identity(entry)):
        edit = "to change it, use milipol agenda edit"
        raise BadInput(f"not {verb}: {twin} has the same title and time; {edit}")


def with_added(old: Sequence[Pick], added: Iterable[Pick]) -> tuple[Picks, tuple[str, ...]]:
    """The picks of an agenda with these added, and the ids of the picks added.

    A pick that is there already is updated in its place; it keeps what the reader added to it
    unless that is given anew. New entries get ids that are still free. Raises BadInput for an
    entry that has the title and time of another.
    """
    pick_by_id = {pick.id: pick for pick in old}
    ids_of_entries = identities(old)
    ids = []
    for new in added:
        pick, there = new, pick_by_id.get(new.id)
        if new.is_own:
            refuse_twin("added", new, ids_of_entries)
            pick = replace(new, id=FreeIds(pick_by_id).take(new.id))  # "agenda/acme-2" if taken
        elif there is not None:
            values = {name: getattr(new, name) for name in _OF_DATA}
            given = {name: getattr(new, name) for name in _GIVEN}
            values |= {name: value for name, value in given.items() if value is not None}
            pick = replace(there, **values, uid=there.uid or new.uid)
        pick_by_id[pick.id] = pick
        ids.append(pick.id)
    return tuple(pick_by_id.values()), tuple(ids)


def edited_pick(pick: Pick, values: Mapping[str, Any], time: NewTime, updated: dt.date) -> Pick:
    """The pick with other values of these fields, and at another time, if any.

    Its id and its UID stay. Raises BadInput for changes that it cannot have: of a pick that is
    not an entry, of a visit other than a time and a place, and of a deadline before a show those
    that take its day away.
    """
    is_moved = time != NewTime()
    unfit = values.keys() & (_OF_ENTRY - {"place"} if pick.is_exhibitor else _OF_ENTRY)
    if not pick.is_own and (unfit or (is_moved and not pick.is_exhibitor)):
        timed = "--at, --minutes, --place, " if pick.is_exhibitor else ""
        allowed = f"{timed}--note, --alarm, --met and --follow-up"
        raise BadInput(f"{pick.id}: not an entry of your own; use only {allowed}")
    if pick.before is not None and not is_moved:
        loses_show = "edition" in values and values["edition"] is None
        if loses_show or values.get("kind", "deadline") != "deadline":
            raise BadInput(f"{pick.id}: moves with its show; give it a day with --at")
    new = replace(pick, **{"before": None, **values} if is_moved else values)
    if is_moved or "kind" in values:  # a meeting and a journey need a length
        fields = time_fields(_whole_time(new, time), new.entry_kind or "meeting")
        if new.is_visit:  # it becomes a meeting
            fields["uid"] = new.uid or new_uid()
        new = replace(new, **fields)
    return _numbered(pick, new, updated)


def _whole_time(pick: Pick, time: NewTime) -> NewTime:
    """A new time with the values of the pick that it leaves; whole days keep their number.

    Raises BadInput for a visit without a time of day.
    """
    if time.at is None:
        start: dt.date | None = pick.date
        if pick.at is not None and pick.zone is not None:
            start = at_in_zone(pick.at, pick.zone)
        if start is None:
            raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
        time = time._replace(at=start, zone=pick.zone, until=time.until or pick.last)
    if isinstance(time.at, dt.datetime):
        return time._replace(minutes=time.minutes or pick.minutes)
    if pick.is_exhibitor:
        raise BadInput(f"--at '{time.at}': only a date; expected a time, like {time.at}T10:00")
    if time.at and time.until is None and pick.last and pick.date:
        return time._replace(until=time.at + (pick.last - pick.date))
    return time


def pick_after_event(pick: Pick, event: Pick, updated: dt.date, *, is_of_kind: bool) -> Pick:
    """An entry with the title, place and time that its event has in a calendar now.

    The place stays if the event has none, and so does the text of a time that is the same. The
    note and the edition of the event count only if the entry has none. Kind and alarms stay, but
    the kind follows the event if its length comes or goes, which makes it a deadline or no longer
    one, and if the kind is given (`is_of_kind`).
    """
    values: dict[str, Any] = {
        "title": event.title,
        "place": event.place or pick.place,
        "note": pick.note or event.note,
        "edition": pick.edition or event.edition,
    }
    times_then, times_now = ((identity(p)[1], p.last, p.minutes) for p in (pick, event))
    if times_then != times_now:
        values |= {name: getattr(event, name) for name in TIME_FIELDS}
        is_of_kind |= "deadline" in (pick.kind, event.kind)
    if is_of_kind:
        values |= {"kind": event.kind, "event": event.event}
    return _numbered(pick, replace(pick, **values), updated)


def _numbered(pick: Pick, new: Pick, updated: dt.date) -> Pick:
    """A pick after a change, with a higher SEQUENCE if its event in calendars differs.

    Notes and alarms count only for entries; an export counts them for other picks.
    """
    names = _NUMBERED + (_NOTED if new.is_entry else ())
    if all(getattr(new, name) == getattr(pick, name) for name in names):
        return new
    # A visit that becomes a meeting has an event of its own for the first time.
    return replace(new, sequence=pick.sequence + (not pick.is_visit), updated=updated)


def follow_up_named(picks: Picks, name: str) -> tuple[Pick, FollowUp] | None:
    """The follow-up with an id, whose "agenda/follow-up/" may be left out, and its pick."""
    end = name.casefold().removeprefix("agenda/").removeprefix("follow-up/")
    return items_by_id(picks).get(f"{FOLLOW_UP}{end}")


def split_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a pick itself, and those of its follow-up."""
    of_item = {key: values[key] for key in ("follow_up", "follow_up_by") if key in values}
    return {key: values[key] for key in values if key not in of_item}, of_item


def with_follow_up(pick: Pick, values: Mapping[str, Any], picks: Picks, *, adds: bool) -> Pick:
    """The pick with a follow-up of these values: a new one if the command `adds` it.

    Otherwise the only open follow-up is changed, or taken off if the text is None; a day alone is
    always for the only one. Without an open follow-up, a text makes one, and None for the text
    changes nothing. Raises BadInput if several are open.
    """
    if not values:
        return pick
    text, by = values.get("follow_up"), values.get("follow_up_by")
    items = pick.open_follow_ups
    if text is not None and (adds or not items):
        return with_new_item(pick, text, by, picks)
    if len(items) > 1:
        ids = ", ".join(item.id for item in items)
        raise BadInput(f"{pick.id}: has several follow-ups; give one of {ids}")
    if items:
        return with_changed_item(pick, items[0], values)
    if by is not None:
        raise BadInput("--by: needs a text in --follow-up")
    return pick


def with_changed_item(pick: Pick, item: FollowUp, values: Mapping[str, Any]) -> Pick:
    """The pick with another text or day of a follow-up; without it if the text is None."""
    text, by = values.get("follow_up", item.text), values.get("follow_up_by", item.by)
    if text is None:
        return without_items(pick, [item.id])
    return with_item(pick, replace(item, text=text, by=by))
