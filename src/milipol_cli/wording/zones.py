"""Zones and times of day in words."""

import datetime as dt
from zoneinfo import ZoneInfo


def zone_city(zone: ZoneInfo) -> str:
    """The city a zone is named for: "Buenos Aires"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def offset(moment: dt.datetime) -> str:
    """The offset of an aware time: "UTC+1", "UTC+5:30", "UTC"."""
    span = moment.utcoffset() or dt.timedelta()
    if not span:
        return "UTC"
    total = abs(int(span.total_seconds())) // 60
    sign = "-" if span < dt.timedelta() else "+"
    hours, rest = divmod(total, 60)
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def clock(moment: dt.datetime, zone: ZoneInfo) -> str:
    """An aware time on the clock of a zone: "10:20 Paris (UTC+1)"."""
    there = moment.astimezone(zone)
    city = zone_city(zone)
    if city == offset(there):
        return f"{there:%H:%M} {city}"
    return f"{there:%H:%M} {city} ({offset(there)})"


def same_offset(moment: dt.datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    """Whether two zones show the same time at a moment."""
    return moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset()


def between(earlier: dt.datetime, later: dt.datetime) -> dt.timedelta:
    """The time from one moment to another, also across a change of clocks."""
    return later.astimezone(dt.UTC) - earlier.astimezone(dt.UTC)
