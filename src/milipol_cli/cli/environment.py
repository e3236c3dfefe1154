"""The user's folders and data, found through the environment."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from milipol_cli.base import streams
from milipol_cli.base.errors import InvalidData
from milipol_cli.look.words import sources
from milipol_cli.network import load as catalog
from milipol_cli.network.load.fetched import base_of, fetched_in_use
from milipol_cli.network.load.reading import Base

# Where systems keep settings: a variable that names the folder, or else one at home.
_SETTINGS = {"win32": ("APPDATA", ""), "darwin": ("", "Library/Application Support")}


def home() -> Path | None:
    """The user's home folder; None if it is not known."""
    if os.environ.get("HOME") == "":
        return None  # Python would take the root folder
    return _absolute(os.path.expanduser("~"))  # noqa: PTH111  Path.home() may raise


def own_path(name: str) -> Path | None:
    """The path of this name in the user's folder for milipol, which need not exist.

    None if it would be in the home folder, and that is not known.
    """
    variable, below_home = _SETTINGS.get(sys.platform, ("XDG_CONFIG_HOME", ".config"))
    settings, at_home = _absolute(os.environ.get(variable)), home()
    if settings is None and at_home is not None:
        settings = at_home / below_home
    return None if settings is None else settings / "milipol" / name


def _absolute(name: str | None) -> Path | None:
    """The path of this name; None if it is relative.

    The XDG Base Directory Specification says to ignore relative paths.
    """
    return Path(name) if name and os.path.isabs(name) else None  # noqa: PTH117


def data_folders() -> list[Path]:
    """The data folders: the bundled or newer fetched data, then the user's own."""
    named = os.environ.get("MILIPOL_DATA", "")
    return catalog.data_folders(base().root, named, own_path("data"))


def base() -> Base:
    """The data that the user's own data adds to: bundled or fetched."""
    return base_of(fetched_folder())


def base_adds() -> bool:
    """Whether the data in use has more than the bundled data of its publisher."""
    root = fetched_folder()
    fetched = None if root is None else fetched_in_use(root)
    return fetched is not None and fetched.adds


def fetched_folder() -> Path | None:
    """The folder of fetched data, whether it exists or not; None without a place."""
    return own_path("fetched")


def open_catalog() -> catalog.Catalog:
    """The data; each of the reader's files that has errors gets a line on stderr."""
    sources.advise_update(has_address)
    return open_data(streams.warn)


def open_data(warn: Callable[[str], None]) -> catalog.Catalog:
    """The data; `warn` gets a line for each of the user's files that has errors."""
    return catalog.Catalog(data_folders(), warn, base=base())


def has_address() -> bool:
    """Whether `milipol update` knows an address."""
    from milipol_cli.cli.settings import remembered_address  # noqa: PLC0415  only for old data

    if os.environ.get("MILIPOL_UPDATE_URL"):
        return True
    config = config_file()
    try:
        return config is not None and remembered_address(config) is not None
    except InvalidData:
        return False


def config_file() -> Path | None:
    """The file of settings, whether it exists or not; None without a place."""
    return own_path("config.toml")


def open_quietly() -> catalog.Catalog:
    """The data, without warnings about errors in it."""
    return open_data(lambda _: None)
