"""The lines of `news`."""

from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import count
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.news import words
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.query import News


def blocks(answer: News) -> list[list[str]]:
    """The blocks of lines that an answer is told in."""
    items = count(len(answer.entries), "item")
    head = f"{words.heading(answer)}: {items} with a date."
    found = [[head], *(_entry(entry, answer) for entry in answer.entries)]
    if answer.undated:
        found.append(
            [
                f"Without a date: {count(len(answer.undated), 'item')}.",
                *(f"News: {words.without_a_date(it, answer)}" for it in answer.undated),
            ]
        )
    found.append([words.outcome_unknown(view) for view in answer.open])
    found.append(known_since_notes(answer.later_changes))
    found.append(old_data(answer.reviewed, answer.as_of, spoken=True))
    return found


def _entry(entry: NewsEntry, answer: News) -> list[str]:
    lines = [
        f"Date: {words.date(entry, spoken=True)}",
        f"About: {words.about(entry)}",
        f"News: {words.what(entry)}",
    ]
    lines += [f"Also: {said}" for said in words.also(entry)]
    return [*lines, f"Source: {words.publishers(entry, answer)}"]
