"""The pages of an edition, a day and a session."""

from milipol_cli.look.parts import (
    Cell,
    Line,
    Part,
    Rows,
    Table,
    Title,
    labelled,
    notes,
    phase_style,
    state_style,
)
from milipol_cli.look.programme_page import programme
from milipol_cli.look.words import sources
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.editions import known_since_notes, venue_line
from milipol_cli.look.words.figures import figure_told
from milipol_cli.look.words.programme import NO_PROGRAMME, times_notes
from milipol_cli.look.words.sessions import session_label_alone, session_whole, sure
from milipol_cli.network import citations as citing
from milipol_cli.network.model.programmes import Session
from milipol_cli.show import edition_words as words
from milipol_cli.show import history_words as history
from milipol_cli.show.query import EditionPage, SessionPage
from milipol_cli.show.sources_page import listed


def edition(answer: EditionPage) -> list[list[Part]]:
    """The groups of an edition, or of one day of it."""
    view = answer.edition
    numbers = sources.numbers(answer.sources, asked=answer.with_sources)
    if answer.day_only:
        key = f"{view.id}/{answer.days[0].date}"
        place = citing.of_edition(view, answer.as_of)
    else:
        key = view.id
        place = [*citing.of_place(view, answer.as_of)]
    head: list[Part] = [
        Title(Cell(words.page_title(view), "strong"), Cell(f"ID {key}", "dim")),
        Line(Cell(sources.cited(words.edition_place(view), place, numbers))),
    ]
    groups = [head]
    if not answer.day_only:
        groups += _facts(answer, numbers)
    for day in answer.days:
        heading = Cell(words.edition_day(answer, day.date), "strong")
        groups.append([Title(heading, of_part=True)])
        groups += programme(day, answer.as_of, numbers)
        if not day.themes and not day.sessions:
            groups.append([Line(Cell(NO_PROGRAMME), inset=True)])
    if answer.undated:
        rows = [
            (
                Cell(_undated(one.session, numbers)),
                Cell(one.session.id),
            )
            for one in answer.undated
        ]
        headers = ("Day not known", f"ID {view.id}/")
        groups.append([Table(headers, rows, wraps=(0,), kind="day not known")])
    return [*groups, notes(_notes(answer, key)), *listed(answer)]


def _notes(answer: EditionPage, key: str) -> list[str]:
    """What is to be known of an edition or a day, and what to ask for more."""
    view = answer.edition
    told = known_since_notes([view])
    told += times_notes(answer.days) or map(sentence, answer.notes)
    told += words.known_today(answer)
    told += words.star_note(view)
    told += old_data(view.show.reviewed, answer.as_of)
    told += words.all_speakers(answer, key)
    if not answer.with_sources:
        told += sources.more_sources(answer.sources, key)
    return told


def _undated(session: Session, numbers: sources.Numbers) -> str:
    said = session_whole(session_label_alone(session), session)
    return sources.cited(said, session.source, numbers)


def _facts(answer: EditionPage, numbers: sources.Numbers) -> list[list[Part]]:
    """Dates, theme, figures and remarks of an edition, then its notices in order."""
    view = answer.edition
    when = history.when_last(view) if view.phase == "over" else history.when_next(view)
    when = sources.cited(when, citing.of_dates(view), numbers)
    rows = labelled("Dates", [(Cell(when, state_style(view)),)])
    theme = view.record.theme
    if theme is not None:
        title = sure(theme.title, theme.certainty)
        title = sources.cited(title, theme.source, numbers)
        rows += labelled("Theme", [(Cell(title, "strong"),)])
        if theme.summary is not None:
            rows.append((Cell(""), Cell(theme.summary)))
        rows += [(Cell(""), Cell(sentence(note), "dim")) for note in theme.notes]
    figures = [
        (Cell(sources.cited(figure_told(figure), figure.source, numbers)),)
        for figure in answer.figures
    ]
    rows += labelled("Figures", figures)
    remarks = [
        sources.cited(sentence(note), view.record.source, numbers)
        for note in view.record.notes
    ]
    rows += labelled("Remarks", ((Cell(remark),) for remark in remarks))
    notices = [
        (
            Cell(words.known_on(notice)),
            Cell(words.notice_dates(notice)),
            Cell(notice.status),
            Cell(words.notice_what(answer, at)),
            *([Cell(sources.cites(notice.source, numbers), "dim")] if numbers else []),
        )
        for at, notice in enumerate(view.notices)
    ]
    headers: tuple[str, ...] = ("Known", "Dates", "Status", "Remarks")
    headers += ("Source",) if numbers else ()
    return [
        [Rows(rows, wide_label=True)],
        [Table(headers, notices, wraps=(0, 1, 2, 3, 4), kind="notices", remarks=3)],
    ]


def session_page(answer: SessionPage) -> list[list[Part]]:
    """The groups of a session."""
    view, one = answer.edition, answer.session
    session = one.session
    numbers = sources.numbers(answer.sources, asked=answer.with_sources)
    title = sources.cited(session_label_alone(session), session.source, numbers)
    place = sources.cited(
        f"{words.page_title(view)}, {venue_line(view)}",
        citing.of_edition(view, answer.as_of),
        numbers,
    )
    head: list[Part] = [
        Title(
            Cell(title, "strong"),
            Cell(f"ID {one.id}"),
        ),
        Line(Cell(place)),
    ]
    styles = {words.STATE: phase_style(one.phase, estimated=one.estimated)}
    rows = [
        (Cell(label), Cell(said, styles.get(label, "")))
        for label, said in words.session_facts(answer)
    ]
    told = known_since_notes([view])
    told += [sentence(note) for note in (*session.notes, *answer.notes)]
    told += words.known_today(answer)
    told += words.star_note(view)
    told += old_data(view.show.reviewed, answer.as_of)
    if not answer.with_sources:
        told += sources.more_sources(answer.sources, one.id)
    facts: list[Part] = [Rows(rows, wide_label=True)]
    groups = [head, facts, notes(told)]
    return [*groups, *listed(answer)]
