"""Tables of every manner -> sessions."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from milipol_cli.base.errors import NotRead
from milipol_cli.commands.importing.programme import Merged, merge_sessions
from milipol_cli.imports import programme_table
from milipol_cli.imports.doubts import Place
from milipol_cli.imports.formats import EditionOfFile, Request
from milipol_cli.imports.rows import DayAbove
from milipol_cli.imports.table_times import read_day, times_in
from milipol_cli.imports.tables import TableRequest
from programme_files import outcome
from workbooks import Formula, Page, Value, ods, xlsx

DAY = dt.date(2026, 11, 10)
NEW_SHOW = Request(edition=EditionOfFile(first=DAY))


def test_sheets_may_be_rooms() -> None:
    rows: list[list[Value]] = [["Title", "Date"], ["A", DAY]]
    read = programme_table.read(xlsx({"Hall A": Page(rows), "Agenda": Page(rows)}), Request())
    assert [session.room for session in read.sessions] == ["Hall A", None]


HEADER = ("Title", "Start", "End", "Room", "Length")
SHEETS = {
    "Tue 10 Nov 2026": Page(
        [
            ["Example Forum", None, None, None, None],
            [],
            HEADER,
            ["Opening", dt.time(9), dt.time(9, 45), "Hall 1", Formula("C4-B4")],
            ["Evening", dt.time(22), dt.time(1, 30), "Hall 1", None],
            ["Breakfast", 0.3125, None, None, dt.time(0, 30)],
            ["Noon", 1200, None, 2, dt.timedelta(minutes=90)],
            ["Fraction", dt.time(14), None, 2, 0.0625],
        ],
        merged=["A1:E1", "D4:D5"],
    ),
    "Wednesday": Page(
        [
            ["Title", "Date", "Start", "End"],
            ["A", dt.date(2026, 11, 11), dt.time(9), dt.datetime(2026, 11, 11, 10)],  # noqa: DTZ001
            [None, None, None, None],
            ["", None, None, "no title"],
            ["B", None, dt.timedelta(hours=11), None],
        ]
    ),
    "Speakers": Page([["Name", "Hotel"], ["Ann Author", "Inn"]], is_hidden=True),
    "Notes": Page([["by phone"]]),
}


@pytest.mark.parametrize("write", [xlsx, ods])
def test_spreadsheets(write: Callable[[dict[str, Page]], bytes], golden: Golden) -> None:
    read = outcome(programme_table.read, write(SHEETS), EditionOfFile())
    golden("spreadsheet.txt", read)


def test_fractions_of_a_day_in_a_spreadsheet() -> None:
    cells: list[Value] = [0, 0.375, 0.5, 0.999999, dt.time(9, 20)]
    starts = ["00:00", "09:00", "12:00", "00:00", "09:20"]
    rows = [(f"A{at}", DAY, cell, 0.5) for at, cell in enumerate(cells)]
    page = Page([("Title", "Date", "Start", "Duration"), *rows])
    imported = programme_table.read(xlsx({"A": page}), Request())
    sessions = imported.sessions
    assert [f"{session.start:%H:%M}" for session in sessions] == starts
    ends = [f"{(int(start[:2]) + 12) % 24:02}{start[2:]}" for start in starts]
    assert [f"{session.end:%H:%M}" for session in sessions] == ends


def test_columns_may_be_named() -> None:
    raw = b"What we do,When it is,Title\nOpening,2026-11-10 9:00,5\n"
    named = {"title": "What we do", "start": "when it is"}
    imported = programme_table.read(raw, Request(tables=TableRequest(columns=named)))
    (session,) = imported.sessions
    assert (session.title, session.date, session.start) == ("Opening", DAY, dt.time(9))
    assert imported.unused == ("Title",)


def test_columns_without_a_header_are_numbered() -> None:
    raw = b"Opening,x,2026-11-10,9:00\nClosing,y,2026-11-10,17:00\n"
    named = {"title": "1", "date": "3", "start": "4"}
    tables = TableRequest(columns=named, header_row=0)
    imported = programme_table.read(raw, Request(tables=tables))
    assert [s.title for s in imported.sessions] == ["Opening", "Closing"]
    assert imported.unused == ("2",)


@pytest.mark.parametrize("named", [{}, {"title": "A"}, {"title": "5"}])
def test_without_a_header_numbers_of_columns_are_asked_for(named: dict[str, str]) -> None:
    raw = b"Opening,2026-11-10 9:00\nClosing,2026-11-10 17:00\n"
    tables = TableRequest(columns=named, header_row=0)
    with pytest.raises(NotRead) as error:
        programme_table.read(raw, Request(tables=tables))
    assert str(error.value) == (
        "line 1: without a header row, columns have numbers from 1 on; set them as in"
        " --columns title=1"
    )


@pytest.mark.parametrize("header_row", [0, 2])
def test_a_header_in_another_row_than_the_user_says_is_named(header_row: int) -> None:
    """0 says that there is none; the row that the message names can be read."""
    raw = b"Title,Day,Start\nA,2026-11-10,9:00\nB,2026-11-10,10:00\n"
    tables = TableRequest(header_row=header_row)
    if header_row:
        raw = raw.replace(b"9:00", b"nine")
    with pytest.raises(NotRead) as error:
        programme_table.read(raw, Request(tables=tables))
    assert str(error.value) == (
        "line 1: looks like the header row; use --header-row 1, or, for a table without"
        " one, --header-row 0 and the numbers of columns, as in --columns"
        " title=1,start=2"
    )
    tables = TableRequest(header_row=1)
    assert header_row or programme_table.read(raw, Request(tables=tables)).sessions


@pytest.mark.parametrize(("cell", "day"), [("Wed", 11), ("12 Nov", 12), ("Day 2", 11), ("", 10)])
def test_the_first_day_of_a_new_show_makes_days_known(cell: str, day: int) -> None:
    raw = f"Title,Day,Start\nA,{cell},9:00\n".encode()
    (session,) = programme_table.read(raw, NEW_SHOW).sessions
    assert session.date == DAY.replace(day=day)


def test_a_day_long_after_the_first_of_a_new_show_is_refused() -> None:
    with pytest.raises(NotRead, match="'20 Jan' is on no day from 2026-11-10 to 2027-01-08"):
        programme_table.read(b"Title,Day,Start\nA,20 Jan,9:00\n", NEW_SHOW)


HEADER_OF_GRID = ["Time", "Hall A", "Hall B", "Hall C"]


def test_merged_cells_of_a_grid_are_one_session() -> None:
    page = Page(
        [
            HEADER_OF_GRID,
            [dt.time(9), "Opening", None, None],
            ["10:00-10:30", "Workshop", "Talk", None],
            ["10:30-11:00", None, "Panel", None],
            [dt.time(11), "Lab", None, "Tea"],
            [dt.datetime(1899, 12, 31, 11, 30), None, None, None],  # noqa: DTZ001
            [dt.time(12), None, None, "Cake"],
        ],
        merged=["B2:D2", "B3:B4", "B5:B6", "C4:D4", "D7:D8"],
    )
    raw = xlsx({"10 Nov 2026": page, "Speakers": Page([["Name"], ["Ada"]])})
    sessions = programme_table.read(raw, Request()).sessions
    assert [(s.title, s.room, s.start, s.end) for s in sessions] == [
        ("Opening", None, dt.time(9), None),
        ("Workshop", "Hall A", dt.time(10), dt.time(11)),
        ("Talk", "Hall B", dt.time(10), dt.time(10, 30)),
        ("Panel", "Hall B, Hall C", dt.time(10, 30), dt.time(11)),
        ("Lab", "Hall A", dt.time(11), dt.time(12)),
        ("Tea", "Hall C", dt.time(11), None),
        ("Cake", "Hall C", dt.time(12), None),
    ]


def test_a_cell_that_is_merged_over_days_is_a_session_on_each() -> None:
    days = ["Tue 10 Nov 2026", "Wed 11 Nov 2026", "Thu 12 Nov 2026"]
    rows: list[list[Value]] = [["Time", *days], ["9:00", "Lunch"], ["10:00", "A", "B"]]
    raw = xlsx({"Week": Page(rows, merged=["B2:C2"])})
    sessions = programme_table.read(raw, Request()).sessions
    read = [(s.title, s.date and s.date.day, s.room) for s in sessions]
    assert read == [("Lunch", 10, None), ("Lunch", 11, None), ("A", 10, None), ("B", 11, None)]


def test_merged_cells_of_a_grid_end_with_their_last_row() -> None:
    rows: list[list[Value]] = [
        ["From", "To", "Hall A", "Hall B"],
        [dt.time(9), dt.time(10), "Lab", "Talk"],
        [dt.time(10), dt.time(11), None, "Tea"],
    ]
    raw = xlsx({"10 Nov 2026": Page(rows, merged=["C2:C3"])})
    sessions = programme_table.read(raw, Request()).sessions
    assert [(s.title, s.end) for s in sessions] == [
        ("Lab", dt.time(11)),
        ("Talk", dt.time(10)),
        ("Tea", dt.time(11)),
    ]


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Lunch", "Talk", "", "Panel"]),
        st.sampled_from(["2026-11-10", "10/11/2026", "11 Nov 2026", "25 Foo"]),
        st.sampled_from(["9:00", "1:05", "10:30", "2:00 PM", "", "x9"]),
        st.sampled_from(["11:00", "2:15", ""]),
        st.sampled_from(["A", "B", ""]),
        st.sampled_from(["Ada Obi", "Jan Maas and Bo Xu", "Ada Obi; Bo Xu", "A, B", ""]),
    ),
    max_size=14,
)


@given(_ROWS, st.randoms())
def test_permuted_rows_give_the_same_programme(rows: list[tuple[str, ...]], random: Random) -> None:
    """Or are refused in any order."""

    def programme(rows: Iterable[tuple[str, ...]]) -> Merged | None:
        lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
        text = "\n".join(["Title,Date,Start,End,Room,Speakers", *lines, ""])
        try:
            sessions = programme_table.read(text.encode(), Request()).sessions
        except NotRead:
            return None
        return merge_sessions([], sessions, taken=(), day=DAY, prune=False)

    assert programme(random.sample(rows, len(rows))) == programme(rows)


# The header, a row with which a day begins, and any other row.
_DAYS_ABOVE = {
    "headings": ("Title,Start", "{0},\n{2},{1}", "{2},{1}"),
    "days named once": ("Date,Title,Start", "{0},{2},{1}", ",{2},{1}"),
    "a grid": ("Time,Hall A,Hall B", "{0},,\n{1},{2},", "{1},{2},{2}"),
}


@pytest.mark.parametrize("layout", _DAYS_ABOVE)
@given(
    st.sets(
        st.tuples(
            st.sampled_from(["2026-11-10", "2026-11-11"]),
            st.sampled_from(["09:00", "10:30", "13:05", "15:00"]),
            st.sampled_from(["Lunch", "Talk"]),
        ),
        min_size=2,
    ),
    st.randoms(),
)
def test_permuted_rows_below_days_are_the_same_run_forward_or_are_refused(
    layout: str, rows: set[tuple[str, ...]], random: Random
) -> None:
    """Where they run forward, nobody can see that they were permuted.

    Rows above the first day have none.
    """
    header, first, other = _DAYS_ABOVE[layout]
    lines, day = [], ""
    for row in sorted(rows):
        form = other if row[0] == day else first
        lines += form.format(*row).split("\n")
        day = row[0]

    def sessions(lines: list[str]) -> list[tuple[str, str, str | None]]:
        raw = "\n".join([header, *lines, ""]).encode()
        read = programme_table.read(raw, Request()).sessions
        return [(str(s.date), f"{s.start}", s.title) for s in read]

    first_read = sessions(lines)
    with contextlib.suppress(NotRead):
        read = sessions(random.sample(lines, len(lines)))
        dated = [session for session in read if session[0] != "None"]
        times = [session[:2] for session in dated]
        assert len(read) == len(first_read)
        assert {*dated} <= {*first_read} or times == sorted(times)


@given(st.text() | st.text('Tile,;\n\t"DatS:/.-0123456789PM').map("Title,Date,Start\n{}".format))
def test_any_text_is_read_or_refused(text: str) -> None:
    raw = text.encode(errors="replace")
    edition = EditionOfFile(first=DAY, last=DAY)
    assert outcome(programme_table.read, raw, edition)


def test_a_day_is_without_rows_unless_it_follows_again() -> None:
    day, other = (DayAbove(text, Place()) for text in ("10 November 2026", "11 November 2026"))
    assert list(day.report(day)) == []
    assert [row.text for row in day.report(other)] == [day.text]


def test_a_number_behind_a_time_is_no_day() -> None:
    assert times_in("10:00 2") is None


def test_a_long_text_is_no_day() -> None:
    assert read_day("10 November 2026" + " " * 200) is None
