"""`milipol update` from a real server, over TLS by an authority made for the test."""

import contextlib
import hashlib
import itertools
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import trustme

from conftest import DATA, ON, Golden, Run, write_file
from environments import unmeasured
from milipol_cli.base import bounded
from milipol_cli.cli import environment
from milipol_cli.commands.update import query, source
from milipol_cli.network.load.fetched import (
    MANIFEST,
    bundle_reviewed,
    fetched_in_use,
    read_state,
    reviewed_in_use,
    without_added,
)
from milipol_cli.network.load.ids import Catalog
from processes import QUICK, clocked, on_terminal
from published import (
    LATER,
    NEXT_REVIEW,
    Server,
    change_manifest,
    data_published,
    listed,
    manifest_of,
    marked_data,
    newer_data,
    publish,
    serving,
    set_clock,
)
from publishing import contents

MIB = 1024 * 1024
PREVIOUS = ", which stays; milipol update --back switches to the previous data\n"
STAYS = "; the data stays as it is\n"


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data that was reviewed later than the bundled data."""
    return newer_data(tmp_path_factory.mktemp("newer") / "data")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, newer: Path) -> Path:
    """What is published of the newer data."""
    return publish(tmp_path_factory.mktemp("kept") / "published", newer)


@pytest.fixture
def published(tmp_path: Path, kept: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "published"))


@pytest.fixture
def server(
    tmp_path: Path, published: Path, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A server over TLS, whose authority this computer trusts."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with serving(published, authority) as running:
        yield running


@pytest.fixture
def fetched() -> Path:
    """The folder of fetched data."""
    folder = environment.fetched_folder()
    assert folder is not None
    return folder


def folders(fetched: Path) -> set[str]:
    """The names of the folders with fetched data."""
    if not fetched.exists():
        return set()
    return {path.name for path in fetched.iterdir() if path.is_dir()}


def bundled_is_in_use(fetched: Path) -> bool:
    """Whether nothing is left of an update that failed."""
    return environment.base().root == DATA and folders(fetched) == set()


def test_brings_what_is_newer_and_reports_it(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, server: Server, folder: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    run("agenda", "add", "paris-2027")
    # A file of one's own that is wrong is reported by other commands, not here.
    write_file(folder / "own" / "show.toml", "[show]\n")
    ran = run("update", server.address)
    assert (ran.code, ran.out) == (0, "")
    golden("updated.txt", ran.err.replace(server.address, "https://www.example.org"))
    changed = {"paris/show.toml", "sources.toml", "qatar/show.toml"}
    asked = {server.root / name for name in server.asked}
    assert {listed(server.root, name) for name in changed} <= asked
    assert listed(server.root, "paris/2023.toml") not in asked
    (edition,) = run("upcoming", "--json", "--on", "2027-02-01").json["editions"]
    assert (edition["id"], edition["start"]) == ("paris-2027", "2027-11-09")
    assert run("show", "paris", "--json").json["data_as_of"] == NEXT_REVIEW


def test_asks_only_for_the_manifest_if_nothing_is_new(
    run: Run, server: Server, fetched: Path
) -> None:
    run("update", server.address)
    state = read_state(fetched)
    server.asked.clear()
    ran = run("update")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"Up to date: data reviewed 10 Jan 2027; nothing newer at {server.address}\n"
    )
    assert server.asked == ["manifest.json"]
    assert read_state(fetched) == state
    assert state.current is not None
    assert state.current.etag is not None


def test_old_data_is_to_be_updated_if_an_address_is_known(
    run: Run, monkeypatch: pytest.MonkeyPatch, published: Path
) -> None:
    later = ("upcoming", "--on", "2027-10-01", "--format", "plain")
    upgrade = ", 304 days ago: upgrade milipol (git pull, then install it again).\n"
    assert run(*later).out.endswith(upgrade)
    config = environment.config_file()
    assert config is not None
    config.parent.mkdir(parents=True)
    for text in ("", "[update\n"):
        config.write_text(text, "utf-8")
        assert run(*later).out.endswith(upgrade)
    config.unlink()
    monkeypatch.setenv("MILIPOL_UPDATE_URL", str(published))
    assert run(*later).out.endswith(", 304 days ago: milipol update.\n")
    monkeypatch.delenv("MILIPOL_UPDATE_URL")
    run("update", str(published))
    assert run(*later).out.endswith(", 264 days ago: milipol update.\n")


def test_reports_as_json(run: Run, golden: Golden, published: Path) -> None:
    run("agenda", "add", "paris-2027")
    ran = run("update", str(published), "--json")
    assert (ran.code, ran.err) == (0, "")
    golden("updated.json", ran.out.replace(str(published), "/media/stick/milipol"))
    assert run("update", "--json").json["outcome"] == "up to date"


def test_says_only_errors_if_asked(run: Run, published: Path) -> None:
    ran = run("update", str(published), "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    shutil.rmtree(published)
    ran = run("update", "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"milipol: {str(published)!r}: no such file or folder; ")


def test_only_looks_if_asked(run: Run, published: Path, fetched: Path) -> None:
    ran = run("update", str(published), "--check")
    assert (ran.code, ran.out) == (10, "")
    assert ran.err == (
        f"Newer data, reviewed 10 Jan 2027 (here 1 Dec 2026); run milipol update {published}\n"
    )
    assert not fetched.exists()
    assert run("update").code == 2  # nor is the address remembered
    run("update", str(published))
    moved = published.rename(published.with_name("moved"))
    assert run("update", str(moved), "--remember").code == 0  # up to date
    assert run("update", "--check").code == 0


def test_goes_back_and_forth(run: Run, published: Path, fetched: Path, folder: Path) -> None:
    """What the reader has added stays, and is not news, also beside a damaged file."""
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "own"\npublisher = "We"\nkind = "organiser"\n', "utf-8"
    )
    (folder / "news.toml").write_text(
        '[[news]]\nid = "own"\nknown = 2026-11-20\ntitle = "Ours"\nsource = ["own"]\n', "utf-8"
    )
    write_file(folder / "mine" / "show.toml", "[show]\n")
    assert run("update", "--back").refusal == (
        4,
        "no data was fetched yet, so there is none to go back to",
    )
    run("update", str(published))
    ran = run("update", "--back")
    assert (ran.code, ran.err) == (
        0,
        "Now using the bundled data, reviewed 1 Dec 2026; previously the data from"
        f" {published}, reviewed 10 Jan 2027; milipol update gets the newest data\n"
        "\n No longer in the data: 1 news item.\n",
    )
    assert environment.base().root == DATA
    assert "0 files fetched" in run("update").err
    assert reviewed_in_use(fetched).isoformat() == NEXT_REVIEW
    back = run("update", "--back", "--json").json
    assert (back["address"], back["lost_news"]) == (None, 1)
    assert (back["reviewed"], back["before"]) == (ON, NEXT_REVIEW)
    assert {show["reviewed"] for show in back["shows"]} == {ON}
    back = run("update", "--back", "--json").json
    assert (back["address"], len(back["news"])) == (str(published), 1)
    assert (back["reviewed"], back["before"]) == (NEXT_REVIEW, ON)
    assert {show["reviewed"] for show in back["shows"]} == {NEXT_REVIEW}


def test_an_address_comes_from_the_call_the_environment_or_the_last_update(
    run: Run, tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = environment.config_file()
    assert config is not None
    other = Path(shutil.copytree(published, tmp_path / "other"))
    shows = dict.fromkeys(manifest_of(other)["shows"], ON)
    change_manifest(other, reviewed=ON, shows=shows)
    monkeypatch.setenv("MILIPOL_UPDATE_URL", str(other))
    assert str(other) in run("update").err
    assert run("update", "--json").json["shows"] == []  # all as bundled
    assert not config.exists()
    run("update", str(published))
    written = f'[update]\naddress = "{published}"\n'
    assert config.read_text("utf-8").endswith(written)
    monkeypatch.delenv("MILIPOL_UPDATE_URL")
    assert str(published) in run("update").err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '# Ours.\r\n[update]\r\naddress = "x"  # old\r\n# end\r\n',
            '# Ours.\r\n[update]\r\naddress = "{}"  # old\r\n# end\r\n',
        ),
        (
            'update = { address = "x" }\n',
            '# Where milipol update fetches data from.\n\n[update]\naddress = "{}"\n',
        ),
    ],
    ids=["table", "inline"],
)
def test_an_address_is_replaced_where_it_is(
    run: Run, published: Path, before: str, after: str
) -> None:
    """Comments stay; settings in a form that only a person writes are written anew."""
    config = environment.config_file()
    assert config is not None
    write_file(config, before)
    run("update", str(published), "--remember")
    assert config.read_bytes().decode() == after.format(published)


def test_settings_with_errors_are_refused(run: Run) -> None:
    config = environment.config_file()
    assert config is not None
    write_file(config, '[update]\nadress = "x"\n')
    assert run("update").refusal == (
        4,
        f"{config}: line 2: update.adress: unknown key 'adress'; did you mean address?",
    )


def test_a_damaged_version_is_not_gone_back_to(
    run: Run, tmp_path: Path, published: Path, newer: Path, fetched: Path
) -> None:
    """The one before it is, since a damaged one is fetched again."""
    run("update", str(published))
    publish(published, marked_data(newer, tmp_path / "next", "next"))
    run("update")
    current = fetched_in_use(fetched)
    assert current is not None
    name = current.folder
    assert name in folders(fetched)
    (fetched / name / "paris" / "show.toml").write_text("[show]\n", "utf-8")
    assert run("update").code == 0
    assert run("update", "--back").code == 0
    show = environment.base().root / "paris" / "show.toml"
    newer_show = (newer / "paris" / "show.toml").read_bytes()
    assert show.read_bytes() == without_added(newer_show)
    shutil.rmtree(fetched / f"{name}-mended")
    state = read_state(fetched)
    assert run("update", "--back").refusal == (
        4,
        "the previous data is damaged or gone; milipol update fetches the newest",
    )
    assert read_state(fetched) == state


def test_a_new_manifest_of_the_same_data_is_noted(run: Run, server: Server, fetched: Path) -> None:
    """So that the server need not send it again, and none before it is taken."""
    run("update", server.address)
    before = read_state(fetched)
    change_manifest(server.root, serial=20261124081600)
    assert run("update", "--check").code == 0
    assert read_state(fetched) == before
    assert "Up to date" in run("update").err
    after = read_state(fetched)
    assert before.current is not None
    assert after.current is not None
    assert after.before == before.before
    assert after.current.folder == before.current.folder
    assert after.current.serial == 20261124081600
    assert after.current.etag != before.current.etag


def test_a_damaged_state_says_what_to_do(run: Run, published: Path, fetched: Path) -> None:
    fetched.mkdir(parents=True)
    state = fetched / "current.json"
    state.write_text("{", "utf-8")
    for args in (("upcoming",), ("update", str(published))):
        assert run(*args).refusal == (4, f"{state}: damaged; remove it, and run milipol update")
    state.unlink()
    state.mkdir()
    assert run("upcoming").err == (f"milipol: {state}: cannot be read: Is a directory\n")


def test_what_you_had_added_is_ignored_and_listed(
    run: Run, golden: Golden, tmp_path: Path, newer: Path, folder: Path
) -> None:
    own = '[[source]]\nid = "own"\npublisher = "We"\nkind = "organiser"\n'
    edition = """
[[edition]]
id = "qatar-2028"
number = 17
number_basis = "counted"
[[edition.notice]]
known = 2026-11-20
start = 2028-10-03
end = 2028-10-05
status = "announced"
source = ["{}"]
"""
    (folder / "sources.toml").write_text(own, "utf-8")
    write_file(folder / "qatar" / "show.toml", edition.format("own"))
    run("agenda", "add", "qatar-2028")
    data = shutil.copytree(newer, tmp_path / "data")
    with (data / "qatar" / "show.toml").open("a", encoding="utf-8") as file:
        file.write(edition.format("organiser-2027").replace("2026-11-20", "2027-01-08"))
    published = publish(tmp_path / "published", data)
    ran = run("update", str(published))
    assert ran.code == 0
    shown = ran.err.replace(str(published), "/media/stick/milipol")
    golden("ignored.txt", shown.replace(str(folder), "/home/reader/data"))
    assert [pick["id"] for pick in run("agenda", "--json").json["items"]] == ["qatar-2028"]


def _files(published: Path) -> list[dict[str, object]]:
    """The data files that a manifest lists."""
    files: list[dict[str, object]] = manifest_of(published)["files"]
    return files


def _top(**values: object) -> Callable[[Path], None]:
    return lambda published: change_manifest(published, **values)


def _raw(raw: bytes) -> Callable[[Path], None]:
    def write(published: Path) -> None:
        (published / "manifest.json").write_bytes(raw)

    return write


def _show(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def changed(published: Path) -> None:
        path = listed(published, name)
        path.write_bytes(change(path.read_bytes()))

    return changed


def _last_file_only(published: Path) -> None:
    sources = [file for file in _files(published) if file["name"] == "sources.toml"]
    change_manifest(published, files=sources)


NOT_A_MANIFEST = "manifest.json: not a manifest of milipol ("
REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "no-manifest": (
        lambda published: (published / "manifest.json").unlink(),
        "manifest.json: cannot be read: ",
    ),
    "no-json": (_raw(b"<html>"), NOT_A_MANIFEST),
    "large": (_raw(b" " * (4 * MIB + 1)), "manifest.json: larger than the 4,194"),
    "long": (_show("paris/show.toml", lambda raw: raw + b" "), ": larger than the "),
    "lost-file": (
        lambda published: listed(published, "paris/show.toml").unlink(),
        f" is missing, which is paris/show.toml{STAYS}",
    ),
    "too-new": (
        _top(reviewed="2027-09-03"),
        ": its manifest says reviewed 2027-09-03, but its latest review is of"
        f" 2027-01-10{STAYS}",
    ),
    "from-the-future": (
        _top(reviewed="2027-09-04"),
        f"manifest.json: says reviewed 2027-09-04, but today is {LATER}{STAYS}",
    ),
    "no-show": (_last_file_only, ": the data has no show\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("place", ["server", "folder"])
def test_what_is_wrong_is_refused_in_a_line(
    run: Run, server: Server, fetched: Path, name: str, place: str
) -> None:
    address = server.address if place == "server" else str(server.root)
    spoil, message = REFUSED[name]
    spoil(server.root)
    ran = run("update", address)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"milipol: {address}")
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err[:-1].isprintable()
    assert bundled_is_in_use(fetched)
    assert not (fetched.parent / "config.toml").exists()


def test_data_with_errors_is_refused(run: Run, published: Path, fetched: Path) -> None:
    raw = listed(published, "paris/show.toml").read_bytes()
    raw = raw.replace(b'status = "announced"\n', b"", 2)
    digest = hashlib.sha256(raw).hexdigest()
    (published / "data" / digest).write_bytes(raw)
    new = {"path": f"data/{digest}", "size": len(raw), "sha256": digest}
    files = _files(published)
    change_manifest(
        published,
        files=[{**file, **new} if file["name"] == "paris/show.toml" else file for file in files],
    )
    ran = run("update", str(published))
    assert ran.code == 4
    assert ran.err.startswith(f"milipol: {published}: paris/show.toml: line ")
    assert ran.err.endswith(" (1 more)\n")
    assert bundled_is_in_use(fetched)


def test_a_wrong_file_is_fetched_once_more(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed(server.root, "paris/show.toml")
    good, name = path.read_bytes(), f"data/{path.name}"
    path.write_bytes(good.replace(b"Paris", b"Peril"))
    read = source.WebFolder.read

    def mended(self: source.WebFolder, *args: object) -> source.ReadFile | None:
        answer = read(self, *args)  # type: ignore[arg-type]
        if args[0] == name:
            path.write_bytes(good)
        return answer

    monkeypatch.setattr(source.WebFolder, "read", mended)
    assert run("update", server.address).code == 0
    assert server.asked.count(name) == 2


HEAD = b"HTTP/1.0 200 OK\r\n"
ODD: dict[str, tuple[list[bytes], str]] = {
    "truncated": ([HEAD + b"Content-Length: 100\r\n\r\n{"], "it ended too early"),
    "truncated-chunks": (
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"],
        "it ended too early",
    ),
    "nothing": ([b""], "Remote end closed connection without response"),
    "no-http": ([b"hello\r\n\r\n"], "the server does not answer as a web server"),
    "not-found": ([b"HTTP/1.0 404 \x1b[31m\r\n\r\n"], "the server answered 404"),
    "not-modified": ([b"HTTP/1.0 304 x\r\n\r\n"], "the server answered 304"),
    "to-http": (
        [b"HTTP/1.0 302 x\r\nLocation: http://localhost/manifest.json\r\n\r\n"],
        "it redirects to an address without HTTPS",
    ),
    "to-file": (
        [b"HTTP/1.0 302 x\r\nLocation: file:///etc/passwd\r\n\r\n"],
        "the server answered 302",
    ),
    "slow-headers": ([HEAD] + [b"X-A: b\r\n"] * 100, "the server is too slow"),
    "slow-body": ([HEAD + b"\r\n"] + [b" "] * 100, "the server is too slow"),
    "silent": ([HEAD] * 2, "the server is too slow"),
    "late": ([HEAD + b"\r\n{}"], "the server is too slow"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_server_that_does_not_answer_well(
    run: Run, monkeypatch: pytest.MonkeyPatch, server: Server, fetched: Path, name: str
) -> None:
    parts, why = ODD[name]
    server.odd["manifest.json"] = parts
    if "slow" in why:
        server.pause_seconds = 0.3 if name == "silent" else 0.02
        monkeypatch.setattr(source, "_READ_SECONDS", 0.2)
        monkeypatch.setattr(source, "_ALL_SECONDS", 0 if name == "late" else 0.3)
    ran = run("update", server.address)
    url = f"{server.address}/manifest.json"
    assert (ran.code, ran.err) == (4, f"milipol: {url}: cannot be read: {why}{STAYS}")
    assert bundled_is_in_use(fetched)


def test_redirects_are_followed_five_times(run: Run, server: Server) -> None:
    def redirect(path: str, target: str) -> None:
        location = f"{server.address}/{target}".encode()
        server.odd[path] = [b"HTTP/1.0 302 x\r\nLocation: " + location + b"\r\n\r\n"]

    (server.root / "manifest.json").rename(server.root / "m5")
    for number in range(5):
        redirect(f"m{number}", f"m{number + 1}")
    redirect("manifest.json", "m1")
    assert run("update", server.address, "--check").code == 10
    redirect("manifest.json", "m0")
    ran = run("update", server.address, "--check")
    assert (ran.code, ran.err.count("the server answered 302")) == (4, 1)


def test_a_certificate_that_is_not_trusted_or_for_another_name(run: Run, server: Server) -> None:
    ran = run("update", server.address, SSL_CERT_FILE=os.devnull)
    assert ran.code == 4
    assert ": cannot be read: its certificate is not valid: " in ran.err
    ran = run("update", server.address.replace("localhost", "127.0.0.1"))
    assert ran.code == 4
    assert ": its certificate is not valid: IP address mismatch" in ran.err


def test_a_server_without_tls_is_only_read_on_this_computer(run: Run, published: Path) -> None:
    proxy = {"http_proxy": "http://127.0.0.1:9/"}  # it is not asked
    with serving(published) as server:
        assert run("update", server.address, **proxy).code == 0
        secure = server.address.replace("http:", "https:")
        ran = run("update", secure, **proxy)
    assert ran.code == 4
    assert ": cannot be read: no secure connection (" in ran.err


@pytest.mark.parametrize("name", ["a\0b", "\udcff", "a" * 5_000])
def test_a_name_that_no_folder_can_have(run: Run, name: str) -> None:
    ran = run("update", name)
    assert (ran.code, ran.err.count(": no such file or folder; expected ")) == (2, 1)


def test_without_a_network(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ran = run("update", "https://www.example.org")
    url = "https://www.example.org/manifest.json"
    why = "the host is not known, or there is no network"
    assert (ran.code, ran.err) == (4, f"milipol: {url}: cannot be read: {why}{STAYS}")


def test_a_folder_with_something_that_is_no_file(run: Run, published: Path, fetched: Path) -> None:
    path = listed(published, "paris/show.toml")
    path.unlink()
    os.mkfifo(path)
    assert run("update", str(published)).refusal == (4, f"{path}: not a regular file")
    assert bundled_is_in_use(fetched)


def test_without_a_home_there_is_no_place(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milipol_cli.cli.environment.own_path", lambda _: None)
    assert run("update").refusal == (
        4,
        "your home folder is not known, so there is no place for data; set HOME",
    )
    assert run("upcoming").code == 0


def test_the_bundle_says_in_one_line_of_a_show_when_it_was_reviewed() -> None:
    days = {file.show.reviewed for file in Catalog([DATA]).shows}
    assert bundle_reviewed() == min(days)


def test_shows_a_bar_while_it_fetches(published: Path, fetched: Path) -> None:
    shown, code = on_terminal("update", str(published), program=clocked(0.2))
    assert code == 0
    assert "Fetching data" in shown
    for switch in ("--quiet", "--json"):
        shutil.rmtree(fetched)
        args = ("update", str(published), switch)
        shown, code = on_terminal(*args, program=clocked(0.2))
        assert (code, "Fetching" in shown) == (0, False)


def test_a_full_disk_leaves_the_data_as_it_is(
    run: Run, published: Path, fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        ran = run("update", str(published))
    assert ran.code == 5
    assert ran.err.endswith(": cannot be written: No space left on device\n")
    assert bundled_is_in_use(fetched)
    shutil.rmtree(fetched)
    fetched.write_text("", "utf-8")
    assert run("update", str(published)).code == 5


@pytest.mark.parametrize("etag", [b'"\x1b]0;x"', b'"a"\r\n "b"', b'"\xff"', b"a"])
def test_a_tag_that_cannot_be_sent_back_is_not_kept(
    run: Run, server: Server, fetched: Path, etag: bytes
) -> None:
    raw = (server.root / "manifest.json").read_bytes()
    head = b"HTTP/1.0 200 OK\r\nETag: " + etag + b"\r\n\r\n"
    server.odd["manifest.json"] = [head + raw]
    assert run("update", server.address).code == 0
    state = read_state(fetched)
    assert state.current is not None
    assert state.current.etag is None
    assert "Up to date" in run("update").err


def interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def test_interrupted_the_data_stays_as_it_is(
    run: Run, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "call_reader", interrupt)
    ran = run("update", str(published))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "milipol: interrupted; the data stays as it is\n"
    assert environment.base().root == DATA


def test_newer_data_that_is_in_use_when_it_is_interrupted_stays_in_use(
    run: Run, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to report."""
    monkeypatch.setattr(query, "changes_between", interrupt)
    assert run("update", str(published)).code == 130
    assert environment.base().root != DATA


@pytest.mark.slow
def test_updates_while_others_publish_are_never_a_mix(
    run: Run, server: Server, tmp_path: Path, newer: Path
) -> None:
    """Two files of each version have the same word."""
    words = ("one", "two", "three")
    versions = [marked_data(newer, tmp_path / word, word) for word in words]
    publish(server.root, versions[1])
    is_over = threading.Event()

    def publish_on() -> None:
        for version in itertools.cycle(versions):
            # An update fails if what it fetches is gone twice before it is there.
            if is_over.wait(0.25):
                return
            publish(server.root, version)

    publisher = threading.Thread(target=publish_on)
    publisher.start()
    try:
        seen = set()
        for _ in range(100):
            assert run("update", server.address).code == 0
            base = environment.base().root
            first = {
                (base / name / "show.toml").read_text("utf-8").splitlines()[0]
                for name in ("paris", "qatar")
            }
            assert len(first) == 1
            seen |= first
    finally:
        is_over.set()
        publisher.join()
    assert len(seen) > 1


@pytest.mark.slow
def test_kills_at_random_moments_lose_nothing(
    run: Run, tmp_path: Path, server: Server, newer: Path, fetched: Path
) -> None:
    """After each, the data is that of before or of after, and the next update works."""
    chance = random.Random(22)
    run("update", server.address)
    versions = [marked_data(newer, tmp_path / name, name) for name in ("one", "two", "three")]
    publications = [
        publish(tmp_path / f"{version.name}-published", version) for version in versions
    ]
    wholes = [data_published(folder) for folder in (server.root, *publications)]
    began = time.monotonic()
    subprocess.run([*QUICK, "update"], check=True, capture_output=True, env=unmeasured())
    length = time.monotonic() - began
    first_serial = manifest_of(server.root)["serial"] + 1
    for serial in range(first_serial, first_serial + 200):
        # To publish anew each time would take most of the minutes.
        server.root = publications[serial % 3]
        change_manifest(server.root, serial=serial)
        before = read_state(fetched)
        process = subprocess.Popen(
            [*QUICK, "update"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=unmeasured(),
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 1.5 * length))
        process.kill()
        process.wait()
        state = read_state(fetched)
        if state != before:
            assert state.current is not None
            assert before.current is not None
            is_known = state.current.folder == before.current.folder
            assert state.before == (before.before if is_known else before.current)
            assert state.current.serial == serial
        base = environment.base().root
        del (files := contents(base))[MANIFEST]
        assert files in wholes
        if serial % 20 == 0:
            assert run("update").code == 0
            # One more, if it was killed when all was done: that goes next time.
            assert len(folders(fetched)) in (2, 3)


@pytest.mark.slow
def test_the_network_is_known_to_one_module_and_loaded_by_one_command() -> None:
    code = (
        "import sys\n"
        "from milipol_cli.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print({'ssl', 'socket'} & {*sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "upcoming"],
        capture_output=True,
        check=True,
        # coverage loads socket itself.
        env=unmeasured(),
    )
    assert ran.stderr == b"set()\n"
