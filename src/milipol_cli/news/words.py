"""The news in words, as several commands show them."""

from collections.abc import Iterator

from milipol_cli.look.words.dates import dates_on, dates_short, day_plain, day_short
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.news.query import NewsEntry

# The heading of figures that are known only long after their edition.
OLDER = "Older figures, found later"


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


def remarks(entry: NewsEntry) -> Iterator[str]:
    """A new name, what it is inferred from, and the day a newsletter is written for."""
    if entry.former_name is not None and entry.kind != "rename":
        yield f"name: {entry.name}, formerly {entry.former_name}"
    if entry.certainty == "inferred":
        reason = entry.reason or "inferred"
        yield reason if "inferred" in reason else f"inferred: {reason}"
    if entry.describes is not None and entry.describes != entry.day:
        yield f"written for {day_plain(entry.describes)}"


def outcome_unknown(edition: EditionAsOf) -> str:
    """The note that no source reports whether an edition took place."""
    return (
        f"{edition.title} was due {dates_on(edition.dates)};"
        " no report found on whether it took place."
    )
