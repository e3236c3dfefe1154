"""The names of countries in CLDR -> `imports/foreign_country_names.tsv`.

    .venv/bin/pip install --group countries
    .venv/bin/python tools/countries.py

CLDR comes with Babel.
"""

import re
from collections.abc import Iterator

import babel.core

from milipol_cli.imports import texts
from milipol_cli.network.countries import countries

# Names of ISO 3166 and of older lists that CLDR lacks.
OTHERS = {
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "CD": "Democratic Republic of the Congo; DR Congo; DRC; Congo DRC; Congo RDC; "
    "Congo Kinshasa; Zaire",
    "CG": "Republic of the Congo; Congo; Congo Brazzaville",
    "CI": "Elfenbeinküste",
    "CN": "People's Republic of China; PRC; PR China; "
    "República Popular China; Repubblica Popolare Cinese",
    "CV": "Cabo Verde",
    "CZ": "The Czech Republic; República Checa; Repubblica Ceca",
    "FM": "Federated States of Micronesia",
    "GB": "United Kingdom of Great Britain and Northern Ireland; Scotland; Wales; "
    "Northern Ireland; Gran Bretaña; Gran Bretagna; Inglaterra; Inghilterra; "
    "Irlanda del Norte; Irlanda del Nord; Escocia; Scozia; Gales; Galles",
    "HK": "Hong Kong; Hong Kong SAR",
    "IR": "Islamic Republic of Iran",
    "KP": "Democratic People's Republic of Korea; DPRK; Korea DPRK; Korea DPR",
    "KR": "Korea South; Korea Rep.; Republik Korea; Corea; República de Corea; Repubblica di Corea",
    "LA": "Lao People's Democratic Republic; Lao PDR",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Republic of Moldova",
    "MK": "Macedonia; FYROM; The former Yugoslav Republic of Macedonia",
    "MM": "Myanmar; Burma; Birmanie; Birma",
    "NL": "Holanda; Olanda",
    "PS": "State of Palestine; Palestine",
    "RU": "Federación Rusa; Federazione Russa",
    "SA": "KSA",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TW": "Taiwan, Province of China; Republic of China; Taiwan ROC",
    "TZ": "United Republic of Tanzania",
    "US": "U.S.A.; U.S.; United States of America (USA); EE. UU.; EEUU; "
    "Estados Unidos de América; Stati Uniti d'America",
    "VA": "Holy See; Vatican",
    "VE": "Bolivarian Republic of Venezuela",
    "VG": "British Virgin Islands",
    "VI": "U.S. Virgin Islands",
    "XK": "Republic of Kosovo",
}


LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "pl")


def names() -> Iterator[tuple[str, str]]:
    """The code of each country with a name or its code of three letters."""
    aliases = babel.core.get_global("territory_aliases")
    locales = [babel.Locale(language) for language in LANGUAGES]
    for code in sorted([*countries(), "XK"]):
        for locale in locales:
            yield code, locale.territories.get(code, "")
        for name in OTHERS.get(code, "").split("; "):
            yield code, name
    for alias, known in aliases.items():
        if re.fullmatch("[A-Z]{3}", alias) and known[0] in countries():
            yield known[0], alias


def main() -> None:
    """Writes the file."""
    codes: dict[frozenset[str], str] = {}
    lines = ["# Made by tools/countries.py from CLDR, in the languages of LANGUAGES."]
    for code, name in names():
        key = texts.country_words(name)
        if key and codes.get(key, code) != code:
            raise SystemExit(f"{name!r} is {code} and {codes[key]}")
        if key and key not in codes:
            lines.append(f"{name}\t{code}")
        codes[key] = code
    path = texts.COUNTRY_NAMES
    path.write_text("\n".join([*lines, ""]), "utf-8")
    print(f"{len(lines) - 1} names in {path}")


if __name__ == "__main__":
    main()
