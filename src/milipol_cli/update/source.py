"""Where data is fetched from: an address, or a folder on this computer."""

import os
import re
import stat
from pathlib import Path
from typing import Protocol

from milipol_cli.errors import BadInput, InvalidData, no_such_file
from milipol_cli.network.load.reading import is_folder
from milipol_cli.update.web import Read, WebFolder

_EXPECTED = "expected an address with https:// or a folder that milipol publish wrote"


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
    if os.path.lexists(name):
        raise BadInput(f"{name!r}: not a folder; {_EXPECTED}")
    raise no_such_file(name, _EXPECTED)
