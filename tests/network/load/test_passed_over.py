"""A wrong file of one's own is left out, and the rest of the data is shown."""

import shutil
from pathlib import Path

import pytest

import builders
from conftest import DATA, GOOD, ON, Run
from milipol_cli.errors import InvalidData, UnknownId
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
OSLO = (GOOD / "oslo" / "show.toml").read_text("utf-8")
BROKEN = {
    "no TOML": "x = !",
    "a wrong type": "show = 5\nedition = 5\nnews = 5\nsource = 5",
    "an unknown key": "zzzz = 1",
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
        told = [line for line in ran.err.splitlines() if line.startswith("milipol: ")]
        is_read = "--line" not in line and (name != "paris/2023.toml" or "sea" in line)
        if is_read and not programme_lost:
            (only,) = told
            assert only.startswith(f"milipol: {path}: line ")
            assert only.endswith("; this file is ignored; see milipol check")
    for line in ids:
        ran = run(*line.split())
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"milipol: {path}: line ")
        assert ran.err.count("\n") == 1


def _put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def test_a_notice_older_than_the_bundles_newest_can_be_added(
    run: Run, folder: Path
) -> None:
    """As the advice has it: the bundle's own notices are not the reader's to move."""
    notice = (
        '[[edition]]\nid = "brazil-2026"\n[[edition.notice]]\n{}\n'
        'status = "announced"\nsource = ["own"]\n'
    )
    source = '[[source]]\nid = "own"\npublisher = "We"\nkind = "press"\n'
    brazil = {"brazil/show.toml": notice.format("known = 2025-01-01")}
    _put(folder, {**brazil, "sources.toml": source})
    (fault,) = run("check", "--json").json["faults"]
    assert fault["place"] == "edition[0].notice[0].known"
    said = fault["advice"].partition(" write ")[2]
    _put(folder, {"brazil/show.toml": notice.format(said)})
    assert said.startswith("known_by = ")
    assert run("check", "--json").json["faults"] == []


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
    assert ran.err.startswith(f"milipol: {folder / 'a'}: cannot be read: ")


def test_a_file_that_might_be_a_folder_is_told_of_once(run: Run, folder: Path) -> None:
    """It is looked into for a show, and then read."""
    (folder / "news.toml").symlink_to("news.toml")
    ran = run("news")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith(f"milipol: {folder / 'news.toml'}: cannot be")


@pytest.mark.parametrize("is_link", [True, False], ids=["folder", "file"])
def test_a_folder_named_twice_is_told_of_once(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, is_link: bool
) -> None:
    if is_link:
        (folder / "oslo").symlink_to("oslo")
    else:
        _put(folder, {"oslo/show.toml": "[show]\n"})
    monkeypatch.setenv("MILIPOL_DATA", f"{folder}:{folder}")
    ran = run("upcoming")
    assert (ran.code, ran.err.count("\n")) == (0, 1)


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
    (folder / "paris").mkdir()
    (folder / "paris" / "show.toml").write_text("x = !", "utf-8")
    with pytest.raises(UnknownId):
        Catalog([DATA]).find("nothing", builders.at(ON))
    assert run("show", "qatar-2001").code == 3
    assert run("upcoming", "qatar").code == 0


def test_what_follows_a_question_begins_anew(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(folder, {"oslo/show.toml": OSLO.replace("Europe/Oslo", "Europe/Osl")})
    _put(tmp_path, {"agenda.toml": '[[pick]]\nid = "paris-2027"\nidd = 1\n'})
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))
    said = (
        f"milipol: {folder}/oslo/show.toml: line 8: show.zone: found 'Europe/Osl';"
        " expected a time zone like Europe/Paris; did you mean Europe/Oslo? "
    )
    assert run("today").err.splitlines() == [
        f"{said}This file is ignored; see milipol check",
        f"milipol: {tmp_path}/agenda.toml: line 3: pick[0].idd: unknown key 'idd';"
        " did you mean id? Your agenda is ignored",
    ]
    ran = run("show", "norway")
    assert (ran.code, ran.err.startswith(f"{said}'norway' may be in it; ")) == (4, True)


@pytest.mark.parametrize("command", ["show talk", "agenda add talk", "show odd"])
def test_a_short_id_may_be_in_a_file_that_was_not_read(
    run: Run, folder: Path, command: str
) -> None:
    (folder / "paris").mkdir()
    (folder / "paris" / "2023.toml").write_text("x = !", "utf-8")
    ran = run(*command.split())
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"milipol: {folder / 'paris' / '2023.toml'}: line 1")
    assert f"{command.split()[-1]!r} may be in it; " in ran.err


@pytest.mark.parametrize(
    "command", ["show {}", "export {} -o -", "agenda add {}", "show {} --json"]
)
@pytest.mark.parametrize("key", ["legacy-panel", "paris-2023/legacy-panel"])
def test_a_session_named_short_is_refused_as_by_its_whole_id(
    run: Run, folder: Path, command: str, key: str
) -> None:
    """The bundle has it, but what the reader's own file says of it is not known."""
    (folder / "paris").mkdir()
    path = folder / "paris" / "2023.toml"
    path.write_text("x = !", "utf-8")
    ran = run(*command.format(key).split())
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        f"milipol: {path}: line 1, column 5: not valid TOML: invalid value\n"
    )


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


def test_whatever_a_file_may_have_told_of_ends_with_4(run: Run, folder: Path) -> None:
    """An alias and the short id of a session may end in a year, too."""
    _put(folder, {"expo/show.toml": '[show]\nid = "expo"\naliases = ["lima"]\nx = 1\n'})
    for asked in ("lima-2027", "LIMA-2027", "lima-2027/x", "Foo-2027", "talk-1984"):
        for command in ("show", "news"):
            ran = run(command, asked)
            assert (ran.code, ran.out) == (4, "")
            assert f"; {asked!r} may be in it; " in ran.err
    for asked in ("paris-2028", "FRANCE-2028", "paris-2023/x"):
        ran = run("show", asked)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"milipol: no id {asked!r}; ")


def test_an_alias_leads_to_the_file_of_its_show(run: Run, folder: Path) -> None:
    """One that is wrong may have told of an edition that the others lack."""
    _put(folder, {"paris/show.toml": "x = !"})
    for asked in ("paris-2028", "france-2028"):
        for command in ("show", "news"):
            ran = run(command, asked)
            assert (ran.code, ran.out) == (4, "")
            assert ran.err.startswith(f"milipol: {folder}/paris/show.toml: line 1")
            assert ran.err.count("\n") == 1
