"""What a check of data found, as one record and as a list."""

from typing import TYPE_CHECKING

from milipol_cli.check.query import Checked, Counts
from milipol_cli.errors import Severity
from milipol_cli.look.rows import SCHEMA, Row

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed


class FaultRow(Row, frozen=True, kw_only=True):
    file: str
    line: int | None
    place: str
    severity: Severity
    found: str
    expected: str
    advice: str | None


class CheckRecord(Row, frozen=True, kw_only=True):
    schema: int = SCHEMA
    errors: int
    warnings: int
    checked: Counts
    faults: list[FaultRow]

    def listed(self) -> "Listed":
        return FaultRow.__struct_fields__, self.faults


def record(answer: Checked) -> CheckRecord:
    return CheckRecord(
        errors=answer.number_of("error"),
        warnings=answer.number_of("warning"),
        checked=answer.counts,
        faults=[
            FaultRow(
                **{key: getattr(problem, key) for key in FaultRow.__struct_fields__}
            )
            for problem in answer.problems
        ],
    )
