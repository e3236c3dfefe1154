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
from milipol_cli.network.company_names import LinkedNames, name_key
from milipol_cli.network.countries import countries
from milipol_cli.network.load.reading import CIRCUIT, COMPANIES, PACK
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList

if TYPE_CHECKING:  # few answers need them
    from milipol_cli.network.model.fairs import FairsFile

_Value = TypeVar("_Value")

encode = msgspec.msgpack.Encoder().encode
_decode_steps = msgspec.msgpack.Decoder(list[int]).decode

# To be counted up when what a pack has changes; a test notices.
_FORMAT = 7
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

    `rare` has what few entries have, by their positions. `categories` has a text for
    each entry: the code of each of its characters is the index of a category in the
    pack. It is empty if no entry has a category.
    """

    head: ExhibitorList
    categories: Sequence[str]
    rare: Mapping[int, Rare]


class PackedUnits(msgspec.Struct, frozen=True, array_like=True):
    """The units, of which there are `number`: where their rows begin, and their groups.

    `starts` are the first rows of units on lists of shows; these units come first. Rows
    that only lists of other fairs have follow: `fair_starts` are the first rows there
    of units, and `fair_steps` tell which units, as `Pack` says.
    `grouped` are the units that are not the first of their group, each as the step from
    the one before, and `distances` how far each is from the first.
    `perhaps` are pairs of groups that may be one, and whether only a website says so.
    `different` are pairs of units that people called different.
    """

    number: int
    starts: Sequence[int]
    fair_starts: Sequence[int]
    fair_steps: Sequence[int]
    grouped: Sequence[int]
    distances: Sequence[int]
    perhaps: Sequence[tuple[int, int, bool]]
    different: Sequence[tuple[int, int]]


class PackedLinks(msgspec.Struct, frozen=True, array_like=True):
    """The companies in the bundled `companies.toml`, by numbers.

    `names` has the rows with the names of each company, of which the first gives the
    company its key; `perhaps` has the companies that it may be one with, by their
    positions in `names`.
    """

    names: Sequence[Sequence[int]]
    perhaps: Sequence[Sequence[int]]


class PackedRow(NamedTuple):
    """What entries of many lists have in common; "" is for what an entry lacks.

    The country is a code, or "=" and what was printed if that has none.
    """

    name: str
    country: str
    website: str


class PackedColumns(NamedTuple):
    """The values of rows, column by column."""

    names: Sequence[str]
    countries: Sequence[str]
    websites: Sequence[str]

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> "PackedColumns":
        """The columns in a text each, with a value a line; empty ones without texts."""
        return cls(*(text.split("\n") for text in texts)) if texts else cls([], [], [])


def pack_parts(parts: Mapping[str, object]) -> bytes:
    """The bytes of a pack with parts by their names."""
    body = encode({name: encode(part) for name, part in parts.items()})
    return _head(body) + body


def _head(body: bytes | memoryview) -> bytes:
    """The head of a pack: its name, the version of the format, and a checksum."""
    checksum = zlib.crc32(body).to_bytes(_CHECKSUM_BYTES)
    return b"%s%04d\n%s" % (_NAME, _FORMAT, checksum)


class Pack:
    """The lists in a pack; each part is decoded when it is needed."""

    def __init__(self, raw: bytes) -> None:
        """Raises CannotUse for anything but a whole pack of this version."""
        head, body = raw[:_HEAD_BYTES], memoryview(raw)[_HEAD_BYTES:]
        expected = _head(body)
        is_same_format = head[:-_CHECKSUM_BYTES] == expected[:-_CHECKSUM_BYTES]
        if head.startswith(_NAME) and not is_same_format:
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
        """The other fairs whose lists the pack has; None if it has none."""
        from milipol_cli.network.model.fairs import FairsFile  # noqa: PLC0415  not for all

        return self._part("fairs", FairsFile) if "fairs" in self._parts else None

    @functools.cached_property
    def _rows_of_shows(self) -> PackedColumns:
        """The rows on lists of shows, which come first."""
        return PackedColumns.from_texts(self._part("rows of shows", list[str]))

    @functools.cached_property
    def _rows_of_fairs(self) -> PackedColumns:
        """The rows that only lists of other fairs have, which follow."""
        return PackedColumns.from_texts(self._part("more rows", list[str]))

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
        packed = self._part("links", PackedLinks)
        names, keys = self._rows_of_shows.names, self._keys_of_rows
        companies = [keys[rows[0]] for rows in packed.names]
        by_company = [*zip(companies, packed.names, packed.perhaps, strict=True)]
        return LinkedNames(
            keys={keys[row]: key for key, rows, _ in by_company for row in rows},
            perhaps={key: [companies[other] for other in others] for key, _, others in by_company},
            names={key: [names[row] for row in rows] for key, rows, _ in by_company},
        )

    @functools.cached_property
    def _keys_of_rows(self) -> Sequence[str]:
        """The key of the name in each row of shows.

        The pack has "" for a key that is the name in lower case.
        """
        keys = self._part("keys", str).split("\n")
        pairs = zip(keys, self._rows_of_shows.names, strict=False)
        return [key or name.lower() for key, name in pairs]

    @functools.cached_property
    def _keys(self) -> Sequence[str]:
        """The keys of the units on lists of shows."""
        return [*map(self._keys_of_rows.__getitem__, self.units.starts)]

    @functools.cached_property
    def units(self) -> PackedUnits:
        """The units; the pack has each start as the step from the one before."""
        packed = self._part("units", PackedUnits)
        return msgspec.structs.replace(
            packed,
            starts=[*itertools.accumulate(packed.starts)],
            fair_starts=[*itertools.accumulate(packed.fair_starts)],
        )

    @functools.cached_property
    def groups(self) -> Mapping[int, int]:
        """The first unit of its group, for each unit that is not the first itself."""
        grouped = [*itertools.accumulate(self.units.grouped)]
        firsts = map(operator.sub, grouped, self.units.distances)
        return dict(zip(grouped, firsts, strict=True))

    @functools.cached_property
    def _fair_units(self) -> Sequence[int]:
        """The units whose rows begin at `fair_starts`, which few answers need.

        The pack has the steps between the units with rows of shows, numbered from 1,
        and 0 for each of the others, which are the next new units.
        """
        return _units_by_steps(self.units.fair_steps, len(self.units.starts))

    def _packed(self, edition_id: str) -> PackedList:
        if edition_id not in self._decoded:
            raw = self._lists[edition_id]
            self._decoded[edition_id] = msgspec.msgpack.decode(raw, type=PackedList)
        return self._decoded[edition_id]

    @functools.cached_property
    def _steps(self) -> Mapping[str, memoryview]:
        return self._part("steps", dict[str, memoryview])

    def rows(self, edition_id: str) -> Iterator[int]:
        """The row numbers of a list's entries; the pack keeps steps between them."""
        return itertools.accumulate(_decode_steps(self._steps[edition_id]))

    def list_of(self, edition_id: str) -> ExhibitorList:
        """The list of an edition; only for one of `editions`."""
        packed, rows = self._packed(edition_id), [*self.rows(edition_id)]
        is_of_show = max(rows, default=0) < len(self._rows_of_shows.names)
        columns = self._rows_of_shows if is_of_show else self.every_row
        common = ([column[row] for row in rows] for column in columns)
        categories = [*map(self._categories_at, packed.categories)]
        listed = [*map(_exhibitor, *common, categories or itertools.repeat(()))]
        for position, rare in packed.rare.items():
            listed[position] = _with_rare(listed[position], rare)
        return msgspec.structs.replace(packed.head, exhibitor=tuple(listed))

    def exhibitor(self, edition_id: str, position: int, row: int) -> Exhibitor:
        """The entry of a list at a position; `row` is the number of its row."""
        packed = self._packed(edition_id)
        indexes = packed.categories[position] if packed.categories else ""
        common = _exhibitor(*self.row(row), self._categories_at(indexes))
        rare = packed.rare.get(position)
        return common if rare is None else _with_rare(common, rare)

    def _categories_at(self, indexes: Iterable[str]) -> tuple[str, ...]:
        """The categories at indexes, which are the codes of characters."""
        return tuple(map(self._categories.__getitem__, map(ord, indexes)))

    def row(self, row: int) -> PackedRow:
        """The row with a number: of shows, or from there on of other fairs."""
        names, countries, websites = self._rows_of_shows
        if row >= len(names):
            row -= len(names)
            names, countries, websites = self._rows_of_fairs
        return PackedRow(names[row], countries[row], websites[row])

    @functools.cached_property
    def every_row(self) -> PackedColumns:
        """All rows by their numbers: first the rows of shows, then of other fairs."""
        pairs = zip(self._rows_of_shows, self._rows_of_fairs, strict=True)
        return PackedColumns(*([*of_shows, *of_fairs] for of_shows, of_fairs in pairs))

    @property
    def name_keys(self) -> Iterable[tuple[str, str]]:
        """The names on the lists of shows, with their keys."""
        return zip(self._rows_of_shows.names, self._keys_of_rows, strict=True)

    def unit_with(self, key: str) -> int | None:
        """The unit of the names with a key; None if no list has such a name.

        Its key is among those of shows, or else of the first rows of fairs, which are
        in the order of their keys, too.
        """
        unit = bisect.bisect_left(self._keys, key)
        if self._keys[unit : unit + 1] == [key]:
            return unit
        starts = self.units.fair_starts
        position = bisect.bisect_left(starts, key, key=self._key_of_row)
        if position == len(starts) or self._key_of_row(starts[position]) != key:
            return None
        return self._fair_units[position]

    def _key_of_row(self, row: int) -> str:
        """The key of the name in a row; only the keys of shows are in the pack."""
        return name_key(self.row(row).name)

    def key_of_unit(self, unit: int) -> str:
        """The key of the names of a unit."""
        if unit < len(self._keys):
            return self._keys[unit]
        return self._key_of_row(self.units.fair_starts[self._fair_positions[unit]])

    @functools.cached_property
    def _fair_positions(self) -> Mapping[int, int]:
        """The positions in `fair_starts` by the units that begin there."""
        units = self._fair_units
        return dict(zip(units, range(len(units)), strict=True))

    def rows_of_unit(self, unit: int) -> Sequence[int]:
        """The numbers of a unit's rows: on lists of shows, then only on other lists."""
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
        """The unit of each row, by the row's number."""
        packed = self.units
        starts = [*packed.starts, *packed.fair_starts, len(self.every_row.names)]
        units = [*range(len(packed.starts)), *self._fair_units]
        spans = zip(units, itertools.pairwise(starts), strict=True)
        return [unit for unit, (start, end) in spans for _ in range(start, end)]

    @property
    def names_of_units(self) -> Sequence[str]:
        """The name in the first row of each unit."""
        packed, names = self.units, self.every_row.names
        new_of_fairs = [
            start
            for start, step in zip(packed.fair_starts, packed.fair_steps, strict=True)
            if not step
        ]
        return [names[row] for row in (*packed.starts, *new_of_fairs)]

    def has_categories(self, edition_id: str) -> bool:
        """Whether any entry of a list has categories."""
        return bool(self._packed(edition_id).categories)

    def may_have_any(self, words: Iterable[str], edition_ids: Iterable[str]) -> bool:
        """Whether any of some folded words may be on lists of shows.

        The rows of all shows are searched as one text, so that no entry need be made if
        there is none.
        """
        lists = [self._packed(edition) for edition in edition_ids]
        rare = itertools.chain.from_iterable(packed.rare.values() for packed in lists)
        stands = [stand for entry in rare for stand in entry.stand]
        indexes = {*"".join("".join(packed.categories) for packed in lists)}
        categories = self._categories_at(indexes)
        names, codes, websites = self._rows_of_shows
        places = [countries().get(code, code) for code in {*codes}]
        text = "\n".join([*names, *places, *websites, *categories, *stands])
        folded = fold_long(text)
        return any(word in folded for word in words)

    def with_words(self, words: Sequence[str], edition_id: str) -> Iterator[tuple[int, Exhibitor]]:
        """The entries of a list that may have all of some folded words, with positions.

        A word may be in the row of an entry or in one of its categories. An entry with
        rare fields is always given, as a word may be in these.
        """
        packed, texts = self._packed(edition_id), self._folded_rows
        categories_by_word = {word: self._categories_with(word) for word in words}
        for position, row in enumerate(self.rows(edition_id)):
            categories = packed.categories[position] if packed.categories else ""
            may_have_words = position in packed.rare or all(
                word in texts[row] or not with_word.isdisjoint(categories)
                for word, with_word in categories_by_word.items()
            )
            if may_have_words:
                yield position, self.exhibitor(edition_id, position, row)

    def _categories_with(self, word: str) -> frozenset[str]:
        """The categories with a folded word, as the characters that entries have."""
        texts = enumerate(self._folded_categories)
        return frozenset(chr(index) for index, text in texts if word in text)

    @functools.cached_property
    def _folded_categories(self) -> Sequence[str]:
        return fold_long("\n".join(self._categories)).split("\n")

    @functools.cached_property
    def _folded_rows(self) -> Sequence[str]:
        """The name, country and website of each row in one text, folded."""
        names, codes, websites = self.every_row
        name_of_country = countries()
        # A country without a code is packed as "=" and its name.
        places = [name_of_country.get(code, code.lstrip("=")) for code in codes]
        rows = map("\t".join, zip(names, places, websites, strict=True))
        return fold_long("\n".join(rows)).split("\n")


def _units_by_steps(steps: Sequence[int], first_new: int) -> Sequence[int]:
    """The units of shows by their steps, and for each 0 the next new unit.

    Steps 1, 0, 3 and 0 are the units 0, 20, 3 and 21, if the first new one is 20.
    """
    new_units, numbers = itertools.count(first_new), itertools.accumulate(steps)
    return [
        number - 1 if step else next(new_units) for step, number in zip(steps, numbers, strict=True)
    ]


def _rows_from(starts: Sequence[int], position: int, end: int) -> range:
    """The rows from the start at a position up to the next start, or up to the end."""
    is_last = position + 1 == len(starts)
    return range(starts[position], end if is_last else starts[position + 1])


def _exhibitor(name: str, country: str, website: str, categories: tuple[str, ...]) -> Exhibitor:
    """An exhibitor with the values of a `PackedRow`, and its categories."""
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


def source_files(folder: str, path: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """The files that a pack is made of, by their paths in a data folder.

    `folder` is the folder at that path in the data folder; it is read with all below.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            path_below = f"{path}/{entry.name}" if path else entry.name
            if entry.is_dir():
                yield from source_files(entry.path, path_below)
            elif is_packed(path_below):
                yield path_below, entry.stat()


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
