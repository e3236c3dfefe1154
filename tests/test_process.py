"""The program as a real process: streams, encodings, terminals and exit codes."""

import fcntl
import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from calls import EXAMPLES
from conftest import GOOD, ON, ROOT
from milipol_cli import __main__
from milipol_cli import app as commands
from milipol_cli.commands.upcoming import query as coming
from processes import MILIPOL, on_terminal, start

# All commands in slow tests, one of them in quick ones.
EVERY = [
    pytest.param(name, marks=() if name == "upcoming" else pytest.mark.slow) for name in EXAMPLES
]

EVERY_CALL = [
    pytest.param(args, marks=() if name == "upcoming" else pytest.mark.slow)
    for name, args in EXAMPLES.items()
]


@pytest.fixture(name="picked")
def _picked(agenda: Path) -> None:
    agenda.write_text('[[pick]]\nid = "paris-2023/raid-demonstration"\n', "utf-8")


@pytest.mark.parametrize("args", [("upcoming",), ("upcoming", "--json"), ("--help",)])
def test_a_closed_pipe_is_quiet(args: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ran = subprocess.run([*MILIPOL, *args], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize("name", EVERY)
def test_a_pipe_closed_after_the_first_line_is_quiet(name: str) -> None:
    """It holds so little that the rest of most answers would have to wait."""
    reader, writer = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    with subprocess.Popen(
        [*MILIPOL, *EXAMPLES[name]], stdout=writer, stderr=subprocess.PIPE
    ) as process:
        os.close(writer)
        with os.fdopen(reader, "rb", buffering=0) as lines:
            assert lines.readline() != b""
        _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_a_compiled_file_that_is_cut_short_is_said_in_one_line(tmp_path: Path) -> None:
    """As after a first run on a full disk; it works again as soon as that is gone."""
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "MILIPOL_ON": ON}
    env.pop("PYTHONDONTWRITEBYTECODE", None)

    def ran() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*MILIPOL, "upcoming"], capture_output=True, check=False, env=env, text=True
        )

    first = ran()
    assert (first.returncode, first.stderr) == (0, "")
    (compiled,) = tmp_path.rglob("milipol_cli/network/editions.*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:200])
    damaged = ran()
    assert (damaged.returncode, damaged.stdout) == (4, "")
    assert damaged.stderr == (
        f"milipol: the installation is damaged: {compiled} is not whole, perhaps since"
        " a disk was full; delete that file, or install milipol again\n"
    )
    compiled.unlink()
    assert ran().stdout == first.stdout


def test_another_error_of_that_kind_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> NoReturn:
        raise ValueError("not from a compiled file")

    monkeypatch.setattr(commands, "app", fail)
    with pytest.raises(ValueError, match="not from a compiled file"):
        __main__.main()


@pytest.mark.parametrize("args", ["upcoming", "--help"])
def test_a_full_device_is_said_in_one_line(args: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*MILIPOL, args], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 5
    assert ran.stderr == b"milipol: cannot write the answer: No space left on device\n"


@pytest.mark.parametrize("args", [*EVERY_CALL, ("upcoming", "nowhere")], ids=" ".join)
@pytest.mark.parametrize("is_buffered", [True, False])
def test_an_exit_code_does_not_depend_on_stderr(
    args: tuple[str, ...], *, is_buffered: bool
) -> None:
    """Full, or a closed pipe; stdout is the same with and without a buffer."""
    usual = start(*args)
    environment = {**os.environ, "MILIPOL_ON": ON}
    if not is_buffered:
        environment |= {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    reader, writer = os.pipe()
    os.close(reader)
    with Path("/dev/full").open("wb") as full, os.fdopen(writer, "wb") as closed:
        for stderr in (full, closed):
            ran = subprocess.run(
                [*MILIPOL, *args],
                stdout=subprocess.PIPE,
                stderr=stderr,
                check=False,
                cwd=ROOT,
                env=environment,
            )
            assert (ran.returncode, ran.stdout) == (usual.returncode, usual.stdout)


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
@pytest.mark.parametrize("args", ["upcoming", "--version"])
def test_a_closed_stream_is_quiet(args: str, closed: str) -> None:
    command = f'exec "$0" -m milipol_cli {args} {closed}'
    ran = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("module", "name"),
    [(coming, "upcoming"), (commands, "app")],
    ids=["in-a-command", "before-any"],
)
def test_an_interrupt_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    def interrupt(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, name, interrupt)
    monkeypatch.setattr(sys, "argv", ["milipol", "upcoming"])
    monkeypatch.setattr(gc, "disable", lambda: None)
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 130


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_stream_that_lacks_characters_gets_escapes(encoding: str) -> None:
    ran = start("upcoming", env={"PYTHONIOENCODING": encoding, "COLUMNS": "100"})
    text = ran.stdout.decode(encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert " " + "-" * 99 in text.splitlines()
    plain = start("today", "--on", "2023-11-16", env={"PYTHONIOENCODING": "ascii"})
    assert rb"Lionel Le Cle\xef and others" in plain.stdout


def test_json_is_utf8_whatever_the_stream() -> None:
    ran = start("today", "--on", "2023-11-16", "--json", env={"PYTHONIOENCODING": "ascii"})
    names = [
        speaker["name"]
        for session in json.loads(ran.stdout)["editions"][0]["sessions"]
        for speaker in session["speakers"]
    ]
    assert names == ["Julie Mercier", "Lionel Le Cleï"]
    assert "Cleï".encode() in ran.stdout


def test_asks_the_terminal_for_its_width() -> None:
    shown, _ = on_terminal("upcoming", env={"COLUMNS": "", "NO_COLOR": "1"}, columns=72)
    narrow = start("upcoming", env={"COLUMNS": "72"})
    assert shown == narrow.stdout.decode()


def test_colours_a_terminal_and_closes_with_a_hint() -> None:
    shown, code = on_terminal("today", "--on", "2023-11-15T10:20+01:00")
    assert code == 0
    assert "\x1b[1;32mMilipol Paris 2023, 23rd\x1b[0m" in shown
    shown, code = on_terminal("upcoming")
    assert "\x1b[33mtentative\x1b[0m" in shown
    assert code == 0


def test_the_hint_is_for_people_without_picks_and_data(tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.toml"
    env = {"MILIPOL_AGENDA": str(agenda)}
    hints = {
        ("today",): "Try: milipol today --on 2023-11-17",
        ("search", "raid"): "Try: milipol show paris-2023/raid-demonstration",
        ("agenda", "--on", "2023-11-16"): (
            "Try: milipol agenda add paris-2023, milipol show paris-2023"
        ),
    }
    for args, hint in hints.items():
        assert hint in on_terminal(*args, env=env)[0].splitlines()
    agenda.write_text("# No picks yet.\n", "utf-8")
    assert "Try:" in on_terminal("today", env=env)[0]
    agenda.write_text('[[pick]]\nid = "paris-2023"\n', "utf-8")
    assert "Try:" not in on_terminal("search", "raid", env=env)[0]
    # An agenda with errors is one, too.
    agenda.write_text("[[pick]", "utf-8")
    assert "Try:" not in on_terminal("upcoming", env={**env, "MILIPOL_ON": ""})[0]
    assert "Try:" not in on_terminal("today", env={"MILIPOL_DATA": str(GOOD)})[0]


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}],
    ids=["NO_COLOR", "both", "dumb"],
)
@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize("name", EVERY)
def test_no_escape_at_all_where_colour_is_refused(name: str, env: dict[str, str]) -> None:
    shown, code = on_terminal(*EXAMPLES[name], env=env)
    assert (code, shown != "", "\x1b" in shown) == (0, True, False)


def test_a_narrow_terminal_gets_plain_lines() -> None:
    """In the colours of the table."""
    coloured, _ = on_terminal("upcoming", env={"COLUMNS": "40"})
    shown = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    plain = start("upcoming", "--format", "plain").stdout.decode()
    assert "\x1b[33mShow: Milipol Paris, 25th\x1b[0m\n" in coloured
    assert shown.split() == plain.split()
    assert [line for line in shown.splitlines() if len(line) > 40 and " " in line] == []


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize("name", EVERY)
def test_in_the_locale_of_c_every_command_answers(name: str) -> None:
    """As UTF-8, which Python takes it for; in escapes, where it may not."""
    usual = start(*EXAMPLES[name])
    assert start(*EXAMPLES[name], env={"LANG": "C"}).stdout == usual.stdout
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = start(*EXAMPLES[name], env=ascii_alone)
    assert (ran.returncode, ran.stderr) == (usual.returncode, usual.stderr) == (0, b"")
    if name != "export":  # a calendar is UTF-8 whatever the locale
        assert len(ran.stdout.decode("ascii").splitlines()) == len(
            usual.stdout.decode().splitlines()
        )


def test_without_a_command_help_is_the_answer_and_fits_a_screen() -> None:
    shown = start("--help").stdout
    assert start().stdout == start("-h").stdout == shown
    lines = shown.decode().splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_version() -> None:
    ran = start("--version")
    assert re.fullmatch(rb"milipol [0-9]+\.[0-9]+\.[0-9]+(\.dev[0-9]+)?\n", ran.stdout)


def test_where_memory_ends() -> None:
    """It is said in one line; real limits may also end the interpreter itself."""
    script = """
import tomli
def loads(text, **_):
    raise MemoryError
tomli.loads = loads
from milipol_cli.__main__ import main
main()
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, "upcoming"],
        capture_output=True,
        check=False,
        env={**os.environ, "MILIPOL_DATA": str(GOOD)},
    )
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert ran.stderr == (b"milipol: not enough memory; make your own data files smaller\n")
