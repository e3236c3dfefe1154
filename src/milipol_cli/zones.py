"""Zones by their names, and what clocks show: most times once, some twice or never."""

import datetime as dt
import functools
import zoneinfo
from zoneinfo import ZoneInfo

# Files beside those of zones: what they hold depends on the computer, or is no clock.
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


_OTHER_CLOCKS = ("posix/", "right/")


def zone(name: str) -> ZoneInfo:
    """The zone of a name, the same on every computer; raises ValueError for none."""
    if name in _NO_ZONES or name.startswith(_OTHER_CLOCKS):
        raise ValueError(f"no zone {name!r}")
    try:
        return ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError(f"no zone {name!r}") from None


@functools.cache
def zone_names() -> tuple[str, ...]:
    """The names of all zones, in order; they are read from the disk once."""
    names = zoneinfo.available_timezones()
    return tuple(sorted(name for name in names if name not in _NO_ZONES))


def zones_called(city: str) -> tuple[str, ...]:
    """The zones that are called by the name of a city, in whatever case."""
    asked = city.casefold().replace(" ", "_")
    names = zone_names()
    return tuple(it for it in names if it.rpartition("/")[2].casefold() == asked)


def times_shown(wall: dt.datetime, zone: ZoneInfo) -> int:
    """How many times clocks in a zone show a naive time: 0, 1 or 2."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return 1
    there = early.astimezone(dt.UTC).astimezone(zone)
    return 2 if there.replace(tzinfo=None) == wall else 0
