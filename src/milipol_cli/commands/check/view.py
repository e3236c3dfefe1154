"""The view of `milipol check`."""

import itertools
from collections.abc import Iterable

from milipol_cli.base.errors import Problem
from milipol_cli.commands.check.query import Checked
from milipol_cli.look.document import Cell, Column, Document, Grid, Line, PartOf, Title
from milipol_cli.look.words.dates import count

_NOUNS = {
    "shows": "show",
    "editions": "edition",
    "programmes": "programme",
    "sessions": "session",
    "news": "news item",
    "exhibitors": "exhibitor",
    "sources": "source",
    "picks": "pick",
}


def _place(problem: Problem) -> str:
    return problem.place or ("the file" if problem.line is None else "the line")


PROBLEMS = Grid[Problem](
    "problems",
    (
        Column(label="File", full=lambda problem: problem.file),
        Column(
            header="Line",
            brief=lambda problem: Cell(str(problem.line or "all"), "dim"),
            wraps=False,
        ),
        Column(header="Place", brief=_place, wraps=False),
        Column(
            header="What",
            label=lambda problem: problem.severity.capitalize(),
            brief=lambda problem: f"{problem.severity}: {problem.text}",
            full=lambda problem: problem.text,
            style=lambda problem: "maybe" if problem.severity == "warning" else "",
        ),
    ),
)


def view(answer: Checked) -> Document:
    """The number of problems, and the problems of each file."""
    files: list[list[PartOf]] = [
        [Line(Cell(file, "strong"), inset=True, full=[]), PROBLEMS.with_rows(problems)]
        for file, problems in itertools.groupby(answer.problems, lambda problem: problem.file)
    ]
    if answer.problems:
        errors, warnings = answer.number_of("error"), answer.number_of("warning")
        numbers = _counts([(errors, "error"), (warnings, "warning")])
        heading, notes = f"{numbers} in {count(len(files), 'file')}", []
    else:
        heading = f"No errors or warnings in {count(answer.counts['files'], 'file')}."
        counted = _counts((answer.counts[key], noun) for key, noun in _NOUNS.items())
        notes = [f"Checked: {counted or 'no data'}."]
    return Document(Title(Cell(heading)), files, notes, verbatim=True)


def _counts(numbers: Iterable[tuple[int, str]]) -> str:
    return ", ".join(count(number, name) for number, name in numbers if number)
