"""Sources in full, as they are listed below an answer."""

from milipol_cli.look.document import Link, Reference
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source


def source_reference(number: int, source: Source, copied: str | None = None) -> Reference:
    """A source in one line: publisher, title, date, kind and when it was `copied`.

    Its title, or without a title its publisher, leads to its address.
    """
    day = source.date
    dates = Dates(start=day, end=day, month=source.month, year=source.year)
    date = None if dates == Dates() else dates_plain(dates)
    parts = [source.publisher, source.title, date, source.kind, copied]
    text = ", ".join(filter(None, parts))
    link = None
    if source.address is not None:
        start = 0 if source.title is None else len(f"{source.publisher}, ")
        end = start + len(source.title or source.publisher)
        link = Link(start, end, source.address)
    return Reference(f"[{number}]", text, source.address, link)
