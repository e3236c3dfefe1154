"""The lines that shows, editions and sessions share."""

from collections.abc import Iterable

from milipol_cli import wording
from milipol_cli.answers import Seen
from milipol_cli.model import Source
from milipol_cli.wording import sources as words


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
    return f"{said}, {view.certainty}" if view.certainty != "stated" else said


def source_blocks(sources: Iterable[Source]) -> list[list[str]]:
    """A block for each source: what it is, and its address."""
    return [
        [f"Source: {words.source_line(one)}", f"Address: {words.source_address(one)}"]
        for one in sources
    ]


def remarks(label: str, notes: Iterable[str]) -> list[str]:
    """Notes of the data, each a line of its own."""
    return [f"{label}{wording.sentence(note)}" for note in notes]
