"""The sources of a page."""

from milipol_cli.look.parts import Part, Reference, References, notes
from milipol_cli.look.words import sources as words
from milipol_cli.show.query import EditionPage, History, SessionPage


def listed(answer: History | EditionPage | SessionPage) -> list[list[Part]]:
    """A group with each source and its address, numbered, if they were asked for.

    Under it stands what comes from the reader's own files.
    """
    if not answer.with_sources:
        return []
    rows = [
        Reference(f"[{at + 1}]", words.source_line(source), source.address)
        for at, source in enumerate(answer.sources)
    ]
    groups: list[list[Part]] = [[References(rows)]] if rows else []
    own = [
        line
        for file, stated in words.own_files(answer.overrides)
        for line in (f"From {file}:", *(f"  {said}" for said in stated))
    ]
    return [*groups, notes(own)]
