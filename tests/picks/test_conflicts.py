"""Conflicts among picks, and their words."""

import datetime as dt
import itertools
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas import FILE, HELD, MINUTE, agenda_of, conflicts_in, own, picks_of
from builders import PARIS, SINGAPORE, edition, notice, session, show
from conftest import Run
from milipol_cli.commands.agenda.fields import data
from milipol_cli.commands.agenda.view import heading
from milipol_cli.look.words import picks as pick_words
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.occasions import Conflict
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.conflicts import MOST_CONFLICTS, with_conflicts, with_first_conflicts


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("10:00-11:00", "11:00-12:00", None),
        ("10:00-11:00", "10:30-11:30", "overlaps the panel by 30 min"),
        ("10:00-11:00", "10:00-11:00", "overlaps the panel by 1 h"),
        ("10:30-12:00", "11:00", "overlaps the panel: starts 30 min into it, 1 h before its end"),
        ("10:00", "10:00-11:00", "overlaps the panel: both start at the same time"),
        ("10:00-11:00", "10:00", "overlaps the panel: both start at the same time"),
        ("10:00", "10:30-11:00", "may overlap the panel, whose end was not published"),
        ("10:00", "11:59", "may overlap the panel, whose end was not published"),
        ("10:00", "12:00", None),
        ("09:00-18:00", "15:00-16:00", "overlaps the panel by 1 h"),
        ("23:00-00:30", "23:30-23:45", "overlaps the panel by 15 min"),
    ],
)
def test_two_picks_overlap_or_not(first: str, second: str, words: str | None) -> None:
    held = (session("a", hours=first, kind="panel"), session("b", hours=second, kind="talk"))
    answer = agenda_of(*picks_of(*held), sessions=held)
    assert conflicts_in(answer) == ([] if words is None else [("b", words)])


@pytest.mark.parametrize(
    ("rooms", "start", "change", "words"),
    [
        (("Hall 4", "Hall 5"), "11:05", 10, "tight: 5 min between Hall 4 and Hall 5"),
        (("Hall 4", "Hall 5"), "11:00", 10, "tight: 0 min between Hall 4 and Hall 5"),
        (("Hall 4", "Hall 5"), "11:10", 10, None),
        (("Hall 4", "Hall 5"), "11:10", 11, "tight: 10 min between Hall 4 and Hall 5"),
        (("Hall 4", "hall  4"), "11:05", 10, None),
        (("Hall 4", None), "11:05", 10, None),
        (("Hall 4", "Hall 5"), "11:05", 0, None),
    ],
)
def test_a_change_of_rooms_is_tight(
    rooms: tuple[str | None, str | None], start: str, change: int, words: str | None
) -> None:
    held = (
        session("a", hours="10:00-11:00", room=rooms[0]),
        session("b", hours=f"{start}-12:00", room=rooms[1]),
    )
    answer = agenda_of(*picks_of(*held), sessions=held, change=change)
    assert conflicts_in(answer) == ([] if words is None else [("b", words)])


def test_own_entries_overlap_like_sessions_except_deadlines() -> None:
    held = (session("a", hours="10:00-11:00", room="Hall 4", kind="awards"), session("untimed"))
    answer = agenda_of(
        *picks_of(*held),
        own("acme", "2023-11-15T11:05", place="Hall 5", edition="paris-2023"),
        own("lunch", "2023-11-15T10:50", 20),
        own("order", "2023-11-15T10:30", None, kind="deadline"),
        own("day", "2023-11-15"),
        sessions=held,
    )
    assert conflicts_in(answer) == [
        ("lunch", "overlaps the awards by 10 min"),
        ("acme", "tight: 5 min between Hall 4 and Hall 5"),
        ("acme", "overlaps Meeting: Lunch by 5 min"),
    ]


def test_overlaps_are_right_across_time_zones_and_clock_changes() -> None:
    """10:00 in Paris is 17:00 in Singapore; 02:30 comes twice on 29 October 2023."""
    away = own("call", "2023-11-15T17:30", zone=SINGAPORE, edition=None)
    held = session("a", hours="10:00-11:00")
    assert conflicts_in(agenda_of(*picks_of(held), away, sessions=(held,))) == [
        ("call", "overlaps the talk by 30 min")
    ]
    summer = own("first", "2023-10-29T02:15", 30)
    winter = own("second", "2023-10-29T02:30+01:00", 30)
    assert conflicts_in(agenda_of(summer, winter)) == []
    an_hour = own("first", "2023-10-29T02:30+02:00", 60)
    within = own("second", "2023-10-29T02:45+02:00", 10)
    answer = agenda_of(an_hour, within)
    assert conflicts_in(answer) == [("second", "overlaps Meeting: First by 10 min")]
    assert [pick_words.time_of_pick(pick) for pick in answer.picks] == [
        "Sunday 29 October 2023, 02:30-02:30 Paris",
        "Sunday 29 October 2023, 02:45-02:55 Paris",
    ]


def test_what_is_cancelled_is_in_conflict_with_nothing() -> None:
    off, put_off = (
        show(edition("paris-2023", HELD, notice("2023-10-02", "", status)))
        for status in ("cancelled", "postponed")
    )
    for file, cancelled, conflicts in (
        (off, False, [("a", "cancelled"), ("b", "cancelled")]),
        (put_off, False, [("a", "postponed"), ("b", "postponed")]),
        (FILE, True, [("a", "cancelled")]),
    ):
        held = (
            session("a", hours="10:00-11:00", cancelled=cancelled),
            session("b", hours="10:30-11:30"),
        )
        answer = agenda_of(*picks_of(*held), sessions=held, files=(file,))
        assert conflicts_in(answer) == conflicts


def span(minutes: st.SearchStrategy[int]) -> st.SearchStrategy[PickAsOf]:
    """A pick that starts some minutes into a day, with an end or without."""
    noon = dt.datetime(2023, 11, 15, tzinfo=PARIS)

    def made(slug: str, start: int, length: int | None) -> PickAsOf:
        starts = noon + start * MINUTE
        ends = None if length is None else starts + length * MINUTE
        pick = own(slug, "2023-11-15T10:00")
        return PickAsOf(id=pick.id, pick=pick, starts=starts, ends=ends)

    lengths = st.none() | st.integers(1, 300)
    return st.builds(made, st.sampled_from(["x", "y"]), minutes, lengths)


def conflict_of(first: PickAsOf, second: PickAsOf, change: dt.timedelta) -> Conflict | None:
    """The conflict of two picks, the earlier one first."""
    _, second = with_conflicts([first, second], change)
    assert len(second.conflicts) <= 1
    return second.conflicts[0] if second.conflicts else None


def _start(pick: PickAsOf) -> dt.datetime:
    assert pick.starts is not None  # as all that span() makes
    return pick.starts


@given(st.lists(span(st.integers(0, 900)), max_size=7), st.integers(0, 40))
def test_every_conflict_of_two_picks_is_reported(spans: list[PickAsOf], change: int) -> None:
    """Leaving out earlier picks that are over misses nothing."""
    named = [
        msgspec.structs.replace(
            pick, id=f"agenda/p{at}", pick=own(f"p{at}", "2023-11-15T10:00"), room=f"{at}"
        )
        for at, pick in enumerate(spans)
    ]
    pause = change * MINUTE
    ordered = sorted(named, key=_start)
    pairs = itertools.combinations(ordered, 2)
    expected = [conflict_of(first, second, pause) for first, second in pairs]
    found = [each for pick in with_conflicts(named, pause) for each in pick.conflicts]
    reported = Counter((each.other, each.kind, each.minutes) for each in found)
    assert reported == Counter(
        (each.other, each.kind, each.minutes) for each in expected if each is not None
    )


def days_of(conflict: Conflict) -> str:
    """The days that two editions share, in words."""
    return pick_words.conflict_text(conflict).rpartition(": ")[2]


@pytest.mark.parametrize(
    ("asia", "picked", "shared"),
    [
        ("12/14", "asia paris", ["paris asia 14"]),
        ("14/20", "asia paris", ["asia paris 14-17"]),
        ("13/20", "asia paris", ["paris asia 14-17"]),
        ("15/16", "asia paris", ["asia paris 15-16"]),
        ("12/13", "asia paris", []),
        ("15/16 cancelled", "asia paris", []),
        ("15/16", "own paris", []),
        # Days of an edition, with it or alone; between them there is no conflict.
        ("16/19", "paris paris/16 asia asia/18", ["asia paris 16-17"]),
        ("16/19", "paris/16 asia/18", []),
        ("16/19", "asia/16 paris/16", ["paris/16 asia 16"]),
        # From the first to the last of the days, at the first pick.
        ("13/20", "asia/14 asia/16 paris", ["paris asia 14-16"]),
        (*("16/19", "paris/14 paris/17 paris/16 asia/16 asia/17 asia/18"), ["asia/16 paris 16-17"]),
        ("13/20", "paris/14 paris asia", ["paris/14 asia 14-17"]),
    ],
)
def test_editions_share_days(asia: str, picked: str, shared: list[str]) -> None:
    """The conflict is at the pick that begins later, in any order of picks."""
    days, _, off = asia.partition(" ")
    first, _, last = days.partition("/")
    dates = f"2023-11-{first}/2023-11-{last}"
    announced = notice("2023-01-01", dates, "cancelled" if off else "announced")
    other = show(edition("asia-2023", announced), name="Asia")
    picks = [own("dinner", "2023-11-15", edition="asia-2023")]
    for key in picked.split():
        name, _, day = key.partition("/")
        if name != "own":
            picks.append(Pick(id=f"{name}-2023" + (f"/2023-11-{day}" if day else "")))
    for ordered in (picks, picks[::-1]):
        answer = agenda_of(*ordered, files=(FILE, other))
        assert [
            f"{pick.id} {conflict.other} {days_of(conflict)}".replace("2023-11-", "")
            .replace("-2023", "")
            .removesuffix(" November 2023")
            for pick in answer.picks
            for conflict in pick.conflicts
            if conflict.kind == "same days"
        ] == shared


def test_of_many_conflicts_the_first_are_listed_and_the_others_counted() -> None:
    entries = [own(f"e{at:02}", f"2023-11-15T10:{at:02}", 60) for at in range(13)]
    answer = agenda_of(*entries)
    *_, eleventh, twelfth, last = answer.picks
    texts = [pick_words.conflict_texts(pick)[MOST_CONFLICTS:] for pick in (eleventh, twelfth, last)]
    assert texts == [[], ["and 1 overlap more"], ["and 2 overlaps more"]]
    rows = data(answer).record["items"]
    listed = [(len(row["marks"]), row["conflicts_more"]) for row in rows]
    assert listed == [(min(at, 10), max(at - 10, 0)) for at in range(13)]
    assert heading(agenda_of(*entries)) == "My agenda: 13 picks, 78 overlaps"
    # Once all are listed, so many more are counted as were before.
    *_, asked = with_conflicts(answer.picks, MINUTE, edited=[last.id])
    assert (len(asked.conflicts), asked.unlisted) == (22, ())
    asked = msgspec.structs.replace(asked, unlisted=(("overlap", 3),))
    assert with_first_conflicts(asked).unlisted == (("overlap", 15),)


def test_all_conflicts_are_listed_of_a_pick_that_is_asked_about(run: Run) -> None:
    """So that --if-free misses none, and takes none that is only listed now for new."""
    for at in range(13):
        when = f"2023-11-15T10:{at:02}"
        run("agenda", "add", "--own", f"E{at:02}", "--at", when, "--minutes", "60")
    longer = ("agenda", "edit", "e05", "--if-free")
    assert run(*longer, "--at", "2023-11-15T13:00").code == 0
    assert run(*longer, "--minutes", "90").code == 0
    late = ("--own", "Late", "--at", "2023-11-15T11:15", "--minutes", "5")
    assert run("agenda", "add", *late, "--if-free").code == 0
    done = run("agenda", "edit", "e12", "--minutes", "65", "--if-free")
    assert (done.code, "e12" in done.err.casefold()) == (6, True)
    done = run("agenda", "edit", "e12", "--place", "Hall 5")
    assert done.err.splitlines()[-1] == "  and 1 overlap more"


def test_conflicts_with_new_picks_are_listed_where_ten_others_are(run: Run) -> None:
    for at in range(13):
        when = f"2023-11-15T10:{at:02}"
        run("agenda", "add", "--own", f"E{at:02}", "--at", when, "--minutes", "60")
    free = ("--own", "New", "--at", "2023-11-15T09:00", "--minutes", "75", "--if-free")
    first = run("agenda", "--limit", "2", "--on", "2023-11-14").out
    assert first.splitlines()[0] == "My agenda: 2 of 13 picks, 1 overlap"
    refused = run("agenda", "add", *free)
    assert refused.code == 6


@pytest.mark.parametrize(("start", "expected"), [("11:40", "overlap 20"), ("12:05", "tight 5")])
def test_a_conflict_has_its_minutes(start: str, expected: str) -> None:
    first, second = (
        own(name, f"2023-11-15T{time}", minutes=length, place=name)
        for name, time, length in (("first", "11:00", 60), ("second", start, 30))
    )
    conflicts = [c for pick in agenda_of(first, second).picks for c in pick.conflicts]
    assert [f"{c.kind} {c.minutes}" for c in conflicts] == [expected]
