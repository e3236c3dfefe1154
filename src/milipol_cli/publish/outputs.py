"""All published files, except the data files and the manifest."""

from collections.abc import Iterator
from pathlib import Path

from milipol_cli.publish import paths
from milipol_cli.publish.atom import feed
from milipol_cli.publish.calendars import calendars
from milipol_cli.publish.pages.edition import day_page, edition_page
from milipol_cli.publish.pages.exhibitors import exhibitor_pages
from milipol_cli.publish.pages.index import index
from milipol_cli.publish.pages.news import news_page
from milipol_cli.publish.pages.page import Page, page_files
from milipol_cli.publish.pages.show import show_page
from milipol_cli.publish.pages.sources import sources_page
from milipol_cli.publish.query import Publication
from milipol_cli.publish.schedule_xml import schedules

_STYLE = Path(__file__).parent / "pages" / "style.css"


def outputs(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The files by their paths in the folder."""
    yield from calendars(publication)
    yield feed(publication)
    yield from schedules(publication)
    for page in _pages(publication):
        yield from page_files(page, publication)
    yield paths.STYLE, _STYLE.read_bytes()


def _pages(publication: Publication) -> Iterator[Page]:
    yield index(publication)
    yield news_page(publication)
    yield sources_page(publication)
    for show in publication.shows:
        yield show_page(show, publication)
        for edition in show.editions:
            yield edition_page(edition, show, publication)
            yield from exhibitor_pages(edition, show)
            for at in range(len(edition.details.days)):
                yield day_page(at, edition, show, publication)
