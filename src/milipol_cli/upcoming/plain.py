"""The lines of `upcoming`."""

from milipol_cli.look.plain_lines import edition_lines
from milipol_cli.look.words.dates import count, dates_spoken
from milipol_cli.look.words.editions import outcome, place
from milipol_cli.upcoming.query import Undated, Upcoming
from milipol_cli.upcoming.words import heading, rhythm_words, upcoming_notes


def blocks(answer: Upcoming) -> list[list[str]]:
    """The blocks of lines that the answer is told in."""
    dated = count(len({view.show.id for view in answer.editions}), "show")
    listed = " listed" if answer.left_out else ""
    head = (
        f"{heading(answer)}: {dated} with dates{listed}, {len(answer.undated)} without."
    )
    return [
        [head],
        *([*edition_lines(view), f"ID: {view.id}"] for view in answer.editions),
        *(_undated(entry) for entry in answer.undated),
        upcoming_notes(answer, spoken=True),
    ]


def _undated(entry: Undated) -> list[str]:
    former, last = entry.former_name, entry.last
    return [
        f"Show: {entry.name}{'' if former is None else f', formerly {former}'}",
        "Dates: not announced",
        f"Expected: {rhythm_words(entry)}",
        f"Last edition: {dates_spoken(last.dates)}, {place(last)}{outcome(last)}",
        f"ID: {entry.show.id}",
    ]
