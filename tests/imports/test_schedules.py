"""Files of every format and manner -> sessions; schedules in any encoding."""

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from milipol_cli.base.errors import NotRead
from milipol_cli.imports import schedule
from milipol_cli.imports.doubts import Place
from milipol_cli.imports.formats import ImportedSession, Request
from programme_files import READERS, Reader, cases, outcome


@pytest.mark.parametrize(("name", "read"), READERS.items())
def test_every_manner(name: str, read: Reader, golden: Golden) -> None:
    golden(
        f"{name}.txt",
        "\n".join(
            f"### {case.name}\n{outcome(read, case.raw, case.edition)}" for case in cases(name)
        ),
    )


EVENT = "<schedule><day date='2026-11-10'><event><title>Café</title></event></day>"
JSON = """{"schedule": {"conference": {"days": [
{"date": "2026-11-10", "rooms": {"A": [{"title": "Café"}]}}]}}}"""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((f"{EVENT}</schedule>", name) for name in ("utf-8", "utf-8-sig", "utf-16")),
        *(
            (f"<?xml version='1.0' encoding='{name}'?>{EVENT}</schedule>", name)
            for name in ("iso-8859-1", "windows-1252")
        ),
        *((JSON, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32-le")),
    ],
)
def test_any_encoding(text: str, encoding: str) -> None:
    (session,) = schedule.read(text.encode(encoding), Request()).sessions
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
    events = [{"title": "\x1b[31mRed\u202e", "room": "\ud800A\n1", "date": "2026-11-10"}]
    tree = {"schedule": {"conference": {"days": [{"rooms": {"": events}}]}}}
    imported = schedule.read(json.dumps(tree).encode(), Request())
    assert imported.sessions == (
        ImportedSession(
            place=Place(session="[31mRed"), title="[31mRed", room="A 1", date=dt.date(2026, 11, 10)
        ),
    )


@given(st.binary() | st.text().map(str.encode), st.integers(0, 99))
def test_any_bytes_are_read_or_refused(raw: bytes, at: int) -> None:
    for whole in (f"{EVENT}</schedule>".encode(), JSON.encode()):
        with_bytes = whole[:at] + raw + whole[at:]
        with contextlib.suppress(NotRead):
            read = schedule.read(with_bytes, Request())
            assert len(read.sessions) <= 1 + len(raw)


def test_an_end_that_is_not_understood_is_left_out() -> None:
    event = {"title": "A", "date": "2026-11-10T09:00:00", "end": "late"}
    tree = {"schedule": {"conference": {"days": [{"rooms": {"": [event]}}]}}}
    imported = schedule.read(json.dumps(tree).encode(), Request())
    assert [session.end for session in imported.sessions] == [None]
    assert "end not understood: left out" in str(imported.doubts)
