"""The view of `milipol news`."""

from milipol_cli.commands.news.query import News, NewsEntry
from milipol_cli.commands.news.words import OLDER, about, date, outcome_unknown, remarks, text
from milipol_cli.look.document import Cell, Column, Document, Fact, Facts, Grid, Line, Style, Title
from milipol_cli.look.words.dates import count, day_plain, join_names, not_shown

# Two publishers are named if they take no more characters than this.
_TWO_PUBLISHERS = 20

# What stands for the publisher if no source was dated by then.
_NONE_DATED = "no source dated by then"

_UNDATED = "Without a date"


def _style(entry: NewsEntry) -> Style:
    is_off = entry.kind in ("move", "cancellation", "postponement")
    return "maybe" if is_off or entry.old_venue is not None else ""


def _grid(answer: News) -> Grid[NewsEntry]:
    """The news itself gets most of the room.

    The columns beside it give way down to widths in which "Paris 2025" and most
    publishers still take one line or two.
    """
    return Grid(
        "news",
        (
            Column(header="Date", brief=date, wraps=False),
            Column(header="Edition", label="About", brief=about, yields_to=len("Asia-Pacific")),
            Column(
                header="What",
                label="News",
                brief=text,
                style=_style,
                under=lambda entry: (Cell(remark, "dim") for remark in remarks(entry)),
                is_text=True,
            ),
            Column(label="Also", full=lambda entry: [*remarks(entry)]),
            Column(
                header="Source",
                brief=lambda entry: _publishers(entry, answer),
                yields_to=17,
                follows=True,
            ),
        ),
    )


def view(answer: News) -> Document:
    """The dated news, then older figures, the undated news, and notes."""
    title = heading(answer)
    news = [entry for entry in answer.entries if not entry.is_found_later]
    older = [entry for entry in answer.entries if entry.is_found_later]
    dated = count(len(news), "item")
    outcomes = [outcome_unknown(edition) for edition in answer.outcome_unknown]
    is_empty = not (answer.entries or answer.undated or outcomes)
    return Document(
        Title(Cell(title), full=[f"{title}: {dated} with a date."]),
        (
            _grid(answer).with_rows(news),
            [Title(Cell(OLDER, "strong"), of_part=True)] if older else [],
            _grid(answer).with_rows(older),
            Facts(_undated_facts(answer), wide_label=False),
            [Line(Cell(no_news_line(answer)), inset=True, full=())] if is_empty else [],
        ),
        [*not_shown(answer.left_out, "item"), *outcomes],
    )


def _undated_facts(answer: News) -> list[Fact]:
    """The undated news under one label; empty if there is none."""
    if not answer.undated:
        return []
    texts = [_undated_text(entry, answer) for entry in answer.undated]
    full = [f"{_UNDATED}: {count(len(texts), 'item')}."]
    full += [f"News: {text}" for text in texts]
    return [Fact(_UNDATED, [(Cell(text),) for text in texts], full)]


def _publishers(entry: NewsEntry, answer: News) -> str:
    """The first publisher of a piece of news, and a second if both names are short.

    If no source was dated by then, the text says so.
    """
    sources = answer.sources
    names = [sources[key].publisher for key in entry.source if key in sources]
    if not names:
        is_later = answer.as_of.looks_back(answer.reviewed)
        return _NONE_DATED if is_later else "not named"
    both = ", ".join(list(dict.fromkeys(names))[:2])
    return both if len(both) <= _TWO_PUBLISHERS else names[0]


def _undated_text(entry: NewsEntry, answer: News) -> str:
    """An undated item, with its publisher if known, and the day it was out by."""
    line, publisher = text(entry), _publishers(entry, answer)
    if line[:1].islower():
        line = f"{about(entry)}: {line}"
    by = f"by {day_plain(entry.day)}"
    return f"{line} ({by if publisher == _NONE_DATED else f'{publisher}, {by}'})"


def heading(answer: News) -> str:
    """The title: what the news is about, since when, and as of when."""
    title = f"News about {join_names(answer.about) or 'the Milipol network'}"
    title += _since(answer)
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as of {day_plain(answer.as_of.reader_day)}"
    return title


def no_news_line(answer: News) -> str:
    """The line of an answer without news."""
    subject = f" about {join_names(answer.about)}" if answer.about else ""
    return f"No news{subject}{_since(answer)}."


def _since(answer: News) -> str:
    if answer.since is None:
        return ""
    added = " added" if answer.added else ""
    return f"{added} since {day_plain(answer.since)}"
