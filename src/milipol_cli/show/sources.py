"""The sources of an answer, listed under it or counted."""

from collections.abc import Sequence

from milipol_cli.look.document import PartOf
from milipol_cli.look.parts import Link, Reference, References
from milipol_cli.look.words.dates import count, dates_plain, day_plain
from milipol_cli.look.words.sources import Numbers, source_numbers
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
    """Each source with its address, if they were asked for."""
    if not answer.with_sources:
        return []
    references = [
        Reference(f"[{number}]", _source_line(source), source.address, _link(source))
        for number, source in enumerate(answer.sources, 1)
    ]
    return [[References(references)]] if references else []


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
