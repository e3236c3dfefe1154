"""Where data is fetched from: an address, or a folder on this computer.

No other module uses the network. A server is not trusted: the time that it takes, the
data that it sends and the addresses that it sends us to are limited.
"""

import contextlib
import http.client
import os
import queue
import re
import socket
import ssl
import stat
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple

from milipol_cli import __version__
from milipol_cli.base.errors import BadInput, InvalidData, no_such_file
from milipol_cli.network.load.reading import is_folder

_EXPECTED = "expected an address with https:// or a folder that milipol publish wrote"
_READ_SECONDS = 10
_ALL_SECONDS = 120
_REDIRECTS = 5
_PART_BYTES = 65_536
_ETAG = re.compile('(W/)?"[!#-~]{0,200}"')
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1")


class ReadFile(NamedTuple):
    """A file that was read, with the tag that the server gave it."""

    raw: bytes
    etag: str | None = None


class MissingFile(InvalidData):
    """A file that is not in a published folder."""


def published_folder(name: str) -> "PublishedFolder":
    """The published folder with an address or a path; raises BadInput for neither."""
    if re.match("[A-Za-z][A-Za-z0-9+.-]*://", name):
        return WebFolder(name)
    with contextlib.suppress(InvalidData, OSError, ValueError):
        path = os.path.realpath(name)
        path.encode()  # the file of settings is UTF-8
        if name and is_folder(Path(path)):
            return LocalFolder(path)
    if os.path.lexists(name):
        raise BadInput(f"{name!r}: not a folder; {_EXPECTED}")
    raise no_such_file(name, _EXPECTED)


class LocalFolder:
    """A published folder on this computer, or on a stick."""

    def __init__(self, address: str) -> None:
        self.address = address

    def read(
        self,
        path: str,
        most_bytes: int,
        etag: str | None = None,  # noqa: ARG002  only servers have tags
    ) -> ReadFile | None:
        """A file in the folder; raises InvalidData if it cannot be read."""
        file = Path(self.address, path)
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                raise InvalidData(f"{file}: not a regular file")
            with file.open("rb") as opened:
                raw = opened.read(most_bytes + 1)
        except OSError as error:
            kind = MissingFile if isinstance(error, FileNotFoundError) else InvalidData
            raise kind(f"{file}: cannot be read: {error.strerror}") from None
        if len(raw) > most_bytes:
            raise InvalidData(f"{file}: larger than the {most_bytes:,} bytes expected")
        return ReadFile(raw)


class WebFolder:
    """A folder at an address; all reading from it must end within two minutes.

    Raises BadInput for an address that is not HTTPS, except on this computer.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        is_local = _is_local(address)
        self._deadline = time.monotonic() + _ALL_SECONDS
        self._director = urllib.request.OpenerDirector()
        # The authorities that this computer trusts; reading them takes a while.
        trusted = ssl.create_default_context()
        handlers: list[urllib.request.BaseHandler] = [
            urllib.request.ProxyHandler({} if is_local else None),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(context=trusted),
            _Redirects(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ]
        for handler in handlers:
            self._director.add_handler(handler)

    def read(self, path: str, most_bytes: int, etag: str | None = None) -> ReadFile | None:
        """A file in the folder; None if it still has the tag `etag`.

        Raises InvalidData if it cannot be read, is too large, or takes too long.
        """
        url = f"{self.address}/{path}"
        kind = InvalidData
        try:
            return _by_deadline(self._deadline, lambda: self._answer(url, most_bytes, etag))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == http.client.NOT_MODIFIED and etag is not None:
                return None
            if error.code in (http.client.NOT_FOUND, http.client.GONE):
                kind = MissingFile
            why = f"the server answered {error.code}"
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = _reason_in_words(error)
        raise kind(f"{url}: cannot be read: {why}; the data stays as it is")

    def _answer(self, url: str, most_bytes: int, etag: str | None) -> ReadFile:
        """The answer of the server; HTTPError if its file still has the tag `etag`."""
        headers = {"User-Agent": f"milipol/{__version__}"}
        if etag is not None:
            headers["If-None-Match"] = etag
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  checked
        with self._director.open(request, timeout=_READ_SECONDS) as response:
            new_etag = response.headers["ETag"]
            can_be_sent_back = new_etag and _ETAG.fullmatch(new_etag)
            raw = _read_body(response, url, most_bytes)
            return ReadFile(raw, new_etag if can_be_sent_back else None)


PublishedFolder = LocalFolder | WebFolder


def _by_deadline(deadline: float, answer: Callable[[], ReadFile]) -> ReadFile:
    """The answer of a function; raises TimeoutError if there is none by the deadline.

    Only a thread can be left behind wherever it waits: for the addresses of a host, for
    a connection, or for a server that sends a byte now and then. It ends with milipol.
    """
    answers: queue.SimpleQueue[ReadFile | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(answer())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        read = answers.get(timeout=max(deadline - time.monotonic(), 0))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(read, Exception):
        raise read
    return read


def _is_local(address: str) -> bool:
    """Whether an address is on this computer; raises BadInput if it is not allowed."""
    expected = "expected an address like https://www.example.org/milipol"
    try:
        parts = urllib.parse.urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # a wrong port raises, too
    except ValueError:  # its text may have a part of a password
        raise BadInput(f"{address!r}: {expected}") from None
    is_local = _LOOPBACK.fullmatch(host) is not None
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise BadInput(f"{address!r}: not HTTPS; expected https://... or a folder")
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if not host or not is_plain or not re.fullmatch("[!-~]+", address):
        raise BadInput(f"{address!r}: {expected}")
    return is_local


def _read_body(response: http.client.HTTPResponse, url: str, most_bytes: int) -> bytes:
    """The body of a response; raises InvalidData if it is larger than expected."""
    raw = bytearray()
    while part := response.read(_PART_BYTES):
        raw += part
        if len(raw) > most_bytes:
            raise InvalidData(f"{url}: larger than the {most_bytes:,} bytes expected")
    if response.length:
        raise http.client.IncompleteRead(bytes(raw))
    return bytes(raw)


def _reason_in_words(error: Exception) -> str:
    """Why a server could not be read, for people who do not know its protocols."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    match reason:
        case TimeoutError():
            return "the server is too slow"
        case socket.gaierror():
            return "the host is not known, or there is no network"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid: {reason.verify_message}"
        case ssl.SSLError():
            return f"no secure connection ({reason.reason})"
        case OSError():
            return reason.strerror or str(reason)
        case http.client.IncompleteRead():
            return "it ended too early"
        case _:
            return "the server does not answer as a web server"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to HTTPS only."""

    max_redirections = _REDIRECTS
    max_repeats = 1

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], *answer: Any
    ) -> urllib.request.Request | None:
        fp.close()  # else all of its body is read, however large it is
        if urllib.parse.urlsplit(answer[-1]).scheme != "https":
            raise OSError(0, "it redirects to an address without HTTPS")
        return super().redirect_request(req, fp, *answer)
