"""What an update takes from a published folder, refuses, or has already."""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import ON, write_file
from milipol_cli.base.errors import CannotWrite, InvalidData
from milipol_cli.commands.update import store
from milipol_cli.commands.update.source import LocalFolder, ReadFile
from milipol_cli.commands.update.store import Offer
from milipol_cli.network import manifest as manifests
from milipol_cli.network.load.fetched import Fetched, State, fetched_in_use, read_state
from milipol_cli.network.load.reading import Base, bundle
from milipol_cli.network.manifest import Manifest, PublishedDataFile

MIB = 1024 * 1024
HERE = "https://www.example.org/milipol"
ELSEWHERE = "https://elsewhere.example.org"
NOTHING = manifests.digest(b"")
OLDER = (
    f"{HERE}/manifest.json: older than the data here ({{}}), which stays; milipol"
    " update --back switches to the previous data"
)


def file(name: str = "news.toml", size: int = 0, sha256: str = NOTHING) -> PublishedDataFile:
    return PublishedDataFile(path=f"data/{sha256}", name=name, size=size, sha256=sha256)


def show(reviewed: str = "2026-12-03") -> tuple[PublishedDataFile, bytes]:
    """The file of a show that was reviewed on a day, as far as it is read here."""
    raw = f"reviewed = {reviewed}\n".encode()
    return file("paris/show.toml", len(raw), manifests.digest(raw)), raw


def raw_manifest(
    reviewed: str = "2026-12-03", serial: int = 1, *files: PublishedDataFile, **changed: Any
) -> bytes:
    manifest = {
        "schema": 1,
        "milipol": "4.0",
        "reviewed": reviewed,
        "serial": serial,
        "files": [
            {"path": each.path, "name": each.name, "size": each.size,
             "sha256": each.sha256}
            for each in files or (show(reviewed)[0],)
        ],
        **changed,
    }  # fmt: skip
    return json.dumps(manifest).encode()


@dataclasses.dataclass
class Shelf(LocalFolder):
    """A published folder that has only a manifest; it notes what it was asked."""

    raw: bytes
    address: str = HERE
    etag: str = '"new"'
    asked: list[tuple[str, int, str | None]] = dataclasses.field(default_factory=list)

    def read(self, path: str, most_bytes: int, etag: str | None = None) -> ReadFile | None:
        """The manifest; None if it has the tag."""
        self.asked.append((path, most_bytes, etag))
        return None if etag == self.etag else ReadFile(self.raw, self.etag)


def put_in_use(root: Path, raw: bytes, address: str = HERE, etag: str | None = '"old"') -> Fetched:
    """Data that was fetched, with this manifest and its one file, which is empty."""
    manifest = manifests.read_manifest(raw, address)
    fetched = Fetched("a", manifest.reviewed, manifest.serial, address, etag)
    write_file(root / "a" / "manifest.json", raw)
    write_file(root / "a" / "paris/show.toml", show(str(manifest.reviewed))[1])
    store.write_state(root, State(current=fetched))
    return fetched


@pytest.mark.parametrize(
    ("here", "address", "offered", "outcome"),
    [
        (None, HERE, (ON, 1), "nothing"),
        (None, HERE, ("2026-12-02", 1), "new"),
        (("2026-12-03", 3), HERE, ("2026-12-03", 4), "new"),
        (("2026-12-03", 3), HERE, ("2026-12-04", 3), "new"),
        (("2026-12-03", 3), HERE, ("2026-12-04", 2), "serial 2, here 3"),
        (("2026-12-03", 3), HERE, ("2026-12-02", 4), "new"),
        (("2026-12-03", 3), HERE, (ON, 4), "new"),
        (("2026-12-03", 3), ELSEWHERE, ("2026-12-04", 2), "new"),
        (("2026-12-03", 3), ELSEWHERE, ("2026-12-03", 2), "new"),
        (("2026-12-03", 3), ELSEWHERE, ("2026-12-02", 4),
         "reviewed 2026-12-02, here 2026-12-03"),
        # The bundled data is as new as what was fetched, and in use.
        ((ON, 3), HERE, (ON, 4), "nothing"),
        ((ON, 3), HERE, ("2026-12-02", 4), "new"),
        (("2026-11-20", 3), ELSEWHERE, ("2026-11-19", 4), "nothing"),
    ],
)  # fmt: skip
def test_only_what_is_newer_is_taken(
    tmp_path: Path,
    here: tuple[str, int] | None,
    address: str,
    offered: tuple[str, int],
    outcome: str,
) -> None:
    if here is not None:
        put_in_use(tmp_path, raw_manifest(*here), address)
    other = file("india/show.toml")
    shelf = Shelf(raw_manifest(*offered, other))
    if outcome not in ("nothing", "new"):
        with pytest.raises(InvalidData) as error:
            store.find_offer(shelf, tmp_path)
        assert str(error.value) == OLDER.format(outcome)
    else:
        offer = store.find_offer(shelf, tmp_path)
        reviewed = dt.date.fromisoformat(offered[0])
        name = manifests.digest(shelf.raw)[:16]
        expected = Offer(
            Fetched(name, reviewed, offered[1], HERE, '"new"'),
            Manifest(reviewed=reviewed, serial=offered[1], files=(other,)),
            shelf.raw,
            is_used=outcome == "new",
        )
        assert offer == expected
    # A tag means nothing to another server.
    tag = '"old"' if here is not None and address == HERE else None
    assert shelf.asked == [("manifest.json", 4 * MIB, tag)]


@pytest.mark.parametrize(
    ("here", "there"), [((), ("paris",)), (("paris",), ()), (("paris",), ("paris",))]
)
def test_a_folder_of_some_shows_is_never_older_than_another(
    tmp_path: Path, here: tuple[str, ...], there: tuple[str, ...]
) -> None:
    fetched = put_in_use(tmp_path, raw_manifest("2026-12-03", 3), ELSEWHERE)
    in_use = msgspec.structs.replace(fetched, only=here)
    store.write_state(tmp_path, State(current=in_use))
    shelf = Shelf(raw_manifest("2026-12-02", 1, only=list(there)))
    offer = store.find_offer(shelf, tmp_path)
    assert offer is not None
    assert offer.fetched.only == there


def test_what_has_the_tag_or_the_bytes_of_the_data_here_is_not_new(tmp_path: Path) -> None:
    raw = raw_manifest()
    fetched = put_in_use(tmp_path, raw)
    assert store.find_offer(Shelf(b"is not read", etag='"old"'), tmp_path) is None
    for address in (HERE, ELSEWHERE):
        for serial in (1, 2):  # with the same data
            shelf = Shelf(raw_manifest(serial=serial), address)
            offer = store.find_offer(shelf, tmp_path)
            assert offer is not None
            assert (offer.is_known, offer.fetched.folder) == (True, fetched.folder)


@pytest.mark.parametrize(
    ("reviewed", "adds", "is_newer"),
    [
        ("2026-11-23", True, False),
        (ON, False, False),
        (ON, True, True),
        ("2026-12-02", False, True),
    ],
)
def test_with_the_same_review_the_data_is_newer_if_it_adds_to_the_bundled(
    tmp_path: Path, reviewed: str, adds: bool, is_newer: bool
) -> None:
    offer = store.find_offer(Shelf(raw_manifest(reviewed, adds=adds)), tmp_path)
    assert offer is not None
    assert offer.is_used == is_newer
    fetched = Fetched("a", dt.date.fromisoformat(reviewed), 1, HERE, adds=adds)
    write_file(tmp_path / "a" / "paris/show.toml", show(reviewed)[1])
    store.write_state(tmp_path, State(current=fetched))
    assert (fetched_in_use(tmp_path) is not None) == is_newer


@pytest.mark.parametrize("damage", ["other bytes", "more bytes", "lost", "no manifest"])
def test_damaged_data_is_as_if_it_were_not_here(tmp_path: Path, damage: str) -> None:
    hashed = file(size=1, sha256=manifests.digest(b"#"))
    raw = raw_manifest("2026-12-03", 3, hashed, show()[0])
    shelf = Shelf(raw)
    name = manifests.digest(raw)[:16]
    folder = tmp_path / name
    folder.mkdir()
    (folder / "manifest.json").write_bytes(raw)
    (folder / "news.toml").write_bytes(b"#")
    write_file(folder / "paris/show.toml", show()[1])
    fetched = Fetched(name, dt.date(2026, 11, 30), 3, HERE, '"old"')
    store.write_state(tmp_path, State(current=fetched))
    assert store.whole_manifest(folder)
    assert folder in store.sound_base(tmp_path)[:2]
    match damage:
        case "other bytes":
            (folder / "news.toml").write_bytes(b"\n")
        case "more bytes":
            (folder / "news.toml").write_bytes(b"##")
        case "lost":
            (folder / "news.toml").unlink()
        case _:
            (folder / "manifest.json").unlink()
    assert not store.whole_manifest(folder)
    assert store.sound_base(tmp_path) == Base(bundle())
    offer = store.find_offer(shelf, tmp_path)
    assert offer is not None
    assert offer.fetched.folder == f"{name}-mended"
    assert shelf.asked == [("manifest.json", 4 * MIB, None)]


def test_what_is_here_is_not_fetched_and_what_is_wrong_is_fetched_twice(tmp_path: Path) -> None:
    put_in_use(tmp_path, raw_manifest())
    state = read_state(tmp_path)
    wrong = file("oslo/show.toml", 1, manifests.digest(b"#"))
    shelf = Shelf(b"!")
    manifest = Manifest(
        reviewed=dt.date(2026, 12, 1), serial=2, files=(show()[0], wrong, file("sources.toml"))
    )
    fetched = Fetched("b", manifest.reviewed, manifest.serial, HERE)
    steps: list[tuple[int, int]] = []
    with pytest.raises(InvalidData) as error:
        store.fetch_checked(
            Offer(fetched, manifest, b"{}"),
            shelf,
            tmp_path,
            lambda done, of: steps.append((done, of)),
        )
    assert str(error.value) == (
        f"{HERE}/{wrong.path}: not the oslo/show.toml that the manifest lists, even"
        " when fetched again; the data stays as it is"
    )
    assert shelf.asked == [(wrong.path, 1, None)] * 2
    assert steps == [(0, 3), (1, 3)]
    assert read_state(tmp_path) == state
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "current.json"]


def test_only_folders_that_are_in_use_stay(tmp_path: Path) -> None:
    put_in_use(tmp_path, raw_manifest())
    for name in ("killed", "killed/paris"):
        (tmp_path / name).mkdir()
    (tmp_path / "notes.txt").write_text("", "utf-8")
    with store.update_lock(tmp_path, read_state(tmp_path)):
        assert not (tmp_path / "killed").exists()
        (tmp_path / "lost").mkdir()
    names = {path.name for path in tmp_path.iterdir() if path.suffix != ".lock"}
    assert names == {"a", "current.json", "notes.txt"}
    with (
        pytest.raises(CannotWrite, match="another milipol has updated it; try again"),
        store.update_lock(tmp_path, State()),
    ):
        pass


def refused(raw: bytes) -> str:
    with pytest.raises(InvalidData) as error:
        manifests.read_manifest(raw, "at")
    return str(error.value)


def files_of(number: int, size: int = 0) -> list[PublishedDataFile]:
    return [file(f"show-{at}/show.toml", size) for at in range(number)]


def test_a_manifest_may_be_as_large_as_its_limits() -> None:
    for files in (files_of(2_000), files_of(16, 4 * MIB)):
        raw = raw_manifest("2026-12-03", 2**53, *files)
        expected = Manifest(reviewed=dt.date(2026, 12, 3), serial=2**53, files=tuple(files))
        assert manifests.read_manifest(raw, "at") == expected
    many = raw_manifest("2026-12-03", 1, *files_of(2_001))
    assert refused(many) == "at: lists more than 2,000 files"
    heavy = raw_manifest("2026-12-03", 1, *files_of(16, 4 * MIB), file(size=1))
    assert refused(heavy) == "at: its files have more than 64 MiB"
    large = raw_manifest("2026-12-03", 1, file(size=4 * MIB + 1))
    assert refused(large) == "at: news.toml is larger than 4 MiB"


NOT_A_MANIFEST = "not a manifest of milipol ("


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'{"schema": 1, "milipol": "\xff"}', NOT_A_MANIFEST),
        (b'{"a": ' + b"[" * 100_000, NOT_A_MANIFEST),
        (raw_manifest(milipol="2.0\x1b[31m"), NOT_A_MANIFEST),
        (raw_manifest(serial=2**53 + 1), NOT_A_MANIFEST),
        (raw_manifest(files=[]), "has pages, but no data; publish it again, with milipol 4.0"),
        *(
            (raw_manifest(ON, 1, file(name)), f"{name!r} is not the name of a data file")
            for name in ("../show.toml", "/etc/show.toml", "paris/show.toml\n", "agenda.toml")
        ),
        (
            raw_manifest(
                ON,
                1,
                PublishedDataFile(path="data/passwd", name="news.toml", size=0, sha256=NOTHING),
            ),
            "news.toml is not in data/ under its hash",
        ),
        (raw_manifest(ON, 1, file(), file()), "news.toml is listed twice"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused(raw: bytes, why: str) -> None:
    assert refused(raw).startswith(f"at: {why}")


@pytest.mark.parametrize(
    ("version", "schema", "needed"),
    [("1.99", 1, ""), ("4.0", 1, ""), ("4.1", 1, "milipol 4.1"),
     ("10.0", 1, "milipol 10.0"), ("2.0", 2, "a newer milipol"), ("2.0", 0, "")],
)  # fmt: skip
def test_a_manifest_may_need_a_later_milipol(version: str, schema: int, needed: str) -> None:
    raw = raw_manifest(milipol=version, schema=schema)
    if needed:
        assert refused(raw) == f"at: needs {needed}: upgrade milipol"
    else:
        assert manifests.read_manifest(raw, "at").files == (show()[0],)
