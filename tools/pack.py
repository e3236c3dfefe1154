"""Packs the bundled lists of exhibitors -> `data/lists.pack`.

    .venv/bin/python tools/pack.py

`make` runs it after a change of the lists, and `tools/build_hook.py` in each build.
"""

from pathlib import Path

from milipol_cli.base.files import write_whole
from milipol_cli.network.load.packing import pack_folder
from milipol_cli.network.load.reading import PACK

DATA = Path(__file__).parents[1] / "data"

if __name__ == "__main__":
    write_whole(str(DATA / PACK), [pack_folder(DATA)])
