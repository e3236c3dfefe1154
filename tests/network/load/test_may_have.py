"""Files that have none of the words of a search are not parsed, and hide nothing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import at
from conftest import DATA, GOOD, Run, write_file
from milipol_cli.base.errors import InvalidData
from milipol_cli.base.toml_values import toml_value
from milipol_cli.commands.search.query import Search, search, terms
from milipol_cli.network.load import Catalog

SHOW = (GOOD / "oslo" / "show.toml").read_text("utf-8")
HEAD = 'edition = "oslo-2028"\nsource = ["own"]\n'
LIST = f'''{HEAD}copied = 2028-05-06
known = 2028-05-06
exhibitor = [
    {{ name = "Nuñez"'''
SESSION = f"{HEAD}[[session]]\n"
NAMES = ("2028.toml", "2028-extra.toml", "2028.exhibitors.toml")


def catalog(folder: Path, files: dict[str, str]) -> Catalog:
    """A folder with a show and these files beside it."""
    (folder / "oslo").mkdir(exist_ok=True)
    for name in NAMES:
        (folder / "oslo" / name).unlink(missing_ok=True)
    for name, text in {"show.toml": SHOW, **files}.items():
        (folder / "oslo" / name).write_text(text, "utf-8")
    return Catalog([DATA, folder], lambda _: None)


@pytest.mark.parametrize(
    ("text", "word", "may"),
    [
        ('title = "Drones"', "drones", True),
        ('title = "Drones"', "tea", False),
        ('title = "Dröne"', "drone", True),
        ('title = "Dr\\u00f6ne"', "drone", True),  # an escape
        ('title = """Dro\\\n  nes"""', "drones", True),  # joined lines
        ('title = "a\\nb \\"c\\""', "drones", False),
        ('title = "a\\"b"', 'a"b', True),
        ('title = "Tea"', "tea-2", True),  # an id that is made of a title
        ('title = "Tea"', "2", True),
        ('title = "港"', "try", True),  # its id is "entry"
        ('title = "Tea"', "session", True),  # its kind
    ],
)
def test_a_programme_may_have_a_word(
    tmp_path: Path, text: str, word: str, *, may: bool
) -> None:
    data = catalog(tmp_path, {"2028.toml": f"{SESSION}{text}\n"})
    for words in ([word], ["zzzz", word]):
        assert bool(data.programme_with("oslo-2028", words).session) is may
    assert data.programme_with("oslo-2028", []).session
    assert not data.programme_with("oslo-2030", ["drones"]).session


def test_each_file_of_an_edition_counts(tmp_path: Path) -> None:
    extra = {"2028-extra.toml": f'{SESSION}title = "Tea"\n'}
    assert catalog(tmp_path, extra).programme_with("oslo-2028", ["tea"]).session
    listed = {"2028.exhibitors.toml": f'{LIST}, country_code = "FR" }},\n]\n'}

    def names(word: str) -> list[str]:
        known = catalog(tmp_path, listed).exhibitors_with("oslo-2028", [word])
        return [entry.name for entry in known.exhibitor] if known else []

    assert names("nunez") == names("rance") == ["Nuñez"]  # the latter of a code
    assert names("tea") == []
    assert not catalog(tmp_path, listed).programme_with("oslo-2028", ["nunez"]).session


def test_a_file_that_cannot_be_read_may_have_any_word(run: Run, folder: Path) -> None:
    write_file(folder / "paris" / "2023.toml", b"\xff")
    with pytest.raises(InvalidData, match="not UTF-8"):
        Catalog([DATA, folder]).programme_with("paris-2023", ["zzzz"])
    assert "2023.toml: line 1: not UTF-8" in run("search", "zurich").err


def test_words_are_known_unless_a_parser_is_needed(tmp_path: Path) -> None:
    files = {
        "2028.toml": f'{SESSION}title = "Zdröne\\nquay"\n',
        "2028.exhibitors.toml": f'{LIST}, stand = ["K\\"x"] }},\n]\n',
    }
    catalog(tmp_path, files)
    words = Catalog([tmp_path]).words()
    assert words is not None
    # Also the names of countries, and what an id is made of without a letter.
    assert {"zdrone", "quay", "nunez", "k", "france", "entry"} <= {*words}
    escaped = {"2028.toml": f'{SESSION}title = "Zdr\\u00f6ne"\n'}
    assert catalog(tmp_path, escaped).words() is None
    (tmp_path / "oslo" / "2028.toml").write_bytes(b"zdrone \xff")
    words = Catalog([DATA, tmp_path], lambda _: None).words()
    assert words is not None
    assert "zdrone" not in words


def found(data: Any, words: str) -> Search:
    """The results."""
    return search(data, at("2028-05-07"), terms([words]))


WORDS = st.text(st.sampled_from('aeTé1-"\\港ß\u0301\u00ad '), max_size=5)


CATEGORIES = st.sampled_from(["", ', categories = ["Te"]'])


@settings(max_examples=60)  # each takes a few milliseconds
@given(WORDS, WORDS, CATEGORIES, WORDS.filter(lambda text: any(map(str.isalnum, text))))
@example("", "", "", "session")
def test_no_result_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    name: str,
    categories: str,
    words: str,
) -> None:
    """In the bundled data, each question would take a second."""
    folder = tmp_path_factory.getbasetemp() / "may-have"
    folder.mkdir(exist_ok=True)
    title, name = toml_value(f"T{title}"), toml_value(f"N{name}")
    files = {
        "2028.toml": f"{SESSION}title = {title}\n",
        "2028.exhibitors.toml": LIST.replace('"Nuñez"', name)
        + f"{categories} }},\n]\n",
    }
    catalog(folder, files)
    data = Catalog([folder])
    whole = SimpleNamespace(
        shows=data.shows,
        programme_with=lambda key, _: data.programme(key),
        news=data.news,
        exhibitors_with=lambda key, **_: data.exhibitors(key),
        exhibitors_outline=data.exhibitors,
        companies=data.companies,
        companies_may_have=bool,
        words=lambda: None,
    )
    assert found(Catalog([folder]), words) == found(whole, words)
