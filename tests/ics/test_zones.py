"""The changes of clocks that calendar files have for a zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from milipol_cli.ics.zones import onsets
from milipol_cli.zones import zone_names

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


def check(key: str, years: range, step: dt.timedelta) -> None:
    """The onsets give the offset of the zone at every step, and are to the second."""
    zone = ZoneInfo(key)

    def offset(moment: dt.datetime) -> dt.timedelta | None:
        return moment.astimezone(zone).utcoffset()

    at = dt.datetime(years[0], 1, 1, 12, tzinfo=dt.UTC)
    end = dt.datetime(years[-1], 12, 29, 12, tzinfo=dt.UTC)
    expected = offset(at)
    for onset in onsets(zone, years):
        moment = onset.wall.replace(tzinfo=dt.UTC) - onset.before
        assert (offset(moment - SECOND), offset(moment)) == onset[1:3], key
        assert moment.astimezone(zone).tzname() == onset.name
        while at < moment:
            assert offset(at) == expected, (key, at)
            at += step
        expected = onset.after
    while at < end:
        assert offset(at) == expected, (key, at)
        at += step


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("Europe/Paris", range(1940, 1950)),
        ("Europe/Dublin", range(1966, 1974)),
        ("America/New_York", range(2000, 2012)),
        ("America/Noronha", range(2000, 2001)),  # the clocks were changed for a week
        ("Australia/Lord_Howe", range(2022, 2026)),
        ("Africa/Casablanca", range(2020, 2028)),
        ("Africa/Freetown", range(1939, 1942)),  # and here for four days
        ("Africa/Monrovia", range(1971, 1973)),  # with seconds in its offsets
        ("Asia/Singapore", range(1981, 1984)),
        ("Etc/GMT+5", range(2020, 2022)),
    ],
)
def test_the_onsets_have_the_offset_at_every_hour(key: str, years: range) -> None:
    check(key, years, HOUR)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_the_onsets_of_all_zones_have_the_offset_on_every_other_day(part: int) -> None:
    """Until 2100: the last onsets that the database lists are in 2087."""
    for key in zone_names()[part::10]:
        check(key, range(1900, 2100), 2 * DAY)
