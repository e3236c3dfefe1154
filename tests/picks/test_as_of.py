"""Picks as of a date: phases, moves, and what else changed since they were picked."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from agendas import (
    FILE,
    HELD,
    agenda_of,
    conflicts_in,
    ids_in,
    own,
    picks_in,
    picks_of,
    picks_of_matches,
)
from builders import NEW_YORK, SINGAPORE, at, edition, matches, notice, session, show, theme
from milipol_cli.commands.agenda.query import Agenda
from milipol_cli.look.words import picks as pick_words
from milipol_cli.look.words.dates import spelled_out as spoken
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.network.occasions import on_clock
from milipol_cli.picks.as_of import at_in_zone, is_past, own_picks

BELL, DEE, FOX = (Speaker(name=name) for name in ("A. Bell", "C. Dee", "F. Fox"))
MOVED_DAY = "moved: Milipol Paris 2023 is now on {} November 2023; pick another day"


def at_last(held: tuple[Session, ...], now: tuple[Session, ...]) -> Agenda:
    """The agenda of sessions that were picked as `held`, and are `now`."""
    return agenda_of(*picks_of(*held), sessions=now)


@pytest.mark.parametrize(
    ("then", "now", "message"),
    [
        ("11:00-12:00", "11:30-12:30", "moved: was 11:00-12:00, now 11:30-12:30"),
        ("11:00", "11:30", "moved: was 11:00, now 11:30"),
        ("11:00-12:00", "11:00-12:30", "moved: was 11:00-12:00, now 11:00-12:30"),
        ("11:00-12:00", "11:00", "moved: was 11:00-12:00, now 11:00"),
        ("11:00", "", "moved: was 11:00, now time not published"),
        ("11:00", "11:00-12:00", None),
        ("", "11:00-12:00", None),
    ],
)
def test_a_session_moved_since_it_was_picked(then: str, now: str, message: str | None) -> None:
    answer = at_last((session("a", hours=then),), (session("a", hours=now),))
    assert conflicts_in(answer) == ([] if message is None else [("a", message)])


def test_a_session_moved_to_another_day_or_to_none() -> None:
    held = (session("a", hours="11:00"), session("b", "2023-11-15"))
    now = (session("a", "2023-11-16", "10:00"), session("b", None))
    assert conflicts_in(at_last(held, now)) == [
        ("a", "moved: was Wednesday 15 November 2023, 11:00, now Thursday 16 November 2023, 10:00"),
        (
            "b",
            "moved: was Wednesday 15 November 2023, time not published, now a day not"
            " known, time not published",
        ),
    ]


def test_an_edition_moved_was_cancelled_postponed_or_is_not_known_yet() -> None:
    held = edition("paris-2023", HELD)
    picks = picks_of_matches(
        matches(["paris-2023", "paris-2023/2023-11-17"], show(held)),
        [show(held)],
        lambda _: None,
        at("2023-10-01"),
    )

    def with_notice(*args: Any, **fields: Any) -> list[tuple[str, str]]:
        later = notice("2023-10-02", *args, **fields)
        return conflicts_in(agenda_of(*picks, files=(show(edition("paris-2023", HELD, later)),)))

    assert with_notice("2023-11-20/2023-11-23") == [
        ("2023-11-17", MOVED_DAY.format("20-23")),
        ("paris-2023", "moved: was 14-17 November 2023, now 20-23 November 2023"),
    ]
    assert with_notice("2023-11-14/2023-11-16") == [
        ("paris-2023", "moved: was 14-17 November 2023, now 14-16 November 2023"),
        ("2023-11-17", MOVED_DAY.format("14-16")),
    ]
    cancelled = [("paris-2023", "cancelled"), ("2023-11-17", "cancelled")]
    assert with_notice("", "cancelled") == cancelled
    assert with_notice("", "postponed") == [(key, "postponed") for key, _ in cancelled]
    assert conflicts_in(agenda_of(*picks, as_of="2023-01-01")) == [
        (key, "not known yet") for key, _ in cancelled
    ]


def test_a_session_on_superseded_days_has_moved() -> None:
    """As soon as that is known, but not before."""
    talk = session("talk", hours="10:00-11:00")
    moved = notice("2023-11-20", "2024-03-05/2024-03-08", "postponed")
    file = show(edition("paris-2023", HELD, moved))
    for as_of, conflicts in (
        ("2023-11-10", []),
        ("2023-11-15", []),
        ("2023-11-20", [("talk", MOVED_DAY.format("5-8").replace("November 2023", "March 2024"))]),
    ):
        answer = agenda_of(*picks_of(talk), sessions=(talk,), files=(file,), as_of=as_of)
        assert conflicts_in(answer) == conflicts


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        ("2023-11-10", False),
        ("2023-11-15", False),
        ("2023-11-15T10:20+01:00", False),
        ("2023-11-16", True),
        ("2023-12-24", True),
    ],
)
def test_days_and_sessions_of_a_cancelled_edition_have_no_phase(as_of: str, past: bool) -> None:
    """They are past after their day; what was postponed may come."""
    talk = session("talk", hours="10:00-11:00")
    picks = [*picks_of(talk), Pick(id="paris-2023/2023-11-15")]
    for status in ("cancelled", "postponed"):
        off = show(edition("paris-2023", HELD, notice("2023-10-02", "", status)))
        answer = agenda_of(*picks, sessions=(talk,), files=(off,), as_of=as_of)
        assert [pick.phase for pick in answer.known] == [None, None]
        is_over = past and status == "cancelled"
        assert [is_past(pick, at(as_of)) for pick in answer.known] == [is_over, is_over]


def test_a_pick_is_not_called_gone_if_its_file_could_not_be_read() -> None:
    answer = agenda_of(
        Pick(id="paris-2023/lost", title="Lost"),
        Pick(id="mars-2024", title="Mars"),
        own("stand", "2024-01-01", edition="venus-2024"),
        own("lander", "2024-01-02", edition="mars-2024"),
        own("at-home", "2024-01-03"),
        unread=lambda key: key.startswith(("paris", "venus")),
    )
    assert ids_in(answer, "not in the data") == ["paris-2023/lost", "mars-2024"]
    assert conflicts_in(answer) == [
        ("stand", "not checked: one of your data files has errors"),
        ("lander", "gone: mars-2024 is no longer in the data"),
        ("mars-2024", "gone: no longer in the data"),
        ("lost", "not checked: one of your data files has errors"),
    ]


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        ("2023-11-15T14:00+00:00", []),  # the call began two hours ago
        ("2023-11-16T05:00+14:00", ["paris-2023/lost"]),  # tomorrow for the reader
        ("2023-11-15T04:30-12:00", ["agenda/call"]),  # tomorrow in Singapore
        ("2023-11-15", []),
        ("2023-11-16", ["paris-2023/lost", "agenda/call"]),
    ],
)
def test_a_pick_without_an_end_is_past_when_its_day_is_over_where_it_is(
    as_of: str, past: list[str]
) -> None:
    """That is in its zone, or on the reader's calendar if it has none."""
    lost = Pick(id="paris-2023/lost", title="Lost", date=dt.date(2023, 11, 15))
    call = own("call", "2023-11-15T20:00", None, zone=SINGAPORE)
    answer = agenda_of(lost, call, as_of=as_of)
    assert [pick.id for pick in answer.known if is_past(pick, at(as_of))] == past


def test_own_picks_are_in_order_on_the_clock_of_their_edition() -> None:
    """As on the agenda, but without conflicts, and though an edition is gone."""
    picks = [
        Pick(id="paris-2023"),
        own("call", "2023-11-15T23:30", zone=SINGAPORE, edition="paris-2023"),
        own("gone", "2023-11-15T16:00", 60, edition="mars-2030"),
        own("day", "2023-11-15"),
    ]
    _, call, gone, whole_day = (
        msgspec.structs.replace(pick, conflicts=()) for pick in agenda_of(*picks).known
    )
    assert own_picks(picks, [FILE], at("2023-11-13")) == (gone, call, whole_day)


@pytest.mark.parametrize(
    ("zone", "minutes", "starts", "ends", "days"),
    [
        (SINGAPORE, 30, "2023-11-16T06:30", "2023-11-16T07:00", ("16", "16")),
        (NEW_YORK, 30, "2023-11-15T17:30", "2023-11-15T18:00", ("15", "15")),
        (NEW_YORK, 24 * 60, "2023-11-15T17:30", "2023-11-16T17:30", ("15", "16")),
        (NEW_YORK, 390, "2023-11-15T17:30", "2023-11-16T00:00", ("15", "15")),
        (NEW_YORK, None, "2023-11-15T17:30", None, ("15", "15")),
    ],
)
def test_an_entry_has_its_days_on_any_clock(
    zone: ZoneInfo, minutes: int | None, starts: str, ends: str | None, days: tuple[str, str]
) -> None:
    entry = agenda_of(own("call", "2023-11-15T23:30", minutes)).known[0]
    assert entry.starts is not None
    assert at_in_zone(entry.starts, zone).tzinfo is zone
    local = on_clock(entry, zone)
    assert (local.starts, local.ends) == (
        dt.datetime.fromisoformat(starts).replace(tzinfo=zone),
        None if ends is None else dt.datetime.fromisoformat(ends).replace(tzinfo=zone),
    )
    first, last = (dt.date.fromisoformat(f"2023-11-{day}") for day in days)
    assert (local.first, local.last) == (first, last)
    around = [first - dt.timedelta(days=1), first, last, last + dt.timedelta(days=1)]
    assert [local.is_on_day(day) for day in around] == [False, True, True, False]
    (whole_day,) = agenda_of(own("day", "2023-11-15")).known
    assert on_clock(whole_day, zone) is whole_day


def test_a_deadline_has_one_time_also_on_another_date() -> None:
    """At midnight, it is on the day that begins."""
    (pick,) = agenda_of(own("order", "2023-11-15T00:00", None, kind="deadline")).picks
    assert (pick.first, pick.last) == (dt.date(2023, 11, 15), dt.date(2023, 11, 15))
    (pick,) = agenda_of(own("badge", "2023-11-14T02:00", None, kind="deadline")).picks
    clocks = "02:00 Paris, 20:00 -1 day New York"
    assert pick_words.clocks(pick, NEW_YORK) == spoken(clocks) == clocks


@pytest.mark.parametrize(
    ("as_of", "phases"),
    [
        ("2023-11-12", ["upcoming", "upcoming", "upcoming", "upcoming"]),
        ("2023-11-13", [None, "upcoming", "upcoming", "upcoming"]),
        ("2023-11-15", [None, "on", None, None]),
        ("2023-11-16", ["over", "over", "over", "over"]),
        ("2023-11-15T09:59+01:00", ["on", "on", "upcoming", "upcoming"]),
        ("2023-11-15T10:00+01:00", ["on", "on", "on", "on"]),
        ("2023-11-15T10:29+01:00", ["on", "on", "on", "on"]),
        ("2023-11-15T10:30+01:00", ["on", "on", "over", "over"]),
        ("2023-11-16T00:00+01:00", ["over", "over", "over", "over"]),
        # It is the next day in Paris already, where the edition is.
        ("2023-11-14T23:30+00:00", ["on", "on", "upcoming", "upcoming"]),
    ],
)
def test_own_entries_have_phases(as_of: str, phases: list[str | None]) -> None:
    """The trip lasts until midnight, so that the next day is not one of its days."""
    picks = (
        own("trip", "2023-11-13T12:00", 60 * 60),
        own("day", "2023-11-15", edition="paris-2023"),
        own("a", "2023-11-15T10:00", 30),
        own("b", "2023-11-15T10:00", None),
    )
    trip, *others = agenda_of(*picks, as_of=as_of).picks
    assert trip.last == dt.date(2023, 11, 15)
    assert [pick.phase for pick in (trip, *others)] == phases


@pytest.mark.parametrize(
    ("as_of", "phases"),
    [
        ("2023-11-09T22:30+00:00", ["upcoming", "upcoming", "upcoming"]),
        ("2023-11-09T23:30+00:00", ["on", "upcoming", "upcoming"]),
        ("2023-11-14T22:30+00:00", ["over", "upcoming", "upcoming"]),
        ("2023-11-14T23:30+00:00", ["over", "on", "upcoming"]),
        ("2023-11-15T22:30+00:00", ["over", "on", "over, estimated"]),
        ("2023-11-15T23:30+00:00", ["over", "over", "over"]),
    ],
)
def test_a_day_is_on_where_its_edition_is(as_of: str, phases: list[str]) -> None:
    """At 23:30 in London, it is the next day in Paris."""
    picks = (
        own("a", "2023-11-10", kind="deadline", edition="paris-2023", before="4d"),
        Pick(id="paris-2023/2023-11-15"),
        own("b", "2023-11-15T10:00", None, edition="paris-2023"),
    )
    known = agenda_of(*picks, as_of=as_of).known
    assert [f"{pick.phase}{', estimated' * pick.estimated}" for pick in known] == phases
    assert {pick.edition and pick.edition.id for pick in known} == {"paris-2023"}


def test_an_own_entry_outlives_its_edition() -> None:
    off = show(edition("paris-2023", HELD, notice("2023-10-02", "", "cancelled")))
    first = own("dinner", "2023-11-15T20:00", 60, edition="paris-2023")
    second = own("call", "2023-11-15T20:30", 60)
    assert conflicts_in(agenda_of(first, second, files=(off,))) == [
        ("dinner", "cancelled"),
        ("call", "overlaps Meeting: Dinner by 30 min"),
    ]
    whole = own("visit", "2023-11-15", edition="paris-2023")
    assert conflicts_in(agenda_of(whole, files=(off,))) == [("visit", "cancelled")]
    for when in ("2023-11-15", "2023-11-15T10:00"):
        lost = own("stand", when, edition="mars-2030")
        assert conflicts_in(agenda_of(lost)) == [
            ("stand", "gone: mars-2030 is no longer in the data")
        ]


def test_editions_are_dated_as_far_as_is_known() -> None:
    known = {
        "paris-2020": notice("2020-01-01", "2023-12"),
        "paris-2021": notice("2020-01-01", "2023-12-05"),
        "paris-2022": notice("2020-01-01", "2024"),
    }
    file = show(*(edition(key, dates) for key, dates in known.items()))
    picks = picks_of_matches(matches(known, file), [file], lambda _: None, at("2023-11-13"))
    answer = agenda_of(*picks, files=(file,))
    whole_days = picks_in(answer, "whole days")
    assert [pick_words.time_of_pick(pick) for pick in whole_days] == [
        "December 2023",
        "from 5 December 2023",
        "2024",
    ]
    states = [pick_words.state(pick, answer.as_of) for pick in picks_in(answer, "whole days")]
    assert states == ["day not known", "in 22 days", "day not known"]


def test_a_pick_of_new_dates_has_not_moved_before_they_were_known() -> None:
    later = notice("2023-10-02", "2023-11-20/2023-11-23")
    file = show(edition("paris-2023", HELD, later))
    picks = picks_of_matches(
        matches(["paris-2023"], file), [file], lambda _: None, at("2023-10-05")
    )
    picks += [Pick(id="paris-2023/2023-11-21"), Pick(id="paris-2023/2023-11-24")]
    assert conflicts_in(agenda_of(*picks, files=(file,), as_of="2023-10-01")) == [
        ("2023-11-24", MOVED_DAY.format("14-17"))
    ]


@pytest.mark.parametrize(
    ("kept", "now"),
    [("2023-11-14", "2023-11-14/2023-11-17"), ("2023-11-14/2023-11-17", "2023-11-14")],
)
def test_an_edition_has_not_moved_if_only_its_last_day_became_known_or_unknown(
    kept: str, now: str
) -> None:
    then, file = (show(edition("paris-2023", notice("2023-09-30", days))) for days in (kept, now))
    picks = picks_of_matches(
        matches(["paris-2023"], then), [then], lambda _: None, at("2023-10-05")
    )
    assert conflicts_in(agenda_of(*picks, files=(file,))) == []


def test_a_deadline_before_a_show_has_moved_from_a_day_that_no_dates_give() -> None:
    def answer(day: str, as_of: str, later: str, **fields: Any) -> tuple[Any, ...]:
        moved = notice("2023-10-02", later)
        values = {"kind": "deadline", "edition": "paris-2023", "before": "4d", **fields}
        file = show(edition("paris-2023", HELD, moved))
        found = agenda_of(own("order", day, **values), files=(file,), as_of=as_of)
        return str(found.known[0].first), *(words for _, words in conflicts_in(found))

    days = "2023-11-20/2023-11-23"
    was = "moved: was {} November 2023, now Friday 10 November 2023"
    assert answer("2023-11-10", "2023-10-01", days) == ("2023-11-10",)
    assert answer("2023-11-16", "2023-10-01", days) == ("2023-11-10",)
    assert answer("2023-11-09", "2023-10-01", days) == ("2023-11-10", was.format("Thursday 9"))
    assert answer("2023-11-10", "2023-10-02", days) == (
        "2023-11-16",
        "moved: was Friday 10 November 2023, now Thursday 16 November 2023",
    )
    assert answer("2023-11-10", "2023-10-02", days, done=True) == ("2023-11-16",)
    # The first day of a month is not yet known, so nothing is said about the deadline.
    assert answer("2023-11-09", "2023-10-01", "2023-12") == ("2023-11-10",)
    assert answer("2023-11-09", "2023-10-02", "2023-12") == ("None",)


@pytest.mark.parametrize(
    ("when", "days", "dates"),
    [
        ("2023-11-14", ("2023-11-14", "2023-11-15", "2024-01-12"), None),
        ("2023-11-14", ("2023-11-13", "2024-01-13"), "from 14 November 2023"),
        ("2023-11", ("2023-11-01", "2023-11-30"), None),
        ("2023-11", ("2023-10-31", "2023-12-01"), "in November 2023"),
        ("2023", ("2022-12-31", "2024-01-01"), "in 2023"),
        ("2023-11-14/2023-11-17", ("2023-11-18",), "on 14-17 November 2023"),
    ],
)
def test_a_day_has_moved_if_it_cannot_be_one_of_the_edition(
    when: str, days: tuple[str, ...], dates: str | None
) -> None:
    """An edition without an end lasts no longer than any other."""
    file = show(edition("paris-2023", notice("2023-09-30", when)))
    picks = [Pick(id=f"paris-2023/{day}") for day in days]
    moved = f"moved: Milipol Paris 2023 is now {dates}; pick another day"
    assert conflicts_in(agenda_of(*picks, files=(file,))) == [
        (day, moved) for day in days if dates is not None
    ]


@pytest.mark.parametrize(
    ("then", "now", "text"),
    [
        ({"room": "Room 3"}, {"room": "Room 8"}, "moved from Room 3 to Room 8"),
        ({"room": "Room 3"}, {}, "moved from Room 3 to a room not published"),
        ({"room": "Room 3"}, {"room": "ROOM  3"}, None),
        ({}, {"room": "Room 8"}, None),
        ({"title": "Dogs"}, {"title": "Drones"}, "new title: was Dogs"),
        ({"title": None}, {"title": "Drones"}, None),
        ({"title": "Dogs"}, {"title": None}, "new title: was Dogs"),
        ({"speaker": (BELL, DEE)}, {"speaker": (DEE, BELL)}, None),
        ({"speaker": (BELL,)}, {"speaker": (DEE,)}, "no longer with A. Bell; now with C. Dee"),
        ({"speaker": (BELL,)}, {"speaker": ()}, "no longer with A. Bell"),
        ({"speaker": (BELL,)}, {"speaker": (BELL, DEE, FOX)}, "now with C. Dee, F. Fox"),
        ({"speaker": ()}, {"speaker": (BELL,)}, None),
    ],
)
def test_a_change_is_reported_until_it_is_picked_again(
    then: dict[str, Any], now: dict[str, Any], text: str | None
) -> None:
    before = session("a", hours="10:00", **{"speaker": (), **then})
    after = session("a", hours="10:00", **{"speaker": (), **now})
    answer = agenda_of(*picks_of(before), sessions=(after,))
    assert conflicts_in(answer) == ([] if text is None else [("a", text)])
    kinds = {conflict.kind for pick in answer.picks for conflict in pick.conflicts}
    assert all({f"new {field}", f"new {field}s"} & kinds for field in then if text)
    assert conflicts_in(agenda_of(*picks_of(after), sessions=(after,))) == []


def test_the_theme_of_a_half_day_is_no_title_that_changed() -> None:
    now = session("a", hours="10:00", title="Dogs")
    pick = Pick(id="paris-2023/a", title="Security")
    themes = (theme("Security", half_day="morning"),)
    assert conflicts_in(agenda_of(pick, sessions=(now,), themes=themes)) == []
    untitled = session("a", hours="10:00", title=None)
    (row,) = agenda_of(pick, sessions=(untitled,), themes=themes).picks
    assert (row.theme, row.conflicts) == ("Security", ())


def test_the_title_that_a_pick_keeps_is_short_enough_for_its_file() -> None:
    talk = session("a", hours="10:00", title=None, speaker=(Speaker(name="x" * 9_999),))
    (pick,) = picks_of(talk)
    assert pick.title is not None
    assert len(pick.title) == MOST_CHARACTERS
    assert conflicts_in(agenda_of(pick, sessions=(talk,))) == []
