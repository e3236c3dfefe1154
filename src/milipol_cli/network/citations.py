"""The sources that an answer cites, in the order in which it cites them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Figure, Show
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import SessionAsOf, ShowDay


def dated_by(
    as_of: AsOf, sources: Mapping[str, Source], reviewed: dt.date | None
) -> dict[str, Source]:
    """The sources with a date by then; from the review on, all sources."""
    if not as_of.looks_back(reviewed):
        return dict(sources)
    return {
        key: source
        for key, source in sources.items()
        if source.first_day is not None and as_of.has_reached(source.first_day)
    }


def of_head(show: Show) -> list[str]:
    """The source ids of a show itself, including those of its rhythm and purpose."""
    of_rhythm = () if show.rhythm is None else show.rhythm.source
    of_purpose = () if show.purpose is None else show.purpose.source
    return list(dict.fromkeys([*show.source, *of_rhythm, *of_purpose]))


def of_row(edition: EditionAsOf) -> list[str]:
    """The source ids of an edition in its show's history, without its figures."""
    theme = edition.record.theme
    of_theme = () if theme is None else theme.source
    return list(dict.fromkeys([*edition.source, *of_theme]))


def of_place(edition: EditionAsOf, as_of: AsOf) -> tuple[str, ...]:
    """The source ids of an edition's venue, an undated fact; none before the review."""
    if edition.venue is None or as_of.looks_back(edition.show.reviewed):
        return ()
    return edition.venue.source


def of_edition(edition: EditionAsOf, as_of: AsOf) -> list[str]:
    """The source ids of an edition and its venue, without its figures."""
    return list(dict.fromkeys([*of_place(edition, as_of), *of_row(edition)]))


def of_figures(figures: Iterable[Figure]) -> list[str]:
    """The source ids of figures."""
    return [key for figure in figures for key in figure.source]


def of_days(days: Iterable[ShowDay], undated: Sequence[SessionAsOf]) -> Iterator[str]:
    """The source ids of themes and sessions on days, and of sessions without a date."""
    for day in days:
        for theme in day.themes:
            yield from theme.source
        for session in day.sessions:
            yield from session.session.source
    for session in undated:
        yield from session.session.source
