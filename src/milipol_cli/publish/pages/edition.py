"""The pages of an edition and of its days."""

from milipol_cli.look.words.dates import count, dates_long, dates_short, ended, sentence
from milipol_cli.look.words.editions import (
    edition_day,
    edition_title,
    known_since_notes,
    place_in_full,
    star_note,
    status_in_full,
    venue_line,
)
from milipol_cli.look.words.figures import figure_with_notes
from milipol_cli.look.words.programme import (
    programmes_known,
    themes,
    times_notes,
    with_certainty,
)
from milipol_cli.look.words.sources import Numbers, source_numbers
from milipol_cli.look.words.times import city_at, offset
from milipol_cli.network import citations
from milipol_cli.network.sessions import ShowDay
from milipol_cli.publish import paths
from milipol_cli.publish.pages.event_data import event_data
from milipol_cli.publish.pages.exhibitors import exhibitor_links
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    facts,
    items,
    paragraphs,
    section,
    text,
)
from milipol_cli.publish.pages.page import Page, link, whole
from milipol_cli.publish.pages.parts import (
    Columns,
    above,
    calendar_links,
    cited,
    news_section,
    source_list,
    still_held,
    table,
)
from milipol_cli.publish.pages.programme import programme, session_section
from milipol_cli.publish.query import Publication, PublishedEdition, PublishedShow
from milipol_cli.show.edition import known_on, notice_remarks
from milipol_cli.show.query import KnownNotice


def edition_page(
    published: PublishedEdition, show: PublishedShow, publication: Publication
) -> Page:
    """The page of an edition."""
    edition, details = published.edition, published.details
    path = paths.page(edition.id)
    numbers = source_numbers(details.sources)
    entries = [
        entry for entry in publication.news.entries if entry.edition == edition.id
    ]
    notices = _notices(numbers)
    return Page(
        path,
        edition_title(edition),
        above(show),
        _intro(published, publication, numbers),
        [
            whole(section("Programme", _days(published))),
            session_section("Day not known", details.undated),
            whole(section("Exhibitors", exhibitor_links(published, path, numbers))),
            whole(section("Calendar and schedule", _files(published, publication))),
            table("Announced", notices, details.notices, names="Known"),
            news_section("News", path, entries, publication),
            source_list(details.sources),
        ],
        data=event_data(edition, publication),
    )


def _intro(
    published: PublishedEdition, publication: Publication, numbers: Numbers
) -> Html:
    edition, details = published.edition, published.details
    record, theme = edition.record, edition.record.theme
    place = citations.of_place(edition, publication.as_of)
    dates = still_held(edition, dates_long(edition.dates))
    known: list[tuple[str, Content]] = [
        ("Dates", cited(dates, edition.source, numbers)),
        ("Place", cited(place_in_full(edition), place, numbers)),
        (
            "Status",
            element("span", status_in_full(edition), class_=edition.status),
        ),
        (
            "Theme",
            None
            if theme is None
            else [
                cited(
                    with_certainty(theme.title, theme.certainty), theme.source, numbers
                ),
                paragraphs([theme.summary] if theme.summary else []),
                paragraphs(map(sentence, theme.notes), class_="dim"),
            ],
        ),
        (
            "Figures",
            [
                element("p", cited(figure_with_notes(figure), figure.source, numbers))
                for figure in details.entry.figures
            ],
        ),
        (
            "Remarks",
            [
                element("p", cited(sentence(note), record.source, numbers))
                for note in record.notes
            ],
        ),
    ]
    notes = [*known_since_notes([edition]), *star_note([edition])]
    return text([facts(known), paragraphs(notes, class_="dim")])


def _days(published: PublishedEdition) -> Content:
    """The days of the programme: a link to each, its themes, how many sessions."""
    edition = published.edition
    path = paths.page(edition.id)
    return items(
        [
            [
                element(
                    "p",
                    link(
                        path,
                        paths.day_page(edition.id, day.date),
                        edition_day(edition, day.date),
                    ),
                ),
                paragraphs([theme.title for theme in themes(day)]),
                element("p", count(len(day.sessions), "session"), class_="dim"),
            ]
            for day in published.details.days
        ],
        class_="days",
    )


def _files(published: PublishedEdition, publication: Publication) -> Content:
    """The calendar and the schedule of an edition, and who is not in the latter."""
    edition = published.edition
    path = paths.page(edition.id)
    rows: list[Content] = []
    if edition.dates.start is not None:
        events = paths.programme_events(edition.id)
        rows.append(["The edition: ", calendar_links(path, events, publication)])
    scheduled = len(published.scheduled)
    if scheduled:
        left_out = len(published.sessions) - scheduled
        words = "for Giggity and EventFahrplan on a phone"
        if left_out:
            words += (
                f"; {count(left_out, 'session')} left out, as they are cancelled or"
                " have no start or no end"
            )
        file = link(path, paths.schedule(edition.id), "schedule.xml")
        rows.append([file, f", {words}."])
    return items(rows)


def _notices(numbers: Numbers) -> Columns[KnownNotice]:
    def dates(row: KnownNotice) -> str:
        known = row.notice.dates
        return "as before" if known is None else dates_short(known)

    return {
        "Known": lambda row: known_on(row.notice),
        "Dates": dates,
        "Status": lambda row: row.notice.status,
        "Remarks": notice_remarks,
        "Sources": lambda row: cited(None, row.notice.source, numbers),
    }


def day_page(
    at: int,
    published: PublishedEdition,
    show: PublishedShow,
    publication: Publication,
) -> Page:
    """The page of one of the days of an edition: the one `at` this place."""
    days = published.details.days
    day = days[at]
    edition = published.edition
    path = paths.day_page(edition.id, day.date)
    around = [*days[max(at - 1, 0) : at], *days[at + 1 : at + 2]]
    others = [
        link(
            path,
            paths.day_page(edition.id, other.date),
            edition_day(edition, other.date),
        )
        for other in around
    ]
    notes = [*times_notes([day]), *programmes_known([edition], publication.as_of)]
    cited_keys = set(citations.of_days([day]))
    sources = [each for each in published.details.sources if each.id in cited_keys]
    return Page(
        path,
        f"{edition.title}: {edition_day(edition, day.date)}",
        above(show, edition),
        element("p", f"{ended(venue_line(edition))} {_clock(day)}".strip()),
        [
            *programme(day),
            whole(paragraphs(notes, class_="dim")),
            whole(
                element("nav", items(others), aria_label="Days") if others else Html()
            ),
            source_list(sources),
        ],
    )


def _clock(day: ShowDay) -> str:
    """On which clock the times are: "Times in Paris (UTC+1)."."""
    timed = [row.starts for row in day.sessions if row.starts is not None]
    if not timed:
        return ""
    return f"Times in {city_at(day.edition, day.edition.zone)} ({offset(timed[0])})."
