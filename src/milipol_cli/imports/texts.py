"""Texts of strangers -> lines, names and countries that may stand in a data file."""

import functools
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from milipol_cli.base.escape import escaped_characters
from milipol_cli.base.folding import fold
from milipol_cli.imports.tables.headers import Words, header_key, word_lists
from milipol_cli.network.countries import codes, country_code
from milipol_cli.network.model.record import MOST_CHARACTERS, is_address

HEADERS = Words.read(Path(__file__).with_name("headers.txt"))
_LISTS = word_lists(Path(__file__).with_name("words.txt"))
WORDS = {key: frozenset(words) for key, words in _LISTS.items()}
# Made by tools/countries.py.
COUNTRY_NAMES = Path(__file__).with_name("country_names.tsv")

_BLOCKS = (
    "address|article|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    "head|header|hr|html|nav|ol|p|pre|section|table|tbody|td|th|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|b|big|center|cite|code|del|em|font|i|iframe|img|ins|kbd|mark|q|s|small|"
    "span|strong|sub|sup|tt|u|video|wbr"
)

_UNSEEN = re.compile(
    r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
# Only elements of HTML, so that "a < b" and "<stdio.h>" stay.
_TAG = re.compile(
    rf"<(?:/?(?P<block>{_BLOCKS})|(?P<item>li)|/?(?:li|{_INLINE}))(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
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
    """A description: plain text from HTML, without invisible characters."""
    if "<" in text:
        # Each paragraph begins on a line of its own.
        text = _TAG.sub(
            lambda tag: "\n" if tag["block"] else "\n- " if tag["item"] else "",
            _UNSEEN.sub("", text),
        )
    lines = "\n".join(line.strip() for line in _visible(text, "\n").split("\n"))
    return _cut(_EMPTY_LINES.sub("\n\n", lines))


def address(text: str) -> str | None:
    """The address of a web page; None for any other text."""
    text = text.strip()
    return text if len(text) <= MOST_CHARACTERS and is_address(text) else None


def _visible(text: str, line_end: str) -> str:
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _SPACES.sub(" ", _LINE_ENDS.sub(line_end, text))
    unseen = escaped_characters(text)
    return text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text


def _cut(text: str) -> str | None:
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS - 1].rstrip()}…"
    return text or None


def code_of(name: str) -> str | None:
    """The code of a country; XK for Kosovo, which ISO 3166 lacks. None if unknown."""
    code = country_code(name) or _code_of(name)
    first, separator, rest = re.sub(r"\s*[(,]", ",", name).partition(",")
    if country_code(first) == "CN" and (part := _code_of(rest)):
        return part  # "China, Hong Kong" and "China (Taiwan)"
    if code is None and separator:
        is_other = country_key(rest) & WORDS["other countries"]
        return None if is_other else country_code(first) or _code_of(first)
    return code


def country_key(name: str) -> frozenset[str]:
    """The words of the name of a country, in any order."""
    words = re.findall(r"[^\W\d_]+", fold(name).replace(".", ""))
    saints = {"saint": "st", "sainte": "st", "sankt": "st"}
    return frozenset(saints.get(word, word) for word in words) - WORDS["small"]


def _code_of(name: str) -> str | None:
    words = country_key(name)
    return _codes().get(words) or _codes().get(words - WORDS["official"])


@functools.cache
def _codes() -> dict[frozenset[str], str]:
    rows = COUNTRY_NAMES.read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if not row.startswith("#")]
    whole = {country_key(name): code for name, code in [*pairs, *codes().items()]}
    return {words - WORDS["official"]: whole[words] for words in whole} | whole


# A name follows, so that "cmd|' /C" is not two names. `show --format csv` writes a
# semicolon inside a name as "\\;".
_STRONG = re.compile(r"\s*(?<!\\)[;|\n]+\s*(?=[^\W_]|[\"\u201c(]|$)")
_WEAK = re.compile(r"\s/\s|,(?:\s*(?:and|et|und|&)\s)?", re.IGNORECASE)
_SLASH = re.compile(r"\s/\s")
_AND = re.compile(r"\s+(?:and|et|und|&)\s+", re.IGNORECASE)
_LAST = re.compile(rf"{_AND.pattern}|,", re.IGNORECASE)
# Between brackets and quotes nothing separates names.
_WHOLE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"")
_QUOTED = re.compile(r"^\"(.*)\"$")
_ADDRESS = re.compile(
    r"(?:\"([^\"]*)\"\s*)?[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]+\.[\w.-]+[>)\]]?"
    r"|\(https?:[^()\s]*\)"
)
_AFTER_ROLE = re.compile(r",|\s(?:of|for|de|du|des|der)\b")
_SPACED = re.compile(r"[^\s,]\s+[^\s,]")
_NUMBERED = re.compile(r"^\d+:\s*(?=\S)")


def is_unknown(text: str) -> bool:
    """Whether a text stands for nothing: "TBA", "n/a", "-"."""
    if not any(map(str.isalnum, text)):
        return True
    return re.sub(r"[./()]", "", fold(text)).strip() in WORDS["unknown"]


class NameColumn:
    """A column of names, and what is doubtful about them.

    Names are separated by semicolons, bars or line ends; if a column has none, by
    commas where its header is a plural, unless each speaker has a column (`one_each`).
    """

    def __init__(self, header: str, cells: Iterable[str], *, one_each: bool) -> None:
        cells = list(cells)
        shown = [_WHOLE.sub("", cell) for cell in cells]
        is_strong = any(map(_STRONG.search, shown))
        # "Smith, John" is one name.
        has_full_names = any("," in cell and _SPACED.search(cell) for cell in shown)
        is_plural = bool(re.search(r"\(s\)|innen\b", header, re.IGNORECASE))
        is_plural |= not WORDS["plurals"].isdisjoint(header_key(header).split())
        by_commas = is_plural and has_full_names and not one_each
        by_commas = by_commas and not (is_strong or _have_organisations(shown))
        separator = _STRONG if is_strong else _WEAK if by_commas else _SLASH
        # "Ada Obi <ada@example.org>, Jan Maas" are two in any case.
        self._separator = re.compile(f"{separator.pattern}|(?<=>)\\s*,", re.IGNORECASE)
        with_commas = (
            name
            for cell in cells
            if "," in cell and not one_each
            for name in self.names(cell)
        )
        is_odd = _is_no_person if by_commas else _has_comma
        odd = next((n for n in with_commas if _has_comma(n) or is_odd(n)), None)
        self.doubt = odd and f"{odd[:80]!r} is taken as a name; separate names with ;"

    def names(self, cell: str) -> list[str]:
        """The names in a cell."""
        names: list[str] = []
        for part in _parts(self._separator, cell):
            part = _ADDRESS.sub(r"\1", part).replace(r"\;", ";").strip(" ,")  # noqa: PLW2901
            part = _QUOTED.sub(r"\1", part)  # noqa: PLW2901
            role = _AFTER_ROLE.split(fold(part))[0]  # but not "Director Ada Obi"
            if names and (_is_suffix(part) or role in WORDS["roles"]):
                names[-1] = f"{names[-1]}, {part}"
            elif not (is_unknown(part) or part.isdecimal()):
                names.extend(_persons(_NUMBERED.sub("", part)))
        return names


def _have_organisations(cells: Iterable[str]) -> bool:
    """Whether most cells with a comma have a person, and what that one belongs to.

    That is an organisation by its words, or is there with several persons: at least one
    of all has such words or is no full name, since a person may speak twice, too.
    """
    rows = [[part.strip() for part in cell.split(",")] for cell in cells if cell]
    pairs = {(row[0], row[-1]) for row in rows if len(row) > 1}
    counts = Counter(last for _, last in pairs)
    firsts = {row[0] for row in rows}
    is_one_each = max(map(len, rows), default=0) <= 3  # "Ada Obi, Director, ACME"
    affiliated = [
        last for _, last in pairs if counts[last] > 1 or _is_organisation(last)
    ]
    is_apart = firsts.isdisjoint(last for _, last in pairs)
    are_most = 2 * len(affiliated) > len(pairs)
    return is_one_each and is_apart and are_most and any(map(_is_no_person, affiliated))


def _is_no_person(name: str) -> bool:
    return " " not in name or _is_organisation(name)


def _is_organisation(name: str) -> bool:
    """Whether a name has such words, which "Kim Se-hoon" and "Group Captain" do not."""
    words = re.findall(r"\w[\w-]*", _WHOLE.sub("", name))
    last = words.pop() if len(words) > 1 else ""
    is_legal_form = fold(last) in WORDS["legal forms"] and last[-1].isupper()
    has_word = not WORDS["organisations"].isdisjoint(map(fold, [*words, last]))
    return has_word or is_legal_form or fold(last) in WORDS["ends of organisations"]


def _has_comma(name: str) -> bool:
    parts = _WHOLE.sub("", name).split(",")[1:]
    return any(part.strip() and not _is_suffix(part) for part in parts)


def _is_suffix(part: str) -> bool:
    return fold(part).strip().replace(".", "") in WORDS["suffixes"]


def _parts(separator: re.Pattern[str], cell: str) -> Iterator[str]:
    """The parts of a cell between separators that are not in brackets."""
    hidden = _WHOLE.sub(lambda match: f"({chr(0) * (len(match[0]) - 2)})", cell)
    begin = 0
    for match in separator.finditer(hidden):
        yield cell[begin : match.start()]
        begin = match.end()
    yield cell[begin:]


def _persons(name: str) -> list[str]:
    """The persons in "Ada Obi and Jan Maas"; "Johnson & Johnson" is one name."""
    if not _AND.search(_WHOLE.sub("", name)) or _is_organisation(name):
        return [name]
    parts = _parts(_LAST, name)
    names = [part.strip() for part in parts if part.strip()]
    particles = WORDS["particles"]
    words = [
        [word for word in _WHOLE.sub("", text).split() if word not in particles]
        for text in names
    ]
    if not all(word[0].isupper() for each in words for word in each):
        return [name]
    has_full_names = min(map(len, words)) > 1
    are_first_names = max(map(len, words)) == 1 and not re.search("[&,]", name)
    return names if has_full_names or are_first_names else [name]
