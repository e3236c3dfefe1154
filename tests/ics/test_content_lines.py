"""The lines of calendars of other programs."""

from milipol_cli.ics.content_lines import content


def test_names_that_are_not_used_are_bounded() -> None:
    lines = "".join(f"X-{number}:1\r\n" for number in range(1_000))
    event = f"BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n"
    raw = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode()
    assert list(content(raw, ()).unused) == [f"X-{number}" for number in range(100)]
