"""Cells with names of speakers -> the names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from milipol_cli.folding import fold
from milipol_cli.importing.words import WORDS
from milipol_cli.tables.headers import header_key

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
_SPACED = re.compile(r"[^\s,]\s+[^\s,]")
_NUMBERED = re.compile(r"^\d+:\s*(?=\S)")
_UNKNOWN, _PARTICLES, _SUFFIXES, _ROLES, _PLURALS = (
    frozenset(WORDS[key])
    for key in ("unknown", "particles", "suffixes", "roles", "plurals")
)
_ORGANISATIONS, _ENDS, _LEGAL_FORMS = (
    frozenset(WORDS[key])
    for key in ("organisations", "ends of organisations", "legal forms")
)
# "Ann Author, Director, ACME"
_MOST_PARTS = 3


def is_unknown(text: str) -> bool:
    """Whether a text stands for nothing: "TBA", "n/a", "-"."""
    if not any(map(str.isalnum, text)):
        return True
    return re.sub(r"[./()]", "", fold(text)).strip() in _UNKNOWN


class NameColumn:
    """A column of names, and what is doubtful about them.

    Names are separated by semicolons, bars or line ends; if a column has none, by
    commas where its header is a plural. With `one_each`, each speaker has a
    column, so commas are never separators. Brackets and quotes are never split.
    """

    def __init__(self, header: str, cells: Iterable[str], *, one_each: bool) -> None:
        cells = list(cells)
        shown = [_WHOLE.sub("", cell) for cell in cells]
        is_strong = any(map(_STRONG.search, shown))
        # "Smith, John" is one name.
        has_full_names = any("," in cell and _SPACED.search(cell) for cell in shown)
        by_commas = _is_plural(header) and has_full_names and not one_each
        by_commas = by_commas and not (is_strong or _have_organisations(shown))
        self._separator = _STRONG if is_strong else _WEAK if by_commas else _SLASH
        # A comma may be one between names where no other separator is.
        with_commas = (
            name
            for cell in cells
            if "," in cell and not (one_each or _STRONG.search(_WHOLE.sub("", cell)))
            for name in self.names(cell)
        )
        is_odd = _is_no_person if by_commas else _has_comma
        odd = next(filter(is_odd, with_commas), None)
        self.doubt = odd and f"{odd[:80]!r} is taken as a name; separate names with ;"

    def names(self, cell: str) -> list[str]:
        """The names in a cell."""
        names: list[str] = []
        for part in _parts(self._separator, _ADDRESS.sub(r"\1", cell)):
            part = part.replace(r"\;", ";").strip(" ,")  # noqa: PLW2901
            part = _QUOTED.sub(r"\1", part)  # noqa: PLW2901
            if names and (_is_suffix(part) or _is_role(part)):
                names[-1] = f"{names[-1]}, {part}"
            elif not is_unknown(part):
                names.extend(_persons(_NUMBERED.sub("", part)))
        return names


def _have_organisations(cells: Iterable[str]) -> bool:
    """Whether most cells with a comma have a person, and what that one belongs to.

    That is an organisation by its words, or is there with several persons. So is a
    person who speaks twice: at least one of them has such words, or is no full name.
    """
    rows = [[part.strip() for part in cell.split(",")] for cell in cells if cell]
    pairs = {(row[0], row[-1]) for row in rows if len(row) > 1}
    counts = Counter(last for _, last in pairs)
    firsts = {row[0] for row in rows}
    is_one_each = max(map(len, rows), default=0) <= _MOST_PARTS
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
    is_legal_form = fold(last) in _LEGAL_FORMS and last[-1].isupper()
    has_word = not _ORGANISATIONS.isdisjoint(map(fold, [*words, last]))
    return has_word or is_legal_form or fold(last) in _ENDS


def _has_comma(name: str) -> bool:
    parts = _WHOLE.sub("", name).split(",")[1:]
    return any(part.strip() and not _is_suffix(part) for part in parts)


def _is_suffix(part: str) -> bool:
    return fold(part).strip().replace(".", "") in _SUFFIXES


def _is_role(part: str) -> bool:
    """Whether a text is a role, which "Director Ada Obi" is not."""
    return re.split(r",|\s(?:of|for|de|du|des|der)\b", fold(part))[0] in _ROLES


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
    words = [
        [word for word in _WHOLE.sub("", text).split() if word not in _PARTICLES]
        for text in names
    ]
    if not all(word[0].isupper() for each in words for word in each):
        return [name]
    has_full_names = min(map(len, words)) > 1
    are_first_names = max(map(len, words)) == 1 and not re.search("[&,]", name)
    return names if has_full_names or are_first_names else [name]


def _is_plural(header: str) -> bool:
    words = header_key(header).split()
    is_marked = re.search(r"\(s\)|innen\b", header, re.IGNORECASE)
    return bool(is_marked) or not _PLURALS.isdisjoint(words)
