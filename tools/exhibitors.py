"""A TSV or CSV file of exhibitors -> `data/<show>/<year>.exhibitors.toml`.

    .venv/bin/python tools/exhibitors.py LIST.tsv paris-2025 --source caat-paris-2025 \
        --page https://example.org/list --copied 2025-12-18 --known-by 2025-12-18

The file has the columns name, country, website and categories, which are separated by
semicolons. Countries become codes; those without a code are kept as printed, and
reported. Nothing else is changed.
"""

import argparse
import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from milipol_cli.network.countries import country_code
from milipol_cli.network.load.data import exhibitors_name

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
    "IRL": "IE",
    "ISR": "IL",
    "JAP": "JP",
    "JOR": "JO",
    "KOREAN": "KR",
    "LEB": "LB",
    "LIT": "LT",
    "LUX": "LU",
    "NOR": "NO",
    "OMA": "OM",
    "POR": "PT",
    "QAT": "QA",
    "SPA": "ES",
    "SUE": "SE",
    "SUEDE": "SE",
    "SWI": "CH",
    "SYR": "SY",
    "TCH": "CZ",
    "TUN": "TN",
    "TUR": "TR",
}

Row = dict[str, str]


def toml(rows: Iterable[Row], edition: str, source: str, **head: object) -> str:
    """The text of the data file; `head` has the values that the whole list has."""
    lines = [f"edition = {_quoted(edition)}"]
    lines += [
        f"{key} = {_quoted(value) if isinstance(value, str) else value}"
        for key, value in head.items()
        if value is not None
    ]
    lines += [f"source = [{_quoted(source)}]", "", "exhibitor = ["]
    lines += [f"    {{ {', '.join(_fields(row))} }}," for row in rows]
    return "\n".join([*lines, "]", ""])


def _fields(row: Row) -> Iterator[str]:
    yield f"name = {_quoted(row['name'])}"
    printed = row.get("country")
    if printed:
        code = CODES.get(printed) or country_code(printed)
        key = "country" if code is None else "country_code"
        yield f"{key} = {_quoted(code or printed)}"
    if row.get("website"):
        yield f"website = {_quoted(row['website'])}"
    categories = [part.strip() for part in (row.get("categories") or "").split(";")]
    quoted = ", ".join(_quoted(category) for category in categories if category)
    if quoted:
        yield f"categories = [{quoted}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def without_code(rows: Iterable[Row]) -> list[str]:
    """The countries that have no code, each as printed."""
    printed = {row.get("country") or "" for row in rows} - {"", *CODES}
    return sorted(country for country in printed if country_code(country) is None)


def main() -> None:
    """Writes the data file that the arguments describe."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("edition")
    parser.add_argument("--source", required=True)
    parser.add_argument("--page")
    parser.add_argument("--copied", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--known-by", type=dt.date.fromisoformat, required=True)
    asked = parser.parse_args()
    separator = "\t" if asked.list.suffix == ".tsv" else ","
    with asked.list.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=separator))
    text = toml(
        rows,
        asked.edition,
        asked.source,
        known_by=asked.known_by,
        copied=asked.copied,
        page=asked.page,
    )
    (DATA / exhibitors_name(asked.edition)).write_text(text, "utf-8")
    for country in without_code(rows):
        print(f"{asked.edition}: no code for {country!r}, kept as printed")


if __name__ == "__main__":
    main()
