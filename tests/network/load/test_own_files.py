"""Answers with the user's own files: what they add and replace, and what was picked."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import GOOD, HERE, Golden, Put, Run, rewrite
from facts import lost

# Wide letters, an emoji that is wide by itself, and accents that are characters.
WIDE = {
    "wide-today": ("today", "tokyo"),
    "wide-show": ("show", "tokyo-2028"),
    "wide-agenda": ("agenda",),
}


@pytest.fixture
def own(folder: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that adds and replaces, and an agenda with some of it."""
    put("paris")
    agenda = (folder / "agenda.toml").rename(folder.parent / "agenda.toml")
    monkeypatch.setenv("MILIPOL_AGENDA", str(agenda))
    return folder


@pytest.mark.usefixtures("own")
def test_what_own_files_add_is_shown(run: Run, golden: Golden) -> None:
    """A venue, a notice, a figure, and a whole programme with what was picked of it."""
    table = run("show", "paris-2023", "--sources").out
    golden("own-paris-2023.txt", table)
    assert lost(table, run("show", "paris-2023", "--sources", "--format", "plain").out) == []


@pytest.mark.usefixtures("own")
def test_picked_sessions_are_marked(run: Run) -> None:
    sessions = run("show", "paris-2023", "--json").json["sessions"]
    assert [session["id"] for session in sessions if session["picked"]] == [
        "paris-2023/raid-demonstration",
        "paris-2023/supper",
    ]
    undated = run("show", "paris-2025", "--json").json["sessions"]
    picked = [entry["id"] for entry in undated if entry["picked"]]
    assert picked == ["paris-2025/htxai-keynote"]
    assert run("show", "htxai-keynote", "--json").json["session"]["picked"]
    assert " State       picked\n" in run("show", "htxai-keynote").out


@pytest.mark.parametrize("name", WIDE)
def test_columns_fit_letters_of_every_width(
    run: Run, golden: Golden, folder: Path, put: Put, name: str
) -> None:
    """A letter of Tokyo takes two cells on a terminal, and an accent none."""
    put("wide")
    agenda = folder / "agenda.toml"
    ran = run(*WIDE[name], "--on", "2028-05-03", MILIPOL_AGENDA=agenda, COLUMNS=100)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.txt", ran.out)


@pytest.mark.parametrize(
    ("columns", "is_table"), [(120, True), (100, True), (80, True), (60, False)]
)
def test_a_long_title_of_wide_letters_is_broken_between_them(
    run: Run, folder: Path, columns: int, *, is_table: bool
) -> None:
    """Its script has no spaces; if too few letters fit in a column, lines are shown."""
    title = "国際警備展示会における生体認証技術の最新動向と国境管理の運用に関する講演"
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    kind = 'kind = "talk"\n'
    rewrite(folder / "oslo" / "2028.toml", kind, f'{kind}title = "{title}"\n')
    out = run("today", "oslo", "--on", "2028-05-03T10:10+02:00", COLUMNS=columns).out
    assert title in re.sub(r"\s|may be on,|10 min in|talk", "", out)
    assert ("─" in out) == is_table
    if is_table:
        assert max(map(cell_len, out.splitlines())) <= columns


@pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")
def test_a_path_that_is_not_utf_8_is_escaped(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"own \xff")
    shutil.copytree(HERE / "network" / "load" / "own" / "paris", folder)
    (folder / "agenda.toml").rename(folder / "odd.toml")
    (fault,) = run("check", str(folder), "--json", MILIPOL_DATA=folder).json["faults"]
    assert fault["file"] == f"{tmp_path}/own \\udcff/odd.toml"
