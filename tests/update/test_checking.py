"""The checks of fetched data, without the process of their own."""

import shutil
from pathlib import Path

import pytest

from conftest import GOOD
from milipol_cli.errors import InvalidData
from milipol_cli.update import checking

SOURCE = """
[[source]]
id = "{name}"
publisher = "Oslo"
kind = "{kind}"
date = {date}
"""


def test_the_latest_day_is_that_of_a_review_whatever_the_sources(
    tmp_path: Path,
) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    show = data / "oslo" / "show.toml"
    sources = data / "sources.toml"
    (line,) = [
        line
        for line in show.read_text("utf-8").splitlines()
        if line.startswith("reviewed")
    ]
    reviewed = line.removeprefix("reviewed = ")
    asked = {"folder": str(data)}
    assert checking.answer(b"", asked) == {"latest": reviewed}
    with sources.open("a", encoding="utf-8") as file:
        file.write(SOURCE.format(name="new", kind="organiser", date="2031-05-06"))
    assert checking.answer(b"", asked) == {"latest": reviewed}


def test_an_error_is_named(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    with (data / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE.format(name="new", kind="rumour", date="2031-05-06"))
    with pytest.raises(InvalidData) as error:
        checking.answer(b"", {"folder": str(data)})
    assert str(error.value) == (
        "sources.toml: line 9: source[1].kind: found 'rumour'; expected organiser,"
        " authority, press, participant, reference or directory"
    )
