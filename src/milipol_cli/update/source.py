"""Where data is fetched from: an address, or a folder on this computer."""

import json
import os
import re
import stat
from pathlib import Path
from typing import Annotated, Protocol

import msgspec

from milipol_cli import files
from milipol_cli.errors import BadInput, InvalidData
from milipol_cli.network.load.data import value_of
from milipol_cli.network.load.reading import file_of, is_folder, read_file
from milipol_cli.network.model.record import Record
from milipol_cli.update.web import Read, WebFolder

_HEAD = "# Where milipol update fetches data from.\n"
_LINE = re.compile(r"^address\s*=.*$", re.MULTILINE)

_EXPECTED = "expected an address with https:// or a folder that milipol publish wrote"


class _Update(Record, frozen=True):
    address: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=2_000, description="an address or folder"
        ),
    ]


class _Config(Record, frozen=True):
    update: _Update | None = None


class Source(Protocol):
    """A published folder."""

    address: str

    def read(self, path: str, most_bytes: int, etag: str | None = None) -> Read | None:
        """A file in it; None if it still has the tag `etag`; raises InvalidData."""


class LocalFolder:
    """A published folder on this computer, or on a stick."""

    def __init__(self, address: str) -> None:
        self.address = address

    def read(self, path: str, most_bytes: int, etag: str | None = None) -> Read | None:  # noqa: ARG002  only servers have tags
        """A file in the folder; raises InvalidData if it cannot be read."""
        file = Path(self.address, path)
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                raise InvalidData(f"{file}: not a regular file")
            with file.open("rb") as opened:
                raw = opened.read(most_bytes + 1)
        except OSError as error:
            raise InvalidData(f"{file}: cannot be read: {error.strerror}") from None
        if len(raw) > most_bytes:
            raise InvalidData(f"{file}: larger than the {most_bytes:,} bytes expected")
        return Read(raw)


def source_named(name: str) -> Source:
    """The published folder with an address or a path; raises BadInput for neither."""
    if re.match("[A-Za-z][A-Za-z0-9+.-]*://", name):
        return WebFolder(name)
    try:
        path = os.path.realpath(name)
        path.encode()  # the file of settings is UTF-8
        if name and is_folder(Path(path)):
            return LocalFolder(path)
    except (InvalidData, OSError, ValueError):
        pass
    raise BadInput(f"{name!r}: no such folder; {_EXPECTED}")


def remembered(config: Path) -> str | None:
    """The address in the file of settings; raises InvalidData if it has errors."""
    file = read_file(config)
    value = None if file is None else value_of(file, _Config, lambda _: ())
    return None if value is None or value.update is None else value.update.address


def remember(config: Path, address: str) -> None:
    """Writes the address to the file of settings; its other lines stay.

    Raises InvalidData if the file has errors, CannotWrite if it cannot be written.
    """
    if remembered(config) == address:
        return
    file = read_file(config)
    old = _HEAD if file is None else file.text
    line = f"address = {json.dumps(address, ensure_ascii=False)}"
    new, number = _LINE.subn(lambda _: line, old)
    if not number:
        new = f"{old}\n[update]\n{line}\n"
    try:
        value = value_of(file_of(new, config), _Config, lambda _: ())
    except InvalidData:
        value = _Config()
    if value != _Config(_Update(address)):
        raise files.refused(config, "change the address in it yourself")
    files.make_folder(config.parent)
    files.write_whole(str(config), [new.encode()])
