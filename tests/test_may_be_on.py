"""An edition whose end is not known "may be on" until its usual length has passed."""

import pytest

from builders import at, edition, notice, show
from conftest import Put, Run
from milipol_cli.network.editions import edition_as_of
from milipol_cli.network.model.shows import Edition

OPEN = edition("expo-2031", notice("2030-01-01", "2031-05-04"))


def others(*lengths: int) -> list[Edition]:
    """Editions of earlier years that took so many days in May."""
    return [
        edition(f"expo-{year}", notice("2019-01-01", f"{year}-05-01/{year}-05-{length:02}"))
        for year, length in enumerate(lengths, 2020)
    ]


def last_day_it_may_be_on(*editions: Edition) -> int:
    """The last day of May on which the edition may be on."""
    days = [
        day
        for day in range(5, 32)
        if (seen := edition_as_of(OPEN, show(*editions, OPEN), at(f"2031-05-{day:02}")))
        and seen.may_be_on
    ]
    last = 4 + len(days)
    assert days == list(range(5, last + 1))
    return last


def test_the_usual_length_is_that_of_the_other_editions() -> None:
    assert last_day_it_may_be_on() == 7  # four days
    assert last_day_it_may_be_on(*others(3)) == 6
    assert last_day_it_may_be_on(*others(2, 2, 5)) == 5
    assert last_day_it_may_be_on(*others(2, 5)) == 8  # the longer one
    assert last_day_it_may_be_on(*others(1)) == 4


def test_lengths_that_are_not_known_yet_or_given_up_do_not_count() -> None:
    later = edition("expo-2032", notice("2031-12-01", "2032-05-04/2032-05-05"))
    off = edition(
        "expo-2030",
        notice("2029-01-01", "2030-05-04/2030-05-05"),
        notice("2029-02-01", status="cancelled"),
    )
    month = edition("expo-2029", notice("2029-01-01", "2029-05"))
    assert last_day_it_may_be_on(later, off, month) == 7


def test_it_may_not_be_on_when_more_is_known() -> None:
    for change in (
        notice("2031-05-05", status="cancelled"),
        notice("2031-05-06", "2031-06-04/2031-06-05"),
        notice("2030-02-01", "2031-05-04/2031-05-04"),
    ):
        changed = edition("expo-2031", *OPEN.notice, change)
        seen = edition_as_of(changed, show(changed), at("2031-05-05"))
        assert seen is not None
        assert not seen.may_be_on


@pytest.fixture
def _expo(put: Put) -> None:
    put("open")


@pytest.mark.usefixtures("_expo")
def test_today_shows_the_day(run: Run) -> None:
    ask = ("today", "expo", "--on", "2031-05-05")
    assert run(*ask, "--format", "plain").out == (
        "Show: Expo 2031\n"
        "Date: Monday 5 May 2031, may be on, end not known\n"
        "Place: place not found\n"
        "ID: expo-2031\n"
        "\n"
        "Theme: Ports\n"
        "\n"
        "No programme is known for this day.\n"
    )
    (day,) = run(*ask, "--json").json["editions"]
    assert (day["day"], day["may_be_on"]) == (None, True)
    line = run(*ask, "--line").out
    assert line == "Expo may be on: Ports\n"
    assert run("today", "expo", "--on", "2031-05-08", "--line").out == ""


@pytest.mark.usefixtures("_expo")
def test_upcoming_and_show_say_so(run: Run) -> None:
    on = ("--on", "2031-05-05")
    assert "  may be on  " in run("upcoming", "expo", *on).out
    (row,) = run("upcoming", "expo", *on, "--json").json["editions"]
    assert (row["phase"], row["may_be_on"]) == (None, True)
    when = "from 4 May 2031, began 1 day ago, may be on"
    assert f"  {when}\n" in run("show", "expo-2031", *on).out
    assert f" Next  {when}\n" in run("show", "expo", *on).out
    assert "  from 4 May 2031, may be on  " in run("show", *on).out


@pytest.mark.usefixtures("_expo")
def test_a_pick_and_a_calendar_do_not_call_it_over(run: Run) -> None:
    run("agenda", "add", "expo-2031", "--on", "2031-05-01")
    on = ("--on", "2031-05-05")
    assert "  began 1 day ago  may be on  " in run("agenda", *on).out
    ran = run("export", "expo-2031", "--dry-run", *on)
    assert "(new): 1 event, 2 alarms" in ran.out
    assert "over" not in ran.out
