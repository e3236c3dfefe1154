"""The bench runs and tells what it measured; no figure of it is asserted."""

import json
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, Golden


def test_the_bench_measures_a_little_of_each(tmp_path: Path, golden: Golden) -> None:
    results, values = tmp_path / "RESULTS.md", tmp_path / "values.json"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks", "--quick"),
            *("--results", results, "--json", values),
        ],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert ran.stdout == results.read_text("utf-8")
    golden("bench.md", _form(ran.stdout))
    kept = json.loads(values.read_text())
    counted = {
        one["metadata"]["name"]: sum(len(run["values"]) for run in one["runs"])
        for one in kept["benchmarks"]
    }
    assert counted["import typer"] == 1
    assert counted["500 sessions, vobject"] == 1
    private = {"hostname", "python_executable"}
    assert (
        private & {key for one in kept["benchmarks"] for key in one["metadata"]}
        == set()
    )
    assert private & set(kept["metadata"]) == set()


def _form(report: str) -> str:
    """A report without what differs: the machine, figures, and what was kept."""
    head, _, tables = report.partition("\n- date: ")
    tables = tables[tables.index("\n\n") :]
    tables = tables.partition("\nNot kept:")[0].partition("\nEvery limit")[0]
    lines = [
        _row(line) if line.startswith("|") else line for line in tables.split("\n")
    ]
    return head + "\n".join(lines)


def _row(line: str) -> str:
    """A line of a table; its width depends on its figures."""
    name, *cells, last = [cell.strip() for cell in line.split("|")[1:-1]]
    cells = [re.sub("-?[0-9][0-9.,]*", "0", cell) for cell in cells]
    last = re.sub("NOT KEPT, [0-9.]+|NOT KEPT|kept", "judged", last)
    told = [re.sub("^-+(:?)$", r"-\1", cell) for cell in (name, *cells, last)]
    return f"| {' | '.join(told)} |"
