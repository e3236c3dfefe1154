"""Bad input and hostile text: a clear answer, and nothing that acts on a terminal."""

from pathlib import Path

import pytest

from commands import CALLS, takes
from conftest import SOME_FORMATS, Run
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


def test_an_escape_in_an_id_is_not_printed(run: Run) -> None:
    ran = run("upcoming", "a\x1b[31m")
    shows = "asia-pacific, brazil, india, paris, qatar"
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == rf"milipol: no show 'a\x1b[31m'; expected {shows}" + "\n"


def test_a_number_may_begin_with_zeros(run: Run) -> None:
    two = run("upcoming", "--limit", "2").out
    assert run("upcoming", "--limit", "0" * 5000 + "2").out == two


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
