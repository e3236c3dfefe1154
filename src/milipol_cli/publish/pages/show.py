"""The page of a show: its next and last edition, its history, its news."""

from milipol_cli.look.words.dates import dates_long, joined, sentence
from milipol_cli.look.words.editions import (
    known_since_notes,
    number,
    status,
    status_in_full,
)
from milipol_cli.look.words.sources import Numbers, source_numbers
from milipol_cli.network import citations
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    facts,
    items,
    outside,
    paragraphs,
    section,
    text,
)
from milipol_cli.publish.pages.page import Page, link, whole
from milipol_cli.publish.pages.parts import (
    Columns,
    above,
    bar,
    calendar_links,
    cited,
    news_section,
    source_list,
    still_held,
    table,
)
from milipol_cli.publish.query import Publication, PublishedShow
from milipol_cli.show.history import (
    dates_in_year,
    figure_text,
    hall,
    marks_notes,
    show_line,
    visitors_text,
)
from milipol_cli.show.query import EditionInFull


def show_page(show: PublishedShow, publication: Publication) -> Page:
    """The page."""
    path = paths.page(show.id)
    answer = show.history
    numbers = source_numbers(answer.sources)
    notes = [
        *known_since_notes(row.edition for row in answer.editions),
        *marks_notes(answer.editions),
    ]
    columns = _columns(show, path, numbers)
    entries = [entry for entry in publication.news.entries if entry.show == show.id]
    return Page(
        path,
        answer.name,
        above(),
        _intro(show, path, numbers),
        [
            table("History", columns, answer.editions, names="Edition"),
            whole(paragraphs(notes, class_="dim")),
            whole(section("Calendar", _calendar(show, publication))),
            news_section("News", path, entries, publication),
            source_list(answer.sources),
        ],
    )


def _calendar(show: PublishedShow, publication: Publication) -> Content:
    if all(edition.edition.dates.start is None for edition in show.editions):
        return None
    path = paths.page(show.id)
    links = calendar_links(path, paths.show_events(show.id), publication)
    return items([["The editions: ", links]])


def _intro(show: PublishedShow, path: str, numbers: Numbers) -> Html:
    answer, record = show.history, show.history.show
    upcoming, last = answer.upcoming, answer.last
    known: list[tuple[str, Content]] = [
        (
            "Next",
            [element("p", _link(path, e)) for e in upcoming],
        ),
        (
            "Last",
            None if last is None else _link(path, last),
        ),
        ("Formerly", joined(answer.former_names)),
        (
            "Organiser",
            record.organiser and cited(record.organiser, record.source, numbers),
        ),
        ("Patron", record.patron),
        ("Website", outside(record.website, record.website)),
        (
            "Remarks",
            [
                element("p", cited(sentence(note), record.source, numbers))
                for note in record.notes
            ],
        ),
    ]
    head = citations.of_head(record)
    return text([element("p", cited(show_line(record), head, numbers)), facts(known)])


def _link(path: str, edition: EditionAsOf) -> Html:
    words = f"{dates_long(edition.dates)}, {status_in_full(edition)}"
    return link(path, paths.page(edition.id), words)


def _dates(row: EditionInFull) -> Content:
    """Its dates, and its status unless it was held."""
    edition, words = row.edition, status(row.edition)
    dates = still_held(edition, dates_in_year(edition))
    if words.startswith("held"):
        return dates
    return [dates, " ", element("span", words, class_=edition.status)]


def _place(row: EditionInFull) -> Content:
    """Its hall, and what it was if the show does not count it."""
    words = visitors_text(row)
    if words not in row.edition.record.notes:
        return hall(row.edition)
    return [hall(row.edition), " ", element("span", words, class_="dim")]


def _columns(
    show: PublishedShow, path: str, numbers: Numbers
) -> Columns[EditionInFull]:
    visitors = [row.visitors.value for row in show.history.editions if row.visitors]
    most = max(visitors, default=0)

    def with_bar(row: EditionInFull) -> Content:
        figure, words = row.visitors, figure_text(row.visitors, row)
        if figure is None:
            return words
        return [words, bar(figure.value, most, hollow=figure.kind == "expected")]

    is_numbered = any(row.edition.record.number for row in show.history.editions)
    in_order: Columns[EditionInFull] = {"No.": lambda row: number(row.edition)}
    return {
        "Edition": lambda row: link(
            path, paths.page(row.edition.id), row.edition.title
        ),
        **(in_order if is_numbered else {}),
        "Dates": _dates,
        "Place": _place,
        "Visitors": with_bar,
        "Exhibitors": lambda row: figure_text(row.exhibitors, row),
        "Sources": lambda row: cited(None, row.cited_briefly, numbers),
    }
