"""Shows, their history, figures and sources in words."""

import datetime as dt
from collections.abc import Iterable, Sequence

from milipol_cli.answers import (
    EditionPage,
    History,
    HistoryRow,
    Seen,
    SessionPage,
    ShowSummary,
    Unknown,
)
from milipol_cli.model import Dates, Figure, Measure, Notice, Show, Source
from milipol_cli.wording.dates import (
    count,
    dates_plain,
    dates_short,
    day_long,
    day_plain,
    day_short,
    ordinal,
    sentence,
    weekday,
)
from milipol_cli.wording.editions import place, starts, status, titled
from milipol_cli.wording.sessions import clocks_differ, session_state, span, span_spoken
from milipol_cli.wording.zones import zone_city

# What a figure counts, of one and of more.
_MEASURES: dict[Measure, tuple[str, str]] = {
    "visitors": ("visitor", "visitors"),
    "visitor_countries": ("country of visitors", "countries of visitors"),
    "exhibitors": ("exhibitor", "exhibitors"),
    "exhibitor_countries": ("country of exhibitors", "countries of exhibitors"),
    "countries": ("country", "countries"),
    "delegations": ("delegation", "delegations"),
    "delegation_countries": ("country of delegations", "countries of delegations"),
    "officials": ("official", "officials"),
    "journalists": ("journalist", "journalists"),
    "area_m2": ("m²", "m²"),
    "deals": ("in deals", "in deals"),
}
# A drawn figure is at most this many cells long.
BAR_CELLS = 13
FULL, HOLLOW = "█", "░"


def nothing_known(answer: Unknown) -> str:
    """That nothing was known of an id at the standpoint."""
    day = day_plain(answer.standpoint.reader_day)
    return f"Nothing was known of {answer.id} on {day}."


def show_line(answer: History) -> str:
    """Rhythm, place and zone of a show."""
    show = answer.show
    where = show.city if show.city == show.country else f"{show.city}, {show.country}"
    parts = [f"{where}. Zone {show.zone.key}."]
    if show.rhythm is not None and answer.standpoint.knows(show.rhythm):
        parts.insert(0, f"{show.rhythm.summary}.")
    return " ".join(parts)


def organiser_line(show: Show) -> str | None:
    """Organiser, patron and website of a show, as far as they are known."""
    said = show.organiser or ""
    if show.patron is not None:
        said = f"{said}; patron: {show.patron}" if said else f"Patron: {show.patron}"
    said = f"{said}." if said else ""
    return f"{said} {show.website or ''}".strip() or None


def former_names(answer: History) -> str | None:
    """The names a show bore before."""
    return (
        f"Formerly {', '.join(answer.former_names)}." if answer.former_names else None
    )


def when_next(view: Seen) -> str:
    """Dates, weekdays, countdown and state of an edition to come, in one line."""
    said = [dates_plain(view.dates)]
    first, last = view.dates.start, view.dates.end
    if first is not None and last is not None:
        said.append(f"{weekday(first)} to {weekday(last)}")
    said.append(starts(view))
    if view.phase != "on":
        said.append(status(view))
    return ", ".join(said)


def when_last(view: Seen) -> str:
    """Dates and outcome of an edition that is over."""
    return f"{dates_plain(view.dates)}, {status(view)}"


def summary_next(entry: ShowSummary) -> str:
    """When a show is next, in a word where that is not known."""
    if entry.next is None:
        return "not announced"
    return f"{dates_short(entry.next.dates)}, {status(entry.next)}"


def summary_last(entry: ShowSummary) -> str:
    """When a show was last."""
    if entry.last is None:
        return "none yet"
    said = dates_short(entry.last.dates)
    return said if entry.last.outcome_known else f"{said}, {status(entry.last)}"


def number(view: Seen) -> str:
    """The ordinal of an edition, starred where it was counted from others."""
    edition = view.edition
    if edition.number is None:
        return "none"
    star = "*" if edition.number_basis == "counted" else ""
    return f"{ordinal(edition.number)}{star}"


def dates_in_year(view: Seen) -> str:
    """Dates without the year that stands beside them; with another one where it is."""
    if view.dates.year is not None:
        return "not found"
    return dates_short(view.dates).removesuffix(f" {view.year}")


def hall(view: Seen) -> str:
    """The venue in a word, else the city and that the hall is not known."""
    venue = view.venue
    if venue is None or (venue.city is None and venue.name is None):
        return "not found"
    if venue.name is not None:
        return venue.short or venue.city or venue.name
    city = venue.city or ""
    return city if city == venue.country else f"{city}, hall unknown"


def figure(found: Figure) -> str:
    """A figure: "1,100+", "about 170", "150 to 160", "QAR 592,000,000"."""
    said = f"{found.value:,}"
    if found.upper is not None:
        said = f"{said} to {found.upper:,}"
    if found.currency is not None:
        said = f"{found.currency} {said}"
    if found.bound == "at least":
        return f"{said}+"
    return f"about {said}" if found.bound == "about" else said


def figure_line(found: Figure) -> str:
    """A figure with what it counts, and whether it was only expected."""
    is_one = (found.value, found.upper) == (1, None) and found.bound != "at least"
    one, more = _MEASURES[found.measure]
    said = f"{figure(found)} {one if is_one else more}"
    return f"{said}, expected" if found.kind == "expected" else said


def figure_cell(found: Figure | None, row: HistoryRow) -> str:
    """A figure in a column; in words why there is none."""
    if found is None:
        return "" if row.seen.phase == "upcoming" else "not found"
    return f"{figure(found)} exp." if found.kind == "expected" else figure(found)


def visitors_cell(row: HistoryRow, cell_value: int) -> str:
    """The visitors of an edition with a bar, hollow where they were only expected."""
    found = row.visitors
    if found is None:
        return visitors_narrow(row)
    cells = max(1, round(found.value / cell_value))
    bar = (HOLLOW if found.kind == "expected" else FULL) * cells
    exp = " exp." if found.kind == "expected" else ""
    return f"{figure(found):>8}  {bar}{exp}"


def visitors_narrow(row: HistoryRow) -> str:
    """The visitors of an edition without a bar; in words why there is no number."""
    if row.visitors is not None:
        return figure_cell(row.visitors, row)
    if row.seen.phase != "over":
        return status(row.seen)
    counted = row.seen.edition.number is not None or not row.seen.edition.notes
    return "not found" if counted else row.seen.edition.notes[0]


def bar_value(rows: Iterable[HistoryRow]) -> int:
    """What one cell of a bar stands for: 1, 2, 2.5 or 5 times a power of ten."""
    most = max((row.visitors.value for row in rows if row.visitors), default=0)
    least = max(most / BAR_CELLS, 1)
    power = int("1".ljust(len(str(int(least))), "0"))
    steps = (power, 2 * power, 5 * power // 2, 5 * power, 10 * power)
    return next(step for step in steps if step >= least)


def is_bare(row: HistoryRow) -> bool:
    """Whether nothing is known of an edition but that it must have been held."""
    view = row.seen
    return (
        view.certainty == "inferred"
        and view.status == "held"
        and view.dates.year is not None
        and not row.figures
        and view.edition.number is not None
    )


def bare_line(rows: Sequence[HistoryRow]) -> str:
    """Editions of which nothing is known, in one line."""
    years = [row.seen.year for row in rows]
    numbers = [number(row.seen) for row in rows]
    where = hall(rows[0].seen)
    at = "" if where == "not found" else f" at {where.removesuffix(', hall unknown')}"
    more_than_two = len(rows) > 2
    first, last = (years[-1], years[0]) if more_than_two else ("", "")
    span = f"{first}-{last}" if more_than_two else ", ".join(years)
    if more_than_two:
        told = f"{numbers[-1]} to {numbers[0]}, {count(len(rows), 'edition')}{at}"
    else:
        told = f"{' and '.join(reversed(numbers))}{at}"
    return f"{span}  {told}: held (inferred), nothing else found"


def history_notes(answer: History) -> list[str]:
    """What the marks in a history mean."""
    figures = [
        found
        for row in answer.rows
        for found in (row.visitors, row.exhibitors)
        if found is not None
    ]
    notes = []
    if any(found.kind == "expected" for found in figures):
        notes.append(
            "exp.: announced before the show; the others were counted or reported"
            f" afterwards. One cell: {bar_value(answer.rows):,}."
        )
    elif any(row.visitors for row in answer.rows):
        notes.append(f"One cell: {bar_value(answer.rows):,}.")
    editions = [row.seen.edition for row in answer.rows]
    if any(edition.number_basis == "counted" for edition in editions):
        notes.append(_counted_from(answer.rows))
    return notes


def _counted_from(rows: Sequence[HistoryRow]) -> str:
    """Which numbers were printed, that the others were counted from."""
    printed = [
        (row.seen.edition.number, row.seen.year)
        for row in reversed(rows)
        if row.seen.edition.number and row.seen.edition.number_basis == "printed"
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


def more_sources(sources: Sequence[Source], asked: str) -> list[str]:
    """How to see the sources that are only numbered; nothing where there is none."""
    if not sources:
        return []
    said = f"{count(len(sources), 'source')} with grade and address"
    return [f"{said}: milipol show {asked} --sources"]


def source_line(source: Source) -> str:
    """A source: publisher, date and kind, with its title where it has one."""
    dated = Dates(month=source.month, year=source.year)
    date = None if dated == Dates() else dates_plain(dated)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    return ", ".join(part for part in parts if part is not None)


def source_address(source: Source) -> str:
    """Where a source is found."""
    return source.address or "no address"


def known_on(notice: Notice) -> str:
    """The day of a notice, or the day by which it was out: "by 23 Apr 2025"."""
    if notice.known is not None:
        return day_short(notice.known)
    return f"by {day_short(notice.day_known)}"


def notice_dates(notice: Notice) -> str:
    """The dates a notice gives, in words where it leaves them as they were."""
    return "as before" if notice.dates is None else dates_short(notice.dates)


def notice_what(notice: Notice, view: Seen) -> str:
    """What else a notice says, in sentences: its name for the show, its remarks."""
    said = [] if notice.name in (None, view.show.name) else [f"as {notice.name}"]
    if notice.certainty != "stated":
        said.append(notice.certainty)
    return " ".join(sentence(one) for one in (*said, *notice.notes))


def edition_day(page: EditionPage, date: dt.date) -> str:
    """A day of a programme, and which day of the edition it is."""
    first, last = page.seen.dates.start, page.seen.dates.end
    if first is None or last is None or not first <= date <= last:
        return day_long(date)
    day, days = (date - first).days + 1, (last - first).days + 1
    ending = ", last day" if day == days != 1 else ""
    return f"{day_long(date)}, day {day} of {days}{ending}"


def edition_place(view: Seen) -> str:
    """Venue, address, and the point on the map of an edition."""
    venue = view.venue
    if venue is None:
        return place(view)
    parts = [venue.name, venue.address, place(view)]
    said = ", ".join(part for part in parts if part is not None)
    if venue.latitude is None or venue.longitude is None:
        return said
    return f"{said} ({venue.latitude}, {venue.longitude})"


def page_title(view: Seen) -> str:
    """The edition by show and year, with its ordinal as it was printed or counted."""
    if view.edition.number is None:
        return titled(view)
    return f"{titled(view)}, {number(view)}"


def session_facts(page: SessionPage, *, spoken: bool = False) -> list[tuple[str, str]]:
    """What is known of a session, each with a label that is told once."""
    one, here = page.session, page.standpoint
    session = one.session
    facts = []
    say = span_spoken if spoken else span
    if session.date is None:
        facts.append(("Day", "not known"))
    else:
        facts.append(("Day", day_long(session.date)))
    if one.starts is None:
        half = f", {one.half_day}" if one.half_day else ""
        facts.append(("Time", f"not published{half}"))
    else:
        ends = "" if one.ends is not None else ", end not published"
        zone = page.seen.zone
        facts.append(("Time", f"{say(one, None)} in {zone_city(zone)}{ends}"))
        reader = here.reader_zone
        if reader is not None and clocks_differ([one], reader):
            facts.append(("", f"{say(one, reader)} in {zone_city(reader)}"))
        state = session_state(one, here.moment, spoken=spoken)
        if state:
            facts.append(("State", state))
    if session.room is not None:
        facts.append(("Room", session.room))
    for at, speaker in enumerate(session.speaker):
        role = speaker.role or speaker.brief
        who = speaker.name if role is None else f"{speaker.name}, {role}"
        facts.append(("" if at else "Speakers", who))
    if session.more_speakers:
        said = "others took part, names not found"
        facts.append(("" if session.speaker else "Speakers", said))
    if session.summary is not None:
        facts.append(("Summary", session.summary))
    if session.certainty != "stated":
        facts.append(("Certainty", session.certainty))
    return facts
