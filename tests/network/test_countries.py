"""The names and the codes of countries."""

import pytest

from milipol_cli.network.countries import countries, country_code


def test_there_are_249_countries() -> None:
    names = countries()
    assert (len(names), names["FR"], names["GB"]) == (249, "France", "United Kingdom")


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
        ("Yugoslavia", None),
        ("ALL", None),
        ("", None),
    ],
)
def test_a_country_has_a_code_by_any_of_its_names(text: str, code: str | None) -> None:
    assert country_code(text) == code
