"""Answers -> pages: titles, tables and notes, not yet drawn.

A page says what stands beside what and what it means; `tables/` draws it for a
terminal and `markdown.py` writes it as Markdown, so that both tell the same rows.
"""

from typing import TYPE_CHECKING

from milipol_cli.look.parts import Part

if TYPE_CHECKING:
    from milipol_cli.look.answers import Shown


def page(answer: "Shown") -> list[list[Part]]:
    """The groups of parts that an answer is told in; groups stand apart."""
    return [group for group in _groups(answer) if group]


def _groups(answer: "Shown") -> list[list[Part]]:
    from milipol_cli.check import page as checks  # noqa: PLC0415

    return checks.checked(answer)
