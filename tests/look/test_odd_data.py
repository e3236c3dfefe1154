"""What the bundled data has none of, told in whole: a show of the reader's own."""

from pathlib import Path

import pytest

from conftest import Golden, Run
from facts import lost

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


@pytest.fixture(name="expo")
def own_expo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder at a short path, with a show whose files the test writes."""
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("MILIPOL_DATA", folder.name)
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "gazette"\npublisher = "The Gazette"\nkind = "press"\n'
    )
    (folder / "expo").mkdir()
    editions(folder / "expo", ("2027-03-26", "2027-03-30", "announced"))
    return folder / "expo"


def editions(expo: Path, *dated: tuple[str, str, str]) -> None:
    """Writes the show with editions of a first day, a last one and a status."""
    tables = (
        f"""
[[edition]]
id = "expo-{start[:4]}"

[[edition.notice]]
known = {min(start, "2026-11-01")}
start = {start}
end = {end}
status = "{status}"
source = ["gazette"]
"""
        for start, end, status in dated
    )
    (expo / "show.toml").write_text(SHOW + "".join(tables), "utf-8")


def programme(expo: Path, *tables: str) -> None:
    """Writes the programme of the edition: its tables, each with a source."""
    text = "".join(f'\n{table}\nsource = ["gazette"]\n' for table in tables)
    (expo / "2027.toml").write_text(f'edition = "expo-2027"\n{text}', "utf-8")


def a_session(slug: str, date: str, hours: str = "", more: str = "") -> str:
    """A talk, with "10:00-10:30" as its time, and other fields."""
    start, _, end = hours.partition("-")
    lines = ["[[session]]", f'id = "{slug}"', 'kind = "talk"', f"date = {date}"]
    lines += [f"start = {start}:00"] if start else []
    lines += [f"end = {end}:00"] if end else []
    return "\n".join([*lines, more])


def test_two_clocks_stand_on_the_days_that_have_them(run: Run, golden: Golden, expo: Path) -> None:
    """Lagos and Paris share a clock until the night of 28 March 2027."""
    programme(
        expo,
        a_session("before", "2027-03-27", "10:00-11:00"),
        a_session("after", "2027-03-29", "10:00-11:00"),
        a_session("later", "2027-03-30", "10:00-11:00"),
    )
    ran = run("show", "expo-2027", "--tz", "Africa/Lagos")
    golden("odd-clocks.txt", ran.out)


def hold(run: Run, golden: Golden, name: str, *args: str) -> None:
    """Holds the table of an answer; plain lines and Markdown have all of its facts."""
    table = run(*args).out
    golden(f"{name}.txt", table)
    for form in ("plain", "markdown"):
        assert (form, lost(table, run(*args, "--format", form).out)) == (form, [])


def test_that_the_last_edition_was_cancelled_is_told(run: Run, golden: Golden, expo: Path) -> None:
    """In the list of shows, too: its dates alone would stand as if it had been held."""
    editions(expo, ("2025-03-26", "2025-03-30", "cancelled"))
    hold(run, golden, "odd-cancelled", "upcoming", "expo")


def test_several_editions_of_one_show_are_one_show(run: Run, golden: Golden, expo: Path) -> None:
    """And one that takes a day has one weekday."""
    editions(
        expo,
        ("2027-03-26", "2027-03-30", "announced"),
        ("2028-03-26", "2028-03-26", "announced"),
        ("2029-03-26", "2029-03-30", "tentative"),
    )
    hold(run, golden, "odd-editions", "upcoming", "expo")
    hold(run, golden, "odd-show", "show", "expo")


@pytest.mark.parametrize("form", ["table", "plain", "json", "csv"])
def test_what_a_speaker_is_stands_in_every_format(
    run: Run, expo: Path, tmp_path: Path, form: str
) -> None:
    """Where only the few words are known, too; and in a calendar."""
    speaker = 'speaker = [{ name = "A. Bo", brief = "mayor" }]'
    programme(expo, a_session("talk", "2027-03-27", "10:00-11:00", speaker))
    out = run("show", "expo-2027/talk", "--format", form).out
    assert ('"mayor"' if form == "json" else "A. Bo, mayor") in out
    run("export", "expo-2027/talk", "-o", str(tmp_path / "x.ics"))
    assert "DESCRIPTION:A. Bo\\, mayor\\n" in (tmp_path / "x.ics").read_text("utf-8")


def a_theme(title: str, half: str, more: str = "") -> str:
    """The theme of a half of 27 March 2027."""
    lines = ["[[theme]]", f'title = "{title}"', "date = 2027-03-27"]
    return "\n".join([*lines, f'half_day = "{half}"', more])


def test_every_theme_and_title_is_told_whole(run: Run, golden: Golden, expo: Path) -> None:
    """Two themes of a half-day, one with a colon; a title that ends in "inferred"."""
    inferred = 'title = "How it was inferred, inferred"'
    programme(
        expo,
        a_theme("Ports: open", "morning"),
        a_theme("Ports: closed", "morning", 'certainty = "inferred"'),
        a_theme("Seas: high", "afternoon", 'summary = "All of it."'),
        a_theme("Seas: low", "afternoon"),
        a_session("a", "2027-03-27", "10:00-11:00", inferred),
        a_session("b", "2027-03-27", "15:00-16:00", f'{inferred}\ncertainty = "planned"'),
        a_session("c", "2027-03-27", "", f'{inferred}\ncertainty = "inferred"'),
    )
    day = ("show", "expo-2027/2027-03-27", "--sources")
    hold(run, golden, "odd-themes", *day)
    hold(run, golden, "odd-themes-today", "today", "--on", "2027-03-27")


def test_a_show_that_is_cancelled_is_called_by_its_name(run: Run, expo: Path) -> None:
    """Where none of its editions was held or is to come."""
    editions(expo, ("2027-03-26", "2027-03-30", "cancelled"))
    line = "Tuesday 1 December 2026: Expo is not on.\n"
    assert run("today", "expo").out == line
    assert run("today", "expo", "--format", "plain").out == line


def test_no_hyphen_between_days_or_times_is_read_aloud(
    run: Run, golden: Golden, expo: Path
) -> None:
    """Wherever the data has one; what is to be copied stays as it is."""
    folder = expo.parent.rename(expo.parent.with_name("own 16-19 November"))
    text = "Open 27-28 March, 28 March - 2 April and 10:00-11:00"
    programme(
        folder / "expo",
        a_theme(text, "morning", f'certainty = "inferred"\nnotes = ["{text}"]'),
        a_session("talk", "2027-03-27", "10:00-11:00", f'notes = ["{text}"]'),
        a_session("tour", "2027-03-27", "", f'title = "{text}"'),
    )
    calls = (
        ("show", "expo-2027/talk", "--sources"),
        ("today", "--on", "2027-03-27"),
        ("search", "march"),
    )
    out = "".join(run(*args, "--format", "plain", MILIPOL_DATA=folder.name).out for args in calls)
    golden("odd-spoken.plain.txt", out)
