"""Changing a pick: its time, its texts and its alarms."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda import new_picks
from milipol_cli.errors import BadInput
from milipol_cli.picks.as_of import at_in_zone
from milipol_cli.picks.model import Pick

# What calendars number an entry by; see `Pick.sequence`.
_NUMBERED = ("title", "date", "last", "at", "minutes", "zone", "edition", "place")

# What only an own entry has.
_OWN = {"title", "edition", "place"}


class NewTime(NamedTuple):
    """What is to change in the time of a pick; None leaves a value.

    `at` is a date, or an aware time on the clock in `zone`.
    """

    at: dt.date | dt.datetime | None = None
    zone: ZoneInfo | None = None
    until: dt.date | None = None
    minutes: int | None = None


def edited(
    pick: Pick, values: Mapping[str, Any], time: NewTime, updated: dt.date
) -> Pick:
    """The pick with other values of these fields, and at another time, if any.

    Its id and its UID stay. If the title, the time, the place or the edition differs,
    its SEQUENCE rises and it was `updated` on that day. Raises BadInput for a value
    that such a pick does not have.
    """
    is_moved = time != NewTime()
    if pick.is_exhibitor and _OWN & values.keys():
        raise BadInput(
            f"{pick.id}: an exhibitor; only --at, --minutes, --note and --alarm change"
        )
    if not (pick.is_own or pick.is_exhibitor) and (is_moved or _OWN & values.keys()):
        raise BadInput(
            f"{pick.id}: not an entry of your own; only --note and --alarm change"
        )
    new = _with_time(pick, time) if is_moved else pick
    new = msgspec.structs.replace(new, **values)
    if all(getattr(new, name) == getattr(pick, name) for name in _NUMBERED):
        return new
    # A visit that becomes a meeting has an event of its own for the first time.
    raised = pick.sequence if pick.is_visit else pick.sequence + 1
    return msgspec.structs.replace(new, sequence=raised, updated=updated)


def _with_time(pick: Pick, time: NewTime) -> Pick:
    """An entry at another time, or with another length."""
    at, zone, until, minutes = time
    if at is None:
        at, zone = _start(pick), pick.zone
        until = until or pick.last
        minutes = minutes or pick.minutes
    elif isinstance(at, dt.datetime):
        minutes = minutes or pick.minutes
    elif pick.is_exhibitor:
        raise BadInput(f"--at '{at}': a date; expected a time, like {at}T10:00")
    elif until is None and pick.last is not None and pick.date is not None:
        until = at + (pick.last - pick.date)  # it keeps its number of days
    kind = pick.entry_kind or "meeting"
    fields = new_picks.time_fields(at, zone, kind=kind, minutes=minutes, until=until)
    if pick.is_visit:
        fields["uid"] = pick.uid or new_picks.new_uid()
    return msgspec.structs.replace(pick, **fields)


def _start(pick: Pick) -> dt.date | dt.datetime:
    if pick.at is not None and pick.zone is not None:
        return at_in_zone(pick.at, pick.zone)
    if pick.date is None:
        raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
    return pick.date
