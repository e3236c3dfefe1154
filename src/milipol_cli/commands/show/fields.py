"""The JSON and CSV fields of `milipol show`."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from milipol_cli.commands.show.query import (
    EditionDetails,
    EditionInFull,
    ExhibitorDetails,
    History,
    KnownNotice,
    Listing,
    ListSummary,
    NewsDetails,
    SessionDetails,
    ShowAnswer,
    ShowList,
    Unknown,
)
from milipol_cli.look.data import Data, Field, Fields, Row
from milipol_cli.look.fields import (
    COMPANY,
    EDITION,
    EXHIBITOR_LIST,
    NOT_SHOWN,
    SCHEMA_OF_LISTS,
    SESSION,
    THEME,
    head,
)
from milipol_cli.network import citations
from milipol_cli.network.model.programmes import DayTheme
from milipol_cli.network.model.shows import Figure

if TYPE_CHECKING:  # imported with the answer, if there is one
    from milipol_cli.commands.show.elsewhere_query import FairEntry

SHOW_SUMMARY = Fields[History](
    "show in the list",
    ("id", lambda entry: entry.show.id, "id of the show"),
    ("name", lambda entry: entry.name, "its name as of the date asked for"),
    ("city", lambda entry: entry.show.city, "its city"),
    ("country", lambda entry: entry.show.country, "its country"),
    ("next", lambda entry: entry.next and entry.next.id, "id of the next edition"),
    (
        "next_start",
        lambda entry: entry.next and entry.next.dates.start,
        "first day of the next edition",
    ),
    ("last", lambda entry: entry.last and entry.last.id, "id of the last edition"),
    (
        "last_start",
        lambda entry: entry.last and entry.last.dates.start,
        "first day of the last edition",
    ),
)

SHOW_LIST = Fields[ShowList](
    "list of shows",
    *head(),
    ("shows", lambda answer: SHOW_SUMMARY.rows(answer.shows), "all shows"),
    NOT_SHOWN,
)


def _figure_text(figure: Figure) -> str:
    upper = figure.upper
    value = str(figure.value) if upper is None else f"{figure.value}-{upper}"
    parts = (figure.measure, figure.kind, figure.bound, figure.currency, value)
    return " ".join(part for part in parts if part is not None)


FIGURE = Fields[Figure](
    "figure",
    ("measure", lambda figure: figure.measure, "what is counted: visitors, ..."),
    ("kind", lambda figure: figure.kind, "counted or expected"),
    ("value", lambda figure: figure.value, "the number, or the lower end of a range"),
    ("upper", lambda figure: figure.upper, "the upper end of a range"),
    ("bound", lambda figure: figure.bound, "about or at least; null if exact"),
    ("currency", lambda figure: figure.currency, "ISO 4217 code of an amount of money"),
    ("notes", lambda figure: figure.notes, "remarks"),
    ("sources", lambda figure: figure.source, "ids of the sources"),
    text=_figure_text,
)


def _value(figure: Figure | None) -> int | None:
    return None if figure is None else figure.value


def _kind(figure: Figure | None) -> str | None:
    return None if figure is None else figure.kind


_EDITION = {field[0]: field for field in EDITION.of_part(attrgetter("edition"))}

ENTRY = Fields[EditionInFull](
    "edition in full",
    *(field for key, field in _EDITION.items() if key not in ("sources", "may_be_on")),
    ("sources", lambda entry: entry.source, "ids of the sources"),
    (
        "theme",
        lambda entry: (theme := entry.edition.record.theme) and theme.title,
        "title of its theme",
    ),
    ("visitors", lambda entry: _value(entry.visitors), "number, counted if known"),
    ("visitors_kind", lambda entry: _kind(entry.visitors), "counted or expected"),
    ("exhibitors", lambda entry: _value(entry.exhibitors), "number, counted if known"),
    ("exhibitors_kind", lambda entry: _kind(entry.exhibitors), "counted or expected"),
    ("figures", lambda entry: FIGURE.rows(entry.figures), "all figures"),
    ("remarks", lambda entry: entry.edition.record.notes, "remarks on the edition"),
    _EDITION["may_be_on"],
)


SHOW = Fields[History](
    "show",
    ("id", lambda answer: answer.show.id, "id of the show"),
    ("name", lambda answer: answer.name, "its name as of the date asked for"),
    ("former_names", lambda answer: answer.former_names, "its earlier names"),
    ("aliases", lambda answer: answer.show.aliases, "other names it is found by"),
    ("city", lambda answer: answer.show.city, "its city"),
    ("country", lambda answer: answer.show.country, "its country"),
    ("country_code", lambda answer: answer.show.country_code, "ISO 3166-1 code"),
    ("timezone", lambda answer: answer.show.zone.key, "its IANA time zone"),
    ("organiser", lambda answer: answer.show.organiser, "who organises it"),
    ("patron", lambda answer: answer.show.patron, "its patron"),
    ("website", lambda answer: answer.show.website, "address of its website"),
    (
        "every_years",
        lambda answer: (rhythm := answer.show.rhythm) and rhythm.every_years,
        "years from one edition to the next",
    ),
    (
        "rhythm",
        lambda answer: (rhythm := answer.show.rhythm) and rhythm.summary,
        "its rhythm in words",
    ),
    (
        "purpose",
        lambda answer: (purpose := answer.show.purpose) and purpose.summary,
        "what it is for, in a line",
    ),
    ("notes", lambda answer: answer.show.notes, "remarks"),
    ("sources", lambda answer: citations.of_head(answer.show), "ids of the sources"),
)


HISTORY = Fields[History](
    "history",
    *head(),
    ("show", SHOW.row, "the show"),
    ("editions", lambda answer: ENTRY.rows(answer.editions), "latest first"),
)

NOTICE = Fields[KnownNotice](
    "notice",
    ("known", lambda row: row.notice.day_known, "the day it became known"),
    ("exact", lambda row: row.notice.known is not None, "false if it may be earlier"),
    ("status", lambda row: row.notice.status, "the status it gives the edition"),
    ("certainty", lambda row: row.notice.certainty, "stated, planned or inferred"),
    ("start", lambda row: row.notice.start, "first day"),
    ("end", lambda row: row.notice.end, "last day"),
    ("month", lambda row: row.notice.month, "month, if no day is known"),
    ("year", lambda row: row.notice.year, "year, if no month is known"),
    ("name", lambda row: row.notice.name, "the name of the show in it"),
    ("venue", lambda row: row.venue and row.venue.name, "name of the venue"),
    ("city", lambda row: row.venue and row.venue.city, "its city"),
    ("notes", lambda row: row.notice.notes, "remarks"),
    ("sources", lambda row: row.notice.source, "ids of the sources"),
)

THEME_OF_DAY = Fields[DayTheme](
    "theme of a day", *THEME.fields, ("date", lambda theme: theme.date, "the day")
)


_EDITION_ENTRY: Field[Any] = ("edition", lambda answer: ENTRY.row(answer.entry), "the edition")

# The fields that a session and an exhibitor begin with.
_DETAILS_HEAD: tuple[Field[Any], ...] = (*head(), _EDITION_ENTRY)


LIST_SUMMARY = Fields[ListSummary](
    "list of exhibitors in short",
    *EXHIBITOR_LIST.of_part(attrgetter("listing")),
    ("countries", lambda summary: summary.countries, "number of countries it has"),
    (
        "new",
        lambda summary: summary.new and summary.new.number,
        "entries of companies not on the show's previous list; null if there is none",
    ),
    (
        "new_perhaps",
        lambda summary: summary.new and summary.new.perhaps,
        "how many of them may be on it under another name",
    ),
    (
        "compared_with",
        lambda summary: summary.before and summary.before.id,
        "edition of the previous list",
    ),
)

EDITION_DETAILS = Fields[EditionDetails](
    "edition or day",
    *head(schema=SCHEMA_OF_LISTS),
    _EDITION_ENTRY,
    ("notices", lambda answer: NOTICE.rows(answer.notices), "what was known, in order"),
    (
        "themes",
        lambda answer: THEME_OF_DAY.rows(t for day in answer.days for t in day.themes),
        "the themes of its days",
    ),
    ("sessions", lambda answer: SESSION.rows(answer.sessions), "by day, undated last"),
    ("notes", lambda answer: answer.notes, "remarks on the programme"),
    (
        "exhibitor_list",
        lambda answer: answer.list_summary and LIST_SUMMARY.row(answer.list_summary),
        "its list of exhibitors, if that is known; null for a day",
    ),
)

SESSION_DETAILS = Fields[SessionDetails](
    "session in full",
    *_DETAILS_HEAD,
    ("session", lambda answer: SESSION.row(answer.session), "the session"),
    ("notes", lambda answer: answer.notes, "remarks on the programme"),
)


LISTING = Fields[Listing](
    "listing",
    ("id", lambda row: row.listed.id, "id of the exhibitor"),
    ("edition", lambda row: row.in_list.edition.id, "id of the edition"),
    ("show", lambda row: row.in_list.edition.show.id, "id of its show"),
    ("start", lambda row: row.in_list.edition.dates.start, "first day of the edition"),
    ("month", lambda row: row.in_list.edition.dates.month, "month, if no day is known"),
    ("year", lambda row: row.in_list.edition.dates.year, "year, if no month is known"),
    (
        "match",
        lambda row: row.match,
        "exact; same name: without case, accents, punctuation and legal form; same"
        " company: another name of it; or perhaps",
    ),
    *COMPANY.of_part(attrgetter("entry")),
    ("copied", lambda row: row.in_list.exhibitors.copied, "day its list was copied"),
    ("page", lambda row: row.in_list.exhibitors.page, "the organiser's page"),
    ("sources", lambda row: row.in_list.exhibitors.source, "ids of the sources"),
)


FAIR_ENTRY: "Fields[FairEntry]" = Fields(
    "entry on a list of another fair",
    ("edition", lambda row: row.edition, "id of the edition of the fair"),
    ("fair", lambda row: row.fair.name, "name of the fair"),
    ("kind", lambda row: row.fair.kind, "kind of the fair"),
    ("start", lambda row: row.of_year.start, "first day of the edition"),
    ("end", lambda row: row.of_year.end, "last day"),
    *COMPANY.of_part(attrgetter("exhibitor")),
    ("copied", lambda row: row.of_year.copied, "day its list was copied"),
    ("sources", lambda row: [row.source], "ids of the sources"),
)


EXHIBITOR_DETAILS = Fields[ExhibitorDetails](
    "exhibitor in full",
    *_DETAILS_HEAD,
    ("exhibitor", lambda answer: LISTING.row(answer.listing), "the exhibitor"),
    (
        "listings",
        lambda answer: LISTING.rows(answer.listings),
        "the same company in all lists, this one among them, latest edition first",
    ),
    ("perhaps", lambda answer: LISTING.rows(answer.perhaps), "the same for possible matches"),
    ("lists", lambda answer: answer.lists, "number of lists that were searched"),
    (
        "elsewhere",
        lambda answer: FAIR_ENTRY.rows(answer.elsewhere.entries),
        "the same company on lists of other fairs, latest first",
    ),
    (
        "fairs",
        lambda answer: answer.elsewhere.fairs,
        "number of other fairs whose lists were searched",
    ),
    (
        "elsewhere_at_shows",
        lambda answer: LISTING.rows(answer.listings_elsewhere),
        "the same company at editions that are not in `listings`, linked as at other"
        " fairs, latest edition first",
    ),
)


def _news(answer: NewsDetails) -> Row:
    from milipol_cli.commands.news.fields import ENTRY  # noqa: PLC0415  only for news

    return ENTRY.row(answer.news)


NEWS_DETAILS = Fields[NewsDetails](
    "piece of news", *head(), ("item", _news, "the item, with the keys that it has in `news`")
)

UNKNOWN_ID = Fields[Unknown](
    "id about which nothing was known",
    ("id", lambda answer: answer.id, "the id asked for"),
    ("known", lambda _: False, "whether anything was known about it"),
)

UNKNOWN = Fields[Unknown]("answer if nothing was known", *head(), *UNKNOWN_ID.fields)


# By the kind of answer: its record, the rows of CSV, and the key that has them.
_DATA: dict[type[ShowAnswer], tuple[Fields[Any], Fields[Any], str]] = {
    ShowList: (SHOW_LIST, SHOW_SUMMARY, "shows"),
    History: (HISTORY, ENTRY, "editions"),
    EditionDetails: (EDITION_DETAILS, SESSION, "sessions"),
    SessionDetails: (SESSION_DETAILS, SESSION, "session"),
    ExhibitorDetails: (EXHIBITOR_DETAILS, LISTING, "listings"),
}


def data(answer: ShowAnswer) -> Data:
    """The record of the answer; CSV lists shows, editions, sessions or listings."""
    if isinstance(answer, Unknown):
        record = UNKNOWN.row(answer)
        return Data(record, UNKNOWN_ID, [record])
    if isinstance(answer, NewsDetails):
        from milipol_cli.commands.news.fields import ENTRY  # noqa: PLC0415  only for news

        record = NEWS_DETAILS.row(answer)
        return Data(record, ENTRY, [record["item"]])
    fields, fields_of_rows, key = _DATA[type(answer)]
    record = fields.row(answer)
    rows = record[key]
    return Data(record, fields_of_rows, rows if isinstance(rows, list) else [rows])
