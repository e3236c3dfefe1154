"""Bad input and hostile text: a clear answer, and nothing that acts on a terminal."""

from pathlib import Path

import pytest

from commands import CALLS, takes
from conftest import SOME_FORMATS, Run
from milipol_cli.app import COMMANDS
from milipol_cli.escape import escape

# What is asked of the show that is written here, by every command with a format.
IDS = ("attack", "attack-2026", "attack-2026/talk")
LINES = list(dict.fromkeys(line.format(key) for line in CALLS for key in IDS))

ESCAPES = {
    "markup": "[bold]x[/bold] [/x] [link=http://a]b[/link]",
    "escapes": (
        "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31mred a\x7fb"
        "\x1b]8;;http://example.org\x1b\\text"
    ),
    "hiding": "\u202eevil\u202c a\u200bb\ufeff",
    "lines": "a\tb c\nd safe\rEVIL e\u2028f",
}


@pytest.mark.parametrize("form", SOME_FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        " ".join(ESCAPES.values()),  # all at once
        *(
            pytest.param(text, id=name, marks=pytest.mark.slow)
            for name, text in ESCAPES.items()
        ),
    ],
)
def test_text_does_not_act_on_the_terminal(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, form: str
) -> None:
    """A hostile name, title, theme and speaker come out as characters to be seen."""
    _write(folder, text)
    agenda = folder.parent / "agenda.toml"
    agenda.write_text(PICKS.replace("TEXT", _quoted(text)), "utf-8")
    monkeypatch.setenv("MILIPOL_AGENDA", str(agenda))
    folder = folder.rename(folder.parent / "data")
    monkeypatch.setenv("MILIPOL_DATA", str(folder))
    monkeypatch.chdir(folder.parent)
    allowed = "\n\t" if form == "tsv" else "\n"
    for line in LINES:
        moment = ("--on", "2026-11-24T10:05+01:00")
        on = moment if takes("--on", *line.split()) else ()
        ran = run(*line.split(), *on, "--format", form)
        assert ran.code in (0, 3, 4)
        harmful = [
            char
            for char in ran.out + ran.err
            if not char.isprintable() and char not in allowed
        ]
        assert (line, harmful) == (line, [])
    ran = run("show", "attack-2026/talk", "--sources", "--format", form)
    if form == "json":
        assert ran.json["session"]["title"] == text
    if form == "plain":
        said = f"Source: [1] {escape(text)}, {escape(text)}, press"
        lines = ran.out.splitlines()
        assert said in lines
        assert f"Address: https://example.org/{escape(text)}" in lines


@pytest.mark.parametrize(
    "text", ["[x]", "[/x]", "[red]", ":smile:", "https://example.org"], ids=str
)
def test_markup_is_printed_as_it_stands(run: Run, folder: Path, text: str) -> None:
    _write(folder, text)
    out = run("today", "--on", "2026-11-24T10:05+01:00").out
    assert f"Talk: {text}" in out


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("upcoming", "pari"), 3, "no show 'pari'; did you mean paris?"),
        (("news", "doha-2028"), 3, "no edition 'doha-2028'; see milipol show qatar"),
        (("today", "paris-2023x"), 3, "no show 'paris-2023x'; did you mean paris?"),
        (
            ("upcoming", "zzz"),
            3,
            "no show 'zzz'; expected asia-pacific, brazil, india, paris, qatar",
        ),
        (
            ("upcoming", "a\x1b[31m"),
            3,
            r"no show 'a\x1b[31m'; expected"
            " asia-pacific, brazil, india, paris, qatar",
        ),
        (
            ("upcoming", "--format", "xml"),
            2,
            "--format 'xml': no such format; expected table, plain, json, csv, tsv"
            " or markdown",
        ),
        (
            ("today", "--on", "2023-02-30"),
            2,
            "--on '2023-02-30': no such date; expected a date (2023-11-16) or a time"
            " (2023-11-15T10:20+01:00)",
        ),
        (
            ("today", "--tz", "Europe/Pari"),
            2,
            "--tz 'Europe/Pari': no such zone; did you mean Europe/Paris,"
            " Europe/Madrid or Europe/Riga?",
        ),
        (
            ("today", "--tz", "???"),
            2,
            "--tz '???': no such zone; expected one like Europe/Paris",
        ),
        (
            ("upcoming", "--within", "5x"),
            2,
            "--within '5x': not understood; expected 180d or 8w",
        ),
        (
            ("today", "--within", "30d"),
            2,
            "--within works only with --line; see milipol today --help",
        ),
        (
            ("upcoming", "--limit", "0"),
            2,
            "--limit '0': not understood; expected a number from 1 to 999999",
        ),
        (
            ("upcoming", "--limit", "1000000"),
            2,
            "--limit '1000000': not understood; expected a number from 1 to 999999",
        ),
        (
            ("upcoming", "--foo"),
            2,
            "no such option: --foo; see milipol upcoming --help",
        ),
        (
            ("--version=x",),
            2,
            "option '--version' does not take a value; see milipol --help",
        ),
        (
            ("--on", "2023-11-16", "upcoming"),
            2,
            "no such option: --on; put options after the command; see milipol --help",
        ),
        (
            ("upcoming", "--limt", "2"),
            2,
            "no such option: --limt; did you mean --limit?",
        ),
        (
            ("today", "2023-11-15"),
            3,
            "no show '2023-11-15'; use --on 2023-11-15 to ask as of a day",
        ),
        (
            ("today", "--line", "--json"),
            2,
            "--json cannot be used with --line, which prints one line",
        ),
        (
            ("today", "--line", "--format", "json"),
            2,
            "--format cannot be used with --line, which prints one line",
        ),
        (
            ("check", "--schema", "--strict"),
            2,
            "--strict cannot be used with --schema, which checks nothing",
        ),
        (("show", "--sources"), 2, "--sources needs an id; see milipol show --help"),
        (("agenda", "rm", "x"), 2, "no such command 'rm'; did you mean remove?"),
        (("agenda", "LIST"), 2, "no such command 'LIST'; did you mean milipol agenda?"),
        (("agenda", "remov"), 2, "no such command 'remov'; did you mean remove?"),
        (("agenda", "delete"), 2, "no such command 'delete'; did you mean remove?"),
        (("next",), 2, "no such command 'next'; did you mean upcoming?"),
        (("Help",), 2, "no such command 'Help'; did you mean --help?"),
        (("upcomin",), 2, "no such command 'upcomin'; did you mean upcoming?"),
        (("zzz",), 2, f"no such command 'zzz'; expected {', '.join(COMMANDS)}"),
        (
            ("news", "--since"),
            2,
            "option '--since' requires an argument; see milipol news --help",
        ),
        (
            ("agenda", "--gap"),
            2,
            "option '--gap' requires an argument; see milipol agenda --help",
        ),
        (
            ("agenda", "add", "--own"),
            2,
            "option '--own' requires an argument; see milipol agenda add --help",
        ),
        (
            ("news", "--json=x"),
            2,
            "option '--json' does not take a value; see milipol news --help",
        ),
        (("today", "a", "b"), 2, "unexpected argument: b; see milipol today --help"),
    ],
)
def test_bad_input_gets_one_line(
    run: Run, args: tuple[str, ...], code: int, message: str
) -> None:
    ran = run(*args)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err == f"milipol: {message}\n"


def test_a_number_may_begin_with_zeros(run: Run) -> None:
    two = run("upcoming", "--limit", "2").out
    assert run("upcoming", "--limit", "0" * 5000 + "2").out == two


@pytest.mark.parametrize(
    ("on", "readings"),
    [
        (
            "2023-03-26T02:30",
            "does not exist in Europe/Paris, because the clocks change; expected"
            " 2023-03-26T03:30+02:00 or 2023-03-26T01:30+01:00",
        ),
        (
            "2023-10-29T02:30",
            "exists twice in Europe/Paris, because the clocks change; expected"
            " 2023-10-29T02:30+02:00 or 2023-10-29T02:30+01:00",
        ),
    ],
    ids=["skipped", "repeated"],
)
def test_a_moment_must_be_one(run: Run, on: str, readings: str) -> None:
    ran = run("today", "--on", on, "--tz", "Europe/Paris")
    assert (ran.code, ran.err) == (2, f"milipol: --on '{on}': this time {readings}\n")


def _quoted(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .:/[]=" else f"\\U{ord(char):08x}"
        for char in text
    )


def _write(folder: Path, text: str) -> None:
    """A show that is on, with `text` wherever text can stand."""
    quoted = _quoted(text)
    (folder / "attack").mkdir()
    (folder / "attack" / "show.toml").write_text(SHOW.replace("TEXT", quoted), "utf-8")
    (folder / "attack" / "2026.toml").write_text(
        PROGRAMME.replace("TEXT", quoted), "utf-8"
    )
    (folder / "sources.toml").write_text(SOURCES.replace("TEXT", quoted), "utf-8")
    (folder / "news.toml").write_text(NEWS.replace("TEXT", quoted), "utf-8")


SHOW = """
[show]
id = "attack"
name = "TEXT"
city = "TEXT"
country = "TEXT"
country_code = "FR"
zone = "Europe/Paris"
reviewed = 2026-11-24
source = ["own"]

[[venue]]
id = "hall"
name = "TEXT"
city = "TEXT"
country = "TEXT!"
zone = "Europe/Paris"
source = ["own"]

[[edition]]
id = "attack-2026"

notes = ["TEXT"]
source = ["own"]

[edition.theme]
title = "TEXT"
summary = "TEXT"
notes = ["TEXT"]
source = ["own"]

[[edition.figure]]
known = 2026-01-01
measure = "deals"
kind = "expected"
value = 5
currency = "TEXT"
notes = ["TEXT"]
source = ["own"]

[[edition.figure]]
known = 2026-01-01
measure = "visitors"
kind = "counted"
value = 5
notes = ["TEXT"]
source = ["own"]

[[edition.notice]]
known = 2026-01-01
start = 2026-11-24
end = 2026-11-25
status = "tentative"
venue = "hall"
name = "TEXT"
notes = ["TEXT"]
headline = "TEXT"
source = ["own"]

[[edition]]
id = "attack-2028"

[[edition.notice]]
known = 2026-01-01
start = 2028-11-24
status = "tentative"
notes = ["TEXT"]
source = ["own"]
"""

PICKS = """
[[pick]]
id = "attack-2026/talk"
title = "TEXT"
note = "TEXT"

[[pick]]
id = "agenda/own"
title = "TEXT"
kind = "meeting"
date = 2026-11-24
place = "TEXT"
note = "TEXT"
"""

SOURCES = """
[[source]]
id = "own"
publisher = "TEXT"
kind = "press"
title = "TEXT"
address = "https://example.org/TEXT"
"""

NEWS = """
[[news]]
id = "own-news"
title = "TEXT"
summary = "TEXT"
show = "attack"
edition = "attack-2026"
printed = 2026-11-24
describes = 2026-11-25
source = ["own"]

[[news]]
id = "own-other-news"
title = "TEXT"
summary = "TEXT"
known_by = 2026-11-20
source = ["own"]
"""

PROGRAMME = """
edition = "attack-2026"
notes = ["TEXT"]

[[theme]]
date = 2026-11-24
title = "TEXT"
summary = "TEXT"
certainty = "inferred"
notes = ["TEXT"]
source = ["own"]

[[session]]
id = "talk"
title = "TEXT"
kind = "talk"
date = 2026-11-24
start = 10:00:00
room = "TEXT"
source = ["own"]

[[session.speaker]]
name = "TEXT"
role = "TEXT"

[[session]]
id = "untimed"
kind = "keynote"
date = 2026-11-24
source = ["own"]

[[session.speaker]]
name = "TEXT"
brief = "TEXT"
"""
