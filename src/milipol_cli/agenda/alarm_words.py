"""The alarms of picks in words, and when they ring."""

from collections.abc import Iterable, Iterator

from milipol_cli.ics.alarms import (
    EDITION_OFFSETS,
    SESSION_OFFSETS,
    Alarm,
    AlarmOffset,
    alarm_for,
    alarm_offset,
    offset_before,
)
from milipol_cli.look.words.dates import day_brief, joined
from milipol_cli.look.words.times import city_at
from milipol_cli.network.as_of import AsOf
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.model import Pick

# The alarm of a new journey. It is written with it: those of 2.0 keep theirs.
_TRAVEL = ("180m",)


def usual_alarms(pick: Pick) -> tuple[str, ...] | None:
    """The alarms to write with a pick that has no others; None if none are needed."""
    return _TRAVEL if pick.kind == "travel" and pick.at is not None else None


def written_alarms(pick: Pick) -> str | None:
    """The alarms that are written with a pick, in words; None for the usual ones."""
    if pick.alarm is None:
        return None
    texts = [
        offset_before(offset)
        + ("" if offset.clock is None else f" at {offset.clock:%H:%M}")
        for offset in map(alarm_offset, pick.alarm)
    ]
    return joined(texts) or "none"


def ringing(pick: PickAsOf, as_of: AsOf) -> Iterator[str]:
    """When each alarm of a pick rings that is still to come, if it takes place."""
    is_off = any(each.kind in ("cancelled", "postponed") for each in pick.conflicts)
    has_event = pick.starts is not None or pick.is_whole_days
    if pick.first is None or is_off or not has_event or pick.phase == "over":
        return
    for offset in _offsets(pick):
        alarm = alarm_for(offset, pick.first, pick.starts)
        if alarm is not None and not alarm.is_past(as_of):
            yield f"{offset_before(offset)}, {_when(alarm, pick)}"


def _when(alarm: Alarm, pick: PickAsOf) -> str:
    """The time at which an alarm rings, with the day if that is another one."""
    day = "" if alarm.day == pick.first else f"{day_brief(alarm.day)}, "
    city = "" if alarm.zone is None else f" {city_at(pick.edition, alarm.zone)}"
    return f"{day}{alarm.clock:%H:%M}{city}"


def _offsets(pick: PickAsOf) -> Iterable[AlarmOffset]:
    """How long before its event in a calendar a pick rings."""
    if pick.pick.alarm is not None:
        return map(alarm_offset, pick.pick.alarm)
    if pick.starts is not None:
        return SESSION_OFFSETS
    has_some = pick.pick.is_own or "/" not in pick.id
    return EDITION_OFFSETS if has_some else ()
