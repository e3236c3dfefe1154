"""The companies on all lists, of shows and of other fairs."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from milipol_cli.base.folding import fold_long, places_of_word
from milipol_cli.network.company_links import (
    Links,
    Rule,
    Unit,
    are_apart,
    clues,
    has_other_site,
    is_short_or_ordinary,
    links_between,
    share_site,
    units,
    unlisted_unit,
)
from milipol_cli.network.company_names import (
    Companies,
    name_key,
    pairs_of_keys,
    with_group_left,
    with_groups_united,
)
from milipol_cli.network.company_parsing import parsed_name
from milipol_cli.network.exhibitors import searched_text
from milipol_cli.network.load.pack import Pack
from milipol_cli.network.model.companies import CompaniesFile, CompanyLink
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, ListedExhibitor

# Why a name is linked with a company, or may be.
Reason = Literal[
    "name", "another name", "same website", "another country", "country unknown", "another website"
]

_BY_NAME: frozenset[Rule] = frozenset(["core", "base", "sorted"])


class ListEntry(NamedTuple):
    """An entry on the list of an edition, at a position from 0."""

    edition: str
    position: int
    exhibitor: Exhibitor


class FoundCompanies(NamedTuple):
    """The keys of the companies with a name, and of possible ones, with the reasons."""

    same: Mapping[str, Reason]
    perhaps: Mapping[str, Reason]


class _FoundGroups(NamedTuple):
    """The groups of units with a name, and possible ones, with the reasons.

    `with_site` are those of the same ones that have the website, too.
    """

    same: dict[int, Reason]
    perhaps: dict[int, Reason]
    with_site: set[int]


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
        # The units of names that were asked for; None for names on no list.
        self._known_units: dict[str, int | None] = {}

    def key_of(self, name: str) -> str:
        """The key of the company that has a name on a list."""
        unit = self._unit_of(name)
        return name_key(name) if unit is None else self._key(self._group(unit))

    def perhaps(self, key: str) -> Mapping[str, Reason]:
        """The possible matches of a company, by their keys, with the reasons."""
        unit = self._unit_of(key)
        others = {} if unit is None else self._possible_matches.get(self._group(unit), {})
        return {self._key(group): reason for group, reason in others.items()}

    def by_company(self, entries: Iterable[ListedExhibitor]) -> dict[str, list[ListedExhibitor]]:
        """The entries of each company, in their order."""
        self._known_units.update(self._units_of_names)
        return super().by_company(entries)

    def keys_on(self, exhibitors: ExhibitorList) -> set[str]:
        """The companies on a list."""
        self._known_units.update(self._units_of_names)
        return super().keys_on(exhibitors)

    def find(self, exhibitors: Sequence[Exhibitor]) -> list[FoundCompanies]:
        """The companies that entries are of, which need not be on a list.

        A name that is on a list, but of a company in another country, is doubtful.
        """
        wanted = [unlisted_unit([exhibitor]) for exhibitor in exhibitors]
        linked = self._groups_linked(wanted)
        found = map(self._with_group_named, wanted, linked)
        return [
            FoundCompanies(
                {self._key(group): reason for group, reason in same.items()},
                {
                    self._key(group): reason
                    for group, reason in perhaps.items()
                    if group not in same
                },
            )
            for same, perhaps, _ in found
        ]

    def _groups_linked(self, wanted: Sequence[Unit]) -> list[_FoundGroups]:
        """The groups that rules link with each of the wanted names.

        Groups that the reader calls different from a name are left out.
        """
        # Rules number the units that they compare: the wanted ones, then those near.
        near = [*self._units_near(wanted), *self._own_numbers.values()]
        compared = [*wanted, *map(self._unit_to_link, near)]
        links = links_between(compared, new=len(wanted))
        found = [_FoundGroups({}, {}, set()) for _ in wanted]
        for is_sure, pairs in ((True, links.same), (False, links.perhaps)):
            for (position, other_position), rule in pairs.items():
                if other_position < len(wanted):  # wanted names do not link each other
                    continue
                unit = near[other_position - len(wanted)]
                one, other = wanted[position], compared[other_position]
                if self._is_called_different(one.name, unit):
                    continue
                group, groups = self._group(unit), found[position]
                if not is_sure:
                    reason = _reason_of_doubt(rule, one, other)
                    groups.perhaps.setdefault(group, reason)
                    continue
                reason = "name" if rule in _BY_NAME else _reason(rule)
                groups.same.setdefault(group, reason)
                if share_site(one, other):
                    groups.with_site.add(group)
        return found

    def _with_group_named(self, wanted: Unit, found: _FoundGroups) -> _FoundGroups:
        """The groups found, with the group that has the wanted name on a list.

        Possible matches of groups that are the same are possible matches, too. So are
        other groups with a name that many companies may have, if one has the website.
        """
        same, perhaps = {**found.same}, {**found.perhaps}
        unit = self._unit_of(wanted.name)
        if unit is not None and self._may_be_of(wanted, unit):
            if self._adds_nothing(wanted, unit):  # rules have linked it, knowing more
                perhaps |= dict.fromkeys(same, "another name")
                same = {}
            same.setdefault(self._group(unit), "name")
        elif unit is not None:
            perhaps.setdefault(self._group(unit), "another country")
        for other in self._units_linked(wanted.name, "same"):
            same.setdefault(self._group(other), "another name")
        for other in self._units_linked(wanted.name, "perhaps"):
            perhaps.setdefault(self._group(other), "another name")
        for group in same:
            perhaps = {**self._possible_matches.get(group, {}), **perhaps}
        if found.with_site and is_short_or_ordinary(parsed_name(wanted.name)):
            others = same.keys() - found.with_site
            perhaps |= dict.fromkeys(others, "another website")
            same = {group: same[group] for group in found.with_site}
        return _FoundGroups(same, perhaps, found.with_site)

    def entries_listed(self, keys: Iterable[str]) -> dict[str, list[ListEntry]]:
        """The entries of companies by their keys, in the order of `editions`.

        On packed lists, entries are found by their rows, on own lists by their names.
        """
        found: dict[str, list[ListEntry]] = {key: [] for key in keys}
        company_by_unit = self._units_of_companies(found)
        company_by_row = {
            row: company
            for unit, company in company_by_unit.items()
            if unit < self._packed_units
            for row in self._pack.rows_of_unit(unit)
        }
        company_by_name: dict[str, str] = {}
        if self._own:
            company_by_name = {
                self._key(unit): company for unit, company in company_by_unit.items()
            }
        for edition in self.editions:
            if edition in self._own:
                for position, exhibitor in enumerate(self._own[edition].exhibitor):
                    company = company_by_name.get(name_key(exhibitor.name))
                    if company is not None:
                        found[company].append(ListEntry(edition, position, exhibitor))
                continue
            for position, row in enumerate(self._pack.rows(edition)):
                if row in company_by_row:
                    exhibitor = self._pack.exhibitor(edition, position, row)
                    entry = ListEntry(edition, position, exhibitor)
                    found[company_by_row[row]].append(entry)
        return found

    def _units_of_companies(self, keys: Iterable[str]) -> Mapping[int, str]:
        """All units of the companies with these keys, with the keys.

        A key that no list has is left out; one company has only one of its keys.
        """
        units = [(self._unit_of(key), key) for key in keys]
        wanted = {self._group(unit): key for unit, key in units if unit is not None}
        members = {unit: wanted[group] for unit, group in self._unit_groups() if group in wanted}
        return {**wanted, **members}

    def with_words(self, words: Sequence[str], editions: Iterable[str]) -> Iterator[ListEntry]:
        """The entries on lists of editions that have all of some folded words."""
        for edition in editions:
            exhibitors = self._own.get(edition)
            entries: Iterable[tuple[int, Exhibitor]] = (
                self._pack.with_words(words, edition)
                if exhibitors is None
                else enumerate(exhibitors.exhibitor)
            )
            for position, exhibitor in entries:
                text = searched_text(exhibitor)
                if all(any(places_of_word(text, word)) for word in words):
                    yield ListEntry(edition, position, exhibitor)

    def without_categories(self, editions: Iterable[str]) -> list[str]:
        """The editions, of some, on whose lists no entry has a category."""
        return [edition for edition in editions if not self._has_categories(edition)]

    def without_countries(self, editions: Iterable[str]) -> list[str]:
        """The editions, of some, on whose lists no entry has the code of a country."""
        return [
            edition
            for edition in editions
            if not any(entry.exhibitor.country_code for entry in self.with_words((), [edition]))
        ]

    def _has_categories(self, edition: str) -> bool:
        if edition not in self._own:
            return self._pack.has_categories(edition)
        return any(entry.categories for entry in self._own[edition].exhibitor)

    # Units of names that only own lists have come after the units of the pack.

    @functools.cached_property
    def _own_units(self) -> Mapping[str, Unit]:
        """The names that only own lists have, by their keys."""
        lists = {key: exhibitors.exhibitor for key, exhibitors in self._own.items()}
        return units(lists, lambda key: self._pack.unit_with(key) is None)

    @functools.cached_property
    def _own_numbers(self) -> Mapping[str, int]:
        """The numbers of the units that only own lists have, by their keys."""
        return {key: unit for unit, key in enumerate(self._own_units, self._packed_units)}

    @functools.cached_property
    def _own_keys(self) -> Sequence[str]:
        return [*self._own_units]

    @property
    def _packed_units(self) -> int:
        """How many units the pack has."""
        return self._pack.units.number

    @functools.cached_property
    def _units_of_names(self) -> Mapping[str, int]:
        """The units of all names, which takes as long as to ask for a hundred."""
        pack = self._pack
        return dict(zip(pack.every_row.names, pack.unit_of_row, strict=True))

    def _unit_of(self, name: str) -> int | None:
        """The unit of a name on a list, or of a key; None if no list has it."""
        if name not in self._known_units:
            key = name_key(name)
            unit = self._pack.unit_with(key)
            unit = self._own_numbers.get(key) if unit is None else unit
            self._known_units[name] = unit
        return self._known_units[name]

    def _group(self, unit: int) -> int:
        """The group of a unit, which has the number of one of its units."""
        if not (self._own or self._files):
            return self._pack.groups.get(unit, unit)
        return self._groups_of_units[unit]

    def _unit_groups(self) -> Iterable[tuple[int, int]]:
        """Units with their groups; a unit that names its group may be left out."""
        if not (self._own or self._files):
            return self._pack.groups.items()
        return enumerate(self._groups_of_units)

    def _key(self, unit: int) -> str:
        """The key of the names of a unit."""
        if unit >= self._packed_units:
            return self._own_keys[unit - self._packed_units]
        return self._pack.key_of_unit(unit)

    def _unit_to_link(self, number: int) -> Unit:
        """The unit with a number, with the countries and hosts that rules compare.

        A unit of the pack is made from its rows, without its lists: no rule has them.
        """
        if number >= self._packed_units:
            return self._own_units[self._key(number)]
        rows = map(self._pack.row, self._pack.rows_of_unit(number))
        entries = [
            Exhibitor(name=name, country_code=country or None, website=website or None)
            for name, country, website in rows
        ]
        return unlisted_unit(entries)

    def _may_be_of(self, wanted: Unit, number: int) -> bool:
        """Whether neither country nor website says that a name is another company's."""
        unit = self._unit_to_link(number)
        is_elsewhere = are_apart(wanted.countries, unit.countries)
        return not (is_elsewhere or has_other_site(wanted, unit))

    def _adds_nothing(self, wanted: Unit, number: int) -> bool:
        """Whether the unit on a list has all countries and hosts of a wanted name."""
        unit = self._unit_to_link(number)
        return wanted.countries <= unit.countries and wanted.hosts <= unit.hosts

    def _units_near(self, new: Sequence[Unit]) -> Sequence[int]:
        """The units of the pack that may be linked with new ones, by name or site."""
        sought = clues(new)
        names = fold_long("\n".join(self._pack.names_of_units))
        near = {*sought.likely_positions(names)}
        if sought.sites:
            websites = self._pack.every_row.websites
            with_site = sought.likely_websites({*websites})
            on_site = map(with_site.__contains__, websites)
            near.update(itertools.compress(self._pack.unit_of_row, on_site))
        return sorted(near)

    @functools.cached_property
    def _own_links(self) -> Links:
        """How names that only own lists have are linked, by the numbers of units."""
        new = [self._own_units[key] for key in self._own_keys]
        near = self._units_near(new) if new else ()
        links = links_between([*new, *map(self._unit_to_link, near)], new=len(new))
        # The numbers of the units that were compared, by their positions.
        numbers = [*self._own_numbers.values(), *near]
        same, perhaps = (
            {(numbers[one], numbers[other]): rule for (one, other), rule in kind.items()}
            for kind in links
        )
        return Links(same, perhaps)

    @functools.cached_property
    def _groups_of_units(self) -> Sequence[int]:
        """The group of each unit, also of own lists: by rules, then by the own files.

        Of names that a file calls different or perhaps the same, the second one leaves
        the group of the first.
        """
        groups = [*range(self._packed_units + len(self._own_keys))]
        for unit, group in self._pack.groups.items():
            groups[unit] = group
        groups = with_groups_united(groups, self._own_links.same)
        for file in self._files:
            for link in ("different", "perhaps"):
                for first, second in self._pairs(file, link):
                    groups = with_group_left(groups, first, second)
            groups = with_groups_united(groups, self._pairs(file, "same"))
        return groups

    @functools.cached_property
    def _possible_matches(self) -> Mapping[int, Mapping[int, Reason]]:
        """The possible matches of each group, with the reasons.

        Groups with names that a file of the user calls different do not match.
        """
        different = {
            frozenset(map(self._group, pair))
            for file in self._files
            for pair in self._pairs(file, "different")
        }
        matches: dict[int, dict[int, Reason]] = defaultdict(dict)
        for pair, reason in self._possible_pairs().items():
            groups = frozenset(map(self._group, pair))
            if len(groups) > 1 and groups not in different:
                for group, other in itertools.permutations(map(self._group, pair)):
                    matches[group].setdefault(other, reason)
        return matches

    @functools.cached_property
    def _different_groups(self) -> Collection[frozenset[int]]:
        """Pairs of groups that people called different after rules had linked them."""
        pairs = self._pack.units.different
        return {frozenset(map(self._group, pair)) for pair in pairs}

    def _possible_pairs(self) -> Mapping[tuple[int, int], Reason]:
        """Pairs of units that may be of one company, also as own files say."""
        pairs: dict[tuple[int, int], Reason] = {
            (first, second): "same website" if by_site else "another name"
            for first, second, by_site in self._pack.units.perhaps
        }
        pairs |= {pair: _reason(rule) for pair, rule in self._own_links.perhaps.items()}
        for file in self._files:
            pairs |= dict.fromkeys(self._pairs(file, "perhaps"), "another name")
        return pairs

    def _pairs(self, file: CompaniesFile, link: CompanyLink) -> Iterator[tuple[int, int]]:
        """The units of each two names with a link in a file, if lists have both."""
        for keys in pairs_of_keys(file, link):
            one, other = map(self._unit_of, keys)
            if one is not None and other is not None:
                yield one, other

    def _units_linked(self, name: str, link: CompanyLink) -> Iterator[int]:
        """The units that own files link with a name, which need not be on a list."""
        key = name_key(name)
        for file in self._files:
            for pair in pairs_of_keys(file, link):
                others = {*pair} - {key} if key in pair else ()
                units = map(self._unit_of, others)
                yield from (unit for unit in units if unit is not None)

    def _is_called_different(self, name: str, unit: int) -> bool:
        """Whether people called a name and a unit's name different.

        They did so in the bundled data, or in a file of the reader.
        """
        own_unit = self._unit_of(name)
        if own_unit is not None:
            groups = frozenset((self._group(own_unit), self._group(unit)))
            if groups in self._different_groups:
                return True
        names = {name_key(name), self._key(unit)}
        pairs = (pair for file in self._files for pair in pairs_of_keys(file, "different"))
        return any(names == {*pair} for pair in pairs)


def _reason_of_doubt(rule: Rule, one: Unit, other: Unit) -> Reason:
    """Why a name that a rule links may be of another company.

    By "core", it is the same name, which companies of several countries may have.
    """
    if rule != "core":
        return _reason(rule)
    has_countries = bool(one.countries and other.countries)
    return "another country" if has_countries else "country unknown"


def _reason(rule: Rule) -> Reason:
    return "same website" if rule == "site" else "another name"
