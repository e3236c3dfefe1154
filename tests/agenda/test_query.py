"""The agenda: what overlaps, what is tight, what moved, what is free."""

import datetime as dt
import itertools
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    PARIS,
    SINGAPORE,
    at,
    edition,
    notice,
    session,
    show,
    theme,
    today,
)
from milipol_cli.agenda import new_picks, words
from milipol_cli.agenda import query as questions
from milipol_cli.agenda.conflict_words import ConflictWords
from milipol_cli.agenda.conflicts import find_conflicts
from milipol_cli.agenda.query import Agenda, AgendaDay
from milipol_cli.agenda.remove import find_id
from milipol_cli.errors import BadInput, UnknownId
from milipol_cli.look.words.dates import spelled_out as spoken
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import Programme, Session, Speaker
from milipol_cli.network.model.shows import ShowFile, Status
from milipol_cli.network.sessions import utc
from milipol_cli.picks import words as pick_words
from milipol_cli.picks.as_of import Conflict, PickAsOf, at_in_zone
from milipol_cli.picks.model import Pick
from milipol_cli.today.query import has_clock, with_picks

NEW_YORK = ZoneInfo("America/New_York")
MINUTE = dt.timedelta(minutes=1)
HELD = notice("2023-09-30", "2023-11-14/2023-11-17", venue="villepinte")
FILE = show(edition("paris-2023", HELD))
MOVED_DAY = "moved: Milipol Paris 2023 is now on {} November 2023; pick another day"


def own(slug: str, when: str, minutes: int | None = 30, **fields: Any) -> Pick:
    """An entry of the reader's own, at a time in Paris unless `fields` say where."""
    given: dict[str, Any] = {"kind": "meeting", "title": slug.capitalize(), **fields}
    if "T" not in when:
        return Pick(id=f"agenda/{slug}", date=dt.date.fromisoformat(when), **given)
    return Pick(
        id=f"agenda/{slug}",
        at=dt.datetime.fromisoformat(when),
        minutes=minutes,
        zone=given.pop("zone", PARIS),
        **given,
    )


def asked(
    *picks: Pick,
    sessions: tuple[Session, ...] = (),
    files: tuple[ShowFile, ...] = (FILE,),
    as_of: str = "2023-11-13",
    change: int = 10,
    gap: int = 30,
    themes: tuple[Any, ...] = (),
) -> Agenda:
    """The agenda of these picks, with these sessions at Milipol Paris 2023."""
    programme = Programme(edition="paris-2023", session=sessions, theme=themes)
    return questions.agenda(
        picks,
        files,
        at(as_of),
        programme=lambda key: programme if key == "paris-2023" else None,
        change=change * MINUTE,
        gap=gap * MINUTE,
    )


def picks_of(*sessions: Session) -> list[Pick]:
    """Picks of sessions, as they are now."""
    programme = Programme(edition="paris-2023", session=sessions)
    ids = [f"paris-2023/{one.id}" for one in sessions]
    as_of = at("2023-11-13")
    return new_picks.picks_of(ids, [FILE], as_of, programme=lambda _: programme)


def told(answer: Agenda) -> list[tuple[str, str]]:
    """The marks of an agenda in words, each with the pick it stands under."""
    marks = ConflictWords(answer.picks)
    return [
        (one.pick.id.rpartition("/")[2], marks.words(one, mark))
        for one in answer.picks
        for mark in one.conflicts
    ]


def test_what_is_known_later_of_picked_editions_is_told() -> None:
    moved = edition(
        "paris-2023", HELD, notice("2023-11-20", "2024-03-05/2024-03-08", "postponed")
    )
    still = edition("qatar-2022", notice("2022-01-01", "2022-05-24/2022-05-26"))
    files = (show(moved), show(still))
    answer = asked(Pick(id="paris-2023"), Pick(id="qatar-2022"), files=files)
    assert [view.id for view in answer.later_changes] == ["paris-2023"]
    answer = asked(Pick(id="qatar-2022"), files=files)
    assert answer.later_changes == ()


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("10:00-11:00", "11:00-12:00", None),
        ("10:00-11:00", "10:30-11:30", "overlap: 30 min with the panel"),
        ("10:00-12:00", "10:30-11:00", "overlap: 30 min with the panel"),
        ("10:00-11:00", "10:00-11:00", "overlap: 1 h with the panel"),
        (
            "10:30-12:00",
            "11:00",
            "overlap: starts 30 min into the panel, 1 h before its end",
        ),
        ("10:00", "10:00-11:00", "overlap: starts at the same time as the panel"),
        ("10:00", "10:00", "overlap: starts at the same time as the panel"),
        ("10:00", "10:30-11:00", "may overlap: the panel's end was not published"),
        ("10:00", "11:59", "may overlap: the panel's end was not published"),
        ("10:00", "12:00", None),
        ("09:00-18:00", "15:00-16:00", "overlap: 1 h with the panel"),
        ("23:00-00:30", "23:30-23:45", "overlap: 15 min with the panel"),
    ],
)
def test_two_picks_fit_or_not(first: str, second: str, said: str | None) -> None:
    held = (
        session("a", hours=first, kind="panel"),
        session("b", hours=second, kind="talk"),
    )
    answer = asked(*picks_of(*held), sessions=held)
    assert told(answer) == ([] if said is None else [("b", said)])


@pytest.mark.parametrize(
    ("rooms", "start", "change", "said"),
    [
        (("Hall 4", "Hall 5"), "11:05", 10, "tight: 5 min between Hall 4 and Hall 5"),
        (("Hall 4", "Hall 5"), "11:00", 10, "tight: 0 min between Hall 4 and Hall 5"),
        (("Hall 4", "Hall 5"), "11:10", 10, None),
        (("Hall 4", "Hall 5"), "11:10", 11, "tight: 10 min between Hall 4 and Hall 5"),
        (("Hall 4", "hall  4"), "11:05", 10, None),
        (("Hall 4", None), "11:05", 10, None),
        ((None, None), "11:05", 10, None),
        (("Hall 4", "Hall 5"), "11:05", 0, None),
    ],
)
def test_a_change_of_rooms_is_tight(
    rooms: tuple[str | None, str | None], start: str, change: int, said: str | None
) -> None:
    held = (
        session("a", hours="10:00-11:00", room=rooms[0]),
        session("b", hours=f"{start}-12:00", room=rooms[1]),
    )
    answer = asked(*picks_of(*held), sessions=held, change=change)
    assert told(answer) == ([] if said is None else [("b", said)])


def test_marks_count_whole_minutes() -> None:
    """Seconds that clocks show, too, are not made up, nor left over."""
    held = (
        session("a", hours="10:00:30-11:00:30", room="A"),
        session("b", hours="10:10-10:59:15"),
        session("c", hours="11:05:45-11:30", room="C"),
        session("d", hours="11:59", room="C"),
        session("e", hours="12:09:59"),
    )
    answer = asked(*picks_of(*held), sessions=held)
    assert [
        (one.pick.id[-1], mark) for one in answer.picks for mark in one.conflicts
    ] == [
        (
            "b",
            Conflict(
                kind="overlap",
                other="paris-2023/a",
                minutes=49,
                into_minutes=9,
                left_minutes=50,
            ),
        ),
        ("c", Conflict(kind="tight", other="paris-2023/a", minutes=5)),
        ("e", Conflict(kind="may overlap", other="paris-2023/d", into_minutes=10)),
    ]


def test_an_own_entry_has_a_place_and_overlaps_like_a_session() -> None:
    held = session("a", hours="10:00-11:00", room="Hall 4", kind="awards")
    meeting = own("acme", "2023-11-15T11:05", place="Hall 5", edition="paris-2023")
    other = own("lunch", "2023-11-15T10:50", 20)
    answer = asked(*picks_of(held), meeting, other, sessions=(held,))
    assert told(answer) == [
        ("lunch", "overlap: 10 min with the awards"),
        ("acme", "tight: 5 min between Hall 4 and Hall 5"),
        ("acme", "overlap: 5 min with Meeting: Lunch"),
    ]


def test_an_open_end_in_the_plural() -> None:
    held = (
        session("a", hours="14:00", kind="awards"),
        session("b", hours="14:30-15:00"),
    )
    assert told(asked(*picks_of(*held), sessions=held)) == [
        ("b", "may overlap: the awards' end was not published")
    ]


def test_what_takes_no_time_overlaps_nothing() -> None:
    held = (session("a", hours="10:00-11:00"), session("b"))
    answer = asked(
        *picks_of(*held),
        own("order", "2023-11-15T10:30", None, kind="deadline"),
        own("day", "2023-11-15"),
        sessions=held,
    )
    assert told(answer) == []


def test_overlaps_are_by_the_moment_across_zones_and_changes_of_clocks() -> None:
    """10:00 in Paris is 17:00 in Singapore; 02:30 comes twice on 29 October 2023."""
    away = own("call", "2023-11-15T17:30", zone=SINGAPORE, edition=None)
    held = session("a", hours="10:00-11:00")
    assert told(asked(*picks_of(held), away, sessions=(held,))) == [
        ("call", "overlap: 30 min with the talk")
    ]
    first = own("first", "2023-10-29T02:15", 30)
    second = own("second", "2023-10-29T02:30+01:00", 30)
    assert told(asked(first, second)) == []


def test_what_ends_at_the_clock_it_began_at_may_last_an_hour() -> None:
    """On 29 October 2023, from 02:30 to 02:30 an hour later."""
    first = own("first", "2023-10-29T02:30+02:00", 60)
    second = own("second", "2023-10-29T02:45+02:00", 10)
    answer = asked(first, second)
    assert told(answer) == [("second", "overlap: 10 min with Meeting: First")]
    assert [pick_words.when(one) for one in answer.picks] == [
        "Sunday 29 October 2023, 02:30-02:30 Paris",
        "Sunday 29 October 2023, 02:45-02:55 Paris",
    ]


def test_picks_of_the_night_clocks_change_stand_in_the_order_of_moments() -> None:
    """02:10 in winter is after 02:40 in summer."""
    picks = (own("b", "2023-10-29T02:10+01:00"), own("a", "2023-10-29T02:40+02:00"))
    assert [one.pick.title for one in asked(*picks).picks] == ["A", "B"]
    marked = with_picks(today("2023-10-29", FILE), picks, [FILE])
    assert [one.pick.title for one in marked.own] == ["A", "B"]


def test_a_meeting_without_a_length_may_last() -> None:
    first = own("first", "2023-11-15T10:00", None)
    second = own("second", "2023-11-15T10:20", 5)
    assert [mark for _, mark in told(asked(first, second))] == [
        "may overlap: Meeting: First's end was not published"
    ]


def span(minutes: st.SearchStrategy[int]) -> st.SearchStrategy[PickAsOf]:
    """A pick that starts some minutes into a day, with an end or without."""
    noon = dt.datetime(2023, 11, 15, tzinfo=PARIS)

    def made(slug: str, start: int, length: int | None) -> PickAsOf:
        starts = noon + start * MINUTE
        ends = None if length is None else starts + length * MINUTE
        return PickAsOf(pick=own(slug, "2023-11-15T10:00"), starts=starts, ends=ends)

    lengths = st.none() | st.integers(1, 300)
    return st.builds(made, st.sampled_from(["x", "y"]), minutes, lengths)


def clash(first: PickAsOf, second: PickAsOf, change: dt.timedelta) -> Conflict | None:
    """How two picks do not fit, the one that starts earlier first."""
    marks = find_conflicts([first, second], change).get(second.pick.id, [])
    assert len(marks) <= 1
    return marks[0] if marks else None


def test_as_long_between_rooms_as_a_change_takes_is_not_tight() -> None:
    held = (
        session("a", hours="10:00-11:00", room="A"),
        session("b", hours="11:10-12:00", room="B"),
    )
    first, second = asked(*picks_of(*held), sessions=held).picks
    assert clash(first, second, 10 * MINUTE) is None
    assert clash(first, second, 10 * MINUTE + dt.timedelta(seconds=1)) == Conflict(
        kind="tight", other="paris-2023/a", minutes=10
    )


@given(st.lists(span(st.integers(0, 900)), min_size=2, max_size=2))
def test_a_sure_overlap_is_one_that_any_end_would_leave(pair: list[PickAsOf]) -> None:
    """With whatever ends the unknown ones have: sure is sure, and none is none."""
    first, second = pair
    assert first.starts is not None
    assert second.starts is not None
    if second.starts < first.starts:
        first, second = second, first
    assert first.starts is not None
    assert second.starts is not None
    mark = clash(first, second, dt.timedelta())
    least = first.starts + MINUTE if first.ends is None else first.ends
    surely = second.starts < least
    assert (mark is not None and mark.kind == "overlap") == surely
    most = first.starts + 120 * MINUTE if first.ends is None else first.ends
    assert (mark is not None) == (surely or second.starts < most)
    if mark is not None and mark.minutes is not None:
        assert first.ends is not None
        assert second.ends is not None
        assert mark.minutes == (min(first.ends, second.ends) - second.starts) // MINUTE


QATAR = show(
    edition("qatar-2023", notice("2023-01-01", "2023-11-16/2023-11-19")),
    name="Milipol Qatar",
)


def on_days(*ids: str) -> list[tuple[str, str]]:
    """The marks of picks of Milipol Paris and Qatar 2023, in whatever order."""
    picks = new_picks.picks_of(
        ids, [FILE, QATAR], at("2023-11-01"), programme=lambda _: None
    )
    answer = asked(*picks, files=(FILE, QATAR))
    assert told(asked(*reversed(picks), files=(FILE, QATAR))) == told(answer)
    return told(answer)


def test_editions_on_the_same_days_are_told_at_the_picks_that_share_them() -> None:
    def same(name: str, days: str) -> str:
        return f"same days as Milipol {name} 2023: {days} November 2023"

    assert on_days("paris-2023", "qatar-2023") == [
        ("qatar-2023", same("Paris", "16-17"))
    ]
    assert on_days(
        "paris-2023", "paris-2023/2023-11-16", "qatar-2023", "qatar-2023/2023-11-18"
    ) == [("qatar-2023", same("Paris", "16-17"))]
    assert on_days("paris-2023/2023-11-16", "qatar-2023/2023-11-18") == []
    # What is only shared on the first and the last day is not told of those between.
    assert on_days(
        "paris-2023/2023-11-14",
        "paris-2023/2023-11-17",
        "paris-2023/2023-11-16",
        "qatar-2023/2023-11-16",
        "qatar-2023/2023-11-17",
        "qatar-2023/2023-11-18",
    ) == [("2023-11-16", same("Paris", "16")), ("2023-11-17", same("Paris", "17"))]
    assert on_days("paris-2023", "qatar-2023", "qatar-2023/2023-11-17") == [
        ("qatar-2023", same("Paris", "16-17"))
    ]
    assert on_days("qatar-2023/2023-11-16", "paris-2023/2023-11-16") == [
        ("2023-11-16", same("Paris", "16"))
    ]


def test_rooms_of_two_shows_are_far_apart_whatever_their_names() -> None:
    placed = notice("2023-01-01", "2023-11-14/2023-11-19", venue="doha")
    doha = show(edition("qatar-2023", placed), name="Milipol Qatar")
    as_of = own("here", "2023-11-15T09:00", 60, place="Hall 1")
    away = own("away", "2023-11-15T17:05", zone=SINGAPORE, place="Hall 1")
    pair = (
        msgspec.structs.replace(as_of, edition="paris-2023"),
        msgspec.structs.replace(away, edition="qatar-2023"),
    )
    assert told(asked(*pair, files=(FILE, doha))) == [
        ("away", "tight: 5 min between Hall 1, Villepinte and Hall 1, Doha")
    ]
    assert told(asked(as_of, away)) == []
    assert told(asked(pair[0], away)) == []


def _start(one: PickAsOf) -> dt.datetime:
    assert one.starts is not None  # as all that span() makes
    return one.starts


@given(st.lists(span(st.integers(0, 900)), max_size=7), st.integers(0, 40))
def test_every_pair_that_does_not_fit_is_told(
    found: list[PickAsOf], change: int
) -> None:
    """Looking no further than an end may be misses nothing."""
    named = [
        msgspec.structs.replace(
            one, pick=own(f"p{at}", "2023-11-15T10:00", place=f"{at}")
        )
        for at, one in enumerate(found)
    ]
    pause = change * MINUTE
    ordered = sorted(named, key=_start)
    pairs = itertools.combinations(ordered, 2)
    expected = [clash(first, second, pause) for first, second in pairs]
    marks = find_conflicts(named, pause)
    assert sorted(map(repr, itertools.chain(*marks.values()))) == sorted(
        repr(mark) for mark in expected if mark is not None
    )


@pytest.mark.parametrize(
    ("days", "off", "marks"),
    [
        ("2023-11-12/2023-11-14", "announced", ["paris asia 2023-11-14/2023-11-14"]),
        ("2023-11-12/2023-11-15", "announced", ["paris asia 2023-11-14/2023-11-15"]),
        ("2023-11-14/2023-11-20", "announced", ["asia paris 2023-11-14/2023-11-17"]),
        ("2023-11-13/2023-11-20", "announced", ["paris asia 2023-11-14/2023-11-17"]),
        ("2023-11-15/2023-11-16", "announced", ["asia paris 2023-11-15/2023-11-16"]),
        ("2023-11-17/2023-11-19", "announced", ["asia paris 2023-11-17/2023-11-17"]),
        ("2023-11-12/2023-11-13", "announced", []),
        ("2023-11-18/2023-11-19", "announced", []),
        ("2023-11-15/2023-11-16", "cancelled", []),
    ],
)
def test_editions_share_days(days: str, off: Status, marks: list[str]) -> None:
    """The one that begins later is told of the other, wherever it is picked."""
    other = show(edition("asia-2023", notice("2023-01-01", days, off)), name="Asia")
    answer = asked(
        own("dinner", "2023-11-15", edition="asia-2023"),
        Pick(id="asia-2023"),
        Pick(id="paris-2023"),
        files=(FILE, other),
    )
    assert [
        f"{one.pick.id[:-5]} {(mark.other or '')[:-5]} {mark.first}/{mark.last}"
        for one in answer.picks
        for mark in one.conflicts
        if mark.kind == "same days"
    ] == marks


@pytest.mark.parametrize(
    ("second", "marks"),
    [
        (15, [("2023-11-14", "2023-11-15")]),
        (16, [("2023-11-14", "2023-11-14"), ("2023-11-16", "2023-11-16")]),
    ],
)
def test_shared_days_are_told_in_runs(
    second: int, marks: list[tuple[str, str]]
) -> None:
    other = show(edition("asia-2023", notice("2023-01-01", "2023-11-13/2023-11-20")))
    answer = asked(
        Pick(id="asia-2023/2023-11-14"),
        Pick(id=f"asia-2023/2023-11-{second}"),
        Pick(id="paris-2023"),
        files=(FILE, other),
    )
    assert [
        (one.pick.id, str(mark.first), str(mark.last))
        for one in answer.picks
        for mark in one.conflicts
    ] == [("paris-2023", *days) for days in marks]


def test_of_shared_days_those_are_told_that_were_not() -> None:
    other = show(edition("asia-2023", notice("2023-01-01", "2023-11-13/2023-11-20")))
    answer = asked(
        Pick(id="paris-2023/2023-11-14"),
        Pick(id="paris-2023"),
        Pick(id="asia-2023"),
        files=(FILE, other),
    )
    assert [
        (one.pick.id, str(mark.first), str(mark.last))
        for one in answer.picks
        for mark in one.conflicts
    ] == [
        ("paris-2023", "2023-11-15", "2023-11-17"),
        ("paris-2023/2023-11-14", "2023-11-14", "2023-11-14"),
    ]


def test_an_entry_of_ones_own_takes_no_day_of_an_edition() -> None:
    other = show(
        edition("asia-2023", notice("2023-01-01", "2023-11-15/2023-11-16")), name="Asia"
    )
    answer = asked(
        own("dinner", "2023-11-15", edition="asia-2023"),
        Pick(id="paris-2023"),
        files=(FILE, other),
    )
    assert told(answer) == []


def at_last(held: tuple[Session, ...], now: tuple[Session, ...]) -> Agenda:
    """The agenda of sessions that were picked as `held`, and are `now`."""
    return asked(*picks_of(*held), sessions=now)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("11:00-12:00", "11:30-12:30", "moved: was 11:00-12:00, now 11:30-12:30"),
        ("11:00", "11:30", "moved: was 11:00, now 11:30"),
        ("11:00-12:00", "11:00-12:30", "moved: was 11:00-12:00, now 11:00-12:30"),
        ("11:00-12:00", "11:00", "moved: its end is no longer published"),
        ("11:00", "", "moved: was 11:00, now time not published"),
        ("11:00", "11:00-12:00", None),
        ("", "11:00-12:00", None),
    ],
)
def test_a_session_moved_since_it_was_picked(
    then: str, now: str, said: str | None
) -> None:
    answer = at_last((session("a", hours=then),), (session("a", hours=now),))
    assert told(answer) == ([] if said is None else [("a", said)])


def test_a_session_moved_to_another_day_or_to_none() -> None:
    held = (session("a", hours="11:00"), session("b", "2023-11-15"))
    now = (session("a", "2023-11-16", "10:00"), session("b", None))
    assert told(at_last(held, now)) == [
        (
            "a",
            "moved: was Wednesday 15 November 2023, 11:00, now Thursday 16 November"
            " 2023, 10:00",
        ),
        (
            "b",
            "moved: was Wednesday 15 November 2023, time not published, now a day not"
            " known, time not published",
        ),
    ]


def test_an_edition_moved_was_cancelled_postponed_or_is_not_known_yet() -> None:
    was = edition("paris-2023", HELD)
    picks = new_picks.picks_of(
        ["paris-2023", "paris-2023/2023-11-17"],
        [show(was)],
        at("2023-10-01"),
        programme=lambda _: None,
    )

    def with_notice(*args: Any, **fields: Any) -> list[tuple[str, str]]:
        later = notice("2023-10-02", *args, **fields)
        return told(asked(*picks, files=(show(edition("paris-2023", HELD, later)),)))

    assert with_notice("2023-11-20/2023-11-23") == [
        ("2023-11-17", MOVED_DAY.format("20-23")),
        ("paris-2023", "moved: was 14-17 November 2023, now 20-23 November 2023"),
    ]
    assert with_notice("2023-11-14/2023-11-16") == [
        ("paris-2023", "moved: was 14-17 November 2023, now 14-16 November 2023"),
        ("2023-11-17", MOVED_DAY.format("14-16")),
    ]
    both = [("paris-2023", "cancelled"), ("2023-11-17", "cancelled")]
    assert with_notice("", "cancelled") == both
    assert with_notice("", "postponed") == [(key, "postponed") for key, _ in both]
    assert told(asked(*picks, as_of="2023-01-01")) == [
        (key, "not known yet: nothing had been announced of it") for key, _ in both
    ]


def test_a_session_on_days_that_were_given_up_has_moved() -> None:
    """Once that is known; not before, though its days have begun."""
    talk = session("talk", hours="10:00-11:00")
    moved = notice("2023-11-20", "2024-03-05/2024-03-08", "postponed")
    file = show(edition("paris-2023", HELD, moved))
    for as_of, marks in (
        ("2023-11-10", []),
        ("2023-11-15", []),
        (
            "2023-11-20",
            [("talk", MOVED_DAY.format("5-8").replace("November 2023", "March 2024"))],
        ),
    ):
        answer = asked(*picks_of(talk), sessions=(talk,), files=(file,), as_of=as_of)
        assert told(answer) == marks


def test_an_entry_of_a_show_whose_id_has_a_hyphen_is_of_that() -> None:
    file = show(
        edition("asia-pacific-2024", notice("2023-01-01", "2024-04-03/2024-04-05"))
    )
    mine = own("call", "2024-04-03T10:00", edition="asia-pacific-2024")
    answer = today("2024-04-03", file)
    for shows, entries in ((("asia-pacific",), 1), (("asia",), 0), ((), 1)):
        found = with_picks(answer, [mine], [file], shows)
        assert len(found.own) == len(found.own_at(found.days[0])) == entries


@pytest.mark.parametrize(
    "as_of", ["2023-11-10", "2023-11-15", "2023-11-15T10:20+01:00", "2023-12-24"]
)
def test_days_and_sessions_of_what_is_called_off_have_no_phase(as_of: str) -> None:
    talk = session("talk", hours="10:00-11:00")
    picks = [*picks_of(talk), Pick(id="paris-2023/2023-11-15")]
    for status in ("cancelled", "postponed"):
        off = show(edition("paris-2023", HELD, notice("2023-10-02", "", status)))
        answer = asked(*picks, sessions=(talk,), files=(off,), as_of=as_of)
        assert [one.phase for one in answer.picks] == [None, None]


def test_a_day_that_is_past_is_over_or_was_off() -> None:
    talk = session("talk", hours="10:00-11:00")
    off = show(edition("paris-2023", HELD, notice("2023-10-02", "", "cancelled")))
    for file, headings in (
        (FILE, ["day 2 of 4", "day 2 of 4", "over"]),
        (off, ["day 2 of 4", "day 2 of 4", ""]),
    ):
        for as_of, said in zip(
            ("2023-11-14", "2023-11-15", "2023-11-16"), headings, strict=True
        ):
            answer = asked(
                *picks_of(talk), sessions=(talk,), files=(file,), as_of=as_of
            )
            (day,) = answer.days
            heading = words.day_heading(day, answer.as_of)
            assert heading == ", ".join(
                filter(None, ["Wed 15 Nov 2023, Milipol Paris", said])
            )


def test_what_does_not_take_place_clashes_with_nothing() -> None:
    off = notice("2023-10-02", "", "cancelled")
    file = show(edition("paris-2023", HELD, off))
    held = (session("a", hours="10:00-11:00"), session("b", hours="10:30-11:30"))
    answer = asked(*picks_of(*held), sessions=held, files=(file,))
    assert told(answer) == [("a", "cancelled"), ("b", "cancelled")]


def test_what_the_data_no_longer_has_is_kept_as_it_was() -> None:
    """With its day and its clock; editions among those of whole days."""
    picks = [
        Pick(
            id="paris-2023/gone-panel",
            title="Gone",
            date=dt.date(2023, 11, 15),
            start=dt.time(22),
            end=dt.time(0, 30),
        ),
        Pick(id="paris-2023/untimed", title="Untimed", date=dt.date(2023, 11, 15)),
        Pick(id="mars-2024", title="Milipol Mars 2024", date=dt.date(2024, 1, 1)),
        Pick(id="mars-2025", title="Milipol Mars 2025"),
        Pick(id="mars-2025/base"),
        Pick(id="paris-2023/20231117", title="Milipol Paris 2023"),
        Pick(id="paris-2023/2023-11-31"),
    ]
    answer = asked(*picks)
    assert [one.pick.id for one in answer.whole_days] == ["mars-2024"]
    assert [pick_words.label(one) for one in answer.lost] == [
        "Gone, Wednesday 15 November 2023, 22:00-00:30",
        "Untimed, Wednesday 15 November 2023",
        "Milipol Mars 2025",
        "mars-2025/base",
        "Milipol Paris 2023",
        "paris-2023/2023-11-31",
    ]
    assert {mark for _, mark in told(answer)} == {"gone: the data no longer has it"}
    assert words.heading(answer) == "My agenda: 7 picks, 7 gone"


def test_what_could_not_be_read_is_not_called_gone() -> None:
    answer = questions.agenda(
        [
            Pick(id="paris-2023/lost", title="Lost"),
            Pick(id="mars-2024", title="Mars"),
            own("stand", "2024-01-01", edition="venus-2024"),
            own("lander", "2024-01-02", edition="mars-2024"),
            own("at-home", "2024-01-03"),
        ],
        [FILE],
        at("2023-11-13"),
        programme=lambda _: None,
        change=10 * MINUTE,
        gap=30 * MINUTE,
        unread=lambda key: key.startswith(("paris", "venus")),
    )
    assert [one.pick.id for one in answer.lost] == ["paris-2023/lost", "mars-2024"]
    assert told(answer) == [
        ("stand", "not read: a file of yours that may tell of venus-2024 is wrong"),
        ("lander", "gone: the data no longer has mars-2024"),
        ("mars-2024", "gone: the data no longer has it"),
        ("lost", "not read: a file of yours that may tell of it is wrong"),
    ]


def test_a_title_made_of_long_texts_can_be_written() -> None:
    """A pick keeps no more of it than a text may have."""
    speakers = tuple(Speaker(name=letter * 9_000) for letter in "ab")
    names = session("talk", hours="10:00", speaker=speakers, title=None)
    (pick,) = picks_of(names)
    assert pick.title == f"{'a' * 9_000}, {'b' * 998}"


def gaps(answer: Agenda) -> list[tuple[str, str, list[str]]]:
    """Gaps in words: their clock, after what, and what would fit."""
    marks = ConflictWords(answer.picks)
    return [
        (
            f"{gap.starts:%H:%M}-{gap.ends:%H:%M}",
            marks.after(gap),
            [one.session.id for one in gap.fits],
        )
        for day in answer.days
        for gap in day.free_time
    ]


def test_a_gap_shows_what_would_fit() -> None:
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
    answer = asked(*picks_of(*held[:2]), sessions=held)
    assert gaps(answer) == [
        ("10:00-13:00", "3 h free after the panel", ["fits", "fits-open"])
    ]
    assert gaps(asked(*picks_of(*held[:2]), sessions=held, gap=181)) == []


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
def test_what_is_past_is_no_longer_free(
    as_of: str, expected: dict[str, list[str]]
) -> None:
    held = (
        session("early", hours="09:00-10:00"),
        session("middle", hours="11:00-12:00"),
        session("late", hours="13:00-14:00"),
        session("a", hours="10:00-10:30"),
        session("b", hours="10:15-11:00"),
        session("c", hours="12:00-13:00"),
    )
    answer = asked(*picks_of(*held[:3]), sessions=held, as_of=as_of)
    assert {when: fits for when, _, fits in gaps(answer)} == expected


def test_a_gap_begins_when_the_last_of_all_is_over() -> None:
    held = (
        session("long", hours="09:00-11:00", kind="conference"),
        session("short", hours="09:30-10:00"),
        session("open", hours="12:00", kind="panel"),
        session("late", hours="13:00-14:00"),
    )
    answer = asked(*picks_of(*held), sessions=held)
    assert gaps(answer) == [
        ("11:00-12:00", "1 h free after the conference", []),
        ("12:30-13:00", "30 min may be free after the panel", []),
    ]


def test_nobody_is_free_while_a_pick_elsewhere_is_on() -> None:
    """Of another zone, of the reader's own, or from the night before."""
    held = (
        session("early", hours="09:00-10:00", kind="panel"),
        session("late", hours="15:00-16:00"),
        session("night", "2023-11-14", "22:00-08:30", kind="awards"),
        session("seven", hours="07:00-07:30"),
    )
    call = own("call", "2023-11-15T19:00", 60, zone=SINGAPORE)
    assert gaps(asked(*picks_of(*held[:2]), call, sessions=held)) == [
        ("10:00-12:00", "2 h free after the panel", []),
        ("13:00-15:00", "2 h free after the meeting", []),
    ]
    over_night = asked(*picks_of(held[3], held[0], held[2]), sessions=held)
    assert gaps(over_night) == [("08:30-09:00", "30 min free after the awards", [])]
    early = own("form", "2023-11-15T08:00", None, kind="deadline")
    after_it = asked(*picks_of(held[0], held[2]), early, sessions=held)
    assert gaps(after_it) == []
    deadline = own("order", "2023-11-15T12:00", None, kind="deadline")
    day = asked(*picks_of(*held[:2]), deadline, sessions=held).days[0]
    assert [getattr(one, "after", "pick") for one in day.timed] == [
        "pick",
        "paris-2023/early",
        "pick",
        "pick",
    ]


def test_no_time_is_no_gap() -> None:
    """Also where every gap is asked for; and it is that after the first to end last."""
    held = (
        session("a", hours="09:00-10:00", kind="panel"),
        session("b", hours="09:30-10:00", kind="awards"),
        session("c", hours="10:00-11:00"),
        session("d", hours="11:01-12:00"),
    )
    answer = asked(*picks_of(*held), sessions=held, gap=0)
    assert gaps(answer) == [("11:00-11:01", "1 min free after the talk", [])]
    answer = asked(*picks_of(held[0], held[1], held[3]), sessions=held, gap=61)
    assert gaps(answer) == [("10:00-11:01", "1 h 1 min free after the panel", ["c"])]


def test_a_day_of_the_show_without_sessions_has_gaps_that_nothing_fits() -> None:
    mine = [
        own("a", "2023-11-15T09:00", edition="paris-2023"),
        own("b", "2023-11-15T15:00", edition="paris-2023"),
    ]
    (gap,) = gaps(
        asked(*mine, sessions=(session("talk", "2023-11-16", "10:00-11:00"),))
    )
    assert gap[2] == []


def test_a_day_off_the_show_and_a_day_of_ones_own_have_no_gaps() -> None:
    before = [
        own("a", "2023-11-12T09:00", edition="paris-2023"),
        own("b", "2023-11-12T15:00", edition="paris-2023"),
        own("c", "2023-12-01T09:00"),
        own("d", "2023-12-01T15:00"),
    ]
    answer = asked(*before, as_of="2023-11-11")
    assert gaps(answer) == []
    assert [words.day_heading(day, answer.as_of) for day in answer.days] == [
        "Sun 12 Nov 2023, Milipol Paris",
        "Fri 1 Dec 2023",
    ]


def shape(day: AgendaDay) -> tuple[str, str, list[str]]:
    """A day by its date, its edition and its picks."""
    key = "" if day.edition is None else day.edition.id
    return day.date.isoformat(), key, [one.pick.id for one in day.picks]


def test_picks_stand_by_day_and_in_order_of_time() -> None:
    held = (
        session("afternoon", half_day="afternoon"),
        session("timed", hours="10:00-11:00"),
        session("morning", half_day="morning"),
        session("tomorrow", "2023-11-16", "09:00"),
        session("undated", None),
    )
    answer = asked(
        *picks_of(*held),
        own("here", "2023-11-15T09:00"),
        own("away", "2023-11-15T09:00", zone=SINGAPORE),
        own("order", "2023-09-30"),
        sessions=held,
    )
    assert [shape(day) for day in answer.days] == [
        ("2023-11-15", "", ["agenda/away"]),
        (
            "2023-11-15",
            "paris-2023",
            [
                "agenda/here",
                "paris-2023/timed",
                "paris-2023/morning",
                "paris-2023/afternoon",
            ],
        ),
        ("2023-11-16", "paris-2023", ["paris-2023/tomorrow"]),
    ]
    assert [one.pick.id for one in answer.whole_days] == ["agenda/order"]
    assert [one.pick.id for one in answer.undated] == ["paris-2023/undated"]
    assert [one.pick.id for one in answer.picks][:2] == ["agenda/order", "agenda/away"]


def test_days_of_two_shows_stand_in_the_order_of_their_first_picks() -> None:
    """Those without a time are last, and stay in the order of the picks."""
    names = ("b", "c", "a", "d")
    files = [
        show(edition(f"{name}-2023", HELD), id=name, name=name.title())
        for name in names
    ]
    hours = {"b": "", "c": "11:00-12:00", "a": "", "d": "10:00-11:00"}
    answer = questions.agenda(
        [Pick(id=f"{name}-2023/talk") for name in names],
        files,
        at("2023-11-13"),
        programme=lambda key: Programme(
            edition=key, session=(session("talk", hours=hours[key[0]]),)
        ),
        change=10 * MINUTE,
        gap=30 * MINUTE,
    )
    assert [day.picks[0].pick.id[0] for day in answer.days] == ["d", "c", "b", "a"]


def test_days_are_counted_as_far_as_an_edition_has_them() -> None:
    for when, counted in (
        ("2023-11-14/2023-11-17", (2, 4)),
        ("2023-11-15", (1, None)),
        ("2023-11-16/2023-11-17", (None, None)),
        ("2023-11", (None, None)),
    ):
        held = session("a", hours="10:00-11:00")
        file = show(edition("paris-2023", notice("2023-09-30", when)))
        (day,) = asked(Pick(id="paris-2023/a"), sessions=(held,), files=(file,)).days
        assert (day.day, day.days) == counted


def test_a_day_is_that_of_the_venue() -> None:
    """Half past eleven at night in London is the next day in Paris."""
    (one,) = asked(
        *picked("paris-2023/2023-11-15"), as_of="2023-11-14T23:30+00:00"
    ).picks
    assert (one.phase, one.day) == ("on", dt.date(2023, 11, 15))


def test_whole_days_stand_in_order_of_their_own_days() -> None:
    """What belongs to an edition, too, which begins before."""
    other = show(edition("asia-2023", notice("2023-01-01", "2023-11-15")), name="Asia")
    visit = own("visit", "2023-11-16", edition="paris-2023")
    answer = asked(visit, Pick(id="asia-2023"), files=(FILE, other))
    assert [one.pick.id for one in answer.whole_days] == ["asia-2023", "agenda/visit"]


def test_a_deadline_at_midnight_is_on_the_day_that_begins() -> None:
    due = own("order", "2023-11-15T00:00", None, kind="deadline")
    assert [(one.first, one.last) for one in asked(due).picks] == [
        (dt.date(2023, 11, 15), dt.date(2023, 11, 15))
    ]


def test_of_two_shows_in_a_zone_an_entry_of_neither_is_told_at_one() -> None:
    other = show(
        edition("lyon-2023", notice("2023-01-01", "2023-11-13/2023-11-16")), id="lyon"
    )
    answer = today("2023-11-15", FILE, other)
    mine = [
        own("call", "2023-11-15T12:00"),
        own("of-paris", "2023-11-15T13:00", edition="paris-2023"),
        own("of-lyon", "2023-11-15T14:00", edition="lyon-2023"),
    ]
    marked = with_picks(answer, mine, [FILE, other])
    told = {
        day.edition.id: [one.pick.id for one in marked.own_at(day)]
        for day in marked.days
    }
    first, second = (day.edition.id for day in marked.days)
    assert "agenda/call" in told[first]
    assert "agenda/call" not in told[second]
    assert "agenda/of-paris" in told["paris-2023"]
    assert "agenda/of-lyon" in told["lyon-2023"]


def test_today_has_the_entries_of_ones_own_at_their_show_or_beside_it() -> None:
    """By the edition, or by the clock of its zone; by the reader's day without one."""
    answer = today("2023-11-14T23:30+00:00", FILE)
    assert [day.edition.id for day in answer.days] == ["paris-2023"]
    there = [
        own("of-it", "2023-11-15", edition="paris-2023"),
        own("at-it", "2023-11-15T12:00", edition="paris-2023"),
        own("like-it", "2023-11-15T09:00"),
    ]
    beside = [
        own("reader", "2023-11-14"),
        own("away", "2023-11-15T08:00", zone=SINGAPORE),
        own("far", "2023-11-14T18:30", zone=NEW_YORK),
    ]
    other = [
        own("other-day", "2023-11-15"),
        own("day-of-reader", "2023-11-14", edition="paris-2023"),
        own("late", "2023-11-16T00:00"),
        own("eve", "2023-11-14T23:30", zone=SINGAPORE),
    ]
    marked = with_picks(answer, [*other, *beside, *there], [FILE])
    assert [one.pick.id.rpartition("/")[2] for one in marked.own_at(None)] == [
        "far",
        "away",
        "reader",
    ]
    assert [
        one.pick.id.rpartition("/")[2] for one in marked.own_at(marked.days[0])
    ] == [
        "like-it",
        "at-it",
        "of-it",
    ]
    in_order = ["far", "away", "like-it", "at-it", "reader", "of-it"]
    assert [one.pick.id.rpartition("/")[2] for one in marked.own] == in_order
    assert marked.own_below(marked.days[0]) == marked.own
    assert marked.own_below(None) == ()


def test_an_own_entry_at_a_show_has_a_clock_and_a_whole_day_has_none() -> None:
    answer = today("2023-11-15", FILE)
    timed = own("at-it", "2023-11-15T12:00", edition="paris-2023")
    whole = own("of-it", "2023-11-15", edition="paris-2023")
    assert has_clock(with_picks(answer, [whole, timed], [FILE]))
    assert not has_clock(with_picks(answer, [whole], [FILE]))


def test_a_day_of_ones_own_at_an_edition_is_its_day_before_that_is_on() -> None:
    """Evening in Paris is the next day in Singapore, where the show is to be."""
    placed = notice("2023-01-01", "2024-04-03/2024-04-05", venue="singapore")
    file = show(edition("asia-2024", placed), name="Asia")
    as_of = "2024-04-01T20:00+02:00"
    picks = [
        own("fly", "2024-04-02", edition="asia-2024"),
        own("pack", "2024-04-01", edition="asia-2024"),
    ]
    marked = with_picks(today(as_of, file), picks, [file])
    assert [(one.pick.title, one.phase) for one in marked.own] == [("Fly", "on")]
    planned = asked(*picks, files=(file,), as_of=as_of).picks
    assert [(one.pick.title, one.phase) for one in planned] == [
        ("Pack", "over"),
        ("Fly", "on"),
    ]


def test_a_day_of_ones_own_is_the_readers() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    answer = today(at("2023-11-14T12:00+00:00", zone), FILE)
    picks = [own("a", "2023-11-14"), own("b", "2023-11-15")]
    marked = with_picks(answer, picks, [FILE])
    assert [one.pick.id for one in marked.own] == ["agenda/b"]


def test_a_deadline_has_one_time_also_on_another_date() -> None:
    (one,) = asked(own("badge", "2023-11-14T02:00", None, kind="deadline")).picks
    said = "02:00 Paris, 20:00 -1 day New York"
    assert pick_words.clocks(one, NEW_YORK) == spoken(said) == said


def test_an_own_entry_of_an_edition_is_on_its_clock() -> None:
    call = own("call", "2023-11-15T23:30", zone=SINGAPORE, edition="paris-2023")
    (day,) = asked(call).days
    (one,) = day.picks
    assert (one.first, pick_words.when(one)) == (
        dt.date(2023, 11, 15),
        "Wednesday 15 November 2023, 16:30-17:00 Paris",
    )
    lost = own("call", "2023-11-15T23:30", zone=SINGAPORE, edition="mars-2030")
    assert [pick_words.when(one) for one in asked(lost).picks] == [
        "Wednesday 15 November 2023, 23:30-00:00 +1 day Singapore"
    ]


@pytest.mark.parametrize(
    ("as_of", "phases"),
    [
        ("2023-11-14", ["upcoming", "upcoming", "upcoming"]),
        ("2023-11-15", ["on", None, None]),
        ("2023-11-16", ["over", "over", "over"]),
        ("2023-11-15T09:59+01:00", ["on", "upcoming", "upcoming"]),
        ("2023-11-15T10:00+01:00", ["on", "on", "on"]),
        ("2023-11-15T10:29+01:00", ["on", "on", "on"]),
        ("2023-11-15T10:30+01:00", ["on", "over", "over"]),
    ],
)
def test_own_entries_have_phases(as_of: str, phases: list[str | None]) -> None:
    picks = (
        own("day", "2023-11-15"),
        own("a", "2023-11-15T10:00", 30),
        own("b", "2023-11-15T10:00", None),
    )
    assert [one.phase for one in asked(*picks, as_of=as_of).picks] == phases


def test_a_day_of_ones_own_at_an_edition_is_on_when_it_is_there() -> None:
    picks = (own("a", "2023-11-15", edition="paris-2023"), own("b", "2023-11-15"))
    answer = asked(*picks, as_of="2023-11-14T23:30+00:00")
    assert [(one.phase, one.edition is None) for one in answer.picks] == [
        ("on", False),
        ("upcoming", True),
    ]
    assert answer.picks[0].edition is not None
    assert answer.picks[0].edition.id == "paris-2023"


def test_states_of_whole_days() -> None:
    picks = [own("day", "2023-11-15"), *picked("paris-2023/2023-11-15", "paris-2023")]
    states = {}
    for as_of in ("2023-11-13", "2023-11-15", "2023-11-17", "2023-11-20"):
        answer = asked(*picks, as_of=as_of)
        states[as_of] = [pick_words.state(one, at(as_of)) for one in answer.whole_days]
    assert states == {
        "2023-11-13": ["in 1 day", "in 2 days", "in 2 days"],
        "2023-11-15": ["day 2 of 4", "today", "today"],
        "2023-11-17": ["day 4 of 4", "2 days ago", "2 days ago"],
        "2023-11-20": ["3 days ago", "5 days ago", "5 days ago"],
    }


def picked(*ids: str, as_of: str = "2023-10-01") -> list[Pick]:
    """Picks of the days and the edition of FILE."""
    return new_picks.picks_of(ids, [FILE], at(as_of), programme=lambda _: None)


def test_a_pick_holds_what_the_data_said_of_it() -> None:
    held = (
        session("a", hours="10:00-11:00", title="On drones"),
        session("b", None, speaker=(), kind="talk"),
        session("c", None, speaker=(Speaker(name="A. Bell"), Speaker(name="C. Dee"))),
    )
    assert picks_of(*held) == [
        Pick(
            id="paris-2023/a",
            title="On drones",
            date=dt.date(2023, 11, 15),
            start=dt.time(10),
            end=dt.time(11),
        ),
        Pick(id="paris-2023/b", title="Talk"),
        Pick(id="paris-2023/c", title="A. Bell, C. Dee"),
    ]
    day, whole = picked("paris-2023/2023-11-17", "paris")
    assert day == Pick(
        id="paris-2023/2023-11-17",
        title="Milipol Paris 2023",
        date=dt.date(2023, 11, 17),
    )
    assert whole == Pick(
        id="paris-2023",
        title="Milipol Paris 2023",
        date=dt.date(2023, 11, 14),
        last=dt.date(2023, 11, 17),
    )


@pytest.mark.parametrize(
    ("key", "as_of", "said"),
    [
        ("paris", "2023-12-01", "paris: no upcoming edition with dates; see"),
        ("paris-2023", "2023-01-01", "nothing was known of 'paris-2023' yet"),
        ("paris-2023/nothing", "2023-10-01", "no id 'paris-2023/nothing'; see"),
    ],
)
def test_what_cannot_be_picked_says_why(key: str, as_of: str, said: str) -> None:
    with pytest.raises(UnknownId, match=f"^{said}"):
        picked(key, as_of=as_of)


def entry(title: str, at: dt.date | dt.datetime, **fields: Any) -> Pick:
    """An own entry as the command line makes it."""
    given: dict[str, Any] = {
        "kind": "meeting",
        "minutes": None,
        "edition": None,
        "place": None,
        "updated": dt.date(2023, 10, 1),
        **fields,
    }
    return new_picks.own_entry(title, at, PARIS, **given)


def test_an_own_entry_is_named_for_its_title() -> None:
    day = dt.date(2023, 9, 30)
    assert entry("Érik & Co: café!", day).id == "agenda/erik-co-cafe"
    assert entry("会议", day).id == "agenda/entry"
    assert entry("x" * 99, day).id == f"agenda/{'x' * 40}"
    assert entry(f"{'x' * 39} y", day).id == f"agenda/{'x' * 39}"
    one = entry("Meet", day)
    picks, ids = new_picks.with_added([one], [one, one])
    assert ids == ["agenda/meet-2", "agenda/meet-3"]
    assert [pick.id for pick in picks] == ["agenda/meet", *ids]


def test_an_own_entry_keeps_the_clock_and_the_moment() -> None:
    moment = dt.datetime.fromisoformat("2023-11-15T14:00+00:00")
    assert str(entry("Meet", moment, minutes=30).at) == "2023-11-15 15:00:00"
    twice = dt.datetime.fromisoformat("2023-10-29T02:30+01:00")
    kept = entry("Meet", twice, minutes=30)
    assert kept.at == twice
    assert utc(at_in_zone(twice, PARIS)) == utc(twice)


@pytest.mark.parametrize(
    ("at", "fields", "said"),
    [
        (dt.date(2023, 1, 1), {"minutes": 30}, "--minutes: only for a time"),
        (dt.datetime(2023, 1, 1, tzinfo=PARIS), {}, "--minutes: how long"),
        (
            dt.datetime(2023, 1, 1, tzinfo=PARIS),
            {"minutes": 20161},
            "--minutes 20161: expected at most 20160",
        ),
    ],
)
def test_an_own_entry_says_how_long(
    at: dt.date, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=f"^{said}"):
        entry("Meet", at, **fields)
    longest = entry("Fly", dt.datetime(2023, 1, 1, tzinfo=PARIS), minutes=20160)
    assert longest.minutes == 20160
    deadline = entry("Order", dt.datetime(2023, 1, 1, tzinfo=PARIS), kind="deadline")
    assert deadline.minutes is None


def test_an_own_entry_is_in_a_year_that_the_data_may_have() -> None:
    for year in (1900, 2199):
        moment = dt.datetime(year, 6, 1, tzinfo=PARIS)
        assert entry("Meet", moment, minutes=30).at == moment.replace(tzinfo=None)
    for said in ("1899-12-31T23:59", "2200-01-01T00:00"):
        far = dt.datetime.fromisoformat(said).replace(tzinfo=PARIS)
        with pytest.raises(BadInput) as raised:
            entry("Meet", far, minutes=30)
        assert str(raised.value) == (
            f"--at '{said}': too far away in Europe/Paris; expected a year from 1900"
            " to 2199"
        )


def test_picking_again_brings_up_to_date_and_keeps_what_is_the_readers() -> None:
    old = Pick(id="paris-2023/a", date=dt.date(2023, 11, 14), note="n", alarm=("1d",))
    now = Pick(id="paris-2023/a", date=dt.date(2023, 11, 15))
    other = Pick(id="paris-2023/b")
    picks, ids = new_picks.with_added([old, other], [now])
    assert ids == ["paris-2023/a"]
    assert picks == (new_picks.annotated(now, "n", ("1d",)), other)
    (again, _), _ = new_picks.with_added(
        [old, other], [new_picks.annotated(now, "m", ())]
    )
    assert again == new_picks.annotated(now, "m", ())


def test_picks_are_named_by_their_ids_or_ends() -> None:
    picks = [
        Pick(id=key) for key in ("paris-2023/raid", "qatar-2024/raid", "india-2025/x")
    ]
    picks.append(Pick(id="paris-2027"))
    assert find_id(picks, "paris-2023/RAID") == "paris-2023/raid"
    assert find_id(picks, "x") == "india-2025/x"
    for name, said in (
        ("raid", "no pick 'raid'; did you mean paris-2023/raid or qatar-2024/raid?"),
        ("raids", "no pick 'raids'; did you mean qatar-2024/raid?"),
        ("raix", "no pick 'raix'; did you mean qatar-2024/raid?"),
        ("zzz", "no pick 'zzz'; see milipol agenda"),
        ("", "no pick ''; see milipol agenda"),
    ):
        with pytest.raises(UnknownId) as raised:
            find_id(picks, name)
        assert str(raised.value) == said


def test_up_to_three_picks_are_told_as_the_nearest() -> None:
    picks = [Pick(id=f"paris-2023/talk-{n}") for n in range(5)]
    with pytest.raises(UnknownId) as raised:
        find_id(picks, "talk-9")
    assert str(raised.value) == (
        "no pick 'talk-9'; did you mean paris-2023/talk-4, paris-2023/talk-3 or"
        " paris-2023/talk-2?"
    )


def test_the_first_line_counts_the_trouble() -> None:
    held = (
        session("a", hours="10:00-12:00", room="A"),
        session("b", hours="11:00-12:00"),
        session("c", hours="11:30-12:30", room="B"),
        session("d", hours="12:31-13:00", room="C"),
    )
    answer = asked(*picks_of(*held), sessions=held)
    assert words.heading(answer) == "My agenda: 4 picks, 3 overlaps, 1 tight"
    assert words.heading(asked()) == "My agenda is empty."


def test_an_agenda_is_as_old_as_the_oldest_review() -> None:
    old = show(edition("asia-2023", HELD), reviewed=dt.date(2023, 10, 1))
    assert asked(files=()).reviewed is None
    assert asked(files=(FILE, old)).reviewed == dt.date(2023, 10, 1)


def test_a_title_that_repeats_the_theme_gives_way_in_a_gap() -> None:
    held = (session("a", hours="09:00-10:00"), session("b", hours="12:00-13:00"))
    day = asked(*picks_of(*held), sessions=held, themes=(theme("Drones"),)).days[0]
    assert [found.title for found in day.themes] == ["Drones"]


def test_an_own_entry_outlives_its_edition() -> None:
    off = show(edition("paris-2023", HELD, notice("2023-10-02", "", "cancelled")))
    first = own("dinner", "2023-11-15T20:00", 60, edition="paris-2023")
    second = own("call", "2023-11-15T20:30", 60)
    assert told(asked(first, second, files=(off,))) == [
        ("dinner", "cancelled"),
        ("call", "overlap: 30 min with Meeting: Dinner"),
    ]
    whole = own("visit", "2023-11-15", edition="paris-2023")
    assert told(asked(whole, files=(off,))) == [("visit", "cancelled")]
    lost = own("stand", "2023-11-15", edition="mars-2030")
    assert told(asked(lost)) == [("stand", "gone: the data no longer has mars-2030")]


@pytest.mark.parametrize("when", ["2023-11-15", "2023-11-15T10:00"])
def test_an_own_entry_is_lost_beside_its_edition(when: str) -> None:
    """The edition is no pick that the entry overlaps with."""
    stand = own("stand", when, edition="mars-2030")
    assert told(asked(stand, Pick(id="mars-2030"))) == [
        ("stand", "gone: the data no longer has mars-2030"),
        ("mars-2030", "gone: the data no longer has it"),
    ]


@pytest.mark.parametrize(
    ("as_of", "phase"),
    [
        ("2023-11-12", "upcoming"),
        ("2023-11-13", None),
        ("2023-11-15", None),
        ("2023-11-16", "over"),
        ("2023-11-14T12:00+01:00", "on"),
        ("2023-11-16T00:00+01:00", "over"),
    ],
)
def test_an_own_entry_may_last_for_days(as_of: str, phase: str | None) -> None:
    """Until midnight, so that the next day is not one of its days."""
    trip = own("trip", "2023-11-13T12:00", 60 * 60)
    (one,) = asked(trip, as_of=as_of).picks
    assert (one.last, one.phase) == (dt.date(2023, 11, 15), phase)


def test_editions_are_dated_as_far_as_is_known() -> None:
    known = {
        "paris-2020": notice("2020-01-01", "2023-12"),
        "paris-2021": notice("2020-01-01", "2023-12-05"),
        "paris-2022": notice("2020-01-01", "2024"),
    }
    file = show(*(edition(key, one) for key, one in known.items()))
    picks = new_picks.picks_of(
        list(known), [file], at("2023-11-13"), programme=lambda _: None
    )
    answer = asked(*picks, files=(file,))
    assert [pick_words.when(one) for one in answer.whole_days] == [
        "December 2023",
        "from 5 December 2023",
        "2024",
    ]
    states = [pick_words.state(one, answer.as_of) for one in answer.whole_days]
    assert states == ["day not known", "in 22 days", "day not known"]


def test_a_pick_of_new_dates_has_not_moved_back_before_they_were_known() -> None:
    later = notice("2023-10-02", "2023-11-20/2023-11-23")
    file = show(edition("paris-2023", HELD, later))
    picks = new_picks.picks_of(
        ["paris-2023"], [file], at("2023-10-05"), programme=lambda _: None
    )
    assert told(asked(*picks, files=(file,), as_of="2023-10-01")) == []


def test_a_day_of_new_dates_has_not_moved_back_before_they_were_known() -> None:
    later = notice("2023-10-02", "2023-11-20/2023-11-23")
    file = show(edition("paris-2023", HELD, later))
    picks = [Pick(id="paris-2023/2023-11-21"), Pick(id="paris-2023/2023-11-24")]
    assert told(asked(*picks, files=(file,), as_of="2023-10-01")) == [
        ("2023-11-24", MOVED_DAY.format("14-17"))
    ]


@pytest.mark.parametrize(
    ("when", "days", "said"),
    [
        ("2023-11-14", ("2023-11-14", "2023-11-15", "2024-01-12"), None),
        ("2023-11-14", ("2023-11-13", "2024-01-13"), "from 14 November 2023"),
        ("2023-11", ("2023-11-01", "2023-11-30"), None),
        ("2023-11", ("2023-10-31", "2023-12-01"), "in November 2023"),
        ("2023", ("2022-12-31", "2024-01-01"), "in 2023"),
        ("2023-11-14/2023-11-17", ("2023-11-18",), "on 14-17 November 2023"),
    ],
)
def test_a_day_moved_where_it_cannot_be_one_of_the_edition(
    when: str, days: tuple[str, ...], said: str | None
) -> None:
    """An edition whose end is not known lasts no longer than any does."""
    file = show(edition("paris-2023", notice("2023-09-30", when)))
    picks = [Pick(id=f"paris-2023/{day}") for day in days]
    moved = f"moved: Milipol Paris 2023 is now {said}; pick another day"
    assert told(asked(*picks, files=(file,))) == [
        (day, moved) for day in days if said is not None
    ]


def test_a_readers_zone_is_asked_for_where_a_pick_has_a_time() -> None:
    placed = AsOf(day=dt.date(2023, 11, 13), reader_zone=SINGAPORE)
    days = asked(own("visit", "2023-11-15"))
    assert questions.with_reader_zone(days, lambda _: placed) is days
    both = asked(own("visit", "2023-11-15"), own("call", "2023-11-15T10:00"))
    seen = questions.with_reader_zone(both, lambda _: placed)
    assert seen == msgspec.structs.replace(both, as_of=placed)


@pytest.mark.parametrize(
    ("when", "counted"),
    [
        ("2023-11-14/2023-11-17", [(2, 4), (None, None)]),
        ("2023-11-14", [(2, None), (5, None)]),
        ("2023-11", [(None, None), (None, None)]),
    ],
)
def test_a_day_has_its_number_as_far_as_that_is_known(
    when: str, counted: list[tuple[int | None, int | None]]
) -> None:
    answer = asked(
        Pick(id="paris-2023/second"),
        Pick(id="paris-2023/fifth"),
        sessions=(session("second"), session("fifth", "2023-11-18")),
        files=(show(edition("paris-2023", notice("2023-01-01", when))),),
    )
    assert [(one.day, one.days) for one in answer.days] == counted
