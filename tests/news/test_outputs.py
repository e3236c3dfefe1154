"""Whole outputs of `news`, in every format, held by golden files."""

import re
from pathlib import Path

import pytest

from conftest import ENDINGS, Golden, Run


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("2025", "not understood"),
        ("2025-02-30", "no such date"),
        ("yesterday", "not understood"),
    ],
)
def test_since_wants_a_date(run: Run, since: str, message: str) -> None:
    ran = run("news", "--since", since)
    expected = f"--since {since!r}: {message}; expected a date like 2025-01-01"
    assert (ran.code, ran.err) == (2, f"milipol: {expected}\n")


EXPO = """
[show]
id = "expo"
name = "Expo"
city = "Lima"
country = "Peru"
country_code = "PE"
zone = "America/Lima"
patron = "A ministry"
reviewed = 2026-11-24
source = ["own"]

[[venue]]
id = "lima"
zone = "America/Lima"
city = "Lima"
country = "Peru"
country_code = "PE"
source = ["own"]

[[edition]]
id = "expo-2020"
number = 1
number_basis = "counted"

[[edition.notice]]
known = 2020-01-01
year = 2020
status = "held"
certainty = "inferred"
source = ["own"]

[[edition]]
id = "expo-2022"

[[edition.notice]]
known = 2021-01-01
start = 2022-05-01
end = 2022-05-03
status = "announced"
venue = "lima"
source = ["own"]

[[edition.notice]]
known = 2022-03-01
status = "cancelled"
source = ["own"]

[[edition]]
id = "expo-2024"

[[edition.notice]]
known = 2023-01-01
start = 2024-05-01
end = 2024-05-03
status = "announced"
source = ["own"]

[[edition.notice]]
known = 2024-03-01
status = "postponed"
source = ["own"]

[[edition.notice]]
known = 2024-04-01
name = "Expo Lima"
status = "postponed"
source = ["own"]

[[edition.figure]]
known = 2023-02-01
measure = "deals"
kind = "expected"
value = 1000000
upper = 2000000
currency = "PEN"
source = ["own"]

[[edition]]
id = "expo-2028"

[[edition.notice]]
known = 2026-01-01
month = "2028-05"
status = "tentative"
source = ["own"]
"""
WHOLE_NETWORK = """
[[news]]
id = "network"
title = "a meeting of all shows"
summary = "All shows met."
known_by = 2026-06-01
source = ["own"]
"""


@pytest.fixture
def expo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A show of the reader's own, with every turn that an edition can take.

    The folder lies at a short path, as a reader's would.
    """
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("MILIPOL_DATA", folder.name)
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(EXPO, "utf-8")
    (folder / "news.toml").write_text(WHOLE_NETWORK, "utf-8")


def test_news_since_a_day_says_what_is_known_since_of_what_it_tells(run: Run) -> None:
    args = ("news", "--on", "2023-11-17", "--since")
    assert run(*args, "2023-11-17", "--json").json["known_later"] == []
    assert run(*args, "2023-11-16", "--json").json["known_later"] != []


TURNS = """
[show]
id = "paris"

[[edition]]
id = "paris-2027"

[[edition.notice]]
known = 2026-12-10
status = "announced"
source = ["own"]

[[edition.notice]]
known = 2027-01-10
status = "announced"
venue = "porte-de-versailles"
source = ["own"]

[[edition.notice]]
known = 2027-02-10
status = "cancelled"
source = ["own"]

[[edition.notice]]
known = 2027-03-10
start = 2027-11-16
end = 2027-11-19
status = "announced"
source = ["own"]
"""


@pytest.mark.parametrize("form", ENDINGS)
def test_news_of_every_turn_of_an_edition(
    run: Run, golden: Golden, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Made firm, moved to another city, cancelled, announced again: a row for each."""
    (folder / "paris").mkdir()
    (folder / "paris" / "show.toml").write_text(TURNS, "utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    args = ("news", "paris", "--since", "2026-11-01", "--on", "2027-04-01")
    golden(f"own-turns.{ENDINGS[form]}", run(*args, "--format", form).out)


def test_items_come_newest_first_and_say_how_exactly_they_are_dated(run: Run) -> None:
    """Those without a date stand at the day they were out by, and say that, too."""
    items = run("news", "--json").json["items"]
    days = [item["date"] for item in items]
    assert days == sorted(days, reverse=True)
    by_text = {item["text"]: item for item in items}
    for text, date, precision in (
        ("Interview with Guillaume Farde", "2023-11-13", "none"),
        ("8-10 April 2025 in New Delhi", "2023-11-16", "by"),
        ("1,116 exhibitors, 32,000 visitors, 160 countries", "2025-11-30", "month"),
        ("opened by Laurent Nuñez, Minister of the Interior", "2025-11-18", "day"),
    ):
        found = by_text[text]
        assert (found["date"], found["precision"]) == (date, precision)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ((), "the Milipol network"),
        (("delhi-less",), None),
        (("new-delhi",), "Milipol India"),
        (("techx",), "Milipol TechX Summit"),
        (("singapore-2024",), "Milipol Asia-Pacific - TechX Summit 2024"),
        (("paris-2023/2023-11-17",), "Milipol Paris 2023"),
        (("india", "brazil"), "Milipol India and LAAD Security & Milipol Brazil"),
        (
            ("paris-2023", "qatar", "india"),
            "Milipol Paris 2023, Milipol Qatar and Milipol India",
        ),
    ],
)
def test_title_names_what_the_news_is_of(
    run: Run, asked: tuple[str, ...], title: str | None
) -> None:
    ran = run("news", *asked)
    if title is None:
        assert (ran.code, ran.out) == (3, "")
    else:
        assert ran.out.splitlines()[0] == f"News of {title}"


def test_news_of_what_is_not_known_yet_has_its_id(run: Run) -> None:
    assert run("news", "laad", "--on", "2023-11-16").out == (
        "News of brazil, as known on 16 November 2023\n\n No news of brazil.\n"
    )


@pytest.mark.parametrize(
    ("asked", "editions"),
    [
        (("paris-2025",), {"paris-2025"}),
        (("paris-2025", "india-2023"), {"paris-2025", "india-2023"}),
        (("paris-2025", "india"), {"paris-2025", "india-2023", "india-2025"}),
    ],
)
def test_news_keeps_to_the_editions_asked_for(
    run: Run, asked: tuple[str, ...], editions: set[str]
) -> None:
    items = run("news", *asked, "--json").json["items"]
    assert {item["edition"] for item in items} == editions


def test_an_unknown_outcome_is_told_of_its_edition_alone(run: Run) -> None:
    assert run("news", "qatar-2024", "--json").json["outcome_unknown"] == []
    (found,) = run("news", "qatar-2026", "--json").json["outcome_unknown"]
    assert found["id"] == "qatar-2026"


def test_what_the_news_says_has_most_of_the_room(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The columns beside it give way first."""
    monkeypatch.setenv("COLUMNS", "100")
    header = run("news").out.splitlines()[2]
    assert header.index("Source") - header.index("What") > 50


@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_that_items_have_no_date_is_said_once(run: Run, form: str) -> None:
    assert run("news", "--format", form).out.count("Without a date") == 1
    out = run("news", "--since", "2026-01-01", "--format", form).out
    assert "Without a date" not in out


def test_news_to_be_heard_has_whole_words(run: Run) -> None:
    """No month cut short, no hyphen between days, whoever wrote them."""
    out = run("news", "--format", "plain").out
    assert "Date: November 2025" in out.splitlines()
    assert "News: listed again for 16 to 19 November 2027, tentative" in out
    assert re.findall(r"[0-9]-[0-9]+ [A-Z]", out) == []
    latest = run("today", "--format", "plain").out
    assert "again for 16 to 19 November 2027, tentative" in latest
