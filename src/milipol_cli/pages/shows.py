"""The pages of `show`: the list of shows, a show, an edition, a session."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from milipol_cli import wording
from milipol_cli.answers import (
    EditionPage,
    History,
    HistoryRow,
    Seen,
    SessionPage,
    ShowList,
    Unknown,
)
from milipol_cli.model import Source
from milipol_cli.pages.days import programme
from milipol_cli.pages.parts import (
    Cell,
    Line,
    Part,
    Rows,
    Style,
    Table,
    Title,
    beside,
    notes,
    state_style,
)
from milipol_cli.wording import history as words

Answer = ShowList | History | EditionPage | SessionPage | Unknown


def show(answer: Answer, *, with_sources: bool) -> list[list[Part]]:
    """The groups that tell of what an id names."""
    if isinstance(answer, Unknown):
        return [[Line(Cell(words.nothing_known(answer)))]]
    if isinstance(answer, ShowList):
        return _show_list(answer)
    if isinstance(answer, History):
        return _history(answer, with_sources=with_sources)
    if isinstance(answer, EditionPage):
        return _edition(answer, with_sources=with_sources)
    return _session(answer, with_sources=with_sources)


def _show_list(answer: ShowList) -> list[list[Part]]:
    rows = []
    for entry in answer.shows:
        style: Style = "" if entry.next is None else state_style(entry.next)
        rows.append(
            (
                Cell(entry.name),
                Cell(entry.show.city),
                Cell(words.summary_next(entry), style),
                Cell(words.summary_last(entry)),
                Cell(entry.show.id, "dim"),
            )
        )
    headers = ("Show", "City", "Next", "Last", "ID")
    groups: list[list[Part]] = [[Title(Cell("The shows of the Milipol network"))]]
    if rows:
        groups.append([Table(headers, rows, wraps=(0, 1, 2, 3), kind="shows")])
    told = wording.known_since_notes(answer.known_later)
    age = wording.data_age(answer.reviewed, answer.standpoint)
    return [*groups, notes(told if age is None else [*told, age])]


def _history(answer: History, *, with_sources: bool) -> list[list[Part]]:
    show = answer.show
    head: list[Part] = [
        Title(Cell(answer.name, "strong"), Cell(f"ID {show.id}", "dim")),
        Line(Cell(words.show_line(answer))),
    ]
    more = (words.organiser_line(show), words.former_names(answer))
    head += [Line(Cell(said)) for said in more if said is not None]
    views = [row.seen for row in answer.rows]
    groups: list[list[Part]] = [head, [Rows(_next_and_last(views))]]
    known = [row for row in answer.rows if not words.is_bare(row)]
    numbers = {source.id: at + 1 for at, source in enumerate(answer.sources)}
    if known:
        groups.append([_editions(known, answer, numbers)])
    bare: list[Part] = [
        Line(Cell(f" {words.bare_line(list(rows))}"))
        for is_bare, rows in groupby(answer.rows, key=_sameness)
        if is_bare is not None
    ]
    groups.append(bare)
    told = wording.known_since_notes(views)
    told += words.history_notes(answer)
    told += [wording.sentence(note) for note in show.notes]
    told += wording.old_data(show.reviewed, answer.standpoint)
    full = answer.with_sources or with_sources
    if not full:
        told += words.more_sources(answer.sources, show.id)
    groups.append(notes(told))
    return [*groups, *(_sources(answer.sources) if full else [])]


def _sameness(row: HistoryRow) -> str | None:
    """What bare rows that follow one another share; None for the others."""
    return words.hall(row.seen) if words.is_bare(row) else None


def _next_and_last(views: Sequence[Seen]) -> list[tuple[Cell, ...]]:
    """The next edition and the last one, of those that stand the latest first."""
    to_come = [view for view in reversed(views) if view.phase in ("upcoming", "on")]
    rows = beside(
        "Next", [(Cell(words.when_next(view), state_style(view)),) for view in to_come]
    )
    last = next((view for view in views if view.phase == "over"), None)
    if last is not None:
        rows += beside("Last", [(Cell(words.when_last(last)),)])
    return rows or [(Cell("Next"), Cell("not known"))]


def _editions(
    rows: Sequence[HistoryRow], answer: History, numbers: dict[str, int]
) -> Table:
    cell_value = words.bar_value(answer.rows)
    cells = []
    for row in rows:
        view = row.seen
        style = state_style(view)
        cited = " ".join(f"[{numbers[key]}]" for key in row.cited if key in numbers)
        cells.append(
            (
                Cell(view.year),
                Cell(words.number(view)),
                Cell(words.dates_in_year(view), "on" if view.phase == "on" else ""),
                Cell(words.hall(view)),
                Cell(
                    words.visitors_cell(row, cell_value),
                    style,
                    narrow=words.visitors_narrow(row),
                ),
                Cell(words.figure_cell(row.exhibitors, row)),
                Cell(cited, "dim"),
            )
        )
    headers = ("Year", "No.", "Dates", "Place", "Visitors", "Exhibitors", "Source")
    return Table(headers, cells, wraps=(2, 3, 4, 5), kind="history")


def _sources(sources: Iterable[Source]) -> list[list[Part]]:
    rows: list[tuple[Cell, ...]] = []
    for at, source in enumerate(sources):
        rows.append((Cell(f"[{at + 1}]"), Cell(words.source_line(source))))
        rows.append((Cell(""), Cell(words.source_address(source), "dim")))
    return [[Rows(rows)]] if rows else []


def _edition(answer: EditionPage, *, with_sources: bool) -> list[list[Part]]:
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
    said = wording.times_notes(answer.days)
    if not said:
        said = [wording.sentence(note) for note in answer.notes]
    told = [*wording.known_since_notes([view]), *said]
    told += wording.old_data(view.show.reviewed, answer.standpoint)
    if not full:
        told += words.more_sources(answer.sources, key)
    groups.append(notes(told))
    return [*groups, *(_sources(answer.sources) if full else [])]


def _facts(answer: EditionPage) -> list[list[Part]]:
    """Dates, theme, figures and remarks of an edition, then its notices in order."""
    view = answer.seen
    when = words.when_last(view) if view.phase == "over" else words.when_next(view)
    rows = beside("Dates", [(Cell(when, state_style(view)),)])
    theme = view.edition.theme
    if theme is not None:
        rows += beside("Theme", [(Cell(theme.title, "strong"),)])
        if theme.summary is not None:
            rows.append((Cell(""), Cell(theme.summary)))
        rows += [
            (Cell(""), Cell(wording.sentence(note), "dim")) for note in theme.notes
        ]
    figures = [(Cell(words.figure_line(figure)),) for figure in answer.figures]
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


def _session(answer: SessionPage, *, with_sources: bool) -> list[list[Part]]:
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
    told = wording.known_since_notes([view])
    told += [wording.sentence(note) for note in (*session.notes, *answer.notes)]
    told += wording.old_data(view.show.reviewed, answer.standpoint)
    if not full:
        told += words.more_sources(answer.sources, one.id)
    facts: list[Part] = [Rows(rows, wide_label=True)]
    groups = [head, facts, notes(told)]
    return [*groups, *(_sources(answer.sources) if full else [])]
