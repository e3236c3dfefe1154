"""Which names on lists are of one company, and which may be.

The rules see names, countries and hosts. They are the same for the bundled lists, whose
links are made with the data, and for names that a reader brings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise
from os.path import commonprefix
from typing import Literal, NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.network.company_names import name_key
from milipol_cli.network.company_words import (
    CHINA,
    COMMON,
    FIRST,
    GROUP,
    LEGAL,
    PLACE,
    SMALL,
    TAIL,
)
from milipol_cli.network.model.exhibitors import Exhibitor

# Patterns are compiled when they are needed.
# Legal forms of several words, at the end of a folded name.
_LONG_FORMS = (
    r"[ ,]+(?:"
    r"spolka (?:z ograniczona odpowiedzial\s?nosc\w*|akcyjna|komandytowa|jawna)( .*)?"
    r"|(?:(?:ic ve )?dis |ithalat ihracat )?(?:san(?:ayi\w?)?\.? ?(?:ve|&)? ?)?"
    r"(?:(?:ic ve )?dis )?tic(?:aret)?\b\.?.*|san(?:ayii?)?\.? ?(?:ve )?a\.?s\.?"
    r"|anonim sirketi|limited sirketi|sociedad (?:anonima|limitada)\w*"
    r"|sociedade anonima|limited liability company"
    r"|public company limited|public limited company"
    r"|open joint stock company|joint stock company|gesellschaft m\.? ?b\.? ?h\.?"
    r"|g\.?m\.?b\.?h\.? ?(?:&|und|u\.|and)? ?co\.? ?k\.?g\.?(?:aa)?"
    r")[. ]*$"
)
_AND = ("and", "et", "und")
# Words at the end of a name that are not of it, and all that are of many names.
_NO_OWN_NAMES = PLACE | LEGAL
_NO_NAMES = _NO_OWN_NAMES | GROUP
_TRADES = _NO_OWN_NAMES | TAIL
_ORDINARY = COMMON | SMALL
_NO_UMLAUTS = _ORDINARY | FIRST
_ALIKE = {
    "armoured": "armored",
    "defence": "defense",
    "drones": "drone",
    "exp": "export",
    "imp": "import",
    "intl": "international",
    "tecnologies": "technologies",
}
# What stands between a name and another one in the same text.
_BETWEEN = (
    r"(?i)\s[-–—]+\s|[/|:]|\b(?:powered )?by\b|\bgroupe\b"
    r"|,? \ba (?:division|company|brand|part|member|subsidiary) of\b|,\s?company of\b"
)
_AFTER_NAME = r"[^\w .&'-]|\s-+\s|\b(?:by|groupe|of)\b"
_OF_ANOTHER = r"(?i),?\s+an? ([\w&. '-]+) (?:company|brand|business)$"
_BEFORE_ANOTHER = r"(?i)^\W*(by|formerly|ex)\b"
# Hosts of services, which belong to no company on a list.
_SERVICES = (
    r"(?:^|\.)(?:alibaba|cci|europages|facebook|free|gmail|globalsources|google|hotmail"
    r"|instagram|linkedin|linktr|made-in-china|orange|t-online|twitter|wanadoo|wix"
    r"|wixsite|wordpress|x|yahoo|youtube)\.[a-z.]{2,6}$"
)
# A host that more names on a list have is of the fair, or of a service.
_MOST_ON_HOST = 5
# Labels of hosts that no company has for itself.
_SHARED_LABELS = ("co", "com", "net", "org", "ac", "gov", "gob", "gouv", "mil")

# More names with one key are of many companies.
_MOST_WITH_KEY = 60
_MOST_WITH_WHOLE_NAME = 400
_MOST_WITH_WORD = 100
# A first word that more names begin with is an ordinary one.
_MOST_WITH_FIRST_WORD = 6

Rule = Literal[
    "core", "sorted", "base", "bare", "site", "first", "part", "initials", "near"
]
_Verdict = Literal["same", "perhaps"] | None


class Unit(NamedTuple):
    """All entries with one name: their countries, hosts of their own, and lists."""

    name: str
    countries: AbstractSet[str] = frozenset()
    hosts: AbstractSet[str] = frozenset()
    lists: AbstractSet[str] = frozenset()


class Name(NamedTuple):
    """The forms of a name that are compared.

    `core` has all words but legal forms, joined; `ordered` has them by the alphabet.
    `words` are without groups and places at the end, `base` is these joined; `bare` is
    also without words of the trade at the end. `parts` are the bases of other names in
    the text, like those in brackets; `full` is one that the name has the initials of.
    """

    core: str
    ordered: str
    words: tuple[str, ...]
    base: str
    bare: tuple[str, ...]
    parts: AbstractSet[str]
    initials: str
    full: str


class Links(NamedTuple):
    """Pairs of units that are of one company, or may be, with the rule for it."""

    same: Mapping[tuple[int, int], Rule]
    perhaps: Mapping[tuple[int, int], Rule]


def host_of(website: str | None) -> str:
    """The host of a website without www; "" for none of the company's own."""
    address = (website or "").strip().lower()
    host = re.sub(r"^(https?:/*)?(www\d?\.)?|[:/?#].*", "", address)
    return "" if re.search(_SERVICES, host) else host


def shared_hosts(hosts: Iterable[str]) -> AbstractSet[str]:
    """The hosts that so many names on a list have that they belong to none of them."""
    return {host for host, times in Counter(hosts).items() if times > _MOST_ON_HOST}


def units(lists: Mapping[str, Sequence[Exhibitor]]) -> dict[str, Unit]:
    """The units on lists by the keys of their names.

    The name of a unit is its most frequent one, or else the shortest of these.
    """
    entries: dict[str, list[tuple[Exhibitor, str, str]]] = defaultdict(list)
    for edition, listed in lists.items():
        hosts = [host_of(entry.website) for entry in listed]
        shared = shared_hosts(hosts)
        for entry, host in zip(listed, hosts, strict=True):
            own_host = "" if host in shared else host
            entries[name_key(entry.name)].append((entry, own_host, edition))
    return {key: _unit(of_key) for key, of_key in entries.items()}


def unlisted_unit(entries: Iterable[Exhibitor]) -> Unit:
    """The unit of entries with one name, wherever they are listed."""
    unit = _unit([(entry, host_of(entry.website), "") for entry in entries])
    return unit._replace(lists=frozenset())


def _unit(entries: Sequence[tuple[Exhibitor, str, str]]) -> Unit:
    names = Counter(entry.name for entry, _, _ in entries)
    return Unit(
        name=min(names, key=lambda name: (-names[name], len(name), name)),
        countries={code for entry, _, _ in entries if (code := entry.country_code)},
        hosts={host for _, host, _ in entries} - {""},
        lists={edition for _, _, edition in entries},
    )


def parsed_name(name: str) -> Name:
    """The forms of a name that are compared."""
    head, others = name, list[str]()
    if found := re.search(_OF_ANOTHER, name):
        head, others = name[: found.start()], [found[1]]
    others += re.findall(r"[(\[]([^)\]]+)", head)
    head = re.sub(r"[(\[][^)\]]*[)\]]?", " ", head)
    cut = [part for part in re.split(_BETWEEN, head) if re.search(r"\w", part)]
    whole = _words_of(head if re.search(r"\w", head) else name)
    without = _without_initials(whole)
    if without:
        whole, cut = without, []
    core = _joined(whole)
    words = _without_ends(whole, _NO_NAMES, FIRST)
    if not _is_own(words):
        words = _without_ends(whole, _NO_OWN_NAMES)
        words = words if _is_own(words) else whole
    texts = (cut if len(cut) > 1 else []) + others
    parts = [_words_of(re.sub(_BEFORE_ANOTHER, "", text)) for text in texts]
    parts = [_without_ends(part, _NO_NAMES, FIRST) for part in parts]
    in_full = (_without_initials([*whole, *_words_of(text)]) for text in others)
    return Name(
        core=core,
        ordered=_joined(sorted(whole)),
        words=tuple(words),
        base=_joined(words),
        bare=tuple(_without_ends(words, _TRADES, CHINA)),
        parts={_joined(part) for part in parts if _is_own(part, 4)},
        initials=_initials(whole),
        full=next(map(_joined, filter(None, in_full)), ""),
    )


def _initials(words: Iterable[str]) -> str:
    """The initials of words, if these are no more than people use."""
    initials = "".join(word[:1] for word in words if word not in SMALL)
    return initials if 3 <= len(initials) <= 6 else ""


def _without_initials(whole: Sequence[str]) -> Sequence[str]:
    """The words without their own initials, as in "CBC - Companhia Brasileira ...".

    Nothing if they have none.
    """
    for initials, rest in ((whole[-1], whole[:-1]), (whole[0], whole[1:])):
        every = "".join(word[:1] for word in rest)
        large = "".join(word[:1] for word in rest if word not in SMALL)
        if len(rest) > 2 and initials in (every, large):
            return rest
    return ()


def _words_of(text: str) -> Sequence[str]:
    """The folded words of a name without legal forms at its ends."""
    text = re.sub("[®™\u00b4`¨']", "", text)
    text = re.sub(_LONG_FORMS, "", fold(text)) or fold(text)
    text = re.sub(r"\b(\w)[./] ?(?=\w\b)", r"\1", text)
    text = re.sub(r"(?<=[a-z])\b (s) (a|l)\b\W*$", r" \1\2", text)
    words = [word for word in _plain_words(text) if word not in _AND]
    return _without_ends(words, LEGAL, FIRST) or [text.strip()]


def _plain_words(text: str) -> list[str]:
    words = [_ALIKE.get(word, word) for word in re.findall(r"[^\W_]+", text)]
    if not re.search("[aou]e", text):
        return words
    return [word if word in _NO_UMLAUTS else _joined([word]) for word in words]


def _joined(words: Iterable[str]) -> str:
    """Words as one text with "ae", "oe" and "ue" like umlauts: "draeger" as "drager".

    Not at the beginning, where "Aero" has another one.
    """
    joined = "".join(words)
    if "ae" in joined or "oe" in joined or "ue" in joined:  # few have, and this is slow
        joined = re.sub(r"(?<=[b-df-hj-np-tv-z][aou])(?<!qu)e(?=\w)", "", joined)
    return joined


def _pairs(words: Sequence[str]) -> Iterator[str]:
    return map(_joined, pairwise(words))


def _without_ends(
    words: Sequence[str],
    last: AbstractSet[str],
    first: AbstractSet[str] = frozenset(),
) -> Sequence[str]:
    """Words without some at the end and at the beginning; one is left."""
    start, end = 0, len(words)
    while end > 1 and words[end - 1] in last:
        end -= 1
    while end - start > 1 and words[start] in first:
        start += 1
    return words[start:end]


def _is_own(words: Sequence[str], fewest_letters: int = 3) -> bool:
    """Whether words name a company, and not only its trade."""
    joined = "".join(words)
    long_enough = len(joined) >= fewest_letters or re.fullmatch(r"\d[a-z]", joined)
    return bool(long_enough) and not _ORDINARY.issuperset(words)


def site_of(host: str) -> str:
    """The label of a host that companies choose; a short one with what follows it.

    A long one is the same company's in every country.
    """
    labels = [word for word in host.split(".")[:-1] if word not in _SHARED_LABELS]
    label = labels[-1] if labels and len(labels[-1]) > 1 else ""
    return label if len(label) > 5 or not label else host[host.rindex(f"{label}.") :]


def _is_slip(one: str, other: str) -> bool:
    """Whether a letter more, less, other or swapped makes two names one."""
    start = len(commonprefix((one, other)))  # noqa: RUF071  letters are compared
    one, other = one[start:], other[start:]
    end = len(commonprefix((one[::-1], other[::-1])))  # noqa: RUF071  as above
    one, other = one[: len(one) - end], other[: len(other) - end]
    is_swap = len(one) == 2 and one == other[::-1]
    has_digit = re.search(r"\d", one + other) is not None
    return not has_digit and (max(len(one), len(other)) <= 1 or is_swap)


class _Index:
    """Units by what their names and sites have in common; `new` as for `links`."""

    def __init__(self, units: Sequence[Unit], new: int | None) -> None:
        self.units = units
        self.new = new
        self.names = [parsed_name(unit.name) for unit in units]
        self.sites = [frozenset(map(site_of, unit.hosts)) - {""} for unit in units]
        # The names that begin with a word, and what follows it on the same site.
        self.beginnings: dict[str, set[str]] = defaultdict(set)
        self.branches: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_key: dict[tuple[Rule, str], list[int]] = defaultdict(list)
        for number, (name, sites) in enumerate(
            zip(self.names, self.sites, strict=True)
        ):
            first, *more = name.bare
            self.beginnings[first].add(_joined(name.bare))
            branch = [word[:4] for word in more if word not in PLACE][:1]
            for site in sites:
                self.branches[site, first].update(branch)
            for key in dict.fromkeys(_compared_keys(name, sorted(sites))):
                self.by_key[key].append(number)

    def pairs(self) -> Iterator[tuple[Rule, str, int, int]]:
        """Each key that two units have in common: its rule, the key, and the units.

        With `new`, one of the two is among the first so many.
        """
        for (rule, key), numbers in self.by_key.items():
            is_whole = rule in ("core", "base", "site")
            most = _MOST_WITH_WHOLE_NAME if is_whole else _MOST_WITH_KEY
            if key and 1 < len(numbers) <= most:
                for first, second in combinations(numbers, 2):
                    if self.new is not None and first >= self.new:
                        break  # numbers rise, so that no later pair has a new unit
                    yield rule, key, first, second


def _compared_keys(name: Name, sites: Iterable[str]) -> Iterator[tuple[Rule, str]]:
    """The keys of a name by rule: only names that share a key are compared."""
    yield "core", name.core
    yield "core", name.full
    yield "base", name.base
    yield "bare", _joined(name.bare)
    yield "sorted", name.ordered
    for site in sites:
        yield "site", site
    for number in (1, 2):
        if sites or _is_own(name.bare[:number], 4):
            yield "first", _joined(name.bare[:number])
    for part in (*sorted(name.parts), name.base):
        if len(part) > 3:
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
    `same_country` if they share one; `other_country` and `other_web` are whether both
    have some, but none in common.
    """

    def __init__(self, index: _Index, key: str, first: int, second: int) -> None:
        self.key = key
        self.one, self.other = index.names[first], index.names[second]
        self._index = index
        self._units = one, other = index.units[first], index.units[second]
        self.same_country = not one.countries.isdisjoint(other.countries)
        has_countries = bool(one.countries and other.countries)
        self.other_country = has_countries and not self.same_country
        sites, other_sites = index.sites[first], index.sites[second]
        self.sites = sites & other_sites
        self.other_web = bool(sites and other_sites) and not self.sites

    @property
    def short(self) -> Name:
        """The name with fewer words."""
        return min(self.one, self.other, key=lambda name: len(name.words))

    @property
    def long(self) -> Name:
        """The name with more words; the other one if they have as many."""
        return self.other if self.short is self.one else self.one

    @property
    def lists_both(self) -> bool:
        """Whether a list has both: it would not have one company twice."""
        one, other = self._units
        return not one.lists.isdisjoint(other.lists)

    @property
    def beginnings(self) -> int:
        """How many names begin with the first word."""
        return len(self._index.beginnings[self.one.bare[0]])

    @property
    def is_ordinary(self) -> bool:
        """Whether the first word is of a trade, or many names begin with it."""
        is_own = _is_own(self.one.bare[:1])
        return not is_own or self.beginnings > _MOST_WITH_FIRST_WORD

    @property
    def is_group(self) -> bool:
        """Whether their site has several divisions, which follow the first word."""
        word, branches = self.one.bare[0], self._index.branches
        return any(len(branches[site, word]) > 1 for site in self.sites)

    @property
    def may_differ(self) -> bool:
        """Whether their site may be of two: of a group, or alike in two countries."""
        one, other = self._units
        is_only_alike = self.other_country and one.hosts.isdisjoint(other.hosts)
        return self.is_group or is_only_alike

    def number_on_site(self) -> int:
        """How many different first words the names on the site of the key have.

        New names do not count: a reader's file may have many of a group.
        """
        numbers = self._index.by_key["site", self.key]
        known = [number for number in numbers if number >= (self._index.new or 0)]
        return len({self._index.names[number].bare[0] for number in known})


def _by_core(pair: _Pair) -> _Verdict:
    """Names with the same words in their order, except for legal forms."""
    return "same" if _is_likely_by_core(pair) else None


def _is_likely_by_core(pair: _Pair) -> bool:
    """Whether names with the same words are likely of one company.

    Short names of different companies are often the same, as B&T and BT. So those of up
    to five letters may not differ in website and country, and those of up to three need
    the same country or spelling.
    """
    if len(pair.key) > 5 or pair.sites:
        return True
    if len(pair.key) > 3:
        return not (pair.other_web and pair.other_country)
    one, other = pair.one, pair.other
    is_alike = one.words == other.words and one.parts == other.parts
    is_near = pair.same_country or (is_alike and not pair.other_country)
    return is_near and not pair.other_web


def _by_order(pair: _Pair) -> _Verdict:
    """Names with the same words in another order."""
    if not _is_likely_by_core(pair):
        return None
    return "same" if pair.sites or pair.same_country else "perhaps"


def _by_base(pair: _Pair) -> _Verdict:
    """Names with the same words, without groups and places at the end."""
    is_elsewhere = pair.other_web or pair.other_country
    is_short = len(pair.key) < (6 if is_elsewhere else 4)
    is_doubtful = is_short or (pair.is_ordinary and is_elsewhere)
    is_same = (
        pair.sites or not is_doubtful or (pair.same_country and not pair.other_web)
    )
    return "same" if is_same else "perhaps"


def _by_bare(pair: _Pair) -> _Verdict:
    """Names that are alike without words like "Systems" and legal forms."""
    if pair.sites:
        return "same"
    if not _is_own(pair.one.bare) or pair.other_web:
        return None
    is_clear = pair.same_country and not pair.is_ordinary and not pair.lists_both
    short, long = pair.short, pair.long
    begins_alike = long.words[: len(short.words)] == short.words
    if short.words != short.bare and not begins_alike:  # "X Systems" and "X Security"
        return "perhaps" if is_clear and len(pair.key) > 5 else None
    is_only = not (pair.other_country or pair.lists_both) and pair.beginnings < 2
    if len(pair.key) > 4 and (is_clear or is_only):
        return "same"
    return "perhaps" if pair.same_country or not pair.other_country else None


def _by_site(pair: _Pair) -> _Verdict:
    """Names with the same website, which a group of companies may share."""
    one, other, short, long = pair.one, pair.other, pair.short, pair.long
    is_first_same = one.bare[0] == other.bare[0]
    if is_first_same and (_is_own(one.bare[:1]) or one.bare[:2] == other.bare[:2]):
        more = ({*long.words} ^ {*short.words}) - TAIL - PLACE
        begins_alike = short.bare == long.bare[: len(short.bare)]
        is_one = not pair.is_group and (begins_alike or not pair.other_country)
        return "same" if not more or is_one else "perhaps"
    ends = long.base.startswith(short.base) or long.base.endswith(short.base)
    if len(short.base) > 3 and ends:
        return "perhaps" if pair.may_differ else "same"
    is_long = min(len(one.base), len(other.base)) > 1
    return "perhaps" if is_long and pair.number_on_site() <= 2 else None


def _by_first(pair: _Pair) -> _Verdict:
    """A short name that a longer one begins with, if it is a rare word."""
    bare, key = pair.short.bare, pair.key
    is_ordinary = pair.is_ordinary or not _is_own(bare, 4)
    if _joined(bare) != key or pair.other_web or is_ordinary:
        return None
    is_rare = pair.beginnings < 4
    if pair.same_country and not pair.lists_both and is_rare and len(key) > 5:
        return "same"
    is_bare = pair.short.words == bare and len(key) > (3 if is_rare else 4)
    is_likely = pair.same_country or (is_bare and not pair.other_country)
    return "perhaps" if is_likely else None


def _by_part(pair: _Pair) -> _Verdict:
    """A name that stands whole in a longer one, like a brand."""
    one, other, key = pair.one, pair.other, pair.key
    if key not in (one.base, other.base):
        return None
    is_on_site = any(_joined([site]).startswith(key) for site in pair.sites)
    if is_on_site and not pair.is_group:
        return "same"
    is_likely = pair.same_country or pair.sites or len(key) > 5
    in_both = key in one.parts and key in other.parts
    return "perhaps" if (is_likely and not pair.other_web) or in_both else None


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
    """Long names that differ by one letter, as after a slip of the pen."""
    one, other = pair.one, pair.other
    first, second = one.bare[0], other.bare[0]
    is_no_acronym = first == second or min(len(first), len(second)) > 4
    if not (is_no_acronym and _is_slip(one.base, other.base) and _is_own(one.words, 8)):
        return None
    is_clear = pair.same_country and not pair.lists_both and not pair.other_web
    if is_clear and len(one.base) > 8:
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


def _names_within(folded: str) -> Iterator[str]:
    """The words of each name in a folded text, joined, if it has several."""
    if re.search(_AFTER_NAME, folded):
        for text in re.split(_AFTER_NAME, folded):
            yield _joined(_without_ends(_plain_words(text), _NO_NAMES, FIRST))


class Clues(NamedTuple):
    """Clues of some names; a name that may be linked with one of them shares a clue.

    `words` are those that say more than the trade, and pairs of words, joined. `whole`
    are names in several forms, and their initials. `ends` are the beginnings and the
    ends of long names, with these names.
    """

    words: frozenset[str]
    whole: AbstractSet[str]
    ends: Mapping[str, Sequence[str]]
    sites: AbstractSet[str]

    def likely_positions(self, folded: Iterable[str]) -> Iterator[int]:
        """The positions of folded names that may be linked with the names.

        These names have a form in common, or a word or two that few names have. A
        position may come twice.
        """
        with_word: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(folded):
            words = _without_ends(_plain_words(text), LEGAL, FIRST)
            if self._has_form(text, words) or self._has_slip(words):
                yield position
            else:
                for word in self.words.intersection((*words, *_pairs(words))):
                    with_word[word].append(position)
        for positions in with_word.values():
            if len(positions) <= _MOST_WITH_WORD:
                yield from positions

    def _has_form(self, text: str, words: Sequence[str]) -> bool:
        """Whether a name, its initials or a name within it is one of the forms."""
        initials = _initials(words) if len(words) > 2 else ""
        forms = (_joined(words), initials, *_names_within(text))
        return not self.whole.isdisjoint(forms)

    def _has_slip(self, words: Sequence[str]) -> bool:
        """Whether a name differs by one letter from one of the long names."""
        base = _joined(_without_ends(words, _NO_NAMES, FIRST))
        return any(
            abs(len(base) - len(other)) <= 1 and _is_slip(base, other)
            for end in (base[:5], base[-5:])
            for other in self.ends.get(end, ())
        )


def clues(units: Iterable[Unit]) -> Clues:
    """The clues to what may be linked with some names."""
    units = [*units]
    names = [parsed_name(unit.name) for unit in units]
    whole = {form for name in names for form in (name.core, name.base, *name.parts)}
    words_of_names = [_plain_words(fold(unit.name)) for unit in units]
    words = {word for words in words_of_names for word in words if len(word) > 1}
    pairs = {pair for words in words_of_names for pair in _pairs(words)}
    ends: dict[str, list[str]] = defaultdict(list)
    for base in {name.base for name in names if len(name.base) > 7}:
        for end in {base[:5], base[-5:]}:
            ends[end].append(base)
    return Clues(
        words=frozenset(words - _ORDINARY - LEGAL | pairs),
        whole=whole | {name.initials for name in names if name.initials},
        ends=ends,
        sites={site_of(host) for unit in units for host in unit.hosts} - {""},
    )


def links_between(units: Sequence[Unit], new: int | None = None) -> Links:
    """The pairs of units that are of one company, and pairs that may be.

    A pair is two indices in `units`, with the first rule that links them. With `new`,
    only pairs with one of the first so many units are looked for, which is faster.
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
