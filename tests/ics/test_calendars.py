"""Exported files, read by the programs that people import them into."""

import datetime as dt
import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calendars
import npm
import parsers
from calendars import Read
from conftest import HERE, Run
from milipol_cli.ics import merge, read, write
from milipol_cli.ics.events import CalendarEvent
from milipol_cli.ics.zones import zone_lines
from milipol_cli.network.as_of import AsOf
from milipol_cli.zones import zone_names
from parsers import PARSERS
from programs import Khal, Radicale

pytestmark = pytest.mark.slow
LF_LIKE = "\u2028\u2029"


def written(*entries: CalendarEvent) -> bytes:
    """The calendar file of some entries."""
    return b"".join(write.new_file(entries))


def entry(**fields: object) -> CalendarEvent:
    """An entry of two days with an alarm, with what `fields` say."""
    usual: dict[str, object] = {
        "id": "paris-2023",
        "start": dt.date(2023, 11, 14),
        "end": dt.date(2023, 11, 16),
        "summary": "Milipol Paris 2023",
        "description": "Nothing",
        "modified": dt.date(2023, 9, 30),
        "alarms": ((dt.timedelta(days=1), "Soon"),),
    }
    return CalendarEvent(**{**usual, **fields})  # type: ignore[arg-type]


def session(slug: str, when: str, zone: str, minutes: int = 60) -> CalendarEvent:
    """A timed entry at a clock in a zone."""
    start = dt.datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone))
    end = start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    return entry(id=slug, start=start, end=end.astimezone(start.tzinfo))


def expected(event: CalendarEvent) -> Read:
    """What every parser is to read of an entry."""

    def moment(value: dt.date | dt.datetime) -> str | int:
        if isinstance(value, dt.datetime):
            return int(value.timestamp())
        return value.isoformat()

    return Read(
        f"{event.id}@milipol-cli",
        moment(event.start),
        moment(event.end),
        event.summary,
        event.description,
        tuple(-int(before.total_seconds()) for before, _ in event.alarms),
    )


@pytest.fixture(scope="session")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Reads files with ical.js; skipped only where that cannot be installed."""
    folder = tmp_path_factory.mktemp("ical.js")
    npm.install(folder, Path(__file__).parent / "npm")
    return parsers.by_ical_js(folder)


# A year on which old and new zone databases agree: some parsers go by the name of a
# zone, and bring a database of their own.
ZONES = [
    session(f"{city}-{month:02}", f"2025-{month:02}-15T{hour:02}:30", zone)
    for city, zone in {
        "paris": "Europe/Paris",
        "new-york": "America/New_York",
        "lord-howe": "Australia/Lord_Howe",
        "casablanca": "Africa/Casablanca",
        "dublin": "Europe/Dublin",
        "singapore": "Asia/Singapore",
        "santiago": "America/Santiago",
        "cairo": "Africa/Cairo",
        "jerusalem": "Asia/Jerusalem",
    }.items()
    for month, hour in ((1, 0), (2, 9), (3, 9), (6, 9), (7, 23), (10, 9), (11, 9))
]


@pytest.mark.parametrize("parser", PARSERS)
def test_every_zone_is_read_at_the_same_moment(parser: str) -> None:
    events = {event.uid: event for event in PARSERS[parser](written(*ZONES))}
    assert events == {expected(event).uid: expected(event) for event in ZONES}


def test_ical_js_reads_every_zone_at_the_same_moment(ical_js: object) -> None:
    raw = written(*ZONES)
    (events,) = ical_js([raw])  # type: ignore[operator]
    assert events == [expected(event) for event in ZONES]


@pytest.mark.parametrize("year", [1940, 2027, 2150])
@pytest.mark.parametrize("parser", ["icalendar", "ical", "ics"])
def test_every_zone_there_is_is_read_at_the_same_moment(parser: str, year: int) -> None:
    """Not by vobject, which takes zones that were at UTC from 2000 to 2020 for UTC."""
    if (parser, year) == ("ics", 2150) and version("python-dateutil").startswith("2."):
        pytest.skip("ics reads by python-dateutil, which knew no changes after 2037")
    entries = {
        name: session(f"at-{number}", f"{year}-07-15T09:30", name)
        for number, name in enumerate(zone_names())
    }
    raw = written(*entries.values())
    assert re.findall(rb";TZID=[^:]*:[^\r]*Z\r", raw) == []
    events = {event.uid: event for event in PARSERS[parser](raw)}
    wanted = {name: expected(event) for name, event in entries.items()}
    moved = [name for name, event in wanted.items() if events[event.uid] != event]
    assert moved == []


OWN_SHOW = """
[show]
id = "{name}"
name = "Milipol {name}"
city = "{name}"
country = "Somewhere"
country_code = "ZZ"
zone = "{zone}"
reviewed = 2024-11-01
source = ["gazette"]
"""
OWN_EDITION = """
[[edition]]
id = "{name}-{year}"

[[edition.notice]]
known = 2024-01-01
start = {day}
status = "announced"
source = ["gazette"]
"""
OWN_TALK = """
edition = "{name}-{year}"

[[session]]
id = "talk"
kind = "talk"
date = {day}
start = 09:30:00
source = ["gazette"]
"""
OWN_ZONES = {
    "new-york": "America/New_York",
    "lord-howe": "Australia/Lord_Howe",
    "casablanca": "Africa/Casablanca",
    "dublin": "Europe/Dublin",
    "lyon": "Europe/Paris",
}
# Summer and winter; in March 2025 Morocco had set its clocks back for Ramadan.
OWN_DAYS = {"2024": "2024-06-18", "2025": "2025-03-11", "2026": "2026-01-13"}


@pytest.fixture
def _in_tokyo() -> Iterator[None]:
    """This process is in another zone than any of the shows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_in_tokyo")
def test_shows_of_the_reader_are_read_at_the_same_moment(
    run: Run, folder: Path, tmp_path: Path, ical_js: object
) -> None:
    """Read, like the machine that wrote them, in another zone than any show's."""
    wanted: dict[str, int] = {}
    for name, zone in OWN_ZONES.items():
        (folder / name).mkdir()
        text = OWN_SHOW.format(name=name, zone=zone)
        for year, day in OWN_DAYS.items():
            text += OWN_EDITION.format(name=name, year=year, day=day)
            talk = OWN_TALK.format(name=name, year=year, day=day)
            (folder / name / f"{year}.toml").write_text(talk, "utf-8")
            start = dt.datetime.fromisoformat(f"{day}T09:30").replace(
                tzinfo=ZoneInfo(zone)
            )
            wanted[f"{name}-{year}/talk@milipol-cli"] = int(start.timestamp())
        (folder / name / "show.toml").write_text(text, "utf-8")
    path = tmp_path / "own.ics"
    ids = [uid.removesuffix("@milipol-cli") for uid in wanted]
    ran = run("export", *ids, "--on", "2024-02-01", "-o", str(path))
    assert ran.code == 0
    raw = path.read_bytes()
    (by_js,) = ical_js([raw])  # type: ignore[operator]
    read = {name: parse(raw) for name, parse in PARSERS.items()} | {"ical.js": by_js}
    for name, events in read.items():
        assert (name, {event.uid: event.start for event in events}) == (name, wanted)
        assert {event.alarms for event in events} == {(-900,)}


OTHER_TZ = """
import sys, json, parsers
raw = sys.stdin.buffer.read()
found = {name: parse(raw) for name, parse in parsers.PARSERS.items()}
print(json.dumps({name: sorted(map(list, found[name])) for name in found}))
"""


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_machine_in_another_zone_reads_the_same(zone: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", OTHER_TZ],
        input=written(*ZONES),
        capture_output=True,
        check=True,
        cwd=HERE,
        env={**os.environ, "TZ": zone},
    )
    wanted = sorted([*event[:5], list(event.alarms)] for event in map(expected, ZONES))
    assert json.loads(ran.stdout) == dict.fromkeys(PARSERS, wanted)


def test_zones_have_the_offsets_of_the_zone_database() -> None:
    """Each observance is expanded by hand, and its offset compared at each event."""
    raw = written(*ZONES).decode().replace("\r\n ", "")
    for event in ZONES:
        assert isinstance(event.start, dt.datetime)
        zone = event.start.tzinfo
        assert isinstance(zone, ZoneInfo)
        block = re.search(
            rf"BEGIN:VTIMEZONE\r\nTZID:{zone.key}\r\n(.*?)END:VTIMEZONE", raw, re.DOTALL
        )
        assert block is not None
        wall = event.start.replace(tzinfo=None)
        onsets = [
            (onset, part)
            for part in re.findall(
                r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", block[1], re.DOTALL
            )
            for onset in _onsets(dict(line.split(":", 1) for line in part.splitlines()))
        ]
        onset, part = max(pair for pair in onsets if pair[0] <= wall)
        lines = dict(line.split(":", 1) for line in part.splitlines())
        assert _offset(lines["TZOFFSETTO"]) == event.start.utcoffset(), event.id
        assert onset.year >= wall.year - 1


def _offset(text: str) -> dt.timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * dt.timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def _onsets(lines: dict[str, str]) -> Iterator[dt.datetime]:
    first = dt.datetime.strptime(lines["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if "RRULE" not in lines:
        yield first
        return
    rule = dict(part.split("=") for part in lines["RRULE"].split(";"))
    nth, weekday = int(rule["BYDAY"][:-2]), rule["BYDAY"][-2:]
    for year in range(first.year, first.year + 4):
        at = dt.datetime.combine(dt.date(year, int(rule["BYMONTH"]), 1), first.time())
        days = [at + dt.timedelta(days=number) for number in range(31)]
        days = [day for day in days if day.month == at.month]
        names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        days = [day for day in days if names[day.weekday()] == weekday]
        yield days[nth if nth < 0 else nth - 1]


@pytest.mark.parametrize(
    ("zone", "parts"),
    [
        ("Europe/Paris", ["STANDARD RRULE", "DAYLIGHT RRULE"]),
        ("America/New_York", ["STANDARD RRULE", "DAYLIGHT RRULE"]),
        ("Australia/Lord_Howe", ["STANDARD RRULE", "DAYLIGHT RRULE"]),
        ("Europe/Dublin", ["STANDARD RRULE", "DAYLIGHT RRULE"]),
        ("Asia/Singapore", ["STANDARD"]),
    ],
)
def test_a_zone_is_one_standard_and_one_daylight(zone: str, parts: list[str]) -> None:
    raw = written(session("a", "2026-06-15T09:00", zone)).decode()
    observances = re.findall(
        r"BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:\S+\r\n(RRULE)?", raw
    )
    assert [" ".join(filter(None, pair)) for pair in observances] == parts
    offsets = re.findall(
        r"BEGIN:(STANDARD|DAYLIGHT).*?TZOFFSETTO:(\S+)", raw, re.DOTALL
    )
    if len(offsets) > 1:
        by_kind = {kind: _offset(to) for kind, to in offsets}
        assert by_kind["DAYLIGHT"] > by_kind["STANDARD"]


@pytest.mark.parametrize(
    "entries",
    [
        [session("a", "2026-06-15T09:00", "Africa/Casablanca")],
        # Los Angeles changed its rule in 2007, and Moscow gave up its in 2011.
        [
            session("a", "2006-06-15T09:00", "America/Los_Angeles"),
            session("b", "2008-03-20T09:00", "America/Los_Angeles"),
        ],
        [session("a", "2011-06-15T09:00", "Europe/Moscow")],
        # Iran's day is that of another calendar: no nth weekday, and one month.
        [session("a", "2020-06-15T09:00", "Asia/Tehran")],
        # Israel's until 2012: another month and weekday each year.
        [session("a", "2010-06-15T09:00", "Asia/Jerusalem")],
        # Egypt changed the clock at two times of day, Jordan the weekday.
        [session("a", "2010-07-15T09:00", "Africa/Cairo")],
        [session("a", "2013-07-15T09:00", "Asia/Amman")],
        [session("a", "2005-07-15T09:00", "America/Indiana/Indianapolis")],
        [session("a", "2018-07-15T09:00", "Asia/Gaza")],
    ],
    ids=lambda entries: f"{entries[0].start.tzinfo.key} {entries[0].start.year}",
)
def test_a_zone_without_one_rule_has_each_onset(entries: list[CalendarEvent]) -> None:
    raw = written(*entries)
    assert b"RRULE" not in raw
    for parse in (calendars.by_icalendar, parsers.by_ical):
        assert [event.start for event in parse(raw)] == [
            expected(entry).start for entry in entries
        ]


def test_times_that_exist_twice_or_never_are_written_in_utc() -> None:
    twice = session("twice", "2026-10-25T02:30", "Europe/Paris")
    never = session("never", "2026-03-29T02:30", "Europe/Paris")
    utc = session("utc", "2026-03-29T02:30", "UTC")
    raw = written(never, utc, twice)
    assert b"TZID" not in raw
    old = read.calendar_file(raw)
    assert old is not None
    assert (
        b"".join(
            merge.merge(
                (), old, prune=False, as_of=AsOf(day=dt.date(2026, 11, 24))
            ).parts
        )
        == raw
    )
    assert b"DTSTART:20261025T003000Z\r\nDTEND:20261025T013000Z" in raw
    assert [event.start for event in parsers.by_ical(raw)] == [
        expected(event).start for event in (never, utc, twice)
    ]


@pytest.mark.usefixtures("_in_tokyo")
def test_times_in_utc_do_not_depend_on_the_computer() -> None:
    twice = session("twice", "2026-10-25T02:30", "Europe/Paris")
    raw = written(twice)
    assert b"DTSTART:20261025T003000Z\r\nDTEND:20261025T013000Z" in raw


TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            list(",;:\\\"\nNn\r\t '^|[]/=\x00\x07\x7f\x85é展ש\u202e" + LF_LIKE)
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)


def clean(text: str) -> str:
    """What a calendar may hold of a text, worked out in another way than we do."""
    text = re.sub(f"\r\n|\r|[{LF_LIKE}]", "\n", text).replace("\t", " ")
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text)


def as_read_by(parser: str, text: str) -> str:
    """The text that a parser makes of one that is written right.

    ics 0.7.3 undoes one escape after the other, so that a backslash before an n
    becomes a newline. The others read what was written.
    """
    if parser != "ics":
        return text
    text = text.replace("\\", "\\\\")
    for escape, char in (("n", "\n"), ("N", "\n"), ("r", "\r"), ("R", "\r")):
        text = text.replace(f"\\{escape}", char)
    return text.replace("\\\\", "\\")


@settings(max_examples=60)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_text_comes_back_from_every_parser(texts: list[tuple[str, str]]) -> None:
    entries = [
        entry(id=f"show-{at}", summary=f"a{summary}z", description=f"a{description}z")
        for at, (summary, description) in enumerate(texts)
    ]
    raw = written(*entries)
    wanted = [(clean(entry.summary), clean(entry.description)) for entry in entries]
    for name, parse in PARSERS.items():
        actual = [(event.summary, event.description) for event in parse(raw)]
        expected = [tuple(as_read_by(name, part) for part in pair) for pair in wanted]
        assert (name, actual) == (name, expected)


def test_text_comes_back_from_ical_js(ical_js: object) -> None:
    texts = [
        'a,b;c\\d\\n\\N:"e"\nf\r\ng\rh',
        "C:\\New folder\\notes",
        "emoji 🎪🏛️ and שלום עולם, 展示会",
        "x" * 10_000,
        "é" * 10_000,
        "\x00\x1b[31mred\x7f\x85",
    ]
    entries = [entry(id=f"show-{at}", summary=text) for at, text in enumerate(texts)]
    (events,) = ical_js([written(*entries)])  # type: ignore[operator]
    assert [event.summary for event in events] == [clean(text) for text in texts]
    for name, parse in PARSERS.items():
        assert [event.summary for event in parse(written(*entries))] == [
            as_read_by(name, event.summary) for event in events
        ]


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_lines_end_and_fold_as_they_must(summary: str, text: str) -> None:
    """CRLF, 75 octets at most, and each line UTF-8 by itself."""
    raw = written(entry(summary=summary, description=text, location=text))
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_khal_imports_and_lists(run: Run, tmp_path: Path) -> None:
    khal = Khal(tmp_path / "khal", "Asia/Tokyo")
    path = tmp_path / "paris.ics"
    args = ("--on", "2023-11-10", "-o", str(path))
    assert run("export", "paris-2023", "--sessions", *args).code == 0
    khal.bring(path)
    khal.bring(path)
    listed = khal.listed("2023-11-14", "2023-11-18")
    assert "2023-11-14 00:00 2023-11-17 00:00 Milipol Paris 2023" in listed
    assert "2023-11-15 19:00 2023-11-15 19:30 Demonstration: RAID" in listed
    assert len(listed) == len(set(listed)) == 13


def test_khal_moves_an_event_that_moved(run: Run, tmp_path: Path) -> None:
    khal = Khal(tmp_path / "khal", "Europe/Paris")
    path = tmp_path / "india.ics"
    for day in ("2025-03-01", "2025-03-01", "2026-11-24"):
        assert run("export", "india-2025", "--on", day, "-o", str(path)).code == 0
        khal.bring(path)
    assert khal.listed("2025-04-01", "2025-05-01") == [
        "2025-04-23 00:00 2025-04-25 00:00 Milipol India 2025"
    ]


@pytest.fixture(name="radicale", scope="module")
def _radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    server = Radicale(tmp_path_factory.mktemp("radicale"))
    yield server
    server.stop()


def test_a_caldav_server_gives_back_the_same_events(
    run: Run, tmp_path: Path, radicale: Radicale
) -> None:
    path = tmp_path / "paris.ics"
    args = ("--sessions", "--on", "2023-11-10", "-o", str(path))
    assert run("export", "paris-2023", *args).code == 0
    raw = path.read_bytes()
    for _ in range(2):
        status, _ = radicale.ask("PUT", "/reader/whole/", raw)
        assert status == 201
    status, back = radicale.ask("GET", "/reader/whole/")
    assert status == 200
    for parse in (calendars.by_icalendar, parsers.by_ical):
        assert sorted(parse(back)) == sorted(parse(raw))
    for word in (b"CATEGORIES", b"SEQUENCE", b"GEO:"):
        assert back.count(word) == raw.count(word)


def test_a_caldav_server_moves_an_event_that_moved(
    run: Run, tmp_path: Path, radicale: Radicale
) -> None:
    path = tmp_path / "india.ics"
    status, _ = radicale.ask("MKCALENDAR", "/reader/one/")
    assert status == 201
    for day in ("2025-03-01", "2025-03-01", "2026-11-24"):
        assert run("export", "india-2025", "--on", day, "-o", str(path)).code == 0
        status, _ = radicale.ask("PUT", "/reader/one/india-2025.ics", path.read_bytes())
        assert status in (201, 204)
    _, back = radicale.ask("GET", "/reader/one/")
    (only,) = calendars.by_icalendar(back)
    assert (only.start, only.end) == ("2025-04-23", "2025-04-26")


def test_every_parser_reads_a_real_export_alike(
    run: Run, tmp_path: Path, ical_js: object
) -> None:
    path = tmp_path / "paris.ics"
    args = ("--sessions", "--on", "2023-11-10", "-o", str(path))
    assert run("export", "paris-2023", *args).code == 0
    raw = path.read_bytes()
    (by_js,) = ical_js([raw])  # type: ignore[operator]
    read = {name: parse(raw) for name, parse in PARSERS.items()} | {"ical.js": by_js}
    assert len({uid.uid for uid in by_js}) == len(by_js) == 13
    # ics keeps the alarms of an event in no order.
    read["ics"] = [
        event._replace(alarms=tuple(sorted(event.alarms))) for event in read["ics"]
    ]
    for parser, next_parser in itertools.pairwise(read):
        assert sorted(read[parser]) == sorted(read[next_parser])


@pytest.mark.parametrize(
    ("zone", "year", "begin", "rules"),
    [
        ("Europe/Paris", 2023, "20221030 20220327", "-1SU 10 -1SU 3"),
        ("America/Asuncion", 2023, "20220327 20221002", "4SU 3 1SU 10"),
        # By another month, at another hour, on the second Sunday instead of the first.
        (*("America/New_York", 2007),
         "20060101 20060402 20061029 20070311 20071104 20080309 20081102", ""),
        (*("Europe/Paris", 1996),
         "19950101 19950326 19950924 19960331 19961027 19970330 19971026", ""),
        (*("Pacific/Fiji", 2015),
         "20140101 20140119 20141102 20150118 20151101 20160117 20161106", ""),
        (*("Europe/Istanbul", 2007),
         "20060101 20060326 20061029 20070325 20071028 20080330 20081026", ""),
        (*("America/Santiago", 2029),
         "20280101 20280402 20280903 20290408 20290902 20300407 20300908", ""),
    ],
)  # fmt: skip
def test_a_zone_has_rules_if_they_hold_for_all_years(
    zone: str, year: int, begin: str, rules: str
) -> None:
    """It is written for the years before and after, too."""
    lines = zone_lines(zone, year, year).decode()
    assert re.findall(r"DTSTART:(\d+)T", lines) == begin.split()
    yearly = re.findall(r"RRULE:FREQ=YEARLY;BYDAY=(\S+);BYMONTH=(\S+)\r", lines)
    assert " ".join(itertools.chain(*yearly)) == rules


def test_without_a_rule_each_change_of_clocks_is_written() -> None:
    """Summer time is DAYLIGHT; the first lines are for the time before any change."""
    lines = zone_lines("America/New_York", 2007, 2007).decode()
    parts = re.findall(
        r"BEGIN:(\w+)\r\nDTSTART:(\S+)\r\nTZOFFSETFROM:(\S+)\r\nTZOFFSETTO:(\S+)\r\n"
        r"TZNAME:(\S+)\r\nEND",
        lines,
    )
    assert [" ".join(part) for part in parts] == [
        "STANDARD 20060101T000000 -0500 -0500 EST",
        "DAYLIGHT 20060402T020000 -0500 -0400 EDT",
        "STANDARD 20061029T020000 -0400 -0500 EST",
        "DAYLIGHT 20070311T020000 -0500 -0400 EDT",
        "STANDARD 20071104T020000 -0400 -0500 EST",
        "DAYLIGHT 20080309T020000 -0500 -0400 EDT",
        "STANDARD 20081102T020000 -0400 -0500 EST",
    ]
    whole = zone_lines("Asia/Singapore", 2023, 2023).decode()
    assert whole.splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Singapore",
        "BEGIN:STANDARD",
        "DTSTART:20220101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:+08",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC"])
def test_times_in_utc_need_no_zone(zone: str) -> None:
    raw = b"".join(write.new_file([session("a", "2026-03-29T02:30", zone)]))
    assert b"DTSTART:20260329T023000Z\r\nDTEND:20260329T033000Z\r\n" in raw
    assert b"VTIMEZONE" not in raw


def test_line_ends_and_tabs_are_written_as_calendars_need_them() -> None:
    raw = written(entry(description="a\r\nb\rc\td\u2028e\u2029f\x07\ud800"))
    assert b"DESCRIPTION:a\\nb\\nc d\\ne\\nf\r\n" in raw


def test_a_category_may_hold_any_text() -> None:
    """A session's track is one, with the commas that separate categories."""
    raw = written(entry(categories=("Milipol", "a, b; c\\N\x1b\nd")))
    assert b"CATEGORIES:Milipol,a\\, b\\; c\\\\N\\nd\r\n" in raw


def test_characters_that_no_address_may_have_are_escaped() -> None:
    made = entry(address='https://[::1]:80/é b~;(c)?d=\n\u200b%20&e=<"f">#g+h')
    raw = written(made).decode().replace("\r\n ", "")
    assert (
        "\r\nURL:https://[::1]:80/%C3%A9%20b~;(c)?d=%0A%E2%80%8B%20&e=%3C%22f%22%3E#g+h"
        "\r\n"
    ) in raw
