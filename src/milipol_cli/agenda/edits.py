"""Changing a pick: its time, its texts and its alarms."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda import new_picks
from milipol_cli.agenda.new_picks import entry_time
from milipol_cli.errors import BadInput
from milipol_cli.picks.as_of import at_in_zone
from milipol_cli.picks.model import Pick

# What calendars number an entry by; see `Pick.sequence`.
_NUMBERED = ("title", "date", "last", "at", "minutes", "zone", "edition", "place")


class Edit(NamedTuple):
    """What is to change in a pick: None leaves a value, an empty text clears it.

    `at` is a date, or an aware time on the clock in `zone`. No `alarm` brings back the
    usual ones only if the `alarm_is_given`.
    """

    title: str | None = None
    at: dt.date | dt.datetime | None = None
    zone: ZoneInfo | None = None
    until: dt.date | None = None
    minutes: int | None = None
    edition: str | None = None
    place: str | None = None
    note: str | None = None
    alarm: tuple[str, ...] | None = None
    alarm_is_given: bool = False

    @property
    def of_time(self) -> bool:
        """Whether the time is to change."""
        return (self.at, self.until, self.minutes) != (None, None, None)

    @property
    def of_texts(self) -> bool:
        """Whether what only an own entry has is to change."""
        return (self.title, self.edition, self.place) != (None, None, None)


def edited(pick: Pick, edit: Edit, updated: dt.date) -> Pick:
    """The pick with what is to change; its id and its UID stay.

    If the title, the time, the place or the edition differs, its SEQUENCE rises and it
    was `updated` on that day. Raises BadInput for a value that such a pick does not
    have.
    """
    _refuse_values_of_others(pick, edit)
    new = pick
    if edit.of_time:
        new = _with_time(pick, edit)
    if edit.of_texts:
        new = msgspec.structs.replace(
            new,
            title=edit.title or new.title,
            edition=_text(edit.edition, new.edition),
            place=_text(edit.place, new.place),
        )
    if any(getattr(new, name) != getattr(pick, name) for name in _NUMBERED):
        # A visit that becomes a meeting has an event of its own for the first time.
        raised = pick.sequence if pick.is_visit else pick.sequence + 1
        new = msgspec.structs.replace(new, sequence=raised, updated=updated)
    return msgspec.structs.replace(
        new,
        note=_text(edit.note, new.note),
        alarm=edit.alarm if edit.alarm_is_given else new.alarm,
    )


def _text(new: str | None, old: str | None) -> str | None:
    return old if new is None else new or None


def _refuse_values_of_others(pick: Pick, edit: Edit) -> None:
    if pick.is_exhibitor and edit.of_texts:
        raise BadInput(
            f"{pick.id}: an exhibitor; only --at, --minutes, --note and --alarm change"
        )
    if not pick.is_own and not pick.is_exhibitor and (edit.of_time or edit.of_texts):
        raise BadInput(
            f"{pick.id}: not an entry of your own; only --note and --alarm change"
        )


def _with_time(pick: Pick, edit: Edit) -> Pick:
    """An entry at another time, or with another length."""
    at = edit.at
    if pick.is_exhibitor and at is not None and not isinstance(at, dt.datetime):
        raise BadInput(f"--at '{at}': a date; expected a time, like {at}T10:00")
    time = entry_time(
        _start(pick) if at is None else at,
        pick.zone if at is None else edit.zone,
        kind=pick.entry_kind or "meeting",
        minutes=edit.minutes or (None if _is_day(at) else pick.minutes),
        until=edit.until or _kept_last(pick, at),
    )
    new = msgspec.structs.replace(pick, **time._asdict())
    return (
        msgspec.structs.replace(new, uid=pick.uid or new_picks.new_uid())
        if pick.is_visit
        else new
    )


def _start(pick: Pick) -> dt.date | dt.datetime:
    if pick.at is not None and pick.zone is not None:
        return at_in_zone(pick.at, pick.zone)
    if pick.date is None:
        raise BadInput(f"{pick.id}: a visit has no time; give it one with --at")
    return pick.date


def _is_day(at: dt.date | dt.datetime | None) -> bool:
    return at is not None and not isinstance(at, dt.datetime)


def _kept_last(pick: Pick, at: dt.date | dt.datetime | None) -> dt.date | None:
    """The last day of an entry that keeps its number of days."""
    if pick.last is None or pick.date is None or isinstance(at, dt.datetime):
        return None
    return pick.last if at is None else at + (pick.last - pick.date)
