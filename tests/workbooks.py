"""Writes small spreadsheets (XLSX, ODS) for tests, part by part."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

Value = str | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


class Formula(NamedTuple):
    """A formula whose value was never computed, or an error."""

    text: str
    error: str | None = None


class Page(NamedTuple):
    """A sheet: its rows, the ranges of merged cells, and whether it is hidden."""

    rows: Sequence[Sequence[Value | Formula]]
    merged: Sequence[str] = ()
    is_hidden: bool = False


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Number formats: general, a date, a time, both, and a duration.
_FORMATS = (0, 14, 20, 22, 46)
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  of no zone


def xlsx(pages: Mapping[str, Page]) -> bytes:
    """A workbook of Excel."""
    sheets = relations = types = ""
    parts = {}
    for at, (name, page) in enumerate(pages.items(), 1):
        state = ' state="hidden"' if page.is_hidden else ""
        sheets += f'<sheet name={quoteattr(name)} sheetId="{at}"{state} r:id="r{at}"/>'
        relations += (
            f'<Relationship Id="r{at}" Type="{_RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{at}.xml"/>'
        )
        types += (
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        parts[f"xl/worksheets/sheet{at}.xml"] = _xlsx_sheet(page)
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in _FORMATS)
    return _zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"'
                '/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                f"{types}</Types>"
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
                f'Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
                "</Relationships>"
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}'
                "</sheets></workbook>"
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
                f'<Relationship Id="styles" Type="{_RELATIONS}/styles" '
                'Target="styles.xml"/></Relationships>'
            ),
            "xl/styles.xml": (
                f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
            ),
            **parts,
        }
    )


def _xlsx_sheet(page: Page) -> str:
    rows = "".join(
        f'<row r="{line}">'
        + "".join(
            _xlsx_cell(f"{chr(ord('A') + at)}{line}", value)
            for at, value in enumerate(row)
        )
        + "</row>"
        for line, row in enumerate(page.rows, 1)
    )
    merged = "".join(f'<mergeCell ref="{cells}"/>' for cells in page.merged)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
    )


def _xlsx_cell(place: str, value: Value | Formula) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        formula = f"<f>{escape(value.text)}</f>"
        if value.error is not None:
            return f'<c r="{place}" t="e">{formula}<v>{value.error}</v></c>'
        return f'<c r="{place}">{formula}</c>'
    if isinstance(value, str):
        text = f"<is><t>{escape(value)}</t></is>"
        return f'<c r="{place}" t="inlineStr">{text}</c>'
    number, style = _serial(value)
    return f'<c r="{place}" s="{style}"><v>{number!r}</v></c>'


def _serial(
    value: float | dt.datetime | dt.date | dt.time | dt.timedelta,
) -> tuple[float, int]:
    """The number of a value, and the position of its format."""
    if isinstance(value, dt.datetime):
        return (value - _EPOCH) / dt.timedelta(days=1), 3
    if isinstance(value, dt.date):
        return (value - _EPOCH.date()).days, 1
    if isinstance(value, dt.time):
        return (value.hour * 60 + value.minute) / (24 * 60), 2
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1), 4
    return value, 0


def ods(pages: Mapping[str, Page]) -> bytes:
    """A spreadsheet of LibreOffice."""
    tables = "".join(
        f'<table:table table:name={quoteattr(name)} table:style-name="'
        f'{"hidden" if page.is_hidden else "shown"}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
            for row in page.rows
        )
        + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="1000"/></table:table-row></table:table>'
        for name, page in pages.items()
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{value}"/></style:style>'
        for name, value in (("shown", "true"), ("hidden", "false"))
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
                'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                f'manifest:media-type="{kind}"/></manifest:manifest>'
            ),
            "content.xml": (
                f"<office:document-content{spaces}><office:automatic-styles>{styles}"
                f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def _ods_cell(value: Value | Formula) -> str:
    if value is None or isinstance(value, Formula):
        return "<table:table-cell/>"
    kind, attribute = "float", f'office:value="{value}"'
    if isinstance(value, str):
        kind, attribute = "string", ""
    elif isinstance(value, dt.date):
        kind, attribute = "date", f'office:date-value="{value.isoformat()}"'
    elif isinstance(value, dt.time):
        kind, attribute = "time", f'office:time-value="{value:PT%HH%MM%SS}"'
    elif isinstance(value, dt.timedelta):
        hours, minutes = divmod(value.seconds // 60, 60)
        kind = "time"
        attribute = f'office:time-value="PT{hours:02}H{minutes:02}M00S"'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute}>{text}'
        "</table:table-cell>"
    )


def _zipped(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()
