"""The plain lines of sources."""

from milipol_cli.look.words import sources as words
from milipol_cli.show.query import EditionPage, History, SessionPage


def source_blocks(
    answer: History | EditionPage | SessionPage, asked: str
) -> list[list[str]]:
    """A block for each source: what it is, and its address; else how to see them.

    After them stands a block for each of the reader's own files that states something.
    """
    if not answer.with_sources:
        return [words.more_sources(answer.sources, asked)]
    sources = [
        [
            f"Source: [{at + 1}] {words.source_line(one)}",
            f"Address: {words.source_address(one)}",
        ]
        for at, one in enumerate(answer.sources)
    ]
    own = [
        [f"Own file: {file}", *(f"States: {said}" for said in stated)]
        for file, stated in words.own_files(answer.overrides)
    ]
    return [*sources, *own]
