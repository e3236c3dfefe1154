"""The tables of bundled TOML files, as they were when milipol was built.

Parsing these files took a tenth of most answers. A table counts only for the text that
it was parsed from: a text that is another is parsed, and nothing is stale.
"""

import datetime as dt
import functools
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from milipol_cli.network.load.findings import ParsedTable

# The file in the folder of the bundled data that has the tables.
TABLES = "tables.pack"

# To be counted up when a pack is written in another way.
_NAME = b"milipol tables 1\n"
# How days and times are told from texts.
_DATE, _TIME = 1, 2


class ParsedTables:
    """The tables in the pack of a folder; none if the pack cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def table_of(self, text: str) -> ParsedTable | None:
        """The table of a file with this text; None if it is to be parsed."""
        raw = self._by_checksums.get(_checksums(text))
        return None if raw is None else _decoder().decode(raw)

    @functools.cached_property
    def _by_checksums(self) -> Mapping[bytes, memoryview]:
        """The packed tables by checksums; none if the pack is not there or damaged."""
        try:
            raw = (self._folder / TABLES).read_bytes()
        except OSError:
            return {}
        head, body = raw[: len(_NAME) + 4], memoryview(raw)[len(_NAME) + 4 :]
        if head != _head(body):
            return {}
        return msgspec.msgpack.decode(body, type=dict[bytes, memoryview])


def pack_tables(tables: Mapping[str, ParsedTable]) -> bytes:
    """The pack of tables by the texts that they were parsed from."""
    encode = msgspec.msgpack.encode
    packed = {_checksums(text): encode(_packable(tables[text])) for text in tables}
    body = encode(packed)
    return _head(body) + body


def _head(body: bytes | memoryview) -> bytes:
    """What a whole pack with this body begins with: the format, and a checksum."""
    return _NAME + zlib.crc32(body).to_bytes(4)


def _checksums(text: str) -> bytes:
    """Two checksums of a text, which take no time: other texts have others."""
    raw = text.encode()
    return zlib.crc32(raw).to_bytes(4) + zlib.adler32(raw).to_bytes(4)


def _packable(value: Any) -> Any:
    """A value of a table, with marks on days and times, which msgpack has as texts."""
    if isinstance(value, dict):
        return {key: _packable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_packable(item) for item in value]
    if type(value) is dt.date:
        return msgspec.msgpack.Ext(_DATE, value.toordinal().to_bytes(3))
    if type(value) is dt.time:
        return msgspec.msgpack.Ext(_TIME, value.isoformat().encode())
    return value


@functools.cache
def _decoder() -> msgspec.msgpack.Decoder[ParsedTable]:
    return msgspec.msgpack.Decoder(ParsedTable, ext_hook=_day_or_time)


def _day_or_time(kind: int, data: memoryview) -> dt.date | dt.time:
    """The value that `_packable` marked."""
    if kind == _TIME:
        return dt.time.fromisoformat(bytes(data).decode())
    return dt.date.fromordinal(int.from_bytes(data))
