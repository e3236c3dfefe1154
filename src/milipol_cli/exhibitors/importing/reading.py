"""Reads a list of exhibitors; runs in a process of its own (`bounded.py`)."""

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from milipol_cli.doubts import Doubts, ImportedFile, Place, not_read
from milipol_cli.errors import NotRead
from milipol_cli.exhibitors.importing import cells
from milipol_cli.exhibitors.importing.cells import company_key
from milipol_cli.folding import fold
from milipol_cli.importing.country_names import code_of
from milipol_cli.importing.formats import FORMATS, recognise
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.kinds import MOST_LISTED
from milipol_cli.network.model.record import converted
from milipol_cli.tables.headers import Table, Words
from milipol_cli.tables.read import Tables, read
from milipol_cli.tables.sheets import Row, TableRequest

_WORDS = Words.read(Path(__file__).with_name("headers.txt"))
# More than any list has.
_MOST_ROWS = 20_000
_LISTS = {"categories": "categories", "stand": "stands", "hall": "halls"}


class ImportedList(ImportedFile, frozen=True, kw_only=True):
    """The exhibitors of a file, each company once.

    `rows` is how many rows have a company.
    """

    exhibitors: tuple[Exhibitor, ...]
    rows: int


def answer(raw: bytes, request: Any) -> ImportedList:
    """The exhibitors of a CSV, TSV, XLSX or ODS file, rows of one name as one.

    Raises InvalidData for a file that is wrong, BadInput for wrong columns.
    """
    return exhibitors(raw, request, lambda exhibitor: company_key(exhibitor.name))


def exhibitors(
    raw: bytes, request: Any, key_of: Callable[[Exhibitor], Hashable]
) -> ImportedList:
    """The same; rows with the same key are one company."""
    other = _other_format(raw)
    if other is not None:
        raise NotRead(f"{other}; expected CSV, TSV, XLSX or ODS")
    file = read(raw, _WORDS, converted(request, TableRequest))
    number = sum(len(table.rows) for table in file.tables)
    if number > _MOST_ROWS:
        raise NotRead(f"{number:,} rows; at most {_MOST_ROWS:,} are read")
    doubts = Doubts()
    for note in file.notes:
        doubts.add(note)
    companies: dict[Hashable, Exhibitor] = {}
    rows = 0
    for exhibitor, place in _placed(file, doubts):
        rows += 1
        key = key_of(exhibitor)
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
        rows=rows,
        doubts=doubts.listed(),
        unused=file.unused,
    )


def _placed(file: Tables, doubts: Doubts) -> Iterator[tuple[Exhibitor, Place]]:
    """The exhibitor in each row that has a company."""
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
                yield exhibitor, place


def _other_format(raw: bytes) -> str | None:
    """What a file is that is a programme, or JSON; None for any other."""
    try:
        form = recognise(raw)
    except NotRead:  # also for a list of names only
        return None
    return None if form == "csv" else FORMATS[form].label


def _exhibitor(
    table: Table, row: Row, place: Place, doubts: Doubts
) -> Exhibitor | None:
    """The exhibitor in a row; None without the name of a company."""

    def texts(field: str) -> list[str]:
        return [*map(cells.known, table.cells(row, field))]

    def line(field: str) -> str:
        return cells.known(cells.line(table.cell(row, field)) or "")

    name = cells.line(table.cell(row, "company"))
    if name is None:
        return None
    printed = line("country code") or line("country")
    code, country = code_of(printed), None
    if code not in countries():
        # Kosovo has no code; nor has another country in a file with a column of codes.
        has_codes = "country code" in table.columns and not line("country code")
        if printed and (code is not None or has_codes):
            country = printed
        elif printed:
            doubts.share(f"country {printed!r} is not known, so left out", place)
        code = None
    stands, halls = cells.stands_and_halls(texts("stand"), texts("hall"))
    return Exhibitor(
        name=name,
        country_code=code,
        country=country,
        website=line("website") or None,
        categories=cells.categories(texts("category")),
        stand=stands,
        hall=halls,
    )


def _united(
    first: Exhibitor, other: Exhibitor, place: Place, doubts: Doubts
) -> Exhibitor:
    """The values of two rows of a company; those of the first come first."""
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
            field: _each_once(getattr(first, field), getattr(other, field))
            for field in _LISTS
        },
    )


def _each_once(first: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    folded = set(map(fold, first))
    return (*first, *(text for text in other if fold(text) not in folded))
