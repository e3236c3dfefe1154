"""Hidden rows and columns of the sheets of a workbook, which no library reports."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET


class Hidden(NamedTuple):
    """The lines and columns of a sheet that are hidden, both from 0."""

    lines: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


# No sheet of Excel has more columns, though a range may name the last one.
_MOST = 16_384
# "<row r="3" hidden="1">" and "<col min="2" max="4" hidden="1"/>".
_XLSX = re.compile(rb"<(?P<kind>row|col)\b(?P<attributes>[^>]*)>")
# The begin and the end of a sheet, and its rows and columns.
_ODS = re.compile(
    rb"<table:table(?:-(?P<kind>row|column))?(?P<attributes>[\s/][^>]*|)>|</table:table>"
)
_VALUE = re.compile(rb'([\w:-]+)="([^"]*)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def hidden_parts(data: bytes, form: str) -> dict[str, Hidden]:
    """The hidden parts, by the names of the sheets that have any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = _sheets_of_ods(archive) if form == "ods" else _sheets_of_xlsx(archive)
        return {name: hidden for name, hidden in sheets if hidden != Hidden()}


def _sheets_of_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, Hidden]]:
    """Each sheet of an .xlsx with what is hidden; the book names them, by relations."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  bounded
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in book.iter():
        target = targets.get(sheet.get(_RELATION))
        if sheet.tag.endswith("}sheet") and target is not None:
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            yield sheet.get("name", ""), _hidden_in_sheet(archive.read(path))


def _hidden_in_sheet(sheet: bytes) -> Hidden:
    """The hidden lines and columns in the XML of a sheet of an .xlsx, from zero.

    Patterns look for the few tags, since a parser of XML would read every cell.
    """
    lines, columns = set(), set()
    for tag in _XLSX.finditer(sheet):
        values = dict(_VALUE.findall(tag["attributes"]))
        if values.get(b"hidden") not in (b"1", b"true"):
            continue
        if tag["kind"] == b"row":
            lines.add(int(values[b"r"]) - 1)
        else:
            first, last = int(values[b"min"]) - 1, min(int(values[b"max"]), _MOST)
            columns |= {*range(first, last)}
    return Hidden(frozenset(lines), frozenset(columns))


def _sheets_of_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, Hidden]]:
    """Each sheet of an .ods with what is hidden.

    Rows and columns have no numbers there: each counts as often as it is repeated.
    """
    # How many rows and columns of the sheet were met, and which of them are hidden.
    name, ends = "", {b"row": 0, b"column": 0}
    hidden: dict[bytes, set[int]] = {b"row": set(), b"column": set()}
    for tag in _ODS.finditer(archive.read("content.xml")):
        kind = tag["kind"]
        values = dict(_VALUE.findall(tag["attributes"] or b""))
        if kind is None:  # the begin or the end of a sheet
            if tag["attributes"] is None:  # its end
                yield name, Hidden(*map(frozenset, hidden.values()))
            name = values.get(b"table:name", b"").decode()
            ends = dict.fromkeys(ends, 0)
            hidden = {kind: set() for kind in hidden}
            continue
        begin = ends[kind]
        ends[kind] += int(values.get(b"table:number-%ss-repeated" % kind, 1))
        if values.get(b"table:visibility") in (b"collapse", b"filter"):
            hidden[kind] |= {*range(begin, min(ends[kind], begin + _MOST))}
