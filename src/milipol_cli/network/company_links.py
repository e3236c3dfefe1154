"""Which names on lists are of one company, and which may be.

The rules see names, countries and hosts. They are the same for the bundled lists, whose
links are made with the data, and for names that a reader brings.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, combinations, product
from os.path import commonprefix
from typing import Literal, NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.network.company_names import name_key
from milipol_cli.network.company_parsing import (
    ORDINARY,
    PLACES_FORMS_GROUPS,
    Name,
    initials_of,
    is_own_name,
    joined_words,
    letters_and_initials,
    names_within,
    parsed_name,
    plain_words,
    without_ends,
    word_pairs,
)
from milipol_cli.network.company_words import CHINA, FIRST, GROUP, LEGAL, PEOPLE, PLACE, STATE, TAIL
from milipol_cli.network.model.exhibitors import Exhibitor

# Words that say of which country a name is, and ordinary words that do not.
_NATIONS = PLACE | PEOPLE
_NOT_UNIQUE = ORDINARY - _NATIONS
# Hosts of services, which belong to no company on a list.
_SERVICES = (
    r"(?:^|\.)(?:alibaba|cci|europages|facebook|free|gmail|globalsources|google|hotmail"
    r"|instagram|linkedin|linktr|made-in-china|orange|t-online|twitter|wanadoo|wix"
    r"|wixsite|wordpress|x|yahoo|youtube)\.[a-z.]{2,6}$"
)
# A host that more names on a list have is of the fair, or of a service.
_MOST_ON_HOST = 5
# Labels of hosts that no company has for itself.
_SHARED_LABELS = frozenset(
    ["ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "mil", "net", "org"]
)

# More names with one key are of many companies.
_MOST_WITH_KEY = 60
_MOST_WITH_WHOLE_NAME = 400
_MOST_WITH_WORD = 100
# So few entries with one name do not show which company is best known by it.
_FEW_ENTRIES = 5
# To look for more clues one by one takes longer than to look at every name.
_FEW_CLUES = 100
# A first word that more names begin with is an ordinary one.
_MOST_WITH_FIRST_WORD = 6

Rule = Literal["core", "sorted", "base", "bare", "site", "first", "part", "initials", "near"]
_Verdict = Literal["same", "perhaps"] | None


class Unit(NamedTuple):
    """All entries whose names have one key: countries, hosts of their own, and lists.

    `lists` are the ids of the editions that list them.
    """

    name: str
    countries: AbstractSet[str] = frozenset()
    hosts: AbstractSet[str] = frozenset()
    lists: AbstractSet[str] = frozenset()


def are_apart(values: AbstractSet[str], other_values: AbstractSet[str]) -> bool:
    """Whether both sets have values, such as countries, but none in common.

    If one set is empty, nothing is known, and they are not apart.
    """
    return bool(values and other_values) and values.isdisjoint(other_values)


def may_differ(name: Name, one: Unit, other: Unit) -> bool:
    """Whether two units with one name may be of two companies.

    Not with a site in common. Each state has its own "Ministry of Interior", so an
    entry without a country may be of any state; "French Navy" names its state.
    """
    if share_site(one, other):
        return False
    is_elsewhere = are_apart(one.countries, other.countries)
    shares_no_country = one.countries.isdisjoint(other.countries)
    if _is_of_state(name):
        names_state = not _NATIONS.isdisjoint(name.words)
        return is_elsewhere if names_state else shares_no_country
    if has_other_site(one, other):
        is_of_trade = _is_site_of_trade(name, _sites(one), _sites(other))
        return shares_no_country and (is_short_or_ordinary(name) or is_of_trade)
    have_sites = bool(_sites(one) and _sites(other))  # which are alike
    return is_elsewhere and not have_sites and _is_common(name)


def _is_common(name: Name) -> bool:
    """Whether companies of several countries may have a name, like "Black Hawk".

    It has only ordinary words, or fewer than four letters.
    """
    return _NOT_UNIQUE.issuperset(name.words) or len(name.base) < 4


def _is_site_of_trade(name: Name, sites: AbstractSet[str], other_sites: AbstractSet[str]) -> bool:
    """Whether one has a site with just the name, and the other one with a trade, too.

    Such as "hutchinson" and "hutchinson-engineering".
    """
    labels, other_labels = _labels(sites), _labels(other_sites)
    return any(
        name.base in own and any(_is_with_trade(label, name.base) for label in others)
        for own, others in ((labels, other_labels), (other_labels, labels))
    )


def is_short_or_ordinary(name: Name) -> bool:
    """Whether a name has up to five letters, or only words that many names have."""
    return len(name.base) < 6 or _NOT_UNIQUE.issuperset(name.words)


def share_site(one: Unit, other: Unit) -> bool:
    """Whether two units have a site in common."""
    return not _sites(one).isdisjoint(_sites(other))


def has_other_site(one: Unit, other: Unit) -> bool:
    """Whether both units have sites, but none that is the other's or begins like it."""
    return _are_other_sites(_sites(one), _sites(other))


def _are_other_sites(sites: AbstractSet[str], other_sites: AbstractSet[str]) -> bool:
    return are_apart(sites, other_sites) and not are_alike(sites, other_sites)


def are_alike(sites: AbstractSet[str], other_sites: AbstractSet[str]) -> bool:
    """Whether one of the sites begins like one of the others: "sony.fr" and "sony.eu".

    Such sites of names that are alike are mostly of one company, as "saab.com" and
    "saabgroup" are; but not "cadex" and "cadexelectronics", which names a trade. A
    beginning of up to three letters counts only with a digit, like "3m".
    """
    pairs = product(_labels(sites), _labels(other_sites))
    for short, long in (sorted(pair, key=len) for pair in pairs):
        is_telling = len(short) > 3 or re.search(r"\d", short) is not None
        is_beginning = is_telling and long.startswith(short)
        if is_beginning and not _is_with_trade(long, short):
            return True
    return False


def _labels(sites: AbstractSet[str]) -> AbstractSet[str]:
    """The labels of sites without hyphens and countries: "3m" of "3m-france"."""
    labels = {site.partition(".")[0].replace("-", "") for site in sites}
    return {_without_country(label) for label in labels}


def _without_country(label: str) -> str:
    countries = (place for place in PLACE if len(place) > 4 and label.endswith(place))
    return label.removesuffix(next(countries, "")) or label


def _is_with_trade(label: str, name: str) -> bool:
    """Whether a label is a name and the word of a trade: "hutchinsonengineering"."""
    if not label.startswith(name):
        return False
    rest = plain_words(label.removeprefix(name))
    return bool(rest) and rest[0] in TAIL - GROUP


def _is_of_state(name: Name) -> bool:
    """Whether a name has only ordinary words, of which one names a body of a state."""
    is_ordinary = ORDINARY.issuperset(name.words)
    return is_ordinary and not STATE.isdisjoint(name.words)


def doubtful_entries(account: Exhibitor, entries: Sequence[Exhibitor]) -> Sequence[bool]:
    """Whether each entry of a company, by its name, may not be of an account's one.

    Without a country of the account, this is so for entries of several countries, if
    their websites differ or none has one. If the account has a short name of its own,
    like "KNDS", only entries with this name may be of others; "NEXTER" is not in doubt.
    """
    country = account.country_code
    own_entries = [
        entry
        for entry in entries
        if (country and entry.country_code == country)
        or (account.website and _has_site_of(account, entry))
    ]
    if len(own_entries) == len(entries):
        return [False] * len(entries)
    name, own_unit = parsed_name(account.name), unlisted_unit([account, *own_entries])
    are_namesakes = [
        _NOT_UNIQUE.issuperset(name.words) or parsed_name(entry.name).base == name.base
        for entry in entries
    ]
    # A place is a country or, of an entry without one, a website.
    places = [entry.country_code or host_of(entry.website) for entry in entries]
    entries_by_place: dict[str, list[Exhibitor]] = defaultdict(list)
    for place, entry, is_namesake in zip(places, entries, are_namesakes, strict=True):
        if is_namesake:
            entries_by_place[place].append(entry)
    units = {place: unlisted_unit(listed) for place, listed in entries_by_place.items()}
    doubtful = {place for place, unit in units.items() if may_differ(name, own_unit, unit)}
    if not own_unit.countries:
        numbers = {place: len(listed) for place, listed in entries_by_place.items()}
        doubtful |= _differing_places(name, units, numbers)
    # Another place with a site of a doubtful one is as doubtful.
    doubtful_sites = {site for place in doubtful for site in _sites(units[place])}
    doubtful_sites -= _sites(own_unit)
    doubtful |= {
        place for place, unit in units.items() if not doubtful_sites.isdisjoint(_sites(unit))
    }
    return [
        is_namesake and place in doubtful
        for place, is_namesake in zip(places, are_namesakes, strict=True)
    ]


def _has_site_of(one: Exhibitor, other: Exhibitor) -> bool:
    site = site_of(host_of(one.website))
    return bool(site) and site == site_of(host_of(other.website))


def _differing_places(
    name: Name, units: Mapping[str, Unit], numbers: Mapping[str, int]
) -> set[str]:
    """The places, of units with one name, that may have different companies.

    If three of four entries, whose `numbers` are given, are of one company, these are
    the places of others: "Saab" is the company of Sweden, though one of the United
    States has the name, too. This needs more than a few entries. If any unit has a
    website, only units with one are compared.
    """
    compared = [place for place, unit in units.items() if _sites(unit)] or [*units]
    entries = sum(numbers.values())
    if entries > _FEW_ENTRIES:
        main = units[max(compared, key=numbers.__getitem__)]
        others = {place for place in compared if may_differ(name, main, units[place])}
        if sum(numbers[place] for place in others) * 4 <= entries:
            return others
    return {
        place
        for one, other in combinations(compared, 2)
        if may_differ(name, units[one], units[other])
        for place in (one, other)
    }


class Links(NamedTuple):
    """Pairs of units that are of one company, or may be, with the rule that says so.

    A unit is its index among the units that were compared; the lower one is first.
    """

    same: Mapping[tuple[int, int], Rule]
    perhaps: Mapping[tuple[int, int], Rule]


@functools.cache
def host_of(website: str | None) -> str:
    """The host of a website without www; "" for none of the company's own."""
    address = (website or "").strip().lower()
    host = re.sub(r"^(https?:/*)?(www\d?\.)?|[:/?#].*", "", address)
    return "" if host and re.search(_SERVICES, host) else host


def shared_hosts(hosts: Iterable[str]) -> AbstractSet[str]:
    """The hosts that so many names on a list have that they belong to none of them."""
    return {host for host, times in Counter(hosts).items() if times > _MOST_ON_HOST}


class _Listing(NamedTuple):
    """An entry on the list of an edition; its `own_host` is "" if others share it.

    `edition` is "" for an entry on no list.
    """

    entry: Exhibitor
    own_host: str
    edition: str


def units(
    lists: Mapping[str, Sequence[Exhibitor]], is_wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, Unit]:
    """The units on the lists of editions with wanted keys, by these keys."""
    listings: dict[str, list[_Listing]] = defaultdict(list)
    for edition, entries in lists.items():
        hosts = [host_of(entry.website) for entry in entries]
        shared = shared_hosts(hosts)
        for entry, host in zip(entries, hosts, strict=True):
            own_host = "" if host in shared else host
            key = name_key(entry.name)
            if is_wanted(key):
                listings[key].append(_Listing(entry, own_host, edition))
    return {key: _unit(of_key) for key, of_key in listings.items()}


def unlisted_unit(entries: Iterable[Exhibitor]) -> Unit:
    """The unit of entries with one name, as if they were on no list."""
    return _unit([_Listing(entry, host_of(entry.website), "") for entry in entries])


def _unit(listings: Sequence[_Listing]) -> Unit:
    """The unit of entries with one key, named as most of them are.

    Of names that are as frequent, it has the shortest.
    """
    entries = [listing.entry for listing in listings]
    names = [entry.name for entry in entries]
    return Unit(
        name=min({*names}, key=lambda name: (-names.count(name), len(name), name)),
        countries={entry.country_code for entry in entries if entry.country_code},
        hosts={listing.own_host for listing in listings} - {""},
        lists={listing.edition for listing in listings} - {""},
    )


@functools.cache
def site_of(host: str) -> str:
    """The label of a host that companies choose: "thalesgroup" of "x.thalesgroup.com".

    A label of up to five letters has what follows it ("mbda.fr"), as companies of other
    countries may have the same. "" if there is no such label.
    """
    labels = [word for word in host.split(".")[:-1] if word not in _SHARED_LABELS]
    label = labels[-1] if labels and len(labels[-1]) > 1 else ""
    return label if len(label) > 5 or not label else host[host.rindex(f"{label}.") :]


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ by at most one letter: added, replaced or swapped.

    Digits distinguish names: "unit 4" and "unit 5" are no slip.
    """
    if abs(len(one) - len(other)) > 1 or len({*one} ^ {*other}) > 2:
        return False  # as most names are, and the rest is slow
    start = len(commonprefix((one, other)))  # noqa: RUF071  letters are compared
    ends = one[start:], other[start:]
    same = len(commonprefix([end[::-1] for end in ends]))  # noqa: RUF071  as above
    first, second = (end[: len(end) - same] for end in ends)
    is_swap = len(first) == 2 and first == second[::-1]
    has_digit = re.search(r"\d", first + second) is not None
    return not has_digit and (max(len(first), len(second)) <= 1 or is_swap)


def _is_cut(one: Name, other: Name) -> bool:
    """Whether a long name ends within a word of the other: "Safety Internati"."""
    short, long = sorted((one.words, other.words), key=len)
    last = len(short) - 1
    if len(short) == len(long) and len(short[last]) > len(long[last]):
        short, long = long, short
    is_within = short[last] != long[last] and long[last].startswith(short[last])
    return short[:last] == long[:last] and is_within and len("".join(short)) > 15


def _is_shortened(short: Name, long: Name) -> bool:
    """Whether a name of several words leaves out others within the longer one.

    "Sprung Structures" leaves out a word of "Sprung Instant Structures". Both begin
    with the same word, of five letters or more, and end with the same word.
    """
    begins_alike = short.words[0] == long.words[0] and is_own_name(short.words[:1], 5)
    ends_alike = short.words[-1] == long.words[-1]
    rest = iter(long.words)
    is_in_order = all(word in rest for word in short.words)  # takes words from the rest
    return len(short.words) > 1 and begins_alike and ends_alike and is_in_order


class _CommonKey(NamedTuple):
    """The key that two units have in common, and its rule; units are positions."""

    rule: Rule
    key: str
    first: int
    second: int


def _sites(unit: Unit) -> AbstractSet[str]:
    return {site_of(host) for host in unit.hosts} - {""}


class _Index:
    """Units by what their names and sites have in common; `new` as `links_between`.

    `beginnings` are the names that begin with a word, and `sites_by_word` their sites,
    with how many of them have each; `branches` are the next words of
    names that begin with a word on a site, cut to four letters, and `countries` theirs;
    `by_key` has the positions of units, in order, by a rule and a key of their names.
    """

    def __init__(self, units: Sequence[Unit], new: int | None) -> None:
        self.units = units
        self.new = new
        self.names = [parsed_name(unit.name) for unit in units]
        self.sites = [*map(_sites, units)]
        self.beginnings: dict[str, set[str]] = defaultdict(set)
        self.sites_by_word: dict[str, Counter[str]] = defaultdict(Counter)
        self.branches: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.countries: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_key: dict[tuple[Rule, str], list[int]] = defaultdict(list)
        for position, name in enumerate(self.names):
            self._add(position, name, self.sites[position])

    def _add(self, position: int, name: Name, sites: AbstractSet[str]) -> None:
        """Adds the unit at a position by its name and sites."""
        first, *more = name.bare
        self.beginnings[first].add(joined_words(name.bare))
        branch = [word[:4] for word in more if word not in PLACE][:1]
        is_known = position >= (self.new or 0)  # a reader's names divide no company
        for site in sites if is_known else ():
            self.sites_by_word[first][site] += 1
            self.branches[site, first].update(branch)
            self.countries[site, first].update(self.units[position].countries)
        for key in dict.fromkeys(_compared_keys(name, sorted(sites))):
            self.by_key[key].append(position)

    def pairs(self) -> Iterator[_CommonKey]:
        """Each key that two units have in common; not those of too many units.

        With `new`, the first unit is among the first so many.
        """
        for (rule, key), positions in self.by_key.items():
            is_whole = rule in ("core", "base", "site")
            most = _MOST_WITH_WHOLE_NAME if is_whole else _MOST_WITH_KEY
            if key and 1 < len(positions) <= most:
                for first, second in combinations(positions, 2):
                    if self.new is not None and first >= self.new:
                        break  # positions rise, so that no later pair has a new unit
                    yield _CommonKey(rule, key, first, second)


def _compared_keys(name: Name, sites: Iterable[str]) -> Iterator[tuple[Rule, str]]:
    """The keys of a name by rule: only names that share a key are compared.

    An empty key counts for nothing.
    """
    yield "core", name.core
    yield "core", name.full
    yield "base", name.base
    yield "bare", joined_words(name.bare)
    for ordered in sorted(name.orders):
        yield "sorted", ordered
    for site in sites:
        yield "site", site
    for words in dict.fromkeys((name.bare[:1], name.bare[:2], name.bare[:3])):
        if sites or is_own_name(words, 4):
            yield "first", joined_words(words)
    for part in (*sorted(name.parts), name.base):
        if len(part) > 2:
            yield "part", part
    yield "initials", name.initials
    if 3 <= len(name.core) <= 6:
        yield "initials", name.core
    if len(name.base) > 7:
        yield "near", name.base[:5]
        yield "near", name.base[-5:]


class _Pair:
    """Two units with a key in common, and what rules ask about them.

    `one` and `other` are their names, `sites` the sites that both have. They are of the
    `same_country` if they share one. `other_country` says that both have countries, but
    none in common; `other_web` says so of sites. Both are false if one unit has none.
    """

    def __init__(self, index: _Index, key: str, first: int, second: int) -> None:
        self.key = key
        self.one, self.other = index.names[first], index.names[second]
        self._index = index
        self._units = one, other = index.units[first], index.units[second]
        self.same_country = not one.countries.isdisjoint(other.countries)
        self.other_country = are_apart(one.countries, other.countries)
        self._sites = sites, other_sites = index.sites[first], index.sites[second]
        self.sites = sites & other_sites

    @property
    def other_web(self) -> bool:
        """Whether both have sites, but none that is the other's or begins like it."""
        return _are_other_sites(*self._sites)

    @property
    def short(self) -> Name:
        """The name with fewer words; `one` if both have as many."""
        is_one = len(self.one.words) <= len(self.other.words)
        return self.one if is_one else self.other

    @property
    def long(self) -> Name:
        """The name with more words; `other` if both have as many."""
        return self.other if self.short is self.one else self.one

    @property
    def lists_both(self) -> bool:
        """Whether one list has both units; few lists have a company twice."""
        one, other = self._units
        return not one.lists.isdisjoint(other.lists)

    @property
    def beginnings(self) -> int:
        """How many names begin with the first word of `one`."""
        return len(self._index.beginnings[self.one.bare[0]])

    @property
    def may_differ(self) -> bool:
        """Whether two companies may have the name of `one`, by country and site."""
        return may_differ(self.one, *self._units)

    @property
    def is_ordinary(self) -> bool:
        """Whether the first word of `one` is of a trade, or begins many names."""
        bare = self.one.bare
        is_own = is_own_name(bare[:1]) or (len(bare[0]) < 3 and is_own_name(bare[:2]))
        return not is_own or self.beginnings > _MOST_WITH_FIRST_WORD

    @property
    def is_brand(self) -> bool:
        """Whether most sites of names with the first word of `one` begin with it, too.

        Then many names begin with it because a group has many branches.
        """
        word = self.one.bare[0]
        names_by_site = self._index.sites_by_word[word]
        own_names = sum(number for site, number in names_by_site.items() if site.startswith(word))
        return len(word) > 3 and own_names > 2 and own_names * 2 > names_by_site.total()

    @property
    def is_group(self) -> bool:
        """Whether names on their site go on in several ways after the first word.

        These are divisions of a group, like "Thales Alenia" and "Thales Security". A
        company of up to two countries may go on in two ways, as in two languages.
        """
        word, index = self.one.bare[0], self._index
        return any(
            len(index.branches[site, word]) > (2 if len(countries) < 3 else 1)
            for site in self.sites
            for countries in [index.countries[site, word]]
        )

    @property
    def may_share_site(self) -> bool:
        """Whether their site may be of two companies.

        It is of a group, or only the labels of hosts in two countries are alike.
        """
        one, other = self._units
        is_only_alike = self.other_country and one.hosts.isdisjoint(other.hosts)
        return self.is_group or is_only_alike

    def number_on_site(self) -> int:
        """How many different first words the names on a site have; the key is the site.

        New names do not count: a reader's file may have many of a group.
        """
        positions = self._index.by_key["site", self.key]
        first_known = self._index.new or 0
        known = [self._index.names[i] for i in positions if i >= first_known]
        return len({name.bare[0] for name in known})


def _by_core(pair: _Pair) -> _Verdict:
    """Names with the same words in their order, except for legal forms.

    Names of over five letters that may be of two companies are possible; shorter ones
    that are unlikely to be of one company are not.
    """
    if _is_likely_by_core(pair):
        return "same"
    return "perhaps" if len(pair.key) > 5 else None


def _is_likely_by_core(pair: _Pair) -> bool:
    """Whether names with the same words are likely of one company.

    Short names of different companies are often the same, as B&T and BT. So names of up
    to three letters need the same country or spelling, and may not differ in website.
    """
    if pair.may_differ:
        return False
    one, other = pair.one, pair.other
    letters = max(len(joined_words(name.bare)) for name in (one, other))
    if letters > 3 or pair.sites:
        return True
    is_alike = one.words == other.words and one.parts == other.parts
    is_likely = pair.same_country or (is_alike and not pair.other_country)
    return is_likely and not pair.other_web


def _by_order(pair: _Pair) -> _Verdict:
    """Names with the same words in another order."""
    if not _is_likely_by_core(pair):
        return None
    is_long = len(pair.key) > 11 and len(pair.short.words) > 2
    is_sure = pair.sites or pair.same_country or (is_long and not pair.other_country)
    return "same" if is_sure else "perhaps"


def _by_base(pair: _Pair) -> _Verdict:
    """Names with the same words, without groups and places at the end.

    Short and ordinary names are doubtful, unless their site or country is the same.
    """
    if pair.may_differ:
        return "perhaps"
    is_elsewhere = pair.other_web or pair.other_country
    letters = len(joined_words(pair.one.bare))
    is_short = len(pair.key) < 4 or (is_elsewhere and (len(pair.key) < 6 or letters < 4))
    is_ordinary = pair.is_ordinary and not pair.is_brand
    is_doubtful = is_short or (is_ordinary and is_elsewhere)
    is_same = pair.sites or not is_doubtful or (pair.same_country and not pair.other_web)
    return "same" if is_same else "perhaps"


def _by_bare(pair: _Pair) -> _Verdict:
    """Names that are alike without words of the trade, like "Systems", at the end.

    Only a site in common, the same country or a rare name makes that sure. The shorter
    a name, the rarer it has to be; the key is what both names have without such words.
    """
    if pair.sites:
        return "same"
    if not is_own_name(pair.one.bare) or pair.other_web:
        return None
    letters = len(pair.key)
    is_clear = pair.same_country and not pair.is_ordinary and not pair.lists_both
    short, long = pair.short, pair.long
    # "X" and "X Systems", and "Wenzhou X Systems"
    begins_alike = _without_china(long)[: len(short.words)] == _without_china(short)
    if short.words != short.bare and not begins_alike:  # "X Systems", "X Security"
        return "perhaps" if is_clear and letters > 5 else None
    is_contradicted = pair.other_country or pair.lists_both
    is_only_beginning = pair.beginnings < 2 or (letters > 5 and pair.beginnings < 4)
    is_unique = is_only_beginning and not is_contradicted
    is_long_enough = letters > 4 and (is_clear or is_unique)
    is_rare_enough = letters > 3 and is_clear and pair.beginnings < 3
    if is_long_enough or is_rare_enough:
        return "same"
    return None if pair.other_country else "perhaps"


def _without_china(name: Name) -> Sequence[str]:
    """The words of a name without a place in China at the beginning."""
    return without_ends(name.words, frozenset(), CHINA)


def _by_site(pair: _Pair) -> _Verdict:
    """Names with the same website, which a group of companies may share.

    They are of one company if one begins or ends like the other and is no division of a
    group. Names without a word in common may be, if the site has no third one.
    """
    one, other, short, long = pair.one, pair.other, pair.short, pair.long
    has_same_first = one.bare[0] == other.bare[0]
    if has_same_first and (is_own_name(one.bare[:1]) or one.bare[:2] == other.bare[:2]):
        differing = ({*long.words} ^ {*short.words}) - TAIL - PLACE
        begins_alike = short.bare == long.bare[: len(short.bare)]
        is_no_division = not pair.is_group and (begins_alike or not pair.other_country)
        return "same" if not differing or is_no_division else "perhaps"
    is_at_an_end = long.base.startswith(short.base) or long.base.endswith(short.base)
    if is_at_an_end and len(short.base) > 3:
        return "perhaps" if pair.may_share_site else "same"
    has_letters = min(len(one.base), len(other.base)) > 1
    return "perhaps" if has_letters and pair.number_on_site() <= 2 else None


def _by_first(pair: _Pair) -> _Verdict:
    """A short name that a longer one begins with, if it is not an ordinary word.

    The longer one may be another company: only a rare beginning is sure.
    """
    short, long, key = pair.short, pair.long, pair.key
    if _is_cut(pair.one, pair.other) and not (pair.other_web or pair.other_country):
        return "same"
    if pair.same_country and not pair.other_web and _is_shortened(short, long):
        return "same"
    is_ordinary = pair.is_ordinary or not is_own_name(short.bare, 4)
    if joined_words(short.bare) != key or pair.other_web or is_ordinary:
        return None
    is_rare = pair.beginnings < 4
    begins = long.words[: len(short.words)] == short.words
    has_long_beginning = begins and is_rare and len(short.bare) > 1 and len(key) > 9
    is_contradicted = pair.other_country or pair.lists_both
    if not is_contradicted and (has_long_beginning or _is_rare_beginning(pair)):
        return "same"
    is_nearby = not pair.other_country or (pair.beginnings < 3 and len(key) > 6)
    is_clear = begins and len(key) > (3 if is_rare else 4) and is_nearby
    is_likely = pair.same_country or has_long_beginning or is_clear
    return "perhaps" if is_likely else None


def _is_rare_beginning(pair: _Pair) -> bool:
    """Whether the key is so long and rare that no other company begins with it.

    Names in one country may go on in any way, others only with ordinary words, like
    "Hikvision Digital Technology".
    """
    short, letters = pair.short, len(pair.key)
    is_long = pair.beginnings < 4 and letters > 5
    is_unique = pair.beginnings < 3 and letters > 4 and short.words == short.bare
    if pair.same_country:
        return is_long or is_unique
    return is_unique and is_long and ORDINARY.issuperset(pair.long.bare[1:])


def _by_part(pair: _Pair) -> _Verdict:
    """A name that a longer text has as a whole, like a brand: "Ops-Core (Gentex)".

    Sure if a site in common begins with it; if the longer text is "Brand - Owner"; or,
    in one country, if it has the initials of the rest of that text.
    """
    one, other, key = pair.one, pair.other, pair.key
    if key not in (one.base, other.base):
        return None
    has_initials = any(key == name.initials and key in name.parts for name in (one, other))
    if has_initials and pair.same_country and not pair.other_web:
        return "same"
    if len(key) < 4:
        return None
    is_on_site = any(joined_words([site]).startswith(key) for site in pair.sites)
    if is_on_site and not pair.is_group:
        return "same"
    if key in (one.head, other.head) and not (pair.other_web or pair.is_ordinary):
        return "perhaps" if pair.other_country or len(key) < 5 else "same"
    if key in one.parts and key in other.parts:
        return "perhaps"
    is_likely = pair.same_country or pair.sites or len(key) > 5
    return "perhaps" if is_likely and not pair.other_web else None


def _by_initials(pair: _Pair) -> _Verdict:
    """A name that has the initials of the other one's words."""
    one, other, key = pair.one, pair.other, pair.key
    forms = (one.core, other.initials), (other.core, one.initials)
    if (key, key) not in forms:
        return None
    if pair.sites:
        return "same"
    return "perhaps" if pair.same_country and len(key) > 3 else None


def _by_slip(pair: _Pair) -> _Verdict:
    """Long names that differ by one letter, as after a slip of the pen.

    Short first words are acronyms, in which each letter counts.
    """
    one, other = pair.one, pair.other
    first, second = one.bare[0], other.bare[0]
    is_no_acronym = first == second or min(len(first), len(second)) > 4
    is_comparable = is_no_acronym and is_own_name(one.words, 8)
    if not (is_comparable and _is_slip(one.base, other.base)):
        return None
    if pair.sites and len(one.base) > 8:
        return "same"
    is_clear = not (pair.other_country or pair.other_web or pair.lists_both)
    has_letter_more = first == second and len(one.base) != len(other.base)
    is_added = has_letter_more and len(one.base) > 12
    if is_clear and len(one.base) > 8 and (pair.same_country or is_added):
        return "same"
    return None if pair.other_country or pair.other_web else "perhaps"


_RULES: Mapping[Rule, Callable[[_Pair], _Verdict]] = {
    "core": _by_core,
    "sorted": _by_order,
    "base": _by_base,
    "bare": _by_bare,
    "site": _by_site,
    "first": _by_first,
    "part": _by_part,
    "initials": _by_initials,
    "near": _by_slip,
}


class Clues(NamedTuple):
    """Clues to what may be linked with some names: such a name shares a clue.

    `words` are words that say more than the trade, and pairs of words, joined. `whole`
    are names in several forms, and their initials. `near` has long names by their first
    and last five letters, with each length that names differing by a letter may have.
    `sites` are the sites of the names.
    """

    words: frozenset[str]
    whole: AbstractSet[str]
    near: Mapping[tuple[str, int], Sequence[str]]
    sites: AbstractSet[str]

    def likely_positions(self, folded: str) -> Iterator[int]:
        """The positions of names, a line each, that may be linked with the names.

        Such a name has a form in common with one of them, or a word or two that few of
        the folded names have. A position may come twice.
        """
        names = folded.split("\n")
        with_word: dict[str, list[int]] = defaultdict(list)
        for position in self._possible_positions(folded):
            name = names[position]
            words = without_ends(plain_words(name), LEGAL, FIRST)
            if self._has_form(name, words) or self._has_slip(words):
                yield position
            else:
                for word in self.words.intersection((*words, *word_pairs(words))):
                    with_word[word].append(position)
        for positions in with_word.values():
            if len(positions) <= _MOST_WITH_WORD:
                yield from positions

    def _possible_positions(self, folded: str) -> Sequence[int]:
        """The positions of names with the letters of a clue; all, for many clues.

        Most names are dismissed so, before their forms are made.
        """
        clues = {*self.words, *self.whole, *(end for end, _ in self.near)}
        letters_of_clues = {clue.replace("e", "") for clue in clues}
        if len(clues) > _FEW_CLUES or "" in letters_of_clues:
            return range(folded.count("\n") + 1)
        letters, initials = letters_and_initials(folded)
        found = [_lines_with(of_clue, letters) for of_clue in letters_of_clues]
        found += [_lines_with(form, initials) for form in self.whole if 3 <= len(form) <= 6]
        return sorted({*chain.from_iterable(found)})

    def likely_websites(self, websites: AbstractSet[str]) -> AbstractSet[str]:
        """The websites that have a site of the names.

        The label of a site is quickly found in an address, as few addresses have one.
        """
        labels = {site.partition(".")[0] for site in self.sites}
        return {
            website
            for website in websites
            if not labels.isdisjoint(website.lower().replace("/", ".").split("."))
            and site_of(host_of(website)) in self.sites
        }

    def _has_form(self, text: str, words: Sequence[str]) -> bool:
        """Whether a name, its initials or a name within it is one of the forms."""
        initials = initials_of(words) if len(words) > 2 else ""
        forms = (joined_words(words), initials, *names_within(text))
        return not self.whole.isdisjoint(forms)

    def _has_slip(self, words: Sequence[str]) -> bool:
        """Whether a name differs by one letter from one of the long names."""
        base = joined_words(without_ends(words, PLACES_FORMS_GROUPS, FIRST))
        near_beginning = self.near.get((base[:5], len(base)), ())
        near_end = self.near.get((base[-5:], len(base)), ())
        near = (*near_beginning, *near_end)
        return bool(near) and any(_is_slip(base, other) for other in near)


def _lines_with(letters: str, text: str) -> Iterator[int]:
    """The positions of lines, ending with "|", that have some letters in this order.

    A line that has them twice is given twice.
    """
    texts_before = text.split(letters)[:-1]
    return accumulate(before.count("|") for before in texts_before)


def clues(units: Iterable[Unit]) -> Clues:
    """The clues to what may be linked with the names of units."""
    units = [*units]
    names = [parsed_name(unit.name) for unit in units]
    forms = {form for name in names for form in (name.core, name.base, *name.parts)}
    all_initials = {name.initials for name in names if name.initials}
    words_by_name = [plain_words(fold(unit.name)) for unit in units]
    words = {word for of_name in words_by_name for word in of_name if len(word) > 1}
    joined_pairs = {pair for of_name in words_by_name for pair in word_pairs(of_name)}
    near: dict[tuple[str, int], list[str]] = defaultdict(list)
    for base in {name.base for name in names if len(name.base) > 7}:
        lengths = (len(base) - 1, len(base), len(base) + 1)
        for end in product({base[:5], base[-5:]}, lengths):
            near[end].append(base)
    return Clues(
        words=frozenset((words - ORDINARY - LEGAL) | joined_pairs),
        whole=(forms | all_initials) - {""},
        near=near,
        sites={site_of(host) for unit in units for host in unit.hosts} - {""},
    )


def links_between(units: Sequence[Unit], new: int | None = None) -> Links:
    """The pairs of units that are of one company, and the pairs that may be.

    A pair has the first rule that links it; a rule that is sure comes before one that
    is not. With `new`, only pairs with one of the first so many units are looked for,
    which is faster.
    """
    index = _Index(units, new)
    same: dict[tuple[int, int], Rule] = {}
    perhaps: dict[tuple[int, int], Rule] = {}
    for rule, key, first, second in index.pairs():
        pair = first, second
        if pair in same:
            continue
        verdict = _RULES[rule](_Pair(index, key, first, second))
        if verdict == "same":
            same[pair] = rule
        elif verdict == "perhaps":
            perhaps.setdefault(pair, rule)
    # A later rule may be sure of a pair.
    only_perhaps = {pair: rule for pair, rule in perhaps.items() if pair not in same}
    return Links(same, only_perhaps)
