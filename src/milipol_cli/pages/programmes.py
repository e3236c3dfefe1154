"""The pages of an edition, a day and a session."""

from milipol_cli import wording
from milipol_cli.answers import EditionPage, SessionPage
from milipol_cli.pages.days import programme
from milipol_cli.pages.parts import (
    Cell,
    Line,
    Part,
    Rows,
    Table,
    Title,
    beside,
    notes,
    state_style,
)
from milipol_cli.pages.sources import listed
from milipol_cli.wording import history
from milipol_cli.wording import programmes as words
from milipol_cli.wording.figures import figure_line
from milipol_cli.wording.sources import more_sources


def edition(answer: EditionPage, *, with_sources: bool) -> list[list[Part]]:
    """The groups of an edition, or of one day of it."""
    view = answer.seen
    full = answer.with_sources or with_sources
    key = view.edition.id
    if answer.day_only:
        key = f"{key}/{answer.days[0].date}"
    head: list[Part] = [
        Title(Cell(words.page_title(view), "strong"), Cell(f"ID {key}", "dim")),
        Line(Cell(words.edition_place(view))),
    ]
    groups = [head]
    if not answer.day_only:
        groups += _facts(answer)
    for day in answer.days:
        groups.append([Line(Cell(words.edition_day(answer, day.date), "strong"))])
        groups += programme(day, answer.standpoint)
        if not day.themes and not day.sessions:
            groups.append([Line(Cell(f" {wording.NO_PROGRAMME}"))])
    if answer.undated:
        rows = [
            (
                Cell(wording.session_label_alone(one.session)),
                Cell(one.session.id, "dim"),
            )
            for one in answer.undated
        ]
        headers = ("Day not known", f"ID {view.edition.id}/")
        groups.append([Table(headers, rows, wraps=(0,), kind="day not known")])
    told = [*wording.times_notes(answer.days)]
    if not told:
        told = [wording.sentence(note) for note in answer.notes]
    if view.later is not None:
        told.insert(0, f"Known since: {wording.known_since(view)}")
    if not full:
        told += more_sources(answer.sources, key)
    groups.append(notes(told))
    return [*groups, *(listed(answer.sources) if full else [])]


def _facts(answer: EditionPage) -> list[list[Part]]:
    """Dates, theme, figures and remarks of an edition, then its notices in order."""
    view = answer.seen
    when = history.when_last(view) if view.phase == "over" else history.when_next(view)
    rows = beside("Dates", [(Cell(when, state_style(view)),)])
    theme = view.edition.theme
    if theme is not None:
        rows += beside("Theme", [(Cell(theme.title, "strong"),)])
        if theme.summary is not None:
            rows.append((Cell(""), Cell(theme.summary)))
        rows += [
            (Cell(""), Cell(wording.sentence(note), "dim")) for note in theme.notes
        ]
    figures = [(Cell(figure_line(figure)),) for figure in answer.figures]
    rows += beside("Figures", figures)
    remarks = map(wording.sentence, view.edition.notes)
    rows += beside("Remarks", ((Cell(remark),) for remark in remarks))
    notices = [
        (
            Cell(words.known_on(notice)),
            Cell(words.notice_dates(notice)),
            Cell(notice.status),
            Cell(words.notice_what(notice, view)),
        )
        for notice in view.notices
    ]
    headers = ("Known", "Dates", "Status", "Remarks")
    return [
        [Rows(rows, wide_label=True)],
        [Table(headers, notices, wraps=(0, 1, 2, 3), kind="notices")],
    ]


def session_page(answer: SessionPage, *, with_sources: bool) -> list[list[Part]]:
    """The groups of a session."""
    view, one = answer.seen, answer.session
    session = one.session
    full = answer.with_sources or with_sources
    head: list[Part] = [
        Title(
            Cell(wording.session_label_alone(session), "strong"),
            Cell(f"ID {one.id}", "dim"),
        ),
        Line(Cell(f"{words.page_title(view)}, {wording.venue_line(view)}")),
    ]
    rows = [(Cell(label), Cell(said)) for label, said in words.session_facts(answer)]
    told = [wording.sentence(note) for note in (*session.notes, *answer.notes)]
    if not full:
        told += more_sources(answer.sources, one.id)
    facts: list[Part] = [Rows(rows, wide_label=True)]
    groups = [head, facts, notes(told)]
    return [*groups, *(listed(answer.sources) if full else [])]
