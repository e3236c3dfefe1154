"""Jinja2 templates -> the bytes of pages, of the feed and of schedules.

`look/templates.py` reads them, and escapes every text.
"""

import functools
import inspect
import re
from pathlib import Path
from typing import Any

from milipol_cli.base.escape import HIDING
from milipol_cli.commands.news import words as news_words
from milipol_cli.commands.publish import paths, words
from milipol_cli.look.templates import Environment, html_page, template_environment
from milipol_cli.look.words import dates, editions, programme
from milipol_cli.network import exhibitors

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = Path(__file__).parent / "__pycache__"

# The modules of the script in an order in which each has what it imports.
_MODULES = (
    *("page", "clock", "calendar", "rows", "search", "stars", "changes", "mine"),
    *("offline", "site"),
)

# What browsers do not need of a module that is joined with others, or of the style.
_NOT_NEEDED = re.compile(r"^(import .*\n|export | +|// .*\n|/\*[^*]*\*/\n|\n)+", re.MULTILINE)

# What XML 1.0 does not allow, and the other control characters, except tab and newline.
_CONTROLS = re.compile(f"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{HIDING}]")


def page_bytes(template: str, path: str, **values: Any) -> bytes:
    """A page from its template; `path` is its own, for links to other files."""
    root = "../" * path.count("/")
    rendered = _environment().get_template(template).render(page=path, root=root, **values)
    return html_page(rendered)


def xml(template: str, **values: Any) -> bytes:
    """An XML file from its template, without control characters."""
    rendered = _environment().get_template(template).render(**values)
    lines = rendered.rstrip().split("\n")
    return "\n".join([*map(_without_controls, lines), ""]).encode()


def _without_controls(line: str) -> str:
    # A printable line has none, and to look at every character is slow.
    return line if line.isprintable() else _CONTROLS.sub("", line)


def script() -> bytes:
    """The script of the pages: its modules in one file.

    A browser loads no module from a folder or a stick.
    """
    modules = (_without_comments(f"script/{name}.js") for name in _MODULES)
    return "".join(["'use strict';\n", *modules]).encode()


def style() -> bytes:
    """The style of the pages."""
    return _without_comments("style.css").encode()


def worker() -> bytes:
    """The service worker, which keeps pages for readers without network."""
    return _without_comments("sw.js").encode()


def _without_comments(name: str) -> str:
    """A file without comments, indentation, and what joins a module to others."""
    return _NOT_NEEDED.sub("", (TEMPLATES / name).read_text("utf-8"))


@functools.cache
def _environment() -> Environment:
    """The templates, with the functions of words as filters."""
    environment = template_environment(TEMPLATES, COMPILED)
    compact = {"sort_keys": True, "separators": (",", ":")}
    environment.policies["json.dumps_kwargs"] = compact
    environment.filters.update(inspect.getmembers(words, inspect.isroutine))
    environment.globals.update(
        dates=dates,
        editions=editions,
        exhibitors=exhibitors,
        news_words=news_words,
        paths=paths,
        programme=programme,
        words=words,
    )
    return environment
