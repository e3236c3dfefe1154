"""Venvs of their own: milipol as its users install it, and other programs from PyPI."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ("khal", "norwegianblue", "cfpsec", "gcalcli")

VERSIONS = """
import importlib.metadata as metadata, json
print(json.dumps({dist.name: dist.version for dist in metadata.distributions()}))
"""


class Venv:
    """A venv with one project in it."""

    def __init__(self, folder: Path, project: str | Path) -> None:
        self.bin = folder / "bin"
        self.python = self.bin / "python"
        _run([sys.executable, "-m", "venv", "--without-pip", folder])
        self._install(project)

    def upgrade(self, names: Sequence[str]) -> None:
        """Installs the newest versions of some projects, whatever others allow."""
        for name in names:
            self._install("--upgrade", name)

    def _install(self, *arguments: str | Path) -> None:
        pip = (sys.executable, "-m", "pip", "--python", self.python)
        _run([*pip, "install", "--quiet", "--compile", *arguments])

    def versions(self) -> dict[str, str]:
        """The versions of all that is installed, by name."""
        return {**json.loads(_run([self.python, "-c", VERSIONS]))}


def install(
    folder: Path, *, with_peers: bool, newest: Sequence[str] = ()
) -> tuple[Venv, dict[str, Venv | None], dict[str, str]]:
    """Milipol, each peer or None where it cannot be installed, and their versions.

    Milipol is installed with the `newest` versions of some of its dependencies.
    """
    with ThreadPoolExecutor() as pool:
        asked = {name: pool.submit(_peer, folder, name) for name in PEERS if with_peers}
        milipol = Venv(folder / "milipol", ROOT)
        milipol.upgrade(newest)
        peers = {name: future.result() for name, future in asked.items()}
    versions = milipol.versions()
    for name, venv in peers.items():
        versions[name] = "not installed" if venv is None else venv.versions()[name]
    return milipol, peers, versions


def install_before(folder: Path, revision: str) -> Venv:
    """Milipol as it was at a revision of this repository."""
    sources = folder / "before-sources"
    sources.mkdir()
    archive = folder / "before.tar"
    _run(["git", "-C", ROOT, "archive", "--output", archive, revision])
    _run(["tar", "-x", "-f", archive, "-C", sources])
    return Venv(folder / "before", sources)


def _peer(folder: Path, name: str) -> Venv | None:
    try:
        return Venv(folder / name, name)
    except subprocess.CalledProcessError:
        return None


def _run(args: list[str | Path]) -> str:
    """What a program prints; it may write bytecode, whatever the environment says."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(args, check=True, env=env, stdout=subprocess.PIPE, text=True)
    return ran.stdout
