"""A wrong file of one's own is left out, and the rest of the data is shown."""

import shutil
from pathlib import Path

import pytest

import builders
from conftest import DATA, ON, Run, write_file
from milipol_cli.base.errors import InvalidData, UnknownId
from milipol_cli.network.load import Catalog

# Which lists go on without a file, and which ids it may have told of.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "paris/show.toml": (
        ["upcoming", "today", "show", "news", "search nunez", "export -o -"],
        ["show paris", "show paris-2023", "show paris-2023/legacy-panel"],
    ),
    "paris/2023.toml": (
        ["today --on 2023-11-16", "upcoming", "search zzzz", "news paris"],
        ["show paris-2023", "show paris-2023/2023-11-17", "export paris-2023 -o -"],
    ),
    "expo/show.toml": (
        ["upcoming", "show", "today --line"],
        ["show expo", "show expo-2027", "upcoming expo", "news expo-2027/x"],
    ),
    "news.toml": (["news", "today", "search nunez"], []),
    "sources.toml": (["show paris --sources", "upcoming --json", "news"], []),
}


@pytest.mark.parametrize("name", CASES)
def test_lists_go_on_without_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # One is no TOML, the others have an unknown key.
    wrong = "x = !" if name == "paris/show.toml" else "zzzz = 1"
    path = write_file(folder / name, wrong)
    lists, ids = CASES[name]
    for line in lists:
        ran = run(*line.split())
        assert ran.code == 0
        with monkeypatch.context() as without:
            without.delenv("MILIPOL_DATA")
            programme_lost = name == "paris/2023.toml" and "--on" in line
            assert programme_lost or ran.out == run(*line.split()).out
        messages = [line for line in ran.err.splitlines() if line.startswith("milipol: ")]
        is_read = "--line" not in line and (name != "paris/2023.toml" or "sea" in line)
        if is_read and not programme_lost:
            (only,) = messages
            assert only.startswith(f"milipol: {path}: line ")
            assert only.endswith("; this file is ignored; see milipol check")
    for line in ids:
        ran = run(*line.split())
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"milipol: {path}: line ")
        assert ran.err.count("\n") == 1


def test_notices_of_several_files_count_in_the_order_in_which_they_were_known(
    run: Run, folder: Path
) -> None:
    """What the bundled data learns later wins over the reader's notice."""
    notice = (
        '[[edition]]\nid = "paris-2027"\n[[edition.notice]]\nknown_by = {}\n'
        'start = 2027-11-09\nstatus = "announced"\nsource = ["own"]\n'
    )
    source = '[[source]]\nid = "own"\npublisher = "We"\nkind = "press"\n'
    write_file(folder / "sources.toml", source)
    path = folder / "paris/show.toml"
    # Before both bundled notices, between them, on the day of the second, and later.
    for day, place, first in (
        ("2026-01-01", 0, "2027-11-16"),
        ("2026-07-01", 1, "2027-11-16"),
        ("2026-08-03", 2, "2027-11-09"),
        ("2026-11-20", 2, "2027-11-09"),
    ):
        write_file(path, notice.format(day))
        shown = run("show", "paris-2027", "--json").json
        assert shown["edition"]["start"] == first
        assert [row["sources"] == ["own"] for row in shown["notices"]].index(True) == place
    write_file(path, notice.format("2026-07-01").replace('"own"', '"x"'))
    (fault,) = run("check", "--json").json["faults"]
    assert (fault["file"], fault["line"]) == (str(path), 7)
    write_file(path, notice.format("2025-01-01").replace("start = 2027-11-09\n", ""))
    (fault,) = run("check", "--json").json["faults"]
    assert fault["place"] == "edition[0].notice[0].start"


def test_a_file_that_might_be_a_folder_is_told_of_once(run: Run, folder: Path) -> None:
    """It is looked into for a show, and then read."""
    (folder / "news.toml").symlink_to("news.toml")
    ran = run("news")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith(f"milipol: {folder / 'news.toml'}: cannot be")


def test_the_bundle_itself_is_never_passed_over(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    (copy / "paris" / "show.toml").write_text("x = !", "utf-8")
    warned: list[str] = []
    data = Catalog([copy], warned.append)
    with pytest.raises(InvalidData):
        _ = data.shows
    assert warned == []


def test_an_id_that_nothing_has_is_not_blamed_on_a_file(run: Run, folder: Path) -> None:
    write_file(folder / "paris" / "show.toml", "x = !")
    with pytest.raises(UnknownId):
        Catalog([DATA]).find("nothing", builders.at(ON))
    assert run("show", "qatar-2001").code == 3
    assert run("upcoming", "qatar").code == 0


def test_a_prompt_stays_silent(run: Run, tmp_path: Path) -> None:
    """Also if a data folder is missing."""
    ran = run("today", "--line", MILIPOL_DATA=tmp_path / "missing")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
