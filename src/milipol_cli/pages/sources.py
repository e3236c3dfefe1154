"""The sources of a page."""

from collections.abc import Iterable

from milipol_cli.model import Source
from milipol_cli.pages.parts import Cell, Part, Rows
from milipol_cli.wording import sources as words


def listed(sources: Iterable[Source]) -> list[list[Part]]:
    """A group with each source and its address; none without any."""
    rows: list[tuple[Cell, ...]] = []
    for at, source in enumerate(sources):
        rows.append((Cell(f"[{at + 1}]"), Cell(words.source_line(source))))
        rows.append((Cell(""), Cell(words.source_address(source), "dim")))
    return [[Rows(rows)]] if rows else []
