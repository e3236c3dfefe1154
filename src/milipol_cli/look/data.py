"""JSON, CSV and TSV: the machine contract.

Within a major version keys are only added. Every key is always there: null (in CSV and
TSV empty) if a value is not known, an empty list if there is nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

import msgspec

from milipol_cli.base.escape import escape, escaped_characters

if TYPE_CHECKING:
    from milipol_cli.network.model.sources import Source

Value = TypeVar("Value")
Other = TypeVar("Other")

# A key, how to get its value, and what that means.
Field = tuple[str, Callable[[Value], Any], str]

# What a spreadsheet may take for the start of a formula, also in wide and small forms.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")


# What is before a formula in a part of a cell: the semicolon of "Ltd; =1+2", or the
# end of a line.
_BEFORE_FORMULA = rf"[;\n][\s\"]*(?=[{re.escape(''.join(_FORMULA))}])"


class FileText(str):
    """A text of the user's own file: its lines stay lines in CSV and XLSX."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """The text with one kind of line end."""
        return super().__new__(cls, "\n".join(text.splitlines()))


class Row(dict[str, Any]):
    """A JSON object, or a row of CSV; in a cell of another row it is its `text`."""

    text: str

    def __str__(self) -> str:
        return self.text


class Fields(Generic[Value]):
    """The fields of one kind of row, in the order of JSON and CSV.

    A sorted table without named fields has the `brief` ones; all if there are none.
    The `headers` of CSV are the keys, unless columns of a file have others.
    """

    def __init__(
        self,
        name: str,
        *fields: Field[Value],
        text: Callable[[Value], str] = lambda _: "",
        brief: Sequence[str] = (),
        headers: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.fields = fields
        self.brief = brief
        self._headers = headers
        self._text = text

    @property
    def keys(self) -> list[str]:
        return [key for key, _, _ in self.fields]

    @property
    def headers(self) -> Sequence[str]:
        return self._headers or self.keys

    def of_part(self, get: Callable[[Other], Value]) -> Iterator[Field[Other]]:
        """These fields for rows of another value, from which `get` takes this one."""
        for key, getter, meaning in self.fields:
            yield key, _getter_through(get, getter), meaning

    def row(self, value: Value) -> Row:
        """The row of a value."""
        row = Row((key, get(value)) for key, get, _ in self.fields)
        row.text = self._text(value)
        return row

    def rows(self, values: Iterable[Value]) -> list[Row]:
        """The rows of values, in their order."""
        return [self.row(value) for value in values]


def _getter_through(
    get: Callable[[Other], Value], getter: Callable[[Value], Any]
) -> Callable[[Other], Any]:
    return lambda other: getter(get(other))


SOURCE = Fields["Source"](
    "source",
    ("id", lambda source: source.id, "key of the source in sources.toml"),
    ("publisher", lambda source: source.publisher, "who published it"),
    ("title", lambda source: source.title, "its title"),
    (
        "date",
        lambda source: source.date or source.month or (source.year and str(source.year)),
        "its date: a day, a month or a year",
    ),
    ("kind", lambda source: source.kind, "what kind of source it is"),
    ("address", lambda source: source.address, "where it can be read"),
)


class Data(NamedTuple):
    """An answer for programs: its JSON object, and the main list for CSV and TSV.

    A row without one of the keys has an empty cell there. CSV files have the separator.
    """

    record: Row
    fields: Fields[Any]
    rows: Sequence[Row]
    separator: str = ","


def to_json(record: Row, sources: "Callable[[], dict[str, Source]]") -> bytes:
    """The record as one JSON object, UTF-8, indented, with a final newline.

    `sources` gives all sources by id; those that the record cites are listed in full.
    """
    if "sources" in record:  # a check cites nothing
        cited = _ids_cited(record)
        known = sources() if cited else {}
        record["sources"] = SOURCE.rows(known[key] for key in cited if key in known)
    return json_bytes(record)


def json_bytes(value: Any) -> bytes:
    """The value as JSON, UTF-8, indented, with a final newline."""
    try:
        raw = msgspec.json.encode(value)
    except UnicodeEncodeError:  # a path, or a word, that is not UTF-8
        raw = msgspec.json.encode(_with_escaped_bytes(value))
    text = msgspec.json.format(raw, indent=2).decode()
    return (_spelled_out(text) + "\n").encode()


def to_separated(data: Data, separator: str) -> bytes:
    """The main list under a header row, UTF-8, one row per line.

    The format is CSV (RFC 4180) except for line ends and the separator. No cell holds a
    tab, and only a text of the user's own file a newline.
    """
    keys = data.fields.keys
    head = [_safe_cell_text(header) for header in data.fields.headers]
    lines = [head, *([_safe_cell_text(row.get(key)) for key in keys] for row in data.rows)]
    return "".join(
        f"{separator.join(_quoted_cell(cell, separator) for cell in line)}\n" for line in lines
    ).encode()


def _ids_cited(record: object) -> list[str]:
    """The ids of sources that a record cites, each once and in order."""
    return [*dict.fromkeys(key for row in _values_with_sources(record) for key in row["sources"])]


def _values_with_sources(value: object) -> Iterator[dict[str, Any]]:
    """The values, also those within, that cite sources."""
    if isinstance(value, list):
        for part in value:
            yield from _values_with_sources(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key == "sources":
                yield value
            else:
                yield from _values_with_sources(part)


def keep_sources(record: Row, known: set[str]) -> None:
    """Leaves out the ids of unknown sources, except those of later changes."""
    kept = known.union(_ids_cited(record["known_later"]))
    for row in _values_with_sources(record):
        row["sources"] = [key for key in row["sources"] if key in kept]


def _with_escaped_bytes(value: Any) -> Any:
    """A value in whose texts bytes that are not UTF-8 are escaped."""
    if isinstance(value, dict):
        return {key: _with_escaped_bytes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_escaped_bytes(inner) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _spelled_out(text: str) -> str:
    """JSON text in which no character can act on a terminal, or hide.

    JSON escapes only the controls below U+0020; the others stand inside its strings,
    in which an escape means the same. Newlines between the values stay.
    """
    unsafe = escaped_characters(text)
    # Most texts have none, and to look for each character takes its time.
    return text.translate({ord(c): _json_escape(c) for c in unsafe}) if unsafe else text


def _json_escape(char: str) -> str:
    """A character as JSON spells it: its UTF-16 units (RFC 8259, section 7)."""
    units = char.encode("utf-16-be").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def cell_text(value: object) -> str:
    """A value as the text of a cell: dates as in ISO 8601, lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(part).replace(";", r"\;") for part in value)
    return escape(value) if isinstance(value, str) else str(value)


def _safe_cell_text(value: object) -> str:
    """A value as the text of a cell, in which nothing begins a formula.

    "=1+2" gets a quote: "'=1+2". So does a formula after a semicolon, "Ltd; '=1+2":
    where a comma is the decimal sign, spreadsheets split cells there, too. So does one
    on another line of a `FileText`. A number below zero in such a text is none.
    """
    text = cell_text(value)
    if isinstance(value, FileText):
        if re.fullmatch(r"-\d[\d.,'\s]*%?", value):
            return text
        text = "\n".join(map(escape, value.split("\n")))
    if not isinstance(value, (str, list, tuple)):
        return text
    text = re.sub(_BEFORE_FORMULA, r"\g<0>'", text)
    return f"'{text}" if text.strip().startswith(_FORMULA) else text


def _quoted_cell(cell: str, separator: str) -> str:
    # As in RFC 4180, section 2.
    is_quoted = not {separator, '"', "\n"}.isdisjoint(cell)
    return '"' + cell.replace('"', '""') + '"' if is_quoted else cell
