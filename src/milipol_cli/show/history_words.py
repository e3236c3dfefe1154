"""Shows, and the editions in their history, in words."""

from collections.abc import Iterable, Sequence

from milipol_cli.look.words.dates import (
    count,
    dates_plain,
    dates_short,
    day_plain,
    ended,
    ordinal,
    weekday,
)
from milipol_cli.look.words.editions import is_abbreviated, outcome, starts, status
from milipol_cli.look.words.figures import figure
from milipol_cli.network.editions import EditionAsOf, may_come
from milipol_cli.network.model.shows import Figure, Show
from milipol_cli.show.query import History, HistoryRow, ShowSummary, Unknown

# A drawn figure is at most this many cells long.
BAR_CELLS = 13


FULL, HOLLOW = "█", "░"


# Most figures have this width, so that the bars of most shows begin alike.
_FIGURE_CELLS = 8


def nothing_known(answer: Unknown) -> str:
    """That nothing was known of an id at the standpoint."""
    day = day_plain(answer.as_of.reader_day)
    return f"Nothing was known of {answer.id} on {day}."


def show_line(answer: History) -> str:
    """Rhythm, place and zone of a show."""
    show = answer.show
    where = show.city if show.city == show.country else f"{show.city}, {show.country}"
    parts = [f"{ended(where)} Zone {show.zone.key}."]
    if show.rhythm is not None and answer.as_of.knows(show.rhythm):
        parts.insert(0, ended(show.rhythm.summary))
    return " ".join(parts)


def organiser_line(show: Show) -> str | None:
    """Organiser, patron and website of a show, as far as they are known."""
    said = show.organiser or ""
    if show.patron is not None:
        said = f"{said}; patron: {show.patron}" if said else f"Patron: {show.patron}"
    said = ended(said) if said else ""
    return f"{said} {show.website or ''}".strip() or None


def former_names(answer: History) -> str | None:
    """The names a show bore before."""
    return (
        f"Formerly {', '.join(answer.former_names)}." if answer.former_names else None
    )


def around(answer: History) -> tuple[list[EditionAsOf], EditionAsOf | None]:
    """The editions that are on or to come, soonest first, and the last one."""
    as_of, views = answer.as_of, [row.edition for row in answer.rows]
    to_come = [v for v in reversed(views) if v.phase == "on" or may_come(v, as_of)]
    return to_come, next((view for view in views if view.phase == "over"), None)


def when_next(view: EditionAsOf) -> str:
    """Dates, weekdays, countdown and state of an edition to come, in one line."""
    said = [dates_plain(view.dates)]
    first, last = view.dates.start, view.dates.end
    if first is not None and last is not None:
        days = {first: weekday(first), last: weekday(last)}
        said.append(" to ".join(days.values()))
    said.append(starts(view))
    if status(view) != "on":  # else the day says it
        said.append(status(view).removeprefix("on, "))
    return ", ".join(said)


def when_last(view: EditionAsOf) -> str:
    """Dates and outcome of an edition that is over."""
    return f"{dates_plain(view.dates)}, {status(view)}"


def summary_next(entry: ShowSummary) -> str:
    """When a show is next, in a word where that is not known."""
    if entry.next is None:
        return "not announced"
    return f"{dates_short(entry.next.dates)}, {status(entry.next)}"


def summary_last(entry: ShowSummary) -> str:
    """When a show was last, and what became of it."""
    if entry.last is None:
        return "none yet"
    return f"{dates_short(entry.last.dates)}{outcome(entry.last)}"


def number(view: EditionAsOf) -> str:
    """The ordinal of an edition, starred where it was counted from others."""
    edition = view.record
    if edition.number is None:
        return "none"
    star = "*" if edition.number_basis == "counted" else ""
    return f"{ordinal(edition.number)}{star}"


def dates_in_year(view: EditionAsOf) -> str:
    """Dates without the year that stands beside them; with another one where it is."""
    if str(view.dates.year) == view.year:
        return "not found"
    return dates_short(view.dates).removesuffix(f" {view.year}")


def hall(view: EditionAsOf) -> str:
    """The venue in a word, else the city and that the hall is not known."""
    venue = view.venue
    if venue is None or (venue.city is None and venue.name is None):
        return "not found"
    if venue.name is not None:
        return venue.short or venue.city or venue.name
    city = venue.city or ""
    return city if city == venue.country else f"{city}, hall unknown"


def figure_cell(found: Figure | None, row: HistoryRow) -> str:
    """A figure in a column; in words why there is none."""
    if found is None:
        return "" if row.visitors is None and _is_open(row.edition) else "not found"
    return f"{figure(found)} exp." if found.kind == "expected" else figure(found)


def figure_cells(rows: Iterable[HistoryRow]) -> int:
    """How many cells the visitors take before their bars."""
    told = (len(figure(row.visitors)) for row in rows if row.visitors is not None)
    return max([_FIGURE_CELLS, *told])


def visitors_cell(row: HistoryRow, cell_value: int, cells_before: int) -> str:
    """The visitors of an edition with a bar, hollow where they were only expected."""
    found = row.visitors
    if found is None:
        return visitors_narrow(row)
    cells = max(1, round(found.value / cell_value)) if found.value else 0
    bar = (HOLLOW if found.kind == "expected" else FULL) * cells
    exp = " exp." if found.kind == "expected" else ""
    return f"{figure(found):>{cells_before}}  {bar}{exp}".rstrip()


def visitors_narrow(row: HistoryRow) -> str:
    """The visitors of an edition without a bar; in words why there is no number."""
    if row.visitors is not None:
        return figure_cell(row.visitors, row)
    if _is_open(row.edition):
        return status(row.edition)
    edition = row.edition.record
    # What the show leaves out of its own count says in a remark what it was.
    is_apart = edition.number is None and edition.notes
    return edition.notes[0] if is_apart else "not found"


def _is_open(view: EditionAsOf) -> bool:
    """Whether the state of an edition says why there are no figures."""
    return view.phase != "over" or view.status == "cancelled" or not view.outcome_known


def bar_value(rows: Iterable[HistoryRow]) -> int:
    """What one cell of a bar stands for: 1, 2, 2.5 or 5 times a power of ten."""
    most = max((row.visitors.value for row in rows if row.visitors), default=0)
    least = max(most / BAR_CELLS, 1)
    power: int = 10 ** (len(str(int(least))) - 1)
    steps = (power, 2 * power, 5 * power // 2, 5 * power, 10 * power)
    return next(step for step in steps if step >= least)


def is_bare(row: HistoryRow) -> bool:
    """Whether nothing is known of an edition but that it must have been held."""
    view = row.edition
    return (
        view.certainty == "inferred"
        and view.status == "held"
        and view.dates.year is not None
        and not row.figures
        and view.record.number is not None
    )


def bare(rows: Sequence[HistoryRow]) -> tuple[str, str]:
    """The years of editions of which nothing is known, and what there is to say."""
    years = [row.edition.year for row in rows]
    numbers = [number(row.edition) for row in rows]
    where = hall(rows[0].edition)
    at = "" if where == "not found" else f" at {where.removesuffix(', hall unknown')}"
    alone = f"{at}: held (inferred), nothing else found"
    if len(rows) < 3:
        return ", ".join(reversed(years)), f"{' and '.join(reversed(numbers))}{alone}"
    span, editions = f"{years[-1]}-{years[0]}", count(len(rows), "edition")
    return span, f"{numbers[-1]} to {numbers[0]}, {editions}{alone}"


def history_notes(answer: History) -> list[str]:
    """What the marks in a history mean."""
    figures = [
        found
        for row in answer.rows
        for found in (row.visitors, row.exhibitors)
        if found is not None
    ]
    venues = dict.fromkeys(
        row.edition.venue for row in answer.rows if row.edition.venue
    )
    notes = [f"{it.short}: {it.name}." for it in venues if is_abbreviated(it)]
    if any(found.kind == "expected" for found in figures):
        notes.append(
            "exp.: announced before the show; the others were counted or reported"
            " afterwards."
        )
    editions = [row.edition.record for row in answer.rows]
    if any(edition.number_basis == "counted" for edition in editions):
        notes.append(_counted_from(answer.rows))
    return notes


def bar_notes(answer: History) -> list[str]:
    """What the bars in a history mean, where there are any."""
    if not any(row.visitors and row.visitors.value for row in answer.rows):
        return []
    return [f"Each cell of a bar is {bar_value(answer.rows):,} visitors."]


def _counted_from(rows: Sequence[HistoryRow]) -> str:
    """Which numbers were printed, that the others were counted from."""
    printed = [
        (row.edition.record.number, row.edition.year)
        for row in reversed(rows)
        if row.edition.record.number and row.edition.record.number_basis == "printed"
    ]
    runs: list[list[tuple[int, str]]] = []
    for number_at, year in printed:
        if not runs or number_at != runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append((number_at, year))
    said = [
        f"{ordinal(run[0][0])} in {run[0][1]}"
        if len(run) == 1
        else f"{ordinal(run[0][0])} to {ordinal(run[-1][0])} since {run[0][1]}"
        for run in runs
    ]
    told = f", {' and '.join(said)}" if said else ""
    return f"*: counted from the numbers that were printed{told}."
