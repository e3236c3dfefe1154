"""The record of `upcoming`."""

from typing import TYPE_CHECKING

from milipol_cli.look.rows import EditionRow, Record, Row, changes, edition_row

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed
    from milipol_cli.upcoming.query import Undated, Upcoming


class UndatedRow(Row, frozen=True, kw_only=True):
    show: str
    name: str
    last: EditionRow
    expected_year: int | None


class UpcomingRecord(Record, frozen=True, kw_only=True):
    editions: list[EditionRow]
    undated: list[UndatedRow]

    def listed(self) -> "Listed":
        return EditionRow.__struct_fields__, self.editions


def record(answer: "Upcoming", on: str) -> UpcomingRecord:
    return UpcomingRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
        editions=[edition_row(view) for view in answer.editions],
        undated=[undated_row(entry) for entry in answer.undated],
    )


def undated_row(entry: "Undated") -> UndatedRow:
    return UndatedRow(
        show=entry.show.id,
        name=entry.name,
        last=edition_row(entry.last),
        expected_year=entry.expected_year,
    )
