"""Published folders, as `milipol update` fetches them, and a server for them."""

import contextlib
import datetime as dt
import hashlib
import http.server
import json
import shutil
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from conftest import DATA, ON, rewrite
from milipol_cli.commands.publish import folder
from milipol_cli.commands.publish.folder import write_folder
from milipol_cli.network import as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import MANIFEST
from milipol_cli.network.load.sharing import shared_data
from publishing import NOW, published

NEXT_REVIEW = "2027-01-10"
# When all newer data has been reviewed.
LATER = "2027-09-02"
# What the newer data has: Paris 2027 is announced, for other days.
MOVE = """
[[edition.notice]]
known = 2027-01-08
start = 2027-11-09
end = 2027-11-12
status = "announced"
source = ["organiser-2027"]
"""
SOURCE = """
[[source]]
id = "organiser-2027"
publisher = "Milipol"
kind = "organiser"
date = 2027-01-08
"""
# What a team adds: sessions, from a source older than the bundled data.
SESSION = """
[[session]]
id = "{id}"
date = {date}
start = 10:00
end = 10:30
title = "{id}"
kind = "workshop"
"""
OLD_SOURCE = """
[[source]]
id = "team-plan"
publisher = "The team"
kind = "organiser"
date = 2026-11-20
"""
EXTRA = 'edition = "paris-2027"\nsource = ["team-plan"]\n'


def set_clock(patch: pytest.MonkeyPatch, day: str = LATER) -> None:
    """Makes it a day, for commands that are asked without --on."""
    noon = dt.datetime.fromisoformat(f"{day}T12:00Z")
    patch.setattr(as_of, "_now", lambda _: noon)


def newer_data(target: Path, review: str = NEXT_REVIEW) -> Path:
    """The bundled data without lists, as reviewed later, when Paris 2027 had moved."""
    lists = shutil.ignore_patterns("*.exhibitors.toml", "companies.toml")
    shutil.copytree(DATA, target, ignore=lists)
    for path in target.glob("*/show.toml"):
        rewrite(path, f"= {ON}", f"= {review}")
    for name, added in {"paris/show.toml": MOVE, "sources.toml": SOURCE}.items():
        with (target / name).open("a", encoding="utf-8") as file:
            file.write(added)
    return target


def publish(target: Path, *folders: Path, on: str = NEXT_REVIEW) -> Path:
    """Writes a published folder of data folders, without its pages."""
    data = Catalog(folders, lambda _: None)
    shown = published(data, on, base_url=None)
    with without_pages():
        write_folder(str(target), shown, shared_data(data), now=NOW, force=False)
    return target


@contextlib.contextmanager
def without_pages() -> Iterator[None]:
    """Lets `milipol publish` write only the data, which is all that is fetched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "outputs", lambda _: ())
        yield


def marked_data(data: Path, target: Path, word: str) -> Path:
    """A copy of data with a word in two of its files."""
    shutil.copytree(data, target)
    for name in ("paris", "qatar"):
        show = target / name / "show.toml"
        show.write_text(f"# {word}\n{show.read_text('utf-8')}", "utf-8")
    return target


def manifest_of(target: Path) -> dict[str, Any]:
    """The manifest of a published folder."""
    manifest: dict[str, Any] = json.loads((target / MANIFEST).read_text("utf-8"))
    return manifest


def data_published(target: Path) -> dict[str, bytes]:
    """The data files of a published folder, by their names in a data folder."""
    return {
        file["name"]: (target / file["path"]).read_bytes() for file in manifest_of(target)["files"]
    }


def change_manifest(target: Path, **values: Any) -> None:
    """Gives a manifest other values, which `milipol publish` would not write."""
    changed = json.dumps({**manifest_of(target), **values})
    (target / MANIFEST).write_text(changed, "utf-8")


def listed(target: Path, name: str) -> Path:
    """The published file that has a data file."""
    files = manifest_of(target)["files"]
    (path,) = [file["path"] for file in files if file["name"] == name]
    return target / str(path)


class Server(http.server.ThreadingHTTPServer):
    """A web server for a folder on this computer; `asked` are the paths it was asked.

    Answers to the paths in `odd` are bytes that are sent as they are, one after the
    other, with `pause_seconds` between them.
    """

    daemon_threads = True

    def __init__(self, root: Path, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.asked: list[str] = []
        self.odd: dict[str, list[bytes]] = {}
        self.pause_seconds = 0.0
        self.scheme = "http" if context is None else "https"
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def address(self) -> str:
        """Where it answers."""
        host = "localhost" if self.scheme == "https" else "127.0.0.1"
        return f"{self.scheme}://{host}:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Nothing: a client may close the connection when it likes."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        name = self.path.removeprefix("/")
        self.server.asked.append(name)
        if name in self.server.odd:
            for part in self.server.odd[name]:
                self.wfile.write(part)
                self.wfile.flush()
                time.sleep(self.server.pause_seconds)
            return
        path = self.server.root / name
        if not path.is_file():
            self.send_error(404)
            return
        raw = path.read_bytes()
        etag = f'"{hashlib.sha256(raw).hexdigest()[:8]}"'
        if self.headers["If-None-Match"] == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextlib.contextmanager
def serving(root: Path, authority: trustme.CA | None = None) -> Iterator[Server]:
    """A server for a folder; over TLS, if there is an authority."""
    context = None
    if authority is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
    with Server(root, context) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
