"""The news in words."""

from milipol_cli.answers import News, NewsEntry, Seen
from milipol_cli.wording.dates import dates_plain, day_plain, day_short
from milipol_cli.wording.editions import titled
from milipol_cli.wording.history import figure_line, month_year

# Two publishers stand in a column if they take no more than this.
_BOTH = 20


def heading(answer: News) -> str:
    """The first line of `news`."""
    said = "News of the Milipol network"
    if answer.since is not None:
        said += f" since {day_plain(answer.since)}"
    here = answer.standpoint
    if here.looks_back(answer.reviewed):
        said += f", as known on {day_plain(here.reader_day)}"
    return said


def date(entry: NewsEntry, *, spoken: bool = False) -> str:
    """The day of a piece of news, its month, or the day by which it was out."""
    say = day_plain if spoken else day_short
    if entry.month is not None:
        return month_year(entry.day)
    return f"by {say(entry.day)}" if entry.by else say(entry.day)


def about(entry: NewsEntry) -> str:
    """What a piece of news is about: the show in a word, with the edition's year."""
    if entry.name is None:
        return "network"
    short = entry.name.rpartition("Milipol ")[2] or entry.name
    return short if entry.edition is None else f"{short} {entry.edition[-4:]}"


def what(entry: NewsEntry, *, to: str = "-") -> str:
    """What a piece of news says, in a line."""
    if entry.kind == "result":
        return ", ".join(figure_line(figure) for figure in entry.figures)
    dates = "" if entry.new is None else dates_plain(entry.new, to=to)
    if entry.kind == "move" and entry.old is not None:
        return f"MOVED from {dates_plain(entry.old, to=to)} to {dates}"
    if entry.kind == "cancellation":
        return f"CANCELLED, had been set for {dates}"
    if entry.kind == "postponement":
        return f"POSTPONED, had been set for {dates}"
    if entry.text is not None:
        return entry.text
    city = None if entry.venue is None else entry.venue.city
    said = dates if city is None else f"{dates} in {city}"
    return f"{said}, tentative" if entry.status == "tentative" else said


def new_name(entry: NewsEntry) -> str | None:
    """The new name of a show, and the one before."""
    if entry.former_name is None:
        return None
    return f"name: {entry.name}, before: {entry.former_name}"


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
    said = entry.text or ""
    if said[:1].islower():
        said = f"{about(entry)}: {said}"
    by = f"by {day_plain(entry.day)}"
    return f"Without a date: {said} ({publishers(entry, answer)}, {by})."


def outcome_unknown(view: Seen, *, to: str = "-") -> str:
    """That no source says what became of an edition."""
    return (
        f"{titled(view)} was due on {dates_plain(view.dates, to=to)};"
        " no source found says what became of it."
    )


def nothing(answer: News) -> str:
    """That there is no news."""
    since = "" if answer.since is None else f" since {day_plain(answer.since)}"
    of = f" of {', '.join(answer.asked)}" if answer.asked else ""
    return f"No news{of}{since}."
