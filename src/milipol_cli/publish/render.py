"""Jinja2 templates -> the bytes of pages, of the feed and of schedules.

Every text is escaped: for HTML or XML, and its control characters. A name that a
template uses and nobody gives it is an error.
"""

import functools
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from milipol_cli.escape import HIDING, escape
from milipol_cli.publish import paths, words

TEMPLATES = Path(__file__).parent / "templates"

# What XML 1.0 does not allow, and the other control characters, except tab and newline.
_CONTROLS = re.compile(
    f"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{HIDING}]"
)
# Lines that are empty, and spaces at the ends of others.
_BETWEEN_LINES = re.compile(r"\s*\n\s*")


def page(template: str, path: str, **values: Any) -> bytes:
    """A page from its template; `path` is its own, for links to other files."""
    root = "../" * path.count("/")
    rendered = _html().get_template(template).render(page=path, root=root, **values)
    return _BETWEEN_LINES.sub("\n", f"{rendered.strip()}\n").encode()


def xml(template: str, **values: Any) -> bytes:
    """An XML file from its template."""
    return f"{_xml().get_template(template).render(**values).rstrip()}\n".encode()


@functools.cache
def _html() -> Environment:
    environment = _environment(_shown)
    environment.filters.update(words.FILTERS)
    environment.globals.update(paths=paths, **words.GLOBALS)
    return environment


@functools.cache
def _xml() -> Environment:
    return _environment(_without_controls)


def _environment(finalize: Any) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """A value as a page shows it: control characters in texts as codes."""
    return escape(value) if type(value) is str else value


def _without_controls(value: object) -> object:
    """A value without the characters that XML cannot have."""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return _CONTROLS.sub("", value)
