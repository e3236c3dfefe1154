"""How an edition, or one day of it, is shown."""

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
from milipol_cli.look.words.dates import (
    dates_long,
    dates_short,
    sentence,
)
from milipol_cli.look.words.editions import (
    known_since_notes,
    titled,
    venue_line,
)
from milipol_cli.look.words.figures import figure_with_notes
from milipol_cli.look.words.programme import (
    NO_PROGRAMME,
    as_known_today,
    times_notes,
    with_certainty,
)
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.network import citations
from milipol_cli.network.model.shows import Theme
from milipol_cli.show.query import (
    EditionDetails,
    ExhibitorDetails,
    ListSummary,
    SessionDetails,
)
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import (
    NoticeRow,
    edition_day,
    edition_title,
    known_on,
    list_words,
    notice_certainty,
    notice_remarks,
    notice_rows,
    number_in_full,
    place_in_full,
    sentences,
    star_note,
    status_in_full,
    when,
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
                *(f"Number: {text}" for text in [number_in_full(edition)] if text),
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


def head_of_part(
    answer: SessionDetails | ExhibitorDetails, kind: str, title: str, key: str
) -> list[PartOf]:
    """The title of a session or an exhibitor, and the edition that it is part of."""
    edition = answer.edition
    sources = citations.of_edition(edition, answer.as_of)
    place = cited(venue_line(edition), sources, cited_numbers(answer))
    return [
        Title(Cell(title, "strong"), Cell(f"ID {key}"), full=[f"{kind}: {title}"]),
        Line(
            Cell(f"{edition_title(edition)}, {place}"),
            full=[f"Edition: {titled(edition)}", f"Place: {place}", f"ID: {key}"],
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
    source = summary.known.exhibitors.source
    return [Fact.of("Exhibitors", cited(list_words(summary), source, numbers))]


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
            Column(label="Certainty", full=notice_certainty),
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


def _notes(answer: EditionDetails) -> Notes:
    edition = answer.edition
    since = known_since_notes([edition], cited_numbers(answer))
    remarks = sentences(answer.notes)
    has_programme = answer.undated or any(
        day.themes or day.sessions for day in answer.days
    )
    today = as_known_today([edition] if has_programme else [], answer.as_of)
    sources = hint(answer, answer.id)
    # Plain lines have no marks to explain, and name all speakers.
    return Notes(
        [
            *since,
            *(times_notes(answer.days) or remarks),
            *today,
            *star_note(edition),
            *_all_speakers(answer),
            *sources,
        ],
        full=[*since, *(f"Note: {note}" for note in remarks), *today, *sources],
    )


def _all_speakers(answer: EditionDetails) -> list[str]:
    """How to list all speakers, if the table names only the first of several."""
    dated = [session for day in answer.days for session in day.sessions]
    if all(len(row.session.speaker) < 2 for row in (*dated, *answer.undated)):
        return []
    return [f"All speakers: milipol show {answer.id} --format plain"]
