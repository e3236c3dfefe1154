"""Answers -> pages: titles, tables and notes, not yet drawn.

A page says what stands beside what and what it means; `tables.py` draws it for a
terminal and `markdown.py` writes it as Markdown, so that both tell the same rows.
"""

from milipol_cli.answers import Answer, News, Today, Upcoming
from milipol_cli.pages.parts import Part


def page(answer: Answer) -> list[list[Part]]:
    """The groups of parts that an answer is told in; groups stand apart."""
    return [group for group in _groups(answer) if group]


def _groups(answer: Answer) -> list[list[Part]]:
    # Each command loads the pages that it needs.
    if isinstance(answer, Upcoming):
        from milipol_cli.pages import coming  # noqa: PLC0415

        return coming.upcoming(answer)
    if isinstance(answer, Today):
        from milipol_cli.pages import days  # noqa: PLC0415

        return days.today(answer)
    if isinstance(answer, News):
        from milipol_cli.pages import reports  # noqa: PLC0415

        return reports.news(answer)
    from milipol_cli.pages import shows  # noqa: PLC0415

    return shows.show(answer)
