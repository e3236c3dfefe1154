"""Fields and order of a list, whatever the command."""

import pytest

from milipol_cli.base.errors import BadInput
from milipol_cli.look.data import Data, Fields, Row
from milipol_cli.look.rows import RowSelection, select_rows, selection

FIELDS = Fields[Row]("row", *((key, lambda _: None, "") for key in ("name", "size", "tags")))
ROWS = [
    Row(name="Émile", size=10, tags=["b"]),
    Row(name="zoo", size=None, tags=[]),
    Row(name="Anna", size=9, tags=["a", "c"]),
    Row(name=None, size=0, tags=["a", "b"]),
]


def names(sort: str | None, *, limit: int | None = None) -> list[str | None]:
    """The names of the rows in an order."""
    asked = selection(None, sort, limit=limit) or RowSelection()
    return [row["name"] for row in select_rows(Data(Row(), FIELDS, ROWS), asked).rows]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, ["Émile", "zoo", "Anna", None]),
        ("name", ["Anna", "Émile", "zoo", None]),  # without case and accents
        ("-name", ["zoo", "Émile", "Anna", None]),  # unknown values stay last
        ("size", [None, "Anna", "Émile", "zoo"]),  # as numbers, 0 is one
        ("-size", ["Émile", "Anna", None, "zoo"]),
        ("tags,-name", [None, "Anna", "Émile", "zoo"]),  # as text
        (" -size , name ", ["Émile", "Anna", None, "zoo"]),
    ],
)
def test_rows_are_sorted(sort: str | None, expected: list[str | None]) -> None:
    assert names(sort) == expected
    assert names(sort, limit=2) == (expected[:2] if sort else expected)


def test_fields_are_columns_in_their_order() -> None:
    asked = RowSelection(fields=("tags", "name"))
    assert select_rows(Data(Row(), FIELDS, ROWS), asked).fields.keys == ["tags", "name"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (RowSelection(fields=("nam",)), "--fields 'nam': no such key; expected"),
        (RowSelection(fields=("-name",)), "--fields '-name': no such key; expected"),
        (RowSelection(sort=("-nam",)), "--sort '-nam': no such key; expected"),
    ],
)
def test_unknown_keys_are_refused(asked: RowSelection, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        select_rows(Data(Row(), FIELDS, ROWS), asked)
    assert str(refused.value) == f"{message} name, size or tags"
