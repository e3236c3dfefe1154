"""Answers -> pages: titles, tables and notes, not yet drawn.

A page says what stands beside what and what it means; `tables/` draws it for a
terminal and `markdown.py` writes it as Markdown, so that both tell the same rows. The
agenda alone has another page for a document.
"""

from typing import TYPE_CHECKING

from milipol_cli.look.parts import Part

if TYPE_CHECKING:
    from milipol_cli.look.answers import Shown


def page(answer: "Shown") -> list[list[Part]]:
    """The groups of parts that an answer is told in; groups stand apart."""
    return [group for group in _groups(answer) if group]


def document(answer: "Shown") -> list[list[Part]]:
    """The groups for a document: the agenda as lists, without how each pick stands."""
    if answer.question == "agenda":
        from milipol_cli.agenda import page as agenda  # noqa: PLC0415

        return [group for group in agenda.listed(answer) if group]
    return page(answer)


def _groups(answer: "Shown") -> list[list[Part]]:
    # Each command loads the pages that it needs.
    if answer.question == "agenda":
        from milipol_cli.agenda import page as agenda  # noqa: PLC0415

        return agenda.agenda(answer)
    if answer.question == "search":
        from milipol_cli.search import page as finds  # noqa: PLC0415

        return finds.search(answer)
    if answer.question == "alarms":
        from milipol_cli.export import alarms_page as alarms  # noqa: PLC0415

        return alarms.alarms(answer)
    from milipol_cli.export import summary_page as receipts  # noqa: PLC0415

    return receipts.receipt(answer)
