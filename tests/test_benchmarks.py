"""The bench runs and tells what it measured; no figure of it is asserted."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import instructions, report, rows
from benchmarks.measuring import Limit, Measured, Ran, Row
from conftest import ROOT, Golden

pytestmark = pytest.mark.slow


def test_the_bench_measures_a_little_of_each(tmp_path: Path, golden: Golden) -> None:
    results, values = tmp_path / "RESULTS.md", tmp_path / "values.json"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks", "--quick"),
            *("--results", results, "--json", values),
        ],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == results.read_text("utf-8")
    form = _form(ran.stdout)
    if instructions.VALGRIND is not None:
        golden("bench.md", form)
    else:
        assert "Not counted: valgrind is not installed." in form
    kept = json.loads(values.read_text())
    counted = {
        benchmark["metadata"]["name"]: sum(len(run["values"]) for run in benchmark["runs"])
        for benchmark in kept["benchmarks"]
    }
    assert counted["import typer"] == 1
    assert counted["500 sessions, vobject"] == 1
    about = [kept["metadata"], *(each["metadata"] for each in kept["benchmarks"])]
    assert {"hostname", "python_executable"}.isdisjoint(set().union(*about))


def test_each_limit_is_of_a_row() -> None:
    """What has a limit in instructions is counted."""
    counted = {row.name for row in instructions.asked_rows(Path("python"), Path("a"))}
    assert {*instructions.LIMITS} <= counted


def _took(name: str, *limits: Limit, seconds: float = 1.0, code: int = 0) -> Measured:
    """A row as if it had been run once."""
    result = Measured(Row(name, (), limits=limits))
    result.runs.append(Ran(seconds, 1, code))
    return result


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        ([_took("upcoming", Limit(2, rows.TYPER), seconds=1.9)], "2 x typer: kept"),
        ([_took("upcoming", Limit(2, rows.TYPER, plus_ms=60), seconds=2.05)],
         "2 x typer + 60 ms: kept"),
        ([_took("upcoming", Limit(2, rows.TYPER), seconds=2.1)],
         "2 x typer: NOT KEPT, 2.10"),
        ([_took("upcoming", Limit(0.5, rows.KHAL))],
         "0.5 x khal: NOT KEPT, that has no times"),
        ([_took("upcoming", Limit(2, rows.KHAL)), _took(rows.KHAL, code=1)],
         "2 x khal: NOT KEPT, that has no times"),
        ([_took("agenda", code=1)], "NOT KEPT: ended with 1"),
        ([_took("cfpsec --help", code=1)], "ended with 1"),
    ],
    ids=[
        *("kept", "kept with more", "not", "no floor"),
        *("a floor that failed", "failed", "a peer failed"),
    ],
)  # fmt: skip
def test_a_limit_is_kept_only_where_that_was_measured(
    measured: list[Measured], verdict: str
) -> None:
    asked = {result.row.name: result for result in (*measured, _took(rows.TYPER))}
    section = report.commands(asked)
    assert section.rows[0][-1] == verdict
    assert section.not_kept == [measured[0].row.name] * ("NOT" in verdict)


def test_growth_that_bends_or_fails_is_told() -> None:
    sizes = {n: _took("check", seconds=s) for n, s in ((0, 1), (10, 2), (20, 3))}
    straight = report.growing({"check": sizes})
    assert straight.rows[-1][-1].endswith(": kept, 1.00")
    bent = report.growing({"check": {**sizes, 20: _took("check", seconds=9)}})
    assert bent.rows[-1][-1].endswith(": NOT KEPT, 7.00")
    failed = report.growing({"check": {**sizes, 20: _took("check", code=4)}})
    assert failed.rows[-1][-1] == "NOT KEPT: ended with 4"
    assert (straight.not_kept, bent.not_kept) == ([], ["check"])


def test_a_row_slower_than_before_is_told() -> None:
    seconds = {"news": 1.04, "show": 1.1}
    seconds |= {f"{name}{rows.BEFORE}": 1.0 for name in seconds}
    section = report.before({name: _took(name, seconds=s) for name, s in seconds.items()})
    assert [row[3] for row in section.rows] == ["1.040", "1.100"]
    assert section.not_kept == ["show"]


def _form(text: str) -> str:
    """A report without what differs: the machine, figures, and what was kept."""
    head, _, tables = text.partition("\n- date: ")
    tables = tables[tables.index("\n\n") :]
    tables = tables.partition("\nNot kept:")[0].partition("\nEvery limit")[0]
    lines = [_row(line) if line.startswith("|") else line for line in tables.split("\n")]
    return head + "\n".join(lines)


def _row(line: str) -> str:
    """A line of a table; its width depends on its figures."""
    name, *cells, last = [cell.strip() for cell in line.split("|")[1:-1]]
    cells = [re.sub("-?[0-9][0-9.,]*", "0", cell) for cell in cells]
    last = re.sub("NOT KEPT, [0-9.]+|NOT KEPT|kept", "judged", last)
    columns = [re.sub("^-+(:?)$", r"-\1", cell) for cell in (name, *cells, last)]
    return f"| {' | '.join(columns)} |"
