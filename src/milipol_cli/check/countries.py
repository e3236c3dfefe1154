"""The countries of ISO 3166, from the zone database, which is kept up to date."""

import importlib.resources


def countries() -> dict[str, str]:
    """The names of countries by their two-letter codes."""
    listed = importlib.resources.files("tzdata") / "zoneinfo" / "iso3166.tab"
    rows = listed.read_text("utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))
