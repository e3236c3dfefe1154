"""Whole answers of every command, held by golden files, and what they share.

The calls stand in `cases.py` of each command's tests, in `golden/messages.txt` if they
are errors, and in `golden/calls-*.txt` if they follow one another. What needs more than
that is tested in the folders.
"""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calls import ASKED, CASES, folder_of_tests
from conftest import ENDINGS, HERE, ON, ROOT, Golden, Run, ShownAt
from environments import unmeasured
from facts import lost
from milipol_cli.app import COMMANDS


@pytest.mark.parametrize("name", CASES)
def test_answers(run: Run, golden: Golden, name: str) -> None:
    """Plain lines and Markdown have the facts of the table, CSV the rows of JSON."""
    command, args = CASES[name]
    answers = {}
    for form, ending in ENDINGS.items():
        ran = run(*args, "--format", form, COLUMNS=100)
        assert (form, ran.code, ran.err) == (form, 0, "")
        answers[form] = ran
        if name in ASKED[command].held_in(form):
            golden(f"{name}.{ending}", ran.out, folder_of_tests(command))
    for form in ("plain", "markdown"):
        assert (form, lost(answers["table"].out, answers[form].out)) == (form, [])
    rows, main = answers["csv"].rows, _main_list(answers["json"].json)
    assert [_cells(row) for row in main] == [
        {key: row[key] for key in _cells(item)}
        for row, item in zip(rows[: len(main)], main, strict=True)
    ]
    assert all(row["expected_year"] is not None for row in rows[len(main) :])


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
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, columns: int | None
) -> None:
    """No line is wider, except addresses; off a terminal it is as wide as it needs."""
    if columns is not None:
        monkeypatch.setenv("COLUMNS", str(columns))
    command, args = CASES[name]
    out = run(*args).out
    golden(f"{name}.{columns or 'piped'}.txt", out, folder_of_tests(command))
    if columns is not None and columns >= 80:
        lines = [line for line in out.splitlines() if " http" not in line]
        assert max(map(len, lines)) <= columns


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_no_id_is_cut(run: Run, shown_at: ShownAt, name: str) -> None:
    """Each id that is shown off a terminal is shown whole at every width."""
    _, args = CASES[name]
    piped = run(*args).out
    rows = _main_list(run(*args, "--json").json)
    ids = [str(row.get("id", row.get("edition"))) for row in rows]
    shown = [key for key in ids if key.rpartition("/")[2] in piped]
    at = shown_at(*args)
    for columns in (*range(24, 141, 4), 200, 300):
        out = at(columns)
        missing = [key for key in shown if key.rpartition("/")[2] not in out]
        assert (columns, missing) == (columns, [])


def _main_list(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The list of an answer that CSV has; a session or an unknown id is one row."""
    if "known" in record:
        return [{"id": record["id"], "known": record["known"]}]
    if "session" in record:
        return [record["session"]]
    if record.get("by"):
        counts: list[dict[str, Any]] = record["counts"]
        return counts
    lists = (
        *("results", "items", "shows", "sessions", "editions", "alarms"),
        *("exhibitors", "listings", "companies"),
    )
    # Else the first list but those that every answer has.
    others = (
        key
        for key, value in record.items()
        if isinstance(value, list) and key not in ("sources", "known_later")
    )
    items: list[dict[str, Any]] = next(record[key] for key in (*lists, *others) if key in record)
    if items and "sessions" in items[0]:  # `today`: the sessions of each edition
        return [row for edition in items for row in edition["sessions"]]
    return items


def _cells(item: dict[str, Any]) -> dict[str, str]:
    """The values that are no list, as CSV writes them."""
    values = {
        key: "" if value is None else value
        for key, value in item.items()
        if not isinstance(value, (list, dict))
    }
    return {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()
    }


@pytest.mark.parametrize(
    "path", sorted(HERE.rglob("golden/calls-*.txt")), ids=lambda path: str(path.stem)
)
def test_calls_one_after_the_other(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path
) -> None:
    """In an empty folder; the data is in `data`, if a call makes that."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILIPOL_AGENDA", "agenda.toml")
    monkeypatch.setenv("COLUMNS", "100")
    head, *calls = path.read_text("utf-8").split("\n\n$ ")
    answers = [f"{head}\n"]
    for call in calls:
        line, _, _ = call.partition("\n")
        if line.startswith("milipol "):
            ran = run(*shlex.split(line.removeprefix("milipol ")))
            code = f"exit code {ran.code}\n" if ran.code else ""
            answers.append(f"{line}\n{ran.out}{ran.err}{code}")
        else:
            answers.append(f"{line}\n{_prepared(line, path.parents[1] / 'own')}")
        if Path("data").is_dir():
            monkeypatch.setenv("MILIPOL_DATA", "data")
    assert calls
    golden(path.name, "\n$ ".join(answers), path.parents[1])


def _prepared(line: str, own: Path) -> str:
    """What few calls of a shell print; files that they read or copy are in `own`."""
    match shlex.split(line):
        case ["ls"]:
            return "".join(f"{path.name}\n" for path in sorted(Path().glob("*.[it]*")))
        case ["cat", name]:
            return Path(name).read_text("utf-8")
        case ["cat", *names, ">", target]:
            texts = [(own / name).read_text("utf-8") for name in names]
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            Path(target).write_text("".join(texts), "utf-8")
        case ["sed", "-i", rule, name] if rule.endswith("d"):
            first, last = map(int, rule.removesuffix("d").split(","))
            lines = Path(name).read_text("utf-8").splitlines(keepends=True)
            Path(name).write_text("".join(lines[: first - 1] + lines[last:]), "utf-8")
        case ["sed", "-i", rule, name]:
            _, old, new, _ = rule.split("/")
            text = Path(name).read_text("utf-8")
            assert old in text
            Path(name).write_text(text.replace(old, new, 1), "utf-8")
        case ["cp", "-r", name, target]:
            shutil.copytree(own / name, target, dirs_exist_ok=True)
        case _:
            raise ValueError(line)
    return ""


@pytest.mark.parametrize("command", [*COMMANDS, "cli"])
def test_bad_input_gets_one_line_and_writes_nothing(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, here: Path, command: str
) -> None:
    """The calls are those in `messages.txt`, which has the answers, too."""
    monkeypatch.setenv("MILIPOL_AGENDA", "agenda.toml")
    answers = []
    written = (folder_of_tests(command) / "golden" / "messages.txt").read_text("utf-8")
    for line in written.splitlines():
        if not line.startswith("$ milipol "):
            continue
        ran = run(*shlex.split(line.removeprefix("$ milipol ")))
        assert (line, ran.out, ran.code in (2, 3)) == (line, "", True)
        assert ran.err.startswith("milipol: ")
        assert ran.err.index("\n") == len(ran.err) - 1
        answers.append(f"{line}\n{ran.err}exit code {ran.code}\n")
    assert answers
    golden("messages.txt", "\n".join(answers), folder_of_tests(command))
    assert {path.name for path in here.iterdir()} <= {"agenda.toml.lock"}


def test_what_every_answer_ends_with(run: Run) -> None:
    """Golden files leave these lines out."""
    assert "\n Data reviewed 1 Dec 2026.\n" in run("upcoming", COLUMNS=100).out
    assert run("show", "paris-2023/continuum-1-panel", COLUMNS=100).out.endswith(
        "\n 10 sources in full: milipol show paris-2023/continuum-1-panel --sources\n"
    )
    looked_back = run("today", "--on", "2023-11-16", COLUMNS=100).out
    assert looked_back.endswith("\n Programme as of 1 December 2026.\n")
    record = run("upcoming", "--json").json
    assert (record["data_as_of"], record["programmes_as_of"]) == (ON, ON)


def test_no_golden_file_is_left_over() -> None:
    """Those of the cases here; other golden files belong to tests of their folder."""
    for command, asked in ASKED.items():
        held = {
            f"{name}.{ending}"
            for form, ending in ENDINGS.items()
            for name in asked.cases
            if name in asked.held_in(form)
        }
        held |= {
            f"{name}.{columns or 'piped'}.txt"
            for name, widths in asked.widths.items()
            for columns in widths
        }
        files = {
            path.name
            for path in folder_of_tests(command).glob("golden/*")
            if path.name.partition(".")[0] in asked.cases
        }
        assert files == held


# What only slow tests and the bench import; `make test` installs none of it.
NOT_INSTALLED = ("ical", "ics", "khal", "lxml", "playwright", "pyperf", "vobject")
SOME = "pytest -q -n 2 --dist worksteal -k 'test_docs or upcoming'"


@pytest.mark.slow
def test_make_golden_works_after_make_test(tmp_path: Path) -> None:
    """It finds all tests, and writes what is there already, in a copy of the project.

    One command and the documents are written, as all others are.
    """
    copy, missing = tmp_path / "milipol", tmp_path / "missing"
    unneeded = shutil.ignore_patterns(".git", ".*", "dist", "build", "mutants")
    shutil.copytree(ROOT, copy, ignore=unneeded)
    missing.mkdir()
    for name in NOT_INSTALLED:
        (missing / f"{name}.py").write_text(f"raise ModuleNotFoundError({name!r})", "utf-8")
    installed = [f"--old-file={sys.prefix}/.{name}" for name in ("installed", "ready")]
    ran = subprocess.run(
        ["make", "golden", f"TESTS={SOME}", f"VENV={sys.prefix}", *installed],
        capture_output=True,
        check=False,
        cwd=copy,
        env={**unmeasured(), "PYTHONPATH": f"{missing}:{copy / 'src'}"},
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    folders = [copy / "docs", *copy.rglob("golden")]
    written = [path for folder in folders for path in folder.glob("*.*")]
    assert len(written) > 100
    for path in written:
        assert path.read_bytes() == (ROOT / path.relative_to(copy)).read_bytes()
