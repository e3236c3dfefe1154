"""Files that have none of the words of a search are not parsed, and hide nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at
from conftest import DATA, GOOD, Run
from milipol_cli.network.load import Catalog
from milipol_cli.search.query import Search, search, terms
from milipol_cli.toml_values import toml_value

SHOW = (GOOD / "oslo" / "show.toml").read_text("utf-8")
HEAD = 'edition = "oslo-2028"\nsource = ["own"]\n'
LIST = f'{HEAD}copied = 2028-05-06\nknown = 2028-05-06\nexhibitor = [{{name = "Nuñez"'
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
    assert data.programme_may_have("oslo-2028", [word]) is may
    assert data.programme_may_have("oslo-2028", ["zzzz", word]) is may
    assert data.programme_may_have("oslo-2028", [])
    assert not data.programme_may_have("oslo-2030", ["drones"])


def test_each_file_of_an_edition_counts(tmp_path: Path) -> None:
    extra = {"2028-extra.toml": f'{SESSION}title = "Tea"\n'}
    assert catalog(tmp_path, extra).programme_may_have("oslo-2028", ["tea"])
    listed = {"2028.exhibitors.toml": f'{LIST}, country_code = "FR"}}]\n'}
    data = catalog(tmp_path, listed)
    assert data.exhibitors_may_have("oslo-2028", ["nunez"])
    assert data.exhibitors_may_have("oslo-2028", ["rance"])  # of a code
    assert data.exhibitors_may_have("oslo-2028", [])
    assert not data.exhibitors_may_have("oslo-2028", ["tea"])
    assert not data.programme_may_have("oslo-2028", ["nunez"])


def test_a_file_that_cannot_be_read_may_have_any_word(run: Run, folder: Path) -> None:
    (folder / "paris").mkdir()
    (folder / "paris" / "2023.toml").write_bytes(b"\xff")
    assert Catalog([DATA, folder]).programme_may_have("paris-2023", ["legacy"])
    assert "2023.toml: line 1: not UTF-8" in run("search", "zurich").err


def found(data: Catalog, words: str, *, all_files: bool) -> Search:
    """The results; with `all_files` no file is left out."""
    may_have = (
        (lambda *_: True, lambda *_: True)
        if all_files
        else (data.programme_may_have, data.exhibitors_may_have)
    )
    return search(
        data.shows,
        at("2028-05-03"),
        terms([words]),
        programme=data.programme_unkept,
        news=lambda: data.news,
        get_list=data.exhibitors,
        programme_may_have=may_have[0],
        list_may_have=may_have[1],
    )


WORDS = st.text(st.sampled_from('aeTé1-"\\港ß\u0301\u00ad '), max_size=5)


@given(WORDS, WORDS, WORDS.filter(lambda text: any(map(str.isalnum, text))))
def test_no_result_is_lost(
    tmp_path_factory: pytest.TempPathFactory, title: str, name: str, words: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "may-have"
    folder.mkdir(exist_ok=True)
    title, name = f"T{title}", f"N{name}"
    files = {
        "2028.toml": f"{SESSION}title = {toml_value(title)}\n",
        "2028.exhibitors.toml": LIST.replace('"Nuñez"', toml_value(name)) + "}]\n",
    }
    data = catalog(folder, files)
    assert found(data, words, all_files=False) == found(data, words, all_files=True)
