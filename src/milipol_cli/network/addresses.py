"""Addresses of web pages."""

import urllib.parse


def is_address(value: str) -> bool:
    """Whether a text is the address of a web page."""
    try:
        parts = urllib.parse.urlsplit(value)
        host = parts.hostname or ""
    except ValueError:  # brackets without an address
        return False
    clean = value.isprintable() and " " not in value
    return clean and parts.scheme in ("http", "https") and "." in host.strip(".")
