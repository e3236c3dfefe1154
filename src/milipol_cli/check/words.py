"""What a check of data found, in words."""

from milipol_cli.check.query import Checked
from milipol_cli.errors import Problem
from milipol_cli.look.words.dates import count


def heading(answer: Checked) -> str:
    """The first line of `check`: the trouble, counted."""
    if not answer.problems:
        return f"Nothing is wrong in {count(answer.counts.files, 'file')}."
    errors, warnings = answer.number_of("error"), answer.number_of("warning")
    told = [
        count(number, name)
        for number, name in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    files = {fault.file for fault in answer.problems}
    return f"{', '.join(told)} in {count(len(files), 'file')}"


def counted(answer: Checked) -> str:
    """How much was checked."""
    found = answer.counts
    told = [
        count(number, name)
        for number, name in (
            (found.shows, "show"),
            (found.editions, "edition"),
            (found.programmes, "programme"),
            (found.sessions, "session"),
            (found.news, "news item"),
            (found.sources, "source"),
            (found.picks, "pick"),
        )
        if number
    ]
    return f"Checked: {', '.join(told) or 'nothing that holds data'}."


def line(fault: Problem) -> str:
    """The line of a fault, where it has one."""
    return "all" if fault.line is None else str(fault.line)


def place(fault: Problem) -> str:
    """The place of a fault in the tables of its file, or the part of the file."""
    if fault.place:
        return fault.place
    return "the file" if fault.line is None else "the line"
