"""Names of countries as lists print them -> codes of ISO 3166."""

import functools
import re
from pathlib import Path

from milipol_cli.folding import fold
from milipol_cli.importing.words import WORDS
from milipol_cli.network.countries import codes, country_code

# Made by tools/countries.py.
NAMES = Path(__file__).with_name("country_names.tsv")
_SMALL, _OFFICIAL = frozenset(WORDS["small"]), frozenset(WORDS["official"])
_SAINTS = {"saint": "st", "sainte": "st", "sankt": "st"}
_OTHERS = frozenset(WORDS["other countries"])


def code_of(name: str) -> str | None:
    """The code of a country; XK for Kosovo, which ISO 3166 lacks. None if unknown.

    "Iran, Islamic Republic of" and "Islamic Republic of Iran" are the same name.
    """
    code = country_code(name) or _known(name)
    first, separator, rest = re.sub(r"\s*[(,]", ",", name).partition(",")
    if country_code(first) == "CN" and (part := _known(rest)):
        return part  # "China, Hong Kong" and "China (Taiwan)"
    if code is None and separator and _OTHERS.isdisjoint(key(rest)):
        return country_code(first) or _known(first)
    return code


def key(name: str) -> frozenset[str]:
    """The words of a name, in any order."""
    words = re.findall(r"[^\W\d_]+", fold(name).replace(".", ""))
    return frozenset(_SAINTS.get(word, word) for word in words) - _SMALL


def _known(name: str) -> str | None:
    words = key(name)
    return _codes().get(words) or _codes().get(words - _OFFICIAL)


@functools.cache
def _codes() -> dict[frozenset[str], str]:
    rows = NAMES.read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if not row.startswith("#")]
    pairs += map(list, codes().items())
    short = {key(name) - _OFFICIAL: code for name, code in pairs}
    return short | {key(name): code for name, code in pairs}
