"""All web pages that are published."""

from collections.abc import Iterator
from pathlib import Path

from milipol_cli.publish import paths
from milipol_cli.publish.pages.edition import day_page, edition_page
from milipol_cli.publish.pages.exhibitors import exhibitor_pages
from milipol_cli.publish.pages.index import index
from milipol_cli.publish.pages.news import news_page
from milipol_cli.publish.pages.page import Page, page_files
from milipol_cli.publish.pages.show import show_page
from milipol_cli.publish.pages.sources import sources_page
from milipol_cli.publish.query import Publication

_STYLE = Path(__file__).with_name("style.css")


def pages(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The pages and their style sheet, by their paths in the folder."""
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
