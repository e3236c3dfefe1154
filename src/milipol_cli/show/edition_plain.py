"""The lines of an edition, a day and a session."""

from milipol_cli.look.plain_lines import (
    age_lines,
    certainty_line,
    figure_lines,
    number_line,
    remarks,
    sources_line,
    speaker_lines,
    status_line,
    whole_session,
)
from milipol_cli.look.programme_plain import session_lines, theme_lines
from milipol_cli.look.words import sources
from milipol_cli.look.words.dates import dates_spoken, day_plain
from milipol_cli.look.words.editions import known_since_notes, titled, venue_line
from milipol_cli.look.words.programme import NO_PROGRAMME, themes
from milipol_cli.look.words.sessions import session_label_alone
from milipol_cli.network import citations as citing
from milipol_cli.network.model.shows import Theme
from milipol_cli.show import edition_words as words
from milipol_cli.show.query import EditionPage, SessionPage
from milipol_cli.show.sources_plain import source_blocks


def edition(answer: EditionPage) -> list[list[str]]:
    """The blocks of an edition, or of one day of it."""
    view = answer.edition
    key = view.id
    if answer.day_only:
        key = f"{key}/{answer.days[0].date}"
    head = [
        f"Edition: {titled(view)}",
        f"Number: {number_line(view)}",
        f"Dates: {dates_spoken(view.dates)}",
        f"Place: {words.edition_place(view)}",
        f"Status: {status_line(view)}",
    ]
    numbers = sources.numbers(answer.sources, asked=answer.with_sources)
    head += sources_line(citing.of_edition(view, answer.as_of), numbers)
    found = [[*head, f"ID: {key}"]]
    if not answer.day_only:
        found.append(figure_lines(answer.figures, numbers))
        theme = view.record.theme
        found.append([] if theme is None else _theme(theme, numbers))
        found += [_notice(answer, at, numbers) for at in range(len(view.notices))]
        found.append(remarks("Remark: ", view.record.notes))
    for day in answer.days:
        sessions = [
            session_lines(one, day, answer.as_of, numbers) for one in day.sessions
        ]
        found.append([f"Day: {words.edition_day(answer, day.date)}"])
        found += [theme_lines(theme, numbers) for theme in themes(day)]
        found += sessions
        if not day.themes and not sessions:
            found.append([NO_PROGRAMME])
    found += [
        [
            f"Session: {session_label_alone(one.session)}",
            "Time: day not known",
            *([] if one.session.room is None else [f"Room: {one.session.room}"]),
            *speaker_lines(one.session),
            *whole_session(one.session, numbers),
            f"ID: {one.id}",
        ]
        for one in answer.undated
    ]
    found.append(remarks("Note: ", answer.notes))
    found.append(known_since_notes([view]))
    found.append(words.known_today(answer))
    found.append(age_lines(view.show, answer.as_of))
    return [
        *found,
        *source_blocks(answer, key),
    ]


def _theme(theme: Theme, numbers: sources.Numbers) -> list[str]:
    return [
        f"Theme: {theme.title}",
        *([] if theme.summary is None else [f"Summary: {theme.summary}"]),
        *certainty_line(theme.certainty),
        *remarks("Note: ", theme.notes),
        *sources_line(theme.source, numbers),
    ]


def _notice(page: EditionPage, at: int, numbers: sources.Numbers) -> list[str]:
    notice = page.edition.notices[at]
    by = "" if notice.known is not None else "by "
    dates = notice.dates
    said = "as before" if dates is None else dates_spoken(dates)
    lines = [
        f"Known: {by}{day_plain(notice.day_known)}",
        f"Dates: {said}",
        f"Status: {notice.status}",
    ]
    news = words.notice_news(page, at)
    lines += [f"{label}: {said}" for label, said in news]
    lines += remarks("Remark: ", notice.notes)
    return [*lines, *sources_line(notice.source, numbers)]


def session_page(answer: SessionPage) -> list[list[str]]:
    """The blocks of a session."""
    one = answer.session
    numbers = sources.numbers(answer.sources, asked=answer.with_sources)
    place = sources.cited_spoken(
        venue_line(answer.edition),
        citing.of_edition(answer.edition, answer.as_of),
        numbers,
    )
    lines = [
        f"Session: {session_label_alone(one.session)}",
        f"Edition: {titled(answer.edition)}",
        f"Place: {place}",
    ]
    label = ""
    for given, said in words.session_facts(answer, spoken=True):
        label = given or label
        lines.append(f"{label}: {said}")
    notes = remarks("Note: ", (*one.session.notes, *answer.notes))
    lines += sources_line(one.session.source, numbers)
    return [
        [*lines, f"ID: {one.id}"],
        notes,
        known_since_notes([answer.edition]),
        words.known_today(answer),
        age_lines(answer.edition.show, answer.as_of),
        *source_blocks(answer, one.id),
    ]
