"""The collection of exhibitor lists of arms and security fairs -> `data/circuit/`.

    .venv/bin/python tools/fairs.py COLLECTION/data b08f4c4 2026-07-17

The commit and its day become part of each source. `circuit.tsv` beside this file has
the series to take. Writes `fairs.toml` and a file for each list since 2023, and prints
what could not be used, with its number and examples.
"""

import argparse
import contextlib
import csv
import datetime as dt
import functools
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from milipol_cli.base.toml_values import toml_value
from milipol_cli.commands.exhibitors.importing.query import list_text
from milipol_cli.imports.texts import code_of_printed_country
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList

CIRCUIT = Path(__file__).parents[1] / "data" / "circuit"
SERIES = Path(__file__).with_name("circuit.tsv")
ADDRESS = "https://github.com/caatdata/arms-and-security-fair-exhibitors"

SINCE = "2023"
# A list with fewer entries was copied when it had just begun.
FEWEST = 20
# A host that more companies of a list have is of the fair, or of a service.
MOST_ON_HOST = 5
MOST_IN_NAME = 200
MOST_IN_CATEGORY = 120
MOST_CATEGORIES = 20
SERVICES = re.compile(
    r"(?:^|\.)(?:alibaba|cci|europages|facebook|free|gmail|globalsources|google|hotmail"
    r"|instagram|linkedin|linktr|made-in-china|orange|t-online|twitter|wanadoo|wix"
    r"|wixsite|wordpress|x|yahoo|youtube)\.[a-z.]{2,6}$"
)
WEBSITE = re.compile(r"(?:https?:/*)*(?:www\d?\.)?([a-z0-9.-]{1,99}\.[a-z]{2,})(?:[:/?#].*)?")
STAND = re.compile(
    r"[\s,(-]*\b(?:stand|booth|hall)\s*[\w-]*\d[\w-]*(?:\s*-\s*booth [\w-]+)?\)?\s*$", re.IGNORECASE
)

# The collection's code of a place is right though the country that is printed has
# another code.
PARTS = {("HK", "CN"), ("MO", "CN"), ("TW", "CN"), ("PR", "US")}
# A country and a state of the United States.
AMBIGUOUS = ("US", "GE")

ABOUT = """\
# Other security and defence fairs whose lists of exhibitors are in this folder.
# tools/fairs.py writes it from a public-domain collection; see README.md.

"""

Entry = dict[str, Any]
# Examples of what could not be used, by what is wrong with them.
Report = dict[str, list[str]]


def clean_text(text: str) -> str:
    """A text on one line, without markup and hidden characters, its letters mended."""
    text = html.unescape(html.unescape(text))
    text = re.sub(r"<[/a-z][^>]*>", " ", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Co", "Cn"))
    # Bytes of Windows that were read as Latin-1, and UTF-8 that was read as either.
    text = re.sub("[\x80-\x9f]", lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
    if re.search("Ã[\u0080-\u00bf\u2010-\u203a]|â€", text):
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode()
    text = unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f]", " ", text))
    return " ".join(text.split())


def name_of(entry: Entry) -> str:
    """The name of an entry, without a stand; "" if nobody could read it."""
    name = clean_text(str(entry.get("name") or ""))
    if not re.search("[A-Za-zÀ-ɏ]", name):
        name = clean_text(str(entry.get("alias") or "")) or name
    if re.search(r"[ (]", name):
        name = STAND.sub("", name).strip(" ,;|*")
    is_name = re.search(r"[^\W_]", name) and not re.match(r"https?:|www\.", name)
    return name if is_name and len(name) <= MOST_IN_NAME and "??" not in name else ""


def last_line(place: str | Mapping[str, Any]) -> str:
    """The last line of a country or an address, as printed."""
    text = place if isinstance(place, str) else str(place.get("text") or "")
    return text.strip().rpartition("\n")[2].strip()


@functools.cache
def printed_code(name: str) -> str | None:
    """The code of a country as printed; "NA" is a form that was left empty."""
    code = None if name.upper() == "NA" else code_of_printed_country(name)
    return code if code in countries() else None


def code_of_place(place: str | Mapping[str, Any], report: Report) -> str | None:
    """The code of a country or an address; one that contradicts its text is refused.

    The country that is printed comes instead, if no place of the other has its name.
    """
    name = last_line(place)
    if isinstance(place, str):
        return printed_code(name)
    code = place.get("iso2")
    # Two letters may be a state of the United States.
    printed = printed_code(name) if len(name) > 2 else None
    if printed in (None, code) or (code, printed) in PARTS:
        return code if code in countries() else None
    problem = "country code that contradicts the printed country"
    report[problem].append(f"{code}: {name}")
    return None if (code, printed) == AMBIGUOUS else printed


def country_of(entry: Entry, report: Report) -> str | None:
    """The code of its country, or of its address; None if it has several."""
    for field in ("country", "address"):
        places = as_list(entry.get(field))
        codes = {code_of_place(place, report) for place in places} - {None}
        if len(codes) > 1:
            codes -= {"NA"}  # a form that was left empty, not Namibia
        if len(codes) == 1:
            return codes.pop()
        if codes:
            report["several countries"].append(", ".join(sorted(map(str, codes))))
            return None
        if field == "country":
            report["country without a code"] += map(last_line, places)
    return None


def host_of(entry: Entry, report: Report) -> str | None:
    """The host of its website, without www."""
    for site in as_list(entry.get("website")):
        if found := WEBSITE.fullmatch(site.strip().lower()):
            return found[1].strip(".")
        report["website that is none"].append(site[:60])
    return None


def as_list(value: Any) -> Sequence[Any]:
    """The values of a field that may have none, one or several."""
    return value if isinstance(value, list) else [value] if value else []


def exhibitors(fair: Entry, report: Report) -> Iterator[Exhibitor]:
    """The companies of a list in its order, each once."""
    merged: dict[tuple[str, str | None], dict[str, Any]] = {}
    for entry in fair["exhibitor"]:
        name = name_of(entry)
        if not name:
            report["name that cannot be read"].append(str(entry.get("name"))[:60])
            continue
        code = country_of(entry, report)
        if (name.casefold(), code) in merged:
            report["twice on a list"].append(name)
        new: dict[str, Any] = {"name": name, "country_code": code}
        new |= {"website": None, "categories": {}}
        row = merged.setdefault((name.casefold(), code), new)
        row["website"] = row["website"] or host_of(entry, report)
        for text in map(clean_text, map(str, as_list(entry.get("category")))):
            if text and len(text) <= MOST_IN_CATEGORY:
                row["categories"][text] = None
    addresses = ("website", "exhibitorListUrl")
    own_hosts = {host_of({"website": fair.get(key)}, report) for key in addresses}
    hosts = Counter(row["website"] for row in merged.values())
    for row in merged.values():
        if (host := row["website"]) and (
            hosts[host] > MOST_ON_HOST or host in own_hosts or SERVICES.search(host)
        ):
            report["website of the fair or of a service"].append(host)
            row["website"] = None
        row["categories"] = tuple(row["categories"])[:MOST_CATEGORIES]
        yield Exhibitor(**row)


def newest_lists(folder: Path, report: Report) -> dict[str, dict[str, Entry]]:
    """The longest list of each year by series, with the name of its file."""
    with SERIES.open(encoding="utf-8") as file:
        wanted = {row["series"] for row in csv.DictReader(file, delimiter="\t")}
    lists: dict[str, dict[str, Entry]] = defaultdict(dict)
    for path in sorted(folder.glob("*.json")):
        fair = json.loads(path.read_text("utf-8")) | {"file": path.stem}
        start, size = fair.get("startDate") or "", len(fair.get("exhibitor") or [])
        if start < SINCE or not size:
            continue
        year = re.sub(r"\D", "", str(fair.get("edition") or start))[:4]
        before = lists[fair["series"]].get(year)
        if fair["series"] not in wanted:
            report["series not in circuit.tsv"].append(fair["series"])
        elif size <= FEWEST:
            report[f"list of {FEWEST} or fewer"].append(path.stem)
        elif not fair.get("exhibitorListDate"):
            report["list without a day of copy"].append(path.stem)
        else:
            by_size = sorted(filter(None, [fair, before]), key=lambda f: -len(f["exhibitor"]))
            report["shorter list of a year"] += [each["file"] for each in by_size[1:]]
            lists[fair["series"]][year] = by_size[0]
    return lists


def written_list(edition: str, fair: Entry, report: Report) -> int:
    """Writes the file of a list; gives its number of companies."""
    copied = dt.date.fromisoformat(fair["exhibitorListDate"][:10])
    page = fair.get("exhibitorListUrl") or ""
    value = ExhibitorList(
        edition=edition,
        known_by=copied,
        copied=copied,
        page=page if re.fullmatch(r"https?://[!-~]+", page) else None,
        source=(f"caat-{edition}",),
        exhibitor=tuple(exhibitors(fair, report)),
    )
    fair_id, _, year = edition.rpartition("-")
    path = CIRCUIT / fair_id / f"{year}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(list_text(value), "utf-8")
    return len(value.exhibitor)


def fair_lines(row: Mapping[str, str], lists: Mapping[str, Entry]) -> Iterator[str]:
    """The lines of a fair in `fairs.toml`, a list a line."""
    by_start = sorted(lists.items(), key=lambda item: item[1]["startDate"])
    codes = [(fair.get("address") or {}).get("iso2") for _, fair in by_start]
    head = {key: row[key] for key in ("id", "name", "kind", "city")}
    head["country_code"] = next(filter(None, reversed(codes)), "")
    yield "\n[[fair]]\n"
    yield from (f"{key} = {toml_value(text)}\n" for key, text in head.items() if text)
    yield "list = [\n"
    for year, fair in by_start:
        start, end = fair["startDate"], fair.get("endDate") or fair["startDate"]
        copied, file = fair["exhibitorListDate"][:10], toml_value(fair["file"])
        about = f"copied = {copied}, listed = {fair['listed']}, file = {file}"
        yield f"    {{ year = {year}, start = {start}, end = {end}, {about} }},\n"
    yield "]\n"


def main() -> None:
    """Writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("commit")
    parser.add_argument("day", type=dt.date.fromisoformat)
    asked = parser.parse_args()
    report: Report = defaultdict(list)
    lists = newest_lists(asked.collection, report)
    address = toml_value(f"{ADDRESS}/blob/{asked.commit}/data/")
    text = [ABOUT, f"[collection]\naddress = {address}\ndate = {asked.day}\n"]
    number = 0
    with SERIES.open(encoding="utf-8") as file:
        rows = [*csv.DictReader(file, delimiter="\t")]
    for row in rows:
        of_fair = lists[row["series"]]
        if not of_fair:
            report["series without a list"].append(row["series"])
            continue
        for year, fair in of_fair.items():
            fair["listed"] = written_list(f"{row['id']}-{year}", fair, report)
            number += fair["listed"]
        text += fair_lines(row, of_fair)
    (CIRCUIT / "fairs.toml").write_text("".join(text), "utf-8")
    written = [of_fair for row in rows if (of_fair := lists[row["series"]])]
    sizes = f"{len(written)} fairs, {sum(map(len, written))} lists"
    print(f"Wrote {sizes}, {number:,} entries.")
    for problem, found in filter(itemgetter(1), report.items()):
        examples = Counter(found).most_common(5)
        shown = "; ".join(f"{example!r} ({times})" for example, times in examples)
        print(f"{len(found):6,} {problem}: {shown}")


if __name__ == "__main__":
    main()
