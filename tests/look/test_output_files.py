"""Answers written to a file: UTF-8, whole or not at all."""

from pathlib import Path

import pytest

from commands import EXAMPLES, takes
from conftest import SOME_FORMATS, Run
from processes import on_terminal, start

CASES = {
    command: example
    for command, example in EXAMPLES.items()
    if takes("--format", command) and takes("--output", command)
}


@pytest.mark.parametrize("form", SOME_FORMATS)
@pytest.mark.parametrize("name", CASES)
def test_a_file_holds_what_a_pipe_would_get(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    args = (*CASES[name], "--format", form)
    piped = run(*args).out.encode()
    path = tmp_path / "answer"
    for option in ("-o", "--output"):
        ran = run(*args, option, str(path))
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        assert path.read_bytes() == piped
    assert run(*args, "-o", "-").out.encode() == piped
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


def test_a_file_has_the_width_that_is_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    run("upcoming", "-o", str(tmp_path / "a.txt"))
    lines = (tmp_path / "a.txt").read_text("utf-8").splitlines()
    assert lines[3] == "Show: Milipol Paris, 25th"


@pytest.mark.slow
def test_a_terminal_gets_no_hint_with_a_file(tmp_path: Path) -> None:
    for args in (("upcoming",), ("today",), ("agenda",), ("search", "raid")):
        path = str(tmp_path / args[0])
        shown, code = on_terminal(*args, "-o", path, env={"MILIPOL_ON": ""})
        assert (shown, code) == ("", 0)


def test_a_file_that_cannot_be_written_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, shown, why in (
        ("", "''", "no file can have this name"),
        (".", ".", "it is a folder; name a file in it"),
    ):
        ran = run("news", "--format", "csv", "-o", name)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err == f"milipol: {shown}: cannot be written: {why}\n"
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_fails_leaves_the_file_as_it_was(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    for args in (("show", "pariss"), ("upcoming", "--on", "2023-02-30")):
        assert run(*args, "-o", str(path)).code in (2, 3)
    assert path.read_text() == "mine"


def test_a_line_for_a_prompt_goes_to_no_file(run: Run, tmp_path: Path) -> None:
    ran = run("today", "--line", "-o", str(tmp_path / "a"))
    message = "milipol: -o cannot be used with --line, which prints one line\n"
    assert (ran.code, ran.out, ran.err) == (2, "", message)
    assert list(tmp_path.iterdir()) == []
