"""The changes of clocks that calendar files have for a zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from milipol_cli.ics.zones import onsets

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    "key",
    [
        "Europe/Paris",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Singapore",
        "Europe/Dublin",
        "Etc/GMT+5",
    ],
)
def test_every_change_of_a_zone_is_found(key: str) -> None:
    """To the second; between two of them every day has one offset."""
    zone = ZoneInfo(key)
    at = dt.datetime(2005, 1, 1, tzinfo=dt.UTC)
    offset = at.astimezone(zone).utcoffset()
    for onset in onsets(zone, 2005, 2030):
        changed = (onset.wall - onset.before).replace(tzinfo=dt.UTC)
        while at < changed:
            assert at.astimezone(zone).utcoffset() == offset
            at += DAY
        assert (changed - SECOND).astimezone(zone).utcoffset() == onset.before == offset
        there = changed.astimezone(zone)
        assert (there.utcoffset(), there.tzname()) == (onset.after, onset.name)
        offset = onset.after
    while at.year < 2031:
        assert at.astimezone(zone).utcoffset() == offset
        at += DAY
