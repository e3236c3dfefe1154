"""The data, found through the environment."""

import os
from pathlib import Path

from milipol_cli.cli.home import own_folder
from milipol_cli.cli.settings import remembered
from milipol_cli.errors import InvalidData
from milipol_cli.look import streams
from milipol_cli.look.words import renewing
from milipol_cli.network import load as catalog
from milipol_cli.network.load.fetched import in_use


def data_folders() -> list[Path]:
    """The data folders: the bundled or newer fetched data, then the user's own."""
    named = os.environ.get("MILIPOL_DATA")
    own = own_folder()
    data = None if own is None else own / "data"
    return list(catalog.data_folders(named, data, base_folder()))


def base_folder() -> Path:
    """The folder of the bundled data, or of newer data that was fetched."""
    return catalog.base_folder(fetched_folder())


def base_adds() -> bool:
    """Whether that folder has more than the bundled data of its publisher."""
    root = fetched_folder()
    fetched = None if root is None else in_use(root)
    return fetched is not None and fetched.adds


def fetched_folder() -> Path | None:
    """The folder of fetched data, whether it exists or not; None without a place."""
    own = own_folder()
    return None if own is None else own / "fetched"


def open_catalog() -> catalog.Catalog:
    """The data; each of the reader's files that has errors gets a line on stderr."""
    renewing.advise_update(has_address)
    return catalog.Catalog(data_folders(), streams.warn)


def has_address() -> bool:
    """Whether `milipol update` knows an address."""
    if os.environ.get("MILIPOL_UPDATE_URL"):
        return True
    config = config_file()
    try:
        return config is not None and remembered(config) is not None
    except InvalidData:
        return False


def config_file() -> Path | None:
    """The file of settings, whether it exists or not; None without a place."""
    own = own_folder()
    return None if own is None else own / "config.toml"


def open_quietly() -> catalog.Catalog:
    """The data, without warnings about errors in it."""
    return catalog.Catalog(data_folders(), lambda _: None)
