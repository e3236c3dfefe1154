"""Reads the file of an import, in a process of its own (`bounded.py`)."""

import hashlib
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

import msgspec

from milipol_cli.base import bounded
from milipol_cli.imports.doubts import ImportedFile
from milipol_cli.imports.kept_options import KeptOptions, kept_in, read_with_kept
from milipol_cli.imports.report import Orders
from milipol_cli.imports.tables import TableRequest
from milipol_cli.network.load.reading import read_text
from milipol_cli.network.model.record import Record, convert

_File = TypeVar("_File", bound=ImportedFile)


class ReadImport(NamedTuple, Generic[_File]):
    """The contents of a file, and the orders with all options it was read with."""

    imported: _File
    orders: Orders
    sha256: str


def read_with(file: str, reader: str, request: Record, kind: type[_File]) -> _File:
    """What the module `reader` makes of a file, or of stdin ("-").

    Raises BadInput, or InvalidData for a file that cannot be read.
    """
    raw, name = bounded.content(file), bounded.shown_name(file)
    return convert(bounded.call_reader(reader, name, raw, request), kind)


def read_with_kept_options(
    orders: Orders,
    old_name: str | None,
    request_of: Callable[[TableRequest], Record],
    kind: type[_File],
) -> ReadImport[_File]:
    """What the module of `kind` makes of the file of an import.

    The file is read with the options in the orders, and with the options that the file
    of the last import keeps: `old_name` in the data folder, None for a new edition.
    """
    raw = bounded.content(orders.file)
    old_text = "" if old_name is None else read_text(orders.into.root / old_name) or ""

    def read(tables: TableRequest) -> _File:
        request = request_of(tables)
        value = bounded.call_reader(kind.__module__, orders.name, raw, request)
        return convert(value, kind)

    imported, used = read_with_kept(orders.tables, kept_in(old_text), read)
    orders = msgspec.structs.replace(orders, tables=used)
    return ReadImport(imported, orders, hashlib.sha256(raw).hexdigest())


def keeps_options(orders: Orders, imported: ImportedFile, text: str) -> bool:
    """Whether the text of a file keeps the options that another was read with."""
    return KeptOptions(orders.tables, imported.headers_read).lines in text
