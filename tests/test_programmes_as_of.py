"""Programmes are as known at the review: an answer that looks back names its day."""

import shutil
from pathlib import Path

import pytest

from conftest import GOOD, Run, rewrite

NOTE = "Programme as of 1 June 2028."
# The show is on, and was reviewed later.
ON = "2028-05-03"
LATER = "2028-06-01"


@pytest.fixture(autouse=True)
def _oslo(folder: Path) -> None:
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    rewrite(folder / "oslo" / "show.toml", "= 2026-12-01", f"= {LATER}")


LISTS_A_PROGRAMME = [
    ("today", "oslo"),
    ("show", "oslo-2028"),
    ("show", "oslo-2028/2028-05-03"),
    ("show", "oslo-2028/talk"),
    ("search", "games"),
    ("agenda",),
    ("remind", "--within", "12h"),
]
LISTS_NONE = [
    ("show", "oslo"),
    ("show", "oslo-2028/2028-05-04"),
    ("search", "oslo"),
    ("news", "oslo"),
    ("remind",),
]


def add_talk(run: Run, on: str) -> str:
    """What is reported when the session is put on the agenda."""
    return run("agenda", "add", "oslo-2028/talk", "--on", on).err


@pytest.mark.parametrize("args", LISTS_A_PROGRAMME, ids=" ".join)
def test_an_answer_that_looks_back_says_so(run: Run, args: tuple[str, ...]) -> None:
    add_talk(run, ON)
    ran = run(*args, "--on", ON)
    assert (ran.out + ran.err).count(NOTE) == 1
    ran = run(*args, "--on", LATER)
    assert NOTE not in ran.out + ran.err


@pytest.mark.parametrize("args", LISTS_NONE, ids=" ".join)
def test_an_answer_without_a_programme_does_not(run: Run, args: tuple[str, ...]) -> None:
    assert NOTE not in run(*args, "--on", ON).out


def test_the_programmes_of_several_editions(run: Run) -> None:
    out = run("search", "games", "--on", "2026-11-10").out
    assert out.count("Programmes as of 1 June 2028.") == 1


def test_a_report_of_what_was_done_says_so(run: Run, tmp_path: Path) -> None:
    assert add_talk(run, ON).count(NOTE) == 1
    assert NOTE not in add_talk(run, LATER)
    export = ("export", "oslo-2028", "--sessions")
    out = run(*export, "--dry-run", "--on", "2028-05-01").out
    assert out.count(NOTE) == 1
    for file in ("-", str(tmp_path / "oslo.ics")):
        assert run(*export, "--on", ON, "-o", file).err.count(NOTE) == 1
        assert NOTE not in run(*export, "--on", LATER, "-o", file).err


@pytest.mark.parametrize(
    ("args", "reviewed"),
    [(("today", "oslo"), LATER), (("show", "oslo"), LATER), (("agenda",), "2026-12-01")],
    ids=str,
)
def test_json_has_the_day_beside_that_of_the_data(
    run: Run, args: tuple[str, ...], reviewed: str
) -> None:
    record = run(*args, "--on", ON, "--json").json
    assert list(record)[2:4] == ["data_as_of", "programmes_as_of"]
    assert record["programmes_as_of"] == reviewed
    unknown = run("show", "oslo", "--on", "2026-10-01", "--json").json
    assert unknown["programmes_as_of"] is None
