"""The countries of ISO 3166, from the zone database, which is kept up to date."""

import functools
import importlib.resources

from milipol_cli.folding import fold

# Names that the zone database writes in a way in which nobody looks for them.
_NAMES = {"GB": "United Kingdom", "KP": "North Korea", "KR": "South Korea"}

# Other names of countries, folded.
_ALSO = {
    "britain": "GB",
    "cote d'ivoire": "CI",
    "czechia": "CZ",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "korea": "KR",
    "korea, republic of": "KR",
    "macao": "MO",
    "republic of korea": "KR",
    "russian federation": "RU",
    "slovak republic": "SK",
    "the netherlands": "NL",
    "turkiye": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "viet nam": "VN",
}


@functools.cache
def countries() -> dict[str, str]:
    """The names of countries by their two-letter codes."""
    listed = importlib.resources.files("tzdata") / "zoneinfo" / "iso3166.tab"
    rows = listed.read_text("utf-8").splitlines()
    names = dict(row.split("\t") for row in rows if not row.startswith("#"))
    return {**names, **_NAMES}


@functools.cache
def codes() -> dict[str, str]:
    """The codes of countries by their names, folded, and by the codes themselves."""
    return {
        **_ALSO,
        **{fold(name): code for code, name in countries().items()},
        **{fold(code): code for code in countries()},
    }


def country_code(text: str) -> str | None:
    """The code of a country, from its code or name in any case; None if unknown."""
    return codes().get(fold(text.strip()))
