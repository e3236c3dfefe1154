"""Which sessions of a programme are those of a file, and what changes about them."""

import contextlib
import datetime as dt
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day
from milipol_cli.base.errors import InvalidData, NotRead
from milipol_cli.commands.importing.programme import Merged, fit_to_edition, merge_sessions
from milipol_cli.commands.importing.programme_file import programme_text
from milipol_cli.commands.importing.query import without_source
from milipol_cli.imports.formats import Imported, ImportedSession, Request
from milipol_cli.imports.target import Target
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.reading import file_of
from milipol_cli.network.model.programmes import Programme, Session
from programme_files import READERS, Reader, cases

DAY, NEXT = day("2027-10-01"), day("2027-10-02")


def read(text: str) -> ImportedSession:
    """A session from "title | uid | speakers | start"; all but the title may lack."""
    title, uid, speakers, start = [*map(str.strip, text.split("|")), "", "", ""][:4]
    return ImportedSession(
        title=title or None,
        uid=uid or None,
        speakers=tuple(filter(None, speakers.split(", "))),
        date=None if not start else day("2027-11-16"),
        start=dt.time.fromisoformat(start) if start else None,
    )


def merge(old: tuple[Session, ...], *texts: str, **options: Any) -> Merged:
    """What comes of a programme and a file with these sessions."""
    options = {"taken": (), "day": NEXT, "prune": False, **options}
    return merge_sessions(old, [read(text) for text in texts], **options)


def programme(*texts: str) -> tuple[Session, ...]:
    """The programme of a file with these sessions."""
    return merge((), *texts, day=DAY).sessions


def summary(result: Merged) -> list[str]:
    """The changes: "changed a: title, room"."""
    return [
        f"{change.kind} {change.session.id}" + "".join(f" {field.field}" for field in change.fields)
        for change in result.changes
    ]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        # An id follows its uid.
        (["A | 1", "B | 2"], ["B | 1", "A | 2"], ["changed a title", "changed b title"]),
        # A uid of several sessions says nothing.
        (["A | 1", "B | 1"], ["B | 1", "A | 1"], []),
        (["A | 1", "B | 2"], ["A | 2", "B | 2"], []),
        # New uids at every export: title and speakers count.
        (["A | 1 | X"], ["A | 9 | X"], []),
        (["A | | X, Y"], ["a  |  | Y, X"], ["changed a title speaker"]),
        # A speaker more, where the title is unique.
        (["A | | X"], ["A | | X, Y"], ["changed a speaker"]),
        (["A | | X", "A | | Z"], ["A | | X, Y"], ["changed a speaker", "gone a-2"]),
        # The same talk twice: the one at the same time, then in order.
        (["A||| 10:00", "A||| 12:00"], ["A||| 12:00", "A||| 14:00"], ["changed a start"]),
        (["A||| 10:00", "A||| 12:00"], ["A||| 12:00"], ["gone a"]),
        (["A||| 10:00"], ["A||| 10:00", "A||| 12:00"], ["new a-2"]),
        # A corrected title, or one speaker of several, at the same time.
        (
            ["Wellcome||| 10:00", "Wellcome||| 12:00"],
            ["Welcome||| 10:00", "Welcome||| 14:00"],
            ["changed wellcome title", "new welcome", "gone wellcome-2"],
        ),
        (["A|| X, Y, Z| 10:00"], ["B|| X, Y, W| 10:00"], ["changed a title speaker"]),
        (["A|| X, Y| 10:00"], ["B|| X, Z| 10:00"], ["new b", "gone a"]),
        (["Ports||| 10:00"], ["Ports (postponed)||| 10:00"], ["changed ports title"]),
        (["Port calls||| 10:00"], ["Calls: port||| 10:00"], ["changed port-calls title"]),
        # One of two at the same time, the other one is gone.
        (
            ["Ports||| 10:00", "Drones||| 10:00"],
            ["Port||| 10:00"],
            ["changed ports title", "gone drones"],
        ),
        # Two that it may be, so it is none.
        (
            ["Welcome to all||| 10:00"],
            ["Welcome to all!||| 10:00", "Welcome, to all||| 10:00"],
            ["new welcome-to-all-2", "new welcome-to-all-3", "gone welcome-to-all"],
        ),
        # Without titles, speakers count; without both, the uid alone.
        (["| | X"], ["| | X"], []),
        (["| | X | 10:00"], ["| | Y | 10:00"], ["new y", "gone x"]),
        (["A", "B"], ["C"], ["new c", "gone a", "gone b"]),
        ([], ["A"], []),
    ],
)
def test_sessions_are_matched(before: list[str], after: list[str], changes: list[str]) -> None:
    assert sorted(summary(merge(programme(*before), *after))) == sorted(changes)


@st.composite
def sessions(draw: st.DrawFn) -> ImportedSession:
    """Sessions of a file in which many are alike, or the same."""
    start = draw(st.sampled_from([dt.time(9), dt.time(12), None]))
    return ImportedSession(
        title=draw(st.sampled_from(["Lunch", "lunch", "Panel", None])),
        uid=draw(st.sampled_from([None, "1", "2"])),
        date=draw(st.sampled_from([DAY, NEXT, None])),
        start=start,
        end=draw(st.sampled_from([dt.time(13), None])) if start else None,
        room=draw(st.sampled_from(["A", "B", None])),
        speakers=draw(st.sampled_from([(), ("X",), ("X", "Y")])),
        summary=draw(st.sampled_from(["Soup", None])),
    )


FILES = st.lists(sessions(), max_size=12)


@given(FILES, st.randoms(use_true_random=False), FILES)
def test_the_same_sessions_in_any_order_change_nothing(
    read: list[ImportedSession], random: Random, before: list[ImportedSession]
) -> None:
    first = merge_sessions([], before, taken=(), day=DAY, prune=False)
    known = merge_sessions(first.sessions, read, taken=(), day=DAY, prune=False).sessions
    random.shuffle(read)
    again = merge_sessions(known, read, taken=(), day=NEXT, prune=False)
    assert again == Merged(known, ())
    assert merge_sessions([], read, taken=(), day=DAY, prune=False) == merge_sessions(
        [], read[::-1], taken=(), day=DAY, prune=False
    )


@pytest.mark.parametrize(("name", "read"), READERS.items())
def test_any_accepted_file_twice_changes_nothing(name: str, read: Reader) -> None:
    """After what was written has been read again."""
    for case in cases(name):
        with contextlib.suppress(NotRead):
            imported = read(case.raw, Request(edition=case.edition)).sessions
            known = merge_sessions([], imported, taken=(), day=DAY, prune=False).sessions
            text = programme_text("x-2027", "own", known)
            file = file_of(text, Path("2027.toml"))
            held = without_source(value_of(file, Programme, lambda _: ()))
            assert held == known, case.name
            again = merge_sessions(held, imported, taken=(), day=NEXT, prune=False)
            assert again == Merged(held, ()), case.name


@given(st.integers(4, 10), st.randoms(use_true_random=False))
def test_what_changed_in_a_copy_is_reported_exactly(size: int, random: Random) -> None:
    """Among many sessions of one title at one time, in different rooms."""
    titles = [*3 * ["Lunch"], *(f"Talk {n}{'x' * n}" for n in range(size))]
    noon = ImportedSession(date=DAY, start=dt.time(12))
    rows = [
        msgspec.structs.replace(noon, title=title, room=f"Room {at}")
        for at, title in enumerate(titles)
    ]
    known = merge_sessions([], rows, taken=(), day=DAY, prune=False).sessions
    random.shuffle(rows)
    moved, renamed, gone = (rows.pop() for _ in range(3))
    rows.append(msgspec.structs.replace(moved, start=dt.time(14)))
    rows.append(msgspec.structs.replace(renamed, title=f"{renamed.title}!"))
    random.shuffle(rows)
    changes = merge_sessions(known, rows, taken=(), day=NEXT, prune=False).changes
    assert {
        (change.kind, change.session.title, *(field.field for field in change.fields))
        for change in changes
    } == {
        ("changed", moved.title, "start"),
        ("changed", f"{renamed.title}!", "title"),
        ("gone", gone.title),
    }


def test_a_title_that_was_changed_by_hand_keeps_the_session() -> None:
    (old,) = programme("Talk")
    old = msgspec.structs.replace(old, title="Panel")
    assert summary(merge((old,), "Talk")) == ["changed talk title"]


def test_what_changed_has_the_next_version() -> None:
    old = programme("A | 1", "B | 2")
    first = merge(old, "A | 1", "C | 2")
    a, b = first.sessions
    assert (a.sequence, a.updated, b.id) == (0, None, "b")
    assert (b.title, b.sequence, b.updated) == ("C", 1, NEXT)
    again = merge(first.sessions, "A | 1", "C | 2", day=day("2027-10-03"))
    assert again == Merged(first.sessions, ())


def test_what_is_gone_is_cancelled_once_and_may_come_back() -> None:
    old = programme("A", "B")
    gone = merge(old, "A")
    b = gone.sessions[1]
    assert (b.id, b.cancelled, b.sequence, b.updated) == ("b", True, 1, NEXT)
    assert merge(gone.sessions, "A") == Merged(gone.sessions, ())
    back = merge(gone.sessions, "A", "B")
    assert summary(back) == ["back b"]
    b = back.sessions[1]
    assert (b.cancelled, b.sequence) == (False, 2)


def test_a_session_that_took_the_place_of_another_keeps_its_id() -> None:
    replaced = merge(programme("A||| 10:00"), "Wellcome||| 10:00").sessions
    corrected = merge(replaced, "Welcome||| 10:00")
    assert summary(corrected) == ["changed wellcome title"]


def test_what_is_pruned_is_removed_cancelled_or_not() -> None:
    gone = merge(programme("A", "B", "C"), "A", "C")
    pruned = merge(gone.sessions, "A", prune=True)
    assert summary(pruned) == ["removed b", "removed c"]
    assert [session.id for session in pruned.sessions] == ["a"]


def test_ids_are_those_of_nobody_else() -> None:
    old = programme("Talk")
    taken = ("talk-2",)
    ids = [session.id for session in merge(old, "Talk", "Talk", taken=taken).sessions]
    assert ids == ["talk", "talk-3"]
    assert [session.id for session in programme("2027-11-16")] == ["session-2027-11-16"]
    assert [session.id for session in programme("")] == ["session"]


def test_what_was_written_by_hand_stays_if_the_file_says_nothing_of_it() -> None:
    (old,) = programme("A")
    old = msgspec.structs.replace(old, private=True, notes=("Draft",))
    gone = merge((old,), "B").sessions
    assert [(s.id, s.private, s.cancelled) for s in gone] == [
        ("a", True, True),
        ("b", False, False),
    ]


TARGET = Target("x-2027", "X", ZoneInfo("UTC"), day("2027-11-16"), day("2027-11-17"), "X")


def test_sessions_on_other_days_are_left_out_if_asked() -> None:
    days = day("2027-11-16"), day("2027-12-01")
    sessions = tuple(ImportedSession(title=f"{each}", date=each) for each in days)
    imported = Imported(format="x", sessions=sessions)
    with pytest.raises(InvalidData, match="add --rest leave-out"):
        fit_to_edition(imported, TARGET, "x.ics", may_leave_out=False)
    kept = fit_to_edition(imported, TARGET, "x.ics", may_leave_out=True)
    assert [session.date for session in kept.sessions] == [days[0]]
    assert "not a day of the edition: left out" in str(kept.doubts)
