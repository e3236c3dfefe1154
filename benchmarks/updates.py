"""What `milipol update` takes if nothing is new, from a server on this computer."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Limit, Row

PUBLISHED = Path(__file__).parents[1] / "tests" / "commands" / "update" / "own" / "published"
# What cannot be gone below: one request, by the library that reads the network.
REQUEST = "import typer, and one request"
MOST_OF_A_REQUEST = 1.3


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The address of a published folder that has nothing new."""
    handler = functools.partial(_Quiet, directory=str(PUBLISHED))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def rows(python: Path, milipol: Path, address: str) -> list[Row]:
    """One request alone, and an update without anything new."""
    code = (
        "import typer, urllib.request;"
        f" urllib.request.urlopen({address + '/manifest.json'!r}).read()"
    )
    limits = (Limit(MOST_OF_A_REQUEST, REQUEST),)
    return [
        Row(REQUEST, (python, "-c", code)),
        Row("update, nothing new", (milipol, "update", address), limits=limits),
    ]
