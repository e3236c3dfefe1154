"""Answers -> `Label: value` lines, for screen readers and narrow terminals.

Whole words, the year in every date, no drawing and no signs; one blank line between
records, and the count first.
"""

from milipol_cli.answers import Agenda, Answer, Checked, Search, Today, Upcoming
from milipol_cli.visible import visible


def render(answer: Answer) -> str:
    """The answer as lines of text with a final newline."""
    blocks = [block for block in _blocks(answer) if block]
    return "\n\n".join("\n".join(map(visible, block)) for block in blocks) + "\n"


def _blocks(answer: Answer) -> list[list[str]]:
    # Each command loads the lines that it needs.
    if isinstance(answer, (Upcoming, Today)):
        from milipol_cli.plain import days  # noqa: PLC0415

        return days.blocks(answer)
    if isinstance(answer, Agenda):
        from milipol_cli.plain import agenda  # noqa: PLC0415

        return agenda.blocks(answer)
    if isinstance(answer, Search):
        from milipol_cli.plain import finds  # noqa: PLC0415

        return finds.blocks(answer)
    if isinstance(answer, Checked):
        from milipol_cli.plain import checks  # noqa: PLC0415

        return checks.blocks(answer)
    from milipol_cli.plain import shows  # noqa: PLC0415

    return shows.blocks(answer)
