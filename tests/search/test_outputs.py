"""Outputs of `search` beside the whole ones in `cases.py`."""

import re
from pathlib import Path

import pytest

from conftest import ENDINGS, Golden, Put, Run
from milipol_cli.folding import fold


@pytest.mark.slow
def test_show_takes_every_id(run: Run) -> None:
    """The ids in the answers to short searches."""
    found = [
        key
        for word in ("o", "paris", "singapore", "a")
        for row in run("search", word, "--json").json["results"]
        for key in (row["id"], *row["editions"])
        if key is not None
    ]
    assert len(set(found)) > 100
    assert [
        key for key in dict.fromkeys(found) if run("show", key, "--json").code
    ] == []


def test_every_word_is_marked(run: Run) -> None:
    for words in (["legacy", "games"], ["nunez"], ["ai"], ["panel", "qatar"], ["sao"]):
        results = run("search", *words, "--json").json["results"]
        assert results
        for row in results:
            marked = {
                fold(match["text"][start:end])
                for match in row["matches"]
                for start, end in match["spans"]
            }
            assert marked == set(words)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\u0301", "'\u0301': nothing to search for; expected a word"),
        ("\udcff", r"'\udcff': not understood; expected UTF-8"),
    ],
)
def test_a_text_without_a_letter_is_refused(run: Run, text: str, why: str) -> None:
    ran = run("search", text)
    assert (ran.code, ran.out, ran.err) == (2, "", f"milipol: text {why}\n")


@pytest.mark.parametrize(
    ("words", "read"),
    [(r"\w+", ["w"]), ("[a-z]", ["a-z"]), ("%s", ["s"]), ("a{1000000}", ["a{1000000"])],
)
def test_words_are_not_patterns(run: Run, words: str, read: list[str]) -> None:
    ran = run("search", "--json", "--", words)
    assert (ran.code, ran.err, ran.json["words"]) == (0, "", read)


@pytest.mark.slow
def test_very_long_texts_are_answered(run: Run) -> None:
    assert run("search", "x" * 100_000).code == 0
    assert run("search", *(f"word{at}" for at in range(500))).code == 0


def test_marks_are_visible_without_colour(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bold and underlined on a terminal; the name of the field is always shown."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("search", "raid", "--kind", "session").out
    assert "Demonstration: \x1b[1;4mRAID\x1b[0m" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    monkeypatch.delenv("FORCE_COLOR")
    assert run("search", "raid", "--kind", "session").out == plain


OWN_CASES = {
    "own-search-show": "unlu",
    "own-search-izmir": "izmir",
    "own-search-ankara": "ankara",
    "own-search-keynote": "keynote expo",
    "own-search-celik": "celik",
    "own-search-session": "celik panel",
    "own-search-two": "ayse isik",
    "own-search-plain": "celik plain-kind",
    "own-search-overlapping": "celik cel elik",
    "own-search-role": "sayman panel",
    "own-search-room": "buyuk oda",
    "own-search-2025": "expo-2025",
    "own-search-network": "association",
    "own-search-entry": "badge",
    "own-search-entry-kind": "expo meeting",
}


@pytest.fixture
def expo(put: Put, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A show of one's own with a programme, news of the network, and own entries."""
    put(".")
    monkeypatch.setenv("MILIPOL_AGENDA", str(folder / "agenda.toml"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.usefixtures("expo")
@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((name, "table") for name in OWN_CASES),
        *((name, "plain") for name in ("own-search-celik", "own-search-role")),
        ("own-search-two", "plain"),
        *(("own-search-entry", form) for form in ("plain", "json")),
    ],
)
def test_every_kind_of_result_is_shown(
    run: Run, golden: Golden, name: str, form: str
) -> None:
    ran = run("search", *OWN_CASES[name].split(), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ENDINGS[form]}", ran.out)


@pytest.mark.usefixtures("expo")
@pytest.mark.parametrize(
    ("name", "words"),
    [("own-search-show", "unlu"), ("own-search-overlapping", "celik cel elik")],
)
def test_markdown_has_the_marks(
    run: Run, golden: Golden, name: str, words: str
) -> None:
    out = run("search", *words.split(), "--format", "markdown").out
    golden(f"{name}.md", out)


def test_an_agenda_with_errors_gets_one_line_and_is_ignored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if nothing is found, and everything is searched again."""
    agenda = tmp_path / "agenda.toml"
    agenda.write_text("[[pick]\n", "utf-8")
    monkeypatch.setenv("MILIPOL_AGENDA", str(agenda))
    for words in ("raid", "xyzzyx"):
        ran = run("search", words)
        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert ran.err.endswith("your agenda is ignored\n")
    assert run("search", "raid", "--kind", "session").err == ""
