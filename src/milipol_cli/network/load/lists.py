"""The lists of exhibitors of shows and of other fairs, from the pack or from files."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from milipol_cli.network.company_names import Companies, LinkedNames, linked_names
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.pack import CannotUse, Pack, usable_pack
from milipol_cli.network.load.reading import (
    CIRCUIT,
    COMPANIES,
    FAIRS,
    PACK,
    Folders,
    bundle,
    is_installed,
    read_file,
)
from milipol_cli.network.model.exhibitor_ids import exhibitors_name
from milipol_cli.network.model.exhibitors import ExhibitorList, ListOfFair
from milipol_cli.network.model.shows import ShowFile

if TYPE_CHECKING:  # most answers are of shows, and need none of them
    from milipol_cli.network.load.companies import AllCompanies
    from milipol_cli.network.model.companies import CompaniesFile
    from milipol_cli.network.model.fairs import Fair, FairList, FairsFile
    from milipol_cli.network.model.sources import Source


class Lists:
    """The lists in data folders; those that are in the pack are answered from it.

    `read` reads the list of an edition from files, `read_companies` the files about
    companies; `editions` gives the ids of the editions of all shows.
    """

    def __init__(
        self,
        folders: Folders,
        read: Callable[[str], ExhibitorList | None],
        read_companies: Callable[[], "Sequence[tuple[CompaniesFile, bool]]"],
        editions: Callable[[], Iterable[str]],
    ) -> None:
        self._folders = folders
        self._read = read
        self._read_companies = read_companies
        self._editions = editions
        self._lists: dict[str, ExhibitorList | None] = {}

    def list_of(self, edition_id: str) -> ExhibitorList | None:
        """The list of an edition of a show or a fair; None if there is none."""
        if edition_id not in self._lists:
            self._lists[edition_id] = self._list_of(edition_id)
        return self._lists[edition_id]

    def _list_of(self, edition_id: str) -> ExhibitorList | None:
        if self._pack is not None and self._is_packed(edition_id):
            return self._pack.list_of(edition_id)
        from_files = self._read(edition_id)
        if from_files is None and self._is_of_fair(edition_id):
            packed = self._whole_pack.list_of(edition_id)
            return ListOfFair(**structs.asdict(packed), collected=self.collected)
        return from_files

    def _is_of_fair(self, edition_id: str) -> bool:
        """Whether an edition is of a fair, by the names of packed lists."""
        if self._pack is None:
            return edition_id in self.editions_of_fairs
        is_of_show = exhibitors_name(edition_id) in self._pack.about.hashes
        return edition_id in self._pack.editions and not is_of_show

    def may_have_any(self, words: Iterable[str], edition_ids: Iterable[str]) -> bool:
        """Whether lists of some editions may have any of some folded words.

        Packed lists are searched, without making their entries. Any other list counts
        as one that may have them.
        """
        edition_ids = [*edition_ids]
        packed = [edition for edition in edition_ids if self._is_packed(edition)]
        others = (edition for edition in edition_ids if edition not in packed)
        if any(self.list_of(edition) is not None for edition in others):
            return True
        return self._pack is not None and self._pack.may_have_any(words, packed)

    @functools.cached_property
    def companies(self) -> Companies:
        """Which names on the lists of shows are of one company, as files say."""
        return Companies(self._linked_names, self._known_keys)

    @functools.cached_property
    def all_companies(self) -> "AllCompanies":
        """The companies on all lists, also of fairs, linked by rules, too.

        Of a fetched file about companies, unless it is the one in the pack, only what
        is the same counts: rules made of lists know more of what may be.
        """
        of_shows = [*self._editions()]
        packed = [edition for edition in of_shows if self._is_packed(edition)]
        own = {
            edition: exhibitors
            for edition in of_shows
            if edition not in packed and (exhibitors := self._read(edition)) is not None
        }
        of_fairs = [edition for edition in self.editions_of_fairs if edition not in own]
        # What links names takes a while to import, and few answers need it.
        from milipol_cli.network.load.companies import AllCompanies  # noqa: PLC0415
        from milipol_cli.network.model.companies import CompaniesFile  # noqa: PLC0415

        files = [
            file if is_own else CompaniesFile(same=file.same)
            for file, is_own in self._read_companies()
            if is_own or not self._is_in(self._whole_pack, COMPANIES)
        ]
        return AllCompanies(self._whole_pack, [*packed, *of_fairs], own, files)

    @functools.cached_property
    def _fairs(self) -> "FairsFile | None":
        if self._pack is not None:
            return self._pack.fairs
        from milipol_cli.network.model.fairs import FairsFile  # noqa: PLC0415  as above

        file = read_file(bundle() / CIRCUIT / FAIRS)
        return None if file is None else value_of(file, FairsFile, lambda _: ())

    @functools.cached_property
    def shows_of_fairs(self) -> Mapping[str, ShowFile]:
        """The other fairs as shows, by their ids."""
        from milipol_cli.network.fairs import fair_shows  # noqa: PLC0415  as above

        files = () if self._fairs is None else fair_shows(self._fairs)
        return {file.show.id: file for file in files}

    @functools.cached_property
    def sources_of_fairs(self) -> "Mapping[str, Source]":
        """The sources of the lists of fairs, by their ids."""
        from milipol_cli.network.fairs import fair_sources  # noqa: PLC0415  as above

        return {} if self._fairs is None else fair_sources(self._fairs)

    @property
    def fairs(self) -> "Sequence[Fair]":
        """The other fairs of which there are lists."""
        return () if self._fairs is None else self._fairs.fair

    @functools.cached_property
    def editions_of_fairs(self) -> Sequence[str]:
        """The ids of the editions of fairs, of which there are lists."""
        return [f"{fair.id}-{listing.year}" for fair in self.fairs for listing in fair.list]

    @functools.cached_property
    def lists_of_fairs(self) -> "Mapping[str, tuple[Fair, FairList]]":
        """The lists of fairs by edition, without editions that shows have, too."""
        of_shows = {*self._editions()}
        lists = ((fair, of_year) for fair in self.fairs for of_year in fair.list)
        by_edition = zip(self.editions_of_fairs, lists, strict=True)
        return {
            edition: fair_and_list
            for edition, fair_and_list in by_edition
            if edition not in of_shows
        }

    @property
    def packed_names(self) -> Sequence[str]:
        """The names on bundled lists, also of fairs."""
        return self._whole_pack.every_row.names

    @property
    def collected(self) -> dt.date:
        """The day on which lists of fairs were collected."""
        return dt.date.min if self._fairs is None else self._fairs.collection.date

    @functools.cached_property
    def _pack(self) -> Pack | None:
        """The pack of the bundled data; None if it cannot be used."""
        folder = bundle()
        is_source = not is_installed(folder)
        try:
            return usable_pack(folder, is_source=is_source)
        except CannotUse as error:
            result, advice = "lists are read from their files", "run make pack"
            if not is_source:
                result = "lists of other fairs are missing"
                advice = "install milipol again"
            self._folders.warn_once(f"{folder / PACK}: {error}, so {result}", advice)
            return None

    @functools.cached_property
    def _whole_pack(self) -> Pack:
        """The pack, or a pack made now of the files in the bundled data."""
        if self._pack is not None:
            return self._pack
        from milipol_cli.network.load.packing import pack_folder  # noqa: PLC0415  rare

        return Pack(pack_folder(bundle()))

    def _is_packed(self, edition_id: str) -> bool:
        """Whether the list that counts for an edition of a show is in the pack."""
        return self._has_packed(exhibitors_name(edition_id))

    def _has_packed(self, name: str) -> bool:
        """Whether the pack has the file of this name that counts.

        A file of the user is never in the pack.
        """
        if self._pack is None or self._folders.has_own(name):
            return False
        return self._is_in(self._pack, name)

    def _is_in(self, pack: Pack, name: str) -> bool:
        """Whether a pack has the file of this name that is bundled, or was fetched."""
        packed_hash = pack.about.hashes.get(name)
        if packed_hash is None or self._folders.base.root_of(name) == bundle():
            return packed_hash is not None
        return packed_hash == self._folders.hash_of(name)

    def _linked_names(self) -> LinkedNames:
        if self._pack is not None and self._has_packed(COMPANIES):
            return self._pack.linked
        return linked_names([file for file, _ in self._read_companies()])

    def _known_keys(self) -> Iterable[tuple[str, str]]:
        return () if self._pack is None else self._pack.name_keys
