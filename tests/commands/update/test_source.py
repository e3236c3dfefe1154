"""Where `milipol update` fetches from, and what it asks of a server."""

import itertools
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from milipol_cli import __version__
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.cli import settings
from milipol_cli.commands.update import source
from milipol_cli.commands.update.source import WebFolder
from published import serving


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("https://www.example.org/milipol//", "https://www.example.org/milipol"),
        ("https://www.example.org:8443/XX", "https://www.example.org:8443/XX"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://127.0.0.1/a", "http://127.0.0.1/a"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
    ],
)
def test_an_address_is_https_or_on_this_computer(address: str, folder: str) -> None:
    assert WebFolder(address).address == folder


NOT_HTTPS = "not HTTPS; expected https://... or a folder"
NOT_PLAIN = "expected an address like https://www.example.org/milipol"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://www.example.org", NOT_HTTPS),
        ("http://localhost.example.org", NOT_HTTPS),
        ("http://1270.0.0.1", NOT_HTTPS),
        ("ftp://localhost", NOT_HTTPS),
        ("https://", NOT_PLAIN),
        ("https://www.example.org/?a=b", NOT_PLAIN),
        ("https://www.example.org/#a", NOT_PLAIN),
        ("https://me@www.example.org", NOT_PLAIN),
        ("https://:secret@www.example.org", NOT_PLAIN),
        ("https://www.example.org/mili pol", NOT_PLAIN),
        ("https://www.example.org/é", NOT_PLAIN),
        ("https://www.example.org:port", NOT_PLAIN),
    ],
)  # fmt: skip
def test_another_address_is_refused(address: str, why: str) -> None:
    with pytest.raises(BadInput) as error:
        WebFolder(address)
    assert str(error.value) == f"{address!r}: {why}"


@pytest.mark.parametrize("etag", [None, '"a"'])
def test_a_server_hears_only_of_milipol_and_its_own_tag(
    monkeypatch: pytest.MonkeyPatch, etag: str | None
) -> None:
    asked = []

    def opened(_: object, request: urllib.request.Request, timeout: float | None = None) -> None:
        asked.append((request.full_url, dict(request.header_items()), timeout))
        raise TimeoutError

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", opened)
    with pytest.raises(InvalidData) as error:
        WebFolder("https://www.example.org/").read("a", 1, etag)
    assert str(error.value) == (
        "https://www.example.org/a: cannot be read: the server is too slow; the data stays as it is"
    )
    headers = {"User-agent": f"milipol/{__version__}"}
    if etag is not None:
        headers["If-none-match"] = etag
    assert asked == [("https://www.example.org/a", headers, 10)]


def test_a_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9/")
    with pytest.raises(InvalidData, match="/a: cannot be read: Connection refused;"):
        WebFolder("https://www.example.org").read("a", 1)


def test_a_host_that_is_not_found_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it waits: no name server has a time limit of ours."""
    monkeypatch.setattr(source, "_ALL_SECONDS", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(30))
    with pytest.raises(InvalidData, match="/a: cannot be read: the server is too slow"):
        WebFolder("https://www.example.org").read("a", 1)


def test_an_answer_without_an_end_is_cut(tmp_path: Path) -> None:
    """As soon as it is too large, not when all of the time is over."""
    with serving(tmp_path) as server:
        parts = itertools.chain([b"HTTP/1.0 200 OK\r\n\r\n"], itertools.repeat(b"#" * 99))
        server.odd["a"] = parts  # type: ignore[assignment]
        with pytest.raises(InvalidData, match="/a: larger than the 99,999 bytes exp"):
            WebFolder(server.address).read("a", 99_999)


@pytest.mark.parametrize(
    "address", ["https://www.example.org/milipol", "/media/Ü 𝄞", 'C:\\"stick"', "a\tb"]
)
def test_an_address_is_remembered_as_it_is(tmp_path: Path, address: str) -> None:
    config = tmp_path / "settings" / "config.toml"
    assert settings.remembered_address(config) is None
    for _ in range(2):  # the second time, it is there
        settings.remember_address(config, address)
    assert settings.remembered_address(config) == address
    text = config.read_text("utf-8")
    assert text.startswith("# Where milipol update fetches data from.\n\n[update]\n")
    assert text.count("\n") == 4
    assert text.isascii() == address.isascii()  # people can read its letters
    config.write_text(f"{text[:-1]} # ours\n", "utf-8")
    settings.remember_address(config, "/other")
    assert settings.remembered_address(config) == "/other"
    assert config.read_text("utf-8").endswith('address = "/other" # ours\n')


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "Https"])
def test_what_has_a_scheme_is_an_address(scheme: str) -> None:
    folder = source.published_folder(f"{scheme}://www.example.org/milipol//")
    assert isinstance(folder, WebFolder)
    assert folder.address == f"{scheme}://www.example.org/milipol"
