"""The JSON and CSV fields of `milipol search`."""

from milipol_cli.commands.search.query import Search
from milipol_cli.commands.search.results import MatchedText, Result
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SUGGESTION, head

MATCH = Fields[MatchedText](
    "match",
    ("field", lambda match: match.field, "field of the text: title, speaker, ..."),
    ("text", lambda match: match.text, "the whole text"),
    ("spans", lambda match: match.spans, "[start, end) of each match, in code points"),
    text=lambda match: f"{match.field} {match.text}",
)

RESULT = Fields[Result](
    "result",
    (
        "id",
        lambda result: result.id,
        "id that `milipol show` takes, or of an entry in your agenda; null for news of"
        " the whole network",
    ),
    (
        "kind",
        lambda result: result.kind,
        "show, edition, theme, session, speaker, exhibitor, venue, news or entry (of your own)",
    ),
    ("title", lambda result: result.title, "its title or name"),
    ("role", lambda result: result.speaker and result.speaker.shown_role, "role of a speaker"),
    ("session_kind", lambda result: result.session and result.session.kind, "kind of the session"),
    ("show", lambda result: result.about.show_id, "id of the show"),
    (
        "edition",
        lambda result: result.about.edition and result.about.edition.id,
        "id of the edition",
    ),
    ("editions", lambda result: result.editions, "editions at a venue, latest first"),
    (
        "start",
        lambda result: result.dates.start,
        "first day; for a show or a venue, of the edition nearest in time",
    ),
    ("end", lambda result: result.dates.end, "last day"),
    ("month", lambda result: result.dates.month, "month, if no day is known"),
    ("year", lambda result: result.dates.year, "year, if no month is known"),
    ("exact", lambda result: not result.by, "false if it is the latest possible day"),
    ("matches", lambda result: MATCH.rows(result.matches), "texts that have the words"),
    ("sources", lambda result: result.source, "ids of the sources"),
    (
        "entry_kind",
        lambda result: result.entry and result.entry.pick.entry_kind,
        "kind of an entry: meeting, deadline, travel, dinner, meal or event",
    ),
    (
        "country",
        lambda result: result.exhibitor and result.exhibitor.country_name,
        "country of an exhibitor",
    ),
    (
        "country_code",
        lambda result: result.exhibitor and result.exhibitor.country_code,
        "its ISO 3166-1 code",
    ),
    (
        "categories",
        lambda result: result.exhibitor and result.exhibitor.categories,
        "categories that an exhibitor is listed in; null for other results",
    ),
    (
        "website",
        lambda result: result.exhibitor and result.exhibitor.website,
        "website of an exhibitor",
    ),
    ("perhaps", lambda result: result.perhaps, "names that its company may have"),
    brief=("kind", "title", "edition", "start", "id"),
)

SHUT_OUT = Fields[Search](
    "excluded results",
    ("options", lambda answer: answer.terms.options, "options that exclude results"),
    ("found", lambda answer: answer.excluded, "number of results without them"),
)

RECORD = Fields[Search](
    "search",
    *head(),
    ("words", lambda answer: answer.terms.words, "words searched for"),
    ("found", lambda answer: answer.found, "number of all results, whatever is shown"),
    ("results", lambda answer: RESULT.rows(answer.results), "best first"),
    (
        "shut_out",
        lambda answer: SHUT_OUT.row(answer) if answer.excluded else None,
        "results that options exclude, if nothing is found",
    ),
    (
        "suggestions",
        lambda answer: SUGGESTION.rows(answer.suggestions),
        "words that are not in the data",
    ),
    (
        "more_exhibitors",
        lambda answer: answer.more_exhibitors,
        "number of exhibitors left out because they were not asked for with --kind",
    ),
    (
        "without_categories",
        lambda answer: [edition.id for edition in answer.lists.without_categories],
        "editions in whose lists only names were searched, as they have no categories,"
        " if exhibitors or nothing was found",
    ),
    (
        "instead",
        lambda answer: answer.lists.instead and answer.lists.instead.id,
        "last edition with a list that has categories, if none of these lists has",
    ),
    (
        "found_rows",
        lambda answer: answer.number,
        "number of all results, the entries of a company at a show counted as one",
    ),
    (
        "more_companies",
        lambda answer: answer.more_companies,
        "number of companies left out because they were not asked for with --kind",
    ),
)


def data(answer: Search) -> Data:
    """The record of the answer; CSV lists the results."""
    record = RECORD.row(answer)
    return Data(record, RESULT, record["results"])
