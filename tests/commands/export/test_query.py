"""What goes into a calendar: alarms, sequences, texts, and events of any kind."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given

from agendas import own
from builders import (
    PARIS,
    REVIEWED,
    SINGAPORE,
    any_edition,
    at,
    catalog,
    day,
    edition,
    matches,
    notice,
    session,
    show,
    theme,
    venue,
)
from milipol_cli.commands.export import query
from milipol_cli.commands.export.calendar_event import calendar_event
from milipol_cli.commands.export.events import entry_events
from milipol_cli.commands.export.query import Selection
from milipol_cli.commands.export.words import export_notes, title
from milipol_cli.ics.events import Alarm, AlarmOffset, alarm_for, alarm_offset
from milipol_cli.look.words.alarms import offset_ahead, offset_before
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import DayTheme, Programme, Session
from milipol_cli.network.model.shows import Notice, ShowFile
from milipol_cli.picks.as_of import own_picks

FILE = show(
    edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")), reviewed=day("2023-01-01")
)


def selected(
    as_of: str | AsOf,
    file: ShowFile,
    *sessions: Session,
    ids: Sequence[str] = (),
    themes: tuple[DayTheme, ...] = (),
    **fields: object,
) -> Selection:
    """What is selected of a show whose next edition has these sessions and themes."""
    programme = Programme(edition=file.edition[0].id, session=sessions, theme=themes)
    options: dict[str, object] = {"sessions": True, **fields}
    return query.select(
        catalog(file, programme=programme),
        at(as_of) if isinstance(as_of, str) else as_of,
        matches=matches(ids, file, programme=programme),
        **options,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("text", "offset", "words", "ahead"),
    [
        ("2w", {"days": 14}, "14 days before", "In 14 days"),
        ("1d@18:30", {"days": 1, "clock": dt.time(18, 30)}, "1 day before", "In 1 day"),
        ("0d@08:00", {"clock": dt.time(8)}, "on the day", "Today"),
        ("2h", {"minutes": 120}, "2 hours before", "In 2 hours"),
        ("90m", {"minutes": 90}, "90 minutes before", "In 90 minutes"),
        ("3653d", {"days": 3653}, "3,653 days before", "In 3,653 days"),
        ("87672h", {"minutes": 5260320}, "87,672 hours before", "In 87,672 hours"),
    ],
)
def test_alarm_offsets_are_read_and_shown_in_words(
    text: str, offset: dict[str, Any], words: str, ahead: str
) -> None:
    """They are at most ten years."""
    expected = AlarmOffset(**offset, text=text)
    assert alarm_offset(text) == expected
    assert (offset_before(expected), offset_ahead(expected)) == (words, ahead)


DAY = dt.date(2027, 11, 16)
# Clocks change in the night before, which is 23 hours long.
MORNING = dt.datetime(2027, 3, 28, 10, tzinfo=PARIS)
FIRST = dt.datetime(1, 1, 2, 10, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "text", "rings", "before"),
    [
        (DAY, "2w", "2027-11-02 09:00", "13 days, 15:00:00"),
        (DAY, "2w@00:00", "2027-11-02 00:00", "14 days, 0:00:00"),
        (DAY, "12h", "2027-11-15 21:00", "3:00:00"),
        (DAY, "9h", None, None),
        (DAY, "0d", None, None),
        (DAY, "0d@18:00", "2027-11-16 18:00", "-1 day, 6:00:00"),
        (MORNING, "15m", "2027-03-28 09:45", "0:15:00"),
        (MORNING, "1d@09:00", "2027-03-27 09:00", "1 day, 1:00:00"),
        (MORNING, "1d", "2027-03-27 10:00", "1 day, 0:00:00"),
        (MORNING, "24h", "2027-03-27 09:00", "1 day, 0:00:00"),
        (MORNING, "0d@09:00", "2027-03-28 09:00", "1:00:00"),
        (MORNING, "0d@10:00", None, None),
        (FIRST.date(), "400d", None, None),
        (FIRST, "400d", None, None),
    ],
)
def test_alarms_ring_at_the_venue_or_for_days_in_the_readers_calendar(
    start: dt.date, text: str, rings: str | None, before: str | None
) -> None:
    """Those of whole days count from 09:00."""
    alarm = alarm_for(alarm_offset(text), start)
    if alarm is None:
        assert rings is None
    else:
        assert alarm.zone is (PARIS if isinstance(start, dt.datetime) else None)
        assert f"{alarm.rings:%Y-%m-%d %H:%M}" == rings
        assert str(alarm.before) == before


@pytest.mark.parametrize(
    ("as_of", "alarms"),
    [
        ("2023-11-15T10:29+01:00", 1),
        ("2023-11-15T10:30+01:00", 0),
        ("2023-11-15", 1),
        ("2023-11-16", 0),
    ],
)
def test_past_events_have_no_alarm(as_of: str, alarms: int) -> None:
    talk = session("talk", hours="10:00-10:30")
    selection = selected(as_of, FILE, talk, ids=["paris-2023/talk"], reminders=True)
    assert sum(len(event.alarms) for event in selection.events) == alarms
    assert len(selection.events) == 1 + alarms


@pytest.mark.parametrize(
    ("as_of", "reader", "past"),
    [
        ("2023-11-15", None, [False, True, True]),
        ("2023-11-14T13:59+01:00", None, [False, False, True]),
        ("2023-11-14T14:00+01:00", None, [False, True, True]),
        ("2023-11-15T08:59+08:00", SINGAPORE, [False, True, True]),
        ("2023-11-15T09:00+08:00", SINGAPORE, [True, True, True]),
        ("2023-11-15T01:00+00:00", ZoneInfo("Asia/Tokyo"), [True, True, True]),
    ],
)
def test_an_alarm_that_would_have_rung_is_past(
    as_of: str, reader: ZoneInfo | None, past: list[bool]
) -> None:
    """On the clock at the venue, or in the reader's calendar, wherever that is."""
    alarms = [
        Alarm(
            offset=AlarmOffset(),
            before=dt.timedelta(),
            rings=dt.datetime.fromisoformat(rings).replace(tzinfo=zone),
        )
        for rings, zone in (
            ("2023-11-15T09:00", None),
            ("2023-11-14T14:00", PARIS),
            ("2023-11-13T23:59", PARIS),
        )
    ]
    stands = at(as_of) if reader is None else at(as_of, reader)
    assert [alarm.is_past(stands) for alarm in alarms] == past


def test_an_edition_rings_until_its_last_day_is_over_there() -> None:
    """Without a known end, until its usual length has passed."""
    for dates in ("2023-11-14/2023-11-17", "2023-11-14"):
        held = notice("2023-01-01", dates, venue="singapore")
        file = show(edition("asia-2023", held))
        for clock, rings in (("15:59", True), ("16:00", False)):
            selection = selected(f"2023-11-17T{clock}Z", file, ids=["asia-2023"])
            assert bool(selection.events[0].alarms) is rings


@pytest.mark.parametrize(
    ("dated", "sequence"),
    [
        (["2023-11-14/2023-11-17"], 0),
        (["2023-11-14", "2023-11-14/2023-11-17"], 1),
        (["2023-11-14", "", ""], 0),
        (["2023-11-14", "2023-11-21", "2023-11-14"], 2),
    ],
)
def test_the_sequence_counts_changes(dated: list[str], sequence: int) -> None:
    notices = [notice(f"2023-0{n + 1}-01", when) for n, when in enumerate(dated)]
    (event,) = selected("2023-10-01", show(edition("paris-2023", *notices))).events
    assert (event.sequence, event.modified) == (sequence, notices[-1].known)


def test_a_show_is_its_next_edition_that_takes_place() -> None:
    gone = edition("paris-2025", notice("2023-01-01", "2025-11-14", "cancelled"))
    later = edition("paris-2027", notice("2023-01-01", "2027-11-14"))
    (event,) = selected("2024-01-01", show(gone, later), ids=["paris"]).events
    assert event.id == "paris-2027"


def test_the_sequence_counts_places_and_states() -> None:
    first = notice("2023-01-01", "2023-11-14", "tentative", venue="doha")
    second = notice("2023-02-01", "", "announced")
    third = notice("2023-03-01", "", "announced", venue="delhi")
    fourth = notice("2023-04-01", "", "cancelled")
    file = show(edition("paris-2023", first, second, third, fourth))
    talk = session("talk", "2023-11-14", hours="10:00")
    panel = session("panel", "2023-11-14", updated=dt.date(2023, 2, 15))
    events = selected("2023-10-01", file, talk, panel).events
    assert [(event.id, event.kind, event.sequence, event.modified) for event in events] == [
        ("paris-2023", "edition", 3, dt.date(2023, 4, 1)),
        ("paris-2023/talk", "session", 2, REVIEWED),
    ]
    ids = ["paris-2023/panel"]
    for as_of, modified in (("2023-03-15", "2023-02-15"), ("2023-10-01", "2023-04-01")):
        (event,) = selected(as_of, file, panel, ids=ids).events
        assert event.modified == dt.date.fromisoformat(modified)


@pytest.mark.slow
@given(any_edition("paris-2023", dt.date(2000, 1, 1), dt.date(2030, 12, 31)))
def test_a_sequence_never_falls(held: object) -> None:
    file = show(held)  # type: ignore[arg-type]
    last = -1
    for known in sorted({known.day_known for known in file.edition[0].notice}):
        events = selected(AsOf(day=known), file, ids=["paris"]).events
        for event in events:
            assert event.sequence >= last
            last = event.sequence


def test_a_location_has_what_is_known_of_the_venue() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "9999-12-31", venue="hall")))
    for fields, location, position in (
        ({}, None, None),
        ({"city": "Oslo", "country": "Norway"}, "Oslo, Norway", None),
        ({"name": "Hall"}, "Hall", None),
        ({"name": "Hall", "address": "Way 1", "city": "Oslo"},
         "Hall, Way 1, Oslo", None),
        ({"address": "Way 1"}, "Way 1", None),
        ({"latitude": 1.5}, None, None),
        ({"latitude": 1.5, "longitude": -2.25}, None, (1.5, -2.25)),
    ):  # fmt: skip
        placed = msgspec.structs.replace(file, venue=(venue("hall", **fields),))
        (event,) = selected("2023-10-01", placed).events
        entry = calendar_event(event)
        assert (entry.location, entry.position) == (location, position)
        assert "The last day was not announced." in entry.description
        assert entry.end == dt.date.max  # though it is exclusive


DAYS = "2023-11-14/2023-11-17"
BARE = notice("2023-01-01", DAYS, "tentative")
REMARK = ("lists agree, no more.",)


@pytest.mark.parametrize(
    ("notices", "state", "notes"),
    [
        ([notice("2023-01-01", DAYS, "tentative", notes=REMARK)], "TENTATIVE",
         ["Tentative: lists agree, no more."]),
        ([BARE], "TENTATIVE", ["Tentative: the dates are not final."]),
        ([BARE, notice("2023-02-01", status="cancelled")], "CANCELLED",
         ["Cancelled: announced on Wednesday 1 February 2023."]),
        ([BARE, notice("by 2023-02-01", status="postponed")], "TENTATIVE",
         ["Postponed: known by Wednesday 1 February 2023."]),
        ([notice("2023-01-01", DAYS, notes=REMARK)], "CONFIRMED",
         ["Announced: lists agree, no more."]),
        ([notice("2023-01-01", DAYS, "held", notes=REMARK)], "CONFIRMED", []),
    ],
)  # fmt: skip
def test_the_dates_of_an_edition_have_a_reason(
    notices: list[Notice], state: str, notes: list[str]
) -> None:
    file = show(edition("paris-2023", *notices))
    selection = selected("2023-10-01", file, ids=["paris-2023"])
    assert export_notes(selection) == notes
    assert calendar_event(selection.events[0]).status == state


def test_days_without_a_theme_are_left_out_unless_named() -> None:
    """A day that comes with its edition has no alarm; of two alike, the first stays."""
    sessions = (
        session("a", "2023-11-15", hours="10:00"),
        session("b", "2023-11-16", hours="10:00"),
        session("c", "2023-11-17"),
        session("d", None),
    )
    themes = (theme("One"), theme("Two", half_day="morning"))
    offsets = [alarm_offset("1d"), alarm_offset("1d@09:00")]
    for name, ids in (
        ("paris", {"": 1, "/2023-11-15": 0, "/a": 2, "/b": 2}),
        ("paris-2023/2023-11-15", {"/2023-11-15": 1, "/a": 2}),
        ("paris-2023/2023-11-14", {"/2023-11-14": 1}),
    ):
        selection = selected(
            "2023-10-01", FILE, *sessions, ids=[name], themes=themes, offsets=offsets
        )
        alarms = {
            event.id.removeprefix("paris-2023"): [alarm.offset for alarm in event.alarms]
            for event in selection.events
        }
        assert {key: len(offsets) for key, offsets in alarms.items()} == ids
        assert all(offsets[0].clock is None for offsets in alarms.values() if offsets)


@pytest.mark.parametrize(
    ("dates", "titles", "days"),
    [
        (DAYS, {14: ["A"], 15: ["B"], 16: ["B"]},
         {14: "A", 15: "B, day 2 of 4", 16: "B, day 3 of 4"}),
        (DAYS, {15: ["A", "B"], 16: ["A"]}, {15: "A; B", 16: "A"}),
        ("2023-11-14", {14: ["A"], 15: ["A"]}, {14: "A, day 1", 15: "A, day 2"}),
    ],
)  # fmt: skip
def test_days_of_one_title_say_which_they_are(
    dates: str, titles: dict[int, list[str]], days: dict[int, str]
) -> None:
    file = show(edition("paris-2023", notice("2023-01-01", dates)))
    themes = tuple(theme(title, f"2023-11-{on}") for on, each in titles.items() for title in each)
    events = selected("2023-10-01", file, ids=["paris-2023"], themes=themes).events
    assert {event.first.day: title(event) for event in events if event.kind == "day"} == {
        on: f"Milipol Paris 2023: {title}" for on, title in days.items()
    }


@pytest.mark.parametrize(
    ("kind", "place", "location", "line"),
    [
        ("meeting", "Chez Paul", "Chez Paul", "for Milipol Paris 2023, Chez Paul"),
        ("meeting", "Hall 5, stand C12", "Hall 5, stand C12, Expo, Villepinte",
         "at Milipol Paris 2023, Hall 5, stand C12"),
        ("meeting", "5A K30", "5A K30, Expo, Villepinte",
         "at Milipol Paris 2023, 5A K30"),
        ("meeting", "Salle 3", "Salle 3, Expo, Villepinte",
         "at Milipol Paris 2023, Salle 3"),
        ("meeting", "L1-E09", "L1-E09, Expo, Villepinte",
         "at Milipol Paris 2023, L1-E09"),
        ("meeting", "Salle Pleyel", "Salle Pleyel",
         "for Milipol Paris 2023, Salle Pleyel"),
        ("meeting", "Hotel Ibis, room 12", "Hotel Ibis, room 12",
         "for Milipol Paris 2023, Hotel Ibis, room 12"),
        ("travel", "Hall 2", "Hall 2", "for Milipol Paris 2023, Hall 2"),
    ],
)  # fmt: skip
def test_the_place_of_an_entry_is_a_whole_place_or_a_room_of_the_venue(
    kind: Any, place: str, location: str, line: str
) -> None:
    file = show(edition("paris-2023", notice("2023-01-01", DAYS, venue="expo")))
    expo = venue("expo", name="Expo", city="Villepinte")
    file = msgspec.structs.replace(file, venue=(expo,))
    pick = own("x", "2023-11-15", edition="paris-2023", kind=kind, place=place)
    selection = selected("2023-10-01", file, picks=[pick])
    entry = calendar_event(selection.events[0])
    assert entry.location == location
    assert entry.description.startswith(f"{kind.capitalize()} {line}\n")


def test_an_own_entry_was_modified_when_changed_or_when_the_data_was_reviewed() -> None:
    """Without any show it is the first day of the calendar."""
    pick = Pick(id="agenda/x", kind="meeting", title="X", date=dt.date(2023, 11, 14))
    as_of = at("2023-10-01")
    for files, known in (([show()], REVIEWED), ([], dt.date.min)):
        (event,) = entry_events(own_picks([pick], files, as_of), files)
        assert event.modified == known


def test_a_description_has_what_a_visitor_needs() -> None:
    """Why an edition is tentative stands only there.

    A sentence of the data has one full stop, whether or not the data has one, or it is
    the name of a company.
    """
    last = notice("2023-01-01", DAYS, "tentative", notes=("one list has it.",))
    file = show(edition("paris-2023", last), website="https://example.org")
    themes = (
        theme("Games", certainty="inferred", notes=("so the posters said.",)),
        theme("Drones", certainty="inferred", notes=("as in 2021",)),
        theme("Ports", notes=("on a poster",)),
    )
    sessions = (
        session("talk", hours="10:00-11:00", room="Hall 5", title="Drones",
                notes=("bring a badge!", "no photos", "why?"), track="Borders",
                url="https://example.org/talk"),
        session("late", room="Hall 6", title="Dogs"),
    )  # fmt: skip
    meeting = Pick(
        id="agenda/acme",
        title="Meet Acme Inc.",
        kind="meeting",
        date=dt.date(2023, 11, 15),
        edition="paris-2023",
        place="Hall 5, stand C12",
        note="bring the contract",
        alarm=("1d",),
    )
    dinner = msgspec.structs.replace(meeting, id="agenda/dinner", place=None, alarm=())
    call = own("call", "2023-11-15T12:00", None, alarm=())
    form = own("form", "2023-11-15T12:00", None, kind="deadline", alarm=())
    picks = [meeting, dinner, call, form]
    options = {"picks": picks, "reminders": True, "notes": True}
    ids = ["paris-2023"]
    selection = selected("2023-11-01", file, *sessions, ids=ids, themes=themes, **options)
    reminder = ["Reminder: Milipol Paris 2023, Tue 14 - Fri 17 November 2023."]
    link = "Website: https://example.org"
    entries = {event.id: calendar_event(event) for event in selection.events}
    # Calendars want an end after the start, of a deadline, too.
    assert entries["agenda/form"].end == dt.datetime(2023, 11, 15, 11, 30, tzinfo=dt.UTC)
    assert entries["paris-2023/talk"].categories == ("Milipol", "Talk", "Borders")
    assert entries["paris-2023/talk"].address == "https://example.org/talk"
    described = {event: entry.description.splitlines() for event, entry in entries.items()}
    assert {event: lines.pop() for event, lines in described.items()} == {
        event: f"ID: {event.partition('.')[0]}" for event in described
    }
    assert described == {
        "agenda/acme": ["Note: bring the contract",
                        "Meeting at Milipol Paris 2023, Hall 5, stand C12"],
        "agenda/acme.reminder-1d": ["Reminder: Meet Acme Inc., Wed 15 November 2023."],
        "agenda/dinner": ["Note: bring the contract", "Meeting for Milipol Paris 2023"],
        "agenda/call": ["The end is not known; 30 minutes are assumed."],
        "agenda/form": ["The deadline is at 12:00."],
        "paris-2023": ["Tentative: one list has it.", "Wednesday 15: Games, inferred",
                       "Wednesday 15: Drones, inferred", "Wednesday 15: Ports", link],
        "paris-2023.reminder-14d": reminder,
        "paris-2023.reminder-1d": reminder,
        "paris-2023/2023-11-15": ["Wednesday 15: Games", "So the posters said.",
                                  "Wednesday 15: Drones", "As in 2021.",
                                  "Wednesday 15: Ports",
                                  "Talk: Dogs, Hall 6: time not published", link],
        "paris-2023/talk": ["Track: Borders", "Talk at Milipol Paris 2023, Hall 5",
                            "Bring a badge!", "No photos.", "Why?", f"{link}/talk"],
        "paris-2023/talk.reminder-15m": [
            "Reminder: Talk: Drones, Wed 15 November 2023, 10:00 Paris."],
    }  # fmt: skip


def test_pruning_leaves_out_past_and_cancelled_events() -> None:
    """And reminders that would have rung already."""
    first = session("first", "2023-11-14", hours="09:00-10:00")
    last = session("last", "2023-11-16", hours="09:00-10:00")
    pruned = selected("2023-11-15", FILE, first, last, reminders=True, prune=True)
    assert [event.id for event in pruned.events] == [
        *("paris-2023", "paris-2023/last.reminder-15m", "paris-2023/last")
    ]
    off = notice("2023-01-01", DAYS, status="cancelled")
    cancelled = show(edition("paris-2023", off))
    assert selected("2023-11-01", cancelled, last, ids=["paris-2023"]).events
    pruned = selected("2023-11-01", cancelled, last, ids=["paris-2023"], prune=True)
    assert pruned.events == ()
