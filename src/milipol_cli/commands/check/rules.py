"""Rules about the meaning of data that only `milipol check` applies."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import NOTHING, did_you_mean
from milipol_cli.base.escape import HIDING, escaped_characters
from milipol_cli.base.zones import times_shown
from milipol_cli.network.company_names import name_key
from milipol_cli.network.load.findings import Finding, Place, nearest, quote, unknown_id
from milipol_cli.network.model.companies import CompaniesFile, CompanyLink, NameGroup
from milipol_cli.network.model.dates import MOST_DAYS, reach, window
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import KNOWN_KINDS, LONGEST, Programme, Session, room_key
from milipol_cli.network.model.publishing import PublishFile
from milipol_cli.network.model.record import is_address, show_id_of
from milipol_cli.network.model.shows import Edition, Figure, Known, Show, ShowFile, Venue
from milipol_cli.network.model.sources import SourcesFile
from milipol_cli.network.sessions import session_span

# How similar a kind is to a known one if it is a typo: "discussion" is not "session".
_TYPO = 0.8

# A zone in which clocks show every time once.
_UTC = ZoneInfo("UTC")


def show_findings(file: ShowFile, countries: Mapping[str, str]) -> Iterator[Finding]:
    """Errors and warnings about a show; `countries` has names by ISO 3166 code."""
    yield from _address_errors(file.show.website, ("show", "website"))
    yield from _country_errors(file.show, ("show", "country_code"), countries)
    used = {notice.venue for edition in file.edition for notice in edition.notice}
    for index, venue in enumerate(file.venue):
        yield from _country_errors(venue, ("venue", index, "country_code"), countries)
        if venue.id not in used:
            actual = f"{quote(venue.id)}, which is never used"
            yield _warning(("venue", index, "id"), actual, "a venue in use", "remove it")
    for index, edition in enumerate(file.edition):
        yield from _edition_errors(edition, ("edition", index))


def _country_errors(
    record: Show | Venue, place: Place, countries: Mapping[str, str]
) -> Iterator[Finding]:
    """An error about an unknown code; a warning about the code of another country."""
    code, name = record.country_code, record.country
    code_by_name = {country: code for code, country in countries.items()}
    right_code = code_by_name.get(name or "")
    if code is not None and code not in countries:
        advice = f"{name} is {right_code}" if right_code else None
        yield Finding(place, quote(code), "a code of ISO 3166, like FR", advice)
    elif code is not None and right_code not in (None, code):
        actual = f"{quote(code)}, which is {countries[code]}"
        yield _warning(place, actual, f"'{right_code}', which is {name}")


def _edition_errors(edition: Edition, place: Place) -> Iterator[Finding]:
    """Warnings about the id and the days, and what is wrong in figures."""
    # Never empty: the first notice has dates.
    dates = [notice.dates for notice in edition.notice if notice.dates is not None]
    first_announced, _ = window(dates[0])
    year = f"{first_announced.year:04}"
    if edition.id[-4:] != year:
        expected = f"{edition.id[:-4]}{year}, named after the year first announced"
        yield _warning((*place, "id"), quote(edition.id), expected)
    first, last = window(dates[-1])
    for index, notice in enumerate(edition.notice):
        where = (*place, "notice", index)
        start, end = notice.start, notice.end
        if start and end and (end - start).days >= MOST_DAYS:
            expected = f"an end within {MOST_DAYS} days of the start, {start}"
            yield _warning((*where, "end"), str(end), expected)
        if notice.status == "held":
            yield from _warn_if_early(notice, where, first)
    for index, figure in enumerate(edition.figure):
        yield from _figure_errors(figure, (*place, "figure", index), first, last)


def _figure_errors(
    figure: Figure, place: Place, first: dt.date, last: dt.date
) -> Iterator[Finding]:
    """Errors in a figure; a counted one is not known before the `first` day."""
    if figure.upper is not None and figure.upper <= figure.value:
        expected = f"more than {figure.value}, the value"
        yield Finding((*place, "upper"), quote(figure.upper), expected)
    if figure.measure == "deals" and figure.currency is None:
        yield Finding((*place, "currency"), NOTHING, "the currency of the deals")
    if figure.measure != "deals" and figure.currency is not None:
        expected = "none, as it is not an amount of money"
        yield Finding((*place, "currency"), quote(figure.currency), expected)
    if figure.kind == "counted":
        yield from _warn_if_early(figure, place, first)
    elif figure.day_known > last:
        expected = f"a day up to {last}, the edition's last day, since the figure is only expected"
        yield _wrongly_known(figure, place, expected)


def _warn_if_early(fact: Known, place: Place, first: dt.date) -> Iterator[Finding]:
    if fact.day_known < first:
        expected = f"a day from {first} on, the edition's first day"
        yield _wrongly_known(fact, place, expected)


def _wrongly_known(fact: Known, place: Place, expected: str) -> Finding:
    key = "known_by" if fact.known is None else "known"
    return _warning((*place, key), str(fact.day_known), expected)


def _warning(place: Place, actual: str, expected: str, advice: str | None = None) -> Finding:
    return Finding(place, actual, expected, advice, "warning")


def programme_findings(programme: Programme, file: ShowFile | None) -> Iterator[Finding]:
    """Errors and warnings about a programme; `file` is None if its show is unknown."""
    yield from _themes_again(programme)
    yield from _overlaps_in_rooms(programme)
    editions = () if file is None else file.edition
    edition = next((e for e in editions if e.id == programme.edition), None)
    zone = _UTC
    if file is not None and edition is not None:
        zone = _zone_of(edition, file)
        yield from _days_outside(programme, edition)
    for index, session in enumerate(programme.session):
        yield from _misspelt_kind(session, ("session", index, "kind"))
        yield from _time_errors(session, zone, ("session", index))


def _themes_again(programme: Programme) -> Iterator[Finding]:
    """Errors about themes of a day or half-day that has a theme already."""
    themed = set[str]()
    for index, theme in enumerate(programme.theme):
        when = f"{theme.date} {theme.half_day or ''}".strip()
        if when in themed:
            expected = "one theme a day or half-day"
            yield Finding(("theme", index, "date"), f"{when} again", expected)
        themed.add(when)


def _zone_of(edition: Edition, file: ShowFile) -> ZoneInfo:
    """The zone of the last venue of an edition; that of its show without a venue."""
    venues = {venue.id: venue.zone for venue in file.venue}
    places = [notice.venue for notice in edition.notice if notice.venue is not None]
    return venues.get(places[-1] if places else "", file.show.zone)


def _misspelt_kind(session: Session, place: Place) -> Iterator[Finding]:
    """A warning about a kind that is nearly a known kind; others are allowed."""
    kind = session.kind.casefold()
    alike = () if kind in KNOWN_KINDS else KNOWN_KINDS
    near = did_you_mean(kind, alike, most=1, cutoff=_TYPO)
    if near is not None:
        expected = "a known kind, or another word"
        yield _warning(place, quote(session.kind), expected, near)


def _days_outside(programme: Programme, edition: Edition) -> Iterator[Finding]:
    """Errors about themes and sessions on a day that is not one of the edition.

    Its days are those of its last dates. Without an end, they may be as many as an
    edition can have.
    """
    dates = [notice.dates for notice in edition.notice if notice.dates is not None]
    last_dates = dates[-1]
    days: list[tuple[Place, dt.date | None]] = [
        *((("theme", index), theme.date) for index, theme in enumerate(programme.theme)),
        *(
            (("session", index), session.date)
            for index, session in enumerate(programme.session)
            # One that was cancelled may be on a day that the edition had before.
            if not session.cancelled
        ),
    ]
    first, last = reach(last_dates)
    until = f"to {last}"
    if last_dates.start is not None and last_dates.end is None:
        until = f"on, within {MOST_DAYS} days"
    expected = f"a day of {edition.id}, from {first} {until}"
    for place, day in days:
        if day is not None and not first <= day <= last:
            yield Finding((*place, "date"), str(day), expected)


def _time_errors(session: Session, zone: ZoneInfo, place: Place) -> Iterator[Finding]:
    """Errors in the times of a session: length, half-day, clock changes."""
    if session.start is None:
        return
    half = session.half_by_clock
    if session.half_day not in (None, half):
        expected = f"{half}, as it starts at {session.start:%H:%M}"
        yield _warning((*place, "half_day"), str(session.half_day), expected)
    day = session.date or dt.date(2000, 1, 1)  # any day will do for its length
    starts, ends = session_span(msgspec.structs.replace(session, date=day), zone)
    if starts is not None and ends is not None and ends - starts > LONGEST:
        expected = f"an end within 12 hours of the start, {session.start:%H:%M}"
        yield Finding((*place, "end"), f"{session.end:%H:%M}", expected)
    for key, moment in (("start", starts), ("end", ends)):
        if session.date is not None and moment is not None:
            yield from _clock_change(moment, zone, (*place, key))


def _clock_change(moment: dt.datetime, zone: ZoneInfo, place: Place) -> Iterator[Finding]:
    """An error about a time that clocks skip; a warning about one they show twice."""
    times = times_shown(moment.replace(tzinfo=None), zone)
    when = f"{moment:%H:%M} on {moment:%Y-%m-%d}, which clocks in {zone.key}"
    expected = "a time that clocks show once"
    if times == 0:
        yield Finding(place, f"{when} never show", expected)
    elif times == 2:
        advice = "write in the notes which time is meant"
        yield _warning(place, f"{when} show twice", expected, advice)


class _Slot(NamedTuple):
    """The time of a session in a room; `number` is its place in the programme."""

    starts: dt.datetime
    number: int
    ends: dt.datetime


def _overlaps_in_rooms(programme: Programme) -> Iterator[Finding]:
    """Warnings about sessions that start in a room while another is on there."""
    for slots in _slots_by_room(programme).values():
        slots.sort()
        latest = slots[0]  # of the earlier slots, the one that ends last
        for slot in slots[1:]:
            if slot.starts < latest.ends or slot.starts == latest.starts:
                other = programme.session[latest.number]
                room = quote(programme.session[slot.number].room)
                actual = f"{slot.starts:%H:%M} in {room}, while {other.id} is on there"
                expected = "a time when the room is free"
                yield _warning(("session", slot.number, "start"), actual, expected)
            if slot.ends >= latest.ends:
                latest = slot


def _slots_by_room(programme: Programme) -> dict[str, list[_Slot]]:
    """The times of the sessions that take place in a room, by its key.

    A session whose end is missing or wrong ends when it starts.
    """
    rooms: dict[str, list[_Slot]] = {}
    for index, session in enumerate(programme.session):
        if session.cancelled or session.room is None:
            continue
        starts, ends = session_span(session, _UTC)
        if starts is not None:
            if ends is None or ends - starts > LONGEST:
                ends = starts
            slots = rooms.setdefault(room_key(session.room), [])
            slots.append(_Slot(starts, index, ends))
    return rooms


def list_findings(file: ExhibitorList, codes: Collection[str]) -> Iterator[Finding]:
    """Errors and warnings about a list; `codes` are the country codes of ISO 3166."""
    yield from _address_errors(file.page, ("page",))
    first = file.earlier[0].copied if file.earlier else file.copied
    if file.day_known < first:
        expected = f"a day from {first} on, when the list was copied"
        yield _wrongly_known(file, (), expected)
    for index, exhibitor in enumerate(file.exhibitor):
        code = exhibitor.country_code
        if code is not None and code not in codes:
            place = ("exhibitor", index, "country_code")
            advice = "write the name of a country without a code as country"
            yield Finding(place, quote(code), "a code of ISO 3166, like FR", advice)


def company_findings(
    file: CompaniesFile, listed: Collection[str], *, is_own: bool
) -> Iterator[Finding]:
    """Errors and warnings about linked names; `listed` are the names on all lists.

    A reader's own file links names of accounts, which are on no list, with names on
    lists: of a group in it, one name on a list is enough.
    """
    group_by_name: dict[str, int] = {}  # the first group that has a name
    for linked in _linked_names(file, "same"):
        first_group = group_by_name.setdefault(name_key(linked.name), linked.group)
        if first_group != linked.group:
            found = f"{quote(linked.name)}, as in same[{first_group}]"
            expected, advice = "a name in one group", "make the two groups one"
            yield Finding(linked.place, found, expected, advice)
    for link in get_args(CompanyLink):
        names = [*_linked_names(file, link)]
        groups_listed = {linked.group for linked in names if linked.name in listed}
        for linked in names:
            is_account = is_own and linked.group in groups_listed
            if linked.name not in listed and not is_account:
                expected = "a name as a list of exhibitors has it"
                yield _warning(linked.place, quote(linked.name), expected)


class _LinkedName(NamedTuple):
    """A name in the group of a number, and its place in the file."""

    name: str
    group: int
    place: Place


def _linked_names(file: CompaniesFile, link: CompanyLink) -> Iterator[_LinkedName]:
    """The names in the groups with a link; a group is a list, or a table with names."""
    for number, group in enumerate(getattr(file, link)):
        is_table = isinstance(group, NameGroup)
        place: Place = (link, number, "names") if is_table else (link, number)
        for index, name in enumerate(group.names if is_table else group):
            yield _LinkedName(name, number, (*place, index))


def news_findings(
    file: NewsFile, shows: Collection[str], editions: Collection[str]
) -> Iterator[Finding]:
    """Errors about items whose show or edition does not exist or does not match."""
    for index, item in enumerate(file.news):
        if item.show is not None and item.show not in shows:
            yield unknown_id("show", item.show, ("news", index, "show"), shows)
        if item.edition is None:
            continue
        place = ("news", index, "edition")
        if item.edition not in editions:
            yield unknown_id("edition", item.edition, place, editions)
        elif item.show not in (None, show_id_of(item.edition)):
            expected = f"an edition of {item.show}, or another show"
            yield Finding(place, quote(item.edition), expected)


def publishing_findings(file: PublishFile, shows: Collection[str]) -> Iterator[Finding]:
    """Errors about shows that are not known by an id or an alias."""
    for index, show in enumerate(file.shows):
        if show not in shows:
            yield unknown_id("show", show, ("shows", index), shows)


def source_findings(file: SourcesFile) -> Iterator[Finding]:
    """Errors about addresses; warnings about organisers that 2.0 made up."""
    for index, source in enumerate(file.source):
        yield from _address_errors(source.address, ("source", index, "address"))
        if source.is_false:
            yield _warning(
                ("source", index, "kind"),
                "organiser, which milipol 2.0 wrote without knowing it",
                "participant",
                "import the file again, with --official if the organiser gave it",
            )


def edition_findings(edition_id: str, editions: Iterable[Edition]) -> Iterator[Finding]:
    """An error about a file of an edition that is not among those of its show."""
    ids = [edition.id for edition in editions]
    if edition_id not in ids:
        advice = nearest(edition_id, ids) or "add the edition there"
        found = f"show.toml has no edition {quote(edition_id)}"
        yield Finding(("edition",), found, None, advice)


def texts_in(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in nested tables and lists, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, (dict, list)):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in members:
            yield from texts_in(inner, (*place, step))


# The categories of characters that show nothing: controls, formats and spaces.
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")


def text_findings(text: str, place: Place) -> Iterator[Finding]:
    """A warning about characters that are invisible or change the order of text.

    A text without visible characters is an error: published, nothing of it is left.
    """
    characters = escaped_characters(text)
    if not characters:  # nearly always
        return
    # Pages and calendars leave out what changes the order of a text or hides in it.
    published = re.sub(f"[{HIDING}]", "", text)
    if all(unicodedata.category(char) in _INVISIBLE for char in published):
        yield Finding(place, "only invisible characters", "a text")
        return
    names = [f"U+{ord(char):04X} {unicodedata.name(char, '')}" for char in characters]
    actual = ", ".join(name.strip() for name in names[:3])
    yield _warning(place, actual, "visible characters")


def _address_errors(value: str | None, place: Place) -> Iterator[Finding]:
    if value is not None and not is_address(value):
        yield Finding(place, quote(value), "an address like https://www.example.org")
