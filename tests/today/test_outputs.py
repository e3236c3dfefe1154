"""What `today` answers beside the whole answers that `cases.py` and `golden/` hold."""

import pytest

from conftest import Run


def test_a_format_of_the_environment_is_none_for_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_FORMAT", "json")
    assert run("today", "--line", "--on", "2021-03-16").out == (
        "Milipol Qatar day 2 of 3\n"
    )
