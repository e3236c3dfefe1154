"""How updates number events, mark them, and keep what other programs wrote."""

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import PARIS
from calendars import TODAY, file, made_event, read, timed, updated
from milipol_cli.ics import merge
from milipol_cli.ics.events import MARK, CalendarEvent, EventChange, FileEvent, Mark
from milipol_cli.network.as_of import AsOf

MODIFIED = dt.date(2026, 11, 24)
DAY = dt.date(2027, 11, 16)


def kinds(changes: list[EventChange]) -> list[str]:
    return [change.kind for change in changes]


def in_file(raw: bytes) -> FileEvent:
    return read(raw).events["talk@milipol-cli"]


def replaced(event: CalendarEvent, **fields: Any) -> CalendarEvent:
    return msgspec.structs.replace(event, **fields)


OWN = made_event("talk", is_own=True, mark=Mark("talk"))
TALK = made_event("talk")
LATER = {
    "start": dt.datetime(2027, 11, 16, 15, tzinfo=PARIS),
    "end": dt.datetime(2027, 11, 16, 16, tzinfo=PARIS),
}


# Numbers.

MARCH = dt.date(2027, 3, 1)
NEW = {"description": "New", "modified": MARCH}
HOUR = (dt.timedelta(hours=1), f"In 1 hour: {OWN.summary}")
PICKED = replaced(TALK, mark=Mark("talk"))


@pytest.mark.parametrize(
    ("before", "after", "number", "modified", "properties"),
    [
        # What people see of an event of the reader's own raises its number.
        (OWN, LATER, 1, TODAY, ("DTSTART", "DTEND")),
        (OWN, {"end": LATER["end"]}, 1, TODAY, ("DTEND",)),
        (OWN, {"summary": "X"}, 1, TODAY, ("SUMMARY",)),
        (OWN, {"location": "Hall 5"}, 1, TODAY, ("LOCATION",)),
        (OWN, {"status": "CANCELLED"}, 1, TODAY, ("STATUS",)),
        (OWN, NEW, 1, TODAY, ("DESCRIPTION",)),
        (replaced(OWN, sequence=3), NEW, 4, TODAY, ("DESCRIPTION",)),
        (OWN, {"categories": ("Milipol", "Dinner")}, 1, TODAY, ("CATEGORIES",)),
        (OWN, {"alarms": (HOUR,)}, 1, TODAY, ("VALARM",)),
        # What is over has no alarms any more.
        (
            replaced(OWN, alarms=(HOUR,)),
            {"alarms": (), "modified": MARCH},
            0,
            MODIFIED,
            ("VALARM",),
        ),
        # What the reader adds to a pick of the data is numbered, too.
        (PICKED, NEW, 1, TODAY, ("DESCRIPTION",)),
        (PICKED, {**NEW, "sequence": 1}, 1, MARCH, ("DESCRIPTION",)),
        (replaced(PICKED, sequence=2), {**NEW, "sequence": 2}, 3, TODAY, ("DESCRIPTION",)),
        # A higher number in the data is taken.
        (OWN, {**LATER, "sequence": 7}, 7, TODAY, ("DTSTART", "DTEND")),
        (OWN, {"sequence": 2, "modified": MARCH}, 2, MARCH, ("SEQUENCE",)),
        # The data wins whatever number the file has.
        (replaced(OWN, sequence=5), {"summary": "X"}, 6, TODAY, ("SUMMARY",)),
        # An event of the data is as new as the data or the file.
        (TALK, NEW, 0, MARCH, ("DESCRIPTION",)),
        (TALK, {**NEW, "sequence": 1}, 1, MARCH, ("DESCRIPTION",)),
        (replaced(TALK, modified=MARCH), {"location": "X"}, 0, MARCH, ("LOCATION",)),
    ],
)
def test_a_changed_event_has_a_number_and_a_date(
    before: CalendarEvent,
    after: dict[str, Any],
    number: int,
    modified: dt.date,
    properties: tuple[str, ...],
) -> None:
    """Neither changes when it is exported again, nor the mark of the reader's own."""
    new = replaced(before, **{"sequence": 0, "modified": MODIFIED, **after})
    raw, (change,) = updated(file(before), new)
    event = in_file(raw)
    assert (event.sequence, event.modified) == (number, modified)
    assert change.properties == properties
    assert not before.is_own or event.mark == before.mark
    again, changes = updated(raw, new, day=dt.date(2027, 4, 1))
    assert (again, kinds(changes)) == (raw, ["same"])


@pytest.mark.parametrize("number", [-(10**12), -1, 2**31 - 1, 2**31, 10**12])
@pytest.mark.parametrize("event", [OWN, TALK], ids=["own", "talk"])
def test_a_number_that_no_calendar_writes_is_capped(event: CalendarEvent, number: int) -> None:
    """The event can be updated, cancelled, and picked again."""
    event = replaced(event, mark=Mark("talk"))
    raw = file(event).replace(b"SEQUENCE:0", b"SEQUENCE:%d" % number)
    numbers = []
    for new in (replaced(event, **LATER), None, event, None, event):
        now = [] if new is None else [new]
        raw, (change,) = updated(raw, *now, picked=["talk"] if now else [])
        assert change.kind not in ("newer", "kept", "same")
        numbers.append(in_file(raw).sequence)
        assert b"SEQUENCE:%d\r\n" % numbers[-1] in raw
        assert kinds(updated(raw, *now)[1]) in (["same"], ["kept"])
    assert numbers == sorted(numbers)
    assert numbers[0] in ((0, 1) if number < 0 else (2**31 - 1,))


# Lines of other programs.

FOREIGN = (
    b"COMMENT:Ring the bell\r\n"
    b"ATTACH:https://example.org/" + b"a" * 40 + b"\r\n " + b"b" * 40 + b"\r\n"
    b"X-APPLE-TRAVEL;VALUE=TEXT:1\r\n"
)
ALARM = (
    b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
    b"BEGIN:X-PART\r\nBEGIN:X-IN-IT\r\nX-A:1\r\nEND:X-IN-IT\r\nEND:X-PART\r\n"
)
RINGS = ((dt.timedelta(hours=1), "In 1 hour: TALK"),)


def test_what_milipol_never_writes_stays_in_a_changed_event() -> None:
    event = replaced(TALK, alarms=RINGS)
    raw = file(event)
    raw = raw.replace(b"UID:", FOREIGN + b"UID:", 1)
    raw = raw.replace(b"END:VEVENT\r\n", ALARM + b"END:VEVENT\r\n")
    raw, changes = updated(raw, replaced(event, **LATER))
    assert changes[0].properties == ("DTSTART", "DTEND")
    lines = file(replaced(event, **LATER))
    lines = lines.replace(b"BEGIN:VALARM", FOREIGN + b"BEGIN:VALARM", 1)
    assert raw == lines.replace(b"END:VEVENT\r\n", ALARM + b"END:VEVENT\r\n")
    raw, _ = updated(raw, replaced(event, **LATER, alarms=()))
    assert raw.count(b"BEGIN:VALARM") == raw.count(b"ACTION:AUDIO") == 1


def test_an_event_written_in_another_way_keeps_its_lines() -> None:
    """Folded, ordered and stamped by a server, with its times in UTC."""
    event = replaced(
        TALK, alarms=RINGS, categories=("A", "B"), location="Hall 5", position=(1.5, 2)
    )
    raw = file(event)
    for part, instead in (
        (b"SUMMARY:TALK", b"SUMM\r\n ARY:TA\r\n\tLK"),
        (b"DTSTAMP:20261124", b"CREATED:20270101T000000Z\r\nDTSTAMP:20270101"),
        (b"LAST-MODIFIED:20261124T000000Z\r\n", b""),
        (b"DTSTART;TZID=Europe/Paris:20271116T100000", b"DTSTART:20271116T090000Z"),
        (b"CATEGORIES:A,B", b"CATEGORIES:A\r\nCATEGORIES:B"),
        (b"GEO:1.5;2", b"GEO:1.500000;2.000000"),
        (b"TRIGGER:-PT1H", b"TRIGGER:-PT60M\r\nACKNOWLEDGED:20270101T000000Z"),
    ):
        assert part in raw
        raw = raw.replace(part, instead)
    again, changes = updated(raw, event)
    assert (again, kinds(changes)) == (raw, ["same"])


def test_a_time_that_exists_twice_has_not_moved() -> None:
    """It is written in UTC."""
    event = timed("talk", "2026-10-25T02:30", "Europe/Paris")
    raw = file(event).replace(b"DTSTAMP:2026", b"DTSTAMP:2027")
    assert kinds(updated(raw, event)[1]) == ["same"]


@pytest.mark.parametrize(
    ("event", "same", "other"),
    [
        (OWN, b"DURATION:PT1H\r\n", b"DURATION:PT45M\r\n"),
        (replaced(OWN, start=DAY, end=DAY + dt.timedelta(days=1)), b"",
         b"DURATION:P2D\r\n"),
    ],
)  # fmt: skip
def test_an_event_may_have_a_duration_instead_of_an_end(
    event: CalendarEvent, same: bytes, other: bytes
) -> None:
    """An all-day event may have neither; then it lasts a day."""
    raw = file(event)
    end = re.search(rb"DTEND.*\n", raw)
    assert end is not None
    equal = raw.replace(end[0], same)
    assert updated(equal, event)[0] == equal
    new, changes = updated(raw.replace(end[0], other), event)
    assert [(each.kind, each.properties) for each in changes] == [("moved", ("DTEND",))]
    assert (b"DURATION" not in new, end[0] in new) == (True, True)


def test_an_alarm_is_ours_by_its_text() -> None:
    """It is replaced by the new one, so that the event does not ring twice."""
    new = file(replaced(TALK, alarms=RINGS))
    old = new.replace(b"SUMMARY:TALK", b"SUMMARY:Mine")
    raw, (change,) = updated(old, replaced(TALK, alarms=RINGS))
    assert (raw, change.properties) == (new, ("SUMMARY",))


def test_exceptions_stay_only_with_an_event_that_recurs() -> None:
    raw = file(TALK)
    event = raw[raw.index(b"BEGIN:VEVENT") : raw.index(b"END:VCALENDAR")]
    other = event.replace(b"END:VEVENT", b"RECURRENCE-ID:20271123T090000Z\r\nEND:VEVENT")
    weekly = event.replace(b"END:VEVENT", b"RRULE:FREQ=WEEKLY\r\nEND:VEVENT")
    new = replaced(TALK, description="New")
    recurring, _ = updated(raw.replace(event, weekly + other), new)
    assert recurring.count(b"BEGIN:VEVENT") == 2
    assert other in recurring
    twice, _ = updated(raw.replace(event, event + other), new)
    assert twice == file(new)


# Marks.


def test_an_event_whose_pick_is_gone_is_cancelled_once() -> None:
    """It keeps its other lines, but for our alarms."""
    raw = file(replaced(TALK, mark=Mark("talk"), alarms=RINGS))
    raw = raw.replace(b"END:VEVENT\r\n", ALARM + b"END:VEVENT\r\n")
    raw = raw.replace(b"TRANSP:TRANSPARENT\r\n", FOREIGN)
    expected = re.sub(
        rb"BEGIN:VALARM\r\nACTION:DISPLAY.*?END:VALARM\r\n", b"", raw, flags=re.DOTALL
    )
    for old, new in (
        (b":20261124T000000Z", b":20270102T000000Z"),  # when it was changed
        (b"SEQUENCE:0", b"SEQUENCE:1"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b":PICKED talk", b":REMOVED talk +1"),
    ):
        expected = expected.replace(old, new)
    cancelled, (change,) = updated(raw, picked=())
    assert (cancelled, change.kind, change.uid) == (*(expected, "cancelled", "talk@milipol-cli"),)
    assert in_file(cancelled).mark == Mark("talk", "REMOVED", 1)
    again, changes = updated(cancelled, picked=(), day=dt.date(2027, 2, 1))
    assert (again, kinds(changes)) == (cancelled, ["kept"])
    bare = cancelled.replace(b"STATUS:CANCELLED\r\n", b"").replace(b"REMOVED", b"PICKED")
    assert b"\r\nSTATUS:CANCELLED\r\n" in updated(bare, picked=())[0]


@pytest.mark.parametrize("slug", ["oslo-2028/talk", "oslo-2028/talk.reminder-1d"])
@pytest.mark.parametrize("pick", ["oslo-2028/talk", "oslo-2028/2027-11-16"])
def test_an_event_stays_as_long_as_its_pick(slug: str, pick: str) -> None:
    """Also if the data does not have it now; other picks do not count."""
    raw = file(made_event(slug, mark=Mark(pick)))
    assert updated(raw, picked=(pick,))[0] == raw
    assert kinds(updated(raw, picked=("oslo-2028",))[1]) == ["cancelled"]
    assert kinds(updated(raw)[1]) == ["kept"]


def test_an_event_may_stay_for_another_pick() -> None:
    """As a session whose edition is picked, too, if sessions are exported."""
    raw, changes = updated(
        file(replaced(TALK, mark=Mark("talk"))), replaced(TALK, mark=Mark("oslo-2028"))
    )
    assert (kinds(changes), changes[0].properties) == (["changed"], (MARK,))
    assert in_file(raw).sequence == 0
    assert kinds(updated(raw, picked=("oslo-2028",))[1]) == ["kept"]


def test_an_event_that_was_written_by_its_id_gets_no_mark() -> None:
    picked = replaced(TALK, mark=Mark("talk"))
    raw, changes = updated(file(TALK), picked, picked=("talk",))
    assert (raw, kinds(changes)) == (file(TALK), ["same"])
    assert kinds(updated(raw, picked=())[1]) == ["kept"]


def test_an_event_that_is_exported_by_its_id_is_no_longer_cancelled() -> None:
    """In any order, so that two exports in turn do not undo each other."""
    picked = replaced(TALK, mark=Mark("talk"), sequence=2)
    raw, changes = updated(file(picked), replaced(TALK, sequence=2))
    assert (kinds(changes), changes[0].properties) == (["changed"], (MARK,))
    event = in_file(raw)
    assert event.mark == Mark("talk", "UNPICKED")
    assert (event.sequence, event.modified) == (2, MODIFIED)
    assert kinds(updated(raw, picked, picked=("talk",))[1]) == ["same"]
    assert kinds(updated(raw, picked=())[1]) == ["kept"]
    behind = replaced(TALK, sequence=1)
    assert kinds(updated(file(picked), behind)[1]) == ["same"]


@pytest.mark.parametrize("mark", [Mark("talk"), None])
def test_an_event_that_comes_back_follows_the_data(mark: Mark | None) -> None:
    """With a higher number, by its pick or by its id; then it is not cancelled."""
    raw, _ = updated(file(replaced(TALK, mark=Mark("talk"), sequence=3)), picked=())
    event = replaced(TALK, mark=mark, sequence=3)
    raw, changes = updated(raw, event, day=dt.date(2027, 1, 5))
    assert (kinds(changes), changes[0].properties) == (["changed"], ("STATUS",))
    back = in_file(raw)
    assert (back.sequence, back.modified) == (5, dt.date(2027, 1, 5))
    assert back.mark == Mark("talk", "PICKED" if mark else "UNPICKED", 2)
    assert kinds(updated(raw, event)[1]) == ["same"]
    raw, changes = updated(raw, replaced(event, **LATER, sequence=4))
    assert (kinds(changes), in_file(raw).sequence) == (["moved"], 6)
    assert kinds(updated(raw, event)[1]) == ["newer"]
    assert kinds(updated(raw, picked=())[1]) == ["cancelled" if mark else "kept"]


def test_an_event_comes_back_with_a_higher_number_as_of_an_earlier_date() -> None:
    raw, _ = updated(file(replaced(TALK, mark=Mark("talk"), sequence=3)), picked=())
    raw, _ = updated(raw, replaced(TALK, mark=Mark("talk"), sequence=1))
    assert (in_file(raw).sequence, in_file(raw).mark) == (5, Mark("talk", "PICKED", 4))


@pytest.mark.parametrize("text", [b"PICKED +x", b"", b"GONE talk +1"])
def test_another_text_is_no_mark(text: bytes) -> None:
    raw = file(replaced(TALK, mark=Mark("talk"))).replace(b"PICKED talk", text)
    assert in_file(raw).mark is None


# Pruning.


def at(text: str) -> AsOf:
    return AsOf(moment=dt.datetime.fromisoformat(text))


DAYS = made_event("days", DAY, end=DAY + dt.timedelta(days=2))


@pytest.mark.parametrize(
    ("made", "zone", "as_of", "is_pruned"),
    [
        (TALK, b";TZID=Europe/Paris", AsOf(day=dt.date(2027, 11, 16)), False),
        (TALK, b";TZID=Europe/Paris", AsOf(day=dt.date(2027, 11, 17)), True),
        (TALK, b";TZID=Europe/Paris", at("2027-11-16T10:59+01:00"), False),
        (TALK, b";TZID=Europe/Paris", at("2027-11-16T11:00+01:00"), True),
        # A time without a zone is past on the next day.
        (TALK, b"", at("2027-11-16T23:00Z"), False),
        (TALK, b"", at("2027-11-17T00:00Z"), True),
        (DAYS, b"", AsOf(day=dt.date(2027, 11, 17)), False),
        (DAYS, b"", AsOf(day=dt.date(2027, 11, 18)), True),
        (replaced(TALK, status="CANCELLED"), b"", AsOf(day=TODAY), True),
    ],
)
def test_what_is_past_or_cancelled_is_pruned(
    made: CalendarEvent, zone: bytes, as_of: AsOf, is_pruned: bool
) -> None:
    """The last event, too; the file can be updated all the same."""
    raw = file(made)
    old = read(raw.replace(b";TZID=Europe/Paris", zone))
    changes, parts = merge.merge((), old, merge.Rules(as_of, prune=True))
    assert kinds(changes) == ["pruned" if is_pruned else "kept"]
    assert (changes[0].after is None) == is_pruned
    assert updated(b"".join(parts), made)[0] == raw


# Any chain of edits and exports.

TEXTS = st.sampled_from(["A", "B, c", "Ü; \\n"])
DAYS_OF_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
MINUTES_OF_2027 = st.integers(0, 364 * 24 * 60)


def moment(when: dt.date | dt.datetime) -> dt.datetime:
    assert isinstance(when, dt.datetime)
    return when.astimezone(dt.UTC)


def visible(event: FileEvent) -> tuple[object, ...]:
    return moment(event.start), event.summary, event.cancelled


@st.composite
def any_event(draw: st.DrawFn, *, is_own: bool) -> CalendarEvent:
    minutes = dt.timedelta(minutes=draw(MINUTES_OF_2027))
    start = dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + minutes
    summary = draw(TEXTS)
    marks = [Mark("talk")] if is_own else [None, Mark("talk")]
    return made_event(
        "talk",
        start=start.astimezone(PARIS),
        end=(start + dt.timedelta(hours=1)).astimezone(PARIS),
        summary=summary,
        description=draw(TEXTS),
        location=draw(st.none() | TEXTS),
        sequence=draw(st.integers(0, 3)),
        is_own=is_own,
        mark=draw(st.sampled_from(marks)),
        alarms=tuple(
            (dt.timedelta(hours=hours), f"In {hours} hours: {summary}")
            for hours in sorted(draw(st.sets(st.integers(1, 3))))
        ),
    )


@pytest.mark.parametrize("is_own", [True, False])
@given(data=st.data())
def test_numbers_never_fall(data: st.DataObject, is_own: bool) -> None:
    """Those of own events rise with each change, and the file has what the data says.

    Of other events it has what the data with the highest number says.
    """
    events = any_event(is_own=is_own)
    first = data.draw(events)
    raw = file(first).replace(b"UID:", FOREIGN + b"UID:", 1)
    highest = first.sequence
    # If there is no event, its pick is gone.
    chain = st.lists(st.tuples(st.none() | events, DAYS_OF_2026), min_size=1, max_size=5)
    for event, day in data.draw(chain):
        before = in_file(raw)
        exported = () if event is None else (event,)
        picked = {each.id for each in exported}
        raw, _ = updated(raw, *exported, day=day, picked=picked)
        after = in_file(raw)
        assert FOREIGN in after.lines
        has_changed = is_own and visible(before) != visible(after)
        assert after.sequence >= before.sequence + has_changed
        if event is not None and (is_own or event.sequence >= highest):
            highest = event.sequence
            assert not after.cancelled
            assert moment(after.start) == moment(event.start)
            assert after.lines.count(b"BEGIN:VALARM") == len(event.alarms)
        for again in (day, TODAY):
            same, changes = updated(raw, *exported, day=again, picked=picked)
            assert same == raw
            assert not any(change.is_written for change in changes)


# Categories.


@pytest.mark.parametrize(
    "written",
    [
        b"CATEGORIES:Milipol,Meeting,Red,Client\\, key\r\n",
        b"CATEGORIES:Milipol,Meeting\r\nCATEGORIES:Red,Client\\, key,Red\r\n",
        b"CATEGORIES:Red,Meeting,Client\\, key,Milipol\r\n",
    ],
    ids=["behind", "in a line", "sorted"],
)
def test_categories_that_somebody_added_survive(written: bytes) -> None:
    """They are no change by themselves, and stay when the event changes."""
    event = replaced(OWN, categories=("Milipol", "Meeting"))
    raw = file(event).replace(b"CATEGORIES:Milipol,Meeting\r\n", written)
    assert raw != file(event)
    same, changes = updated(raw, event)
    assert (same, kinds(changes)) == (raw, ["same"])
    moved = replaced(event, categories=("Milipol", "Dinner"), **LATER)
    raw, _ = updated(raw, moved)
    kept = b"CATEGORIES:Milipol,Dinner,Red,Client\\, key\r\n"
    old = b"CATEGORIES:Milipol,Dinner,Red,Meeting,Client\\, key\r\n"
    assert kept in raw or (written.startswith(b"CATEGORIES:Red") and old in raw)
    assert kinds(updated(raw, moved)[1]) == ["same"]


def test_a_category_of_ours_that_somebody_took_away_comes_back() -> None:
    event = replaced(OWN, categories=("Milipol", "Meeting"))
    raw = file(event).replace(b"CATEGORIES:Milipol,Meeting\r\n", b"")
    _, (change,) = updated(raw, event)
    assert change.properties == ("CATEGORIES",)
