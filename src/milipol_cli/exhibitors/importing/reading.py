"""Reads a list of exhibitors; runs in a process of its own (`bounded.py`)."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

import msgspec

from milipol_cli.doubts import Doubts, ImportedFile, Place, not_read
from milipol_cli.errors import NotRead
from milipol_cli.exhibitors.importing import cells
from milipol_cli.exhibitors.importing.cells import company_key
from milipol_cli.exhibitors.importing.headers import WORDS
from milipol_cli.folding import fold
from milipol_cli.importing.country_names import code_of
from milipol_cli.importing.formats import FORMATS, recognise
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.kinds import MOST_LISTED
from milipol_cli.network.model.record import converted
from milipol_cli.tables.headers import Table
from milipol_cli.tables.read import Tables, read
from milipol_cli.tables.sheets import Row, TableRequest, text_of

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
    file = _tables(raw, converted(request, TableRequest))
    doubts = Doubts()
    for note in file.notes:
        doubts.add(note)
    companies: dict[Hashable, tuple[Exhibitor, Place]] = {}
    rows = 0
    for table, row, place in _placed_rows(file, doubts):
        exhibitor = _exhibitor(table, row, place, doubts)
        if exhibitor is None:
            doubts.share("no company, so left out", place)
            continue
        rows += 1
        key = key_of(exhibitor)
        first, first_place = companies.get(key, (None, place))
        if first is not None:
            _report(first, exhibitor, first_place, place, doubts)
            exhibitor = _united(first, exhibitor)
        for field, plural in _LISTS.items():
            if len(getattr(exhibitor, field)) > MOST_LISTED:
                why = f"{exhibitor.name!r} has more than {MOST_LISTED} {plural}"
                raise not_read(why, place)
        companies[key] = exhibitor, first_place
    if not companies:
        line = file.tables[0].header.line
        raise NotRead("no row with a company below the header", line)
    return ImportedList(
        format=file.format,
        exhibitors=tuple(exhibitor for exhibitor, _ in companies.values()),
        rows=rows,
        doubts=doubts.listed(),
        unused=file.unused,
    )


def _placed_rows(file: Tables, doubts: Doubts) -> Iterator[tuple[Table, Row, Place]]:
    for table in file.tables:
        sheet = file.sheet(table)
        for row in table.overfull:
            doubts.share("more cells than headers", Place(sheet=sheet, line=row.line))
        for row in table.rows:
            yield table, row, Place(sheet=sheet, line=row.line)


def _tables(raw: bytes, request: TableRequest) -> Tables:
    file = read(raw, WORDS, request)
    number = sum(len(table.rows) for table in file.tables)
    if number > _MOST_ROWS:
        raise NotRead(f"{number:,} rows; at most {_MOST_ROWS:,} are read")
    return file


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
        return [cells.known(text_of(cell)) for cell in table.cells(row, field)]

    name = _line(table, row, "company")
    if name is None:
        return None
    code, country = _country(table, row, place, doubts)
    stands, halls = cells.stands_and_halls(texts("stand"), texts("hall"))
    return Exhibitor(
        name=name,
        country_code=code,
        country=country,
        website=cells.known(_line(table, row, "website") or "") or None,
        categories=cells.categories(texts("category")),
        stand=stands,
        hall=halls,
    )


def _country(
    table: Table, row: Row, place: Place, doubts: Doubts
) -> tuple[str | None, str | None]:
    """The code of the country, and the country as printed if that has no code.

    The latter only in a file with a column of codes: its author knew that there is
    none.
    """
    code, name = (
        cells.known(_line(table, row, field) or "")
        for field in ("country code", "country")
    )
    printed = code or name
    known = code_of(printed)
    if known in countries():
        return known, None
    if known is not None:  # Kosovo, which has no code
        return None, printed
    if not printed:
        return None, None
    if not code and "country code" in table.columns:
        return None, printed
    doubts.share(f"country {printed!r} is not known, so left out", place)
    return None, None


def _report(
    first: Exhibitor, other: Exhibitor, before: Place, place: Place, doubts: Doubts
) -> None:
    """Reports in which values a row is not like the first one of the company."""
    for field in ("country_code", "country", "website"):
        old, new = getattr(first, field), getattr(other, field)
        if None not in (old, new) and old != new:
            label = field.partition("_")[0]
            doubts.add(
                f"{label} {new!r} of {first.name!r} is not {old!r}, as in"
                f" {before}; the first is kept",
                place,
            )


def _line(table: Table, row: Row, field: str) -> str | None:
    return cells.line(text_of(table.cell(row, field)))


def _united(first: Exhibitor, other: Exhibitor) -> Exhibitor:
    """The values of two rows of a company; those of the first come first."""
    place = first if first.country_code or first.country else other
    return msgspec.structs.replace(
        first,
        country_code=place.country_code,
        country=place.country,
        website=first.website or other.website,
        **{
            field: _each_once(getattr(first, field), getattr(other, field))
            for field in _LISTS
        },
    )


def _each_once(first: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    folded = set(map(fold, first))
    return (*first, *(text for text in other if fold(text) not in folded))
