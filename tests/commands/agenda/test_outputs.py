"""Whole outputs of `milipol agenda`, and of other commands that know the picks."""

import re
from pathlib import Path

import pytest

from conftest import ENDINGS, HERE, Golden, Run
from facts import lost

MINUTES = ("--minutes", "30")
OWN = HERE / "commands" / "agenda" / "own"
# A plan for Milipol Paris 2023: sessions, a day, editions, own entries.
PLANNED = (OWN / "planned.toml").read_text("utf-8")
# The same plan with more picks, and some that the data has changed since.
GROWN = PLANNED + (OWN / "more.toml").read_text("utf-8")
# Picks without an end or a day, or with days of another edition.
ODD = (OWN / "odd.toml").read_text("utf-8")
# An entry at a show, and one in another zone.
BOTH = (OWN / "both.toml").read_text("utf-8")
MOMENT = ("--on", "2023-11-15T11:20+01:00")
CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "agenda": (PLANNED, ("--on", "2023-11-13", "--tz", "Asia/Tokyo")),
    "agenda-grown": (GROWN, ("--all",)),
    "agenda-grown-then": (GROWN, (*MOMENT, "--change", "2h", "--gap", "4h")),
    "agenda-past": (GROWN, ()),
    "agenda-day": (GROWN, (*MOMENT, "--day", "2023-11-15", "--tz", "Europe/Paris")),
    "agenda-show": (BOTH, ("--all", "--show", "paris")),
    "agenda-odd": (ODD, ("--on", "2027-11-18", "--all")),
    "agenda-empty": ("", ()),
}
# The cases that are held in another format than the table, too.
HELD = {"agenda-day": ("plain", "json"), "agenda-grown": ("csv",)}


@pytest.mark.parametrize("name", CASES)
def test_prints(run: Run, golden: Golden, agenda: Path, name: str) -> None:
    """Plain lines have the facts of the table, and CSV the rows of JSON."""
    text, args = CASES[name]
    agenda.write_text(text, "utf-8")
    answers = {}
    for form, ending in ENDINGS.items():
        ran = run("agenda", *args, "--format", form, COLUMNS=100)
        assert (form, ran.code, ran.err) == (form, 0, "")
        answers[form] = ran
        if form in ("table", *HELD.get(name, ())):
            golden(f"{name}.{ending}", ran.out)
    assert lost(answers["table"].out, answers["plain"].out) == []
    items = answers["json"].json["items"]
    assert [row["id"] for row in answers["csv"].rows] == [item["id"] for item in items]


def test_fits_a_terminal(run: Run, golden: Golden, agenda: Path) -> None:
    """With two clocks past midnight, too."""
    text, args = CASES["agenda"]
    agenda.write_text(text, "utf-8")
    golden("agenda.80.txt", run("agenda", *args, COLUMNS=80).out)


def test_a_start_without_an_end_stays_on_one_line(run: Run, agenda: Path) -> None:
    agenda.write_text('[[pick]]\nid = "paris-2023/gign-demonstration"\n', "utf-8")
    out = run("agenda", "--on", "2023-11-13", "--tz", "UTC", COLUMNS=80).out
    assert "\n   from 14:15  13:15  Demonstration: GIGN " in out


def test_a_follow_up_shares_the_width_with_its_pick(run: Run, agenda: Path) -> None:
    agenda.write_text(
        '[[pick]]\nid = "paris-2023/continuum-1-panel"\ndone = true\n'
        'follow_up = "send the data sheet of our camera"\n'
        "follow_up_by = 2024-01-15\n",
        "utf-8",
    )
    lines = run("agenda", "--on", "2023-11-20", COLUMNS=80).out.splitlines()
    shown = [" ".join(line.split()) for line in lines[4:7]]
    assert shown == [
        "Mon 15 Jan 2024 send the data sheet of our Panel: The Olympic Games",
        "camera continuum (part 1)",
        "paris-2023-continuum-1-panel",
    ]


TODAY = {
    "today-picked": ("today", *MOMENT, "--tz", "Europe/Paris"),
    "today-picked-untimed": ("today", "--on", "2023-11-17"),
    "today-picked-own": ("today", "--on", "2023-11-18T09:00+01:00"),
}


@pytest.mark.parametrize("name", TODAY)
def test_today_marks_picks(run: Run, golden: Golden, agenda: Path, name: str) -> None:
    agenda.write_text(GROWN, "utf-8")
    table = run(*TODAY[name], COLUMNS=100).out
    golden(f"{name}.txt", table)
    assert lost(table, run(*TODAY[name], "--format", "plain", COLUMNS=100).out) == []


@pytest.mark.parametrize(
    ("option", "why"),
    [
        (("--alarm", "1d") * 21, "--alarm: given 21 times; expected at most 20"),
        (("--note", "x" * 10_001), "--note: 10001 characters; expected at most 10000"),
    ],
    ids=["alarms", "note"],
)
def test_no_more_is_added_than_can_be_read(
    run: Run, agenda: Path, option: tuple[str, ...], why: str
) -> None:
    assert run("agenda", "add", "paris-2027", *option).refusal == (2, why)
    assert not agenda.exists()


@pytest.mark.usefixtures("agenda")
def test_json_says_whether_a_pick_changed(run: Run) -> None:
    edit = ("agenda", "edit", "paris-2027", "--note")
    for args, change in (
        (("agenda", "add", "paris-2027"), "added"),
        (("agenda", "add", "paris-2027"), "unchanged"),
        (("agenda", "add", "paris-2027", "--note", "book"), "updated"),
        ((*edit, "book"), "unchanged"),
        ((*edit, "booked"), "updated"),
    ):
        record = run(*args, "--json").json
        assert [item["change"] for item in record["items"]] == [change]
        assert record["written"] == (change != "unchanged")


@pytest.mark.usefixtures("agenda")
def test_json_has_the_sources_of_a_pick(run: Run) -> None:
    added = run("agenda", "add", "paris-2023/continuum-1-panel", "--json").json
    cited = ["milipol-programme-2023"]
    assert [source["id"] for source in added["sources"]] == cited
    assert [item["sources"] for item in added["items"]] == [cited]


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize(
    ("args", "rings"),
    [
        (("paris-2027", "--alarm", "1d", "--alarm", "24h"), ["2027-11-15T09:00:00"]),
        (("raid-demonstration", "--on", "2023-11-15T13:00+01:00"), []),
    ],
)
def test_json_has_the_alarms_of_a_calendar(
    run: Run, args: tuple[str, ...], rings: list[str]
) -> None:
    """Of several for one moment the first, and none of what is over by then."""
    (item,) = run("agenda", "add", *args, "--json").json["items"]
    assert [ring["at"] for ring in item["rings"]] == rings


def test_an_alarm_of_a_journey_of_2_0_is_reported(run: Run, agenda: Path) -> None:
    """Such a journey is written without alarms, so it rings 15 minutes before."""
    agenda.write_text("""[[pick]]
id = "agenda/night-flight"
title = "Night flight"
kind = "travel"
at = 2023-11-14T23:30:00
minutes = 60
zone = "Europe/Paris"
""")
    on = ("--on", "2023-11-01")
    assert "Alarm: 15 minutes before\n" in run("agenda", *on).out
    ran = run("agenda", "edit", "night-flight", "--alarm", "3h", *on)
    assert "Alarm" not in run("agenda", *on).out
    assert "  alarms: 15 minutes before -> 3 hours before\n" in ran.err
    ran = run("agenda", "edit", "night-flight", "--alarm", "1h", *on)
    assert "  alarms: 3 hours before -> 1 hour before\n" in ran.err
    ran = run("agenda", "edit", "night-flight", "--alarm", "", *on)
    assert "  alarms: 1 hour before -> 3 hours before\n" in ran.err


@pytest.mark.usefixtures("here")
def test_without_an_agenda_file_nothing_is_cancelled(run: Run, agenda: Path) -> None:
    """It may be elsewhere, as for cron, which lacks some variables of a shell."""
    run("agenda", "add", "paris-2023/raid-demonstration")
    run("export", "agenda", "-o", "a.ics")
    run("export", "agenda", "--vdir", "cal")
    raw = Path("a.ics").read_bytes()
    text = agenda.read_bytes()
    agenda.unlink()
    for target in (("-o", "a.ics"), ("--vdir", "cal")):
        ran = run("export", "agenda", *target)
        assert (ran.code, ran.err) == (0, "Your agenda is empty.\n")
    assert Path("a.ics").read_bytes() == raw
    agenda.write_bytes(text)
    run("agenda", "remove", "raid-demonstration")
    assert "1 cancelled" in run("export", "agenda", "-o", "a.ics").err
    assert "1 cancelled" in run("export", "agenda", "--vdir", "cal").err


def test_today_of_one_show_leaves_out_entries_of_others(run: Run, agenda: Path) -> None:
    agenda.write_text(BOTH, "utf-8")
    for show, titles in (("paris", ["Call home", "Meet ACME"]), ("qatar", ["Call home"])):
        shown = run("today", show, *MOMENT, "--tz", "Europe/Paris").out
        assert re.findall("Meeting: (Meet ACME|Call home)", shown) == titles
