"""How long a server may take, and how much it may send."""

import socket
import time
from pathlib import Path
from typing import Any

import pytest

from milipol_cli.errors import InvalidData
from milipol_cli.update import web
from published import serving


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_what_a_redirect_sends_is_not_read(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its endless body would fill the memory until the server is too slow."""
    monkeypatch.setattr(web, "_READ_SECONDS", 0.5)
    head = f"HTTP/1.1 {code} Moved\r\nLocation: https://127.0.0.1:1/\r\n\r\n"
    with serving(tmp_path) as server:
        server.odd["a"] = [head.encode(), b"x"]
        server.pause_seconds = 1
        with pytest.raises(InvalidData, match="Connection refused"):
            web.WebFolder(server.address).read("a", 10)


def test_a_host_with_many_addresses_has_no_more_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None of them answers."""
    tried: list[float] = []

    def connect(_: object, seconds: float, *__: object) -> socket.socket:
        tried.append(seconds)
        clock[0] += seconds
        raise TimeoutError

    clock = [0.0]
    place: Any = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [place] * 20)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(InvalidData, match="the server is too slow"):
        web.WebFolder("https://www.example.org").read("a", 10)
    assert tried == [10] * 12
