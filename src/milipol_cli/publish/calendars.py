"""The published calendars: what `milipol export` writes, to subscribe to."""

from collections.abc import Iterator, Sequence

from milipol_cli.export.calendar_event import calendar_event
from milipol_cli.export.query import select
from milipol_cli.ics.write import NAME, head_of_published, new_file
from milipol_cli.network.load import Match
from milipol_cli.publish import paths
from milipol_cli.publish.query import Publication, PublishedEdition, PublishedShow


def calendars(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The calendars by their paths: of all shows, of each show, and of each edition.

    The first two have only editions. An edition has a calendar once it has a first day,
    so that people can subscribe before its programme is known.
    """
    shows = publication.shows
    yield from _calendar(paths.ALL_EVENTS, NAME, publication, shows)
    for show in shows:
        name = show.history.name
        yield from _calendar(paths.show_events(show.id), name, publication, [show])
        for edition in show.editions:
            yield from _calendar(
                paths.programme_events(edition.edition.id),
                edition.edition.title,
                publication,
                [show],
                edition,
            )


def _calendar(
    path: str,
    name: str,
    publication: Publication,
    shows: Sequence[PublishedShow],
    only: PublishedEdition | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The calendar of shows, or of `only` one edition with its programme.

    There is none if no edition has a first day.
    """
    matches = [
        Match(show.file, edition.record)
        for show in shows
        for edition in (show.editions if only is None else [only])
        if edition.edition.dates.start is not None
    ]
    if not matches:
        return
    programmes = {
        edition.edition.id: edition.programme
        for show in shows
        for edition in show.editions
    }
    selection = select(
        [show.file for show in shows],
        publication.as_of,
        matches=matches,
        programme=programmes.get,
        sessions=only is not None,
    )
    events = [calendar_event(event, publication.sources) for event in selection.events]
    yield path, b"".join(new_file(events, head_of_published(name)))
