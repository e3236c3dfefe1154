"""The loader: what it reads, how folders are merged, and what it refuses."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import builders
import cases
from builders import at
from conftest import DATA, GOOD, HERE, ON, UNPRIVILEGED, Run, unprivileged, write_file
from milipol_cli.base.errors import InvalidData, UnknownId
from milipol_cli.cli import environment
from milipol_cli.network import load as catalog
from milipol_cli.network.load import Catalog, data_folders
from milipol_cli.network.load.reading import most_bytes
from milipol_cli.network.model.programmes import OwnProgramme, Programme
from milipol_cli.network.model.shows import Figure, ShowFile

Shows = tuple[ShowFile, ...]
Process = tuple[int, str, str]

ADDED = (HERE / "network" / "load" / "own" / "added.toml").read_text("utf-8")
# A small data folder in which all is right, and how to ask for what each file holds.
SHOW = (GOOD / "oslo" / "show.toml").read_text("utf-8")
FILES: dict[str, Callable[[Catalog], object]] = {
    "oslo/show.toml": lambda data: data.shows,
    "oslo/2028.toml": lambda data: data.programme("oslo-2028"),
    "oslo/2028.exhibitors.toml": lambda data: data.exhibitors("oslo-2028"),
    "companies.toml": lambda data: data.companies.linked,
    "news.toml": lambda data: data.news,
    "sources.toml": lambda data: data.sources,
}
TOO_DEEP = "tables or lists nested too deeply"
# Eleven parts, of every kind.
NOT_TOML = {
    "latin-1": (b"# a\n# \xe9", "line 2: not UTF-8: byte 0xe9; save the file as UTF-8"),
    "utf-16": (SHOW.encode("utf-16"), "line 1: not UTF-8: byte 0xff; save the file as UTF-8"),
    "byte order mark": (
        SHOW.encode("utf-8-sig"),
        "line 1: begins with a byte order mark; save the file without it",
    ),
    "NUL": (b"a = '\0'", r"line 1, column 6: not valid TOML: found invalid character '\x00'"),
    "deep lists": (b"a=" + b"[" * 10_000, TOO_DEEP),
    "deep tables": (b"a=" + b"{a=" * 10_000, TOO_DEEP),
    "nothing": (b"", "line 1: show: missing; expected a table"),
    "a hexadecimal number of thousands of digits": (
        b"a = 0x" + b"f" * 5_000,
        "line 1: a: unknown key 'a'; expected a key like show, venue or edition",
    ),
    "over 4 MiB": (b"#" * 4_194_305, "larger than 4 MiB; split the file"),
}
PASSED = "this file is ignored; see milipol check"
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


def _refusal(ask: Callable[[], object], path: Path) -> str:
    """What is said of `path` when it is refused: one line that can be seen."""
    with pytest.raises(InvalidData) as caught:
        ask()
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def _with(shows: Shows, show_id: str, **changes: Any) -> Shows:
    """The same shows, one of them with other fields."""
    return tuple(
        msgspec.structs.replace(file, **changes) if file.show.id == show_id else file
        for file in shows
    )


def _of(shows: Shows, show_id: str) -> ShowFile:
    (file,) = (file for file in shows if file.show.id == show_id)
    return file


def _process(*before: str, asks: tuple[str, ...] = ("upcoming",)) -> Process:
    command = [*before, sys.executable, "-m", "milipol_cli", *asks]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
def test_folders_are_the_bundled_one_and_those_named_or_your_own(tmp_path: Path) -> None:
    assert environment.data_folders() == [DATA]
    own, b, c = (tmp_path / name for name in ("config/milipol/data", "b", "a b"))
    for folder in (own, b, c):
        folder.mkdir(parents=True)
    assert environment.data_folders() == [DATA, own]
    named = os.pathsep.join(["", str(b), str(c), ""])
    assert data_folders(DATA, named, own) == [DATA, b, c]


@pytest.mark.parametrize("named", ["{data}", "{own}:{own}", "{own}:{data}/.:{link}"])
def test_no_folder_is_read_twice(tmp_path: Path, named: str) -> None:
    """Whatever its name: its notices would be there twice."""
    own, link = tmp_path / "own", tmp_path / "link"
    own.mkdir()
    link.symlink_to("own")
    names = named.format(data=DATA, own=own, link=link).replace(":", os.pathsep)
    folders = [DATA] if named == "{data}" else [DATA, own]
    assert data_folders(DATA, names, tmp_path) == folders


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_named_folder_must_be_one(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "own"
    if kind == "file":
        path.touch()
    ran = run("upcoming", MILIPOL_DATA=f"{DATA}{os.pathsep}{path}")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        f"milipol: MILIPOL_DATA names '{path}', which is not a folder; correct it or unset it\n"
    )


@pytest.mark.parametrize(
    ("name", "mebibytes"),
    [
        ("oslo/2028.toml", 32),
        ("oslo/2028-extra.toml", 32),
        ("oslo/2028.exhibitors.toml", 32),
        ("oslo/show.toml", 4),
        ("sources.toml", 4),
    ],
)
def test_programmes_and_lists_may_be_larger(name: str, mebibytes: int) -> None:
    assert most_bytes(Path(name)) == mebibytes * 1024 * 1024


def test_a_show_is_a_folder_with_a_show_file(folder: Path, bundle: Catalog) -> None:
    write_file(folder / "oslo/2028.toml", 'edition = "oslo-2028"')
    write_file(folder / "readme.txt", "not data")
    write_file(folder / "paris", "not a folder")
    assert Catalog([DATA, folder]).shows == bundle.shows


def test_shows_need_no_file_but_their_own(folder: Path, run: Run, bundle: Catalog) -> None:
    """Everything else may be broken: it is not opened."""
    for name in ("news.toml", "sources.toml", "paris/2027.toml", "paris/2023.toml"):
        write_file(folder / name, b"\xff")
    assert Catalog([DATA, folder]).shows == bundle.shows
    assert run("upcoming").code == 0


def test_notices_figures_and_editions_are_added_to_those_there(
    folder: Path, bundle: Catalog
) -> None:
    write_file(folder / "brazil/show.toml", ADDED)
    held = builders.notice("2026-11-25", "2026-04-14/2026-04-16", "held")
    counted = Figure(
        known=builders.day("2026-11-25"),
        measure="visitors",
        kind="counted",
        value=9,
        source=builders.SOURCE,
    )
    (bundled,) = _of(bundle.shows, "brazil").edition
    notices, figures = (*bundled.notice, held), (*bundled.figure, counted)
    editions = (
        msgspec.structs.replace(bundled, notice=notices, figure=figures),
        builders.edition("brazil-2028", builders.notice("2026-11-25", "2028", "tentative")),
    )
    expected = _with(bundle.shows, "brazil", edition=editions)
    assert Catalog([DATA, folder]).shows == expected


def _as_own(programme: Programme | None) -> OwnProgramme:
    assert programme is not None
    return OwnProgramme(**msgspec.structs.asdict(programme))


def test_a_show_with_its_programme_news_and_sources_is_added(bundle: Catalog) -> None:
    own, united = Catalog([GOOD]), Catalog([DATA, GOOD])
    by_id = sorted((*bundle.shows, *own.shows), key=lambda file: file.show.id)
    assert [(file.show.id, file.edition) for file in united.shows] == [
        (file.show.id, file.edition) for file in by_id
    ]
    assert united.programme("oslo-2028") == _as_own(own.programme("oslo-2028"))
    assert united.programme("paris-2023") == bundle.programme("paris-2023")
    assert united.news == (*bundle.news, *own.news)
    assert united.sources == {**bundle.sources, **own.sources}


@pytest.mark.parametrize(
    ("names", "shows"),
    [
        (["asia-pacific"], ["asia-pacific"]),
        (["MTX"], ["asia-pacific"]),
        (["Villepinte-2023"], ["paris"]),
        (["paris-2023/2023-11-15"], ["paris"]),
        (["paris-2023/opening"], ["paris"]),
        (["qatar", "laad", "doha", "paris", "brazil"], ["qatar", "brazil", "paris"]),
    ],
)
def test_shows_are_named_by_ids_aliases_and_their_parts(
    bundle: Catalog, names: list[str], shows: list[str]
) -> None:
    """Each once, in the order of the names."""
    assert bundle.show_ids(names) == tuple(shows)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("parsi", "did you mean paris?"),
        ("singapur", "did you mean asia-pacific?"),
        ("zzz", "expected asia-pacific, brazil, india, paris or qatar"),
    ],
)
def test_an_unknown_show_is_refused_with_the_nearest(bundle: Catalog, name: str, near: str) -> None:
    with pytest.raises(UnknownId) as caught:
        bundle.show_ids(["qatar", name])
    assert str(caught.value) == f"no show '{name}'; {near}"


@pytest.mark.parametrize("case", cases.WRONG, ids=cases.title)
def test_wrong_data_is_refused(tmp_path: Path, case: str) -> None:
    """With one of the faults that `check` finds in the file."""
    name, problems = cases.written(case, tmp_path)
    message = _refusal(lambda: FILES[name](Catalog([tmp_path])), tmp_path / name)
    assert f"{name}: {message}" in problems


@pytest.mark.parametrize("name", ["agenda", "oslo-2028", "2028"])
def test_a_reserved_id_is_refused(tmp_path: Path, name: str) -> None:
    path = write_file(tmp_path / f"{name}/show.toml", SHOW.replace('"oslo"', f'"{name}"'))
    message = _refusal(lambda: Catalog([tmp_path]).shows, path)
    wanted = "an id that is not 'agenda' and does not end in a year"
    assert message == f"line 2: show.id: found {name!r}; expected {wanted}"


@pytest.mark.parametrize("case", NOT_TOML)
def test_what_is_not_toml_is_refused(tmp_path: Path, case: str) -> None:
    raw, message = NOT_TOML[case]
    path = write_file(tmp_path / "oslo/show.toml", raw)
    assert _refusal(lambda: Catalog([tmp_path]).shows, path) == message


def test_a_file_of_4_mib_is_read(tmp_path: Path) -> None:
    write_file(tmp_path / "oslo/show.toml", SHOW.ljust(catalog.MAX_BYTES, "\n"))
    assert [file.show.id for file in Catalog([tmp_path]).shows] == ["oslo"]


@posix
@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nowhere", "a link that leads nowhere; remove the link"),
        ("news.toml", f"cannot be read: {os.strerror(errno.ELOOP)}"),
        ("/dev/zero", "not a regular file"),
        (".", "not a regular file"),
    ],
    ids=["dangling", "loop", "device", "folder"],
)
def test_a_bad_link_is_refused(tmp_path: Path, target: str, reason: str) -> None:
    path = tmp_path / "news.toml"
    path.symlink_to(target)
    assert _refusal(lambda: Catalog([tmp_path]).news, path) == reason


@posix
@unprivileged
@pytest.mark.parametrize("kind", ["pipe", "file", "folder"])
def test_what_cannot_be_read_is_ignored_at_once(folder: Path, kind: str) -> None:
    path = folder / "oslo" / "show.toml"
    path.parent.mkdir()
    reason = "not a regular file"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_text(SHOW, "utf-8")
        path = path if kind == "file" else folder
        path.chmod(0)
        reason = f"cannot be read: {os.strerror(errno.EACCES)}"
    code, out, err = _process(*UNPRIVILEGED)
    path.chmod(0o700)
    assert (code, err) == (0, f"milipol: {path}: {reason}; {PASSED}\n")
    assert out.startswith("Milipol network")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 500", f"value = {'9' * 5_000}"),
        ("value = 500", f"value = 0x{'f' * 5_000}"),
        ("start = 2028-05-03\nend = 2028-05-05", 'month = "0000-05"'),
    ],
    ids=["long integer", "long figure", "month of no year"],
)
def test_a_value_that_no_answer_can_print_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = write_file(tmp_path / "oslo/show.toml", SHOW.replace(old, new))
    assert _refusal(lambda: Catalog([tmp_path]).shows, path)


EDITION = """\
[[edition]]
id = "paris-2031"
[[edition.notice]]
known = 2026-11-01
month = "2031-11"
status = "tentative"
source = ["own"]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EDITION * 2, "line 9: edition[1].id: 'paris-2031' is already the id of another edition"),
        (
            '[[edition]]\nid = "paris-2027"\nfigur = 3\n',
            "line 3: edition[0].figur: unknown key 'figur'; did you mean figure?",
        ),
    ],
    ids=["an id twice", "a key that no edition has"],
)
def test_errors_in_own_files_have_their_places_there(
    tmp_path: Path, text: str, expected: str
) -> None:
    """Though its editions come after the 26 of the bundled data."""
    first, second = tmp_path / "a", tmp_path / "b"
    path = write_file(first / "paris/show.toml", text)
    write_file(second / "paris/show.toml", "")
    data = Catalog([DATA, first, second])
    assert _refusal(lambda: data.shows, path) == expected


def test_an_edition_has_sixty_days_at_most(folder: Path) -> None:
    """Data that says it is longer makes no list without end."""
    text = SHOW.replace("end = 2028-05-05", "end = 2028-08-01")
    write_file(folder / "oslo/show.toml", text)
    data = Catalog([folder])
    assert str(data.find("oslo-2028/2028-07-01", at(ON)).day) == "2028-07-01"
    with pytest.raises(UnknownId):
        data.find("oslo-2028/2028-07-02", at(ON))


def test_a_notice_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    """Nor what an edition has besides, which is ignored in both."""
    text = (
        '[[edition]]\nid = "brazil-2026"\nnumber = 9\n[[edition.notice]]\n'
        'known = 2026-12-01\nstatus = "held"\nsource = ["own"]\n'
    )
    folders = [write_file(tmp_path / name / "brazil/show.toml", text) for name in "ab"]
    roots = [path.parents[1] for path in folders]
    messages: list[str] = []
    once, twice = Catalog([DATA, roots[0]]), Catalog([DATA, *roots], messages.append)
    assert once.shows == twice.shows != Catalog([DATA]).shows
    ignored = (
        "line 2: edition[0].id: all but notices and figures ignored, because the"
        " bundled data has 'brazil-2026'; add an [[edition.notice]] to change it; see"
        " milipol check"
    )
    again = (
        "line 4: edition[0].notice[0]: ignored, because an earlier file has the same;"
        " remove it; 1 more ignored; see milipol check"
    )
    assert messages == [f"{folders[0]}: {ignored}", f"{folders[1]}: {again}"]


PATCH = """\
[show]
city = "Villepinte"

[[venue]]
id = "villepinte"
name = "Hall 5"

[[edition]]
id = "paris-2027"
number = 26
theme.title = "Ours"
"""


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("paris/show.toml", PATCH,
         "line 1: show: ignored, because the bundled data has 'paris'; remove"
         " [show]; venues and editions are added without it; 2 more ignored; see"
         " milipol check"),
        ("news.toml", '[[news]]\nid = "asia-pacific-2017-speech"\ntitle = 5\n',
         "line 2: news[0].id: ignored, because the bundled data has"
         " 'asia-pacific-2017-speech'; use another id; see milipol check"),
        ("paris/2023.toml", '[[session]]\nid = 5\n',
         "line 2: session[0].id: found 5; expected an id of at most 80 lowercase"
         " letters, digits and hyphens, not a date; this file is ignored; see milipol"
         " check"),
    ],
    ids=["show", "news", "programme"],
)  # fmt: skip
def test_what_changes_the_bundled_data_is_ignored_with_a_line(
    folder: Path, run: Run, bundle: Catalog, name: str, text: str, line: str
) -> None:
    path = write_file(folder / name, text)
    messages: list[str] = []
    data = Catalog([DATA, folder], messages.append)
    assert data.shows == bundle.shows
    assert data.news == bundle.news
    assert data.sources == bundle.sources
    for _ in range(2):
        programme = data.programme("paris-2023")
        assert programme == bundle.programme("paris-2023")
    is_shared = data.programme_to_share("paris-2023") == programme
    assert data.may_share("paris-2023") == is_shared == (name != "paris/2023.toml")
    assert messages == [f"{path}: {line}"]
    assert run("show", "paris-2023").code == (4 if "this file" in line else 0)


def test_a_later_folder_adds_to_an_earlier_one(tmp_path: Path) -> None:
    """And cannot change it either."""
    write_file(tmp_path / "a/oslo/show.toml", SHOW)
    notice = "known = 2026-11-02\nstatus = 'announced'\nsource = ['gazette']\n"
    edition = '[[edition]]\nid = "oslo-2028"\n'
    text = f'[show]\nname = "Norway"\n{edition}[[edition.notice]]\n{notice}'
    path = write_file(tmp_path / "b/oslo/show.toml", text)
    messages: list[str] = []
    data = Catalog([DATA, tmp_path / "a", tmp_path / "b"], messages.append)
    file = _of(data.shows, "oslo")
    assert (file.show.name, len(file.edition[0].notice)) == ("Milipol Oslo", 2)
    assert messages == [
        f"{path}: line 1: show: ignored, because an earlier file has 'oslo';"
        " remove [show]; venues and editions are added without it; see milipol check"
    ]


@pytest.mark.parametrize(
    ("name", "owner"),
    [("paris", "paris"), ("villepinte", "paris"), ("doha", "doha"), ("qatar", "qatar")],
)
def test_an_id_comes_before_an_alias_and_the_bundled_one_before_others(
    folder: Path, name: str, owner: str
) -> None:
    text = SHOW.replace('"norway"', '"paris", "villepinte"').replace("oslo", "doha")
    write_file(folder / "doha" / "show.toml", text)
    assert Catalog([DATA, folder]).show_ids([name]) == (owner,)
