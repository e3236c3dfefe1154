"""The home folder and the application folder, and what works without them."""

import os
import pwd
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from conftest import Run
from milipol_cli.cli.environment import home, own_path

NO_PLACE = (
    "milipol: your home folder is not known, so there is no place for your agenda; set"
    " HOME or MILIPOL_AGENDA\n"
)


@pytest.fixture(name="homeless")
def _homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder of someone without a home or an account."""

    def nobody(_: int) -> NoReturn:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize("named", ["", "settings", "./settings", "~/settings"])
def test_settings_without_an_absolute_path_are_ignored(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", named)
    assert own_path("data") == tmp_path / ".config" / "milipol" / "data"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert own_path("data") == tmp_path / ".config" / "milipol" / "data"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/settings")
    assert own_path("data") == Path("/etc/settings/milipol/data")


def test_without_a_home_that_of_the_account_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    monkeypatch.delenv("HOME")
    at_home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert home() == at_home
    assert own_path("data") == at_home / ".config" / "milipol" / "data"


@pytest.mark.parametrize(
    ("platform", "env", "folder"),
    [
        ("darwin", {}, "/me/Library/Application Support/milipol/data"),
        ("win32", {"APPDATA": "/me/AppData"}, "/me/AppData/milipol/data"),
        ("win32", {}, "/me/milipol/data"),
    ],
)
def test_other_systems_have_another_folder(
    platform: str, env: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in {"HOME": "/me", **env}.items():
        monkeypatch.setenv(name, value)
    assert own_path("data") == Path(folder)


@pytest.mark.parametrize(
    "args",
    [
        ("agenda",),
        ("agenda", "add", "--own", "Call", "--at", "2027-01-02"),
        ("agenda", "remove", "call"),
        ("export", "agenda"),
    ],
    ids=" ".join,
)
def test_the_agenda_says_what_to_set(
    run: Run, args: tuple[str, ...], homeless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for named in (None, "me", ""):
        if named is not None:
            monkeypatch.setenv("HOME", named)
            monkeypatch.setenv("XDG_CONFIG_HOME", named)
        ran = run(*args)
        assert (ran.code, ran.out, ran.err) == (4, "", NO_PLACE)
        assert list(homeless.iterdir()) == []
    monkeypatch.setenv("MILIPOL_AGENDA", "mine.toml")
    assert run("agenda", "add", "--own", "Call", "--at", "2027-01-02").code == 0
    assert {path.name for path in homeless.iterdir()} <= {
        "mine.toml",
        "mine.toml.lock",
        "mine.toml.undo",
    }


def test_what_needs_no_agenda_needs_no_home(run: Run, homeless: Path) -> None:
    for args in (("upcoming",), ("today", "--line"), ("check",)):
        ran = run(*args)
        assert (ran.code, ran.out != "", ran.err) == (0, True, "")
    assert list(homeless.iterdir()) == []
