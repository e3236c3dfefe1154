"""Files that come from elsewhere: what is taken of each, and what is said about it."""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from builders import day, notice, view
from conftest import HERE, Run
from milipol_cli.commands.agenda.importing.plan import entries_of_plan
from milipol_cli.network.model.record import MOST_CHARACTERS

pytestmark = pytest.mark.usefixtures("here", "agenda")

ON = ("--on", "2027-10-01")


def calendar(*events: str, head: str = "") -> str:
    """A calendar of events, each of which is given by its lines."""
    whole = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{whole}END:VCALENDAR\n"


def event(title: str, *lines: str) -> str:
    """The lines of an event at the same time as the others, unless `lines` have one."""
    times = [] if any(line.startswith("DTSTART") for line in lines) else [_START, _END]
    return "\n".join([f"UID:{title}@elsewhere", f"SUMMARY:{title}", *times, *lines])


_START, _END = "DTSTART:20271116T100000Z", "DTEND:20271116T103000Z"


def imported(
    run: Run, text: str | bytes, *args: str, name: str = "in.ics"
) -> tuple[list[dict[str, object]], list[tuple[str, str]], dict[str, int]]:
    """The picks, and what was left out and not kept, of a file with this text."""
    raw = text.encode() if isinstance(text, str) else text
    Path(name).write_bytes(raw)
    record = run("agenda", "import", name, "--json", *ON, *args).json
    left_out = [(each["title"], each["why"]) for each in record["left_out"]]
    not_kept = {each["what"]: each["number"] for each in record["not_kept"]}
    return record["items"], left_out, not_kept


def values(picks: Iterable[dict[str, object]], *keys: str) -> list[tuple[object, ...]]:
    """The values of these keys of each pick."""
    return [tuple(pick[key] for key in keys) for pick in picks]


@pytest.mark.parametrize(
    ("trigger", "alarms"),
    [
        ("TRIGGER:-PT1H", ["60m"]),
        ("TRIGGER:-P1D", ["1d"]),
        ("TRIGGER:-P1W", ["7d"]),
        ("TRIGGER;VALUE=DATE-TIME:20271116T093000Z", ["30m"]),
        ("TRIGGER;VALUE=DATE-TIME:20271116T093000", ["30m"]),
        ("TRIGGER;RELATED=END:-PT1H", ["30m"]),
        ("TRIGGER:PT0S", []),
        ("TRIGGER;VALUE=DATE-TIME:20271116T103000Z", []),
        ("TRIGGER:-P5000D", []),
        ("TRIGGER:soon", []),
        ("DESCRIPTION:no trigger", []),
    ],
)
def test_alarms_before_the_start_are_kept(run: Run, trigger: str, alarms: list[str]) -> None:
    alarm = f"BEGIN:VALARM\nACTION:DISPLAY\n{trigger}\nEND:VALARM"
    picks, _, not_kept = imported(run, calendar(event("Call", alarm)))
    assert values(picks, "alarms") == [(alarms,)]
    assert not_kept == ({} if alarms else {"alarms": 1})


@pytest.mark.parametrize(
    ("trigger", "alarms"),
    [
        ("TRIGGER:-PT15H", ["1d"]),
        ("TRIGGER:-PT12H", ["1d@12:00"]),
        ("TRIGGER:-P2D", ["2d@00:00"]),
        ("TRIGGER:PT9H", ["0d@09:00"]),
        ("TRIGGER:P1DT9H", []),
        ("TRIGGER;VALUE=DATE-TIME:20271116T093000Z", ["1d@10:30"]),
        ("TRIGGER;VALUE=DATE-TIME:20271116T093000", ["1d@09:30"]),
        ("TRIGGER;VALUE=DATE-TIME:20271118T093000Z", []),
        ("TRIGGER:soon", []),
    ],
)
def test_alarms_of_a_whole_day_ring_at_a_time(run: Run, trigger: str, alarms: list[str]) -> None:
    alarm = f"BEGIN:VALARM\nACTION:DISPLAY\n{trigger}\nEND:VALARM"
    day = event("Day", "DTSTART;VALUE=DATE:20271117", alarm)
    picks, _, _ = imported(run, calendar(day), "--edition", "paris-2027")
    assert values(picks, "alarms", "date", "last") == [(alarms, "2027-11-17", "2027-11-17")]


def test_an_alarm_at_a_moment_rings_then_before_a_floating_time(run: Run) -> None:
    alarm = "BEGIN:VALARM\nTRIGGER;VALUE=DATE-TIME:20271116T080000Z\nEND:VALARM"
    lunch = event("Lunch", "DTSTART:20271116T120000\nDTEND:20271116T130000", alarm)
    picks, _, _ = imported(run, calendar(lunch), "--edition", "paris-2027")
    assert values(picks, "start", "alarms") == [("2027-11-16T12:00:00+01:00", ["180m"])]


def test_what_is_no_event_is_reported(run: Run) -> None:
    others = "BEGIN:VJOURNAL\nSUMMARY:Diary\nEND:VJOURNAL\nBEGIN:VTODO\nEND:VTODO\n"
    picks, left_out, _ = imported(run, calendar(head=others))
    assert (picks, left_out) == (
        [],
        [
            ("Task", "it is a task, and only events are taken"),
            ("VJOURNAL", "only events are taken"),
        ],
    )


def test_no_more_alarms_are_kept_than_an_entry_may_have(run: Run) -> None:
    alarms = [
        f"BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT{minutes}M\nEND:VALARM"
        for minutes in range(1, 26)
    ]
    (pick,), _, not_kept = imported(run, calendar(event("Call", *alarms)))
    assert (pick["alarms"], not_kept) == ([f"{n}m" for n in range(1, 21)], {"alarms": 5})


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (("DESCRIPTION:Bring\\nboth\\, please",), "Bring\nboth, please"),
        (("URL:https://example.org/a", "DESCRIPTION:Text"), "https://example.org/a\nText"),
        (("URL:https://example.org/a", "DESCRIPTION:See https://example.org/a"),
         "See https://example.org/a"),
        (("URL:https://example.org/a", "DESCRIPTION:https://example.org/b https://example.org/a"),
         "https://example.org/a\nhttps://example.org/b https://example.org/a"),
        (("CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+33123", "X-GOOGLE-CONFERENCE:https://meet.example.org/b"),
         "tel:+33123\nhttps://meet.example.org/b"),
        (('DESCRIPTION:<a href="https://example.org/c">https://example.org/c</a>',),
         "https://example.org/c"),
        (("X-ALT-DESC;FMTTYPE=text/html:<p>Only <b>this</b></p>",), "Only this"),
        (("URL:here", "DESCRIPTION:\\n_____\\n"), None),
        (("DESCRIPTION:-::~:~::~:~::-\\nJoin: https://meet.example.org/d\\n-::~:~::-",),
         "Join: https://meet.example.org/d"),
    ],
)  # fmt: skip
def test_text_and_links_become_the_note(run: Run, lines: Sequence[str], note: str | None) -> None:
    picks, _, _ = imported(run, calendar(event("Call", *lines)))
    assert values(picks, "note") == [(note,)]


@pytest.mark.parametrize(
    ("location", "place", "note"),
    [
        ("Le Bistro\\n12 rue de Paris\\, Villepinte",
         "Le Bistro, 12 rue de Paris, Villepinte", None),
        ("https://zoom.example.org/j/1?pwd=zzqx", None,
         "https://zoom.example.org/j/1?pwd=zzqx"),
        ("Hall 5\\; https://zoom.example.org/j/1?pwd=zzqx", "Hall 5",
         "https://zoom.example.org/j/1?pwd=zzqx"),
    ],
)  # fmt: skip
def test_the_link_of_a_meeting_is_no_place(
    run: Run, location: str, place: str | None, note: str | None
) -> None:
    """An export has places: the link with its PIN is a note, and stays here."""
    picks, _, _ = imported(run, calendar(event("Call", f"LOCATION:{location}")))
    assert values(picks, "place", "note") == [(place, note)]
    exported = run("export", "agenda", "-o", "-", *ON).out.replace("\r\n ", "")
    assert "zzqx" not in exported


def test_what_is_not_kept_is_counted(run: Run) -> None:
    lines = ("ATTENDEE:mailto:a@example.org",) * 2 + (
        "ORGANIZER:mailto:b@example.org",
        "COMMENT:x",
        "CLASS:PRIVATE",
        "STATUS:TENTATIVE",
        "X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M",
        "CATEGORIES:Red Category,Meeting",
        "CATEGORIES:VIP",
        "GEO:48.97;2.52",
        "PRIORITY:1",
        f"DESCRIPTION:{'y' * 10_001}",
    )
    whole = calendar(event("Call", *lines))
    (pick,), _, not_kept = imported(run, whole)
    assert len(str(pick["note"])) == 10_000
    assert not_kept == {
        "organizers": 1,
        "attendees": 2,
        "comments": 1,
        "travel times": 1,
        "map positions": 1,
        "categories": 2,
        "private": 1,
        "tentative": 1,
        "priorities": 1,
        "ends of long texts": 1,
    }
    err = run("agenda", "import", "in.ics", *ON, COLUMNS=200).err
    assert (
        "1 end of a long text, 1 organizer, 2 attendees, 1 comment, 1 map position,"
        " 1 travel time, 2 categories, 1 private mark, 1 tentative mark, 1 priority"
        in " ".join(err.split())
    )


def test_dates_that_moved_with_all_that_follow_are_not_guessed(run: Run) -> None:
    moved = ("RECURRENCE-ID;RANGE=THISANDFUTURE:20271116T080000Z", "DTSTART:20271116T100000Z")
    whole = calendar(event("Jour fixe", SERIES, "RRULE:FREQ=DAILY"), event("Jour fixe", *moved))
    picks, left_out, _ = imported(run, whole, "--edition", "paris-2027")
    why = "it repeats in a way that is not understood"
    assert (picks, left_out) == ([], [("Jour fixe", why)])


def test_events_that_share_a_uid_are_all_taken_in_their_newest_version(run: Run) -> None:
    def numbered(title: str, sequence: int) -> str:
        return event(title, f"SEQUENCE:{sequence}").replace(f"UID:{title}", "UID:1")

    whole = calendar(numbered("Call", 1), numbered("Lunch", 1), numbered("Old", 0))
    picks, left_out, _ = imported(run, whole)
    assert values(picks, "title", "change") == [("Call", "added"), ("Lunch", "added")]
    assert left_out == [("Old", "the file has a newer version of it")]
    assert imported(run, whole) == ([], left_out, {})
    nameless = [event(title, f"SEQUENCE:{n}").partition("\n")[2]
                for n, title in enumerate(("A", "B"))]  # fmt: skip
    picks, left_out, _ = imported(run, calendar(*nameless))
    assert (values(picks, "title"), left_out) == ([("A",), ("B",)], [])


def test_what_each_date_of_a_series_has_is_counted_once(run: Run) -> None:
    guests = ("ATTENDEE:mailto:a@example.org",) * 3
    series = event("Jour fixe", SERIES, "RRULE:FREQ=DAILY", *guests)
    picks, _, not_kept = imported(run, calendar(series), "--edition", "paris-2027")
    assert (len(picks), not_kept) == (6, {"attendees": 3})


def test_texts_and_lines_that_are_cut_are_counted(run: Run) -> None:
    whole = calendar(event("x" * 201, f"LOCATION:{'y' * 201}", "a line that was\nbroken"))
    (pick,), _, not_kept = imported(run, whole)
    assert (len(str(pick["title"])), len(str(pick["place"]))) == (200, 200)
    assert not_kept == {"ends of long texts": 2, "lines": 2}


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ((), "10:00  Check-in opens"),
        (("--kind", "event"), "10:00  Check-in opens"),
        (("--kind", "deadline"), "10:00  Deadline: Check-in opens"),
        (("--kind", "meeting"), "10:00-10:30  Meeting: Check-in opens"),
        (("--kind", "travel"), "opens: it has no length, which a journey needs"),
    ],
    ids=str,
)  # fmt: skip
def test_an_event_without_a_length_is_a_moment_under_its_own_title(
    run: Run, args: tuple[str, ...], shown: str
) -> None:
    start = "DTSTART;TZID=Europe/Paris:20271116T100000"
    Path("in.ics").write_text(calendar(event("Check-in opens", start)))
    ran = run("agenda", "import", "in.ics", "--edition", "paris-2027", *args, *ON)
    assert shown in ran.err


def test_nothing_is_made_up_about_entries_of_another_computer(run: Run, agenda: Path) -> None:
    """No alarms where there were none, no length of a deadline, no longer places."""
    own = ("agenda", "add", "--own")
    at = ("--at", "2027-11-16T10:00", "--edition", "paris-2027", *ON)
    run(*own, "Quiet", *at, "--no-alarm")
    run(*own, "Bell", *at, "--place", "Hall 5")
    run(*own, "Hand in", *at, "--kind", "deadline", "--alarm", "1h")
    run("export", "agenda", "-o", "out.ics", *ON)
    agenda.unlink()
    there = ("agenda", "import", "out.ics", "--edition", "paris-2027")
    picks = run(*there, "--json", *ON).json["items"]
    assert {
        pick["title"]: (pick["kind"], pick["end"], pick["alarms"], pick["place"]) for pick in picks
    } == {
        "Quiet": ("meeting", "2027-11-16T10:30:00+01:00", [], None),
        "Bell": ("meeting", "2027-11-16T10:30:00+01:00", None, "Hall 5"),
        "Hand in": ("deadline", "2027-11-16T10:00:00+01:00", ["60m"], None),
    }


def test_a_long_text_is_cut_in_tables_only(run: Run) -> None:
    """An invitation to an online meeting has dozens of lines."""
    lines = ["Dear all\\,", "", "Join<https://meet.example.org/e>", "x" * 300]
    text = "\\n".join(lines)
    (pick,), _, _ = imported(run, calendar(event("Call", f"DESCRIPTION:{text}")))
    assert str(pick["note"]).endswith("x" * 300)
    ask = ("agenda", *ON, "--all")
    table = run(*ask, COLUMNS=120).out
    assert "Note: https://meet.example.org/e Dear all, …\n" in table
    assert "xxx" not in table
    for form in ("csv", "json"):
        assert "x" * 300 in run(*ask, "--format", form).out
    today = f"https://meet.example.org/f today\\n{'y ' * 150}"
    linked = event("Link", f"DESCRIPTION:{today}")
    bare = event("Bare", f"DESCRIPTION:{'z' * 300}")
    imported(run, calendar(linked, bare))
    table = run(*ask, COLUMNS=300).out
    assert "Note: https://meet.example.org/f today …\n" in table
    assert f"Note: {'z' * 120} …\n" in table


AT_SHOW = [f"2027-11-{day}T09:00:00+01:00" for day in range(15, 21)]
OUTSIDE = "other dates outside the show"
SERIES = "DTSTART;TZID=Europe/Paris:20271104T090000\nDTEND;TZID=Europe/Paris:20271104T093000"


@pytest.mark.parametrize(
    ("rule", "starts", "why"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=2", ["2027-11-04T09:00:00+01:00"],
         ["1 date besides the next one"]),
        ("RRULE:FREQ=WEEKLY", ["2027-11-18T09:00:00+01:00"], [OUTSIDE]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20271111T090000Z\n"
         "RDATE;TZID=Europe/Paris:20271116T120000",
         ["2027-11-16T12:00:00+01:00"], ["2 dates outside the show"]),
        ("RRULE:FREQ=DAILY", AT_SHOW, [OUTSIDE]),
        ("RRULE:FREQ=DAILY;COUNT=2000", AT_SHOW, [OUTSIDE]),
        ("RRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY;INTERVAL=2", AT_SHOW[::2], [OUTSIDE]),
        ("RRULE:FREQ=SECONDLY", [], ["it repeats in a way that is not understood"]),
        ("RRULE:FREQ=NEVER", [], ["it repeats in a way that is not understood"]),
    ],
)  # fmt: skip
def test_dates_of_a_series_at_the_show_are_taken(
    run: Run, rule: str, starts: list[str], why: list[str]
) -> None:
    series = event("Jour fixe", SERIES, rule)
    picks, left_out, _ = imported(run, calendar(series), "--edition", "paris-2027")
    assert [pick["start"] for pick in picks] == starts
    assert left_out == [("Jour fixe", text) for text in why]


def test_dates_that_are_periods_have_their_own_length(run: Run) -> None:
    """The others are as long as the first, also where an end is missing or wrong."""
    dates = (
        "RDATE;VALUE=PERIOD;TZID=Europe/Paris:20271116T140000/20271116T160000,"
        "20271117T110000/PT45M,20271118T110000/x",
        "RDATE;TZID=Europe/Paris:20271119T110000",
    )
    series = calendar(event("Demo", SERIES, *dates))
    picks, _, _ = imported(run, series, "--edition", "paris-2027")
    assert [(str(pick["start"])[:16], str(pick["end"])[11:16]) for pick in picks] == [
        ("2027-11-16T14:00", "16:00"),
        ("2027-11-17T11:00", "11:45"),
        ("2027-11-18T11:00", "11:30"),
        ("2027-11-19T11:00", "11:30"),
    ]


def test_dates_of_a_series_that_are_too_long_are_left_out(run: Run) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=2"
    span = "DTSTART:20271110T090000Z\nDTEND:20271201T090000Z"
    series = calendar(event("Leave", span, rule))
    picks, left_out, _ = imported(run, series, "--edition", "paris-2027")
    assert (picks, left_out) == ([], [("Leave", "it is over 14 days long")])


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ("DTSTART:20270101T090000\nRRULE:FREQ=YEARLY;COUNT=1", None),
        ("DTSTART:20270101T090000\nRRULE:FREQ=MONTHLY", "2027-10-01T09:00:00+00:00"),
        ("DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=MONTHLY", "2027-11-01"),
    ],
)
def test_else_the_next_date_of_a_series_is_taken(run: Run, lines: str, start: str | None) -> None:
    picks, left_out, _ = imported(run, calendar(event("Jour fixe", lines)))
    found = [pick["start"] or pick["date"] for pick in picks]
    assert found == ([] if start is None else [start])
    if start is None:
        assert left_out == [("Jour fixe", "all its dates are over")]


def test_a_series_that_moved_or_ended_is_followed(run: Run) -> None:
    """Each date is known by when it was planned, the first by the UID alone."""
    rule = "RRULE:FREQ=DAILY;COUNT=4"
    start = "DTSTART;TZID=Europe/Paris:20271116T090000"
    whole = event("Jour fixe", start, rule)
    run("agenda", "add", "paris-2027", *ON)
    picks, _, _ = imported(run, calendar(whole))
    assert len(picks) == 4
    moved = event("Jour fixe", "RECURRENCE-ID;VALUE=DATE:20271117", "DTSTART:20271117T130000Z")
    gone = event("Jour fixe", "RECURRENCE-ID:20271118T080000Z", "STATUS:CANCELLED")
    without = f"{whole}\nEXDATE;TZID=Europe/Paris:20271119T090000"
    picks, left_out, _ = imported(run, calendar(without, moved, gone))
    assert values(picks, "change", "start") == [("updated", "2027-11-17T14:00:00+01:00")]
    assert left_out == [
        *(
            ("Jour fixe", f"its date on 2027-11-{day} is cancelled, but still on your"
             f" agenda: milipol agenda remove agenda/jour-fixe-{number}")
            for day, number in ((19, 4), (18, 3))
        ),
    ]  # fmt: skip
    picks, left_out, _ = imported(run, calendar(f"{whole}\nSTATUS:CANCELLED"))
    assert (picks, len(left_out)) == ([], 5)


def test_a_date_of_a_series_that_comes_alone_is_an_entry(run: Run) -> None:
    alone = event("Jour fixe", "RECURRENCE-ID:20271116T080000Z", "DTSTART:20271116T100000Z")
    picks, _, _ = imported(run, calendar(alone))
    assert values(picks, "change", "start") == [("added", "2027-11-16T10:00:00+00:00")]
    whole = event("Jour fixe", "DTSTART:20271115T080000Z", "RRULE:FREQ=DAILY;COUNT=2")
    picks, _, _ = imported(run, calendar(whole, alone), "--edition", "paris-2027")
    assert values(picks, "change") == [("updated",), ("added",)]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (f"{_START}\nDTEND:20271116T090000Z", "it ends before it starts"),
        ("DTSTART:soon\nDTEND:20271116T090000Z", "its start cannot be read"),
        ("DTSTART:20271116T100000Z\nDTEND:soon", "its end cannot be read"),
        ("DTSTART:20271116T100000Z\nDTEND;VALUE=DATE:20271117",
         "its start and its end are of different kinds"),
        ("DTSTART;TZID=Mars/Olympus:20271116T100000",
         "its time zone 'Mars/Olympus' is not known"),
        ("DTSTART:20271101T100000Z\nDTEND:20271201T090000Z", "it is over 14 days long"),
    ],
)  # fmt: skip
def test_why_an_event_is_left_out(run: Run, lines: str, why: str) -> None:
    picks, left_out, _ = imported(run, calendar(event("Call", lines)))
    assert (picks, left_out) == ([], [("Call", why)])


@pytest.fixture
def two_shows(here: Path, agenda: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paris on 14-17 and Singapore on 16-17 November 2023, both on the agenda."""
    shutil.copytree(HERE / "commands" / "agenda" / "own" / "fairs", here / "own")
    monkeypatch.setenv("MILIPOL_DATA", "own")
    agenda.write_text('[[pick]]\nid = "paris-2023"\n[[pick]]\nid = "forum-2023"\n')


@pytest.mark.usefixtures("two_shows")
def test_an_event_at_two_shows_is_on_no_clock_unless_one_is_named(run: Run) -> None:
    """It is at a show if only that has these very days."""
    events = calendar(
        event("Both", "DTSTART:20231116T120000Z"),
        event("Before one", "DTSTART:20231115T120000Z"),
        event("All of both", "DTSTART;VALUE=DATE:20231116"),
    )
    picks, _, _ = imported(run, events, "--on", "2023-11-01", "--dry-run")
    assert values(picks, "edition") == [(None,), ("paris-2023",), (None,)]
    picks, _, _ = imported(run, events, "--on", "2023-11-01", "--edition", "forum-2023")
    assert values(picks, "edition", "timezone") == [
        ("forum-2023", "Asia/Singapore"),
        ("forum-2023", "Asia/Singapore"),
        ("forum-2023", "Asia/Singapore"),
    ]


def test_a_floating_time_is_on_the_clock_of_the_show(run: Run) -> None:
    """Unless the calendar, or the reader, names a zone."""
    floating = event("Breakfast", "DTSTART:20271117T080000")
    show = ("--edition", "paris-2027", "--dry-run")
    for head, args, start in (
        ("", (), "2027-11-17T08:00:00+01:00"),
        ("X-WR-TIMEZONE:Europe/London\n", (), "2027-11-17T09:00:00+01:00"),
        ("", ("--tz", "Europe/London"), "2027-11-17T09:00:00+01:00"),
    ):
        picks, _, _ = imported(run, calendar(floating, head=head), *show, *args)
        assert values(picks, "start") == [(start,)]


def test_an_edition_without_days_is_not_one_to_import_to(run: Run) -> None:
    Path("agenda.toml").write_text('[[pick]]\nid = "paris-1993"\n')
    Path("in.ics").write_text(calendar(event("Call")))
    ran = run("agenda", "import", "in.ics", "--edition", "paris-1995", *ON)
    assert ran.refusal == (2, "--edition paris-1995: its days are not known")


def test_entries_of_a_calendar_move_to_a_show_that_is_named_later(run: Run) -> None:
    call = calendar(event("Call", "DESCRIPTION:PIN 77"))
    first, _, _ = imported(run, call, "--tz", "Asia/Tokyo")
    assert values(first, "edition", "start") == [(None, "2027-11-16T19:00:00+09:00")]
    run("agenda", "add", "paris-2027", *ON)
    edited = run("agenda", "edit", "call", "--place", "Hall 5", *ON)
    assert edited.err.splitlines()[-1] == (
        "  11:00-11:30 Paris, during Milipol Paris 2027; to put it there: milipol"
        " agenda edit agenda/call --edition paris-2027"
    )
    later, _, _ = imported(run, call, "--edition", "paris-2027")
    assert values(later, "change", "edition", "start") == [
        ("updated", "paris-2027", "2027-11-16T11:00:00+01:00")
    ]
    again, _, _ = imported(run, call, "--edition", "paris-2027")
    assert again == []


def test_what_has_no_room_for_a_table_is_in_plain_lines(run: Run) -> None:
    """A long value is cut in the change of it."""
    rooms = ", ".join(f"Room {number}" for number in range(1, 11))
    for place in (rooms, "Hall 5"):
        text = calendar(event("Call", f"LOCATION:{place}"))
        Path("in.ics").write_text(text, "utf-8")
        args = ("--edition", "paris-2027", *ON)
        err = run("agenda", "import", "in.ics", *args, COLUMNS=24).err
    assert err == (
        "Updated 1 entry.\n\nTue 16 Nov 2027: Call,\nHall 5\nTime: 11:00-11:30\n"
        "ID: agenda/call\nDetails: place: Room 1,\nRoom 2, Room 3, Room 4,\n"
        "Room 5, Room 6, Room 7,\nRoo… -> Hall 5\n"
    )


def test_what_the_reader_noted_stays_and_is_reported(run: Run) -> None:
    imported(run, calendar(event("Call", "DESCRIPTION:PIN 77")))
    run("agenda", "edit", "call", "--note", "PIN 77, ask for Kim", "--alarm", "1h", *ON)
    longer = event("Call", "DESCRIPTION:PIN 77", "DTSTART:20271116T110000Z")
    (pick,), left_out, _ = imported(run, calendar(longer))
    assert (pick["note"], pick["alarms"], left_out) == ("PIN 77, ask for Kim", ["60m"], [])
    _, left_out, _ = imported(run, calendar(event("Call", "DESCRIPTION:PIN 78")))
    assert left_out == [("Call", "its text is not in your note, which is kept")]


def test_a_deadline_is_one_as_long_as_its_event_has_no_length(run: Run) -> None:
    kinds = []
    for end in ("DTEND:20271116T100000Z", "DTEND:20271116T110000Z"):
        picks, _, _ = imported(run, calendar(event("Call", _START, end)))
        kinds += values(picks, "kind", "change")
    assert kinds == [("deadline", "added"), ("event", "updated")]


def test_a_kind_is_that_of_all_events_of_a_file(run: Run) -> None:
    """Also of those that were imported before; without it, the reader's kind stays."""
    whole = calendar(event("Call"), event("Lunch"))
    imported(run, calendar(event("Call")))
    picks, _, _ = imported(run, whole, "--kind", "meal")
    assert values(picks, "kind", "change") == [("meal", "updated"), ("meal", "added")]
    assert imported(run, whole)[0] == []


def test_a_calendar_of_another_encoding_asks_for_it(run: Run) -> None:
    raw = calendar(event("Caf\xe9")).encode("cp1252")
    Path("in.ics").write_bytes(raw)
    why = "in.ics: not UTF-8; give its encoding, as in --encoding windows-1252"
    assert run("agenda", "import", "in.ics", *ON).refusal == (4, why)
    picks, _, _ = imported(run, raw, "--encoding", "windows-1252")
    assert values(picks, "title") == [("Caf\xe9",)]
    why = "--encoding ascii: in.ics: line 4 is in another encoding"
    assert run("agenda", "import", "in.ics", "--encoding", "ascii").refusal == (2, why)
    picks, _, _ = imported(run, calendar(event("Th\xe9")).encode("utf-16"))
    assert values(picks, "title") == [("Th\xe9",)]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"<!DOCTYPE html><html></html>", "a page of HTML or XML"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "an address book"),
        (b"%PDF-1.7", "a PDF"),
    ],
)  # fmt: skip
def test_other_files_are_refused_by_what_they_are(run: Run, raw: bytes, what: str) -> None:
    Path("in").write_bytes(raw)
    why = f"in: {what}, not a calendar, an agenda or a list of ids"
    assert run("agenda", "import", "in").refusal == (4, why)
    Path("in").write_bytes(b"Name,City\nAnn,Paris\n")
    assert run("agenda", "import", "in").refusal == (
        4,
        "in: a table without a column milipol_id or id (name, city), not a calendar, an"
        " agenda or a list of ids; a plan has a column Title, and Date or Before",
    )
    workbook = "in: a workbook or ZIP file, not a calendar, an agenda or a list of ids"
    Path("in").write_bytes(b"PK\x03\x04")
    assert run("agenda", "import", "in").refusal == (4, f"{workbook}; save a table as CSV")


@pytest.mark.parametrize("line", ["* {}", "- {}", "> {}", "> * {}", "- [ ] {}  # 9, 10"])
def test_pasted_lines_are_read(run: Run, line: str) -> None:
    picks, _, _ = imported(run, f"\n{line.format('paris-2027')}\n", name="in.txt")
    assert values(picks, "id") == [("paris-2027",)]


def test_a_table_may_have_a_column_without_a_header(run: Run) -> None:
    """As pandas writes the index of its rows."""
    picks, _, _ = imported(run, ",id\n0,paris-2027\n", name="in.csv")
    assert values(picks, "id") == [("paris-2027",)]


@pytest.mark.parametrize("name", ["in.txt", "in.ics"])
def test_options_of_calendars_are_refused_for_ids(run: Run, name: str) -> None:
    Path(name).write_text("paris-2027\n")
    for option, value in (("--edition", "paris-2027"), ("--kind", "meal")):
        ran = run("agenda", "import", name, option, value)
        assert ran.refusal == (2, f"{option}: only for a calendar")


MATCHED = """sep=;
account;match;id;milipol_id;milipol_match
Thales;none;;paris-2025/exhibitors/thales;listed
Exail;listed;x;paris-2025/exhibitors/elistair;perhaps
Nobody;none;;;none
Acme;none;;paris-2025/exhibitors/no-such-company;listed
"""


@pytest.mark.parametrize(
    ("args", "ids", "not_kept"),
    [
        ((), [], {"unlisted": 1, "possible": 1, "past": 1}),
        (("--past",), ["thales"], {"unlisted": 1, "possible": 1}),
        (("--past", "--perhaps"), ["thales", "elistair"], {"unlisted": 1}),
        (("--on", "2025-11-01"), ["thales"], {"unlisted": 1, "possible": 1}),
    ],
)  # fmt: skip
def test_a_list_of_matched_companies_becomes_visits(
    run: Run, args: Sequence[str], ids: list[str], not_kept: dict[str, int]
) -> None:
    picks, left_out, counted = imported(run, MATCHED, *args, name="in.csv")
    assert [str(pick["id"]).rpartition("/")[2] for pick in picks] == ids
    missing = "paris-2025/exhibitors/no-such-company"
    assert left_out == [(missing, "it is not in the data")]
    assert counted == not_kept


def test_what_match_and_search_write_is_read(run: Run) -> None:
    Path("accounts.csv").write_text("Name\nThales\nNobody at all\n")
    run("exhibitors", "match", "accounts.csv", "-o", "matched.csv")
    said = run("agenda", "import", "matched.csv", "--past").err
    assert said == (
        "Added 1 visit.\n\n 28-30 Apr 2026  Visit: THALES, Stand L1-E09, over\n"
        "                 asia-pacific-2026/exhibitors/thales\n\n"
        " Left out  2 possible matches (--perhaps adds them), 1 company that is not"
        " listed\n"
    )
    run("search", "raid", "--kind", "session", "-o", "found.csv")
    assert "raid-demonstration" in run("agenda", "import", "found.csv").err


def test_a_table_of_too_many_ids_is_refused(run: Run) -> None:
    Path("in").write_text("id\n" + "".join(f"paris-{n}\n" for n in range(2_001)))
    why = "in: 2001 ids; at most 2000 picks fit on an agenda"
    assert run("agenda", "import", "in").refusal == (4, why)


def test_series_of_too_many_dates_are_refused(run: Run) -> None:
    hourly = [
        event(f"Alarm {n}", "DTSTART:20271101T000000Z", "RRULE:FREQ=HOURLY") for n in range(20)
    ]
    Path("in.ics").write_text(calendar(*hourly))
    ran = run("agenda", "import", "in.ics", "--edition", "paris-2027", *ON)
    why = "in.ics: 2880 dates of events; at most 2000 picks fit on an agenda"
    assert ran.refusal == (4, why)


def test_a_follow_up_that_is_exported_and_imported_stays_one(run: Run, agenda: Path) -> None:
    visit = "paris-2025/exhibitors/thales"
    run("agenda", "add", visit, *ON)
    run("agenda", "done", visit, "--follow-up", "call", "--by", "2027-11-01", *ON)
    before = agenda.read_bytes()
    run("export", "agenda", "-o", "out.ics", *ON)
    assert "agenda/follow-up/" in Path("out.ics").read_text("utf-8")
    for _ in range(2):
        assert run("agenda", "import", "out.ics", *ON).code == 0
        assert agenda.read_bytes() == before


CALENDARS = HERE / "commands" / "agenda" / "own" / "calendars"
# What the calendars say that is nobody else's: links, PINs and texts.
SECRETS = ("meetup-join", "ab3XyZ", "PIN 77", "Bring the drawings", "abc-defg-hij")


def test_no_text_link_or_pin_of_a_calendar_leaves_the_agenda(run: Run) -> None:
    """Unless the reader asks for notes; titles, places and times do."""
    run("agenda", "add", "paris-2027", *ON)
    for name in ("outlook", "google", "teams"):
        ran = run("agenda", "import", str(CALENDARS / f"{name}.ics"), *ON)
        assert ran.code == 0

    def secrets_in(raw: str | bytes) -> list[str]:
        text = raw if isinstance(raw, str) else raw.decode(errors="replace")
        unfolded = text.replace("\r\n ", "")
        return [secret for secret in SECRETS if secret in unfolded]

    noted = run("export", "agenda", "-o", "-", "--notes", *ON).out
    assert secrets_in(noted) == [*SECRETS]
    exported = run("export", "agenda", "-o", "-", *ON).out
    assert (secrets_in(exported), "Camera demo" in exported) == ([], True)
    assert secrets_in(run("agenda", "share", *ON).out) == []
    assert run("publish", "public", "paris", *ON).code == 0
    published = (path for path in Path("public").rglob("*") if path.is_file())
    assert [path for path in published if secrets_in(path.read_bytes())] == []


def test_an_export_changes_nothing_when_it_is_imported(run: Run, agenda: Path) -> None:
    """Nor a second time on another computer, where entries are at their show, too."""
    run("agenda", "add", "paris-2027", *ON)
    for name in ("outlook", "google", "teams", "apple"):
        run("agenda", "import", str(CALENDARS / f"{name}.ics"), *ON)
    own = ("--own", "Flight", "--at", "2027-11-15T08:00", "--kind", "travel")
    run("agenda", "add", *own, "--minutes", "90", "--edition", "paris-2027", *ON)
    run("export", "agenda", "-o", "out.ics", *ON)
    before = agenda.read_bytes()
    for _ in range(2):
        assert run("agenda", "import", "out.ics", *ON).code == 0
        assert agenda.read_bytes() == before
    agenda.unlink()
    first = run("agenda", "import", "out.ics", "--json", *ON).json
    there = agenda.read_bytes()
    again = run("agenda", "import", "out.ics", "--json", *ON).json
    assert (again["items"], agenda.read_bytes()) == ([], there)
    alarms = {str(pick["id"]): pick["alarms"] for pick in first["items"]}
    assert alarms["agenda/flight"] == ["720m", "60m"]
    at_show = [pick["id"] for pick in first["items"] if pick["edition"] is None]
    assert at_show == ["agenda/dentist"]


def test_an_imported_event_is_found_under_its_own_title(run: Run) -> None:
    """A kind that the reader gives it is shown before its title."""
    imported(run, calendar(event("Hotel Ibis")))
    assert " Hotel Ibis " in run("search", "ibis", "--kind", "entry", *ON).out
    ran = run("agenda", "edit", "hotel-ibis", "--kind", "meeting", *ON)
    assert "  kind: event -> meeting\n" in ran.err
    assert "Meeting: Hotel Ibis" in run("search", "ibis", *ON).out


def test_many_overlaps_are_counted(run: Run) -> None:
    calls = calendar(*(event(f"Call {number}") for number in range(6)))
    Path("in.ics").write_text(calls)
    err = run("agenda", "import", "in.ics", *ON).err
    assert err.count("! overlaps") == 1 + 2 + 3 + 3 + 3
    assert re.findall("and (.*): milipol agenda\n", err) == ["1 more conflict", "2 more conflicts"]


def test_a_text_of_a_plan_may_be_too_long() -> None:
    row = {"title": "x" * (MOST_CHARACTERS + 1), "date": "2027-01-01"}
    known = view("2027-01-01", notice("2023-01-01", "2023-11-14/2023-11-17"))
    picks, left_out = entries_of_plan([row], known, day("2027-01-01"))
    assert (picks, [each.why for each in left_out]) == ([], [f"over {MOST_CHARACTERS} characters"])


def test_a_table_of_empty_cells_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(",,\n,,\n", "utf-8")
    code, error = run("agenda", "import", str(path)).refusal
    assert code == 4
    assert error.startswith(f"{path}: a table without a column milipol_id or id ()")
