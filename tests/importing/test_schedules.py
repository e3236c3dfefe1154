"""schedule.xml and schedule.json of every manner -> sessions."""

import contextlib
import datetime as dt
import html
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from milipol_cli.errors import NotRead
from milipol_cli.importing import schedule_json, schedule_xml
from milipol_cli.importing.sessions import Edition, ImportedSession
from programme_files import Reader, cases, outcome

HERE = Path(__file__).parent
PARIS = ZoneInfo("Europe/Paris")

READERS: list[tuple[str, Reader]] = [
    ("schedule_xml", schedule_xml.read),
    ("schedule_json", schedule_json.read),
]


@pytest.mark.parametrize(("name", "read"), READERS)
def test_every_manner(name: str, read: Reader, golden: Golden) -> None:
    golden(
        f"{name}.txt",
        "\n".join(
            f"### {case.name}\n{outcome(read, case.text.encode(), case.edition)}"
            for case in cases(HERE / f"{name}.txt")
        ),
    )


EVENT = "<schedule><day date='2026-11-10'><event><title>Café</title></event></day>"
JSON = '{"schedule": {"conference": {"days": [{"rooms": {"A": [{"title": "Café"}]}}]}}}'


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(f"{EVENT}</schedule>".encode(), id="UTF-8"),
        pytest.param(f"\ufeff{EVENT}</schedule>".encode(), id="BOM"),
        pytest.param(f"{EVENT}</schedule>".encode("utf-16"), id="UTF-16"),
        pytest.param(
            f"<?xml version='1.0' encoding='iso-8859-1'?>{EVENT}</schedule>".encode(
                "latin-1"
            ),
            id="ISO 8859-1",
        ),
        pytest.param(
            f"<?xml version='1.0' encoding='windows-1252'?>{EVENT}</schedule>".encode(
                "cp1252"
            ),
            id="Windows",
        ),
    ],
)
def test_xml_in_any_encoding(raw: bytes) -> None:
    (session,) = schedule_xml.read(raw, Edition()).sessions
    assert session.title == "Café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-le"])
def test_json_in_any_encoding(encoding: str) -> None:
    (session,) = schedule_json.read(JSON.encode(encoding), Edition()).sessions
    assert session.title == "Café"


def many(count: int) -> str:
    events = "<event><title>x</title></event>" * count
    return f"<schedule><day date='2026-11-10'>{events}</day></schedule>"


@pytest.mark.parametrize(
    ("read", "raw", "message"),
    [
        (
            schedule_xml.read,
            f"<?xml version='1.0' encoding='utf-8'?>\n{EVENT}".encode("latin-1"),
            "line 2: not valid XML: byte 0xe9 is not UTF-8, which the file should be"
            " in",
        ),
        (
            schedule_xml.read,
            b"<?xml version='1.0' encoding='us-ascii'?>\n<schedule>\xe9",
            "line 2: not valid XML: not well-formed (invalid token)",
        ),
        *(
            (
                schedule_xml.read,
                f"<?xml version='1.0' encoding='{encoding}'?>\n<schedule/>".encode(),
                "line 1: not valid XML: its encoding is not known; save it as UTF-8",
            )
            for encoding in ("ours", "shift_jis")
        ),
        (
            schedule_xml.read,
            b"<schedule><",
            "line 1: not valid XML: the file ends in <schedule> on line 1: it is cut"
            " off",
        ),
        (
            schedule_xml.read,
            b"<schedule><day>\n<1/>",
            "line 2: not valid XML: not well-formed (invalid token)",
        ),
        (
            schedule_xml.read,
            b"<schedule>" + b"<x>\n" * 99,
            "line 50: more than 50 elements in each other",
        ),
        (schedule_xml.read, many(20_001).encode(), "line 1: more than 20,000 sessions"),
        (
            schedule_json.read,
            b'{"a":\n"\xe9"}',
            "line 2: not valid JSON: not in UTF-8",
        ),
        (
            schedule_json.read,
            b"[" * 100_000,
            "JSON with too many levels",
        ),
        (
            schedule_json.read,
            b"[" + b"9" * 5000 + b"]",
            "not valid JSON: a number with too many digits",
        ),
    ],
)
def test_what_is_wrong_or_too_much_is_refused(
    read: Reader, raw: bytes, message: str
) -> None:
    with pytest.raises(NotRead) as caught:
        read(raw, Edition())
    assert str(caught.value) == message


def test_nothing_in_a_text_acts_on_a_terminal() -> None:
    events = [
        {"title": "\x1b[31mRed\u202e", "room": "\ud800A\n1", "date": "2026-11-10"}
    ]
    tree = {"schedule": {"conference": {"days": [{"rooms": {"": events}}]}}}
    imported = schedule_json.read(json.dumps(tree).encode(), Edition())
    assert imported.sessions == (
        ImportedSession(
            line=1, title="[31mRed", room="A 1", date=dt.date(2026, 11, 10)
        ),
    )
    assert [doubt.text for doubt in imported.doubts] == [
        "invisible or control characters are left out"
    ]


TEXT = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="&\xa0"),
    min_size=1,
).map(lambda text: " ".join(text.split()) or "x")
MINUTES = st.integers(0, 24 * 60 - 1)


@st.composite
def events(draw: st.DrawFn) -> tuple[ImportedSession, dict[str, Any]]:
    """A session, and an event of JSON for it."""
    day = draw(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)))
    begin = draw(MINUTES)
    minutes = draw(st.integers(1, 23 * 60))
    start = dt.datetime.combine(day, dt.time(begin // 60, begin % 60))
    end = start + dt.timedelta(minutes=minutes)
    session = ImportedSession(
        line=1,
        uid=draw(st.uuids().map(str)),
        title=draw(TEXT),
        date=day,
        start=start.time(),
        end=end.time(),
        kind=draw(TEXT),
        track=draw(TEXT),
        room=draw(TEXT),
        speakers=tuple(draw(st.lists(TEXT, unique=True, max_size=4))),
    )
    date = start.isoformat()
    if draw(st.booleans()):
        date = start.replace(tzinfo=PARIS).isoformat()
    return session, {
        "guid": session.uid,
        "date": date,
        "start": f"{start:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "title": session.title,
        "type": session.kind,
        "track": session.track,
        "room": session.room,
        "persons": [{"public_name": name} for name in session.speakers],
    }


PAIRS = st.lists(events(), min_size=1, max_size=5)


@given(PAIRS)
def test_random_sessions_come_back_from_json(
    pairs: list[tuple[ImportedSession, dict[str, Any]]],
) -> None:
    rooms = {"A": [event for _, event in pairs]}
    tree = {"schedule": {"conference": {"days": [{"rooms": rooms}]}}}
    raw = json.dumps(tree, indent=1).encode()
    imported = schedule_json.read(raw, Edition(zone=PARIS))
    assert list(map(on_line_1, imported.sessions)) == [session for session, _ in pairs]
    # Each line is that of the brace of its event.
    lines = raw.decode().split("\n")
    assert all(lines[session.line - 1].strip() == "{" for session in imported.sessions)


@given(PAIRS)
def test_random_sessions_come_back_from_xml(
    pairs: list[tuple[ImportedSession, dict[str, Any]]],
) -> None:
    raw = (
        f"<schedule><day>{''.join(_xml(event) for _, event in pairs)}</day></schedule>"
    )
    imported = schedule_xml.read(raw.encode(), Edition(zone=PARIS))
    assert list(map(on_line_1, imported.sessions)) == [session for session, _ in pairs]


def on_line_1(session: ImportedSession) -> ImportedSession:
    return msgspec.structs.replace(session, line=1)


def _xml(event: dict[str, Any]) -> str:
    fields = "".join(
        f"<{key}>{html.escape(value)}</{key}>"
        for key, value in event.items()
        if isinstance(value, str)
    )
    names = (html.escape(person["public_name"]) for person in event["persons"])
    persons = "".join(f"<person>{name}</person>" for name in names)
    return f"<event guid='{event['guid']}'>{fields}<persons>{persons}</persons></event>"


@given(st.binary() | st.text().map(str.encode), st.integers(0, 99))
def test_any_bytes_are_read_or_refused(raw: bytes, at: int) -> None:
    for _, read in READERS:
        for whole in (f"{EVENT}</schedule>".encode(), JSON.encode()):
            with_bytes = whole[:at] + raw + whole[at:]
            with contextlib.suppress(NotRead):
                assert len(read(with_bytes, Edition()).sessions) <= 1 + len(raw)
