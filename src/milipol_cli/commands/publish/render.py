"""Jinja2 templates -> the bytes of pages, of the feed and of schedules.

Every text is escaped for HTML or XML, and so are its control characters: once, in what
is rendered. A name that a template uses and nobody gives it is an error.
"""

import contextlib
import functools
import inspect
import re
import sys
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket

from milipol_cli import __version__
from milipol_cli.base.escape import HIDING, escape
from milipol_cli.commands.news import words as news_words
from milipol_cli.commands.publish import paths, words
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
_NOT_NEEDED = re.compile(
    r"^(import .*\n|export | +|// .*\n|/\*[^*]*\*/\n|\n)+", re.MULTILINE
)

# What XML 1.0 does not allow, and the other control characters, except tab and newline.
_CONTROLS = re.compile(
    f"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{HIDING}]"
)


def page(template: str, path: str, **values: Any) -> bytes:
    """A page from its template; `path` is its own, for links to other files."""
    root = "../" * path.count("/")
    rendered = (
        _environment().get_template(template).render(page=path, root=root, **values)
    )
    lines = filter(None, map(str.strip, rendered.split("\n")))
    return "\n".join([*map(escape, lines), ""]).encode()


def xml(template: str, **values: Any) -> bytes:
    """An XML file from its template."""
    rendered = _environment().get_template(template).render(**values)
    return f"{_CONTROLS.sub('', rendered).rstrip()}\n".encode()


def script() -> bytes:
    """The script of the pages: its modules in one file.

    A browser loads no module from a folder or a stick.
    """
    modules = (_bare(f"script/{name}.js") for name in _MODULES)
    return "".join(["'use strict';\n", *modules]).encode()


def style() -> bytes:
    """The style of the pages."""
    return _bare("style.css").encode()


def worker() -> bytes:
    """The service worker, which keeps pages for readers without network."""
    return _bare("sw.js").encode()


def _bare(name: str) -> str:
    """A file without comments, indentation, and what joins a module to others."""
    return _NOT_NEEDED.sub("", (TEMPLATES / name).read_text("utf-8"))


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps the modules that it compiled."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        # As with modules: where nothing can be kept, they are compiled each time.
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_Compiled(str(COMPILED), f"%s.{__version__}.cache"),
        optimized=False,  # to look for constants takes longer than they save
        trim_blocks=True,
        lstrip_blocks=True,
    )
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
