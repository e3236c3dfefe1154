"""Adds the packs of bundled data to a wheel, or to the clone of an install.

The build backend calls it (`pyproject.toml`). A wheel has the lists of other fairs in
the pack only; an editable install reads the packs in the clone.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface):  # type: ignore[misc]  # the group `slow` has hatchling
    """Writes the packs when a build begins."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the packs to what a wheel includes."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from milipol_cli.base.files import write_whole  # noqa: PLC0415  not installed
        from milipol_cli.network.load.packing import packs  # noqa: PLC0415  as above

        folder = root / "data"
        is_editable = version == "editable"
        made = packs(folder, with_states=is_editable)
        if not is_editable:
            self._temporary = tempfile.TemporaryDirectory()
            folder = Path(self._temporary.name)
        for name, pack in made.items():
            write_whole(str(folder / name), [pack])
            if not is_editable:
                included = build_data["force_include"]
                included[str(folder / name)] = f"milipol_cli/data/{name}"
