"""The paths of published files, and their addresses.

A path is relative to the folder, with slashes.
"""

import functools
import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?", re.IGNORECASE)
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")

INDEX = "index.html"
NEWS_FEED = "news.atom"
NEWS = "news.html"
SOURCES = "sources.html"
STYLE = "style.css"
SCRIPT = "site.js"
WORKER = "sw.js"
CHANGES = "changes.json"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
ALL_EVENTS = "calendar/all.ics"


def page(part_id: str) -> str:
    """The page of a show or an edition."""
    return f"{part_id}/{INDEX}"


def show_events(show_id: str) -> str:
    """The calendar of the editions of a show."""
    return f"calendar/{show_id}.ics"


def day_page(edition_id: str, date: object) -> str:
    """The page of a day of an edition."""
    return f"{edition_id}/{date}.html"


def exhibitors_page(edition_id: str, order: str) -> str:
    """The page of the exhibitors of an edition in an order, as by name."""
    return f"{edition_id}/exhibitors-by-{order}.html"


def programme_events(edition_id: str) -> str:
    """The calendar of an edition, its days and its sessions."""
    return f"{edition_id}/programme.ics"


def day_events(edition_id: str, date: object) -> str:
    """The calendar of a day of an edition."""
    return f"{edition_id}/{date}.ics"


def schedule(edition_id: str) -> str:
    """The schedule of an edition, for apps on a phone."""
    return f"{edition_id}/schedule.xml"


@functools.cache
def web_address(address: str | None, *, may_be_local: bool = False) -> str | None:
    """An address in the data as a URI (RFC 3986), if it is one on the web; else None.

    Its host is a name that could exist, or a number; one without a dot only if it
    `may_be_local`. There is nothing before the host, which could pass for another one.
    Characters that a URI cannot have are escaped.

    "https://example.org/a b": "https://example.org/a%20b"; "https://milipol.com@evil.org"
    and "javascript:alert()": None.
    """
    if address is None or not _WEB.match(address):
        return None
    try:
        parts = urlsplit(address)
        host, port = _host(parts.hostname or "", may_be_local=may_be_local), parts.port
        if host is None or "@" in parts.netloc:
            return None
        # Path, query and fragment; what is escaped already stays, like "%20".
        others = (_STRAY_PERCENT.sub("%25", part) for part in parts[2:])
        escaped = [quote(part, safe="!$%&'()*+,/:;=?@~") for part in others]
    except ValueError:  # a port that is not a number, or text that is not UTF-8
        return None
    return urlunsplit((parts.scheme, host if port is None else f"{host}:{port}", *escaped))


def _host(host: str, *, may_be_local: bool) -> str | None:
    if ":" in host or host.replace(".", "").isdecimal():
        address = ipaddress.ip_address(host)
        return f"[{host}]" if address.version == 6 else host
    name = host if host.isascii() else host.encode("idna").decode()
    if _NAME.fullmatch(name) is None:
        return None
    return name if may_be_local or "." in name.removesuffix(".") else None
