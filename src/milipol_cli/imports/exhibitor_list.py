"""Reads a list of exhibitors; runs in a process of its own (`bounded.py`)."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.base.folding import fold
from milipol_cli.imports.doubts import Doubts, ImportedFile, Place, not_read
from milipol_cli.imports.formats import FORMATS, format_of
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.stands import (
    categories_in,
    distinct_lines,
    hall_in_heading,
    line_with_letters,
    stands_and_halls,
    stands_and_halls_apart,
)
from milipol_cli.imports.tables import CellValue, SheetRow, TableRequest
from milipol_cli.imports.tables.finder import (
    FieldTable,
    Finder,
    headers_read,
    layout,
    report_unread,
)
from milipol_cli.imports.tables.headers import Words, header_key
from milipol_cli.imports.tables.sheets import EXPECTED, SheetFile, sheets_of
from milipol_cli.imports.texts import WORDS, code_of_printed_country, is_unknown
from milipol_cli.network.countries import countries
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.record import MOST_LISTED, convert

_WORDS = Words.read(Path(__file__).with_name("exhibitor_headers.txt"))
# More than any list has.
_MOST_ROWS = 20_000
_LISTS = {"categories": "categories", "stand": "stands", "hall": "halls"}
# The fields that one column may hold together.
_PLACES = ("hall", "stand")
_MOST_SHOWN = 80
# If more than one row in so many has no company, the user says what they are.
_ONE_IN = 10
_NOTE = "a total, legend or note"
_CANCELLED = WORDS["cancelled"] | WORDS["yes"]
_IN_TOTALS = WORDS["total"] | WORDS["counted"] | WORDS["small"] | WORDS["whole"]
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# A number of companies, beside a heading or in a statistic: "12", "2.4 %".
_COUNTED = re.compile(r"\(?[\d.,]+\s*%?(?:\s[^\W\d]+)?\)?")


class OwnRow(NamedTuple):
    """A row of a list of the user's own as it is there, a cell for each header.

    Its company is the one at this position among the exhibitors of the list.
    """

    company: int
    cells: tuple[CellValue, ...]


class ImportedList(ImportedFile, frozen=True, kw_only=True):
    """The exhibitors of a file, each company once, and how many `rows` name a company.

    Of a list of the user's own, `headers` has the headers of all columns of the file,
    and `own_rows` its rows with a company, in their order. Between cells the file has
    the `delimiter`, unless it is a workbook.
    """

    exhibitors: tuple[Exhibitor, ...]
    rows: int
    headers: tuple[str, ...] = ()
    own_rows: tuple[OwnRow, ...] = ()
    delimiter: str = ""


def read_bounded(raw: bytes, request: Any) -> ImportedList:
    """The exhibitors of a CSV, TSV, XLSX or ODS file, rows of one name as one."""
    return exhibitors(raw, request, lambda exhibitor: row_key(exhibitor.name))


def exhibitors(
    raw: bytes, request: Any, key_of: Callable[[Exhibitor], Hashable], *, is_own: bool = False
) -> ImportedList:
    """The exhibitors of a file; rows with the same key are one company.

    A row with only a name, where other rows have more, may be the heading of a
    pavilion. Such a name is a company if the user says so, or if the list `is_own`, a
    list of the user's own companies. Of that list the cells are kept, too.
    """
    form = format_of(raw) or "csv"  # which a list of names only may be, too
    if form != "csv":
        raise NotRead(f"{FORMATS[form].label}; {EXPECTED}")
    questions, reading = Questions(), convert(request, TableRequest)
    names_alone = is_own or reading.rest == "keep"
    with questions.asked_at_end():
        file = sheets_of(raw, reading, questions)
        finder = Finder(_WORDS, reading, questions)
        doubts = Doubts(file.notes)
        if not reading.columns and reading.header_row is None:
            _refuse_names_alone(file, finder)
        tables = _lists_to_read(file, finder, doubts)
        readers = [_reader_of_table(table, file, finder, doubts) for table in tables]
        rows = [row for reader in readers for row in reader.rows(names_alone=names_alone)]
        _ask_rest(tables, rows, reading, questions)
        companies = _companies_of_rows(rows, key_of, doubts)
        if not companies:
            line = tables[0].header.line
            raise NotRead("no row with a company below the header", line)
        headers, own_rows = _own_rows(tables, rows, key_of, companies) if is_own else ((), ())
        unused = (name for table in tables for name in table.unused.values())
        return ImportedList(
            format=file.format,
            layout=layout(tables),
            exhibitors=tuple(companies.values()),
            rows=sum(row.exhibitor is not None for row in rows),
            headers=headers,
            own_rows=own_rows,
            delimiter=file.delimiter,
            doubts=doubts.sorted_doubts(),
            unused=tuple(dict.fromkeys(unused)),
            headers_read=headers_read(file.sheets, tables),
        )


def _own_rows(
    tables: Sequence[FieldTable],
    rows: Iterable["_ListRow"],
    key_of: Callable[[Exhibitor], Hashable],
    companies: Iterable[Hashable],
) -> tuple[tuple[str, ...], tuple[OwnRow, ...]]:
    """The headers and the rows of a list of the user's own, given its companies' keys.

    The columns of all its tables are there, which may have other ones.
    """
    positions = {key: position for position, key in enumerate(companies)}
    columns_of = [[*_columns_of(table)] for table in tables]
    columns = [*dict.fromkeys(itertools.chain(*columns_of))]
    written_by_line = [{row.line: row for row in table.written} for table in tables]
    own_rows = []
    named = ((row, row.exhibitor) for row in rows if row.exhibitor is not None)
    for row, exhibitor in named:
        number = tables.index(row.table)
        written = written_by_line[number][row.row.line]
        values = dict(zip(columns_of[number], written.values, strict=False))
        cells = tuple(values.get(column, "") for column in columns)
        own_rows.append(OwnRow(positions[key_of(exhibitor)], cells))
    return tuple(header for header, _ in columns), tuple(own_rows)


# The header of a column, and its number among those of this header in one table.
_Column = tuple[str, int]


def _columns_of(table: FieldTable) -> Iterator[_Column]:
    """The columns of a table; behind the last header, there are columns without one."""
    cells = table.written[0].cells
    width = max(len(row.cells) for row in table.written)
    seen: Counter[str] = Counter()
    for header in (*cells, *[""] * (width - len(cells))):
        yield header, seen[header]
        seen[header] += 1


def row_key(name: str) -> str:
    """The words that the names of a company on several rows have in common."""
    folded = fold(name)
    return " ".join(re.findall(r"\w+", folded)) or folded


def _lists_to_read(file: SheetFile, finder: Finder, doubts: Doubts) -> list[FieldTable]:
    """The lists of companies in a file that have the headers of the best list.

    Other tables are reported as doubts. Raises NotRead if no table is a list, or if the
    lists to read have too many rows.
    """
    tables = [table for sheet in file.sheets for table in finder.tables(sheet)]
    if not tables:
        raise finder.no_header_error(file.sheets)
    lists = [table for table in tables if _is_list(table, finder)]
    if not lists:
        raise _perhaps_company_error(tables[0])
    alike = finder.similar_tables(lists)
    report_unread(file.sheets, lists, alike, doubts, has_several_sheets=file.has_several_sheets)
    number = sum(len(table.rows) for table in alike)
    if number > _MOST_ROWS:
        raise NotRead(f"{number:,} rows; at most {_MOST_ROWS:,} are read")
    return alike


def _refuse_names_alone(file: SheetFile, finder: Finder) -> None:
    """Raises NotRead, with the options, for one column of names without a header."""
    rows = [row for sheet in file.sheets for row in sheet.rows]
    if not rows or any(len(row.cells) > 1 for row in rows):
        return
    if not any("company" in finder.fields(row.cells[0]) for row in rows):
        raise NotRead(
            "no header row; for a column of names, add --no-header --columns company=1",
            rows[0].line,
        )


def _perhaps_company_error(table: FieldTable) -> NotRead:
    """The error about a header that may be a company."""
    return NotRead(
        f"{table.name('company')!r} may be a company, not a header; write 'Company'"
        " instead if it is one; companies in several columns are not read: write each"
        " in a row of its own",
        table.header.line,
    )


def _is_list(table: FieldTable, finder: Finder) -> bool:
    """Whether the header for companies is a header: "Bain & Company" is a company.

    A header is so, too, if no other header is known, unless the user set the column.
    """
    is_alone = len(table.columns) == 1 and len(table.header.texts) > 1
    parts = [part.strip() for part in re.split(r"[/|&]", table.name("company"))]
    is_header = all("company" in finder.fields(part) for part in parts)
    return not is_alone or finder.is_set("company") or is_header


class _ListRow(NamedTuple):
    """A row of a list; `exhibitor` is None if it has no company.

    If it `is_alone`, it has only a name, and the user says what that name is.
    """

    exhibitor: Exhibitor | None
    place: Place
    table: FieldTable
    row: SheetRow
    is_alone: bool = False


class _ListReader(NamedTuple):
    """Reads the rows of a table, whose `sheet` is set if the file has several.

    If one column holds halls and stands, `both` is its field, and `hall_first` whether
    its header names halls first. `fields` gives the fields that a header may name.
    """

    table: FieldTable
    sheet: str | None
    doubts: Doubts
    fields: Callable[[str], frozenset[str]]
    both: str | None = None
    hall_first: bool = False

    def rows(self, *, names_alone: bool) -> Iterator[_ListRow]:
        """The rows of the table that have a company, or something about a company.

        A hall or a country in a row of its own, or named once in a column before the
        companies, also holds for the companies below; a country in a row only if there
        is one above the first company. Names alone are no companies unless
        `names_alone` is set.
        """
        rows, sheet_hall = self.body(), hall_in_heading(self.table.sheet or "")
        is_wide = any(len(row.texts) > 1 for row in rows)
        # The headings at the top; in a list of names only, every row looks like one.
        top = itertools.takewhile(_heading_text, rows if is_wide else rows[:1])
        has_countries = any(_country_above(row) for row in top)
        fields_named_once = _fields_named_once(self.table)
        end = self.end_of_list(rows)
        # The hall and the country for the companies below, by field.
        above: Mapping[str, str] = {} if sheet_hall is None else {"hall": sheet_hall}
        for number, row in enumerate(rows):
            is_below = number >= end
            heading = None if is_below else self.heading(row, has_countries=has_countries)
            if heading:
                above = _headings_with(above, *heading)
                continue
            is_alone = is_wide and len(row.texts) == 1 and not names_alone
            read = self.list_row(row, is_below=is_below, is_alone=is_alone)
            if read is None:
                continue
            if read.exhibitor is not None:
                above = self.headings_beside(read.exhibitor, read.place, fields_named_once, above)
                exhibitor = _with_values_above(read.exhibitor, **above)
                read = read._replace(exhibitor=exhibitor)
            yield read

    def list_row(self, row: SheetRow, *, is_below: bool, is_alone: bool) -> _ListRow | None:
        """A row of the list; None if it is no such row, or `is_below` the list.

        A row that is left out, or in which a name `is_alone`, is a doubt.
        """
        place = self.place(row)
        why = _NOTE if is_below else self.why_left_out(row)
        if why:
            self.doubts.add(f"{why}, left out: {_quoted_row(row)}", place)
            return None
        exhibitor = self.exhibitor(row, place)
        if exhibitor is None:
            self.doubts.add(f"no company, left out: {_quoted_row(row)}", place)
            has_more = self.has_more(row)
            return _ListRow(None, place, self.table, row) if has_more else None
        if is_alone:
            self.doubts.add(f"only a name, left out: {_quoted_row(row)}", place)
            return _ListRow(None, place, self.table, row, is_alone=True)
        return _ListRow(exhibitor, place, self.table, row)

    def headings_beside(
        self,
        exhibitor: Exhibitor,
        place: Place,
        fields_named_once: Sequence[str],
        above: Mapping[str, str],
    ) -> Mapping[str, str]:
        """The headings for an exhibitor: the headings above, and what its row names.

        A field that only the first of several rows has is a doubt on the other rows.
        """
        for field in fields_named_once:
            if name := _name_to_inherit(exhibitor, field):
                above = _headings_with(above, field, name)
            else:
                self.doubts.share(f"no {field}: that of the row above", place)
        return above

    def body(self) -> list[SheetRow]:
        """The rows without a second header; rows with too many cells are a doubt."""
        rows = [*self.table.rows]
        for row in self.table.overfull:
            self.doubts.share("more cells than headers", self.place(row))
        if rows and header_key(" ".join(rows[0].texts)) in _WORDS.fields["company"]:
            row = rows.pop(0)
            self.doubts.add(f"a header, left out: {_quoted_row(row)}", self.place(row))
        return rows

    def heading(self, row: SheetRow, *, has_countries: bool) -> tuple[str, str] | None:
        """The hall, or the country, that heads the rows below; None for other rows.

        A country counts only if the list `has_countries`, and is reported as a doubt.
        """
        if hall := hall_in_heading(_heading_text(row)):
            return "hall", hall
        country = _country_above(row) if has_countries else None
        if country is None:
            return None
        why = "a country, taken for the companies below it"
        self.doubts.share(why, self.place(row))
        return "country", country

    def why_left_out(self, row: SheetRow) -> str:
        """Why a row is plainly not an exhibitor; "" if it may be an exhibitor."""
        status = self.table.cell(row, "status")
        if status and fold(status) in _CANCELLED:
            return "cancelled"
        return _NOTE if is_total_or_note(row.texts[0]) else ""

    def end_of_list(self, rows: Sequence[SheetRow]) -> int:
        """How many rows the list has; the rows below are not of it.

        They begin with another header, or else with statistics (numbers by country or
        hall), or else with notes.
        """
        headers = (n for n in range(1, len(rows)) if self.is_header(rows[n]))
        ends = (next(headers, None), _first_statistic(rows), _first_note(rows))
        return next((end for end in ends if end is not None), len(rows))

    def is_header(self, row: SheetRow) -> bool:
        """Whether a row is another header: its cells are headers, or like "Total"."""
        name, *more = row.texts
        if not more or any(map(str.isdigit, "".join(more))) or not self.fields(name):
            return False
        return all(self.fields(cell) or is_total_or_note(cell) for cell in more)

    def place(self, row: SheetRow) -> Place:
        """Where a row is."""
        return Place(sheet=self.sheet, line=row.line)

    def has_more(self, row: SheetRow) -> bool:
        """Whether a row has several cells, or a cell that is about a company."""
        columns = self.table.columns
        others = [field for field in columns if field != "company"]
        has_any = any(self.table.cell(row, field) for field in others)
        return has_any or len(row.texts) > 1

    def exhibitor(self, row: SheetRow, place: Place) -> Exhibitor | None:
        """The company of a row; None if the row names no company."""
        table = self.table
        written = table.cell(row, "company")
        name = line_with_letters(written.lstrip("-\u2013\u2022\u00b7* "))
        if name is None:
            return None
        if "\n" in written:
            self.doubts.share("a name on several lines, taken as one company", place)
        stand, hall = self.places(row, place)
        code, country = self.country(row, place)
        return Exhibitor(
            name=name,
            country_code=code,
            country=country,
            website=self.line(row, "website") or None,
            categories=categories_in(tuple(map(_known_text, table.cells(row, "category")))),
            stand=stand,
            hall=hall,
        )

    def places(self, row: SheetRow, place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The stands and the halls of a row."""
        cells = {
            field: [_known_text(cell) for cell in self.table.cells(row, field)] for field in _PLACES
        }
        if any(map(_DATE.match, cells["stand"])):
            why = "a date, which a spreadsheet may have made of a stand"
            self.doubts.share(why, place)
        if self.both is None:
            return stands_and_halls(cells["stand"], cells["hall"])
        stand, hall = stands_and_halls_apart(cells[self.both], hall_first=self.hall_first)
        if stand and not hall:
            why = f"no hall in {self.table.name(self.both)!r}: taken as a stand"
            self.doubts.share(why, place)
        return stand, hall

    def country(self, row: SheetRow, place: Place) -> tuple[str | None, str | None]:
        """The code of the country of a row, or its name if that has no code.

        Neither for a country that is not known, which is a doubt.
        """
        printed = self.line(row, "country code") or self.line(row, "country")
        code = code_of_printed_country(printed)
        if code in countries():
            return code, None
        if not printed:
            return None, None
        # Kosovo has no code; nor has another country in a file with a column of codes.
        has_codes = "country code" in self.table.columns
        if code is not None or (has_codes and not self.line(row, "country code")):
            return None, printed
        why = f"unknown country {printed!r}: left out"
        self.doubts.share(why, place)
        return None, None

    def line(self, row: SheetRow, field: str) -> str:
        """The text of a field on a line; "" if there is none."""
        text = self.table.cell(row, field)
        return text and _known_text(line_with_letters(text) or "")


def is_total_or_note(text: str) -> bool:
    """Whether a row of a list begins like a total, a legend or a note.

    "Total Energies" does not; "Total exhibitors: 250" and "250 companies" do.
    """
    folded = fold(text)
    begin, colon, _ = folded.partition(":")
    if begin.strip() in WORDS["note"] and (colon or begin == folded):
        return True
    words = set(re.findall(r"[^\W\d_]+", folded))
    if not words <= _IN_TOTALS:
        return False
    has_digit = any(map(str.isdigit, folded))
    return not words.isdisjoint(WORDS["total"]) or (
        has_digit and not words.isdisjoint(WORDS["counted"])
    )


def _first_statistic(rows: Sequence[SheetRow]) -> int | None:
    """The index of the first of the statistics at the end of rows; None if none is.

    Rows of one cell may be between the statistics.
    """
    from_end = itertools.takewhile(
        lambda n: len(rows[n].texts) == 1 or _is_statistic(rows[n]), reversed(range(len(rows)))
    )
    return min((n for n in from_end if _is_statistic(rows[n])), default=None)


def _first_note(rows: Sequence[SheetRow]) -> int | None:
    """The index of the first row below an empty row, after all rows of several cells.

    None if there is no such row, or if all rows have one cell.
    """
    wide = [number for number, row in enumerate(rows) if len(row.texts) > 1]
    below = range(wide[-1] + 1, len(rows)) if wide else ()
    return next((n for n in below if rows[n].line > rows[n - 1].line + 1), None)


def _heading_text(row: SheetRow) -> str:
    """The text of a row that may head rows: alone or beside their number; else ""."""
    name, *more = row.texts
    is_one = not more or (len(more) == 1 and _COUNTED.fullmatch(more[0]))
    return name if is_one else ""


def _country_above(row: SheetRow) -> str | None:
    """The code of the country that heads rows: "France (12)"; None for other rows."""
    text = re.sub(r"[\s:(]*\d*[\s)]*$", "", _heading_text(row))
    code = None if "," in text else code_of_printed_country(text)
    return code if code in countries() else None


def _quoted_row(row: SheetRow) -> str:
    """A row as messages show it."""
    text = " | ".join(" ".join(cell.split()) for cell in row.texts)
    return repr(text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…")


def _is_statistic(row: SheetRow) -> bool:
    """Whether a row says how many there are of something, such as a country."""
    name, *more = row.texts
    is_counted = len(more) in (1, 2) and all(map(_COUNTED.fullmatch, more))
    is_of = code_of_printed_country(name) in countries() or bool(hall_in_heading(name))
    return is_counted and (is_of or is_total_or_note(name))


def _fields_named_once(table: FieldTable) -> list[str]:
    """The fields that only the first of several rows have, left of the companies."""
    company = table.columns["company"][0]
    once = []
    for field in ("hall", "country"):
        cells = [cell for row in table.rows if (cell := table.cell(row, field))]
        is_before = bool(cells) and table.columns[field][0] < company
        is_once = len(cells) == len({*cells}) < len(table.rows)
        if is_before and is_once and table.cell(table.rows[0], field):
            once.append(field)
    return once


def _name_to_inherit(exhibitor: Exhibitor, field: str) -> str:
    """The country or the hall that exhibitors below may have, too; "" for none."""
    if field == "country":
        return exhibitor.country_code or ""
    return exhibitor.hall[0] if exhibitor.hall else ""


def _headings_with(above: Mapping[str, str], kind: str, name: str) -> Mapping[str, str]:
    """The headings above a row after a further heading, which ends headings inside it.

    A country below a hall is inside the hall, so that another hall ends the country.
    """
    outer = itertools.takewhile(lambda other: other != kind, above)
    return {other: above[other] for other in outer} | {kind: name}


def _with_values_above(exhibitor: Exhibitor, hall: str = "", country: str = "") -> Exhibitor:
    """An exhibitor with the hall and the country above it, if it names none itself."""
    if hall and not exhibitor.hall:
        exhibitor = msgspec.structs.replace(exhibitor, hall=(hall,))
    if country and exhibitor.country_name is None:
        exhibitor = msgspec.structs.replace(exhibitor, country_code=country)
    return exhibitor


def _reader_of_table(
    table: FieldTable, file: SheetFile, finder: Finder, doubts: Doubts
) -> _ListReader:
    """The reader of a table: with the order of a header like "Hall / Booth"."""
    sheet = table.sheet if file.has_several_sheets else None
    plain = _ListReader(table, sheet, doubts, finder.fields)
    for field in filter(table.columns.__contains__, _PLACES):
        parts = re.split(r"[/|&\n,]|\s(?:and|et|und|y|e|i)\s", table.name(field))
        fields = [finder.fields(part.strip()) for part in parts]
        order = [name for names in fields for name in _PLACES if name in names]
        if len(parts) > 1 and sorted(order) == sorted(_PLACES):
            return plain._replace(both=field, hall_first=order[0] == "hall")
    return plain


def _known_text(text: str) -> str:
    """A text; "" if it stands for nothing, like "N/A" and "-". "NN" may be a hall."""
    return "" if is_unknown(text) and fold(text) != "nn" else text


def _ask_rest(
    tables: Iterable[FieldTable],
    rows: Iterable[_ListRow],
    reading: TableRequest,
    questions: Questions,
) -> None:
    """Asks about rows with only a name, or if more than one in ten has no company.

    Nothing is asked if the user said what to do with such rows.
    """
    number = sum(len(table.rows) for table in tables)
    left_out = [row for row in rows if row.exhibitor is None]
    names_alone = [row for row in left_out if row.is_alone]
    if reading.rest is not None:
        return
    if names_alone:
        what, asked = "only a name", names_alone
        answer = "--rest keep if it is a company, or --rest leave-out"
    elif len(left_out) * _ONE_IN > number:
        what, asked = "no company", left_out
        answer = "--rest leave-out, or set another column with --columns company=COLUMN"
    else:
        return
    questions.ask(
        f"{what}: {_quoted_row(asked[0].row)} (in {len(asked)} of {number} rows): add {answer}",
        asked[0].place,
    )


def _companies_of_rows(
    rows: Iterable[_ListRow], key_of: Callable[[Exhibitor], Hashable], doubts: Doubts
) -> dict[Hashable, Exhibitor]:
    """The companies by their keys, each of all its rows, in the order of the list.

    Contradictions are doubts. Raises NotRead for a company with too many stands.
    """
    companies: dict[Hashable, Exhibitor] = {}
    for row in rows:
        if (exhibitor := row.exhibitor) is None:
            continue
        key = key_of(exhibitor)
        if key in companies:
            exhibitor = _unite(companies[key], exhibitor, row.place, doubts)
        for field, plural in _LISTS.items():
            if len(getattr(exhibitor, field)) > MOST_LISTED:
                why = f"{exhibitor.name!r} has more than {MOST_LISTED} {plural}"
                raise not_read(why, row.place)
        companies[key] = exhibitor
    return companies


def _unite(first: Exhibitor, other: Exhibitor, place: Place, doubts: Doubts) -> Exhibitor:
    """One exhibitor of two rows with the same name; contradictions are doubts."""
    for field in ("country_code", "country", "website"):
        kept, dropped = getattr(first, field), getattr(other, field)
        if None not in (kept, dropped) and kept != dropped:
            label = field.partition("_")[0]  # "country" for its code, too
            name = first.name
            why = f"{label} {dropped!r} of {name!r} is not {kept!r}, which is kept"
            doubts.add(why, place)
    # A code and a name of a country stay together.
    with_country = first if first.country_code or first.country else other
    return msgspec.structs.replace(
        first,
        country_code=with_country.country_code,
        country=with_country.country,
        website=first.website or other.website,
        **{
            field: distinct_lines((*getattr(first, field), *getattr(other, field)))
            for field in _LISTS
        },
    )
