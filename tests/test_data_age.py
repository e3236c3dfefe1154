"""The age of the data is that of the bundled data, also with a show of one's own."""

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


@pytest.fixture(autouse=True)
def _expo(folder: Path) -> None:
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(EXPO, "utf-8")
    (folder / "sources.toml").write_text(SOURCES, "utf-8")


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
