"""Dates and times in words."""

import calendar
import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import PARIS, SINGAPORE, day
from milipol_cli.base.errors import BadInput
from milipol_cli.network.when import (
    day_if_named,
    day_named,
    is_clock_alone,
    when_if_named,
    when_named,
)

EXPECTED = "expected a date like 2027-11-16, 16 nov 2027, tomorrow, 'last monday' or -2w"
ATTENDED = "expected a date (2023-11-16, tomorrow, +3d) or a time"
TODAY = day("2023-11-15")  # a Wednesday

ANY_DAY = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
CASES = st.sampled_from([str.lower, str.upper, str.title])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-11-20", "2023-11-20"),
        ("today", "2023-11-15"),
        ("Tomorrow", "2023-11-16"),
        ("YESTERDAY", "2023-11-14"),
        ("wednesday", "2023-11-15"),  # today
        ("Tue", "2023-11-21"),
        ("next wednesday", "2023-11-22"),  # not today
        ("next thu", "2023-11-16"),
        ("last wednesday", "2023-11-08"),  # not today
        ("last Tuesday", "2023-11-14"),
        ("+3d", "2023-11-18"),
        ("-2W", "2023-11-01"),
        ("-1y", "2022-11-15"),
        ("in 3 days", "2023-11-18"),
        ("in 1 day", "2023-11-16"),
        ("in 1 week", "2023-11-22"),
        ("in 2 weeks", "2023-11-29"),
        ("14 nov 2027", "2027-11-14"),
        ("01 September 2024", "2024-09-01"),
        ("5.9.2027", "2027-09-05"),
        ("15/9/2027", "2027-09-15"),
        ("February 2024", "2024-02-01"),
        ("2024-02", "2024-02-01"),
    ],
)
def test_a_date_in_words_counts_from_today(text: str, date: str) -> None:
    assert day_named(text, "--since", TODAY) == day(date)
    assert when_named(text, "--at", TODAY, PARIS) == day(date)


@pytest.mark.parametrize(
    "text",
    [
        *("", " today", "today ", "tomorrow\n", "last  monday", " monday", "now"),
        *("20250131", "2025-01-31T10:20", "2025-01-\u0663\u0661", "\udcff"),
        "in 3 wee\u212as",  # a sign whose small form is a k
        *("next week", "last today", "monday last", "mond", "lundi"),
        *("3d", "+3", "+-3d", "+ 3d", "+12345d", "+\u0663d"),
        "+3m",  # minutes or months?
        *("in days", "in -3 days", "in 12345 days", "3 days ago"),
        "in 3 months",  # months are not equally long
        "nov 27",  # a day or a year?
        *("14 nov", "nov 14 2027", "14. nov 2027", "14 novem 2027", "014 nov 2027"),
        *("14 nov 12027", "14.11.27", "14.11."),
        *("1/5/2027", "5/1/2027"),  # day or month first?
    ],
)
def test_other_words_are_not_understood(text: str) -> None:
    with pytest.raises(BadInput) as error:
        day_named(text, "--since", TODAY)
    assert str(error.value) == f"--since {text!r}: not understood; {EXPECTED}"


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("2025-02-29", TODAY),
        ("31 feb 2027", TODAY),
        ("09.15.2027", TODAY),
        ("31/11/2027", TODAY),
        ("0 jan 2027", TODAY),
        ("nov 0000", TODAY),  # there is no year 0
        ("tomorrow", dt.date.max),
        ("+9999w", dt.date.max),
        ("last friday", dt.date.min),
        ("-1d", dt.date.min),
    ],
)
def test_date_that_does_not_exist_is_refused(text: str, today: dt.date) -> None:
    with pytest.raises(BadInput) as error:
        day_named(text, "--since", today)
    assert str(error.value) == f"--since {text!r}: no such date; {EXPECTED}"


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("15:30", PARIS, "2023-11-15T15:30+01:00"),
        ("9:05", SINGAPORE, "2023-11-15T09:05+08:00"),
        ("tomorrow 9:05", PARIS, "2023-11-16T09:05+01:00"),
        ("9:30+08:00", PARIS, "2023-11-15T09:30+08:00"),
        ("tomorrow 15:30Z", PARIS, "2023-11-16T15:30+00:00"),
        ("last monday 15:30", PARIS, "2023-11-13T15:30+01:00"),
        ("16 nov 2027 15:30", SINGAPORE, "2027-11-16T15:30+08:00"),
        ("16.11.2027 15:30", SINGAPORE, "2027-11-16T15:30+08:00"),
        ("16-11-2027 15:30", SINGAPORE, "2027-11-16T15:30+08:00"),
        ("2023-11-16 9:05", PARIS, "2023-11-16T09:05+01:00"),
        ("tomorrow 9am", PARIS, "2023-11-16T09:00+01:00"),
        ("tomorrow at 9 am", PARIS, "2023-11-16T09:00+01:00"),
        ("at 9.30", PARIS, "2023-11-15T09:30+01:00"),
        ("9h", PARIS, "2023-11-15T09:00+01:00"),
        ("9h30", PARIS, "2023-11-15T09:30+01:00"),
        ("9:30 p.m.", PARIS, "2023-11-15T21:30+01:00"),
        ("12am", PARIS, "2023-11-15T00:00+01:00"),
        ("12PM", PARIS, "2023-11-15T12:00+01:00"),
        ("2023-12 9am", PARIS, "2023-12-01T09:00+01:00"),
    ],
)
def test_a_time_may_follow_a_date(text: str, zone: ZoneInfo, moment: str) -> None:
    when = when_named(text, "--at", TODAY, zone)
    assert when == dt.datetime.fromisoformat(moment)


def test_a_time_in_words_that_clocks_skip_is_refused() -> None:
    with pytest.raises(BadInput, match=r"this time does not exist in Europe/Paris"):
        when_named("26 mar 2023 2:30", "--at", TODAY, PARIS)


@pytest.mark.parametrize(
    "text", ["24:00", "today 10:60", "soon 10:00", " 10:00", "13am", "0 pm", "25h", "9.60"]
)
def test_a_time_that_no_clock_shows_is_not_understood(text: str) -> None:
    with pytest.raises(BadInput) as error:
        when_named(text, "--at", TODAY, PARIS)
    assert str(error.value) == (
        f"--at {text!r}: not understood; {ATTENDED} ('tomorrow 9am', 2023-11-15T10:20+01:00)"
    )


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("tomorrow 9am", "write 'tomorrow'"),
        ("2027-11-16 10:00", "write '2027-11-16'"),
        ("9h30", EXPECTED),
    ],
)
def test_a_time_is_no_day(text: str, advice: str) -> None:
    with pytest.raises(BadInput) as error:
        day_named(text, "--by", TODAY)
    assert str(error.value) == f"--by {text!r}: a time, but a day is meant; {advice}"


def test_a_text_may_name_a_day_or_a_time() -> None:
    assert when_if_named("tomorrow", TODAY) == day("2023-11-16")
    assert when_if_named("9am", TODAY) == dt.datetime(2023, 11, 15, 9, tzinfo=dt.UTC)
    assert when_if_named("paris", TODAY) is None
    assert is_clock_alone("9am")
    assert not is_clock_alone("tomorrow 9am")
    assert not is_clock_alone("tomorrow")


@given(st.dates(dt.date(1, 1, 1), dt.date.max), ANY_DAY, st.sampled_from([3, None]), CASES)
def test_a_written_date_reads_back(
    date: dt.date, today: dt.date, letters: int | None, cased: type
) -> None:
    month = f"{cased(calendar.month_name[date.month][:letters])} {date.year:04}"
    assert day_named(f"{date.day} {month}", "--since", today) == date
    assert day_named(month, "--since", today) == date.replace(day=1)
    assert day_named(date.isoformat(), "--since", today) == date


@given(st.text(), st.dates())
def test_any_text_is_a_date_or_bad_input(text: str, today: dt.date) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(day_named(text, "--since", today), dt.date)


def test_a_text_that_names_no_date_may_be_an_id() -> None:
    today = dt.date(2026, 11, 24)
    assert day_if_named("tomorrow", today) == dt.date(2026, 11, 25)
    for text in ("paris", "2027-02-30", "+9999999d"):
        assert day_if_named(text, today) is None
