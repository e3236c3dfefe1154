"""Files of every kind -> their format, or what they are instead."""

import pytest

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.formats import format_of, read_bounded

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1"
EXPECTED = "; expected iCalendar, schedule.xml, schedule.json, JSON, CSV, XLSX or ODS"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"BEGIN:VCALENDAR\r\n", "ics"),
        (b"\xef\xbb\xbf\r\nbegin:vcalendar\r\n", "ics"),
        ("BEGIN:VCALENDAR\r\n".encode("utf-16"), "ics"),
        (b"<schedule>", "schedule-xml"),
        (
            b"<?xml version='1.0'?>\n<!-- <x> -->\n"
            b"<!DOCTYPE schedule [<!ENTITY a 'b'>]><s:schedule>",
            "schedule-xml",
        ),
        ("<schedule/>".encode("utf-16"), "schedule-xml"),
        (b' {"schedule": {}}', "schedule-json"),
        (b'[{"title": "schedule"}]', "json"),
        (b"PK\x03\x04", "csv"),
        (b"<?xml version='1.0' encoding='ours'?><schedule/>", "schedule-xml"),
        (b"Programme\n\ntitle;start\n", "csv"),
        ("titre;d\xe9but\n".encode("cp1252"), "csv"),
        ("title,start\n".encode("utf-16"), "csv"),
    ],
)
def test_a_format_is_recognised_by_content(raw: bytes, expected: str) -> None:
    assert format_of(raw) == expected


OTHER = "not a known programme format"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", OTHER),
        (b"%PDF-1.7\n<</Filter[/A,B]>>", "a PDF file"),
        (b"{\\rtf1 Talks, by day}", "RTF"),
        (b"From ann@example.org Mon\nSubject: Talks, by day\n", "an e-mail"),
        (OLD, "an old Excel file (.xls), or one with a password: save it as XLSX"),
        (b"BEGIN:VCARD\r\nN:x;y\r\n", OTHER),
        (b"<!DOCTYPE html>\n<html>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><feed/>", "XML, but not a schedule"),
        (b"a\0,b\0\0c", OTHER),
        (b"Dear all\n", OTHER),
        (b"<!---->" * 9_000, "XML, but not a schedule"),
    ],
)
def test_another_file_is_refused(raw: bytes, kind: str) -> None:
    with pytest.raises(NotRead) as caught:
        read_bounded(raw, {})
    assert str(caught.value) == kind + EXPECTED
