"""Outputs of `news` beside the whole ones in `cases.py`."""

from pathlib import Path

import pytest

from conftest import ENDINGS, Golden, Put, Run


@pytest.mark.parametrize("form", ["table", "plain", "json"])
def test_news_of_each_change_of_an_edition(
    run: Run, golden: Golden, put: Put, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Confirmed, moved to another city, cancelled, announced again: a row for each."""
    put(".")
    monkeypatch.setenv("COLUMNS", "100")
    args = ("news", "paris", "--since", "2026-11-01", "--on", "2027-04-01")
    golden(f"own-turns.{ENDINGS[form]}", run(*args, "--format", form).out)


WHOLE_NETWORK = """
[[news]]
id = "network"
title = "a meeting of all shows"
summary = "All shows met."
known_by = 2026-11-01
source = ["own"]
"""


def test_a_title_without_a_capital_says_what_it_is_about(
    run: Run, folder: Path
) -> None:
    (folder / "news.toml").write_text(WHOLE_NETWORK, "utf-8")
    assert run("news", "--since", "2026-11-01").out == (
        "News about the Milipol network since 1 November 2026\n"
        "\n"
        " Without a date  network: a meeting of all shows"
        " (not named, by 1 November 2026)\n"
    )
