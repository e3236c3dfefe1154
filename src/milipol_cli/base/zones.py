"""Time zones by name, and local times that clocks show twice or never."""

import datetime as dt
import functools
import re
import zoneinfo
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import did_you_mean, suggestion_text

# Names of files that are not zones, or that differ from computer to computer.
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})
_NO_ZONE_FOLDERS = ("posix/", "right/")

_UTC = frozenset(("UTC", "UCT", "GMT", "GMT0", "Zulu", "Universal", "Greenwich"))

_OFFSET = r"(etc/)?(utc|gmt|z)? *[+\-\u2212] *\d\d?(:?\d\d)?"
# Etc/GMT+2 is at UTC-2, so it is not what anyone means.
_REVERSED = ("Etc/GMT+", "Etc/GMT-")


def zone(name: str) -> ZoneInfo:
    """The zone with this name; raises ValueError if there is none."""
    if name in _NO_ZONES or name.startswith(_NO_ZONE_FOLDERS):
        raise ValueError(f"no zone {name!r}")
    try:
        return ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError(f"no zone {name!r}") from None


def is_zone(name: str) -> bool:
    """Whether there is a zone with this name."""
    try:
        zone(name)
    except ValueError:
        return False
    return True


@functools.cache
def zone_names() -> tuple[str, ...]:
    """The names of all zones, sorted; read from the disk once."""
    names = zoneinfo.available_timezones()
    return tuple(sorted(name for name in names if name not in _NO_ZONES))


def _zones_to_suggest() -> list[str]:
    return [name for name in zone_names() if not name.startswith(_REVERSED)]


@functools.lru_cache(1024)
def zones_called(city: str) -> tuple[str, ...]:
    """The zones of a city, in upper or lower case."""
    key = f"/{city.casefold().replace(' ', '_')}"
    return tuple(name for name in _zones_to_suggest() if f"/{name.casefold()}".endswith(key))


def is_offset(text: str) -> bool:
    """Whether a text is an offset from UTC, like +01:00 or GMT+2."""
    return re.fullmatch(_OFFSET, text.strip(), re.ASCII | re.IGNORECASE) is not None


def suggestion(name: str) -> str | None:
    """Advice for a text that is not a zone: zones of that city, or similar names."""
    if is_offset(name):
        return "an offset is not a zone like Europe/Paris"
    zones = {zone.casefold(): zone for zone in _zones_to_suggest()}
    cities = {key.rpartition("/")[2]: zone for key, zone in zones.items()}
    folded = name.casefold().replace(" ", "_")
    return suggestion_text(zones_called(name)) or did_you_mean(
        folded, cities | zones, most=1, cutoff=0.7
    )


def is_utc(zone: ZoneInfo) -> bool:
    """Whether a zone is UTC by any of its names, and not the zone of a place."""
    return zone.key.rpartition("/")[2] in _UTC


@functools.lru_cache(4096)
def times_shown(wall: dt.datetime, zone: ZoneInfo) -> int:
    """How often clocks in a zone show a local time: 0, 1 or 2 times."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return 1
    round_trip = early.astimezone(dt.UTC).astimezone(zone)
    return 2 if round_trip.replace(tzinfo=None) == wall else 0
