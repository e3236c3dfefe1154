"""Outputs of `search` beside the whole ones in `cases.py`."""

import functools
import re
import shlex
from pathlib import Path

import pytest

from builders import at
from conftest import ENDINGS, ON, Golden, Put, Run
from milipol_cli.folding import fold
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.exhibitors import ListedExhibitor
from milipol_cli.search.query import search, terms
from milipol_cli.show.query import exhibitor_details


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
    ids = [listed.id for listed in _listed(bundle)]
    as_of = at(ON)
    assert [bundle.find(key, as_of).id for key in ids] == ids
    assert len({*ids}) == len(ids) > 9_000


def test_exhibitors_can_be_shown_and_searched(bundle: Catalog) -> None:
    """By their ids, and by their names."""
    for listed in _listed(bundle)[::900]:
        answer = exhibitor_details(
            listed, bundle.shows, at(ON), get_list=bundle.exhibitors, sources={}
        )
        assert answer is not None
        assert listed.id in [listing.listed.id for listing in answer.listings]
        results = search(
            bundle.shows,
            at(ON),
            terms([listed.exhibitor.name], kinds=["exhibitor"]),
            programme=lambda _: None,
            news=tuple,
            get_list=bundle.exhibitors,
        ).results
        assert listed.id in [result.id for result in results]


@functools.cache
def _listed(bundle: Catalog) -> list[ListedExhibitor]:
    return [
        listed
        for key, _ in bundle.editions()
        if (known := bundle.exhibitors(key)) is not None
        for listed in known.listed
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("drone",),
        ("drone", "--show", "paris", "--from", "2020-01-01"),
        ("r&d", "--to", "2026-12-31"),
    ],
    ids=" ".join,
)
def test_a_note_has_the_command_that_lists_more_exhibitors(
    run: Run, words: tuple[str, ...]
) -> None:
    """With the other options, and words that a shell would read otherwise."""
    more = run("search", *words, "--json").json["more_exhibitors"]
    *_, command = run("search", *words).out.split(" exhibitors: milipol ")
    record = run(*shlex.split(command), "--json").json
    kinds = {row["kind"] for row in record["results"]}
    assert (kinds, record["found"]) == ({"exhibitor"}, more + 5)


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
