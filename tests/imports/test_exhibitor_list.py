"""Lists of exhibitors: what is asked, and what a changed copy reports."""

import csv
import datetime as dt
import io
import random
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.errors import NotRead
from milipol_cli.commands.exhibitors.importing.query import CompanyChange, company_changes
from milipol_cli.imports import exhibitor_list
from milipol_cli.imports.exhibitor_list import is_total_or_note
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList

DAY = dt.date(2026, 12, 1)
MATRIX = "5G,CLOUD\nOrange,Ribbon\n3SS,Bain & Company\nAdva,AWS\n"
NO_HEADER = "--header-row N (0 for none), and the columns with --columns company=COLUMN"


@pytest.mark.parametrize(
    ("raw", "advice", "answer", "names"),
    [
        (
            b"Company,Booth\nAlpha,A1\n,A2\nBeta,B1\n",
            "--rest leave-out",
            {"rest": "leave-out"},
            ["Alpha", "Beta"],
        ),
        (
            b"Company,Firm,Booth\n,Alpha,A1\n,Beta,B1\n",
            "--columns company=COLUMN",
            {"columns": {"company": "Firm"}},
            ["Alpha", "Beta"],
        ),
        (
            b"Alpha,A1\nBeta,B1\n",
            NO_HEADER,
            {"header_row": 0, "columns": {"company": "1"}},
            ["Alpha", "Beta"],
        ),
        (
            MATRIX.encode(),
            "line 3: 'Bain & Company' may be a company, not a header; write 'Company'"
            " instead if it is one; companies in several columns are not read:"
            " write each in a row of its own",
            {"header_row": 1, "columns": {"company": "5G"}},
            ["Orange", "3SS", "Adva"],
        ),
        (
            b"Firm & Co,Ort\nAlfa,Wien\nBeta,Graz\n",
            "'Firm & Co' may be a company",
            {"columns": {"company": "Firm & Co"}},
            ["Alfa", "Beta"],
        ),
        (
            "Firma;Stand\nBezpieczeństwo;1\n".encode("cp1250"),
            "--encoding",
            {"encoding": "cp1250"},
            ["Bezpieczeństwo"],
        ),
    ],
    ids=["rest", "company", "no header", "matrix", "a sign", "encoding"],
)
def test_the_advice_of_a_refusal_answers_it(
    raw: bytes, advice: str, answer: dict[str, Any], names: list[str]
) -> None:
    with pytest.raises(NotRead) as refused:
        exhibitor_list.read_bounded(raw, {})
    assert advice in str(refused.value)
    imported = exhibitor_list.read_bounded(raw, answer)
    assert [exhibitor.name for exhibitor in imported.exhibitors] == names


@pytest.mark.parametrize(
    ("rest", "names"), [("keep", ["Alpha", "Village", "Beta"]), ("leave-out", ["Alpha", "Beta"])]
)
def test_a_name_alone_is_asked_about(rest: str, names: list[str]) -> None:
    raw = b"Company,Booth\nAlpha,A1\nVillage,\nBeta,B1\n"
    with pytest.raises(NotRead) as refused:
        exhibitor_list.read_bounded(raw, {})
    assert str(refused.value) == (
        "line 3: only a name: 'Village' (in 1 of 3 rows): add --rest keep if it is a"
        " company, or --rest leave-out"
    )
    imported = exhibitor_list.read_bounded(raw, {"rest": rest})
    assert [exhibitor.name for exhibitor in imported.exhibitors] == names


def test_a_list_of_one_column_has_names_only() -> None:
    imported = exhibitor_list.read_bounded(b"Company\nAlpha\n<b>Oman</b>\nVillage\n", {})
    names = [exhibitor.name for exhibitor in imported.exhibitors]
    assert names == ["Alpha", "Oman", "Village"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("TOTAL", True),
        ("Grand total: 250", True),
        ("Total exhibitors 250", True),
        ("Nombre d'exposants : 12", True),
        ("250 companies", True),
        ("Total général", True),
        ("Sous-total", True),
        ("Gesamtergebnis", True),
        ("General", False),
        ("Gesamtzahl der Aussteller", True),
        ("Note: as of May", True),
        ("Legend", True),
        ("Stand: 12.5.2027", True),
        ("Total Energies", False),
        ("Companies House", False),
        ("Company 3", False),
        ("Source Photonics", False),
        ("Note Systems: Berlin", False),
    ],
)
def test_totals_and_notes_are_known_by_their_whole_words(text: str, is_one: bool) -> None:
    assert is_total_or_note(text) is is_one


NAMES = st.from_regex(re.compile(r"[A-Z][a-z]{3,8} [A-Z][a-z]{2,6}"), fullmatch=True)
STANDS = st.from_regex(re.compile(r"[A-H][0-9]{2}"), fullmatch=True)
COUNTRIES = st.sampled_from(["France", "Italia", "Alemania", "Turkey", "Japan", ""])
ROWS = st.lists(
    st.tuples(NAMES, STANDS, COUNTRIES),
    min_size=3,
    max_size=12,
    unique_by=lambda row: row[0].casefold(),
)
Rows = Sequence[tuple[str, str, str]]


def _list(rows: Rows) -> ExhibitorList:
    file = io.StringIO()
    csv.writer(file).writerows([("Company", "Stand", "Country"), *rows])
    imported = exhibitor_list.read_bounded(file.getvalue().encode(), {})
    return ExhibitorList(
        edition="paris-2027",
        known_by=DAY,
        copied=DAY,
        source=("own",),
        exhibitor=imported.exhibitors,
    )


def _said(change: CompanyChange) -> tuple[str, str, list[str]]:
    return change.kind, change.exhibitor.name, [f.field for f in change.fields]


@given(rows=ROWS, new=NAMES, data=st.data())
def test_a_changed_copy_of_a_list_reports_exactly_that(
    rows: Rows, new: str, data: st.DataObject
) -> None:
    before = _list(rows)
    assert [*company_changes(before, _list(rows))] == []
    place = data.draw(st.integers(0, len(rows) - 1))
    name, stand, country = rows[place]
    rest = [*rows[:place], *rows[place + 1 :]]
    moved = [*rest[:place], (name, "Z99", country), *rest[place:]]
    assert [*map(_said, company_changes(before, _list(moved)))] == [("moved", name, ["stand"])]
    other = "Norway"
    changed = [*rest[:place], (name, stand, other), *rest[place:]]
    assert [*map(_said, company_changes(before, _list(changed)))] == [
        ("changed", name, ["country"])
    ]
    assert [*map(_said, company_changes(before, _list(rest)))] == [("gone", name, [])]
    if new.casefold() not in {row[0].casefold() for row in rows}:
        added = [*rows, (new, "Z98", "Spain")]
        assert [*map(_said, company_changes(before, _list(added)))] == [("new", new, [])]


@given(rows=ROWS, seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(rows: Rows, seed: int) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert _by_name(_list(shuffled)) == _by_name(_list(rows))


def _by_name(known: ExhibitorList) -> list[Exhibitor]:
    return sorted(known.exhibitor, key=lambda exhibitor: exhibitor.name)


def test_headers_in_two_languages() -> None:
    raw = b"Firma / Company,Ort\nAlfa,Wien\n"
    assert [e.name for e in exhibitor_list.read_bounded(raw, {}).exhibitors] == ["Alfa"]
