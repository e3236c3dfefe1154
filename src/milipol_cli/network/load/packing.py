"""Makes the pack of a data folder: the lists in it, with their companies linked."""

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from milipol_cli.network.company_links import Unit, links_between, units
from milipol_cli.network.company_names import name_key, unite_groups
from milipol_cli.network.exhibitors import linked_names
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.pack import (
    Origin,
    PackedList,
    PackedUnits,
    Rare,
    encode,
    file_states,
    pack_parts,
)
from milipol_cli.network.load.parsed_tables import TABLES, pack_tables
from milipol_cli.network.load.reading import (
    CIRCUIT,
    COMPANIES,
    FAIRS,
    NEWS,
    PACK,
    SOURCES,
    read_file,
)
from milipol_cli.network.model.companies import CompaniesFile, CompanyLink
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.network.model.fairs import FairsFile
from milipol_cli.network.model.record import Record

_Value = TypeVar("_Value", bound=Record)
# A name, a country as the pack writes it, and a website.
_Row = tuple[str, str, str]

# Why companies may be the same, as `circuit/companies.toml` has it.
SAME_WEBSITE = "same website"


class Sources(NamedTuple):
    """The lists in a data folder by edition, and what is known about their companies.

    `made` are the links of companies that rules made, `companies` those of people.
    """

    of_shows: Mapping[str, ExhibitorList]
    of_fairs: Mapping[str, ExhibitorList]
    fairs: FairsFile | None
    companies: CompaniesFile
    made: CompaniesFile

    @property
    def lists(self) -> Mapping[str, ExhibitorList]:
        """All lists by edition."""
        return {**self.of_shows, **self.of_fairs}

    def units(self) -> dict[str, Unit]:
        """All names on the lists by their keys, in the order of the keys."""
        lists = {edition: known.exhibitor for edition, known in self.lists.items()}
        return dict(sorted(units(lists).items()))


def sources(folder: Path) -> Sources:
    """The files of a data folder that a pack is made of; raises InvalidData."""
    circuit = folder / CIRCUIT
    return Sources(
        of_shows=dict(_lists(folder, "*/*.exhibitors.toml")),
        of_fairs=dict(_lists(circuit, "*/*.toml")),
        fairs=_value(circuit / FAIRS, FairsFile),
        companies=_value(folder / COMPANIES, CompaniesFile) or CompaniesFile(),
        made=_value(circuit / COMPANIES, CompaniesFile) or CompaniesFile(),
    )


def _lists(folder: Path, pattern: str) -> Iterator[tuple[str, ExhibitorList]]:
    values = (_value(path, ExhibitorList) for path in sorted(folder.glob(pattern)))
    for known in filter(None, values):
        yield known.edition, known


def _value(path: Path, kind: type[_Value]) -> _Value | None:
    file = read_file(path)
    return None if file is None else value_of(file, kind, lambda _: ())


def links_made(
    known: Sources,
) -> tuple[list[tuple[str, ...]], list[tuple[str, str, str]]]:
    """The names of one company by the rules, and pairs that may be, with reasons."""
    by_key = known.units()
    every = [*by_key.values()]
    made = links_between(every)
    groups = unite_groups(len(every), made.same)
    members: dict[int, list[str]] = {}
    for unit, group in zip(every, groups, strict=True):
        members.setdefault(group, []).append(unit.name)
    perhaps = [
        (every[one].name, every[other].name, SAME_WEBSITE if rule == "site" else "")
        for (one, other), rule in sorted(made.perhaps.items())
        if groups[one] != groups[other]
    ]
    return [tuple(names) for names in members.values() if names[1:]], perhaps


def packs(folder: Path, *, with_states: bool) -> Mapping[str, bytes]:
    """All packs of a data folder by their names; see `pack_folder`."""
    lists = pack_folder(folder, with_states=with_states)
    return {TABLES: pack_parsed(folder), PACK: lists}


def pack_parsed(folder: Path) -> bytes:
    """The pack of the tables in a data folder, without the lists of exhibitors."""
    shows = [*folder.glob("*/show.toml"), *folder.glob("*/[0-9][0-9][0-9][0-9].toml")]
    paths = [*sorted(shows), folder / NEWS, folder / SOURCES]
    files = filter(None, map(read_file, paths))
    return pack_tables({file.text: file.table for file in files})


def pack_folder(folder: Path, *, with_states: bool = True) -> bytes:
    """The pack of a data folder; without the states of its files, it is never stale."""
    known = sources(folder)
    rows_of_shows = _sorted_rows(known.of_shows)
    rows_of_fairs = _sorted_rows(known.of_fairs, rows_of_shows)
    rows = [*rows_of_shows, *rows_of_fairs]
    row_of = {row: number for number, row in enumerate(rows)}
    categories: dict[str, int] = {}
    lists = {
        edition: encode(_packed_list(value, categories))
        for edition, value in known.lists.items()
    }
    steps = {
        edition: encode(_steps([row_of[_row(entry)] for entry in value.exhibitor]))
        for edition, value in known.lists.items()
    }
    states = file_states(folder)
    keys, starts = _starts(rows_of_shows)
    fair_keys, fair_starts = _starts(rows_of_fairs)
    units = {key: unit for unit, key in enumerate(dict.fromkeys([*keys, *fair_keys]))}
    groups, perhaps = _link_groups(known, units)
    parts = {
        "about": Origin(
            files=states if with_states else {},
            hashes={
                path: hashlib.sha256((folder / path).read_bytes()).digest()
                for path in sorted(states)
                if not path.startswith(f"{CIRCUIT}/")
            },
        ),
        "rows of shows": [
            "\n".join(column) for column in zip(*rows_of_shows, strict=True)
        ],
        "more rows": ["\n".join(column) for column in zip(*rows_of_fairs, strict=True)],
        "keys": "\n".join(keys),
        "units": PackedUnits(
            number=len(units),
            starts=_steps(starts),
            fair_starts=_steps([len(rows_of_shows) + start for start in fair_starts]),
            fair_units=[units[key] for key in fair_keys],
            groups=groups,
            perhaps=perhaps,
        ),
        "linked": linked_names([known.companies]),
        "lists": lists,
        "steps": steps,
        "categories": "\n".join(categories),
    }
    if known.fairs is not None:
        parts["fairs"] = known.fairs
    return pack_parts(parts)


def _sorted_rows(
    lists: Mapping[str, ExhibitorList], known: Collection[_Row] = ()
) -> list[_Row]:
    """The rows of lists in the order of the keys of their names, without known ones."""
    rows = {_row(entry) for value in lists.values() for entry in value.exhibitor}
    new = rows - {*known}
    return sorted(new, key=lambda row: (name_key(row[0]), row))


def _starts(rows: Sequence[_Row]) -> tuple[list[str], list[int]]:
    """The keys of the names in rows, and the first row with each."""
    keys = [name_key(name) for name, _, _ in rows]
    first = {key: number for number, key in reversed([*enumerate(keys)])}
    return [*dict.fromkeys(keys)], sorted(first.values())


def _link_groups(
    known: Sources, units: Mapping[str, int]
) -> tuple[Mapping[int, int], Sequence[tuple[int, int, bool]]]:
    """The groups of units that are not the first of theirs, and possible links."""
    files = known.companies, known.made
    groups = unite_groups(
        len(units),
        [pair for file in files for pair in _pairs_linked(file, "same", units)],
    )
    perhaps = {
        (groups[one], groups[other]): by_site
        for file in files
        for (one, other), by_site in _pairs_linked(file, "perhaps", units).items()
    }
    return (
        {unit: group for unit, group in enumerate(groups) if unit != group},
        [(*pair, why) for pair, why in sorted(perhaps.items()) if pair[0] != pair[1]],
    )


def _pairs_linked(
    file: CompaniesFile, link: CompanyLink, units: Mapping[str, int]
) -> dict[tuple[int, int], bool]:
    """The units of each two names that a file links, and whether by a website.

    A name may be on no list any more.
    """
    pairs = {}
    for group in file.groups(link):
        numbers = [units[key] for key in map(name_key, group.names) if key in units]
        for pair in itertools.combinations(numbers, 2):
            pairs[pair] = group.why == SAME_WEBSITE
    return pairs


def _row(entry: Exhibitor) -> _Row:
    country = entry.country_code or (f"={entry.country}" if entry.country else "")
    return entry.name, country, entry.website or ""


def _steps(rows: Sequence[int]) -> list[int]:
    """How far each row is from the one before, which takes fewer bytes."""
    return [row - before for row, before in zip(rows, [0, *rows], strict=False)]


def _packed_list(value: ExhibitorList, categories: dict[str, int]) -> PackedList:
    """A list without its rows: categories as numbers, each written as a character.

    New categories are added to `categories`, with the next number.
    """
    codes = [
        "".join(
            chr(categories.setdefault(text, len(categories)))
            for text in entry.categories
        )
        for entry in value.exhibitor
    ]
    rare = {
        index: Rare(entry.stand, entry.hall, entry.listed_by)
        for index, entry in enumerate(value.exhibitor)
        if entry.stand or entry.hall or entry.listed_by
    }
    head = msgspec.structs.replace(value, exhibitor=())
    return PackedList(head, codes if any(codes) else [], rare)
