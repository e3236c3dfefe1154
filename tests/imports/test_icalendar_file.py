"""Calendar files of every manner -> sessions."""

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.errors import NotRead
from milipol_cli.imports import icalendar_file
from milipol_cli.imports.doubts import Place
from milipol_cli.imports.formats import EditionOfFile, ImportedSession, Request
from milipol_cli.imports.tables import TableRequest
from programme_files import calendar

PARIS = ZoneInfo("Europe/Paris")
IN_PARIS = Request(edition=EditionOfFile(zone=PARIS))


def only_session(raw: bytes) -> ImportedSession:
    (session,) = icalendar_file.read(raw, IN_PARIS).sessions
    return session


EVENT = "SUMMARY:Café – déjà vu\nDTSTART:20261110T090000\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(calendar(EVENT).encode(), id="LF"),
        pytest.param(calendar(EVENT).replace("\n", "\r").encode(), id="CR alone"),
        pytest.param(b"\xef\xbb\xbf" + calendar(EVENT).encode(), id="BOM"),
        pytest.param(calendar(EVENT).encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + calendar(EVENT).encode("utf-16-be"), id="UTF-16 BE"),
        pytest.param(calendar(EVENT).encode("mac_roman"), id="Mac Roman"),
        pytest.param(
            calendar(EVENT).encode().replace("é".encode(), b"\xc3\n \xa9"),
            id="folded in the middle of a character",
        ),
        pytest.param(
            calendar(EVENT).encode().replace(b"\nDT", b"\xc3\nDT"),
            id="cut in the middle of a character",
        ),
    ],
)
def test_any_encoding_and_line_end(raw: bytes) -> None:
    assert only_session(raw).title == "Café – déjà vu"


def test_another_encoding_is_reported() -> None:
    raw = calendar(EVENT).encode("mac_roman")
    (doubt, _) = icalendar_file.read(raw, IN_PARIS).doubts
    assert str(doubt) == "not UTF-8: read as mac_roman (French, English or Portuguese)"


def test_one_of_two_encodings_is_asked_for() -> None:
    raw = calendar(EVENT).encode("cp1252")
    with pytest.raises(NotRead) as asked:
        only_session(raw)
    words = "cp1252 makes 'déjà', cp1250 makes 'déjŕ'"
    assert str(asked.value) == f"not UTF-8: add --encoding; {words}"
    named = Request(edition=EditionOfFile(zone=PARIS), tables=TableRequest(encoding="cp1252"))
    (session,) = icalendar_file.read(raw, named).sessions
    assert session.title == "Café – déjà vu"


def test_nothing_in_a_text_acts_on_a_terminal() -> None:
    raw = calendar(
        "UID:\x1b]0;1\x07\nSUMMARY:Red \x1b[31malert\x1b[0m \u202etxt.exe\u202c\n"
        "LOCATION:Hall\x08\x08 1\u200b\nCATEGORIES:\x7fA\x85B\n"
        "DESCRIPTION:One\\n\\n\\n\\nTwo\u2028Three \x00\n"
        "DTSTART:20261110T090000\n"
    ).encode()
    assert only_session(raw) == ImportedSession(
        place=Place(session="Red [31malert[0m txt.exe"),
        uid="]0;1",
        title="Red [31malert[0m txt.exe",
        date=dt.date(2026, 11, 10),
        start=dt.time(9),
        track="A B",
        room="Hall 1",
        summary="One\n\nTwo\nThree",
    )


def test_long_texts_and_lists_are_cut() -> None:
    attendees = "".join(f"ATTENDEE;CN=N{n}:invalid:nomail\n" for n in range(101))
    raw = calendar(
        f"SUMMARY:{'x' * 10_001}\nDTSTART:20261110\n{attendees}DESCRIPTION:{'y' * 200_000}\n"
    )
    session = only_session(raw.encode())
    assert session.title == "x" * 9_999 + "…"
    assert session.summary == "y" * 9_999 + "…"
    assert session.speakers == tuple(f"N{n}" for n in range(100))


@given(st.lists(st.sampled_from(calendar(EVENT).split("\n")) | st.text()))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    raw = "\n".join(lines).encode(errors="replace")
    with contextlib.suppress(NotRead):
        assert len(icalendar_file.read(raw, IN_PARIS).sessions) <= len(lines)


@pytest.mark.parametrize(
    ("times_in", "start", "clock"),
    [("venue", "09:00", "the clock of the venue"), ("Asia/Tokyo", "01:00", "Asia/Tokyo")],
)
def test_an_unknown_zone_is_asked_for(times_in: str, start: str, clock: str) -> None:
    raw = calendar("SUMMARY:A\nDTSTART;TZID=Hall time:20261110T090000\n").encode()
    with pytest.raises(NotRead) as asked:
        icalendar_file.read(raw, IN_PARIS)
    assert str(asked.value) == (
        "'A': 'Hall time' may be another time zone: add --times-in ZONE or --times-in venue"
    )
    answered = Request(edition=EditionOfFile(zone=PARIS), tables=TableRequest(times_in=times_in))
    read = icalendar_file.read(raw, answered)
    assert f"{read.sessions[0].start:%H:%M}" == start
    assert [*map(str, read.doubts)] == [f"'A': unknown time zone 'Hall time': read as {clock}"]


def test_two_organizers_with_one_address_may_be_one_person() -> None:
    raw = calendar(
        "SUMMARY:A\nDTSTART:20261110T090000\nORGANIZER;CN=Ada,B:mailto:a@example.org\n\n"
        "SUMMARY:B\nDTSTART:20261110T090000\nORGANIZER;CN=Ada:mailto:a@example.org\n"
    ).encode()
    sessions = icalendar_file.read(raw, IN_PARIS).sessions
    assert [session.speakers for session in sessions] == [(), ()]
