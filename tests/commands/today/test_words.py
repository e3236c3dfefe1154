"""The words of `today` beside the programme, and its line for a prompt."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agendas import own
from builders import TOKYO, day, edition, news, notice, session, show, theme, today
from conftest import Run
from milipol_cli.commands.today.prompt import prompt_line
from milipol_cli.commands.today.view import heading, view
from milipol_cli.look import plain
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Programme, Session, Speaker
from milipol_cli.network.model.shows import ShowFile

LONDON = ZoneInfo("Europe/London")
ANNOUNCED = "2025-04-08/2025-04-10"
HELD = "2025-04-23/2025-04-25"
PARIS_2023 = edition("paris-2023", notice("2023-09-30", "2023-11-14/2023-11-17"))


def test_show_that_nothing_is_known_about_is_named_by_its_id() -> None:
    files = show(PARIS_2023), show(edition("brazil-2026", notice("2026-04-14", "2026")))
    answer = today("2023-01-01", *files, shows=["brazil"])
    assert answer.unknown == ("brazil",)
    assert heading(answer) == ("Sunday 1 January 2023: nothing was known about brazil yet.")


def line(as_of: str, *files: ShowFile, within: int | None = None, **parts: Any) -> str:
    """The line for a prompt."""
    programme = Programme(edition="paris-2023", **parts)
    return prompt_line(today(as_of, *files, programme=programme), within)


def test_prompt_skips_editions_without_days() -> None:
    undated = show(edition("qatar-2027", notice("2026-01-01", "2027-05")), name="Qatar")
    dated = show(edition("paris-2027", notice("2026-01-01", "2027-11-16")))
    assert line("2026-11-24", undated, dated) == "Milipol Paris in 357 days"
    assert line("2026-11-24", undated) == ""


def test_prompt_joins_the_shows_that_are_on() -> None:
    tentative = edition("x-2023", notice("2023-01-01", "2023-11-15", "tentative"))
    reviewed = day("2023-01-01")
    files = (show(PARIS_2023, reviewed=reviewed), show(tentative, name="Expo", reviewed=reviewed))
    assert line("2023-11-15", *files, theme=(theme("Games"),)) == (
        "Milipol Paris day 2 of 4: Games; Expo day 1, end not known, tentative: Games"
    )


def test_news_written_for_a_day_is_a_newsletter_and_other_news_is_not() -> None:
    printed = [
        news("Opened", "2023-11-15", edition="paris-2023"),
        news("Issue 2", "2023-11-15", edition="paris-2023", describes=day("2023-11-15")),
    ]
    answer = today("2023-11-15", show(PARIS_2023), printed=printed)
    lines = plain.render(view(answer)).splitlines()
    assert [line for line in lines if "News" in line] == [
        "News: Opened, dated today",
        "Newsletter: Issue 2, about today, dated today",
    ]


@pytest.mark.parametrize(("visits", "shown"), [(5, 5), (6, 5)])
def test_more_than_five_visits_are_only_counted(visits: int, shown: int) -> None:
    ids = [f"paris-2023/exhibitors/company-{number}" for number in range(visits)]
    picks = [Pick(id=key, title=key.title()) for key in ids]
    text = plain.render(view(today("2023-11-15", show(PARIS_2023), picks=picks)))
    assert text.count("To visit: ") == shown
    assert ("1 more visit: milipol agenda" in text) is (visits > shown)


AT_1020 = "2023-11-15T10:20+01:00"
LINE = "Milipol Paris day 2 of 4: "


def at_paris(as_of: str, *sessions: Session, picks: Sequence[Pick] = ()) -> str:
    """The line at Milipol Paris, reviewed before it was held."""
    file = show(PARIS_2023, reviewed=day("2023-01-01"))
    programme = Programme(edition="paris-2023", session=sessions)
    answer = today(as_of, file, programme=programme, picks=picks)
    return prompt_line(answer, None).removeprefix(LINE)


def test_prompt_has_what_is_on_until_when_and_where() -> None:
    ana = Speaker(name="Ana Diaz")
    assert at_paris(
        AT_1020,
        session("a", hours="10:00-10:30", kind="keynote", speaker=(ana,), room="5a"),
        session("b", hours="10:30-11:00", kind="panel", title="Borders", room="5b"),
        session("c", hours="10:10", kind="demonstration", title="RAID"),
    ) == (
        "Keynote Ana Diaz until 10:30 (5a), Demonstration RAID may be on;"
        " next 10:30 Panel Borders (5b)"
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),  # no word to cut at
        ("Drones, " + "x" * 40, "Drones…"),
        ("The law (" + "x" * 40 + ")", "The law…"),
        (
            "One two three four five six seven eight nine",
            "One two three four five six seven eight…",
        ),
    ],
)
def test_prompt_cuts_long_titles_at_a_word(title: str, shown: str) -> None:
    held = session("a", hours="10:00-10:30", kind="conference", title=title)
    assert at_paris(AT_1020, held) == f"{shown} until 10:30"


def test_prompt_has_picks_first_and_counts_what_is_on_beyond_three() -> None:
    held = [
        session(name, hours=f"10:0{at}-11:00", title=name.title())
        for at, name in enumerate(["a", "b", "c", "d", "e"])
    ]
    picks = [Pick(id="paris-2023/e"), own("mine", "2023-11-15T10:15")]
    assert at_paris(AT_1020, *held, picks=picks) == (
        "Talk E until 11:00, Mine until 10:45, Talk A until 11:00, 3 more on"
    )


def test_prompt_has_the_next_pick_rather_than_what_begins_before_it() -> None:
    held = (session("a", hours="10:30-11:00"), session("b", hours="11:30-12:00", title="B"))
    assert at_paris(AT_1020, *held) == "next 10:30 Talk"
    assert at_paris(AT_1020, *held, picks=[Pick(id="paris-2023/b")]) == ("next 11:30 Talk B")


def test_prompt_has_all_times_on_the_clock_of_the_show() -> None:
    picks = [
        own("call", "2023-11-15T18:00", 60, zone=TOKYO),
        own("supper", "2023-11-16T03:00", zone=TOKYO, place="Bar"),
        own("order", "2023-11-15"),
    ]
    assert at_paris(AT_1020, picks=picks) == (
        "Call until 11:00, today Order; next 19:00 Supper (Bar)"
    )
    assert at_paris("2023-11-15", picks=picks) == "today Order"


def test_prompt_has_one_next_at_two_shows() -> None:
    """Each show has its clock; an entry at neither has its own, with the city."""
    reviewed = day("2023-01-01")
    file = show(PARIS_2023, reviewed=reviewed)
    tokyo = show(
        edition("b-2023", notice("2023-01-01", "2023-11-15")),
        zone=TOKYO,
        name="Expo",
        reviewed=reviewed,
    )
    programme = Programme(edition="paris-2023", session=(session("a", hours="19:00-20:00"),))
    picks = [
        own("call", "2023-11-15T11:00", zone=LONDON),
        own("now", "2023-11-15T09:00", zone=LONDON, place="Bar"),
        own("open", "2023-11-15T09:10", None, zone=LONDON),
    ]
    answer = today(AT_1020, file, tokyo, programme=programme)
    assert prompt_line(answer, None) == (
        "Milipol Paris day 2 of 4; Expo day 1, end not known: next 19:00 Talk"
    )
    answer = today(AT_1020, file, tokyo, programme=programme, picks=picks)
    assert prompt_line(answer, None) == (
        "Milipol Paris day 2 of 4; Expo day 1, end not known;"
        " Now until 09:30 London (Bar); Open may be on; next 11:00 London Call"
    )


def test_a_format_of_the_environment_is_none_for_a_line(run: Run) -> None:
    assert run("today", "--line", "--on", "2021-03-16", MILIPOL_FORMAT="json").out == (
        "Milipol Qatar day 2 of 3\n"
    )
