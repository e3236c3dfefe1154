"""A file of the reader's that is wrong never takes the rest of the data down."""

import shutil
from pathlib import Path

import pytest

from conftest import DATA, Run
from milipol_cli.catalog import Catalog
from milipol_cli.errors import InvalidData, UnknownId

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
BROKEN = {
    "no TOML": "x = !",
    "a wrong type": "show = 5\nedition = 5\nnews = 5\nsource = 5",
    "an unknown key": "nonsense = 1",
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("fault", BROKEN)
def test_lists_go_on_without_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(BROKEN[fault], "utf-8")
    lists, ids = CASES[name]
    for line in lists:
        ran = run(*line.split())
        assert ran.code == 0
        with monkeypatch.context() as without:
            without.delenv("MILIPOL_DATA")
            programme_lost = name == "paris/2023.toml" and "--on" in line
            assert programme_lost or ran.out == run(*line.split()).out
        told = [it for it in ran.err.splitlines() if it.startswith("milipol: ")]
        is_read = "--line" not in line and (name != "paris/2023.toml" or "sea" in line)
        if is_read and not programme_lost:
            (only,) = told
            assert only.startswith(f"milipol: {path}: line ")
            assert only.endswith("; answered without this file, see milipol check")
    for line in ids:
        ran = run(*line.split())
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"milipol: {path}: line ")
        assert ran.err.count("\n") == 1


def test_the_files_under_and_over_it_still_hold(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three folders the middle one is wrong: the last one is read all the same."""
    names = ("Under", None, "Over")
    for at, name in enumerate(names):
        folder = tmp_path / str(at) / "paris"
        folder.mkdir(parents=True)
        text = "x = !" if name is None else f'[show]\ncity = "{name}"'
        (folder / "show.toml").write_text(text, "utf-8")
    joined = ":".join(str(tmp_path / str(at)) for at in range(3))
    monkeypatch.setenv("MILIPOL_DATA", joined)
    ran = run("show", "--json")
    (city,) = [it["city"] for it in ran.json["shows"] if it["id"] == "paris"]
    assert (ran.code, city, ran.err.count("\n")) == (0, "Over", 1)


def test_what_makes_the_bundle_wrong_is_passed_over(run: Run, folder: Path) -> None:
    """An alias that another show has is told at the file that brings it."""
    (folder / "qatar").mkdir()
    file = folder / "qatar" / "show.toml"
    file.write_text('[show]\naliases = ["doha", "laad"]\n', "utf-8")
    ran = run("upcoming")
    assert ran.code == 0
    assert ran.err.startswith(f"milipol: {file}: line 2: show.aliases")
    assert run("show", "paris").code == 0
    assert run("show", "qatar").code == 4


def test_a_folder_that_cannot_be_listed_is_passed_over(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "loop"
    folder.mkdir()
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    monkeypatch.setenv("MILIPOL_DATA", str(folder))
    ran = run("upcoming")
    assert ran.code == 0
    assert ran.err.startswith(f"milipol: {folder / 'a'}: found what cannot be read (")


def test_the_bundle_itself_is_never_passed_over(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    (copy / "paris" / "show.toml").write_text("x = !", "utf-8")
    warned: list[InvalidData] = []
    data = Catalog([copy], warned.append)
    with pytest.raises(InvalidData):
        _ = data.shows
    assert warned == []


def test_an_id_that_nothing_has_is_not_blamed_on_a_file(run: Run, folder: Path) -> None:
    (folder / "paris").mkdir()
    (folder / "paris" / "show.toml").write_text("x = !", "utf-8")
    with pytest.raises(UnknownId):
        Catalog([DATA]).find("nothing")
    assert run("show", "nothing-2023").code == 3
    assert run("upcoming", "qatar").code == 0


@pytest.mark.parametrize("command", ["show talk", "agenda add talk", "show odd"])
def test_a_short_id_may_be_in_a_file_that_was_not_read(
    run: Run, folder: Path, command: str
) -> None:
    (folder / "paris").mkdir()
    (folder / "paris" / "2023.toml").write_text("x = !", "utf-8")
    ran = run(*command.split())
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"milipol: {folder / 'paris' / '2023.toml'}: line 1: ")
    assert f"{command.split()[-1]!r} may be in it; " in ran.err


def test_an_alias_may_be_in_a_file_that_was_not_read(run: Run, folder: Path) -> None:
    (folder / "oslo").mkdir()
    (folder / "oslo" / "show.toml").write_text("x = !", "utf-8")
    for command in ("upcoming", "show"):
        ran = run(command, "norway")
        assert (ran.code, "'norway' may be in it; " in ran.err) == (4, True)


def test_a_prompt_stays_silent(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where data cannot be opened, or the show that is asked for is lost."""
    whole = run("today", "--line")
    (folder / "paris").mkdir()
    (folder / "paris" / "show.toml").write_text("x = !", "utf-8")
    again = run("today", "--line")
    assert (again.code, again.out, again.err) == (0, whole.out, "")
    asked = run("today", "paris", "--line")
    assert (asked.code, asked.out, asked.err) == (0, "", "")
    monkeypatch.setenv("MILIPOL_DATA", "/nonexistent")
    none = run("today", "--line")
    assert (none.code, none.out, none.err) == (0, "", "")
