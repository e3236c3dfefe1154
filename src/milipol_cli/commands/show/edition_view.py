"""How an edition is shown, and what is part of it: a day, a session, an exhibitor."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from milipol_cli.commands.show.query import (
    Details,
    EditionDetails,
    EditionInFull,
    ExhibitorDetails,
    KnownNotice,
    Listing,
    ListSummary,
    SessionDetails,
)
from milipol_cli.look.document import (
    Cell,
    Column,
    Fact,
    Facts,
    Grid,
    Line,
    Notes,
    PartOf,
    Parts,
    Row,
    Table,
    Title,
    phase_style,
    state_style,
)
from milipol_cli.look.programme import programme, undated_sessions
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_long,
    day_plain,
    day_short,
    sentence,
)
from milipol_cli.look.words.editions import (
    as_announced,
    dates_and_status,
    day_now,
    day_of_last,
    moved_from,
    number,
    place,
    place_after_address,
    status,
    venue_line,
    why_off_words,
    years_listed,
)
from milipol_cli.look.words.exhibitors import (
    EARLY_NOTE,
    NAMES_LINKED,
    fairs_incomplete,
    is_early,
    list_length,
    notes_on_stands,
)
from milipol_cli.look.words.figures import measure_line
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    NO_PROGRAMME,
    add_picked,
    city_at,
    clocks_differ,
    open_end,
    programmes_known,
    session_state,
    span,
    times_notes,
    with_certainty,
    zone_city,
)
from milipol_cli.look.words.sources import Numbers, cites, with_citations
from milipol_cli.network import citations
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.network.model.shows import Notice, OwnShow, Theme
from milipol_cli.network.titles import session_title

if TYPE_CHECKING:  # imported with the answer, if there is one
    from milipol_cli.commands.show.elsewhere_query import Elsewhere, FairEntry

# How many other names of a company are shown.
_NAMES_SHOWN = 4


def view(answer: EditionDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The edition with its facts and notices, then its programme by day."""
    parts: list[PartOf | list[PartOf]] = [_head(answer, numbers)]
    if not answer.day_only:
        parts += [_facts(answer, numbers), _notices(answer, numbers)]
    for day in answer.days:
        heading = edition_day(answer.edition, day.date)
        heading += _announced(answer) if answer.day_only else ""
        parts.append(_title_of_part(heading, f"Day: {heading}"))
        parts += programme(day, answer.as_of, numbers)
        if not day.themes and not day.sessions:
            parts.append(Line(Cell(NO_PROGRAMME), inset=True))
    undated = undated_sessions(answer.undated, answer.edition, answer.as_of, numbers)
    return [*parts, undated], _notes(answer)


def _head(answer: EditionDetails, numbers: Numbers) -> list[PartOf]:
    """The title and the place; plain lines have the dates of a day's edition, too."""
    edition = answer.edition
    # Of a day, no other facts about the edition follow that could cite the sources.
    of_place = citations.of_place(edition, answer.as_of)
    cited = answer.entry.source if answer.day_only else of_place
    place = with_citations(place_in_full(edition), cited, numbers)
    dates_and_move = f"{dates_long(edition.dates)}{moved_from(edition)}"
    dates = with_citations(dates_and_move, edition.source, numbers)
    day = f", {day_now(edition)}{_announced(answer)}" if edition.phase == "on" else ""
    number = number_in_full(edition)
    plain = [
        f"Edition: {edition.title}",
        *([f"Number: {number}"] if number else []),
        f"Dates: {dates}",
        f"Place: {place}",
        f"Status: {status_in_full(edition)}{day}",
    ]
    return _title_and_line(edition_title(edition), place, answer.id, plain)


def _title_and_line(title: str, line: str, title_id: str, plain: Sequence[str]) -> list[PartOf]:
    """A title beside its id, and a line below; plain lines begin with `plain`."""
    full = [*plain, f"ID: {title_id}"]
    left, right = Cell(title, "strong"), Cell(f"ID {title_id}")
    return [Title(left, right, full=full), Line(Cell(line), full=())]


def _announced(answer: EditionDetails) -> str:
    """The remark that only the dates are known; "" for an edition with a programme."""
    return "" if answer.has_programme else as_announced(answer.edition)


def _title_of_part(text: str, full: str) -> Title:
    return Title(Cell(text, "strong"), of_part=True, full=[full])


def _head_of_part(answer: Details, kind: str, title: str, numbers: Numbers) -> list[PartOf]:
    """The title of a session or an exhibitor, its edition, place and id."""
    edition = answer.edition
    place = with_citations(venue_line(edition), answer.entry.source, numbers)
    line = f"{edition_title(edition)}, {place}"
    plain = [f"{kind}: {title}", f"Edition: {edition.title}", f"Place: {place}"]
    return _title_and_line(title, line, answer.id, plain)


def _facts(answer: EditionDetails, numbers: Numbers) -> Facts:
    """Dates, theme, figures, exhibitors and remarks, each with its sources."""
    edition = answer.edition
    dates = with_citations(
        f"{dates_and_status(edition)}{_announced(answer)}", edition.source, numbers
    )
    facts = [Fact("Dates", [(Cell(dates, state_style(edition)),)], full=())]
    if edition.record.theme is not None:
        facts.append(_theme(edition.record.theme, numbers))
    lines = figures(answer.entry, numbers)
    facts.append(Fact.labelled_each("Figures", lines, of_each="Figure"))
    if answer.list_summary is not None:
        facts.append(_exhibitors(answer.list_summary, numbers))
    source = edition.record.source
    remarks = [with_citations(sentence(n), source, numbers) for n in edition.record.notes]
    return Facts([*facts, Fact.labelled_each("Remarks", remarks, of_each="Remark")])


def _exhibitors(summary: ListSummary, numbers: Numbers) -> Fact:
    """How many are listed, from how many countries, and how many are new.

    Nothing is new without an earlier list.
    """
    parts = [list_length(summary.listing.exhibitors)]
    if summary.countries:
        countries = "country" if summary.countries == 1 else "countries"
        parts.append(f"from {summary.countries} {countries}")
    if summary.before is not None and summary.new is not None:
        number, perhaps = summary.new
        parts.append(f"{number:,} not listed in {summary.before.year}")
        if perhaps:
            parts.append(f"{perhaps} of them possibly under another name")
    source = summary.listing.exhibitors.source
    return Fact.from_texts("Exhibitors", with_citations(", ".join(parts), source, numbers))


def _theme(theme: Theme, numbers: Numbers) -> Fact:
    """The theme of an edition with its summary and notes."""
    title = with_citations(with_certainty(theme.title, theme.certainty), theme.source, numbers)
    summary = [] if theme.summary is None else [theme.summary]
    notes = [sentence(note) for note in theme.notes]
    lines = [Cell(title, "strong"), *map(Cell, summary)]
    lines += [Cell(note, "dim") for note in notes]
    full = [f"Theme: {title}", *(f"Summary: {text}" for text in summary)]
    full += [f"Note: {note}" for note in notes]
    return Fact("Theme", [(line,) for line in lines], full)


def _notices(answer: EditionDetails, numbers: Numbers) -> Table[KnownNotice]:
    """The history of the dates.

    The name, the place and the certainty are columns in plain lines only, which have no
    header; in a table they are among the remarks.
    """
    is_on = answer.edition.is_or_may_be_on
    return Grid[KnownNotice](
        "notices",
        (
            Column(header="Known", brief=lambda row: known_on(row.notice)),
            Column(
                header="Dates",
                brief=lambda row: _dates_set(row.notice, dates_short),
                full=lambda row: _dates_set(row.notice, dates_long),
            ),
            Column(
                header="Status",
                # Reports from the show say "held" before it is over.
                brief=lambda row: (
                    "on" if is_on and row.notice.status == "held" else row.notice.status
                ),
            ),
            Column(label="Name", full=lambda row: row.new_name),
            Column(label="Place", full=_new_venue),
            Column(
                label="Certainty",
                full=lambda row: row.notice.certainty if row.notice.certainty != "stated" else None,
            ),
            Column(
                header="Remarks",
                label="Remark",
                brief=notice_remarks,
                full=lambda row: [sentence(note) for note in row.notice.notes],
                always_wraps=True,
            ),
            sources_column(lambda row: row.notice.source, numbers),
        ),
    ).with_rows(answer.notices)


def _dates_set(notice: Notice, in_words: Callable[[Dates], str]) -> str:
    """The dates that a notice gives, or "as before"."""
    return "as before" if notice.dates is None else in_words(notice.dates)


def sources_column(keys: Callable[[Row], Iterable[str]], numbers: Numbers) -> Column[Row]:
    """The column of the numbers of sources; a table has it if they are listed."""
    return Column(
        header="Source" if numbers else None,
        label="Sources",
        brief=lambda row: Cell(cites(keys(row), numbers), "dim"),
    )


def known_on(notice: Notice) -> str:
    """The day of a notice, or the day by which it was out: "by 23 Apr 2025"."""
    if notice.known is not None:
        return day_short(notice.known)
    return f"by {day_short(notice.day_known)}"


def notice_remarks(row: KnownNotice) -> str:
    """A new name, another venue, the certainty and the notes, in sentences.

    The certainty is left out if it is stated, or if a note begins with it.
    """
    notice, venue = row.notice, _new_venue(row)
    parts = [f"as {row.new_name}"] if row.new_name else []
    parts += [f"at {venue}"] if venue else []
    is_noted = any(note.lower().startswith(notice.certainty) for note in notice.notes)
    if notice.certainty != "stated" and not is_noted:
        parts.append(notice.certainty)
    return " ".join(map(sentence, [*parts, *notice.notes]))


def _new_venue(row: KnownNotice) -> str | None:
    """The venue with its city: "Pragati Maidan, New Delhi"; None if it is as before."""
    venue = row.new_venue
    names = [] if venue is None else [venue.name, venue.city]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _notes(answer: EditionDetails) -> Notes:
    """The remarks on the programme, or on its times, and what marks in tables mean."""
    remarks = [sentence(note) for note in answer.notes]
    with_programme = [answer.edition] if answer.has_programme else []
    reviewed = programmes_known(with_programme, answer.as_of)
    marks = [*reviewed, *star_note([answer.edition])]
    if any(len(row.session.speaker) > 1 for row in answer.sessions):
        marks.append(f"All speakers: milipol show {answer.id} --format plain")
    # Plain lines have no marks to explain, and name all speakers.
    return Notes(
        [*(times_notes(answer.days) or remarks), *marks],
        full=[*(f"Note: {note}" for note in remarks), *reviewed],
    )


def number_in_full(edition: EditionAsOf) -> str:
    """The ordinal: "23rd", "25th, counted from others"; "" if it has none."""
    return number(edition).replace("*", ", counted from others")


def star_note(editions: Iterable[EditionAsOf]) -> list[str]:
    """The meaning of the star after an ordinal, if one of the editions has it."""
    is_counted = any(e.record.number_basis == "counted" for e in editions)
    return ["*: counted from other editions, not printed."] if is_counted else []


def edition_title(edition: EditionAsOf) -> str:
    """The edition by show, year and ordinal: "Milipol Paris 2009, 16th*"."""
    return ", ".join(filter(None, [edition.title, number(edition)]))


def status_in_full(edition: EditionAsOf) -> str:
    """The status, with its certainty unless it is stated."""
    text = status(edition)
    is_shown = edition.certainty == "stated" or edition.certainty in text
    return text if is_shown else f"{text}, {edition.certainty}"


def place_in_full(edition: EditionAsOf) -> str:
    """Venue, address, city and coordinates of an edition."""
    venue = edition.venue
    if venue is None:
        return place(edition)
    parts = [venue.name, venue.address, place_after_address(edition)]
    has_point = venue.latitude is not None and venue.longitude is not None
    point = f" ({venue.latitude}, {venue.longitude})" if has_point else ""
    return ", ".join(filter(None, parts)) + point


def edition_day(edition: EditionAsOf, date: dt.date) -> str:
    """A day of an edition, which of its days it is, and why it is off or uncertain.

    As in "Tuesday 16 November 2027, day 1 of 4, tentative".
    """
    nth = day_of_dates(edition.dates, date)
    tentative = "tentative" if edition.status == "tentative" else ""
    parts = [
        day_long(date),
        "" if nth is None else day_of_last(*nth, may_be_on=edition.may_be_on),
        why_off_words(edition, date) or tentative,
    ]
    return ", ".join(filter(None, parts))


def figures(entry: EditionInFull, numbers: Numbers) -> list[str]:
    """The figures with notes and sources, a line for each measure."""
    figures_of_measures = entry.by_measure.values()
    return [measure_line(figures, numbers) for figures in figures_of_measures]


def session_view(answer: SessionDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The session with its edition, everything known about it, and notes."""
    session = answer.session.session
    title = with_citations(session_title(session, answer.session.theme), session.source, numbers)
    remarks = [sentence(note) for note in (*session.notes, *answer.notes)]
    reviewed = programmes_known([answer.edition], answer.as_of)
    head = _head_of_part(answer, "Session", title, numbers)
    full = [*(f"Note: {note}" for note in remarks), *reviewed]
    notes = Notes([*remarks, *reviewed, *star_note([answer.edition])], full=full)
    return [head, Facts(_session_facts(answer))], notes


def _session_facts(answer: SessionDetails) -> list[Fact]:
    """Day, time, state, room, speakers and summary of a session."""
    session = answer.session
    record = session.session
    day = "not known" if record.date is None else day_long(record.date)
    facts = [Fact.from_texts("Day", day), Fact.from_texts("Time", *_times_of(answer))]
    state = add_picked(_state(answer), is_picked=session.picked)
    if state:  # "picked, next, in 10 min"; "" if the day is not known
        style = phase_style(session.phase, estimated=session.estimated)
        if record.cancelled:
            style = "maybe"
        facts.append(Fact.from_texts("State", state, style=style))
    speakers = [speaker.in_full for speaker in record.speaker]
    speakers += [MORE_SPEAKERS] if record.more_speakers else []
    certainty = None if record.certainty == "stated" else record.certainty
    return [
        *facts,
        *Fact.with_text({"Room": record.room, "Track": record.track}),
        Fact.from_texts("Speakers", *speakers),
        *Fact.with_text({"Summary": record.summary, "URL": record.url, "Certainty": certainty}),
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
    """The state of the session: by the clock, or if it has no time by its day.

    It is "" if the day is not known.
    """
    session, as_of, edition = answer.session, answer.as_of, answer.edition
    date = session.session.date
    if session.session.cancelled:
        return CANCELLED
    if date is None or session.phase is None:
        return "" if date is None else why_off_words(edition, date)
    days = (date - as_of.day_at(edition.zone)).days
    by_day = f"in {count(days, 'day')}" if days > 0 else "over"
    return session_state(session, as_of.moment) or by_day


def exhibitor_view(answer: ExhibitorDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The entry with its edition, then every edition that lists the company."""
    listing = answer.listing
    source = listing.in_list.exhibitors.source
    title = with_citations(listing.entry.name, source, numbers)
    times = count(len({row.in_list.edition.id for row in answer.listings}), "edition")
    parts: list[PartOf | list[PartOf]] = [
        _head_of_part(answer, "Exhibitor", title, numbers),
        Facts(_entry_facts(listing)),
        _title_of_part(f"Listed at {times}", f"Listed at: {times}"),
        _listings("listings", answer.listings, numbers),
    ]
    if answer.perhaps:
        text = "Possibly the same company"
        parts.append(_title_of_part(text, f"{text}:"))
        parts.append(_listings("perhaps", answer.perhaps, numbers))
    parts += _elsewhere(answer.elsewhere)
    notes = [*_exhibitor_notes(answer)]
    return parts, Notes([*star_note([answer.edition]), *notes], full=notes)


def _entry_facts(listing: Listing) -> list[Fact]:
    """Country, website, stand and categories of an entry, and when it was copied."""
    entry = listing.entry
    facts = Fact.with_text(
        {
            "Country": entry.country_name,
            "Website": entry.website,
            "Hall": ", ".join(entry.hall),
            "Stand": ", ".join(entry.stand),
        }
    )
    facts.append(Fact.labelled_each("Categories", entry.categories, of_each="Category"))
    copied = day_plain(listing.in_list.exhibitors.copied)
    return [*facts, Fact.from_texts("List", f"copied {copied}")]


def _exhibitor_notes(answer: ExhibitorDetails) -> Iterator[str]:
    """Notes on linked names, stands, and the lists that were searched."""
    every = (*answer.listings, *answer.perhaps)
    if answer.elsewhere.other_names or any(row.match != "exact" for row in every):
        yield NAMES_LINKED
    yield from notes_on_stands([answer.listing.in_list], [answer.listing.listed])
    yield f"Searched {count(answer.lists, 'edition')}; the others have no known list."
    yield from _elsewhere_notes(answer.elsewhere)


def _elsewhere(elsewhere: "Elsewhere") -> Iterator[PartOf]:
    """More editions of shows, the fairs of each kind with their years, other names.

    Of the kinds, security comes first, then those with most fairs.
    """
    title = "Elsewhere"
    if elsewhere.entries:
        number = f"at {len(elsewhere.by_fair)} of {count(elsewhere.fairs, 'fair')}"
        title = f"Elsewhere since {elsewhere.since}: {number}"
    elif not elsewhere.at_shows:
        return
    yield _title_of_part(title, f"{title}.")
    fairs_by_kind: dict[str, list[str]] = {}  # "Eurosatory 2024, 2022*"
    for entries in elsewhere.by_fair:
        fair, years = entries[0].fair, dict.fromkeys(map(_year_marked, entries))
        fairs = fairs_by_kind.setdefault(fair.kind, [])
        fairs.append(f"{fair.name} {', '.join(years)}")
    kinds = sorted(fairs_by_kind, key=lambda kind: (kind != "security", -len(fairs_by_kind[kind])))
    facts = {kind.capitalize(): " · ".join(fairs_by_kind[kind]) for kind in kinds}
    editions = [in_list.edition for in_list, _ in elsewhere.at_shows]
    are_own = any(isinstance(edition.show, OwnShow) for edition in editions)
    at_shows = {"Shows" if are_own else "Milipol": _years_by_show(editions)}
    names = elsewhere.other_names
    more = len(names) - _NAMES_SHOWN
    shown = [*names[:_NAMES_SHOWN], *([f"{more} more names"] if more > 0 else [])]
    yield Facts(Fact.with_text({**at_shows, **facts, "Also as": " · ".join(shown)}))


def _years_by_show(editions: Iterable[EditionAsOf]) -> str:
    """Editions by show: "Paris 2019, 2017 · Qatar 2022"."""
    by_show: dict[str, list[EditionAsOf]] = {}
    for edition in dict.fromkeys(editions):
        by_show.setdefault(edition.show.id, []).append(edition)
    years = (years_listed(of_show, len(of_show)) for of_show in by_show.values())
    return " · ".join(years)


def _year_marked(entry: "FairEntry") -> str:
    """The year of a list, with a star if the list was copied early: "2023*"."""
    mark = "*" if is_early(entry.of_year.copied, entry.of_year.start) else ""
    return f"{entry.of_year.year}{mark}"


def _elsewhere_notes(elsewhere: "Elsewhere") -> Iterator[str]:
    """Notes on the lists of other fairs that a company is on, if any is known."""
    if not elsewhere.fairs:
        return
    if not elsewhere.entries:
        fairs = count(elsewhere.fairs, "other fair")
        yield f"On no list of {fairs} since {elsewhere.since}."
    if any("*" in _year_marked(entry) for entry in elsewhere.entries):
        yield EARLY_NOTE
    yield from fairs_incomplete(elsewhere.collected)


def _listings(kind: str, rows: Iterable[Listing], numbers: Numbers) -> Table[Listing]:
    """The entries of a company on several lists, each with its edition."""
    return Grid[Listing](
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
            sources_column(lambda row: row.in_list.exhibitors.source, numbers),
            Column(header="ID", brief=lambda row: row.listed.id, wraps=False),
        ),
    ).with_rows(rows)


def _month(dates: Dates) -> str:
    """The month in which an edition begins, or its year if no month is known."""
    month = dates.start and Dates(month=f"{dates.start:%Y-%m}")
    return dates_short(month or dates)
