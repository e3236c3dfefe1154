"""The data as files for others: what they hold, and what is left out of them."""

import re
from pathlib import Path

import pytest

from conftest import DATA, DATA_FILES, GOOD, write_file
from milipol_cli.base.errors import InvalidData
from milipol_cli.base.toml_values import toml_text
from milipol_cli.network.load import Catalog, reading, sharing
from milipol_cli.network.load.reading import PACK, file_of
from milipol_cli.network.load.sharing import shared_data
from milipol_cli.network.model.record import convert

PROGRAMME = """
edition = "oslo-2028"
source = ["gazette"]

[[session]]
title = "{title}"
{more}
"""


def folder(tmp_path: Path, name: str, text: str) -> Path:
    """A data folder of the user's own with one programme."""
    write_file(tmp_path / name / "oslo" / "2028.toml", text)
    return tmp_path / name


def programme(title: str, more: str = "") -> str:
    return PROGRAMME.format(title=title, more=more)


def test_data_that_nobody_could_fetch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Catalog([GOOD])
    monkeypatch.setattr(sharing, "MOST_FILES", 2)
    with pytest.raises(InvalidData) as error:
        shared_data(data)
    assert str(error.value) == (
        "the data is too large: milipol update reads at most 2 files, 4 MiB each and 64 MiB in all"
    )
    for module in (sharing, reading):
        monkeypatch.setattr(module, "MAX_BYTES", 100)
    with pytest.raises(InvalidData, match="files, 0 MiB each"):
        shared_data(data)


def test_bundled_files_are_shared_as_3_0_reads_them(bundle: Catalog) -> None:
    shared = shared_data(bundle)
    files = {
        path.relative_to(DATA).as_posix(): re.sub(rb"(?m)^added = .*\n", b"", path.read_bytes())
        for path in DATA_FILES
    }
    assert dict(sorted(shared.files.items())) == dict(sorted(files.items()))
    assert shared[1:] == ((), (), (), False)


def test_names_of_accounts_and_lists_of_fairs_are_not_shared(tmp_path: Path) -> None:
    """Those who follow have the lists of fairs, and their own accounts."""
    own = tmp_path / "own"
    secret = 'same = [["THALES", "Our Client"]]\ndifferent = [["THALES", "Thales QFZ"]]\n'
    write_file(own / "companies.toml", secret)
    shared = shared_data(Catalog([DATA, own]))
    assert shared.files["companies.toml"] == (DATA / "companies.toml").read_bytes()
    assert not any(b"Our Client" in raw for raw in shared.files.values())
    assert not any("circuit" in name or name == PACK for name in shared.files)
    assert shared[1:] == ((), (), (), False)
    assert "companies.toml" not in shared_data(Catalog([GOOD, own])).files


def test_what_is_written_reads_the_same(bundle: Catalog) -> None:
    for name, known in bundle.combined_files():
        text = toml_text(known.value)
        table = file_of(text, Path(name)).table
        assert convert(table, type(known.value)) == known.value


def test_a_text_may_hold_anything(tmp_path: Path) -> None:
    """Except characters that hide in it."""
    text = '\\\\ \\" \\u0000 \\u007f \\n \\u200b \\U0001f6f0'
    data = Catalog([GOOD, folder(tmp_path, "own", programme(text))])
    hiding = Catalog([GOOD, folder(tmp_path, "hiding", programme(f"{text}\\u202e\\U000E0041"))])
    shared = folder(tmp_path, "shared", shared_data(hiding).files["oslo/2028.toml"].decode())
    again = Catalog([GOOD, shared])
    assert again.programme("oslo-2028") == data.programme("oslo-2028")


def test_instead_of_private_files_the_one_before_them_is_shared(tmp_path: Path) -> None:
    first = folder(tmp_path, "first", programme("One", "private = true"))
    second = folder(tmp_path, "second", programme("Two", "private = true"))
    shared = shared_data(Catalog([GOOD, first, second]))
    assert shared.files["oslo/2028.toml"] == (GOOD / "oslo/2028.toml").read_bytes()
    names = ("first/oslo/2028.toml", "second/oslo/2028.toml")
    assert shared.private == tuple(tmp_path / name for name in names)


@pytest.mark.parametrize("own", [True, False])
def test_a_programme_is_not_shared_if_a_file_of_it_was_not_read(tmp_path: Path, own: bool) -> None:
    """It may mark sessions as private, though not those of the bundled data."""
    first = [folder(tmp_path, "first", programme("One"))] if own else []
    broken = folder(tmp_path, "broken", programme("One", "private = 5"))
    shared = shared_data(Catalog([GOOD, *first, broken], lambda _: None))
    assert shared.unread == (("oslo/2028.toml",) if own else ())
    assert ("oslo/2028.toml" in shared.files) is not own


def test_data_without_a_file_of_sources_is_shared_without_it(tmp_path: Path) -> None:
    assert shared_data(Catalog([tmp_path])).files == {}
