"""What `milipol check` shows."""

import itertools
from collections.abc import Iterator

from milipol_cli.check.query import Checked
from milipol_cli.errors import Problem
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Grid,
    Line,
    PartOf,
    Style,
    Title,
)
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


def _line(problem: Problem) -> str:
    return "all" if problem.line is None else str(problem.line)


def _place(problem: Problem) -> str:
    return problem.place or ("the file" if problem.line is None else "the line")


def _style(problem: Problem) -> Style:
    return "maybe" if problem.severity == "warning" else ""


PROBLEMS = Grid[Problem](
    "problems",
    (
        Column(label="File", full=lambda problem: problem.file),
        Column(
            header="Line",
            brief=lambda problem: Cell(_line(problem), "dim"),
            wraps=False,
        ),
        Column(header="Place", brief=_place, wraps=False),
        Column(
            header="What",
            label=lambda problem: problem.severity.capitalize(),
            brief=lambda problem: f"{problem.severity}: {problem.text}",
            full=lambda problem: problem.text,
            style=_style,
        ),
    ),
)


def view(answer: Checked) -> Document:
    """The number of problems, and the problems of each file."""
    return Document(
        Title(Cell(heading(answer))),
        list(_files(answer)),
        [] if answer.problems else [checked(answer)],
        verbatim=True,
    )


def _files(answer: Checked) -> Iterator[list[PartOf]]:
    for file, problems in itertools.groupby(
        answer.problems, lambda problem: problem.file
    ):
        yield [Line(Cell(file, "strong"), inset=True, full=[]), PROBLEMS.of(problems)]


def heading(answer: Checked) -> str:
    """The number of errors and warnings."""
    if not answer.problems:
        return f"No errors or warnings in {count(answer.counts['files'], 'file')}."
    numbers = [
        (answer.number_of("error"), "error"),
        (answer.number_of("warning"), "warning"),
    ]
    files = {problem.file for problem in answer.problems}
    return f"{_counted(numbers)} in {count(len(files), 'file')}"


def checked(answer: Checked) -> str:
    """How much was checked."""
    numbers = [(answer.counts[key], noun) for key, noun in _NOUNS.items()]
    return f"Checked: {_counted(numbers) or 'no data'}."


def _counted(numbers: list[tuple[int, str]]) -> str:
    return ", ".join(count(number, name) for number, name in numbers if number)
