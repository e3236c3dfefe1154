"""The lines that tell what an export did."""

from milipol_cli.export import summary_words as words
from milipol_cli.export.query import ExportSummary


def blocks(done: ExportSummary) -> list[list[str]]:
    """What was written, when it rings, how sure the dates are, and what to do next."""
    rows, left = words.events(done)
    listed = [f" {name}: {when}" for name, when in rows]
    return [
        [words.written(done)],
        [*listed, *(f" {said}" for said in words.more_events(left))],
        words.what_to_know(done, done.sources),
    ]
