"""A browser and a server on loopback, for slow tests of published pages."""

import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright


class Server(http.server.SimpleHTTPRequestHandler):
    """A server that logs nothing, and answers after `seconds`.

    A browser keeps nothing by itself: a page may change twice in a second.
    """

    seconds = 0.0

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def end_headers(self) -> None:
        """The headers, at whose end there is one more."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """A file, when the time has come."""
        time.sleep(type(self).seconds)
        super().do_GET()


@contextmanager
def served(folder: Path, kind: type[Server] = Server) -> Iterator[str]:
    """The address at which a folder is served, by a server of a kind."""
    handler = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it, the test is skipped."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not here")
    # Chromium has no sandbox for root.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()
