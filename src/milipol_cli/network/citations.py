"""The sources that an answer cites, in the order in which it tells of them."""

from collections.abc import Iterable, Iterator, Sequence

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Figure, Show
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf


def of_head(show: Show, as_of: AsOf) -> list[str]:
    """The ids of what is told of a show itself, its rhythm included."""
    if show.rhythm is None or not as_of.knows(show.rhythm):
        return [*show.source]
    return list(dict.fromkeys([*show.source, *show.rhythm.source]))


def of_dates(view: EditionAsOf) -> list[str]:
    """The ids of what an edition's dates, state and number rest on."""
    cited = [key for notice in view.notices for key in notice.source]
    return list(dict.fromkeys([*cited, *view.record.source]))


def of_row(view: EditionAsOf) -> list[str]:
    """The ids of what an edition rests on in its show's history, without figures."""
    theme = view.record.theme
    of_theme = () if theme is None else theme.source
    return list(dict.fromkeys([*of_dates(view), *of_theme]))


def of_place(view: EditionAsOf, as_of: AsOf) -> tuple[str, ...]:
    """The ids of what is told of a venue.

    They bear no day, so a look back does not cite them.
    """
    if view.venue is None or as_of.looks_back(view.show.reviewed):
        return ()
    return view.venue.source


def of_edition(view: EditionAsOf, as_of: AsOf) -> list[str]:
    """The ids of what an edition rests on, with its place and without its figures."""
    return list(dict.fromkeys([*of_place(view, as_of), *of_row(view)]))


def of_figures(figures: Iterable[Figure]) -> Iterator[str]:
    """The ids of what figures rest on."""
    for figure in figures:
        yield from figure.source


def of_days(
    days: Iterable[ShowDay], undated: Sequence[SessionAsOf] = ()
) -> Iterator[str]:
    """The ids of what the themes and sessions of a programme rest on."""
    for day in days:
        for theme in day.themes:
            yield from theme.source
        for one in day.sessions:
            yield from one.session.source
    for one in undated:
        yield from one.session.source
