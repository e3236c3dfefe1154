"""The file of settings: the address that `milipol update` fetches data from."""

from pathlib import Path
from typing import Annotated

import msgspec

from milipol_cli.base import files
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.reading import read_file
from milipol_cli.network.model.record import Record

_HEAD = "# Where milipol update fetches data from.\n"


class _Update(Record, frozen=True):
    address: Annotated[str, msgspec.Meta(min_length=1, description="an address or folder")]


class _Config(Record, frozen=True):
    update: _Update | None = None


def remembered_address(config: Path) -> str | None:
    """The address in the file of settings; raises InvalidData if it has errors."""
    file = read_file(config)
    value = None if file is None else value_of(file, _Config, lambda _: ())
    return None if value is None or value.update is None else value.update.address


def remember_address(config: Path, address: str) -> None:
    """Writes the address to the settings; raises InvalidData or CannotWrite."""
    if remembered_address(config) == address:
        return
    from milipol_cli.base.toml_values import toml_value  # noqa: PLC0415  rarely needed

    file, value = read_file(config), toml_value(address)
    text = f"{_HEAD}\n[update]\naddress = {value}\n"
    if file is not None:
        from milipol_cli.base.toml_lines import split_tables  # noqa: PLC0415  as above

        settings = split_tables(file.text)
        if settings.tables:  # [update], the only table that is allowed
            text = "".join(settings.with_values_in(0, {"address": value}).lines)
    files.make_folder(config.parent)
    files.write_whole(str(config), [text.encode()])
