"""The stands, halls and other texts in the cells of a list of exhibitors."""

import functools
import re
from collections.abc import Iterable, Iterator

from milipol_cli.base.folding import fold
from milipol_cli.imports.texts import line_of_text, paragraphs
from milipol_cli.network.exhibitors import HALL_WORD, STAND_WORD

# Our CSV writes a semicolon inside a text like that; commas are part of categories.
_BETWEEN = re.compile(r"(?<!\\)[;|\n]")
_BETWEEN_STANDS = re.compile(r"(?<!\\)[;|\n,]")
_AND = re.compile(" (?:[&+/]|and|et|und) ", re.IGNORECASE)
_AND_AROUND = re.compile(rf"^(?:and|et|und)\s|\s(?:and|et|und)$|^(?:{STAND_WORD})$", re.IGNORECASE)
_IS_SHORT = re.compile(r".*\d|[^\W\d_]{1,2}$")
_HAS_LETTER_AND_DIGIT = re.compile(r"(?=.*[^\W\d_]).*\d")
_WORD_BEFORE = re.compile(
    rf"^(?:(?:(?:{HALL_WORD}|{STAND_WORD}|n[or°]|"
    r"(?:stand)?nummer|number)(?:[\s.:#°/]+|-(?=n[or]\b)))+"
    r"(?=[a-z]{0,2}[\s-]?\d|[a-z]{1,2}$)|#(?=\d))",
    re.IGNORECASE,
)
# The hall in the cell of a stand: "Hall 7 - E374".
_HALL = re.compile(
    rf"(?i:\b(?:{HALL_WORD}))[\s.:#°]*(?i:n[or°][\s.]+)?"
    r"(?P<name>\d+(?:\.\d+)?[A-Za-z]{0,2}|[A-Z]{1,2}\d+|[A-Z])(?!\w)"
    # "H6 / C12", "6-C12" and "5A-H020", but not "H6/H7".
    r"|(?<![\w.-])(?:H(?P<short>\d{1,2}[A-Z]?)(?=\s*[-/]\s*(?!H)[A-Z]{1,2}\s?\d)"
    r"|(?P<before>\d{1,2}(?:\.\d)?[A-Z]?)(?=\s*[-/]\s*[A-Z]{1,2}\s?\d))"
    # "North Hall, Booth 1234"
    r"|(?P<named>[A-Z]\w+ Hall)(?=\s*[-,/\u2013]\s*(?:\w+\s)?\w*\d)"
)
# A heading that names the hall of the companies below it.
_HEADING = re.compile(
    rf"(?i:{HALL_WORD})[\s.:#°]*(?i:n[or°][\s.]+)?(?P<name>\d[\w.]{{0,5}}|[A-Z]{{1,2}}\d*)"
    r"(?:\s*[-\u2013:,(].*)?|(?P<named>\w+(?: \w+)? (?i:halls?))"
)
# A hall and a stand, or the other way round, by the signs that are between them.
_PAIRS = [re.compile(rf"([^{signs}]+)[{signs}](.+)") for signs in (r"/|", ",", r"\u2013-")]
_WORDS_OF_PLACES = re.compile(rf"\b(?:{HALL_WORD}|{STAND_WORD})\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def line_with_letters(text: str) -> str | None:
    """A name, country or website on one line; None without a letter or a digit."""
    plain = (paragraphs(text) or "") if "<" in text else text
    line = line_of_text(plain) or ""
    has_letter = line[:1].isalnum() or any(map(str.isalnum, line))
    return line if has_letter else None


def stands_and_halls(
    stand: Iterable[str], hall: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stands and the halls in the cells of both: "Hall 7 - E374" is E374 in 7."""
    halls = [*hall]
    without_hall = []
    for text in stand:
        # The hall is in the only group of the pattern that matched.
        halls += [match[match.lastgroup or 0] for match in _HALL.finditer(text)]
        rest = _HALL.sub(";", text)
        if rest != text:  # what is left may be only signs, and the hall once more
            parts = _BETWEEN_STANDS.split(_IN_BRACKETS.sub("", rest))
            signs = " -\u2013/:()&+"
            rest = ";".join(_AND_AROUND.sub("", part.strip(signs)) for part in parts)
        without_hall.append(rest)
    return places_in(tuple(without_hall)), places_in(tuple(halls))


def hall_in_heading(text: str) -> str | None:
    """The hall that a heading names: "HALL 5A", "North Hall"; None for other texts."""
    match = _HEADING.fullmatch(text)
    return match and match[match.lastgroup or 0]


def stands_and_halls_apart(
    cells: Iterable[str], *, hall_first: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stands and the halls in cells below a header like "Hall / Booth".

    "5A / K30" is K30 in hall 5A. A part with only one of them, or with words that say
    which is which, is read as that of a column of stands.
    """
    halls, rest = [], []
    for part in (part for cell in cells for part in _BETWEEN.split(cell)):
        pair = next(filter(None, (split.fullmatch(part) for split in _PAIRS)), None)
        if pair is None or _WORDS_OF_PLACES.search(part):
            rest.append(part)
        else:
            hall, stand = pair.groups() if hall_first else pair.groups()[::-1]
            halls.append(hall)
            rest.append(stand)
    return stands_and_halls(rest, halls)


@functools.lru_cache(4096)
def places_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The stands, or the halls, in some cells: "Stands A1, B2" is A1 and B2."""
    parts = (part for text in texts for part in _BETWEEN_STANDS.split(text))
    return distinct_lines(
        name for part in parts for name in _split_joined_stands(" ".join(part.split()))
    )


def _split_joined_stands(text: str) -> Iterator[str]:
    """The stands in "A1 & B2" and "A1/B2"; "A1/2" and "5/A1" may be one."""
    parts = _AND.split(text)
    if not all(map(_IS_SHORT.match, parts)):  # no stands: "Food & Drinks"
        parts = [text]
    slashed = text.split("/")
    if len(slashed) > 1 and all(map(_HAS_LETTER_AND_DIGIT.match, slashed)):
        parts = slashed
    yield from (_WORD_BEFORE.sub("", part.strip()) for part in parts)


@functools.lru_cache(4096)
def categories_in(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The categories in some cells, between ; | and line ends."""
    return distinct_lines(part for cell in cells for part in _BETWEEN.split(cell))


def distinct_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts on one line, each once in any case of letters, without empty ones."""
    line_by_key: dict[str, str] = {}
    for text in filter(None, (line_with_letters(text.replace(r"\;", ";")) for text in texts)):
        line_by_key.setdefault(fold(text), text)
    return tuple(line_by_key.values())
