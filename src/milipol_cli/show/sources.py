"""The sources of an answer, listed under it or counted."""

from collections.abc import Iterable, Sequence

from milipol_cli.look.document import PartOf
from milipol_cli.look.parts import Link, Notes, Reference, References
from milipol_cli.look.words.dates import count, dates_plain, day_plain
from milipol_cli.look.words.sources import Numbers, source_numbers
from milipol_cli.network.load.combine import Addition
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source
from milipol_cli.show.query import Details


def cited_numbers(answer: Details) -> Numbers:
    """The numbers that sources are cited by; none unless sources were asked for."""
    return source_numbers(answer.sources if answer.with_sources else ())


def hint(answer: Details, key: str) -> list[str]:
    """How to list the sources, if there are any and they are not listed."""
    if answer.with_sources or not answer.sources:
        return []
    sources = count(len(answer.sources), "source")
    return [f"{sources} in full: milipol show {key} --sources"]


def listed(answer: Details) -> list[Sequence[PartOf]]:
    """Each source with its address, and what the reader's own files add.

    Nothing unless sources were asked for.
    """
    if not answer.with_sources:
        return []
    references = [
        Reference(f"[{number}]", _source_line(source), source.address, _link(source))
        for number, source in enumerate(answer.sources, 1)
    ]
    own = _own_files(answer.additions)
    lines = [
        line
        for file, statements in own
        for line in (f"From {file}:", *(f"  {statement}" for statement in statements))
    ]
    full = [
        line
        for file, statements in own
        for line in (f"Own file: {file}", *(f"States: {text}" for text in statements))
    ]
    return [[References(references)] if references else [], [Notes(lines, full=full)]]


def _source_line(source: Source) -> str:
    """A source in one line: publisher, title, date and kind."""
    dates = Dates(month=source.month, year=source.year)
    date = None if dates == Dates() else dates_plain(dates)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    return ", ".join(part for part in parts if part is not None)


def _link(source: Source) -> Link | None:
    """What leads to the address of a source: its title, else its publisher."""
    if source.address is None:
        return None
    if source.title is None:
        return Link(0, len(source.publisher), source.address)
    start = len(f"{source.publisher}, ")
    return Link(start, start + len(source.title), source.address)


def _own_files(additions: Iterable[Addition]) -> list[tuple[str, list[str]]]:
    """What each of the reader's own files adds, a line for each table."""
    lines: dict[str, list[str]] = {}
    for addition in additions:
        verb = "adds" if addition.adds else "adds to"
        table = f"{addition.kind} {addition.id}".strip()
        is_whole = addition.keys == (addition.kind,)
        keys = "" if is_whole else f": {', '.join(addition.keys)}"
        lines.setdefault(addition.file, []).append(f"{verb} {table}{keys}")
    return list(lines.items())
