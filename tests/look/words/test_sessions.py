"""The words for clocks, sessions, themes and newsletters."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from builders import NEW_YORK, PARIS, SINGAPORE, at, notice, session, view
from milipol_cli.look.words.programme import clock, offset, session_state, span, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.sessions import SessionAsOf, sessions_on

LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def as_of_date(held: Session, as_of: AsOf) -> SessionAsOf:
    """A session in Paris as of a date."""
    seen = view(as_of, notice("2023-01-01", "2023-10-01/2023-11-30"), zone=PARIS)
    assert held.date is not None
    programme = Programme(edition=seen.id, session=(held,))
    (session_as_of,) = sessions_on(seen, programme, held.date, as_of)
    return session_as_of


def test_zones_and_clocks() -> None:
    assert zone_city(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert zone_city(ZoneInfo("America/Port-au-Prince")) == "Port-au-Prince"
    assert zone_city(ZoneInfo("UTC")) == "UTC"
    written = ("+01:00", "+05:30", "+14:00", "-03:00", "-00:30", "+00:00")
    moments = [dt.datetime.fromisoformat(f"2023-11-15T10:20{end}") for end in written]
    assert [offset(moment) for moment in moments] == [
        *("UTC+1", "UTC+5:30", "UTC+14", "UTC-3", "UTC-0:30", "UTC")
    ]
    assert clock(moments[0], PARIS) == "10:20 Paris (UTC+1)"
    assert clock(moments[0], SINGAPORE) == "17:20 Singapore (UTC+8)"
    assert clock(moments[0], ZoneInfo("UTC")) == "09:20 UTC"


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
def test_span_of_a_session_on_a_clock(hours: str, zone: ZoneInfo | None, expected: str) -> None:
    talk = as_of_date(session("a", hours=hours), at("2023-11-15"))
    assert span(talk, zone) == expected


@pytest.mark.parametrize("reader", [PARIS, SINGAPORE], ids=["paris", "singapore"])
def test_minutes_left_when_clocks_change_are_the_same_for_every_reader(reader: ZoneInfo) -> None:
    """From the first 02:45 it is 1 h 45 min until 03:30."""
    as_of = at("2023-10-29T02:45+02:00", reader)
    talk = as_of_date(session("a", "2023-10-28", "22:30-03:30"), as_of)
    assert session_state(talk, as_of.moment) == "on, 1 h 45 min left"
