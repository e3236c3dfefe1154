"""What `today` answers; most whole answers are held by `test_outputs.py`."""

from pathlib import Path

import pytest

from conftest import Golden, Put, Run

MOMENT = ("--on", "2023-11-15T10:20+01:00", "--tz", "Asia/Singapore")


def test_a_format_of_the_environment_is_none_for_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_FORMAT", "json")
    assert run("today", "--line", "--on", "2021-03-16").out == (
        "Milipol Qatar day 2 of 3\n"
    )


def test_two_shows_on_one_day_both_appear(
    run: Run, folder: Path, put: Put, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(".")
    programme = folder / "tokyo" / "2023.toml"
    theme, *_ = programme.read_text("utf-8").partition("[[session]]")
    programme.write_text(theme, "utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    args = ("today", *MOMENT[:2], "--tz", "Asia/Tokyo")
    golden("today-two-shows.txt", run(*args).out)
    golden("today-two-shows.plain.txt", run(*args, "--format", "plain").out)


def test_a_night_session_is_shown_after_midnight(
    run: Run, put: Put, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(".")
    monkeypatch.setenv("COLUMNS", "100")
    args = ("today", "tokyo", "--on", "2023-11-16T00:30+09:00", "--tz", "Asia/Tokyo")
    for form, ending in (("table", "txt"), ("plain", "plain.txt"), ("json", "json")):
        golden(f"today-night.{ending}", run(*args, "--format", form).out)
    line = (
        "Tokyo [Security] 展 day 2 of 2: Awards Night music until 02:00;"
        " next 10:00 Talk (programme as known today)\n"
    )
    assert run(*args, "--line").out == line


@pytest.mark.parametrize("name", ["ON", "FORMAT"])
def test_an_error_names_the_variable_that_the_value_came_from(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"MILIPOL_{name}", "foo")
    assert run("today").err.startswith(f"milipol: MILIPOL_{name} 'foo': ")
    option = f"--{name.lower()}"
    assert run("today", option, "foo").err.startswith(f"milipol: {option} 'foo': ")
