"""What to check, by the names of files and folders."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.errors import BadInput
from milipol_cli.network.load.reading import bundle, has_show, is_folder, number_among


class Named(NamedTuple):
    """The folders to lay over one another, what of them is asked for, and agendas."""

    folders: list[Path]
    asked: list[Path]
    agendas: list[Path]


def named(names: Sequence[str]) -> Named:
    """What to check, by its names.

    Named is a data folder, the folder of a show in one, a file of either, or an agenda.
    All but that lies over the bundle, unless it is of the bundle itself. Raises
    BadInput for what is not there, and for a file that holds no data; InvalidData for
    what cannot be looked at.
    """
    folders, asked, agendas = [bundle()], list[Path](), list[Path]()
    for path in map(_existing, names):
        if path.name == "agenda.toml" and not is_folder(path):
            agendas.append(path)
            continue
        root, tail = _parted(path)
        at = number_among(folders, root)
        if at is None:
            folders.append(root)
        elif not asked:
            folders[at] = root  # the bundle, as it was named
        asked.append(folders[-1 if at is None else at] / tail)
    return Named(folders if asked else [], asked, agendas)


def _existing(name: str) -> Path:
    if not name:  # which would be the folder one stands in
        raise BadInput("'': no name; expected a folder or a file")
    if not os.path.lexists(name):
        raise BadInput(f"{name!r}: no such file or folder")
    return Path(name)


def _parted(path: Path) -> tuple[Path, Path]:
    """The data folder that a name leads into, and the rest of the way."""
    if is_folder(path):
        return _parted_above(path) if has_show(path) else (path, Path())
    if path.name in ("news.toml", "sources.toml"):
        return path.parent, Path(path.name)
    if re.fullmatch(r"(show|[0-9]{4})\.toml", path.name) is None:
        raise BadInput(
            f"{str(path)!r}: no data file; expected show.toml, a year like 2027.toml,"
            " news.toml, sources.toml, agenda.toml or a folder"
        )
    root, folder = _parted_above(path.parent)
    return root, folder / path.name


def _parted_above(folder: Path) -> tuple[Path, Path]:
    """The data folder that a show's folder is in, and its name there."""
    if folder.name in ("", ".."):
        folder = folder.resolve()
    return folder.parent, Path(folder.name)
