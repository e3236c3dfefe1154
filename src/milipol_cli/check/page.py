"""The page of `check`."""

import itertools

from milipol_cli.check import words
from milipol_cli.check.query import Checked
from milipol_cli.errors import Problem
from milipol_cli.look.parts import Cell, Line, Part, Table, Title, notes


def checked(answer: Checked) -> list[list[Part]]:
    """The groups of a check: the trouble counted, then file by file."""
    groups: list[list[Part]] = [[Title(Cell(words.heading(answer)))]]
    for file, faults in itertools.groupby(answer.problems, key=lambda it: it.file):
        groups.append([Line(Cell(file, "strong"), inset=True), _table(list(faults))])
    return groups if answer.problems else [*groups, notes([words.counted(answer)])]


def _table(faults: list[Problem]) -> Table:
    rows = [
        (
            Cell(words.line(fault), "dim"),
            Cell(words.place(fault)),
            Cell(
                f"{fault.severity}: {fault.text}",
                "maybe" if fault.severity == "warning" else "",
            ),
        )
        for fault in faults
    ]
    return Table(("Line", "Place", "What"), rows, wraps=(2,), kind="faults")
