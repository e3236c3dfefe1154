"""The sources of a page."""

from collections.abc import Iterable

from milipol_cli.model import Source
from milipol_cli.pages.parts import Part, Reference, References
from milipol_cli.wording import sources as words


def listed(sources: Iterable[Source], *, asked: bool) -> list[list[Part]]:
    """A group with each source and its address, numbered; none if not asked for."""
    if not asked:
        return []
    rows = [
        Reference(f"[{at + 1}]", words.source_line(source), source.address)
        for at, source in enumerate(sources)
    ]
    return [[References(rows)]] if rows else []
