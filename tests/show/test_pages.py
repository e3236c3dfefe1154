"""What `milipol show` shows in every format."""

import re
from pathlib import Path

import pytest

from conftest import Put, Run
from milipol_cli.network.load import Catalog

HUMAN = ("table", "plain", "markdown")


def one_line(run: Run, key: str, form: str) -> str:
    """An answer as one line; Markdown without its escapes."""
    text = " ".join(run("show", key, "--format", form).out.split())
    return re.sub(r"\\(?=[^\w\s])", "", text)


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_certainty_of_the_theme_of_an_edition(run: Run, form: str) -> None:
    for key, label in (
        ("qatar-2016", "emergencies and attacks, planned"),
        ("qatar-2024", "Artificial intelligence.*, inferred"),
    ):
        assert re.search(label, one_line(run, key, form), re.IGNORECASE)


def test_a_notice_with_another_name_and_another_place(run: Run) -> None:
    plain = run("show", "asia-pacific-2026", "--format", "plain").out
    assert "Name: Milipol TechX Summit\nPlace: Sands Expo" in plain
    text = "As Milipol TechX Summit. At Sands Expo and Convention Centre"
    assert text in one_line(run, "asia-pacific-2026", "table")
    plain = run("show", "paris-2027", "--format", "plain").out
    assert "Status: tentative\nCertainty: inferred\n" in plain


CELLS = "Each cell of a bar is "


@pytest.mark.parametrize("key", ["paris", "qatar"])
def test_bars_are_explained_if_they_are_drawn(
    run: Run, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    for columns, form, drawn in (
        ("", "table", True),
        ("100", "table", True),
        ("99", "table", False),
        ("", "plain", False),
        ("", "markdown", False),
    ):
        monkeypatch.setenv("COLUMNS", columns)
        out = run("show", key, "--format", form).out
        assert (CELLS in out, "█" in out) == (drawn, drawn)


def test_bars_begin_in_one_column_and_no_visitors_have_none(
    run: Run, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    put("about")
    put("nobody")
    lines = run("show", "qatar").out.splitlines()
    (start,) = (line.index("Visitors") for line in lines if line.startswith(" Year "))
    bars = [line for line in lines if "█" in line]
    assert {bar.index("█") - start for bar in bars} == {len("~1,514,500  ")}
    (about,) = (bar for bar in bars if "~" in bar)
    assert about[start:].startswith("~1,514,500  █")
    lines = run("show", "brazil").out.splitlines()
    (row,) = (line for line in lines if line.startswith(" 2026  "))
    assert [cell.strip() for cell in re.split("  +", row)][3] == "0"
    assert not [line for line in lines if "No." in line]  # no edition has a number
    assert [line for line in lines if "█" in line or CELLS in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("form", HUMAN)
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


def test_json_has_the_venue_of_a_notice_that_names_one(run: Run) -> None:
    notices = run("show", "asia-pacific-2026", "--json").json["notices"]
    assert (notices[0]["venue"], notices[0]["city"]) == (None, "Singapore")
    assert ("Sands Expo and Convention Centre", "Singapore") in [
        (row["venue"], row["city"]) for row in notices
    ]


@pytest.mark.parametrize(
    ("on", "timed", "untimed"),
    [
        ("2023-11-10", "in 5 days", "in 7 days"),
        ("2023-11-14", "in 1 day", "in 3 days"),
        ("2023-11-15", None, "in 2 days"),
        ("2023-11-15T10:40+01:00", "on, 1 hour 20 minutes left", "in 2 days"),
        ("2023-11-17T10:40+01:00", "over", None),
        ("2023-11-18", "over", "over"),
    ],
)
def test_state_of_a_session(
    run: Run, on: str, timed: str | None, untimed: str | None
) -> None:
    """By the clock, or without a time by its day; on that day it is not known."""
    for key, text in (("continuum-1-panel", timed), ("legacy-panel", untimed)):
        page = run("show", key, "--on", on, "--format", "plain").out.splitlines()
        states = [line for line in page if line.startswith("State: ")]
        assert states == ([] if text is None else [f"State: {text}"])


def test_a_programme_shown_as_of_before_the_review_is_noted_as_todays(
    run: Run,
) -> None:
    note = "Programme as known on 28 November 2026."
    for key in ("paris-2023", "paris-2023/2023-11-15", "paris-2023/continuum-1-panel"):
        for form in ("table", "plain"):
            out = run("show", key, "--on", "2024-01-01", "--format", form).out
            assert note in out
        assert note not in run("show", key).out
    assert note not in run("show", "qatar-2026", "--on", "2026-10-21").out


@pytest.mark.parametrize(
    ("on", "talk", "panel", "day"),
    [
        ("2026-05-03", "in 1 day", "in 124 days", "day 1 of 3"),
        (
            *("2026-05-04T10:30+02:00", "moved since", "in 123 days"),
            "day 1 of 3, moved since",
        ),
        ("2026-06-02", "moved", "in 94 days", "moved"),
        ("2026-09-04T10:30+02:00", "moved", "on, 30 minutes left", "moved"),
        ("2026-10-01", "moved", "over", "moved"),
    ],
)
def test_sessions_and_days_of_an_edition_that_moved(
    run: Run,
    put: Put,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    on: str,
    talk: str,
    panel: str,
    day: str,
) -> None:
    """The old days and their sessions are marked as moved."""
    put("moved")
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))
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
