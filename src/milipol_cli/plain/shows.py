"""The lines of `show` and `news`."""

from collections.abc import Iterable

from milipol_cli import wording
from milipol_cli.answers import (
    EditionPage,
    History,
    HistoryRow,
    News,
    NewsEntry,
    Seen,
    SessionPage,
    ShowList,
    Standpoint,
    Unknown,
)
from milipol_cli.model import Notice, Show, Source
from milipol_cli.plain.days import TO, session_lines, theme_lines
from milipol_cli.wording import history as words
from milipol_cli.wording import news as news_words
from milipol_cli.wording.dates import spoken_days


def blocks(
    answer: ShowList | History | EditionPage | SessionPage | Unknown | News,
) -> list[list[str]]:
    """The blocks of lines that an answer is told in."""
    if isinstance(answer, Unknown):
        return [[words.nothing_known(answer)]]
    if isinstance(answer, News):
        return _news(answer)
    if isinstance(answer, ShowList):
        return _show_list(answer)
    if isinstance(answer, History):
        return _history(answer)
    if isinstance(answer, EditionPage):
        return _edition(answer)
    return _session(answer)


def _show_list(answer: ShowList) -> list[list[str]]:
    head = f"Shows of the Milipol network: {len(answer.shows)}."
    found = [
        [
            f"Show: {entry.name}",
            f"City: {entry.show.city}",
            f"Next: {_when(entry.next, 'not announced')}",
            f"Last: {_when(entry.last, 'none yet')}",
            f"ID: {entry.show.id}",
        ]
        for entry in answer.shows
    ]
    later = wording.known_since_notes(answer.known_later, to=TO)
    age = wording.data_age(answer.reviewed, answer.standpoint, spoken=True)
    return [[head], *found, later, [] if age is None else [age]]


def _when(view: Seen | None, otherwise: str) -> str:
    if view is None:
        return otherwise
    return f"{wording.dates_spoken(view.dates)}, {wording.status(view)}"


def _history(answer: History) -> list[list[str]]:
    show = answer.show
    more = (words.organiser_line(show), words.former_names(answer))
    editions = wording.count(len(answer.rows), "edition")
    head = [
        f"{answer.name}: {editions}.",
        words.show_line(answer),
        *(said for said in more if said is not None),
        f"ID: {show.id}",
    ]
    rows = [_history_row(row) for row in answer.rows]
    return [
        head,
        *rows,
        wording.known_since_notes((row.seen for row in answer.rows), to=TO),
        _remarks("", show.notes),
        _age(show, answer.standpoint),
        *_sources(answer.sources),
    ]


def _history_row(row: HistoryRow) -> list[str]:
    view = row.seen
    lines = [
        f"Edition: {wording.titled(view)}",
        f"Number: {_number(view)}",
        f"Dates: {wording.dates_spoken(view.dates)}",
        f"Place: {words.edition_place(view)}",
        f"Status: {_status(view)}",
    ]
    lines += [f"Figure: {words.figure_line(figure)}" for figure in row.figures]
    return [*lines, f"ID: {view.edition.id}"]


def _number(view: Seen) -> str:
    number = view.edition.number
    if number is None:
        return "none"
    counted = view.edition.number_basis == "counted"
    return f"{wording.ordinal(number)}{', counted from others' if counted else ''}"


def _status(view: Seen) -> str:
    said = wording.status(view)
    return f"{said}, {view.certainty}" if view.certainty != "stated" else said


def _edition(answer: EditionPage) -> list[list[str]]:
    view = answer.seen
    head = [
        f"Edition: {wording.titled(view)}",
        f"Number: {_number(view)}",
        f"Dates: {wording.dates_spoken(view.dates)}",
        f"Place: {words.edition_place(view)}",
        f"Status: {_status(view)}",
        f"ID: {view.edition.id}",
    ]
    found = [head]
    if not answer.day_only:
        found.append([f"Figure: {words.figure_line(one)}" for one in answer.figures])
        theme = view.edition.theme
        found.append([] if theme is None else [f"Theme: {theme.title}"])
        found += [_notice(notice) for notice in view.notices]
        found.append(_remarks("Remark: ", view.edition.notes))
    for day in answer.days:
        sessions = [session_lines(one, day, answer.standpoint) for one in day.sessions]
        found.append([f"Day: {words.edition_day(answer, day.date)}"])
        found += [theme_lines(theme) for theme in wording.themes(day)]
        found += sessions
        if not day.themes and not sessions:
            found.append([wording.NO_PROGRAMME])
    found += [
        [
            f"Session: {wording.session_label_alone(one.session)}",
            "Time: day not known",
            f"ID: {one.id}",
        ]
        for one in answer.undated
    ]
    found.append(_remarks("Note: ", answer.notes))
    found.append(wording.known_since_notes([view], to=TO))
    found.append(_age(view.show, answer.standpoint))
    return [*found, *_sources(answer.sources)]


def _notice(notice: Notice) -> list[str]:
    by = "" if notice.known is not None else "by "
    dates = notice.dates
    said = "as before" if dates is None else wording.dates_spoken(dates)
    lines = [
        f"Known: {by}{wording.day_plain(notice.day_known)}",
        f"Dates: {said}",
        f"Status: {notice.status}",
    ]
    return [*lines, *_remarks("Remark: ", notice.notes)]


def _session(answer: SessionPage) -> list[list[str]]:
    one = answer.session
    lines = [
        f"Session: {wording.session_label_alone(one.session)}",
        f"Edition: {wording.titled(answer.seen)}",
        f"Place: {wording.venue_line(answer.seen)}",
    ]
    label = ""
    for given, said in words.session_facts(answer, spoken=True):
        label = given or label
        lines.append(f"{label}: {said}")
    notes = [
        f"Note: {wording.sentence(note)}"
        for note in (*one.session.notes, *answer.notes)
    ]
    later = wording.known_since_notes([answer.seen], to=TO)
    age = _age(answer.seen.show, answer.standpoint)
    return [[*lines, f"ID: {one.id}"], notes, later, age, *_sources(answer.sources)]


def _sources(sources: Iterable[Source]) -> list[list[str]]:
    return [
        [f"Source: {words.source_line(one)}", f"Address: {words.source_address(one)}"]
        for one in sources
    ]


def _news(answer: News) -> list[list[str]]:
    count = wording.count(len(answer.entries), "item")
    head = f"{news_words.heading(answer)}: {count} with a date."
    found = [[head], *(_entry(entry, answer) for entry in answer.entries)]
    if answer.undated:
        found.append(
            [
                f"Without a date: {wording.count(len(answer.undated), 'item')}.",
                *(
                    f"News: {news_words.without_a_date(one, answer, to=TO)}"
                    for one in answer.undated
                ),
            ]
        )
    found.append([news_words.outcome_unknown(view, to=TO) for view in answer.open])
    found.append(wording.known_since_notes(answer.known_later, to=TO))
    found.append(wording.old_data(answer.reviewed, answer.standpoint, spoken=True))
    return found


def _entry(entry: NewsEntry, answer: News) -> list[str]:
    lines = [
        f"Date: {news_words.date(entry, spoken=True)}",
        f"About: {news_words.about(entry)}",
        f"News: {news_words.what(entry, to=TO)}",
    ]
    lines += [f"Also: {said}" for said in news_words.also(entry, to=TO)]
    return [*lines, f"Source: {news_words.publishers(entry, answer)}"]


def _age(show: Show, here: Standpoint) -> list[str]:
    return wording.old_data(show.reviewed, here, spoken=True)


def _remarks(label: str, notes: Iterable[str]) -> list[str]:
    return [f"{label}{spoken_days(wording.sentence(note))}" for note in notes]
