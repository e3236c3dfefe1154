"""Chooses the format of an answer and writes it."""

import codecs
import contextlib
import functools
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, TextIO, get_args

import msgspec

from milipol_cli.base import files, streams
from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.network.as_of import Answer, with_reader_zone

if TYPE_CHECKING:
    from milipol_cli.look.data import Data
    from milipol_cli.look.document import Document, Style
    from milipol_cli.look.rows import RowSelection
    from milipol_cli.look.terminal import Paper
    from milipol_cli.network.model.sources import Source

# The last two are only for files: CSV with the UTF-8 mark, and a workbook.
Format = Literal["table", "plain", "json", "csv", "tsv", "markdown", "marked-csv", "xlsx"]
FORMATS: dict[Format, str] = {
    "table": "the default, in colour on a terminal",
    "plain": "lines of whole words, for screen readers",
    "json": "one object, for programs",
    "csv": "the main list, for spreadsheets",
    "tsv": "the same, separated by tabs",
    "markdown": "tables for a document",
}
_FORMAT_NAMES: tuple[Format, ...] = get_args(Format)
# The formats that the extensions of files mean. Spreadsheets show "é" in CSV only if it
# has the mark.
_FORMAT_BY_EXTENSION: dict[str, Format] = {
    ".csv": "marked-csv",
    ".tsv": "tsv",
    ".json": "json",
    ".md": "markdown",
    ".xlsx": "xlsx",
}
# Files with these extensions have the format of `--format`.
_TEXT_EXTENSIONS = ("", ".txt")
# After this long a progress bar is shown.
_PATIENCE_SECONDS = 0.5
# With its words and numbers it fits 40 columns.
_BAR_COLUMNS = 10


def wants_plain_lines() -> bool:
    """Whether ACCESSIBLE is set, which tells programs that a screen reader is used."""
    return bool(os.environ.get("ACCESSIBLE"))


def format_for(name: str | None, out: str | None, *, option: str | None) -> str | None:
    """The format of an answer: by the extension of the file `out`, or else `name`.

    `option` is what gave the name on the command line, like "--format csv"; if it is
    None, the name is from the environment. Raises BadInput for an unknown format, for
    an option that differs from the file, and for an extension that means no format if
    there is no option.
    """
    extension = "" if out is None else PurePath(out).suffix.lower()
    of_file = _FORMAT_BY_EXTENSION.get(extension)
    # A format in the environment is only a wish: the file's goes before it.
    if option is None and of_file is not None:
        return of_file
    if option is None and extension not in _TEXT_EXTENSIONS:
        expected = ", ".join((*_FORMAT_BY_EXTENSION, *_TEXT_EXTENSIONS[1:]))
        raise BadInput(
            f"-o {out!r}: milipol writes no {extension} files; expected {expected}, or"
            " set the format with --format"
        )
    if name is not None and name not in FORMATS:
        raise BadInput(
            f"--format or MILIPOL_FORMAT {name!r}: no such format; expected {one_of(list(FORMATS))}"
        )
    if of_file is not None and name not in (of_file, of_file.removeprefix("marked-")):
        raise BadInput(f"{option} cannot be used with -o {out!r}: leave one of them out")
    return name


def format_named(name: str | None, *, json: bool) -> Format:
    """The format that `--format`, a file or `--json` asks for.

    If none does, it is a table, or plain lines if ACCESSIBLE is set. `--json` overrides
    a format of the environment.
    """
    if json:
        return "json"
    default: Format = "plain" if wants_plain_lines() else "table"
    return next((form for form in _FORMAT_NAMES if form == name), default)


def is_for_people(form: Format) -> bool:
    """Whether people read a format: a table, plain lines or Markdown."""
    return form in ("table", "plain", "markdown")


def is_read_on_terminal(form: Format, out: str | None) -> bool:
    """Whether a person reads the answer on a terminal, not a file or a program."""
    return form in ("table", "plain") and out is None and sys.stdout.isatty()


def write(
    answer: Any,
    form: Format,
    sources: "Callable[[], dict[str, Source]]",
    out: str | None,
    folder: str,
    selection: "RowSelection | None" = None,
) -> None:
    """Writes an answer to stdout, or to the file `out` unless that is "-".

    `selection` has the keys and the order that are asked for. `folder` is the package
    of the command: its `view` says what people see, its `fields` what programs read.
    JSON, CSV, TSV and files are UTF-8; elsewhere characters that the terminal cannot
    encode are escaped. A file is written whole or not at all. Raises CannotWrite.
    """
    stream = sys.stdout if out is None or out == "-" else None
    if is_for_people(form):
        text = _document_text(answer, form, stream, folder, selection)
        raw = streams.encode(text, "utf-8" if stream is None else stream.encoding)
    else:
        raw = _data_bytes(answer, form, sources, folder, selection)
    deliver(raw, out, is_private=isinstance(answer, Answer) and answer.is_private)


def write_to_stderr(answer: Any, folder: str) -> None:
    """Writes to stderr what a command did, as the `view` in its folder shows it."""
    form = format_named(None, json=False)
    streams.report_text(_document_text(answer, form, sys.stderr, folder))


def deliver(raw: bytes, out: str | None, *, is_private: bool = False) -> None:
    """Writes bytes to stdout, or to the file `out` unless that is "-"."""
    if out is None or out == "-":
        streams.write_bytes(raw)
    else:
        files.write_whole(out, [raw], is_private=is_private)


def _data_bytes(
    answer: Any,
    form: Format,
    sources: "Callable[[], dict[str, Source]]",
    folder: str,
    selection: "RowSelection | None",
) -> bytes:
    """An answer as JSON, CSV, TSV or XLSX, with the sources that were known then.

    The selection applies to CSV, TSV and XLSX; JSON has all. A module that one format
    needs is imported for that format alone.
    """
    from milipol_cli.look import data  # noqa: PLC0415  not needed by other formats

    answer_data = _data(answer, folder)
    reviewed = answer_data.record.get("data_as_of")
    if reviewed is not None and answer.as_of.looks_back(reviewed):
        from milipol_cli.network import citations  # noqa: PLC0415  only to look back

        known_sources = citations.dated_by(answer.as_of, sources(), reviewed)
        data.keep_sources(answer_data.record, set(known_sources))
    if form == "json":
        return data.to_json(answer_data.record, sources)
    if selection is not None:
        from milipol_cli.look import rows  # noqa: PLC0415  rarely asked for

        answer_data = rows.select_rows(answer_data, selection)
    if form == "xlsx":
        from milipol_cli.look import xlsx  # noqa: PLC0415  an extra

        return xlsx.to_xlsx(answer_data)
    if form == "marked-csv":  # a file, which Excel reads as UTF-8 by this mark
        separated = data.to_separated(answer_data, answer_data.separator)
        return codecs.BOM_UTF8 + separated
    return data.to_separated(answer_data, "\t" if form == "tsv" else ",")


def _data(answer: Any, folder: str) -> "Data":
    """The data of an answer by the fields of its command."""
    data: Data = importlib.import_module(f"{folder}.fields").data(answer)
    return data


def _document_text(
    answer: Any,
    form: Format,
    stream: TextIO | None,
    folder: str,
    selection: "RowSelection | None" = None,
) -> str:
    """An answer as its view shows it: a table, plain lines or Markdown.

    A table that is too wide for the stream becomes plain lines.
    """
    document = _document(answer, folder, selection)
    if form == "markdown":
        from milipol_cli.look import markdown  # noqa: PLC0415  not for other formats

        if document.pasted is not None:
            document = document.pasted()
        return markdown.render(document.groups)
    paint: Callable[[str, Style], str] | None = None
    if form == "table":
        from milipol_cli.look import terminal  # noqa: PLC0415  rich is slow to import

        paper = _paper(stream)
        table = terminal.render(document.groups, paper)
        if table is not None:  # it is not too wide
            return table
        paint = functools.partial(terminal.paint, paper=paper)
    from milipol_cli.look import plain  # noqa: PLC0415  not needed by other formats

    return plain.render(document, streams.width(stream), paint)


def _document(answer: Any, folder: str, selection: "RowSelection | None") -> "Document":
    """The document of a command's view, with times on the reader's clock.

    A selection chooses and sorts the columns and rows of its table.
    """
    if isinstance(answer, Answer) and answer.has_clock:
        as_of = with_reader_zone(answer.as_of)
        answer = msgspec.structs.replace(answer, as_of=as_of)
    document: Document = importlib.import_module(f"{folder}.view").view(answer)
    if selection is None:
        return document
    from milipol_cli.look import rows  # noqa: PLC0415  rarely asked for

    return rows.document(document, _data(answer, folder), selection)


def _paper(stream: TextIO | None) -> "Paper":
    """The paper of a stream; a file is as wide as the text and has no colour."""
    from milipol_cli.look import terminal  # noqa: PLC0415  rich is slow to import

    encoding = "utf-8" if stream is None else stream.encoding
    has_colour = streams.has_colour(stream)
    return terminal.Paper(
        columns=streams.width(stream),
        colour=has_colour,
        # Only a terminal makes links of them.
        links=has_colour and stream is not None and stream.isatty(),
        ascii_only=streams.encode("─", encoding).startswith(b"\\"),
    )


@contextlib.contextmanager
def progress(label: str, form: Format) -> Iterator[Callable[[int, int], None]]:
    """Shows a progress bar while the block takes over half a second.

    Gives a function to call with how much is done, and of how much. The bar is shown on
    stderr, only for a table and on a terminal, and erased when the block ends.
    """
    is_drawn = False
    due = time.monotonic() + _PATIENCE_SECONDS
    is_dumb = os.environ.get("TERM") == "dumb"
    is_still = is_dumb or wants_plain_lines()
    may_draw = form == "table" and sys.stderr.isatty() and not is_still

    def advance(done: int, total: int) -> None:
        nonlocal is_drawn
        if may_draw and time.monotonic() >= due:
            is_drawn = True
            bar = "#" * (_BAR_COLUMNS * done // total)
            streams.report_text(f"\r{label} [{bar:{_BAR_COLUMNS}}] {done}/{total}")

    try:
        yield advance
    finally:
        if is_drawn:
            streams.report_text("\r\x1b[2K")
