"""Exported files, read by the programs that people import them into."""

import datetime as dt
import itertools
import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import npm
import parsers
from calendars import Read, by_icalendar, file, made_event, moment, timed
from conftest import Run
from milipol_cli.base.zones import zone_names
from milipol_cli.ics.events import CalendarEvent
from parsers import PARSERS, Reader
from programs import Khal, Radicale

pytestmark = pytest.mark.slow
LF_LIKE = "\u2028\u2029"


def expected(made: CalendarEvent) -> Read:
    """What every parser is to read of an event."""
    return Read(
        f"{made.id}@milipol-cli",
        moment(made.start),
        moment(made.end),
        made.summary,
        made.description,
        tuple(-int(before.total_seconds()) for before, _ in made.alarms),
    )


@pytest.fixture(scope="session", name="every_parser")
def _every_parser(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    """Those of Python and ical.js; skipped only where that cannot be installed."""
    folder = tmp_path_factory.mktemp("ical.js")
    npm.install(folder, Path(__file__).parent / "npm")
    by_ical_js = parsers.by_ical_js(folder)
    return {**PARSERS, "ical.js": lambda raw: by_ical_js([raw])[0]}


@pytest.fixture(params=["Asia/Tokyo", "America/Los_Angeles"])
def _elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """This process is in another zone than any of the events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", cast("str", request.param))
        time.tzset()
        yield
    time.tzset()


# A year on which old and new zone databases agree: some parsers go by the name of a
# zone, and bring a database of their own.
ZONES = [
    timed(f"{zone.replace('/', '-')}-{month:02}", f"2025-{month:02}-15T{hour:02}:30", zone)
    for zone in (
        *("Europe/Paris", "Europe/Dublin", "America/New_York", "America/Santiago"),
        *("Australia/Lord_Howe", "Asia/Singapore", "Asia/Jerusalem"),
        # In March 2025 Morocco had set its clocks back for Ramadan.
        *("Africa/Cairo", "Africa/Casablanca"),
    )
    for month, hour in ((1, 0), (2, 9), (3, 9), (6, 9), (7, 23), (10, 9), (11, 9))
]


@pytest.mark.usefixtures("_elsewhere")
def test_every_zone_is_read_at_the_same_moment(every_parser: dict[str, Reader]) -> None:
    """And alarms; so are times that exist twice or never."""
    alarms = ((dt.timedelta(minutes=15), "Soon"),)
    events = [
        *(made_event(made.id, made.start, end=made.end, alarms=alarms) for made in ZONES),
        timed("twice", "2026-10-25T02:30", "Europe/Paris"),
        timed("never", "2026-03-29T02:30", "Europe/Paris"),
    ]
    raw = file(*events)
    for name, parse in every_parser.items():
        read = {each.uid: each for each in parse(raw)}
        wanted = {each.uid: each for each in map(expected, events)}
        assert (name, read) == (name, wanted)


@pytest.mark.parametrize("year", [1940, 2027, 2150])
@pytest.mark.parametrize("parser", ["icalendar", "ical"])
def test_every_zone_there_is_is_read_at_the_same_moment(parser: str, year: int) -> None:
    """Not by vobject, which takes zones that were at UTC from 2000 to 2020 for UTC.

    Nor by ics, which takes many times as long.
    """
    entries = {
        name: timed(f"at-{number}", f"{year}-07-15T09:30", name)
        for number, name in enumerate(zone_names())
    }
    raw = file(*entries.values())
    assert re.findall(rb";TZID=[^:]*:[^\r]*Z\r", raw) == []
    events = {each.uid: each for each in PARSERS[parser](raw)}
    wanted = {name: expected(made) for name, made in entries.items()}
    moved = [name for name, each in wanted.items() if events[each.uid] != each]
    assert moved == []


TEXTS = st.text(
    st.one_of(
        st.sampled_from(list(",;:\\\"\nNn\r\t '^|[]/=\x00\x07\x7f\x85é展ש\u202e" + LF_LIKE)),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)


def clean(text: str) -> str:
    """What a calendar may hold of a text, worked out in another way than we do."""
    text = re.sub(f"\r\n|\r|[{LF_LIKE}]", "\n", text).replace("\t", " ")
    text = re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text)
    marks = ("ARABIC LETTER MARK", "LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK")
    return "".join(
        char
        for char in text
        if unicodedata.name(char, "") not in marks
        and re.fullmatch("..[EIO]|PDF", unicodedata.bidirectional(char)) is None
        and ord(char) >> 7 != 0x1C00  # the block of tags
    )


@settings(max_examples=60)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_text_comes_back_from_every_parser(texts: list[tuple[str, str]]) -> None:
    check_texts(texts, PARSERS)


def test_long_and_odd_text_comes_back_from_every_parser(every_parser: dict[str, Reader]) -> None:
    texts = [
        'a,b;c\\d\\n\\N:"e"\nf\r\ng\rh',
        "C:\\New folder\\notes",
        "emoji 🎪🏛️ and שלום עולם, 展示会",
        "x" * 10_000,
        "é" * 10_000,
        "\x00\x1b[31mred\x7f\x85",
    ]
    check_texts([(text, text) for text in texts], every_parser)


def check_texts(texts: list[tuple[str, str]], readers: dict[str, Reader]) -> None:
    """Titles and descriptions are read as what calendars may hold of them.

    Not by ics 0.7.3, which undoes escapes twice.
    """
    raw = file(
        *(
            made_event(f"show-{at}", summary=f"a{summary}z", description=f"a{description}z")
            for at, (summary, description) in enumerate(texts)
        )
    )
    wanted = [[clean(f"a{text}z") for text in pair] for pair in texts]
    for name in readers.keys() - {"ics"}:
        actual = [[each.summary, each.description] for each in readers[name](raw)]
        assert (name, actual) == (name, wanted)


def test_khal_imports_lists_and_moves(run: Run, tmp_path: Path) -> None:
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
    path = tmp_path / "india.ics"
    for day in ("2025-03-01", "2025-03-01", "2026-12-01"):
        assert run("export", "india-2025", "--on", day, "-o", str(path)).code == 0
        khal.bring(path)
    assert khal.listed("2025-04-01", "2025-05-01") == [
        "2025-04-23 00:00 2025-04-25 00:00 Milipol India 2025"
    ]


def test_a_caldav_server_gives_back_the_same_events(run: Run, tmp_path: Path) -> None:
    """Also if an event moved."""
    radicale = Radicale(tmp_path)
    try:
        whole, moved = tmp_path / "paris.ics", tmp_path / "india.ics"
        args = ("--sessions", "--on", "2023-11-10", "-o", str(whole))
        assert run("export", "paris-2023", *args).code == 0
        raw = whole.read_bytes()
        for _ in range(2):
            assert radicale.ask("PUT", "/reader/whole/", raw)[0] == 201
        status, back = radicale.ask("GET", "/reader/whole/")
        assert status == 200
        for parse in (by_icalendar, parsers.by_ical):
            assert sorted(parse(back)) == sorted(parse(raw))
        for word in (b"CATEGORIES", b"SEQUENCE", b"GEO:"):
            assert back.count(word) == raw.count(word)
        assert radicale.ask("MKCALENDAR", "/reader/one/")[0] == 201
        for day in ("2025-03-01", "2025-03-01", "2026-12-01"):
            ran = run("export", "india-2025", "--on", day, "-o", str(moved))
            assert ran.code == 0
            address = "/reader/one/india-2025.ics"
            assert radicale.ask("PUT", address, moved.read_bytes())[0] in (201, 204)
        _, back = radicale.ask("GET", "/reader/one/")
        (only,) = by_icalendar(back)
        assert (only.start, only.end) == ("2025-04-23", "2025-04-26")
    finally:
        radicale.stop()


def test_every_parser_reads_a_real_export_alike(
    run: Run, tmp_path: Path, every_parser: dict[str, Reader]
) -> None:
    path = tmp_path / "paris.ics"
    args = ("--sessions", "--on", "2023-11-10", "-o", str(path))
    assert run("export", "paris-2023", *args).code == 0
    # ics keeps the alarms of an event in no order.
    read = [
        sorted(
            each._replace(alarms=tuple(sorted(each.alarms))) for each in parse(path.read_bytes())
        )
        for parse in every_parser.values()
    ]
    assert len({each.uid for each in read[0]}) == len(read[0]) == 13
    for events, of_next in itertools.pairwise(read):
        assert events == of_next
