"""Header rows and columns, whatever the words that a table is read by."""

import pytest

from milipol_cli.base.errors import BadInput, MilipolError, NotRead
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.tables.finder import FieldTable
from milipol_cli.imports.tables.headers import Words, header_key
from tables_read import read_tables

WORDS = Words(
    fields={
        "company": ("company", "exhibitor", "name", "full name"),
        "stand": ("stand", "booth"),
        "brand": ("brand", "brands"),
    },
    optional=frozenset({"exhibitor"}),
    needed=frozenset({"company"}),
    several=frozenset({"brand"}),
    usual=frozenset({"stand"}),
    asked=frozenset({"company"}),
)


def tables(text: str, **named: str) -> list[FieldTable]:
    """The tables in a text."""
    return read_tables(text.encode(), WORDS, TableRequest(columns=named))[0]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Start Time (required)", "start time"),
        ("start_time", "start time"),
        ("StartTime", "start time"),
        ("  Début :", "debut"),
        ("Intervenant(e)s", "intervenants"),
        ("Auteur·rice·s", "auteurs"),
        ("Referent*innen", "referentinnen"),
        ("Speaker2", "speaker 2"),
        ("Was?", "was"),
    ],
)
def test_headers_are_compared_without_case_and_punctuation(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("header", "columns", "unused"),
    [
        # The best header of a field wins, and each column holds one.
        ("Name;Company;Booth", {"company": (1,), "stand": (2,)}, ["Name"]),
        ("Exhibitor name;Booth", {"company": (0,), "stand": (1,)}, []),
        ("Société / Company;Stand\nA;1", {"company": (0,), "stand": (1,)}, []),
        # Numbered columns.
        ("Name;Brand 1;Brand 2;Note 1", {"company": (0,), "brand": (1, 2)}, ["Note 1"]),
        # Numbers below a title belong to it.
        (";;Brands;\nName;Booth;1;2", {"company": (0,), "stand": (1,), "brand": (2, 3)}, []),
        # First and last names, unless they are named with --columns.
        ("First name;Last name;Booth", {"company": (0,), "stand": (2,)}, []),
        # Joined words.
        ("fullname;booth", {"company": (0,), "stand": (1,)}, []),
        # Title rows above the header.
        ("The list\n\nName;Booth\nA;1", {"company": (0,), "stand": (1,)}, []),
    ],
)
def test_columns_are_recognised(
    header: str, columns: dict[str, tuple[int, ...]], unused: list[str]
) -> None:
    (table,) = tables(header)
    assert (table.columns, [*table.unused.values()]) == (columns, unused)


def test_a_header_is_named_as_it_is_written() -> None:
    (table,) = tables("Firm (old),Firm (new)\nA,B\n", company="Firm (NEW)")
    assert table.columns == {"company": (1,)}


@pytest.mark.parametrize(
    ("text", "named", "kind", "message"),
    [
        ("", {}, NotRead, "an empty table"),
        ("\n \n", {}, NotRead, "an empty table"),
        (
            "Booth,Firma,Ort\n1,A,B\n",
            {},
            NotRead,
            "line 1: no column for the company; recognised: stand 'Booth'; not "
            "recognised: 'Firma', 'Ort'; set it with --columns company=COLUMN",
        ),
        (
            "\n".join([",".join(f"H{at}" for at in range(25))]),
            {},
            NotRead,
            "line 1: no header row; set its line with --header-row N (0 for none), and"
            " the columns with --columns company=COLUMN,stand=COLUMN",
        ),
        (
            "Name,Booth\nA,1\n",
            {"stand": "Box"},
            BadInput,
            "line 1: no column 'Box'; recognised: company 'Name'; not recognised: 'Booth'",
        ),
        ("Name\nA\n", {"stnd": "Box"}, BadInput, "--columns: no field 'stnd'; did you mean stand?"),
        (
            "Name\nA\n",
            {"xyz": "Box"},
            BadInput,
            "--columns: no field 'xyz'; choose company, stand or brand",
        ),
    ],
)
def test_a_table_without_its_header_is_refused(
    text: str, named: dict[str, str], kind: type[MilipolError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        tables(text, **named)
    assert str(refused.value) == message
