"""Making picks of what the data has, and own entries, and changing them."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.base.folding import FreeIds, fold, slug
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import stand_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.dates import is_far
from milipol_cli.network.model.picks import MOST_MINUTES, OWN, OwnKind, Pick
from milipol_cli.network.model.programmes import theme_for
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.network.occasions import utc
from milipol_cli.picks.as_of import at_in_zone
from milipol_cli.picks.differences import kept_title, speakers_of

# How long an entry lasts if nothing else is said.
_USUAL_MINUTES: dict[OwnKind, int] = {"meeting": 30, "meal": 60, "dinner": 120}

# The ids of own entries are not longer, except for their number.
_LONGEST_ID = 17
_SMALL_WORDS = "with|of|the|and|at|in|for|de|la|le|et|du|der|die|das|mit|und"

_TIME = ("date", "last", "at", "minutes", "zone")

# What calendars number an entry by; see `Pick.sequence`.
_NUMBERED = ("title", "kind", *_TIME, "edition", "place")

# What a pick takes from the data if it is added again, and from options if given.
_OF_DATA = ("title", "date", "last", "start", "end", "room", "speakers")
_GIVEN = ("place", "note", "alarm", "at", "minutes", "zone", "updated")

# What only an own entry has.
_OWN = {"title", "kind", "edition", "place"}

_Identity = tuple[str, dt.date | None]


def pick_of(match: Match, editions: Sequence[EditionAsOf], data: Catalog) -> Pick:
    """A pick of what an id names; a show stands for its next edition."""
    edition, session = edition_of(match, editions), match.session
    if edition is None:
        see = f"see milipol show {match.id}"
        raise UnknownId(f"no upcoming edition of {match.id!r} with dates; {see}")
    if session is not None:
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
    title = edition.title[:MOST_CHARACTERS]
    if match.day is not None:
        return Pick(id=match.id, title=title, date=match.day)
    dates = edition.dates
    return Pick(id=edition.id, title=title, date=dates.start, last=dates.end)


class NewTime(NamedTuple):
    """What is to change in the time of a pick; None leaves a value.

    `at` is a date, or an aware time on the clock in `zone`.
    """

    at: dt.date | dt.datetime | None = None
    zone: ZoneInfo | None = None
    until: dt.date | None = None
    minutes: int | None = None


class Clocks(NamedTuple):
    """The clocks of a time that was typed: that of the show there, and the reader's."""

    venue: EditionAsOf | None = None
    reader: ZoneInfo | None = None


def _time_fields(time: NewTime, kind: OwnKind) -> dict[str, Any]:
    """The fields of a pick for a time on the clock in its zone, or for whole days."""
    at, zone, until, minutes = time
    fields: dict[str, Any] = dict.fromkeys(_TIME)
    if not isinstance(at, dt.datetime):
        assert at is not None  # a day or a time
        if minutes is not None:
            raise BadInput("--minutes: needs a time; --at has only a date")
        if until is not None and until < at:
            raise BadInput(f"--until '{until}': before the first day, {at}")
        return fields | {"date": at, "last": None if until == at else until}
    if until is not None:
        raise BadInput("--until: needs a date in --at; use --minutes with a time")
    minutes = minutes or _USUAL_MINUTES.get(kind)
    if minutes is None and kind == "travel":
        raise BadInput("--minutes: missing; expected a number, like 90")
    if minutes is not None and minutes > MOST_MINUTES:
        raise BadInput(f"--minutes {minutes}: expected at most {MOST_MINUTES}")
    assert zone is not None  # of the clock that shows the time
    return fields | {"at": _on_clock(at, zone), "minutes": minutes, "zone": zone}


def own_entry(title: str, time: NewTime, kind: OwnKind, **fields: Any) -> Pick:
    """An own entry with these fields; raises BadInput for a time it cannot have."""
    key = slug(title)
    if len(key) > _LONGEST_ID:  # its first words, so that tables have room for it
        key = key[: _LONGEST_ID + 1].rpartition("-")[0] or key[:_LONGEST_ID]
        key = re.sub(f"(-({_SMALL_WORDS}))+$", "", key)
    times = _time_fields(time, kind)
    return Pick(id=f"{OWN}{key}", title=title, kind=kind, **fields, **times)


def refuse_twin(verb: str, entry: Pick, known: Mapping[_Identity, str]) -> None:
    """Raises BadInput, "not `verb`", if another own entry has its title and time."""
    if twin := known.get(identity(entry)):
        edit = "to change it, use milipol agenda edit"
        raise BadInput(f"not {verb}: {twin} has the same title and time; {edit}")


def identities(picks: Iterable[Pick]) -> dict[_Identity, str]:
    """The ids of own entries by what no two of them share."""
    return {identity(pick): pick.id for pick in picks if pick.is_own}


def identity(entry: Pick) -> _Identity:
    """What no two own entries share: the title, and the time or first day."""
    title = fold(entry.title or "")
    if entry.at is None or entry.zone is None:
        return title, entry.date
    return title, utc(at_in_zone(entry.at, entry.zone))


def new_uid() -> str:
    """A random `uid`, so that no two entries of any readers share one."""
    return os.urandom(8).hex()


def _on_clock(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment as a clock shows it, with an offset only if it shows it twice."""
    there = moment.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    if is_far(wall.year):
        raise BadInput(f"--at '{wall:%Y-%m-%dT%H:%M}': too far away in {zone.key}")
    same = wall.replace(tzinfo=zone).utcoffset() == there.utcoffset()
    return wall if same else moment


def with_added(
    old: Sequence[Pick], added: Iterable[Pick]
) -> tuple[tuple[Pick, ...], tuple[str, ...]]:
    """The picks with new ones, and the ids of the new ones.

    A pick that is added again is updated in its place; it keeps what the reader added
    to it unless that is given anew. An own entry gets an id that is still free.
    """
    picks = {pick.id: pick for pick in old}
    known = identities(old)
    ids = []
    for new in added:
        before = picks.get(new.id)
        pick = new
        if new.is_own:
            refuse_twin("added", new, known)
            pick = msgspec.structs.replace(new, id=FreeIds(picks).take(new.id))
        elif before is not None:
            values = {name: getattr(new, name) for name in _OF_DATA}
            given = {name: getattr(new, name) for name in _GIVEN}
            values |= {
                name: value for name, value in given.items() if value is not None
            }
            values["uid"] = before.uid or new.uid
            pick = msgspec.structs.replace(before, **values)
        picks[pick.id] = pick
        ids.append(pick.id)
    return tuple(picks.values()), tuple(ids)


def edited(
    pick: Pick, values: Mapping[str, Any], time: NewTime, updated: dt.date
) -> Pick:
    """The pick with other values of these fields, and at another time, if any.

    Its id and its UID stay. If the title, the time, the place or the edition differs,
    its SEQUENCE rises and it was `updated` on that day.
    """
    is_moved = time != NewTime()
    wrong = values.keys() & (_OWN - {"place"} if pick.is_exhibitor else _OWN)
    if not pick.is_own and (wrong or (is_moved and not pick.is_exhibitor)):
        timed = "--at, --minutes, --place, " if pick.is_exhibitor else ""
        raise BadInput(
            f"{pick.id}: not an entry of your own; use only {timed}--note, --alarm,"
            " --met and --follow-up"
        )
    new = msgspec.structs.replace(pick, **values)
    # A meeting and a journey need a length.
    new = _with_time(new, time) if is_moved or "kind" in values else new
    return _numbered(pick, new, updated)


def following(pick: Pick, event: Pick, updated: dt.date) -> Pick:
    """An own entry with the title, place and time that its event has in a calendar now.

    A place stays if the event has none, a time as it is written if it is the same.
    """
    values: dict[str, Any] = {"title": event.title, "place": event.place or pick.place}
    if _times(pick) != _times(event):
        values |= {name: getattr(event, name) for name in ("kind", *_TIME)}
    return _numbered(pick, msgspec.structs.replace(pick, **values), updated)


def _times(entry: Pick) -> tuple[dt.date | None, dt.date | None, int | None]:
    return identity(entry)[1], entry.last, entry.minutes


def _numbered(pick: Pick, new: Pick, updated: dt.date) -> Pick:
    """A pick after a change, numbered for calendars if they have what differs."""
    if all(getattr(new, name) == getattr(pick, name) for name in _NUMBERED):
        return new
    # A visit that becomes a meeting has an event of its own for the first time.
    raised = pick.sequence if pick.is_visit else pick.sequence + 1
    return msgspec.structs.replace(new, sequence=raised, updated=updated)


def _with_time(pick: Pick, time: NewTime) -> Pick:
    at, zone, until, minutes = time
    if at is None:
        zone, until = pick.zone, until or pick.last
        at = pick.date
        if pick.at is not None and zone is not None:
            at = at_in_zone(pick.at, zone)
    if at is None:
        raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
    if isinstance(at, dt.datetime):
        minutes = minutes or pick.minutes
    elif pick.is_exhibitor:
        raise BadInput(f"--at '{at}': a date; expected a time, like {at}T10:00")
    elif until is None and pick.last is not None and pick.date is not None:
        until = at + (pick.last - pick.date)  # it keeps its number of days
    time = NewTime(at, zone, until, minutes)
    fields = _time_fields(time, pick.entry_kind or "meeting")
    if pick.is_visit:
        fields["uid"] = pick.uid or new_uid()
    return msgspec.structs.replace(pick, **fields)
