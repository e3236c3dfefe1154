"""Whole outputs of `show` and `news`, in every format, held by golden files."""

import csv
import io
import re
from pathlib import Path

import pytest

from conftest import Golden, Run

CASES = {
    "show": ("show",),
    "show-2023": ("show", "--on", "2023-10-20"),
    "show-session-there": (
        *("show", "raid-demonstration", "--tz", "Europe/Paris"),
        *("--on", "2023-11-15T10:00+01:00"),
    ),
    "show-1983": ("show", "--on", "1983-01-01"),
    "show-paris": ("show", "paris"),
    "show-paris-sources": ("show", "paris", "--sources"),
    "show-paris-1987": ("show", "paris", "--on", "1987-12-31"),
    "show-asia-pacific": ("show", "techx"),
    "show-qatar": ("show", "doha"),
    "show-india-2025-then": ("show", "india-2025", "--on", "2023-11-16"),
    "show-paris-2023": ("show", "paris-2023"),
    "show-paris-2027": ("show", "paris-2027"),
    "show-qatar-2020": ("show", "qatar-2020"),
    "show-paris-2025": ("show", "paris-2025"),
    "show-paris-1991": ("show", "paris-1991", "--sources"),
    "show-day": ("show", "paris-2023/2023-11-15", "--tz", "Asia/Singapore"),
    "show-day-empty": ("show", "paris-2013/2013-11-20"),
    "show-session": ("show", "paris-2023/continuum-2-panel", "--tz", "Asia/Tokyo"),
    "show-session-now": (
        "show",
        "raid-demonstration",
        "--on",
        "2023-11-15T11:10+01:00",
    ),
    "show-session-undated": ("show", "htxai-keynote", "--sources"),
    "show-unknown-yet": ("show", "brazil", "--on", "2020-01-01"),
    "news": ("news",),
    "news-since": ("news", "--since", "2025-01-01"),
    "news-2023": ("news", "--on", "2023-11-17", "--since", "2023-01-01"),
    "news-qatar": ("news", "qatar"),
    "news-nothing": ("news", "brazil", "--since", "2026-06-01"),
}
ENDINGS = {
    "table": "txt",
    "plain": "plain.txt",
    "json": "json",
    "csv": "csv",
    "tsv": "tsv",
    "markdown": "md",
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("form", ENDINGS)
def test_prints(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    ran = run(*CASES[name], "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ENDINGS[form]}", ran.out)


@pytest.mark.parametrize("form", ["csv", "tsv", "markdown"])
@pytest.mark.parametrize(
    "args",
    [("upcoming",), ("today", "--on", "2023-11-15"), ("today",)],
    ids=["upcoming", "today", "nothing"],
)
def test_the_first_commands_have_every_format(
    run: Run, golden: Golden, args: tuple[str, ...], form: str
) -> None:
    name = "-".join(args).replace("---on", "")
    golden(f"{name}.{ENDINGS[form]}", run(*args, "--format", form).out)


@pytest.mark.parametrize("columns", [24, 60, 80, 120, 200])
@pytest.mark.parametrize("name", ["show-paris", "news-since", "show-paris-2023"])
def test_fits_a_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run(*CASES[name]).out
    golden(f"{name}.{columns}.txt", out)
    if columns >= 80:
        assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("name", CASES)
def test_csv_has_the_rows_of_the_json(run: Run, name: str) -> None:
    """Read back by a CSV reader, the ids are those of the main list, in its order."""
    record = run(*CASES[name], "--json").json
    rows = [*csv.DictReader(io.StringIO(run(*CASES[name], "--format", "csv").out))]
    main = next(
        record[key]
        for key in ("items", "shows", "sessions", "editions", "session", "id")
        if key in record
    )
    if isinstance(main, dict):
        main = [main]
    if isinstance(main, str):
        assert rows == [{"id": main, "known": "false"}]
        return
    key = "text" if name.startswith("news") else "id"
    assert [row[key] for row in rows] == [row[key] for row in main]
    assert all(list(row) == list(main[0]) for row in rows)


HOSTILE = """
edition = "paris-2027"

[[session]]
id = "{id}"
title = '''{title}'''
kind = "talk"
date = 2027-11-16
start = 10:00:00
source = ["own"]
"""


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ('say "so", then', 'say "so", then'),
        ("one | two", "one | two"),
        ("line\nbreak", "line break"),
        ("tab\there", r"tab\x09here"),
        ("\\u202eback", "\\u202eback"),
    ],
    ids=["formula", "plus", "minus", "at", "quotes", "pipe", "line", "tab", "escape"],
)
def test_cells_are_whole_and_start_no_formula(
    run: Run, folder: Path, title: str, cell: str
) -> None:
    (folder / "paris").mkdir()
    text = HOSTILE.format(id="own-talk", title=title)
    (folder / "paris" / "2027.toml").write_text(text, "utf-8")
    args = ("show", "paris-2027/own-talk", "--format")
    (row,) = csv.DictReader(io.StringIO(run(*args, "csv").out))
    assert row["title"] == cell
    header, line = run(*args, "tsv").out.splitlines()
    assert dict(zip(header.split("\t"), line.split("\t"), strict=True))["title"] == cell
    assert run(*args, "json").json["session"]["title"] == title
    heading = run(*args, "markdown").out.splitlines()[0]
    assert heading.startswith("## Talk: ")
    table = run("show", "paris-2027", "--format", "markdown").out
    rows = [line for line in table.splitlines() if "own-talk" in line]
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in rows] == [5]


def test_a_broken_programme_is_refused_where_it_is_asked_for(
    run: Run, folder: Path
) -> None:
    (folder / "paris").mkdir()
    path = folder / "paris" / "2027.toml"
    path.write_text("edition = 5")
    ran = run("show", "paris-2027")
    said = "found 5; expected a show's id and a year, like paris-2027"
    message = f"milipol: {path}: line 1: edition: {said}\n"
    assert (ran.code, ran.out, ran.err) == (4, "", message)
    assert run("show", "paris").code == 0


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("pariss", "paris, paris-2027, paris-2025"),
        ("paris-2026", "paris-2027, paris-2025, paris-2023"),
        ("paris-2023/raid", "paris-2023/raid-demonstration, paris-2023/tech-2,"
         " paris-2023/gign-demonstration"),
        ("paris-2023/2023-11-18", "paris-2023/2023-11-17, paris-2023/2023-11-16,"
         " paris-2023/2023-11-15"),
        ("closing-keynote", "continuum-2-keynote, continuum-1-keynote,"
         " rai-keynote"),
    ],
)  # fmt: skip
def test_an_unknown_id_is_told_with_the_nearest(
    run: Run, asked: str, near: str
) -> None:
    ran = run("show", asked)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"milipol: no id {asked!r}; did you mean {near}?\n"


def test_a_short_id_of_several_sessions_is_told_with_them_all(run: Run) -> None:
    ran = run("show", "official-opening")
    assert ran.code == 3
    offered = ran.err.partition("did you mean ")[2].removesuffix("?\n").split(", ")
    assert len(offered) == 10
    assert all(key.endswith("/official-opening") for key in offered)


def test_an_id_like_no_other_is_told_where_to_look(run: Run) -> None:
    ran = run("show", "???")
    assert (ran.code, ran.err) == (3, "milipol: no id '???'; see milipol show\n")


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
def expo(folder: Path) -> None:
    """A show of the reader's own, with every turn that an edition can take."""
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(EXPO, "utf-8")
    (folder / "news.toml").write_text(WHOLE_NETWORK, "utf-8")


@pytest.mark.usefixtures("expo")
@pytest.mark.parametrize("form", ["table", "plain", "json"])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("own-show", ("show", "expo")),
        ("own-show-2020", ("show", "expo", "--on", "2020-06-01")),
        ("own-cancelled", ("show", "expo-2022")),
        ("own-postponed", ("show", "expo-2024")),
        ("own-news", ("news", "expo")),
        ("own-network-news", ("news", "--since", "2026-05-01")),
        ("own-upcoming", ("upcoming", "expo", "--on", "2022-04-01")),
    ],
)
def test_every_turn_of_an_edition_has_its_words(
    run: Run,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    args: tuple[str, ...],
    form: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    golden(f"{name}.{ENDINGS[form]}", run(*args, "--format", form).out)


@pytest.mark.parametrize("asked", ["india-2025", "raid-demonstration", "paris"])
def test_what_is_not_known_yet_is_said(run: Run, asked: str) -> None:
    whole = "paris-2023/raid-demonstration" if asked.startswith("raid") else asked
    expected = f"Nothing was known of {whole} on 1 January 1980.\n"
    assert run("show", asked, "--on", "1980-01-01").out == expected
