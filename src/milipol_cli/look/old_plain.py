"""Answers -> lines, until each answer has a view.

Whole words, the year in every date, no drawing and no signs, no hyphen between days or
times; one blank line between records, and the count first.
"""

from typing import TYPE_CHECKING

from milipol_cli.look.plain import joined
from milipol_cli.look.words.dates import spelled_out

if TYPE_CHECKING:
    from milipol_cli.look.answers import Shown


# What is to be copied, not read.
_AS_WRITTEN = ("Address: ", "Own file: ")


def render(answer: "Shown") -> str:
    """The answer as lines of text with a final newline."""
    blocks = _blocks(answer)
    # It names files in sentences, and quotes what stands in them.
    if answer.question != "check":
        blocks = [list(map(_spelled_out, block)) for block in blocks]
    return joined(blocks)


def _spelled_out(line: str) -> str:
    # A hyphen between two days or times is read as "minus", or not at all.
    return line if line.startswith(_AS_WRITTEN) else spelled_out(line)


def _blocks(answer: "Shown") -> list[list[str]]:
    from milipol_cli.check import plain as checks  # noqa: PLC0415

    return checks.blocks(answer)
