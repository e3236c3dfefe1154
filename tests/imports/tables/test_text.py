"""Delimited text: encodings, delimiters, line ends, quotes, and lines of rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.tables import Row
from milipol_cli.imports.tables.headers import Words
from milipol_cli.imports.tables.read import DELIMITERS, decoded, read, split_rows

WORDS = Words({"title": ("title",), "room": ("room",)}, (), frozenset({"title"}))
FRENCH = "Titre;Salle\nL\u2019événement « à côté »;Théâtre\n"

# Texts as spreadsheets write them: no NUL, no carriage return alone, no spaces around.
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=8
).map(str.strip)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_encodings_are_recognised(encoding: str, name: str) -> None:
    assert decoded(FRENCH.encode(encoding)) == (FRENCH, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"Title\nCaf\xc3\xa9 cr\xc3\xa8me\ncaf\xe9",
            "line 3: bytes that are not UTF-8",
        ),
        (b"\xef\xbb\xbfTitle\r\n\xff", "line 2: bytes that are not UTF-8"),
        (b"\xff\xfeT\0\n\0\x00\xd8", "line 2: bytes that are not UTF-16"),
        (b"Title\n\0\0", "a NUL character, so it is not text"),
        (b"\x89PNG\r\n\x1a\n\0", "a NUL character, so it is not text"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(NotRead) as refused:
        decoded(data)
    assert str(refused.value) == message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_have_the_line_on_which_they_begin(end: str) -> None:
    text = end.join(["Title, Room", "", ' "Two\nlines, ""quoted""", Hall 1', ",", "A"])
    assert list(split_rows(text + end, ",")) == [
        Row(1, ("Title", "Room")),
        Row(3, ('Two\nlines, "quoted"', "Hall 1")),
        Row(6, ("A",)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'a,b\nc,"d\ne',
            "line 2: not valid CSV, or cut off: unexpected end of data",
        ),
        (
            'a,b\n"c"d,e\n',
            "line 2: not valid CSV, or cut off: ',' expected after '\"'",
        ),
        (
            "a,b,c\nd,e,f\ng,h",
            "line 3: the file is cut off: 2 of 3 cells, and no end of the line",
        ),
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
    table: list[tuple[str, str]],
    delimiter: str,
    encoding: str,
    end: str,
    is_quoted: bool,
) -> None:
    file = io.StringIO(newline="")
    csv.writer(
        file,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL,
    ).writerows([("Title", "Room"), *table])
    read_back = read(file.getvalue().encode(encoding), WORDS)
    assert [
        tuple(str(cell).strip() for cell in row.cells)
        for row in read_back.tables[0].rows
    ] == [row for row in table if any(row)]
    assert read_back.format == ("tsv" if delimiter == "\t" else "csv")
