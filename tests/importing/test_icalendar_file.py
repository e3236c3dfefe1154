"""Calendar files of every manner -> sessions."""

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.doubts import Place
from milipol_cli.errors import NotRead
from milipol_cli.importing import icalendar_file
from milipol_cli.importing.formats import (
    EditionDays,
    ImportedSession,
    Request,
)
from programme_files import calendar

PARIS = ZoneInfo("Europe/Paris")
IN_PARIS = Request(edition=EditionDays(zone=PARIS))


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
        pytest.param(calendar(EVENT).encode("cp1252"), id="cp1252"),
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
    raw = calendar(EVENT).encode("cp1252")
    (doubt, _) = icalendar_file.read(raw, IN_PARIS).doubts
    assert str(doubt) == "not UTF-8; read as Windows-1252"


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
        f"SUMMARY:{'x' * 10_001}\nDTSTART:20261110\n{attendees}DESCRIPTION:"
        f"{'y' * 200_000}\n"
    )
    session = only_session(raw.encode())
    assert session.title == "x" * 9_999 + "…"
    assert session.summary == "y" * 9_999 + "…"
    assert session.speakers == tuple(f"N{n}" for n in range(100))


TEXT = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="&\xa0"),
    min_size=1,
).map(lambda text: " ".join(text.split()))
ZONES = [*map(ZoneInfo, ("Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC"))]


@st.composite
def sessions(draw: st.DrawFn) -> tuple[ImportedSession, str]:
    """A session and an event for it, in some zone and manner."""
    start = draw(st.datetimes(dt.datetime(1950, 1, 2), dt.datetime(2150, 1, 1)))  # noqa: DTZ001
    start = start.replace(second=0, microsecond=0, fold=0)
    minutes = draw(st.integers(1, 23 * 60))
    zone = draw(st.sampled_from(ZONES))
    moment = start.replace(tzinfo=PARIS).astimezone(dt.UTC)
    end = (moment + dt.timedelta(minutes=minutes)).astimezone(PARIS)
    begins = moment.astimezone(PARIS)
    title, room, track = draw(TEXT), draw(st.none() | TEXT), draw(st.none() | TEXT)
    written = f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"
    head = f";TZID={zone.key}:" if zone.key != "UTC" else ":"
    lines = [
        f"DTSTART{head}{written}{'' if zone.key != 'UTC' else 'Z'}",
        f"DURATION:PT{minutes}M",
        f"SUMMARY:{_escaped(title)}",
        *([] if room is None else [f"LOCATION:{_escaped(room)}"]),
        *([] if track is None else [f"CATEGORIES:{_escaped(track)}"]),
    ]
    same_day = end.replace(tzinfo=None) - begins.replace(tzinfo=None)
    # When clocks go back, an end may be before its start.
    is_odd = same_day <= dt.timedelta()
    session = ImportedSession(
        place=Place(session=title or None),
        title=title or None,
        date=begins.date(),
        start=begins.time(),
        end=None if is_odd else end.time(),
        room=room or None,
        track=track or None,
    )
    return session, "\n".join(lines)


def _escaped(text: str) -> str:
    for char in ("\\", ",", ";"):
        text = text.replace(char, f"\\{char}")
    return text


def _folded(text: str, width: int) -> bytes:
    raw = text.encode()
    parts = [raw[at : at + width] for at in range(0, len(raw), width)]
    return b"\r\n ".join(parts)


@given(st.lists(sessions(), min_size=1, max_size=5), st.integers(20, 75))
def test_random_sessions_come_back(
    pairs: list[tuple[ImportedSession, str]], width: int
) -> None:
    text = calendar("\n\n".join(event for _, event in pairs))
    raw = b"\r\n".join(_folded(line, width) for line in text.split("\n"))
    imported = icalendar_file.read(raw, IN_PARIS)
    assert list(imported.sessions) == [session for session, _ in pairs]


@given(st.lists(st.sampled_from(calendar(EVENT).split("\n")) | st.text()))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    raw = "\n".join(lines).encode(errors="replace")
    with contextlib.suppress(NotRead):
        assert len(icalendar_file.read(raw, IN_PARIS).sessions) <= len(lines)
