"""The age of the data is that of the bundled data; an old show of one's own says so."""

from pathlib import Path

import pytest

from conftest import ON, Run

# A show that was reviewed years ago, with a past and an upcoming edition.
EXPO = """
[show]
id = "expo"
name = "Expo"
city = "Lima"
country = "Peru"
country_code = "PE"
zone = "America/Lima"
reviewed = 2020-01-01
source = ["own"]

[[edition]]
id = "expo-2019"
[[edition.notice]]
known = 2018-01-01
start = 2019-05-04
end = 2019-05-05
status = "held"
source = ["own"]

[[edition]]
id = "expo-2027"
[[edition.notice]]
known = 2019-06-01
start = 2027-05-04
end = 2027-05-05
status = "announced"
source = ["own"]
"""
SOURCES = '[[source]]\nid = "own"\npublisher = "We"\nkind = "organiser"\n'
OLD = "Your data about Expo was reviewed 1 Jan 2020, 2519 days ago: review it."


@pytest.fixture(autouse=True)
def _expo(folder: Path) -> None:
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(EXPO, "utf-8")
    (folder / "sources.toml").write_text(SOURCES, "utf-8")


def in_one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    "args",
    [
        ("upcoming",),
        ("upcoming", "expo"),
        ("today",),
        ("today", "expo"),
        ("show",),
        ("show", "expo"),
        ("show", "expo-2027"),
        ("news",),
        ("news", "expo"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_an_old_show_of_your_own_says_so(
    run: Run, args: tuple[str, ...], form: str
) -> None:
    text = in_one_line(run(*args, "--format", form).out)
    old = OLD if form != "plain" else OLD.replace("Jan", "January")
    assert text.count(old) == 1
    assert "upgrade milipol" not in text


def test_an_agenda_says_so(run: Run) -> None:
    run("agenda", "add", "expo-2027")
    text = in_one_line(run("agenda").out)
    assert text.count(OLD) == 1
    assert "upgrade milipol" not in text


@pytest.mark.parametrize(
    "args",
    [("upcoming",), ("upcoming", "paris"), ("today",), ("show",), ("news",)],
    ids=" ".join,
)
def test_the_age_of_the_data_is_that_of_the_bundled_data(
    run: Run, args: tuple[str, ...]
) -> None:
    record = run(*args, "--json").json
    assert record["data_as_of"] == ON
    asked = run(*args, "--on", "2023-11-16", "--json").json
    assert asked["data_as_of"] == ON
    if "paris" in args:
        assert "Expo" not in run(*args).out


def test_headings_look_back_before_the_review_of_the_bundled_data(run: Run) -> None:
    on = ("--on", "2023-11-16")
    assert "as known on" in run("upcoming", *on).out.splitlines()[0]
    assert "as known on" in run("news", *on).out.splitlines()[0]
    assert "as known on" in run("search", "expo", *on).out.splitlines()[0]


def test_the_data_of_your_own_is_not_old_soon_after_its_review(run: Run) -> None:
    assert "Your data" not in run("upcoming", "--on", "2020-06-29").out
    assert "Your data" in run("upcoming", "--on", "2020-06-30").out
