"""The exhibitors of an edition, as a list printed them."""

import datetime as dt
import functools
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

import msgspec

from milipol_cli.base.folding import FreeIds, fold, slug
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.record import (
    MOST_LISTED,
    Count,
    CountryCode,
    EditionId,
    Notes,
    Record,
    Sources,
    Text,
)
from milipol_cli.network.model.shows import Known

# A shorter list is a part of one.
WHOLE_LIST = 100

# The longest id that is made of a name, without the id of the edition.
_MOST_LETTERS = 80

# So many letters or digits that a name begins with are those of its id.
_START = 3

Texts = Annotated[tuple[Text, ...], msgspec.Meta(max_length=MOST_LISTED)]


class Exhibitor(Record, frozen=True, kw_only=True):
    """An entry of a list of exhibitors.

    `country` is the country as it was printed, if that has no code. `stand` and `hall`
    are lists, as a company may have several. `listed_by` is the day of the first copy
    of the list with the entry, if that is a later one than the first copy.
    """

    name: Text
    country_code: CountryCode | None = None
    country: Text | None = None
    website: Text | None = None
    categories: Texts = ()
    stand: Texts = ()
    hall: Texts = ()
    listed_by: dt.date | None = None

    @property
    def country_name(self) -> str | None:
        code = self.country_code
        return self.country if code is None else countries().get(code, code)


class Copy(Record, frozen=True, kw_only=True):
    """A list as it was `copied` on a day, and how many it `listed` then."""

    copied: dt.date
    listed: Count


class ListedExhibitor(NamedTuple):
    """An exhibitor of an edition; `key` is the id within the edition."""

    edition: str
    key: str
    exhibitor: Exhibitor

    @property
    def id(self) -> str:
        """The whole id, like paris-2025/exhibitors/thales."""
        return f"{self.edition}/{EXHIBITORS}/{self.key}"


class ExhibitorList(Known, frozen=True, kw_only=True, dict=True):
    """The contents of a `<year>.exhibitors.toml`: who exhibited at one edition.

    It was `copied` on a day, from a `page` of the organiser if that is known. The
    number of entries is no figure of exhibitors: some are listed twice, others were
    left out. The `earlier` copies, oldest first, may have had entries that are gone.
    """

    edition: EditionId
    copied: dt.date
    earlier: Annotated[tuple[Copy, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()
    page: Text | None = None
    notes: Notes = ()
    source: Sources
    exhibitor: tuple[Exhibitor, ...] = ()

    def as_of_day(self, day: dt.date) -> "ExhibitorList":
        """The list as of a day: the entries of the copies until then, with their ids.

        Entries that later copies do not have are lost; `gone` is their number.
        """
        if day >= self.copied:
            return self
        copies = tuple(copy for copy in self.earlier if copy.copied <= day)
        by_key = {
            key: listed
            for key, listed in self.by_key.items()
            if self.day_listed(listed.exhibitor) <= day
        }
        then = msgspec.structs.replace(
            self,
            copied=copies[-1].copied if copies else self.copied,
            earlier=copies,
            exhibitor=tuple(listed.exhibitor for listed in by_key.values()),
        )
        # The ids stay those of the whole list, which may number two of one name.
        vars(then)["by_key"] = by_key
        return then

    def day_listed(self, exhibitor: Exhibitor) -> dt.date:
        """The first as-of date on which an entry is known."""
        return exhibitor.listed_by or self.day_known

    @property
    def is_part(self) -> bool:
        """Whether it has too few entries to compare a later list with it."""
        return len(self.exhibitor) < WHOLE_LIST

    @property
    def gone(self) -> int:
        """How many entries of the last copy of a list as of a day later copies lack."""
        if not self.earlier or self.earlier[-1].copied != self.copied:
            return 0
        return self.earlier[-1].listed - len(self.exhibitor)

    @functools.cached_property
    def listed(self) -> Sequence[ListedExhibitor]:
        """The exhibitors with their ids, in the order of the list."""
        return tuple(self.by_key.values())

    def listed_at(self, positions: Collection[int]) -> Sequence[ListedExhibitor]:
        """The entries at some positions with ids, without making all other ids."""
        starts = {exhibitor_key(self.exhibitor[index].name)[:_START] for index in positions}
        listed = dict(self._listed_with(starts)) if positions else {}
        return [listed[index] for index in positions]

    def listed_with(self, key: str) -> ListedExhibitor | None:
        """The entry with an id of the list, if any, without making all other ids."""
        listed = self._listed_with({key[:_START]})
        return next((entry for _, entry in listed if entry.key == key), None)

    def _listed_with(self, starts: Collection[str]) -> Iterator[tuple[int, ListedExhibitor]]:
        """The entries whose ids may begin with some letters, with their positions.

        Only names that begin with the same letters may have the same id.
        """
        if "by_key" in vars(self):
            yield from enumerate(self.listed)
            return
        ids = FreeIds()
        for index, exhibitor in enumerate(self.exhibitor):
            start = exhibitor.name[:_START]
            is_plain = start.isascii() and start.isalnum() and len(start) == _START
            if not is_plain or start.lower() in starts:
                key = ids.take(exhibitor_key(exhibitor.name))
                yield index, ListedExhibitor(self.edition, key, exhibitor)

    @functools.cached_property
    def by_key(self) -> Mapping[str, ListedExhibitor]:
        """The exhibitors by their ids, in order; the same name again gets a number."""
        listed: dict[str, ListedExhibitor] = {}
        ids = FreeIds()
        for exhibitor in self.exhibitor:
            key = ids.take(exhibitor_key(exhibitor.name))
            listed[key] = ListedExhibitor(self.edition, key, exhibitor)
        return listed


def exhibitor_key(name: str) -> str:
    """The id within an edition that a name gives, the same in every edition.

    A name without a Latin letter or a digit gives a checksum of its characters.
    """
    key = slug(name, _MOST_LETTERS, without="")
    return key or f"name-{zlib.crc32(fold(name).encode('utf-8', 'replace')):08x}"


class ListOfFair(ExhibitorList, frozen=True, kw_only=True, dict=True):
    """A list of another fair, of a collection with the lists until a day.

    A reader's own show with the id of the fair has this list, too. The lists of small
    fairs are short, and not a part of one.
    """

    collected: dt.date

    @property
    def is_part(self) -> bool:
        return False
