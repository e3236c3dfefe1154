"""The sources of an answer, listed under it or counted."""

from collections.abc import Sequence

from milipol_cli.look.document import PartOf
from milipol_cli.look.parts import Notes, Reference, References
from milipol_cli.look.words.sources import (
    Numbers,
    more_sources,
    own_files,
    source_line,
    source_numbers,
)
from milipol_cli.show.query import Details


def cited_numbers(answer: Details) -> Numbers:
    """The numbers that sources are cited by; none unless sources were asked for."""
    return source_numbers(answer.sources if answer.with_sources else ())


def hint(answer: Details, key: str) -> list[str]:
    """How to list the sources, unless they are listed."""
    return [] if answer.with_sources else more_sources(answer.sources, key)


def listed(answer: Details) -> list[Sequence[PartOf]]:
    """Each source with its address, and what the reader's own files add.

    Nothing unless sources were asked for.
    """
    if not answer.with_sources:
        return []
    references = [
        Reference(f"[{number}]", source_line(source), source.address)
        for number, source in enumerate(answer.sources, 1)
    ]
    own = own_files(answer.additions)
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
