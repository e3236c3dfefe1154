"""What `milipol news` shows."""

from collections.abc import Iterator
from typing import NamedTuple

from milipol_cli.look.document import Column, Document, Fact, Facts, Grid
from milipol_cli.look.parts import Cell, Line, Notes, Style, Title
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import (
    count,
    dates_on,
    dates_plain,
    dates_set,
    dates_short,
    day_plain,
    day_short,
    joined,
)
from milipol_cli.look.words.editions import known_since_notes, titled
from milipol_cli.look.words.figures import figure_line
from milipol_cli.network.editions import EditionAsOf, in_another_city
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.query import News

# Two publishers are named if they take no more characters than this.
_TWO_PUBLISHERS = 20


class Published(NamedTuple):
    """A piece of news, with the names of those who published it."""

    entry: NewsEntry
    publishers: str


def _style(row: Published) -> Style:
    entry = row.entry
    is_off = entry.kind in ("move", "cancellation", "postponement")
    return "maybe" if is_off or entry.old_venue is not None else ""


# The news itself gets most of the room. The columns beside it give way down to widths
# in which "Paris 2025" and most publishers still take one line or two.
NEWS = Grid[Published](
    "news",
    (
        Column(header="Date", brief=lambda row: date(row.entry), wraps=False),
        Column(
            header="Edition",
            label="About",
            brief=lambda row: about(row.entry),
            yields_to=len("Asia-Pacific"),
        ),
        Column(
            header="What",
            label="News",
            brief=lambda row: headline(row.entry),
            style=_style,
            under=lambda row: (Cell(remark, "dim") for remark in remarks(row.entry)),
        ),
        Column(label="Also", full=lambda row: [*remarks(row.entry)]),
        Column(header="Source", brief=lambda row: row.publishers, yields_to=17),
    ),
)


def view(answer: News) -> Document:
    """The dated news, then the undated, and notes."""
    title = heading(answer)
    dated = [Published(entry, publishers(entry, answer)) for entry in answer.entries]
    undated = [without_a_date(entry, answer) for entry in answer.undated]
    outcomes = [outcome_unknown(edition) for edition in answer.outcome_unknown]
    is_empty = not (dated or undated or outcomes)
    return Document(
        Title(Cell(title), full=[f"{title}: {count(len(dated), 'item')} with a date."]),
        (
            NEWS.of(dated),
            Facts(_undated_facts(undated), wide_label=False),
            [Line(Cell(nothing(answer)), inset=True, full=())] if is_empty else [],
        ),
        Notes(
            [
                *outcomes,
                *known_since_notes(answer.later_changes),
                *old_data(answer.reviewed, answer.as_of),
            ]
        ),
    )


def _undated_facts(texts: list[str]) -> list[Fact]:
    if not texts:
        return []
    label = "Without a date"
    lines = [(Cell(text),) for text in texts]
    full = [f"{label}: {count(len(texts), 'item')}."]
    return [Fact(label, lines, full + [f"News: {text}" for text in texts])]


def heading(answer: News) -> str:
    """The title: what the news is about, since when, and as of when."""
    title = f"News about {joined(answer.about) or 'the Milipol network'}"
    if answer.since is not None:
        title += f" since {day_plain(answer.since)}"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as known on {day_plain(answer.as_of.reader_day)}"
    return title


def date(entry: NewsEntry) -> str:
    """The day or the month of a piece of news, or the day by which it was published."""
    if entry.month is not None:
        return dates_short(Dates(month=entry.month))
    day = day_short(entry.day)
    return f"by {day}" if entry.by else day


def about(entry: NewsEntry) -> str:
    """What a piece of news is about: the show in a word or two, with the year.

    Without "Milipol", which all shows are called, and without a second name.
    """
    if entry.name is None:
        return "network"
    short = entry.name.rpartition("Milipol ")[2].partition(" - ")[0]
    short = short.removesuffix(" Summit") or entry.name
    return short if entry.edition is None else f"{short} {entry.edition[-4:]}"


def headline(entry: NewsEntry) -> str:
    """What is new, in one line."""
    if entry.kind == "result":
        return ", ".join(figure_line(figure) for figure in entry.figures)
    if entry.kind == "rename":
        return f"RENAMED from {entry.former_name} to {entry.name}"
    if entry.kind == "venue":
        return _venue(entry)
    if entry.text is not None:
        return entry.text
    assert entry.new is not None  # an entry without a text is about dates
    if entry.kind == "move":
        assert entry.old is not None  # a move has the dates before it
        ends = entry.new.end is not None or entry.new.start is None
        end = "" if ends else ", end not known"
        return f"MOVED from {_bare(entry.old)} to {_bare(entry.new)}{end}"
    if entry.kind == "cancellation":
        return f"CANCELLED, previously set {dates_set(entry.new)}"
    if entry.kind == "postponement":
        return f"POSTPONED, previously set {dates_set(entry.new)}"
    return _announced(entry, entry.new)


def _bare(dates: Dates) -> str:
    """Dates to follow "from" or "to": a first day without its own "from"."""
    return dates_plain(dates).removeprefix("from ")


def _announced(entry: NewsEntry, dates: Dates) -> str:
    former = entry.former_status
    if former is None:
        city = None if entry.venue is None else entry.venue.city
        text = dates_plain(dates) if city is None else f"{dates_plain(dates)} in {city}"
        return f"{text}, tentative" if entry.status == "tentative" else text
    if entry.status == "held":
        return f"held {dates_on(dates)}, previously {former}"
    if entry.status == "tentative":
        return f"set {dates_set(dates)}, now only tentative"
    again = "ANNOUNCED AGAIN" if former in ("cancelled", "postponed") else "announced"
    return f"{again} {dates_set(dates)}, previously {former}"


def _venue(entry: NewsEntry) -> str:
    """A move to another city or hall, or a place that is named for the first time."""
    old, new = entry.old_venue, entry.venue
    assert new is not None  # an entry of this kind has a place
    if old is None:
        return f"place: {place(new)}"
    if in_another_city(old, new):
        return f"MOVED to another city, from {_city(old)} to {_city(new)}"
    return f"MOVED to another hall, from {old.name} to {new.name}"


def _city(venue: Venue) -> str:
    """A city, with the hall in it if that is known."""
    return f"{venue.city} ({venue.name})" if venue.name else f"{venue.city}"


def place(venue: Venue | None) -> str | None:
    """A hall with its city, or the city alone; None if neither is known."""
    if venue is None:
        return None
    name, city = venue.name, venue.city
    if name is None or city is None or city in name:
        return name or city
    return f"{name}, {city}"


def remarks(entry: NewsEntry) -> Iterator[str]:
    """What else there is to a piece of news.

    A new name, what it is inferred from, the day that a newsletter was written for.
    """
    if entry.former_name is not None and entry.kind != "rename":
        yield f"name: {entry.name}, formerly {entry.former_name}"
    if entry.certainty == "inferred":
        reason = entry.reason or "inferred"
        yield reason if "inferred" in reason else f"inferred: {reason}"
    if entry.describes is not None and entry.describes != entry.day:
        yield f"written for {day_plain(entry.describes)}"


def publishers(entry: NewsEntry, answer: News) -> str:
    """Who published it: the first publisher, and a second if both names are short."""
    names = [
        answer.sources[key].publisher for key in entry.source if key in answer.sources
    ]
    if not names:
        return "not named"
    both = ", ".join(list(dict.fromkeys(names))[:2])
    return both if len(both) <= _TWO_PUBLISHERS else names[0]


def without_a_date(entry: NewsEntry, answer: News) -> str:
    """An undated item, with its publisher and the day by which it was published."""
    text = headline(entry)
    if text[:1].islower():
        text = f"{about(entry)}: {text}"
    return f"{text} ({publishers(entry, answer)}, by {day_plain(entry.day)})"


def outcome_unknown(edition: EditionAsOf) -> str:
    """That no source reports whether an edition took place."""
    return (
        f"{titled(edition)} was due {dates_on(edition.dates)};"
        " no report found on whether it took place."
    )


def nothing(answer: News) -> str:
    """That there is no news."""
    subject = f" about {joined(answer.about)}" if answer.about else ""
    since = "" if answer.since is None else f" since {day_plain(answer.since)}"
    return f"No news{subject}{since}."
