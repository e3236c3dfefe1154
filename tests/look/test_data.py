"""CSV and TSV as other programs read them."""

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at, edition, notice, show
from conftest import Run
from milipol_cli.base.escape import escape
from milipol_cli.commands.show.fields import data
from milipol_cli.commands.show.query import show_list
from milipol_cli.look.data import to_separated

SEPARATORS = {"csv": ",", "tsv": "\t"}
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")
HOSTILE = """
edition = "paris-2027"

[[session]]
id = "own-talk"
title = '''{title}'''
kind = "talk"
date = 2027-11-16
start = 10:00:00
notes = ["one; two", "three"]
source = ["own"]

[[session.speaker]]
name = "A; B"
role = "Head, of; all"

[[session.speaker]]
name = "C"
"""


def read(text: str, form: str) -> list[list[str]]:
    """The rows of an answer, as Python's own reader and spreadsheets split them."""
    return [*csv.reader(io.StringIO(text), delimiter=SEPARATORS[form], strict=True)]


@pytest.mark.parametrize("form", SEPARATORS)
@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@cmd", "'@cmd"),
        ("  =SUM(A1)", "'  =SUM(A1)"),
        ("\n=1", "' =1"),
        (" \uff20cmd", "' \uff20cmd"),
        ('say "so", then', 'say "so", then'),
        ("line\nbreak", "line break"),
        ("tab\there", r"tab\x09here"),
        ("\\u202eback", "\\u202eback"),
        ("a;=1+1; @x;-2;b", "a;'=1+1; '@x;'-2;b"),
    ],
)
def test_cells_are_whole_and_start_no_formula(
    run: Run, folder: Path, title: str, cell: str, form: str
) -> None:
    (folder / "paris").mkdir()
    # TOML drops a newline that comes first.
    text = HOSTILE.format(title=f"\n{title}" if title.startswith("\n") else title)
    (folder / "paris" / "2027.toml").write_text(text, "utf-8")
    args = ("show", "paris-2027/own-talk", "--format")
    header, line = read(run(*args, form).out, form)
    row = dict(zip(header, line, strict=True))
    assert row["title"] == cell
    assert run(*args, "json").json["session"]["title"] == title
    # What stands in a list is told apart.
    assert re.split(r"(?<!\\); ", row["speakers"]) == [r"A\; B, Head, of\; all", "C"]
    assert re.split(r"(?<!\\); ", row["notes"]) == [r"one\; two", "three"]


@given(names=st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_any_text_is_read_back(names: list[str]) -> None:
    """But for what could act on a terminal, and a sign before what starts a formula."""
    held = edition("paris-2023", notice("2023-01-01", "2023-11-14"))
    answer = show_list([show(held)], at("2023-11-16"))
    shows = [msgspec.structs.replace(known, name=name) for known in answer.shows for name in names]
    answer = msgspec.structs.replace(answer, shows=tuple(shows))
    for form, separator in SEPARATORS.items():
        text = to_separated(data(answer), separator).decode()
        header, *rows = read(text, form)
        for name, row in zip(names, rows, strict=True):
            cell = row[header.index("name")]
            guard = "'" if escape(name).strip().startswith(FORMULA) else ""
            assert re.sub(r"(;[\s\"]*)'", r"\1", cell) == re.sub(
                r"(;[\s\"]*)'", r"\1", f"{guard}{escape(name)}"
            )
            parts = [part.strip(' "') for part in cell.split(";")]
            assert [part for part in parts if part.startswith(FORMULA)] == []


def test_a_figure_in_a_list_says_what_it_is(run: Run) -> None:
    rows = run("show", "paris", "--format", "csv").rows
    figures = {row["id"]: row["figures"].split("; ") for row in rows}
    assert figures["paris-2023"] == [
        "exhibitors expected at least 1100",
        "exhibitor_countries expected 48",
        "visitors expected 32000",
        "delegations expected 150-160",
    ]
    rows = run("show", "qatar", "--format", "csv").rows
    figures = {row["id"]: row["figures"].split("; ") for row in rows}
    assert figures["qatar-2022"][-1] == "deals counted QAR 592000000"
