"""When zones change their offset, as the files of the zone database list it."""

import struct
import zoneinfo
from importlib import resources
from pathlib import Path

# The start of a zone's file, and of the block in it for 64-bit times: how many
# indicators, leap seconds, times, types and letters follow.
_HEADER = struct.Struct(">4s16x6l")


def transitions(key: str) -> tuple[list[int], bool]:
    """When the zone database lists changes of a zone, in seconds since 1970.

    Also whether a rule gives more changes after them (RFC 9636).
    """
    raw = _zone_file(key)
    seconds, start = 4, 0
    if raw[4:5] >= b"2":  # a block for old readers comes first
        seconds, start = 8, _HEADER.size + _block_size(raw, 0, 4)
    count = _HEADER.unpack_from(raw, start)[4]
    listed = struct.unpack_from(
        f">{count}{'q' if seconds == 8 else 'l'}", raw, start + _HEADER.size
    )
    rule = raw[start + _HEADER.size + _block_size(raw, start, seconds) :]
    return list(listed), b"," in rule


def _block_size(raw: bytes, start: int, seconds: int) -> int:
    """The size of a block of data, given how many bytes a time has."""
    _, utc, standard, leaps, times, types, letters = _HEADER.unpack_from(raw, start)
    size = times * (seconds + 1) + types * 6 + letters + leaps * (seconds + 4)
    return int(size + utc + standard)


def _zone_file(key: str) -> bytes:
    """The file from which `ZoneInfo(key)` is read."""
    paths = (Path(folder, key) for folder in zoneinfo.TZPATH)
    if path := next(filter(Path.is_file, paths), None):
        return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", key).read_bytes()
