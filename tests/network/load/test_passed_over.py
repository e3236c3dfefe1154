"""A file of the reader's that is wrong never takes the rest of the data down."""

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
BOTH = """\
[[edition]]
id = "paris-2025"
theme.known = 2025-01-01
theme.known_by = 2025-01-02
"""
BRAZIL = '[[edition]]\nid = "brazil-2026"\n{}\n'
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


TAKEN = "found {}, which names {} too; expected a name of one show; choose another"


def _put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"oslo/show.toml": OSLO.replace('"norway"', '"paris"')},
            {"oslo/show.toml: line 4: show.aliases[0]": ("'paris'", "paris")},
        ),
        (
            {"paris/show.toml": '[show]\naliases = ["villepinte", "doha"]\n'},
            {"paris/show.toml: line 2: show.aliases[1]": ("'doha'", "qatar")},
        ),
        (
            {"doha/show.toml": OSLO.replace("oslo", "doha")},
            {"doha/show.toml: line 2: show.id": ("'doha'", "qatar")},
        ),
        (
            {
                "asker/show.toml": OSLO.replace("oslo", "asker"),
                "oslo/show.toml": OSLO,
            },
            {"oslo/show.toml: line 4: show.aliases[0]": ("'norway'", "asker")},
        ),
        (
            {
                "asker/show.toml": OSLO.replace("oslo", "asker").replace(
                    "norway", "oslo"
                ),
                "oslo/show.toml": OSLO,
            },
            {"asker/show.toml: line 4: show.aliases[0]": ("'oslo'", "oslo")},
        ),
    ],
    ids=[
        "alias that is an id",
        "alias that is an alias",
        "id that is an alias",
        "first in order of id",
        "an id before an alias",
    ],
)
def test_a_name_belongs_to_who_has_it_lowest(
    run: Run,
    folder: Path,
    files: dict[str, str],
    told: dict[str, tuple[str, str]],
) -> None:
    """The bundle's names stay its own, and the file that claims one is passed over."""
    _put(folder, files)
    said = [f"{folder}/{where}: {TAKEN.format(*it)}" for where, it in told.items()]
    ran = run("upcoming")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"milipol: {it}; answered without this file, see milipol check" for it in said
    ]
    for asked in (folder, *(folder / where.partition(":")[0] for where in told)):
        ran = run("check", str(asked), "--json")
        taken = [it for it in ran.json["faults"] if "which names" in it["found"]]
        assert ran.code == 4
        assert {f"{it['file']}: line {it['line']}: {it['place']}" for it in taken} == {
            f"{folder}/{where}" for where in told
        }
    with pytest.raises(InvalidData) as caught:
        _ = Catalog([DATA, folder]).shows
    assert str(caught.value) == said[0]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {
                "paris/2023.toml": (
                    '[[session]]\nid = "official-opening"\nend = 10:00:00\n'
                )
            },
            "paris/2023.toml: line 1: session[0].start: found nothing; expected a start"
            " beside the end",
        ),
        (
            {"brazil/show.toml": '\n[[edition]]\nid = "brazil-2026"\nnumber = 5\n'},
            "brazil/show.toml: line 2: edition[0].number_basis: found nothing; expected"
            " a number and its number_basis together",
        ),
        (
            {"paris/show.toml": BOTH},
            "paris/show.toml: line 4: edition[0].theme.known_by: found 2025-01-02;"
            " expected only one of known and known_by",
        ),
    ],
    ids=["times", "number", "both"],
)
def test_a_contradiction_is_that_of_who_makes_it(
    run: Run, folder: Path, files: dict[str, str], told: str
) -> None:
    """Though the bundle states the field, or the table in which one is missing."""
    _put(folder, files)
    (name,) = files
    if name.endswith("show.toml"):
        ran = run("upcoming")
    else:
        ran = run("today", "--on", "2023-11-14")
    assert ran.code == 0
    assert ran.err.startswith(f"milipol: {folder}/{told}")
    place = told.split(": ")[2]
    (fault,) = (
        it for it in run("check", "--json").json["faults"] if it["place"] == place
    )
    assert f"{fault['file']}: line {fault['line']}" in ran.err


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("paris/2023.toml", '[[session]]\nid = "raid-demonstration"\n'),
        ("paris/show.toml", '[[edition]]\nid = "paris-2023"\n'),
        ("paris/show.toml", '[[venue]]\nid = "villepinte"\n'),
        ("news.toml", '[[news]]\nid = "asia-pacific-2017-speech"\n'),
        ("sources.toml", '[[source]]\nid = "3agel-2024-10"\n'),
    ],
    ids=["session", "edition", "venue", "news", "source"],
)
def test_an_id_is_used_once_in_a_file_over_the_bundle(
    run: Run, folder: Path, name: str, table: str
) -> None:
    """Where both tables change the same one of the bundle, too."""
    _put(folder, {name: table * 2})
    list_name, key = table[2:].partition("]")[0], table.split('"')[1]
    said = (
        f"{folder / name}: line 4: {list_name}[1].id: found '{key}', as in"
        f" {list_name}[0]; expected an id used once"
    )
    ran = run("search", "zzzz", "--json") if "sou" not in name else run("news")
    assert ran.err.splitlines() == [
        f"milipol: {said}; answered without this file, see milipol check"
    ]
    (fault,) = run("check", "--json").json["faults"]
    assert (fault["file"], fault["line"]) == (str(folder / name), 4)


def test_a_contradiction_is_not_that_of_a_file_above_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two own folders the lower one is wrong, and the other touches its table."""
    _put(tmp_path / "a", {"brazil/show.toml": BRAZIL.format("number = 5")})
    _put(tmp_path / "b", {"brazil/show.toml": BRAZIL.format('notes = ["own"]')})
    monkeypatch.setenv("MILIPOL_DATA", f"{tmp_path}/a:{tmp_path}/b")
    ran = run("show", "--json")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith(f"milipol: {tmp_path}/a/brazil/show.toml: line 1: ")
    (fault,) = run("check", "--json").json["faults"]
    assert fault["file"] == f"{tmp_path}/a/brazil/show.toml"


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
    said = fault["advice"].partition(" say ")[2]
    _put(folder, {"brazil/show.toml": notice.format(said)})
    assert said.startswith("known_by = ")
    assert run("check", "--json").json["faults"] == []


def test_known_takes_the_place_of_known_by(run: Run, folder: Path) -> None:
    """And the other way round: a table has one of the two."""
    theme = '[[edition]]\nid = "paris-2025"\ntheme.{}\n'
    for day, shown in (("known_by = 2026-11-01", 1), ("known = 2026-11-25", 0)):
        rhythm = f"[show.rhythm]\n{day}\n"
        _put(folder, {"paris/show.toml": rhythm + theme.format(day)})
        ran = run("show", "paris", "--json")
        assert (ran.code, ran.err) == (0, "")
        assert (ran.json["show"]["every_years"] is not None) == shown
        assert run("check").code == 0


@pytest.mark.parametrize(
    ("base", "over"),
    [
        ('month = "2028-05"', "printed = 2028-05-04"),
        ('month = "2028-05"', "known_by = 2028-05-04"),
        ("printed = 2028-05-03", 'month = "2028-05"'),
        ("printed = 2028-05-03", "known_by = 2028-05-04"),
        ("known_by = 2028-05-03", 'month = "2028-05"'),
        ("known_by = 2028-05-03", "printed = 2028-05-04"),
    ],
)
def test_the_date_of_news_takes_the_place_of_another(
    tmp_path: Path, base: str, over: str
) -> None:
    """Of whichever kind the two are."""
    news = (GOOD / "news.toml").read_text("utf-8")
    _put(tmp_path / "a", {"news.toml": news.replace("printed = 2028-05-03", base)})
    _put(tmp_path / "b", {"news.toml": f'[[news]]\nid = "opening"\n{over}\n'})
    _put(tmp_path / "c", {"news.toml": news.replace("printed = 2028-05-03", over)})
    both = Catalog([tmp_path / "a", tmp_path / "b"]).news
    assert both == Catalog([tmp_path / "c"]).news


@pytest.mark.parametrize(
    ("base", "over"),
    [
        ("date = 2028-05-03", 'month = "2028-05"'),
        ("date = 2028-05-03", "year = 2028"),
        ('month = "2028-05"', "date = 2028-05-03"),
        ('month = "2028-05"', "year = 2028"),
        ("year = 2028", "date = 2028-05-03"),
        ("year = 2028", 'month = "2028-05"'),
    ],
)
def test_the_date_of_a_source_takes_the_place_of_another(
    tmp_path: Path, base: str, over: str
) -> None:
    sources = (GOOD / "sources.toml").read_text("utf-8")
    _put(tmp_path / "a", {"sources.toml": f"{sources}{base}\n"})
    text = f'[[source]]\nid = "gazette"\n{over}\n'
    _put(tmp_path / "b", {"sources.toml": text})
    _put(tmp_path / "c", {"sources.toml": f"{sources}{over}\n"})
    both = Catalog([tmp_path / "a", tmp_path / "b"]).sources
    assert both == Catalog([tmp_path / "c"]).sources


def test_an_alias_may_move_to_another_show(run: Run, folder: Path) -> None:
    """Where a file of the reader's takes it from the one that has it."""
    oslo = OSLO.replace("norway", "villepinte")
    _put(folder, {"paris/show.toml": "[show]\naliases = []\n", "oslo/show.toml": oslo})
    ran = run("show", "villepinte", "--json")
    assert (ran.code, ran.err, ran.json["show"]["id"]) == (0, "", "oslo")


def test_a_name_is_back_with_the_file_that_gave_it_up(run: Run, folder: Path) -> None:
    """So that who took it is passed over, too."""
    oslo = OSLO.replace("norway", "villepinte")
    doha = '[show]\naliases = ["doha"]\n'
    _put(folder, {"paris/show.toml": doha, "oslo/show.toml": oslo})
    ran = run("upcoming")
    assert ran.code == 0
    assert [line.split("; ")[0] for line in ran.err.splitlines()] == [
        f"milipol: {folder}/paris/show.toml: line 2: show.aliases[0]: found 'doha',"
        " which names qatar too",
        f"milipol: {folder}/oslo/show.toml: line 4: show.aliases[0]: found"
        " 'villepinte', which names paris too",
    ]


def test_of_two_folders_the_lower_one_keeps_a_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another one states it again; what is passed over is not read again."""
    _put(tmp_path / "a", {"oslo/show.toml": OSLO})
    again = '[show]\naliases = ["oslo-fair", "norway"]\n'
    asker = OSLO.replace("oslo", "asker")
    _put(tmp_path / "b", {"oslo/show.toml": again, "asker/show.toml": asker})
    _put(tmp_path / "c", {"asker/show.toml": "[show\n", "oslo/show.toml": "x = !"})
    joined = ":".join(str(tmp_path / name) for name in "abc")
    monkeypatch.setenv("MILIPOL_DATA", joined)
    ran = run("show")
    told = [line.split(": ")[1] for line in ran.err.splitlines()]
    assert told == [
        str(tmp_path / "c" / "asker" / "show.toml"),
        str(tmp_path / "c" / "oslo" / "show.toml"),
        str(tmp_path / "b" / "asker" / "show.toml"),
    ]
    assert "Milipol Oslo" in ran.out


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


def test_a_file_that_might_be_a_folder_is_told_of_once(run: Run, folder: Path) -> None:
    """It is looked into for a show, and then read."""
    (folder / "news.toml").symlink_to("news.toml")
    ran = run("news")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith(f"milipol: {folder / 'news.toml'}: found what cannot be")


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
    warned: list[InvalidData] = []
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
        f"{said}Answered without this file, see milipol check",
        f"milipol: {tmp_path}/agenda.toml: line 3: pick[0].idd: found an unknown key;"
        " expected a known one; did you mean id? Answered without the agenda",
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
    assert ran.err.startswith(f"milipol: {folder / 'paris' / '2023.toml'}: line 1: ")
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
        f"milipol: {path}: line 1: found no TOML at column 5 (Invalid value);"
        " expected a line of TOML\n"
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
            assert ran.err.startswith(f"milipol: {folder}/paris/show.toml: line 1: ")
            assert ran.err.count("\n") == 1
