"""Cells with names of speakers -> the names."""

import re
from collections.abc import Callable, Iterable

from milipol_cli.folding import fold

# A name follows, so that "cmd|' /C" is not two names. `show --format csv` writes a
# semicolon inside a name as "\;".
_STRONG = re.compile(r"\s*(?<!\\)[;|\n]+\s*(?=[^\W_]|[\"\u201c(]|$)")
_WEAK = re.compile(r"\s/\s|,")
_SLASH = re.compile(r"\s/\s")
_NUMBERED = re.compile(r"\d+:\s*(?=\S)")
# What follows a comma in a name.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "phd", "md", "mba", "esq"})
# Headers of a column that lists names; below any other, a comma may be part of a name.
_PLURALS = (
    "speakers intervenants intervenantes orateurs oratrices conferenciers presenters "
    "panelists panellists panelistes participants hosts animateurs persons people "
    "authors auteurs referenten referentinnen redner vortragende names noms"
)
_UNKNOWN = frozenset(
    {
        "tba",
        "tbc",
        "tbd",
        "nn",
        "na",
        "none",
        "to be announced",
        "to be confirmed",
        "to be determined",
        "a confirmer",
        "a definir",
        "a venir",
        "aucun",
    }
)


def is_unknown(text: str) -> bool:
    """Whether a text stands for nothing: "TBA", "n/a", "-"."""
    if not any(map(str.isalnum, text)):
        return True
    return re.sub(r"[./()]", "", fold(text)).strip() in _UNKNOWN


def names_in(
    header: str, cells: Iterable[str], *, one_each: bool
) -> tuple[Callable[[str], list[str]], bool]:
    """How the cells of a column are split into names, and whether commas are kept.

    Names are separated by semicolons, bars or line ends; if a column has none, by
    commas where its header is a plural. With `one_each`, each speaker has a
    column, so commas are never separators.
    """
    cells = list(cells)
    is_strong = any(map(_STRONG.search, cells))
    has_commas = not (is_strong or one_each) and any("," in cell for cell in cells)
    # "Smith, John" is one name.
    has_full_names = any(
        " " in part.strip() for cell in cells if "," in cell for part in cell.split(",")
    )
    by_commas = has_commas and _is_plural(header) and has_full_names
    separator = _STRONG if is_strong else _WEAK if by_commas else _SLASH
    is_numbered = all(
        _NUMBERED.match(part.strip())
        for cell in cells
        for part in separator.split(cell)
        if part.strip()
    )

    def split(cell: str) -> list[str]:
        names: list[str] = []
        for part in separator.split(cell):
            part = part.replace(r"\;", ";").strip()  # noqa: PLW2901
            if names and fold(part).replace(".", "") in _SUFFIXES:
                names[-1] = f"{names[-1]}, {part}"
            elif not is_unknown(part):
                names.append(_NUMBERED.sub("", part, count=1) if is_numbered else part)
        return names

    return split, has_commas and not by_commas


def _is_plural(header: str) -> bool:
    words = re.findall(r"[^\W\d_]+", fold(header))
    return "(s)" in header.lower() or any(word in _PLURALS.split() for word in words)
