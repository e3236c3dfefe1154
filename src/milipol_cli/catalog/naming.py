"""What to check, by the names of files and folders."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from milipol_cli.catalog.reading import bundle, has_show, is_folder, number_among
from milipol_cli.errors import BadInput


def laid_out(named: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The folders to lay over one another, and what of them is asked for.

    Named is a data folder, the folder of a show in one, or a file of either. It lies
    over the bundle, unless it is of the bundle itself. Raises BadInput for what is not
    there, and for a file that holds no data; InvalidData for what cannot be looked at.
    """
    folders, asked = [bundle()], list[Path]()
    for name in named:
        root, tail = _parted(name)
        at = number_among(folders, root)
        if at is None:
            folders.append(root)
        elif not asked:
            folders[at] = root  # the bundle, as it was named
        asked.append(folders[-1 if at is None else at] / tail)
    return folders, asked


def _parted(name: str) -> tuple[Path, Path]:
    """The data folder that a name leads into, and the rest of the way."""
    if not name:  # which would be the folder one stands in
        raise BadInput("'': no name; expected a folder or a file")
    path = Path(name)
    if not os.path.lexists(path):
        raise BadInput(f"{name!r}: no such file or folder")
    if is_folder(path):
        return _parted_above(path) if has_show(path) else (path, Path())
    if path.name in ("news.toml", "sources.toml"):
        return path.parent, Path(path.name)
    if re.fullmatch(r"(show|[0-9]{4})\.toml", path.name) is None:
        raise BadInput(
            f"{name!r}: no data file; expected show.toml, a year like 2027.toml,"
            " news.toml, sources.toml or a folder"
        )
    root, folder = _parted_above(path.parent)
    return root, folder / path.name


def _parted_above(folder: Path) -> tuple[Path, Path]:
    """The data folder that a show's folder is in, and its name there."""
    if folder.name in ("", ".."):
        folder = folder.resolve()
    return folder.parent, Path(folder.name)
