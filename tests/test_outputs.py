"""Whole answers of every command, held by golden files, and what they share.

The calls stand in `cases.py` of each command's tests. The agenda's answers, those of
checks, and calendars need files of their own: their tests are in their folders.
"""

import csv
import io
import json
from typing import Any

import pytest

from commands import ASKED, CASES
from conftest import ENDINGS, HERE, Golden, Run


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (name, form)
        for name, (command, _) in CASES.items()
        for form in ENDINGS
        if name in ASKED[command].held.get(form, CASES)
    ],
)
def test_answers(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    command, args = CASES[name]
    ran = run(*args, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ENDINGS[form]}", ran.out, command)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (name, columns)
        for asked in ASKED.values()
        for name, widths in asked.widths.items()
        for columns in widths
    ],
)
def test_fits_a_terminal(
    run: Run,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    columns: int | None,
) -> None:
    """No line is wider, except addresses; off a terminal it is as wide as it needs."""
    if columns is not None:
        monkeypatch.setenv("COLUMNS", str(columns))
    command, args = CASES[name]
    out = run(*args).out
    golden(f"{name}.{columns or 'piped'}.txt", out, command)
    if columns is not None and columns >= 80:
        lines = [line for line in out.splitlines() if " http" not in line]
        assert max(map(len, lines)) <= columns


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_no_id_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each id that is shown off a terminal is shown whole at every width."""
    _, args = CASES[name]
    piped = run(*args).out
    rows = _main_list(run(*args, "--json").json)
    ids = [str(row.get("id", row.get("edition"))) for row in rows]
    shown = [key for key in ids if key.rpartition("/")[2] in piped]
    for columns in (*range(24, 141, 4), 200, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = run(*args).out
        missing = [key for key in shown if key.rpartition("/")[2] not in out]
        assert (columns, missing) == (columns, [])


@pytest.mark.parametrize("name", CASES)
def test_csv_has_the_rows_of_the_json(run: Run, name: str) -> None:
    """Read by a CSV reader, it has the rows and keys of the main list of the JSON."""
    _, args = CASES[name]
    record = run(*args, "--json").json
    rows = [*csv.DictReader(io.StringIO(run(*args, "--format", "csv").out))]
    main = _main_list(record)
    assert [_cells(row) for row in main] == [
        {key: row[key] for key in _cells(item)}
        for row, item in zip(rows, main, strict=True)
    ]


def _main_list(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The list of an answer that CSV has; a session or an unknown id is one row."""
    if "known" in record:
        return [{"id": record["id"], "known": record["known"]}]
    if "session" in record:
        return [record["session"]]
    lists = ("results", "items", "shows", "sessions", "editions", "alarms")
    found: list[dict[str, Any]] = next(record[key] for key in lists if key in record)
    if found and "sessions" in found[0]:  # `today`: the sessions of each edition
        return [row for edition in found for row in edition["sessions"]]
    return found


def _cells(item: dict[str, Any]) -> dict[str, str]:
    """The values that are no list, as CSV writes them."""
    values = {
        key: "" if value is None else value
        for key, value in item.items()
        if not isinstance(value, (list, dict))
    }
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
    }


def test_no_golden_file_is_left_over() -> None:
    """Those of the cases here; other golden files belong to tests of their folder."""
    for command, asked in ASKED.items():
        held = {
            f"{name}.{ending}"
            for form, ending in ENDINGS.items()
            for name in asked.cases
            if name in asked.held.get(form, asked.cases)
        }
        held |= {
            f"{name}.{columns or 'piped'}.txt"
            for name, widths in asked.widths.items()
            for columns in widths
        }
        files = {
            path.name
            for path in (HERE / command).glob("golden/*")
            if path.name.partition(".")[0] in asked.cases
        }
        assert files == held
