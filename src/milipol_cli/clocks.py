"""What clocks show in a zone: most times once, some twice, some never."""

import datetime as dt
from zoneinfo import ZoneInfo


def times_shown(wall: dt.datetime, zone: ZoneInfo) -> int:
    """How many times clocks in a zone show a naive time: 0, 1 or 2."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return 1
    there = early.astimezone(dt.UTC).astimezone(zone)
    return 2 if there.replace(tzinfo=None) == wall else 0
