"""How an edition, or one day of it, is shown."""

import datetime as dt
from typing import NamedTuple

from milipol_cli.look.document import (
    Column,
    Document,
    Fact,
    Facts,
    Filled,
    Grid,
    PartOf,
)
from milipol_cli.look.parts import Cell, Line, Notes, Title, state_style
from milipol_cli.look.programme import programme, undated_sessions
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import (
    dates_long,
    dates_short,
    day_long,
    day_plain,
    day_short,
    sentence,
)
from milipol_cli.look.words.editions import (
    day_of_last,
    known_since_notes,
    titled,
)
from milipol_cli.look.words.figures import figure_with_notes
from milipol_cli.look.words.programme import NO_PROGRAMME, as_known_today, times_notes
from milipol_cli.look.words.sessions import with_certainty
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.network import citations
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.shows import Notice, Theme, Venue
from milipol_cli.show.query import EditionDetails, ListSummary
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import (
    edition_title,
    number_in_full,
    place_in_full,
    sentences,
    star_note,
    status_in_full,
    when,
    why_off_words,
)


def view(answer: EditionDetails) -> Document:
    """The edition with its facts and notices, then its programme by day."""
    numbers = cited_numbers(answer)
    parts: list[PartOf | list[PartOf]] = []
    if not answer.day_only:
        parts += [_facts(answer, numbers), _notices(answer, numbers)]
    for day in answer.days:
        heading = edition_day(answer, day.date)
        parts.append(
            Title(Cell(heading, "strong"), of_part=True, full=[f"Day: {heading}"])
        )
        parts += programme(day, answer.as_of, numbers)
        if not day.themes and not day.sessions:
            parts.append(Line(Cell(NO_PROGRAMME), inset=True))
    parts.append(
        undated_sessions(answer.undated, answer.edition, answer.as_of, numbers)
    )
    return Document(
        None, [_head(answer, numbers), *parts, _notes(answer), *listed(answer)]
    )


def _head(answer: EditionDetails, numbers: Numbers) -> list[PartOf]:
    """The title and the place; plain lines have the dates of a day's edition, too."""
    edition = answer.edition
    place_sources = (
        citations.of_edition(edition, answer.as_of)
        if answer.day_only
        else citations.of_place(edition, answer.as_of)
    )
    place = cited(place_in_full(edition), place_sources, numbers)
    dates = cited(dates_long(edition.dates), edition.source, numbers)
    return [
        Title(
            Cell(edition_title(edition), "strong"),
            Cell(f"ID {answer.id}"),
            full=[
                f"Edition: {titled(edition)}",
                f"Number: {number_in_full(edition)}",
                f"Dates: {dates}",
            ],
        ),
        Line(
            Cell(place),
            full=[
                f"Place: {place}",
                f"Status: {status_in_full(edition)}",
                f"ID: {answer.id}",
            ],
        ),
    ]


def _facts(answer: EditionDetails, numbers: Numbers) -> Facts:
    """Dates, theme, figures and remarks."""
    edition = answer.edition
    dates = cited(when(edition), edition.source, numbers)
    facts = [Fact("Dates", [(Cell(dates, state_style(edition)),)], full=())]
    theme = edition.record.theme
    if theme is not None:
        facts.append(_theme(theme, numbers))
    figures = [
        cited(figure_with_notes(figure), figure.source, numbers)
        for figure in answer.figures
    ]
    remarks = [
        cited(sentence(note), edition.record.source, numbers)
        for note in edition.record.notes
    ]
    return Facts(
        [
            *facts,
            Fact.each("Figures", figures, of_each="Figure"),
            *_exhibitors(answer.list_summary, numbers),
            Fact.each("Remarks", remarks, of_each="Remark"),
        ]
    )


def _exhibitors(summary: ListSummary | None, numbers: Numbers) -> list[Fact]:
    """How many are listed, from how many countries, and how many of them are new."""
    if summary is None:
        return []
    exhibitors = summary.known.exhibitors
    copied = day_plain(exhibitors.copied)
    parts = [f"{len(exhibitors.exhibitor):,} listed (copied {copied})"]
    if summary.countries:
        countries = "country" if summary.countries == 1 else "countries"
        parts.append(f"from {summary.countries} {countries}")
    if summary.before is not None:
        parts.append(f"{summary.new:,} not listed in {summary.before.year}")
    return [Fact.of("Exhibitors", cited(", ".join(parts), exhibitors.source, numbers))]


def _theme(theme: Theme, numbers: Numbers) -> Fact:
    title = cited(with_certainty(theme.title, theme.certainty), theme.source, numbers)
    summary = [] if theme.summary is None else [theme.summary]
    notes = sentences(theme.notes)
    return Fact(
        "Theme",
        [
            (Cell(title, "strong"),),
            *((Cell(text),) for text in summary),
            *((Cell(note, "dim"),) for note in notes),
        ],
        full=[
            f"Theme: {title}",
            *(f"Summary: {text}" for text in summary),
            *(f"Note: {note}" for note in notes),
        ],
    )


class NoticeRow(NamedTuple):
    """A notice, with its name and venue if they differ from those before."""

    notice: Notice
    name: str | None
    venue: str | None


def notice_rows(answer: EditionDetails) -> list[NoticeRow]:
    """The notices of an edition, in their order."""
    rows = []
    name: str | None = answer.edition.show.name
    venue: Venue | None = None
    for notice, named in zip(answer.edition.notices, answer.venues, strict=True):
        is_moved = venue is not None and named != venue
        rows.append(
            NoticeRow(
                notice,
                None if notice.name == name else notice.name,
                venue_words(named) if named is not None and is_moved else None,
            )
        )
        name, venue = notice.name or name, named or venue
    return rows


def venue_words(venue: Venue) -> str:
    """A venue with its city: "Pragati Maidan, New Delhi"."""
    parts = [venue.name, None if venue.city == venue.name else venue.city]
    return ", ".join(part for part in parts if part is not None) or "a place not named"


def known_on(notice: Notice) -> str:
    """The day of a notice, or the day by which it was out: "by 23 Apr 2025"."""
    if notice.known is not None:
        return day_short(notice.known)
    return f"by {day_short(notice.day_known)}"


def notice_remarks(row: NoticeRow) -> str:
    """A new name, another venue, the certainty and the notes, in sentences."""
    notes = row.notice.notes
    certainty = _certainty(row)
    texts = [
        None if row.name is None else f"as {row.name}",
        None if row.venue is None else f"at {row.venue}",
        None
        if any(note.lower().startswith(certainty) for note in notes)
        else certainty,
    ]
    return " ".join(sentences([*filter(None, texts), *notes]))


def _certainty(row: NoticeRow) -> str:
    return "" if row.notice.certainty == "stated" else row.notice.certainty


def _notices(answer: EditionDetails, numbers: Numbers) -> Filled[NoticeRow]:
    def dates(row: NoticeRow, *, full: bool = False) -> str:
        if row.notice.dates is None:
            return "as before"
        return dates_long(row.notice.dates) if full else dates_short(row.notice.dates)

    grid = Grid[NoticeRow](
        "notices",
        (
            Column(header="Known", brief=lambda row: known_on(row.notice)),
            Column(header="Dates", brief=dates, full=lambda row: dates(row, full=True)),
            Column(header="Status", brief=lambda row: row.notice.status),
            Column(label="Name", full=lambda row: row.name),
            Column(label="Place", full=lambda row: row.venue),
            Column(label="Certainty", full=_certainty),
            Column(
                header="Remarks",
                label="Remark",
                brief=notice_remarks,
                full=lambda row: sentences(row.notice.notes),
                always_wraps=True,
            ),
            Column(
                header="Source" if numbers else None,
                label="Sources",
                brief=lambda row: Cell(cites(row.notice.source, numbers), "dim"),
            ),
        ),
    )
    return grid.of(notice_rows(answer))


def edition_day(answer: EditionDetails, date: dt.date) -> str:
    """A day of the programme, which day of the edition it is, and its status."""
    edition = answer.edition
    nth = day_of_dates(edition.dates, date)
    tentative = "tentative" if edition.status == "tentative" else ""
    parts = [
        day_long(date),
        "" if nth is None else day_of_last(*nth, may_be_on=edition.may_be_on),
        why_off_words(edition, date) or tentative,
    ]
    return ", ".join(filter(None, parts))


def _notes(answer: EditionDetails) -> Notes:
    edition = answer.edition
    since = known_since_notes([edition], cited_numbers(answer))
    remarks = sentences(answer.notes)
    has_programme = answer.undated or any(
        day.themes or day.sessions for day in answer.days
    )
    today = as_known_today([edition] if has_programme else [], answer.as_of)
    age = old_data(edition.show.reviewed, answer.as_of, [edition.show], [edition])
    sources = hint(answer, answer.id)
    # Plain lines have no marks to explain, and name all speakers.
    return Notes(
        [
            *since,
            *(times_notes(answer.days) or remarks),
            *today,
            *star_note(edition),
            *age,
            *_all_speakers(answer),
            *sources,
        ],
        full=[*since, *(f"Note: {note}" for note in remarks), *today, *age, *sources],
    )


def _all_speakers(answer: EditionDetails) -> list[str]:
    """How to list all speakers, if the table names only the first of several."""
    dated = [session for day in answer.days for session in day.sessions]
    if all(len(row.session.speaker) < 2 for row in (*dated, *answer.undated)):
        return []
    return [f"All speakers: milipol show {answer.id} --format plain"]
