"""Outputs of `news` beside the whole ones in `cases.py`."""

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
