"""All writing to stdout and stderr, and the width of both."""

import contextvars
import errno
import os
import re
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from milipol_cli.base.errors import CannotWrite
from milipol_cli.base.escape import escape

# A closed pipe; Windows reports it as the second.
_CLOSED = (errno.EPIPE, errno.EINVAL)
# Any other width is taken for none.
_WIDTH = "0*(?P<number>[1-9][0-9]{0,3})"
# The name and the password in an address; a password may have a slash in it.
_LOGIN = r"(?<=//)(?:[^\s/@]*|[^\s/@:]*:\S{0,200})@"
_warnings: list[str] = []
_only_errors = contextvars.ContextVar("only_errors", default=False)


def open_streams() -> None:
    """Opens a null device for stdout and stderr, if one of them was closed.

    Ends what `report_only_errors` began.
    """
    _only_errors.set(False)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            null_device = Path(os.devnull)  # open until the process ends
            setattr(sys, name, null_device.open("w", encoding="utf-8"))


def write_line(text: str) -> None:
    """Writes one line to stdout; nothing for an empty text."""
    if text:
        write_text(f"{escape(text)}\n")


def write_text(text: str) -> None:
    """Writes text to stdout and flushes it."""
    write_bytes(encode(text, sys.stdout.encoding))


def write_bytes(raw: bytes) -> None:
    """Writes bytes to stdout and flushes them.

    Raises BrokenPipeError if the reader closed the pipe, CannotWrite for other errors.
    """
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno in _CLOSED:
            raise BrokenPipeError(errno.EPIPE, error.strerror) from error
        drop(sys.stdout)
        raise CannotWrite(f"cannot write the answer: {error.strerror}") from None


def drop(stream: TextIO) -> None:
    """Discards what is still unwritten, after the reader closed the pipe."""
    # Python would try once more to write it, and exit with 120 if that fails.
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report_only_errors() -> None:
    """From now on, only `complain` writes to stderr."""
    _only_errors.set(True)


def report(lines: Iterable[str]) -> None:
    """Writes lines to stderr; stdout is only for answers."""
    report_text(_lines(lines))


def report_text(text: str) -> None:
    """Writes text to stderr; if that is impossible, it is lost."""
    if not _only_errors.get():
        _write_to_stderr(text)


def complain(message: str) -> None:
    """Writes one line to stderr, after the program's name, without any password."""
    _write_to_stderr(_lines([re.sub(_LOGIN, "***@", f"milipol: {message}")]))


def _lines(lines: Iterable[str]) -> str:
    text = "".join(f"{escape(line)}\n" for line in lines)
    return wrap(text, width(sys.stderr) if sys.stderr.isatty() else None)


def _write_to_stderr(text: str) -> None:
    try:
        encoding = sys.stderr.encoding
        sys.stderr.write(encode(text, encoding).decode(encoding))
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)


def is_watched() -> bool:
    """Whether a person is at a terminal."""
    return sys.stdout.isatty() and sys.stderr.isatty()


def warn(message: str) -> None:
    """Keeps a line for stderr until the answer is written."""
    _warnings.append(message)


def end_warnings(*, answered: bool) -> None:
    """Writes the lines kept by `warn`, or drops them if there was no answer."""
    for message in _warnings if answered and not _only_errors.get() else ():
        complain(message)
    _warnings.clear()


def encode(text: str, encoding: str | None) -> bytes:
    """The bytes of a text; characters that the encoding lacks are escaped."""
    return text.encode(encoding or "ascii", "backslashreplace")


def width(stream: TextIO | None) -> int | None:
    """The columns to use: COLUMNS, or else the terminal's; None without a terminal."""
    columns = re.fullmatch(_WIDTH, os.environ.get("COLUMNS", ""))
    if columns is not None:
        return int(columns["number"])
    if stream is None or not stream.isatty():
        return None
    return os.get_terminal_size(stream.fileno()).columns or None


def has_colour(stream: TextIO | None) -> bool:
    """Whether to use colour: on a terminal or if forced, but never with NO_COLOR."""
    environ = os.environ
    if stream is None or environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return bool(environ.get("FORCE_COLOR")) or stream.isatty()


def wrap(text: str, columns: int | None) -> str:
    """The text wrapped at spaces, so that the terminal does not break words.

    What is wrapped goes on where its line begins, behind a sign.
    """
    if columns is None:
        return text
    lines = text.splitlines()
    if all(len(line) <= columns for line in lines):
        return text
    return "".join(
        textwrap.fill(
            line,
            columns,
            # "! overlaps the panel" goes on below the "o".
            subsequent_indent=" " * (len(line) - len(line.lstrip(" !?"))),
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
        for line in lines
    )
