"""The pack: all bundled lists of exhibitors in one file, with their companies linked.

`packing.py` makes it when the data is built. A row is what entries of many lists have
in common: a name, a country and a website. Rows are in the order of the keys of their
names, and those with one key are a unit; a group is the units of one company.
"""

import bisect
import datetime as dt
import functools
import itertools
import operator
import os
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from milipol_cli.base.folding import fold_long
from milipol_cli.network.company_names import name_key
from milipol_cli.network.countries import countries
from milipol_cli.network.exhibitors import LinkedNames
from milipol_cli.network.load.reading import CIRCUIT, COMPANIES, PACK
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList

if TYPE_CHECKING:  # few answers need them
    from milipol_cli.network.model.fairs import FairsFile

_Value = TypeVar("_Value")

encode = msgspec.msgpack.Encoder().encode

# To be counted up when what a pack has changes; a test notices.
_FORMAT = 4
_NAME = b"milipol lists of exhibitors "
_CHECKSUM_BYTES = 4
_HEAD_BYTES = len(_NAME) + 5 + _CHECKSUM_BYTES


class CannotUse(Exception):
    """A pack that cannot be used, and why."""


class Origin(msgspec.Struct, frozen=True):
    """The origin of a pack: sizes and times of files, hashes of Milipol's lists."""

    files: Mapping[str, tuple[int, int]]
    hashes: Mapping[str, bytes]


class Rare(msgspec.Struct, frozen=True, array_like=True):
    """The fields that few entries have."""

    stand: tuple[str, ...]
    hall: tuple[str, ...]
    listed_by: dt.date | None


class PackedList(msgspec.Struct, frozen=True, array_like=True):
    """A list without the rows of its entries: its head, and what is of an entry alone.

    `rare` has what few entries have, by their positions. The categories of an entry are
    a text: the code of each character is a number; there are none if no entry has any.
    """

    head: ExhibitorList
    categories: Sequence[str]
    rare: Mapping[int, Rare]


class PackedUnits(msgspec.Struct, frozen=True, array_like=True):
    """The names with one key, of which there is a `number`, and how they are linked.

    `starts` are the first rows of units on lists of shows, which come first. Rows that
    only lists of other fairs have follow: `fair_starts` are the first rows, and
    `fair_units` the units, of which some have rows of shows, too. `groups` has the
    group of units that are not the first of theirs. `perhaps` are groups that perhaps
    belong together, and whether only a website says so.
    """

    number: int
    starts: Sequence[int]
    fair_starts: Sequence[int]
    fair_units: Sequence[int]
    groups: Mapping[int, int]
    perhaps: Sequence[tuple[int, int, bool]]


class Rows(NamedTuple):
    """The fields that all entries have: names, countries and websites.

    A country has a code, or "=" before what was printed; "" is none.
    """

    names: Sequence[str]
    countries: Sequence[str]
    websites: Sequence[str]

    @classmethod
    def from_parts(cls, texts: Sequence[str]) -> "Rows":
        """The rows in texts with a value a line; without texts, none."""
        return cls(*(text.split("\n") for text in texts)) if texts else cls([], [], [])


def pack_parts(parts: Mapping[str, object]) -> bytes:
    """The bytes of a pack with these parts."""
    body = encode({name: encode(part) for name, part in parts.items()})
    return _head(body) + body


def _head(body: bytes | memoryview) -> bytes:
    """The head of a pack: its name, its version and a checksum."""
    checksum = zlib.crc32(body).to_bytes(_CHECKSUM_BYTES)
    return b"%s%04d\n%s" % (_NAME, _FORMAT, checksum)


class Pack:
    """The lists in a pack; each part is decoded when it is needed."""

    def __init__(self, raw: bytes) -> None:
        """Raises CannotUse for anything but a whole pack of this version."""
        head, body = raw[:_HEAD_BYTES], memoryview(raw)[_HEAD_BYTES:]
        expected = _head(body)
        is_other = head[:-_CHECKSUM_BYTES] != expected[:-_CHECKSUM_BYTES]
        if is_other and head.startswith(_NAME):
            raise CannotUse("made by another version of milipol")
        if head != expected:
            raise CannotUse("damaged")
        self._parts = msgspec.msgpack.decode(body, type=dict[str, memoryview])
        self._decoded: dict[str, PackedList] = {}

    def _part(self, name: str, kind: type[_Value]) -> _Value:
        return msgspec.msgpack.decode(self._parts[name], type=kind)

    @functools.cached_property
    def about(self) -> Origin:
        """The origin of the pack."""
        return self._part("about", Origin)

    @functools.cached_property
    def fairs(self) -> "FairsFile | None":
        """The other fairs whose lists it has."""
        from milipol_cli.network.model.fairs import FairsFile  # noqa: PLC0415  not for all

        return self._part("fairs", FairsFile) if "fairs" in self._parts else None

    @functools.cached_property
    def _rows_of_shows(self) -> Rows:
        return Rows.from_parts(self._part("rows of shows", list[str]))

    @functools.cached_property
    def _rows_of_fairs(self) -> Rows:
        return Rows.from_parts(self._part("more rows", list[str]))

    @functools.cached_property
    def _categories(self) -> Sequence[str]:
        return self._part("categories", str).split("\n")

    @functools.cached_property
    def _lists(self) -> Mapping[str, memoryview]:
        return self._part("lists", dict[str, memoryview])

    @property
    def editions(self) -> Collection[str]:
        return self._lists.keys()

    @functools.cached_property
    def linked(self) -> LinkedNames:
        """The links in the bundled `companies.toml`."""
        return self._part("linked", LinkedNames)

    @functools.cached_property
    def _keys(self) -> Sequence[str]:
        """The keys of the units on lists of shows."""
        return self._part("keys", str).split("\n")

    @functools.cached_property
    def units(self) -> PackedUnits:
        """How names are grouped; the pack has the steps from each start to the next."""
        packed = self._part("units", PackedUnits)
        return msgspec.structs.replace(
            packed,
            starts=[*itertools.accumulate(packed.starts)],
            fair_starts=[*itertools.accumulate(packed.fair_starts)],
        )

    def _packed(self, edition_id: str) -> PackedList:
        if edition_id not in self._decoded:
            raw = self._lists[edition_id]
            self._decoded[edition_id] = msgspec.msgpack.decode(raw, type=PackedList)
        return self._decoded[edition_id]

    @functools.cached_property
    def _steps(self) -> Mapping[str, memoryview]:
        return self._part("steps", dict[str, memoryview])

    def rows(self, edition_id: str) -> Iterator[int]:
        """The row of each entry of a list, which the pack has as steps."""
        steps = msgspec.msgpack.decode(self._steps[edition_id], type=list[int])
        return itertools.accumulate(steps)

    def list_of(self, edition_id: str) -> ExhibitorList:
        """The list of an edition that it has."""
        packed, rows = self._packed(edition_id), [*self.rows(edition_id)]
        is_of_show = max(rows, default=0) < len(self._rows_of_shows.names)
        columns = self._rows_of_shows if is_of_show else self.every_row
        common = ([column[row] for row in rows] for column in columns)
        categories = [*map(self._named, packed.categories)] or itertools.repeat(())
        listed = [*map(_exhibitor, *common, categories)]
        for index, rare in packed.rare.items():
            listed[index] = _with_rare(listed[index], rare)
        return msgspec.structs.replace(packed.head, exhibitor=tuple(listed))

    def exhibitor(self, edition_id: str, index: int, row: int) -> Exhibitor:
        """The entry of a list at a position, whose row that is."""
        packed = self._packed(edition_id)
        numbers = packed.categories[index] if packed.categories else ""
        common, rare = _exhibitor(*self.row(row), self._named(numbers)), packed.rare
        return _with_rare(common, rare[index]) if index in rare else common

    def _named(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """The categories with some numbers."""
        return tuple(map(self._categories.__getitem__, map(ord, numbers)))

    def row(self, row: int) -> tuple[str, str, str]:
        """The name, the country and the website of a row."""
        names, countries, websites = self._rows_of_shows
        if row >= len(names):
            row -= len(names)
            names, countries, websites = self._rows_of_fairs
        return names[row], countries[row], websites[row]

    @functools.cached_property
    def every_row(self) -> Rows:
        pairs = zip(self._rows_of_shows, self._rows_of_fairs, strict=True)
        return Rows(*([*one, *more] for one, more in pairs))

    @property
    def name_keys(self) -> Iterable[tuple[str, str]]:
        """The names on the lists of shows, with their keys."""
        names = self._rows_of_shows.names
        starts = self.units.starts
        numbers = map(operator.sub, (*starts[1:], len(names)), starts)
        of_rows = map(itertools.repeat, self._keys, numbers)
        return zip(names, itertools.chain.from_iterable(of_rows), strict=True)

    def unit_with(self, key: str) -> int | None:
        """The unit of the names with a key."""
        units, more = self.units, self._rows_of_fairs.names
        unit = bisect.bisect_left(self._keys, key)
        if self._keys[unit : unit + 1] == [key]:
            return unit
        first = len(self._rows_of_shows.names)
        index = bisect.bisect_left(
            units.fair_starts, key, key=lambda row: name_key(more[row - first])
        )
        rows = units.fair_starts[index : index + 1]
        is_there = rows and name_key(more[rows[0] - first]) == key
        return units.fair_units[index] if is_there else None

    def key_of_unit(self, unit: int) -> str:
        """The key of the names of a unit."""
        if unit < len(self._keys):
            return self._keys[unit]
        first_row = self.units.fair_starts[self._fair_positions[unit]]
        return name_key(self.row(first_row)[0])

    @functools.cached_property
    def _fair_positions(self) -> Mapping[int, int]:
        """The positions in `fair_units` of these units."""
        return {unit: index for index, unit in enumerate(self.units.fair_units)}

    def rows_of_unit(self, unit: int) -> Sequence[int]:
        """The rows of a unit: those of shows, then those that only other fairs have."""
        first_of_fairs = len(self._rows_of_shows.names)
        rows: list[int] = []
        if unit < len(self.units.starts):
            rows += _rows_from(self.units.starts, unit, first_of_fairs)
        position = self._fair_positions.get(unit)
        if position is not None:
            end = first_of_fairs + len(self._rows_of_fairs.names)
            rows += _rows_from(self.units.fair_starts, position, end)
        return rows

    @functools.cached_property
    def unit_of_row(self) -> Sequence[int]:
        """The unit of each row."""
        units = self.units
        starts = [*units.starts, *units.fair_starts, len(self.every_row.names)]
        numbers = [*range(len(units.starts)), *units.fair_units]
        spans = zip(numbers, itertools.pairwise(starts), strict=True)
        return [unit for unit, (start, end) in spans for _ in range(start, end)]

    def has_categories(self, edition_id: str) -> bool:
        """Whether any entry of a list has categories."""
        return bool(self._packed(edition_id).categories)

    def may_have_any(self, words: Iterable[str], edition_ids: Iterable[str]) -> bool:
        """Whether lists of shows may have any of some folded words, as a whole.

        If not, their entries need not be made.
        """
        lists = [self._packed(edition) for edition in edition_ids]
        rare = itertools.chain.from_iterable(packed.rare.values() for packed in lists)
        stands = [stand for entry in rare for stand in entry.stand]
        numbers = {*"".join("".join(packed.categories) for packed in lists)}
        names, codes, websites = self._rows_of_shows
        places = [countries().get(code, code) for code in {*codes}]
        text = "\n".join([*names, *places, *websites, *self._named(numbers), *stands])
        folded = fold_long(text)
        return any(word in folded for word in words)

    def with_words(
        self, words: Sequence[str], edition_id: str
    ) -> Iterator[tuple[int, Exhibitor]]:
        """The entries of a list that may have all of some folded words."""
        packed, texts = self._packed(edition_id), self._folded_rows
        in_category = [
            {
                chr(index)
                for index, text in enumerate(self._folded_categories)
                if word in text
            }
            for word in words
        ]
        for index, row in enumerate(self.rows(edition_id)):
            numbers = packed.categories[index] if packed.categories else ""
            if index in packed.rare or all(
                word in texts[row] or not with_word.isdisjoint(numbers)
                for word, with_word in zip(words, in_category, strict=True)
            ):
                yield index, self.exhibitor(edition_id, index, row)

    @functools.cached_property
    def _folded_categories(self) -> Sequence[str]:
        return fold_long("\n".join(self._categories)).split("\n")

    @functools.cached_property
    def _folded_rows(self) -> Sequence[str]:
        """The texts of each row, folded."""
        names, codes, websites = self.every_row
        known = countries()
        places = [known.get(code, code.lstrip("=")) for code in codes]
        rows = map("\t".join, zip(names, places, websites, strict=True))
        return fold_long("\n".join(rows)).split("\n")


def _rows_from(starts: Sequence[int], position: int, end: int) -> range:
    """The rows from a start up to the next one, or up to the end."""
    is_last = position + 1 == len(starts)
    return range(starts[position], end if is_last else starts[position + 1])


def _exhibitor(
    name: str, country: str, website: str, categories: tuple[str, ...]
) -> Exhibitor:
    """An exhibitor of a row; "=" stands before a country that has no code."""
    is_code = country[:1] != "="
    return Exhibitor(
        name=name,
        country_code=(country or None) if is_code else None,
        country=None if is_code else country[1:],
        website=website or None,
        categories=categories,
    )


def _with_rare(common: Exhibitor, rare: Rare) -> Exhibitor:
    return msgspec.structs.replace(
        common, stand=rare.stand, hall=rare.hall, listed_by=rare.listed_by
    )


def source_files(folder: str, name: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """The files in a data folder that a pack is made of, by their paths in it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{name}/{entry.name}" if name else entry.name
            if entry.is_dir():
                yield from source_files(entry.path, path)
            elif is_packed(path):
                yield path, entry.stat()


def is_packed(path: str) -> bool:
    """Whether a file of a data folder is part of its pack."""
    is_list = path.endswith(f".{EXHIBITORS}.toml") or path == COMPANIES
    return is_list or (path.startswith(f"{CIRCUIT}/") and path.endswith(".toml"))


def file_states(folder: Path) -> dict[str, tuple[int, int]]:
    """The sizes and times of the files in a data folder that a pack is made of."""
    files = source_files(str(folder))
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in files}


def usable_pack(folder: Path, *, is_source: bool) -> Pack:
    """The pack in a data folder.

    Raises CannotUse if there is none that is whole, of this version and, where its
    sources are, made of what they are now.
    """
    try:
        raw = (folder / PACK).read_bytes()
    except OSError as error:
        raise CannotUse(f"cannot be read: {error.strerror}") from None
    pack = Pack(raw)
    if is_source and pack.about.files != file_states(folder):
        raise CannotUse("older than the lists")
    return pack
