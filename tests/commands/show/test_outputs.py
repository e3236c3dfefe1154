"""Answers of `milipol show` to what is asked, whole or in part, in every format."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from conftest import GOOD, ON, Put, Run, write_file
from milipol_cli.network.load import Catalog

NOVEMBER_2027 = "16-19 November 2027, Tuesday to Friday"


def test_a_broken_programme_is_an_error_only_if_it_is_needed(run: Run, folder: Path) -> None:
    path = write_file(folder / "paris" / "2027.toml", "edition = 5")
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


@pytest.mark.parametrize(("day", "code"), [("2028-05-06", 0), ("2028-05-07", 3), ("9999-12-31", 0)])
def test_an_edition_without_a_last_day_takes_the_days_of_the_others(
    run: Run, folder: Path, day: str, code: int
) -> None:
    write_file(folder / "fair" / "show.toml", FAIR + LONG)
    key = f"fair-{day[:4]}/{day}"
    assert run("show", key, "--on", "2026-11-24").code == code


def test_of_two_editions_on_the_same_day_both_are_listed(run: Run, folder: Path) -> None:
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    show = (folder / "oslo" / "show.toml").read_text("utf-8")
    write_file(
        folder / "rome" / "show.toml", show.replace("oslo", "rome").replace("norway", "italy")
    )
    ran = run("show", "2028-05-03")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "milipol: 2 shows are on 2028-05-03; choose one: oslo-2028/2028-05-03,"
        " rome-2028/2028-05-03\n"
    )


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
    assert f" Since then: {text}" in run(*args).out.splitlines()
    line = f"Since then: {text}".replace("-", " to ")
    assert line in run(*args, "--format", "plain").out.splitlines()


@pytest.mark.parametrize("asked", ["india-2025", "raid-demonstration", "paris"])
def test_an_id_about_which_nothing_was_known_yet(run: Run, asked: str) -> None:
    whole = "paris-2023/raid-demonstration" if asked.startswith("raid") else asked
    expected = f"Nothing was known about {whole} on 1 January 1980.\n"
    assert run("show", asked, "--on", "1980-01-01").out == expected


def test_nobody_on_a_list_is_perhaps_on_the_one_before(run: Run) -> None:
    line = "49 listed (copied 21 April 2022), from 11 countries, 30 not listed in 1997"
    assert f" Exhibitors  {line}" in run("show", "paris-1999").out.splitlines()


def test_sources_of_other_fairs_have_the_day_of_the_copy(run: Run) -> None:
    asked = ("show", "paris-2025/exhibitors/thales", "--on", "2026-12-01")
    out = " ".join(run(*asked, "--sources").out.split())
    line = "exhibitor data, IDEX 2023, 17 July 2026, reference, copied 17 March 2023"
    assert f"CAAT and Omega Research Foundation, {line}" in out
    answer = run(*asked, "--json").json
    listed = {source["id"] for source in answer["sources"]}
    assert {key for entry in answer["elsewhere"] for key in entry["sources"]} <= listed
    assert "caat-idex-2023" in listed


def test_an_own_show_may_list_a_company_by_a_name_that_rules_link(run: Run, folder: Path) -> None:
    edition = EDITION.format(2026, "start = 2026-05-04\nend = 2026-05-09")
    write_file(folder / "fair" / "show.toml", FAIR + edition)
    write_file(
        folder / "fair" / "2026.exhibitors.toml",
        'edition = "fair-2026"\nknown = 2026-05-04\ncopied = 2026-05-04\n'
        'source = ["24saa-2018-10-28"]\n[[exhibitor]]\nname = "FLIR SYSTEMS"\n',
    )
    asked = ("show", "paris-2025/exhibitors/teledyne-flir", "--on", "2026-12-01")
    line = next(line for line in run(*asked).out.splitlines() if "Fair 2026" in line)
    assert line.startswith(" Shows       Fair 2026 · Paris 2019, 2017, ")
    row = run(*asked, "--json").json["elsewhere_at_shows"][0]
    assert (row["id"], row["match"]) == ("fair-2026/exhibitors/flir-systems", "same company")


def test_an_own_show_with_a_list_of_a_fair_cites_its_source(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """Also on its pages, which have that list."""
    public = tmp_path / "public"
    edition = EDITION.format(2026, "start = 2026-06-15\nend = 2026-06-19")
    text = (FAIR + edition).replace('"fair', '"eurosatory')
    write_file(folder / "eurosatory" / "show.toml", text)
    on = ("--on", "2026-12-01")
    cited = run("show", "eurosatory-2026", "--json", *on).json["sources"]
    assert [source["id"] for source in cited] == ["24saa-2018-10-28", "caat-eurosatory-2026"]
    assert run("publish", str(public), "eurosatory", "--quiet", *on).code == 0
    page = (public / "eurosatory-2026" / "index.html").read_text("utf-8")
    assert cited[1]["address"] in page
    manifest = (public / "manifest.json").read_text("utf-8")
    assert "exhibitors.toml" not in manifest


def test_a_list_of_ones_own_may_have_names_only(run: Run, folder: Path) -> None:
    """Of an edition without a day, and known before the edition."""
    edition = EDITION.format(2030, 'month = "2030-05"').replace("01-01", "11-20")
    write_file(folder / "fair" / "show.toml", FAIR + edition)
    write_file(
        folder / "fair" / "2030.exhibitors.toml",
        'edition = "fair-2030"\nknown = 2026-11-01\ncopied = 2026-11-01\n'
        'source = ["24saa-2018-10-28"]\nexhibitor = [{ name = "Acme" }]\n',
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


def test_a_notice_with_another_name_and_another_place(run: Run) -> None:
    plain = run("show", "asia-pacific-2026", "--format", "plain").out
    assert "Status: announced\nName: Milipol TechX Summit\n" in plain
    assert "Status: held\nPlace: Sands Expo" in plain
    table = " ".join(run("show", "asia-pacific-2026").out.split())
    assert "announced As Milipol TechX Summit. Printed as" in table
    assert "held At Sands Expo and Convention Centre" in table
    plain = run("show", "paris-2027", "--format", "plain").out
    assert "Status: tentative\nCertainty: inferred\n" in plain


def test_a_show_without_visitors_has_no_bars(run: Run, put: Put) -> None:
    put("nobody")
    lines = run("show", "brazil", COLUMNS="120").out.splitlines()
    (row,) = (line for line in lines if line.startswith(" 2026  "))
    assert [cell.strip() for cell in re.split("  +", row)][3] == "0"
    # Nor has an edition a number.
    without = ("No.", "█", "Each cell of a bar is ")
    assert not any(text in line for line in lines for text in without)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_the_rows_are_those_of_the_json(run: Run, bundle: Catalog, form: str) -> None:
    """Every session and every edition has a row, and nothing else has."""
    for file in bundle.shows:
        record = run("show", file.show.id, "--json").json
        out = run("show", file.show.id, "--format", form).out
        years = re.findall(r"^(?: |\| |ID: .*-)(\d{4})(?:  | \||$)", out, re.MULTILINE)
        assert sorted(years) == sorted(row["id"][-4:] for row in record["editions"])
        for edition in record["editions"]:
            parts = run("show", edition["id"], "--json").json["sessions"]
            out = run("show", edition["id"], "--format", form).out
            ids = [row["id"].partition("/")[2] for row in parts]
            end = r"(?:(?<=  )|(?<=\| )|(?<=/))([a-z0-9-]+)(?: \|)?$"
            shown = [key for key in re.findall(end, out, re.MULTILINE) if key in ids]
            assert sorted(shown) == sorted(ids), edition["id"]


@pytest.mark.parametrize(
    ("on", "timed", "untimed"),
    [
        ("2023-11-14", "in 1 day", "in 3 days"),
        ("2023-11-15", None, "in 2 days"),
        ("2023-11-15T10:40+01:00", "on, 1 hour 20 minutes left", "in 2 days"),
        ("2023-11-17T10:40+01:00", "over", None),
        ("2023-11-18", "over", "over"),
    ],
)
def test_state_of_a_session(run: Run, on: str, timed: str | None, untimed: str | None) -> None:
    """By the clock, or without a time by its day; on that day it is not known."""
    for key, text in (("continuum-1-panel", timed), ("legacy-panel", untimed)):
        page = run("show", key, "--on", on, "--format", "plain").out.splitlines()
        states = [line for line in page if line.startswith("State: ")]
        assert states == ([] if text is None else [f"State: {text}"])


@pytest.mark.parametrize(
    ("on", "talk", "panel", "day"),
    [
        (*("2026-05-04T10:30+02:00", "moved since", "in 123 days"), "day 1 of 3, moved since"),
        ("2026-06-02", "moved", "in 94 days", "moved"),
        ("2026-10-01", "moved", "over", "moved"),
    ],
)
def test_sessions_and_days_of_an_edition_that_moved(
    run: Run, put: Put, monkeypatch: pytest.MonkeyPatch, on: str, talk: str, panel: str, day: str
) -> None:
    """The old days and their sessions are marked as moved."""
    put("moved")
    assert run("agenda", "add", "talk", "panel", "--on", "2026-01-02").code == 0
    monkeypatch.setenv("MILIPOL_ON", on)
    for key, text in (("talk", talk), ("panel", panel)):
        page = run("show", key, "--format", "plain").out.splitlines()
        assert f"State: picked, {text}" in page
    heading = "Monday 4 May 2026"
    assert f"Day: {heading}, {day}" in run("show", "oslo-2026", "--format", "plain").out
    for form in ("table", "markdown"):
        assert f"{heading}, {day}" in run("show", "oslo-2026", "--format", form).out
        alone = run("show", "oslo-2026/2026-05-04", "--format", form).out
        assert f"{heading}, {day}" in alone
