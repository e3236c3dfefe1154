"""The paths of published files, and their addresses.

A path is relative to the folder, with slashes.
"""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")

# Ids of entries are the same wherever they are published, so they are in no domain of
# a publisher, but in one that nobody can have (RFC 2606).
_TAG = "tag:milipol-cli.invalid,2026:"

INDEX = "index.html"
NEWS_FEED = "news.atom"
NEWS = "news.html"
SOURCES = "sources.html"
STYLE = "style.css"
SCRIPT = "site.js"
ALL_EVENTS = "calendar/all.ics"


def page(part_id: str) -> str:
    """The page of a show or an edition."""
    return f"{part_id}/{INDEX}"


def show_events(show_id: str) -> str:
    """The calendar of the editions of a show."""
    path = f"calendar/{show_id}.ics"
    # A show may have the id "all"; no id has a low line in it.
    return path if path != ALL_EVENTS else f"calendar/{show_id}_.ics"


def day_page(edition_id: str, date: object) -> str:
    """The page of a day of an edition."""
    return f"{edition_id}/{date}.html"


def exhibitors_page(edition_id: str, order: str) -> str:
    """The page of the exhibitors of an edition: by name, country, category or hall."""
    return f"{edition_id}/exhibitors-by-{order}.html"


def programme_events(edition_id: str) -> str:
    """The calendar of an edition, its days and its sessions."""
    return f"{edition_id}/programme.ics"


def schedule(edition_id: str) -> str:
    """The schedule of an edition, for apps on a phone."""
    return f"{edition_id}/schedule.xml"


def tag(key: str) -> str:
    """A URI that names the same thing in every publication (RFC 4151)."""
    return f"{_TAG}{key}"


def web_address(address: str | None) -> str | None:
    """An address in the data as a URI (RFC 3986), if it is one on the web; else None.

    Characters that a URI cannot have there are escaped.
    """
    if address is None or not _WEB.match(address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError for what is no number
        host, *others = (_STRAY_PERCENT.sub("%25", part) for part in parts[1:])
        host = quote(host, safe="!$%&'()*+,:;=@[]~")  # and for what is no UTF-8
        escaped = [quote(part, safe="!$%&'()*+,/:;=?@~") for part in others]
    except ValueError:
        return None
    if not parts.hostname:
        return None
    return urlunsplit((parts.scheme, host, *escaped))
