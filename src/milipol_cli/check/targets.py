"""The files and folders that `milipol check` checks."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.errors import BadInput, no_such_file
from milipol_cli.network.load.data import NEWS, OF_SHOW, SOURCES
from milipol_cli.network.load.reading import bundle, has_show, is_folder, number_among


class Targets(NamedTuple):
    """Data folders, the files and folders in them to check, and agendas to check."""

    folders: list[Path]
    paths: list[Path]
    agendas: list[Path]


def find_targets(names: Sequence[str], base: Path) -> Targets:
    """What to check, from the names of files and folders.

    Each name is a data folder, the folder of a show, a file in one of these, or an
    agenda. Data folders add to `base`, unless they are the base or the bundled data.
    Raises BadInput for a path that does not exist or is not a data file, InvalidData
    for a path that cannot be read.
    """
    folders, paths, agendas = [base], list[Path](), list[Path]()
    for path in map(_existing, names):
        if path.name == "agenda.toml" and not is_folder(path):
            agendas.append(path)
            continue
        root, tail = _parted(path)
        at = 0 if root.samefile(bundle()) else number_among(folders, root)
        if at is None:
            folders.append(root)
        elif not paths:
            folders[at] = root  # the bundled data, with the path as it was given
        paths.append(folders[-1 if at is None else at] / tail)
    return Targets(folders if paths else [], paths, agendas)


def _existing(name: str) -> Path:
    if not name:  # Path("") would be the current folder
        raise BadInput("'': no name; expected a folder or a file")
    if not os.path.lexists(name):
        raise no_such_file(name)
    return Path(name)


def _parted(path: Path) -> tuple[Path, Path]:
    """The data folder that a path is in, and the rest of the path."""
    if is_folder(path):
        return _parted_above(path) if has_show(path) else (path, Path())
    if path.name in (NEWS, SOURCES):
        return path.parent, Path(path.name)
    if re.fullmatch(OF_SHOW, path.name) is None:
        raise BadInput(
            f"{str(path)!r}: not a data file; expected show.toml, a year like"
            " 2027.toml, 2027-extra.toml or 2027.exhibitors.toml, news.toml,"
            " sources.toml, agenda.toml or a folder"
        )
    root, folder = _parted_above(path.parent)
    return root, folder / path.name


def _parted_above(folder: Path) -> tuple[Path, Path]:
    """The data folder that contains the folder of a show, and that folder's name."""
    if folder.name in ("", ".."):
        folder = folder.resolve()
    return folder.parent, Path(folder.name)
