"""Changing picks: by options, and as their events changed in a calendar."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.changes import new_picks
from milipol_cli.commands.agenda.changes.pick_times import TIME_FIELDS, NewTime, time_fields
from milipol_cli.network.model.picks import Pick
from milipol_cli.picks.as_of import at_in_zone, identity

# What calendars number an entry by; see `Pick.sequence`.
_NUMBERED = ("title", "kind", "event", *TIME_FIELDS, "edition", "place")
_NOTED = ("note", "alarm", "company")

# What a reader's entry has; of other picks, only exhibitors have a place.
_OF_ENTRY = {"title", "kind", "event", "edition", "place", "company", "before"}


def edited_pick(pick: Pick, values: Mapping[str, Any], time: NewTime, updated: dt.date) -> Pick:
    """The pick with other values of these fields, and at another time, if any.

    Its id and its UID stay. If the title, the time, the place or the edition differs,
    its SEQUENCE rises and it was `updated` on that day. Raises BadInput for changes
    that the pick cannot have.
    """
    is_moved = time != NewTime()
    _refuse_changes_of_entry(pick, values, is_moved=is_moved)
    if pick.before is not None and not is_moved:
        _refuse_loss_of_day(pick, values)
    if is_moved:
        values = {"before": None, **values}
    new = msgspec.structs.replace(pick, **values)
    if is_moved or "kind" in values:  # a meeting and a journey need a length
        new = _with_time(new, time)
    return _with_sequence(pick, new, updated)


def _refuse_changes_of_entry(pick: Pick, values: Mapping[str, Any], *, is_moved: bool) -> None:
    """Raises BadInput if a pick that is not an entry would get what only entries have.

    A visit to an exhibitor may get a time and a place.
    """
    unfit = values.keys() & (_OF_ENTRY - {"place"} if pick.is_exhibitor else _OF_ENTRY)
    may_move = pick.is_own or pick.is_exhibitor
    if (unfit and not pick.is_own) or (is_moved and not may_move):
        timed = "--at, --minutes, --place, " if pick.is_exhibitor else ""
        raise BadInput(
            f"{pick.id}: not an entry of your own; use only {timed}--note, --alarm,"
            " --met and --follow-up"
        )


def _refuse_loss_of_day(deadline: Pick, values: Mapping[str, Any]) -> None:
    """Raises BadInput if a deadline before a show would lose its kind or its show."""
    is_deadline = values.get("kind", "deadline") == "deadline"
    loses_show = "edition" in values and values["edition"] is None
    if loses_show or not is_deadline:
        raise BadInput(f"{deadline.id}: moves with its show; give it a day with --at")


def pick_after_event(pick: Pick, event: Pick, updated: dt.date, *, is_of_kind: bool) -> Pick:
    """An entry with the title, place and time that its event has in a calendar now.

    The place stays if the event has none, and so does the text of a time that is the
    same. The note and the edition of the event count only if the entry has none. Kind
    and alarms stay, but the kind follows the event if its length comes or goes, which
    makes it a deadline or no longer one, and if the kind is given (`is_of_kind`).
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
    _, start = identity(entry)
    return start, entry.last, entry.minutes


def _with_sequence(pick: Pick, new: Pick, updated: dt.date) -> Pick:
    """A pick after a change, with a higher SEQUENCE if its event in calendars differs.

    Notes and alarms count only for entries; an export counts them for other picks.
    """
    names = _NUMBERED + (_NOTED if new.is_entry else ())
    if all(getattr(new, name) == getattr(pick, name) for name in names):
        return new
    # A visit that becomes a meeting has an event of its own for the first time.
    raised = pick.sequence if pick.is_visit else pick.sequence + 1
    return msgspec.structs.replace(new, sequence=raised, updated=updated)


def _with_time(pick: Pick, time: NewTime) -> Pick:
    """The pick at a new time; a visit becomes a meeting, which has a `uid`.

    Raises BadInput for a time that the pick cannot have.
    """
    fields = time_fields(_whole_time(pick, time), pick.entry_kind or "meeting")
    if pick.is_visit:
        fields["uid"] = pick.uid or new_picks.new_uid()
    return msgspec.structs.replace(pick, **fields)


def _whole_time(pick: Pick, time: NewTime) -> NewTime:
    """A new time with the values of the pick that it leaves.

    An entry on whole days keeps their number. Raises BadInput for a visit without a
    time of day.
    """
    if time.at is None:
        until = time.until or pick.last
        time = time._replace(at=_current_start(pick), zone=pick.zone, until=until)
    if isinstance(time.at, dt.datetime):
        return time._replace(minutes=time.minutes or pick.minutes)
    if pick.is_exhibitor:
        example = f"{time.at}T10:00"
        raise BadInput(f"--at '{time.at}': only a date; expected a time, like {example}")
    if time.at and time.until is None and pick.last and pick.date:
        return time._replace(until=time.at + (pick.last - pick.date))
    return time


def _current_start(pick: Pick) -> dt.date:
    """The day or the time of a pick; raises BadInput for a visit, which has none."""
    if pick.at is not None and pick.zone is not None:
        return at_in_zone(pick.at, pick.zone)
    if pick.date is None:
        raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
    return pick.date
