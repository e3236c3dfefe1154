"""Reads a list of exhibitors; runs in a process of its own (`bounded.py`)."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.base.folding import fold
from milipol_cli.imports.doubts import Doubts, ImportedFile, Place, not_read
from milipol_cli.imports.formats import FORMATS, recognised
from milipol_cli.imports.tables import Row, TableRequest
from milipol_cli.imports.tables.headers import Table, Words, header_key
from milipol_cli.imports.tables.read import Tables, read
from milipol_cli.imports.texts import code_of, is_unknown, line_of_text, paragraphs
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.record import MOST_LISTED, convert

_WORDS = Words.read(Path(__file__).with_name("exhibitor_headers.txt"))
# More than any list has.
_MOST_ROWS = 20_000
_LISTS = {"categories": "categories", "stand": "stands", "hall": "halls"}


class ImportedList(ImportedFile, frozen=True, kw_only=True):
    """The exhibitors of a file, each company once; `rows` is how many rows have one.

    `headers` are those of all columns of the file; `cells` are the rows of each company
    as they are in the file, with a cell for each of these headers.
    """

    exhibitors: tuple[Exhibitor, ...]
    rows: int
    headers: tuple[str, ...] = ()
    cells: tuple[tuple[tuple[str, ...], ...], ...] = ()


def answer(raw: bytes, request: Any) -> ImportedList:
    """The exhibitors of a CSV, TSV, XLSX or ODS file, rows of one name as one."""
    return exhibitors(raw, request, lambda exhibitor: row_key(exhibitor.name))


def exhibitors(
    raw: bytes, request: Any, key_of: Callable[[Exhibitor], Hashable]
) -> ImportedList:
    """The exhibitors of a file; rows with the same key are one company."""
    form = recognised(raw) or "csv"  # which a list of names only may be, too
    if form != "csv":
        raise NotRead(f"{FORMATS[form].label}; expected CSV, TSV, XLSX or ODS")
    file = read(raw, _WORDS, convert(request, TableRequest))
    number = sum(len(table.rows) for table in file.tables)
    if number > _MOST_ROWS:
        raise NotRead(f"{number:,} rows; at most {_MOST_ROWS:,} are read")
    doubts = Doubts(file.notes)
    companies: dict[Hashable, Exhibitor] = {}
    cells: dict[Hashable, list[tuple[str, ...]]] = {}
    columns = _columns(file.tables)
    placed = list(_placed(file, doubts))
    for exhibitor, place, table, row in placed:
        key = key_of(exhibitor)
        cells.setdefault(key, []).append(_aligned(row, table, columns))
        if key in companies:
            exhibitor = _united(companies[key], exhibitor, place, doubts)  # noqa: PLW2901
        for field, plural in _LISTS.items():
            if len(getattr(exhibitor, field)) > MOST_LISTED:
                why = f"{exhibitor.name!r} has more than {MOST_LISTED} {plural}"
                raise not_read(why, place)
        companies[key] = exhibitor
    if not companies:
        line = file.tables[0].header.line
        raise NotRead("no row with a company below the header", line)
    return ImportedList(
        format=file.format,
        exhibitors=tuple(companies.values()),
        rows=len(placed),
        headers=tuple(header for header, _ in columns),
        cells=tuple(map(tuple, cells.values())),
        doubts=doubts.listed(),
        unused=file.unused,
    )


# The header of a column, and its number among those of this header in one table.
_Column = tuple[str, int]


def _columns(tables: Iterable[Table]) -> list[_Column]:
    """The columns of all tables, each once, in their order."""
    return [*dict.fromkeys(column for table in tables for column in _columns_of(table))]


def _columns_of(table: Table) -> Iterator[_Column]:
    cells = table.header.cells
    width = max([len(cells), *(len(row.cells) for row in table.rows)])
    seen: Counter[str] = Counter()
    for header in (*cells, *[""] * (width - len(cells))):
        yield header, seen[header]
        seen[header] += 1


def _aligned(row: Row, table: Table, columns: Iterable[_Column]) -> tuple[str, ...]:
    """The cells of a row, in the order of the columns of all tables."""
    cells = dict(zip(_columns_of(table), row.cells, strict=False))
    return tuple(cells.get(column, "") for column in columns)


def _placed(
    file: Tables, doubts: Doubts
) -> Iterator[tuple[Exhibitor, Place, Table, Row]]:
    for table in file.tables:
        sheet = file.sheet(table)
        for row in table.overfull:
            doubts.share("more cells than headers", Place(sheet=sheet, line=row.line))
        for row in table.rows:
            place = Place(sheet=sheet, line=row.line)
            exhibitor = _exhibitor(table, row, place, doubts)
            if exhibitor is None:
                doubts.share("no company, so left out", place)
            else:
                yield exhibitor, place, table, row


def _exhibitor(
    table: Table, row: Row, place: Place, doubts: Doubts
) -> Exhibitor | None:
    def known_in(field: str) -> list[str]:
        return [*map(_known, table.cells(row, field))]

    def line_in(field: str) -> str:
        return _known(line(table.cell(row, field)) or "")

    name = line(table.cell(row, "company"))
    if name is None:
        return None
    stands = known_in("stand")
    if stands and "hall" in header_key(table.name("stand")).split():
        stands = [f"Hall {text}" if text[:1].isdigit() else text for text in stands]
    printed = line_in("country code") or line_in("country")
    code, country = code_of(printed), None
    if code not in countries():
        # Kosovo has no code; nor has another country in a file with a column of codes.
        has_codes = "country code" in table.columns and not line_in("country code")
        if printed and (code is not None or has_codes):
            country = printed
        elif printed:
            doubts.share(f"country {printed!r} is not known, so left out", place)
        code = None
    sheet = place.sheet or ""
    halls = known_in("hall") or [sheet] * bool(_HALL.fullmatch(sheet))
    stand, hall = stands_and_halls(stands, halls)
    return Exhibitor(
        name=name,
        country_code=code,
        country=country,
        website=line_in("website") or None,
        categories=_lines(
            part for text in known_in("category") for part in _BETWEEN.split(text)
        ),
        stand=stand,
        hall=hall,
    )


def _united(
    first: Exhibitor, other: Exhibitor, place: Place, doubts: Doubts
) -> Exhibitor:
    for field in ("country_code", "country", "website"):
        old, new = getattr(first, field), getattr(other, field)
        if None not in (old, new) and old != new:
            label = field.partition("_")[0]
            why = f"{label} {new!r} of {first.name!r} is not {old!r}, which is kept"
            doubts.add(why, place)
    known = first if first.country_code or first.country else other
    return msgspec.structs.replace(
        first,
        country_code=known.country_code,
        country=known.country,
        website=first.website or other.website,
        **{
            field: _lines((*getattr(first, field), *getattr(other, field)))
            for field in _LISTS
        },
    )


# Our CSV writes a semicolon inside a text like that; commas are part of categories.
_BETWEEN = re.compile(r"(?<!\\)[;|\n]")
_BETWEEN_STANDS = re.compile(r"(?<!\\)[;|\n,]")
_AND = re.compile(" (?:[&+/]|and|et|und) ", re.IGNORECASE)
_AND_AROUND = re.compile(
    r"^(?:and|et|und)\s|\s(?:and|et|und)$|^(?:stand|booth|stall)s?$", re.IGNORECASE
)
_IS_SHORT = re.compile(r".*\d|[^\W\d_]{1,2}$")
_HAS_LETTER_AND_DIGIT = re.compile(r"(?=.*[^\W\d_]).*\d")
_WORD_BEFORE = re.compile(
    r"^(?:(?:(?:halls?|hallen?|pav(?:\.|ill?i?ons?)|stands?|booths?|stalls?|n[or°]|"
    r"(?:stand)?nummer|number)(?:[\s.:#°/]+|-(?=n[or]\b)))+"
    r"(?=[a-z]{0,2}[\s-]?\d|[a-z]{1,2}$)|#(?=\d))",
    re.IGNORECASE,
)
# The hall in the cell of a stand: "Hall 7 - E374".
_HALL = re.compile(
    r"(?i:\b(?:halle?|pav(?:\.|ill?i?on)))[\s.:#°]*(?i:n[or°][\s.]+)?"
    r"(?P<name>\d+(?:\.\d+)?[A-Za-z]{0,2}|[A-Z]{1,2}\d+|[A-Z])(?!\w)"
    # "H6 / C12", "6-C12" and "5A-H020", but not "H6/H7".
    r"|(?<![\w.-])(?:H(?P<short>\d{1,2}[A-Z]?)(?=\s*[-/]\s*(?!H)[A-Z]{1,2}\s?\d)"
    r"|(?P<before>\d{1,2}(?:\.\d)?[A-Z]?)(?=\s*[-/]\s*[A-Z]{1,2}\s?\d))"
    # "North Hall, Booth 1234"
    r"|(?P<named>[A-Z]\w+ Hall)(?=\s*[-,/\u2013]\s*(?:\w+\s)?\w*\d)"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def line(text: str) -> str | None:
    """A name, country or website on one line; None without a letter or a digit."""
    text = line_of_text((paragraphs(text) or "") if "<" in text else text) or ""
    return text if any(map(str.isalnum, text)) else None


def row_key(name: str) -> str:
    """What the names of a company on several rows have in common: their words."""
    folded = fold(name)
    return " ".join(re.findall(r"\w+", folded)) or folded


def _known(text: str) -> str:
    """A text; "" if it stands for nothing, like "N/A" and "-". "NN" may be a hall."""
    return "" if is_unknown(text) and fold(text) != "nn" else text


def stands_and_halls(
    stand: Iterable[str], hall: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stands and the halls in some cells; a stand may be written with its hall."""
    halls = [*hall]
    without_hall = []
    for text in stand:
        halls += [match[match.lastgroup or 0] for match in _HALL.finditer(text)]
        rest = _HALL.sub(";", text)
        if rest != text:  # what is left may be only signs, and the hall once more
            parts = _BETWEEN_STANDS.split(_IN_BRACKETS.sub("", rest))
            signs = " -\u2013/:()&+"
            rest = ";".join(_AND_AROUND.sub("", part.strip(signs)) for part in parts)
        without_hall.append(rest)
    return stands(without_hall), stands(halls)


def stands(texts: Iterable[str]) -> tuple[str, ...]:
    """The stands, or the halls, in some cells: "Stands A1, B2" is A1 and B2."""
    parts = (part for text in texts for part in _BETWEEN_STANDS.split(text))
    return _lines(name for part in parts for name in _joined(" ".join(part.split())))


def _joined(text: str) -> Iterator[str]:
    """The stands in "A1 & B2" and "A1/B2"; "A1/2" and "5/A1" may be one."""
    parts = _AND.split(text)
    if not all(map(_IS_SHORT.match, parts)):
        parts = [text]
    slashed = text.split("/")
    if len(slashed) > 1 and all(map(_HAS_LETTER_AND_DIGIT.match, slashed)):
        parts = slashed
    yield from (_WORD_BEFORE.sub("", part.strip()) for part in parts)


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts on one line, each once, without those that are empty."""
    known: dict[str, str] = {}
    for text in filter(None, (line(text.replace(r"\;", ";")) for text in texts)):
        known.setdefault(fold(text), text)
    return tuple(known.values())
