"""The alarms of picks in words: those that are not usual, and when they ring."""

from collections.abc import Iterator, Sequence

from milipol_cli.ics.events import (
    EDITION_OFFSETS,
    SESSION_OFFSETS,
    Alarm,
    AlarmOffset,
    alarm_offset,
    alarms_for,
)
from milipol_cli.look.words.alarms import offset_before
from milipol_cli.look.words.dates import day_brief, join_names
from milipol_cli.look.words.programme import city_at
from milipol_cli.network.as_of import AsOf
from milipol_cli.picks.as_of import PickAsOf, is_past


def unusual_alarms(pick: PickAsOf) -> str | None:
    """The alarms of a pick if they are not the default, or "none" if it has none.

    None for default alarms, and for an entry whose imported event had no alarms.
    """
    offsets = _offsets(pick)
    if not offsets and pick.pick.is_imported:
        return None
    # A journey of milipol 2.0 has default alarms that are not usual for a journey now.
    usual = pick.pick.usual_alarms or [o.written for o in _default_offsets(pick)]
    is_usual = [offset.written for offset in offsets] == [*usual]
    return None if is_usual else _in_words(offsets)


def written_alarms(pick: PickAsOf) -> str | None:
    """The alarms that are written with a pick, or else those that are not usual."""
    is_written = pick.pick.alarm is not None
    return _in_words(_offsets(pick)) if is_written else unusual_alarms(pick)


def alarm_texts(pick: PickAsOf) -> list[str]:
    """The alarms of a pick: "1 hour before"."""
    return [_alarm_text(offset) for offset in _offsets(pick)]


def _alarm_text(offset: AlarmOffset) -> str:
    clock = f" at {offset.clock:%H:%M}" if offset.clock else ""
    return f"{offset_before(offset)}{clock}"


def _in_words(offsets: Sequence[AlarmOffset]) -> str:
    texts = [_alarm_text(offset) for offset in offsets]
    return join_names(texts) or "none"


def has_event(pick: PickAsOf) -> bool:
    """Whether calendars have an event of a pick: not without a day, nor of a visit."""
    is_known = pick.pick.is_entry or pick.edition is not None
    return is_known and pick.first is not None and not pick.pick.is_visit


def alarms(pick: PickAsOf, as_of: AsOf) -> Sequence[Alarm]:
    """The alarms of the event of a pick; none if that is over or called off."""
    is_off = pick.has("cancelled", "postponed") and not pick.pick.is_entry
    is_over = pick.phase == "over" or is_past(pick, as_of)
    if pick.first is None or not has_event(pick) or is_off or is_over:
        return ()
    return alarms_for(_offsets(pick), pick.starts or pick.first)


def alarms_to_come(pick: PickAsOf, as_of: AsOf) -> Iterator[str]:
    """When each future alarm of a pick rings: "15 minutes before, 13:45 Paris"."""
    for alarm in alarms(pick, as_of):
        if not alarm.is_past(as_of):
            date = alarm.rings.date()
            day = "" if date == pick.first else f"{day_brief(date)}, "
            city = f" {city_at(pick.edition, alarm.zone)}" if alarm.zone else ""
            yield f"{offset_before(alarm.offset)}, {day}{alarm.rings:%H:%M}{city}"


def _offsets(pick: PickAsOf) -> Sequence[AlarmOffset]:
    if pick.pick.alarm is None:
        return _default_offsets(pick)
    return [alarm_offset(text) for text in pick.pick.alarm]


def _default_offsets(pick: PickAsOf) -> Sequence[AlarmOffset]:
    """The default alarms; a session without a time, a day and a visit have none."""
    if pick.starts is not None:
        return SESSION_OFFSETS
    is_edition = "/" not in pick.id
    return EDITION_OFFSETS if pick.pick.is_own or is_edition else ()
