"""The recipe for a team in docs/updates.md, as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Run
from published import EXTRA, OLD_SOURCE, SESSION, serving

pytestmark = pytest.mark.slow

SCRIPT = re.compile(r"`publish\.sh`:\n\n```sh\n(.*?)```", re.DOTALL)


def git(folder: Path, *args: str) -> None:
    """Runs git as somebody."""
    name = ("-c", "user.name=Team", "-c", "user.email=team@example.org")
    subprocess.run(["git", *name, "-C", str(folder), *args], check=True)


def push(folder: Path, name: str) -> None:
    """Adds a session to the data in a clone, and pushes it."""
    session = SESSION.format(id=name, date="2027-11-16")
    (folder / "data" / "paris").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "sources.toml").write_text(OLD_SOURCE, "utf-8")
    extra = folder / "data" / "paris" / "2027-extra.toml"
    old = extra.read_text("utf-8") if extra.exists() else EXTRA
    extra.write_text(old + session, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Add a session")
    git(folder, "push", "--quiet", "--set-upstream", "origin", "HEAD")


def test_a_team_publishes_from_a_repository(run: Run, tmp_path: Path) -> None:
    (script,) = SCRIPT.findall((ROOT / "docs" / "updates.md").read_text("utf-8"))
    git(tmp_path, "init", "--quiet", "--bare", "shows.git")
    for name in ("one", "two"):
        git(tmp_path, "clone", "--quiet", "shows.git", name)
        if name == "one":
            path = tmp_path / name / "publish.sh"
            path.write_text(script, "utf-8")
            path.chmod(0o755)
            push(tmp_path / name, "briefing")
    git(tmp_path, "clone", "--quiet", "shows.git", "job")
    public = tmp_path / "public"

    def publish() -> "subprocess.CompletedProcess[str]":
        """Runs the script as cron does: elsewhere, with few variables."""
        return subprocess.run(
            [tmp_path / "job" / "publish.sh", public],
            cwd="/",
            env={
                "HOME": str(tmp_path / "home"),
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert publish().returncode == 0
    with serving(public) as server:
        assert run("update", f"{server.address}/").code == 0
        assert run("show", "paris-2027/briefing").code == 0
        push(tmp_path / "two", "reception")
        assert publish().returncode == 0
        assert run("update").code == 0
        assert run("show", "paris-2027/reception").code == 0
        push(tmp_path / "two", "reception")
        refused = publish()
        assert (refused.returncode, "reception" in refused.stdout) == (4, True)
        assert "Up to date" in run("update").err
