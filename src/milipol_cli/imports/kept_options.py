"""The options of reading that are kept in the head of an imported file."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.imports.doubts import Doubts, ImportedFile, with_doubts
from milipol_cli.imports.tables import TableRequest
from milipol_cli.network.model.record import convert

_File = TypeVar("_File", bound=ImportedFile)

# Options that the next file of the edition needs, too.
_KEPT = ("columns", "dates", "clock", "sheet", "header_row", "encoding")
_DEFAULT = TableRequest()
_LINES = re.compile(r"^# read with: (?P<options>\{.*\})\n# headers: (?P<headers>.*)$", re.MULTILINE)


class KeptOptions(NamedTuple):
    """Options of reading, with the sheets and headers of the file they were for."""

    options: TableRequest
    headers: tuple[str, ...]

    @property
    def words(self) -> str:
        """The options as they are typed: "--dates d/m/y --encoding cp1252"."""
        return shlex.join(_typed(_options_given(self.options)))

    @property
    def lines(self) -> str:
        """The comments that keep them; none for the default options."""
        given = _options_given(self.options)
        if not given:
            return ""
        return f"# read with: {_json(given)}\n# headers: {_json(self.headers)}\n"


def options_to_read_again(options: TableRequest) -> tuple[str, ...]:
    """The words of the options that the same file needs in another command."""
    return tuple(_typed(_options_given(options, (*_KEPT, "rest"))))


def _typed(options: Mapping[str, object]) -> Iterator[str]:
    """The words of options by name, as they are typed: "--dates", "d/m/y"."""
    for name, value in options.items():
        yield f"--{name.replace('_', '-')}"
        if isinstance(value, dict):
            yield ",".join(f"{field}={header}" for field, header in value.items())
        else:
            yield str(value)


def _options_given(options: TableRequest, names: Sequence[str] = _KEPT) -> dict[str, object]:
    """The options that are not the default, by name; those to keep, if no others."""
    values = {name: getattr(options, name) for name in names}
    return {name: value for name, value in values.items() if value != getattr(_DEFAULT, name)}


def _json(value: object) -> str:
    # TOML allows no DEL in a comment.
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def kept_in(text: str) -> KeptOptions | None:
    """The options in the head of a file; None without options, or with wrong ones."""
    match = _LINES.search(text)
    if match is None:
        return None
    try:
        options = convert(msgspec.json.decode(match["options"]), TableRequest)
        return KeptOptions(options, msgspec.json.decode(match["headers"], type=tuple[str, ...]))
    except msgspec.MsgspecError:
        return None


def read_with_kept(
    asked: TableRequest, kept: KeptOptions | None, read: Callable[[TableRequest], _File]
) -> tuple[_File, TableRequest]:
    """The contents of a file, and the options it was read with: asked for and kept.

    A file that cannot be read with the kept options, or has other sheets or headers
    than the file that they were for, is read without them. What was done is a doubt.
    """
    names_asked = _options_given(asked).keys()
    last_time = {} if kept is None else _options_given(kept.options)
    added = {name: value for name, value in last_time.items() if name not in names_asked}
    if kept is None or not added:
        return read(asked), asked
    words = KeptOptions(msgspec.structs.replace(_DEFAULT, **added), ()).words
    asked_and_kept = msgspec.structs.replace(asked, **added)
    try:
        imported = read(asked_and_kept)
    except (BadInput, InvalidData):
        imported = None
    if imported is not None and imported.headers_read == kept.headers:
        note = f"read with {words}, as the last time"
        return with_doubts(imported, Doubts([note])), asked_and_kept
    imported = read(asked)
    is_same_layout = imported.headers_read == kept.headers
    why = "not true of this file" if is_same_layout else "other headers or sheets"
    note = f"{words} of the last time was dropped: {why}"
    return with_doubts(imported, Doubts([note])), asked
