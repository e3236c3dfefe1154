"""Jinja2 templates -> pages, for commands that write HTML.

Every text is escaped for HTML or XML, and so are its control characters: once, in what
is rendered. A name that a template uses and nobody gives it is an error.
"""

import contextlib
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from milipol_cli import __version__
from milipol_cli.base.escape import escape

__all__ = ["Environment", "html_page", "template_environment"]


def html_page(rendered: str) -> bytes:
    """A page from what its template gave: without blank lines and indentation."""
    lines = filter(None, map(str.strip, rendered.split("\n")))
    return "\n".join([*map(escape, lines), ""]).encode()


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps the modules that it compiled."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        # As with modules: where nothing can be kept, they are compiled each time.
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


def template_environment(folder: Path, compiled: Path) -> Environment:
    """An environment for the templates in a folder, compiled into another."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_Compiled(str(compiled), f"%s.{__version__}.cache"),
        optimized=False,  # to look for constants takes longer than they save
        trim_blocks=True,
        lstrip_blocks=True,
    )
