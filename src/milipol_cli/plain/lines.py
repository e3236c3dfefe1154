"""The lines that shows, editions and sessions share."""

from collections.abc import Iterable, Sequence

from milipol_cli import wording
from milipol_cli.answers import Seen
from milipol_cli.model import Figure, Source
from milipol_cli.wording import sources as words
from milipol_cli.wording.figures import figure_line


def number_line(view: Seen) -> str:
    """The ordinal, and whether it was counted from others."""
    number = view.edition.number
    if number is None:
        return "none"
    counted = view.edition.number_basis == "counted"
    return f"{wording.ordinal(number)}{', counted from others' if counted else ''}"


def status_line(view: Seen) -> str:
    """The state of an edition, with its certainty where that is not stated."""
    said = wording.status(view)
    told = view.certainty == "stated" or view.certainty in said
    return said if told else f"{said}, {view.certainty}"


def sources_line(keys: Iterable[str], numbers: words.Numbers) -> list[str]:
    """The numbers of the sources of a record, where they are asked for."""
    cited = words.cites_spoken(keys, numbers)
    return [f"Sources: {cited}"] if cited else []


def figure_lines(figures: Iterable[Figure], numbers: words.Numbers) -> list[str]:
    """Figures, each with the numbers of its sources, where they are asked for."""
    return [
        f"Figure: {words.cited_spoken(figure_line(one), one.source, numbers)}"
        for one in figures
    ]


def source_blocks(
    sources: Sequence[Source], asked: str, *, whole: bool
) -> list[list[str]]:
    """A block for each source: what it is, and its address; else how to see them."""
    if not whole:
        return [words.more_sources(sources, asked)]
    return [
        [
            f"Source: [{at + 1}] {words.source_line(one)}",
            f"Address: {words.source_address(one)}",
        ]
        for at, one in enumerate(sources)
    ]


def remarks(label: str, notes: Iterable[str]) -> list[str]:
    """Notes of the data, each a line of its own."""
    return [f"{label}{wording.sentence(note)}" for note in notes]
