"""The lines of `upcoming`."""

from milipol_cli import wording
from milipol_cli.answers.coming import Undated, Upcoming
from milipol_cli.answers.editions import Seen


def blocks(answer: Upcoming) -> list[list[str]]:
    """The blocks of lines that the answer is told in."""
    dated = wording.count(len({view.show.id for view in answer.editions}), "show")
    listed = " listed" if answer.left_out else ""
    head = (
        f"{wording.heading(answer)}: {dated} with dates{listed},"
        f" {len(answer.undated)} without."
    )
    return [
        [head],
        *([*edition_lines(view), f"ID: {view.edition.id}"] for view in answer.editions),
        *(_undated(entry) for entry in answer.undated),
        wording.upcoming_notes(answer, spoken=True),
    ]


def edition_lines(view: Seen) -> list[str]:
    """An edition with its days, place and state."""
    return [
        f"Show: {wording.named(view)}",
        f"Dates: {wording.dates_spoken(view.dates)}",
        f"Place: {wording.place(view)}",
        f"Starts: {wording.starts(view)}",
        f"Status: {wording.status(view)}",
    ]


def _undated(entry: Undated) -> list[str]:
    former, last = entry.former_name, entry.last
    return [
        f"Show: {entry.name}{'' if former is None else f', formerly {former}'}",
        "Dates: not announced",
        f"Expected: {wording.rhythm_words(entry)}",
        f"Last edition: {wording.dates_spoken(last.dates)}, {wording.place(last)}"
        f"{wording.outcome(last)}",
        f"ID: {entry.show.id}",
    ]
