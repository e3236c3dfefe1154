"""Changing picks: by options, and as their events changed in a calendar."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.changes import new_picks
from milipol_cli.commands.agenda.changes.pick_times import (
    TIME_FIELDS,
    NewTime,
    time_fields,
)
from milipol_cli.network.model.picks import Pick
from milipol_cli.picks.as_of import at_in_zone, identity

# What calendars number an entry by; see `Pick.sequence`.
_NUMBERED = ("title", "kind", "event", *TIME_FIELDS, "edition", "place")
_NOTED = ("note", "alarm", "company")

# What only a reader's entry has.
_OWN = {"title", "kind", "event", "edition", "place", "company", "before"}


def edited_pick(
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
    kind = values.get("kind", pick.kind)
    is_loose = kind != "deadline" or values.get("edition", "") is None
    if pick.before is not None and is_loose and not is_moved:
        raise BadInput(f"{pick.id}: moves with its show; give it a day with --at")
    if is_moved:
        values = {"before": None, **values}
    new = msgspec.structs.replace(pick, **values)
    # A meeting and a journey need a length.
    new = _with_time(new, time) if is_moved or "kind" in values else new
    return _with_sequence(pick, new, updated)


def pick_after_event(
    pick: Pick, event: Pick, updated: dt.date, *, is_of_kind: bool = False
) -> Pick:
    """An entry with the title, place and time that its event has in a calendar now.

    A place stays if the event has none, a time as it is written if it is the same. Note
    and edition are those of the event if the entry has none; kind and alarms are the
    reader's, except that a deadline is one as long as its event has no length, and that
    all are of the kind that the reader names.
    """
    values: dict[str, Any] = {
        "title": event.title,
        "place": event.place or pick.place,
        "note": pick.note or event.note,
        "edition": pick.edition or event.edition,
    }
    if _times(pick) != _times(event):
        values |= {name: getattr(event, name) for name in TIME_FIELDS}
        is_of_kind |= "deadline" in (pick.kind, event.kind)
    if is_of_kind:
        values |= {"kind": event.kind, "event": event.event}
    return _with_sequence(pick, msgspec.structs.replace(pick, **values), updated)


def _times(entry: Pick) -> tuple[object, dt.date | None, int | None]:
    return identity(entry)[1], entry.last, entry.minutes


def _with_sequence(pick: Pick, new: Pick, updated: dt.date) -> Pick:
    """A pick after a change, numbered for calendars if they have what differs.

    Notes and alarms are in the event of an entry; for other picks, an export counts.
    """
    names = _NUMBERED + (_NOTED if new.is_entry else ())
    if all(getattr(new, name) == getattr(pick, name) for name in names):
        return new
    # A visit that becomes a meeting has an event of its own for the first time.
    raised = pick.sequence if pick.is_visit else pick.sequence + 1
    return msgspec.structs.replace(new, sequence=raised, updated=updated)


def _with_time(pick: Pick, new: NewTime) -> Pick:
    """The pick at a new time; what that leaves open stays as it is.

    An entry on whole days keeps their number. Raises BadInput for a time that the pick
    cannot have.
    """
    if new.at is None:
        new = new._replace(
            at=_current_start(pick), zone=pick.zone, until=new.until or pick.last
        )
    if isinstance(new.at, dt.datetime):
        new = new._replace(minutes=new.minutes or pick.minutes)
    elif pick.is_exhibitor:
        example = f"{new.at}T10:00"
        raise BadInput(f"--at '{new.at}': a date; expected a time, like {example}")
    elif new.at and new.until is None and pick.last and pick.date:
        new = new._replace(until=new.at + (pick.last - pick.date))
    fields = time_fields(new, pick.entry_kind or "meeting")
    if pick.is_visit:
        fields["uid"] = pick.uid or new_picks.new_uid()
    return msgspec.structs.replace(pick, **fields)


def _current_start(pick: Pick) -> dt.date:
    """The day or the time of a pick; raises BadInput for a visit, which has none."""
    if pick.at is not None and pick.zone is not None:
        return at_in_zone(pick.at, pick.zone)
    if pick.date is None:
        raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
    return pick.date
