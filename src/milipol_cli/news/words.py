"""The news in words."""

from milipol_cli.look.words.dates import (
    dates_on,
    dates_plain,
    dates_set,
    dates_short,
    day_plain,
    day_short,
    joined,
)
from milipol_cli.look.words.editions import titled
from milipol_cli.look.words.figures import figure_line
from milipol_cli.network.editions import EditionAsOf, in_another_city
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.query import News

# Two publishers stand in a column if they take no more than this.
_BOTH = 20


def heading(answer: News) -> str:
    """The first line of `news`."""
    said = f"News of {joined(answer.about) or 'the Milipol network'}"
    if answer.since is not None:
        said += f" since {day_plain(answer.since)}"
    as_of = answer.as_of
    if as_of.looks_back(answer.reviewed):
        said += f", as known on {day_plain(as_of.reader_day)}"
    return said


def date(entry: NewsEntry, *, spoken: bool = False) -> str:
    """The day of a piece of news, its month, or the day by which it was out."""
    if entry.month is not None:
        month = Dates(month=entry.month)
        return dates_plain(month) if spoken else dates_short(month)
    day = day_plain(entry.day) if spoken else day_short(entry.day)
    return f"by {day}" if entry.by else day


def about(entry: NewsEntry) -> str:
    """What a piece of news is about: the show in a word or two, with the year.

    What the shows of the network share is left out, and what a show was joined with.
    """
    if entry.name is None:
        return "network"
    short = entry.name.rpartition("Milipol ")[2].partition(" - ")[0]
    short = short.removesuffix(" Summit") or entry.name
    return short if entry.edition is None else f"{short} {entry.edition[-4:]}"


def what(entry: NewsEntry) -> str:
    """What a piece of news says, in a line."""
    if entry.kind == "result":
        return ", ".join(figure_line(figure) for figure in entry.figures)
    if entry.kind == "rename":
        return f"RENAMED from {entry.former_name} to {entry.name}"
    if entry.kind == "venue":
        return _venue(entry)
    if entry.text is not None:
        return entry.text
    assert entry.new is not None  # a notice without a text tells of dates
    if entry.kind == "move":
        assert entry.old is not None  # a move is from some dates to others
        ends = entry.new.end is not None or entry.new.start is None
        end = "" if ends else ", end not known"
        return f"MOVED from {_bare(entry.old)} to {_bare(entry.new)}{end}"
    if entry.kind == "cancellation":
        return f"CANCELLED, had been set {dates_set(entry.new)}"
    if entry.kind == "postponement":
        return f"POSTPONED, had been set {dates_set(entry.new)}"
    return _announced(entry, entry.new)


def _bare(dates: Dates) -> str:
    """Dates after a word like "from": of a start alone just the day."""
    return dates_plain(dates).removeprefix("from ")


def _announced(entry: NewsEntry, dates: Dates) -> str:
    former = entry.former_status
    if former is None:
        city = None if entry.venue is None else entry.venue.city
        said = dates_plain(dates)
        said = said if city is None else f"{said} in {city}"
        return f"{said}, tentative" if entry.status == "tentative" else said
    if entry.status == "held":
        return f"held {dates_on(dates)}, {former} before"
    if entry.status == "tentative":
        return f"set {dates_set(dates)}, only tentative now"
    again = "ANNOUNCED AGAIN" if former in ("cancelled", "postponed") else "announced"
    return f"{again} {dates_set(dates)}, {former} before"


def _venue(entry: NewsEntry) -> str:
    """Another city or hall, with the one before, or a hall that was named at last."""
    old, new = entry.old_venue, entry.venue
    assert new is not None  # this tells of a place
    if old is None:
        return f"place: {place(new)}"
    if in_another_city(old, new):
        return f"MOVED to another city, from {_city(old)} to {_city(new)}"
    return f"MOVED to another hall, from {old.name} to {new.name}"


def _city(venue: Venue) -> str:
    """A city, and the hall in it where that is known."""
    return f"{venue.city} ({venue.name})" if venue.name else f"{venue.city}"


def place(venue: Venue | None) -> str | None:
    """A hall with its city, or the city alone; None where neither is known."""
    if venue is None:
        return None
    name, city = venue.name, venue.city
    if name is None or city is None or city in name:
        return name or city
    return f"{name}, {city}"


def also(entry: NewsEntry) -> list[str]:
    """What stands under a piece of news: a new name, why it is inferred, its day."""
    said = []
    if entry.former_name is not None and entry.kind != "rename":
        said.append(f"name: {entry.name}, before: {entry.former_name}")
    if entry.certainty == "inferred":
        reason = entry.reason or "inferred"
        reason = reason if "inferred" in reason else f"inferred: {reason}"
        said.append(reason)
    written = written_for(entry)
    return said if written is None else [*said, written]


def written_for(entry: NewsEntry) -> str | None:
    """The day a newsletter was written for, where that is not the one it bears."""
    if entry.describes in (None, entry.day):
        return None
    assert entry.describes is not None  # shut out above
    return f"written for {day_plain(entry.describes)}"


def publishers(entry: NewsEntry, answer: News) -> str:
    """Who said so: the first publisher, and the second where both are short."""
    names = [
        answer.sources[key].publisher for key in entry.source if key in answer.sources
    ]
    if not names:
        return "not named"
    both = ", ".join(list(dict.fromkeys(names))[:2])
    return both if len(both) <= _BOTH else names[0]


def without_a_date(entry: NewsEntry, answer: News) -> str:
    """An item known to no day, with its publisher and the day it was out by."""
    said = what(entry)
    if said[:1].islower():
        said = f"{about(entry)}: {said}"
    return f"{said} ({publishers(entry, answer)}, by {day_plain(entry.day)})"


def outcome_unknown(view: EditionAsOf) -> str:
    """That no source says what became of an edition."""
    return (
        f"{titled(view)} was due {dates_on(view.dates)};"
        " no source found says what became of it."
    )


def nothing(answer: News) -> str:
    """That there is no news."""
    since = "" if answer.since is None else f" since {day_plain(answer.since)}"
    of = f" of {joined(answer.about)}" if answer.about else ""
    return f"No news{of}{since}."
