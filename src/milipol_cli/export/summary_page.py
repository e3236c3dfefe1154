"""The page that tells what an export did."""

from milipol_cli.export import summary_words as words
from milipol_cli.export.query import ExportSummary
from milipol_cli.look.parts import Cell, Line, Part, Rows


def receipt(done: ExportSummary) -> list[list[Part]]:
    """What was written, when it rings, how sure the dates are, and what to do next."""
    rows, left = words.events(done)
    more = [Line(Cell(said), inset=True) for said in words.more_events(left)]
    cells = [(Cell(name), Cell(when)) for name, when in rows]
    listed: list[Part] = [Rows(cells, label_wraps=True), *more] if rows else []
    known = words.what_to_know(done, done.sources)
    return [
        [Line(Cell(words.written(done)))],
        listed,
        [Line(Cell(said)) for said in known],
    ]
