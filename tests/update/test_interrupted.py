"""`milipol update`, interrupted with Ctrl-C."""

from pathlib import Path
from typing import NoReturn

import pytest

from conftest import DATA, Run
from milipol_cli import bounded
from milipol_cli.cli import environment
from milipol_cli.update import query
from published import newer_data, publish, set_clock


def interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A published folder with newer data."""
    set_clock(monkeypatch)
    return str(publish(tmp_path / "published", newer_data(tmp_path / "newer")))


def test_the_data_stays_as_it_is(
    run: Run, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "answer", interrupt)
    ran = run("update", folder)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "milipol: interrupted; the data stays as it is\n"
    assert environment.base_folder() == DATA


def test_newer_data_that_is_in_use_stays_in_use(
    run: Run, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to report."""
    monkeypatch.setattr(query, "changes_between", interrupt)
    assert run("update", folder).code == 130
    assert environment.base_folder() != DATA
