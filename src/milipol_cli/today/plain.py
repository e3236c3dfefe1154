"""The lines of `today`, and of the days of a programme."""

from collections.abc import Iterable, Iterator, Sequence

from milipol_cli.look.plain_lines import (
    edition_lines,
)
from milipol_cli.look.programme_plain import session_lines, theme_lines
from milipol_cli.look.words.editions import (
    named,
    starts,
    status,
    titled_number,
    venue_line,
)
from milipol_cli.look.words.programme import (
    NO_PROGRAMME,
    themes,
    times_notes,
)
from milipol_cli.look.words.times import (
    session_state,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.programme import ShowDay
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.today.query import Today
from milipol_cli.today.words import (
    announced_for_today,
    clocks,
    date_and_day,
    latest_news,
    news_label,
    newsletter_dates,
    nothing_on,
    other_year,
    other_years_heading,
    today_notes,
    tomorrow,
)


def blocks(answer: Today) -> list[list[str]]:
    """The blocks of lines that the answer is told in."""
    found = [block for day in answer.days for block in _show_day(day, answer)]
    if not answer.days:
        found.append([nothing_on(answer)])
        found.append(announced_for_today(answer))
    found += _own(answer.own_below(None), answer.as_of)
    found += [
        [
            f"Next: {named(view)}",
            *edition_lines(view)[1:],
            f"ID: {view.id}",
        ]
        for view in answer.next
    ]
    if not answer.days:
        found += [
            [
                f"Last: {named(view)}",
                *edition_lines(view)[1:3],
                f"Ended: {starts(view)}",
                f"Status: {status(view)}",
                f"ID: {view.id}",
            ]
            for view in answer.last
        ]
        found.append(_other_years(answer))
        if answer.latest is not None:
            date, said = latest_news(answer.latest, spoken=True)
            found.append([f"News: {date}, {said}"])
    found.append(times_notes(answer.days))
    found.append(today_notes(answer, spoken=True))
    return found


def _other_years(answer: Today) -> list[str]:
    if not answer.other_years:
        return []
    head = f"{other_years_heading(answer)}: {len(answer.other_years)}."
    return [
        head,
        *(
            f"{entry.date.year}: {named(entry.edition)}, {other_year(entry)},"
            f" ID {entry.edition.id}"
            for entry in answer.other_years
        ),
    ]


def _show_day(day: ShowDay, answer: Today) -> list[list[str]]:
    as_of = answer.as_of
    view = day.edition
    head = [
        f"Show: {titled_number(view)}",
        f"Date: {date_and_day(day)}",
        f"Place: {venue_line(view)}",
    ]
    if as_of.moment is not None:
        head.append(f"Time: {clocks(day, as_of)}")
    head.append(f"ID: {view.id}")
    about = [theme_lines(theme) for theme in themes(day)]
    sessions = [session_lines(one, day, answer.as_of) for one in day.sessions]
    if not day.sessions:
        sessions = [[NO_PROGRAMME]]
    own = answer.own_below(day)
    return [head, *about, *sessions, *_own(own, as_of), list(_tail(day))]


def _own(own: Sequence[PickAsOf], as_of: AsOf) -> Iterator[list[str]]:
    """The entries of the reader's own."""
    if not own:
        return
    from milipol_cli.picks import words as picks  # noqa: PLC0415  for those who have one

    for one in own:
        state = session_state(one, as_of.moment, spoken=True)
        yield [
            f"My agenda: {picks.label(one)}",
            f"Time: {picks.clocks(one, as_of.reader_zone)}",
            *([f"State: {state}"] if state else []),
            f"ID: {one.pick.id}",
        ]


def _tail(day: ShowDay) -> Iterable[str]:
    for title in tomorrow(day):
        yield f"Tomorrow: {title}"
    for item in day.news:
        yield f"{news_label(item)}: {item.title}, {newsletter_dates(item, day)}"
