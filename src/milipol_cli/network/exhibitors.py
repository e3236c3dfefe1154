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
from typing import NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, by_day
from milipol_cli.network.model.exhibitors import (
    CompaniesFile,
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)

# Gives the list of an edition, if there is one.
GetList = Callable[[str], ExhibitorList | None]

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

# What stands between words of a name like "&" and "+".
_AND = frozenset(["and", "et", "und"])


class ListAsOf(NamedTuple):
    """A list of exhibitors that is known as of a date, and its edition."""

    edition: EditionAsOf
    exhibitors: ExhibitorList


def list_of(edition: EditionAsOf, get_list: GetList, as_of: AsOf) -> ListAsOf | None:
    """The list of an edition; None if none is known as of the date."""
    exhibitors = get_list(edition.id)
    if exhibitors is None or not as_of.knows(exhibitors):
        return None
    return ListAsOf(edition, exhibitors.by(as_of.reader_day))


def latest_lists(
    editions: Iterable[EditionAsOf], get_list: GetList, as_of: AsOf
) -> Iterator[ListAsOf]:
    """The lists of editions, the latest edition first; each is read when it is due."""
    for edition in sorted(editions, key=by_day, reverse=True):
        listing = list_of(edition, get_list, as_of)
        if listing is not None:
            yield listing


def list_before(
    edition: EditionAsOf,
    editions: Iterable[EditionAsOf],
    get_list: GetList,
    as_of: AsOf,
) -> ListAsOf | None:
    """The last list of an earlier edition of the same show; None if that is a part."""
    earlier = (
        other
        for other in editions
        if other.show.id == edition.show.id and by_day(other) < by_day(edition)
    )
    before = next(latest_lists(earlier, get_list, as_of), None)
    return None if before is None or before.exhibitors.is_part else before


def name_key(name: str) -> str:
    """What the names of a company have in common, without case and legal forms."""
    folded = fold(name)
    if "." in folded or "/" in folded:  # most names have neither, and this is slow
        folded = re.sub(r"\b(\w)[./] ?(?=\w\b)", r"\1", folded)
    words = re.findall(r"\w+", folded)
    words[1:-1] = [word for word in words[1:-1] if word not in _AND]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words) or folded


class Companies:
    """Which names are of one company, and which perhaps are.

    `read` gives the companies that lists name differently; it is called when they are
    first needed. `may_have` says whether any of their names may have any of some words.
    """

    def __init__(
        self,
        read: Callable[[], CompaniesFile] = CompaniesFile,
        may_have: Callable[[Collection[str]], bool] = bool,
    ) -> None:
        self._read = read
        self._may_have = may_have
        # Lists have many names in common.
        self._keys: dict[str, str] = {}

    @functools.cached_property
    def _file(self) -> CompaniesFile:
        return self._read()

    @functools.cached_property
    def _groups(self) -> Mapping[str, str]:
        groups: dict[str, str] = {}
        for names in self._file.same:
            keys = [*map(name_key, names)]
            groups.update(dict.fromkeys(keys, keys[0]))
            self._keys.update(dict.fromkeys(names, keys[0]))
        return groups

    @functools.cached_property
    def _perhaps(self) -> Mapping[str, list[str]]:
        perhaps: dict[str, list[str]] = {}
        for names in self._file.perhaps:
            for key, other in itertools.permutations({*map(self.key_of, names)}, 2):
                perhaps.setdefault(key, []).append(other)
        return perhaps

    @functools.cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The names of companies that are linked with others, each as a list has it."""
        names: dict[str, dict[str, None]] = {}
        for linked in (*self._file.same, *self._file.perhaps):
            for name in linked:
                names.setdefault(self.key_of(name), {})[name] = None
        return {key: tuple(of_company) for key, of_company in names.items()}

    def with_any(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The names with any of some folded words, by companies with several names."""
        if not self._may_have(words):
            return {}
        with_words = {
            key: [name for name in names if any(word in fold(name) for word in words)]
            for key, names in self.names.items()
            if len(names) > 1
        }
        return {key: names for key, names in with_words.items() if names}

    def key_of(self, name: str) -> str:
        """The key of a company; linked names have the same."""
        groups = self._groups
        key = self._keys.get(name)
        if key is None:
            key = name_key(name)
            key = self._keys[name] = groups.get(key, key)
        return key

    def perhaps(self, key: str) -> Collection[str]:
        """The companies that are perhaps the same as one, by their keys."""
        return self._perhaps.get(key, ())

    def grouped(
        self, entries: Iterable[ListedExhibitor]
    ) -> dict[str, list[ListedExhibitor]]:
        """The entries of each company, in their order."""
        grouped: dict[str, list[ListedExhibitor]] = {}
        for entry in entries:
            grouped.setdefault(self.key_of(entry.exhibitor.name), []).append(entry)
        return grouped

    def of(
        self, keys: Collection[str], entries: Iterable[ListedExhibitor]
    ) -> dict[str, list[ListedExhibitor]]:
        """The entries of the companies with these keys that have any."""
        names = (name for key in keys for name in (key, *self.names.get(key, ())))
        letters = {name_key(name)[0] for name in names}
        # Working out the key of every name would take as long as all else.
        may_be = (
            entry
            for entry in entries
            if (first := fold(entry.exhibitor.name[0])[:1]) in letters
            or not first.isalnum()
        )
        grouped = self.grouped(may_be)
        return {key: grouped[key] for key in keys if key in grouped}

    def on(self, exhibitors: ExhibitorList) -> set[str]:
        """The companies on a list."""
        return {self.key_of(exhibitor.name) for exhibitor in exhibitors.exhibitor}


class Newcomers(NamedTuple):
    """Entries of companies not on the list before, or `perhaps` under another name."""

    number: int
    perhaps: int


def newcomers(
    exhibitors: Iterable[Exhibitor], before: ExhibitorList, companies: Companies
) -> Newcomers:
    """How many exhibitors are new since the list before."""
    listed = companies.on(before)
    new = [key for e in exhibitors if (key := companies.key_of(e.name)) not in listed]
    perhaps = sum(not listed.isdisjoint(companies.perhaps(key)) for key in new)
    return Newcomers(len(new), perhaps)


def stand_of(exhibitor: Exhibitor) -> str | None:
    """Its halls and stands in one text, like "Hall 5A K30" or "Stand K30"."""
    text = short_stand(exhibitor)
    return f"Stand {text}" if text in exhibitor.stand else text


def short_stand(exhibitor: Exhibitor) -> str | None:
    """Its halls and stands in one text, like "Hall 5A K30" or just "K30"."""
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
    """The place of a company in a list to walk: by hall and stand, then by name."""
    parts = re.split("0*([0-9]+)", fold(stand or ""))
    # Texts and numbers take turns; of two numbers, the longer one is greater.
    numbers = [(len(part) if at % 2 else 0, part) for at, part in enumerate(parts)]
    return stand is None, numbers, fold(name)


def searched_text(exhibitor: Exhibitor) -> str:
    """All that words are searched in, folded: all but the hall."""
    texts = (
        exhibitor.name,
        exhibitor.country_name or "",
        exhibitor.website or "",
        *exhibitor.categories,
        *exhibitor.stand,
    )
    return fold("\n".join(texts))
