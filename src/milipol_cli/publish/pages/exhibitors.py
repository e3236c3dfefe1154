"""The pages of the exhibitors of an edition: by name, by country, by category."""

from collections.abc import Callable, Iterator, Sequence

from milipol_cli.folding import fold
from milipol_cli.look.words.dates import day_plain
from milipol_cli.look.words.sources import Numbers
from milipol_cli.network.exhibitors import country_of
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    items,
    outside,
    paragraphs,
    text,
)
from milipol_cli.publish.pages.page import Page, Section, link, listing
from milipol_cli.publish.pages.parts import above, cited, source_list
from milipol_cli.publish.query import PublishedEdition, PublishedShow
from milipol_cli.show.edition import list_words

# The heading of names that do not begin with one of the 26 letters.
_NO_LETTER = "0-9"


def _letter(entry: Exhibitor) -> tuple[str]:
    first = fold(entry.name)[:1]
    return (first.upper() if "a" <= first <= "z" else _NO_LETTER,)


def _country(entry: Exhibitor) -> tuple[str]:
    return (country_of(entry) or "",)


# The headings under which an entry is listed in each order.
_HEADINGS: dict[str, Callable[[Exhibitor], Sequence[str]]] = {
    "name": _letter,
    "country": _country,
    "category": lambda entry: entry.categories or ("",),
}


def exhibitor_pages(published: PublishedEdition, show: PublishedShow) -> Iterator[Page]:
    """A page for each order that the list of an edition can have."""
    known = published.exhibitors
    if known is None:
        return
    entries = sorted(known.exhibitors.exhibitor, key=lambda entry: fold(entry.name))
    for order in _orders(known.exhibitors):
        yield _page(order, entries, published, show, known.exhibitors)


def _orders(exhibitors: ExhibitorList) -> list[str]:
    """The orders in which the list can be shown, by what its entries have."""
    return [
        order
        for order, headings in _HEADINGS.items()
        if any(any(headings(entry)) for entry in exhibitors.exhibitor)
    ]


def exhibitor_links(
    published: PublishedEdition, origin: str, numbers: Numbers
) -> Content:
    """How many are listed, and links to the pages; None if no list is known."""
    summary = published.details.list_summary
    if summary is None:
        return None
    exhibitors = summary.known.exhibitors
    words = list_words(summary)
    return [
        element("p", cited(f"{words}.", exhibitors.source, numbers)),
        _links(origin, published.edition.id, _orders(exhibitors)),
    ]


def _links(
    origin: str, edition_id: str, orders: Sequence[str], here: str | None = None
) -> Html:
    return items(
        [
            element("span", f"By {order}", aria_current="page")
            if order == here
            else link(origin, paths.exhibitors_page(edition_id, order), f"By {order}")
            for order in orders
        ],
        class_="choices",
    )


def _page(
    order: str,
    entries: Sequence[Exhibitor],
    published: PublishedEdition,
    show: PublishedShow,
    exhibitors: ExhibitorList,
) -> Page:
    edition = published.edition
    path = paths.exhibitors_page(edition.id, order)
    groups: dict[str, list[Exhibitor]] = {}
    for entry in entries:
        for group in dict.fromkeys(_HEADINGS[order](entry)):
            groups.setdefault(group, []).append(entry)
    headings = sorted(groups, key=lambda heading: (not heading, fold(heading)))
    sources = [
        source for source in published.details.sources if source.id in exhibitors.source
    ]
    listed = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
    return Page(
        path,
        f"Exhibitors of {edition.title} by {order}",
        above(show, edition),
        text(
            [
                paragraphs([f"{listed}, copied {day_plain(exhibitors.copied)}."]),
                _links(path, edition.id, _orders(exhibitors), order),
            ]
        ),
        [
            *(
                Section(
                    heading or f"{order.capitalize()} not listed",
                    [_entry(entry, order) for entry in groups[heading]],
                    listing("exhibitors"),
                )
                for heading in headings
            ),
            source_list(sources),
        ],
    )


def _entry(entry: Exhibitor, order: str) -> Html:
    """An entry; only in the order of names with everything that is known."""
    stands = ", ".join(entry.stand)
    halls = ", ".join(entry.hall)
    details = [
        None if order == "country" else country_of(entry),
        f"stand {stands}" if stands else None,
        f"hall {halls}" if halls and order == "name" else None,
    ]
    words = ", ".join(detail for detail in details if detail is not None)
    name = outside(_address(entry), entry.name) if order == "name" else text(entry.name)
    categories = ", ".join(entry.categories) if order == "name" else ""
    return element(
        "li",
        name,
        element("span", f" {words}", class_="dim") if words else None,
        element("p", categories, class_="dim") if categories else None,
    )


def _address(entry: Exhibitor) -> str | None:
    """Its website; lists often leave out the beginning of an address."""
    website = entry.website
    if website is None or not website.lower().startswith("www."):
        return website
    return f"http://{website}"
