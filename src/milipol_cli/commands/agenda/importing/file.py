"""The files that `milipol agenda import` reads: their kind and what they hold."""

import codecs
import csv
import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.base import bounded
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.commands.agenda.changes.outcome import LeftOut, Series
from milipol_cli.commands.agenda.importing.plan import is_plan
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import decoded_text
from milipol_cli.network.model.picks import LONGEST_ID, MOST_PICKS, OwnKind, Pick
from milipol_cli.network.model.record import Record, convert
from milipol_cli.picks.read import agenda_of_others

TOO_MANY = f"at most {MOST_PICKS} picks fit on an agenda"

LATER_VERSION = "this milipol has no such field; a later version may"

# Bullets before an id in a list from a mail or a chat: "> - ", "* [x] ".
_BULLETS = re.compile(r"\A\s*(?:[>*+•–-]\s+|\[[ xX]\]\s+)*")
# A header or a value of an agenda file.
_TOML = re.compile(r"^[ \t]*(?:\[\[?\w[\w.]*\]\]?[ \t]*(?:#.*)?$|(?!sep=)\w+[ \t]*=)", re.MULTILINE)
# The columns of ids, in the order in which they count.
_ID_COLUMNS = ("milipol_id", "id")
_MATCH_COLUMNS = ("milipol_match", "match")
_DELIMITERS = ",;\t|"
# How files of other kinds begin, what they are, and advice.
_OTHER_KINDS = (
    (rb"\s*<(?:!doctype|html|head|body|\?xml)", "a page of HTML or XML", ""),
    (rb"\s*BEGIN:VCARD", "an address book", ""),
    (rb"PK\x03\x04", "a workbook or ZIP file", "save a table as CSV"),
    (rb"%PDF", "a PDF", ""),
)
# A first line for Excel, like "sep=;".
_SEPARATOR_LINE = re.compile(r"\A\s*sep=[^\r\n]*\s*", re.IGNORECASE)

_CALENDARS = "milipol_cli.commands.agenda.importing.calendar"
ENCODING_HINT = "give its encoding, as in --encoding windows-1252"


class EditionOfEvents(NamedTuple):
    """An edition with its clock, and the days on which events belong to it.

    They are from the day before the edition to the day after it. The edition that the
    reader named comes before others. In an export, places end in the venue's `address`.
    """

    id: str
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    is_named: bool = False
    address: str = ""

    def includes(self, first: dt.date, last: dt.date) -> bool:
        """Whether all days from the first to the last belong to the edition."""
        return self.first <= first and last <= self.last


class FileContents(NamedTuple):
    """The contents of a file: ids to look up, picks as they are, and omissions.

    The ids of a calendar or a table may be unknown here. `foreign` are the `uid` of the
    picks that were made of events of other programs. `not_kept` counts, by kind, what
    the entries do not have, and rows that were not asked for; `is_matched` says that a
    table was made by `exhibitors match`; `plan` has the rows of a plan.
    """

    ids: Sequence[str] = ()
    picks: Sequence[Pick] = ()
    left_out: Sequence[LeftOut] = ()
    is_calendar: bool = False
    foreign: frozenset[str | None] = frozenset()
    series: Sequence[Series] = ()
    not_kept: Mapping[str, int] = {}
    is_table: bool = False
    is_matched: bool = False
    plan: Sequence[Mapping[str, str]] = ()


class ImportOptions(Record, frozen=True, kw_only=True):
    """How the reader wants a file to be read, and the editions on the agenda.

    Times without a zone are in `tz`, or else in the zone of the calendar or the system.
    A series without a date within `editions` gives its next date from `now`.
    """

    tz: str | None = None
    now: dt.datetime
    updated: dt.date
    kind: OwnKind | None = None
    editions: tuple[EditionOfEvents, ...] = ()
    encoding: str | None = None
    has_possible: bool = False


def text_from(name: str) -> tuple[str, Path]:
    """The text of someone else's file, or of stdin for "-", and its name in errors."""
    raw, path = bytes_from(name)
    return decoded_text(raw.removeprefix(codecs.BOM_UTF8), path), path


def bytes_from(name: str) -> tuple[bytes, Path]:
    """The bytes of someone else's file, or of stdin for "-", and its name in errors."""
    path = Path("stdin" if name == "-" else name)
    if name != "-":
        return bounded.content(name), path
    # stdin may be closed; one byte more than allowed shows that a text is too long.
    return (b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)), path


def contents_of_file(raw: bytes, path: Path, options: ImportOptions) -> FileContents:
    """The contents of a file; `path` is its name in errors.

    The first that fits counts: a calendar, an agenda in TOML, a table (which may be a plan), and a
    list with one id per line. Raises InvalidData for a file of another kind, and BadInput for an
    encoding that it does not have.
    """
    utf8 = _as_utf8(raw, path, options.encoding).removeprefix(codecs.BOM_UTF8)
    if re.match(rb"\s*BEGIN:VCALENDAR\b", utf8, re.IGNORECASE):
        return convert(bounded.call_reader(_CALENDARS, str(path), utf8, options), FileContents)
    for pattern, kind, advice in _OTHER_KINDS:
        if re.match(pattern, utf8, re.IGNORECASE):
            raise _error_of_kind(path, kind, advice)
    try:
        text = decoded_text(utf8, path)
    except InvalidData as error:
        if "not UTF-8" not in str(error):
            raise
        raise InvalidData(f"{str(error).partition(';')[0]}; {ENCODING_HINT}") from None
    if _TOML.search(text):
        agenda, unknown = agenda_of_others(text, path)
        return FileContents(
            picks=agenda.pick, left_out=[LeftOut(key, LATER_VERSION) for key in unknown]
        )
    rows = _table_rows(text)
    if rows is None:
        return _ids_of_lines(text, path)
    if rows and is_plan(rows[0]):
        return FileContents(plan=rows)
    return _ids_of_rows(rows, path, options)


def _error_of_kind(path: Path, kind: str, advice: str) -> InvalidData:
    expected = "not a calendar, an agenda or a list of ids"
    return InvalidData(f"{path}: {kind}, {expected}{advice and f'; {advice}'}")


def _as_utf8(raw: bytes, path: Path, encoding: str | None) -> bytes:
    """A file as UTF-8: from the encoding, or from UTF-16 if it begins as that does.

    Raises BadInput for an encoding that is unknown, or that the file does not have.
    """
    if encoding is None:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16", "replace").encode(errors="replace")
        return raw
    try:
        return raw.decode(encoding).encode()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"--encoding {encoding}: {path}: line {line} is in another encoding"
        ) from None
    except (LookupError, ValueError):
        expected = "expected one like windows-1252"
        raise BadInput(f"--encoding {encoding!r}: no such encoding; {expected}") from None


def _table_rows(text: str) -> list[dict[str, str]] | None:
    """The rows of a table by their headers in small letters; None for another text.

    A text is a table if it has a column of ids, or the columns of a plan, or several lines with
    the same number of delimiters.
    """
    table = _SEPARATOR_LINE.sub("", text)
    lines = [line for line in table.splitlines() if line.strip()]
    head = lines[0] if lines else ""
    delimiter = max(_DELIMITERS, key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    headers = [name.strip().casefold() for name in names]
    has_ids = not {*headers}.isdisjoint(_ID_COLUMNS)
    numbers = {line.count(delimiter) for line in lines}
    is_even = len(lines) > 1 and len(numbers) == 1 and numbers != {0}
    if not (has_ids or is_plan(headers) or is_even):
        return None
    rows = csv.reader(table.splitlines(keepends=True), delimiter=delimiter)
    cells = [[cell.strip() for cell in row] for row in rows if any(row)]
    return [dict(zip(headers, row, strict=False)) for row in cells[1:]]


def _ids_of_rows(rows: list[dict[str, str]], path: Path, options: ImportOptions) -> FileContents:
    """The ids in a table; if `exhibitors match` wrote it, only of listed companies.

    Possible matches ("perhaps") are among them only if the reader asked for them. In a table of
    another origin, all rows with an id count. Other rows are counted as `not_kept`. Raises
    InvalidData for a table without a column of ids, and for more ids than an agenda may have.
    """
    headers = [*dict.fromkeys(header for row in rows for header in row)]
    id_column = next((name for name in _ID_COLUMNS if name in headers), None)
    if id_column is None:
        names = ", ".join(filter(None, headers[:8]))
        kind = f"a table without a column milipol_id or id ({names})"
        raise _error_of_kind(path, kind, "a plan has a column Title, and Date or Before")
    match_column = next((name for name in _MATCH_COLUMNS if name in headers), None)
    ids: dict[str, None] = {}
    not_kept = Counter({"possible": 0, "unlisted": 0})
    for row in rows:
        # "listed", "perhaps", "elsewhere" or "none"; "" in a table of another origin.
        state = row.get(match_column, "") if match_column else ""
        if state == "perhaps" and not options.has_possible:
            not_kept["possible"] += 1
        elif state not in ("", "listed", "perhaps") or not row.get(id_column):
            not_kept["unlisted"] += 1
        else:
            ids[row[id_column][: LONGEST_ID + 1]] = None  # no id in the data is longer
    if len(ids) > MOST_PICKS:
        raise InvalidData(f"{path}: {len(ids)} ids; {TOO_MANY}")
    is_matched = match_column is not None
    return FileContents(ids=[*ids], not_kept=+not_kept, is_table=True, is_matched=is_matched)


def _ids_of_lines(text: str, path: Path) -> FileContents:
    """The ids in a text with one per line; other lines are left out with a reason.

    Bullets and comments are read over. Raises InvalidData for a word that is too long for an id,
    since such a text is probably something else, and for more lines than an agenda may have picks.
    """
    ids: dict[str, None] = {}
    left_out = []
    for number, line in enumerate(text.splitlines(), 1):
        words = _BULLETS.sub("", line, count=1).partition("#")[0].split()
        if len(words) > 1:
            left_out.append(LeftOut(f"line {number}", "not an id (more than one word)"))
        elif words and len(words[0]) > LONGEST_ID:
            why = f"line {number} has over {LONGEST_ID} characters"
            raise InvalidData(f"{path}: {why}; expected one id per line")
        else:
            ids |= dict.fromkeys(words)
    if (lines := len(ids) + len(left_out)) > MOST_PICKS:
        raise InvalidData(f"{path}: {lines} lines; {TOO_MANY}")
    return FileContents(ids=[*ids], left_out=left_out)
