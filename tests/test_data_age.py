"""The age of the data is that of the bundled data, also with a show of one's own."""

import shutil
from pathlib import Path

import pytest

from conftest import GOOD, ON, Run, rewrite


@pytest.fixture(autouse=True)
def _oslo(folder: Path) -> None:
    """A show that was reviewed years ago."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    show = folder / "oslo" / "show.toml"
    rewrite(show, f"= {ON}", "= 2020-01-01")
    rewrite(show, "known = 2026", "known = 2019")


@pytest.mark.parametrize(
    "args", [("upcoming",), ("upcoming", "paris"), ("today",), ("show",), ("news",)], ids=" ".join
)
def test_the_age_of_the_data_is_that_of_the_bundled_data(run: Run, args: tuple[str, ...]) -> None:
    record = run(*args, "--json").json
    assert record["data_as_of"] == ON
    asked = run(*args, "--on", "2023-11-16", "--json").json
    assert asked["data_as_of"] == ON
    if "paris" in args:
        assert "Oslo" not in run(*args).out


def test_headings_look_back_before_the_review_of_the_bundled_data(run: Run) -> None:
    on = ("--on", "2023-11-16")
    assert "as of" in run("upcoming", *on).out.splitlines()[0]
    assert "as of" in run("news", *on).out.splitlines()[0]
    assert "as of" in run("search", "oslo", *on).out.splitlines()[0]
