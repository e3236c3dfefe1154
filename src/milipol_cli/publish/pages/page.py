"""A page: its parts, how it is split where it would be too long, and its frame."""

import re
from collections.abc import Callable, Iterator, Sequence
from textwrap import shorten
from typing import NamedTuple

from milipol_cli.look.words.dates import day_plain
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import (
    Html,
    data_block,
    element,
    items,
    paragraphs,
    section,
    text,
)
from milipol_cli.publish.query import Publication

# No page is larger, unless a single row is.
MOST_BYTES = 100_000

# If there are more parts, only those nearby are linked, by so many letters of their
# first and last headings: so the links take no more bytes than these.
_MOST_LINKS, _NEARBY = 20, 5
_PAGER_BYTES, _LABEL = 8_000, 24

_POLICY = "default-src 'none'; style-src 'self'; img-src data:"

_LINK = re.compile('href="#([^"]*)"')
_ID = re.compile(' id="([^"]*)"')


class Section(NamedTuple):
    """A part of a page, which may go on on the next one, from any of its rows.

    `around` puts a list or a table around the rows; `label` names it in the links
    between pages, if the title is too long for that.
    """

    title: str | None
    rows: Sequence[Html]
    around: Callable[[Sequence[Html]], Html] = text
    label: str | None = None

    def of(self, rows: Sequence[Html]) -> Html:
        """The section with some of its rows; nothing without rows."""
        if not rows:
            return Html()
        if self.title is None:
            return self.around(rows)
        return section(self.title, self.around(rows))


class Page(NamedTuple):
    """A page at a path: what stands above its sections, and the pages above it.

    `above` are the titles and paths of these. `data` is JSON-LD.
    """

    path: str
    title: str
    above: Sequence[tuple[str, str]]
    intro: Html
    sections: Sequence[Section] = ()
    data: str | None = None


class _Part(NamedTuple):
    """A page of those that a page is split into, and its first and last headings."""

    content: list[Html]
    labels: list[str]


def listing(class_: str | None = None) -> Callable[[Sequence[Html]], Html]:
    """What puts a list of a class around its items."""
    return lambda rows: element("ul", rows, class_=class_)


def whole(content: Html) -> Section:
    """A part of a page that stays in one piece."""
    return Section(None, [content] if content else [])


def link(origin: str, path: str, *content: str | Html) -> Html:
    """A link from a page to another published file."""
    return element("a", *content, href=relative(origin, path))


def relative(origin: str, path: str) -> str:
    """The address of a published file, from that of a page."""
    return "../" * origin.count("/") + path


def page_files(page: Page, publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The page by its path; if it would be too long, also the parts that follow."""
    frame = _framed(page, Html(), publication)
    parts = _split(page, MOST_BYTES - _PAGER_BYTES - _size(frame))
    names = [_path(page.path, number) for number in range(1, len(parts) + 1)]
    contents = _linked([text(part.content) for part in parts], names)
    for index, (name, content) in enumerate(zip(names, contents, strict=True)):
        heading = page.title
        if index:
            heading = f"{page.title}, page {index + 1} of {len(parts)}"
        pager = _pager(parts, names, index) if len(parts) > 1 else None
        framed = _framed(
            page._replace(path=name, title=heading, data=None if index else page.data),
            text([pager, content, _next(names, index)]),
            publication,
        )
        yield name, framed.encode()


def _path(path: str, number: int) -> str:
    """The path of the nth part of a page: "news.html", "news-2.html"."""
    return path if number == 1 else path.replace(".html", f"-{number}.html")


def _size(part: str) -> int:
    return len(part) if part.isascii() else len(part.encode())


def _split(page: Page, room: int) -> list[_Part]:
    """The sections of a page on as many as they need, with `room` bytes each."""
    parts = [_Part([page.intro], [])]
    left = room - _size(page.intro)
    for each in page.sections:
        shell = _size(each.of([Html()]))
        left -= shell
        here: list[Html] = []
        for row in each.rows:
            size = _size(row)
            if size > left and (here or parts[-1].content):
                parts[-1].content.append(each.of(here))
                parts.append(_Part([], []))
                here, left = [], room - shell
            left -= size
            here.append(row)
            label = each.label or each.title
            if label is not None:
                parts[-1].labels[1:] = [shorten(label, _LABEL, placeholder="…")]
        parts[-1].content.append(each.of(here))
    return parts


def _linked(contents: Sequence[Html], names: Sequence[str]) -> list[Html]:
    """The parts of a page, with links to places that are in another part."""
    files = [name.rpartition("/")[2] for name in names]
    places = {
        place: file
        for file, content in zip(files, contents, strict=True)
        for place in _ID.findall(content)
    }

    def pointed(content: Html, here: str) -> Html:
        def target(match: re.Match[str]) -> str:
            file = places.get(match[1], here)
            return f'href="{"" if file == here else file}#{match[1]}"'

        return Html(_LINK.sub(target, content))

    return list(map(pointed, contents, files))


def _pager(parts: Sequence[_Part], names: Sequence[str], index: int) -> Html:
    """Links to the parts of a page, with what each has."""
    near = {0, len(parts) - 1, *range(index - _NEARBY, index + _NEARBY + 1)}
    links = []
    for number, part in enumerate(parts):
        if len(parts) > _MOST_LINKS and number not in near:
            continue
        ends = " – ".join(dict.fromkeys(part.labels))
        words = f"{number + 1}: {ends}" if ends else str(number + 1)
        if number == index:
            links.append(element("span", words, aria_current="page"))
        else:
            links.append(link(names[index], names[number], words))
    return element("nav", items(links), aria_label="Parts", class_="parts")


def _next(names: Sequence[str], index: int) -> Html:
    """A link to the next part of a page, below its end."""
    if index + 1 == len(names):
        return Html()
    return paragraphs([link(names[index], names[index + 1], "Next part")])


def _framed(page: Page, content: Html, publication: Publication) -> Html:
    """The whole file of a page."""
    path = page.path
    above = [link(path, at, title) for title, at in page.above]
    feed = relative(path, paths.NEWS_FEED)
    canonical = publication.base_url and publication.address(path)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        # Nothing is loaded or run but the style sheet, whatever the data has in it.
        # Firefox and Chromium load that from a folder without a server, too.
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", page.title),
        element("link", rel="stylesheet", href=relative(path, paths.STYLE)),
        # Without an icon, browsers would ask the server for one.
        element("link", rel="icon", href="data:,"),
        element("link", rel="canonical", href=canonical) if canonical else None,
        element(
            "link",
            rel="alternate",
            type="application/atom+xml",
            title="News",
            href=feed,
        ),
        None if page.data is None else data_block("application/ld+json", page.data),
    )
    body = element(
        "body",
        element("header", element("nav", items(above), aria_label="Breadcrumb"))
        if above
        else None,
        element("main", element("h1", page.title), content),
        _footer(page, publication),
    )
    return text(
        [Html("<!DOCTYPE html>\n"), element("html", head, body, lang="en"), Html("\n")]
    )


def _footer(page: Page, publication: Publication) -> Html:
    """Where to go on, and how old it all is."""
    reviewed, as_of = publication.reviewed, publication.as_of
    links = [
        link(page.path, paths.INDEX, "All shows"),
        link(page.path, paths.NEWS, "News"),
        link(page.path, paths.SOURCES, "Sources"),
        link(page.path, paths.NEWS_FEED, "News feed (Atom)"),
    ]
    assert reviewed is not None  # the bundled data has shows
    lines = [f"Data reviewed {day_plain(reviewed)}."]
    if as_of.looks_back(reviewed):
        lines.append(f"As known on {day_plain(as_of.reader_day)}.")
    lines.append("Times are those at the venue. Made by milipol.")
    return element(
        "footer",
        element("nav", items(links), aria_label="Site"),
        paragraphs([" ".join(lines)]),
    )
