"""The names of persons in a cell."""

import functools
import re

from milipol_cli.base.folding import fold
from milipol_cli.imports.tables.headers import header_key
from milipol_cli.imports.texts import HEADERS, WORDS, is_unknown, paragraphs

# A name follows, so that "cmd|' /C" is not two names. `show --format csv` writes a
# semicolon inside a name as "\\;".
_STRONG = re.compile(r"\s*(?<!\\)[;|\n]\s*(?=[^\W_]|[\"\u201c(]|$)|\s+/\s+|(?<=>)\s*,")
# "Ada Obi and Ben Ito", "Ada Obi, et Ben Ito".
_AND = re.compile(r"\s+(?:and|et|und|&|y|e)\s+|,\s*(?:and|et|und|&)\s+", re.IGNORECASE)
_LIST = re.compile(f"{_AND.pattern}|,", re.IGNORECASE)
# An address beside a name: "<ada@obi.example>", "(https://obi.example)".
_MAIL = re.compile(
    r"\s*[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]+\.[\w.-]+[>)\]]?|\(https?:[^()\s]*\)"
)
_SPACES, _LINES = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")
# The number of a person: "1: Ada Obi".
_NUMBER = re.compile(r"^\d+:\s*(?=\S)")
# What follows a role: "Director, Acme", "Director of Sales".
_AFTER_ROLE = re.compile(r",|\s(?:of|for|de|du|des|der)\b")
_QUOTED = re.compile(r"^\"([^\"]*)\"$")
# Between brackets and quotes nothing separates names.
_INSIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"")
_PERSONS = frozenset(
    header for field in ("speaker", "panelist", "moderator") for header in HEADERS.fields[field]
)
_NONE = WORDS["organisations"] | WORDS["ends of organisations"] | WORDS["roles"]


def has_separators(cell: str) -> bool:
    """Whether a cell has names between signs that are not part of names."""
    return bool(re.search(r"(?<!\\)[;|\n]", _INSIDE.sub("", cell)))


def _without_brackets(text: str) -> str:
    """The text without what is between brackets and quotes."""
    has_any = "(" in text or "[" in text or '"' in text
    return _INSIDE.sub("", text) if has_any else text


def is_plural(header: str) -> bool:
    """Whether a header is for several persons: "Speakers", "Speaker(s)"."""
    has_word = not WORDS["plurals"].isdisjoint(header_key(header).split())
    return has_word or bool(re.search(r"\(s\)|innen\b", header, re.IGNORECASE))


@functools.lru_cache(4096)
def names_in(cell: str, *, by_comma: bool) -> tuple[str, ...]:
    """The names in a cell, each once: between ; | / and line ends.

    "A and B" are two if both are full names of persons, and so are "A, B" if the header
    is plural (`by_comma`). What is beside a name, such as an address or "Chair:", is
    left out.
    """
    text = (paragraphs(cell) or "") if re.search("[<&]", cell) else cell
    text = _LINES.sub("\n", _SPACES.sub(" ", text))  # or a pattern needs its square
    found: list[str] = []
    for name in map(_without_label, _split(_STRONG, text)):
        # "Ada Obi; Director" is one person, but "Director Ada Obi" another.
        if found and _AFTER_ROLE.split(fold(name))[0] in WORDS["roles"]:
            found[-1] = f"{found[-1]}, {name}"
        else:
            persons = _split_persons(name, by_comma=by_comma)
            found += [_QUOTED.sub(r"\1", person) for person in persons if _may_be_name(person)]
    return tuple(dict.fromkeys(found))


def _without_label(written: str) -> str:
    """A name without a number, an address or a role around it: "1: Chair: Ada Obi"."""
    name = _NUMBER.sub("", _MAIL.sub("", written).replace(r"\;", ";").strip(" ,"))
    role, colon, person = name.partition(":")
    return person.strip() if colon and header_key(role) in _PERSONS else name


def _may_be_name(text: str) -> bool:
    """Whether a text is neither "TBA" and the like nor a number."""
    return not (is_unknown(text) or text.isdecimal())


def has_comma(name: str) -> bool:
    """Whether what follows a comma in a name may be another name."""
    parts = _without_brackets(name).split(",")[1:]
    return any(part.strip() and not _is_suffix(part) for part in parts)


def _is_suffix(part: str) -> bool:
    """Whether what follows a comma belongs to the name before it: "PhD", "Director"."""
    return fold(part).strip().replace(".", "") in WORDS["suffixes"] | WORDS["roles"]


def _split_persons(name: str, *, by_comma: bool) -> list[str]:
    """The persons in a text with "and", or commas if `by_comma`; else the whole text.

    All parts are full names, or most of more than two are and none is an organisation.
    """
    parts: list[str] = []
    for part in filter(_may_be_name, _split(_LIST, name)):
        if parts and _is_suffix(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    number_full = sum(map(_is_full_name, parts))
    is_most = 2 * number_full > len(parts) > 2 and not any(map(_is_no_person, parts))
    are_persons = is_most or number_full == len(parts)
    may_part = by_comma or not has_comma(name)
    return parts if are_persons and may_part else [name]


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """The parts of a text between separators that are not in brackets or quotes."""
    hidden = _INSIDE.sub(lambda match: "\0" * len(match[0]), text)
    begin, parts = 0, []
    for match in separator.finditer(hidden):
        parts.append(text[begin : match.start()])
        begin = match.end()
    return [part.strip() for part in (*parts, text[begin:]) if part.strip()]


@functools.lru_cache(4096)
def _is_full_name(name: str) -> bool:
    """Whether a name has a first and a last name in capitals, and names no office."""
    bare = _without_brackets(name).partition(",")[0]  # without "PhD"
    words = [word for word in bare.split() if word not in WORDS["particles"]]
    has_capitals = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    return has_capitals and not _is_no_person(name)


def _is_no_person(name: str) -> bool:
    """Whether a name has words or digits that no person has: "Acme GmbH", "Room 2"."""
    written = _without_brackets(name).partition(",")[0].split()
    last = written[-1] if written else ""
    is_company = last.isupper() and fold(last) in WORDS["legal forms"]
    words = {*map(fold, written)}
    return is_company or not _NONE.isdisjoint(words) or any(map(str.isdigit, name))
