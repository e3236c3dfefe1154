"""The sessions of a day: their order, and what is on, next and over."""

from zoneinfo import ZoneInfo

import pytest

from builders import PARIS, SINGAPORE, at, day, notice, session, view
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import HalfDay, Programme, Session
from milipol_cli.network.model.shows import Notice
from milipol_cli.network.sessions import SessionAsOf, session_as_of, session_span, sessions_on

DAY = "2023-11-15"


def programme(*sessions: Session) -> Programme:
    """The programme of Milipol Paris 2023 with these sessions."""
    return Programme(edition="paris-2023", session=sessions)


def on_day(as_of: str | AsOf, *sessions: Session, date: str = DAY) -> tuple[SessionAsOf, ...]:
    """The sessions of a day of Milipol Paris 2023 as of a date."""
    as_of = at(as_of) if isinstance(as_of, str) else as_of
    seen = view(as_of, notice("2023-09-30", "2023-10-28/2023-11-17"))
    return sessions_on(seen, programme(*sessions), day(date), as_of)


def ids(sessions: tuple[SessionAsOf, ...]) -> list[str]:
    """Their ids, in their order."""
    return [talk.session.id for talk in sessions]


def clock(time: str) -> str:
    """A time on the day of the sessions, in Paris."""
    return f"{DAY}T{time}+01:00"


def test_sessions_with_a_time_come_first_in_order() -> None:
    sessions = (
        session("late", hours="15:00"),
        session("afternoon", half_day="afternoon"),
        session("morning", half_day="morning"),
        session("sometime"),
        session("later", hours="09:30"),
        session("early", hours="09:00-17:00"),
        session("also-early", hours="09:00"),
    )
    assert ids(on_day(DAY, *sessions)) == [
        "early",
        "also-early",
        "later",
        "late",
        "sometime",
        "morning",
        "afternoon",
    ]


@pytest.mark.parametrize(
    ("hours", "written", "half_day"),
    [
        ("11:59", None, "morning"),  # before noon
        ("12:00", None, "afternoon"),  # noon
        ("11:30", "afternoon", "afternoon"),  # given
        ("", "morning", "morning"),  # given without a time
        ("", None, None),  # unknown
    ],
)
def test_half_day_is_given_or_follows_from_the_start(
    hours: str, written: HalfDay | None, half_day: HalfDay | None
) -> None:
    (talk,) = on_day(DAY, session("talk", hours=hours, half_day=written))
    assert talk.half_day == half_day


@pytest.mark.parametrize(
    ("hours", "as_of", "phase", "estimated"),
    [
        ("10:00-10:30", clock("09:59:59"), "upcoming", False),
        ("10:00-10:30", clock("10:00:00"), "on", False),
        ("10:00-10:30", clock("10:29:59"), "on", False),
        ("10:00-10:30", clock("10:30:00"), "over", False),
        # Without an end it may be on for 30 minutes, also over midnight.
        ("11:00", clock("10:59:59"), "upcoming", False),
        ("11:00", clock("11:00:00"), "on", True),
        ("11:00", clock("11:29:59"), "on", True),
        ("11:00", clock("11:30:00"), "over", True),
        ("23:45", "2023-11-16T00:14+01:00", "on", True),
        ("23:45", "2023-11-16T00:15+01:00", "over", False),
        ("22:30-00:30", "2023-11-16T00:29+01:00", "on", False),
        # Another zone changes nothing.
        ("10:00-10:30", f"{DAY}T17:20+08:00", "on", False),
        # Without a time it has no phase on its day.
        ("", DAY, None, False),
        ("", clock("10:20"), None, False),
        # On other days it is upcoming or over.
        *(
            (hours, as_of, phase, False)
            for hours in ("", "10:00-10:30")
            for as_of, phase in (
                ("2023-11-14", "upcoming"),
                ("2023-11-16", "over"),
                ("2023-11-14T23:59+01:00", "upcoming"),
                ("2023-11-16T00:00+01:00", "over"),
            )
        ),
    ],
)
def test_a_session_is_on_from_its_start_until_its_end(
    hours: str, as_of: str, phase: str | None, *, estimated: bool
) -> None:
    (talk,) = on_day(as_of, session("talk", hours=hours))
    assert (talk.phase, talk.estimated) == (phase, estimated)


@pytest.mark.parametrize(
    "as_of", ["2023-11-10", clock("09:00"), clock("10:10"), "2023-11-16T12:00+01:00"]
)
@pytest.mark.parametrize(
    "called_off",
    [notice("2023-11-01", "", "cancelled"), notice("2023-11-01", "", "postponed")],
    ids=["cancelled", "postponed"],
)
def test_a_session_of_a_cancelled_or_postponed_edition_has_no_phase(
    called_off: Notice, as_of: str
) -> None:
    """Nothing of it is to come, is on or is over."""
    held = notice("2023-09-30", "2023-11-14/2023-11-17")
    seen = view(at(as_of), held, called_off)
    talk = session("talk", hours="10:00-10:30")
    assert session_as_of(seen, talk, at(as_of)).phase is None
    (cancelled,) = sessions_on(seen, programme(talk), day(DAY), at(as_of))
    assert (cancelled.phase, cancelled.next) == (None, False)


@pytest.mark.parametrize(
    ("time", "expected"), [("09:00", "panel"), ("10:00", "talk"), ("12:00", None)]
)
def test_only_one_session_is_next(time: str, expected: str | None) -> None:
    sessions = (
        session("untimed"),
        session("talk", hours="12:00"),
        session("panel", hours="10:00-11:00"),
        session("keynote", hours="10:00-11:00"),
    )
    next_ids = [talk.session.id for talk in on_day(clock(time), *sessions) if talk.next]
    assert next_ids == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "as_of", ["2023-11-14", "2023-11-14T23:59+01:00", "2023-11-16T00:00+01:00"]
)
def test_nothing_is_next_on_another_day_or_without_a_clock(as_of: str) -> None:
    sessions = session("a", hours="10:00"), session("b", hours="11:00")
    assert [talk.next for talk in on_day(as_of, *sessions)] == [False, False]


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        ("22:30-00:30", "2023-11-16T00:30:00+01:00"),  # after midnight
        ("22:30-00:00", "2023-11-16T00:00:00+01:00"),  # midnight
        ("22:30-22:30", "2023-11-16T22:30:00+01:00"),  # a day later
        ("22:30-22:31", "2023-11-15T22:31:00+01:00"),  # same day
    ],
)
def test_end_that_is_not_after_the_start_is_on_the_next_day(hours: str, ends: str) -> None:
    _, end = session_span(session("night", hours=hours), PARIS)
    assert end is not None
    assert end.isoformat() == ends


@pytest.mark.parametrize("as_of", [DAY, clock("10:20")], ids=["day", "moment"])
def test_session_without_a_day_has_no_phase(as_of: str) -> None:
    seen = view(as_of, notice("2023-09-30", "2023-11-14/2023-11-17"))
    held = session("someday", None, half_day="morning")
    assert session_as_of(seen, held, at(as_of)) == SessionAsOf(
        session=held,
        id="paris-2023/someday",
        edition=seen,
        starts=None,
        ends=None,
        half_day="morning",
        phase=None,
    )


@pytest.mark.parametrize("reader", [PARIS, SINGAPORE], ids=["paris", "singapore"])
@pytest.mark.parametrize(
    ("hours", "phase"), [("01:50", "over"), ("01:50-02:30", "over"), ("02:50", "on")]
)
def test_phase_when_clocks_change_is_the_same_for_every_reader(
    hours: str, phase: str, reader: ZoneInfo
) -> None:
    """At the second 02:05 the first 02:50 was 15 minutes ago."""
    as_of = at("2023-10-29T02:05+01:00", reader)
    night = session("night", "2023-10-29", hours)
    (talk,) = on_day(as_of, night, date="2023-10-29")
    assert talk.phase == phase
