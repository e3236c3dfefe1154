"""Adds the pack of the lists of exhibitors to a wheel, or to the clone of an install.

The build backend calls it (`pyproject.toml`). A wheel has the lists of other fairs in
the pack only; an editable install reads the pack in the clone.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface):  # type: ignore[misc]  # the group `slow` has hatchling
    """Writes the pack when a build begins."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the pack to what a wheel includes."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from milipol_cli.base.files import write_whole  # noqa: PLC0415  not installed
        from milipol_cli.network.load.packing import pack_folder  # noqa: PLC0415  as above
        from milipol_cli.network.load.reading import PACK  # noqa: PLC0415  as above

        is_editable = version == "editable"
        pack = pack_folder(root / "data", with_states=is_editable)
        folder = root / "data"
        if not is_editable:
            self._temporary = tempfile.TemporaryDirectory()
            folder = Path(self._temporary.name)
            build_data["force_include"][str(folder / PACK)] = f"milipol_cli/data/{PACK}"
        write_whole(str(folder / PACK), [pack])
