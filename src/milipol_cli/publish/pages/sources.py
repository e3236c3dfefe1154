"""The page of all sources that others cite, by kind."""

from typing import get_args

from milipol_cli.folding import fold
from milipol_cli.network.model.sources import SourceKind
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import element, paragraphs
from milipol_cli.publish.pages.page import Page, Section, listing
from milipol_cli.publish.pages.parts import above, source_line
from milipol_cli.publish.query import Publication


def sources_page(publication: Publication) -> Page:
    """The page: only what a published page cites, so no source of a private session."""
    cited = dict(publication.news.sources)
    for show in publication.shows:
        cited |= {source.id: source for source in show.history.sources}
        for edition in show.editions:
            cited |= {source.id: source for source in edition.details.sources}
    sources = sorted(
        cited.values(), key=lambda source: (fold(source.publisher), source.id)
    )
    return Page(
        paths.SOURCES,
        "Sources",
        above(),
        paragraphs(["Every fact on these pages has a source."]),
        [
            Section(
                kind.capitalize(),
                [
                    element("li", source_line(source), id=source.id)
                    for source in sources
                    if source.kind == kind
                ],
                listing(),
            )
            for kind in get_args(SourceKind)
        ],
    )
