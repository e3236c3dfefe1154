"""What a person checks about a programme: its days, three sessions, its rooms."""

import datetime as dt

from milipol_cli.commands.importing.glance import double_bookings, overviews, samples
from milipol_cli.network.model.programmes import Session

DAY = dt.date(2027, 5, 4)


def session(title: str, start: int | None, end: int | None, room: str | None) -> Session:
    """A session on the day, between hours."""
    return Session(
        id=title.lower(),
        title=title,
        date=None if start is None else DAY,
        start=None if start is None else dt.time(start),
        end=None if end is None else dt.time(end),
        room=room,
    )


LATE = session("Late", 22, 1, "B")
ALL = [
    LATE,
    session("A", 9, 11, "A"),
    session("B", 10, 11, "A"),
    session("C", 11, None, "A"),
    session("D", 11, 12, "A"),
    session("E", None, None, None),
]


def test_a_day_ends_after_midnight() -> None:
    (day, undated) = overviews(ALL)
    assert (day.first_start, day.last_end) == (
        dt.time(9),
        dt.datetime(2027, 5, 5, 1),  # noqa: DTZ001
    )
    assert day.rooms == ("A", "B")
    assert (undated.first_start, undated.last_end) == (None, None)


def test_three_sessions_are_shown_or_fewer() -> None:
    assert {name: s.title for name, s in samples(ALL).items()} == {
        "First": "A",
        "Middle": "C",
        "Last": "E",
    }
    assert [*samples(ALL[:2])] == ["First", "Last"]
    assert [*samples(ALL[:1])] == ["First"]
    assert samples([]) == {}


def test_a_room_with_two_sessions_at_a_time_is_a_doubt() -> None:
    assert [*map(str, double_bookings(ALL).sorted_doubts())] == [
        "'B': A has 'A' at the same time",
        "'D': A has 'C' at the same time",
    ]
