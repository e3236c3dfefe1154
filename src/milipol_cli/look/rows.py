"""Selects and sorts the rows of an answer by the keys of CSV.

`--fields` and `--sort` mean the same for every command, in tables and CSV alike.
"""

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.base.folding import fold
from milipol_cli.look.data import Data, Fields, Row, cell_text
from milipol_cli.look.document import Column, Document, Grid, Notes, Title
from milipol_cli.look.words.dates import not_shown


class RowSelection(NamedTuple):
    """The `fields` to show, all of them if empty, and the keys to `sort` by.

    A key that begins with a hyphen sorts from the largest down. A `limit` is how many
    rows are shown once they are sorted.
    """

    fields: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int | None = None


def selection(fields: str | None, sort: str | None, *, limit: int | None) -> RowSelection:
    """The selection of `--fields` and `--sort`; raises BadInput for one without a key.

    The limit is part of it only if rows are sorted; if not, the query cuts them.
    """
    return RowSelection(
        fields=_keys(fields, "--fields"),
        sort=_keys(sort, "--sort"),
        limit=None if sort is None else limit,
    )


def _keys(text: str | None, option: str) -> tuple[str, ...]:
    if text is None:
        return ()
    keys = tuple(dict.fromkeys(key.strip() for key in text.split(",") if key.strip()))
    if not keys:
        raise BadInput(f"{option} {text!r}: expected keys like name,country")
    return keys


def select_rows(data: Data, asked: RowSelection) -> Data:
    """The main list with the fields that are asked for, sorted and cut.

    Rows without a value come last in either order. Raises BadInput for a key that the
    list does not have, with the keys it has.
    """
    field_by_key = {field[0]: field for field in data.fields.fields}
    _refuse_unknown_keys("--fields", asked.fields, field_by_key)
    _refuse_unknown_keys("--sort", asked.sort, field_by_key)
    rows = list(data.rows)
    for key in reversed(asked.sort):  # sorting keeps the order of equal rows
        name, is_descending = key.removeprefix("-"), key.startswith("-")
        sort_key = functools.partial(_sort_key, name, unknown_is_largest=not is_descending)
        rows.sort(key=sort_key, reverse=is_descending)
    fields = [field_by_key[key] for key in asked.fields] or [*field_by_key.values()]
    brief = data.fields.brief if not asked.fields else ()
    return Data(
        data.record,
        Fields(data.fields.name, *fields, brief=brief),
        rows[: asked.limit],
        data.separator,
    )


def _refuse_unknown_keys(option: str, keys: Iterable[str], known: Collection[str]) -> None:
    """Raises BadInput for a key of an option that is not known; --sort takes "-key"."""
    for key in keys:
        name = key.removeprefix("-") if option == "--sort" else key
        if name not in known:
            raise BadInput(f"{option} {key!r}: no such key; expected {one_of(known)}")


def _sort_key(key: str, row: Row, *, unknown_is_largest: bool) -> tuple[object, ...]:
    """The sort key of a row by one of its keys: numbers as such, all else as text."""
    value = row.get(key)
    is_unknown = value in (None, "", [], ())
    if isinstance(value, (int, float)):
        return not unknown_is_largest, value, ""
    return is_unknown is unknown_is_largest, 0, fold(cell_text(value))


def document(view: Document, data: Data, asked: RowSelection) -> Document:
    """The title and the notes of an answer around a table of the selected rows.

    Columns without any value are left out, unless they are asked for.
    """
    selected = select_rows(data, asked)
    # Tables of some answers have only the most important columns: the brief ones.
    keys = [
        key
        for key in selected.fields.brief or selected.fields.keys
        if asked.fields or any(row.get(key) for row in selected.rows)
    ]
    columns = tuple(
        Column[Row](
            header="ID" if key == "id" else key.replace("_", " ").capitalize(),
            brief=functools.partial(_text, key),
            wraps=key != "id",
        )
        for key in keys
    )
    parts = [part for group in view.groups for part in group]
    title = next((part for part in parts if isinstance(part, Title)), None)
    notes = view.groups[-1] if view.groups else ()
    lines = not_shown(len(data.rows) - len(selected.rows), "row")
    return Document(
        title, [Grid[Row]("rows", columns).with_rows(selected.rows)], [*lines, *_note_lines(notes)]
    )


def _text(key: str, row: Row) -> str:
    return cell_text(row.get(key))


def _note_lines(parts: Sequence[Any]) -> list[str]:
    return [line for part in parts if isinstance(part, Notes) for line in part.lines]
