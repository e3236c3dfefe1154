"""The values of options that commands share."""

import datetime as dt
from pathlib import Path

import pytest

from conftest import Run
from milipol_cli.cli import options


def test_a_length_of_time_is_in_minutes_up_to_years() -> None:
    texts = ("10m", "2h", "3d", "2w", "999y")
    assert [options.length(text, "--within") for text in texts] == [
        dt.timedelta(minutes=10),
        dt.timedelta(hours=2),
        dt.timedelta(days=3),
        dt.timedelta(days=14),
        dt.timedelta(days=999 * 365),
    ]
    in_days = [options.days(text, "--within") for text in ("3d", "2w", "1y")]
    assert in_days == [3, 14, 365]


@pytest.mark.parametrize(
    ("args", "same"),
    [
        (["help"], ["--help"]),
        (["help", "news"], ["news", "--help"]),
        (["help", "agenda", "add"], ["agenda", "add", "--help"]),
        (["-V"], ["--version"]),
    ],
)
def test_help_and_the_version_are_found_as_in_other_programs(
    run: Run, args: list[str], same: list[str]
) -> None:
    ran, usual = run(*args), run(*same)
    assert (ran.code, ran.out) == (usual.code, usual.out) == (0, ran.out)


def test_an_unknown_command_is_no_show_if_the_data_cannot_be_opened(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_DATA", str(tmp_path / "none"))
    ran = run("paris")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "milipol: no such command 'paris'; see milipol --help or milipol search paris\n",
    )
