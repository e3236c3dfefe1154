"""TOML files -> values; the only owner of tomli, and the only reader of data files.

Data is in a list of folders, the bundled data first and the user's own after it. Each
file is checked by itself, then added to what the folders before it have. A file is
opened when it is needed.
"""

from milipol_cli.network.load.ids import Catalog, Match
from milipol_cli.network.load.reading import MAX_BYTES, data_folders

__all__ = [
    "MAX_BYTES",
    "Catalog",
    "Match",
    "data_folders",
]
