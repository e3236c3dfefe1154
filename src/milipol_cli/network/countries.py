"""The countries of ISO 3166, from the zone database, which is kept up to date."""

import functools

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

# Their French names, folded, if they are others: the shows and their lists are French.
_IN_FRENCH = {
    "afrique du sud": "ZA",
    "albanie": "AL",
    "algerie": "DZ",
    "allemagne": "DE",
    "andorre": "AD",
    "angleterre": "GB",
    "arabie saoudite": "SA",
    "argentine": "AR",
    "armenie": "AM",
    "australie": "AU",
    "autriche": "AT",
    "azerbaidjan": "AZ",
    "bahrein": "BH",
    "belgique": "BE",
    "bielorussie": "BY",
    "bosnie-herzegovine": "BA",
    "bresil": "BR",
    "bulgarie": "BG",
    "cambodge": "KH",
    "cameroun": "CM",
    "chili": "CL",
    "chine": "CN",
    "chypre": "CY",
    "colombie": "CO",
    "coree": "KR",
    "coree du sud": "KR",
    "croatie": "HR",
    "danemark": "DK",
    "egypte": "EG",
    "emirats arabes unis": "AE",
    "equateur": "EC",
    "espagne": "ES",
    "estonie": "EE",
    "etats-unis": "US",
    "etats-unis d'amerique": "US",
    "ethiopie": "ET",
    "finlande": "FI",
    "georgie": "GE",
    "grande-bretagne": "GB",
    "grece": "GR",
    "hongrie": "HU",
    "inde": "IN",
    "indonesie": "ID",
    "irak": "IQ",
    "irlande": "IE",
    "islande": "IS",
    "italie": "IT",
    "japon": "JP",
    "jordanie": "JO",
    "koweit": "KW",
    "lettonie": "LV",
    "liban": "LB",
    "libye": "LY",
    "lituanie": "LT",
    "macedoine du nord": "MK",
    "malaisie": "MY",
    "malte": "MT",
    "maroc": "MA",
    "mauritanie": "MR",
    "mexique": "MX",
    "moldavie": "MD",
    "mongolie": "MN",
    "norvege": "NO",
    "nouvelle-zelande": "NZ",
    "ouzbekistan": "UZ",
    "pays-bas": "NL",
    "perou": "PE",
    "pologne": "PL",
    "republique de coree": "KR",
    "republique tcheque": "CZ",
    "roumanie": "RO",
    "royaume-uni": "GB",
    "russie": "RU",
    "saint-marin": "SM",
    "serbie": "RS",
    "singapour": "SG",
    "slovaquie": "SK",
    "slovenie": "SI",
    "suede": "SE",
    "suisse": "CH",
    "syrie": "SY",
    "tchequie": "CZ",
    "thailande": "TH",
    "tunisie": "TN",
    "turquie": "TR",
}

# The same in German, of the countries that lists of exhibitors have.
_IN_GERMAN = {
    "agypten": "EG",
    "algerien": "DZ",
    "argentinien": "AR",
    "australien": "AU",
    "belgien": "BE",
    "brasilien": "BR",
    "bulgarien": "BG",
    "deutschland": "DE",
    "estland": "EE",
    "finnland": "FI",
    "frankreich": "FR",
    "griechenland": "GR",
    "grossbritannien": "GB",
    "hongkong": "HK",
    "indien": "IN",
    "indonesien": "ID",
    "irland": "IE",
    "italien": "IT",
    "jordanien": "JO",
    "kamerun": "CM",
    "kanada": "CA",
    "kasachstan": "KZ",
    "kolumbien": "CO",
    "kroatien": "HR",
    "lettland": "LV",
    "libanon": "LB",
    "libyen": "LY",
    "litauen": "LT",
    "luxemburg": "LU",
    "marokko": "MA",
    "mexiko": "MX",
    "moldau": "MD",
    "neuseeland": "NZ",
    "niederlande": "NL",
    "nordmazedonien": "MK",
    "norwegen": "NO",
    "osterreich": "AT",
    "polen": "PL",
    "republik korea": "KR",
    "republik moldau": "MD",
    "rumanien": "RO",
    "russische foderation": "RU",
    "russland": "RU",
    "saudi-arabien": "SA",
    "schweden": "SE",
    "schweiz": "CH",
    "serbien": "RS",
    "singapur": "SG",
    "slowakei": "SK",
    "slowakische republik": "SK",
    "slowenien": "SI",
    "spanien": "ES",
    "sudafrika": "ZA",
    "sudkorea": "KR",
    "syrien": "SY",
    "tschechien": "CZ",
    "tschechische republik": "CZ",
    "tunesien": "TN",
    "turkei": "TR",
    "ungarn": "HU",
    "vereinigte arabische emirate": "AE",
    "vereinigte staaten": "US",
    "vereinigte staaten von amerika": "US",
    "vereinigtes konigreich": "GB",
    "weissrussland": "BY",
    "zypern": "CY",
}


@functools.cache
def countries() -> dict[str, str]:
    """The names of countries by their two-letter codes."""
    import importlib.resources  # noqa: PLC0415  takes 2 ms; most answers name no country

    listed = importlib.resources.files("tzdata") / "zoneinfo" / "iso3166.tab"
    rows = listed.read_text("utf-8").splitlines()
    names = dict(row.split("\t") for row in rows if not row.startswith("#"))
    return {**names, **_NAMES}


@functools.cache
def codes() -> dict[str, str]:
    """The codes of countries by their names, folded, and by the codes themselves."""
    return {
        **_IN_FRENCH,
        **_IN_GERMAN,
        **_ALSO,
        **{fold(name): code for code, name in countries().items()},
        **{fold(code): code for code in countries()},
    }


def country_code(text: str) -> str | None:
    """The code of a country, from its code or name in any case; None if unknown."""
    return codes().get(fold(text.strip()))
