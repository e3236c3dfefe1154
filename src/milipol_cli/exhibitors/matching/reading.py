"""Reads a file of companies; runs in a process of its own (`bounded.py`)."""

from typing import Any

from milipol_cli.exhibitors.importing.reading import (
    ImportedList,
    exhibitors,
    row_key,
)
from milipol_cli.network.model.exhibitors import Exhibitor


def answer(raw: bytes, request: Any) -> ImportedList:
    """The companies of a CSV, TSV, XLSX or ODS file.

    Rows of one name are one company if country and website are the same. Raises
    InvalidData for a file that is wrong, BadInput for wrong columns.
    """
    return exhibitors(raw, request, _key)


def _key(account: Exhibitor) -> tuple[str | None, ...]:
    country = account.country_code or account.country
    return row_key(account.name), country, account.website
