"""The data of a list of folders as values: shows, programmes, news, sources, picks."""

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.errors import InvalidData
from milipol_cli.network.load import needed
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.folders import Folders
from milipol_cli.network.model.shows import ShowFile

if TYPE_CHECKING:
    from milipol_cli.network.model.news import NewsItem
    from milipol_cli.network.model.programmes import Programme
    from milipol_cli.network.model.sources import Source


class Data:
    """The data of a list of folders, read file by file as answers need it.

    The first folder is the bundle. Files that are wrong raise InvalidData, or with
    `warn` are passed over, as `Folders` has it.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[InvalidData], None] | None = None,
    ) -> None:
        self._folders = Folders(folders, warn)
        self._programmes: dict[str, Programme | None] = {}

    @functools.cached_property
    def shows(self) -> tuple[ShowFile, ...]:
        """Every show with its venues and editions, in order of id."""
        files = {name: self._show(name) for name in self._folders.shows()}
        while _share_a_name(found := [it for it in files.values() if it is not None]):
            # Where none is at fault any more, their files changed in between.
            for name in list(self._without_shared_names(found)) or files:
                files[name] = self._show(name)
        return tuple(found)

    def _without_shared_names(self, files: Sequence[ShowFile]) -> Iterator[str]:
        """The shows of which a file that claims another one's name is passed over."""
        from milipol_cli.network.load import claims  # noqa: PLC0415  for what is wrong alone

        names = [file.show.id for file in files]
        owners = claims.owners(
            claim
            for name in names
            for claim in claims.claims(name, self._folders.layers(show_name(name)))
        )
        for name, file in zip(names, files, strict=True):
            finding = next(needed.names(file, name, owners), None)
            if finding is not None:
                self._folders.without(show_name(name), finding)
                yield name

    def _show(self, name: str) -> ShowFile | None:
        def wrong(file: ShowFile) -> Iterator[Finding]:
            venues = {venue.id for venue in file.venue}
            return needed.show_file(file, name, venues)

        return self._folders.read(show_name(name), ShowFile, wrong)

    def programme(self, edition_id: str) -> "Programme | None":
        """The programme of an edition, or None where there is no file for it."""
        if edition_id not in self._programmes:
            self._programmes[edition_id] = self.programme_unkept(edition_id)
        return self._programmes[edition_id]

    def programme_to_share(self, edition_id: str) -> "Programme | None":
        """The programme of an edition, to be given to others.

        None where a file of it is wrong: that may say which sessions are private.
        """
        known = self.programme(edition_id)
        name = programme_name(edition_id)
        return None if self._folders.is_passed_over([name]) else known

    def programme_unkept(self, edition_id: str) -> "Programme | None":
        """The same, read anew: who goes through all of them need not hold them all."""
        from milipol_cli.network.model.programmes import Programme  # noqa: PLC0415

        return self._folders.read(
            programme_name(edition_id),
            Programme,
            lambda it: needed.programme(it, edition_id),
        )

    @functools.cached_property
    def news(self) -> "tuple[NewsItem, ...]":
        """The year-round news, in the order of the files."""
        from milipol_cli.network.model.news import NewsFile  # noqa: PLC0415

        file = self._folders.read("news.toml", NewsFile)
        return () if file is None else file.news

    @functools.cached_property
    def sources(self) -> "dict[str, Source]":
        """Every source by its id."""
        from milipol_cli.network.model.sources import SourcesFile  # noqa: PLC0415

        file = self._folders.read("sources.toml", SourcesFile)
        return {} if file is None else {source.id: source for source in file.source}


def _share_a_name(files: Sequence[ShowFile]) -> bool:
    names = [{file.show.id, *file.show.aliases} for file in files]
    return len(set().union(*names)) < sum(map(len, names))


def show_name(show_id: str) -> str:
    """The name of a show's file in a folder."""
    return f"{show_id}/show.toml"


def programme_name(edition_id: str) -> str:
    """The name of the file in a folder that holds the programme of an edition."""
    show_id, _, year = edition_id.rpartition("-")
    return f"{show_id}/{year}.toml"
