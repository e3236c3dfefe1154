"""The words for clocks, sessions, themes and newsletters."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from builders import PARIS, SINGAPORE, at, day, notice, session, show_day, view
from milipol_cli.look.words import times
from milipol_cli.look.words.dates import minutes, spelled_out
from milipol_cli.look.words.programme import times_notes
from milipol_cli.look.words.times import (
    clock,
    clocks_differ,
    offset,
    session_state,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import Session
from milipol_cli.network.sessions import SessionAsOf, ShowDay, sessions_on
from milipol_cli.today.view import clocks

LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
NEW_YORK = ZoneInfo("America/New_York")


def as_of_date(
    held: Session, as_of: str | AsOf = "2023-11-15", zone: ZoneInfo = PARIS
) -> SessionAsOf:
    """A session as of a date, at a venue in `zone`."""
    as_of = at(as_of) if isinstance(as_of, str) else as_of
    announced = notice("2023-01-01", "2023-10-01/2023-11-30")
    seen = view(as_of, announced, zone=zone)
    assert held.date is not None
    (session_as_of,) = sessions_on(seen, [held], held.date, as_of)
    return session_as_of


@pytest.mark.parametrize(
    ("seconds", "short", "full"),
    [
        (0, "0 min", "0 minutes"),  # nothing
        (59, "0 min", "0 minutes"),  # less than a minute
        (60, "1 min", "1 minute"),  # minute
        (3600, "1 h", "1 hour"),  # hour
        (3660, "1 h 1 min", "1 hour 1 minute"),  # hour and minute
        (14100, "3 h 55 min", "3 hours 55 minutes"),  # hours and minutes
        (90000, "25 h", "25 hours"),  # more than a day
    ],
)
def test_span_in_hours_and_minutes(seconds: int, short: str, full: str) -> None:
    span = dt.timedelta(seconds=seconds)
    assert (minutes(span), spelled_out(short)) == (short, full)


def test_zones_and_clocks() -> None:
    assert zone_city(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert zone_city(ZoneInfo("America/Port-au-Prince")) == "Port-au-Prince"
    assert zone_city(ZoneInfo("UTC")) == "UTC"
    written = ("+01:00", "+05:30", "+14:00", "-03:00", "-00:30", "+00:00")
    moments = [dt.datetime.fromisoformat(f"2023-11-15T10:20{end}") for end in written]
    assert [offset(moment) for moment in moments] == [
        *("UTC+1", "UTC+5:30", "UTC+14", "UTC-3", "UTC-0:30", "UTC"),
    ]
    assert clock(moments[0], PARIS) == "10:20 Paris (UTC+1)"
    assert clock(moments[0], SINGAPORE) == "17:20 Singapore (UTC+8)"
    assert clock(moments[0], ZoneInfo("UTC")) == "09:20 UTC"


@pytest.mark.parametrize(
    ("reader", "differ", "expected"),
    [
        (SINGAPORE, True, "10:20 Paris (UTC+1), 17:20 Singapore (UTC+8)"),
        (PARIS, False, "10:20 Paris (UTC+1)"),
        (ZoneInfo("Europe/Berlin"), False, "10:20 Paris (UTC+1)"),
        (None, False, "10:20 Paris (UTC+1)"),
    ],
)
def test_the_clock_of_the_reader_is_shown_if_it_differs(
    reader: ZoneInfo | None, expected: str, *, differ: bool
) -> None:
    as_of = at("2023-11-15T10:20+01:00", reader)
    assert clocks(show_day(as_of), as_of) == expected
    sessions = as_of_date(session("a")), as_of_date(session("b", hours="10:00"))
    assert clocks_differ(sessions, reader) is differ
    assert not clocks_differ(sessions[:1], reader)  # which has no time


def test_offset_is_that_of_the_day_of_the_session() -> None:
    """London and Lagos share a clock in summer, not in winter."""
    lagos, london = ZoneInfo("Africa/Lagos"), ZoneInfo("Europe/London")
    summer = as_of_date(session("a", "2023-10-28", "10:00"), zone=lagos)
    winter = as_of_date(session("a", "2023-10-30", "10:00"), zone=lagos)
    assert not clocks_differ([summer], london)
    assert clocks_differ([winter], london)


@pytest.mark.parametrize(
    ("hours", "zone", "expected"),
    [
        ("10:00-10:30", None, "10:00-10:30"),  # venue
        ("10:00-10:30", SINGAPORE, "17:00-17:30"),  # reader
        ("11:00", None, "from 11:00"),  # unknown end
        ("22:30-00:30", None, "22:30-00:30 +1 day"),  # after midnight
        ("14:30-17:30", SINGAPORE, "21:30-00:30 +1 day"),  # reader after midnight
        ("17:00-18:00", SINGAPORE, "00:00-01:00 +1 day"),  # reader tomorrow
        ("02:00-03:00", NEW_YORK, "20:00-21:00 -1 day"),  # reader yesterday
        ("05:30-07:00", NEW_YORK, "23:30-01:00 -1 day"),  # reader since yesterday
        ("23:00-22:00", LORD_HOWE, "09:00-08:00 +2 days"),  # reader in two days
    ],
)
def test_span_of_a_session_on_a_clock(
    hours: str, zone: ZoneInfo | None, expected: str
) -> None:
    assert times.span(as_of_date(session("a", hours=hours)), zone) == expected


@pytest.mark.parametrize(
    ("time", "hours", "short", "full"),
    [
        ("10:20", "10:00-10:30", "on, 10 min left", "on, 10 minutes left"),  # on
        ("10:29:59", "10:00-10:30", "on, 1 min left", "on, 1 minute left"),  # seconds
        ("10:20", "10:30-12:00", "next, in 10 min", "next, in 10 minutes"),  # next
        ("10:20:30", "14:15", "next, in 3 h 55 min", "next, in 3 hours 55 minutes"),
        ("12:00", "10:30-12:00", "over", "over"),  # over
        ("11:12:59", "11:00", "may be on, 12 min in", "may be on, 12 minutes in"),
        ("11:30", "11:00", "may be over", "may be over"),  # may be over
        ("11:30", "", "", ""),  # untimed
    ],
)
def test_state_of_a_session(time: str, hours: str, short: str, full: str) -> None:
    as_of = at(f"2023-11-15T{time}+01:00")
    talk = as_of_date(session("a", hours=hours), as_of)
    assert session_state(talk, as_of.moment) == short
    assert spelled_out(short) == full


def test_other_states_of_a_session() -> None:
    """After the next one, and without a clock."""
    as_of = at("2023-11-15T10:20+01:00")
    sessions = session("a", hours="10:30"), session("b", hours="11:00")
    seen = view(as_of, notice("2023-01-01", "2023-11-15"))
    _, second = sessions_on(seen, sessions, day("2023-11-15"), as_of)
    assert session_state(second, as_of.moment) == "in 40 min"
    assert session_state(second, None) == ""


@pytest.mark.parametrize("reader", [PARIS, SINGAPORE], ids=["paris", "singapore"])
def test_minutes_left_when_clocks_change_are_the_same_for_every_reader(
    reader: ZoneInfo,
) -> None:
    """From the first 02:45 it is 1 h 45 min until 03:30."""
    as_of = at("2023-10-29T02:45+02:00", reader)
    talk = as_of_date(session("a", "2023-10-28", "22:30-03:30"), as_of)
    assert session_state(talk, as_of.moment) == "on, 1 h 45 min left"


def timed(*sessions: Session, notes: tuple[str, ...] = ()) -> ShowDay:
    """A day with sessions."""
    return show_day(sessions=tuple(map(as_of_date, sessions)), notes=notes)


UNENDED, ENDED = session("a", hours="11:00"), session("b", hours="10:00-10:30")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (  # both
            timed(ENDED, UNENDED, notes=("Times from the programme",)),
            ["from: the end was not published. Times from the programme."],
        ),
        (timed(UNENDED), ["from: the end was not published."]),  # unknown end
        (timed(ENDED, notes=("Noted", "Seen")), ["Noted. Seen."]),  # notes
        (timed(ENDED), []),  # neither
        (timed(session("c"), notes=("Noted",)), []),  # untimed
    ],
)
def test_notes_on_the_times_of_a_day(on: ShowDay, expected: list[str]) -> None:
    assert times_notes([on]) == expected
