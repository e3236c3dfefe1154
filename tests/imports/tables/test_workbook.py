"""Spreadsheets: sheets, values, merged cells, and files that are damaged."""

import datetime as dt
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from milipol_cli.base.errors import BadInput, NotRead
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.tables.headers import Words
from milipol_cli.imports.tables.workbook import workbook
from tables_read import read_tables
from workbooks import Page, ods, xlsx

DAY, TIME = dt.date(2026, 11, 10), dt.time(9, 20)
WORDS = Words({"title": ("title",)}, (), frozenset({"title"}))


def test_a_cell_merged_over_rows_is_in_each_of_them() -> None:
    rows: list[list[Any]] = [["Title", "Day"], ["A", DAY], ["B", None], ["C", None]]
    rows[1].append("hidden")
    page = Page(rows, ["B2:C4", "Y2:Z4"])  # the latter without a value
    (sheet,) = workbook(xlsx({"All": page})).sheets
    assert [row.cells for row in sheet.rows[1:]] == [
        ("A", "2026-11-10", ""),
        ("B", "2026-11-10", ""),
        ("C", "2026-11-10", ""),
    ]


def test_hidden_rows_and_columns_are_left_out_and_counted() -> None:
    """As a filter or a person hides them; a merged cell keeps its value."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("A")
        for line, row in enumerate([("Title", "Seats", "Room"), *[("A", "9", "H")] * 3]):
            sheet.write_row(line, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
    read = workbook(file.getvalue())
    assert [row.cells for row in read.sheets[0].rows] == [
        ("Title", "", "Room"),
        ("A", "", "H"),
        ("A", "", "H"),
    ]
    assert read.notes == ["sheet 'A': 1 hidden row left out", "sheet 'A': 1 hidden column left out"]


def test_hidden_rows_of_libreoffice_are_left_out() -> None:
    plain = ods({"A": Page([["Title", "Room"], ["A", "H"], ["B", "H"]])})
    row = b"<table:table-row>"
    hidden = b'<table:table-row table:visibility="filter">'
    with zipfile.ZipFile(BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, first, second, rest = parts["content.xml"].split(row, 3)
    parts["content.xml"] = head + row + first + hidden + second + row + rest
    read = workbook(zipped(**parts))
    assert [row.cells for row in read.sheets[0].rows] == [("Title", "Room"), ("B", "H")]
    assert read.notes == ["sheet 'A': 1 hidden row left out"]


def test_a_cell_far_below_is_read() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("A")
        sheet.write_row(1, 1, ("Title", "Room"))
        sheet.write_string(200_000, 1, "Far")
    (sheet_read,) = workbook(file.getvalue()).sheets
    assert [(row.line, row.cells) for row in sheet_read.rows] == [
        (2, ("", "Title", "Room")),
        (200_001, ("", "Far", "")),
    ]


AGREEING = {
    "Speakers": Page([["Title", "Room"], ["Dr", "H1"], ["Prof", "H2"], ["Mr", "H3"]]),
    "Tue": Page([["Title", "Start", "Room"], ["A", TIME, "H1"]]),
    "Wed": Page([["Title", "Start"], ["B", TIME]]),
}


@pytest.mark.parametrize(
    ("sheet", "expected"), [(None, ["Tue", "Wed"]), ("Speakers", ["Speakers"])]
)
def test_sheets_with_other_headers_are_read_if_named(
    sheet: str | None, expected: list[str]
) -> None:
    words = Words(
        {"title": ("title",), "start": ("start",), "room": ("room",), "id": ("id",)},
        (),
        frozenset({"title"}),
        usual=frozenset({"start"}),
    )
    tables, _, _ = read_tables(xlsx(AGREEING), words, TableRequest(sheet=sheet))
    assert [table.sheet for table in tables] == expected


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (xlsx(AGREEING), "Nope", "no such sheet; choose 'Speakers', 'Tue' or 'Wed'"),
        (xlsx(AGREEING), "Tues", "no such sheet; did you mean Tue?"),
        (b"Title\nA\n", "Tue", "the file has no sheets"),
    ],
)
def test_a_sheet_that_is_not_there_is_refused(data: bytes, name: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_tables(data, WORDS, TableRequest(sheet=name))
    assert str(refused.value) == f"--sheet {name!r}: {message}"


def zipped(**parts: bytes) -> bytes:
    """A ZIP file of parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and no more", "a damaged ZIP file: File is not a zip file"),
        (xlsx(AGREEING)[:-30], "a damaged ZIP file: File is not a zip file"),
        (zipped(a=b"b"), "a ZIP file, but not a spreadsheet; expected XLSX or ODS"),
        (zipped(a=bytes(70_000_000)), "a spreadsheet of more than 64 MiB when unpacked"),
        (zipped(**{"content.xml": b"<a>"}), "a damaged ODS file: Cannot detect file format"),
        (
            b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"),
            "an old Excel file (.xls), or one with a password: save it as XLSX;"
            " expected CSV, TSV, XLSX or ODS",
        ),
    ],
)
def test_damaged_spreadsheets_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_tables(data, WORDS)
    assert str(refused.value) == message


def test_without_the_extra_the_error_names_the_command(monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(NotRead) as refused:
        workbook(xlsx(AGREEING))
    assert str(refused.value) == (
        "reading XLSX needs python-calamine; run in the clone of milipol: "
        ".venv/bin/pip install -e '.[sheets]' (or pipx install --force '.[sheets]')"
    )


def test_a_row_with_only_hidden_cells_is_left_out() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["Title", "Seats"])
        sheet.write_row(1, 0, ["", "9"])
        sheet.write_row(2, 0, ["B", "9"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
    (read,) = workbook(file.getvalue()).sheets
    assert [row.cells for row in read.rows] == [("Title", ""), ("B", "")]
