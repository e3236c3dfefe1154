"""The lines of `check`."""

from milipol_cli.check import words
from milipol_cli.check.query import Checked
from milipol_cli.errors import Problem


def blocks(answer: Checked) -> list[list[str]]:
    """The trouble counted, then a block for each fault."""
    told = [_lines(fault) for fault in answer.problems]
    return [[words.heading(answer)], *(told or [[words.counted(answer)]])]


def _lines(fault: Problem) -> list[str]:
    return [
        f"File: {fault.file}",
        f"Line: {words.line(fault)}",
        f"Place: {words.place(fault)}",
        f"{fault.severity.capitalize()}: {fault.text}",
    ]
