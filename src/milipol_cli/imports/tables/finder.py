"""Which rows of a sheet are its headers, and which column holds what."""

import itertools
import operator
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from milipol_cli.base.errors import BadInput, MilipolError, NotRead, did_you_mean, one_of
from milipol_cli.imports.doubts import Doubts, Place
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables import RowSheet, SheetRow, TableRequest
from milipol_cli.imports.tables.headers import Words, header_key, recognised_headers

# A header stands in one of the first rows.
_WITHIN = 30
# What stands below headers: a date, a time, a span of times.
_DATA = re.compile(r"(?=\D*\d+\D+\d)[\d\s:./h\u2013T-]+(?:[ap]\.?m\.?)?", re.IGNORECASE)
# A header with its words joined, such as "starttime", is the second choice, and one
# with an optional word, such as "session title", the third.
_JOINED = 500
_SHORTENED = 1000
_MOST_WORDS = 8
# With so many headers a further row is one, too.
_SURE = 3
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HAS_DIGIT = re.compile(r"\d").search
# Two columns with the parts of a name.
_FIRST_NAME = re.compile(r"\b(?:first name|given name|forename|prenom|vorname)\b")
_LAST_NAME = re.compile(r"\b(?:last name|surname|family name|nom de famille|nachname|nom|name)\b")


class FieldTable(NamedTuple):
    """Rows with the positions of the columns that hold each field.

    `above` are the rows above the header. In the file, the header and the rows are as
    `written`: there the parts of names are in columns of their own.
    """

    sheet: str | None
    above: tuple[SheetRow, ...]
    header: SheetRow
    columns: Mapping[str, tuple[int, ...]]
    rows: tuple[SheetRow, ...]
    written: tuple[SheetRow, ...]

    def cells(self, row: SheetRow, field: str) -> list[str]:
        """The cells of a field in a row; "" where the row is too short."""
        return [row.cell(column) for column in self.columns.get(field, ())]

    def cell(self, row: SheetRow, field: str) -> str:
        """The first of these cells; "" if there is no such column."""
        columns = self.columns.get(field)
        return row.cell(columns[0]) if columns else ""

    def name(self, field: str) -> str:
        """The header of a field; "" if there is no such column."""
        column = next(iter(self.columns.get(field, ())), None)
        return "" if column is None else " ".join(self.header.cell(column).split())

    @property
    def unused(self) -> dict[int, str]:
        """The headers of the columns that hold no field, by their positions."""
        used = {column for columns in self.columns.values() for column in columns}
        cells = enumerate(" ".join(cell.split()) for cell in self.header.cells)
        return {column: cell for column, cell in cells if cell and column not in used}

    @property
    def overfull(self) -> list[SheetRow]:
        """The rows that have text after the last header."""
        cells = self.header.cells
        width = max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
        return [row for row in self.rows if any(row.cells[width:])]


class _Candidate(NamedTuple):
    """A column that may hold a field; the most likely ones come first."""

    is_optional: bool
    rank: int
    column: int
    position: int
    field: str


class Finder:
    """Finds tables by the words of their headers, and by what the user named."""

    def __init__(self, words: Words, request: TableRequest, questions: Questions) -> None:
        fields, named = [*words.fields], request.columns
        wrong = [field for field in named if field not in fields]
        if wrong:
            advice = did_you_mean(wrong[0], fields) or f"choose {one_of(fields)}"
            raise BadInput(f"--columns: no field {wrong[0]!r}; {advice}")
        self._words, self._request, self._questions = words, request, questions
        self._named = {_plain(header): field for field, header in named.items()}
        # The fields of each header with ranks: the lower, the closer.
        self._ranks: dict[str, list[tuple[int, str]]] = {}
        for field, headers in words.fields.items():
            if field not in named:
                for rank, header in enumerate(headers):
                    self._ranks.setdefault(header, []).append((rank, field))
        # "starttime": "start time".
        self._joined = {key.replace(" ", ""): key for key in reversed(self._ranks)}

    def tables(self, sheet: RowSheet) -> list[FieldTable]:
        """The tables of a sheet: also those side by side, or one below another.

        Parts of the sheet that look like tables side by side are only read so if two or
        more of them are tables with rows.
        """
        sheet = self._with_numbers(sheet)
        index, header = self._best_header(sheet.rows)
        parts = _side_by_side(sheet, index, header) if header else []
        if len(parts) > 1:
            # In each part, the tables that are one below another.
            stacks = [self._stacked_tables(part) for part in parts]
            with_rows = [stack for stack in stacks if stack and stack[0].rows]
            if len(with_rows) > 1:
                return [table for stack in with_rows for table in stack]
        return self._stacked_tables(sheet)

    def table_of(self, header: SheetRow, rows: Sequence[SheetRow]) -> FieldTable | None:
        """A table whose header is known; None if what is needed is not there."""
        written = (header, *rows)
        full, *full_rows = self._with_full_names([*written])
        columns = self._columns_of_fields(full)
        if not columns.keys() >= {*self._words.needed, *self._named.values()}:
            return None
        return FieldTable(None, (), full, columns, tuple(full_rows), written)

    def similar_tables(self, tables: Sequence[FieldTable]) -> list[FieldTable]:
        """The tables with most of the fields of the best one, which will be read.

        The user is asked which of their columns hold what, where two may.
        """

        def size(table: FieldTable) -> tuple[bool, int, int]:
            return self.is_usual(table), len(table.columns), len(table.rows)

        best = max(tables, key=size)
        alike = [
            table
            for table in tables
            if 2 * len(table.columns.keys() & best.columns) > len(best.columns)
            and self.is_usual(table) == self.is_usual(best)
        ]
        for table in alike:
            self._ask_rivals(table)
        return alike

    def is_usual(self, table: FieldTable) -> bool:
        """Whether a table has a usual field."""
        return not self._words.usual.isdisjoint(table.columns)

    def is_set(self, field: str) -> bool:
        """Whether the user said which column holds a field."""
        return field in self._named.values()

    def fields(self, header: str) -> frozenset[str]:
        """The fields that a header may name."""
        return frozenset(field for _, field in self._choices(header))

    def no_header_error(self, sheets: Sequence[RowSheet]) -> MilipolError:
        """The error about sheets without a header row, for the row most like a header.

        BadInput if it lacks a column that the user named, but has others.
        """
        filled = [sheet for sheet in sheets if sheet.rows]
        if not filled:
            return NotRead("an empty table")
        rows = [row for sheet in filled for row in sheet.rows[:_WITHIN]]
        best = max(rows, key=lambda row: len(self._columns_of_fields(row)))
        (row,) = self._with_full_names([best])
        columns = self._columns_of_fields(row)
        not_there = [f for f in self._named.values() if f not in columns]
        # It has other fields than those that the user named.
        has_others = len(columns) > len(self._named) - len(not_there)
        if not_there and has_others:
            header = self._request.columns[not_there[0]]
            text = f"no column {header!r}; {recognised_headers(row, columns)}"
            return BadInput(str(NotRead(text, row.line)))
        missing = next((f for f in (*not_there, *self._words.needed) if f not in columns), "")
        why = self._why_no_header(row, columns, missing, has_empty="" in best.cells)
        return NotRead(why, row.line)

    def _why_no_header(
        self, row: SheetRow, columns: Mapping[str, Sequence[int]], missing: str, *, has_empty: bool
    ) -> str:
        """Why a row is not taken for the header, and what to do.

        It has no column for the field `missing`; "" if all are there.
        """
        # A field beside the needed one, for examples: the start of a session.
        other = next(f for f in self._words.fields if f in self._words.usual)
        if not missing:
            return (
                f"looks like the header row; use --header-row {row.line}, or, for a"
                " table without one, --header-row 0 and the numbers of columns, as in"
                f" --columns {min(self._words.needed)}=1,{other}=2"
            )
        if self._request.header_row == 0:
            return (
                "without a header row, columns have numbers from 1 on; set them as in"
                f" --columns {missing}=1"
            )
        if not columns or any(map(_DATA.fullmatch, row.cells)):
            return (
                "no header row; set its line with --header-row N (0 for none), and"
                f" the columns with --columns {missing}=COLUMN,{other}=COLUMN"
            )
        answer = f"--columns {missing}=COLUMN"
        if has_empty:
            number = row.cells.index("") + 1
            answer += f", or {missing}={number} for the column without a header"
        return (
            f"no column for the {missing}; {recognised_headers(row, columns)}; set it with {answer}"
        )

    def _with_numbers(self, sheet: RowSheet) -> RowSheet:
        """The sheet; with `--header-row 0`, under a header of column numbers."""
        if self._request.header_row != 0 or not sheet.rows:
            return sheet
        width = max(len(row.cells) for row in sheet.rows)
        numbers = tuple(str(column) for column in range(1, width + 1))
        first = sheet.rows[0].line
        return sheet._replace(rows=[SheetRow(first, numbers), *sheet.rows])

    def _stacked_tables(self, sheet: RowSheet) -> list[FieldTable]:
        """The tables one below another, each with the best header; none without one.

        There are none at all if one of them lacks a needed column. `above` are the rows
        above the first header and, for a further table, the row right above its header.
        """
        index, header = self._best_header(sheet.rows)
        if header is None:
            return []
        above, written = sheet.rows[:index], sheet.rows[index].cells
        # The header may be on each page.
        below = [row for row in sheet.rows[index + 1 :] if row.cells != written]
        ends = [n for n, row in enumerate(below) if self._is_another(row, header)]
        tables = []
        for begin, end in itertools.pairwise([0, *ends, len(below)]):
            rows = below[begin:end]
            if begin:  # a further table, whose title may stand right above its header
                above, header = above + below[begin - 1 : begin], rows.pop(0)
            table = self.table_of(header, rows)
            if table is None:
                return []
            tables.append(table._replace(sheet=sheet.name, above=tuple(above)))
        return tables

    def _is_another(self, row: SheetRow, header: SheetRow) -> bool:
        """Whether a row below a header is one, too: each of its cells is a header.

        It has all needed fields, and three columns or as many as the header above. A
        row with a digit is none: most rows have one, in a day or a time.
        """
        if any(map(_HAS_DIGIT, row.cells)):
            return False
        columns = self._columns_of_fields(row)
        used = {column for places in columns.values() for column in places}
        return (
            len(columns) >= min(_SURE, len(self._columns_of_fields(header)))
            and len(columns) > 1
            and self._words.needed <= columns.keys()
            and all(column in used for column, cell in enumerate(row.cells) if cell)
        )

    def _best_header(self, rows: Sequence[SheetRow]) -> tuple[int, SheetRow | None]:
        """The header with the most columns, and its index; None if no row is one.

        Each row is tried alone, and as a pair with the row above it. The index of a
        pair is that of its lower row. Of equals the first counts, but a pair counts
        before its upper row alone if the lower row has two headers of its own. A row
        with dates or times is no header, unless the user named its line.
        """
        best: tuple[int, SheetRow | None] = 0, None
        most = 0
        is_asked = self._request.header_row is not None
        for index, row in self._rows_to_try(rows):
            tried = [row]
            if index:
                tried.append(self._header_of_rows(rows[index - 1], row))
            for header in tried:
                number = len(self._columns_of_fields(header))
                is_data = any(map(_DATA.fullmatch, header.cells))
                is_pair = header is not row
                is_longer = is_pair and number == most and index == best[0] + 1
                is_longer &= len(self._columns_of_fields(row)) > 1
                if (number > most or is_longer) and (is_asked or not is_data):
                    best, most = (index, header), number
        return best

    def _rows_to_try(self, rows: Sequence[SheetRow]) -> list[tuple[int, SheetRow]]:
        """The rows that may be the header, with their indexes.

        The row that the user named; the first one for 0, which has the numbers of the
        columns; or else the first thirty.
        """
        asked, numbered = self._request.header_row, [*enumerate(rows)]
        if asked is None:
            return numbered[:_WITHIN]
        if asked == 0:
            return numbered[:1]
        return [(index, row) for index, row in numbered if row.line == asked]

    def _header_of_rows(self, upper: SheetRow, lower: SheetRow) -> SheetRow:
        """A header of two rows: the upper one goes before the cells that need it.

        "Session" above "Title" and "Start" makes "Session Start" only if that is a
        header. An upper cell goes on to the right, unless it is the only one: a title.
        """
        is_title = len(upper.texts) == 1
        group, cells = "", []
        for column in range(max(len(upper.cells), len(lower.cells))):
            group = upper.cell(column) or group
            cell = lower.cell(column) or upper.cell(column)
            longer = f"{group} {cell}" if group and group != cell else cell
            is_named = cell and not is_title and self._choices(longer)
            is_better = cell.isdecimal() or is_named
            cells.append(longer if is_better else cell)
        return SheetRow(lower.line, tuple(cells))

    def _with_full_names(self, rows: list[SheetRow]) -> list[SheetRow]:
        """A header and the rows below it, with the two parts of names in one column.

        "First name" and "Last name" become "Full name", also for each of several
        persons: "Speaker first name" and "Speaker last name".
        """
        # The columns of the parts by their person: "speaker", or "" for none.
        firsts: dict[str, int] = {}
        lasts: dict[str, int] = {}
        for column, cell in enumerate(rows[0].cells):
            name = header_key(cell)
            is_first = _FIRST_NAME.search(name)
            part, columns = (_FIRST_NAME, firsts) if is_first else (_LAST_NAME, lasts)
            # A column that the user named stays.
            if part.search(name) and _plain(cell) not in self._named:
                columns.setdefault(" ".join(part.sub("", name).split()), column)
        for person in filter(lasts.__contains__, firsts):
            first, last = firsts[person], lasts[person]
            header = f"{person} name" if person else "Full name"
            names = [f"{row.cell(first)} {row.cell(last)}".strip() for row in rows[1:]]
            rows = [
                row.with_cells({first: text, last: ""})
                for row, text in zip(rows, [header, *names], strict=True)
            ]
        return rows

    def _columns_of_fields(self, row: SheetRow) -> dict[str, tuple[int, ...]]:
        """The columns of each field, those with the best headers first."""
        columns: dict[str, tuple[int, ...]] = {}
        ranks: dict[str, int] = {}
        used = set()
        for candidate in self._candidates(row):
            field, column, rank = candidate.field, candidate.column, candidate.rank
            # A further column with as close a header: "Speaker 2".
            is_further = field in self._words.several and ranks.get(field) == rank
            is_further &= not _YEAR.search(row.cell(column))  # "Stand 2027" beside 2026
            if column not in used and (field not in columns or is_further):
                columns[field] = (*columns.get(field, ()), column)
                ranks[field] = rank
                used.add(column)
        return columns

    def _candidates(self, row: SheetRow) -> list[_Candidate]:
        """The columns that may hold fields, those with the closest headers first.

        Of equals, those go first that begin like the header of the first one:
        "Presentation start" goes with "Presentation title", not "Session start".
        """
        order, needed = [*self._words.fields], self._words.needed
        candidates = [
            _Candidate(field not in needed, rank, column, order.index(field), field)
            for column, header in enumerate(row.cells)
            for rank, field in self._choices(header or str(column + 1))
        ]
        first_words = [header_key(header).partition(" ")[0] for header in row.cells]
        own_word = first_words[min(candidates).column] if candidates else ""
        return sorted(
            candidates,
            key=lambda candidate: (
                candidate.is_optional,
                candidate.rank,
                first_words[candidate.column] != own_word,
                candidate.column,
                candidate.position,
            ),
        )

    def _ask_rivals(self, table: FieldTable) -> None:
        """Asks which of two columns with equally good headers holds a field.

        Headers that begin like the header of the first needed field are better.
        """
        header = table.header
        used = {column for columns in table.columns.values() for column in columns}
        ranks = {(c.column, c.field): c.rank for c in self._candidates(header)}
        first_words = [header_key(cell).partition(" ")[0] for cell in header.cells]
        # "presentation" if the title, which is needed, is in "Presentation title".
        own_word = first_words[table.columns[min(self._words.needed)][0]]
        begins_like_title = [word == own_word for word in first_words]
        for field in self._words.asked & table.columns.keys():
            chosen = table.columns[field][0]
            for column in set(range(len(header.cells))) - used:
                is_as_close = ranks.get((column, field)) == ranks[chosen, field]
                is_alike = begins_like_title[chosen] == begins_like_title[column]
                if not (is_as_close and is_alike):
                    continue
                name, rival = table.name(field), header.cell(column)
                answer = f"choose one with --columns '{field}={rival}'"
                if _plain(name) == _plain(rival):
                    answer = "rename or remove one"
                self._questions.ask(
                    f"columns {name!r} and {rival!r} may both be the {field}: {answer}",
                    Place(line=header.line or None),
                )

    def _choices(self, header: str) -> list[tuple[int, str]]:
        """The fields that a header may name, with ranks; "Hall / Booth" names two."""
        if _plain(header) in self._named:
            return [(-1, self._named[_plain(header)])]
        parts = (header, *re.split(r"[/|\n]|\s&\s", header))
        keys = dict.fromkeys(map(header_key, parts))
        return [choice for key in keys for choice in self._ranked_fields(key)]

    def _ranked_fields(self, key: str) -> list[tuple[int, str]]:
        """The fields that a header may stand for, with ranks: the lower, the closer.

        "starttime" is read as "start time", and "session title" as "title", as the word
        is `optional`. "speaker 2" is read as "speaker" for fields in `several`.
        """
        if key in self._ranks:
            return self._ranks[key]
        if key in self._joined:  # "starttime"
            choices = self._ranks[self._joined[key]]
            return [(rank + _JOINED, field) for rank, field in choices]
        words = key.split()
        unnumbered = " ".join(word for word in words if not word.isdigit())
        if unnumbered != key:  # "speaker 2"
            several = self._words.several
            return [ranking for ranking in self._ranked_fields(unnumbered) if ranking[1] in several]
        if not 1 < len(words) <= _MOST_WORDS:
            return []
        optional = self._words.optional  # "session title", "title en"
        for rest, word in ((words[1:], words[0]), (words[:-1], words[-1])):
            choices = self._ranked_fields(" ".join(rest)) if word in optional else []
            if choices:
                return [(rank + _SHORTENED, field) for rank, field in choices]
        return []


def headers_read(sheets: Sequence[RowSheet], tables: Sequence[FieldTable]) -> tuple[str, ...]:
    """The names of sheets and the headers of tables, by which a next file is known."""
    names = [sheet.name or "" for sheet in sheets]
    return (*names, *(cell for table in tables for cell in table.header.cells))


def report_unread(
    sheets: Sequence[RowSheet],
    tables: Sequence[FieldTable],
    read: Sequence[FieldTable],
    doubts: Doubts,
    *,
    has_several_sheets: bool,
) -> None:
    """Adds doubts about sheets and tables that are not read."""
    for sheet in filter(lambda sheet: sheet.rows, sheets):
        in_sheet = [table for table in tables if table.sheet == sheet.name]
        unread = [table for table in in_sheet if table not in read]
        if len(unread) == len(in_sheet):  # nothing of the sheet is read
            why = "other headers" if in_sheet else "no header row"
            doubts.add(f"sheet {sheet.name!r} has {why}: not read")
            continue
        for table in unread:
            why = f"a table with other headers, of {len(table.rows)} rows: not read"
            name = sheet.name if has_several_sheets else None
            doubts.add(why, Place(sheet=name, line=table.header.line))


def layout(tables: Sequence[FieldTable]) -> str | None:
    """Where the header is, unless it is in the first line, as in most files."""
    header = tables[0].header if tables else SheetRow(1, ())
    is_numbers = header.cell(0) == "1"  # of columns without headers
    return f"header in line {header.line}" if header.line > 1 > is_numbers else None


def _side_by_side(sheet: RowSheet, index: int, header: SheetRow) -> list[RowSheet]:
    """The parts of a sheet between its empty columns, or with the same headers.

    Columns are empty from the header at `index` on: a title above it may go across.
    """
    width = max(len(row.cells) for row in sheet.rows)
    below = sheet.rows[index:]
    filled = {column for row in below for column, text in enumerate(row.cells) if text}
    empty = {*range(width)} - filled
    # Behind the first of the empty columns between two parts.
    begins = [0, *sorted(column + 1 for column in empty if column - 1 not in empty)]
    period = _repeated_after(header.texts)  # 2 of "Time, Title, Time, Title"
    if period and not empty:
        named = [column for column, text in enumerate(header.cells) if text]
        begins = [0, *named[period::period]]
    parts = []
    for begin, end in itertools.pairwise([*begins, width]):
        rows = [row._replace(cells=row.cells[begin:end]) for row in sheet.rows]
        parts.append(RowSheet(sheet.name, [row for row in rows if row.texts]))
    return parts


def _repeated_after(headers: Sequence[str]) -> int:
    """The number of headers after which all are repeated; 0 if they are not.

    "Time, Title, Time, Title" are repeated after two.
    """
    for number in range(2, len(headers) // 2 + 1):
        if all(map(operator.eq, headers, headers[number:])):
            whole, rest = divmod(len(headers), number)
            return number if whole and not rest else 0
    return 0


def _plain(header: str) -> str:
    """A header as it is compared with one that was typed."""
    return " ".join(header.casefold().split())
