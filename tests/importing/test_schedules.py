"""schedule.xml and schedule.json of every manner -> sessions."""

import contextlib
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from milipol_cli.doubts import Place
from milipol_cli.errors import NotRead
from milipol_cli.importing import json_list, schedule
from milipol_cli.importing.formats import ImportedSession, Request
from programme_files import Reader, cases, outcome

HERE = Path(__file__).parent


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


@given(st.binary() | st.text().map(str.encode), st.integers(0, 99))
def test_any_bytes_are_read_or_refused(raw: bytes, at: int) -> None:
    for whole in (f"{EVENT}</schedule>".encode(), JSON.encode()):
        with_bytes = whole[:at] + raw + whole[at:]
        with contextlib.suppress(NotRead):
            read = schedule.read(with_bytes, Request())
            assert len(read.sessions) <= 1 + len(raw)
