"""Sources in words, and the numbers that they are cited by."""

from collections.abc import Iterable, Mapping, Sequence

from milipol_cli.look.words.dates import count, dates_plain, day_plain
from milipol_cli.network.load.combine import Addition
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source

# The number that each source is cited by, by its id.
Numbers = Mapping[str, int]

# This many numbers in a row become a span: "[4-6]".
_SPAN = 3


def source_numbers(sources: Iterable[Source]) -> Numbers:
    """The numbers of sources, in the order they are cited."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def cites(keys: Iterable[str], numbers: Numbers) -> str:
    """The numbers of sources: "[2]", "[1] [4-6]"; "" if there are none."""
    runs: list[list[int]] = []
    for number in sorted({numbers[key] for key in keys if key in numbers}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        part
        for run in runs
        for part in (
            [f"[{number}]" for number in run]
            if len(run) < _SPAN
            else [f"[{run[0]}-{run[-1]}]"]
        )
    )


def cited(text: str, keys: Iterable[str], numbers: Numbers) -> str:
    """A text with the numbers of its sources, if they have any."""
    cited_numbers = cites(keys, numbers)
    return f"{text} {cited_numbers}" if cited_numbers else text


def more_sources(sources: Sequence[Source], key: str) -> list[str]:
    """How to list the sources of an answer, if it has any."""
    if not sources:
        return []
    return [f"{count(len(sources), 'source')} in full: milipol show {key} --sources"]


def source_line(source: Source) -> str:
    """A source in one line: publisher, title, date and kind."""
    dates = Dates(month=source.month, year=source.year)
    date = None if dates == Dates() else dates_plain(dates)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    return ", ".join(part for part in parts if part is not None)


def own_files(additions: Iterable[Addition]) -> list[tuple[str, list[str]]]:
    """What each of the reader's own files adds, a line for each table."""
    lines: dict[str, list[str]] = {}
    for addition in additions:
        verb = "adds" if addition.adds else "adds to"
        table = f"{addition.kind} {addition.id}".strip()
        is_whole = addition.keys == (addition.kind,)
        keys = "" if is_whole else f": {', '.join(addition.keys)}"
        lines.setdefault(addition.file, []).append(f"{verb} {table}{keys}")
    return list(lines.items())
