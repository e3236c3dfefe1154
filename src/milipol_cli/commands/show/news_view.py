"""How `milipol show` shows a piece of news."""

from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.commands.news.words import remarks, text
from milipol_cli.commands.show.query import NewsDetails
from milipol_cli.look.document import Cell, Fact, Facts, Notes, Parts, Title
from milipol_cli.look.words.dates import dates_plain, day_plain, sentence
from milipol_cli.look.words.sources import Numbers, with_citations
from milipol_cli.network.model.dates import Dates


def news(answer: NewsDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The piece of news, its subject, and the day it was known."""
    entry = answer.news
    words = text(entry)
    capital_words = words[:1].upper() + words[1:]
    line = with_citations(capital_words, entry.source, numbers)
    title = Title(
        Cell(line, "strong"), Cell(f"ID {answer.id}"), full=[f"News: {line}", f"ID: {answer.id}"]
    )
    # As in "Milipol Paris 2027 (paris-2027)"; the network has no id.
    subject_id = f" ({entry.edition or entry.show})" if entry.show else ""
    more = [sentence(remark) for remark in remarks(entry)]
    facts = Fact.with_text(
        {
            "About": f"{answer.about}{subject_id}",
            "Known": _day(entry),
            "Added": day_plain(entry.added),
            "Summary": entry.summary,
        }
    )
    facts += [Fact.from_texts("Also", *more)] if more else []
    return [title, Facts(facts)], Notes([])


def _day(entry: NewsEntry) -> str:
    """When the news was known: "May 2024", "by 3 May 2024", "3 May 2024"."""
    if entry.month is not None:
        return dates_plain(Dates(month=entry.month))
    return f"by {day_plain(entry.day)}" if entry.by else day_plain(entry.day)
