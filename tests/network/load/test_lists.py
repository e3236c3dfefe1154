"""Lists of exhibitors from the pack and from files, and the companies on them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from builders import day
from conftest import DATA, ROOT, Run, script, write_file
from milipol_cli.network.company_names import LinkedNames, linked_names, name_key, pairs_of_keys
from milipol_cli.network.exhibitors import searched_texts
from milipol_cli.network.load import Catalog, lists
from milipol_cli.network.load.companies import AllCompanies
from milipol_cli.network.load.pack import CannotUse, Pack, usable_pack
from milipol_cli.network.load.packing import pack_folder, sources
from milipol_cli.network.load.reading import PACK
from milipol_cli.network.model.exhibitors import Exhibitor

SHOW = (DATA / "brazil" / "show.toml").read_text("utf-8")
LIST = """\
edition = "{edition}"
known_by = 2026-05-01
copied = 2026-05-01
source = ["caat-paris-2025"]
exhibitor = [
{entries}]
"""
DAYS = "start = {0}-05-01, end = {0}-05-03"
FAIRS = f"""\
[collection]
address = "https://example.org/data/"
date = 2026-07-17

[[fair]]
id = "expo"
name = "Expo"
kind = "defence"
city = "Oslo"
country_code = "NO"
list = [
    {{ year = 2024, {DAYS.format(2024)}, copied = 2024-06-01, listed = 2, file = "x" }},
    {{ year = 2026, {DAYS.format(2026)}, copied = 2026-05-01, listed = 3, file = "y" }},
]
"""


def entries(*texts: str) -> str:
    """Entries like "Acme|FR|acme.example|Locks; Keys", a line each."""
    lines = []
    for text in texts:
        name, code, website, categories = [*text.split("|"), "", "", ""][:4]
        fields = [f'name = "{name}"']
        fields += [f'country_code = "{code}"'] if len(code) == 2 else []
        fields += [f'country = "{code}"'] if len(code) > 2 else []
        fields += [f'website = "{website}"'] if website else []
        named = ", ".join(f'"{each}"' for each in categories.split("; "))
        fields += [f"categories = [{named}]"] if categories else []
        lines.append(f"    {{ {', '.join(fields)} }},\n")
    return "".join(lines)


def listed(edition: str, *texts: str) -> str:
    """The file of a list."""
    return LIST.format(edition=edition, entries=entries(*texts))


FILES = {
    "brazil/show.toml": SHOW,
    "sources.toml": (DATA / "sources.toml").read_text("utf-8"),
    "brazil/2026.exhibitors.toml": listed(
        "brazil-2026",
        "ACME|FR|https://www.acme.example/en|Locks; Keys",
        "Bolt Tools|Freedonia",
        "Dot|DE",
    ).replace('name = "Dot"', 'name = "Dot", stand = ["A1"], hall = ["5"]'),
    "companies.toml": 'perhaps = [["Bolt Tools", "Dot"]]\n',
    "circuit/fairs.toml": FAIRS,
    "circuit/companies.toml": 'same = [["ACME", "Acme Robots"]]\nperhaps = [\n'
    '    { names = ["Eel", "Dot"], why = "same website" },\n]\n',
    "circuit/expo/2024.toml": listed("expo-2024", "Acme Ltd|FR", "Eel"),
    "circuit/expo/2026.toml": listed(
        "expo-2026", "Acme Robots|NO|acme.example|Drones", "Bolt Tools", "Zed Optics|NO"
    ),
}


def state(path: Path) -> tuple[int, int]:
    """What says whether a file was written since."""
    return path.stat().st_size, path.stat().st_mtime_ns


@pytest.fixture
def bundle_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Makes bundled data of these files, with its pack."""

    def make() -> Path:
        folder = tmp_path / "bundle"
        for name, text in FILES.items():
            write_file(folder / name, text)
        (folder / PACK).write_bytes(pack_folder(folder))
        monkeypatch.setattr(lists, "bundle", lambda: folder)
        return folder

    return make


@pytest.fixture
def small(bundle_of: Callable[[], Path]) -> Path:
    """Bundled data with three lists."""
    return bundle_of()


def companies(*folders: Path) -> AllCompanies:
    """The companies on all lists of data folders."""
    return Catalog(folders).lists.all_companies


def where(known: AllCompanies, key: str) -> list[tuple[str, str]]:
    """The editions that list a company, and its names there."""
    found = known.entries_listed([key])[key]
    return [(entry.edition, entry.exhibitor.name) for entry in found]


def test_the_pack_has_all_lists_as_they_are() -> None:
    pack = usable_pack(DATA, is_source=True)
    files = sources(DATA)
    known = files.lists
    assert {edition: pack.list_of(edition) for edition in known} == known
    assert {*pack.editions} == {*known}
    of_shows = (known[edition].exhibitor for edition in files.of_shows)
    names = {entry.name for entries_of_list in of_shows for entry in entries_of_list}
    assert dict(pack.name_keys) == {name: name_key(name) for name in names}
    linked = linked_names([files.companies])
    assert as_lists(pack.linked.names) == as_lists(linked.names)
    assert as_lists(pack.linked.perhaps) == as_lists(linked.perhaps)
    by_itself = {key: key for key in linked.perhaps}
    assert pack.linked.keys == {**by_itself, **linked.keys}


def as_lists(linked: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The names or keys of each company that has any."""
    return {key: [*texts] for key, texts in linked.items() if texts}


def test_linked_names_that_are_on_no_list_are_not_in_the_pack(small: Path) -> None:
    write_file(
        small / "companies.toml",
        'same = [["Gone", "Dot"], ["Old", "Older"]]\n'
        'perhaps = [["Bolt Tools", "Dot", "Left"], ["ACME", "Old"]]\n',
    )
    assert Pack(pack_folder(small)).linked == LinkedNames(
        keys={"dot": "dot", "bolt tools": "bolt tools", "acme": "acme"},
        perhaps={"dot": ["bolt tools"], "bolt tools": ["dot"], "acme": []},
        names={"dot": ["Dot"], "bolt tools": ["Bolt Tools"], "acme": ["ACME"]},
    )


def test_what_rare_entries_have_is_kept(small: Path) -> None:
    pack = usable_pack(small, is_source=True)
    assert pack.list_of("brazil-2026") == sources(small).lists["brazil-2026"]


def test_without_lists_the_pack_is_empty(tmp_path: Path) -> None:
    pack = Pack(pack_folder(tmp_path))
    assert (pack.editions, pack.fairs) == (set(), None)


def test_lists_come_from_the_pack(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read anew."""
    data = Catalog([small])
    monkeypatch.setattr(data, "_exhibitor_list", None)
    monkeypatch.setattr(lists, "linked_names", None)
    known = data.exhibitors("brazil-2026")
    assert known is not None
    assert [entry.name for entry in known.exhibitor] == ["ACME", "Bolt Tools", "Dot"]
    assert known.exhibitor[1].country_name == "Freedonia"
    assert data.companies.key_of("ACME") == "acme"
    assert data.companies.key_of("Else Inc") == "else"
    assert [*data.companies.perhaps("dot")] == ["bolt tools"]
    assert len(Catalog([small]).exhibitors("expo-2026").exhibitor) == 3  # type: ignore[union-attr]


def test_a_pack_that_cannot_be_used_is_named_and_not_used(small: Path) -> None:
    whole = (small / PACK).read_bytes()
    other = whole.replace(b"exhibitors 000", b"exhibitors 100", 1)
    cases = {
        "damaged": [whole[:-1], whole[:100], b"", whole[:500] + b"?" + whole[501:]],
        "made by another version of milipol": [other, other[:60]],
    }
    for found, raws in cases.items():
        for raw in raws:
            (small / PACK).write_bytes(raw)
            warnings: list[str] = []
            data = Catalog([small], warnings.append)
            assert len(data.exhibitors("brazil-2026").exhibitor) == 3  # type: ignore[union-attr]
            assert where(data.lists.all_companies, "eel") == [("expo-2024", "Eel")]
            assert data.companies.key_of("Bolt Tools GmbH") == "bolt tools"
            advice = "so lists are read from their files; run make pack"
            assert warnings == [f"{small / PACK}: {found}, {advice}"]


def test_a_pack_with_another_content_has_another_number(small: Path) -> None:
    """If this fails, count up `_FORMAT`: an old pack would be read as a new one."""
    head = pack_folder(small, with_states=False)[:37]
    assert head == b"milipol lists of exhibitors 0007\n" + b"\x98\x91\xa2\xb0"


def test_a_stale_pack_is_not_used(small: Path) -> None:
    path = small / "circuit" / "expo" / "2024.toml"
    fresh = path.read_text("utf-8")
    for change in (
        lambda: path.write_text(fresh.replace("Eel", "Eagle"), "utf-8"),
        lambda: os.utime(path, (1, 1)),
        path.unlink,
        lambda: write_file(small / "circuit" / "new" / "2025.toml", fresh),
    ):
        (small / PACK).write_bytes(pack_folder(small))
        change()
        with pytest.raises(CannotUse, match="older than the lists"):
            usable_pack(small, is_source=True)
        assert usable_pack(small, is_source=False).editions


def test_a_clone_without_a_pack_says_so(small: Path) -> None:
    (small / PACK).unlink()
    warnings: list[str] = []
    assert Catalog([small], warnings.append).exhibitors("expo-2024") is not None
    assert warnings == [
        f"{small / PACK}: cannot be read: No such file or directory, so lists are read"
        " from their files; run make pack"
    ]


def test_an_installed_pack_is_to_be_installed_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(small / "circuit")
    (small / PACK).write_bytes(b"")
    monkeypatch.setattr("milipol_cli.network.load.reading.is_installed", lambda _: True)
    monkeypatch.setattr(lists, "is_installed", lambda _: True)
    warnings: list[str] = []
    data = Catalog([small], warnings.append)
    assert data.exhibitors("expo-2024") is None
    assert data.lists.fairs == ()
    assert warnings == [
        f"{small / PACK}: damaged, so lists of other fairs are missing; install milipol again"
    ]


def test_fetched_lists_are_those_of_the_pack_by_their_hash(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = tmp_path / "fetched"
    shutil.copytree(small, fetched, ignore=shutil.ignore_patterns("circuit", PACK))
    same = Catalog([fetched])
    monkeypatch.setattr(same, "_exhibitor_list", None)
    assert same.exhibitors("brazil-2026") is not None
    assert [*same.companies.perhaps("dot")] == ["bolt tools"]
    path = fetched / "brazil" / "2026.exhibitors.toml"
    path.write_text(path.read_text("utf-8").replace("Dot", "Dotty"), "utf-8")
    (fetched / "companies.toml").unlink()
    other = Catalog([fetched])
    known = other.exhibitors("brazil-2026")
    assert known is not None
    assert known.exhibitor[2].name == "Dotty"
    assert [*other.companies.perhaps("dot")] == []
    assert where(other.lists.all_companies, "dot") == []
    assert where(other.lists.all_companies, "dotty") == [("brazil-2026", "Dotty")]


def test_names_that_newer_fetched_data_calls_the_same_are_linked(
    small: Path, tmp_path: Path, own: Path
) -> None:
    """But an own file may call them different."""
    fetched = tmp_path / "fetched"
    shutil.copytree(small, fetched, ignore=shutil.ignore_patterns("circuit", PACK))
    write_file(
        fetched / "companies.toml",
        'same = [["Dot", "Zed Optics", "Eel"]]\nperhaps = [["ACME", "Acme Robots"]]\n',
    )
    shutil.rmtree(own / "expo")
    at = [("brazil-2026", "Dot"), ("expo-2024", "Eel"), ("expo-2026", "Zed Optics")]
    assert where(companies(fetched), "dot") == at
    assert len(where(companies(fetched), "acme")) == 3
    write_file(own / "companies.toml", 'different = [["Dot", "Zed Optics"]]\n')
    assert where(companies(fetched, own), "dot") == at[:2]


def test_a_list_that_fetched_data_has_not_is_of_no_fair(small: Path, tmp_path: Path) -> None:
    """Though the pack has a list of the edition: that of the show."""
    fetched = tmp_path / "fetched"
    shutil.copytree(small, fetched, ignore=shutil.ignore_patterns("circuit", PACK))
    (fetched / "brazil" / "2026.exhibitors.toml").unlink()
    data = Catalog([fetched])
    assert data.exhibitors("brazil-2026") is None
    assert data.exhibitors("expo-2024") is not None
    (small / PACK).unlink()
    data = Catalog([fetched])
    assert data.exhibitors("brazil-2026") is None
    assert data.exhibitors("expo-2024") is not None


def test_a_company_is_on_the_lists_of_shows_and_fairs(small: Path) -> None:
    known = companies(small)
    assert known.key_of("ACME") == known.key_of("Acme Robots") == "acme"
    assert known.key_of("Nobody SA") == "nobody"
    assert where(known, "acme") == [
        ("brazil-2026", "ACME"),
        ("expo-2024", "Acme Ltd"),
        ("expo-2026", "Acme Robots"),
    ]
    assert known.entries_listed(["nobody"]) == {"nobody": []}
    assert known.perhaps("dot") == {"bolt tools": "another name", "eel": "same website"}
    assert known.perhaps("nobody") == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["acme"], ["ACME", "Acme Ltd", "Acme Robots"]),
        (["drones"], ["Acme Robots"]),
        (["robots", "drones", "norway"], ["Acme Robots"]),
        (["freedonia"], ["Bolt Tools"]),
        (["a1"], ["Dot"]),
        (["ob"], []),
    ],
)
def test_words_find_entries(small: Path, words: list[str], found: list[str]) -> None:
    known = companies(small)
    entries = known.with_words(words, known.editions)
    assert [entry.exhibitor.name for entry in entries] == found


def test_lists_say_whether_they_may_have_words(small: Path, own: Path) -> None:
    """A list that is not in the pack may have any."""
    data = Catalog([small])
    known = data.exhibitors("brazil-2026")
    assert known is not None
    words = {word for text in searched_texts(known) for word in text.split()}
    assert {"acme", "keys", "germany", "freedonia", "a1"} <= words
    for word in words:
        assert data.lists.may_have_any(["zzz", word], ["brazil-2026", "brazil-2028"])
    assert not data.lists.may_have_any(["zed", "drones", "eel"], ["brazil-2026"])
    assert Catalog([small, own]).lists.may_have_any(["zzz"], ["expo-2026"])
    (small / PACK).unlink()
    unpacked = Catalog([small], lambda _: None).lists
    assert unpacked.may_have_any(["zzz"], ["brazil-2026"])
    assert not unpacked.may_have_any(["acme"], ["brazil-2028"])


def test_lists_without_categories_are_known(small: Path, own: Path) -> None:
    for known in (companies(small), Catalog([small, own]).lists.all_companies):
        entries = [*known.with_words((), known.editions)]
        having = {each.edition for each in entries if each.exhibitor.categories}
        lacking = [edition for edition in known.editions if edition not in having]
        assert known.without_categories(known.editions) == lacking


@pytest.mark.parametrize(
    ("name", "same", "perhaps"),
    [
        ("Acme Group", {"acme": "name"}, {}),
        ("Robotics||www.acme.example", {}, {"acme": "same website"}),
        ("Zed Optics|NO", {"zed optics": "name"}, {}),
        ("Zed", {}, {"zed optics": "another name"}),
        ("Dot|FR", {}, {"dot": "another name"}),
        ("Dot", {"dot": "name"}, {"bolt tools": "another name", "eel": "same website"}),
        ("Nobody", {}, {}),
    ],
)
def test_names_that_somebody_brings_are_found(
    small: Path, name: str, same: dict[str, str], perhaps: dict[str, str]
) -> None:
    text, code, website = [*name.split("|"), "", ""][:3]
    wanted = Exhibitor(name=text, country_code=code or None, website=website or None)
    (found, again) = companies(small).find([wanted, wanted])
    assert (found.same, found.perhaps) == (same, perhaps)
    assert again == found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of one's own: a show with the id of a fair, and a list of Brazil."""
    show = SHOW.replace('"brazil"', '"expo"').replace("brazil-2026", "expo-2026")
    show = show.replace('aliases = ["laad"', 'aliases = ["expositions"')
    folder = tmp_path / "own"
    write_file(folder / "expo" / "show.toml", show)
    write_file(
        folder / "expo" / "2026.exhibitors.toml",
        listed("expo-2026", "Acme Mine", "Newcomer Optics|NO", "Zed Optics"),
    )
    return folder


def test_an_own_show_takes_the_place_of_a_fair(small: Path, own: Path) -> None:
    """Its list counts, and not a second time; other lists of the fair join."""
    data = Catalog([small, own])
    known = data.lists.all_companies
    assert sorted(known.editions) == ["brazil-2026", "expo-2024", "expo-2026"]
    assert where(known, "zed optics") == [("expo-2026", "Zed Optics")]
    assert where(known, "eel") == [("expo-2024", "Eel")]
    match = data.subject("expo")
    assert match is not None
    assert match.fair is None
    before = data.subject("expo-2024")
    assert before is not None
    assert before.fair is not None
    assert [each.exhibitor.name for each in known.with_words(["optics"], ["expo-2026"])] == [
        "Newcomer Optics",
        "Zed Optics",
    ]


def test_names_on_own_lists_are_linked_by_the_same_rules(small: Path, own: Path) -> None:
    path = own / "expo" / "2026.exhibitors.toml"
    text = listed(
        "expo-2026",
        "Acme Group",
        "Robotics||acme.example",
        "Fish",
        "Fish Group",
        "Gnu||x",
        "Global Robotics, a GR company|NO",
    )
    path.write_text(text, "utf-8")
    known = companies(small, own)
    assert ("expo-2026", "Acme Group") in where(known, "acme")
    assert where(known, "fish") == [("expo-2026", "Fish"), ("expo-2026", "Fish Group")]
    assert known.perhaps("robotics") == {"acme": "same website"}
    (found,) = known.find([Exhibitor(name="Fish Holding")])
    assert found.same == {"fish": "name"}
    robots = [Exhibitor(name="Global Robotics A GR", country_code=c) for c in ("NO", "FR")]
    assert [found[:] for found in known.find(robots)] == [
        ({"global robotics a gr": "name"}, {}),
        ({}, {"global robotics a gr": "another country"}),
    ]


def test_what_the_user_says_about_names_counts(small: Path, own: Path) -> None:
    write_file(
        own / "companies.toml",
        'same = [["Eel", "Zed Optics"]]\n'
        'perhaps = [["ACME", "Eel"]]\n'
        "different = [\n"
        '    ["ACME", "Acme Robots"],\n'
        '    { names = ["Dot", "Bolt Tools"], why = "asked", day = 2026-05-01 },\n'
        '    ["Bolt Tools", "Bolt Gears", "Nobody"],\n'
        "]\n",
    )
    shutil.rmtree(own / "expo")
    data = Catalog([small, own])
    known = data.lists.all_companies
    assert where(known, "acme") == [("brazil-2026", "ACME"), ("expo-2024", "Acme Ltd")]
    assert where(known, "acme robots") == [("expo-2026", "Acme Robots")]
    assert where(known, "eel") == [("expo-2024", "Eel"), ("expo-2026", "Zed Optics")]
    assert known.perhaps("acme") == {"eel": "another name"}
    assert known.perhaps("dot") == {"eel": "same website"}
    assert [*data.companies.perhaps("dot")] == []
    (found,) = known.find([Exhibitor(name="Acme Robots Ltd")])
    assert (found.same, found.perhaps) == ({"acme robots": "name"}, {})
    (found,) = known.find([Exhibitor(name="Bolt Gears")])
    assert (found.same, found.perhaps) == ({}, {})


def test_the_first_name_of_different_ones_keeps_the_others(small: Path, own: Path) -> None:
    """Whichever stands first in the group of the bundled data."""
    write_file(own / "companies.toml", 'different = [["Acme Robots", "ACME"]]\n')
    shutil.rmtree(own / "expo")
    known = companies(small, own)
    assert where(known, "acme robots") == [("expo-2026", "Acme Robots")]
    assert [edition for edition, _ in where(known, "acme")] == ["brazil-2026", "expo-2024"]


def test_two_builds_and_a_reader_at_once(tmp_path: Path) -> None:
    """A reader has the old pack or the new one, and both are whole."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "tools").mkdir()
    script = tmp_path / "tools" / "pack.py"
    shutil.copy(ROOT / "tools" / "pack.py", script)
    builds = [subprocess.Popen([sys.executable, str(script)]) for _ in range(2)]
    while any(build.poll() is None for build in builds):
        assert usable_pack(tmp_path / "data", is_source=False).editions
    assert [build.returncode for build in builds] == [0, 0]
    assert usable_pack(tmp_path / "data", is_source=True).editions


def test_links_are_those_of_the_rules() -> None:
    """After a change of lists or rules, run `make links`, and review the difference."""
    tool = script(ROOT / "tools" / "companies.py")
    text = (DATA / "circuit" / "companies.toml").read_text("utf-8")
    assert text == "".join(tool.text_of(sources(DATA)))


def test_what_people_decided_counts_more_than_rules(bundle: Catalog) -> None:
    """Each name is on a list; an account is of no company that they call different."""
    decided = script(ROOT / "tools" / "companies.py").decided()
    companies = bundle.lists.all_companies
    same = [*pairs_of_keys(decided, "same")]
    different = [*pairs_of_keys(decided, "different")]
    names = {name for pair in same + different for name in pair}
    assert {name for name in names if companies._unit_of(name) is None} == set()
    key_of = companies.key_of
    assert [pair for pair in same if key_of(pair[0]) != key_of(pair[1])] == []
    assert [pair for pair in different if key_of(pair[0]) == key_of(pair[1])] == []
    intersec = Exhibitor(name="Intersec", country_code="FR")
    assert [*companies.find([intersec])[0].same] == ["intersec"]


def test_what_fairs_say_agrees_with_their_lists(bundle: Catalog) -> None:
    for fair in bundle.lists.fairs:
        for of_year in fair.list:
            known = bundle.exhibitors(f"{fair.id}-{of_year.year}")
            assert known is not None
            assert (known.copied, len(known.exhibitor)) == (of_year.copied, of_year.listed)
            assert known.source[0] in bundle.sources_of_lists()
    assert len(bundle.lists.editions_of_fairs) == 68
    assert day("2026-07-17") == bundle.sources_of_lists()["caat-wds-2026"].date


def test_no_fair_has_the_name_of_a_show(bundle: Catalog) -> None:
    """So that each of them can be asked for."""
    fairs = {fair.id for fair in bundle.lists.fairs}
    assert not fairs & {*bundle._show_names}
    assert bundle.subject_among(["laad"])[0] == bundle.subject("brazil")


def test_commands_for_shows_refuse_a_fair(run: Run) -> None:
    for line in ("show idex", "agenda add idex-2025", "export idex-2025", "show idex x"):
        ran = run(*line.split())
        assert ran.code
        assert "milipol exhibitors idex" in ran.err or line == "show idex x"
