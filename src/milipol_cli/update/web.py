"""Reads files over HTTPS; no other module uses the network.

The server is a stranger: how long it may take, how much it may send and where it may
send us are bounded.
"""

import functools
import http.client
import io
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import IO, Any, NamedTuple

from milipol_cli import __version__
from milipol_cli.errors import BadInput, InvalidData

_READ_SECONDS = 10
_ALL_SECONDS = 120
_REDIRECTS = 5
_PART_BYTES = 65_536
_ETAG = re.compile('(W/)?"[!#-~]{0,200}"')
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1")


class Read(NamedTuple):
    """A file that was read, with the tag that the server gave it."""

    raw: bytes
    etag: str | None = None


class WebFolder:
    """A folder at an address; all that is read from it has two minutes.

    Raises BadInput for an address that is not HTTPS, except on this computer.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        is_local = _is_local(address)
        deadline = time.monotonic() + _ALL_SECONDS
        self._director = urllib.request.OpenerDirector()
        handlers: list[urllib.request.BaseHandler] = [
            urllib.request.ProxyHandler({} if is_local else None),
            _Http(deadline),
            _Https(deadline),
            _Redirects(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ]
        for handler in handlers:
            self._director.add_handler(handler)

    def read(self, path: str, most_bytes: int, etag: str | None = None) -> Read | None:
        """A file in the folder; None if it still has the tag `etag`.

        Raises InvalidData if it cannot be read, is too large, or takes too long.
        """
        url = f"{self.address}/{path}"
        headers = {"User-Agent": f"milipol/{__version__}"}
        if etag is not None:
            headers["If-None-Match"] = etag
        try:
            request = urllib.request.Request(url, headers=headers)  # noqa: S310  checked
            with self._director.open(request, timeout=_READ_SECONDS) as response:
                return Read(_body(response, url, most_bytes), _etag(response))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == http.client.NOT_MODIFIED and etag is not None:
                return None
            raise _unreadable(url, f"the server answered {error.code}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unreadable(url, _reason(error)) from None


def _is_local(address: str) -> bool:
    """Whether an address is on this computer; raises BadInput if it is not allowed."""
    expected = "expected an address like https://www.example.org/milipol"
    try:
        parts = urllib.parse.urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # its text may have a part of a password
        raise BadInput(f"{address!r}: {expected}") from None
    is_local = _LOOPBACK.fullmatch(host) is not None
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise BadInput(f"{address!r}: not HTTPS; expected https://... or a folder")
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if not host or not is_plain or not re.fullmatch("[!-~]+", address):
        raise BadInput(f"{address!r}: {expected}")
    return is_local


def _body(response: http.client.HTTPResponse, url: str, most_bytes: int) -> bytes:
    raw = bytearray()
    while part := response.read(_PART_BYTES):
        raw += part
        if len(raw) > most_bytes:
            raise InvalidData(f"{url}: larger than the {most_bytes:,} bytes expected")
    if response.length:
        raise _unreadable(url, "it ended too early")
    return bytes(raw)


def _etag(response: http.client.HTTPResponse) -> str | None:
    """The tag of an answer, if it can be sent back."""
    etag = response.headers["ETag"]
    return etag if etag and _ETAG.fullmatch(etag) else None


def _unreadable(url: str, why: str) -> InvalidData:
    return InvalidData(f"{url}: cannot be read: {why}; the data stays as it is")


def _reason(error: Exception) -> str:
    """Why nothing could be read, in a few words."""
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
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urllib.parse.urlsplit(newurl).scheme != "https":
            raise OSError(0, "it redirects to an address without HTTPS")
        fp.close()  # else all of its body is read, however large it is
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _seconds_left(deadline: float) -> float:
    """How long the next step may take; raises TimeoutError after the deadline."""
    left_seconds = deadline - time.monotonic()
    if left_seconds <= 0:
        raise TimeoutError
    return min(_READ_SECONDS, left_seconds)


def _connected(
    host_and_port: tuple[str, int], *_: object, deadline: float
) -> socket.socket:
    """A connection to the first address of a host that answers, by the deadline.

    `socket.create_connection` would give each address of a host its full time.
    """
    host, port = host_and_port
    refusal: OSError | None = None
    for known in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            address = str(known[4][0]), port
            return socket.create_connection(address, _seconds_left(deadline))
        except OSError as error:
            refusal = error
    assert refusal is not None  # a host that is known has an address
    raise refusal


class _Timed(io.RawIOBase):
    """What a socket receives; each read is bounded, and the time of all of them."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        self._raw = raw
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        """True: it is only read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Reads some bytes; raises TimeoutError."""
        self._sock.settimeout(_seconds_left(self._deadline))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Closes the connection."""
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer whose headers are read in bounded time, too."""

    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **more: Any):
        super().__init__(sock, *args, **more)
        self.fp = io.BufferedReader(_Timed(self.fp.detach(), sock, deadline))


def _connecting(kind: Callable[..., Any], deadline: float) -> Callable[..., Any]:
    """What makes connections of a kind whose answers have to come by the deadline."""

    def connect(host: str, **options: Any) -> Any:
        connection = kind(host, **options)
        connection.response_class = functools.partial(_Response, deadline=deadline)
        connection._create_connection = functools.partial(_connected, deadline=deadline)
        return connection

    return connect


class _Http(urllib.request.HTTPHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        connect: Any = _connecting(http.client.HTTPConnection, self._deadline)
        return self.do_open(connect, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        connect: Any = _connecting(http.client.HTTPSConnection, self._deadline)
        return self.do_open(connect, req, context=self._trusted)

    @functools.cached_property
    def _trusted(self) -> ssl.SSLContext:
        """The authorities that this computer trusts; reading them takes a while."""
        return ssl.create_default_context()
