"""Small values for the tests, a line each, and strategies for any of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any, get_args
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import strategies as st

from milipol_cli.commands.today import query as days
from milipol_cli.commands.today.query import Today
from milipol_cli.network import editions
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.load.ids import Match, part_named
from milipol_cli.network.load.reading import Base, bundle
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import DayTheme, Programme, Session
from milipol_cli.network.model.shows import Edition, Notice, Rhythm, Show, ShowFile, Status, Venue
from milipol_cli.network.sessions import ShowDay

PARIS = ZoneInfo("Europe/Paris")
SINGAPORE = ZoneInfo("Asia/Singapore")
TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")
SOURCE = ("gazette",)
REVIEWED = dt.date(2026, 11, 24)


def day(text: str) -> dt.date:
    """The date that `text` writes."""
    return dt.date.fromisoformat(text)


def at(when: str, zone: ZoneInfo | None = None) -> AsOf:
    """Standing on a date, or at a time with its offset, as a reader in `zone`."""
    if "T" not in when:
        return AsOf(day=day(when), reader_zone=zone)
    moment = dt.datetime.fromisoformat(when)
    if zone is not None:
        moment = moment.astimezone(zone)
    return AsOf(moment=moment, reader_zone=zone)


def written(as_of: AsOf) -> str:
    """A moment as ISO writes it."""
    assert as_of.moment is not None
    return as_of.moment.isoformat()


def dates(when: str) -> Dates:
    """Dates from "2023-11-14/2023-11-17", "2023-11-14" (a start), "2023-11", "2023"."""
    start, _, end = when.partition("/")
    if end:
        return Dates(start=day(start), end=day(end))
    if len(start) == len("2023"):
        return Dates(year=int(start))
    if len(start) == len("2023-11"):
        return Dates(month=start)
    return Dates(start=day(start))


def notice(known: str, when: str = "", status: Status = "announced", **fields: Any) -> Notice:
    """A notice known on, or "by ...", a date; it may give dates, written as above."""
    made_known = "known_by" if known.startswith("by ") else "known"
    values: dict[str, Any] = {} if not when else msgspec.structs.asdict(dates(when))
    values[made_known] = day(known.removeprefix("by "))
    return Notice(status=status, source=SOURCE, **values, **fields)


def edition(slug: str, /, *notices: Notice, **fields: Any) -> Edition:
    """The edition with the id `name`."""
    return Edition(id=slug, notice=notices, **fields)


def venue(slug: str, /, zone: ZoneInfo = PARIS, **fields: Any) -> Venue:
    """The venue with the id `name`."""
    return Venue(id=slug, zone=zone, source=SOURCE, **fields)


VENUES = (
    venue("villepinte", name="Paris Nord Villepinte", city="Villepinte", country="France"),
    venue("delhi", ZoneInfo("Asia/Kolkata"), city="New Delhi", country="India"),
    venue("doha", ZoneInfo("Asia/Qatar"), city="Doha", country="Qatar"),
    venue("singapore", SINGAPORE, city="Singapore", country="Singapore"),
    venue("india", ZoneInfo("Asia/Kolkata"), country="India"),
)


def show(*editions: Edition, **fields: Any) -> ShowFile:
    """A show with these editions; a Milipol Paris unless `fields` say otherwise."""
    paris = {
        "id": editions[0].id.rpartition("-")[0] if editions else "paris",
        "name": "Milipol Paris",
        "city": "Villepinte",
        "country": "France",
        "country_code": "FR",
        "zone": PARIS,
        "reviewed": REVIEWED,
        "source": SOURCE,
    }
    return ShowFile(show=Show(**{**paris, **fields}), venue=VENUES, edition=editions)


def rhythm(every_years: int = 2, summary: str = "often", known: str = "2010-01-01") -> Rhythm:
    """How often a show takes place, by a source."""
    return Rhythm(every_years=every_years, summary=summary, known=day(known), source=SOURCE)


def view(
    as_of: str | AsOf,
    *notices: Notice,
    edition_id: str = "paris-2023",
    number: int | None = None,
    **fields: Any,
) -> EditionAsOf:
    """An edition with these notices as it is known from `here`."""
    basis = None if number is None else "printed"
    held = edition(edition_id, *notices, number=number, number_basis=basis)
    as_of = at(as_of) if isinstance(as_of, str) else as_of
    known_edition = editions.edition_as_of(held, show(held, **fields), as_of)
    assert known_edition is not None
    return known_edition


def matches(
    ids: Iterable[str], *files: ShowFile, programme: Programme | None = None
) -> list[Match]:
    """What whole ids name in these shows, of which the editions have a programme."""
    resolved = []
    for key in ids:
        head, _, tail = key.partition("/")
        match = next(
            Match(file, edition)
            for file in files
            for edition in (None, *file.edition)
            if head == (file.show.id if edition is None else edition.id)
        )
        held = programme or Programme(edition=head)
        part = part_named(tail, held) if tail else None
        if isinstance(part, Session):
            match = match._replace(session=part)
        else:
            match = match._replace(day=part)
        resolved.append(match)
    return resolved


def placed(seen: EditionAsOf) -> tuple[object, ...]:
    """Phase, days until it begins, day n of N, days since it ended."""
    return seen.phase, seen.days_until, seen.day, seen.days, seen.days_since


def session(slug: str, date: str | None = "2023-11-15", hours: str = "", **fields: Any) -> Session:
    """A session at "10:00-10:30", at "11:00" with an unknown end, or at no time."""
    start, _, end = hours.partition("-")
    return Session(
        id=slug,
        kind=fields.pop("kind", "talk"),
        date=None if date is None else day(date),
        start=dt.time.fromisoformat(start) if start else None,
        end=dt.time.fromisoformat(end) if end else None,
        source=SOURCE,
        **fields,
    )


def theme(title: str, date: str = "2023-11-15", **fields: Any) -> DayTheme:
    """The theme of a day."""
    return DayTheme(title=title, date=day(date), source=SOURCE, **fields)


def news(title: str, printed: str | None = None, **fields: Any) -> NewsItem:
    """A piece of news."""
    return NewsItem(
        id="item",
        title=title,
        summary=title,
        printed=None if printed is None else day(printed),
        source=SOURCE,
        **fields,
    )


def exhibitor_list(
    edition_id: str, known: str, *entries: Exhibitor | str, **fields: Any
) -> ExhibitorList:
    """The list of an edition, copied on the day it became known."""
    exhibitors = tuple(
        Exhibitor(name=entry) if isinstance(entry, str) else entry for entry in entries
    )
    return ExhibitorList(
        edition=edition_id,
        known=day(known),
        copied=day(known),
        exhibitor=exhibitors,
        source=SOURCE,
        **fields,
    )


def show_day(as_of: str | AsOf = "2023-11-15", **fields: Any) -> ShowDay:
    """A day of Milipol Paris 2023, 14 to 17 November, with what `fields` add."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("themes", "tomorrow_themes", "sessions", "news", "notes"), ()
    )
    seen = view(as_of, notice("2023-09-30", "2023-11-14/2023-11-17"))
    date = (at(as_of) if isinstance(as_of, str) else as_of).day_at(PARIS)
    return ShowDay(**{**nothing, "edition": seen, "date": date, **fields})


def catalog(
    *files: ShowFile,
    programme: Programme | None = None,
    exhibitors: GetList = lambda _: None,
    printed: Sequence[NewsItem] = (),
) -> Any:
    """What queries take of data, with one programme for every edition."""
    return SimpleNamespace(
        base=Base(bundle()),
        shows=files,
        programme=lambda key: programme or Programme(edition=key),
        programme_to_share=lambda key: programme or Programme(edition=key),
        exhibitors=exhibitors,
        companies=Companies(),
        news=printed,
        sources={},
        is_left_out=lambda _: False,
    )


def today(
    as_of: str | AsOf,
    *files: ShowFile,
    programme: Programme | None = None,
    printed: Sequence[NewsItem] = (),
    shows: Sequence[str] = (),
    picks: Sequence[Pick] = (),
    exhibitors: GetList = lambda _: None,
) -> Today:
    """The answer of `today` with one programme for every edition."""
    data = catalog(*files, programme=programme, exhibitors=exhibitors)
    as_of = at(as_of) if isinstance(as_of, str) else as_of
    return days.today(data, as_of, news=printed, shows=shows, get_picks=lambda: picks)


def any_dates(
    first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> st.SearchStrategy[Dates]:
    """Dates of every form, in the years between two days."""
    days = st.dates(first, last)
    years = st.integers(first.year, last.year)
    return st.one_of(
        days.map(lambda start: Dates(start=start)),
        st.tuples(days, days).map(lambda pair: Dates(start=min(pair), end=max(pair))),
        st.builds("{:04}-{:02}".format, years, st.integers(1, 12)).map(
            lambda month: Dates(month=month)
        ),
        years.map(lambda year: Dates(year=year)),
    )


def any_edition(
    name: str, first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> st.SearchStrategy[Edition]:
    """An edition with up to four notices in the order in which they became known."""
    # Made once: to make strategies for each edition takes longer than all else.
    dated = any_dates(first, last)
    venues = st.sampled_from([None, "villepinte", "delhi", "doha"])
    fields = st.dates(first, last), st.sampled_from(get_args(Status)), venues
    further = st.lists(st.tuples(st.none() | dated, *fields), max_size=3)

    def held(stated: Sequence[tuple[Dates | None, dt.date, Status, str | None]]) -> Edition:
        known = sorted(made_known for _, made_known, *_ in stated)
        return edition(
            name,
            *(
                Notice(
                    known=made_known,
                    status=status,
                    venue=place,
                    source=SOURCE,
                    **({} if when is None else msgspec.structs.asdict(when)),
                )
                for made_known, (when, _, status, place) in zip(known, stated, strict=True)
            ),
        )

    return st.builds(lambda one, more: held([one, *more]), st.tuples(dated, *fields), further)
