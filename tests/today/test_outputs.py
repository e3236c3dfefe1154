"""What `today` answers; most whole answers are held by `test_outputs.py`."""

from pathlib import Path

import pytest

from conftest import Golden, Put, Run

MOMENT = ("--on", "2023-11-15T10:20+01:00", "--tz", "Asia/Singapore")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ((), "Milipol Paris in 357 days, tentative\n"),
        (("--within", "30d"), ""),
        (("--within", "51w"), "Milipol Paris in 357 days, tentative\n"),
        (
            ("--on", "2023-11-15T08:00+01:00"),
            "Milipol Paris day 2 of 4: next 10:00 Keynote\n",
        ),
        (("--on", "2023-11-15T18:30+01:00"), "Milipol Paris day 2 of 4\n"),
        (
            ("--on", "2023-11-15T10:20+01:00"),
            "Milipol Paris day 2 of 4: Keynote until 10:30, next 10:30 Panel\n",
        ),
        (
            ("--on", "2023-11-15T11:05+01:00"),
            "Milipol Paris day 2 of 4: Panel until 12:00, Demonstration may be on,"
            " next 14:15 Demonstration\n",
        ),
        (
            ("--on", "2023-11-17"),
            "Milipol Paris day 4 of 4: The Olympic Games as Vectors of Transformation"
            " and Legacy\n",
        ),
        (("--on", "2021-03-16"), "Milipol Qatar day 2 of 3\n"),
        (("--on", "1983-01-01"), ""),
        (("qatar",), ""),
    ],
)
def test_line(run: Run, args: tuple[str, ...], line: str) -> None:
    ran = run("today", "--line", *args)
    assert (ran.code, ran.out, ran.err) == (0, line, "")


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
    line = "Tokyo [Security] 展 day 2 of 2: Awards until 02:00, next 10:00 Talk\n"
    assert run(*args, "--line").out == line
