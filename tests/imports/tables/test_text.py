"""Delimited text: encodings, delimiters, line ends, quotes, and lines of rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.tables import SheetRow
from milipol_cli.imports.tables.delimited import DELIMITERS, split_rows
from milipol_cli.imports.tables.headers import Words
from tables_read import read_tables

WORDS = Words({"title": ("title",), "room": ("room",)}, (), frozenset({"title"}))

# Texts as spreadsheets write them: no NUL, no carriage return alone, no spaces around.
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=8).map(
    str.strip
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_have_the_line_on_which_they_begin(end: str) -> None:
    text = end.join(["Title, Room", "", ' "Two\nlines, ""quoted""", Hall 1', ",", "A"])
    assert list(split_rows(text + end, ",")) == [
        SheetRow(1, ("Title", "Room")),
        SheetRow(3, ('Two\nlines, "quoted"', "Hall 1")),
        SheetRow(6, ("A",)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,b\nc,"d\ne', "line 2: not valid CSV, or cut off: unexpected end of data"),
        ('a,b\n"c"d,e\n', "line 2: not valid CSV, or cut off: ',' expected after '\"'"),
        ("a,b,c\nd,e,f\ng,h", "line 3: the file is cut off: 2 of 3 cells, and no end of the line"),
    ],
)
def test_damaged_text_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(NotRead) as refused:
        list(split_rows(text, ","))
    assert str(refused.value) == message


@given(
    table=st.lists(st.tuples(CELLS, CELLS), max_size=8),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    is_quoted=st.booleans(),
)
def test_what_is_written_comes_back(
    table: list[tuple[str, str]], delimiter: str, encoding: str, end: str, is_quoted: bool
) -> None:
    file = io.StringIO(newline="")
    csv.writer(
        file,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL,
    ).writerows([("Title", "Room"), *table])
    read_back, form, _ = read_tables(file.getvalue().encode(encoding), WORDS)
    assert [tuple(str(cell).strip() for cell in row.cells) for row in read_back[0].rows] == [
        row for row in table if any(row)
    ]
    assert form == ("tsv" if delimiter == "\t" else "csv")
