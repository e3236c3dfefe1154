"""The walks in docs/walks/, from the first to the last command of each."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run

WALKS = ROOT / "docs" / "walks"
BLOCK = re.compile(r"```console\n\$ milipol (?P<command>.*)\n(?P<output>[^`]*)```")


@pytest.mark.parametrize("page", sorted(WALKS.glob("*.md")), ids=lambda page: page.stem)
def test_a_walk_shows_what_is_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, update: bool, page: Path
) -> None:
    """With the files beside the page, an agenda and, once there is one, own data."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setenv("MILIPOL_AGENDA", "agenda.toml")
    monkeypatch.setenv("COLUMNS", "100")
    here = tmp_path / "here"
    here.mkdir()
    if page.with_suffix("").is_dir():
        shutil.copytree(page.with_suffix(""), here, dirs_exist_ok=True)
    monkeypatch.chdir(here)
    text = page.read_text("utf-8")

    def shown(block: re.Match[str]) -> str:
        ran = run(*shlex.split(block["command"]))
        assert (block["command"], ran.code) == (block["command"], 0)
        if (here / "my-data").exists():
            monkeypatch.setenv("MILIPOL_DATA", "my-data")
        out = (ran.out + ran.err).replace(f"{here}/", "")
        return f"```console\n$ milipol {block['command']}\n{out}```"

    walked = BLOCK.sub(shown, text)
    if update:
        page.write_text(walked, "utf-8")
    assert walked == text or update


def test_each_walk_has_its_files_and_is_linked() -> None:
    pages = {page.stem for page in WALKS.glob("*.md")}
    folders = {path.name for path in WALKS.iterdir() if path.is_dir()}
    assert folders <= pages
    linked = (ROOT / "README.md").read_text("utf-8")
    assert {name for name in pages if f"docs/walks/{name}.md" not in linked} == set()
