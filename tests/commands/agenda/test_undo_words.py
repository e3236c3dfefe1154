"""How long ago a command was that is undone, and follow-ups that are not there."""

import datetime as dt
from pathlib import Path

import pytest

from conftest import Run
from milipol_cli.commands.agenda.undo import _ago


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (59, "just now"),
        (120, "2 min ago"),
        (2 * 3600, "2 h ago"),
        (24 * 3600, "1 day ago"),
        (72 * 3600, "3 days ago"),
    ],
)
def test_an_age_is_in_its_largest_unit(seconds: int, text: str) -> None:
    assert _ago(dt.timedelta(seconds=seconds)) == text


@pytest.mark.usefixtures("agenda")
def test_as_of_a_time_the_age_is_shown(run: Run) -> None:
    moment = ("--on", "2023-11-15T12:20+01:00")
    run("agenda", "add", "paris-2027")
    ran = run("agenda", "undo", *moment)
    assert ran.err.startswith("Undone: agenda add paris-2027 (just now).")


def test_no_follow_up_is_taken_off_where_there_is_none(run: Run, agenda: Path) -> None:
    run("agenda", "add", "raid-demonstration", "--on", "2023-11-13")
    text = agenda.read_text("utf-8")
    assert run("agenda", "edit", "raid-demonstration", "--follow-up", "").code == 0
    assert agenda.read_text("utf-8") == text
