"""Sources in words."""

from collections.abc import Sequence

from milipol_cli.model import Dates, Source
from milipol_cli.wording.dates import count, dates_plain, day_plain


def more_sources(sources: Sequence[Source], asked: str) -> list[str]:
    """How to see the sources that are only numbered; nothing where there is none."""
    if not sources:
        return []
    said = f"{count(len(sources), 'source')} with grade and address"
    return [f"{said}: milipol show {asked} --sources"]


def source_line(source: Source) -> str:
    """A source: publisher, date and kind, with its title where it has one."""
    dated = Dates(month=source.month, year=source.year)
    date = None if dated == Dates() else dates_plain(dated)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    return ", ".join(part for part in parts if part is not None)


def source_address(source: Source) -> str:
    """Where a source is found."""
    return source.address or "no address"
