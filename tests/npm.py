"""Packages of npm that slow tests use; without npm, those tests are skipped."""

import shutil
import subprocess
from pathlib import Path

import pytest


def install(folder: Path, origin: Path) -> None:
    """Installs what a package.json lists into a folder, beside the files with it.

    Skips the test if that is not possible, and says why.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not here")
    shutil.copytree(origin, folder, dirs_exist_ok=True)
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"]
    npm = subprocess.run(
        [*command, "--fetch-retries=1", "--fetch-timeout=60000"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if npm.returncode != 0:
        why = npm.stderr.strip() or f"it ended with {npm.returncode}"
        pytest.skip(f"npm could not install packages: {why.splitlines()[0]}")
