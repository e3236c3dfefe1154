"""The page of `today`."""

from collections.abc import Sequence

from milipol_cli.look.parts import (
    Cell,
    Line,
    Notes,
    Part,
    Rows,
    Title,
    labelled,
    notes,
    state_style,
)
from milipol_cli.look.words.dates import dates_short
from milipol_cli.look.words.editions import (
    named,
    place,
    starts,
    status,
    titled_number,
    venue_line,
)
from milipol_cli.look.words.programme import NO_PROGRAMME, times_notes
from milipol_cli.look.words.times import session_state
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.programme import ShowDay
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.today.query import OtherYear, Today
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


def today(answer: Today) -> list[list[Part]]:
    """The groups of `today`: each show that is on, or what comes instead."""
    if not answer.days:
        return _nothing_on(answer)
    groups = [group for day in answer.days for group in _show_day(day, answer)]
    following: list[Part] = []
    if answer.next:
        rows = labelled("Next", _without_empty([_to_come(v) for v in answer.next]))
        following.append(Rows(rows, ids=True, wide_label=True))
    told = today_notes(answer)
    if told:
        following.append(Notes(told, inset=bool(answer.next)))
    own: list[Part] = []
    beside_all = answer.own_below(None)
    if beside_all:
        own.append(_own(beside_all, answer.as_of))
    return [*groups, own, following, notes(times_notes(answer.days))]


def _nothing_on(answer: Today) -> list[list[Part]]:
    announced = announced_for_today(answer)
    head: list[Part] = [Title(Cell(nothing_on(answer)))]
    head += [Line(Cell(said, "maybe"), inset=True) for said in announced]
    groups = [head]
    if answer.own:
        groups.append([_own(answer.own, answer.as_of)])
    rows = labelled("Next", map(_around, answer.next))
    rows += labelled("Last", map(_around, answer.last))
    if rows:
        groups.append([Rows(rows)])
    if answer.other_years:
        years = Rows([_other_year(entry) for entry in answer.other_years], ids=True)
        heading = Line(Cell(other_years_heading(answer)), inset=True)
        groups.append([heading, years])
    if answer.latest is not None:
        date, said = latest_news(answer.latest)
        groups.append([Rows([(Cell("News"), Cell(date), Cell(said))])])
    return [*groups, notes(today_notes(answer))]


def _to_come(view: EditionAsOf) -> tuple[Cell, ...]:
    """A show to come, under one that is on: the date first."""
    announced = view.status == "announced"
    return (
        Cell(dates_short(view.dates)),
        Cell(named(view)),
        Cell(place(view)),
        Cell(starts(view)),
        Cell("" if announced else status(view), state_style(view)),
        Cell(view.id),
    )


def _without_empty(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows without the columns that none of them fills."""
    columns = [
        column
        for column in zip(*rows, strict=True)
        if any(cell.text for cell in column)
    ]
    return list(zip(*columns, strict=True))


def _around(view: EditionAsOf) -> tuple[Cell, ...]:
    """A show to come or gone by, where none is on: the show first, and no id.

    With ids the rows would be wider than a page; `upcoming` and `show` have them.
    """
    date, name, where, when, _, _ = _to_come(view)
    return name, date, where, when, Cell(status(view), state_style(view))


def _other_year(entry: OtherYear) -> tuple[Cell, ...]:
    return (
        Cell(str(entry.date.year)),
        Cell(named(entry.edition)),
        Cell(other_year(entry)),
        Cell(entry.edition.id),
    )


def _show_day(day: ShowDay, answer: Today) -> list[list[Part]]:
    from milipol_cli.look.programme_page import programme  # noqa: PLC0415  for a show alone

    as_of = answer.as_of
    view = day.edition
    times = None if as_of.moment is None else Cell(clocks(day, as_of))
    head: list[Part] = [
        Title(
            Cell(titled_number(view), "on"),
            Cell(date_and_day(day)),
        ),
        Line(Cell(venue_line(view)), times),
    ]
    groups = [head, *programme(day, as_of)]
    if not day.sessions:
        key = Cell(f"ID {view.id}")
        groups.append([Line(Cell(NO_PROGRAMME), key, inset=True)])
    own = answer.own_below(day)
    if own:
        groups.append([_own(own, as_of)])
    tail = labelled("Tomorrow", ((Cell(said),) for said in tomorrow(day)))
    for item in day.news:
        dates = Cell(newsletter_dates(item, day), "dim")
        tail += labelled(news_label(item), [(Cell(item.title),), (dates,)])
    if tail:
        groups.append([Rows(tail, wide_label=True)])
    return groups


def _own(own: Sequence[PickAsOf], as_of: AsOf) -> Rows:
    """The entries of the reader's own, under the programme or where nothing is on."""
    from milipol_cli.picks import words as picks  # noqa: PLC0415  for those who have one

    rows: list[tuple[Cell, ...]] = [
        (
            Cell(picks.clocks(one, as_of.reader_zone)),
            Cell(picks.label(one)),
            Cell(session_state(one, as_of.moment)),
            Cell(one.pick.id),
        )
        for one in own
    ]
    told = labelled("My agenda", _without_empty(rows))
    return Rows(told, ids=True, wide_label=True)
