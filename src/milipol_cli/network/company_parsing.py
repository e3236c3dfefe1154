"""The forms of a company's name that are compared, with one spelling of its words."""

import functools
import re
import string
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, filterfalse, pairwise
from operator import itemgetter
from typing import NamedTuple

from milipol_cli.base.folding import AND, fold
from milipol_cli.network.company_words import (
    ALIKE,
    CHINA,
    COMMON,
    FIRST,
    GROUP,
    LEGAL,
    PLACE,
    SMALL,
    TAIL,
)

# The pattern that every name needs; the others are compiled when they are needed.
_WORD = re.compile(r"[^\W_]+")
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
    r"|(?:sucursal|filial|succursale) (?:en|em|in) .*|zweigniederlassung\b.*"
    r"|(?:turkiye )?(?:ist(?:anbul|\.)? ?)?irt(?:ibat|\.) burosu"
    r"|przedstawicielstwo w .*|sp\.? ?z ?o\.? ?o\b.*"
    r"|g\.?m\.?b\.?h\.? ?(?:&|und|u\.|and)? ?co\.? ?k\.?g\.?(?:aa)?"
    r")[. ]*$"
)
_AND = AND | {"by"}
# Words at the end of a name that some forms of it leave out.
_PLACES_AND_FORMS = PLACE | LEGAL | SMALL
PLACES_FORMS_GROUPS = _PLACES_AND_FORMS | GROUP
_PLACES_FORMS_TRADES = _PLACES_AND_FORMS | TAIL
# Words that say nothing about the company, wherever they stand.
ORDINARY = COMMON | SMALL
# Words that names in another order leave out: "Republic of Azerbaijan", "SA Telva".
_LEFT_OUT = SMALL | LEGAL | {"republic"}
# Words in which "ae", "oe" and "ue" do not stand for umlauts.
_WITHOUT_UMLAUTS = ORDINARY | FIRST
_AMERICAN = {"armour": "armor", "centre": "center", "defence": "defense"}
# What stands between two names in a text: "Dräger - Safety", "Ops-Core by Gentex".
_BETWEEN = (
    r"(?i)\s[-–—]+\s|[/|:]|\b(?:powered )?by\b|\bgroupe\b"
    r"|,? \ba (?:division|company|brand|part|member|subsidiary) of\b|,\s?company of\b"
)
_AFTER_NAME = r"[^\w .&'-]|\s-+\s|\b(?:by|groupe|of)\b"
# The end of a name that says whose it is: "Ops-Core, a Gentex company".
_OF_ANOTHER = r"(?i),?\s+an? ([\w&. '-]+) (?:company|brand|business)$"
# What stands before a name in brackets: "(formerly Sagem)".
_BEFORE_ANOTHER = r"(?i)^\W*(by|formerly|ex)\b"


class Name(NamedTuple):
    """The forms of a name that are compared; a text has the folded words joined.

    For "Safran Defence Group Germany GmbH (formerly Sagem)":
    `core` is "safrandefensegroupgermany", without the legal form alone;
    `orders` have the words of `core` by the alphabet, also without small words, and
    with those in brackets;
    `words` are ("safran", "defense"), without a group and a place at the end;
    `base` is "safrandefense", the text of `words`;
    `bare` is ("safran",), also without words of the trade at the end;
    `parts` are {"sagem"}, the bases of other names in the same text; `head` is the base
    of the first of several names, like "opscore" of "Ops-Core by Gentex", or "";
    `initials` are "sdgg"; "" if they are too few or too many.
    `full` is the name in brackets if the name has its initials, or else "".
    """

    core: str
    orders: AbstractSet[str]
    words: tuple[str, ...]
    base: str
    bare: tuple[str, ...]
    parts: AbstractSet[str]
    head: str
    initials: str
    full: str


@functools.cache
def parsed_name(name: str) -> Name:
    """The forms of a name that are compared, as `Name` shows them."""
    head, others = _head_and_others(name)
    whole = _words_of(head if re.search(r"\w", head) else name)
    names = _names_in(head)
    if rest := _without_initials(whole):  # "CBC - Companhia Brasileira de Cartuchos"
        others.append(whole[-1] if rest[0] == whole[0] else whole[0])
        whole, names = rest, []
    words = _own_words(whole)
    words_of_others = [*map(_words_of, others)]
    # The initials before brackets with the full name, or the other way round.
    in_full = (_without_initials([*whole, *more]) for more in words_of_others)
    all_words = [*whole, *chain(*words_of_others)]
    large_words = sorted(word for word in whole if word not in _LEFT_OUT)
    is_enough = len(large_words) > 1 or is_own_name(large_words)
    in_order = joined_words(large_words) if is_enough else ""
    parts = map(_part_words, [*names, *others])
    initials = initials_of(whole)
    return Name(
        core=joined_words(whole),
        orders={joined_words(sorted(whole)), joined_words(sorted(all_words)), in_order},
        words=tuple(words),
        base=joined_words(words),
        bare=tuple(without_ends(words, _PLACES_FORMS_TRADES, CHINA)),
        parts={
            joined_words(part)
            for part in parts
            if is_own_name(part, 4) or joined_words(part) == initials
        },
        head=joined_words(_part_words(names[0])) if names else "",
        initials=initials,
        full=next(map(joined_words, filter(None, in_full)), ""),
    )


def _head_and_others(name: str) -> tuple[str, list[str]]:
    """A name without its owner and its brackets, and the texts of these.

    "Ops-Core (USA), a Gentex company" has "Gentex" and "USA" beside "Ops-Core".
    """
    owner = re.search(_OF_ANOTHER, name)
    head = name if owner is None else name[: owner.start()]
    owners = [] if owner is None else [owner[1]]
    if "(" not in head and "[" not in head:
        return head, owners
    in_brackets = re.findall(r"[(\[]([^)\]]+)", head)
    return re.sub(r"[(\[][^)\]]*[)\]]?", " ", head), [*owners, *in_brackets]


def _names_in(head: str) -> list[str]:
    """The names in a text that has several, like "Dräger - Safety", or else none."""
    if not _may_have_between(head.lower()):
        return []
    names = [text for text in re.split(_BETWEEN, head) if re.search(r"\w", text)]
    return names if len(names) > 1 else []


def _may_have_between(lower: str) -> bool:
    """Whether a text may have something between names, which patterns find slowly."""
    has_sign = not lower.replace(" ", "").replace(".", "").replace("&", "").isalnum()
    return has_sign or "by" in lower or "groupe" in lower or "of" in lower


def _own_words(whole: Sequence[str]) -> Sequence[str]:
    """The words of a name without places, legal forms and groups at its ends.

    If no word of its own would be left, groups stay; if there is none, all words do.
    """
    words = without_ends(whole, PLACES_FORMS_GROUPS, FIRST)
    if is_own_name(words):
        return words
    with_group = without_ends(whole, _PLACES_AND_FORMS)
    return with_group if is_own_name(with_group) else whole


def _part_words(text: str) -> Sequence[str]:
    """The words of another name in a name, as in "(formerly Sagem Group)": "sagem"."""
    words = _words_of(re.sub(_BEFORE_ANOTHER, "", text))
    return without_ends(words, PLACES_FORMS_GROUPS, FIRST)


def initials_of(words: Iterable[str]) -> str:
    """The initials of words, small words left out; "" unless they are three to six."""
    initials = "".join([word[:1] for word in words if word not in SMALL])
    return initials if 3 <= len(initials) <= 6 else ""


def _without_initials(whole: Sequence[str]) -> Sequence[str]:
    """The words of a name without its initials, if they are the last or first word.

    Like "CBC - Companhia Brasileira de Cartuchos"; no words if it has no initials.
    """
    if len(whole) < 4:
        return ()
    for initials, rest in ((whole[-1], whole[:-1]), (whole[0], whole[1:])):
        of_all = "".join(word[:1] for word in rest)
        of_large = "".join(word[:1] for word in rest if word not in SMALL)
        is_most = len(initials) > 2 and of_large[:-1] == initials  # "AB & C Systems"
        if initials in (of_all, of_large) or is_most:
            return rest
    return ()


def _words_of(text: str) -> Sequence[str]:
    """The folded words of a name without legal forms at its ends."""
    text = text.replace("&amp;", "&")  # as some lists print it
    text = re.sub("[®™\u00b4`¨']", "", text)
    text = re.sub(_LONG_FORMS, "", fold(text)) or fold(text)
    # Most names have none of these, and patterns are slow.
    if "." in text or "/" in text:  # "s.a." is "sa."
        text = re.sub(r"\b(\w)[./] ?(?=\w\b)", r"\1", text)
    if " s " in text:  # "x s l" is "x sl"
        text = re.sub(r"(?<=[a-z])\b (s) (a|l)\b\W*$", r" \1\2", text)
    words = [word for word in plain_words(text) if word not in _AND]
    return without_ends(words, LEGAL, FIRST) or [text.strip()]


def plain_words(folded: str) -> list[str]:
    """The words of a folded text in one spelling, with legal forms and small words.

    "draeger defence" has the words "drager" and "defense".
    """
    return [_PLAIN_WORDS[word] for word in _WORD.findall(folded)]


class _PlainWords(dict[str, str]):
    """Words of folded texts in one spelling, each worked out when first needed."""

    def __missing__(self, word: str) -> str:
        """Spells a word that is met for the first time."""
        american = _american(word)
        plain = ALIKE.get(american, american)
        if plain not in _WITHOUT_UMLAUTS:
            plain = _without_umlauts(plain)
        self[word] = plain
        return plain


_PLAIN_WORDS = _PlainWords()


def _american(folded: str) -> str:
    for british, american in _AMERICAN.items():  # also within a word: "mydefence"
        folded = folded.replace(british, american)
    return folded


def letters_and_initials(folded: str) -> tuple[str, str]:
    """The plain words of each line joined, and their initials without small words.

    Lines end with "|". Umlauts are not looked for, so all letters "e" are left out.
    """
    text = _american(folded)
    for sign in string.punctuation:  # which is faster than a pattern
        text = text.replace(sign, " ")
    words = re.sub(r"[^ -~\w\n]", " ", text).replace("\n", " | ").split()
    alike = [*map(ALIKE.get, words, words)]
    large = filterfalse(SMALL.__contains__, alike)
    return "".join(alike).replace("e", ""), "".join(map(itemgetter(0), large))


def joined_words(words: Iterable[str]) -> str:
    """Words as one text, in which "ae", "oe" and "ue" are "a", "o" and "u"."""
    return _without_umlauts("".join(words))


def _without_umlauts(folded: str) -> str:
    """A folded text with "ae", "oe" and "ue" after a consonant as "a", "o" and "u".

    They are mostly umlauts, as in "draeger", and mostly not at the beginning ("aero").
    """
    if "ae" in folded or "oe" in folded or "ue" in folded:  # few have, and this is slow
        return re.sub(r"e(?<=[b-df-hj-np-tv-z][aou]e)(?<!que)(?=\w)", "", folded)
    return folded


def word_pairs(words: Sequence[str]) -> Sequence[str]:
    """Each two words that follow one another, joined."""
    pairs = [word + following for word, following in pairwise(words)]
    return _without_umlauts(" ".join(pairs)).split()


def without_ends(
    words: Sequence[str], last: AbstractSet[str], first: AbstractSet[str] = frozenset()
) -> Sequence[str]:
    """Words without those in `last` at the end, then those in `first` at the beginning.

    One word is always left.
    """
    start, end = 0, len(words)
    while end > 1 and words[end - 1] in last:
        end -= 1
    while end - start > 1 and words[start] in first:
        start += 1
    return words[start:end]


def is_own_name(words: Sequence[str], fewest_letters: int = 3) -> bool:
    """Whether words name a company, and not only its trade.

    They have letters enough, like "3m" or three, and one of them is not ordinary.
    """
    joined = "".join(words)
    long_enough = len(joined) >= fewest_letters or re.fullmatch(r"\d[a-z]", joined)
    return bool(long_enough) and not ORDINARY.issuperset(words)


def names_within(folded: str) -> Sequence[str]:
    """The words of each name in a folded text, joined; nothing for a single name."""
    if not _may_have_between(folded):
        return ()
    texts = re.split(_AFTER_NAME, folded)
    if len(texts) == 1:
        return ()
    words_of_texts = map(plain_words, filter(str.strip, texts))
    return [
        joined_words(without_ends(words, PLACES_FORMS_GROUPS, FIRST)) for words in words_of_texts
    ]
