"""What is put into a calendar: leads, alarms, sequences, and any event there may be."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calendars
from builders import (
    PARIS,
    REVIEWED,
    SINGAPORE,
    VENUES,
    any_edition,
    at,
    day,
    edition,
    notice,
    session,
    show,
    theme,
    venue,
    view,
)
from milipol_cli.errors import BadInput, UnknownId
from milipol_cli.export import query as selection
from milipol_cli.export.alarm_words import alarm_when, is_past, lead_words, yours
from milipol_cli.export.calendar_words import entry
from milipol_cli.export.confidence import firmness_notes
from milipol_cli.export.event_words import notes
from milipol_cli.export.events import Event, own_entries
from milipol_cli.export.query import Selection, seen_by
from milipol_cli.ics import alarms as leads
from milipol_cli.ics import merge
from milipol_cli.ics.alarms import Alarm, AlarmOffset, alarm_for
from milipol_cli.ics.events import CalendarEvent
from milipol_cli.look.words.dates import days_brief
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.finding import Named, find_in
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.shows import Notice, ShowFile, Status
from milipol_cli.network.model.sources import Source
from milipol_cli.picks.model import Pick

NEW_YORK = ZoneInfo("America/New_York")


def chosen(
    as_of: str | AsOf, file: ShowFile, *sessions: Session, **fields: object
) -> Selection:
    """What is chosen of a show whose next edition has these sessions."""
    programme = Programme(edition=file.edition[0].id, session=sessions)
    asked: dict[str, object] = {"what": (), "sessions": True, **fields}
    return selection.chosen(
        [file],
        at(as_of) if isinstance(as_of, str) else as_of,
        programme=lambda _: programme,
        **asked,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("text", "lead", "words", "ahead"),
    [
        ("2w", AlarmOffset(days=14), "14 days before", "In 14 days"),
        ("1d", AlarmOffset(days=1), "1 day before", "In 1 day"),
        (
            "1d@18:30",
            AlarmOffset(days=1, clock=dt.time(18, 30)),
            "1 day before",
            "In 1 day",
        ),
        ("0d@08:00", AlarmOffset(clock=dt.time(8)), "on the day", "Today"),
        ("2h", AlarmOffset(minutes=120), "2 hours before", "In 2 hours"),
        ("90m", AlarmOffset(minutes=90), "90 minutes before", "In 90 minutes"),
    ],
)
def test_leads_are_read_and_told(
    text: str, lead: AlarmOffset, words: str, ahead: str
) -> None:
    assert leads.lead(text) == msgspec.structs.replace(lead, asked=text)
    assert (lead_words(lead), lead_words(lead, ahead=True)) == (words, ahead)


@pytest.mark.parametrize(
    ("text", "rings", "before"),
    [
        ("2w", "2027-11-02 09:00", "13 days, 15:00:00"),
        ("1d@00:00", "2027-11-15 00:00", "1 day, 0:00:00"),
        ("2w@00:00", "2027-11-02 00:00", "14 days, 0:00:00"),
        ("12h", "2027-11-15 21:00", "3:00:00"),
        ("9h", None, None),
        ("0d@18:00", None, None),
    ],
)
def test_alarms_of_whole_days_count_to_nine_in_the_readers_calendar(
    text: str, rings: str | None, before: str | None
) -> None:
    found = alarm_for(leads.lead(text), dt.date(2027, 11, 16), None)
    if found is None:
        assert rings is None
    else:
        assert found.zone is None
        assert f"{found.day} {found.clock:%H:%M}" == rings
        assert str(found.before) == before


@pytest.mark.parametrize(
    ("text", "rings", "before"),
    [
        ("15m", "2027-03-28 09:45", "0:15:00"),
        ("1d@09:00", "2027-03-27 09:00", "1 day, 1:00:00"),
        ("1d", "2027-03-27 10:00", "1 day, 0:00:00"),  # though 23 hours long
        ("24h", "2027-03-27 09:00", "1 day, 0:00:00"),
        ("0d@09:00", "2027-03-28 09:00", "1:00:00"),
        ("0d@10:00", None, None),
        ("0d@11:00", None, None),
    ],
)
def test_alarms_of_sessions_ring_by_the_clock_at_the_venue(
    text: str, rings: str | None, before: str | None
) -> None:
    """Clocks change in the night before."""
    starts = dt.datetime(2027, 3, 28, 10, tzinfo=PARIS)
    found = alarm_for(leads.lead(text), starts.date(), starts)
    if found is None:
        assert rings is None
    else:
        assert f"{found.day} {found.clock:%H:%M}" == rings
        assert str(found.before) == before


def test_a_lead_is_of_ten_years_at_most() -> None:
    for text, lead in (
        ("3653d", AlarmOffset(days=3653)),
        ("521w", AlarmOffset(days=3647)),
        ("5260320m", AlarmOffset(minutes=5260320)),
        ("87672h", AlarmOffset(minutes=5260320)),
    ):
        assert leads.lead(text) == msgspec.structs.replace(lead, asked=text)
    for text in ("3654d", "522w", "5260321m", "87673h", "999999999w"):
        with pytest.raises(BadInput) as raised:
            leads.lead(text)
        assert str(raised.value) == (
            f"--alarm '{text}': more than ten years before; expected 2w, 14d, 2h, 15m"
            " or 1d@09:00"
        )


def test_no_alarm_before_the_first_year() -> None:
    assert alarm_for(AlarmOffset(days=400), dt.date(1, 1, 2), None) is None
    starts = dt.datetime(1, 1, 2, 10, tzinfo=PARIS)
    assert alarm_for(AlarmOffset(days=400), starts.date(), starts) is None


@pytest.mark.parametrize(
    ("as_of", "alarms"),
    [
        ("2023-11-15T10:29+01:00", 1),
        ("2023-11-15T10:30+01:00", 0),
        ("2023-11-15", 1),
        ("2023-11-16", 0),
    ],
)
def test_what_is_over_does_not_ring(as_of: str, alarms: int) -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    talk = session("talk", hours="10:00-10:30")
    found = chosen(as_of, file, talk, what=["paris-2023/talk"], reminders=True)
    assert sum(len(one.alarms) for one in found.happenings) == alarms
    assert len(found.happenings) == 1 + alarms
    over = "1 event would ring, but is over or called off."
    assert notes(found) == ([] if alarms else [over])


def test_those_without_alarms_are_told_together() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    held = [session(name, hours="10:00-10:30") for name in "abc"]
    held.append(session("d", "2023-11-17", hours="10:00-10:30"))
    found = chosen("2023-11-16", file, *held, what=["paris-2023"])
    over = "3 events would ring, but are over or called off."
    assert notes(found) == [over]
    silent = chosen("2023-11-18", file, *held, what=["paris-2023"], leads=[])
    assert notes(silent) == []
    off = show(
        edition(
            "paris-2023",
            notice("2023-01-01", "2023-11-14/2023-11-17"),
            notice("2023-02-01", status="cancelled"),
        )
    )
    gone = chosen("2023-03-01", off, what=["paris-2023"], sessions=False)
    assert notes(gone) == ["1 event would ring, but is over or called off."]


@pytest.mark.parametrize(
    ("as_of", "reader", "past"),
    [
        ("2023-11-14", None, [False, False, True]),
        ("2023-11-15", None, [False, True, True]),
        ("2023-11-14T13:59+01:00", None, [False, False, True]),
        ("2023-11-14T14:00+01:00", None, [False, True, True]),
        ("2023-11-15T08:59+01:00", PARIS, [False, True, True]),
        ("2023-11-15T09:00+01:00", PARIS, [True, True, True]),
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
            lead=AlarmOffset(),
            before=dt.timedelta(),
            day=day(on),
            clock=clock,
            zone=zone,
        )
        for on, clock, zone in (
            ("2023-11-15", dt.time(9), None),
            ("2023-11-14", dt.time(14), PARIS),
            ("2023-11-13", dt.time(23, 59), PARIS),
        )
    ]
    stands = at(as_of) if reader is None else at(as_of, reader)
    assert [is_past(alarm, stands) for alarm in alarms] == past
    said = [alarm_when(alarm, stands).endswith(", past") for alarm in alarms]
    told = [yours(alarm, stands).endswith(", past") for alarm in alarms]
    assert said == told == past


def test_an_edition_rings_until_its_last_day_is_over_there() -> None:
    held = notice("2023-01-01", "2023-11-14/2023-11-17", venue="singapore")
    file = show(edition("asia-2023", held))
    for as_of, rings in (
        ("2023-11-17T15:59+00:00", True),
        ("2023-11-17T16:00+00:00", False),
    ):
        (one,) = chosen(as_of, file, what=["asia-2023"], sessions=False).happenings
        assert bool(one.alarms) is rings


NOTICES = [
    (["2023-11-14/2023-11-17"], 0),
    (["2023-11-14", "2023-11-14/2023-11-17"], 1),
    (["2023-11-14", "", ""], 0),
    (["2023-11-14", "2023-11-21", "2023-11-14"], 2),
]


@pytest.mark.parametrize(("dated", "sequence"), NOTICES)
def test_the_sequence_counts_changes(dated: list[str], sequence: int) -> None:
    notices = [notice(f"2023-0{n + 1}-01", when) for n, when in enumerate(dated)]
    (one,) = chosen("2023-10-01", show(edition("paris-2023", *notices))).happenings
    assert (one.sequence, one.modified) == (sequence, notices[-1].known)


def test_the_sequence_counts_places_and_states() -> None:
    first = notice("2023-01-01", "2023-11-14", "tentative", venue="doha")
    second = notice("2023-02-01", "", "announced")
    third = notice("2023-03-01", "", "announced", venue="delhi")
    fourth = notice("2023-04-01", "", "cancelled")
    file = show(edition("paris-2023", first, second, third, fourth))
    talk = session("talk", "2023-11-14", hours="10:00")
    panel = session("panel", "2023-11-14", updated=dt.date(2023, 2, 15))
    lunch = session("lunch", "2023-11-14")
    found = chosen("2023-10-01", file, talk, panel, lunch).happenings
    assert [(one.id, one.kind, one.sequence, one.modified) for one in found] == [
        ("paris-2023", "edition", 3, dt.date(2023, 4, 1)),
        ("paris-2023/2023-11-14", "day", 2, REVIEWED),
        ("paris-2023/talk", "session", 2, REVIEWED),
    ]
    what = ["paris-2023/panel"]
    for as_of, modified in (("2023-03-15", "2023-02-15"), ("2023-10-01", "2023-04-01")):
        (one,) = chosen(as_of, file, panel, what=what).happenings
        assert one.modified == dt.date.fromisoformat(modified)


@given(any_edition("paris-2023", dt.date(2000, 1, 1), dt.date(2030, 12, 31)))
def test_a_sequence_never_falls(held: object) -> None:
    file = show(held)  # type: ignore[arg-type]
    last = -1
    for known in sorted({one.day_known for one in file.edition[0].notice}):
        found = chosen(AsOf(day=known), file, what=["paris"]).happenings
        for one in found:
            assert one.sequence >= last
            last = one.sequence


def test_a_show_is_its_next_edition_that_takes_place() -> None:
    gone = edition("paris-2025", notice("2023-01-01", "2025-11-14", "cancelled"))
    later = edition("paris-2027", notice("2023-01-01", "2027-11-14"))
    past = edition("paris-2021", notice("2021-01-01", "2021-11-14"))
    found = chosen(
        "2024-01-01", show(past, gone, later), what=["paris"], sessions=False
    )
    assert [one.id for one in found.happenings] == ["paris-2027"]
    found = chosen("2024-01-01", show(past, gone), what=["paris"], sessions=False)
    assert [one.id for one in found.happenings] == ["paris-2025"]


def test_a_readers_zone_is_asked_for_where_something_has_a_time() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    talk = session("talk", hours="10:00-10:30")
    asked = []

    def placed(as_of: AsOf) -> AsOf:
        asked.append(as_of)
        return AsOf(day=as_of.day, reader_zone=NEW_YORK)

    days = chosen("2023-11-01", file, talk, sessions=False)
    assert seen_by(days, placed) is days
    assert asked == []
    both = chosen("2023-11-01", file, talk)
    assert [one.starts is None for one in both.happenings] == [True, False]
    assert seen_by(both, placed) == msgspec.structs.replace(
        both, as_of=AsOf(day=dt.date(2023, 11, 1), reader_zone=NEW_YORK)
    )
    assert asked == [both.as_of]


def entry_of(*notices: Notice, **fields: object) -> CalendarEvent:
    """The entry of an edition with these notices, with the sources given."""
    file = show(edition("paris-2023", *notices))
    venues = fields.pop("venues", VENUES)
    file = msgspec.structs.replace(file, venue=venues)
    (one,) = chosen("2023-10-01", file, sessions=False).happenings
    return entry(one, {})


def test_no_line_of_an_event_ends_in_two_full_stops() -> None:
    last = notice("2023-01-01", "2023-11-15", "tentative", notes=("who knows?",))
    notes = ("Bring your badge.", "seats are few")
    days = Programme(
        edition="paris-2023",
        session=(session("talk", hours="10:00-10:30", notes=notes),),
        theme=(theme("Games", certainty="inferred", notes=("As in 2021.",)),),
    )
    found = selection.chosen(
        [show(edition("paris-2023", last))],
        at("2023-10-01"),
        what=("paris-2023", "paris-2023/talk"),
        programme=lambda _: days,
    )
    assert [entry(one, {}).description.splitlines() for one in found.happenings] == [
        [
            "Wednesday 15: Games",
            "As in 2021.",
            "The end was not announced.",
            "Status: tentative: who knows?",
            "ID: paris-2023",
        ],
        [
            "Talk at Milipol Paris 2023",
            "Bring your badge.",
            "Seats are few.",
            "Status: tentative: who knows?",
            "ID: paris-2023/talk",
        ],
    ]
    assert firmness_notes(found.happenings, {}) == [
        "Tentative: who knows?",
        "The last day of 1 edition is not known: the first alone is written.",
    ]


def test_places_are_told_as_far_as_they_are_known() -> None:
    known = notice("2023-01-01", "2023-11-14", venue="hall")
    for fields, said in (
        ({}, None),
        ({"city": "Oslo", "country": "Norway"}, "Oslo, Norway"),
        ({"name": "Hall"}, "Hall"),
        ({"name": "Hall", "address": "Way 1", "city": "Oslo"}, "Hall, Way 1, Oslo"),
        ({"address": "Way 1"}, "Way 1"),
        ({"latitude": 1.5}, None),
    ):
        found = entry_of(known, venues=(venue("hall", **fields),))
        assert (found.location, found.position) == (said, None)
    placed = venue("hall", latitude=1.5, longitude=-2.25)
    assert entry_of(known, venues=(placed,)).position == (1.5, -2.25)
    assert "The end was not announced." in entry_of(known).description


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2027-11-16", "2027-11-16", "Tue 16 November 2027"),
        ("2027-11-30", "2027-12-03", "Tue 30 November - Fri 3 December 2027"),
        ("2027-12-31", "2028-01-03", "Fri 31 December 2027 - Mon 3 January 2028"),
    ],
)
def test_days_are_told_short(first: str, last: str, said: str) -> None:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert days_brief(*days) == said


def test_an_address_holds_nothing_that_no_address_may() -> None:
    made = CalendarEvent(
        id="a",
        start=dt.date(2023, 11, 14),
        end=dt.date(2023, 11, 15),
        summary="A",
        description="",
        modified=dt.date(2023, 1, 1),
        address='https://[::1]:80/é b~;(c)?d=\n\u200b%20&e=<"f">#g+h',
    )
    raw = b"".join(merge.unmerged([made])).decode().replace("\r\n ", "")
    assert (
        "\r\nURL:https://[::1]:80/%C3%A9%20b~;(c)?d=%0A%E2%80%8B%20&e=%3C%22f%22%3E#g+h"
        "\r\n"
    ) in raw


def test_a_tentative_date_says_why() -> None:
    """Its last notice does, or else who gave days: the organiser, or others alone."""
    own = Source(id="gazette", publisher="Milipol", kind="organiser")
    press = Source(id="gazette", publisher="Gazette", kind="press")
    days = "2023-11-14/2023-11-17"
    last = notice("2023-01-01", days, "tentative", notes=("a hold, so far",))
    bare = notice("2023-01-01", days, "tentative")
    later = notice("2023-02-01", status="tentative", name="Expo")
    elsewhere = msgspec.structs.replace(later, source=("other",))
    for notices, sources, said in (
        ((last,), {"gazette": own}, "a hold, so far"),
        ((last,), {}, "a hold, so far"),
        ((bare,), {"gazette": own}, "the days are not settled"),
        ((bare, elsewhere), {"gazette": own}, "the days are not settled"),
        ((bare, elsewhere), {"other": own}, "the organiser has announced none"),
        ((bare,), {"gazette": press}, "the organiser has announced none"),
        ((bare,), {}, "the organiser has announced none"),
    ):
        found = chosen("2023-10-01", show(edition("paris-2023", *notices)))
        assert firmness_notes(found.happenings, sources) == [f"Tentative: {said}."]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
@pytest.mark.parametrize(
    ("known", "said"), [("2023-02-01", "on"), ("by 2023-02-01", "by")]
)
def test_what_was_called_off_says_since_when_that_is_known(
    status: Status, known: str, said: str
) -> None:
    dated = notice("2023-01-01", "2023-11-14/2023-11-17")
    notices = dated, notice(known, status=status)
    found = chosen(
        "2023-10-01", show(edition("paris-2023", *notices)), what=("paris-2023",)
    )
    assert firmness_notes(found.happenings, {}) == [
        f"{status.capitalize()}: made known {said} Wednesday 1 February 2023."
    ]


@pytest.mark.parametrize(
    ("sessions", "told"),
    [
        ([("a", "10:00-11:00", "stated")], ["The dates are as announced."]),
        (
            [("a", "10:00-11:00", "inferred"), ("b", "11:00", "stated")],
            [
                "Inferred, not announced: paris-2023/a.",
                "The other dates are as announced.",
                "No end is known of 1 event: 30 minutes are assumed.",
            ],
        ),
        (
            [(name, "", "inferred") for name in "abc"],
            [
                "Inferred, not announced: paris-2023/2023-11-15.",
                "The other dates are as announced.",
            ],
        ),
        (
            [(name, "10:00", "inferred") for name in "abcdef"],
            [
                "Inferred, not announced: paris-2023/a, paris-2023/b, paris-2023/c,"
                " paris-2023/d and 2 others.",
                "The other dates are as announced.",
                "No end is known of 6 events: 30 minutes are assumed.",
            ],
        ),
    ],
    ids=["all-stated", "one-inferred", "without-a-time", "many"],
)
def test_says_what_is_inferred_and_which_ends_are_made_up(
    sessions: list[tuple[str, str, str]], told: list[str]
) -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    held = [
        session(name, hours=hours, certainty=certainty)
        for name, hours, certainty in sessions
    ]
    happenings = chosen("2023-10-01", file, *held, reminders=True).happenings
    assert firmness_notes(happenings, {}) == told


def test_an_edition_of_which_no_end_is_known_is_said_to_be_one_day() -> None:
    held = edition("paris-2023", notice("2023-01-01", "2023-11-14"))
    talk = session("talk", "2023-11-14", hours="10:00")
    happenings = chosen("2023-10-01", show(held), talk, reminders=True).happenings
    assert firmness_notes(happenings, {}) == [
        "The dates are as announced.",
        "The last day of 1 edition is not known: the first alone is written.",
        "No end is known of 1 event: 30 minutes are assumed.",
    ]


def test_what_is_remarked_on_announced_days_is_told() -> None:
    """Such as that others alone announced them; not of what was held."""
    days, notes = "2023-11-14/2023-11-17", ("lists agree, no more.",)
    told: dict[Status, str] = {
        "announced": "Announced: lists agree, no more.",
        "held": "The dates are as announced.",
    }
    for status, said in told.items():
        one = notice("2023-01-01", days, status, notes=notes)
        found = chosen("2023-10-01", show(edition("paris-2023", one)))
        assert firmness_notes(found.happenings, {}) == [said]


def test_an_inferred_edition_is_said_to_be() -> None:
    one = notice("2023-01-01", "2023-11-14/2023-11-17", certainty="inferred")
    happenings = chosen("2023-10-01", show(edition("paris-2023", one))).happenings
    assert firmness_notes(happenings, {}) == ["Inferred, not announced: paris-2023."]
    loose = notice(
        "2023-01-01", "2023-11-14/2023-11-17", "tentative", certainty="inferred"
    )
    happenings = chosen("2023-10-01", show(edition("paris-2023", loose))).happenings
    assert [note[:10] for note in firmness_notes(happenings, {})] == ["Tentative:"]


def test_the_last_day_there_is_ends_on_itself() -> None:
    file = show(edition("paris-9999", notice("2023-01-01", "9999-12-31")))
    (one,) = chosen("2023-10-01", file).happenings
    assert entry(one, {}).end == dt.date(9999, 12, 31)


def test_days_without_anything_to_tell_are_left_out() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    programme = Programme(
        edition="paris-2023",
        theme=(theme("One"), theme("Two", half_day="morning")),
        session=(
            session("a", "2023-11-15", hours="10:00"),
            session("b", "2023-11-16", hours="10:00"),
            session("c", "2023-11-17"),
            session("d", None),
        ),
    )
    asked = {"programme": lambda _: programme, "sessions": True}
    for what, ids in (
        (["paris"], ["", "/2023-11-15", "/a", "/b", "/2023-11-17"]),
        (["paris-2023/2023-11-15"], ["/2023-11-15", "/a"]),
        (["paris-2023/2023-11-14"], ["/2023-11-14"]),
    ):
        found = selection.chosen([file], at("2023-10-01"), what=what, **asked)  # type: ignore[arg-type]
        assert [one.id.removeprefix("paris-2023") for one in found.happenings] == ids


def test_what_is_private_stays_out_unless_it_is_asked_for() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    talks = (
        session("talk", hours="10:00"),
        session("mine", hours="11:00", private=True),
    )
    for asked, ids in (
        ({}, ["paris-2023", "paris-2023/talk"]),
        ({"private": True}, ["paris-2023", "paris-2023/talk", "paris-2023/mine"]),
        ({"sessions": False}, ["paris-2023"]),
    ):
        found = chosen("2023-10-01", file, *talks, what=["paris"], **asked)
        assert {one.id for one in found.happenings} == set(ids)
    without = selection.chosen(
        [file],
        at("2023-10-01"),
        what=["paris"],
        programme=lambda _: Programme(edition="paris-2023", session=talks),
    )
    assert [one.id for one in without.happenings] == ["paris-2023"]


def test_without_ids_what_has_no_day_is_named() -> None:
    file = show(
        edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")),
        edition("paris-2025", notice("2023-01-01", "2025-11")),
    )
    found = chosen("2023-10-01", file)
    assert [one.id for one in found.happenings] == ["paris-2023"]
    assert found.undated == ("paris-2025",)


def test_an_own_entry_is_as_of_its_change_or_of_the_review() -> None:
    """Of shows there may be none; then it is as of the first day there is."""
    pick = Pick(id="agenda/x", kind="meeting", title="X", date=dt.date(2023, 11, 14))
    as_of = at("2023-10-01")
    for files, known in (([show()], REVIEWED), ([], dt.date.min)):
        (one,) = own_entries([pick], [], files, as_of)
        assert one.modified == known


def test_a_lead_that_never_rings_is_refused_in_full() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    with pytest.raises(BadInput) as error:
        chosen("2023-10-01", file, leads=[leads.lead("0d@09:00")])
    assert str(error.value) == (
        "--alarm '0d@09:00': would ring after the start; expected more time before it,"
        " on all-day events counted from 09:00"
    )


def test_an_id_has_one_slash() -> None:
    seen = view(at("2023-10-01"), notice("2023-01-01", "2023-11-14/2023-11-17"))
    talk = session("talk")
    known = Programme(edition="paris-2023", session=(talk,))
    found = find_in(seen, "paris-2023/talk", lambda _: known)
    assert found == Named("paris-2023/talk", seen, None, talk)
    assert find_in(seen, "paris-2023/x/talk", lambda _: known) is None


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
HOURS = st.builds(
    "{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 59])
)
LEADS = st.builds(
    AlarmOffset,
    days=st.integers(0, 30),
    clock=st.none()
    | st.times().map(lambda time: time.replace(second=0, microsecond=0)),
) | st.builds(AlarmOffset, minutes=st.integers(1, 5000))


@settings(max_examples=80)
@given(
    held=any_edition("paris-2023", dt.date(2000, 1, 1), dt.date(2024, 12, 31)),
    talks=st.lists(
        st.tuples(st.dates(dt.date(2000, 1, 1), dt.date(2024, 12, 31)), HOURS, NAMES),
        max_size=4,
    ),
    leads=st.none() | st.lists(LEADS, max_size=3),
    zone=st.sampled_from([PARIS, NEW_YORK, ZoneInfo("Australia/Lord_Howe")]),
)
def test_any_event_is_read_as_it_was_meant(
    held: object,
    talks: list[tuple[dt.date, str, str]],
    leads: list[AlarmOffset] | None,
    zone: ZoneInfo,
) -> None:
    """Unique UIDs, the same moments, an end after the start, alarms before it."""
    file = show(held, zone=zone)  # type: ignore[arg-type]
    sessions = [
        session(f"talk-{n}", str(day), hours=hour, title=title)
        for n, (day, hour, title) in enumerate(talks)
    ]
    as_of = AsOf(day=dt.date(2024, 12, 31), reader_zone=None)
    try:
        found = chosen(as_of, file, *sessions, what=["paris-2023"], leads=leads)
    except (BadInput, UnknownId):  # no day at all, or a lead that suits nothing
        return
    entries = [entry(one, {}) for one in found.happenings]
    raw = b"".join(merge.unmerged(entries))
    read = {one.uid: one for one in calendars.by_icalendar(raw)}
    assert len(read) == len(entries)
    for made in entries:
        one = read[f"{made.id}@milipol-cli"]
        assert one.end > one.start  # type: ignore[operator]
        assert (one.start, one.end) == (_moment(made.start), _moment(made.end))
        assert all(alarm < 0 for alarm in one.alarms)
        assert len(one.alarms) == len(made.alarms)


def _moment(value: dt.date | dt.datetime) -> str | int:
    if isinstance(value, dt.datetime):
        return int(value.timestamp())
    return value.isoformat()


def test_an_untimed_event_of_a_session_is_a_happening_too() -> None:
    file = show(edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")))
    talk = session("talk", "2023-11-15", speaker=())
    (one,) = chosen("2023-10-01", file, talk, what=["paris-2023/talk"]).happenings
    assert isinstance(one, Event)
    assert one.starts is None


def test_a_sentence_of_the_data_has_one_full_stop() -> None:
    """Whether it ends as one there, or is the name of a company."""
    days = notice(
        "2023-01-01", "2023-11-14/2023-11-17", "tentative", notes=("one list has it.",)
    )
    themes = (
        theme("Games", certainty="inferred", notes=("so the posters said.",)),
        theme("Drones", certainty="inferred", notes=("as in 2021",)),
    )
    talk = session("talk", hours="10:00-11:00", notes=("bring a badge!", "no photos"))
    meet = Pick(
        id="agenda/acme",
        title="Meet Acme Inc.",
        kind="meeting",
        date=dt.date(2023, 11, 15),
        alarm=("1d",),
    )
    found = selection.chosen(
        [show(edition("paris-2023", days))],
        at("2023-11-01"),
        what=["paris-2023/2023-11-15", "paris-2023/talk"],
        picks=[meet],
        programme=lambda key: Programme(edition=key, theme=themes, session=(talk,)),
        reminders=True,
    )
    described = {one.id: entry(one, {}).description for one in found.happenings}
    assert described == {
        "agenda/acme": "ID: agenda/acme",
        "agenda/acme.reminder-1d": "Reminder: Meet Acme Inc.\nID: agenda/acme",
        "paris-2023/2023-11-15": (
            "Wednesday 15: Games\nSo the posters said.\n"
            "Wednesday 15: Drones\nAs in 2021.\n"
            "Status: tentative: one list has it.\n"
            "ID: paris-2023/2023-11-15"
        ),
        "paris-2023/talk": (
            "Talk at Milipol Paris 2023\nBring a badge!\nNo photos.\n"
            "Status: tentative: one list has it.\n"
            "ID: paris-2023/talk"
        ),
        "paris-2023/talk.reminder-15m": (
            "Reminder: Talk, Wed 15 November 2023, 10:00 Paris.\n"
            "Status: tentative: one list has it.\n"
            "ID: paris-2023/talk"
        ),
    }
