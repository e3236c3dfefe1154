"""`milipol remind` with an agenda, and the lines in its page that run it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ENDINGS, HERE, ROOT, Golden, Run

AT = ("--on", "2023-11-15T10:44:59+01:00", "--tz", "Asia/Singapore")
PAGE = (ROOT / "docs" / "calendar.md").read_text("utf-8")


@pytest.fixture(name="planned")
def _planned(agenda: Path) -> None:
    shutil.copy(HERE / "commands" / "remind" / "own" / "agenda.toml", agenda)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("form", ENDINGS)
def test_alarms_of_the_agenda(run: Run, golden: Golden, form: str) -> None:
    """A pick that the data does not have is left out, as in an export."""
    ran = run("remind", *AT, "--format", form)
    notes = form in ("table", "plain", "markdown")
    assert (ran.code, ran.err) == (0, "Programme as of 1 December 2026.\n" if notes else "")
    golden(f"agenda.{ENDINGS[form]}", ran.out)


@pytest.mark.usefixtures("planned")
def test_the_readers_day_may_be_another_than_that_of_the_venue(run: Run) -> None:
    ran = run("remind", *AT[:3], "Pacific/Honolulu")
    assert ran.out.startswith(" Tue 14 November, 23:45 Honolulu, 10:45 Paris +1 day  ")
    # The clock of the venue alone is shown if the reader's has the same time.
    ran = run("remind", *AT[:3], "Europe/Berlin")
    assert ran.out.startswith(" Wed 15 November, 10:45 Paris  ")


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_nothing_is_printed_if_nothing_is_due(run: Run, tmp_path: Path, form: str) -> None:
    on = ("--on", "2023-11-15T12:00+01:00", "--format", form)
    ran = run("remind", *on)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    file = tmp_path / "due.txt"
    run("remind", *on, "-o", str(file))
    assert file.read_bytes() == b""


def test_an_agenda_with_errors_is_reported_as_by_agenda(run: Run, agenda: Path) -> None:
    agenda.write_text("[[pick]]\nid = 3\n", "utf-8")
    ran, other = run("remind"), run("agenda")
    assert (ran.code, ran.out) == (4, "")
    assert (ran.code, ran.err) == (other.code, other.err)
    assert run("remind", "--all").code == 0


def _notified(shell: str, home: Path, on: str) -> list[str]:
    """Runs a line of the shell; the arguments of each call of notify-send."""
    local, programs = home / ".local" / "bin", home / "programs"
    for folder in (local, programs):
        folder.mkdir(parents=True)
    calls = home / "calls"
    for path, text in (
        (local / "milipol", f'exec {shlex.quote(sys.executable)} -m milipol_cli "$@"'),
        (programs / "notify-send", f'printf "%s|" "$@" >> {shlex.quote(str(calls))}'),
    ):
        path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        path.chmod(0o755)
    env = {
        "HOME": str(home),
        "PATH": f"{programs}:/usr/bin:/bin",
        "MILIPOL_ON": on,
        "MILIPOL_AGENDA": os.environ["MILIPOL_AGENDA"],
        "TZ": "Europe/Paris",
    }
    ran = subprocess.run(["/bin/sh", "-c", shell], env=env, capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")
    return calls.read_text("utf-8").split("|")[:-1] if calls.exists() else []


def _cron_line() -> str:
    (line,) = re.findall(r"^\*/5 \* \* \* \* (.*)$", PAGE, re.MULTILINE)
    assert "%" not in line  # which cron takes for the end of the line
    return str(line)


def _unit_line() -> str:
    """What systemd runs: it takes one line apart, and `$$` for a dollar sign."""
    (line,) = re.findall(r"^ExecStart=(.*)$", PAGE, re.MULTILINE)
    words = shlex.split(line)
    assert words[:2] == ["/bin/sh", "-c"]
    assert re.findall(r"(?<!\$)\$(?!\$)|%", words[2]) == []
    return words[2].replace("$$", "$")


def test_the_timer_of_the_page_runs_as_often_as_its_service_looks_ahead() -> None:
    """By UTC: in local time, systemd leaves out an hour when clocks go back."""
    assert re.findall("^OnCalendar=(.*)$", PAGE, re.MULTILINE) == ["*:0/5 UTC"]
    assert "--within 5m" in _unit_line()
    assert "--within 5m" in _cron_line()


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("line", [_cron_line(), _unit_line()], ids=["cron", "systemd"])
def test_the_lines_of_the_page_notify(line: str, tmp_path: Path) -> None:
    """Once for each alarm, whatever is in its title; not at all if none is due."""
    on = "2023-11-15T10:50:30+01:00"
    assert _notified(line, tmp_path / "a home", on) == [
        "Milipol",
        "Wednesday 15 November 2023, 10:50 Paris: 15 minutes before:"
        " Meet <b>ACME</b> & -e $HOME, Hall 5, agenda/meet-acme",
    ]
    assert _notified(line, tmp_path / "later", "2023-11-15T10:55:00+01:00") == []
