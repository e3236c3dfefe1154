"""Published folders, as `milipol update` fetches them, and a server for them."""

import contextlib
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

import trustme

from conftest import DATA, ON

NEXT_REVIEW = "2027-01-10"
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


def newer_data(folder: Path, review: str = NEXT_REVIEW) -> Path:
    """The bundled data as reviewed later, when Paris 2027 had moved."""
    shutil.copytree(DATA, folder)
    for path in folder.glob("*/show.toml"):
        text = path.read_text("utf-8").replace(f"= {ON}", f"= {review}")
        path.write_text(text, "utf-8")
    for name, added in {"paris/show.toml": MOVE, "sources.toml": SOURCE}.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(added)
    return folder


def publish(target: Path, data: Path, **changed: Any) -> Path:
    """Writes a published folder of some data, as `milipol publish` does.

    `changed` are other values in its manifest.
    """
    (target / "data").mkdir(parents=True, exist_ok=True)
    files = []
    for path in sorted(data.rglob("*.toml")):
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        beside = target / "data.new"
        beside.write_bytes(raw)
        beside.replace(target / "data" / digest)
        name = path.relative_to(data).as_posix()
        files.append(
            {
                "path": f"data/{digest}",
                "name": name,
                "size": len(raw),
                "sha256": digest,
            }
        )
    manifest = {
        "schema": 1,
        "milipol": "2.0",
        "reviewed": NEXT_REVIEW,
        "serial": 1,
        "files": files,
        "written": [{"path": "index.html", "size": 1, "sha256": "0" * 64}],
        **changed,
    }
    beside = target / "manifest.new"
    beside.write_text(json.dumps(manifest, indent=1), "utf-8")
    beside.replace(target / "manifest.json")
    return target


def listed(target: Path, name: str) -> Path:
    """The published file that has a data file."""
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    (path,) = [file["path"] for file in manifest["files"] if file["name"] == name]
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
