"""Parts that several pages have: sources, news, bars, days and files to download."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from milipol_cli.look.words.dates import dates_plain, day_plain, sentence
from milipol_cli.look.words.sources import Numbers, cites
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import is_void
from milipol_cli.network.model.sources import Source
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.words import about, date, headline, remarks
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    outside,
    text,
)
from milipol_cli.publish.pages.page import Section, link, listing
from milipol_cli.publish.query import Publication, PublishedShow

Row = TypeVar("Row")

# The cell of a row under each header of a table.
Columns = Mapping[str, Callable[[Row], Content]]


def table(
    title: str, columns: Columns[Row], values: Iterable[Row], *, names: str
) -> Section:
    """A table, whose column `names` has the headers of the rows.

    On a phone each row becomes a card.
    """

    def row(value: Row) -> Html:
        return element(
            "tr",
            (
                element(
                    "th" if header == names else "td",
                    text(cell(value)),
                    scope="row" if header == names else None,
                    data_label=header,
                )
                for header, cell in columns.items()
            ),
        )

    def around(rows: Sequence[Html]) -> Html:
        headers = (element("th", header, scope="col") for header in columns)
        return element(
            "table",
            element("thead", element("tr", headers)),
            element("tbody", rows),
        )

    return Section(title, list(map(row, values)), around)


def time(moment: dt.date | dt.datetime, *content: Content) -> Html:
    """A date or a time in words, with its value for programs."""
    return element("time", *content, datetime=moment.isoformat())


def still_held(edition: EditionAsOf, dates: str) -> Html:
    """Dates of an edition, struck out if they no longer hold."""
    return element("s", dates) if is_void(edition.notices) else text(dates)


def cited(content: Content, keys: Iterable[str], numbers: Numbers) -> Html:
    """A content with the numbers of its sources, which link to them."""
    links = [
        element("a", span, href=f"#source_{span.strip('[]').partition('-')[0]}")
        for span in cites(keys, numbers).split()
    ]
    if not links:
        return text(content)
    numbered = element("span", *links, class_="cites")
    return numbered if content is None else text([content, " ", numbered])


def above(
    show: PublishedShow | None = None, edition: EditionAsOf | None = None
) -> list[tuple[str, str]]:
    """The pages above that of all shows, of a show, or of an edition's parts."""
    pages = [("All shows", paths.INDEX)]
    if show is not None:
        pages.append((show.history.name, paths.page(show.id)))
    if edition is not None:
        pages.append((edition.title, paths.page(edition.id)))
    return pages


def source_list(sources: Sequence[Source]) -> Section:
    """The sources of a page, in the order of their numbers."""
    rows = [
        # No id of a session has a low line in it.
        element(
            "li",
            [source_line(source), f", {source.kind}"],
            id=f"source_{number}",
            value=str(number),
        )
        for number, source in enumerate(sources, 1)
    ]
    return Section("Sources", rows, lambda rows: element("ol", rows, class_="sources"))


def source_line(source: Source) -> Html:
    """A source with a link to it: title, publisher and date."""
    dates = Dates(month=source.month, year=source.year)
    day = None if dates == Dates() else dates_plain(dates)
    if source.date is not None:
        day = day_plain(source.date)
    name = source.title or source.publisher
    parts = [None if source.title is None else source.publisher, day]
    if paths.web_address(source.address) is None:
        parts.append(source.address)
    rest = "".join(f", {part}" for part in parts if part is not None)
    return text([outside(source.address, name), rest])


def news_section(
    title: str, origin: str, entries: Iterable[NewsEntry], publication: Publication
) -> Section:
    """Pieces of news on the page at `origin`."""
    rows = [_news_row(origin, entry, publication) for entry in entries]
    return Section(title, rows, listing("news"))


def _news_row(origin: str, entry: NewsEntry, publication: Publication) -> Html:
    page = publication.page_of(entry)
    subject: Content = about(entry)
    if page is not None and page != origin:
        subject = link(origin, page, about(entry))
    title, summary = headline(entry), entry.summary
    if summary is not None and sentence(summary) == sentence(title):
        summary = None
    lines = [summary, *map(sentence, remarks(entry))]
    sources = [
        outside(source.address, source.publisher)
        for key in entry.source
        if (source := publication.news.sources.get(key)) is not None
    ]
    return element(
        "li",
        element("p", time(entry.day, date(entry)), " ", subject, ": ", title),
        *(element("p", line) for line in lines if line),
        element("p", *_separated(sources), class_="dim") if sources else None,
        class_=entry.kind,
    )


def _separated(contents: Sequence[Html]) -> Sequence[Content]:
    """Contents with commas in between."""
    return [part for content in contents for part in (", ", content)][1:]


def calendar_links(origin: str, path: str, publication: Publication) -> Html:
    """Links to subscribe to a calendar, if the address is known, and to download it."""
    download = link(origin, path, "download (.ics)")
    if publication.base_url is None:
        return download
    address = re.sub("^https?", "webcal", publication.address(path))
    return text([element("a", "subscribe", href=address), ", ", download])


def bar(value: int, most: int, *, hollow: bool) -> Html:
    """A bar beside a number, as long as its share of the longest."""
    width = max(1, round(100 * value / most)) if value else 0
    return element(
        "svg",
        element("rect", x="0", y="0", width=str(width), height="10"),
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        class_="hollow bar" if hollow else "bar",
        aria_hidden="true",
    )
