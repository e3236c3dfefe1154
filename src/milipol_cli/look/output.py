"""Picks the format of an answer and writes it; the only writer of stdout and stderr."""

import contextlib
import errno
import importlib
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from milipol_cli import files
from milipol_cli.errors import BadInput, CannotWrite, one_of
from milipol_cli.escape import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from milipol_cli.look.document import Document
    from milipol_cli.look.parts import Part
    from milipol_cli.look.terminal.bar import Bar
    from milipol_cli.network.model.sources import Source


Format = Literal["table", "plain", "json", "csv", "tsv", "markdown"]


FORMATS: dict[Format, str] = {
    "table": "the default, in colour on a terminal",
    "plain": "lines of whole words, for screen readers",
    "json": "one object, for programs",
    "csv": "the main list, for spreadsheets",
    "tsv": "the same, separated by tabs",
    "markdown": "tables for a document",
}


# The formats that show a second clock, so that the reader's zone has to be known.
WITH_CLOCKS: frozenset[Format] = frozenset({"table", "plain", "markdown"})


# An answer that takes longer says meanwhile how far it has come.
_PATIENCE_SECONDS = 0.5


# What a closed pipe is told as; the second on Windows.
_CLOSED = (errno.EPIPE, errno.EINVAL)


# A width that no terminal has is taken for none at all.
_WIDTH = re.compile("0*([1-9][0-9]{0,3})")


def format_named(name: str | None, *, json: bool) -> Format:
    """The format that `--format` or `--json` asks for; a table without either.

    `--json` goes before a `--format`, which may come from the environment. Raises
    BadInput for a name that is no format.
    """
    asked = next((known for known in FORMATS if known == name), None)
    if name is not None and asked is None:
        raise BadInput(
            f"--format {name!r}: no such format; expected {one_of(list(FORMATS))}"
        )
    return "json" if json else asked or "table"


def write(
    answer: Any,
    form: Format,
    sources: "Callable[[], dict[str, Source]]",
    out: str | None,
    folder: str,
) -> None:
    """Writes an answer to stdout, or to the file that `out` names unless it is "-".

    `folder` is the package of the command: its `view` says what people see, its
    `fields` what programs read. A table that does not fit the terminal is written as
    plain lines. JSON, CSV and TSV are UTF-8 whatever the terminal, and so is a file,
    which is written whole or not at all; what a terminal cannot encode is escaped.
    Raises CannotWrite.
    """
    stream = sys.stdout if out is None or out == "-" else None
    if form in ("json", "csv", "tsv"):
        _deliver(_for_programs(answer, form, sources, folder), out)
    else:
        text = _laid_out(answer, form, stream, folder)
        _deliver(_encoded(text, "utf-8" if stream is None else stream.encoding), out)


def _deliver(raw: bytes, out: str | None) -> None:
    """Writes bytes to stdout, or to the file that `out` names, whole or not at all."""
    if out is None or out == "-":
        _write_bytes(raw)
    else:
        files.write_whole(out, [raw])


def _for_programs(
    answer: Any,
    form: Format,
    sources: "Callable[[], dict[str, Source]]",
    folder: str,
) -> bytes:
    from milipol_cli.look import data  # noqa: PLC0415  for programs alone

    found: data.Data = importlib.import_module(f"{folder}.fields").data(answer)
    if form == "json":
        return data.to_json(found.record, sources)
    return data.to_separated(found, "," if form == "csv" else "\t")


def _laid_out(answer: Any, form: Format, stream: TextIO | None, folder: str) -> str:
    """An answer as people read it; plain lines if a table does not fit."""
    document: Document = importlib.import_module(f"{folder}.view").view(answer)
    if form == "markdown":
        from milipol_cli.look import markdown  # noqa: PLC0415  for this format alone

        if document.pasted is not None:
            document = document.pasted()
        return markdown.render(document.drawn())
    if form == "table":
        drawn = _drawn(document.drawn(), stream)
        if drawn is not None:
            return drawn
    from milipol_cli.look import plain  # noqa: PLC0415  not needed beside a table

    return _wrapped(plain.render(document), _columns(stream))


def _drawn(groups: "Sequence[Sequence[Part]]", stream: TextIO | None) -> str | None:
    """A page as a stream or a file shows it; None where that is too narrow for it."""
    from milipol_cli.look import terminal as tables  # noqa: PLC0415  rich is slow to import

    lacks_rules = stream is not None and _encodable("─", stream.encoding) != "─"
    paper = tables.Paper(
        columns=_columns(stream), colour=_colour(stream), ascii_only=lacks_rules
    )
    return tables.render(groups, paper)


def write_json(value: object, out: str | None = None) -> None:
    """Writes a value as JSON, as `write` does: indented, with a final newline."""
    import msgspec  # noqa: PLC0415  not needed by the common path

    raw = msgspec.json.encode(value)
    _deliver(msgspec.json.format(raw, indent=2) + b"\n", out)


# Stands for the second column of a wide letter; no text that is written holds it.
_SECOND = "\0"


def _by_columns(text: str) -> str:
    """A text with a character for each column that a terminal takes for it."""
    if text.isascii():
        return text
    import unicodedata  # noqa: PLC0415  for other letters alone

    return "".join(
        char + _SECOND if unicodedata.east_asian_width(char) in "WF" else char
        for char in text
    )


def _wrapped(text: str, columns: int | None) -> str:
    """Lines broken at blanks where a terminal would break them anywhere."""
    if columns is None:
        return text
    lines = [_by_columns(line) for line in text.splitlines()]
    if all(len(line) <= columns for line in lines):
        return text
    import textwrap  # noqa: PLC0415  for a narrow terminal alone

    wrapper = textwrap.TextWrapper(
        columns, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    wrapped = "".join(f"{wrapper.fill(line)}\n" for line in lines)
    return wrapped.replace(_SECOND, "")


def open_streams() -> None:
    """Lets what is written to a stream that was closed go nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull)  # open until the process ends
            setattr(sys, name, nowhere.open("w", encoding="utf-8"))


def write_line(text: str) -> None:
    """Writes one line to stdout; nothing for an empty one."""
    if text:
        write_text(escape(text) + "\n")


def complain(message: str) -> None:
    """Writes one line to stderr, under the program's name."""
    tell([f"milipol: {message}"])


_warnings: list[str] = []


def warn(message: str) -> None:
    """Keeps a line for stderr until the answer is out; without one it is not said."""
    _warnings.append(message)


def end_warnings(*, said: bool) -> None:
    """Says what was to be said after the answer, or drops it where there was none."""
    for message in _warnings if said else ():
        complain(message)
    _warnings.clear()


def tell(lines: "Iterable[str]") -> None:
    """Writes lines about what was done to stderr; stdout carries answers alone.

    Where stderr cannot be written there is nobody left to tell.
    """
    text = "".join(f"{escape(line)}\n" for line in lines)
    columns = _columns(sys.stderr) if sys.stderr.isatty() else None
    _tell_text(_wrapped(text, columns))


def _tell_text(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(_encodable(text, sys.stderr.encoding))
        sys.stderr.flush()


@contextlib.contextmanager
def progress(what: str, form: Format) -> "Iterator[Callable[[int, int], None]]":
    """Draws a bar while the block takes over half a second; it gives what to call.

    That is told how much is done, and of how much. The bar is drawn on stderr beside
    a table alone, and only on a terminal whose cursor can be moved; it is gone when
    the block ends. Rich is loaded when it is drawn.
    """
    bar: Bar | None = None
    due = time.monotonic() + _PATIENCE_SECONDS
    is_dumb = os.environ.get("TERM") == "dumb"
    draws = form == "table" and sys.stderr.isatty() and not is_dumb

    def told(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and draws and time.monotonic() >= due:
            from milipol_cli.look.terminal import bar as bars  # noqa: PLC0415  few take so long

            bar = bars.Bar(what, total, sys.stderr)
        if bar is not None:
            bar.show(done)

    try:
        yield told
    finally:
        if bar is not None:
            bar.erase()


def suggest(text: str) -> None:
    """Writes a closing hint to stderr, where a person at a terminal will see it."""
    if sys.stdout.isatty() and sys.stderr.isatty():
        tell(["", f"Try: {text}"])


def drop_stdout() -> None:
    """Lets what is still unwritten go nowhere, after the reader closed the pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(text: str) -> None:
    """Writes text to stdout and lets the reader have it at once."""
    _write_bytes(_encoded(text, sys.stdout.encoding))


def write_parts(parts: "Iterable[bytes]") -> None:
    """Writes bytes to stdout as they are, part by part."""
    for part in parts:
        _write_bytes(part)


def write_to_stderr(answer: Any, folder: str) -> None:
    """Writes to stderr what a command did, as the `view` in its folder shows it."""
    _tell_text(_laid_out(answer, "table", sys.stderr, folder))


def _write_bytes(raw: bytes) -> None:
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno in _CLOSED:
            raise BrokenPipeError(errno.EPIPE, error.strerror) from error
        drop_stdout()
        raise CannotWrite(f"cannot write the answer: {error.strerror}") from None


def _encodable(text: str, encoding: str | None) -> str:
    """The text with what an encoding lacks spelled out, so that writing cannot fail."""
    return _encoded(text, encoding).decode(encoding or "ascii")


def _encoded(text: str, encoding: str | None) -> bytes:
    return text.encode(encoding or "ascii", "backslashreplace")


def _columns(stream: TextIO | None) -> int | None:
    """The width to lay out for: COLUMNS, else the terminal's; None off a terminal."""
    named = _WIDTH.fullmatch(os.environ.get("COLUMNS", ""))
    if named is not None:
        return int(named[1])
    if stream is None or not stream.isatty():
        return None
    return os.get_terminal_size(stream.fileno()).columns or None


def _colour(stream: TextIO | None) -> bool:
    """Whether colour is wanted: on a terminal or forced, and never with NO_COLOR."""
    environ = os.environ
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return stream is not None and (bool(environ.get("FORCE_COLOR")) or stream.isatty())
