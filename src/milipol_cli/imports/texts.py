"""Untrusted texts -> lines, names and countries that a data file may have."""

import functools
import html
import re
from pathlib import Path

from milipol_cli.base.escape import escaped_characters
from milipol_cli.base.folding import fold
from milipol_cli.imports.tables.headers import Words, word_lists
from milipol_cli.network.countries import codes, country_code
from milipol_cli.network.model.record import MOST_CHARACTERS, is_address

HEADERS = Words.read(Path(__file__).with_name("headers.txt"))
_LISTS = word_lists(Path(__file__).with_name("words.txt"))
WORDS = {key: frozenset(words) for key, words in _LISTS.items()}
# Made by tools/countries.py.
COUNTRY_NAMES = Path(__file__).with_name("foreign_country_names.tsv")

_BLOCKS = (
    "address|article|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    "head|header|hr|html|nav|ol|p|pre|section|table|tbody|td|th|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|b|big|center|cite|code|del|em|font|i|iframe|img|ins|kbd|mark|q|s|small|"
    "span|strong|sub|sup|tt|u|video|wbr"
)

_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
# Only elements of HTML, so that "a < b" and "<stdio.h>" stay.
_TAG = re.compile(
    rf"<(?:/?(?P<block>{_BLOCKS})|(?P<item>li)|/?(?:li|{_INLINE}))(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)

# No-break spaces stay: they belong to a text in French.
_SPACES = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85]+")
_LINE_ENDS = re.compile(r"\r\n?|[\n\u2028\u2029\x85\v\f]")
_EMPTY_LINES = re.compile(r"\n(?: ?\n)+")


def line_of_text(text: str) -> str | None:
    """A title or name on one line, without invisible characters; None for none."""
    return _cut(_visible(text, " "))


def paragraphs(text: str) -> str | None:
    """A description, cut if too long: plain text, also from HTML; None if empty."""
    if "<" in text:
        # Each paragraph begins on a line of its own.
        text = _TAG.sub(
            lambda tag: "\n" if tag["block"] else "\n- " if tag["item"] else "",
            _UNSEEN.sub("", text),
        )
    text = _visible(text, "\n")
    if "\n" in text:
        lines = "\n".join(line.strip() for line in text.split("\n"))
        text = _EMPTY_LINES.sub("\n\n", lines)
    return _cut(text)


def address(text: str) -> str | None:
    """The address of a web page; None for any other text."""
    text = text.strip()
    return text if len(text) <= MOST_CHARACTERS and is_address(text) else None


def _visible(text: str, line_end: str) -> str:
    """A text without entities, invisible characters and spaces beside another one."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if text.isprintable() and "  " not in text:  # as most texts are
        return text
    text = _SPACES.sub(" ", _LINE_ENDS.sub(line_end, text))
    unseen = escaped_characters(text)
    return text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text


def _cut(text: str) -> str | None:
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS - 1].rstrip()}…"
    return text or None


@functools.lru_cache(1024)
def code_of_printed_country(name: str) -> str | None:
    """The code of a country as lists print it; None if unknown.

    Its words may be in any order, without official ones, or have more behind a comma.
    Kosovo, which ISO 3166 lacks, is XK.
    """
    code = country_code(name) or _code_of_words(name)
    # "Congo (Brazzaville)" and "Korea, South" are parted alike.
    first, separator, rest = re.sub(r"\s*[(,]", ",", name).partition(",")
    if country_code(first) == "CN" and (part := _code_of_words(rest)):
        return part  # "China, Hong Kong" and "China (Taiwan)"
    if code is None and separator:
        # "Congo, Democratic Republic" is not Congo.
        is_other = country_words(rest) & WORDS["other countries"]
        return None if is_other else country_code(first) or _code_of_words(first)
    return code


def country_words(name: str) -> frozenset[str]:
    """The words of the name of a country, without small ones such as "of"."""
    words = re.findall(r"[^\W\d_]+", fold(name).replace(".", ""))
    saints = {"saint": "st", "sainte": "st", "sankt": "st"}
    return frozenset(saints.get(word, word) for word in words) - WORDS["small"]


def _code_of_words(name: str) -> str | None:
    """The code of a country by the words of its name, in any order; None if unknown.

    Official words, as in "Republic of", need not be there.
    """
    words = country_words(name)
    return _codes_by_words().get(words) or _codes_by_words().get(words - WORDS["official"])


@functools.cache
def _codes_by_words() -> dict[frozenset[str], str]:
    rows = COUNTRY_NAMES.read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if not row.startswith("#")]
    whole = {country_words(name): code for name, code in [*pairs, *codes().items()]}
    return {words - WORDS["official"]: whole[words] for words in whole} | whole


# No word or phrase for nothing is longer, with its signs.
_LONGEST_UNKNOWN = 40


def is_unknown(text: str) -> bool:
    """Whether a text stands for nothing: "TBA", "n/a", "-"."""
    if not (text[:1].isalnum() or any(map(str.isalnum, text))):
        return True
    return len(text) <= _LONGEST_UNKNOWN and _is_word_for_nothing(text)


@functools.lru_cache(4096)
def _is_word_for_nothing(text: str) -> bool:
    return re.sub(r"[./()]", "", fold(text)).strip() in WORDS["unknown"]
