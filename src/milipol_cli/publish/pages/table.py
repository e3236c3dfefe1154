"""Tables: their columns are named once, their rows become cards on a phone."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from milipol_cli.publish.pages.html import Content, Html, element, text

Row = TypeVar("Row")


class Column(NamedTuple, Generic[Row]):
    """A column with its header, and the cell of a row."""

    header: str
    cell: Callable[[Row], Content]


class Table(NamedTuple, Generic[Row]):
    """A table; the column at `names` has the headers of the rows."""

    columns: Sequence[Column[Row]]
    names: int = 0

    def rows(self, values: Iterable[Row]) -> list[Html]:
        """A row for each value."""
        return [
            element(
                "tr",
                (
                    element(
                        "th" if index == self.names else "td",
                        text(column.cell(value)),
                        scope="row" if index == self.names else None,
                        data_label=column.header,
                    )
                    for index, column in enumerate(self.columns)
                ),
            )
            for value in values
        ]

    def around(self, rows: Sequence[Html]) -> Html:
        """The table with these rows."""
        headers = (element("th", column.header, scope="col") for column in self.columns)
        return element(
            "table",
            element("thead", element("tr", headers)),
            element("tbody", rows),
        )
