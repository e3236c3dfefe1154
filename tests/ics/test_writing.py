"""The lines of calendar files, as milipol writes them, and their zones."""

import datetime as dt
import itertools
import re
import zoneinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from calendars import file, made_event, read, timed
from milipol_cli.base.zones import zone_names
from milipol_cli.ics.events import Mark
from milipol_cli.ics.write import event_lines, fold_line, onsets, zone_lines

LETTERS = st.characters(codec="utf-8", exclude_characters="\n")


def test_an_event_has_all_its_properties() -> None:
    made = made_event(
        "paris-2023/raid",
        uid="0001",
        summary="A, b; c\\N\x1b\nd",
        description="a\r\nb\rc\td\u2028e\u2029f\x07\ud800",
        location="Hall 5, Paris",
        position=(48.97, -0.00002),
        address='https://[::1]:80/é b~;(c)?d=\n\u200b%20&e=<"f">#g+h',
        # A session's track is one, with the commas that separate categories.
        categories=("Milipol", "a, b; c\\N\x1b\nd"),
        status="TENTATIVE",
        free=False,
        sequence=3,
        mark=Mark("paris-2023/raid", "REMOVED", 2),
        alarms=((dt.timedelta(days=1, hours=2), "In 1 day: A, b"),),
    )
    assert event_lines(made).decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:0001@milipol-cli",
        "DTSTAMP:20261124T000000Z",
        "LAST-MODIFIED:20261124T000000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Paris:20271116T100000",
        "DTEND;TZID=Europe/Paris:20271116T110000",
        r"SUMMARY:A\, b\; c\\N\nd",
        r"DESCRIPTION:a\nb\nc d\ne\nf",
        r"LOCATION:Hall 5\, Paris",
        "GEO:48.97;-0.00002",
        "URL:https://[::1]:80/%C3%A9%20b~;(c)?d=%0A%E2%80%8B%20&e=%3C%22f%22%3E#g+h",
        r"CATEGORIES:Milipol,a\, b\; c\\N\nd",
        "STATUS:TENTATIVE",
        "TRANSP:OPAQUE",
        "X-MILIPOL-AGENDA:REMOVED paris-2023/raid +2",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        r"DESCRIPTION:In 1 day: A\, b",
        "TRIGGER:-P1DT2H",
        "END:VALARM",
        "END:VEVENT",
        "",
    ]


def test_an_event_of_whole_days_needs_no_more_than_a_title() -> None:
    made = made_event("paris-2027", dt.date(2027, 11, 16), modified=dt.date.min)
    stamp = "00010101T000000Z"
    assert event_lines(made).decode().split("\r\n") == [
        *("BEGIN:VEVENT", "UID:paris-2027@milipol-cli"),
        *(f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", "SEQUENCE:0"),
        *("DTSTART;VALUE=DATE:20271116", "DTEND;VALUE=DATE:20271117"),
        *("SUMMARY:PARIS-2027", "DESCRIPTION:"),
        *("STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT", ""),
    ]


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ({"minutes": 15}, "PT15M"),
        ({"minutes": 90}, "PT1H30M"),
        ({"days": 14}, "P14D"),
        ({"days": 1, "hours": 15}, "P1DT15H"),
        ({}, "P0D"),
    ],
)
def test_the_time_before_an_event_is_a_duration(before: dict[str, int], written: str) -> None:
    raw = event_lines(made_event("a", alarms=((dt.timedelta(**before), "Soon"),)))
    assert f"TRIGGER:-{written}\r\n".encode() in raw


def test_a_position_has_no_exponent() -> None:
    raw = event_lines(made_event("hall", position=(-1e-9, 100.0)))
    assert b"GEO:0;100\r\n" in raw


@example("a" * 65 + r"\nb")
@example("a" * 65 + "é")
@given(st.text(LETTERS | st.sampled_from("\\^é展🎪"), max_size=400))
def test_lines_are_folded_where_icalendar_folds_them(text: str) -> None:
    line = Contentline(f"SUMMARY:{text}")  # type: ignore[no-untyped-call]
    assert fold_line(line) == line.to_ical() + b"\r\n"  # type: ignore[no-untyped-call]


# Zones.


@pytest.mark.parametrize("start", ["2026-10-25T02:30", "2026-03-29T02:30"])
def test_times_that_exist_twice_or_never_are_written_in_utc(start: str) -> None:
    made = timed("a", start, "Europe/Paris")
    raw = file(made)
    assert b"TZID" not in raw
    assert isinstance(made.start, dt.datetime)
    utc = made.start.astimezone(dt.UTC)
    assert f"DTSTART:{utc:%Y%m%dT%H%M%S}Z\r\nDTEND:".encode() in raw
    assert read(raw).events["a@milipol-cli"].start == utc


def test_times_in_utc_need_no_zone() -> None:
    raw = file(timed("a", "2026-03-29T02:30", "Etc/UTC"))
    assert b"DTSTART:20260329T023000Z\r\nDTEND:20260329T033000Z\r\n" in raw
    assert b"VTIMEZONE" not in raw


@pytest.mark.parametrize("key", ["Africa/Accra", "GMT"])
def test_a_zone_at_utc_all_year_is_written_as_any_other(key: str) -> None:
    """RFC 5545 has no Z after a zone; in 1940 clocks in Accra were 20 minutes ahead."""
    now, then = timed("now", "2027-11-16T10", key), timed("then", "1940-07-15T10", key)
    raw = file(now, then)
    assert f"DTSTART;TZID={key}:20271116T100000\r\n".encode() in raw
    assert f"DTEND;TZID={key}:19400715T110000\r\n".encode() in raw
    assert f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n".encode() in raw
    events = read(raw).events
    for made in (now, then):
        in_file = events[f"{made.id}@milipol-cli"]
        assert (in_file.start, in_file.end) == (made.start, made.end)


def test_a_zone_is_written_once_for_the_years_of_all_events() -> None:
    events = [
        timed("b", "2008-03-20T09:00", "America/Los_Angeles"),
        timed("a", "2006-06-15T09:00", "America/Los_Angeles"),
        timed("c", "2007-06-15T09:00", "Asia/Tokyo"),
        made_event("day", dt.date(1990, 1, 1)),
    ]
    zones = zone_lines("America/Los_Angeles", 2006, 2008) + zone_lines("Asia/Tokyo", 2007, 2007)
    head, _, rest = file(*events).partition(zones)
    assert (head.count(b"VTIMEZONE"), rest.count(b"VTIMEZONE")) == (0, 0)


@pytest.mark.parametrize(
    ("zone", "year", "begin", "rules"),
    [
        ("Europe/Paris", 2023, "20221030 20220327", "-1SU 10 -1SU 3"),
        ("America/Asuncion", 2023, "20220327 20221002", "4SU 3 1SU 10"),
        # By another month, at another hour, on the second Sunday instead of the first.
        (*("America/New_York", 2007),
         "20060101 20060402 20061029 20070311 20071104 20080309 20081102", ""),
        # By another weekday.
        (*("Asia/Almaty", 1982),
         "19810101 19810401 19811001 19820401 19821001 19830401 19831001", ""),
        (*("Pacific/Fiji", 2015),
         "20140101 20140119 20141102 20150118 20151101 20160117 20161106", ""),
    ],
)  # fmt: skip
def test_a_zone_has_rules_if_they_hold_for_all_years(
    zone: str, year: int, begin: str, rules: str
) -> None:
    """It is written for the years before and after, too."""
    lines = zone_lines(zone, year, year).decode()
    assert re.findall(r"DTSTART:(\d+)T", lines) == begin.split()
    yearly = re.findall(r"RRULE:FREQ=YEARLY;BYDAY=(\S+);BYMONTH=(\S+)\r", lines)
    assert " ".join(itertools.chain(*yearly)) == rules


@pytest.mark.parametrize(
    ("zone", "year", "parts"),
    [
        ("Europe/Paris", 2023,
         ["STANDARD 20221030T030000 +0200 +0100 CET",
          "DAYLIGHT 20220327T020000 +0100 +0200 CEST"]),
        # Summer time is DAYLIGHT, though Ireland calls winter time the exception.
        ("Europe/Dublin", 2026,
         ["STANDARD 20251026T020000 +0100 +0000 GMT",
          "DAYLIGHT 20250330T010000 +0000 +0100 IST"]),
        ("Australia/Lord_Howe", 2024,
         ["STANDARD 20230402T020000 +1100 +1030 +1030",
          "DAYLIGHT 20231001T020000 +1030 +1100 +11"]),
        ("Asia/Singapore", 2023, ["STANDARD 20220101T000000 +0800 +0800 +08"]),
        # The first lines are for the time before any change.
        ("Africa/Monrovia", 1972,
         ["STANDARD 19710101T000000 -004430 -004430 MMT",
          "DAYLIGHT 19720107T000000 -004430 +0000 GMT"]),
    ],
)  # fmt: skip
def test_each_change_of_clocks_is_standard_or_daylight(
    zone: str, year: int, parts: list[str]
) -> None:
    lines = zone_lines(zone, year, year).decode()
    found = re.findall(
        r"BEGIN:(\w+)\r\nDTSTART:(\S+)\r\n(?:RRULE\S+\r\n)?TZOFFSETFROM:(\S+)\r\n"
        r"TZOFFSETTO:(\S+)\r\nTZNAME:(\S+)\r\nEND:\1\r\n",
        lines,
    )
    assert [" ".join(part) for part in found] == parts
    assert lines.startswith(f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\nBEGIN:")
    assert lines.endswith("\r\nEND:VTIMEZONE\r\n")


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
        ("America/New_York", range(2000, 2012)),
        ("America/Noronha", range(2000, 2001)),  # the clocks were changed for a week
        ("Australia/Lord_Howe", range(2022, 2026)),
        ("Africa/Casablanca", range(2020, 2028)),
        ("Africa/Freetown", range(1939, 1942)),  # and here for four days
        ("Africa/Monrovia", range(1971, 1973)),  # with seconds in its offsets
    ],
)
def test_the_onsets_have_the_offset_at_every_hour(key: str, years: range) -> None:
    check(key, years, HOUR)


def distinct_zones() -> list[str]:
    """All zones, those with several names by one of them."""
    roots = [*map(Path, zoneinfo.TZPATH), Path(tzdata.__file__).parent / "zoneinfo"]
    paths = {
        key: next(root / key for root in roots if (root / key).is_file()) for key in zone_names()
    }
    return [*{path.read_bytes(): key for key, path in paths.items()}.values()]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_the_onsets_of_all_zones_have_the_offset_on_every_other_day(part: int) -> None:
    """Until 2100: the last onsets that the database lists are in 2087."""
    for key in distinct_zones()[part::5]:
        check(key, range(1900, 2100), 2 * DAY)
