"""The time of an entry: as options give it, and as fields of a pick."""

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import BadInput
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import is_far
from milipol_cli.network.model.picks import MOST_MINUTES, OwnKind

# The length of an entry without --minutes; a deadline has none, a journey needs one.
_USUAL_MINUTES: dict[OwnKind, int] = {"meeting": 30, "meal": 60, "dinner": 120, "event": 60}

TIME_FIELDS = ("date", "last", "at", "minutes", "zone")


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


def time_fields(time: NewTime, kind: OwnKind) -> dict[str, Any]:
    """The fields of a pick for a time on the clock in its zone, or for whole days.

    Without minutes, it has the usual length of its kind. Raises BadInput for minutes of
    a day, for a last day of a time, and for a length that the kind cannot have.
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
    return fields | {"at": _on_clock(when, zone), "minutes": minutes, "zone": zone}


def _on_clock(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment as a clock shows it, without an offset: "2027-11-16T15:30:00".

    As given, with its offset, if the clock shows that time twice and this is not the
    first. Raises BadInput for a year that agenda files do not have.
    """
    there = moment.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    if is_far(wall.year):
        raise BadInput(f"--at '{wall:%Y-%m-%dT%H:%M}': too far away in {zone.key}")
    same = wall.replace(tzinfo=zone).utcoffset() == there.utcoffset()
    return wall if same else moment
