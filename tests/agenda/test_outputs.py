"""Whole outputs of `milipol agenda`, and of other commands that know the picks."""

import csv
import io
import re
from pathlib import Path

import pytest

from conftest import DATA, ENDINGS, GOOD, Golden, Run

MINUTES = ("--minutes", "30")

# A plan for Milipol Paris 2023: sessions, a day, editions, own entries.
PLANNED = """\
# What I plan to attend.

[[pick]]
id = "paris-2023/innovation-awards"
title = "Milipol Innovation Awards"
date = 2023-11-14
start = 14:00:00

[[pick]]
id = "paris-2023/inaugural-conference"
title = "Inaugural conference"
date = 2023-11-14
start = 14:30:00
end = 16:30:00
note = "ask for the slides"

[[pick]]
id = "paris-2023/continuum-1-panel"
title = "The Olympic Games continuum (part 1)"
date = 2023-11-15
start = 10:30:00
end = 12:00:00

[[pick]]
id = "paris-2023/raid-demonstration"
title = "RAID"
date = 2023-11-15
start = 11:00:00

[[pick]]
id = "paris-2023/continuum-2-panel"
title = "The Olympic Games continuum (part 2)"
date = 2023-11-15
start = 15:00:00
end = 16:30:00

[[pick]]
id = "paris-2023/legacy-panel"
title = "The Olympic Games as Vectors of Transformation and Legacy"
date = 2023-11-17
"""
# The same plan with more picks, and some that the data has changed since.
GROWN = f"""{PLANNED}
[[pick]]
id = "agenda/meet-acme"
title = "Meet ACME"
kind = "meeting"
at = 2023-11-15T12:05:00
minutes = 30
zone = "Europe/Paris"
edition = "paris-2023"
place = "Hall 5"
alarm = ["30m"]
updated = 2023-11-01

[[pick]]
id = "agenda/train-to-brussels"
title = "Train to Brussels"
kind = "travel"
at = 2023-11-18T09:25:00
minutes = 82
zone = "Europe/Paris"
updated = 2023-11-01

[[pick]]
id = "agenda/order-power"
title = "Order power"
kind = "deadline"
date = 2023-09-30
note = "form 7"
updated = 2023-09-01

[[pick]]
id = "india-2025"
title = "Milipol India 2025"
date = 2025-04-08
last = 2025-04-10

[[pick]]
id = "paris-2023/2023-11-16"
title = "Milipol Paris 2023"
date = 2023-11-16

[[pick]]
id = "paris-2023/tombola"
title = "Tombola"
date = 2023-11-17

[[pick]]
id = "paris-2025/htxai-keynote"
title = "HTxAI"
"""
# Picks without an end or a day, or with days of another edition.
ODD = """\
[[pick]]
id = "agenda/call"
title = "Call"
kind = "meeting"
at = 2027-11-17T09:00:00
zone = "Asia/Tokyo"

[[pick]]
id = "agenda/badge"
title = "Collect the badge"
kind = "deadline"
at = 2027-11-16T18:00:00
zone = "Europe/Paris"
edition = "paris-2027"

[[pick]]
id = "paris-2027/2027-12-01"
title = "Milipol Paris 2027"
date = 2027-12-01

[[pick]]
id = "brazil-2026/2026-04-14"
title = "Milipol Brazil 2026"
date = 2026-04-14

[[pick]]
id = "paris-1984"
title = "Milipol Paris 1984"

[[pick]]
id = "paris-2023/tech-2"
title = "Session"
date = 2023-11-16
"""
# Entries that belong to no show while one is on, and the edition itself.
ABROAD = """\
[[pick]]
id = "agenda/badge"
title = "Badge"
kind = "deadline"
date = 2023-11-15

[[pick]]
id = "agenda/flight"
title = "Flight"
kind = "travel"
at = 2023-11-14T23:55:00
minutes = 840
zone = "Europe/London"

[[pick]]
id = "agenda/call"
title = "Call"
kind = "meeting"
at = 2023-11-15T19:00:00
minutes = 60
zone = "Asia/Tokyo"

[[pick]]
id = "paris-2023"
title = "Milipol Paris 2023"
date = 2023-11-14
last = 2023-11-17
"""
MOMENT = ("--on", "2023-11-15T11:20+01:00")
CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "agenda": (PLANNED, ("--on", "2023-11-13", "--tz", "Asia/Tokyo")),
    "agenda-now": (PLANNED, (*MOMENT, "--tz", "Europe/Paris")),
    "agenda-grown": (GROWN, ()),
    "agenda-grown-then": (GROWN, (*MOMENT, "--change", "2h", "--gap", "4h")),
    "agenda-odd": (ODD, ("--on", "2027-11-18")),
    "agenda-empty": ("", ()),
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The agenda's file, which MILIPOL_AGENDA names; there is none yet."""
    path = tmp_path / "my agenda.toml"
    monkeypatch.setenv("MILIPOL_AGENDA", str(path))
    return path


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((name, form) for name in CASES for form in ("table", "plain", "json")),
        ("agenda", "markdown"),
        *(("agenda-grown", form) for form in ("csv", "markdown")),
        *(("agenda-empty", form) for form in ("csv", "markdown")),
    ],
)
def test_prints(
    run: Run,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    file: Path,
    name: str,
    form: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    text, args = CASES[name]
    file.write_text(text, "utf-8")
    ran = run("agenda", *args, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ENDINGS[form]}", ran.out)


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_fits_a_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, file: Path, columns: int
) -> None:
    file.write_text(GROWN, "utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = run("agenda", "--on", "2023-11-13")
    golden(f"agenda-grown.{columns}.txt", ran.out)


def test_csv_has_the_rows_of_the_json(run: Run, file: Path) -> None:
    file.write_text(GROWN, "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("agenda", "--format", "csv").out)))
    items = run("agenda", "--json").json["items"]
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    assert [row["marks"] for row in rows] == [
        "; ".join(mark["text"] for mark in item["marks"]) for item in items
    ]


def test_without_a_file_the_agenda_is_empty(run: Run, file: Path) -> None:
    ran = run("agenda")
    assert (ran.code, ran.out, ran.err) == (0, "Your agenda is empty.\n", "")
    assert not file.exists()


TODAY = {
    "today-picked": ("today", *MOMENT, "--tz", "Europe/Paris"),
    "today-picked-untimed": ("today", "--on", "2023-11-17"),
    "today-picked-own": ("today", "--on", "2023-11-18T09:00+01:00"),
}


@pytest.mark.parametrize("name", TODAY)
@pytest.mark.parametrize("form", ["table", "plain"])
def test_today_marks_picks(
    run: Run,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    file: Path,
    name: str,
    form: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    file.write_text(GROWN, "utf-8")
    golden(f"{name}.{ENDINGS[form]}", run(*TODAY[name], "--format", form).out)


def test_today_lists_own_entries(run: Run, file: Path) -> None:
    """All day, or under the show whose time zone they are in."""
    file.write_text(GROWN.replace('edition = "paris-2023"\n', ""), "utf-8")
    order = " My agenda   all day  Deadline: Order power  agenda/order-power"
    assert order in run("today", "--on", "2023-09-30").out.splitlines()
    meet = (
        " My agenda   12:05-12:35 Paris  Meeting: Meet ACME, Hall 5  agenda/meet-acme"
    )
    there = ("--tz", "Europe/Paris")
    assert meet in run("today", "--on", "2023-11-15", *there).out.splitlines()
    (own,) = run("today", "--on", "2023-11-15", "--json").json["own"]
    assert (own["id"], own["title"], own["place"]) == (
        "agenda/meet-acme",
        "Meet ACME",
        "Hall 5",
    )
    line = run("today", "--line", "--on", "2023-09-30").out
    assert line == "today Order power\n"


BOTH = """
[[pick]]
id = "agenda/acme"
title = "Meet ACME"
kind = "meeting"
at = 2023-11-15T12:00:00
minutes = 45
zone = "Europe/Paris"
edition = "paris-2023"

[[pick]]
id = "agenda/call"
title = "Call home"
kind = "meeting"
at = 2023-11-15T10:00:00
minutes = 45
zone = "Europe/London"
"""


def test_today_of_one_show_leaves_out_entries_of_others(run: Run, file: Path) -> None:
    file.write_text(BOTH, "utf-8")
    for show, titles in (
        ((), ["Call home", "Meet ACME"]),
        (("paris",), ["Call home", "Meet ACME"]),
        (("qatar",), ["Call home"]),
    ):
        on = ("--on", "2023-11-15T10:20+01:00", "--tz", "Europe/Paris")
        for form in ("table", "plain", "markdown"):
            out = run("today", *show, *on, "--format", form).out
            found = re.findall("Meeting: (Meet ACME|Call home)", out)
            assert found == titles  # one block, in order of time
        line = run("today", *show, "--line", *on).out
        assert ("Meet ACME" in line) == ("Meet ACME" in titles)


@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_an_entry_of_no_show_stands_alone_beside_two_shows(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    file.write_text(BOTH, "utf-8")
    (tmp_path / "data" / "oslo").mkdir(parents=True)
    for path in GOOD.rglob("*.toml"):
        text = path.read_text("utf-8").replace("2026-11-01", "2023-01-01")
        text = text.replace("2028-05-03", "2023-11-15").replace(
            "2028-05-05", "2023-11-16"
        )
        name = str(path.relative_to(GOOD)).replace("2028", "2023")
        (tmp_path / "data" / name).write_text(text.replace("-2028", "-2023"), "utf-8")
    monkeypatch.setenv("MILIPOL_DATA", str(tmp_path / "data"))
    on = ("--on", "2023-11-15T10:20+01:00", "--tz", "Europe/Paris")
    out = run("today", *on, "--format", form).out
    told = re.findall("My agenda|Meet ACME|Call home|Milipol Oslo 2023", out)
    # The meeting under its show; the call under all of them.
    assert [it for it in told if it != "My agenda"] == [
        *("Meet ACME", "Milipol Oslo 2023", "Call home")
    ]
    assert told.count("My agenda") == 2


def test_today_lists_own_entries_beside_a_show_too(run: Run, file: Path) -> None:
    """In another zone, all day, and since the day before."""
    file.write_text(ABROAD, "utf-8")
    as_of = ("--on", "2023-11-15T11:20+01:00", "--tz", "Europe/Paris")
    out = run("today", *as_of).out
    assert " My agenda   23:55-13:55 +1 day London, 00:55-14:55 +1 day Paris" in out
    assert "all day" in out
    assert "19:00-20:00 Tokyo, 11:00-12:00 Paris " in out
    assert "day 2 of 4, picked" in out
    line = run("today", "--line", *as_of).out
    assert line.endswith("; Flight until 14:55; Call until 12:00; today Badge\n")
    plain = run("today", *as_of, "--format", "plain").out
    told = re.findall("(?m)^ID: (agenda/.*)$", plain)
    asked = run("today", *as_of, "--json").json["own"]
    assert [one["id"] for one in asked] == told
    assert told == ["agenda/flight", "agenda/call", "agenda/badge"]
    assert (
        "Time: 19:00 to 20:00 Tokyo, 11:00 to 12:00 Paris\nState: on, 40 min" in plain
    )
    when = [item["last"] for item in run("agenda", "--json").json["items"]]
    assert when == ["2023-11-17", "2023-11-15", "2023-11-15", "2023-11-15"]


@pytest.mark.parametrize(
    ("when", "line"),
    [
        (
            "2023-11-15T10:20+01:00",
            "Milipol Paris day 2 of 4: next 10:30 Panel: The Olympic Games continuum"
            " (part 1) (programme as known today)",
        ),
        (
            "2023-11-15T11:20+01:00",
            "Milipol Paris day 2 of 4: Panel: The Olympic Games continuum (part 1)"
            " until 12:00, Demonstration: RAID may be on, next 12:05 Meet ACME"
            " (programme as known today)",
        ),
        (
            "2023-11-15T16:40+01:00",
            "Milipol Paris day 2 of 4",
        ),
        ("2023-11-16T10:00+01:00", "Milipol Paris day 3 of 4"),
        ("2023-11-18T09:00+01:00", "next 09:25 Paris Train to Brussels"),
        ("2023-11-18T10:00+01:00", "Train to Brussels until 10:47 Paris"),
        ("2023-11-18T12:00+01:00", "Milipol Asia-Pacific in 137 days"),
        ("2023-11-17", "Milipol Paris day 4 of 4: The Olympic Games as Vectors"),
    ],
)
def test_the_line_prefers_picks(run: Run, file: Path, when: str, line: str) -> None:
    file.write_text(GROWN, "utf-8")
    ran = run("today", "--line", "--on", when)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(line)
    assert ran.out == f"{line}\n" or when == "2023-11-17"


def test_a_damaged_agenda_does_not_take_today_down(run: Run, file: Path) -> None:
    whole, line = run("today", *MOMENT), run("today", "--line", *MOMENT)
    file.write_text("[[pick]\n", "utf-8")
    ran = run("today", *MOMENT)
    assert (ran.code, ran.out) == (0, whole.out)
    assert ran.err == (
        f"milipol: {file}: line 1, column 7: not valid TOML: expected ']]' at the"
        " end of an array declaration; your agenda is ignored\n"
    )
    again = run("today", "--line", *MOMENT)
    assert (again.code, again.out, again.err) == (0, line.out, "")


def test_adds_and_removes(run: Run, golden: Golden, file: Path) -> None:
    """A whole dialogue, with the file it leaves."""
    said = []
    for line in (
        ("add", "innovation-awards", "inaugural-conference"),
        ("add", "continuum-1-panel", "--note", "ask about drones"),
        ("add", "raid-demonstration", "--alarm", "1h", "--alarm", "1d@18:00"),
        ("add", "raid-demonstration", "--note", "bring ear plugs"),
        ("add", "paris-2023/2023-11-17", "doha", "--no-alarm"),
        (
            *("add", "--own", "Meet ACME", "--at", "2023-11-15T11:30"),
            *("--minutes", "45", "--edition", "paris-2023", "--place", "Hall 5"),
        ),
        (
            *("add", "--own", "Meet ACME", "--at", "2023-11-16T23:30"),
            *("--minutes", "45", "--tz", "Asia/Tokyo", "--kind", "travel"),
        ),
        ("add", "--own", "Order power", "--at", "2023-11-13", "--kind", "deadline"),
        ("add", "htxai-keynote", "--on", "2025-11-01"),
        ("add", "legacy-panel", "tech-2"),
        ("remove", "agenda/meet-acme-2", "continuum-1-panel"),
    ):
        then = () if {"--on", "remove"} & set(line) else ("--on", "2023-11-13")
        ran = run("agenda", *line, *then)
        assert (ran.code, ran.out) == (0, "")
        shown = [f'"{word}"' if " " in word else word for word in line]
        said.append(f"$ milipol agenda {' '.join(shown)}\n{ran.err}")
    golden("agenda-dialogue.txt", "\n".join(said))
    golden("agenda-dialogue.toml", file.read_text("utf-8"))


def test_a_tentative_edition_is_added_as_tentative(run: Run, file: Path) -> None:
    ran = run("agenda", "add", "paris-2027", "paris-2027/2027-11-17")
    assert (ran.code, ran.out, ran.err) == (
        0,
        "",
        "Added paris-2027: Milipol Paris, 25th, Villepinte, France, 16-19 November"
        " 2027, tentative.\n"
        "Added paris-2027/2027-11-17: Milipol Paris 2027, day 2 of 4, 17 November"
        " 2027, tentative.\n",
    )
    assert file.exists()


@pytest.mark.parametrize(
    ("on", "over"),
    [
        ("2023-11-15T11:29+01:00", ""),
        ("2023-11-15T11:31+01:00", ", may be over"),
        ("2023-11-16", ", over"),
    ],
)
def test_a_past_pick_is_added_as_over(run: Run, file: Path, on: str, over: str) -> None:
    ran = run("agenda", "add", "paris-2023/raid-demonstration", "--on", on)
    assert ran.err == (
        "Added paris-2023/raid-demonstration: Demonstration: RAID, Wednesday 15"
        f" November 2023, from 11:00 Paris{over}.\n"
        "The programme is as known today.\n"
    )
    assert file.exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("add",), 2, "nothing to add; expected an id like paris-2027, or --own TITLE"),
        (("add", "nonsense"), 3, "no id 'nonsense'; see milipol show"),
        (
            ("add", "paris-2027", "zzz"),
            3,
            "nothing added: no id 'zzz'; see milipol show",
        ),
        (
            ("add", "brazil", "--on", "2023-11-13"),
            3,
            "brazil: no upcoming edition with dates; see milipol show brazil",
        ),
        (
            ("add", "paris-2027", "--on", "2023-11-13"),
            3,
            "nothing was known about 'paris-2027' yet; see milipol upcoming",
        ),
        (("add", "paris-2027", "--at", "2027-01-01"), 2, "--at, --minutes, --edition,"),
        (("add", "paris-2027", "--kind", "travel"), 2, "--at, --minutes, --edition,"),
        (("add", "--own", " ", "--at", "2027-01-01"), 2, "--own: empty; expected a"),
        (("add", "paris-2027", "--note", ""), 2, "--note: empty; expected a text"),
        (("add", "--own", "X"), 2, "--at: missing; expected a date or a time,"),
        (
            (
                *("add", "--own", "X", "--at", "2027-01-01"),
                *("--edition", "paris-2023/legacy-panel"),
            ),
            2,
            "--edition 'paris-2023/legacy-panel': expected an edition like paris-2027",
        ),
        (("add", "--own", "X", "--at", "soon"), 2, "--at 'soon': not understood;"),
        (("add", "--own", "X", "--at", "1800-01-01"), 2, "--at '1800-01-01': too far"),
        (
            (
                *("add", "--own", "X", "--at", "2023-10-29T02:30"),
                *("--edition", "paris-2023", "--minutes", "5"),
            ),
            2,
            "--at '2023-10-29T02:30': this time exists twice in Europe/Paris,",
        ),
        (("add", "--own", "X", "--at", "2027-01-01T10:00"), 2, "--minutes: missing"),
        (
            ("add", "--own", "X", "--at", "2027-01-01T10:00", "--minutes", "0"),
            2,
            "--minutes '0': not understood; expected a number from 1 to 999999",
        ),
        (
            ("add", "--own", "X", "--at", "2027-01-01", "--kind", "nap"),
            2,
            "--kind 'nap': no such kind; expected meeting, deadline or travel",
        ),
        (
            ("add", "--own", "X", "--at", "2027-01-01", "--edition", "paris"),
            2,
            "--edition 'paris': expected an edition like paris-2027",
        ),
        (
            (
                *("add", "--own", "X", "--at", "2027-01-01", "--edition", "paris-2027"),
                *("--on", "2023-11-13"),
            ),
            3,
            "nothing was known about 'paris-2027' yet; see milipol upcoming",
        ),
        (
            ("add", "paris-2027", "--alarm", "1d", "--no-alarm"),
            2,
            "--no-alarm cannot be used with --alarm",
        ),
        (("add", "paris-2027", "--alarm", "soon"), 2, "--alarm 'soon': not understood"),
        (
            ("add", "paris-2027", *("--alarm", "1d") * 21),
            2,
            "--alarm: given 21 times; expected at most 20",
        ),
        (
            ("add", "paris-2027", "--note", "x" * 10_001),
            2,
            "--note: 10001 characters; expected at most 10000",
        ),
        (("add", "paris-2027", "--change", "x"), 2, "--change 'x': not understood;"),
        (("--gap", "30"), 2, "--gap '30': not understood; expected 10m or 2h"),
        (
            ("--on", "2023-11-13", "add", "paris-2027"),
            2,
            "--on goes after 'add', not before it\n",
        ),
        (("--json", "add", "paris-2027"), 2, "--json cannot be used with 'add'\n"),
        (("-o", "x", "add", "paris-2027"), 2, "-o cannot be used with 'add'\n"),
        (
            ("--on", "2023-11-13", "remove", "x"),
            2,
            "--on cannot be used with 'remove'\n",
        ),
        (
            ("--format", "csv", "remove", "x"),
            2,
            "--format cannot be used with 'remove'\n",
        ),
        (("remove", "paris-2027"), 3, "no pick 'paris-2027'; see milipol agenda"),
        (
            ("remove", "paris-2027", "india"),
            3,
            "nothing removed: no pick 'paris-2027'; see milipol agenda",
        ),
        (("remove",), 2, "missing argument 'ID...'; see milipol agenda remove --help"),
        (("drop", "x"), 2, "no such command 'drop'; expected add or remove"),
    ],
)
def test_bad_input_gets_one_line_and_writes_nothing(
    run: Run, file: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("agenda", *args)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"milipol: {said}")
    assert ran.err.count("\n") == 1
    assert not file.exists()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "raid-demonstration",
            "not added: Demonstration: RAID (from 11:00) overlaps the panel: starts"
            " 30 min into it, 1 h before its end",
        ),
        (
            "paris-2023/continuum-1-keynote",
            None,
        ),
        (
            "inaugural-conference",
            "not added: Inaugural conference (14:30-16:30) may overlap the awards,"
            " whose end was not published",
        ),
    ],
)
def test_if_free_refuses_what_overlaps_or_may(
    run: Run, file: Path, key: str, said: str | None
) -> None:
    as_of = ("--on", "2023-11-13")
    run("agenda", "add", "innovation-awards", "continuum-1-panel", *as_of)
    before = file.read_bytes()
    ran = run("agenda", "add", key, "--if-free", *as_of)
    assert ran.code == (0 if said is None else 6)
    assert (file.read_bytes() == before) == (said is not None)
    if said is not None:
        assert ran.err == f"milipol: {said}\n"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ('id = "Paris"', "line 2: pick[0].id: found 'Paris'; expected an id"),
        ('id = "x/y/z"', "line 2: pick[0].id: found 'x/y/z'; expected an id"),
        (
            'id = "paris-2023"\nplace = "Hall 5"',
            "line 3: pick[0].place: found 'Hall 5'; expected none except for",
        ),
        (
            'id = "paris-2023"\ndate = 2023-11-17\nlast = 2023-11-14',
            "line 4: pick[0].last: found 2023-11-14; expected a day on or after 2023",
        ),
        (
            'id = "paris-2023"\nlast = 2023-11-17',
            "line 1: pick[0].date: missing; expected a date with the last day",
        ),
        (
            'id = "paris-2023"\nnonsense = 1',
            "line 3: pick[0].nonsense: unknown key 'nonsense'",
        ),
        (
            'id = "paris-2023"\nalarm = ["soon"]',
            "line 3: pick[0].alarm[0]: found 'soon'; expected a time",
        ),
        (
            'id = "paris-2023"\nalarm = [' + '"1d", ' * 21 + "]",
            "line 3: pick[0].alarm: found a list with 21 items; expected a list with"
            " at most 20 items",
        ),
        (
            "\n[[pick]]\n".join(f'id = "paris-{at:04}"' for at in range(2_001)),
            "line 1: pick: found a list with 2001 items; expected a list of tables"
            " with at most 2000 items",
        ),
        (
            f'id = "paris-2023"\nnote = "{"x" * 10_001}"',
            f"line 3: pick[0].note: found '{'x' * 79} ...; expected a text of 1 to"
            " 10,000 characters",
        ),
        (
            'id = "agenda/x"\ntitle = "X"',
            "line 1: pick[0].kind: missing; expected a title and a kind for",
        ),
        (
            'id = "agenda/x"\nkind = "nap"',
            "line 3: pick[0].kind: found 'nap'; expected meeting",
        ),
        ("{own}", "line 1: pick[0].at: missing; expected either at or date"),
        (
            "{own}\ndate = 2027-01-01\nlast = 2027-01-02",
            "line 6: pick[0].last: found 2027-01-02; expected none for an id in",
        ),
        (
            "{own}\ndate = 2027-01-01\nminutes = 5",
            "line 6: pick[0].minutes: found 5; expected none without a time in at",
        ),
        (
            "{own}\nat = 2027-01-01T10:00:00",
            "line 1: pick[0].zone: missing; expected at and its zone together",
        ),
        (
            '{own}\nat = 0001-01-01T10:00:00\nzone = "UTC"',
            "line 5: pick[0].at: found 0001-01-01T10:00:00; expected a year from 1900",
        ),
        (
            '{own}\nat = 2027-01-01T10:00:00\nzone = "Mars"',
            "line 6: pick[0].zone: found 'Mars'; expected a time zone",
        ),
        (
            '{own}\ndate = 2027-01-01\n[[pick]]\nid = "agenda/x"\n{own}',
            "line 8, column 16: not valid TOML: cannot overwrite a value",
        ),
        (
            'id = "paris-2023"\n[[pick]]\nid = "paris-2023"',
            "line 4: pick[1].id: 'paris-2023' is already the id of pick[0]",
        ),
    ],
)
def test_an_error_in_a_pick_is_reported_with_its_place(
    run: Run, file: Path, fields: str, said: str
) -> None:
    own = 'id = "agenda/x"\nkind = "meeting"\ntitle = "X"'
    file.write_text(f"[[pick]]\n{fields.replace('{own}', own)}\n", "utf-8")
    before = file.read_bytes()
    for args in (("agenda",), ("agenda", "add", "paris-2027"), ("export", "agenda")):
        ran = run(*args)
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"milipol: {file}: {said}")
        assert ran.err.count("\n") == 1
    assert file.read_bytes() == before


def test_picks_of_a_file_with_errors_are_not_called_gone(
    run: Run, file: Path, folder: Path
) -> None:
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text("x = !", "utf-8")
    file.write_text(
        '[[pick]]\nid = "expo-2027"\ntitle = "Expo"\n'
        '[[pick]]\nid = "agenda/stand"\ntitle = "Stand"\nkind = "meeting"\n'
        'date = 2027-05-01\nedition = "expo-2027"\n',
        "utf-8",
    )
    ran = run("agenda", "--json")
    marks = {item["id"]: item["marks"] for item in ran.json["items"]}
    conflict = {
        "kind": "not_read",
        "text": "not checked: one of your data files has errors",
        "minutes": None,
        "others": None,
    }
    assert marks == {
        "agenda/stand": [{**conflict, "other": "expo-2027"}],
        "expo-2027": [{**conflict, "other": None}],
    }
    assert (ran.code, ran.err.count("\n")) == (0, 1)


@pytest.mark.parametrize("order", [1, -1])
def test_if_free_refuses_shared_days_in_any_order(
    run: Run, file: Path, folder: Path, order: int
) -> None:
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(
        '[show]\nid = "expo"\nname = "Expo"\ncity = "Lima"\ncountry = "Peru"\n'
        'country_code = "PE"\nzone = "America/Lima"\nreviewed = 2026-11-24\n'
        'source = ["own"]\n[[edition]]\nid = "expo-2027"\n[[edition.notice]]\n'
        "known = 2026-11-01\nstart = 2027-11-15\nend = 2027-11-17\n"
        'status = "announced"\nsource = ["own"]\n',
        "utf-8",
    )
    first, second = ["paris-2027/2027-11-17", "expo-2027/2027-11-17"][::order]
    assert run("agenda", "add", first, "paris-2027/2027-11-19").code == 0
    before = file.read_bytes()
    ran = run("agenda", "add", second, "--if-free")
    assert (ran.code, file.read_bytes()) == (6, before)
    assert "same days as " in ran.err
    assert "same days as " in run("agenda", "add", second).err
    assert run("agenda", "add", second, "--if-free").code == 0


def test_picks_survive_new_titles_times_and_order(
    run: Run, file: Path, folder: Path
) -> None:
    """Picks are found by their ids, whatever an update changes."""
    file.write_text(PLANNED, "utf-8")
    (folder / "paris").mkdir()
    programme = (DATA / "paris" / "2023.toml").read_text("utf-8")
    for old, new in (
        ('title = "RAID"', 'title = "RAID and dogs"'),
        ("start = 11:00:00\nsummary", "start = 11:30:00\nend = 12:15:00\nsummary"),
        ("date = 2023-11-14\nstart = 14:30:00", "date = 2023-11-16\nstart = 14:30:00"),
    ):
        assert programme.count(old) == 1
        programme = programme.replace(old, new)
    (folder / "paris" / "2023.toml").write_text(programme, "utf-8")
    items = {item["id"]: item for item in run("agenda", "--json").json["items"]}
    assert len(items) == 6
    raid = items["paris-2023/raid-demonstration"]
    assert (raid["label"], raid["start"], raid["picked_start"]) == (
        "Demonstration: RAID and dogs",
        "2023-11-15T11:30:00+01:00",
        "11:00:00",
    )
    assert [mark["kind"] for mark in raid["marks"]] == ["moved", "overlap"]
    moved = items["paris-2023/inaugural-conference"]["marks"][0]["text"]
    assert moved == (
        "moved: was Tuesday 14 November 2023, 14:30-16:30, now Thursday 16 November"
        " 2023, 14:30-16:30"
    )
    assert run("agenda", "add", "raid-demonstration").code == 0
    assert "start = 11:30:00" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (
            ("paris-2027", "--alarm", "2w", "--on", "2027-11-10"),
            "--alarm '2w': would have rung already; expected a shorter time before an"
            " upcoming event",
        ),
        (
            (
                *("--own", "Meet ACME", "--at", "2023-11-15T12:05", "--minutes", "30"),
                *("--alarm", "1h", "--alarm", "0d@12:30"),
            ),
            "--alarm '1h': would have rung already; expected a shorter time before an"
            " upcoming event",
        ),
        (
            ("paris-2027", "--alarm", "1d", "--alarm", "15m"),
            "--alarm '15m': would ring after the start; expected a longer time (counted"
            " from 09:00 for all-day events)",
        ),
    ],
    ids=["past", "past event", "after the start"],
)
def test_an_alarm_that_suits_no_new_pick_is_refused(
    run: Run, file: Path, args: tuple[str, ...], why: str
) -> None:
    """An older pick that it would suit changes nothing."""
    run("agenda", "add", "--own", "Later", "--at", "2030-01-01T10:00", *MINUTES)
    before = file.read_bytes()
    ran = run("agenda", "add", *args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"milipol: {why}\n")
    assert file.read_bytes() == before


def test_an_alarm_needs_to_suit_only_one_new_pick(run: Run, file: Path) -> None:
    """A show without dates has no event yet, so any alarm may suit it."""
    later = ("--own", "Call", "--at", "2027-11-15T10:00", *MINUTES)
    ran = run("agenda", "add", "paris-2027", *later, "--alarm", "15m")
    assert ran.code == 0
    assert file.read_text("utf-8").count('alarm = ["15m"]') == 2


def test_quiet_commands_report_only_errors(run: Run, file: Path) -> None:
    ran = run("agenda", "add", "raid-demonstration", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    ran = run("agenda", "add", "nothing-such", "--quiet")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("milipol: no id 'nothing-such'; ")
    assert run("agenda", "--quiet").out == run("agenda").out
    ran = run("agenda", "remove", "raid-demonstration", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert "[[pick]]" not in file.read_text("utf-8")
    ran = run("agenda", "--quiet", "remove", "raid-demonstration")
    assert (ran.code, ran.err) == (
        2,
        "milipol: --quiet goes after 'remove', not before it\n",
    )


def test_a_hostile_file_is_shown_harmlessly(run: Run, file: Path) -> None:
    nasty = "\\u001b[31mred[/x] \\u202e=1+1\\nnext"
    file.write_text(
        f'[[pick]]\nid = "agenda/x"\nkind = "meeting"\ntitle = "{nasty}"\n'
        f'place = "{nasty}"\nnote = "{nasty}"\nat = 2027-01-01T10:00:00\n'
        'minutes = 5\nzone = "UTC"\n[[pick]]\nid = "gone-2024"\n'
        f'title = "{nasty}"\n',
        "utf-8",
    )
    for form in ENDINGS:
        ran = run("agenda", "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
    when = ("--on", "2027-01-01T09:00+00:00")
    assert "\x1b" not in run("today", *when).out
    assert "\x1b" not in run("agenda", "remove", "agenda/x").err


def test_exports_the_picks_with_their_alarms(
    run: Run,
    golden: Golden,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    file.write_text(GROWN, "utf-8")
    ran = run("export", "agenda", "--on", "2023-09-30")
    assert (ran.code, ran.out) == (0, "")
    golden("export-agenda.txt", ran.err)
    golden("export-agenda.ics", Path("milipol.ics").read_bytes().decode())
    again = run("export", "agenda", "--on", "2023-09-30")
    assert again.err.startswith("milipol.ics is unchanged")


def test_exports_an_entry_without_an_end(run: Run, file: Path) -> None:
    file.write_text(ODD, "utf-8")
    ran = run("export", "agenda", "-o", "-", "--on", "2026-11-24")
    assert "DTEND;TZID=Asia/Tokyo:20271117T093000" in ran.out
    assert "The end is not known\\; 30 minutes are assumed." in ran.out
    badge = ran.out[ran.out.index("UID:agenda/badge") :].partition("END:VEVENT")[0]
    assert "DTEND;TZID=Europe/Paris:20271116T183000" in badge
    assert "The deadline is at 18:00." in badge
    assert "TRANSP:TRANSPARENT" in badge
    assert "LOCATION" not in badge
    assert (
        ran.err
        == "No dates are announced for paris-1984, so there is nothing to export.\n"
    )


def test_a_day_has_one_spelling(run: Run, file: Path) -> None:
    """With two ids, a day would have two events in a calendar."""
    file.write_text(
        '[[pick]]\nid = "paris-2023/20231117"\ntitle = "Last day"\ndate = 2023-11-17\n',
        "utf-8",
    )
    ran = run("agenda", "--format", "plain")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "My agenda: 1 pick, 1 gone.\n"
        "\n"
        "Pick: Last day, Friday 17 November 2023\n"
        "Conflict: gone: no longer in the data\n"
        "ID: paris-2023/20231117\n"
    )
    ran = run("export", "agenda", "-o", "-")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "Nothing is known about paris-2023/20231117, so it is left out.\n"
    )
    ran = run("show", "paris-2023/20231117")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "milipol: no id 'paris-2023/20231117'; did you mean paris-2023/2023-11-17,"
        " paris-2023/2023-11-16 or paris-2023/2023-11-15?\n"
    )


LONG = """\
[[pick]]
id = "agenda/dinner"
title = "Dinner"
kind = "meeting"
at = 2027-11-15T20:00:00
minutes = 300
zone = "Europe/Paris"

[[pick]]
id = "agenda/trip"
title = "Trip"
kind = "travel"
at = 2027-11-16T10:00:00
minutes = 4320
zone = "Europe/Paris"
"""


def test_an_exported_entry_ends_on_the_right_day(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file.write_text(LONG, "utf-8")
    ran = run("export", "agenda", "--no-alarm")
    assert (ran.code, ran.out) == (0, "")
    assert [line.split("  ")[-1].strip() for line in ran.err.splitlines()[2:4]] == [
        "Mon 15 November 2027, 20:00-01:00 +1 day Paris",
        "Tue 16 November 2027, 10:00-10:00 +3 days Paris",
    ]


@pytest.mark.parametrize(
    ("when", "day", "said"),
    [
        ("2027-11-15T21:00+01:00", None, "Dinner until 01:00 +1 day Paris"),
        ("2027-11-16T00:30+01:00", 1, "Dinner until 01:00, next 10:00 Trip"),
        ("2027-11-16T11:00+01:00", 1, "Trip until 10:00 +3 days"),
        ("2027-11-18T11:00+01:00", 3, "Trip until 10:00 +1 day"),
        ("2027-11-19T09:00+01:00", 4, "Trip until 10:00"),
    ],
)
def test_the_line_shows_on_which_day_an_entry_ends(
    run: Run, file: Path, when: str, day: int | None, said: str
) -> None:
    """It shows the days from now."""
    file.write_text(LONG, "utf-8")
    show = "" if day is None else f"Milipol Paris day {day} of 4, tentative: "
    ran = run("today", "--line", "--on", when)
    assert (ran.code, ran.out, ran.err) == (0, f"{show}{said}\n", "")


def test_exports_the_hour_that_clocks_show_twice(run: Run, file: Path) -> None:
    file.write_text(
        '[[pick]]\nid = "agenda/night"\ntitle = "Night"\nkind = "meeting"\n'
        'at = 2026-10-25T02:30:00+02:00\nminutes = 60\nzone = "Europe/Paris"\n',
        "utf-8",
    )
    ran = run("export", "agenda", "-o", "-", "--on", "2026-10-01")
    assert (ran.code, ran.err) == (0, "")
    assert "DTSTART:20261025T003000Z\nDTEND:20261025T013000Z\n" in ran.out


def test_exports_reminders_of_own_entries(run: Run, file: Path) -> None:
    file.write_text(GROWN.replace('edition = "paris-2023"\n', ""), "utf-8")
    ran = run("export", "agenda", "--reminder-events", "-o", "-", "--on", "2023-09-01")
    summaries = [
        line.removeprefix("SUMMARY:")
        for line in ran.out.splitlines()
        if line.startswith("SUMMARY:In") and "Paris" not in line
    ]
    assert summaries == [
        "In 14 days: Order power",
        "In 1 day: Order power",
        "In 30 minutes: Meet ACME",
        "In 15 minutes: Train to Brussels",
    ]


@pytest.mark.usefixtures("file")
def test_an_empty_agenda_exports_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("export", "agenda")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Your agenda is empty, so there is nothing to export.\n"
    assert run("export", "agenda", "qatar").err == (
        "No dates are announced for qatar, so there is nothing to export.\n"
        "Your agenda is empty, so there is nothing to export.\n"
    )
    assert list(tmp_path.glob("*.ics")) == []


def test_if_free_sees_one_overlap_beside_many_others(run: Run, file: Path) -> None:
    """One more overlap is new, even beside twenty others."""
    file.write_text(
        "".join(
            f'[[pick]]\nid = "agenda/a{at}"\ntitle = "A"\nkind = "meeting"\n'
            f'at = 2028-05-03T10:{at:02}:00\nzone = "UTC"\nminutes = 60\n'
            for at in range(20)
        ),
        "utf-8",
    )
    own = ("--own", "B", "--at", "2028-05-03T10:15Z", "--minutes", "9")
    ran = run("agenda", "add", *own, "--tz", "UTC", "--if-free")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err == (
        "milipol: not added: B (10:15-10:24) overlaps Meeting: A by 9 min\n"
    )
    added = run("agenda", "add", *own, "--tz", "UTC")
    assert added.err.count(" overlaps ") == 20
    assert run("agenda", "add", *own, "--tz", "UTC").err.count(" overlaps ") == 21
