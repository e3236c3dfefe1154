"""Outputs of `search` beside the whole ones in `cases.py`."""

import re
import shlex
from pathlib import Path

import pytest

from builders import at
from conftest import ON, Run
from milipol_cli.network.load import Catalog


@pytest.mark.slow
def test_show_takes_every_id(run: Run) -> None:
    """The ids in the answers to short searches."""
    keys = [
        key
        for word in ("o", "paris", "singapore", "a")
        for row in run("search", word, "--json").json["results"]
        for key in (row["id"], *row["editions"])
        if key is not None
    ]
    assert len(set(keys)) > 100
    assert [key for key in dict.fromkeys(keys) if run("show", key, "--json").code] == []


def test_every_exhibitor_is_found_by_its_id(bundle: Catalog) -> None:
    """Each of all lists has an id of its own."""
    ids = [
        listed.id
        for key, _ in bundle.editions()
        if (known := bundle.exhibitors(key)) is not None
        for listed in known.listed
    ]
    as_of = at(ON)
    assert [bundle.find(key, as_of).id for key in ids] == ids
    assert len({*ids}) == len(ids) > 9_000


@pytest.mark.parametrize(
    "words",
    [("drone", "--show", "paris", "--from", "2020-01-01"), ("r&d", "--to", "2026-12-31")],
    ids=" ".join,
)
def test_a_note_has_the_command_that_lists_more_exhibitors(
    run: Run, words: tuple[str, ...]
) -> None:
    """With the other options, and words that a shell would read otherwise."""
    shown = run("search", *words, "--json").json
    listed = [row for row in shown["results"] if row["kind"] == "exhibitor"]
    *_, command = run("search", *words).out.split(": milipol ")
    record = run(*shlex.split(re.split(r"\n \d+ of", command)[0]), "--json").json
    kinds = {row["kind"] for row in record["results"]}
    assert (kinds, record["found"]) == ({"exhibitor"}, shown["more_exhibitors"] + len(listed))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\u0301", "'\u0301': nothing to search for; expected a word"),
        ("\udcff", r"'\udcff': not understood; expected UTF-8"),
    ],
)
def test_a_text_without_a_letter_is_refused(run: Run, text: str, why: str) -> None:
    assert run("search", text).refusal == (2, f"text {why}")


def test_marks_are_visible_without_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bold and underlined on a terminal; the name of the field is always shown."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("search", "raid", "--kind", "session").out
    assert "Demonstration: \x1b[1;4mRAID\x1b[0m" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    monkeypatch.delenv("FORCE_COLOR")
    assert run("search", "raid", "--kind", "session").out == plain


def test_an_agenda_with_errors_gets_one_line_and_is_ignored(run: Run, agenda: Path) -> None:
    """Also if nothing is found, and everything is searched again."""
    agenda.write_text("[[pick]\n", "utf-8")
    for words in ("raid", "xyzzyx"):
        ran = run("search", words)
        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert ran.err.endswith("your agenda is ignored\n")
    assert run("search", "raid", "--kind", "session").err == ""
