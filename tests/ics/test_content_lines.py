"""The lines of calendars, of other programs and of milipol."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from milipol_cli.ics.content_lines import content
from milipol_cli.ics.write import folded

LETTERS = st.characters(codec="utf-8", exclude_characters="\n")


def test_names_that_are_not_used_are_bounded() -> None:
    lines = "".join(f"X-{number}:1\r\n" for number in range(1_000))
    event = f"BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n"
    raw = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode()
    assert list(content(raw, ()).unused) == [f"X-{number}" for number in range(100)]


@given(st.text(LETTERS | st.sampled_from("\\^é展🎪"), max_size=400))
def test_lines_are_folded_where_icalendar_folds_them(text: str) -> None:
    line = Contentline(f"SUMMARY:{text}")  # type: ignore[no-untyped-call]
    assert folded(line) == line.to_ical() + b"\r\n"  # type: ignore[no-untyped-call]
