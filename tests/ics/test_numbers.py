"""How updates number events, mark them, and keep what other programs wrote."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import PARIS
from milipol_cli.ics import merge, write
from milipol_cli.ics.events import CalendarEvent, Change, FileEvent, Mark
from milipol_cli.ics.read import calendar_file
from milipol_cli.ics.write import MARK
from milipol_cli.network.as_of import AsOf

MODIFIED = dt.date(2026, 11, 24)
TODAY = dt.date(2027, 1, 2)
DAY = dt.date(2027, 11, 16)


def made(slug: str, **fields: Any) -> CalendarEvent:
    """An event of an hour in November 2027, unless `fields` say otherwise."""
    start = dt.datetime(2027, 11, 16, 10, tzinfo=PARIS)
    usual = {
        "id": slug,
        "start": start,
        "end": start + dt.timedelta(hours=1),
        "summary": slug.upper(),
        "description": "",
        "modified": MODIFIED,
    }
    return CalendarEvent(**{**usual, **fields})


def file(*events: CalendarEvent) -> bytes:
    return b"".join(write.new_file(events))


def updated(
    raw: bytes,
    *events: CalendarEvent,
    day: dt.date = TODAY,
    picked: Collection[str] | None = None,
    prune: bool = False,
) -> tuple[bytes, tuple[Change, ...]]:
    """A file updated with events, and the changes."""
    old = calendar_file(raw)
    assert old is not None
    merged = merge.merge(events, old, prune=prune, as_of=AsOf(day=day), picked=picked)
    return b"".join(merged.parts), merged.changes


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in changes]


def in_file(raw: bytes, uid: str = "talk") -> FileEvent:
    known = calendar_file(raw)
    assert known is not None
    return known.events[f"{uid}@milipol-cli"]


def replaced(event: CalendarEvent, **fields: Any) -> CalendarEvent:
    return msgspec.structs.replace(event, **fields)


OWN = made("talk", is_own=True, mark=Mark("talk"))
TALK = made("talk")
LATER = {
    "start": dt.datetime(2027, 11, 16, 15, tzinfo=PARIS),
    "end": dt.datetime(2027, 11, 16, 16, tzinfo=PARIS),
}


# Numbers.


@pytest.mark.parametrize(
    "fields",
    [LATER, {"end": LATER["end"]}, {"summary": "X"}, {"location": "Hall 5"},
     {"status": "CANCELLED"}],
)  # fmt: skip
def test_a_change_of_an_own_event_raises_its_number(fields: dict[str, Any]) -> None:
    raw, _ = updated(file(OWN), replaced(OWN, **fields))
    assert (in_file(raw).sequence, in_file(raw).modified) == (1, TODAY)
    raw, changes = updated(raw, replaced(OWN, **fields), day=dt.date(2027, 2, 1))
    assert kinds(changes) == ["same"]
    raw, _ = updated(raw, OWN)
    assert (in_file(raw).sequence, in_file(raw).modified) == (2, TODAY)


def test_a_change_of_our_wording_raises_nothing() -> None:
    raw, _ = updated(file(OWN), replaced(OWN, **LATER))
    new = replaced(OWN, **LATER, description="New", modified=dt.date(2027, 3, 1))
    raw, changes = updated(raw, new, day=dt.date(2027, 3, 2))
    assert changes[0].properties == ("DESCRIPTION",)
    assert (in_file(raw).sequence, in_file(raw).modified) == (1, TODAY)
    raw, _ = updated(file(OWN), replaced(new, start=OWN.start, end=OWN.end))
    assert (in_file(raw).sequence, in_file(raw).modified) == (0, MODIFIED)


@pytest.mark.parametrize("number", [0, 1])
def test_an_event_of_the_data_is_as_new_as_the_data_or_the_file(number: int) -> None:
    later = dt.date(2027, 3, 1)
    new = replaced(TALK, description="New", modified=later, sequence=number)
    raw, _ = updated(file(TALK), new)
    assert (in_file(raw).sequence, in_file(raw).modified) == (number, later)
    raw, changes = updated(raw, replaced(new, description="Newer", modified=MODIFIED))
    assert changes[0].properties == ("DESCRIPTION",)
    assert in_file(raw).modified == later


def test_a_higher_number_in_the_data_is_taken() -> None:
    raw, _ = updated(file(OWN), replaced(OWN, **LATER, sequence=7))
    assert in_file(raw).sequence == 7
    raw, changes = updated(raw, replaced(OWN, **LATER, sequence=9))
    assert (in_file(raw).sequence, in_file(raw).modified) == (9, TODAY)
    assert changes[0].properties == ("SEQUENCE",)


def test_the_data_of_an_own_event_wins_whatever_number_the_file_has() -> None:
    raw = file(OWN).replace(b"SEQUENCE:0", b"SEQUENCE:5").replace(b"TALK", b"Mine")
    raw, changes = updated(raw, OWN)
    assert (kinds(changes), changes[0].properties) == (["changed"], ("SUMMARY",))
    assert (in_file(raw).sequence, in_file(raw).summary) == (6, "TALK")


def test_an_event_with_a_higher_number_in_the_file_stays() -> None:
    raw = file(replaced(TALK, sequence=5, **LATER))
    again, (change,) = updated(raw, TALK)
    assert again == raw
    assert (change.kind, change.start, change.end) == ("newer", *LATER.values())
    assert change.properties == ("DTSTART", "DTEND")
    again, changes = updated(raw, replaced(TALK, **LATER))
    assert (again, kinds(changes)) == (raw, ["same"])


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


def test_an_alarm_whose_event_was_renamed_is_still_ours() -> None:
    event = replaced(TALK, alarms=RINGS)
    raw = file(event).replace(b"SUMMARY:TALK", b"SUMMARY:Mine")
    raw, changes = updated(raw, event)
    assert changes[0].properties == ("SUMMARY",)
    assert raw == file(event)


@pytest.mark.parametrize("text", [b"15 minutes before", b"on the day"])
def test_an_alarm_of_1_0_is_ours(text: bytes) -> None:
    """It began with the title; an update must not let the event ring twice."""
    event = replaced(TALK, alarms=RINGS)
    old = re.sub(rb"In .*: TALK", rb"TALK\\, " + text, file(event))
    assert old != file(event)
    raw, changes = updated(old, event)
    assert changes[0].properties == ("VALARM",)
    assert raw == file(event)


def test_exceptions_stay_only_with_an_event_that_recurs() -> None:
    raw = file(TALK)
    event = raw[raw.index(b"BEGIN:VEVENT") : raw.index(b"END:VCALENDAR")]
    other = event.replace(
        b"END:VEVENT", b"RECURRENCE-ID:20271123T090000Z\r\nEND:VEVENT"
    )
    weekly = event.replace(b"END:VEVENT", b"RRULE:FREQ=WEEKLY\r\nEND:VEVENT")
    new = replaced(TALK, description="New")
    recurring, _ = updated(raw.replace(event, weekly + other), new)
    assert recurring.count(b"BEGIN:VEVENT") == 2
    assert other in recurring
    twice, _ = updated(raw.replace(event, event + other), new)
    assert twice == file(new)


# Marks.


def test_an_event_whose_pick_is_gone_is_cancelled_once() -> None:
    event = replaced(TALK, mark=Mark("talk"), alarms=RINGS)
    raw = file(event).replace(b"END:VEVENT\r\n", ALARM + b"END:VEVENT\r\n")
    raw = raw.replace(b"STATUS:CONFIRMED\r\n", FOREIGN)
    raw, (change,) = updated(raw, picked=())
    assert (change.kind, change.uid) == ("cancelled", "talk@milipol-cli")
    gone = in_file(raw)
    assert (gone.cancelled, gone.sequence, gone.modified) == (True, 1, TODAY)
    assert gone.mark == Mark("talk", "REMOVED", 1)
    assert FOREIGN in gone.lines
    assert ALARM in gone.lines
    assert b"In 1 hour" not in gone.lines
    again, changes = updated(raw, picked=(), day=dt.date(2027, 2, 1))
    assert (again, kinds(changes)) == (raw, ["kept"])


@pytest.mark.parametrize("slug", ["oslo-2028/talk", "oslo-2028/talk.reminder-1d"])
@pytest.mark.parametrize("pick", ["oslo-2028/talk", "oslo-2028/2027-11-16"])
def test_an_event_stays_as_long_as_its_pick(slug: str, pick: str) -> None:
    """Also if the data does not have it now; other picks do not count."""
    raw = file(made(slug, mark=Mark(pick)))
    assert updated(raw, picked=(pick,))[0] == raw
    assert kinds(updated(raw, picked=("oslo-2028",))[1]) == ["cancelled"]
    assert kinds(updated(raw)[1]) == ["kept"]


def test_an_event_that_is_cancelled_keeps_its_other_lines() -> None:
    raw = file(replaced(TALK, mark=Mark("talk")))
    expected = raw
    for old, new in (
        (b":20261124T000000Z", b":20270102T000000Z"),  # when it was changed
        (b"SEQUENCE:0", b"SEQUENCE:1"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b":PICKED talk", b":REMOVED talk +1"),
    ):
        expected = expected.replace(old, new)
    assert updated(raw, picked=())[0] == expected


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


def test_an_own_entry_of_milipol_1_needs_no_mark() -> None:
    entry = made("agenda/lunch", is_own=True, mark=Mark("agenda/lunch"))
    old = file(replaced(entry, mark=None))
    assert updated(old, entry, picked=("agenda/lunch",))[0] == old
    raw, changes = updated(old, picked=())
    assert kinds(changes) == ["cancelled"]
    assert in_file(raw, "agenda/lunch").mark == Mark("agenda/lunch", "REMOVED", 1)


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


@pytest.mark.parametrize("text", [b"PICKED +x", b"", b"picked", b"GONE +1"])
def test_another_text_is_no_mark(text: bytes) -> None:
    raw = file(replaced(TALK, mark=Mark("talk"))).replace(b"PICKED talk", text)
    assert in_file(raw).mark is None


# Pruning.


def at(text: str) -> AsOf:
    moment = dt.datetime.fromisoformat(text)
    return AsOf(moment=moment)


UTC_END = {"start": dt.datetime(2027, 11, 16, 9, tzinfo=dt.UTC),
           "end": dt.datetime(2027, 11, 16, 10, tzinfo=dt.UTC)}  # fmt: skip
DAYS = {"start": dt.date(2027, 11, 16), "end": dt.date(2027, 11, 18)}


@pytest.mark.parametrize(
    ("event", "as_of", "is_pruned"),
    [
        (TALK, AsOf(day=dt.date(2027, 11, 16)), False),
        (TALK, AsOf(day=dt.date(2027, 11, 17)), True),
        (TALK, at("2027-11-16T10:59+01:00"), False),
        (TALK, at("2027-11-16T11:00+01:00"), True),
        (made("days", **DAYS), AsOf(day=dt.date(2027, 11, 17)), False),
        (made("days", **DAYS), AsOf(day=dt.date(2027, 11, 18)), True),
        (replaced(TALK, status="CANCELLED"), AsOf(day=TODAY), True),
    ],
)
def test_what_is_past_or_cancelled_is_pruned(
    event: CalendarEvent, as_of: AsOf, is_pruned: bool
) -> None:
    """The last event, too; the file can be updated all the same."""
    raw = file(event)
    old = calendar_file(raw)
    assert old is not None
    merged = merge.merge((), old, prune=True, as_of=as_of)
    assert kinds(merged.changes) == ["pruned" if is_pruned else "kept"]
    assert merged.events == (0 if is_pruned else 1)
    assert updated(b"".join(merged.parts), event)[0] == raw


def test_a_time_without_a_zone_is_past_on_the_next_day() -> None:
    raw = file(TALK).replace(b";TZID=Europe/Paris", b"")
    old = calendar_file(raw)
    assert old is not None
    for text, kind in (("2027-11-16T23:00Z", "kept"), ("2027-11-17T00:00Z", "pruned")):
        merged = merge.merge((), old, prune=True, as_of=at(text))
        assert kinds(merged.changes) == [kind]


# Any chain of edits and exports.

TEXTS = st.sampled_from(["A", "B, c", "Ü; \\n"])
DAYS_OF_2027 = st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def moment(when: dt.date | dt.datetime) -> dt.datetime:
    assert isinstance(when, dt.datetime)
    return when.astimezone(dt.UTC)


def visible(event: FileEvent) -> tuple[object, ...]:
    return moment(event.start), event.summary, event.cancelled


@st.composite
def any_event(draw: st.DrawFn, *, is_own: bool) -> CalendarEvent:
    hour = dt.time(draw(st.integers(0, 23)), tzinfo=dt.UTC)
    start = dt.datetime.combine(draw(DAYS_OF_2027), hour)
    summary = draw(TEXTS)
    alarms = draw(st.sets(st.integers(1, 3)))
    return made(
        "talk",
        start=start.astimezone(PARIS),
        end=(start + dt.timedelta(hours=1)).astimezone(PARIS),
        summary=summary,
        description=draw(TEXTS),
        location=draw(st.none() | TEXTS),
        sequence=draw(st.integers(0, 3)),
        is_own=is_own,
        mark=draw(
            st.just(Mark("talk")) if is_own else st.sampled_from([None, Mark("talk")])
        ),
        alarms=tuple(
            (dt.timedelta(hours=hours), f"In {hours} hours: {summary}")
            for hours in sorted(alarms)
        ),
    )


# Of each step the event that is exported, or None if its pick is gone; and the day.
def steps(*, is_own: bool) -> st.SearchStrategy[list[Any]]:
    days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    return st.lists(
        st.tuples(st.none() | any_event(is_own=is_own), days), min_size=1, max_size=5
    )


@given(any_event(is_own=True), steps(is_own=True))
def test_numbers_of_own_events_never_fall(
    first: CalendarEvent, chain: list[tuple[CalendarEvent | None, dt.date]]
) -> None:
    """They rise with each change, and the file then has what the data says."""
    raw = file(first).replace(b"UID:", FOREIGN + b"UID:", 1)
    for event, day in chain:
        before = in_file(raw)
        events = () if event is None else (event,)
        raw, _ = updated(raw, *events, day=day, picked={e.id for e in events})
        after = in_file(raw)
        assert FOREIGN in after.lines
        has_changed = visible(before) != visible(after)
        assert after.sequence >= before.sequence + has_changed
        if event is not None:
            assert not after.cancelled
            assert moment(after.start) == moment(event.start)
            assert after.lines.count(b"BEGIN:VALARM") == len(event.alarms)
        for again in (day, TODAY):
            same, changes = updated(
                raw, *events, day=again, picked={e.id for e in events}
            )
            assert same == raw
            assert not any(change.is_written for change in changes)


@given(any_event(is_own=False), steps(is_own=False))
def test_numbers_of_other_events_never_fall_either(
    first: CalendarEvent, chain: list[tuple[CalendarEvent | None, dt.date]]
) -> None:
    """An event of the data's highest number is always in the file as in the data."""
    raw = file(first).replace(b"UID:", FOREIGN + b"UID:", 1)
    highest = first.sequence
    for event, day in chain:
        before = in_file(raw)
        events = () if event is None else (event,)
        raw, _ = updated(raw, *events, day=day, picked={e.id for e in events})
        after = in_file(raw)
        assert FOREIGN in after.lines
        assert after.sequence >= before.sequence
        if event is None or event.sequence < highest:
            continue
        highest = event.sequence
        assert moment(after.start) == moment(event.start)
        assert not after.cancelled
        assert updated(raw, event, day=TODAY)[0] == raw
