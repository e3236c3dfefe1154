"""The file of settings: the address that `milipol update` remembers."""

import re
from pathlib import Path
from typing import Annotated

import msgspec

from milipol_cli import files
from milipol_cli.errors import InvalidData
from milipol_cli.network.load.data import value_of
from milipol_cli.network.load.reading import file_of, read_file
from milipol_cli.network.model.record import Record

_HEAD = "# Where milipol update fetches data from.\n"
# The line of the address, with a comment at its end.
_LINE = r"""(?mx)^ address \s* = \s*
    (?: "(?:[^"\\\n]|\\.)*" | '[^'\n]*' ) (?P<rest>[ \t]*(?:\#.*)?) $"""


class _Update(Record, frozen=True):
    address: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=2_000, description="an address or folder"
        ),
    ]


class _Config(Record, frozen=True):
    update: _Update | None = None


def remembered(config: Path) -> str | None:
    """The address in the file of settings; raises InvalidData if it has errors."""
    file = read_file(config)
    value = None if file is None else value_of(file, _Config, lambda _: ())
    return None if value is None or value.update is None else value.update.address


def remember(config: Path, address: str) -> None:
    """Writes the address to the file of settings; the rest stays.

    Raises InvalidData if the file has errors, CannotWrite if it cannot be written.
    """
    if remembered(config) == address:
        return
    file = read_file(config)
    old = _HEAD if file is None else file.text
    line = f"address = {msgspec.json.encode(address).decode()}"
    new, number = re.subn(_LINE, lambda match: line + match["rest"], old)
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
