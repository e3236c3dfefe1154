"""A session has the same name in every answer."""

import shutil
from pathlib import Path

import pytest

from conftest import GOOD, Put, Run

NAMES = {"untitled": "Keynote: Borders at sea", "titled": "Panel: Borders at sea", "bare": "Talk"}
BESIDE = {"untitled": "with Ana Diaz and 1 other", "titled": "with Bo Ek", "bare": "with Cy Fox"}
IN_A_LINE = {
    "untitled": "Keynote Borders at sea",
    "titled": "Panel Borders at sea",
    "bare": "Talk Cy Fox",
}
ON = "2028-05-03T09:00+02:00"


@pytest.fixture(autouse=True)
def _oslo(folder: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    put("names")
    monkeypatch.setenv("MILIPOL_ON", ON)


@pytest.mark.parametrize("session", NAMES)
def test_a_session_has_one_name_and_who_speaks_beside_it(run: Run, session: str) -> None:
    name, beside = NAMES[session], BESIDE[session]
    title = f"{name}, {beside}" if session == "bare" else name
    for args in (("today", "oslo"), ("show", "oslo-2028"), ("show", "2028-05-03")):
        (line,) = (line for line in run(*args).out.splitlines() if line.endswith(f"  {session}"))
        assert f"  {name}, {beside}  " in line
        assert f"Session: {name}\n" in run(*args, "--format", "plain").out
    assert run("show", session).out.startswith(f"{title}  ")
    assert f" {title}  " in run("search", session, "--kind", "session").out
    word = beside.split()[1]
    assert f"in {name}" in run("search", word, "--kind", "speaker").out
    ics = run("export", f"oslo-2028/{session}", "-o", "-").out.replace("\n ", "")
    assert f"SUMMARY:{title}\n".replace(",", "\\,") in ics
    assert run("agenda", "add", session).code == 0
    assert f"  {title}  " in run("agenda").out
    assert run("today", "--line").out.endswith(f" {IN_A_LINE[session]}\n")
