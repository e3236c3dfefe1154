"""The changes of clocks that calendar files have for a zone."""

import datetime as dt
import struct
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from milipol_cli.ics.transitions import transitions
from milipol_cli.ics.zones import Onset, onsets
from milipol_cli.zones import zone_names

WEEK = dt.timedelta(days=7)


def offset(moment: dt.datetime) -> dt.timedelta:
    """The offset of an aware time."""
    utc_offset = moment.utcoffset()
    assert utc_offset is not None
    return utc_offset


def searched(zone: ZoneInfo, first: int, last: int) -> Iterator[Onset]:
    """The changes in these years, found by asking for the offset in every week."""
    at = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(last, 12, 31, tzinfo=dt.UTC)
    while at < end:
        then = min(at + WEEK, end)
        before = offset(at.astimezone(zone))
        if offset(then.astimezone(zone)) != before:
            low, high = 0, int((then - at).total_seconds())
            while high - low > 1:
                middle = (low + high) // 2
                moment = at + dt.timedelta(seconds=middle)
                same = offset(moment.astimezone(zone)) == before
                low, high = (middle, high) if same else (low, middle)
            change = (at + dt.timedelta(seconds=high)).astimezone(zone)
            wall = (change.astimezone(dt.UTC) + before).replace(tzinfo=None)
            yield Onset(wall, before, offset(change), str(change.tzname()))
        at = then


@pytest.mark.parametrize(
    "key",
    [
        "Europe/Paris",
        "America/New_York",
        "Australia/Sydney",
        "Africa/Casablanca",
        "Asia/Singapore",
        "Europe/Dublin",
        "Etc/GMT+5",
    ],
)
def test_every_change_of_a_zone_is_found(key: str) -> None:
    zone = ZoneInfo(key)
    assert onsets(zone, 1960, 2060) == list(searched(zone, 1960, 2060))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_every_change_of_all_zones_is_found(part: int) -> None:
    for key in zone_names()[part::10]:
        zone = ZoneInfo(key)
        assert onsets(zone, 1900, 2199) == list(searched(zone, 1900, 2199)), key


def test_changes_are_found_in_the_package_tzdata(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which is for systems without a zone database."""
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    listed, has_rule = transitions("Europe/Paris")
    assert 828234000 in listed  # 31 March 1996, 01:00 UTC
    assert has_rule
    assert transitions("Etc/UTC") == ([], False)


def test_a_file_of_the_first_version_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It has 32-bit times and no rule."""
    head = struct.pack(">4s16x6l", b"TZif", 0, 0, 0, 2, 1, 4)
    times = struct.pack(">2l2B", -5, 828234000, 0, 0)
    (tmp_path / "Old").write_bytes(
        head + times + struct.pack(">lBB4s", 0, 0, 0, b"UTC")
    )
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    assert transitions("Old") == ([-5, 828234000], False)
