"""TOML files -> values; the only owner of tomli, and the only reader of data files.

Data lies in a list of folders, the bundle first and the reader's own after it. The
tables of all folders are merged by id before they become values, so that a table of
the reader's may hold only what it changes. A file is opened when it is asked for.
"""

from milipol_cli.network.load.ids import Catalog, Found
from milipol_cli.network.load.reading import MAX_BYTES, data_folders, own_folder

__all__ = [
    "MAX_BYTES",
    "Catalog",
    "Found",
    "data_folders",
    "own_folder",
]
