"""What `milipol search` gives to programs."""

from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import head
from milipol_cli.search.matching import Match
from milipol_cli.search.query import Search, ShutOut, Suggestion
from milipol_cli.search.results import SearchResult

MATCH = Fields[Match](
    "match",
    ("field", lambda match: match.field, "which field the text is from"),
    ("text", lambda match: match.text, "the text"),
    ("spans", lambda match: match.spans, "[start, end) of the words in the text"),
    text=lambda match: f"{match.field} {match.text}",
)

RESULT = Fields[SearchResult](
    "result",
    ("id", lambda result: result.id, "id for `milipol show`; null for network news"),
    ("kind", lambda result: result.kind, "what kind of thing it is"),
    ("title", lambda result: result.title, "title, or name"),
    ("role", lambda result: result.speaker and result.speaker.what, "of a speaker"),
    (
        "session_kind",
        lambda result: result.session and result.session.kind,
        "kind of the session",
    ),
    ("show", lambda result: result.show, "id of the show"),
    ("edition", lambda result: result.edition and result.edition.id, "its edition"),
    ("editions", lambda result: result.editions, "all editions at a venue"),
    ("start", lambda result: result.dates.start, "first day"),
    ("end", lambda result: result.dates.end, "last day"),
    ("month", lambda result: result.dates.month, "month, if no day is known"),
    ("year", lambda result: result.dates.year, "year, if no month is known"),
    ("exact", lambda result: not result.by, "false if the day is the latest possible"),
    ("matches", lambda result: MATCH.rows(result.matches), "texts with the words"),
    ("sources", lambda result: result.source, "ids of the sources"),
)

SHUT_OUT = Fields[ShutOut](
    "options that exclude results",
    ("options", lambda shut_out: shut_out.options, "without these options"),
    ("found", lambda shut_out: shut_out.found, "there are so many results"),
)

SUGGESTION = Fields[Suggestion](
    "suggestion",
    ("word", lambda suggestion: suggestion.word, "word that is nowhere in the data"),
    ("nearest", lambda suggestion: suggestion.nearest, "words most like it"),
)

RECORD = Fields[Search](
    "search",
    *head(),
    ("words", lambda answer: answer.terms.words, "words searched for"),
    ("found", lambda answer: answer.found, "number of results without a limit"),
    ("results", lambda answer: RESULT.rows(answer.results), "best first"),
    (
        "shut_out",
        lambda answer: answer.shut_out and SHUT_OUT.row(answer.shut_out),
        "fewest options without which there are results",
    ),
    (
        "suggestions",
        lambda answer: SUGGESTION.rows(answer.suggestions),
        "words that are nowhere in the data",
    ),
)


def data(answer: Search) -> Data:
    """The record of the answer; CSV lists the results."""
    record = RECORD.row(answer)
    return Data(record, RESULT, record["results"])
