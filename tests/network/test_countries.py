"""The names and the codes of countries."""

import pytest

from milipol_cli.base.folding import fold
from milipol_cli.network import countries
from milipol_cli.network.countries import country_code


def test_there_are_249_countries() -> None:
    names = countries.countries()
    assert (len(names), names["FR"], names["GB"]) == (249, "France", "United Kingdom")


def test_other_names_are_folded_names_of_countries() -> None:
    rows = countries._OTHER_NAMES.read_text("utf-8").splitlines()
    others = [row.split("\t") for row in rows if row and row[0] != "#"]
    names = [name for name, _ in others]
    assert names == [fold(name) for name in names]
    assert len(names) == len({*names}) > 150
    assert {code for _, code in others} <= countries.countries().keys()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        (" France ", "FR"),
        ("TÜRKIYE", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Réunion", "RE"),
        ("USA", "US"),
        ("Großbritannien", "GB"),
        ("Allemagne", "DE"),
        ("Yugoslavia", None),
        ("ALL", None),
        ("", None),
    ],
)
def test_a_country_has_a_code_by_any_of_its_names(text: str, code: str | None) -> None:
    assert country_code(text) == code
