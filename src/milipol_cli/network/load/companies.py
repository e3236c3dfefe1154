"""The companies on all lists, of shows and of other fairs."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from milipol_cli.base.folding import fold_long, places_of_word
from milipol_cli.network.company_links import (
    Links,
    Rule,
    Unit,
    clues,
    host_of,
    links_between,
    site_of,
    units,
    unlisted_unit,
)
from milipol_cli.network.company_names import name_key, unite_groups
from milipol_cli.network.exhibitors import Companies, searched_text
from milipol_cli.network.load.pack import Pack
from milipol_cli.network.model.companies import CompaniesFile, CompanyLink
from milipol_cli.network.model.exhibitors import (
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)

# Why a name is linked with a company, or may be.
Reason = Literal["name", "another name", "same website", "another country"]

_BY_NAME: frozenset[Rule] = frozenset(["core", "base", "sorted"])


class ListEntry(NamedTuple):
    """An entry on the list of an edition, at a position from 0."""

    edition: str
    position: int
    exhibitor: Exhibitor


class FoundCompanies(NamedTuple):
    """The companies with a name, and possible ones, each with the reason."""

    same: Mapping[str, Reason]
    perhaps: Mapping[str, Reason]


class AllCompanies(Companies):
    """The companies on lists of a pack, and on the reader's `own`, by edition.

    `packed` are the editions whose lists are those of the pack. `files` are the
    reader's `companies.toml`, and their word counts: names that they call different, or
    perhaps the same, are not linked, whatever else says so. The key of a company is
    that of one of its names.
    """

    def __init__(
        self,
        pack: Pack,
        packed: Sequence[str],
        own: Mapping[str, ExhibitorList],
        files: Sequence[CompaniesFile] = (),
    ) -> None:
        super().__init__()
        self._pack = pack
        self.editions = [*packed, *own]
        self._own = own
        self._files = files

    def key_of(self, name: str) -> str:
        """The key of the company that has a name on a list."""
        unit = self._unit_of(name)
        return name_key(name) if unit is None else self._key(self._group(unit))

    def perhaps(self, key: str) -> Mapping[str, Reason]:
        """The possible matches of a company, by their keys, with the reasons."""
        unit = self._unit_of(key)
        others = (
            {} if unit is None else self._possible_matches.get(self._group(unit), {})
        )
        return {self._key(group): reason for group, reason in others.items()}

    def by_company(
        self, entries: Iterable[ListedExhibitor]
    ) -> dict[str, list[ListedExhibitor]]:
        """The entries of each company, in their order."""
        self._known_units.update(self._units_of_names)
        return super().by_company(entries)

    def keys_on(self, exhibitors: ExhibitorList) -> set[str]:
        """The companies on a list."""
        self._known_units.update(self._units_of_names)
        return super().keys_on(exhibitors)

    def find(self, exhibitors: Sequence[Exhibitor]) -> list[FoundCompanies]:
        """The companies that names are of, which need not be on a list.

        A name that is on a list, but of a company in another country, is doubtful.
        """
        wanted = [unlisted_unit([exhibitor]) for exhibitor in exhibitors]
        near = [*self._units_near(wanted), *self._own_numbers.values()]
        found = links_between(
            [*wanted, *map(self._unit_to_link, near)], new=len(wanted)
        )
        same: list[dict[int, Reason]] = [{} for _ in wanted]
        perhaps: list[dict[int, Reason]] = [{} for _ in wanted]
        for of_names, pairs in ((same, found.same), (perhaps, found.perhaps)):
            for (number, other), rule in pairs.items():
                unit = near[other - len(wanted)] if other >= len(wanted) else None
                if unit is not None and not self._differs(wanted[number].name, unit):
                    is_name = of_names is same and rule in _BY_NAME
                    reason: Reason = "name" if is_name else _reason(rule)
                    of_names[number].setdefault(self._group(unit), reason)
        for number, name in enumerate(wanted):
            unit = self._unit_of(name.name)
            if unit is not None and self._may_be_of(name, unit):
                same[number].setdefault(self._group(unit), "name")
            elif unit is not None:
                perhaps[number].setdefault(self._group(unit), "another country")
            for group in same[number]:
                perhaps[number] = {
                    **self._possible_matches.get(group, {}),
                    **perhaps[number],
                }
        return [
            FoundCompanies(
                {self._key(group): reason for group, reason in of_name.items()},
                {self._key(g): r for g, r in others.items() if g not in of_name},
            )
            for of_name, others in zip(same, perhaps, strict=True)
        ]

    def entries_listed(self, keys: Iterable[str]) -> dict[str, list[ListEntry]]:
        """The entries of companies on all lists, in the order of `editions`."""
        of_keys = {key: self._unit_of(key) for key in keys}
        wanted = {self._group(u): key for key, u in of_keys.items() if u is not None}
        units = dict(wanted)
        for unit, group in self._unit_groups():
            if group in wanted:
                units[unit] = wanted[group]
        rows = {
            row: key
            for unit, key in units.items()
            if unit < self._packed_units
            for row in self._pack.rows_of_unit(unit)
        }
        names = (
            {self._key(unit): key for unit, key in units.items()} if self._own else {}
        )
        found: dict[str, list[ListEntry]] = {key: [] for key in of_keys}
        for edition in self.editions:
            exhibitors = self._own.get(edition)
            for index, row in enumerate(() if exhibitors else self._pack.rows(edition)):
                if row in rows:
                    exhibitor = self._pack.exhibitor(edition, index, row)
                    found[rows[row]].append(ListEntry(edition, index, exhibitor))
            for index, exhibitor in enumerate(
                () if exhibitors is None else exhibitors.exhibitor
            ):
                key = names.get(name_key(exhibitor.name))
                if key is not None:
                    found[key].append(ListEntry(edition, index, exhibitor))
        return found

    def with_words(
        self, words: Sequence[str], editions: Iterable[str]
    ) -> Iterator[ListEntry]:
        """The entries on lists of editions that have all of some folded words."""
        for edition in editions:
            exhibitors = self._own.get(edition)
            entries: Iterable[tuple[int, Exhibitor]] = (
                self._pack.with_words(words, edition)
                if exhibitors is None
                else enumerate(exhibitors.exhibitor)
            )
            for index, exhibitor in entries:
                text = searched_text(exhibitor)
                if all(any(places_of_word(text, word)) for word in words):
                    yield ListEntry(edition, index, exhibitor)

    def without_categories(self, editions: Iterable[str]) -> list[str]:
        """Those of some editions whose lists have no categories."""
        return [
            edition
            for edition in editions
            if not (
                any(entry.categories for entry in self._own[edition].exhibitor)
                if edition in self._own
                else self._pack.has_categories(edition)
            )
        ]

    # Units of names that only own lists have come after those of the pack.

    @functools.cached_property
    def _own_units(self) -> Mapping[str, Unit]:
        """The names on own lists by their keys."""
        return units(
            {key: exhibitors.exhibitor for key, exhibitors in self._own.items()}
        )

    @functools.cached_property
    def _own_numbers(self) -> Mapping[str, int]:
        keys = [key for key in self._own_units if self._pack.unit_with(key) is None]
        return {key: unit for unit, key in enumerate(keys, self._packed_units)}

    @functools.cached_property
    def _own_keys(self) -> Sequence[str]:
        return [*self._own_numbers]

    @property
    def _packed_units(self) -> int:
        """How many units the pack has."""
        return self._pack.units.number

    @functools.cached_property
    def _rows_by_unit(self) -> Mapping[int, Sequence[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for row, unit in enumerate(self._pack.unit_of_row):
            rows[unit].append(row)
        return rows

    @functools.cached_property
    def _known_units(self) -> dict[str, int | None]:
        """The units of names that were asked for."""
        return {}

    @functools.cached_property
    def _units_of_names(self) -> Mapping[str, int]:
        """The units of all names, which takes as long as to ask for a hundred."""
        pack = self._pack
        return dict(zip(pack.every_row.names, pack.unit_of_row, strict=True))

    def _unit_of(self, name: str) -> int | None:
        """The unit of a name on a list, or of a key."""
        if name not in self._known_units:
            key = name_key(name)
            unit = self._pack.unit_with(key)
            unit = self._own_numbers.get(key) if unit is None else unit
            self._known_units[name] = unit
        return self._known_units[name]

    def _group(self, unit: int) -> int:
        """The group of a unit, which has the number of one of its units."""
        if not (self._own or self._files):
            return self._pack.units.groups.get(unit, unit)
        return self._groups_of_units[unit]

    def _unit_groups(self) -> Iterable[tuple[int, int]]:
        """Units with their groups, at least those that are not the first of theirs."""
        if not (self._own or self._files):
            return self._pack.units.groups.items()
        return enumerate(self._groups_of_units)

    def _key(self, unit: int) -> str:
        """The key of the names of a unit."""
        if unit >= self._packed_units:
            return self._own_keys[unit - self._packed_units]
        return self._pack.key_of_unit(unit)

    def _unit_to_link(self, number: int) -> Unit:
        """A company with its countries and websites, as the rules of links need it."""
        if number >= self._packed_units:
            return self._own_units[self._key(number)]
        entries = [
            Exhibitor(name=name, country_code=country or None, website=website or None)
            for name, country, website in map(
                self._pack.row, self._rows_by_unit[number]
            )
        ]
        return unlisted_unit(entries)

    def _may_be_of(self, name: Unit, number: int) -> bool:
        """Whether neither country nor website say that a name is another company's."""
        unit = self._unit_to_link(number)
        pairs = (name.countries, unit.countries), (name.hosts, unit.hosts)
        return not any(own and other and own.isdisjoint(other) for own, other in pairs)

    def _units_near(self, new: Sequence[Unit]) -> Sequence[int]:
        """The units of the pack with a name or a website like those of new ones."""
        wanted, rows = clues(new), self._rows_by_unit
        names = [self._pack.row(rows[unit][0])[0] for unit in range(self._packed_units)]
        by_name = wanted.likely_positions(fold_long("\n".join(names)).split("\n"))
        websites = enumerate(self._pack.every_row.websites if wanted.sites else ())
        by_site = {
            self._pack.unit_of_row[row]
            for row, website in websites
            if website and site_of(host_of(website)) in wanted.sites
        }
        return sorted(by_site.union(by_name))

    @functools.cached_property
    def _own_links(self) -> Links:
        """How names that only own lists have are linked, by the numbers of units."""
        new = [self._own_units[key] for key in self._own_keys]
        near = self._units_near(new) if new else ()
        found = links_between([*new, *map(self._unit_to_link, near)], new=len(new))
        numbers = [*self._own_numbers.values(), *near]
        same, perhaps = (
            {(numbers[one], numbers[other]): pairs[one, other] for one, other in pairs}
            for pairs in found
        )
        return Links(same, perhaps)

    @functools.cached_property
    def _groups_of_units(self) -> Sequence[int]:
        """The group of each unit, also of own lists, as the user's files say."""
        groups = [*range(self._packed_units + len(self._own_keys))]
        for unit, group in self._pack.units.groups.items():
            groups[unit] = group
        groups = _joined(groups, self._own_links.same)
        for file in self._files:
            for one, other in (
                *self._pairs(file, "different"),
                *self._pairs(file, "perhaps"),
            ):
                if groups[one] == groups[other] == other:
                    groups = [one if group == other else group for group in groups]
                if groups[one] == groups[other]:
                    groups[other] = other
            groups = _joined(groups, self._pairs(file, "same"))
        return groups

    @functools.cached_property
    def _possible_matches(self) -> Mapping[int, Mapping[int, Reason]]:
        """The possible matches of each group, with the reason."""
        pairs: dict[tuple[int, int], Reason] = {
            (one, other): "same website" if by_site else "another name"
            for one, other, by_site in self._pack.units.perhaps
        }
        pairs |= {pair: _reason(rule) for pair, rule in self._own_links.perhaps.items()}
        different = set[tuple[int, int]]()
        for file in self._files:
            pairs |= dict.fromkeys(self._pairs(file, "perhaps"), "another name")
            different.update(self._pairs(file, "different"))
        perhaps: dict[int, dict[int, Reason]] = defaultdict(dict)
        apart = {frozenset(self._group(unit) for unit in pair) for pair in different}
        for pair, reason in pairs.items():
            groups = [self._group(unit) for unit in pair]
            if len({*groups}) > 1 and frozenset(groups) not in apart:
                for group, other in itertools.permutations(groups):
                    perhaps[group].setdefault(other, reason)
        return perhaps

    def _pairs(
        self, file: CompaniesFile, *kinds: CompanyLink
    ) -> Iterator[tuple[int, int]]:
        """The units of each two names that a file links, if lists have both."""
        for keys in itertools.chain.from_iterable(map(file.pairs, kinds)):
            one, other = map(self._unit_of, keys)
            if one is not None and other is not None:
                yield one, other

    def _differs(self, name: str, unit: int) -> bool:
        """Whether the reader says that a name is not of the company of a unit."""
        if not self._files:
            return False
        names = {name_key(name), self._key(unit)}
        pairs = (pair for file in self._files for pair in file.pairs("different"))
        return any(names == {*pair} for pair in pairs)


def _joined(groups: list[int], pairs: Iterable[tuple[int, int]]) -> list[int]:
    more = [*pairs]
    return [*unite_groups(len(groups), [*enumerate(groups), *more])] if more else groups


def _reason(rule: Rule) -> Reason:
    return "same website" if rule == "site" else "another name"
