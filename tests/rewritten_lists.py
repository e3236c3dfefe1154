"""Good lists of exhibitors, written in the many ways in which people write lists."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from workbooks import Page, Value, ods, xlsx


class Company(NamedTuple):
    """A company as it was meant."""

    name: str
    country: str
    hall: str
    stands: tuple[str, ...]


# What is read from a file, or meant: as much as the file says.
Meant = tuple[str, str | None, tuple[str, ...], tuple[str, ...]]

_NAMES = (
    *("Alfa Óptica", "Bain & Company", "Total Energies", "Hall Industries", "3M"),
    *("Müller, Söhne & Co.", 'The "Sharp" Edge', "Oman Air", "Note Systems", "Ixia"),
    *("Stand-by GmbH", "Legend Defence", "France Drones SAS", "Kim / Park", "Zeta AG"),
    *("Country Roads", "Number One Ltd", "Sum Up", "École Nord", "K+S", "Bravo"),
)
_COUNTRIES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "FR": "France",
        "DE": "Germany",
        "KR": "South Korea",
        "US": "United States",
        "ES": "Spain",
    },
    "fr": {
        "FR": "France",
        "DE": "Allemagne",
        "KR": "Corée du Sud",
        "US": "États-Unis",
        "ES": "Espagne",
    },
    "de": {
        "FR": "Frankreich",
        "DE": "Deutschland",
        "KR": "Südkorea",
        "US": "Vereinigte Staaten",
        "ES": "Spanien",
    },
    "es": {
        "FR": "Francia",
        "DE": "Alemania",
        "KR": "Corea del Sur",
        "US": "Estados Unidos",
        "ES": "España",
    },
    "it": {
        "FR": "Francia",
        "DE": "Germania",
        "KR": "Corea del Sud",
        "US": "Stati Uniti",
        "ES": "Spagna",
    },
    "pt": {
        "FR": "França",
        "DE": "Alemanha",
        "KR": "Coreia do Sul",
        "US": "Estados Unidos",
        "ES": "Espanha",
    },
    "code": {code: code for code in ("FR", "DE", "KR", "US", "ES")},
    "three letters": {"FR": "FRA", "DE": "DEU", "KR": "KOR", "US": "USA", "ES": "ESP"},
}
_HEADERS: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("Company", "Country", "Hall", "Stand"),
    "en, long": ("Name of the Organization", "Country/Region", "Hall Number", "Booth No."),
    "en, joined": ("company_name", "country", "hall", "booth_number"),
    "capitals": ("EXHIBITOR", "COUNTRY", "HALL", "BOOTH"),
    "fr": ("Raison sociale", "Pays", "Hall", "N° de stand"),
    "de": ("Aussteller", "Land", "Halle", "Standnummer"),
    "es": ("Empresa", "País", "Pabellón", "Número de stand"),
    "it": ("Azienda", "Paese", "Padiglione", "Numero stand"),
    "pt": ("Nome da empresa", "País", "Pavilhão", "Estande"),
    "pl": ("Nazwa firmy", "Kraj", "Hala", "Stoisko"),
}
_TOGETHER: Mapping[str, Callable[[str, str], str]] = {
    "Hall / Booth": lambda hall, stand: f"{hall} / {stand}",
    "Booth / Hall": lambda hall, stand: f"{stand} / {hall}",
    "Hall & Booth": lambda hall, stand: f"{hall} - {stand}",
    "Hall and stand": lambda hall, stand: f"Hall {hall}, Stand {stand}",
    "Stand": lambda hall, stand: f"Hall {hall} {stand}",
    "Booth": lambda hall, stand: f"{hall}-{stand}",
}
_PLACES = ("columns", *_TOGETHER, "hall headings", "sheets", "stand only", "nowhere")
_COUNTRY_PLACES = ("column", "headings", "nowhere")
_BETWEEN = (", ", "; ", " & ", " / ", "\n", "rows")
_EXTRAS = (
    *("title above", "notes below", "total below", "counted below", "empty rows"),
    *("empty columns", "header twice", "more columns", "row numbers", "cell far away"),
    *("pavilion", "pavilions", "letters", "countries below", "halls below"),
    "sectors below",
    "footer",
    *("reversed columns", "two header rows", "blanks", "HTML", "hidden sheet"),
    *("notes sheet", "side by side", "shuffled rows", "websites", "numbers as stands"),
    *("counts beside headings", "capitals", "title beside"),
)
_FORMS = (
    *("csv", "semicolon", "tsv", "bar", "quoted", "CRLF", "CR", "sep", "utf-8-sig"),
    *("utf-16", "cp1252", "mac_roman", "cp850", "xlsx", "ods"),
)


class Style(NamedTuple):
    """How a list is written."""

    headers: str = "en"
    countries: str = "en"
    country_place: str = "column"
    place: str = "columns"
    between: str = ", "
    extras: frozenset[str] = frozenset()
    form: str = "csv"


CHOICES: Mapping[str, Sequence[str]] = {
    "headers": [*_HEADERS],
    "countries": [*_COUNTRIES],
    "country_place": _COUNTRY_PLACES,
    "place": _PLACES,
    "between": _BETWEEN,
    "form": _FORMS,
}
EXTRAS = _EXTRAS
WAYS = sum(map(len, CHOICES.values())) + len(EXTRAS)
Rows = list[list[Value]]


def companies(random: Random) -> list[Company]:
    """Companies with a country, a hall, and one or two stands."""
    names = random.sample(_NAMES, random.randrange(12, len(_NAMES)))
    found = []
    for name in names:
        hall = random.choice(("4", "5A", "6"))
        letter, number = random.choice("BDKM"), random.randrange(10, 99)
        stands = [f"{letter}{number}", f"{letter}{number + 1}"]
        country = random.choice([*_COUNTRIES["en"]])
        found.append(Company(name, country, hall, tuple(stands[: random.choice((1, 1, 1, 2))])))
    return found


def written(listed: Sequence[Company], style: Style, random: Random) -> tuple[bytes, list[Meant]]:
    """The list as a file in a style, and what a person reads in it."""
    writer = _Writer(style, random)
    if "numbers as stands" in style.extras:
        listed = [c._replace(stands=tuple(s[1:] for s in c.stands)) for c in listed]
    return writer.file(writer.pages(listed)), sorted(map(writer.meant, listed))


class _Writer:
    def __init__(self, style: Style, random: Random) -> None:
        self.style, self.random = style, random
        is_book = style.form in ("xlsx", "ods")
        is_beside = "side by side" in style.extras
        is_split = style.place == "sheets" and not is_book
        self.place = "hall headings" if is_split else style.place
        self.has_headings = not is_beside and (
            self.place == "hall headings" or style.country_place == "headings"
        )
        if is_beside and self.place == "hall headings":
            self.place = "columns"
        if "numbers as stands" in style.extras and self.place == "Booth":
            self.place = "columns"  # 5-69 may be one number
        self.country_place = style.country_place
        if is_beside and self.country_place == "headings":
            self.country_place = "column"

    def meant(self, company: Company) -> Meant:
        has_hall = self.place not in ("stand only", "nowhere")
        return (
            company.name,
            None if self.country_place == "nowhere" else company.country,
            (company.hall,) if has_hall else (),
            () if self.place == "nowhere" else company.stands,
        )

    def cells(self, company: Company) -> list[dict[str, str]]:
        """The rows of a company: one, or one for each of its stands."""
        between = self.style.between
        parts = [[stand] for stand in company.stands] if between == "rows" else [[*company.stands]]
        return [self.row(company, stands) for stands in parts]

    def row(self, company: Company, stands: Sequence[str]) -> dict[str, str]:
        name = company.name
        if "HTML" in self.style.extras:
            name = f"<b>{name.replace('&', '&amp;')}</b>"
        if "capitals" in self.style.extras and self.country_place == "column":
            country = _COUNTRIES[self.style.countries][company.country].upper()
        else:
            country = _COUNTRIES[self.style.countries][company.country]
        cells = {"company": name}
        if self.country_place == "column":
            cells["country"] = country
        together = _TOGETHER.get(self.place)
        between = "; " if self.style.between == "rows" else self.style.between
        if together is not None:
            between = "; " if between.isspace() or between == " / " else between
            cells[self.place] = "; ".join(together(company.hall, s) for s in stands)
        elif self.place != "nowhere":
            if self.place == "columns":
                cells["hall"] = company.hall
            cells["stand"] = between.join(stands)
        return self.with_more(cells)

    def with_more(self, cells: dict[str, str]) -> dict[str, str]:
        extras = self.style.extras
        if "websites" in extras:
            cells["Website"] = f"www.example-{self.random.randrange(9999)}.com"
        if "more columns" in extras:
            cells |= {"Phone": "+33 1 23", "Contact": "Ada Obi", "Since": "2019"}
        if "row numbers" in extras:
            cells = {"#": str(self.random.randrange(1, 99)), **cells}
        if "reversed columns" in extras:
            cells = dict(reversed(cells.items()))
        if "blanks" in extras:
            cells = {key: f" {text}  " for key, text in cells.items()}
        return cells

    def header(self, cells: Mapping[str, str]) -> list[Value]:
        fields = ("company", "country", "hall", "stand")
        names = dict(zip(fields, _HEADERS[self.style.headers], strict=True))
        return [names.get(key, key) for key in cells]

    def pages(self, listed: Sequence[Company]) -> dict[str, Rows]:
        if self.place == "sheets":
            halls = dict.fromkeys(company.hall for company in listed)
            return {
                f"Hall {hall}": self.decorated(self.table([c for c in listed if c.hall == hall]))
                for hall in halls
            }
        if "side by side" in self.style.extras:
            half = len(listed) // 2
            left, right = self.table(listed[:half]), self.table(listed[half:])
            width = max(map(len, left)) + 1
            rows: Rows = []
            for number in range(max(len(left), len(right))):
                row = [*left[number]] if number < len(left) else []
                row += [""] * (width - len(row))
                rows.append([*row, *(right[number] if number < len(right) else [])])
            return {"List": self.decorated(rows)}
        return {"List": self.decorated(self.table(listed))}

    def table(self, listed: Sequence[Company]) -> Rows:
        """The rows of companies below a header, perhaps with headings between."""
        header = self.header(self.cells(listed[0])[0])
        groups = self.groups(listed)
        body: Rows = []
        for headings, group in groups:
            rows: Rows = [list(row.values()) for company in group for row in self.cells(company)]
            if "shuffled rows" in self.style.extras and self.style.between != "rows":
                self.random.shuffle(rows)
            counts: list[Value] = (
                [str(len(group))] if "counts beside headings" in self.style.extras else []
            )
            body += [*([text, *counts] for text in headings), *rows]
        if "pavilion" in self.style.extras and len(header) > 1:
            body.insert(len(body) // 2, ["French Pavilion"])
        if "pavilions" in self.style.extras and len(header) > 1:
            for number in range(len(body), 0, -4):
                body.insert(number - 1, [f"Start-up village {number}"])
        if "letters" in self.style.extras and len(header) > 1:
            for number in range(len(body) - 1, 0, -3):
                body.insert(number, [chr(ord("A") + number)])
        upper: Rows = []
        if "two header rows" in self.style.extras:
            of = {"hall": "Location", "stand": "Location", "company": "Exhibitor"}
            names = [of.get(key, "") for key in self.cells(listed[0])[0]]
            upper = [["" if n in names[:at] else n for at, n in enumerate(names)]]
        if "header twice" in self.style.extras:
            body.insert(len(body) // 2, header)
        return [*upper, header, *body]

    def groups(self, listed: Sequence[Company]) -> list[tuple[list[str], list[Company]]]:
        """The companies below their headings of halls and countries."""
        is_by_hall = self.place == "hall headings"
        is_by_country = self.country_place == "headings"
        found: dict[tuple[str, str], list[Company]] = {}
        for company in listed:
            key = company.hall * is_by_hall, company.country * is_by_country
            found.setdefault(key, []).append(company)
        groups, last = [], ""
        for (hall, country), group in sorted(found.items()):
            form = self.random.choice(("HALL {}", "Hall {} (12)", "Halle {}: Optics"))
            headings = [form.format(hall)] if hall != last and is_by_hall else []
            last = hall
            if is_by_country:
                form = self.random.choice(("{}", "{} (7)", "{}:"))
                names = _COUNTRIES[self.style.countries]
                headings.append(form.format(names[country]))
            groups.append((headings, group))
        return groups

    def decorated(self, rows: Rows) -> Rows:
        """The table with what may stand above, below and around it."""
        extras = self.style.extras
        number = str(sum(len(row) > 1 for row in rows) - 1)
        if "empty rows" in extras:
            rows = [*rows[:3], [], *rows[3:]]
        if "empty columns" in extras:
            rows = [["", *row] for row in rows]
        above: Mapping[str, Rows] = {
            "title above": [["Example Fair 2027: list of exhibitors"], ["May"], []],
            "title beside": [["Example Fair", "Exhibitors", "2027"], []],
        }
        below: Mapping[str, Rows] = {
            "notes below": [[], ["Note: subject to change"]],
            "footer": [[], ["Provisional, all rights reserved"]] * (len(rows[-1]) > 1),
            "total below": [["Total", number]],
            "counted below": [[], [f"Total number of exhibitors: {number}"]],
            "countries below": [
                [],
                ["Country", "Companies"],
                ["France", "7"],
                ["Germany", "5"],
                ["Total", "12"],
            ],
            "sectors below": [
                [],
                ["Sector", "Number of exhibitors"],
                ["Drones", "7"],
                ["Optics", "5"],
            ],
            "halls below": [[], ["Statistics"], ["Hall 4", "7"], ["Hall 6", "5"]],
            "cell far away": [*[[]] * 30, [*[""] * 25, "x"]],
        }
        tops = [row for name in above if name in extras for row in above[name]]
        ends = [row for name in below if name in extras for row in below[name]]
        return [*tops, *rows, *ends]

    def file(self, pages: Mapping[str, Rows]) -> bytes:
        form = self.style.form
        if form in ("xlsx", "ods"):
            book = {
                name: Page([[self.value(cell) for cell in row] for row in rows])
                for name, rows in pages.items()
            }
            if "hidden sheet" in self.style.extras and form == "xlsx":
                book["Internal"] = Page([["Company"], ["Secret"]], is_hidden=True)
            if "notes sheet" in self.style.extras:
                book["Notes"] = Page([["About this list"], ["Draft of May"]])
            return (ods if form == "ods" else xlsx)(book)
        (rows,) = pages.values()
        delimiter = {"semicolon": ";", "tsv": "\t", "bar": "|", "sep": ";"}
        file = io.StringIO(newline="")
        writer = csv.writer(
            file,
            delimiter=delimiter.get(form, ","),
            lineterminator={"CRLF": "\r\n", "CR": "\r"}.get(form, "\n"),
            quoting=csv.QUOTE_ALL if form in ("quoted", "CR") else csv.QUOTE_MINIMAL,
        )
        width = max(map(len, rows))
        writer.writerows([[*row, *[""] * (width - len(row))] for row in rows])
        text = file.getvalue()
        if form == "sep":
            text = f"sep=;\n{text}"
        encodings = ("utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850")
        return text.encode(form if form in encodings else "utf-8")

    def value(self, cell: Value) -> Value:
        """A cell, with numbers as a spreadsheet keeps them."""
        is_number = isinstance(cell, str) and cell.isdecimal()
        return float(str(cell)) if is_number else cell
