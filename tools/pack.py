"""Packs the bundled data -> `data/lists.pack` and `data/tables.pack`.

    .venv/bin/python tools/pack.py

`make` runs it after a change of the data, and `tools/build_hook.py` in each build.
"""

from pathlib import Path

from milipol_cli.base.files import write_whole
from milipol_cli.network.load.packing import packs

DATA = Path(__file__).parents[1] / "data"

if __name__ == "__main__":
    for name, pack in packs(DATA, with_states=True).items():
        write_whole(str(DATA / name), [pack])
