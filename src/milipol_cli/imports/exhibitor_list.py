"""Reads a list of exhibitors; runs in a process of its own (`bounded.py`)."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
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
from milipol_cli.imports.tables import Row, TableRequest
from milipol_cli.imports.tables.finder import (
    Finder,
    Table,
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
_IN_TOTALS = WORDS["total"] | WORDS["counted"] | WORDS["small"]
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# A number of companies, beside a heading or in a statistic: "12", "2.4 %".
_COUNTED = re.compile(r"\(?[\d.,]+\s*%?(?:\s[^\W\d]+)?\)?")


class ImportedList(ImportedFile, frozen=True, kw_only=True):
    """The exhibitors of a file, each company once; `rows` is how many rows have one.

    Of a list of the user's own, `headers` are those of all columns of the file, and
    `cells` the rows of each company as they are in the file, a cell for each header.
    """

    exhibitors: tuple[Exhibitor, ...]
    rows: int
    headers: tuple[str, ...] = ()
    cells: tuple[tuple[tuple[str, ...], ...], ...] = ()


def read_bounded(raw: bytes, request: Any) -> ImportedList:
    """The exhibitors of a CSV, TSV, XLSX or ODS file, rows of one name as one."""
    return exhibitors(raw, request, lambda exhibitor: row_key(exhibitor.name))


def exhibitors(
    raw: bytes,
    request: Any,
    key_of: Callable[[Exhibitor], Hashable],
    *,
    is_own: bool = False,
) -> ImportedList:
    """The exhibitors of a file; rows with the same key are one company.

    A row with only a name, where others have more, may be the heading of a pavilion: it
    is a company if the user says so, or if the list `is_own`, one of the user's own
    companies, of which the cells are kept, too.
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
        tables = _tables(file, finder, doubts)
        readers = [_reader_of_table(table, file, finder, doubts) for table in tables]
        rows = [
            row for reader in readers for row in reader.rows(names_alone=names_alone)
        ]
        _ask_rest(tables, rows, reading, questions)
        named = [row for row in rows if row.exhibitor is not None]
        if not named:
            line = tables[0].header.line
            raise NotRead("no row with a company below the header", line)
        companies: dict[Hashable, Exhibitor] = {}
        cells: dict[Hashable, list[tuple[str, ...]]] = {}
        columns_of = [[*_columns_of(table)] for table in tables]
        columns = [*dict.fromkeys(itertools.chain(*columns_of))] * is_own
        for row in named:
            key = _add_row(companies, row, key_of, doubts)
            if is_own:
                names = columns_of[tables.index(row.table)]
                own = dict(zip(names, row.row.cells, strict=False))
                cells.setdefault(key, []).append(
                    tuple(own.get(column, "") for column in columns)
                )
        unused = (name for table in tables for name in table.unused.values())
        return ImportedList(
            format=file.format,
            layout=layout(tables),
            exhibitors=tuple(companies.values()),
            rows=len(named),
            headers=tuple(header for header, _ in columns),
            cells=tuple(map(tuple, cells.values())),
            doubts=doubts.sorted_doubts(),
            unused=tuple(dict.fromkeys(unused)),
            headers_read=headers_read(file.sheets, tables),
        )


# The header of a column, and its number among those of this header in one table.
_Column = tuple[str, int]


def _columns_of(table: Table) -> Iterator[_Column]:
    cells = table.header.cells
    width = max([len(cells), *(len(row.cells) for row in table.rows)])
    seen: Counter[str] = Counter()
    for header in (*cells, *[""] * (width - len(cells))):
        yield header, seen[header]
        seen[header] += 1


def row_key(name: str) -> str:
    """The words that the names of a company on several rows have in common."""
    folded = fold(name)
    return " ".join(re.findall(r"\w+", folded)) or folded


def _tables(file: SheetFile, finder: Finder, doubts: Doubts) -> list[Table]:
    """The tables of a file with the headers of the best one; raises NotRead."""
    tables = [table for sheet in file.sheets for table in finder.tables(sheet)]
    found = [table for table in tables if _is_list(table, finder)]
    if tables and not found:
        header, line = tables[0].name("company"), tables[0].header.line
        raise NotRead(
            f"{header!r} may be a company, not a header; write 'Company' instead if"
            " it is one; companies in several columns are not read:"
            " write each in a row of its own",
            line,
        )
    if not found:
        raise finder.no_header_error(file.sheets)
    alike = finder.similar_tables(found)
    report_unread(file.sheets, found, alike, doubts, has_sheets=file.has_sheets)
    number = sum(len(table.rows) for table in alike)
    if number > _MOST_ROWS:
        raise NotRead(f"{number:,} rows; at most {_MOST_ROWS:,} are read")
    return alike


def _is_list(table: Table, finder: Finder) -> bool:
    """Whether its header is one: "Bain & Company" is not, unless the user set it."""
    is_alone = len(table.columns) == 1 and len(table.header.texts) > 1
    parts = [part.strip() for part in re.split(r"[/|&]", table.name("company"))]
    return (
        not is_alone
        or finder.is_set("company")
        or all("company" in finder.fields(part) for part in parts)
    )


class _ListRow(NamedTuple):
    """A row of a list; `exhibitor` is None if it has no company.

    If it `is_alone`, a name is all that it has, and the user says what that is.
    """

    exhibitor: Exhibitor | None
    place: Place
    table: Table
    row: Row
    is_alone: bool = False


class _Reader(NamedTuple):
    """Reads the rows of a table; `sheet` is that of the table if there are several.

    If one column holds halls and stands, that is the column of `both`, and `hall_first`
    is the order of its header. `fields` are those that a header may name.
    """

    table: Table
    sheet: str | None
    doubts: Doubts
    fields: Callable[[str], frozenset[str]]
    both: str | None = None
    hall_first: bool = False

    def rows(self, *, names_alone: bool) -> Iterator[_ListRow]:
        """The rows of the table that have a company, or something about one.

        A hall or a country in a row of its own, or named once in a column before those
        of companies, is that of the companies below it; a country in a row only if one
        is above the first company. Names alone are left out unless they are companies.
        """
        table, doubts, rows = self.table, self.doubts, self.body()
        is_wide = any(len(row.texts) > 1 for row in rows)
        above = {"hall": hall} if (hall := hall_in_heading(table.sheet or "")) else {}
        first = itertools.takewhile(_heading, rows if is_wide else rows[:1])
        has_countries = any(_country_above(row) for row in first)
        once, end = _named_once(table), self.end_of_list(rows)
        for number, row in enumerate(rows):
            place = self.place(row)
            heading = self.heading(row, has_countries=has_countries)
            if heading and number < end:
                above = _headings_with(above, *heading)
            elif why := _NOTE if number >= end else self.why_left_out(row):
                doubts.add(f"{why}, left out: {_shown(row)}", place)
            elif (exhibitor := self.exhibitor(row, place)) is None:
                doubts.add(f"no company, left out: {_shown(row)}", place)
                if self.has_more(row):
                    yield _ListRow(None, place, table, row)
            elif is_wide and len(row.texts) == 1 and not names_alone:
                doubts.add(f"only a name, left out: {_shown(row)}", place)
                yield _ListRow(None, place, table, row, is_alone=True)
            else:
                for field in once:
                    if name := _name_of(exhibitor, field):
                        above = _headings_with(above, field, name)
                    else:
                        doubts.share(f"no {field}: that of the row above", place)
                yield _ListRow(
                    _with_values_above(exhibitor, **above), place, table, row
                )

    def body(self) -> list[Row]:
        """The rows without a second header; those with more cells are reported."""
        rows = [*self.table.rows]
        for row in self.table.overfull:
            self.doubts.share("more cells than headers", self.place(row))
        if rows and header_key(" ".join(rows[0].texts)) in _WORDS.fields["company"]:
            row = rows.pop(0)
            self.doubts.add(f"a header, left out: {_shown(row)}", self.place(row))
        return rows

    def heading(self, row: Row, *, has_countries: bool) -> tuple[str, str] | None:
        """The hall, or the country, that heads the rows below; None for other rows."""
        if hall := hall_in_heading(_heading(row)):
            return "hall", hall
        country = _country_above(row) if has_countries else None
        if country is None:
            return None
        why = "a country, taken for the companies below it"
        self.doubts.share(why, self.place(row))
        return "country", country

    def why_left_out(self, row: Row) -> str:
        """Why a row is plainly not an exhibitor; "" if it may be one."""
        status = self.table.cell(row, "status")
        if status and fold(status) in _CANCELLED:
            return "cancelled"
        return _NOTE if is_total_or_note(row.texts[0]) else ""

    def end_of_list(self, rows: Sequence[Row]) -> int:
        """How many rows there are above those that are not of the list.

        These are notes below an empty row, statistics (numbers by country or hall), and
        all below other headers.
        """
        end = max((n for n, row in enumerate(rows, 1) if len(row.texts) > 1), default=0)
        notes = (n for n in range(end or len(rows), len(rows)) if _is_apart(rows, n))
        first = next(notes, len(rows))
        end = len(rows)
        while end and (len(rows[end - 1].texts) == 1 or _is_statistic(rows[end - 1])):
            end -= 1
            if _is_statistic(rows[end]):
                first = end
        below = itertools.islice(enumerate(rows), 1, None)
        return next((n for n, row in below if self.is_header(row)), first)

    def is_header(self, row: Row) -> bool:
        """Whether a row below the header is one: of headers, and words of totals."""
        name, *more = row.texts
        if not more or any(map(str.isdigit, "".join(more))) or not self.fields(name):
            return False
        return all(self.fields(cell) or is_total_or_note(cell) for cell in more)

    def place(self, row: Row) -> Place:
        """Where a row is."""
        return Place(sheet=self.sheet, line=row.line)

    def has_more(self, row: Row) -> bool:
        """Whether a row has several cells, or one that is about a company."""
        columns = self.table.columns
        others = [field for field in columns if field != "company"]
        has_any = any(self.table.cell(row, field) for field in others)
        return has_any or len(row.texts) > 1

    def exhibitor(self, row: Row, place: Place) -> Exhibitor | None:
        """The company of a row; None if it names none."""
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
            categories=categories_in(tuple(map(_known, table.cells(row, "category")))),
            stand=stand,
            hall=hall,
        )

    def places(self, row: Row, place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The stands and the halls of a row."""
        cells = {
            field: [_known(cell) for cell in self.table.cells(row, field)]
            for field in _PLACES
        }
        if any(map(_DATE.match, cells["stand"])):
            why = "a date, which a spreadsheet may have made of a stand"
            self.doubts.share(why, place)
        if self.both is None:
            return stands_and_halls(cells["stand"], cells["hall"])
        stand, hall = stands_and_halls_apart(
            cells[self.both], hall_first=self.hall_first
        )
        if stand and not hall:
            why = f"no hall in {self.table.name(self.both)!r}: taken as a stand"
            self.doubts.share(why, place)
        return stand, hall

    def country(self, row: Row, place: Place) -> tuple[str | None, str | None]:
        """The code of the country of a row, or its name if that has no code."""
        printed = self.line(row, "country code") or self.line(row, "country")
        code = code_of_printed_country(printed)
        if code in countries():
            return code, None
        # Kosovo has no code; nor has another country in a file with a column of codes.
        has_codes = "country code" in self.table.columns
        if printed and (
            code is not None or (has_codes and not self.line(row, "country code"))
        ):
            return None, printed
        if printed:
            why = f"unknown country {printed!r}: left out"
            self.doubts.share(why, place)
        return None, None

    def line(self, row: Row, field: str) -> str:
        """The text of a field on a line; "" if there is none."""
        text = self.table.cell(row, field)
        return text and _known(line_with_letters(text) or "")


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


def _is_apart(rows: Sequence[Row], number: int) -> bool:
    """Whether an empty row is above a row."""
    return rows[number].line > rows[number - 1].line + 1


def _heading(row: Row) -> str:
    """The text of a row that may head those below it: alone, or beside their number."""
    name, *more = row.texts
    is_one = not more or (len(more) == 1 and _COUNTED.fullmatch(more[0]))
    return name if is_one else ""


def _country_above(row: Row) -> str | None:
    """The code of the country that heads the rows below it, perhaps with a number."""
    text = re.sub(r"[\s:(]*\d*[\s)]*$", "", _heading(row))
    code = None if "," in text else code_of_printed_country(text)
    return code if code in countries() else None


def _shown(row: Row) -> str:
    """A row as messages show it."""
    text = " | ".join(" ".join(cell.split()) for cell in row.texts)
    return repr(text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…")


def _is_statistic(row: Row) -> bool:
    """Whether a row says how many there are of something, such as a country."""
    name, *more = row.texts
    is_counted = len(more) in (1, 2) and all(map(_COUNTED.fullmatch, more))
    is_of = code_of_printed_country(name) in countries() or bool(hall_in_heading(name))
    return is_counted and (is_of or is_total_or_note(name))


def _named_once(table: Table) -> list[str]:
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


def _name_of(exhibitor: Exhibitor, field: str) -> str:
    """The country or the hall of an exhibitor, as those below may have it, too."""
    if field == "country":
        return exhibitor.country_code or ""
    return exhibitor.hall[0] if exhibitor.hall else ""


def _headings_with(above: dict[str, str], kind: str, name: str) -> dict[str, str]:
    """The headings above a row after a further one, which ends those inside of it."""
    outer = itertools.takewhile(lambda other: other != kind, above)
    return {other: above[other] for other in outer} | {kind: name}


def _with_values_above(
    exhibitor: Exhibitor, hall: str = "", country: str = ""
) -> Exhibitor:
    """An exhibitor with the hall and the country above it, if it names none itself."""
    if hall and not exhibitor.hall:
        exhibitor = msgspec.structs.replace(exhibitor, hall=(hall,))
    if country and exhibitor.country_name is None:
        exhibitor = msgspec.structs.replace(exhibitor, country_code=country)
    return exhibitor


def _reader_of_table(
    table: Table, file: SheetFile, finder: Finder, doubts: Doubts
) -> _Reader:
    """The reader of a table: with the order of a header like "Hall / Booth"."""
    sheet = table.sheet if file.has_sheets else None
    plain = _Reader(table, sheet, doubts, finder.fields)
    for field in filter(table.columns.__contains__, _PLACES):
        parts = re.split(r"[/|&\n,]|\s(?:and|et|und|y|e|i)\s", table.name(field))
        fields = [finder.fields(part.strip()) for part in parts]
        order = [name for names in fields for name in _PLACES if name in names]
        if len(parts) > 1 and sorted(order) == sorted(_PLACES):
            return plain._replace(both=field, hall_first=order[0] == "hall")
    return plain


def _known(text: str) -> str:
    """A text; "" if it stands for nothing, like "N/A" and "-". "NN" may be a hall."""
    return "" if is_unknown(text) and fold(text) != "nn" else text


def _ask_rest(
    tables: Iterable[Table],
    rows: Iterable[_ListRow],
    reading: TableRequest,
    questions: Questions,
) -> None:
    """Asks about names alone, and rows without a company if more than one in ten."""
    number = sum(len(table.rows) for table in tables)
    lost = [row for row in rows if row.exhibitor is None]
    alone = [row for row in lost if row.is_alone]
    if reading.rest is not None or not (alone or len(lost) * _ONE_IN > number):
        return
    if alone:
        what, found = "only a name", alone
        answer = "--rest keep if it is a company, or --rest leave-out"
    else:
        what, found = "no company", lost
        answer = "--rest leave-out, or set another column with --columns company=COLUMN"
    questions.ask(
        f"{what}: {_shown(found[0].row)} (in {len(found)} of {number} rows): add"
        f" {answer}",
        found[0].place,
    )


def _add_row(
    companies: dict[Hashable, Exhibitor],
    row: _ListRow,
    key_of: Callable[[Exhibitor], Hashable],
    doubts: Doubts,
) -> Hashable:
    """Adds the company of a row, or what the row says about it; returns its key."""
    exhibitor, place = row.exhibitor, row.place
    assert exhibitor is not None  # of rows that name a company
    key = key_of(exhibitor)
    if key in companies:
        exhibitor = _unite(companies[key], exhibitor, place, doubts)
    for field, plural in _LISTS.items():
        if len(getattr(exhibitor, field)) > MOST_LISTED:
            why = f"{exhibitor.name!r} has more than {MOST_LISTED} {plural}"
            raise not_read(why, place)
    companies[key] = exhibitor
    return key


def _unite(
    first: Exhibitor, other: Exhibitor, place: Place, doubts: Doubts
) -> Exhibitor:
    """One exhibitor of two rows with the same name; contradictions are doubts."""
    for field in ("country_code", "country", "website"):
        old, new = getattr(first, field), getattr(other, field)
        if None not in (old, new) and old != new:
            label = field.partition("_")[0]
            why = f"{label} {new!r} of {first.name!r} is not {old!r}, which is kept"
            doubts.add(why, place)
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
