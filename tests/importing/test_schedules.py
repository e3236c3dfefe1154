"""schedule.xml and schedule.json of every manner -> sessions."""

import contextlib
import datetime as dt
import html
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from milipol_cli.doubts import Place
from milipol_cli.errors import NotRead
from milipol_cli.importing import json_list, schedule
from milipol_cli.importing.formats import EditionDays, ImportedSession, Request
from programme_files import Reader, cases, outcome

HERE = Path(__file__).parent
PARIS = ZoneInfo("Europe/Paris")
IN_PARIS = Request(edition=EditionDays(zone=PARIS))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("schedule_xml", schedule.read),
        ("schedule_json", schedule.read),
        ("json_lists", json_list.read),
    ],
)
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
    (session,) = schedule.read(raw, Request()).sessions
    assert session.title == "Café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-le"])
def test_json_in_any_encoding(encoding: str) -> None:
    (session,) = schedule.read(JSON.encode(encoding), Request()).sessions
    assert session.title == "Café"


@pytest.mark.parametrize(
    "raw",
    [
        f"<?xml version='1.0' encoding='utf-8'?>\n{EVENT}".encode("latin-1"),
        *(
            f"<?xml version='1.0' encoding='{encoding}'?>\n<schedule/>".encode()
            for encoding in ("ours", "shift_jis")
        ),
        b"<schedule><",
        b'{"a":\n"\xe9"}',
        b"[" * 100_000,
        b"[" + b"9" * 5000 + b"]",
    ],
    ids=range(7),
)
def test_what_is_no_whole_file_is_refused(raw: bytes) -> None:
    with pytest.raises(NotRead, match=r"not valid (XML|JSON), or cut off: "):
        schedule.read(raw, Request())


def test_nothing_in_a_text_acts_on_a_terminal() -> None:
    events = [
        {"title": "\x1b[31mRed\u202e", "room": "\ud800A\n1", "date": "2026-11-10"}
    ]
    tree = {"schedule": {"conference": {"days": [{"rooms": {"": events}}]}}}
    imported = schedule.read(json.dumps(tree).encode(), Request())
    assert imported.sessions == (
        ImportedSession(
            place=Place(session="[31mRed"),
            title="[31mRed",
            room="A 1",
            date=dt.date(2026, 11, 10),
        ),
    )


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
        place=Place(session=(title := draw(TEXT))),
        uid=draw(st.uuids().map(str)),
        title=title,
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
def test_random_sessions_come_back(
    pairs: list[tuple[ImportedSession, dict[str, Any]]],
) -> None:
    rooms = {"A": [event for _, event in pairs]}
    tree = {"schedule": {"conference": {"days": [{"rooms": rooms}]}}}
    elements = "".join(_xml(event) for _, event in pairs)
    for text in (json.dumps(tree), f"<schedule><day>{elements}</day></schedule>"):
        imported = schedule.read(text.encode(), IN_PARIS)
        assert list(imported.sessions) == [session for session, _ in pairs]


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
    for whole in (f"{EVENT}</schedule>".encode(), JSON.encode()):
        with_bytes = whole[:at] + raw + whole[at:]
        with contextlib.suppress(NotRead):
            read = schedule.read(with_bytes, Request())
            assert len(read.sessions) <= 1 + len(raw)
