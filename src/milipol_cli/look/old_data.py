"""Answers -> JSON, CSV and TSV: the machine contract.

Keys are only ever added. Every key is always there: null (in CSV and TSV empty) where
a value is not known, an empty list where there is nothing.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from milipol_cli.escape import escape, hidden
from milipol_cli.look import records as answers
from milipol_cli.look.rows import Record, source_row

if TYPE_CHECKING:
    from milipol_cli.look.answers import Answer
    from milipol_cli.network.model.sources import Source

    Sources = Callable[[], dict[str, Source]]


# What a spreadsheet would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@")


def to_json(answer: "Answer", sources: "Sources") -> bytes:
    """The answer as one JSON object, UTF-8, indented, with a final newline.

    `sources` gives all sources by id; those that the answer cites are told in full.
    """
    record = answers.record(answer)
    if isinstance(record, Record):  # a check cites nothing
        cited = dict.fromkeys(_cited(record))
        known = sources() if cited else {}
        rows = [source_row(known[key]) for key in cited if key in known]
        record = msgspec.structs.replace(record, sources=rows)
    try:
        raw = msgspec.json.encode(record)
    except UnicodeEncodeError:  # a path, or a word, that is not UTF-8
        raw = msgspec.json.encode(_encodable(msgspec.to_builtins(record)))
    text = msgspec.json.format(raw, indent=2).decode()
    return (_spelled_out(text) + "\n").encode()


def to_separated(answer: "Answer", separator: str) -> bytes:
    """The main list of the answer under a header row, UTF-8, a row a line.

    It is CSV as RFC 4180 has it, but for line ends and the separator. No cell holds a
    tab or a newline.
    """
    fields, rows = answers.record(answer).listed()
    lines = [list(fields), *([_text(getattr(row, f)) for f in fields] for row in rows)]
    return "".join(
        f"{separator.join(_quoted(cell, separator) for cell in line)}\n"
        for line in lines
    ).encode()


def _cited(value: object) -> Iterator[str]:
    """The ids of all sources that a record cites, in the order of its keys."""
    if isinstance(value, list):
        for part in value:
            yield from _cited(part)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            part = getattr(value, field)
            yield from part if field == "sources" else _cited(part)


def _encodable(value: Any) -> Any:
    """Lists and tables in which bytes that are no UTF-8 are spelled out."""
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_encodable(inner) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _spelled_out(text: str) -> str:
    """JSON text in which no character can act on a terminal, or hide.

    JSON escapes only the controls below U+0020; the others stand inside its strings,
    where an escape means the same. Newlines between the values stay.
    """
    return text.translate({ord(char): _escaped(char) for char in hidden(text)})


def _escaped(char: str) -> str:
    """A character as JSON spells it: its UTF-16 units (RFC 8259, section 7)."""
    units = char.encode("utf-16-be").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def _text(value: object) -> str:
    """A value in a cell: dates as in ISO 8601, lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return _guarded("; ".join(str(part).replace(";", r"\;") for part in value))
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    said = escape(text)
    return f"'{said}" if said.strip().startswith(_FORMULA) else said


def _quoted(cell: str, separator: str) -> str:
    """A cell as RFC 4180, section 2 has it: quoted where it has to be."""
    if separator not in cell and '"' not in cell:
        return cell
    return '"' + cell.replace('"', '""') + '"'
