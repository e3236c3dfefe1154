"""The free time between picks."""

import pytest

from agendas import agenda_of, own, picks_of
from builders import SINGAPORE, session, theme
from milipol_cli.commands.agenda.day_words import day_heading, free_words
from milipol_cli.commands.agenda.query import Agenda
from milipol_cli.picks.free_time import FreeTime


def free_times(answer: Agenda) -> list[tuple[str, str, list[str]]]:
    """Free time: its clock times, its words, and the sessions that fit."""
    return [
        (
            f"{free.starts:%H:%M}-{free.ends:%H:%M}",
            free_words(free),
            [session.session.id for session in free.fits],
        )
        for day in answer.days
        for free in day.free_time
    ]


def test_free_time_lists_the_sessions_that_fit() -> None:
    held = (
        session("early", hours="09:00-10:00", kind="panel"),
        session("late", hours="13:00-14:00"),
        session("fits", hours="10:00-11:00"),
        session("fits-open", hours="12:30"),
        session("too-long", hours="12:00-13:01"),
        session("too-late-open", hours="12:31"),
        session("too-early", hours="09:59-10:30"),
        session("no-time"),
        session("other-day", "2023-11-16", "10:00-11:00"),
    )
    themes = (theme("Drones"), theme("Dogs", "2023-11-16"))
    answer = agenda_of(*picks_of(*held[:2]), sessions=held, themes=themes)
    assert free_times(answer) == [
        ("10:00-13:00", "3 h free after the panel", ["fits", "fits-open"])
    ]
    assert [each.title for each in answer.days[0].themes] == ["Drones"]
    assert free_times(agenda_of(*picks_of(*held[:2]), sessions=held, gap=181)) == []


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-11-15", {"10:00-11:00": ["a", "b"], "12:00-13:00": ["c"]}),
        ("2023-11-15T10:10:59+01:00", {"10:10-11:00": ["b"], "12:00-13:00": ["c"]}),
        ("2023-11-15T10:30+01:00", {"10:30-11:00": [], "12:00-13:00": ["c"]}),
        ("2023-11-15T10:31+01:00", {"12:00-13:00": ["c"]}),
        ("2023-11-15T11:00+01:00", {"12:00-13:00": ["c"]}),
        ("2023-11-15T13:00+01:00", {}),
        ("2023-11-16", {}),
    ],
)
def test_past_time_is_not_free(as_of: str, expected: dict[str, list[str]]) -> None:
    held = (
        session("early", hours="09:00-10:00"),
        session("middle", hours="11:00-12:00"),
        session("late", hours="13:00-14:00"),
        session("a", hours="10:00-10:30"),
        session("b", hours="10:15-11:00"),
        session("c", hours="12:00-13:00"),
    )
    answer = agenda_of(*picks_of(*held[:3]), sessions=held, as_of=as_of)
    assert {when: fits for when, _, fits in free_times(answer)} == expected


def test_nobody_is_free_while_a_pick_elsewhere_is_on() -> None:
    """In another zone, of the reader's own, or since the night before."""
    held = (
        session("early", hours="09:00-10:00", kind="panel"),
        session("late", hours="15:00-16:00"),
        session("night", "2023-11-14", "22:00-08:30", kind="awards"),
        session("seven", hours="07:00-07:30"),
    )
    call = own("call", "2023-11-15T19:00", 60, zone=SINGAPORE)
    assert free_times(agenda_of(*picks_of(*held[:2]), call, sessions=held)) == [
        ("10:00-12:00", "2 h free after the panel", []),
        ("13:00-15:00", "2 h free after the meeting", []),
    ]
    over_night = agenda_of(*picks_of(held[3], held[0], held[2]), sessions=held)
    assert free_times(over_night) == [("08:30-09:00", "30 min free after the awards", [])]
    early = own("form", "2023-11-15T08:00", None, kind="deadline")
    after_it = agenda_of(*picks_of(held[0], held[2]), early, sessions=held)
    assert free_times(after_it) == []
    deadline = own("order", "2023-11-15T12:00", None, kind="deadline")
    day = agenda_of(*picks_of(*held[:2]), deadline, sessions=held).days[0]
    assert [row.after.id if isinstance(row, FreeTime) else "pick" for row in day.timed_rows] == [
        "pick",
        "paris-2023/early",
        "pick",
        "pick",
    ]


@pytest.mark.parametrize(
    ("hours", "gap", "expected"),
    [
        (
            ["09:00-11:00", "09:30-10:00", "12:00", "13:00-14:00"],
            30,
            [
                ("11:00-12:00", "1 h free after the panel", []),
                ("12:30-13:00", "30 min may be free after the talk", []),
            ],
        ),
        (
            ["09:00-10:00", "09:30-10:00", "10:00-11:00", "11:01-12:00"],
            0,
            [("11:00-11:01", "1 min free after the talk", [])],
        ),
        # Of picks that end together, it follows the one that began first.
        (
            ["09:00-11:00", "10:00-11:00", "12:00-13:00"],
            30,
            [("11:00-12:00", "1 h free after the panel", [])],
        ),
    ],
)
def test_free_time_begins_when_all_earlier_picks_are_over(
    hours: list[str], gap: int, expected: list[tuple[str, str, list[str]]]
) -> None:
    """It follows the pick that ends last; not even the shortest gap is no time."""
    held = tuple(
        session(f"s{at}", hours=when, kind="talk" if at else "panel")
        for at, when in enumerate(hours)
    )
    assert free_times(agenda_of(*picks_of(*held), sessions=held, gap=gap)) == expected


def test_only_days_of_a_show_have_free_time() -> None:
    before = [
        own("a", "2023-11-12T09:00", edition="paris-2023"),
        own("b", "2023-11-12T15:00", edition="paris-2023"),
        own("c", "2023-12-01T09:00"),
        own("d", "2023-12-01T15:00"),
    ]
    answer = agenda_of(*before, as_of="2023-11-11")
    assert free_times(answer) == []
    assert [day_heading(day) for day in answer.days] == [
        "Sun 12 Nov 2023, Milipol Paris",
        "Fri 1 Dec 2023",
    ]
