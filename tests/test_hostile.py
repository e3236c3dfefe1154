"""Bad input and hostile text: a clear answer, and nothing that acts on a terminal."""

from pathlib import Path

import pytest

from calls import CALLS, takes
from conftest import Run, write_everywhere
from milipol_cli.base.escape import escape
from milipol_cli.look import output

# What is asked of the show that is written here, by every command with a format.
IDS = ("oslo", "oslo-2028", "oslo-2028/talk")
LINES = list(dict.fromkeys(line.format(key) for line in CALLS for key in IDS))

ESCAPES = (
    "[bold]x[/bold] [/x] [link=http://a]b[/link] |a| `c` <b>d</b> *e* #",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31mred a\x7fb",
    "\x1b]8;;http://example.org\x1b\\text",
    "\u202eevil\u202c a\u200bb\ufeff \u2066x\u2069 \u200f \u00ad \U000e0041",
    "a\tb c\nd safe\rEVIL e\u2028f\u2029g\x0bh\x0ci\x85j",
)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=() if form in ("table", "json") else pytest.mark.slow)
        for form in output.FORMATS
    ],
)
def test_text_does_not_act_on_the_terminal(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A hostile name, title, theme and speaker come out as characters to be seen."""
    text = " ".join(ESCAPES)
    agenda = folder.parent / "agenda.toml"
    write_everywhere(text, folder, agenda)
    monkeypatch.setenv("MILIPOL_AGENDA", str(agenda))
    folder = folder.rename(folder.parent / "data")
    monkeypatch.setenv("MILIPOL_DATA", str(folder))
    monkeypatch.chdir(folder.parent)
    allowed = "\n\t" if form == "tsv" else "\n"
    for line in LINES:
        moment = ("--on", "2028-05-03T10:05+02:00")
        on = moment if takes("--on", *line.split()) else ()
        ran = run(*line.split(), *on, "--format", form)
        assert ran.code in (0, 3, 4)
        harmful = [
            char for char in ran.out + ran.err if not char.isprintable() and char not in allowed
        ]
        assert (line, harmful) == (line, [])
    ran = run("show", "oslo-2028/talk", *moment, "--sources", "--format", form)
    if form == "json":
        assert ran.json["session"]["title"] == text
    if form == "plain":
        lines = ran.out.splitlines()
        sources = [line for line in lines if line.startswith("Source: ")]
        assert f"] {escape(text)}, {escape(text)}, press" in " ".join(sources)
        assert f"Address: https://example.org/{escape(text)}" in lines


def test_an_escape_in_an_id_is_not_printed(run: Run) -> None:
    ran = run("upcoming", "a\x1b[31m")
    shows = "asia-pacific, brazil, india, paris or qatar"
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == rf"milipol: no show 'a\x1b[31m'; expected {shows}" + "\n"
