"""Where the reader stands: `--on`, and what a standpoint knows."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import PARIS, SINGAPORE, at, day, written
from milipol_cli.base.errors import BadInput
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.model.shows import Known

ON = "--on or MILIPOL_ON"

EXPECTED = (
    "expected a date (2023-11-16, tomorrow, +3d) or a time ('tomorrow 9am', 2023-11-15T10:20+01:00)"
)


def refused(on: str | None, tz: str | None = "UTC") -> str:
    """The message with which `--on` or `--tz` is refused."""
    with pytest.raises(BadInput) as error:
        read_as_of(on, tz)
    return str(error.value)


@pytest.mark.parametrize(("tz", "zone"), [(None, None), ("Asia/Singapore", SINGAPORE)])
def test_date_is_a_day_without_a_clock(tz: str | None, zone: ZoneInfo | None) -> None:
    as_of = read_as_of("2023-11-16", tz)
    assert as_of == AsOf(day=day("2023-11-16"), reader_zone=zone)


@pytest.mark.parametrize(
    ("on", "tz", "moment"),
    [
        ("2023-11-15T10:20+01:00", "Europe/Paris", "2023-11-15T10:20:00+01:00"),
        ("2023-11-15T10:20+01:00", "Asia/Singapore", "2023-11-15T17:20:00+08:00"),
        ("2023-11-15T09:20Z", "Europe/Paris", "2023-11-15T10:20:00+01:00"),  # z
        ("2023-11-15T10:20-00:00", "UTC", "2023-11-15T10:20:00+00:00"),  # minus 0
        ("2023-11-15T10:20", "Asia/Kolkata", "2023-11-15T10:20:00+05:30"),  # no offset
        ("2023-11-15 10:20", "UTC", "2023-11-15T10:20:00+00:00"),  # blank for t
        ("2023-11-15T10:20:59.25", "UTC", "2023-11-15T10:20:59.250000+00:00"),
        ("2023-03-26T03:00", "Europe/Paris", "2023-03-26T03:00:00+02:00"),
        ("2023-10-29T02:30+01:00", "Europe/Paris", "2023-10-29T02:30:00+01:00"),
        ("1900-01-01T00:00Z", "UTC", "1900-01-01T00:00:00+00:00"),  # first year
        ("2199-12-31T23:59Z", "UTC", "2199-12-31T23:59:00+00:00"),  # last year
    ],
)
def test_time_is_a_moment_in_the_zone_asked_for(on: str, tz: str, moment: str) -> None:
    as_of = read_as_of(on, tz)
    assert (written(as_of), as_of.day) == (moment, None)


@pytest.mark.parametrize("tz", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_words_count_from_today_in_the_zone_asked_for(tz: str) -> None:
    zone = ZoneInfo(tz)
    before = read_as_of(None, tz).reader_day
    as_of = read_as_of("tomorrow", tz)
    days = {before, read_as_of(None, tz).reader_day}  # midnight may have passed
    assert as_of.day in {date + dt.timedelta(days=1) for date in days}
    assert (as_of.moment, as_of.reader_zone) == (None, zone)


@pytest.mark.parametrize(("tz", "zone"), [(None, None), ("Asia/Singapore", SINGAPORE)])
def test_without_on_the_standpoint_is_now(tz: str | None, zone: ZoneInfo | None) -> None:
    before = time.time()
    as_of = read_as_of(None, tz)
    assert as_of.moment is not None
    assert as_of.moment.utcoffset() is not None
    assert before <= as_of.moment.timestamp() <= time.time()
    assert zone is None or as_of.moment.tzinfo == zone
    assert (as_of.day, as_of.reader_zone) == (None, zone)


@pytest.mark.parametrize(
    ("on", "tz", "problem", "readings"),
    [
        ("2023-03-26T02:30", "Europe/Paris", "does not exist",  # paris skips
         "2023-03-26T03:30+02:00 or 2023-03-26T01:30+01:00"),
        ("2023-10-29T02:30", "Europe/Paris", "exists twice",  # paris repeats
         "2023-10-29T02:30+02:00 or 2023-10-29T02:30+01:00"),
        ("2023-10-01T02:15", "Australia/Lord_Howe", "does not exist",
         "2023-10-01T02:45+11:00 or 2023-10-01T01:45+10:30"),
        ("2011-12-30T12:00", "Pacific/Apia", "does not exist",  # apia skips a day
         "2011-12-31T12:00+14:00 or 2011-12-29T12:00-10:00"),
        ("1911-03-10T23:55", "Europe/Paris", "exists twice",  # an offset with seconds
         "1911-03-10T23:55+00:09:21 or 1911-03-10T23:55+00:00"),
        ("2023-10-29T02:30:00.250000", "Europe/Paris", "exists twice",
         "2023-10-29T02:30:00.250000+02:00 or 2023-10-29T02:30:00.250000+01:00"),
    ],
)  # fmt: skip
def test_time_at_a_change_of_clocks_is_refused_with_both_readings(
    on: str, tz: str, problem: str, readings: str
) -> None:
    assert refused(on, tz) == (
        f"{ON} '{on}': this time {problem} in {tz}, because the clocks change; expected {readings}"
    )


@pytest.mark.parametrize(
    "on",
    [
        *("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"),
        *("1899-12-31T23:59Z", "2200-01-01T00:00Z"),
        *("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"),
    ],
)
def test_year_outside_1900_to_2199_is_refused(on: str) -> None:
    assert refused(on) == (f"{ON} '{on}': too far away; expected a year from 1900 to 2199")


@pytest.mark.parametrize(
    "on",
    [
        *("", " ", "now", "2023", "2023-320", "2023-W46-4"),
        *(" 2023-11-16", "2023-11-16 ", "2023-11-16\n", "2023-11-15T10:20\n"),
        *("20231116", "2023-11-15T1020", "2023-1-6", "23-11-16", "12023-11-16"),
        *("+2023-11-16", "2023/11/16", "16th November 2023", "November 16, 2023"),
        *("2023-11-15  10:20", "2023-11-15T10", "2023-11-15t10:20", "2023-11-15_10:20"),
        *("2023-11-15T25:00", "2023-11-15T10:60", "2023-11-15T10:20:60"),
        *("2023-11-15T10:20:", "2023-11-15T10:20z", "2023-02-30T10:20"),
        *("2023-11-15T10:20+24:00", "2023-11-15T10:20+1:00"),
        "2023-11-15T10:20 Europe/Paris",
        *("2023-11-16\0", "\x1b[31m", "\udcff"),
        "\uff12\uff10\uff12\uff13-11-16",  # fullwidth digits
        "2023-11-15T10:2\u0660",  # an Arabic digit
        "2023\u201111\u201116",  # hyphens that do not break
        "2023-11-15T10:20\u221201:00",  # a minus sign
    ],
)
def test_other_forms_are_not_understood(on: str) -> None:
    assert refused(on) == f"{ON} {on!r}: not understood; {EXPECTED}"


@pytest.mark.parametrize(
    ("zone", "date"),
    [
        ("Pacific/Kiritimati", "2023-11-16"),  # west of the date line
        ("Europe/Paris", "2023-11-15"),  # paris
        ("Pacific/Pago_Pago", "2023-11-14"),  # east of the date line
    ],
)
def test_day_at_a_moment_is_the_date_there(zone: str, date: str) -> None:
    as_of = at("2023-11-15T10:30+00:00", PARIS)
    assert as_of.day_at(ZoneInfo(zone)) == day(date)


def test_reader_day_is_the_date_in_the_reader_zone() -> None:
    assert at("2023-11-15T23:30+01:00", SINGAPORE).reader_day == day("2023-11-16")


@pytest.mark.parametrize("field", ["known", "known_by"])
@pytest.mark.parametrize(
    ("as_of", "zone", "knows"),
    [
        ("2023-11-15", None, False),  # day before
        ("2023-11-15", SINGAPORE, False),  # bare day of a zone
        ("2023-11-16", None, True),  # that day
        ("2023-11-15T23:30+01:00", None, False),  # its own offset
        ("2023-11-15T23:30+01:00", PARIS, False),  # minutes before
        ("2023-11-15T23:30+01:00", SINGAPORE, True),  # tomorrow there
    ],
)
def test_something_is_known_from_its_day_on_where_the_reader_is(
    field: str, as_of: str, zone: ZoneInfo | None, *, knows: bool
) -> None:
    made_known = Known(**{field: day("2023-11-16")})
    assert at(as_of, zone).knows(made_known) is knows


@given(
    st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 12, 30)),  # noqa: DTZ001
    st.timezone_keys(allow_prefix=False),
)
@example(dt.datetime(1911, 3, 10, 12), "Europe/Paris")  # noqa: DTZ001
def test_every_time_with_an_offset_reads_back(wall: dt.datetime, tz: str) -> None:
    moment = wall.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(tz))
    assert read_as_of(moment.isoformat(), tz).moment == moment


@given(st.text())
def test_any_text_is_a_standpoint_or_bad_input(on: str) -> None:
    try:
        as_of = read_as_of(on, None)
    except BadInput:
        return
    assert (as_of.day is None) != (as_of.moment is None)
