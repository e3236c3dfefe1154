"""Answers of `milipol show` to what is asked, whole or in part."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import GOOD, ON, Run
from milipol_cli.network.load import Catalog

NOVEMBER_2027 = "16-19 November 2027, Tuesday to Friday"


def test_an_edition_is_the_same_in_the_json_of_its_days_and_sessions(run: Run) -> None:
    """That includes its figures."""
    edition = run("show", "paris-2025", "--json").json["edition"]
    assert edition["visitors"] == 32000
    assert [figure["measure"] for figure in edition["figures"]][:2] == [
        *("exhibitors", "visitors")
    ]
    for part in ("2025-11-18", "htxai-keynote"):
        assert run("show", f"paris-2025/{part}", "--json").json["edition"] == edition


@pytest.mark.parametrize("columns", ["60", "100"])
def test_no_label_is_cut(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("show", "techx-2026").out.splitlines()
    assert [line for line in lines if "…" in line] == []
    assert any(line.startswith(" Announcement  ") for line in lines)


def test_a_broken_programme_is_an_error_only_if_it_is_needed(
    run: Run, folder: Path
) -> None:
    (folder / "paris").mkdir()
    path = folder / "paris" / "2027.toml"
    path.write_text("edition = 5")
    ran = run("show", "paris-2027")
    fault = "found 5; expected the id of a show and a year, like paris-2027"
    message = f"milipol: {path}: line 1: edition: {fault}\n"
    assert (ran.code, ran.out, ran.err) == (4, "", message)
    assert run("show", "paris").code == 0


def test_a_date_is_that_day_of_the_edition_that_was_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_DATA", str(GOOD))
    for form in ("table", "json"):
        ran = run("show", "2028-05-03", "--format", form)
        assert ran.out == run("show", "oslo-2028/2028-05-03", "--format", form).out
    assert "Friday 5 May 2028" in run("show", "2028-05-05").out
    for day in ("2028-05-06", "2028-05-02", "1983-01-01"):
        ran = run("show", day)
        message = f"milipol: no id {day!r}; see milipol today --on {day}\n"
        assert (ran.code, ran.out, ran.err) == (3, "", message)
    # It was not announced by then.
    assert run("show", "2028-05-03", "--on", "2026-10-31").code == 3


FAIR = """
[show]
id = "fair"
name = "Fair"
city = "Oslo"
country = "Norway"
country_code = "NO"
zone = "Europe/Oslo"
reviewed = 2026-11-01
source = ["24saa-2018-10-28"]
"""
EDITION = """
[[edition]]
id = "fair-{}"
[[edition.notice]]
known = 2026-01-01
{}
status = "announced"
source = ["24saa-2018-10-28"]
"""
LONG = "".join(
    EDITION.format(year, dates)
    for year, dates in {
        2026: "start = 2026-05-04\nend = 2026-05-09",
        2028: "start = 2028-05-01",
        9999: "start = 9999-12-30",
    }.items()
)


@pytest.mark.parametrize(
    ("day", "on", "code"),
    [
        ("2028-05-06", "2028-05-06", 0),
        ("2028-05-07", "2028-05-07", 3),
        ("9999-12-31", "2026-11-24", 3),
    ],
)
def test_an_edition_without_a_last_day_takes_the_days_of_the_others(
    run: Run, folder: Path, day: str, on: str, code: int
) -> None:
    """By its date and by its id, and in no year after the last one."""
    (folder / "fair").mkdir()
    (folder / "fair" / "show.toml").write_text(FAIR + LONG, "utf-8")
    assert run("show", day, "--on", on).code == code
    key = f"fair-{day[:4]}/{day}"
    assert run("show", key, "--on", on).code == (0 if day[:4] == "9999" else code)


def test_of_two_editions_on_the_same_day_both_are_listed(
    run: Run, folder: Path
) -> None:
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    show = (folder / "oslo" / "show.toml").read_text("utf-8")
    (folder / "rome").mkdir()
    (folder / "rome" / "show.toml").write_text(
        show.replace("oslo", "rome").replace("norway", "italy"), "utf-8"
    )
    ran = run("show", "2028-05-03")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "milipol: 2 shows are on 2028-05-03; choose one: oslo-2028/2028-05-03,"
        " rome-2028/2028-05-03\n"
    )


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("PARIS", "Milipol Paris"),
        ("mtx", "Milipol TechX Summit"),
        ("techx-2024", "Milipol Asia-Pacific - TechX Summit 2024"),
        ("doha-2024/ai-ethics", "Ethics of AI"),
        ("Raid-Demonstration", "Demonstration: RAID"),
    ],
)
def test_finds_by_alias_and_short_id_in_any_case(
    run: Run, asked: str, title: str
) -> None:
    assert run("show", asked).out.splitlines()[0].split("   ")[0] == title


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("paris-2027", "--on", "2027-11-17"),
         f" Dates       {NOVEMBER_2027}, day 2 of 4, tentative"),
        (("paris", "--on", "2027-11-17"),
         f" Next  {NOVEMBER_2027}, day 2 of 4, tentative"),
        (("paris-2023", "--on", "2023-11-17"),
         " Dates       14-17 November 2023, Tuesday to Friday, day 4 of 4"),
        (("paris-2027", "--on", "2026-05-01", "--format", "plain"),
         "Status: tentative, inferred"),
    ],
    ids=["on", "on-in-a-history", "on-and-firm", "inferred"],
)  # fmt: skip
def test_a_status_is_shown_once(run: Run, args: tuple[str, ...], line: str) -> None:
    assert line in run("show", *args).out.splitlines()


@pytest.mark.parametrize("form", ["plain", "json"])
def test_facts_are_shown_from_the_day_on_which_they_are_known(
    run: Run, bundle: Catalog, form: str
) -> None:
    """Undated facts count as known from the review date."""
    shows = {file.show.id: file.show for file in bundle.shows}
    editions = {e.id: e for file in bundle.shows for e in file.edition}
    theme = editions["asia-pacific-2024"].theme
    assert theme is not None
    for key, text, first in (
        ("india", shows["india"].notes[0][-20:], ON),
        ("asia-pacific", str(shows["asia-pacific"].organiser)[:12], ON),
        ("asia-pacific", f'"{shows["asia-pacific"].aliases[0]}"', ON),
        ("qatar", str(shows["qatar"].patron), ON),
        ("paris-2023", editions["paris-2023"].notes[0][-20:], ON),
        ("asia-pacific-2024", theme.title, str(theme.day_known)),
    ):
        eve = str(dt.date.fromisoformat(first) - dt.timedelta(days=1))
        for shown in {key, key.rpartition("-20")[0] or key}:
            ran = run("show", shown, "--sources", "--format", form, "--on", eve)
            assert text not in ran.out
        if form == "json" or not text.startswith('"'):  # an alias
            assert text in run("show", key, "--format", form, "--on", first).out


@pytest.mark.parametrize(
    "args",
    [
        ("show", "--on", "2023-11-16"),
        ("show", "india", "--on", "2023-11-16"),
        ("show", "india-2025/rai-keynote", "--on", "2025-02-26"),
    ],
    ids=" ".join,
)
def test_later_changes_are_noted(run: Run, args: tuple[str, ...]) -> None:
    text = "Milipol India 2025 was held on 23-25 April 2025."
    changes = run(*args, "--json").json["known_later"]
    assert [change["text"] for change in changes] == [text]
    assert f" Known later: {text}" in run(*args).out.splitlines()
    line = f"Known later: {text}".replace("-", " to ")
    assert line in run(*args, "--format", "plain").out.splitlines()


@pytest.mark.parametrize("form", ["table", "plain"])
@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("paris-2023", True),
        ("paris-2023/2023-11-15", True),
        ("continuum-1-panel", True),
        ("raid-demonstration", False),
        ("innovation-awards", False),
        ("legacy-panel", False),
        ("paris-2023/2023-11-17", False),
        ("paris-2021", False),
    ],
)
def test_the_origin_of_times_is_noted_only_for_those_times(
    run: Run, asked: str, *, fits: bool, form: str
) -> None:
    text = "Times from the organiser's programme, printed before the show"
    assert (text in run("show", asked, "--format", form).out) is fits


@pytest.mark.parametrize("asked", ["india-2025", "raid-demonstration", "paris"])
def test_an_id_about_which_nothing_was_known_yet(run: Run, asked: str) -> None:
    whole = "paris-2023/raid-demonstration" if asked.startswith("raid") else asked
    expected = f"Nothing was known about {whole} on 1 January 1980.\n"
    assert run("show", asked, "--on", "1980-01-01").out == expected


def test_a_list_of_ones_own_may_have_names_only(run: Run, folder: Path) -> None:
    """Of an edition without a day, and known before the edition."""
    (folder / "fair").mkdir()
    edition = EDITION.format(2030, 'month = "2030-05"').replace("01-01", "11-20")
    (folder / "fair" / "show.toml").write_text(FAIR + edition, "utf-8")
    (folder / "fair" / "2030.exhibitors.toml").write_text(
        """edition = "fair-2030"
known = 2026-11-01
copied = 2026-11-01
source = ["24saa-2018-10-28"]
exhibitor = [{ name = "Acme" }]
""",
        "utf-8",
    )
    out = run("show", "fair-2030").out
    assert " Exhibitors  1 listed (copied 1 November 2026)" in out.splitlines()
    key = "fair-2030/exhibitors/acme"
    ran = run("show", key, "--sources")
    assert [line.split() for line in ran.out.splitlines() if key in line][1:] == [
        ["May", "2030", "Acme", "[1]", key]
    ]
    ran = run("show", key, "--on", "2026-11-10")
    assert ran.out == f"Nothing was known about {key} on 10 November 2026.\n"
