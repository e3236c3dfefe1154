"""The loader: what it reads, how folders are merged, and what it refuses."""

import copy
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
import cases
from builders import at
from conftest import DATA, GOOD, ON, UNPRIVILEGED, Run, unprivileged
from milipol_cli.errors import InvalidData, UnknownId
from milipol_cli.network import load as catalog
from milipol_cli.network.load import Catalog, data_folders, form, merging, nearest
from milipol_cli.network.load.data import Data
from milipol_cli.network.load.reading import layer
from milipol_cli.network.model.shows import Figure, ShowFile

Shows = tuple[ShowFile, ...]
Process = tuple[int, str, str]

ADDED = """\
[[edition]]
id = "brazil-2026"
[[edition.notice]]
known = 2026-11-25
start = 2026-04-14
end = 2026-04-16
status = "held"
source = ["gazette"]
[[edition.figure]]
known = 2026-11-25
measure = "visitors"
kind = "counted"
value = 9
source = ["gazette"]

[[edition]]
id = "brazil-2028"
[[edition.notice]]
known = 2026-11-25
year = 2028
status = "tentative"
source = ["gazette"]
"""
CHANGED = """\
[[session]]
id = "raid-demonstration"
title = "RAID, live"

[[theme]]
date = 2023-11-15
half_day = "afternoon"
title = "Continuum"
"""
# A small data folder in which all is right, and how to ask for what each file holds.
SHOW = (GOOD / "oslo" / "show.toml").read_text("utf-8")
FILES: dict[str, Callable[[Catalog], object]] = {
    "oslo/show.toml": lambda data: data.shows,
    "oslo/2028.toml": lambda data: data.programme("oslo-2028"),
    "news.toml": lambda data: data.news,
    "sources.toml": lambda data: data.sources,
}
TOO_DEEP = "found tables or lists nested too deeply; expected fewer levels"
LONG = b"#" * 50_000 + b"\n"
# Eleven parts, of every kind.
DEEP_KEY = b" . ".join([b"a"] * 7 + [b"'b.\"'", b'"c.\\""', b"-", b"_"])
NOT_TOML = {
    "latin-1": (
        b"# a\n# \xe9",
        "line 2: found byte 0xe9; expected UTF-8; save the file as UTF-8",
    ),
    "utf-16": (
        SHOW.encode("utf-16"),
        "line 1: found byte 0xff; expected UTF-8; save the file as UTF-8",
    ),
    "byte order mark": (
        SHOW.encode("utf-8-sig"),
        "line 1: found a byte order mark; expected UTF-8 without one;"
        " save the file without it",
    ),
    "NUL": (
        b"a = '\0'",
        r"line 1: found no TOML at column 6 (Found invalid character '\x00');"
        " expected a line of TOML",
    ),
    "deep lists": (b"a=" + b"[" * 10_000, TOO_DEEP),
    "deep tables": (b"a=" + b"{a=" * 10_000, TOO_DEEP),
    "deep key": (b".".join([b"a"] * 10_000) + b"=1", TOO_DEEP),
    "many deep keys": (
        LONG + DEEP_KEY + b" = 1",
        f"line 2: {TOO_DEEP}",
    ),
    "a deep header": (
        LONG + b" [" + DEEP_KEY + b"]",
        f"line 2: {TOO_DEEP}",
    ),
    "deep keys in tables": (
        LONG + b"b = { c = 1," + DEEP_KEY + b" = 1}",
        f"line 2: {TOO_DEEP}",
    ),
    "nothing": (b"", "line 1: show: found nothing; expected a table"),
    "a number of a million digits": (
        b"a = 1" + b"0" * 1_000_000,
        "found over 1000000 digits in a row; expected a shorter number",
    ),
    "a hexadecimal number of thousands of digits": (
        b"a = 0x" + b"f" * 5_000,
        "found a number of thousands of digits; expected a shorter number",
    ),
    "over 4 MiB": (
        b"#" * 4_194_305,
        "found over 4194304 bytes; expected at most that many; divide the file",
    ),
}
PASSED = "answered without this file, see milipol check"
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


def _put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


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
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("key", [DEEP_KEY, DEEP_KEY.partition(b" . ")[2]])
def test_keys_of_ten_parts_are_read_and_deeper_ones_of_small_files(
    tmp_path: Path, key: bytes
) -> None:
    """They cost much only where there are many of them."""
    is_deep = key == DEEP_KEY
    text = key + b" = 1\n" + b"#" * (40_000 if is_deep else 200_000)
    read = layer(_put(tmp_path, "a.toml", text))
    assert read is not None
    place: Any = read.table
    depth = 0
    while isinstance(place, dict):
        (place,) = place.values()
        depth += 1
    assert depth == 10 + is_deep


def test_the_bundle_is_the_first_folder(bundle: Catalog) -> None:
    (found,) = data_folders(None)
    assert Catalog([found]).shows == bundle.shows


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
def test_the_application_folder_is_read_where_it_exists(tmp_path: Path) -> None:
    own = tmp_path / "config" / "milipol" / "data"
    own.mkdir(parents=True)
    assert data_folders(None)[1:] == data_folders("")[1:] == (own,)


def test_named_folders_take_the_place_of_the_application_folder(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("config/milipol/data", "b", "a b")]
    for folder in folders:
        folder.mkdir(parents=True)
    named = os.pathsep.join(["", *map(str, folders[1:]), ""])
    assert data_folders(named)[1:] == tuple(folders[1:])


@pytest.mark.parametrize("named", ["{data}", "{own}:{own}", "{own}:{data}/.:{link}"])
def test_no_folder_lies_over_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, named: str
) -> None:
    """Whatever name it has: a notice of it would be told twice."""
    own, link = tmp_path / "own", tmp_path / "link"
    _put(own, "brazil/show.toml", ADDED)
    link.symlink_to("own")
    names = named.format(data=DATA, own=own, link=link).replace(":", os.pathsep)
    monkeypatch.setenv("MILIPOL_DATA", names)
    folders = [DATA] if named == "{data}" else [DATA, own]
    assert data_folders(names) == tuple(folders)
    told = run("show", "brazil-2026", "--json").json
    monkeypatch.setenv("MILIPOL_DATA", os.pathsep.join(map(str, folders[1:])))
    assert run("show", "brazil-2026", "--json").json == told


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_named_folder_must_be_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "own"
    if kind == "file":
        path.touch()
    monkeypatch.setenv("MILIPOL_DATA", f"{DATA}{os.pathsep}{path}")
    ran = run("upcoming")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        f"milipol: MILIPOL_DATA names '{path}', which is not a folder;"
        " correct it or unset it\n"
    )


def test_a_folder_without_a_show_file_is_no_show(tmp_path: Path) -> None:
    _put(tmp_path, "oslo/2028.toml", 'edition = "oslo-2028"')
    _put(tmp_path, "readme.txt", "not data")
    assert Catalog([tmp_path]).shows == ()


def test_a_file_named_like_a_show_is_no_show(folder: Path, bundle: Catalog) -> None:
    _put(folder, "paris", "not a folder")
    assert Catalog([DATA, folder]).shows == bundle.shows


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    empty = Catalog([tmp_path])
    assert (empty.shows, empty.news, empty.sources) == ((), (), {})
    assert empty.programme("oslo-2028") is None


def test_shows_need_no_file_but_their_own(
    folder: Path, run: Run, bundle: Catalog
) -> None:
    """Everything else may be broken: it is not opened."""
    for name in ("news.toml", "sources.toml", "paris/2027.toml", "paris/2023.toml"):
        _put(folder, name, b"\xff")
    assert Catalog([DATA, folder]).shows == bundle.shows
    assert run("upcoming").code == 0


def test_a_table_may_hold_only_what_it_changes(folder: Path, bundle: Catalog) -> None:
    text = '[show]\naliases = ["idf"]\n[[venue]]\nid = "le-bourget"\nname = "Hall 5"\n'
    _put(folder, "paris/show.toml", text)
    there = _of(bundle.shows, "paris")
    show = msgspec.structs.replace(there.show, aliases=("idf",))
    venues = list(there.venue)
    at = [venue.id for venue in venues].index("le-bourget")
    venues[at] = msgspec.structs.replace(venues[at], name="Hall 5")
    expected = _with(bundle.shows, "paris", show=show, venue=tuple(venues))
    assert Catalog([DATA, folder]).shows == expected


def test_notices_figures_and_editions_are_added_to_those_there(
    folder: Path, bundle: Catalog
) -> None:
    _put(folder, "brazil/show.toml", ADDED)
    held = builders.notice("2026-11-25", "2026-04-14/2026-04-16", "held")
    counted = Figure(
        known=builders.day("2026-11-25"),
        measure="visitors",
        kind="counted",
        value=9,
        source=builders.SOURCE,
    )
    (there,) = _of(bundle.shows, "brazil").edition
    notices, figures = (*there.notice, held), (*there.figure, counted)
    editions = (
        msgspec.structs.replace(there, notice=notices, figure=figures),
        builders.edition(
            "brazil-2028", builders.notice("2026-11-25", "2028", "tentative")
        ),
    )
    expected = _with(bundle.shows, "brazil", edition=editions)
    assert Catalog([DATA, folder]).shows == expected


def test_a_show_is_added_in_order_of_id(bundle: Catalog) -> None:
    by_id = sorted((*bundle.shows, *Catalog([GOOD]).shows), key=lambda it: it.show.id)
    assert Catalog([DATA, GOOD]).shows == tuple(by_id)


def test_a_programme_news_and_sources_are_added(bundle: Catalog) -> None:
    own, both = Catalog([GOOD]), Catalog([DATA, GOOD])
    assert both.programme("oslo-2028") == own.programme("oslo-2028")
    assert both.programme("paris-2023") == bundle.programme("paris-2023")
    assert both.news == (*bundle.news, *own.news)
    assert both.sources == {**bundle.sources, **own.sources}


def test_one_session_and_one_half_day_may_be_changed(
    folder: Path, bundle: Catalog
) -> None:
    _put(folder, "paris/2023.toml", CHANGED)
    there = bundle.programme("paris-2023")
    assert there is not None
    themes, sessions = list(there.theme), list(there.session)
    themes[2] = msgspec.structs.replace(themes[2], title="Continuum")
    sessions[5] = msgspec.structs.replace(sessions[5], title="RAID, live")
    assert Catalog([DATA, folder]).programme("paris-2023") == msgspec.structs.replace(
        there, theme=tuple(themes), session=tuple(sessions)
    )


@pytest.mark.parametrize(
    ("order", "name"), [("ab", "Milipol Norway"), ("ba", "Milipol Oslo")]
)
def test_later_folders_lie_over_earlier_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, order: str, name: str
) -> None:
    _put(tmp_path, "a/oslo/show.toml", SHOW)
    _put(tmp_path, "b/oslo/show.toml", '[show]\nname = "Milipol Norway"\n')
    folders = os.pathsep.join(str(tmp_path / folder) for folder in order)
    monkeypatch.setenv("MILIPOL_DATA", folders)
    (edition,) = run("upcoming", "oslo", "--json").json["editions"]
    assert edition["name"] == name


_any_table = builders.any_table(st.none(), st.booleans())


@given(_any_table, _any_table)
def test_any_table_can_lie_over_any_other(
    base: dict[str, Any], over: dict[str, Any]
) -> None:
    """Neither is changed, no key is lost, and the upper one's plain values count."""
    kept = copy.deepcopy((base, over))
    merged = merging.laid_over(base, over)
    assert (base, over) == kept
    assert merged.keys() == base.keys() | over.keys()
    plain = {key: it for key, it in over.items() if not isinstance(it, (dict, list))}
    assert {key: merged[key] for key in plain} == plain


@pytest.mark.parametrize("name", ["asia-pacific", "techx", "MTX", "Singapore"])
def test_an_alias_means_its_show(bundle: Catalog, name: str) -> None:
    assert bundle.show_ids([name]) == ("asia-pacific",)


@pytest.mark.parametrize(
    "asked",
    ["paris-2023", "Villepinte-2023", "paris-2023/2023-11-15", "paris-2023/opening"],
)
def test_an_edition_or_its_part_means_its_show(bundle: Catalog, asked: str) -> None:
    assert bundle.show_ids([asked, "qatar"]) == ("paris", "qatar")


def test_shows_keep_the_order_of_asking_once_each(bundle: Catalog) -> None:
    asked = ["qatar", "laad", "doha", "paris", "brazil"]
    assert bundle.show_ids(asked) == ("qatar", "brazil", "paris")
    assert bundle.show_ids([]) == ()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("parsi", "did you mean paris?"),
        ("singapur", "did you mean asia-pacific?"),
        ("INDIE", "did you mean india?"),
        ("zzz", "expected asia-pacific, brazil, india, paris, qatar"),
        ("", "expected asia-pacific, brazil, india, paris, qatar"),
    ],
)
def test_an_unknown_show_is_refused_with_the_nearest(
    bundle: Catalog, name: str, near: str
) -> None:
    with pytest.raises(UnknownId) as caught:
        bundle.show_ids(["qatar", name])
    assert str(caught.value) == f"no show '{name}'; {near}"


@pytest.mark.parametrize(("others", "near"), [(1_874, ["dubai-2028"]), (1_875, [])])
def test_an_unknown_id_is_compared_with_so_many_letters(
    others: int, near: list[str]
) -> None:
    """Those of 80-letter ids by the ten thousand would take a minute."""
    known = ["f" * (others - 1_804), *(f"{at:080}" for at in range(1_874))]
    assert nearest.ids("dubay-2028", [*known, "dubai-2028"]) == near
    names = {**dict.fromkeys(known, "a"), "dubai-2028": "dubai"}
    hint = nearest.show_hint("dubay-2028", names)
    assert hint == ("did you mean dubai?" if near else "expected a, dubai")
    parts = [(f"dubai-2028/{key}", "") for key in [*known, "opening-in"]]
    assert nearest.parts("dubai-2028/openin-in", parts) == (
        ["dubai-2028/opening-in"] if near else []
    )


def test_what_is_asked_of_a_show_is_told_by_its_nearest_names() -> None:
    names = {"paris": "paris", "parisian": "versailles", "oslo": "oslo"}
    for asked, hint in (
        ("2028-05-03", "a day is asked for with --on 2028-05-03"),
        ("x2028-05-03", "expected oslo, paris, versailles"),
        ("parisi", "did you mean paris or versailles?"),
        ("paxxsx", "did you mean paris?"),
        ("paxxsxxx", "expected oslo, paris, versailles"),
    ):
        assert nearest.show_hint(asked, names) == hint


def test_a_part_is_what_comes_after_the_first_slash() -> None:
    parts = [("dubai-2028/opening-in", "")]
    assert nearest.parts("dubai-2028/opening/in", parts) == ["dubai-2028/opening-in"]


def test_an_alias_names_one_show(folder: Path) -> None:
    _put(folder, "qatar/show.toml", '[show]\naliases = ["villepinte"]\n')
    with pytest.raises(InvalidData) as caught:
        _ = Catalog([DATA, folder]).shows
    assert str(caught.value) == (
        f"{folder / 'qatar' / 'show.toml'}: line 2: show.aliases[0]: found"
        " 'villepinte', which names paris too; expected a name of one show;"
        " choose another"
    )


@pytest.mark.parametrize("case", cases.WRONG, ids=cases.title)
def test_wrong_data_is_refused(tmp_path: Path, case: str) -> None:
    """With one of the faults that `check` finds in the file."""
    name, told = cases.written(case, tmp_path)
    message = _refusal(lambda: FILES[name](Catalog([tmp_path])), tmp_path / name)
    assert f"{name}: {message}" in told


@pytest.mark.parametrize("case", cases.SENSELESS, ids=cases.title)
def test_what_makes_no_sense_is_read(tmp_path: Path, case: str) -> None:
    name, _ = cases.written(case, tmp_path)
    FILES[name](Catalog([tmp_path]))


@pytest.mark.parametrize("name", FILES)
def test_good_data_is_read(name: str) -> None:
    assert FILES[name](Catalog([GOOD]))


@pytest.mark.parametrize("name", ["agenda", "oslo-2028", "2028"])
def test_a_reserved_id_is_refused(tmp_path: Path, name: str) -> None:
    path = _put(tmp_path, f"{name}/show.toml", SHOW.replace('"oslo"', f'"{name}"'))
    message = _refusal(lambda: Catalog([tmp_path]).shows, path)
    wanted = "an id that is not 'agenda' and ends in no year"
    assert message == f"line 2: show.id: found {name!r}; expected {wanted}"


@pytest.mark.parametrize("case", NOT_TOML)
def test_what_is_not_toml_is_refused(tmp_path: Path, case: str) -> None:
    raw, message = NOT_TOML[case]
    path = _put(tmp_path, "oslo/show.toml", raw)
    assert _refusal(lambda: Catalog([tmp_path]).shows, path) == message


def test_what_is_nested_too_deeply_to_be_told_is_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    found = form.first({"show": {"zone": deep}}, ShowFile)
    assert found.place == ("show", "zone")


def test_a_file_of_4_mib_is_read(tmp_path: Path) -> None:
    _put(tmp_path, "oslo/show.toml", SHOW.ljust(catalog.MAX_BYTES, "\n"))
    assert [file.show.id for file in Catalog([tmp_path]).shows] == ["oslo"]


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "oslo" / "show.toml"
    path.mkdir(parents=True)
    message = _refusal(lambda: Catalog([tmp_path]).shows, path)
    assert message == "found what is no plain file; expected one"


@posix
@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nowhere", "a link that leads nowhere; expected a file; remove the link"),
        (
            "news.toml",
            f"what cannot be read ({os.strerror(errno.ELOOP)});"
            " expected a file that can",
        ),
        ("/dev/zero", "what is no plain file; expected one"),
    ],
    ids=["dangling", "loop", "device"],
)
def test_a_bad_link_is_refused(tmp_path: Path, target: str, reason: str) -> None:
    path = tmp_path / "news.toml"
    path.symlink_to(target)
    message = _refusal(lambda: Catalog([tmp_path]).news, path)
    assert message == f"found {reason}"


@posix
def test_a_pipe_is_passed_over_at_once(folder: Path) -> None:
    path = folder / "oslo" / "show.toml"
    path.parent.mkdir()
    os.mkfifo(path)
    message = f"milipol: {path}: found what is no plain file; expected one; {PASSED}\n"
    code, out, err = _process()
    assert (code, err) == (0, message)
    assert out.startswith("Milipol network")


@posix
@unprivileged
@pytest.mark.parametrize("name", ["oslo/show.toml", "."], ids=["file", "folder"])
def test_what_may_not_be_read_is_passed_over(folder: Path, name: str) -> None:
    path = _put(folder, "oslo/show.toml", SHOW).parents[1] / name
    path.chmod(0)
    found = _process(*UNPRIVILEGED)
    path.chmod(0o700)
    reason = os.strerror(errno.EACCES)
    said = f"found what cannot be read ({reason}); expected a file that can"
    code, out, err = found
    assert (code, err) == (0, f"milipol: {path}: {said}; {PASSED}\n")
    assert out.startswith("Milipol network")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("oslo/show.toml", "value = 500", f"value = {'9' * 5_000}"),
        ("oslo/show.toml", "value = 500", f"value = 0x{'f' * 5_000}"),
        (
            "oslo/show.toml",
            'id = "oslo-2028"',
            f'id = "oslo-2028"\nnumber = 0x{"f" * 5_000}',
        ),
        ("oslo/show.toml", "start = 2028-05-03\nend = 2028-05-05", 'month = "0000-05"'),
        ("oslo/2028.toml", "10:00:00", '"10:00:00+02:00"'),
    ],
    ids=["long integer", "long figure", "long number", "month of no year", "offset"],
)
def test_a_value_that_no_answer_can_print_is_refused(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    text = (GOOD / name).read_text("utf-8")
    path = _put(tmp_path, name, text.replace(old, new))
    assert _refusal(lambda: FILES[name](Catalog([tmp_path])), path)


def test_a_list_of_sources_is_replaced(folder: Path) -> None:
    text = '[[venue]]\nid = "le-bourget"\nsource = ["senat-2000", "own"]\n'
    _put(folder, "paris/show.toml", text)
    venues = {it.id: it for it in _of(Catalog([DATA, folder]).shows, "paris").venue}
    assert venues["le-bourget"].source == ("senat-2000", "own")


def test_what_cannot_be_merged_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "a/oslo/show.toml", 'venue = [["hall"]]')
    path = _put(tmp_path, "b/oslo/show.toml", '[[venue]]\nid = "hall"')
    data = Catalog([tmp_path / "a", tmp_path / "b"])
    assert _refusal(lambda: data.shows, path)


def test_a_key_like_the_end_of_a_message_is_one_line(tmp_path: Path) -> None:
    text = SHOW.replace("[show]", '[show]\n"a - at `$\\u001b" = 1')
    path = _put(tmp_path, "oslo/show.toml", text)
    assert _refusal(lambda: Catalog([tmp_path]).shows, path) == (
        r"line 2: show.'a - at `$\x1b': found an unknown key;"
        " expected a key like organiser, patron, website, rhythm or notes"
    )


def test_a_name_too_long_for_a_folder_is_refused() -> None:
    with pytest.raises(InvalidData):
        data_folders("a" * 5_000)


@unprivileged
@posix
@pytest.mark.parametrize(
    ("closed", "named"),
    [("config/milipol", None), ("a", "a/b")],
    ids=["application folder", "folder above"],
)
def test_a_folder_that_may_not_be_entered_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str, named: str | None
) -> None:
    path = tmp_path / closed
    _put(path, "data/oslo/show.toml" if named is None else "show.toml", SHOW)
    if named is not None:
        monkeypatch.setenv("MILIPOL_DATA", str(tmp_path / named))
    path.chmod(0)
    code, out, err = _process(*UNPRIVILEGED)
    path.chmod(0o700)
    assert (code, out, err.count("\n")) == (4, "", 1)


def test_a_long_value_is_quoted_in_part(tmp_path: Path) -> None:
    zone = f'zone = "{"x" * 10_000}"'
    text = SHOW.replace('zone = "Europe/Oslo"', zone)
    path = _put(tmp_path, "oslo/show.toml", text)
    message = _refusal(lambda: Catalog([tmp_path]).shows, path)
    assert message == (
        f"line 8: show.zone: found '{'x' * 79} ...;"
        " expected a time zone like Europe/Paris"
    )


def test_the_file_that_makes_data_wrong_is_named(tmp_path: Path) -> None:
    """With the place in that file, though its tables stand elsewhere when merged."""
    first, second = tmp_path / "a", tmp_path / "b"
    text = '[[edition]]\nid = "paris-2029"\n[[edition.notice]]\nstatus = "maybe"\n'
    path = _put(first, "paris/show.toml", text)
    _put(second, "paris/show.toml", '[show]\nname = "Milipol"\n')
    data = Catalog([DATA, first, second])
    assert _refusal(lambda: data.shows, path) == (
        "line 4: edition[0].notice[0].status: found 'maybe';"
        " expected tentative, announced, postponed, cancelled or held"
    )


def test_shows_that_share_a_name_no_more_when_it_is_looked_into_are_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their files are rewritten, or removed, in between: neither is at fault."""
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    _put(folder, "sources.toml", (GOOD / "sources.toml").read_text("utf-8"))
    look = Data._without_shared_names

    for last in (None, "norway", "sweden"):
        for name in ("oslo", "bergen"):
            _put(folder, f"{name}/show.toml", text.replace("oslo", name))

        def change(
            self: Data, files: Sequence[ShowFile], last: str | None = last
        ) -> Iterator[str]:
            (folder / "bergen" / "show.toml").unlink(missing_ok=True)
            if last is None:
                (folder / "oslo" / "show.toml").unlink(missing_ok=True)
            else:
                _put(folder, "oslo/show.toml", text.replace("norway", last))
            return look(self, files)

        monkeypatch.setattr(Data, "_without_shared_names", change)
        found = [(it.show.id, it.show.aliases) for it in Data([folder]).shows]
        assert found in ([], [("oslo", (last,))])


def test_an_edition_has_sixty_days_at_most(folder: Path) -> None:
    """Data that says it is longer makes no list without end."""
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    text = text.replace("end = 2028-05-05", "end = 2028-08-01")
    _put(folder, "oslo/show.toml", text)
    data = Catalog([folder])
    assert str(data.find("oslo-2028/2028-07-01", at(ON)).day) == "2028-07-01"
    with pytest.raises(UnknownId):
        data.find("oslo-2028/2028-07-02", at(ON))


def test_what_a_file_of_the_readers_states_is_known(
    folder: Path, tmp_path: Path
) -> None:
    """Of a show, an edition, a day or a session, and whether it adds or changes."""
    second = tmp_path / "second"
    _put(
        folder,
        "paris/show.toml",
        '[show]\ncity = "Paris"\n[[edition]]\nid = "paris-2023"\nnotes = ["x"]\n'
        '[[venue]]\nid = "own"\nzone = "UTC"\nsource = ["own"]\n',
    )
    _put(
        folder,
        "paris/2023.toml",
        'edition = "paris-2023"\nnotes = ["n"]\n'
        '[[session]]\nid = "supper"\nkind = "talk"\n'
        'source = ["own"]\n[[theme]]\ndate = 2023-11-17\ntitle = "T"\n',
    )
    _put(second, "paris/2023.toml", '[[session]]\nid = "supper"\nroom = "5"\n')
    entry = '[[source]]\nid = "{}"\npublisher = "Us"\nkind = "press"\n'
    sources = "".join(map(entry.format, ("own", "sfaf-2025-11", "other")))
    _put(folder, "sources.toml", sources)
    data = Catalog([DATA, folder, second])
    first, other = folder / "paris", second / "paris"

    def stated(
        key: str, *cited: str
    ) -> list[tuple[str, str, str, bool, tuple[str, ...]]]:
        found = data.overrides(data.find(key, at(ON)), cited)
        return [(it.file, it.kind, it.id, it.adds, it.keys) for it in found]

    edition = (str(first / "show.toml"), "edition", "paris-2023", False, ("notes",))
    supper = [
        (str(first / "2023.toml"), "session", "supper", True, ("kind", "source")),
        (str(other / "2023.toml"), "session", "supper", False, ("room",)),
    ]
    assert stated("paris") == [
        (str(first / "show.toml"), "show", "", False, ("city",)),
        edition,
        (str(first / "show.toml"), "venue", "own", True, ("zone", "source")),
    ]
    notes = (str(first / "2023.toml"), "notes", "", True, ("notes",))
    assert stated("paris-2023/supper") == [edition, notes, *supper]
    theme = (str(first / "2023.toml"), "theme", "2023-11-17", False, ("title",))
    assert stated("paris-2023") == [edition, notes, supper[0], theme, supper[1]]
    for key in ("paris", "paris-2023", "paris-2023/supper"):
        assert stated(key, "own", "sfaf-2025-11")[len(stated(key)) :] == [
            (str(folder / "sources.toml"), "source", name, adds, ("publisher", "kind"))
            for name, adds in (("own", True), ("sfaf-2025-11", False))
        ]
    assert Catalog([DATA]).overrides(data.find("paris", at(ON)), ()) == ()
