"""Each message of a file that is not plain, and what comes of its advice."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from milipol_cli.base.errors import BadInput, NotRead
from milipol_cli.commands.importing.programme import merge_sessions
from milipol_cli.imports import formats, schedule
from milipol_cli.imports.formats import EditionOfFile, Imported
from milipol_cli.imports.tables import TableRequest
from milipol_cli.network.model.programmes import Session
from programme_files import READERS

START = dt.date(2027, 5, 4)
DMY = "'03/05/2027' may be day/month or month/day: add --dates d/m/y or m/d/y"
FRI = "'fri' is not a full date: set the first day with --start"


def read(raw: str, first: dt.date | None = None, **options: Any) -> Imported:
    """The sessions of a file for a show in Paris."""
    edition = EditionOfFile(zone=ZoneInfo("Europe/Paris"), first=first)
    request = formats.Request(edition=edition, tables=TableRequest(**options))
    name = formats.format_of(raw.encode())
    reader = {"json": "json_lists", "csv": "programme_tables"}[str(name)]
    return READERS[reader](raw.encode(), request)


def shown(imported: Imported) -> list[str]:
    """The sessions as "day start-end title"."""
    return [f"{s.date} {s.start and f'{s.start:%H:%M}'} {s.title}" for s in imported.sessions]


ROWS = "".join(f"T{n},2027-05-04,{n}:00\n" for n in range(10, 18))

ASKED: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("Title,Date,Start\nA,03/05/2027,13:00\n", DMY, {"dates": "m/d/y"}, ["2027-03-05 13:00 A"]),
    ("Title,Date,Start\nA,03/05/2027,13:00\n", DMY, {"dates": "d/m/y"}, ["2027-05-03 13:00 A"]),
    (
        "Title,Date,Start\nA,2027-05-04,11:00\nB,2027-05-04,1:00\n",
        "line 3: '1:00' may be in the afternoon: add --clock 12 or --clock 24",
        {"clock": "12"},
        ["2027-05-04 11:00 A", "2027-05-04 13:00 B"],
    ),
    (
        "Title,Date,Start\nA,2027-05-04,11:00\nB,2027-05-04,1:00\n",
        "line 3: '1:00' may be in the afternoon: add --clock 12 or --clock 24",
        {"clock": "24"},
        ["2027-05-04 11:00 A", "2027-05-04 01:00 B"],
    ),
    (
        "Title,Day,Start\nA,fri,13:00\nB,fri,14:00\n",
        f"line 2: {FRI} (and 1 more row)",
        {"first": START},
        ["2027-05-07 13:00 A", "2027-05-07 14:00 B"],
    ),
    (
        "Title,Start\nA,13:00\n",
        "no day in the file: set its only day with --start",
        {"first": START},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Date,Start,Room\nA,2027-05-04,13:00,H\nB,,,H\n",
        "line 3: no day and no start: 'B | H' (in 1 of 2 rows): add --rest keep or"
        " --rest leave-out",
        {"rest": "leave-out"},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Date,Start,Room\nA,2027-05-04,13:00,H\nB,,,H\n",
        "line 3: no day and no start: 'B | H' (in 1 of 2 rows): add --rest keep or"
        " --rest leave-out",
        {"rest": "keep"},
        ["2027-05-04 13:00 A", "2027-05-04 None B"],
    ),
    (
        "Title,Date,Start\nA,2027-05-04,13:00\nB,2027-05-04,25:00\n",
        "line 3: '25:00' is not a time: add --rest leave-out, or correct it",
        {"rest": "leave-out"},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Date,Start,First name,Name,Subject of it\n2027-05-04,13:00,Ada,Obi,A\n",
        "line 1: no column for the title; recognised: date 'Date', start 'Start',"
        " speaker 'Full name'; not recognised: 'Subject of it'; set it with --columns"
        " title=COLUMN",
        {"columns": {"title": "Subject of it"}},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Start (EST)\nA,2027-05-04 13:00\n",
        "'EST' may be another time zone: add --times-in ZONE or --times-in venue",
        {"times_in": "America/New_York"},
        ["2027-05-04 19:00 A"],
    ),
    (
        "Title,Start\nA,2027-05-04 1:00 PM EST\n",
        "'EST' may be another time zone: add --times-in ZONE or --times-in venue",
        {"times_in": "venue"},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Date,Kick-off\nA,2027-05-04,13:00\n",
        "line 1: column 'Kick-off' looks like the start: set it with --columns 'start=Kick-off'",
        {"columns": {"start": "Kick-off"}},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,When it is,Start\nA,2027-05-04,13:00\n",
        "line 1: column 'When it is' looks like the date: set it with --columns 'date=When it is'",
        {"columns": {"date": "When it is"}},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Start,\nA,2027-05-04 13:00,Asia/Tokyo\n",
        "line 1: column '3' looks like the zone: set it with --columns 'zone=3'",
        {"columns": {"zone": "3"}},
        ["2027-05-04 06:00 A"],
    ),
    (
        "Date,Start,Title English,Title German\n2027-05-04,13:00,A,B\n",
        "line 1: columns 'Title English' and 'Title German' may both be the title:"
        " choose one with --columns 'title=Title German'",
        {"columns": {"title": "Title German"}},
        ["2027-05-04 13:00 B"],
    ),
    (
        "Opening,2027-05-04,13:00\n",
        "line 1: no header row; set its line with --header-row N (0 for none), and the"
        " columns with --columns title=COLUMN,start=COLUMN",
        {"header_row": 0, "columns": {"title": "1", "date": "2", "start": "3"}},
        ["2027-05-04 13:00 Opening"],
    ),
    (
        "Title,Start\nOld,1 May\nWhat,When\nA,2027-05-04 13:00\n",
        "line 2: '1 May' is not a full date: set the first day with --start",
        {"header_row": 3},
        ["2027-05-04 13:00 A"],
    ),
    (
        "Title,Day,Start\nA,fri,1:00\nB,03/05/2027,2:00\n",
        f"{DMY}; and line 2: {FRI}; and line 2: '1:00' may be in the afternoon: add"
        " --clock 12 or --clock 24",
        {"first": START, "dates": "d/m/y", "clock": "12"},
        ["2027-05-07 13:00 A", "2027-05-03 14:00 B"],
    ),
]


@pytest.mark.parametrize(("raw", "message", "answers", "sessions"), ASKED)
def test_the_advice_of_a_message_works(
    raw: str, message: str, answers: dict[str, Any], sessions: list[str]
) -> None:
    with pytest.raises(NotRead) as asked:
        read(raw)
    assert str(asked.value) == message
    assert shown(read(raw, **answers)) == sessions


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            "Title,Time\nx,\n1,\nA,13:00\n",
            "line 3: '1' above rows may be a day: write it like 'Day 1' or 2027-05-14",
        ),
        (
            "Time,1,2\n13:00,A,B\n14:00,C,D\n",
            "line 1: '1' above a column may be a room or a day: write it like 'Room 1'"
            " or 2027-05-14",
        ),
        (
            "Title,Date,Start\nA,10 May 2027,13:00\n,,\nB,,11:00\nC,11 May 2027,9:00\n",
            "line 4: not in time order below a day heading: sort the rows, or add a 'Date' column",
        ),
        (
            "Title,Date,Start\nA,2027-05-04,9:00\nB,2027-05-04,12:00\nC,2027-05-04,8:00\n",
            "line 4: '8:00' may be in the afternoon: add --clock 12 or --clock 24",
        ),
        ("A text\nin lines\nwith, a comma\n", "line 1: a text in lines, not a table;"),
    ],
)
def test_what_no_option_answers_says_what_to_write(raw: str, message: str) -> None:
    with pytest.raises(NotRead) as refused:
        read(raw)
    assert str(refused.value).startswith(message)


def test_a_line_above_earlier_times_may_be_a_day() -> None:
    raw = "Title,Time\nTiistai,\nA,15:00\nKeskiviikko,\nB,13:30\n"
    with pytest.raises(NotRead, match=r"^line 4: 'Keskiviikko' may be a day, as times"):
        read(raw, first=START)


TEN = "".join(f"T{n},2027-05-04,{n}:00,H\n" for n in range(10, 19))


@pytest.mark.parametrize(
    ("raw", "options", "sessions", "doubts"),
    [
        # A time with a mark stays as it is.
        ("Title,Date,Start\nA,2027-05-04,1:00 am\nB,2027-05-04,2:00\n",
         {"clock": "12"}, ["2027-05-04 01:00 A", "2027-05-04 14:00 B"], []),
        # Without a day 1, numbers are days of a month.
        ("Title,Day,Start\nA,2,13:00\nB,3,13:00\n", {"first": dt.date(2027, 5, 2)},
         ["2027-05-02 13:00 A", "2027-05-03 13:00 B"], []),
        # One row in ten may be no session.
        (f"Title,Date,Start,Room\n{TEN}X,,,H\n", {},
         [f"2027-05-04 {n}:00 T{n}" for n in range(10, 19)],
         ["line 11: no day and no start, left out: 'X | H'"]),
        ("Title,Date,Start,End\nA,2027-05-04,,9:00\nB,2027-05-04,8:00,9:00\n", {},
         ["2027-05-04 None A", "2027-05-04 08:00 B"],
         ["line 2: an end without a start: it is left out"]),
        ("Title,Start Date,Start Time,End Date\nA,2027-05-04,9:00,2027-05-04\n", {},
         ["2027-05-04 09:00 A"], []),
    ],
)  # fmt: skip
def test_what_needs_no_question_is_read(
    raw: str, options: dict[str, Any], sessions: list[str], doubts: list[str]
) -> None:
    imported = read(raw, **options)
    assert shown(imported) == sessions
    assert [str(doubt) for doubt in imported.doubts] == doubts


def test_a_session_above_talks_is_their_track_and_not_its_own() -> None:
    raw = "Title,Session,Date\nOpening,Opening,2027-05-04\nTalk,Opening,2027-05-04\n"
    tracks = [(session.title, session.track) for session in read(raw).sessions]
    assert tracks == [("Opening", None), ("Talk", "Opening")]


def test_on_a_clock_of_12_hours_ends_are_later_and_rows_may_have_no_time() -> None:
    raw = "Title,Date,Start,End\nA,2027-05-04,11:30,1:00\nB,2027-05-04,,\n"
    (first, second) = read(raw, clock="12").sessions
    assert (first.end, second.start) == (dt.time(13), None)


def test_lists_below_schedule_and_columns_that_are_not_there() -> None:
    raw = '{"schedule": {"x": [{"title": "A", "start": "2027-05-04T13:00"}]}}'
    imported = schedule.read(raw.encode(), formats.Request())
    assert shown(imported) == ["2027-05-04 13:00 A"]
    named = formats.Request(tables=TableRequest(columns={"title": "Talk"}))
    with pytest.raises(BadInput, match="no column 'Talk'"):
        schedule.read(raw.encode(), named)


def test_a_span_on_a_clock_of_12_hours_ends_in_the_afternoon() -> None:
    raw = "Title,Date,Start\nA,2027-05-04,11:00-1:00\nB,2027-05-04,2:00-3:00\n"
    spans = [(s.start, s.end) for s in read(raw, clock="12").sessions]
    assert spans == [(dt.time(11), dt.time(13)), (dt.time(14), dt.time(15))]


def test_evening_times_of_12_hours_need_am_or_pm() -> None:
    raw = "Title,Date,Start\nA,2027-05-04,5:00\nX,2027-05-04,\nB,2027-05-04,7:00\n"
    with pytest.raises(NotRead, match="--clock 12 needs rows in order of time"):
        read(raw, clock="12")


def test_a_file_gives_the_same_programme_twice_and_a_changed_copy_its_changes() -> None:
    raw = f"Title,Date,Start\n{ROWS}"

    def programme(raw: str, old: tuple[Session, ...] = ()) -> Any:
        sessions = read(raw).sessions
        return merge_sessions(old, sessions, taken=(), day=START, prune=False)

    first = programme(raw).sessions
    assert programme(raw, first).changes == ()
    changed = raw.replace("T10,2027-05-04,10", "T10,2027-05-04,9")
    changed = changed.replace("T12,", "T12 and more,").replace("T17,2027-05-04,17:00\n", "")
    changes = programme(f"{changed}New,2027-05-05,9:00\n", first).changes
    assert sorted((each.kind, each.session.title) for each in changes) == [
        ("changed", "T10"),
        ("changed", "T12 and more"),
        ("gone", "T17"),
        ("new", "New"),
    ]
