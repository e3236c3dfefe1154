"""The modules of the pages' script in Node; test_browser.py has them together."""

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import write_file
from milipol_cli.commands.publish import render


def test_each_module_by_itself(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here")
    shutil.copytree(render.TEMPLATES / "script", tmp_path / "script")
    shutil.copy(render.TEMPLATES / "sw.js", tmp_path)
    shutil.copytree(Path(__file__).parent / "script", tmp_path, dirs_exist_ok=True)
    write_file(tmp_path / "package.json", '{"type": "module"}')
    tested = subprocess.run(
        [node, "--test"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_the_script_has_each_module_once_and_after_what_it_imports() -> None:
    """It is one file, since a browser loads no module from a folder."""
    folder = render.TEMPLATES / "script"
    names = [f"{name}.js" for name in render._MODULES]
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    for number, name in enumerate(names):
        lines = (folder / name).read_text("utf-8").splitlines()
        imported = {
            line.partition(" from './")[2].removesuffix("';")
            for line in lines
            if line.startswith("import ")
        }
        assert imported <= {*names[:number]}, name
    joined = render.script().decode()
    assert joined.startswith("'use strict';\nconst $ = ")
    assert "\nimport " not in joined
    assert "\nexport " not in joined
