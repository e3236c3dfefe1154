"""Writes small spreadsheets (XLSX, ODS) for tests."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Value = str | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


class Formula(NamedTuple):
    """A formula whose value was never computed."""

    text: str


class Page(NamedTuple):
    """A sheet: its rows, the ranges of merged cells, and whether it is hidden."""

    rows: Sequence[Sequence[Value | Formula]]
    merged: Sequence[str] = ()
    is_hidden: bool = False


# How Excel shows values that are not text.
_FORMATS = {
    dt.datetime: "yyyy-mm-dd hh:mm",
    dt.date: "yyyy-mm-dd",
    dt.time: "hh:mm",
    dt.timedelta: "[h]:mm:ss",
}


def xlsx(pages: Mapping[str, Page]) -> bytes:
    """A workbook of Excel."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
        for name, page in pages.items():
            sheet = book.add_worksheet(name)
            if page.is_hidden:
                sheet.hide()
            for cells in page.merged:
                sheet.merge_range(cells, "")
            for line, row in enumerate(page.rows):
                for at, value in enumerate(row):
                    if isinstance(value, Formula):
                        sheet.write_formula(line, at, value.text, None, "")
                    elif isinstance(value, str):
                        sheet.write_string(line, at, value)
                    else:
                        sheet.write(line, at, value, formats.get(type(value)))
    return file.getvalue()


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
    return f'<table:table-cell office:value-type="{kind}" {attribute}>{text}</table:table-cell>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()
