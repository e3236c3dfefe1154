"""The texts in the cells of a list of exhibitors -> values of an entry."""

import re
from collections.abc import Iterable, Iterator

from milipol_cli.folding import fold
from milipol_cli.importing.speaker_names import is_unknown
from milipol_cli.importing.texts import line_of_text, paragraphs

# Our CSV writes a semicolon inside a text like that.
_BETWEEN = re.compile(r"(?<!\\)[;|\n]")
_BETWEEN_STANDS = re.compile(r"(?<!\\)[;|\n,]")
_AND = re.compile(" (?:[&+/]|and|et) ", re.IGNORECASE)
_IS_SHORT = re.compile(r".*\d|[^\W\d_]{1,2}$")
_HAS_LETTER_AND_DIGIT = re.compile(r"(?=.*[^\W\d_]).*\d")
_WORD_BEFORE = re.compile(
    r"(?:(?:halls?|hallen?|pav(?:\.|ill?i?ons?)|stands?|booths?|stalls?|n[or°]|"
    r"(?:stand)?nummer|number)(?:[\s.:#°/]+|-(?=n[or]\b)))+"
    r"(?=[a-z]{0,2}[\s-]?\d|[a-z]{1,2}$)|#(?=\d)",
    re.IGNORECASE,
)
# The hall in the cell of a stand: "Hall 7 - E374".
_HALL = re.compile(
    r"(?i:\b(?:halle?|pav(?:\.|ill?i?on)))[\s.:#°]*(?i:n[or°][\s.]+)?"
    r"(?P<name>\d+(?:\.\d+)?[A-Za-z]{0,2}|[A-Z]{1,2}\d+|[A-Z])(?!\w)"
    # "H6 / C12", "6-C12" and "5A-H020", but not "H6/H7".
    r"|(?<![\w-])(?:H(?P<short>\d{1,2}[A-Z]?)(?=\s*[-/]\s*(?!H)[A-Z]{1,2}\s?\d)"
    r"|(?P<before>\d{1,2}[A-Z]?)(?=\s*[-/]\s*[A-Z]{1,2}\s?\d))"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def line(text: str) -> str | None:
    """A name, country or website on one line; None without a letter or a digit."""
    text = line_of_text((paragraphs(text) or "") if "<" in text else text) or ""
    return text if any(map(str.isalnum, text)) else None


def company_key(name: str) -> str:
    """What the names of a company on several rows have in common: their words."""
    folded = fold(name)
    return " ".join(re.findall(r"\w+", folded)) or folded


def categories(texts: Iterable[str]) -> tuple[str, ...]:
    """The categories in some cells; commas are part of their names."""
    return _lines(part for text in texts for part in _BETWEEN.split(text))


def known(text: str) -> str:
    """A text; "" if it stands for nothing, like "N/A" and "-"."""
    is_hall = fold(text) == "nn"
    return "" if is_unknown(text) and not is_hall else text


def stands_and_halls(
    stand: Iterable[str], hall: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stands and the halls in some cells; a stand may be written with its hall."""
    halls = [*hall]
    without_hall = []
    for text in stand:
        halls += [match[match.lastgroup or 0] for match in _HALL.finditer(text)]
        rest = _HALL.sub(";", text)
        if rest != text:  # what is left may be only signs, and the hall once more
            parts = _BETWEEN_STANDS.split(_IN_BRACKETS.sub("", rest))
            rest = ";".join(part.strip(" -\u2013/:()&+") for part in parts)
        without_hall.append(rest)
    return stands(without_hall), stands(halls)


def stands(texts: Iterable[str]) -> tuple[str, ...]:
    """The stands, or the halls, in some cells: "Stands A1, B2" is A1 and B2."""
    parts = (part for text in texts for part in _BETWEEN_STANDS.split(text))
    return _lines(name for part in parts for name in _joined(" ".join(part.split())))


def _joined(text: str) -> Iterator[str]:
    """The stands in "A1 & B2" and "A1/B2"; "A1/2" and "5/A1" may be one."""
    parts = _AND.split(text)
    if not all(map(_IS_SHORT.match, parts)):
        parts = [text]
    slashed = text.split("/")
    if len(slashed) > 1 and all(map(_HAS_LETTER_AND_DIGIT.match, slashed)):
        parts = slashed
    for part in map(str.strip, parts):
        word = _WORD_BEFORE.match(part)
        yield part if word is None else part[word.end() :]


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts on one line, each once, without those that are empty."""
    known: dict[str, str] = {}
    for text in texts:
        cleaned = line(text.replace(r"\;", ";"))
        if cleaned is not None:
            known.setdefault(fold(cleaned), cleaned)
    return tuple(known.values())
