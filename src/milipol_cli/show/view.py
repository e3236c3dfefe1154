"""What `milipol show` shows."""

from collections.abc import Callable, Iterable
from typing import Any

from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Filled,
    Grid,
    Line,
    Link,
    Notes,
    PartOf,
    Parts,
    Reference,
    References,
    Title,
    phase_style,
    state_style,
)
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_plain,
    dates_short,
    day_long,
    day_plain,
    not_shown,
    sentence,
)
from milipol_cli.look.words.editions import (
    NOTHING_KNOWN,
    known_since_notes,
    outcome,
    status,
    why_off_words,
)
from milipol_cli.look.words.exhibitors import NAMES_LINKED, stands_noted
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    add_picked,
    city_at,
    clocks_differ,
    open_end,
    programmes_known,
    session_state,
    session_title,
    span,
    zone_city,
)
from milipol_cli.look.words.sources import Numbers, cited, cites, data_age
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source
from milipol_cli.show import edition, history
from milipol_cli.show.edition import head_of_part, star_note
from milipol_cli.show.query import (
    Details,
    EditionDetails,
    ExhibitorDetails,
    History,
    Listing,
    SessionDetails,
    ShowAnswer,
    ShowList,
)


def view(answer: ShowAnswer) -> Document:
    """The view of a list of shows, or of what an id names."""
    if isinstance(answer, Details):
        return _details(answer)
    if isinstance(answer, ShowList):
        return _show_list(answer)
    day = day_plain(answer.as_of.reader_day)
    text = f"Nothing was known about {answer.id} on {day}."
    return Document(None, [Line(Cell(text))])


def _details(answer: Details) -> Document:
    """What an id names, with notes, then the sources, or how many there are."""
    listed = answer.sources if answer.with_sources else ()
    numbers = {source.id: number for number, source in enumerate(listed, 1)}
    parts, notes = _VIEWS[type(answer)](answer, numbers)
    since = known_since_notes(answer.later_changes, numbers)
    hint: list[str] = []
    sources: list[References] = []
    if answer.sources and answer.with_sources:
        sources = [References([*map(_reference, numbers.values(), answer.sources)])]
    elif answer.sources:
        number = count(len(answer.sources), "source")
        hint = [f"{number} in full: milipol show {answer.id} --sources"]
    in_full = notes.lines if notes.full is None else notes.full
    lines = [*since, *notes.lines, *hint]
    every_note = Notes(lines, full=[*since, *in_full, *hint])
    return Document(None, [*parts, every_note, *sources])


def _reference(number: int, source: Source) -> Reference:
    """A source in one line: publisher, title, date and kind.

    Its title leads to its address; without one, its publisher does.
    """
    dates = Dates(month=source.month, year=source.year)
    date = None if dates == Dates() else dates_plain(dates)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    text = ", ".join(part for part in parts if part is not None)
    link = None
    if source.address is not None:
        start = 0 if source.title is None else len(f"{source.publisher}, ")
        end = start + len(source.title or source.publisher)
        link = Link(start, end, source.address)
    return Reference(f"[{number}]", text, source.address, link)


def _next(entry: History, dates: Callable[[Dates], str] = dates_short) -> str:
    if entry.next is None:
        return "not announced"
    return f"{dates(entry.next.dates)}, {status(entry.next)}"


def _last(entry: History, *, full: bool = False) -> str:
    if entry.last is None:
        return "none yet"
    if full:
        return f"{dates_long(entry.last.dates)}, {status(entry.last)}"
    return f"{dates_short(entry.last.dates)}{outcome(entry.last)}"


SHOWS = Grid[History](
    "shows",
    (
        Column(header="Show", brief=lambda entry: entry.name),
        Column(header="City", brief=lambda entry: entry.show.city),
        Column(
            header="Next",
            brief=_next,
            full=lambda entry: _next(entry, dates_long),
            style=lambda entry: "" if entry.next is None else state_style(entry.next),
        ),
        Column(header="Last", brief=_last, full=lambda entry: _last(entry, full=True)),
        Column(header="ID", brief=lambda entry: entry.show.id, wraps=False),
    ),
)


def _show_list(answer: ShowList) -> Document:
    title = "The shows of the Milipol network"
    if answer.as_of.looks_back(answer.reviewed):
        title += f" as known on {day_long(answer.as_of.reader_day)}"
    notes = known_since_notes(answer.later_changes)
    if not answer.shows:
        notes.append(NOTHING_KNOWN)
    notes += not_shown(answer.left_out, "show")
    return Document(
        Title(Cell(title), full=[f"{title}: {len(answer.shows)}."]),
        [SHOWS.of(answer.shows)],
        [*notes, *data_age(answer.reviewed, answer.as_of)],
    )


def _session(answer: SessionDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The session with its edition, everything known about it, and notes."""
    session = answer.session.session
    title = cited(session_title(session, answer.session.theme), session.source, numbers)
    remarks = [sentence(note) for note in (*session.notes, *answer.notes)]
    today = programmes_known([answer.edition], answer.as_of)
    head = head_of_part(answer, "Session", title, numbers)
    notes = Notes(
        [*remarks, *today, *star_note([answer.edition])],
        full=[*(f"Note: {note}" for note in remarks), *today],
    )
    return [head, Facts(_session_facts(answer))], notes


def _session_facts(answer: SessionDetails) -> list[Fact]:
    session = answer.session
    record = session.session
    day = "not known" if record.date is None else day_long(record.date)
    facts = [Fact.of("Day", day), Fact.of("Time", *_times_of(answer))]
    state = add_picked(_state(answer), is_picked=session.picked)
    if state:
        style = phase_style(session.phase, estimated=session.estimated)
        style = "maybe" if record.cancelled else style
        facts.append(Fact.of("State", state, style=style))
    speakers = [
        *(speaker.in_full for speaker in record.speaker),
        *([MORE_SPEAKERS] if record.more_speakers else []),
    ]
    certainty = None if record.certainty == "stated" else record.certainty
    return [
        *facts,
        *Fact.known({"Room": record.room, "Track": record.track}),
        Fact.of("Speakers", *speakers),
        *Fact.known(
            {"Summary": record.summary, "URL": record.url, "Certainty": certainty}
        ),
    ]


def _times_of(answer: SessionDetails) -> list[str]:
    """The time at the venue, and on the reader's clock if that differs."""
    session = answer.session
    if session.starts is None:
        half = f", {session.half_day}" if session.half_day else ""
        return [f"not published{half}"]
    city = city_at(answer.edition, answer.edition.zone)
    times = [f"{span(session, None)} in {city}{open_end(session)}"]
    zone = answer.as_of.reader_zone
    if zone is not None and clocks_differ([session], zone):
        times.append(f"{span(session, zone)} in {zone_city(zone)}")
    return times


def _state(answer: SessionDetails) -> str:
    """Where the session stands: by the clock, or without a time by its day."""
    session, as_of, edition = answer.session, answer.as_of, answer.edition
    date = session.session.date
    if session.session.cancelled:
        return CANCELLED
    if date is None:
        return ""
    off = why_off_words(edition, date)
    if off or session.phase is None:
        return off
    if as_of.moment is not None and session.starts is not None:
        return session_state(session, as_of.moment)
    days = (date - as_of.day_at(edition.zone)).days
    return f"in {count(days, 'day')}" if days > 0 else "over"


def _exhibitor(answer: ExhibitorDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The entry with its edition, then every edition that lists the company."""
    listing = answer.listing
    title = cited(listing.entry.name, listing.in_list.exhibitors.source, numbers)
    times = count(len({row.in_list.edition.id for row in answer.listings}), "edition")
    every = (*answer.listings, *answer.perhaps)
    notes = [NAMES_LINKED] if any(row.match != "exact" for row in every) else []
    notes += stands_noted([listing.in_list], [listing.listed])
    notes.append(
        f"Searched in the lists of {count(answer.lists, 'edition')}; no list of the"
        " others is known."
    )
    parts: Parts = [
        head_of_part(answer, "Exhibitor", title, numbers),
        Facts(_exhibitor_facts(answer)),
        Title(
            Cell(f"Listed at {times}", "strong"),
            of_part=True,
            full=[f"Listed at: {times}"],
        ),
        _listings("listings", answer.listings, numbers),
        *_perhaps(answer, numbers),
    ]
    return parts, Notes([*star_note([answer.edition]), *notes], full=notes)


def _exhibitor_facts(answer: ExhibitorDetails) -> list[Fact]:
    entry, in_list = answer.listing.entry, answer.listing.in_list
    texts = {
        "Country": entry.country_name,
        "Website": entry.website,
        "Hall": ", ".join(entry.hall),
        "Stand": ", ".join(entry.stand),
    }
    return [
        *Fact.known(texts),
        Fact.each("Categories", entry.categories, of_each="Category"),
        Fact.of("List", f"copied {day_plain(in_list.exhibitors.copied)}"),
    ]


def _perhaps(answer: ExhibitorDetails, numbers: Numbers) -> list[PartOf]:
    """The entries of companies that are perhaps the same, if there are any."""
    if not answer.perhaps:
        return []
    text = "Perhaps the same company"
    title = Title(Cell(text, "strong"), of_part=True, full=[f"{text}:"])
    return [title, _listings("perhaps", answer.perhaps, numbers)]


def _listings(kind: str, rows: Iterable[Listing], numbers: Numbers) -> Filled[Listing]:
    grid = Grid[Listing](
        kind,
        (
            # In a table the id shows the edition.
            Column(label="Edition", full=lambda row: row.in_list.edition.title),
            Column(
                header="When",
                label="Dates",
                brief=lambda row: _month(row.in_list.edition.dates),
                full=lambda row: dates_long(row.in_list.edition.dates),
            ),
            Column(header="Listed as", brief=lambda row: row.entry.name),
            Column(header="Country", brief=lambda row: row.entry.country_name or ""),
            Column(
                header="Source" if numbers else None,
                label="Sources",
                brief=lambda row: Cell(
                    cites(row.in_list.exhibitors.source, numbers), "dim"
                ),
            ),
            Column(header="ID", brief=lambda row: row.listed.id, wraps=False),
        ),
    )
    return grid.of(rows)


def _month(dates: Dates) -> str:
    """The month in which an edition begins, or its year if no month is known."""
    if dates.start is None:
        return dates_short(dates)
    return dates_short(Dates(month=f"{dates.start:%Y-%m}"))


# The parts of an answer and the notes on it, by the kind of answer.
_VIEWS: dict[type[Details], Callable[[Any, Any], Any]] = {
    History: history.view,
    EditionDetails: edition.view,
    SessionDetails: _session,
    ExhibitorDetails: _exhibitor,
}
