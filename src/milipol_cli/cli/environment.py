"""The data, found through the environment."""

import os
from pathlib import Path

import typer

from milipol_cli.look import streams
from milipol_cli.network import load as catalog


def own_folder() -> Path:
    """The user's application folder for milipol, which may not exist."""
    return Path(typer.get_app_dir("milipol"))


def data_folders() -> list[Path]:
    """The data folders: the bundled one, then the user's own."""
    named = os.environ.get("MILIPOL_DATA")
    return list(catalog.data_folders(named, own_folder() / "data"))


def open_catalog() -> catalog.Catalog:
    """The data; each of the reader's files that has errors gets a line on stderr."""
    return catalog.Catalog(data_folders(), streams.warn)


def open_quietly() -> catalog.Catalog:
    """The data, without warnings about errors in it."""
    return catalog.Catalog(data_folders(), lambda _: None)
