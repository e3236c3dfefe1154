"""What the bundled data has none of, told in whole: a show of the reader's own."""

from pathlib import Path

import pytest

from conftest import Golden, Run

SHOW = """\
[show]
id = "expo"
name = "Expo"
city = "Villepinte"
country = "France"
country_code = "FR"
zone = "Europe/Paris"
reviewed = 2026-11-01
source = ["gazette"]
"""
EDITION = """
[[edition]]
id = "expo-2027"

[[edition.notice]]
known = 2026-11-01
start = 2027-03-26
end = 2027-03-30
status = "announced"
source = ["gazette"]
"""


@pytest.fixture(name="expo")
def own_expo(folder: Path) -> Path:
    """A folder with a show whose files the test writes."""
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "gazette"\npublisher = "The Gazette"\nkind = "press"\n'
    )
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(SHOW + EDITION, "utf-8")
    return folder / "expo"


def programme(expo: Path, *tables: str) -> None:
    """Writes the programme of the edition: its tables, each with a source."""
    said = "".join(f'\n{table}\nsource = ["gazette"]\n' for table in tables)
    (expo / "2027.toml").write_text(f'edition = "expo-2027"\n{said}', "utf-8")


def a_session(slug: str, date: str, hours: str = "", more: str = "") -> str:
    """A talk, with "10:00-10:30" as its time, and other fields."""
    start, _, end = hours.partition("-")
    lines = ["[[session]]", f'id = "{slug}"', 'kind = "talk"', f"date = {date}"]
    lines += [f"start = {start}:00"] if start else []
    lines += [f"end = {end}:00"] if end else []
    return "\n".join([*lines, more])


def test_two_clocks_stand_on_the_days_that_have_them(
    run: Run, golden: Golden, expo: Path
) -> None:
    """Lagos and Paris share a clock until the night of 28 March 2027."""
    programme(
        expo,
        a_session("before", "2027-03-27", "10:00-11:00"),
        a_session("after", "2027-03-29", "10:00-11:00"),
        a_session("later", "2027-03-30", "10:00-11:00"),
    )
    ran = run("show", "expo-2027", "--tz", "Africa/Lagos")
    golden("odd-clocks.txt", ran.out)
