"""Lists of exhibitors as of a date, and the companies on several of them."""

import functools
import itertools
import re
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.base.folding import fold, fold_long, places_of_word
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.company_names import name_key as name_key
from milipol_cli.network.company_names import unite_groups
from milipol_cli.network.editions import EditionAsOf, by_day
from milipol_cli.network.model.record import Record

if TYPE_CHECKING:  # who reads a list has imported them
    from milipol_cli.network.model.companies import CompaniesFile
    from milipol_cli.network.model.exhibitors import (
        Exhibitor,
        ExhibitorList,
        ListedExhibitor,
    )

# The words for a hall in the usual languages, which may also be plurals.
HALL_WORD = (
    r"halls?|hallen?|hala|pav(?:\.|ill?i?ons?)|pabell[oó]n(?:es)?|padiglion[ei]"
    r"|pavilh(?:[aã]o|[oõ]es)"
)
STAND_WORD = r"stands?|booths?|stalls?|stoisk[oa]|estandes?"
_WORD_OF_PLACE = f"(?:{HALL_WORD}|{STAND_WORD})"

# Hardly any text has this character.
_BETWEEN = "\0"

# Gives the list of an edition, if there is one.
GetList = Callable[[str], "ExhibitorList | None"]


class ListAsOf(NamedTuple):
    """A list of exhibitors that is known as of a date, and its edition."""

    edition: EditionAsOf
    exhibitors: "ExhibitorList"


def list_of(edition: EditionAsOf, get_list: GetList, as_of: AsOf) -> ListAsOf | None:
    """The list of an edition; None if none is known as of the date."""
    exhibitors = get_list(edition.id)
    if exhibitors is None or not as_of.knows(exhibitors):
        return None
    return ListAsOf(edition, exhibitors.as_of_day(as_of.reader_day))


def latest_lists(
    editions: Iterable[EditionAsOf], get_list: GetList, as_of: AsOf
) -> Iterator[ListAsOf]:
    """The lists of editions, the latest edition first; each list is read when due."""
    for edition in sorted(editions, key=by_day, reverse=True):
        listing = list_of(edition, get_list, as_of)
        if listing is not None:
            yield listing


def company_in(exhibitors: "ExhibitorList", name: str) -> "ListedExhibitor | None":
    """The exhibitor of a list with an id, or else with a name, if any.

    Case does not count, nor does the legal form of a name.
    """
    by_id = exhibitors.by_key.get(name.casefold())
    key = name_key(name)
    same = (
        listed for listed in exhibitors.listed if name_key(listed.exhibitor.name) == key
    )
    return by_id or next(same, None)


def list_before(
    edition: EditionAsOf,
    editions: Iterable[EditionAsOf],
    get_list: GetList,
    as_of: AsOf,
) -> ListAsOf | None:
    """The last list of an earlier edition of the same show, if any.

    None also if that list is only a part of one, which says nothing about newcomers.
    """
    earlier = (
        other
        for other in editions
        if other.show.id == edition.show.id and by_day(other) < by_day(edition)
    )
    before = next(latest_lists(earlier, get_list, as_of), None)
    return None if before is None or before.exhibitors.is_part else before


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
        keys=keys,
        perhaps=_other_companies(perhaps, keys),
        names=_printed_names(files, keys),
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
    perhaps: list[tuple[str, str]] = []
    for file in files:
        different = dict.fromkeys(file.pairs("different"))
        possible = [*file.pairs("perhaps")]
        for first, second in (*different, *possible):
            for group in groups:
                if first in group and second in group:
                    group.remove(second)
        perhaps = [
            pair
            for pair in perhaps
            if pair not in different and pair[::-1] not in different
        ]
        groups += [[*map(name_key, same.names)] for same in file.groups("same")]
        perhaps += possible
    return groups, perhaps


def _other_companies(
    pairs: Iterable[tuple[str, str]], keys: Mapping[str, str]
) -> dict[str, Sequence[str]]:
    """The companies that each company may be one with, from pairs of names' keys.

    `keys` are the keys of companies; a name that has none there is a company by itself.
    """
    others: dict[str, dict[str, None]] = {}
    for pair in pairs:
        for key, other in itertools.permutations([keys.get(key, key) for key in pair]):
            if key != other:
                others.setdefault(key, {})[other] = None
    return {key: tuple(linked) for key, linked in others.items()}


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
    pairs = (
        (position_of[group[0]], position_of[key]) for group in groups for key in group
    )
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
            if (first := fold(entry.exhibitor.name[0])[:1]) in first_letters
            or not first.isalnum()
        )
        grouped = self.by_company(candidates)
        return {key: grouped[key] for key in keys if key in grouped}

    def keys_on(self, exhibitors: "ExhibitorList") -> set[str]:
        """The keys of the companies on a list."""
        self.prepare_for_lists()
        return {self.key_of(exhibitor.name) for exhibitor in exhibitors.exhibitor}


class Newcomers(NamedTuple):
    """Entries of companies not on the list before, or `perhaps` under another name."""

    number: int
    perhaps: int


def has_category(exhibitors: "ExhibitorList", words: Sequence[str]) -> bool:
    """Whether a category of a list has one of the folded words."""
    names = {
        name for exhibitor in exhibitors.exhibitor for name in exhibitor.categories
    }
    return any(word in fold(name) for name in names for word in words)


def newcomers(
    exhibitors: "Iterable[Exhibitor]", before: "ExhibitorList", companies: Companies
) -> Newcomers:
    """How many exhibitors are of companies that are not on the list before."""
    listed = companies.keys_on(before)
    new = [key for e in exhibitors if (key := companies.key_of(e.name)) not in listed]
    perhaps = sum(not listed.isdisjoint(companies.perhaps(key)) for key in new)
    return Newcomers(len(new), perhaps)


def stand_of(exhibitor: "Exhibitor") -> str | None:
    """The halls and stands of an exhibitor, like "Hall 5A K30" or "Stand K30", if any.

    A text that is one stand, without a hall, is called so.
    """
    text = short_stand(exhibitor)
    return f"Stand {text}" if text in exhibitor.stand else text


def short_stand(exhibitor: "Exhibitor") -> str | None:
    """The halls and stands of an exhibitor, like "Hall 5A K30" or just "K30", if any.

    A hall stands before the stand in it if there are as many halls as stands, and
    before all stands if it is the only hall.
    """
    halls = [*map(hall_name, exhibitor.hall)]
    stands = [*exhibitor.stand]
    if len(halls) == len(stands):
        return ", ".join(map(" ".join, zip(halls, stands, strict=True))) or None
    between = " " if len(halls) == 1 and stands else ", "
    return between.join(filter(None, [", ".join(halls), ", ".join(stands)]))


def hall_name(hall: str) -> str:
    """A hall as it is called: it may be a number, like "5A", or have a name."""
    return hall if re.search(r"[^\W\d]{3}", hall) else f"Hall {hall}"


def walk_order(stand: str | None, name: str) -> tuple[object, ...]:
    """A key to sort companies to visit by: hall and stand, then name; no stand is last.

    "Hall 5A K30", "5A-K30" and "5a K 30" are one place, whoever wrote them.
    """
    words = re.findall(r"[^\W_]+", fold(stand or ""))
    words = [word for word in words if not re.fullmatch(_WORD_OF_PLACE, word)]
    # Texts and numbers take turns; of two numbers, the longer one is greater. A space
    # before a letter counts: hall 5 with all its stands is before hall 5A.
    parts = re.split("0*([0-9]+)", " ".join(words))
    numbers = [
        (len(part) if number % 2 else 0, part.rstrip())
        for number, part in enumerate(parts)
    ]
    return stand is None, numbers, fold(name)


def searched_text(exhibitor: "Exhibitor") -> str:
    """The text of an exhibitor that words are searched in, folded: all but the hall."""
    return fold(_searched_text(exhibitor))


def searched_texts(exhibitors: "ExhibitorList") -> list[str]:
    """The results of `searched_text` for all entries, faster for a whole list."""
    texts = [*map(_searched_text, exhibitors.exhibitor)]
    folded = fold_long(_BETWEEN.join(texts)).split(_BETWEEN)
    return folded if len(folded) == len(texts) else [*map(fold, texts)]


def _searched_text(exhibitor: "Exhibitor") -> str:
    return "\n".join((*_own_texts(exhibitor), *exhibitor.categories))


def _own_texts(exhibitor: "Exhibitor") -> tuple[str, ...]:
    """All texts of an entry but its categories and halls."""
    country, website = exhibitor.country_name or "", exhibitor.website or ""
    return (exhibitor.name, country, website, *exhibitor.stand)


def positions_with(
    words: Sequence[str], exhibitors: "Sequence[Exhibitor]"
) -> Sequence[int]:
    """The positions of the exhibitors whose searched text has all of some folded words.

    Exhibitors have some hundred categories in common, each of which is searched once.
    """
    every = set[str]().union(*(exhibitor.categories for exhibitor in exhibitors))
    folded = [(category, fold(category)) for category in every]
    texts = [fold("\n".join(_own_texts(exhibitor))) for exhibitor in exhibitors]
    positions: Sequence[int] = range(len(exhibitors))
    for word in words:
        with_word = {category for category, text in folded if has_word(text, word)}
        positions = [
            position
            for position in positions
            if has_word(texts[position], word)
            or not with_word.isdisjoint(exhibitors[position].categories)
        ]
    return positions


def has_word(folded: str, word: str) -> bool:
    """Whether a folded text has a folded word, as `places_of_word` finds it."""
    return word in folded and any(places_of_word(folded, word))
