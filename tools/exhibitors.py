"""A TSV or CSV file of exhibitors -> `data/<show>/<year>.exhibitors.toml`.

    .venv/bin/python tools/exhibitors.py LIST.tsv paris-2025 --source caat-paris-2025 \
        --page https://example.org/list --copied 2025-12-18 --known-by 2025-12-18

The file has the columns name, country, website and categories, which are separated by
semicolons, and may have stand and listed_by, the day of the first copy with the entry.
Countries become codes; those without a code are kept as printed, and reported. A column
printed has what the organiser printed, if country is a code that somebody made of it: a
list with a code that contradicts it is refused. Nothing else is changed.
`--earlier DAY NUMBER` is how many a copy listed, the oldest first.

    .venv/bin/python tools/exhibitors.py COMPANIES.tsv companies

writes `data/companies.toml`. The file has a name a row, with its kind (same or perhaps)
and its group.
"""

import argparse
import csv
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from milipol_cli.base.toml_values import toml_value
from milipol_cli.commands.exhibitors.importing.query import list_text
from milipol_cli.imports.texts import code_of_printed_country
from milipol_cli.network.countries import country_code
from milipol_cli.network.load.reading import COMPANIES
from milipol_cli.network.model.exhibitor_ids import exhibitors_name
from milipol_cli.network.model.exhibitors import Copy, Exhibitor, ExhibitorList

DATA = Path(__file__).parents[1] / "data"

# What the lists before 2006 have instead of codes of ISO 3166. BAH, YU2 and Yugoslavia
# are not among them: they may be several countries of today.
CODES = {
    "ALL": "DE",
    "BEL": "BE",
    "CAN": "CA",
    "CDN": "CA",
    "CHI": "CN",
    "CND": "CA",
    "COR": "KR",
    "DEN": "DK",
    "DUB": "AE",
    "ESP": "ES",
    "FIN": "FI",
    "HUN": "HU",
    "IRA": "IR",
    "IRL": "IE",
    "ISR": "IL",
    "JAP": "JP",
    "JOR": "JO",
    "KOREAN": "KR",
    "LEB": "LB",
    "LIT": "LT",
    "LUX": "LU",
    "NDL": "NL",
    "NOR": "NO",
    "OMA": "OM",
    "POR": "PT",
    "QAT": "QA",
    "QTR": "QA",
    "SPA": "ES",
    "SUE": "SE",
    "SUEDE": "SE",
    "SWI": "CH",
    "SYR": "SY",
    "TCH": "CZ",
    "TUN": "TN",
    "TUR": "TR",
}

ABOUT_COMPANIES = """\
# Companies that lists of exhibitors name differently: names in a group of `same` are of
# one company, those in a pair of `perhaps` may be. They stand as lists print them.
# Names that differ only in case, accents, punctuation or legal form need no group.
"""

Row = dict[str, str]


def exhibitor(row: Row) -> Exhibitor:
    """The entry of a row."""
    printed = row.get("country") or None
    code = None if printed is None else CODES.get(printed) or country_code(printed)
    categories = (part.strip() for part in (row.get("categories") or "").split(";"))
    return Exhibitor(
        name=row["name"],
        country_code=code,
        country=printed if code is None else None,
        website=row.get("website") or None,
        categories=tuple(category for category in categories if category),
        stand=tuple(filter(None, [row.get("stand")])),
        listed_by=dt.date.fromisoformat(day) if (day := row.get("listed_by")) else None,
    )


def contradictions(rows: Iterable[Row]) -> list[str]:
    """The entries whose code contradicts the country that was printed, in words."""
    found = []
    for row in rows:
        printed = row.get("printed") or ""
        code = CODES.get(printed) or code_of_printed_country(printed)
        if code is not None and code != exhibitor(row).country_code:
            found.append(f"{row['name']!r} is {row['country']}, but {printed!r} {code}")
    return found


def without_code(rows: Iterable[Row]) -> list[str]:
    """The countries that have no code, each as printed."""
    printed = {row.get("country") or "" for row in rows} - {"", *CODES}
    return sorted(country for country in printed if country_code(country) is None)


def companies_text(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a `companies.toml`, a group of names a line."""
    yield ABOUT_COMPANIES
    for kind, of_kind in itertools.groupby(rows, lambda row: row["kind"]):
        yield f"\n{kind} = [\n"
        for _, group in itertools.groupby(of_kind, lambda row: row["group"]):
            yield f"    {toml_value(tuple(row['name'] for row in group))},\n"
        yield "]\n"


def main() -> None:
    """Writes the data file that the arguments describe."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("edition")
    parser.add_argument("--source")
    parser.add_argument("--page")
    parser.add_argument("--copied", type=dt.date.fromisoformat)
    parser.add_argument("--known-by", type=dt.date.fromisoformat)
    parser.add_argument("--earlier", nargs=2, action="append", default=[])
    parser.add_argument("--note", action="append", default=[])
    asked = parser.parse_args()
    separator = "\t" if asked.list.suffix == ".tsv" else ","
    with asked.list.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=separator))
    if asked.edition == "companies":
        (DATA / COMPANIES).write_text("".join(companies_text(rows)), "utf-8")
        return
    if wrong := contradictions(rows):
        raise SystemExit("\n".join([f"{asked.edition}: not written", *wrong]))
    exhibitors = ExhibitorList(
        edition=asked.edition,
        known_by=asked.known_by,
        copied=asked.copied,
        earlier=tuple(
            Copy(copied=dt.date.fromisoformat(day), listed=int(number))
            for day, number in asked.earlier
        ),
        page=asked.page,
        notes=tuple(asked.note),
        source=(asked.source,),
        exhibitor=tuple(map(exhibitor, rows)),
    )
    text = list_text(exhibitors)
    (DATA / exhibitors_name(asked.edition)).write_text(text, "utf-8")
    for country in without_code(rows):
        print(f"{asked.edition}: no code for {country!r}, kept as printed")


if __name__ == "__main__":
    main()
