"""The names of companies: their keys, and the links between them."""

import functools
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from milipol_cli.base.folding import AND, fold
from milipol_cli.network.model.record import Record

if TYPE_CHECKING:  # who reads a list has imported them
    from milipol_cli.network.model.companies import CompaniesFile, CompanyLink
    from milipol_cli.network.model.exhibitors import ExhibitorList, ListedExhibitor

# The ends of names that say only what kind of company it is.
_LEGAL_FORMS = frozenset(
    re.findall(
        "[a-z]+",
        """
        ab ag aps as asa bhd bv bvba co company corp corporation doo eeig eood eurl fze
        gmbh hf inc incorporated jsc kft kg kgaa limited llc llp lp ltd ltda mbh nv oo
        ood ooo oy oyj plc private pte pty pvt sa sal sarl sas sasu sau sdn se sl slu
        snc sp spa spol sprl sr srl sro sti tic ug ulc wll z zoo zrt
        """,
    )
)


def name_key(name: str) -> str:
    """The words that the names of a company share: "Foo & Bar Ltd." has "foo bar".

    Case, signs, legal forms and words like "and" are left out.
    """
    folded = fold(name)
    if "." in folded or "/" in folded:  # most names have neither, and this is slow
        folded = re.sub(r"\b(\w)[./] ?(?=\w\b)", r"\1", folded)
    words = re.findall(r"\w+", folded)
    words[1:-1] = [word for word in words[1:-1] if word not in AND]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words) or folded


def pairs_of_keys(file: "CompaniesFile", link: "CompanyLink") -> Iterator[tuple[str, str]]:
    """The keys of each two names that a file links so, in their order."""
    for group in file.groups(link):
        yield from itertools.combinations(map(name_key, group.names), 2)


def unite_groups(number: int, pairs: Iterable[tuple[int, int]]) -> Sequence[int]:
    """The groups of things with numbers from 0, of which pairs belong together.

    A group has the number of its first member; a thing in no pair is its own group.
    """
    groups = [*range(number)]

    def root(member: int) -> int:
        # Each step also shortens the way of the next search.
        while groups[member] != member:
            groups[member] = groups[groups[member]]
            member = groups[member]
        return member

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        groups[second] = first
    return [*map(root, groups)]


def with_groups_united(groups: list[int], pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The groups of things, after the groups of each pair of things became one."""
    more = [*pairs]
    return [*unite_groups(len(groups), [*enumerate(groups), *more])] if more else groups


def with_group_left(groups: list[int], first: int, second: int) -> list[int]:
    """The groups of things, after the second of two things left the group of the first.

    A group that had the number of the second thing gets the number of the first.
    """
    group = groups[first]
    if groups[second] != group:
        return groups
    if group == second:
        groups = [first if number == group else number for number in groups]
    groups[second] = second
    return groups


class LinkedNames(Record, frozen=True):
    """The links between names of companies in files, by keys of names.

    The key of a company is the key of its first name. `keys` are the keys of companies
    by the keys of their names, `perhaps` the keys of the companies that a company may
    be one with, and `names` the names of a company in the files, as lists print them.
    """

    keys: Mapping[str, str] = {}
    perhaps: Mapping[str, Sequence[str]] = {}
    names: Mapping[str, Sequence[str]] = {}


def linked_names(files: "Sequence[CompaniesFile]") -> LinkedNames:
    """The links in files; of two files that link the same names, the later counts."""
    groups, perhaps = _groups_and_pairs(files)
    keys = _company_keys(groups)
    return LinkedNames(
        keys=keys, perhaps=_other_companies(perhaps, keys), names=_printed_names(files, keys)
    )


def _groups_and_pairs(
    files: "Iterable[CompaniesFile]",
) -> tuple[list[list[str]], Iterable[tuple[str, str]]]:
    """The groups of names of one company, and pairs that may be of one, as keys.

    A later file counts: if it calls two names different, or only possibly the same, the
    second name leaves the groups of earlier files that have both. Names that it calls
    different are no longer a pair.
    """
    groups: list[list[str]] = []
    possible_pairs: list[tuple[str, str]] = []
    for file in files:
        # What the file says against earlier files, then what it adds to them.
        different = [*pairs_of_keys(file, "different")]
        possible = [*pairs_of_keys(file, "perhaps")]
        for first, second in (*different, *possible):
            for group in groups:
                if first in group and second in group:
                    group.remove(second)
        different_either_way = {*different, *((b, a) for a, b in different)}
        possible_pairs = [pair for pair in possible_pairs if pair not in different_either_way]
        groups += [[*map(name_key, same.names)] for same in file.groups("same")]
        possible_pairs += possible
    return groups, possible_pairs


def _other_companies(
    pairs: Iterable[tuple[str, str]], keys: Mapping[str, str]
) -> dict[str, Sequence[str]]:
    """The companies that each company may be one with, from pairs of names' keys.

    `keys` are the keys of companies; a name that has none there is a company by itself.
    """
    others: dict[str, dict[str, None]] = {}
    for first, second in pairs:
        company, other = keys.get(first, first), keys.get(second, second)
        if company != other:  # other links may have made them one company
            others.setdefault(company, {})[other] = None
            others.setdefault(other, {})[company] = None
    return {company: tuple(linked) for company, linked in others.items()}


def _printed_names(
    files: "Iterable[CompaniesFile]", keys: Mapping[str, str]
) -> dict[str, Sequence[str]]:
    """The names of each company as they are written in the files, by its key."""
    names: dict[str, dict[str, None]] = {}
    for file in files:
        for group in (*file.groups("same"), *file.groups("perhaps")):
            for name in group.names:
                key = name_key(name)
                names.setdefault(keys.get(key, key), {})[name] = None
    return {key: tuple(of_company) for key, of_company in names.items()}


def _company_keys(groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """The key of the company of each key in groups; groups with a key in common unite.

    It is the first key of the united groups.
    """
    keys = [*dict.fromkeys(itertools.chain.from_iterable(groups))]
    position_of = {key: position for position, key in enumerate(keys)}
    pairs = ((position_of[group[0]], position_of[key]) for group in groups for key in group)
    firsts = unite_groups(len(keys), pairs)
    return {key: keys[first] for key, first in zip(keys, firsts, strict=True)}


class Companies:
    """Which names on the lists of shows are of one company, and which may be.

    `linked` gives the links in files, and `known` names on lists with their keys; both
    are called when they are first needed.
    """

    def __init__(
        self,
        linked: Callable[[], LinkedNames] = LinkedNames,
        known: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        self._linked = linked
        self._known = known
        self._keys: dict[str, str] = {}

    @functools.cached_property
    def linked(self) -> LinkedNames:
        return self._linked()

    @functools.cached_property
    def _keys_on_lists(self) -> dict[str, str]:
        """The keys of companies by the names on lists, the same for all lists."""
        keys = self.linked.keys
        return {name: keys.get(key, key) for name, key in self._known()}

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The linked names of companies as lists print them, by the companies' keys."""
        return self.linked.names

    def with_any(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The names with any of some folded words, of companies with several names.

        They are by the companies' keys.
        """
        with_words = {
            key: [name for name in names if any(word in fold(name) for word in words)]
            for key, names in self.names.items()
            if len(names) > 1
        }
        return {key: names for key, names in with_words.items() if names}

    def prepare_for_lists(self) -> None:
        """Reads the keys of all names on lists, so that `key_of` works out few more."""
        self._keys = self._keys_on_lists

    def key_of(self, name: str) -> str:
        """The key of the company with a name; linked names have the same key."""
        key = self._keys.get(name)
        if key is None:
            key = name_key(name)
            key = self._keys[name] = self.linked.keys.get(key, key)
        return key

    def perhaps(self, key: str) -> Collection[str]:
        """The possible matches of a company, by their keys."""
        return self.linked.perhaps.get(key, ())

    def by_company(
        self, entries: "Iterable[ListedExhibitor]"
    ) -> "dict[str, list[ListedExhibitor]]":
        """The entries of each company, in their order."""
        self.prepare_for_lists()
        grouped: dict[str, list[ListedExhibitor]] = {}
        for entry in entries:
            grouped.setdefault(self.key_of(entry.exhibitor.name), []).append(entry)
        return grouped

    def entries_of(
        self, keys: Collection[str], entries: "Iterable[ListedExhibitor]"
    ) -> "dict[str, list[ListedExhibitor]]":
        """The entries of companies with these keys; companies without any are left out.

        Working out the key of every name would take as long as all else. A key begins
        like its name, unless that begins with a sign, which keys do not have.
        """
        names = (name for key in keys for name in (key, *self.names.get(key, ())))
        first_letters = {name_key(name)[0] for name in names}
        candidates = (
            entry
            for entry in entries
            if (first := fold(entry.exhibitor.name[0])[:1]) in first_letters or not first.isalnum()
        )
        grouped = self.by_company(candidates)
        return {key: grouped[key] for key in keys if key in grouped}

    def keys_on(self, exhibitors: "ExhibitorList") -> set[str]:
        """The keys of the companies on a list."""
        self.prepare_for_lists()
        return {self.key_of(exhibitor.name) for exhibitor in exhibitors.exhibitor}
