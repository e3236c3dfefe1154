"""The fields of JSON and CSV that several commands share: each key with its meaning."""

from typing import TYPE_CHECKING, Any

from milipol_cli.base.folding import Suggestion
from milipol_cli.look.data import Field, Fields, Row
from milipol_cli.look.words.editions import later_change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from milipol_cli.network.as_of import AsOf
    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.exhibitors import ListAsOf
    from milipol_cli.network.model.exhibitors import Exhibitor
    from milipol_cli.network.model.programmes import DayTheme, Speaker
    from milipol_cli.network.sessions import SessionAsOf

# The version of the contract of an answer. The version rises if a key goes or changes
# its meaning, for each answer by itself; it stays the same if keys are added.
SCHEMA = 1


def _date_or_time(as_of: "AsOf") -> str:
    if as_of.moment is None:
        return as_of.reader_day.isoformat()
    return as_of.moment.isoformat(timespec="seconds")


def head(
    reviewed: "Callable[[Any], dt.date | None]" = lambda answer: answer.reviewed,
    editions: "Callable[[Any], Iterable[EditionAsOf]]" = (lambda answer: answer.covered_editions),
    schema: int = SCHEMA,
) -> "tuple[Field[Any], ...]":
    """The fields that every record begins with; `to_json` fills in the sources."""
    return (
        ("schema", lambda _: schema, "version of this contract"),
        ("on", lambda answer: _date_or_time(answer.as_of), "date or time of the answer"),
        ("data_as_of", reviewed, "day the data was last reviewed"),
        ("programmes_as_of", reviewed, "day as of which programmes are known"),
        ("sources", lambda _: [], "the sources cited in the record"),
        (
            "known_later",
            lambda answer: later_changes(editions(answer)),
            "editions whose later changes contradict what was known",
        ),
    )


NOT_SHOWN: "Field[Any]" = (
    "not_shown",
    lambda answer: answer.left_out,
    "how many more a `--limit` leaves out",
)


EDITION = Fields["EditionAsOf"](
    "edition",
    ("id", lambda e: e.id, "id of the edition"),
    ("show", lambda e: e.show.id, "id of its show"),
    ("name", lambda e: e.name, "name of the show as of the date asked for"),
    ("number", lambda e: e.record.number, "which edition it is, counted from 1"),
    ("number_basis", lambda e: e.record.number_basis, "printed or counted"),
    ("start", lambda e: e.dates.start, "first day"),
    ("end", lambda e: e.dates.end, "last day"),
    ("month", lambda e: e.dates.month, "month, if no day is known"),
    ("year", lambda e: e.dates.year, "year, if no month is known"),
    ("city", lambda e: e.venue and e.venue.city, "city"),
    ("country", lambda e: e.venue and e.venue.country, "country"),
    ("country_code", lambda e: e.venue and e.venue.country_code, "ISO 3166-1 code"),
    ("venue", lambda e: e.venue and e.venue.name, "name of the venue"),
    ("timezone", lambda e: e.zone.key, "IANA time zone of the venue"),
    ("status", lambda e: e.status, "tentative, announced, postponed, cancelled, held"),
    ("certainty", lambda e: e.certainty, "stated, planned or inferred"),
    ("phase", lambda e: e.phase, "upcoming, on or over; null if that is not known"),
    ("days_until", lambda e: e.days_until, "days until the first day; 0 if on"),
    ("day", lambda e: e.day, "which of its days it is, while it is on"),
    ("days", lambda e: e.days, "number of its days, while it is on"),
    (
        "outcome_known",
        lambda e: e.outcome_known if e.phase == "over" else None,
        "whether a source reports what became of it, once it is over",
    ),
    ("notes", lambda e: e.notices[-1].notes, "remarks on its latest notice"),
    ("sources", lambda e: e.source, "ids of the sources"),
    ("may_be_on", lambda e: e.may_be_on, "whether it has begun, its end not known"),
)


CHANGE = Fields["EditionAsOf"](
    "change",
    ("id", lambda e: e.id, "id of the edition"),
    ("text", later_change, "what changed, in a sentence"),
    ("status", lambda e: e.later and e.later.status, "its status in today's data"),
    ("start", lambda e: e.later and e.later.dates.start, "its first day in today's data"),
    ("end", lambda e: e.later and e.later.dates.end, "its last day in today's data"),
    ("month", lambda e: e.later and e.later.dates.month, "its month, if no day is known"),
    ("year", lambda e: e.later and e.later.dates.year, "its year, if no month is known"),
    (
        "city",
        lambda e: e.later and e.later.venue and e.later.venue.city,
        "its city in today's data",
    ),
    ("sources", lambda e: e.later_source, "ids of the sources of the change"),
)


def later_changes(editions: "Iterable[EditionAsOf]") -> list[Row]:
    """The rows of the editions whose later changes contradict what was known."""
    return CHANGE.rows(edition for edition in editions if edition.later is not None)


SUGGESTION = Fields[Suggestion](
    "suggestion",
    ("word", lambda suggestion: suggestion.word, "a word that is not found"),
    ("nearest", lambda suggestion: suggestion.nearest, "up to three words like it"),
)


THEME: "Fields[DayTheme]" = Fields(
    "theme",
    ("half_day", lambda t: t.half_day, "morning or afternoon; null for the whole day"),
    ("title", lambda t: t.title, "its title"),
    ("summary", lambda t: t.summary, "what it is about"),
    ("certainty", lambda t: t.certainty, "stated, planned or inferred"),
    ("note", lambda t: "; ".join(t.notes) or None, "remarks, joined by semicolons"),
    ("sources", lambda t: t.source, "ids of the sources"),
)

SPEAKER: "Fields[Speaker]" = Fields(
    "speaker",
    ("name", lambda speaker: speaker.name, "name of the speaker"),
    ("role", lambda speaker: speaker.shown_role, "what the speaker is"),
    text=lambda speaker: speaker.in_full,
)


def iso(moment: "dt.datetime | None") -> str | None:
    """A time with its offset, as in ISO 8601; None without a time."""
    return None if moment is None else moment.isoformat()


SESSION: "Fields[SessionAsOf]" = Fields(
    "session",
    ("id", lambda s: s.id, "id of the session"),
    ("title", lambda s: s.session.title, "its title"),
    ("kind", lambda s: s.session.kind, "keynote, panel, workshop, ..."),
    ("date", lambda s: s.session.date, "its day at the venue"),
    ("start", lambda s: iso(s.starts), "when it starts, with the UTC offset"),
    ("end", lambda s: iso(s.ends), "when it ends, with the UTC offset"),
    ("half_day", lambda s: s.half_day, "morning or afternoon"),
    ("room", lambda s: s.session.room, "where it takes place"),
    ("speakers", lambda s: SPEAKER.rows(s.session.speaker), "who speaks"),
    ("more_speakers", lambda s: s.session.more_speakers, "whether others took part"),
    ("phase", lambda s: s.phase, "upcoming, on or over; null if that is not known"),
    ("certainty", lambda s: s.session.certainty, "stated, planned or inferred"),
    ("summary", lambda s: s.session.summary, "what it is about"),
    ("notes", lambda s: s.session.notes, "remarks"),
    ("sources", lambda s: s.session.source, "ids of the sources"),
    ("picked", lambda s: s.picked, "whether it is on the agenda"),
    ("private", lambda s: s.session.private, "whether it is exported only on request"),
    ("track", lambda s: s.session.track, "its track"),
    ("url", lambda s: s.session.url, "address of its page"),
    ("cancelled", lambda s: s.session.cancelled, "whether it was cancelled"),
)


COMPANY: "Fields[Exhibitor]" = Fields(
    "entry of a list of exhibitors",
    ("name", lambda entry: entry.name, "name, as the list prints it"),
    ("country", lambda entry: entry.country_name, "name of the country"),
    ("country_code", lambda entry: entry.country_code, "its ISO 3166-1 code, if any"),
    ("website", lambda entry: entry.website, "website, as printed"),
    ("categories", lambda entry: entry.categories, "the organiser's categories"),
    ("stands", lambda entry: entry.stand, "stands, if the list has them"),
    ("halls", lambda entry: entry.hall, "halls, if the list has them"),
    ("listed_by", lambda entry: entry.listed_by, "first copy with it, if a later one"),
)


# Of answers with lists of exhibitors: 4.0 calls `dropped` what was `gone`.
SCHEMA_OF_LISTS = 2

EXHIBITOR_LIST: "Fields[ListAsOf]" = Fields(
    "list of exhibitors",
    ("edition", lambda listing: listing.edition.id, "id of the edition"),
    (
        "listed",
        lambda listing: len(listing.exhibitors.exhibitor),
        "length of the list; not a figure of exhibitors",
    ),
    ("copied", lambda listing: listing.exhibitors.copied, "day it was copied"),
    (
        "dropped",
        lambda listing: listing.exhibitors.gone,
        "how many more entries were listed then; later copies lack them",
    ),
    ("known", lambda listing: listing.exhibitors.day_known, "day it is known on or by"),
    ("page", lambda listing: listing.exhibitors.page, "page it was copied from"),
    ("notes", lambda listing: listing.exhibitors.notes, "remarks"),
    ("sources", lambda listing: listing.exhibitors.source, "ids of the sources"),
)


ALARM = Fields[Any](
    "alarm of an event",
    (
        "at",
        lambda alarm: alarm.rings.isoformat(),
        "when it rings, with the UTC offset; without one for an all-day event, by the"
        " clock of your calendar",
    ),
    (
        "before",
        lambda alarm: alarm.offset.written,
        "how long before the start it rings, like 15m or 1d@18:00",
    ),
)
