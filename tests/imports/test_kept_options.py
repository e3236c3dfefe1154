"""Options that the head of a file keeps come back as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.doubts import ImportedFile
from milipol_cli.imports.kept_options import KeptOptions, kept_in, read_with_kept
from milipol_cli.imports.tables import TableRequest

TEXT = st.text(max_size=20)
OPTIONS = st.builds(
    TableRequest,
    columns=st.dictionaries(TEXT, TEXT, max_size=3),
    sheet=st.none() | TEXT,
    header_row=st.none() | st.integers(0, 99),
    encoding=st.none() | TEXT,
    dates=st.none() | st.sampled_from(["d/m/y", "m/d/y"]),
    clock=st.none() | st.sampled_from(["12", "24"]),
)


@given(options=OPTIONS, headers=st.lists(TEXT).map(tuple))
def test_options_come_back(options: TableRequest, headers: tuple[str, ...]) -> None:
    kept = KeptOptions(options, headers)
    head = f"# from: a.csv\n{kept.lines}# below SHA-256: 0\n"
    if options == TableRequest():
        assert (kept.lines, kept_in(head)) == ("", None)
    else:
        assert kept_in(head) == kept
        assert kept.lines.count("\n") == 2


def test_what_a_person_made_of_the_head_is_no_option() -> None:
    lines = KeptOptions(TableRequest(clock="12"), ("Company",)).lines
    assert kept_in(lines.replace('"12"', "12")) is None
    assert kept_in(lines.replace('"clock"', '"watch"')) is None


def test_what_is_asked_comes_before_what_was_kept() -> None:
    kept = KeptOptions(TableRequest(clock="12", header_row=3), ())
    asked = TableRequest(clock="24", rest="keep")
    seen: list[TableRequest] = []

    def read(options: TableRequest) -> ImportedFile:
        seen.append(options)
        return ImportedFile(format="csv")

    imported, used = read_with_kept(asked, kept, read)
    assert seen == [used] == [TableRequest(clock="24", rest="keep", header_row=3)]
    assert [str(doubt) for doubt in imported.doubts] == [
        "read with --header-row 3, as the last time"
    ]


@pytest.mark.parametrize(
    ("headers", "why"),
    [(("Day",), "not true of this file"), (("Date",), "other headers or sheets")],
)
def test_options_that_a_file_contradicts_are_dropped(headers: tuple[str, ...], why: str) -> None:
    kept = KeptOptions(TableRequest(dates="d/m/y"), ("Day",))

    def read(options: TableRequest) -> ImportedFile:
        if options.dates:
            raise NotRead("'11/14/2027' is no such date")
        return ImportedFile(format="csv", headers_read=headers)

    imported, used = read_with_kept(TableRequest(), kept, read)
    assert used == TableRequest()
    assert [str(doubt) for doubt in imported.doubts] == [
        f"--dates d/m/y of the last time was dropped: {why}"
    ]
