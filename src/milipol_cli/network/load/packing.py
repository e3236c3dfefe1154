"""Makes the pack of a data folder: the lists in it, with their companies linked."""

import hashlib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from milipol_cli.network.company_links import Unit, links_between, units
from milipol_cli.network.company_names import (
    linked_names,
    name_key,
    unite_groups,
    with_group_left,
    with_groups_united,
)
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.pack import (
    Origin,
    PackedLinks,
    PackedList,
    PackedRow,
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
# Why companies may be the same, as `circuit/companies.toml` has it.
SAME_WEBSITE = "same website"


class Sources(NamedTuple):
    """The lists in a data folder by edition, and what is known about their companies.

    `companies` are the links that people checked, `made` the links that rules made.
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
    """The value of a file; None if there is no file. Raises InvalidData."""
    file = read_file(path)
    return None if file is None else value_of(file, kind, lambda _: ())


class PossibleLink(NamedTuple):
    """Two names that may be of one company, and why: SAME_WEBSITE, or "" by name."""

    name: str
    other_name: str
    why: str


def links_made(
    known: Sources, decided: CompaniesFile
) -> tuple[list[tuple[str, ...]], list[PossibleLink]]:
    """The names of each company with several names, and possible links.

    Rules link them, but for the names about which people `decided`.
    """
    units_by_key = known.units()
    units, positions = [*units_by_key.values()], _numbers(units_by_key)
    made = links_between(units)
    groups = [*unite_groups(len(units), made.same)]
    different = _pairs_linked(decided, "different", positions)
    for first, second in different:
        groups = with_group_left(groups, first, second)
    groups = with_groups_united(groups, _pairs_linked(decided, "same", positions))
    groups_apart = {frozenset((groups[one], groups[other])) for one, other in different}
    names_by_group: dict[int, list[str]] = {}
    for unit, group in zip(units, groups, strict=True):
        names_by_group.setdefault(group, []).append(unit.name)
    same = [tuple(names) for names in names_by_group.values() if len(names) > 1]
    perhaps = [
        PossibleLink(units[first].name, units[second].name, SAME_WEBSITE if rule == "site" else "")
        for (first, second), rule in sorted(made.perhaps.items())
        if groups[first] != groups[second]
        and frozenset((groups[first], groups[second])) not in groups_apart
    ]
    return same, perhaps


def _numbers(keys: Iterable[str]) -> Mapping[str, int]:
    """The numbers of keys in their order, from 0."""
    return {key: number for number, key in enumerate(keys)}


def packs(folder: Path, *, with_states: bool) -> Mapping[str, bytes]:
    """All packs of a data folder by their names; see `pack_folder`."""
    lists = pack_folder(folder, with_states=with_states)
    return {TABLES: pack_parsed(folder), PACK: lists}


def pack_parsed(folder: Path) -> bytes:
    """The pack of the tables of shows, programmes, news and sources."""
    shows = [*folder.glob("*/show.toml"), *folder.glob("*/[0-9][0-9][0-9][0-9].toml")]
    paths = [*sorted(shows), folder / NEWS, folder / SOURCES]
    files = filter(None, map(read_file, paths))
    return pack_tables({file.text: file.table for file in files})


def pack_folder(folder: Path, *, with_states: bool = True) -> bytes:
    """The pack of a data folder; without the states of its files, it is never stale."""
    known = sources(folder)
    rows_of_shows = _sorted_rows(known.of_shows)
    rows_of_fairs = _sorted_rows(known.of_fairs, rows_of_shows)
    rows = enumerate([*rows_of_shows, *rows_of_fairs])
    number_of_row = {row: number for number, row in rows}
    categories: dict[str, int] = {}
    lists, steps = {}, {}
    for edition, value in known.lists.items():
        lists[edition] = encode(_packed_list(value, categories))
        numbers = [number_of_row[_row(entry)] for entry in value.exhibitor]
        steps[edition] = encode(_steps(numbers))
    parts = {
        "about": _origin(folder, with_states=with_states),
        "rows of shows": _column_texts(rows_of_shows),
        "more rows": _column_texts(rows_of_fairs),
        "keys": _keys_text(rows_of_shows),
        "units": _packed_units(known, rows_of_shows, rows_of_fairs),
        "links": _packed_links(known.companies, rows_of_shows),
        "lists": lists,
        "steps": steps,
        "categories": "\n".join(categories),
    }
    if known.fairs is not None:
        parts["fairs"] = known.fairs
    return pack_parts(parts)


def _origin(folder: Path, *, with_states: bool) -> Origin:
    """What the pack of a data folder is made of."""
    states = file_states(folder)
    hashes = {
        path: hashlib.sha256((folder / path).read_bytes()).digest()
        for path in sorted(states)
        if not path.startswith(f"{CIRCUIT}/")
    }
    return Origin(files=states if with_states else {}, hashes=hashes)


def _column_texts(rows: Sequence[PackedRow]) -> list[str]:
    """Each column of rows as a text, with a value a line; none without rows."""
    return ["\n".join(column) for column in zip(*rows, strict=True)]


def _sorted_rows(
    lists: Mapping[str, ExhibitorList], known: Collection[PackedRow] = ()
) -> list[PackedRow]:
    """The rows of lists in the order of the keys of their names, without known ones."""
    rows = {_row(entry) for value in lists.values() for entry in value.exhibitor}
    new = rows - {*known}
    return sorted(new, key=lambda row: (name_key(row.name), row))


def _keys_text(rows: Sequence[PackedRow]) -> str:
    """The keys of the names in rows, a line each; see `Pack` for empty lines."""
    keys = ((name_key(row.name), row.name.lower()) for row in rows)
    return "\n".join("" if key == lower else key for key, lower in keys)


def _packed_links(file: CompaniesFile, rows: Sequence[PackedRow]) -> PackedLinks:
    """The companies in a file by the rows of their names.

    Names that are on no list any more are left out.
    """
    linked = linked_names([file])
    row_by_name: dict[str, int] = {}
    for number, row in enumerate(rows):
        row_by_name.setdefault(row.name, number)
    rows_by_company = {
        company: [row_by_name[name] for name in names if name in row_by_name]
        for company, names in linked.names.items()
    }
    positions = _numbers(company for company, rows in rows_by_company.items() if rows)
    possible = (linked.perhaps.get(company, ()) for company in positions)
    return PackedLinks(
        names=[rows_by_company[company] for company in positions],
        perhaps=[
            [positions[other] for other in others if other in positions] for others in possible
        ],
    )


def _packed_units(
    known: Sources, rows_of_shows: Sequence[PackedRow], rows_of_fairs: Sequence[PackedRow]
) -> PackedUnits:
    """The units of rows, in the order of their first rows, and how they are linked."""
    starts, fair_starts = _starts(rows_of_shows), _starts(rows_of_fairs)
    units = _numbers(starts | fair_starts)
    groups, perhaps = _link_groups(known, units)
    steps = iter(_steps([units[key] + 1 for key in fair_starts if key in starts]))
    return PackedUnits(
        number=len(units),
        starts=_steps([*starts.values()]),
        fair_starts=_steps([len(rows_of_shows) + start for start in fair_starts.values()]),
        fair_steps=[next(steps) if key in starts else 0 for key in fair_starts],
        grouped=_steps([*groups]),
        distances=[unit - group for unit, group in groups.items()],
        perhaps=perhaps,
        different=[*_pairs_linked(known.made, "different", units)],
    )


def _starts(rows: Sequence[PackedRow]) -> dict[str, int]:
    """The position of the first row with each key, by key, in order."""
    starts: dict[str, int] = {}
    for position, row in enumerate(rows):
        starts.setdefault(name_key(row.name), position)
    return starts


def _link_groups(
    known: Sources, units: Mapping[str, int]
) -> tuple[Mapping[int, int], Sequence[tuple[int, int, bool]]]:
    """The `groups` of Pack and the `perhaps` of PackedUnits, with units by their keys.

    Of two reasons for a possible link, the one of `known.made` counts.
    """
    files = known.companies, known.made
    same_pairs = [pair for file in files for pair in _pairs_linked(file, "same", units)]
    # The group of each unit, by the number of the unit.
    groups = unite_groups(len(units), same_pairs)
    only_by_website = {
        (groups[one], groups[other]): by_website
        for file in files
        for (one, other), by_website in _pairs_linked(file, "perhaps", units).items()
    }
    return (
        # A unit that is its own group is left out.
        {unit: group for unit, group in enumerate(groups) if unit != group},
        [
            (one, other, by_website)
            for (one, other), by_website in sorted(only_by_website.items())
            if one != other
        ],
    )


def _pairs_linked(
    file: CompaniesFile, link: CompanyLink, units: Mapping[str, int]
) -> dict[tuple[int, int], bool]:
    """The units of each two names that a file links, and whether only by a website.

    Names that are on no list any more are left out.
    """
    pairs = {}
    for group in file.groups(link):
        linked = [units[key] for key in map(name_key, group.names) if key in units]
        for pair in itertools.combinations(linked, 2):
            pairs[pair] = group.why == SAME_WEBSITE
    return pairs


def _row(entry: Exhibitor) -> PackedRow:
    country = entry.country_code or (f"={entry.country}" if entry.country else "")
    return PackedRow(entry.name, country, entry.website or "")


def _steps(numbers: Sequence[int]) -> list[int]:
    """How far each number is from the one before, which takes fewer bytes."""
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _packed_list(value: ExhibitorList, categories: dict[str, int]) -> PackedList:
    """A list without its rows, for which `categories` gives the index of a category.

    New categories are added to `categories`, with the next index.
    """
    indexes = [
        "".join(chr(categories.setdefault(text, len(categories))) for text in entry.categories)
        for entry in value.exhibitor
    ]
    rare = {
        position: Rare(entry.stand, entry.hall, entry.listed_by)
        for position, entry in enumerate(value.exhibitor)
        if entry.stand or entry.hall or entry.listed_by
    }
    head = msgspec.structs.replace(value, exhibitor=())
    return PackedList(head, indexes if any(indexes) else [], rare)
