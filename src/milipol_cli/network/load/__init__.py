"""Reads folders of TOML files into values; no other module reads data files.

The first folder is the base: the bundled data, or newer data that was fetched. The
user's own folders follow. Each file is checked by itself, then added to the data of the
folders before it. Files are read only when they are needed.
"""

from milipol_cli.network.load.ids import Catalog, Match
from milipol_cli.network.load.reading import MAX_BYTES, data_folders

__all__ = ["MAX_BYTES", "Catalog", "Match", "data_folders"]
