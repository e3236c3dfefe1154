"""The countries of ISO 3166, from the zone database, which is kept up to date."""

import functools
from pathlib import Path

from milipol_cli.base.folding import fold

# Names that the zone database writes in a way in which nobody looks for them.
_NAMES = {"GB": "United Kingdom", "KP": "North Korea", "KR": "South Korea"}

# Other names, also French and German ones, which the lists of exhibitors have.
_OTHER_NAMES = Path(__file__).with_name("country_names.tsv")


@functools.cache
def countries() -> dict[str, str]:
    """The names of countries by their two-letter codes."""
    import tzdata  # noqa: PLC0415  most answers name no country

    listed = Path(tzdata.__file__).parent / "zoneinfo" / "iso3166.tab"
    return {**_columns(listed.read_text("utf-8")), **_NAMES}


@functools.cache
def codes() -> dict[str, str]:
    """The codes of countries by all their names, folded."""
    names = {fold(name): code for code, name in countries().items()}
    return {**_columns(_OTHER_NAMES.read_text("utf-8")), **names}


def country_code(text: str) -> str | None:
    """The code of a country, from its code or name in any case; None if unknown."""
    text = text.strip()
    code = text.upper()
    return code if code in countries() else codes().get(fold(text))


def _columns(text: str) -> dict[str, str]:
    """The first column of a table with the second; lines with "#" are comments."""
    rows = (row for row in text.splitlines() if row and not row.startswith("#"))
    return dict(row.split("\t") for row in rows)
