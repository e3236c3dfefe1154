"""Answers written to a file: UTF-8, whole or not at all."""

import codecs
import datetime as dt
import sys
import zipfile
from pathlib import Path

import pytest
import python_calamine

from calls import EXAMPLES, takes
from conftest import SOME_FORMATS, Run
from milipol_cli.look import xlsx
from milipol_cli.look.data import Data, Fields, Row
from processes import on_terminal, start

CASES = {
    command: example
    for command, example in EXAMPLES.items()
    if takes("--format", command) and takes("--output", command)
}


@pytest.mark.parametrize("form", SOME_FORMATS)
@pytest.mark.parametrize("name", CASES)
def test_a_file_holds_what_a_pipe_would_get(run: Run, tmp_path: Path, name: str, form: str) -> None:
    args = (*CASES[name], "--format", form)
    piped = run(*args).out.encode()
    path = tmp_path / "answer"
    ran = run(*args, "-o", str(path))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert path.read_bytes() == piped
    assert run(*args, "--output", "-").out.encode() == piped
    assert [file.name for file in tmp_path.iterdir()] == ["answer"]


def test_a_schema_goes_to_a_file_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "show.schema.json"
    assert run("check", "--schema", "show", "-o", str(path)).out == ""
    assert path.read_text("utf-8") == run("check", "--schema", "show").out


def test_a_file_is_utf8_and_plain_whatever_the_terminal(tmp_path: Path) -> None:
    args = ("today", "--on", "2023-11-16", "--format", "plain", "-o", "a.txt")
    env = {"PYTHONIOENCODING": "ascii", "FORCE_COLOR": "1"}
    ran = start(*args, env=env, cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert "Lionel Le Cleï" in (tmp_path / "a.txt").read_text("utf-8")
    start("upcoming", "-o", "a.txt", env=env, cwd=tmp_path)
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert "─" * 90 in text
    assert "\x1b" not in text


def test_a_file_has_the_width_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("upcoming", "-o", str(tmp_path / "a.txt"), COLUMNS=40)
    lines = (tmp_path / "a.txt").read_text("utf-8").splitlines()
    assert lines[3] == "Show: Milipol Paris, 25th"


@pytest.mark.slow
def test_a_terminal_gets_no_hint_with_a_file(tmp_path: Path) -> None:
    for args in (("upcoming",), ("today",), ("agenda",), ("search", "raid")):
        path = str(tmp_path / args[0])
        shown, code = on_terminal(*args, "-o", path, env={"MILIPOL_ON": ""})
        assert (shown, code) == ("", 0)


def test_an_answer_that_fails_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    for args in (("show", "pariss"), ("upcoming", "--on", "2023-02-30")):
        assert run(*args, "-o", str(path)).code in (2, 3)
    assert path.read_text() == "mine"


# What the ending of a file means.

ASK = ("upcoming", "--on", "2023-11-16")


@pytest.mark.parametrize(
    ("name", "form", "mark"),
    [
        ("x.csv", "csv", codecs.BOM_UTF8),
        ("x.CSV", "csv", codecs.BOM_UTF8),
        ("x.tsv", "tsv", b""),
        ("x.json", "json", b""),
        ("x.md", "markdown", b""),
        ("x.txt", "plain", b""),
        ("csv", "plain", b""),
        (".csv", "plain", b""),
    ],
)
def test_an_ending_means_a_format(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str, mark: bytes
) -> None:
    """It wins over the environment, which other names leave to say."""
    path = tmp_path / name
    monkeypatch.setenv("MILIPOL_FORMAT", "plain")
    assert run(*ASK, "-o", str(path)).code == 0
    assert path.read_bytes() == mark + run(*ASK, "--format", form).out.encode()
    run(*ASK, "-o", str(path), "--format", form)  # which asks for no mark
    assert path.read_bytes() == run(*ASK, "--format", form).out.encode()


@pytest.mark.parametrize(
    ("variables", "args", "form"),
    [
        ({"ACCESSIBLE": "1"}, (), "plain"),
        ({"ACCESSIBLE": ""}, (), "table"),
        ({"ACCESSIBLE": "1"}, ("--format", "table"), "table"),
        ({"ACCESSIBLE": "1"}, ("--json",), "json"),
        ({"ACCESSIBLE": "1", "MILIPOL_FORMAT": "tsv"}, (), "tsv"),
    ],
)
def test_who_hears_answers_gets_plain_lines(
    run: Run, variables: dict[str, str], args: tuple[str, ...], form: str
) -> None:
    """Unless an option or MILIPOL_FORMAT says otherwise, or the name of a file."""
    assert run(*ASK, *args, **variables).out == run(*ASK, "--format", form).out


def test_a_file_of_who_hears_answers_has_the_format_of_its_name(run: Run, tmp_path: Path) -> None:
    for name, form in (("x.json", "json"), ("x.txt", "plain")):
        path = tmp_path / name
        assert run(*ASK, "-o", str(path), ACCESSIBLE="1").code == 0
        assert path.read_text("utf-8") == run(*ASK, "--format", form).out


def test_who_hears_reports_gets_plain_lines(run: Run, tmp_path: Path) -> None:
    calendar = str(tmp_path / "paris.ics")
    report = run("export", "paris-2027", "-o", calendar, ACCESSIBLE="1").err
    assert report.splitlines()[2:5] == [
        "Milipol Paris 2027 (tentative): Tuesday 16 to Friday 19 November 2027, all day",
        "  14 days before: Tuesday 2 November 2027, 09:00 in your calendar",
        "  1 day before: Monday 15 November 2027, 09:00 in your calendar",
    ]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        *(((f"x{ending}",),
           f"-o 'x{ending}': milipol writes no {ending.lower()} files; expected .csv,"
           " .tsv, .json, .md, .xlsx, .txt, or set the format with --format")
          for ending in (".pdf", ".HTML", ".sqlite", ".vcf", ".bak")),
        (("x.csv", "--json"), "--json cannot be used with -o 'x.csv'"),
        (("x.csv", "--format", "json"), "--format json cannot be used with -o 'x.csv'"),
        (("x.md", "--format", "table"), "--format table cannot be used with -o 'x.md'"),
        (("x.xlsx", "--format", "csv"), "--format csv cannot be used with -o 'x.xlsx'"),
        (("x.xlsx", "--format", "xlsx"), "--format or MILIPOL_FORMAT 'xlsx': no such"),
    ],
)  # fmt: skip
def test_an_ending_that_does_not_fit_is_refused(
    run: Run, here: Path, args: tuple[str, ...], why: str
) -> None:
    """Wherever the options stand."""
    for words in (("-o", *args), (*args[1:], "-o", args[0])):
        ran = run("upcoming", *words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"milipol: {why}")
    assert list(here.iterdir()) == []


@pytest.mark.usefixtures("here")
def test_a_list_in_a_file_is_imported(run: Run) -> None:
    """With the UTF-8 mark, and as a workbook."""
    for name in ("list.csv", "list.xlsx"):
        assert run("exhibitors", "paris-2023", "thales", "-o", name).code == 0
        args = ("import", name, "--edition", "paris-2027", "--into", name[5:])
        ran = run("exhibitors", *args)
        assert (ran.code, ": 2 exhibitors" in ran.out) == (0, True)


def test_an_export_is_a_calendar_whatever_the_ending(run: Run, tmp_path: Path) -> None:
    for name in ("x.csv", "x.pdf", "x"):
        run("export", "paris-2027", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_workbook_has_dates_and_numbers_and_no_formula(tmp_path: Path) -> None:
    rows = {
        "number": 12,
        "yes": True,
        "nothing": None,
        "day": dt.date(2027, 11, 16),
        "text_day": "2027-11-16",
        "time": "2027-11-16T09:30:00+01:00",
        "local": "2027-11-16T09:30:00",
        "spaced": "2027-11-16 09:30",
        "no_day": "2027-02-30",
        "old": "1899-12-31",
        "formula": "=1+1",
        "address": "https://example.org",
        "list": ["=é", "b;c"],
        "long": "x" * 200,
    }
    fields = Fields[None]("x", *((key, lambda _: None, "") for key in rows))
    data = Data(Row(), fields, [Row(rows), Row()])
    raw = xlsx.to_xlsx(data)
    assert raw == xlsx.to_xlsx(data)
    path = tmp_path / "x.xlsx"
    path.write_bytes(raw)
    book = python_calamine.CalamineWorkbook.from_path(path)
    table = book.get_sheet_by_name("milipol").to_python()
    at = dt.datetime(2027, 11, 16, 9, 30)  # noqa: DTZ001
    day = dt.date(2027, 11, 16)
    assert table == [
        [*rows],
        [12, True, "", day, day, at, at, at, "2027-02-30",
         "1899-12-31", "=1+1", "https://example.org",
         r"=é; b\;c", "x" * 200],
    ]  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert '<pane ySplit="1" topLeftCell="A2"' in sheet
        assert "+01:00" in archive.read("xl/styles.xml").decode()


def test_a_workbook_needs_the_extra(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    assert run("upcoming", "-o", str(path)).code == 0
    path.unlink()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = run("upcoming", "-o", str(path))
    assert (ran.code, ran.out, path.exists()) == (5, "", False)
    assert ran.err == (
        "milipol: writing XLSX needs XlsxWriter; run in the clone of milipol:"
        " .venv/bin/pip install -e '.[sheets]' (or pipx install --force '.[sheets]')\n"
    )
