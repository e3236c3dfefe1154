"""The data, found through the environment."""

import os
from pathlib import Path

from milipol_cli.cli.home import own_folder
from milipol_cli.look import streams
from milipol_cli.network import load as catalog


def data_folders() -> list[Path]:
    """The data folders: the bundled one, then the user's own."""
    named = os.environ.get("MILIPOL_DATA")
    own = own_folder()
    return list(catalog.data_folders(named, None if own is None else own / "data"))


def open_catalog() -> catalog.Catalog:
    """The data; each of the reader's files that has errors gets a line on stderr."""
    return catalog.Catalog(data_folders(), streams.warn)


def open_quietly() -> catalog.Catalog:
    """The data, without warnings about errors in it."""
    return catalog.Catalog(data_folders(), lambda _: None)
